//! How surely a field takes a one-time code, and from where. Two ordered tables for single fields and
//! two for rows of boxes: what a field cannot be, and what speaks for it.
//!
//! The points were chosen on labelled pages (tests/fixtures/pages and other projects' corpora, which
//! `./build.sh bench` counts): each sign is worth what it takes to reach `SCORE_MIN` together with
//! those it stands beside there. `tests.rs` takes each rule away in turn, and demands that a labelled
//! page is then misread.

use super::facts::FieldFacts;
use super::said::Said;
use super::sign::{Judgement, Purpose, Reason, Sign};
use super::source::{Source, TELLS, Tell, source};
use super::words::Class;

/// A field of one line is lower than this, in CSS pixels; the highest of tests/fixtures has 50.
const LINE_MAX: f64 = 60.0;

type OfField = fn(&FieldFacts, &Said) -> bool;
type OfRow = fn(&[&FieldFacts], &Said) -> bool;

/// A field or row of which this holds is for something else than a code.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(test), expect(dead_code, reason = "its name is for the test that leaves it out"))]
pub(super) struct Guard<Test> {
    pub(super) name: &'static str,
    pub(super) purpose: Purpose,
    pub(super) holds: Test,
}

/// What speaks for a field or a row, or against it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weight<Test> {
    pub(super) sign: Sign,
    pub(super) points: i32,
    pub(super) holds: Test,
}

/// All rules by which a page is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules<'a> {
    pub(super) field_guards: &'a [Guard<OfField>],
    pub(super) field_weights: &'a [Weight<OfField>],
    pub(super) row_guards: &'a [Guard<OfRow>],
    pub(super) row_weights: &'a [Weight<OfRow>],
    pub(super) tells: &'a [Tell],
}

impl Rules<'static> {
    pub(super) const OURS: Self = Self {
        field_guards: FIELD_GUARDS,
        field_weights: FIELD_WEIGHTS,
        row_guards: ROW_GUARDS,
        row_weights: ROW_WEIGHTS,
        tells: TELLS,
    };
}

impl Rules<'_> {
    /// What a single field is for: what the first guard says that holds, or else as many points as
    /// its signs are worth.
    pub(super) fn judge(&self, field: &FieldFacts, said: &Said) -> Judgement {
        if let Some(guard) = self.field_guards.iter().find(|guard| (guard.holds)(field, said)) {
            return Judgement::of(guard.purpose);
        }
        let signs = self.field_weights.iter().filter(|weight| (weight.holds)(field, said));
        self.judged(signs.map(|weight| (weight.sign, weight.points)).collect(), said)
    }

    /// What a row of boxes is for, by its first box.
    pub(super) fn judge_boxes(&self, boxes: &[&FieldFacts], said: &Said) -> Judgement {
        if let Some(guard) = self.row_guards.iter().find(|guard| (guard.holds)(boxes, said)) {
            return Judgement::of(guard.purpose);
        }
        let signs = self.row_weights.iter().filter(|weight| (weight.holds)(boxes, said));
        self.judged(signs.map(|weight| (weight.sign, weight.points)).collect(), said)
    }

    fn judged(&self, reasons: Vec<Reason>, said: &Said) -> Judgement {
        let purpose = match source(said, self.tells) {
            Some(Source::Message) => Purpose::Message,
            Some(Source::App) | None => Purpose::Authenticator,
        };
        Judgement { purpose, reasons }
    }
}

const fn guard<Test>(name: &'static str, purpose: Purpose, holds: Test) -> Guard<Test>
where
    Test: Copy,
{
    Guard { name, purpose, holds }
}

const fn weight<Test>(sign: Sign, points: i32, holds: Test) -> Weight<Test>
where
    Test: Copy,
{
    Weight { sign, points, holds }
}

/// In order: the first that holds decides.
const FIELD_GUARDS: &[Guard<OfField>] = &[
    guard("kind of field", Purpose::Other, |field, _| !takes_text(field)),
    guard("never", Purpose::Other, |_, said| said.own.has(Class::Never)),
    guard("recovery", Purpose::Recovery, |field, said| {
        said.recovery_alone && !said.own.has(Class::App) && !is_marked(field)
    }),
    guard("secret", Purpose::Secret, |field, said| {
        said.own.has(Class::Secret) && !says_so(field, said)
    }),
    // A phone number that a code is going to be sent to.
    guard("address of a message", Purpose::Other, |field, said| {
        let named = said.identifiers;
        let is_code = named.has(Class::Strong) || named.has(Class::Weak);
        named.has(Class::Channel) && !is_code && !is_marked(field) && !said.own.has(Class::App)
    }),
    guard("something else", Purpose::Other, |field, said| {
        let else_ = is_other(field, said) || said.own.has(Class::Channel);
        else_ && !is_marked(field) && !is_strong(said) && !said.own.has(Class::App)
    }),
    guard("text of several lines", Purpose::Other, |field, said| {
        // Some are a line high.
        let near = said.near.has(Class::Strong) || said.near.has(Class::App);
        let is_line = field.height < LINE_MAX && near;
        field.input_type == "textarea" && !says_so(field, said) && !is_line
    }),
    guard("masked without words", Purpose::Other, |field, said| {
        let near = said.near.has(Class::Strong) || said.near.has(Class::App);
        // A second masked field beside a password may be a token; alone it is the password.
        let beside = field.with_password && (near || said.own.has(Class::Weak));
        is_password(field) && !says_so(field, said) && !beside
    }),
    guard("masked PIN", Purpose::Other, |field, said| {
        is_password(field) && said.own.has(Class::Pin) && !says_so(field, said)
    }),
    guard("named password", Purpose::Other, |field, said| {
        let named = said.identifiers;
        // VPN portals name their second field `passwd1` and label it "Passcode".
        let label = said.label.has(Class::Strong) || said.label.has(Class::Weak);
        let near = !field.label.chars().any(char::is_alphabetic) && said.near.has(Class::Strong);
        let read = field.with_password && !said.label.has(Class::Password) && (label || near);
        let is_code = named.has(Class::Strong) || read || said.own.has(Class::App);
        named.has(Class::Password) && !is_code && !is_marked(field)
    }),
    guard("card or picture", Purpose::Other, |field, said| {
        said.is_trap() && !is_marked(field) && !said.own.has(Class::App)
    }),
];

const FIELD_WEIGHTS: &[Weight<OfField>] = &[
    // HTML § 4.10.18.7.1 defines the token for this purpose alone.
    weight(Sign::OneTimeCode, 100, |field, _| is_marked(field)),
    weight(Sign::OwnApp, 70, |_, said| said.own.has(Class::App)),
    // Each of these two is enough alone.
    weight(Sign::OwnStrong, 60, |field, said| {
        is_strong(said) && !said.own.has(Class::App) && !is_doubtful(field, said)
    }),
    // … and this one with one more sign.
    weight(Sign::OwnDoubtful, 30, |field, said| {
        is_strong(said) && !said.own.has(Class::App) && is_doubtful(field, said)
    }),
    weight(Sign::MarkStrong, 30, |_, said| {
        !is_strong(said) && !said.own.has(Class::App) && said.marks.has(Class::Strong)
    }),
    // "Code" alone is 20 short of enough: as many pages mean another one.
    weight(Sign::OwnWeak, 25, |_, said| {
        !is_strong(said) && !said.own.has(Class::App) && said.own.has(Class::Weak)
    }),
    weight(Sign::NearApp, 30, |_, said| said.near.has(Class::App)),
    weight(Sign::NearStrong, 35, |_, said| !is_strong(said) && said.near.has(Class::Strong)),
    weight(Sign::NearWeak, 10, |_, said| said.near.has(Class::Weak)),
    weight(Sign::HeadingStrong, 20, |_, said| {
        said.heading.has(Class::Strong) || said.heading.has(Class::App)
    }),
    weight(Sign::AroundApp, 15, |_, said| said.around.has(Class::App)),
    weight(Sign::AroundStrong, 10, |_, said| {
        said.around.has(Class::Strong) || said.form.has(Class::Strong) || said.form.has(Class::App)
    }),
    weight(Sign::AboutStrong, 10, |_, said| {
        said.about.has(Class::Strong) || said.about.has(Class::App)
    }),
    // RFC 4226 § 5.3: six digits or more; ten are the most that a 31-bit number has.
    weight(Sign::Shaped, 15, |field, _| {
        field.max_length.is_some_and(|max| max <= 10) || field.numeric
    }),
    weight(Sign::Masked, -10, |field, said| is_password(field) && !says_so(field, said)),
    // Amazon's has 20; from 1,000 on it is a limit of the form's, not of the field's.
    weight(Sign::TooLong, -20, |field, _| {
        field.max_length.is_some_and(|max| (21..1000).contains(&max))
    }),
    weight(Sign::Crowded, -15, |field, _| field.beside > 4 && !is_marked(field)),
    weight(Sign::Focused, 5, |field, _| field.focused),
];

const ROW_GUARDS: &[Guard<OfRow>] = &[
    guard("never", Purpose::Other, |_, said| said.own.has(Class::Never)),
    guard("recovery", Purpose::Recovery, |_, said| {
        said.recovery_alone && !said.own.has(Class::App)
    }),
    guard("something else", Purpose::Other, |_, said| {
        let code = [Class::Strong, Class::App, Class::Weak];
        said.own.has(Class::Other) && !code.iter().any(|class| said.own.has(*class))
    }),
];

const ROW_WEIGHTS: &[Weight<OfRow>] = &[
    weight(Sign::Boxes, 30, |boxes, _| !is_parts(boxes)),
    // Dates, sort codes and telephone numbers come in parts as well: these need words.
    weight(Sign::Parts, 10, |boxes, _| is_parts(boxes)),
    // The first one may take a pasted code.
    weight(Sign::OneCharacter, 30, |boxes, _| {
        boxes.iter().skip(1).all(|field| field.max_length == Some(1))
    }),
    weight(Sign::OneTimeCode, 60, |boxes, _| boxes.iter().any(|field| is_marked(field))),
    weight(Sign::OwnStrong, 30, |_, said| said.any(Class::Strong)),
    weight(Sign::OwnApp, 30, |_, said| said.any(Class::App)),
    weight(Sign::OwnWeak, 15, |_, said| said.any(Class::Weak)),
    weight(Sign::AroundStrong, 10, |_, said| {
        said.form.has(Class::Strong) || said.around.has(Class::Strong)
    }),
    weight(Sign::AboutStrong, 10, |_, said| {
        said.about.has(Class::Strong) || said.about.has(Class::App)
    }),
    weight(Sign::Digits, 10, |boxes, _| {
        let digits = |field: &&FieldFacts| {
            field.numeric || field.input_type == "number" || field.input_type == "tel"
        };
        boxes.iter().all(digits)
    }),
];

/// Whether a field's own words say one-time code; a "phone code" is one.
fn is_strong(said: &Said) -> bool {
    said.own.has(Class::Strong) || said.own.has(Class::Channel) && said.own.has(Class::Weak)
}

fn says_so(field: &FieldFacts, said: &Said) -> bool {
    is_marked(field) || is_strong(said) || said.own.has(Class::App)
}

fn is_other(field: &FieldFacts, said: &Said) -> bool {
    said.own.has(Class::Other) || is_other_autocomplete(field)
}

fn is_doubtful(field: &FieldFacts, said: &Said) -> bool {
    is_other(field, said) && !said.own.has(Class::Channel)
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
