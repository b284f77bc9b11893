//! A page's text → the keys printed on it, for users who cannot scan a QR code.
//!
//! Pages print keys in one piece, in groups, or broken over lines wherever the column ended (16 +
//! 15 + 1 characters at one portal). A key is accepted only where the page mentions keys, and only
//! if it has the length of one; digits, period and hash function printed beside it are read with
//! it.

use super::key_text::parse_key;
use crate::account::{Account, Algorithm, Digits, Kind, Period, lower_case};
use std::ops::RangeInclusive;

/// Separates parts of a page between which no key continues: headings, buttons, fields.
pub const BREAK: char = '\u{1E}';

/// Maximum length of text read.
const TEXT_MAX: usize = 60_000;
/// Maximum number of keys per page.
const KEYS_MAX: usize = 4;
/// Maximum number of parts per key.
const PARTS_MAX: usize = 34;
/// Maximum distance of a key from the words about it, in bytes.
const NEAR: usize = 400;

/// Words that indicate keys, lower case.
const KEY_WORDS: &[&str] = &[
    "key",
    "secret",
    "scan",
    "manual",
    "authenticator",
    "2fa",
    "two-factor",
    "enter this",
    "enter the code",
    "schlüssel",
    "geheim",
    "clé",
    "secrète",
    "clave",
    "código",
    "chave",
    "chiave",
    "segreta",
    "sleutel",
    "nyckel",
    "nøgle",
    "nøkkel",
    "avain",
    "klucz",
    "klíč",
    "kľúč",
    "kulcs",
    "cheie",
    "ключ",
    "κλειδί",
    "anahtar",
    "مفتاح",
    "מפתח",
    "कुंजी",
    "キー",
    "키",
    "密钥",
    "密鑰",
    "金鑰",
    "秘钥",
    "คีย์",
    "khóa",
    "kunci",
    "raktas",
    "atslēga",
    "võti",
];

/// A word of the text and its position.
#[derive(Debug, Clone, Copy)]
struct Part<'a> {
    text: &'a str,
    from: usize,
    /// A line ended before it.
    on_new_line: bool,
}

/// The accounts whose keys are printed on a page, in text order; names are not read.
///
/// ```
/// use postern_core::read::{parse_key, printed_keys};
///
/// let found = printed_keys("Can't scan it? Enter this setup key: JBSW Y3DP EHPK 3PXP");
/// let key = parse_key("JBSWY3DPEHPK3PXP").unwrap();
/// assert_eq!(found[0].secret, key.secret);
/// // Without a word that says so it is no key.
/// assert_eq!(printed_keys("Order number JBSW Y3DP EHPK 3PXP"), []);
/// ```
#[must_use]
pub fn printed_keys(text: &str) -> Vec<Account> {
    let end = (0..=text.len().min(TEXT_MAX)).rev().find(|end| text.is_char_boundary(*end));
    let text = text.get(..end.unwrap_or_default()).unwrap_or_default();
    let mut found: Vec<Account> = Vec::new();
    let mut from = 0;
    for block in text.split(BREAK) {
        for (key, at) in keys_of(block, from) {
            let near = around(text, at, key.len());
            let speaks: String = near.chars().map(lower_case).collect();
            if !KEY_WORDS.iter().any(|word| speaks.contains(word)) {
                continue;
            }
            let Ok(parsed) = parse_key(&key) else { continue };
            let account = Account::new(kind_of(&speaks), parsed.secret);
            if found.len() < KEYS_MAX && found.iter().all(|other| other.secret != account.secret) {
                found.push(account);
            }
        }
        from += block.len() + BREAK.len_utf8();
    }
    found
}

/// The text on both sides of a position.
fn around(text: &str, at: usize, length: usize) -> &str {
    let boundary = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=at.saturating_sub(NEAR)).rev().find(boundary).unwrap_or_default();
    let end = (at + length + NEAR..).take(4).find(|end| *end >= text.len() || boundary(end));
    text.get(start..end.unwrap_or(usize::MAX).min(text.len())).unwrap_or_default()
}

/// Possible keys in a block of text, each with its position.
fn keys_of(block: &str, from: usize) -> Vec<(String, usize)> {
    let mut keys = Vec::new();
    let mut run: Vec<Part<'_>> = Vec::new();
    let parts = parts_of(block, from);
    for part in parts.iter().map(Some).chain([None]) {
        let goes_on = part.is_some_and(|part| {
            is_part(part.text)
                && run.last().is_none_or(|last| case(last.text) & case(part.text) != 0)
        });
        if !goes_on {
            keys.extend(best_of(&run));
            run.clear();
        }
        if let Some(part) = part.filter(|part| is_part(part.text)) {
            run.push(*part);
        }
    }
    keys
}

fn parts_of(block: &str, from: usize) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = from;
    for (number, line) in block.split('\n').enumerate() {
        let mut first = number > 0;
        let is_between = |c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '·');
        let mut inside = at;
        for text in line.split(is_between) {
            let trimmed = text.trim_matches(|c: char| c.is_ascii_punctuation());
            if !trimmed.is_empty() {
                parts.push(Part { text: trimmed, from: inside, on_new_line: first });
                first = false;
            }
            // The separator's own length: one to three bytes.
            let rest = line.get(inside - at + text.len()..).unwrap_or_default();
            inside += text.len() + rest.chars().next().map_or(0, char::len_utf8);
        }
        at += line.len() + 1;
    }
    parts
}

/// Whether all its characters are base32, in one case.
fn is_part(text: &str) -> bool {
    case(text) != 0
}

/// 1: all fit upper case, 2: all fit lower case, 3: digits only; 0: not base32 — RFC 4648 §6.
fn case(text: &str) -> u8 {
    let digit = |b: u8| (b'2'..=b'7').contains(&b);
    let upper = text.bytes().all(|b| b.is_ascii_uppercase() || digit(b));
    let lower = text.bytes().all(|b| b.is_ascii_lowercase() || digit(b));
    u8::from(upper) + 2 * u8::from(lower)
}

/// The likeliest key among the neighbours in a run.
fn best_of(run: &[Part<'_>]) -> Option<(String, usize)> {
    let mut best: Option<(i32, usize, usize)> = None;
    for first in 0..run.len() {
        for end in first + 1..=run.len().min(first + PARTS_MAX) {
            let Some(parts) = run.get(first..end) else { continue };
            let Some(score) = score(parts) else { continue };
            if best.is_none_or(|(highest, _, _)| score > highest) {
                best = Some((score, first, end));
            }
        }
    }
    let (_, first, end) = best?;
    let parts = run.get(first..end)?;
    Some((parts.iter().map(|part| part.text).collect(), parts.first()?.from))
}

/// How much a run of neighbours looks like one key; `None` if it does not.
fn score(parts: &[Part<'_>]) -> Option<i32> {
    let lengths: Vec<usize> = parts.iter().map(|part| part.text.len()).collect();
    let total: usize = lengths.iter().sum();
    // Whole bytes, from 80 bits up — RFC 4226 §4 requires 128, but portals use less.
    if !(16..=128).contains(&total) || ![0, 2, 4, 5, 7].contains(&(total % 8)) {
        return None;
    }
    let digits: usize =
        parts.iter().map(|part| part.text.bytes().filter(u8::is_ascii_digit).count()).sum();
    let letters = total - digits;
    let small = parts.iter().any(|part| part.text.bytes().any(|b| b.is_ascii_lowercase()));
    // 32 random base32 characters contain six digits on average; words contain none.
    let (last, rest) = lengths.split_last()?;
    let is_grouped =
        rest.iter().all(|length| Some(length) == rest.first() && (2..=12).contains(length))
            && rest.first().is_none_or(|length| last <= length);
    let lines = parts.iter().skip(1).all(|part| part.on_new_line);
    let is_wrapped = lines && rest.iter().all(|length| *length >= 8);
    let usual = [16, 26, 32, 40, 52, 56, 64, 80, 103, 104, 128].contains(&total);
    let is_word = digits == 0 && (parts.len() > 1 || small || !usual);
    if letters == 0 || is_word || small && digits < 2 {
        return None;
    }
    match (parts.len(), is_grouped, is_wrapped) {
        (1, _, _) => {}
        (_, true, _) | (_, _, true) => {}
        _ => return None,
    }
    Some(if usual { 1000 } else { 0 } + i32::try_from(total).ok()?)
}

/// The parameters that are printed beside a key; the text is lower case.
fn kind_of(text: &str) -> Kind {
    let algorithm = text.match_indices("sha").find_map(|(at, _)| {
        let name: String =
            text.get(at..)?.chars().filter(|c| !matches!(c, '-' | ' ')).take(6).collect();
        let digits =
            name.trim_start_matches("sha").chars().take_while(char::is_ascii_digit).count();
        Algorithm::from_name(name.get(..3 + digits)?)
    });
    let algorithm = algorithm.unwrap_or(Algorithm::Sha1);
    let before = ["digit", "-digit", "stellig", "cifre", "cifras", "chiffres"];
    let after = ["digits", "code length", "stellen", "dígitos"];
    let counts = 5..=10;
    let digits =
        number_before(text, &before, &counts).or_else(|| number_after(text, &after, &counts));
    let digits = digits.and_then(|count| Digits::new(u8::try_from(count).ok()?));
    let words = ["period", "interval", "time step", "refresh", "every", "période", "intervalo"];
    let period = number_after(text, &words, &(5..=300)).and_then(Period::new);
    let digits = digits.unwrap_or_default();
    if text.contains("counter-based") || text.contains("counter based") || text.contains("hotp") {
        return Kind::Hotp { algorithm, digits, counter: 0 };
    }
    Kind::Totp { algorithm, digits, period: period.unwrap_or_default() }
}

/// The number within a range just before one of some words: `8-digit`, `8 digits`.
fn number_before(text: &str, words: &[&str], range: &RangeInclusive<u32>) -> Option<u32> {
    words.iter().find_map(|word| {
        text.match_indices(word).find_map(|(at, _)| {
            let head = text.get(..at)?.trim_end_matches([' ', '-', '\u{a0}']);
            let digits = head.bytes().rev().take_while(u8::is_ascii_digit).count();
            let number = head.get(head.len() - digits..)?.parse().ok()?;
            range.contains(&number).then_some(number)
        })
    })
}

/// The number within a range soon after one of some words: `Period: 60 s`, `every 60 seconds`.
fn number_after(text: &str, words: &[&str], range: &RangeInclusive<u32>) -> Option<u32> {
    words.iter().find_map(|word| {
        text.match_indices(word).find_map(|(at, _)| {
            let tail = text.get(at + word.len()..)?;
            let number = tail.find(|c: char| c.is_ascii_digit()).filter(|at| *at <= 12)?;
            let digits = tail.get(number..)?;
            let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
            let number = digits.get(..end)?.parse().ok()?;
            range.contains(&number).then_some(number)
        })
    })
}
