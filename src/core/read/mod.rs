//! Text from outside → accounts.
//!
//! Errors say what and where, and never contain the input; the shell words them for people.

mod declared;
mod garbled;
mod key_text;
mod names;
mod other_app;
mod otpauth;
mod parts;
mod printed;
mod printed_hex;
mod query;

pub use declared::{Declared, DeclaredError, KindName, redeclared};
pub use garbled::{is_link, without_words};
pub use key_text::{KeyError, KeyText, key_from_bytes, parse_base64_key, parse_hex_key, parse_key};
pub use other_app::{OtherApp, other_app};
pub use otpauth::{Parsed, Place, UriError, UriProblem, parse_hex_uri, parse_uri};
pub use printed::{BREAK, printed_keys};
pub use query::percent_decoded;

/// Something was read differently from how it was written: shown before anything is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// The label and the `issuer` parameter name different issuers; the parameter was used.
    IssuerConflict,
    /// A `%` was not followed by two hex digits and was left as it is.
    BadEscape,
    /// Invisible characters that reorder or hide text were removed.
    HiddenCharacters,
    /// The name was longer than [`crate::account::NAME_CHARS_MAX`] and was truncated.
    LabelCut,
    /// `digits` is not in `1..=10`; 6 is used.
    Digits,
    /// `period` is not in `1..=86400`; 30 s is used.
    Period,
    /// A counter-based account without a counter; it starts at 0.
    Counter,
    /// The key has fewer than 80 bits.
    WeakKey,
    /// The key's bits do not fill whole bytes; the remaining bits were dropped.
    OddLength,
    /// The remaining bits were not zero: a character may be missing.
    TrailingBits,
    /// The key has more than 128 bytes.
    LongKey,
    /// The issuer is Steam but the codes are not Steam codes: the user may want those.
    OfferSteam,
    /// Codes need a PIN that only the user knows.
    NeedsPin,
    /// The key is not base32 and was read as hexadecimal digits.
    ReadAsHex,
}
