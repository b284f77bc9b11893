//! Warnings, in JavaScript's spelling.

use crate::read::Warning;
use serde::{Serialize, Serializer};
use tsify::Tsify;

/// What was odd about a text, see [`Warning`], or about an account beside those that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Tsify)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "documented at Warning, one for one")]
pub enum WarningView {
    IssuerConflict,
    BadEscape,
    HiddenCharacters,
    LabelCut,
    Digits,
    Period,
    Counter,
    WeakKey,
    OddLength,
    TrailingBits,
    LongKey,
    OfferSteam,
    NeedsPin,
    ReadAsHex,
    /// Its name looks like that of an account of another site.
    LookAlike,
}

impl WarningView {
    /// Its word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::IssuerConflict => "issuer-conflict",
            Self::BadEscape => "bad-escape",
            Self::HiddenCharacters => "hidden-characters",
            Self::LabelCut => "label-cut",
            Self::Digits => "digits",
            Self::Period => "period",
            Self::Counter => "counter",
            Self::WeakKey => "weak-key",
            Self::OddLength => "odd-length",
            Self::TrailingBits => "trailing-bits",
            Self::LongKey => "long-key",
            Self::OfferSteam => "offer-steam",
            Self::NeedsPin => "needs-pin",
            Self::ReadAsHex => "read-as-hex",
            Self::LookAlike => "look-alike",
        }
    }
}

impl Serialize for WarningView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl From<Warning> for WarningView {
    fn from(warning: Warning) -> Self {
        match warning {
            Warning::IssuerConflict => Self::IssuerConflict,
            Warning::BadEscape => Self::BadEscape,
            Warning::HiddenCharacters => Self::HiddenCharacters,
            Warning::LabelCut => Self::LabelCut,
            Warning::Digits => Self::Digits,
            Warning::Period => Self::Period,
            Warning::Counter => Self::Counter,
            Warning::WeakKey => Self::WeakKey,
            Warning::OddLength => Self::OddLength,
            Warning::TrailingBits => Self::TrailingBits,
            Warning::LongKey => Self::LongKey,
            Warning::OfferSteam => Self::OfferSteam,
            Warning::NeedsPin => Self::NeedsPin,
            Warning::ReadAsHex => Self::ReadAsHex,
        }
    }
}
