//! Links and keys as servers garble them and people copy them → as they were meant.

use super::query::decode;
use crate::account::is_invisible;
use std::borrow::Cow;
use zeroize::Zeroizing;

/// The scheme of a key URI and what it looks like when the whole link is percent-encoded.
const SCHEME: &str = "otpauth://";
const SCHEME_ENCODED: &str = "otpauth%3a%2f%2f";

/// The parameters that a link may begin its query with.
const PARAMETERS: &[&str] =
    &["secret=", "issuer=", "algorithm=", "digits=", "period=", "counter=", "encoder=", "pin="];

/// Those whose value is one word.
const WORDS: &[&str] = &["algorithm=", "digits=", "period=", "counter=", "encoder="];

/// Whether a text is a link, or holds one.
///
/// ```
/// use postern_core::read::is_link;
///
/// assert!(is_link("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP"));
/// assert!(is_link("otpauth%3A%2F%2Ftotp%2Fx%3Fsecret%3DJBSWY3DPEHPK3PXP"));
/// assert!(!is_link("JBSWY3DPEHPK3PXP"));
/// ```
#[must_use]
pub fn is_link(text: &str) -> bool {
    text.contains("://") || starts_with(bare(text), SCHEME_ENCODED)
}

/// The link in a text as its author meant it: without what was copied around it, with `&amp;` and its like,
/// a second or an encoded `?` and a raw `&` in the issuer put right.
pub(super) fn link_in(text: &str) -> Zeroizing<String> {
    let text = bare(text);
    let text = if starts_with(text, SCHEME_ENCODED) { decode(text).0 } else { text.to_owned() };
    let text = Zeroizing::new(text);
    let mut link = Zeroizing::new(cut_out(&text).to_owned());
    for entity in ["&amp;", "&#038;", "&#38;", "&#x26;", "&#X26;", "\\u0026"] {
        if link.contains(entity) {
            link = Zeroizing::new(link.replace(entity, "&"));
        }
    }
    if !starts_with(&link, SCHEME) {
        return link;
    }
    let Some((head, query)) = split(&link) else { return link };
    let head = decoded_once(&head.replace('?', "%3F"));
    Zeroizing::new(format!("{head}?{}", *query_meant(query)))
}

/// Without white space and invisible marks on either side.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

/// The only link in a text, from its scheme to the quote or bracket that closes it.
fn cut_out(text: &str) -> &str {
    let lower = text.to_ascii_lowercase();
    let mut places = lower.match_indices(SCHEME).map(|(at, _)| at);
    let (Some(at), None) = (places.next(), places.next()) else { return text };
    let (Some(before), Some(link)) = (text.get(..at), text.get(at..)) else { return text };
    if before.to_ascii_lowercase().ends_with("apple-") {
        return text;
    }
    let close = match before.chars().next_back() {
        Some('(') => ')',
        Some('<') => '>',
        Some('[') => ']',
        Some('“') => '”',
        Some('「') => '」',
        Some(quote @ ('"' | '\'' | '`')) => quote,
        _ => return link,
    };
    link.rsplit_once(close).map_or(link, |(link, _)| link)
}

/// Label and query: the query begins with the first parameter, after `?`, or after `%3F` if there is no other.
fn split(link: &str) -> Option<(&str, &str)> {
    let begins = |mark: &str| {
        let lower = link.to_ascii_lowercase();
        let at = lower.match_indices(mark).map(|(at, _)| at).find(|at| {
            let query = lower.get(at + mark.len()..).unwrap_or_default();
            PARAMETERS.iter().any(|name| query.starts_with(name))
        })?;
        Some((link.get(..at)?, link.get(at + mark.len()..)?))
    };
    begins("?").or_else(|| if link.contains('?') { None } else { begins("%3f") })
}

/// A query whose parameters are separated by `&`, and whose issuer holds no other one.
fn query_meant(query: &str) -> Zeroizing<String> {
    let mut meant = Zeroizing::new(String::with_capacity(query.len() + 16));
    let mut is_issuer = false;
    for (at, part) in pieces(query).enumerate() {
        let is_parameter = part.contains('=') || !is_issuer;
        if at > 0 {
            meant.push_str(if is_parameter { "&" } else { "%26" });
        }
        if is_parameter {
            is_issuer = starts_with(part, "issuer=");
        }
        if is_issuer { meant.push_str(&decoded_once(part)) } else { meant.push_str(value_of(part)) }
    }
    meant
}

/// A parameter without the words behind it: numbers and names of algorithms hold no spaces.
fn value_of(part: &str) -> &str {
    let is_word = WORDS.iter().any(|name| starts_with(part, name));
    let word = part.split(char::is_whitespace).next().filter(|_| is_word);
    word.unwrap_or(part)
}

/// The pieces between `&`, and before a `?` that stands for one.
fn pieces(query: &str) -> impl Iterator<Item = &str> {
    query.split('&').flat_map(|part| {
        let mut pieces = Vec::new();
        let mut rest = part;
        while let Some(at) = rest.match_indices('?').map(|(at, _)| at).find(|at| {
            let next = rest.get(at + 1..).unwrap_or_default();
            PARAMETERS.iter().any(|name| starts_with(next, name))
        }) {
            let (piece, next) = rest.split_at(at);
            pieces.push(piece);
            rest = next.get(1..).unwrap_or_default();
        }
        pieces.push(rest);
        pieces
    })
}

/// Undoes one of two encodings: `%2520` → `%20`.
fn decoded_once(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("%25") {
        let is_twice = after.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        decoded.push_str(before);
        decoded.push_str(if is_twice { "%" } else { "%25" });
        rest = after;
    }
    decoded.push_str(rest);
    decoded
}

/// Words that are copied along with a key, lower case.
const LABELS: &[&str] = &[
    "2fa",
    "clave",
    "clé",
    "code",
    "copied",
    "copy",
    "enter",
    "geheimer",
    "hide",
    "is",
    "key",
    "manual",
    "mfa",
    "otp",
    "schlüssel",
    "secret",
    "secreta",
    "secrète",
    "setup",
    "show",
    "the",
    "this",
    "token",
    "totp",
    "your",
    "chave",
    "chiave",
    "segreta",
];

/// A pasted key without the words around it: `Secret key JBSW…`, `JBSW… Copy`. A word that could be a group of
/// the key stays.
///
/// ```
/// use postern_core::read::without_words;
///
/// assert_eq!(without_words("Secret key: JBSWY3DPEHPK3PXP Copy"), "JBSWY3DPEHPK3PXP");
/// assert_eq!(without_words("COPY GEZD GNBV GY3T"), "COPY GEZD GNBV GY3T");
/// ```
#[must_use]
pub fn without_words(text: &str) -> Cow<'_, str> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))
        .filter(|word| !word.is_empty())
        .collect();
    let is_label = |word: &str, beside: Option<&&str>| {
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation());
        LABELS.contains(&bare.to_lowercase().as_str())
            && beside.is_some_and(|beside| {
                !is_alike(word, beside) || LABELS.contains(&beside.to_lowercase().as_str())
            })
    };
    let mut key = words.as_slice();
    while let [first, rest @ ..] = key {
        if !is_label(first, rest.first()) {
            break;
        }
        key = rest;
    }
    while let [rest @ .., last] = key {
        if !is_label(last, rest.last()) {
            break;
        }
        key = rest;
    }
    if key.len() == words.len() { Cow::Borrowed(text) } else { Cow::Owned(key.join(" ")) }
}

/// Whether two words could be groups of one key: as long, and of one case.
fn is_alike(one: &str, other: &str) -> bool {
    let is_small = |word: &str| word.chars().any(char::is_lowercase);
    one.len() == other.len() && is_small(one) == is_small(other)
}
