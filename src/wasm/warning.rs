//! Warnings, in JavaScript's spelling.

use postern_core::read::Warning;
use serde::Serialize;
use tsify::Tsify;

/// What is unusual about a text, see [`Warning`], or about an account compared to the existing
/// ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Tsify)]
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
    /// Its name looks like the name of an account of another site.
    LookAlike,
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
