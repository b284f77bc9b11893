//! What a page says about itself, gathered by `content/collect.js`. Never a value.

/// A field.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct FieldFacts {
    /// Its place in the collector's list.
    pub index: u32,
    /// The effective `type`: `text`, `tel`, `number`, `password`, …; `editable` for what is no input.
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
    /// `maxlength`; `None` if there is none.
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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
