//! Which field of a page takes the code.

use super::boxes::boxes;
use super::facts::FieldFacts;
use super::score::{Judgement, Purpose, Said, judge, judge_boxes};
use super::words::Words;

/// Where a code goes: into one field whole, or into several, one character each, in typing order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The fields' indexes.
    pub fields: Vec<u32>,
    /// What it is for, and why.
    pub judgement: Judgement,
}

/// A field with fewer points than this is left alone.
pub const SCORE_MIN: i32 = 45;

/// Every field and row of boxes that a person could use now, with what it is for.
#[must_use]
pub fn judged(fields: &[FieldFacts], about: &str, words: &Words<'_>) -> Vec<Target> {
    let usable: Vec<_> = fields.iter().filter(|field| field.usable).collect();
    let groups = boxes(&usable);
    let in_row =
        |field: &FieldFacts| groups.iter().flatten().any(|boxed| boxed.index == field.index);
    let rows = groups.iter().filter_map(|row| {
        let said = Said::of(row.first()?, about, words);
        let fields = row.iter().map(|field| field.index).collect();
        Some(Target { fields, judgement: judge_boxes(row, &said) })
    });
    let single = usable.iter().filter(|field| !in_row(field)).map(|field| Target {
        fields: vec![field.index],
        judgement: judge(field, &Said::of(field, about, words)),
    });
    rows.chain(single).collect()
}

/// The best place for a code of `code_chars` characters, or `None` if no field says clearly enough
/// that it wants one. Fields for codes that come by message only where there is no other. Without a
/// known length any number of boxes from 4 to 10 will do.
#[must_use]
pub fn best_target(
    fields: &[FieldFacts],
    about: &str,
    code_chars: Option<u8>,
    words: &Words<'_>,
) -> Option<Target> {
    let fits = |target: &Target| {
        let boxes = target.fields.len();
        let takes_code =
            matches!(target.judgement.purpose, Purpose::Authenticator | Purpose::Message);
        let right_count = boxes == 1 || code_chars.is_none_or(|chars| boxes == usize::from(chars));
        takes_code && right_count && target.judgement.score() >= SCORE_MIN
    };
    let better = |one: Target, other: Target| if other.order() > one.order() { other } else { one };
    // The first of equals is the topmost.
    judged(fields, about, words).into_iter().filter(fits).reduce(better)
}

impl Target {
    /// Larger is likelier: codes of an authenticator before those that come by message.
    #[must_use]
    pub fn order(&self) -> (bool, i32) {
        (self.judgement.purpose == Purpose::Authenticator, self.judgement.score())
    }
}
