//! Which field of a page takes the code.

use super::words::{CONTEXT, MESSAGE, OTHER, STRONG, WEAK, has_any, normalise};

/// What a field says about itself, gathered by `content/collect.js`. Never its value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FieldFacts {
    /// Its place in the collector's list.
    pub index: u32,
    /// The effective `type`: `text`, `tel`, `number`, `password`, ….
    pub input_type: String,
    /// The `autocomplete` attribute.
    pub autocomplete: String,
    /// `name` and `id`.
    pub identifiers: String,
    /// `placeholder`, labels by every route, `title`.
    pub label: String,
    /// The text just before it.
    pub nearby: String,
    /// Headings and legends of the form, dialog or section around it.
    pub heading: String,
    /// `maxlength`; `None` if there is none.
    pub max_length: Option<u32>,
    /// `inputmode` is `numeric`, or `pattern` asks for digits.
    pub numeric: bool,
    /// A person could see it and type into it now.
    pub usable: bool,
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

/// Where a code goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// One field takes it whole.
    Single {
        /// The field's index.
        field: u32,
    },
    /// Each box takes one character.
    Split {
        /// The boxes' indexes, in typing order.
        boxes: Vec<u32>,
    },
}

/// A field scored less than this is left alone.
const SCORE_MIN: i32 = 40;

/// Boxes wider than this, in CSS pixels, are fields of their own unless they take one character.
const BOX_WIDTH_MAX: f64 = 100.0;

/// The best place for a code of `code_chars` characters, or `None` if no field says clearly enough
/// that it wants one. Without a known length any number of boxes from 4 to 10 will do.
#[must_use]
pub fn best_target(fields: &[FieldFacts], code_chars: Option<u8>) -> Option<Target> {
    let usable: Vec<_> = fields.iter().filter(|field| field.usable).collect();
    let fits = |boxes: &[&FieldFacts]| match code_chars {
        Some(chars) => boxes.len() == usize::from(chars),
        None => (4..=10).contains(&boxes.len()),
    };
    let groups: Vec<_> = box_groups(&usable);
    let split = groups.iter().filter(|boxes| fits(boxes)).filter_map(|boxes| {
        let indexes = boxes.iter().map(|field| field.index).collect();
        Some((group_score(boxes)?, Target::Split { boxes: indexes }))
    });
    let grouped =
        |field: &FieldFacts| groups.iter().flatten().any(|boxed| boxed.index == field.index);
    let single = usable
        .iter()
        .filter(|field| !grouped(field))
        .filter_map(|field| Some((score(field)?, Target::Single { field: field.index })));
    // The first of equals is the topmost: `max_by_key` would take the last.
    let best = split.chain(single).reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.filter(|(score, _)| *score >= SCORE_MIN).map(|(_, target)| target)
}

/// How surely a field takes a whole code; `None` if it certainly does not.
fn score(field: &FieldFacts) -> Option<i32> {
    if !takes_text(field) {
        return None;
    }
    let own = normalise(&format!("{} {}", field.identifiers, field.label));
    let near = normalise(&field.nearby);
    let around = normalise(&field.heading);
    let one_time = field.autocomplete.split_ascii_whitespace().any(|t| t == "one-time-code");
    let strong = has_any(&own, STRONG);
    // Codes sent by message are not ours to give; nor are passwords, names and card numbers.
    if has_any(&own, MESSAGE) || (!strong && !one_time && has_any(&near, MESSAGE)) {
        return None;
    }
    let other = has_any(&own, OTHER) || is_other_autocomplete(&field.autocomplete);
    if other && !one_time {
        return None;
    }
    if field.input_type == "password" && !strong && !one_time {
        return None;
    }
    if field.max_length.is_some_and(|max| max < 4) {
        return None;
    }
    let shaped = field.max_length.is_some_and(|max| max <= 10) || field.numeric;
    let points = [
        (one_time, 100),
        (strong, 60),
        (!strong && has_any(&own, WEAK), 25),
        (!strong && has_any(&near, STRONG), 35),
        (has_any(&near, WEAK), 10),
        (has_any(&around, CONTEXT), 20),
        (shaped, 15),
        (field.focused, 5),
    ];
    Some(total(points))
}

/// The kinds of input that people type codes into.
fn takes_text(field: &FieldFacts) -> bool {
    matches!(field.input_type.as_str(), "text" | "tel" | "number" | "password")
}

/// The points of what holds.
fn total<const N: usize>(points: [(bool, i32); N]) -> i32 {
    points.into_iter().filter_map(|(holds, points)| holds.then_some(points)).sum()
}

fn is_other_autocomplete(autocomplete: &str) -> bool {
    autocomplete.split_ascii_whitespace().any(|token| {
        ["username", "email", "current-password", "new-password", "postal-code", "tel", "name"]
            .contains(&token)
            || token.starts_with("cc-")
            || token.starts_with("address-")
    })
}

/// How surely a row of boxes takes a code, one character each.
fn group_score(boxes: &[&FieldFacts]) -> Option<i32> {
    let first = boxes.first()?;
    let words = |text: fn(&FieldFacts) -> &str| {
        normalise(&boxes.iter().map(|field| text(field)).collect::<Vec<_>>().join(" "))
    };
    let own = format!("{}{}", words(|f| &f.identifiers), words(|f| &f.label));
    let around = normalise(&format!("{} {}", first.nearby, first.heading));
    if has_any(&own, OTHER) || has_any(&around, MESSAGE) {
        return None;
    }
    let points = [
        (true, 45),
        (boxes.iter().all(|field| field.max_length == Some(1)), 40),
        (first.autocomplete.contains("one-time-code"), 60),
        (has_any(&own, STRONG) || has_any(&around, STRONG), 30),
        (boxes.iter().all(|field| field.numeric), 10),
    ];
    Some(total(points))
}

/// Runs of 4 to 10 neighbours of one size in one row that could each hold one character.
fn box_groups<'a>(fields: &[&'a FieldFacts]) -> Vec<Vec<&'a FieldFacts>> {
    // One character makes a box of any width; without that it has to look like one.
    let looks_so = |field: &FieldFacts| {
        field.width < BOX_WIDTH_MAX && field.max_length.is_none_or(|max| max == 6)
    };
    let is_box =
        |field: &FieldFacts| takes_text(field) && (field.max_length == Some(1) || looks_so(field));
    let alike = |a: &FieldFacts, b: &FieldFacts| {
        (a.y - b.y).abs() < a.height / 2.0
            && (a.width - b.width).abs() < a.width / 5.0
            && a.max_length == b.max_length
            && a.input_type == b.input_type
    };
    let mut groups: Vec<Vec<&FieldFacts>> = Vec::new();
    for &field in fields.iter().filter(|field| is_box(field)) {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| alike(last, field)) => group.push(field),
            _ => groups.push(vec![field]),
        }
    }
    groups.retain(|group| (4..=10).contains(&group.len()));
    groups
}
