use std::fmt;

/// Longest issuer or account name kept, in characters.
pub const NAME_CHARS_MAX: usize = 256;

/// A name for people: no control or direction characters, no outer spaces,
/// at most [`NAME_CHARS_MAX`] characters. May be empty.
///
/// # PII
/// Account names are e-mail addresses more often than not: never logged.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Name(String);

impl Name {
    /// Cleans a name: what cannot be shown honestly is left out.
    #[must_use]
    pub fn new(text: &str) -> Self {
        // Most names have nothing to clean.
        let is_plain = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        if is_plain && text.len() <= NAME_CHARS_MAX {
            return Self(text.trim().to_owned());
        }
        let clean: String = text.chars().filter(|c| !is_deceptive(*c)).collect();
        let short: String = clean.trim().chars().take(NAME_CHARS_MAX).collect();
        Self(short.trim_end().to_owned())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True if there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True if `text` holds a character that [`Name::new`] leaves out: C0, C1 or a bidi control.
    #[must_use]
    pub fn is_deceptive_text(text: &str) -> bool {
        text.chars().any(is_deceptive)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({} chars)", self.0.chars().count())
    }
}

/// Control characters, and those that reorder text (Unicode TR 9 §2: a name could read backwards).
fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
