//! A page's text → the keys printed on it, for users who cannot scan a QR code.
//!
//! Pages print keys in one piece, in groups, or broken over lines wherever the column ended (16 +
//! 15 + 1 characters at one portal). A key is accepted only where the page mentions keys, and only
//! if it has the length of one; digits, period and hash function printed beside it are read with
//! it.

use super::key_text::parse_key;
use super::parts::{Part, case, is_part, parts_of};
use super::printed_hex::hex_keys;
use crate::account::{Account, Algorithm, Digits, Kind, Period, is_invisible, lower_case};
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
    "two factor",
    "multi-factor",
    "multifactor",
    "mfa",
    "otp",
    "seed",
    "verification app",
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
    // Soft hyphens and marks for the direction of writing stand inside and around keys.
    let text: String =
        text.chars().filter(|c| !is_invisible(*c) || c.is_whitespace() || *c == BREAK).collect();
    let text = text.as_str();
    let mut found: Vec<Account> = Vec::new();
    let mut from = 0;
    for block in text.split(BREAK) {
        let base32 = keys_of(block, from).into_iter().filter_map(|(key, at)| {
            let parsed = parse_key(&key).ok()?;
            Some((parsed.secret, at, key.len()))
        });
        let hex = hex_keys(block).into_iter().map(|(key, at, length)| (key, from + at, length));
        for (secret, at, length) in base32.chain(hex) {
            let speaks: String = around(text, at, length).chars().map(lower_case).collect();
            let names_keys = KEY_WORDS.iter().any(|word| speaks.contains(word));
            let is_new = found.iter().all(|other| other.secret != secret);
            if names_keys && !is_backup_code(text, at) && is_new && found.len() < KEYS_MAX {
                found.push(Account::new(kind_of(&speaks), secret));
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

/// The words before a key that say what it is, in bytes.
const LABEL: usize = 60;

/// What recovery codes are called, lower case: some portals print them in base32 as well.
const BACKUP_WORDS: &[&str] = &[
    "backup code",
    "back-up code",
    "recovery code",
    "scratch code",
    "emergency code",
    "one-time code",
    "wiederherstellungscode",
    "notfallcode",
    "code de secours",
    "codes de secours",
    "código de respaldo",
    "códigos de respaldo",
    "código de recuperación",
    "códigos de recuperación",
    "códigos de backup",
    "codici di backup",
    "codici di recupero",
    "リカバリーコード",
    "バックアップコード",
    "恢复代码",
    "备用代码",
    "备份代码",
];

/// Whether the label before a key, the last of several, is that of recovery codes.
fn is_backup_code(text: &str, at: usize) -> bool {
    let start = (0..=at.saturating_sub(2 * LABEL)).rev().find(|at| text.is_char_boundary(*at));
    let label: String = text
        .get(start.unwrap_or_default()..at)
        .unwrap_or_default()
        .chars()
        .map(lower_case)
        .collect();
    let last = |words: &[&str]| words.iter().filter_map(|word| label.rfind(word)).max();
    last(BACKUP_WORDS) > last(STRICT_WORDS)
}

/// Words that name a key itself, lower case.
const STRICT_WORDS: &[&str] = &[
    "key",
    "secret",
    "schlüssel",
    "clé",
    "clave",
    "chave",
    "chiave",
    "sleutel",
    "nyckel",
    "nøgle",
    "klucz",
    "klíč",
    "ключ",
    "anahtar",
    "مفتاح",
    "キー",
    "키",
    "密钥",
    "密鑰",
    "金鑰",
    "秘钥",
];

/// Whether the words just before a position name a key, and end before it: `Enter this key:`.
fn is_announced(block: &str, at: usize) -> bool {
    let before = block.get(..at).unwrap_or_default();
    let ends = before.trim_end_matches([' ', '\u{a0}']).ends_with([':', '：', '\n', '=']);
    let start =
        (0..=before.len().saturating_sub(LABEL)).rev().find(|at| before.is_char_boundary(*at));
    let label = before.get(start.unwrap_or_default()..).unwrap_or_default();
    let label: String = label.chars().map(lower_case).collect();
    ends && STRICT_WORDS.iter().any(|word| label.contains(word))
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
            let is_announced =
                run.first().is_some_and(|part| is_announced(block, part.from.saturating_sub(from)));
            keys.extend(best_of(&run, is_announced));
            run.clear();
        }
        if let Some(part) = part.filter(|part| is_part(part.text)) {
            run.push(*part);
        }
    }
    keys
}

/// Words on buttons that look like a group of a key.
const BUTTONS: &[&str] =
    &["copy", "back", "next", "done", "scan", "show", "hide", "code", "key", "more"];

/// The likeliest key among the neighbours in a run: the longest, since a part of a key is another key.
fn best_of(run: &[Part<'_>], is_announced: bool) -> Option<(String, usize)> {
    let is_button = |part: &&Part<'_>| BUTTONS.contains(&part.text.to_ascii_lowercase().as_str());
    let skipped = run.iter().take_while(is_button).count();
    let run = run.get(skipped..)?;
    let run = run.get(..run.len() - run.iter().rev().take_while(is_button).count())?;
    let mut best: Option<(usize, usize, usize)> = None;
    for first in 0..run.len() {
        for end in first + 1..=run.len().min(first + PARTS_MAX) {
            let Some(parts) = run.get(first..end) else { continue };
            if !is_key(parts, is_announced && first == 0 && skipped == 0) {
                continue;
            }
            let total = parts.iter().map(|part| part.text.len()).sum();
            if best.is_none_or(|(longest, _, _)| total > longest) {
                best = Some((total, first, end));
            }
        }
    }
    let (_, first, end) = best?;
    let parts = run.get(first..end)?;
    // Groups of the same length go on beyond it: a part of the key is missing, or something stands beside it.
    let is_cut = run.get(end).is_some_and(|next| is_group(parts, next));
    if is_cut {
        return None;
    }
    Some((parts.iter().map(|part| part.text).collect(), parts.first()?.from))
}

/// Whether a part that follows a key in groups could be another one of its groups.
fn is_group(parts: &[Part<'_>], next: &Part<'_>) -> bool {
    let length = parts.first().map_or(0, |part| part.text.len());
    parts.len() > 1 && !next.on_new_line && next.text.len() == length
}

/// Lengths of keys that are whole bytes and usual: 10, 16, 20, 25, 32, 35, 40, 50, 64, 65 and 80 bytes.
const USUAL: [usize; 11] = [16, 26, 32, 40, 52, 56, 64, 80, 103, 104, 128];

/// Whether neighbours look like one key. `is_announced`: the words before them say so.
fn is_key(parts: &[Part<'_>], is_announced: bool) -> bool {
    let lengths: Vec<usize> = parts.iter().map(|part| part.text.len()).collect();
    let total: usize = lengths.iter().sum();
    // Whole bytes, from 80 bits up — RFC 4226 §4 requires 128, but portals use less.
    if !(16..=128).contains(&total) || ![0, 2, 4, 5, 7].contains(&(total % 8)) {
        return false;
    }
    let digits: usize =
        parts.iter().map(|part| part.text.bytes().filter(u8::is_ascii_digit).count()).sum();
    let small = parts.iter().any(|part| part.text.bytes().any(|b| b.is_ascii_lowercase()));
    let Some((last, rest)) = lengths.split_last() else { return false };
    let is_grouped =
        rest.iter().all(|length| Some(length) == rest.first() && (2..=12).contains(length))
            && rest.first().is_none_or(|length| last <= length);
    let lines = parts.iter().skip(1).all(|part| part.on_new_line);
    let is_wrapped = lines && rest.iter().all(|length| *length >= 8);
    let usual = USUAL.contains(&total);
    // 32 random base32 characters contain six digits on average; words contain none.
    let is_word = digits == 0 && (parts.len() > 1 || small || !usual) || small && digits < 2;
    // A sentence has words of different lengths.
    let is_even = rest.iter().all(|length| length == last);
    if digits == total || is_word && !(is_announced && usual && is_even) {
        return false;
    }
    parts.len() == 1 || is_grouped || is_wrapped
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
