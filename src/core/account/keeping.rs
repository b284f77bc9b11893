use super::Name;
use super::name::is_deceptive;
use std::fmt;
use zeroize::Zeroizing;

/// What people keep with an account besides its code parameters; all of it may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keeping {
    /// The account is listed before the others.
    pub pinned: bool,
    /// The position its owner gave it in the list; ties and accounts without one keep insertion
    /// order.
    pub place: Option<u32>,
    /// Groups, folders, categories: each once, none empty, at most [`Keeping::TAGS_MAX`].
    pub tags: Vec<Name>,
    /// Free text, at most [`Keeping::NOTE_CHARS_MAX`] characters.
    pub note: Note,
    /// Recovery codes from the portal, for when the second factor is lost.
    pub recovery: Vec<RecoveryCode>,
}

impl Keeping {
    /// Tags beyond this number are dropped.
    pub const TAGS_MAX: usize = 16;
    /// Longer notes are truncated.
    pub const NOTE_CHARS_MAX: usize = 4096;
    /// Recovery codes beyond this number are dropped.
    pub const RECOVERY_MAX: usize = 64;

    /// Adds a tag unless it is empty, already present, or over the limit.
    pub fn tag(&mut self, tag: &str) {
        let tag = Name::new(tag);
        if !tag.is_empty() && !self.tags.contains(&tag) && self.tags.len() < Self::TAGS_MAX {
            self.tags.push(tag);
        }
    }

    /// Adds a recovery code unless it is empty, already present, or over the limit.
    pub fn recover_with(&mut self, code: &str, used: bool) {
        let code = RecoveryCode::new(code, used);
        let is_known = self.recovery.iter().any(|known| known.text() == code.text());
        if !code.text().is_empty() && !is_known && self.recovery.len() < Self::RECOVERY_MAX {
            self.recovery.push(code);
        }
    }

    /// Adds what another copy of the same account has and this one lacks.
    pub fn adopt(&mut self, other: &Self) {
        self.pinned |= other.pinned;
        self.place = self.place.or(other.place);
        for tag in &other.tags {
            self.tag(tag.as_str());
        }
        if self.note.text().is_empty() {
            self.note = other.note.clone();
        }
        for code in &other.recovery {
            self.recover_with(code.text(), code.used);
        }
    }
}

/// Free text written by the user.
///
/// # PII
/// People write passwords into notes. `Debug` prints the length only.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Note(Zeroizing<String>);

impl Note {
    /// Truncates long text and removes control characters other than line ends.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let clean = text.chars().filter(|c| *c == '\n' || !is_deceptive(*c));
        let clean: String = clean.take(Keeping::NOTE_CHARS_MAX).collect();
        Self(Zeroizing::new(clean.trim().to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Note({} bytes)", self.0.len())
    }
}

/// A code that logs its owner in once without the second factor.
///
/// # PII
/// As sensitive as the factor itself. `Debug` prints the length only.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode {
    text: Zeroizing<String>,
    /// The code was used; portals accept each one once.
    pub used: bool,
}

impl RecoveryCode {
    /// Cleans and truncates the code like a [`Name`].
    #[must_use]
    pub fn new(text: &str, used: bool) -> Self {
        Self { text: Zeroizing::new(Name::new(text).as_str().to_owned()), used }
    }

    /// The code as the portal printed it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecoveryCode({} bytes)", self.text.len())
    }
}
