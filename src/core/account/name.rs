use std::fmt;

/// Longest issuer or account name kept, in characters.
pub const NAME_CHARS_MAX: usize = 256;

/// A name for people: every character of it can be seen, spaces are single and inside, and it has at
/// most [`NAME_CHARS_MAX`] characters. May be empty; if it is not, it is not blank on the screen.
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
        if is_plain && text.len() <= NAME_CHARS_MAX && !text.contains("  ") {
            return Self(text.trim().to_owned());
        }
        let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
        let mut clean = String::new();
        // The screen shows one space where there are several, and most look like the usual one.
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

    /// True if [`Name::new`] leaves a character of `text` out that an honest name does not need:
    /// variants of emoji and of letters, and joiners, are fine behind what is not ASCII.
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

/// What leaves no mark on the screen, or none that all screens share: two texts that differ in nothing
/// else may look the same. Names and pages' captions are without these.
///
/// - Controls; Unicode 17's `Default_Ignorable_Code_Point` (DerivedCoreProperties.txt) and `Cf`, the
///   format controls. Some of `Cf` draw a mark around digits (U+0600, U+06DD, U+070F, U+110BD …): that is
///   typesetting, which no name needs.
/// - Line and paragraph separators, and letters that are drawn as blanks (U+2800, U+13441, U+1D159).
/// - Private use, the last two planes included: it is drawn as a box, a blank or a vendor's logo, as the
///   computer's fonts have it.
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

/// They choose among the shapes of an emoji or a letter, or join letters: honest names have them.
fn is_variant_or_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE0E}' | '\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}
