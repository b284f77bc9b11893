//! A key as people see it — printed in groups, over several lines, in lower case — → a secret.

use super::Warning;
use crate::account::{Secret, SecretError, is_invisible};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use zeroize::Zeroizing;

/// A key that was read, with its warnings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyText {
    /// The key.
    pub secret: Secret,
    /// What the user should know before saving it.
    pub warnings: Vec<Warning>,
}

/// Why a text is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyError {
    /// Nothing but spaces, dashes or padding.
    Empty,
    /// Less than one byte.
    TooShort,
    /// More than [`Secret::BYTES_MAX`] bytes.
    TooLong,
    /// A padding sign before the end.
    PaddingInside,
    /// `0`, `1` or `8`, which base32 does not have because they look like other characters.
    LookAlike {
        /// Which character of the text, from 1.
        position: usize,
        /// `0`, `1` or `8`.
        found: char,
        /// The letter it is mistaken for: `O`, `I` or `B`.
        perhaps: char,
    },
    /// A character that does not occur in keys.
    BadCharacter {
        /// Which character of the text, from 1.
        position: usize,
    },
    /// Only hexadecimal digits: [`parse_hex_key`] can read it, if it is a hexadecimal key.
    LooksHex,
}

/// Reads a base32 key leniently: any case, spaces, line ends, hyphens of every kind, full-width
/// letters, missing padding — RFC 4648 §6. Nothing is guessed.
///
/// ```
/// use postern_core::read::{KeyError, parse_key};
///
/// assert_eq!(parse_key("jbsw y3dp-ehpk 3pxp"), parse_key("JBSWY3DPEHPK3PXP"));
/// let error = parse_key("JBSW 03DP").unwrap_err();
/// assert_eq!(error, KeyError::LookAlike { position: 6, found: '0', perhaps: 'O' });
/// ```
///
/// # Errors
/// [`KeyError`], with the position of the first invalid character.
pub fn parse_key(text: &str) -> Result<KeyText, KeyError> {
    let mut key = Zeroizing::new(String::with_capacity(text.len()));
    let mut padding = false;
    for (at, c) in text.chars().enumerate() {
        let c = half_width(c).to_ascii_uppercase();
        match c {
            c if is_separator(c) => {}
            '=' => padding = true,
            'A'..='Z' | '2'..='7' if padding => return Err(KeyError::PaddingInside),
            'A'..='Z' | '2'..='7' => key.push(c),
            _ if looks_hex(text) => return Err(KeyError::LooksHex),
            '0' => return Err(look_alike(at, c, 'O')),
            '1' => return Err(look_alike(at, c, 'I')),
            '8' => return Err(look_alike(at, c, 'B')),
            _ => return Err(KeyError::BadCharacter { position: at + 1 }),
        }
    }
    let secret = match Secret::from_base32(&key) {
        Ok(secret) => secret,
        Err(SecretError::Empty) if key.is_empty() => return Err(KeyError::Empty),
        Err(SecretError::Empty) => return Err(KeyError::TooShort),
        Err(SecretError::TooLong | SecretError::NotBase32) => return Err(KeyError::TooLong),
    };
    let mut warnings = length_warnings(&secret);
    if matches!(key.len() % 8, 1 | 3 | 6) {
        warnings.push(Warning::OddLength);
    }
    if !secret.to_base32().starts_with(key.as_str()) {
        warnings.push(Warning::TrailingBits);
    }
    Ok(KeyText { secret, warnings })
}

/// Reads a key written as hexadecimal digits, an even number of them.
///
/// # Errors
/// [`KeyError::BadCharacter`], [`KeyError::Empty`], or [`KeyError::TooShort`] if a digit is missing.
pub fn parse_hex_key(text: &str) -> Result<KeyText, KeyError> {
    let is_wrong = |c: char| !is_separator(c) && !half_width(c).is_ascii_hexdigit();
    if let Some(at) = text.chars().position(is_wrong) {
        return Err(KeyError::BadCharacter { position: at + 1 });
    }
    let bare: Zeroizing<String> =
        Zeroizing::new(text.chars().filter(|c| !is_separator(*c)).map(half_width).collect());
    if bare.is_empty() {
        return Err(KeyError::Empty);
    }
    // All digits are valid, so their number is wrong.
    key_from_bytes(base16ct::mixed::decode_vec(bare.as_bytes()).map_err(|_| KeyError::TooShort)?)
}

/// Reads a key written in base64 — RFC 4648 §4 and §5, with or without padding — as Steam's files
/// have it.
///
/// # Errors
/// [`KeyError::BadCharacter`], [`KeyError::Empty`], or [`KeyError::TooShort`] if a character is missing.
pub fn parse_base64_key(text: &str) -> Result<KeyText, KeyError> {
    let mut bare = Zeroizing::new(String::with_capacity(text.len()));
    for (at, c) in text.chars().enumerate() {
        match half_width(c) {
            '-' => bare.push('+'),
            '_' => bare.push('/'),
            c if c.is_ascii_alphanumeric() || matches!(c, '+' | '/') => bare.push(c),
            '=' => {}
            c if is_separator(c) => {}
            _ => return Err(KeyError::BadCharacter { position: at + 1 }),
        }
    }
    if bare.is_empty() {
        return Err(KeyError::Empty);
    }
    key_from_bytes(STANDARD_NO_PAD.decode(bare.as_bytes()).map_err(|_| KeyError::TooShort)?)
}

/// Wraps a key that was never text.
///
/// # Errors
/// [`KeyError::TooShort`] or [`KeyError::TooLong`].
pub fn key_from_bytes(bytes: Vec<u8>) -> Result<KeyText, KeyError> {
    match Secret::new(bytes) {
        Ok(secret) => Ok(KeyText { warnings: length_warnings(&secret), secret }),
        Err(SecretError::Empty) => Err(KeyError::TooShort),
        Err(SecretError::TooLong | SecretError::NotBase32) => Err(KeyError::TooLong),
    }
}

fn length_warnings(secret: &Secret) -> Vec<Warning> {
    match secret.expose().len() {
        0..10 => vec![Warning::WeakKey],
        10..=128 => Vec::new(),
        _ => vec![Warning::LongKey],
    }
}

fn look_alike(at: usize, found: char, perhaps: char) -> KeyError {
    KeyError::LookAlike { position: at + 1, found, perhaps }
}

/// Full-width forms (U+FF01–FF5E) to the ASCII they stand for — the part of NFKC a key can need.
fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Separators that people and pages put between the groups of a key.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || is_invisible(c)
        || matches!(
            c,
            '-' | '_' | ',' | '.' | ':' | '·' | '•' | '"' | '\'' | '`' | '\u{2010}'..='\u{2015}'
                | '\u{2018}'..='\u{201F}' | '\u{2212}' | '«' | '»' | '「' | '」'
        )
}

/// Eight or more hexadecimal digits, an even number, decimal ones among them.
fn looks_hex(text: &str) -> bool {
    let bare = || text.chars().filter(|c| !is_separator(*c));
    let count = bare().count();
    count >= 8 && count % 2 == 0 && bare().all(|c| c.is_ascii_hexdigit())
}
