//! A page's text → the keys that it prints as hexadecimal digits, and says so.

use super::key_text::parse_hex_key;
use crate::account::{Secret, lower_case};

/// Keys of 10 bytes and more, in digits.
const DIGITS_MIN: usize = 20;
/// Keys of 64 bytes and less: the longest that an HMAC uses whole (RFC 2104, SHA-1 and SHA-256).
const DIGITS_MAX: usize = 128;
/// How far before or behind the digits the word stands, in bytes.
const NEAR: usize = 40;

/// The keys in a block of text that stand beside the word “hex”, each with its position and length.
pub(super) fn hex_keys(block: &str) -> Vec<(Secret, usize, usize)> {
    let mut keys = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = next_run(block, from) {
        from = end;
        let digits = block.get(start..end).unwrap_or_default();
        let count = digits.bytes().filter(u8::is_ascii_hexdigit).count();
        if !(DIGITS_MIN..=DIGITS_MAX).contains(&count) || count % 2 > 0 {
            continue;
        }
        if is_said_hex(block, start, end)
            && let Ok(key) = parse_hex_key(digits)
        {
            keys.push((key.secret, start, end - start));
        }
    }
    keys
}

/// The next hexadecimal digits, in one piece or in pairs and groups.
fn next_run(block: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = block.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let is_word = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b > 127);
    let mut start = from;
    loop {
        start = (start..bytes.len()).find(|at| is_digit(*at))?;
        // Digits inside a word are letters.
        let before = start.checked_sub(1);
        if before.is_none_or(|before| !is_word(before)) {
            break;
        }
        start += 1;
    }
    let mut end = start;
    loop {
        let group = (end..bytes.len()).take_while(|at| is_digit(*at)).count();
        if group == 0 || is_word(end + group) {
            break;
        }
        end += group;
        let is_joined = matches!(bytes.get(end), Some(b' ' | b'-' | b':'));
        if !(is_joined && is_digit(end + 1)) {
            return Some((start, end));
        }
        end += 1;
    }
    // A word that begins like hexadecimal digits follows.
    Some((start, end.max(start + 1)))
}

fn is_said_hex(block: &str, start: usize, end: usize) -> bool {
    let edge = |at: &usize| block.is_char_boundary(*at);
    let first = (0..=start.saturating_sub(NEAR)).rev().find(edge).unwrap_or_default();
    let last = (end + NEAR..).take(4).find(|at| *at >= block.len() || edge(at));
    let said = |from: usize, to: usize| -> bool {
        let text = block.get(from..to.min(block.len())).unwrap_or_default();
        text.chars().map(lower_case).collect::<String>().contains("hex")
    };
    said(first, start) || said(end, last.unwrap_or(block.len()))
}
