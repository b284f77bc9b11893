//! Rows of boxes that take one character each.

use super::facts::FieldFacts;
use super::score::{has_token, takes_text};

/// Boxes wider than this, in CSS pixels, are fields of their own unless they take one character.
const WIDTH_MAX: f64 = 100.0;

/// How many boxes a code can have.
const COUNT: std::ops::RangeInclusive<usize> = 4..=10;

/// Runs of neighbours of one size that could each hold one character, in the order of the
/// document, which is the order of typing.
pub(super) fn boxes<'a>(fields: &[&'a FieldFacts]) -> Vec<Vec<&'a FieldFacts>> {
    let is_marked = |field: &FieldFacts| has_token(field, "one-time-code");
    // One character makes a box of any width; without that it has to look like one, or to say so.
    let looks_so = |field: &FieldFacts| {
        (field.width < WIDTH_MAX || is_marked(field))
            && field.max_length.is_none_or(|max| (5..=8).contains(&max))
    };
    let is_box =
        |field: &FieldFacts| takes_text(field) && (field.max_length == Some(1) || looks_so(field));
    let in_one_row = |a: &FieldFacts, b: &FieldFacts| {
        (a.y - b.y).abs() < a.height / 2.0 && (a.width - b.width).abs() < a.width / 5.0
    };
    // `digit-1`, `digit-2`: a row by name, wherever the page puts them.
    let in_one_list = |a: &FieldFacts, b: &FieldFacts| {
        let stem = |field: &FieldFacts| field.identifiers.replace(|c: char| c.is_ascii_digit(), "");
        (a.max_length == Some(1) || is_marked(a))
            && !stem(a).trim().is_empty()
            && stem(a) == stem(b)
    };
    let alike = |a: &FieldFacts, b: &FieldFacts| {
        a.input_type == b.input_type
            // Some widgets let their first box take a pasted code.
            && (a.max_length == b.max_length || a.max_length == Some(1) || b.max_length == Some(1))
            && (in_one_row(a, b) || in_one_list(a, b))
    };
    let mut groups: Vec<Vec<&FieldFacts>> = Vec::new();
    for &field in fields.iter().filter(|field| is_box(field)) {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| alike(last, field)) => group.push(field),
            _ => groups.push(vec![field]),
        }
    }
    groups.retain(|group| COUNT.contains(&group.len()));
    groups
}
