//! Bytes → text, and text → lines.

use std::borrow::Cow;

/// UTF-8 with or without a byte order mark, UTF-16, or the Windows code page of western Europe.
pub(crate) fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let wide = |bytes: &[u8], number: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().copied().map(number).collect();
        if rest.is_empty() { String::from_utf16(&units).ok() } else { None }
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => std::str::from_utf8(rest).ok().map(Cow::Borrowed),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes).map(Cow::Owned),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes).map(Cow::Owned),
        [_, 0, _, 0, ..] => wide(bytes, u16::from_le_bytes).map(Cow::Owned),
        [0, _, 0, _, ..] => wide(bytes, u16::from_be_bytes).map(Cow::Owned),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Some(Cow::Borrowed(text)),
            Err(_) => western(bytes).map(Cow::Owned),
        },
    }
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
