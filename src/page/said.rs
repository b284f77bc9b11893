//! What the texts of a field say, by how near they are to it.

use super::facts::FieldFacts;
use super::source::is_masked;
use super::words::{Class, Classes, Words};

/// The classes of a field's texts.
pub(super) struct Said {
    pub(super) own: Classes,
    /// Of `own`, what people read.
    pub(super) label: Classes,
    /// Of `own`, what the page's programs call it.
    pub(super) identifiers: Classes,
    pub(super) marks: Classes,
    pub(super) near: Classes,
    pub(super) heading: Classes,
    /// The form's text, and what stands above it up to the next heading.
    pub(super) around: Classes,
    pub(super) form: Classes,
    pub(super) about: Classes,
    /// Links and buttons of the form and around it.
    pub(super) asides: Classes,
    /// What each sentence before the field names, the nearest first; then what each behind it does.
    pub(super) sentences: Vec<Classes>,
    /// A masked address or number stands there: where a message went.
    pub(super) masked: bool,
    /// An e-mail address does: of the account, or where a message went.
    pub(super) addressed: bool,
    /// Its words ask for a recovery code and for nothing else.
    pub(super) recovery_alone: bool,
}

impl Said {
    pub(super) fn of(field: &FieldFacts, about: &str, words: &Words<'_>) -> Self {
        let identifiers = words.classes(&field.identifiers);
        let label = words.classes(&field.label);
        let before = sentences(&field.above).into_iter().rev().map(|one| words.classes(one));
        let behind = sentences(&field.below).into_iter().map(|one| words.classes(one));
        let above = words.classes(&field.above);
        let texts = [&field.before, &field.around, &field.above, &field.below];
        let own = identifiers.and(label);
        Self {
            own,
            label,
            identifiers,
            marks: words.classes(&field.marks),
            near: words.classes(&field.before).and(words.classes(&field.after)),
            heading: words.classes(&field.heading),
            around: words.classes(&field.around).and(above),
            form: words.classes(&field.form),
            about: words.classes(about),
            asides: words.classes(&field.asides),
            sentences: before.chain(behind).collect(),
            masked: texts.iter().any(|text| is_masked(text)),
            addressed: texts.iter().any(|text| has_address(text)),
            recovery_alone: own.has(Class::Recovery)
                && (identifiers.has(Class::Recovery) || !names_another_code(&field.label, words)),
        }
    }

    /// Whether a bank card's digits or a picture's letters are wanted, which go by the same names.
    pub(super) fn is_trap(&self) -> bool {
        self.own.has(Class::Trap) || self.marks.has(Class::Trap) || self.near.has(Class::Trap)
    }

    /// Whether a class stands in the field's own words or close to it.
    pub(super) fn any(&self, class: Class) -> bool {
        self.own.has(class)
            || self.marks.has(class)
            || self.near.has(class)
            || self.heading.has(class)
    }
}

/// "Authentication code or recovery code": one of the alternatives is a code of another kind. Of a
/// label's parts the first that names a code is what the others, its hints, are about.
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

/// The sentences of a text that claim something. A question ("Didn't get a code?") claims nothing.
fn sentences(text: &str) -> Vec<&str> {
    // A point ends a sentence where a space follows: `agency.aero` is a word.
    text.split_inclusive(['\n', '!', '?', '。', '！', '？', '؟'])
        .flat_map(|part| part.split_inclusive(". "))
        .filter(|one| !one.trim_end().ends_with(['?', '？', '؟']))
        .collect()
}
