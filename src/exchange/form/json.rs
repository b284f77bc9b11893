//! JSON, read field by field: a missing field, or one of another type, counts as empty.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value;

/// Fields of an object.
pub(crate) trait Fields {
    fn at(&self, key: &str) -> &Value;
    fn text(&self, key: &str) -> &str;
    /// A whole number, which may also be written as text.
    fn number(&self, key: &str) -> Option<u64>;
    fn list(&self, key: &str) -> &[Value];
    fn flag(&self, key: &str) -> bool;
    fn has(&self, key: &str) -> bool;
}

impl Fields for Value {
    fn at(&self, key: &str) -> &Value {
        self.get(key).unwrap_or(&Value::Null)
    }

    fn text(&self, key: &str) -> &str {
        self.at(key).as_str().unwrap_or_default()
    }

    fn number(&self, key: &str) -> Option<u64> {
        let value = self.at(key);
        value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
    }

    fn list(&self, key: &str) -> &[Value] {
        self.at(key).as_array().map(Vec::as_slice).unwrap_or_default()
    }

    fn flag(&self, key: &str) -> bool {
        let value = self.at(key);
        value.as_bool().unwrap_or_else(|| value.as_str().is_some_and(|text| text == "true"))
    }

    fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

/// The first of several texts that is not empty.
pub(crate) fn first<'a>(texts: &[&'a str]) -> &'a str {
    texts.iter().find(|text| !text.is_empty()).copied().unwrap_or_default()
}

/// Bytes as Java writes them: a list of numbers in `-128..=255`.
pub(crate) fn signed_bytes(list: &[Value]) -> Option<Vec<u8>> {
    let byte = |value: &Value| {
        let number = value.as_i64()?;
        u8::try_from(number).ok().or_else(|| Some(i8::try_from(number).ok()?.cast_unsigned()))
    };
    list.iter().map(byte).collect()
}

/// Base64 in either alphabet, padded or not, possibly with line ends and spaces.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    let text: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let alphabet = if text.contains(['-', '_']) { URL_SAFE } else { STANDARD };
    let lenient = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(&alphabet, lenient).decode(text).ok()
}

pub(crate) fn hex(text: &str) -> Option<Vec<u8>> {
    base16ct::mixed::decode_vec(text.trim()).ok()
}
