//! What the texts of a field say, by their distance from it.

use super::facts::FieldFacts;
use super::words::{Class, Classes, Words};
use std::cell::RefCell;

/// The classes of a field's texts.
pub(super) struct Said {
    pub(super) own: Classes,
    /// The part of `own` that people read.
    pub(super) label: Classes,
    /// The part of `own` that only the page's programs use.
    pub(super) identifiers: Classes,
    pub(super) marks: Classes,
    pub(super) near: Classes,
    pub(super) heading: Classes,
    /// The form's text, and the text above it up to the next heading.
    pub(super) around: Classes,
    pub(super) form: Classes,
    pub(super) about: Classes,
    /// Links and buttons in the form and around it.
    pub(super) asides: Classes,
    /// The classes of each sentence before the field, nearest first; then of each one after it.
    pub(super) sentences: Vec<Classes>,
    /// The text has a masked address or number: where a message went.
    pub(super) masked: bool,
    /// It has an e-mail address: the account's, or where a message went.
    pub(super) addressed: bool,
    /// Its words ask for a recovery code and for nothing else.
    pub(super) recovery_alone: bool,
}

/// Finds the phrases of each text once: the fields of a form share most of their texts. Without it,
/// a form of 200 fields took two seconds.
pub(super) struct Reader<'a> {
    pub(super) words: &'a Words<'a>,
    /// Sorted by text.
    seen: RefCell<Vec<(&'a str, Classes)>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(words: &'a Words<'a>) -> Self {
        Self { words, seen: RefCell::default() }
    }

    fn classes(&self, text: &'a str) -> Classes {
        if text.is_empty() {
            return Classes::default();
        }
        let mut seen = self.seen.borrow_mut();
        match seen.binary_search_by_key(&text, |(known, _)| known) {
            Ok(at) => seen.get(at).map_or_else(Classes::default, |(_, classes)| *classes),
            Err(at) => {
                let classes = self.words.classes(text);
                seen.insert(at, (text, classes));
                classes
            }
        }
    }
}

impl Said {
    pub(super) fn of<'a>(field: &'a FieldFacts, about: &'a str, reader: &Reader<'a>) -> Self {
        let read = |text: &'a String| reader.classes(text);
        let identifiers = read(&field.identifiers);
        let label = read(&field.label);
        let mut around = read(&field.around);
        let mut claims = Vec::new();
        for sentence in sentences(&field.above).into_iter().rev() {
            let classes = reader.classes(sentence);
            around = around.and(classes);
            claims.extend(is_claim(sentence).then_some(classes));
        }
        let below = sentences(&field.below).into_iter().filter(|one| is_claim(one));
        claims.extend(below.map(|sentence| reader.classes(sentence)));
        let texts = [&field.before, &field.around, &field.above, &field.below];
        let own = identifiers.and(label);
        Self {
            own,
            label,
            identifiers,
            marks: read(&field.marks),
            near: read(&field.before).and(read(&field.after)),
            heading: read(&field.heading),
            around,
            form: read(&field.form),
            about: reader.classes(about),
            asides: read(&field.asides),
            sentences: claims,
            masked: texts.iter().any(|text| is_masked(text)),
            addressed: texts.iter().any(|text| has_address(text)),
            recovery_alone: own.has(Class::Recovery)
                && (identifiers.has(Class::Recovery)
                    || !names_another_code(&field.label, reader.words)),
        }
    }

    /// Whether the field is for a bank card's digits or a CAPTCHA's letters, which have the same
    /// names.
    pub(super) fn is_trap(&self) -> bool {
        self.own.has(Class::Trap) || self.marks.has(Class::Trap) || self.near.has(Class::Trap)
    }

    /// Whether a class occurs in the field's own words or close to it.
    pub(super) fn any(&self, class: Class) -> bool {
        self.own.has(class)
            || self.marks.has(class)
            || self.near.has(class)
            || self.heading.has(class)
    }
}

/// "Authentication code or recovery code": one of the alternatives is a code of another kind. The
/// first part of a label that names a code is its subject; the other parts are hints.
fn names_another_code(label: &str, words: &Words<'_>) -> bool {
    let is_code =
        |part: Classes| part.has(Class::Strong) || part.has(Class::App) || part.has(Class::Weak);
    let names = |part: &&str| {
        let part = words.classes(part);
        is_code(part) || part.has(Class::Recovery)
    };
    let first = label.split('·').find(names).unwrap_or_default();
    words.alternatives(first).iter().any(|part| {
        let part = words.classes(part);
        is_code(part) && !part.has(Class::Recovery)
    })
}

/// `jane@agency.aero`
fn has_address(text: &str) -> bool {
    let is_part =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '*' | '•' | '_' | '-' | '.' | '…');
    text.match_indices('@').any(|(at, _)| {
        let head = text.get(..at).and_then(|head| head.chars().next_back());
        let tail = text.get(at + 1..).and_then(|tail| tail.chars().next());
        head.is_some_and(is_part) && tail.is_some_and(is_part)
    })
}

/// The sentences of a text. A full stop ends one only before a space: `agency.aero` is a word.
fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['\n', '!', '?', '。', '！', '？', '؟'])
        .flat_map(|part| part.split_inclusive(". "))
        .collect()
}

/// A question ("Didn't get a code?") claims nothing.
fn is_claim(sentence: &str) -> bool {
    !sentence.trim_end().ends_with(['?', '？', '؟'])
}

/// `j***@agency.aero`, `•••• 42`.
fn is_masked(text: &str) -> bool {
    ["***", "•••", "xxx-", "XXX-"].iter().any(|mask| text.contains(mask))
}
