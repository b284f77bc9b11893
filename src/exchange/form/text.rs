//! Bytes → text, and text → lines.

use std::borrow::Cow;

/// UTF-8 with or without a byte order mark, UTF-16, or the Windows code page of western Europe.
pub(crate) fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (big, little): (Unit, Unit) = (u16::from_be_bytes, u16::from_le_bytes);
    // Without a mark, only a text in Latin letters looks like one.
    let unmarked = |unit| Some(utf16(bytes, unit)).filter(|text| is_latin(text));
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => return std::str::from_utf8(rest).ok().map(Cow::Borrowed),
        [0xFF, 0xFE, rest @ ..] => Some(utf16(rest, little)),
        [0xFE, 0xFF, rest @ ..] => Some(utf16(rest, big)),
        [_, 0, _, 0, ..] => unmarked(little),
        [0, _, 0, _, ..] => unmarked(big),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => return Some(Cow::Borrowed(text)),
            Err(_) => western(bytes),
        },
    };
    text.map(Cow::Owned)
}

/// A field's name in lower case and without punctuation.
pub(crate) fn bare(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Two bytes → a unit of UTF-16.
pub(crate) type Unit = fn([u8; 2]) -> u16;

/// UTF-16 of either order; what is not valid becomes U+FFFD.
pub(crate) fn utf16(bytes: &[u8], unit: Unit) -> String {
    let units: Vec<u16> = bytes.as_chunks().0.iter().copied().map(unit).collect();
    String::from_utf16_lossy(&units)
}

fn is_latin(text: &str) -> bool {
    let ascii = text.bytes().filter(|byte| byte.is_ascii_graphic() || *byte == b' ').count();
    ascii * 4 > text.len() * 3
}

/// The pieces of a text from each of some places to the next one.
pub(crate) fn pieces<'a>(text: &'a str, starts: &[usize]) -> Vec<&'a str> {
    let mut pieces = Vec::with_capacity(starts.len());
    for (at, from) in starts.iter().enumerate() {
        let to = starts.get(at + 1).copied().unwrap_or(text.len());
        pieces.extend(text.get(*from..to));
    }
    pieces
}

/// windows-1252 — encoding.spec.whatwg.org; `None` if there are bytes that no text has, or if most are
/// not ASCII.
fn western(bytes: &[u8]) -> Option<String> {
    /// 0x80 to 0x9F; the others are those of Unicode.
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}',
        'ž', 'Ÿ',
    ];
    let is_text = |byte: &u8| !byte.is_ascii_control() || matches!(byte, b'\t' | b'\n' | b'\r');
    let ascii = bytes.iter().filter(|byte| byte.is_ascii()).count();
    if !bytes.iter().all(is_text) || ascii * 4 < bytes.len() * 3 {
        return None;
    }
    let char_of = |byte: u8| match byte {
        0x80..=0x9F => UPPER.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{FFFD}'),
        byte => char::from(byte),
    };
    Some(bytes.iter().copied().map(char_of).collect())
}
