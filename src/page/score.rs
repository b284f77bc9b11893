//! How surely a field takes a one-time code, and from where: every point has its reason.

use super::facts::FieldFacts;
use super::words::{Class, Classes, Words};

/// What a field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A code from an authenticator.
    Authenticator,
    /// A code that comes by SMS, e-mail or call: offered, never filled unasked.
    Message,
    /// A recovery code.
    Recovery,
    /// The key itself.
    Secret,
    /// Something else.
    Other,
}

/// Why a field gets its points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `autocomplete="one-time-code"`.
    OneTimeCode,
    /// Its name or label names the authenticator.
    OwnApp,
    /// Its name or label says one-time code.
    OwnStrong,
    /// Its class or test id does.
    MarkStrong,
    /// Its name or label says code.
    OwnWeak,
    /// The text beside it names the authenticator.
    NearApp,
    /// The text beside it says one-time code.
    NearStrong,
    /// The text beside it says code.
    NearWeak,
    /// The heading says one-time code.
    HeadingStrong,
    /// The form's text names the authenticator.
    AroundApp,
    /// The form's text or name says one-time code.
    AroundStrong,
    /// The page's title or address does.
    AboutStrong,
    /// At most ten characters, or digits only.
    Shaped,
    /// It would take more than any code has.
    TooLong,
    /// It is one of many fields.
    Crowded,
    /// It has the focus.
    Focused,
    /// It is a row of boxes.
    Boxes,
    /// Each box takes one character.
    OneCharacter,
    /// Each box takes digits.
    Digits,
}

impl Sign {
    /// Its name in the developer view.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OneTimeCode => "one-time-code",
            Self::OwnApp => "own words: authenticator",
            Self::OwnStrong => "own words: one-time code",
            Self::MarkStrong => "class: one-time code",
            Self::OwnWeak => "own words: code",
            Self::NearApp => "beside it: authenticator",
            Self::NearStrong => "beside it: one-time code",
            Self::NearWeak => "beside it: code",
            Self::HeadingStrong => "heading: one-time code",
            Self::AroundApp => "form: authenticator",
            Self::AroundStrong => "form: one-time code",
            Self::AboutStrong => "title: one-time code",
            Self::Shaped => "short",
            Self::TooLong => "long",
            Self::Crowded => "many fields",
            Self::Focused => "focused",
            Self::Boxes => "row of boxes",
            Self::OneCharacter => "one character each",
            Self::Digits => "digits only",
        }
    }
}

impl Purpose {
    /// Its name in the developer view.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Authenticator => "authenticator",
            Self::Message => "message",
            Self::Recovery => "recovery",
            Self::Secret => "secret",
            Self::Other => "other",
        }
    }
}

/// One reason and its points.
pub type Reason = (Sign, i32);

/// What a field is for, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// What for.
    pub purpose: Purpose,
    /// Why, as points; empty if it is something else.
    pub reasons: Vec<Reason>,
}

impl Judgement {
    /// The sum of all points.
    #[must_use]
    pub fn score(&self) -> i32 {
        self.reasons.iter().map(|(_, points)| points).sum()
    }

    fn of(purpose: Purpose) -> Self {
        Self { purpose, reasons: Vec::new() }
    }
}

/// What the texts of a field say, by how near they are to it.
pub(super) struct Said {
    pub(super) own: Classes,
    /// Of `own`, what the page's programs call it.
    pub(super) identifiers: Classes,
    pub(super) marks: Classes,
    pub(super) near: Classes,
    pub(super) heading: Classes,
    pub(super) around: Classes,
    pub(super) form: Classes,
    pub(super) about: Classes,
    /// An e-mail address or a masked number stands beside it: where a message went.
    pub(super) addressed: bool,
}

impl Said {
    pub(super) fn of(field: &FieldFacts, about: &str, words: &Words<'_>) -> Self {
        let near = words.classes(&field.before).and(words.classes(&field.after));
        let identifiers = words.classes(&field.identifiers);
        Self {
            own: identifiers.and(words.classes(&field.label)),
            identifiers,
            marks: words.classes(&field.marks),
            near,
            heading: words.classes(&field.heading),
            around: words.classes(&field.around),
            form: words.classes(&field.form),
            about: words.classes(about),
            addressed: [&field.before, &field.around, &field.label]
                .into_iter()
                .any(|text| is_addressed(text)),
        }
    }

    /// Whether a bank card's digits or a picture's letters are wanted, which go by the same names.
    fn is_trap(&self) -> bool {
        self.own.has(Class::Trap) || self.marks.has(Class::Trap) || self.near.has(Class::Trap)
    }

    /// Whether the code comes by message.
    pub(super) fn is_sent(&self) -> bool {
        let by_channel = self.own.has(Class::Channel)
            && (self.own.has(Class::Strong) || self.own.has(Class::Weak));
        let names_app =
            self.own.has(Class::App) || self.near.has(Class::App) || self.heading.has(Class::App);
        if by_channel || self.own.has(Class::Sent) {
            return !self.own.has(Class::App);
        }
        if names_app {
            return false;
        }
        let around = self.around.has(Class::Sent) && !self.around.has(Class::App);
        self.near.has(Class::Sent)
            || self.heading.has(Class::Sent)
            || self.form.has(Class::Sent)
            || around
            || self.addressed && !self.around.has(Class::App)
    }
}

/// `jane@agency.aero`, `j***@…`, `•••• 42`.
fn is_addressed(text: &str) -> bool {
    let is_part =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '*' | '•' | '_' | '-' | '.' | '…');
    let address = text.match_indices('@').any(|(at, _)| {
        let head = text.get(..at).and_then(|head| head.chars().next_back());
        let tail = text.get(at + 1..).and_then(|tail| tail.chars().next());
        head.is_some_and(is_part) && tail.is_some_and(is_part)
    });
    address || ["***", "•••", "xxx-", "XXX-"].iter().any(|mask| text.contains(mask))
}

/// What a single field is for.
pub(super) fn judge(field: &FieldFacts, said: &Said) -> Judgement {
    let one_time = has_token(field, "one-time-code");
    if !takes_text(field)
        || field.max_length.is_some_and(|max| max < 4)
        || said.own.has(Class::Never)
    {
        return Judgement::of(Purpose::Other);
    }
    let by_channel = said.own.has(Class::Channel);
    let strong = said.own.has(Class::Strong) || by_channel && said.own.has(Class::Weak);
    let app = said.own.has(Class::App);
    let says_so = one_time || strong || app;
    if said.own.has(Class::Recovery) && !app && !one_time {
        return Judgement::of(Purpose::Recovery);
    }
    if said.own.has(Class::Secret) && !says_so {
        return Judgement::of(Purpose::Secret);
    }
    let other = said.own.has(Class::Other) || is_other_autocomplete(field);
    // A phone number that a code is going to be sent to.
    let is_address = said.identifiers.has(Class::Channel)
        && !said.identifiers.has(Class::Strong)
        && !said.identifiers.has(Class::Weak);
    if is_address && !one_time && !app {
        return Judgement::of(Purpose::Other);
    }
    if !one_time && (other || by_channel) && !(strong || app || said.own.has(Class::Weak) && !other)
    {
        return Judgement::of(Purpose::Other);
    }
    let near_says = said.near.has(Class::Strong) || said.near.has(Class::App);
    if field.input_type == "password" && !says_so && !(near_says && field.with_password) {
        return Judgement::of(Purpose::Other);
    }
    let named_password =
        said.identifiers.has(Class::Password) && !said.identifiers.has(Class::Strong);
    if !one_time && !app && (named_password || said.is_trap()) {
        return Judgement::of(Purpose::Other);
    }
    let shaped = field.max_length.is_some_and(|max| max <= 10) || field.numeric;
    let long = field.max_length.is_some_and(|max| (21..1000).contains(&max));
    let points = [
        (one_time, Sign::OneTimeCode, 100),
        (app, Sign::OwnApp, 70),
        (strong && !app, Sign::OwnStrong, if other && !by_channel { 30 } else { 60 }),
        (!strong && !app && said.marks.has(Class::Strong), Sign::MarkStrong, 30),
        (!strong && !app && said.own.has(Class::Weak), Sign::OwnWeak, 25),
        (said.near.has(Class::App), Sign::NearApp, 30),
        (!strong && said.near.has(Class::Strong), Sign::NearStrong, 35),
        (said.near.has(Class::Weak), Sign::NearWeak, 10),
        (said.heading.has(Class::Strong) || said.heading.has(Class::App), Sign::HeadingStrong, 20),
        (said.around.has(Class::App), Sign::AroundApp, 15),
        (
            said.around.has(Class::Strong)
                || said.form.has(Class::Strong)
                || said.form.has(Class::App),
            Sign::AroundStrong,
            10,
        ),
        (said.about.has(Class::Strong) || said.about.has(Class::App), Sign::AboutStrong, 10),
        (shaped, Sign::Shaped, 15),
        (long, Sign::TooLong, -20),
        (field.beside > 4 && !one_time, Sign::Crowded, -15),
        (field.focused, Sign::Focused, 5),
    ];
    let purpose = if said.is_sent() { Purpose::Message } else { Purpose::Authenticator };
    Judgement { purpose, reasons: reasons_of(&points) }
}

/// What a row of boxes is for, by its first box.
pub(super) fn judge_boxes(boxes: &[&FieldFacts], said: &Said) -> Judgement {
    if said.own.has(Class::Never) || said.own.has(Class::Recovery) && !said.own.has(Class::App) {
        return Judgement::of(if said.own.has(Class::Recovery) {
            Purpose::Recovery
        } else {
            Purpose::Other
        });
    }
    let says_so =
        said.own.has(Class::Strong) || said.own.has(Class::App) || said.own.has(Class::Weak);
    if said.own.has(Class::Other) && !says_so {
        return Judgement::of(Purpose::Other);
    }
    let any = |class| {
        said.own.has(class)
            || said.marks.has(class)
            || said.near.has(class)
            || said.heading.has(class)
    };
    // The first one may take a pasted code.
    let one_each = boxes.iter().skip(1).all(|field| field.max_length == Some(1));
    let one_time = boxes.iter().any(|field| has_token(field, "one-time-code"));
    let password = boxes.iter().all(|field| field.input_type == "password");
    let points = [
        (true, Sign::Boxes, 30),
        (one_each, Sign::OneCharacter, 30),
        (one_time, Sign::OneTimeCode, 60),
        (any(Class::Strong), Sign::OwnStrong, 30),
        (any(Class::App), Sign::OwnApp, 30),
        (any(Class::Weak), Sign::OwnWeak, 15),
        (said.form.has(Class::Strong) || said.around.has(Class::Strong), Sign::AroundStrong, 10),
        (said.about.has(Class::Strong) || said.about.has(Class::App), Sign::AboutStrong, 10),
        (
            boxes.iter().all(|field| {
                field.numeric || field.input_type == "number" || field.input_type == "tel"
            }),
            Sign::Digits,
            10,
        ),
    ];
    // Four masked digits are the PIN of an account.
    let pin = password && boxes.len() == 4;
    let purpose = if said.is_sent() || pin { Purpose::Message } else { Purpose::Authenticator };
    Judgement { purpose, reasons: reasons_of(&points) }
}

/// The kinds of field that people type codes into.
pub(super) fn takes_text(field: &FieldFacts) -> bool {
    matches!(field.input_type.as_str(), "text" | "tel" | "number" | "password" | "editable")
}

pub(super) fn has_token(field: &FieldFacts, token: &str) -> bool {
    field.autocomplete.split_ascii_whitespace().any(|one| one == token)
}

fn is_other_autocomplete(field: &FieldFacts) -> bool {
    field.autocomplete.split_ascii_whitespace().any(|token| {
        [
            "username",
            "email",
            "current-password",
            "new-password",
            "postal-code",
            "tel",
            "name",
            "bday",
            "organization",
            "url",
            "sex",
            "language",
        ]
        .contains(&token)
            || ["cc-", "address-", "tel-", "given-", "family-", "bday-", "transaction-"]
                .iter()
                .any(|start| token.starts_with(start))
    })
}

/// The reasons that hold.
fn reasons_of(points: &[(bool, Sign, i32)]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for (holds, sign, points) in points {
        if *holds {
            reasons.push((*sign, *points));
        }
    }
    reasons
}
