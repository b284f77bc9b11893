//! Rows of boxes that accept one character each, or an equal part of a code.

use super::facts::FieldFacts;
use super::score::{has_token, takes_text};

/// Boxes wider than this, in CSS pixels, are separate fields unless they accept only one character.
const WIDTH_MAX: f64 = 100.0;

/// How many boxes a code can have, one per character: Steam codes have five, a 31-bit number ten.
/// Four boxes are a PIN.
const COUNT: std::ops::RangeInclusive<usize> = 5..=10;

/// `maxlength` of a first box that spreads a pasted code over the others.
const WHOLE: std::ops::RangeInclusive<u32> = 4..=10;

/// Characters of a box that accepts a part of the code: `123 456`, `12 34 56`, `1234 5678`.
const PART: std::ops::RangeInclusive<u32> = 2..=4;

/// Minimum length of a code — RFC 4226 § 5.3.
const CODE_MIN: usize = 6;
const CODE_MAX: usize = 10;

/// Runs of same-sized neighbours that could each hold one character, or an equal part of a code, in
/// document order, which is the typing order. The first is editable; others may still be disabled
/// until the one before them is filled.
pub(super) fn boxes<'a>(fields: &[&'a FieldFacts]) -> Vec<Vec<&'a FieldFacts>> {
    // A dash may be drawn as a box that holds it.
    let is_dash = |field: &FieldFacts| !field.usable && !field.empty;
    let is_open = |field: &&FieldFacts| (field.usable || field.openable) && !is_dash(field);
    let open: Vec<_> = fields.iter().copied().filter(is_open).collect();
    let mut rows = runs(&open, is_box, alike);
    rows.retain(|row| COUNT.contains(&row.len()));
    let mut parts = runs(&open, |field| takes_text(field) && is_part(field), are_parts);
    parts.retain(|row| {
        let part = row.first().and_then(|field| field.max_length).unwrap_or_default();
        let chars = row.len() * usize::try_from(part).unwrap_or_default();
        (2..=3).contains(&row.len()) && (CODE_MIN..=CODE_MAX).contains(&chars)
    });
    rows.extend(parts);
    rows.retain(|row| row.first().is_some_and(|first| first.usable || first.read_only));
    rows
}

/// Runs of neighbours, each similar to the ones before it.
fn runs<'a>(
    fields: &[&'a FieldFacts],
    is_one: impl Fn(&FieldFacts) -> bool,
    alike: impl Fn(&[&FieldFacts], &FieldFacts) -> bool,
) -> Vec<Vec<&'a FieldFacts>> {
    let mut groups: Vec<Vec<&FieldFacts>> = Vec::new();
    for &field in fields.iter().filter(|field| is_one(field)) {
        match groups.last_mut() {
            Some(group) if alike(group, field) => group.push(field),
            _ => groups.push(vec![field]),
        }
    }
    groups
}

fn is_marked(field: &FieldFacts) -> bool {
    has_token(field, "one-time-code")
}

fn is_box(field: &FieldFacts) -> bool {
    // A one-character field of any width is a box; others have to look like one or be marked.
    let looks_so = (field.width < WIDTH_MAX || is_marked(field))
        && field.max_length.is_none_or(|max| (5..=8).contains(&max));
    takes_text(field) && (field.max_length == Some(1) || looks_so)
}

fn is_part(field: &FieldFacts) -> bool {
    field.max_length.is_some_and(|max| PART.contains(&max))
}

fn alike(row: &[&FieldFacts], field: &FieldFacts) -> bool {
    let Some(last) = row.last() else { return false };
    let (one, other) = (last.max_length, field.max_length);
    // The first box of some widgets accepts a pasted code.
    let is_first = row.len() == 1 && one.is_some_and(|max| WHOLE.contains(&max)) && other.is_none();
    let lengths = one == other || one == Some(1) || other == Some(1) || is_first;
    last.input_type == field.input_type
        && lengths
        && (in_one_row(last, field) || in_one_list(last, field))
}

fn are_parts(row: &[&FieldFacts], field: &FieldFacts) -> bool {
    row.last().is_some_and(|last| {
        last.input_type == field.input_type
            && last.max_length == field.max_length
            && in_one_row(last, field)
    })
}

fn in_one_row(a: &FieldFacts, b: &FieldFacts) -> bool {
    (a.y - b.y).abs() < a.height / 2.0 && (a.width - b.width).abs() < a.width / 5.0
}

/// `digit-1`, `digit-2`, or only marked fields: a row, wherever the page puts them.
fn in_one_list(a: &FieldFacts, b: &FieldFacts) -> bool {
    let stem = |field: &FieldFacts| field.identifiers.replace(|c: char| c.is_ascii_digit(), "");
    let named = !stem(a).trim().is_empty() && (a.max_length == Some(1) || is_marked(a));
    (named || is_marked(a) && is_marked(b)) && stem(a) == stem(b)
}
