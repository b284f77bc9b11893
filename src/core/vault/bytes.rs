//! Bytes as text, and bytes concatenated.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// base64url without padding — RFC 4648 §5: the only form that `chrome.storage` counts at face
/// value.
#[must_use]
pub fn to_text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The inverse of [`to_text`]; `None` for anything else.
#[must_use]
pub fn from_text(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

pub(super) fn array_from_text<const N: usize>(text: &str) -> Option<[u8; N]> {
    from_text(text)?.try_into().ok()
}

/// `lp(a, b, …)`: a 4-byte big-endian length before each part, so that different lists of parts
/// never give the same bytes.
#[expect(clippy::expect_used, reason = "with any other length two lists could give the same bytes")]
pub(super) fn lp(parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::with_capacity(parts.iter().map(|part| part.len() + 4).sum());
    for part in parts {
        let length = u32::try_from(part.len()).expect("no part is as long as 4 GiB");
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(part);
    }
    out
}
