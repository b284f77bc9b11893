//! What a page says about itself, gathered by `content/collect.js`. Never a value.

use serde::{Deserialize, Deserializer, Serialize};

/// A field. A fact that is missing says nothing: it is empty, zero, false.
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
    /// Labels by every route, `placeholder`, `title`.
    pub label: String,
    /// The text just before it.
    pub before: String,
    /// The text just after it.
    pub after: String,
    /// Headings and legends of the form, dialog or section around it.
    pub heading: String,
    /// The text of the form or dialog it belongs to.
    pub around: String,
    /// What the page says before it, in the form and above that, up to the heading: a line for each
    /// block, without links and buttons.
    pub above: String,
    /// The same behind it, up to the next heading.
    pub below: String,
    /// The links and buttons there.
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
    /// … in which nothing stands.
    pub waits: bool,
    /// How many other fields its form or dialog shows.
    pub beside: u32,
    /// A person could see it and type into it, now or after scrolling.
    pub usable: bool,
    /// … without scrolling first.
    pub in_view: bool,
    /// They could, were it not disabled or read-only; true of usable ones as well.
    pub openable: bool,
    /// It is read-only: some pages make it writable once it has the focus.
    pub read_only: bool,
    /// Where its form can send to: origins, or the bare scheme of what has no site (`mailto:`).
    pub sends_to: Vec<String>,
    /// Nothing stands in it.
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
    /// What it says.
    pub text: String,
    /// `name` and `id`.
    pub identifiers: String,
    /// It sends its form.
    pub submits: bool,
    /// The fields of the form or dialog it belongs to.
    pub fields: Vec<u32>,
    /// A person could press it now.
    pub usable: bool,
    /// Where it sends its form, as [`FieldFacts::sends_to`]; empty if it sends none.
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
    /// The origins of frames in it that nobody sees: a frame of another origin cannot tell itself.
    pub unseen: Vec<String>,
    /// … that have to be scrolled to.
    pub away: Vec<String>,
}

fn natural<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    let number = Option::<i64>::deserialize(from)?;
    Ok(number.and_then(|number| u32::try_from(number).ok()))
}
