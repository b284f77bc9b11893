//! How likely a field asks for a one-time code, and from which source. Two ordered tables for
//! single fields and two for rows of boxes: what a field cannot be, and what speaks for it.
//!
//! The points were chosen on labelled pages (tests/fixtures/pages and other projects' corpora,
//! which `./build.sh bench` counts): each sign is worth as much as it needs to reach `SCORE_MIN`
//! together with the signs it occurs with there. `tests.rs` removes each rule in turn and asserts
//! that a labelled page is then misread.

use super::facts::FieldFacts;
use super::said::Said;
use super::sign::{Judgement, Purpose, Reason, Sign};
use super::source::{Source, TELLS, Tell, source};
use super::words::Class;

/// Single-line fields are lower than this, in CSS pixels: two lines of 16 pixels are 42 high, and
/// pages draw a single line up to 56 high (tests/fixtures/hidden/real-floating-label.html).
const LINE_MAX: f64 = 60.0;

/// Conditions that decide what a single field is for, or is not for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guard {
    KindOfField,
    Never,
    Recovery,
    Secret,
    AddressOfAMessage,
    SomethingElse,
    SeveralLines,
    MaskedWithoutWords,
    MaskedPin,
    NamedPassword,
    CardOrPicture,
}

/// The same for a row of boxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowGuard {
    Never,
    Recovery,
    SomethingElse,
}

/// All rules for judging a page. No function pointers: anything called through a table would be
/// loaded before the popup's first paint.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules<'a> {
    pub(super) guards: &'a [(Guard, Purpose)],
    pub(super) weights: &'a [(Sign, i32)],
    pub(super) row_guards: &'a [(RowGuard, Purpose)],
    pub(super) row_weights: &'a [(Sign, i32)],
    pub(super) tells: &'a [Tell],
}

impl Rules<'static> {
    pub(super) const OURS: Self = Self {
        guards: GUARDS,
        weights: WEIGHTS,
        row_guards: ROW_GUARDS,
        row_weights: ROW_WEIGHTS,
        tells: TELLS,
    };
}

impl Rules<'_> {
    /// The purpose of a single field: that of the first guard that holds, or else the points of its
    /// signs.
    pub(super) fn judge(&self, field: &FieldFacts, said: &Said) -> Judgement {
        if let Some((_, purpose)) = self.guards.iter().find(|(guard, _)| guard.holds(field, said)) {
            return Judgement::of(*purpose);
        }
        let signs = self.weights.iter().filter(|(sign, _)| is_at_field(*sign, field, said));
        self.judged(signs.copied().collect(), said)
    }

    /// The purpose of a row of boxes, by its first box.
    pub(super) fn judge_boxes(&self, boxes: &[&FieldFacts], said: &Said) -> Judgement {
        if let Some((_, purpose)) = self.row_guards.iter().find(|(guard, _)| guard.holds(said)) {
            return Judgement::of(*purpose);
        }
        let signs = self.row_weights.iter().filter(|(sign, _)| is_at_row(*sign, boxes, said));
        self.judged(signs.copied().collect(), said)
    }

    fn judged(&self, reasons: Vec<Reason>, said: &Said) -> Judgement {
        let purpose = match source(said, self.tells) {
            Some(Source::Message) => Purpose::Message,
            Some(Source::App) | None => Purpose::Authenticator,
        };
        Judgement { purpose, reasons }
    }
}

/// In order: the first guard that holds decides.
const GUARDS: &[(Guard, Purpose)] = &[
    (Guard::KindOfField, Purpose::Other),
    (Guard::Never, Purpose::Other),
    (Guard::Recovery, Purpose::Recovery),
    (Guard::Secret, Purpose::Secret),
    (Guard::AddressOfAMessage, Purpose::Other),
    (Guard::SomethingElse, Purpose::Other),
    (Guard::SeveralLines, Purpose::Other),
    (Guard::MaskedWithoutWords, Purpose::Other),
    (Guard::MaskedPin, Purpose::Other),
    (Guard::NamedPassword, Purpose::Other),
    (Guard::CardOrPicture, Purpose::Other),
];

/// Each trailing comment is the range in which the weight can be moved alone, in steps of five and
/// by up to 60, before a labelled page (tests/fixtures/facts.jsonl) is read differently.
const WEIGHTS: &[(Sign, i32)] = &[
    // HTML § 4.10.18.7.1 defines the token for this purpose alone.
    (Sign::OneTimeCode, 100), // 40 … 160
    // Each of these two is enough alone …
    (Sign::OwnApp, 70),    // 45 … 130
    (Sign::OwnStrong, 60), // 45 … 60
    // … and this one with one more sign.
    (Sign::OwnDoubtful, 30), // 30 … 90
    (Sign::MarkStrong, 30),  // 5 … 90
    // "Code" alone is 20 points short: many pages mean another kind of code.
    (Sign::OwnWeak, 25),       // 25
    (Sign::NearApp, 30),       // 30 … 90
    (Sign::NearStrong, 35),    // 25 … 95
    (Sign::NearWeak, 10),      // 10
    (Sign::HeadingStrong, 20), // 10 … 80
    (Sign::AroundApp, 15),     // 15 … 75
    (Sign::AroundStrong, 10),  // 10 … 70
    (Sign::AboutStrong, 10),   // 10 … 70
    (Sign::Shaped, 15),        // 15
    (Sign::Masked, -10),       // −10
    (Sign::TooLong, -20),      // −35 … −20
    (Sign::Crowded, -15),      // −75 … −10
    // Decides between equals.
    (Sign::Focused, 5), // 5 … 65
];

const ROW_GUARDS: &[(RowGuard, Purpose)] = &[
    (RowGuard::Never, Purpose::Other),
    (RowGuard::Recovery, Purpose::Recovery),
    (RowGuard::SomethingElse, Purpose::Other),
];

/// See [`WEIGHTS`].
const ROW_WEIGHTS: &[(Sign, i32)] = &[
    // Enough if the user asks; unasked, it needs one of the next three, or a word and digits.
    (Sign::Boxes, 30), // 30 … 40
    // Dates, sort codes and telephone numbers come in parts as well: these need words.
    (Sign::Parts, 10),        // 5 … 10
    (Sign::OneCharacter, 30), // 15 … 90
    (Sign::OneTimeCode, 60),  // 15 … 120
    (Sign::OwnStrong, 30),    // 25 … 90
    (Sign::OwnApp, 30),       // 15 … 90
    (Sign::OwnWeak, 15),      // 15 … 75
    (Sign::AroundStrong, 10), // 5 … 70
    (Sign::AboutStrong, 10),  // 5 … 70
    (Sign::Digits, 10),       // 5 … 10
];

impl Guard {
    fn holds(self, field: &FieldFacts, said: &Said) -> bool {
        let own = said.own;
        let named = said.identifiers;
        let marked = is_marked(field);
        let near = said.near.has(Class::Strong) || said.near.has(Class::App);
        match self {
            Self::KindOfField => !takes_text(field),
            Self::Never => own.has(Class::Never),
            Self::Recovery => said.recovery_alone && !own.has(Class::App) && !marked,
            Self::Secret => own.has(Class::Secret) && !says_so(field, said),
            // A phone number that a code is going to be sent to.
            Self::AddressOfAMessage => {
                let is_code = named.has(Class::Strong) || named.has(Class::Weak);
                named.has(Class::Channel) && !is_code && !marked && !own.has(Class::App)
            }
            Self::SomethingElse => {
                let other = is_other(field, said) || own.has(Class::Channel);
                other && !marked && !is_strong(said) && !own.has(Class::App)
            }
            // Some of them are one line high.
            Self::SeveralLines => {
                let is_line = field.height < LINE_MAX && near;
                field.input_type == "textarea" && !says_so(field, said) && !is_line
            }
            // A second masked field beside a password may be a token; alone it is the password.
            Self::MaskedWithoutWords => {
                let beside = field.with_password && (near || own.has(Class::Weak));
                is_password(field) && !says_so(field, said) && !beside
            }
            Self::MaskedPin => is_password(field) && own.has(Class::Pin) && !says_so(field, said),
            Self::NamedPassword => {
                let is_code = named.has(Class::Strong) || own.has(Class::App);
                let is_read = field.with_password && is_read_as_code(field, said);
                named.has(Class::Password) && !is_code && !is_read && !marked
            }
            Self::CardOrPicture => said.is_trap() && !marked && !own.has(Class::App),
        }
    }
}

impl RowGuard {
    fn holds(self, said: &Said) -> bool {
        match self {
            Self::Never => said.own.has(Class::Never),
            Self::Recovery => said.recovery_alone && !said.own.has(Class::App),
            Self::SomethingElse => {
                let code = [Class::Strong, Class::App, Class::Weak];
                said.own.has(Class::Other) && !code.iter().any(|class| said.own.has(*class))
            }
        }
    }
}

/// Whether a single field has a sign.
fn is_at_field(sign: Sign, field: &FieldFacts, said: &Said) -> bool {
    let app = said.own.has(Class::App);
    let strong = is_strong(said);
    let doubtful = is_other(field, said) && !said.own.has(Class::Channel);
    let max = field.max_length;
    match sign {
        Sign::OneTimeCode => is_marked(field),
        Sign::OwnApp => app,
        Sign::OwnStrong => strong && !app && !doubtful,
        Sign::OwnDoubtful => strong && !app && doubtful,
        Sign::MarkStrong => !strong && !app && said.marks.has(Class::Strong),
        Sign::OwnWeak => !strong && !app && said.own.has(Class::Weak),
        Sign::NearApp => said.near.has(Class::App),
        Sign::NearStrong => !strong && said.near.has(Class::Strong),
        Sign::NearWeak => said.near.has(Class::Weak),
        Sign::HeadingStrong => said.heading.has(Class::Strong) || said.heading.has(Class::App),
        Sign::AroundApp => said.around.has(Class::App),
        Sign::AroundStrong => is_strong_around(said) || said.form.has(Class::App),
        Sign::AboutStrong => said.about.has(Class::Strong) || said.about.has(Class::App),
        // RFC 4226 § 5.3: six digits or more; a 31-bit number has at most ten.
        Sign::Shaped => max.is_some_and(|max| max <= 10) || field.numeric,
        Sign::Masked => is_password(field) && !says_so(field, said),
        // Amazon's has 20; from 1,000 on it is a limit of the form, not of the field.
        Sign::TooLong => max.is_some_and(|max| (21..1000).contains(&max)),
        Sign::Crowded => field.beside > 4 && !is_marked(field),
        Sign::Focused => field.focused,
        Sign::Boxes | Sign::Parts | Sign::OneCharacter | Sign::Digits => false,
    }
}

/// Whether a row of boxes has a sign.
fn is_at_row(sign: Sign, boxes: &[&FieldFacts], said: &Said) -> bool {
    match sign {
        Sign::Boxes => !is_parts(boxes),
        Sign::Parts => is_parts(boxes),
        // The first one may accept a pasted code.
        Sign::OneCharacter => boxes.iter().skip(1).all(|field| field.max_length == Some(1)),
        Sign::OneTimeCode => boxes.iter().any(|field| is_marked(field)),
        Sign::OwnStrong => said.any(Class::Strong),
        Sign::OwnApp => said.any(Class::App),
        Sign::OwnWeak => said.any(Class::Weak),
        Sign::AroundStrong => is_strong_around(said),
        Sign::AboutStrong => said.about.has(Class::Strong) || said.about.has(Class::App),
        Sign::Digits => boxes.iter().all(|field| {
            field.numeric || field.input_type == "number" || field.input_type == "tel"
        }),
        Sign::OwnDoubtful
        | Sign::MarkStrong
        | Sign::NearApp
        | Sign::NearStrong
        | Sign::NearWeak
        | Sign::HeadingStrong
        | Sign::AroundApp
        | Sign::Shaped
        | Sign::Masked
        | Sign::TooLong
        | Sign::Crowded
        | Sign::Focused => false,
    }
}

/// VPN portals name their second field `passwd1` and label it "Passcode".
fn is_read_as_code(field: &FieldFacts, said: &Said) -> bool {
    let label = said.label.has(Class::Strong) || said.label.has(Class::Weak);
    let is_bare = !field.label.chars().any(char::is_alphabetic);
    !said.label.has(Class::Password) && (label || is_bare && said.near.has(Class::Strong))
}

fn is_strong_around(said: &Said) -> bool {
    said.around.has(Class::Strong) || said.form.has(Class::Strong)
}

/// Whether a field's own words say one-time code; a "phone code" counts as one.
fn is_strong(said: &Said) -> bool {
    said.own.has(Class::Strong) || said.own.has(Class::Channel) && said.own.has(Class::Weak)
}

fn says_so(field: &FieldFacts, said: &Said) -> bool {
    is_marked(field) || is_strong(said) || said.own.has(Class::App)
}

fn is_other(field: &FieldFacts, said: &Said) -> bool {
    said.own.has(Class::Other) || is_other_autocomplete(field)
}

fn is_marked(field: &FieldFacts) -> bool {
    has_token(field, "one-time-code")
}

fn is_password(field: &FieldFacts) -> bool {
    field.input_type == "password"
}

/// Boxes for two or three characters each.
pub(super) fn is_parts(boxes: &[&FieldFacts]) -> bool {
    boxes.len() < 4
}

/// The kinds of field that people type codes into.
pub(super) fn takes_text(field: &FieldFacts) -> bool {
    matches!(
        field.input_type.as_str(),
        "text" | "tel" | "number" | "password" | "editable" | "textarea"
    )
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
