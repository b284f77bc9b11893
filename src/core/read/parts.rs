//! A page's text → words that could be parts of a printed key.

/// A word of the text and its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part<'a> {
    /// Empty where no key continues: at punctuation, and where a word is glued to a key.
    pub(super) text: &'a str,
    /// Its position in bytes.
    pub(super) from: usize,
    /// A line ended before it.
    pub(super) on_new_line: bool,
}

/// The parts of a block of text that starts at `from`.
pub(super) fn parts_of(block: &str, from: usize) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = from;
    for (number, line) in block.split('\n').enumerate() {
        let mut on_new_line = number > 0;
        let mut inside = at;
        for piece in line.split_inclusive(|c| is_between(c) || is_end(c)) {
            let text = piece.trim_end_matches(|c| is_between(c) || is_end(c));
            let mut word = inside;
            for text in unglued(text) {
                if !text.is_empty() {
                    parts.push(Part { text, from: word, on_new_line });
                    on_new_line = false;
                }
                word += text.len();
            }
            if piece.ends_with(is_end) {
                parts.push(Part { text: "", from: inside + text.len(), on_new_line: false });
            }
            inside += piece.len();
        }
        at += line.len() + 1;
    }
    parts
}

/// Stands between the groups of one key.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '·' | '\u{2010}'..='\u{2015}')
}

/// Ends a key: no portal groups keys with it.
fn is_end(c: char) -> bool {
    c.is_ascii_punctuation() && !is_between(c)
        || matches!(
            c,
            '：' | '，' | '。' | '；' | '「'..='』' | '（' | '）' | '“' | '”' | '«' | '»' | '、'
        )
}

/// Shorter runs of base32 characters are not separated from the word that they are glued to.
const GLUED_MIN: usize = 16;

/// Separates a key from a word that stands against it without a space: `JBSWY3DPEHPK3PXPCopy`.
fn unglued(text: &str) -> Vec<&str> {
    if case(text) != 0 || text.len() <= GLUED_MIN {
        return vec![text];
    }
    let whole = |key: &str| key.len() >= GLUED_MIN && case(key) != 0;
    for (at, _) in text.char_indices().skip(1) {
        let (before, after) = text.split_at(at);
        if whole(before) && is_word(after) {
            return vec![before, "", after];
        }
        if whole(after) && is_word(before) {
            return vec![before, "", after];
        }
    }
    vec![text]
}

/// A word that begins with a capital, in any script: `Copy`.
fn is_word(text: &str) -> bool {
    let mut letters = text.chars();
    let is_first = letters.next().is_some_and(|c| c.is_uppercase() || !c.is_ascii());
    is_first && text.len() > 1 && letters.all(|c| c.is_lowercase() || !c.is_ascii())
}

/// Whether all characters of a word are base32, in one case.
pub(super) fn is_part(text: &str) -> bool {
    !text.is_empty() && case(text) != 0
}

/// 1: all fit upper case, 2: all fit lower case, 3: digits only; 0: not base32 — RFC 4648 §6.
pub(super) fn case(text: &str) -> u8 {
    let digit = |b: u8| (b'2'..=b'7').contains(&b);
    let upper = text.bytes().all(|b| b.is_ascii_uppercase() || digit(b));
    let lower = text.bytes().all(|b| b.is_ascii_lowercase() || digit(b));
    u8::from(upper) + 2 * u8::from(lower)
}
