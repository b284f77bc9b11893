use std::fmt;

/// Longest issuer or account name kept, in characters.
pub const NAME_CHARS_MAX: usize = 256;

/// A display name: every character is visible, spaces are single and never at the ends, and it has
/// at most [`NAME_CHARS_MAX`] characters. It may be empty; a non-empty name is not blank on screen.
///
/// # PII
/// Account names are usually e-mail addresses: never log them.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Name(String);

impl Name {
    /// Cleans a name by removing characters that cannot be shown faithfully.
    #[must_use]
    pub fn new(text: &str) -> Self {
        // Most names have nothing to clean.
        let is_plain = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        if is_plain && text.len() <= NAME_CHARS_MAX && !text.contains("  ") {
            return Self(text.trim().to_owned());
        }
        let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
        let mut clean = String::new();
        // The screen collapses runs of spaces, and most kinds of space look like U+0020.
        for word in seen.split_whitespace() {
            if !clean.is_empty() {
                clean.push(' ');
            }
            clean.push_str(word);
        }
        let short: String = clean.chars().take(NAME_CHARS_MAX).collect();
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

    /// True if [`Name::new`] removes a character from `text` that an honest name does not need;
    /// variation selectors and joiners are fine after a non-ASCII character.
    #[must_use]
    pub fn is_deceptive_text(text: &str) -> bool {
        let mut before = ' ';
        text.chars().any(|c| {
            let is_honest = is_variant_or_joiner(c) && !before.is_ascii();
            before = c;
            is_invisible(c) && !is_honest
        })
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({} chars)", self.0.chars().count())
    }
}

/// Control characters, and those that reorder text (Unicode TR 9 §2: a name could read backwards).
pub(super) fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// True for characters that leave no mark on screen, or none that all systems draw: two strings
/// that differ only in these may look the same. Names and page captions do not contain them.
///
/// - Controls; Unicode 17's `Default_Ignorable_Code_Point` (DerivedCoreProperties.txt) and `Cf`,
///   the format controls. Some of `Cf` draw a mark around digits (U+0600, U+06DD, U+070F, U+110BD
///   …), which is typesetting that no name needs.
/// - Line and paragraph separators, and letters that are drawn as blanks (U+2800, U+13441,
///   U+1D159).
/// - Private use, including the last two planes: drawn as a box, a blank or a vendor's logo,
///   depending on the installed fonts.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}'
            | '\u{890}'..='\u{891}' | '\u{8E2}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{E000}'..='\u{F8FF}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{110BD}'
            | '\u{110CD}' | '\u{13430}'..='\u{1343F}' | '\u{13441}'..='\u{13442}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D159}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}' | '\u{F0000}'..)
}

/// Variation selectors of emoji and letters, and joiners, which occur in honest names.
fn is_variant_or_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE0E}' | '\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}
