//! What pages write around fields, in the languages of their users. The phrases are data:
//! `extension/core/words.txt`, one class and language per line.

use crate::account::{lower_case, without_accents};

/// What a phrase says about the field it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The authenticator itself is named.
    App,
    /// A one-time code, from any source.
    Strong,
    /// A code, if something else says so too.
    Weak,
    /// The code comes by message.
    Sent,
    /// The channel of a message.
    Channel,
    /// A code kept on paper.
    Recovery,
    /// The key itself.
    Secret,
    /// Something that a one-time code is never typed into.
    Never,
    /// Something else, unless the field itself says that it accepts a code.
    Other,
    /// Text beside the digits of a bank card, or the letters of a CAPTCHA.
    Trap,
    /// A name for a password.
    Password,
    /// A button that submits the code.
    Go,
    /// A button that does something else.
    Stay,
    /// The page rejected a code.
    Refused,
    /// The page rejected a code because it had been used.
    Used,
    /// The page accepted the code.
    Accepted,
    /// A sentence about an alternative to what the field is for.
    Aside,
    /// A memorised password of digits.
    Pin,
    /// Between two alternatives.
    Or,
}

impl Class {
    const NAMES: [(&'static str, Self); 19] = [
        ("app", Self::App),
        ("strong", Self::Strong),
        ("weak", Self::Weak),
        ("sent", Self::Sent),
        ("channel", Self::Channel),
        ("recovery", Self::Recovery),
        ("secret", Self::Secret),
        ("never", Self::Never),
        ("other", Self::Other),
        ("trap", Self::Trap),
        ("password", Self::Password),
        ("go", Self::Go),
        ("stay", Self::Stay),
        ("refused", Self::Refused),
        ("used", Self::Used),
        ("accepted", Self::Accepted),
        ("aside", Self::Aside),
        ("pin", Self::Pin),
        ("or", Self::Or),
    ];

    fn bit(self) -> u32 {
        let at = Self::NAMES.iter().position(|(_, class)| *class == self);
        at.map_or(0, |at| 1 << at)
    }
}

/// The classes of the phrases in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u32);

impl Classes {
    /// True if a phrase of this class occurs in the text.
    #[must_use]
    pub fn has(self, class: Class) -> bool {
        self.0 & class.bit() != 0
    }

    /// The classes of both texts.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The phrases, indexed for searching.
#[derive(Debug)]
pub struct Words<'a> {
    /// Grouped by the first byte of their first word.
    phrases: Vec<Vec<Phrase<'a>>>,
    /// Phrases in scripts that put no spaces between words.
    unspaced: Vec<(&'a str, u32)>,
}

/// One phrase; a star at the end of a word matches any ending.
#[derive(Debug)]
struct Phrase<'a> {
    text: &'a str,
    class: u32,
}

impl<'a> Words<'a> {
    /// Reads the lines of `words.txt`: `class language phrase|phrase|…`. Lines of another shape are
    /// ignored.
    #[must_use]
    pub fn read(text: &'a str) -> Self {
        let mut words =
            Self { phrases: (0..=u8::MAX).map(|_| Vec::new()).collect(), unspaced: Vec::new() };
        for line in text.split('\n') {
            let mut parts = line.splitn(3, ' ');
            let (Some(name), Some(_language), Some(phrases)) =
                (parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            let Some((_, class)) = Class::NAMES.iter().find(|(known, _)| *known == name) else {
                continue;
            };
            for text in phrases.split('|').map(|phrase| phrase.trim_matches(' ')) {
                let Some(first) = text.bytes().next() else { continue };
                if text.chars().any(is_unspaced) {
                    words.unspaced.push((text, class.bit()));
                } else if let Some(list) = words.phrases.get_mut(usize::from(first)) {
                    list.push(Phrase { text, class: class.bit() });
                }
            }
        }
        words
    }

    /// The classes of all phrases in a text.
    #[must_use]
    pub fn classes(&self, text: &str) -> Classes {
        let text = normalise(text);
        let mut found = 0;
        let mut rest = text.as_str();
        loop {
            rest = rest.trim_start_matches(' ');
            let Some(first) = rest.bytes().next() else { break };
            for phrase in self.phrases.get(usize::from(first)).into_iter().flatten() {
                if found & phrase.class == 0 && begins(rest, phrase.text) {
                    found |= phrase.class;
                }
            }
            rest = rest.find(' ').and_then(|end| rest.get(end..)).unwrap_or_default();
        }
        if text.chars().any(is_unspaced) {
            for (phrase, class) in &self.unspaced {
                if stands(phrase, &text) {
                    found |= class;
                }
            }
        }
        Classes(found)
    }

    /// The parts of a text between its words for "or", and between slashes.
    #[must_use]
    pub fn alternatives(&self, text: &str) -> Vec<String> {
        let or = Class::Or.bit();
        let mut parts = Vec::new();
        for text in text.split('/') {
            let mut text = normalise(text);
            for (phrase, _) in self.unspaced.iter().filter(|(_, class)| class & or != 0) {
                text = text.replace(phrase, "|");
            }
            for text in text.split('|') {
                let mut part = String::new();
                for word in text.split(' ') {
                    let mut phrases = word
                        .bytes()
                        .next()
                        .and_then(|first| self.phrases.get(usize::from(first)))
                        .into_iter()
                        .flatten();
                    if phrases.any(|phrase| phrase.class & or != 0 && phrase.text == word) {
                        parts.push(std::mem::take(&mut part));
                    } else {
                        part.push_str(word);
                        part.push(' ');
                    }
                }
                parts.push(part);
            }
        }
        parts
    }
}

/// Whether a text begins with the words of a phrase.
fn begins(text: &str, phrase: &str) -> bool {
    let mut words = text.split(' ');
    phrase.split(' ').all(|wanted| {
        words.next().is_some_and(|word| match wanted.strip_suffix('*') {
            Some(head) => word.starts_with(head),
            None => word == wanted,
        })
    })
}

/// Whether a phrase occurs anywhere in a text; `6桁` does not in `16桁`.
fn stands(phrase: &str, text: &str) -> bool {
    let counts = phrase.starts_with(|c: char| c.is_ascii_digit());
    let after_digit =
        |at| text.get(..at).is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()));
    text.match_indices(phrase).any(|(at, _)| !counts || !after_digit(at))
}

/// Kana, Han, Hangul and Thai.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{E00}'..='\u{E7F}')
}

/// Splits a text into words with a space between them: lower case, without accents, split at every
/// ASCII character that is not a letter or digit, where `camelCase` changes case, and before a
/// number.
#[must_use]
pub(super) fn normalise(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let is_new_word = before.is_ascii_lowercase() && c.is_ascii_uppercase()
            || before.is_ascii_alphabetic() && c.is_ascii_digit();
        if is_new_word {
            words.push(' ');
        }
        if c.is_ascii_alphanumeric() || !c.is_ascii() && !is_separator(c) {
            let (folded, second) = without_accents(lower_case(c));
            words.push(folded);
            words.extend(second);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
        before = c;
    }
    words
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3002}' | '·' | '«' | '»' | '¿' | '¡')
}
