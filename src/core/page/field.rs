//! Which field of a page receives the code.

use super::boxes::boxes;
use super::facts::FieldFacts;
use super::said::{Reader, Said};
use super::score::Rules;
use super::sign::{Judgement, Purpose, Sign};
use super::words::{Class, Words};

/// Where a code goes: whole into one field, or in equal parts into several, in typing order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The indexes of the fields.
    pub fields: Vec<u32>,
    /// Its purpose, and the reasons.
    pub judgement: Judgement,
}

/// A field with a lower score is left alone unless the user asks.
pub const SCORE_MIN: i32 = 45;

/// A sufficient score if the user asks and no field has a higher one: "code" in the field's own
/// words, or two weaker signs.
const ASKED_MIN: i32 = 25;

/// Length of the shortest code of any account, Steam's.
const CHARS_MIN: u32 = 5;

/// Every field and row of boxes that a person could use now, with its purpose.
#[must_use]
pub fn judged(fields: &[FieldFacts], about: &str, words: &Words<'_>) -> Vec<Target> {
    judged_by(&Rules::OURS, fields, about, words)
}

pub(super) fn judged_by(
    rules: &Rules<'_>,
    fields: &[FieldFacts],
    about: &str,
    words: &Words<'_>,
) -> Vec<Target> {
    let reader = Reader::new(words);
    let all: Vec<_> = fields.iter().collect();
    let groups = boxes(&all);
    let in_row =
        |field: &FieldFacts| groups.iter().flatten().any(|boxed| boxed.index == field.index);
    let rows = groups.iter().filter_map(|row| {
        let said = Said::of(row.first()?, about, &reader);
        let fields = row.iter().map(|field| field.index).collect();
        Some(Target { fields, judgement: rules.judge_boxes(row, &said) })
    });
    let single = fields.iter().filter(|field| field.usable && !in_row(field));
    let single = single.map(|field| Target {
        fields: vec![field.index],
        judgement: rules.judge(field, &Said::of(field, about, &reader)),
    });
    rows.chain(single).collect()
}

/// The best target for a code of `code_chars` characters, or `None` if no field asks for one
/// clearly enough. Fields for codes sent by message are used only if there is no other. If the
/// length is unknown, any number of boxes is accepted.
///
/// ```
/// use postern_core::page::{FieldFacts, Words, best_target};
///
/// let words = Words::read("strong en  one-time code|verification code");
/// let field = |index, label: &str| FieldFacts {
///     index,
///     input_type: "text".to_owned(),
///     label: label.to_owned(),
///     usable: true,
///     in_view: true,
///     empty: true,
///     ..FieldFacts::default()
/// };
/// let fields = [field(0, "Search"), field(1, "Verification code")];
/// let best = best_target(&fields, "Log in", Some(6), &words).unwrap();
/// assert_eq!(best.fields, [1]);
/// ```
#[must_use]
pub fn best_target(
    fields: &[FieldFacts],
    about: &str,
    code_chars: Option<u8>,
    words: &Words<'_>,
) -> Option<Target> {
    best_by(&Rules::OURS, fields, about, code_chars, words)
}

pub(super) fn best_by(
    rules: &Rules<'_>,
    fields: &[FieldFacts],
    about: &str,
    code_chars: Option<u8>,
    words: &Words<'_>,
) -> Option<Target> {
    best_of(judged_by(rules, fields, about, words), fields, code_chars)
}

fn best_of(all: Vec<Target>, fields: &[FieldFacts], code_chars: Option<u8>) -> Option<Target> {
    let fits = |target: &Target| {
        let takes_code =
            matches!(target.judgement.purpose, Purpose::Authenticator | Purpose::Message);
        takes_code && target.judgement.score() >= SCORE_MIN && has_room(target, fields, code_chars)
    };
    let in_view = |target: &Target| first_of(target, fields).is_some_and(|field| field.in_view);
    // Of equal targets, prefer the visible one, then the topmost.
    let rank = |target: &Target| (target.order(), in_view(target));
    let better = |one: Target, other: Target| if rank(&other) > rank(&one) { other } else { one };
    all.into_iter().filter(fits).reduce(better)
}

fn first_of<'a>(target: &Target, fields: &'a [FieldFacts]) -> Option<&'a FieldFacts> {
    fields.iter().find(|field| target.fields.first() == Some(&field.index))
}

/// The target if the user asks for a code at the account's own site and no field asks for one
/// clearly: a field that is read-only until it has the focus, or else the one whose words and shape
/// suggest a code. `None` if two are equally plausible, or if none is.
#[must_use]
pub fn asked_target(
    fields: &[FieldFacts],
    about: &str,
    code_chars: Option<u8>,
    words: &Words<'_>,
) -> Option<Target> {
    asked_by(&Rules::OURS, fields, about, code_chars, words)
}

pub(super) fn asked_by(
    rules: &Rules<'_>,
    fields: &[FieldFacts],
    about: &str,
    code_chars: Option<u8>,
    words: &Words<'_>,
) -> Option<Target> {
    // The content of a read-only field is displayed, not requested.
    let closed = |field: &FieldFacts| field.read_only && field.openable && field.empty;
    let opened: Vec<_> = fields
        .iter()
        .map(|field| FieldFacts { usable: field.usable || closed(field), ..field.clone() })
        .collect();
    let all = judged_by(rules, &opened, about, words);
    if let Some(found) = best_of(all.clone(), &opened, code_chars) {
        return Some(found);
    }
    let lone = fields.iter().filter(|field| field.usable).count() == 1;
    let is_plausible = |target: &&Target| {
        let judgement = &target.judgement;
        judgement.purpose == Purpose::Authenticator
            && judgement.reasons.iter().all(|(sign, _)| *sign != Sign::Crowded)
            && has_room(target, fields, code_chars)
            && first_of(target, fields).is_some_and(|field| {
                let is_bare = lone && is_bare_code(field, code_chars);
                let enough = judgement.score() >= ASKED_MIN
                    && asks_for_code(field, target.fields.len() > 1, words);
                field.usable && !field.waits && (enough || is_bare)
            })
    };
    let best = all.iter().filter(is_plausible).max_by_key(|target| target.judgement.score())?;
    let equals = |target: &&Target| target.judgement.score() == best.judgement.score();
    (all.iter().filter(is_plausible).filter(equals).count() == 1).then(|| best.clone())
}

/// Whether a field's visible words suggest a code. If it has none, its name or the text beside it
/// may; a row of boxes needs no words.
fn asks_for_code(field: &FieldFacts, is_row: bool, words: &Words<'_>) -> bool {
    let says = |text: &str| {
        let said = words.classes(text);
        said.has(Class::Weak) || said.has(Class::Strong) || said.has(Class::App)
    };
    if field.label.chars().any(char::is_alphabetic) {
        return says(&field.label);
    }
    let is_bare = !field.before.chars().any(char::is_alphabetic);
    is_row && is_bare || says(&field.identifiers) || says(&field.before) || says(&field.after)
}

/// Exactly as many digits as the code has, and no words.
fn is_bare_code(field: &FieldFacts, code_chars: Option<u8>) -> bool {
    let is_length = code_chars.is_none_or(|chars| field.max_length == Some(u32::from(chars)));
    field.numeric
        && field.max_length.is_some_and(|max| (6..=8).contains(&max))
        && is_length
        && !field.label.chars().any(char::is_alphabetic)
}

/// Whether a code of this length fits a target: one box per character, or per part of it.
fn has_room(target: &Target, fields: &[FieldFacts], code_chars: Option<u8>) -> bool {
    let max = first_of(target, fields).and_then(|field| field.max_length);
    let boxes = u32::try_from(target.fields.len()).unwrap_or(u32::MAX);
    let chars = code_chars.map(u32::from);
    match boxes {
        1 => max.is_none_or(|max| max >= chars.unwrap_or(CHARS_MIN)),
        2 | 3 => chars.is_none_or(|chars| max.is_some_and(|max| max * boxes == chars)),
        _ => chars.is_none_or(|chars| boxes == chars),
    }
}

impl Target {
    /// Larger is likelier: authenticator codes rank before codes sent by message.
    #[must_use]
    pub fn order(&self) -> (bool, i32) {
        (self.judgement.purpose == Purpose::Authenticator, self.judgement.score())
    }
}
