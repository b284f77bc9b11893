//! Bytes as text and bytes side by side.

use base64ct::{Base64UrlUnpadded, Encoding};

/// base64url without padding — RFC 4648 §5: the only form that `chrome.storage` counts at face value.
pub(super) fn to_text(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

pub(super) fn from_text(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}

pub(super) fn array_from_text<const N: usize>(text: &str) -> Option<[u8; N]> {
    from_text(text)?.try_into().ok()
}

/// `lp(a, b, …)`: a 4-byte big-endian length before each part, so that no two lists of parts
/// give the same bytes.
pub(super) fn lp(parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    for part in parts {
        let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(part);
    }
    out
}
