//! Facts about a page, gathered by `content/collect.js`. Field values are never among them.

use serde::{Deserialize, Deserializer, Serialize};

/// A field. Missing facts default to empty, zero or false.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct FieldFacts {
    /// Its place in the collector's list.
    pub index: u32,
    /// The effective `type`: `text`, `tel`, `number`, `password`, …; `editable` for others.
    pub input_type: String,
    /// The `autocomplete` attribute.
    pub autocomplete: String,
    /// `name` and `id`.
    pub identifiers: String,
    /// `class`, test ids and framework names.
    pub marks: String,
    /// Labels from all sources, `placeholder`, `title`.
    pub label: String,
    /// The text just before it.
    pub before: String,
    /// The text just after it.
    pub after: String,
    /// Headings and legends of the form, dialog or section around it.
    pub heading: String,
    /// The text of the form or dialog it belongs to.
    pub around: String,
    /// The page's text before it, within the form and above it, up to the heading: one line per
    /// block, without links and buttons.
    pub above: String,
    /// The same after it, up to the next heading.
    pub below: String,
    /// The links and buttons in that text.
    pub asides: String,
    /// Name, id, class and address of that form.
    pub form: String,
    /// `maxlength`; `None` if it is not set, which the DOM reports as −1.
    #[serde(deserialize_with = "natural")]
    pub max_length: Option<u32>,
    /// `inputmode` is `numeric`, or `pattern` asks for digits.
    pub numeric: bool,
    /// Its form or dialog has a password field as well.
    pub with_password: bool,
    /// … which is empty.
    pub waits: bool,
    /// How many other fields its form or dialog shows.
    pub beside: u32,
    /// A person could see it and type into it, now or after scrolling.
    pub usable: bool,
    /// … without scrolling first.
    pub in_view: bool,
    /// A person could, if it were not disabled or read-only; also true for usable fields.
    pub openable: bool,
    /// It is read-only: some pages make it writable once it has the focus.
    pub read_only: bool,
    /// Where its form can send to: origins, or the bare scheme of a URL without a site (`mailto:`).
    pub sends_to: Vec<String>,
    /// The field is empty.
    pub empty: bool,
    /// It has the focus.
    pub focused: bool,
    /// Position and size in CSS pixels.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ButtonFacts {
    /// Its place in the collector's list.
    pub index: u32,
    /// Its text.
    pub text: String,
    /// `name` and `id`.
    pub identifiers: String,
    /// It submits its form.
    pub submits: bool,
    /// The fields of the form or dialog it belongs to.
    pub fields: Vec<u32>,
    /// A person could press it now.
    pub usable: bool,
    /// Where it sends its form, as [`FieldFacts::sends_to`]; empty if it does not submit one.
    pub sends_to: String,
}

/// One frame of a page.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FrameFacts {
    /// The browser's number for it; 0 is the page itself.
    #[serde(rename = "frameId")]
    pub id: u32,
    /// Its own origin.
    pub origin: String,
    /// Title and address.
    pub about: String,
    /// In document order.
    pub fields: Vec<FieldFacts>,
    /// In document order.
    pub buttons: Vec<ButtonFacts>,
    /// The origins of child frames that are not visible: a cross-origin frame cannot detect this.
    pub unseen: Vec<String>,
    /// … that have to be scrolled to.
    pub away: Vec<String>,
}

fn natural<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    let number = Option::<i64>::deserialize(from)?;
    Ok(number.and_then(|number| u32::try_from(number).ok()))
}
