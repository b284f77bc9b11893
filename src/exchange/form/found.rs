//! Key links in any text: where each one begins, and where it ends.

use super::text::pieces;
use crate::limits::PARTS_MAX;

/// Longest first: "apple-otpauth" ends with "otpauth".
const SCHEMES: [&str; 5] = ["otpauth-migration", "apple-otpauth", "otpauth", "steam", "motp"];
/// A link inside another address, such as that of a service that draws QR codes.
const ENCODED: &str = "otpauth%3a%2f%2f";
/// Parameters of key links: spaces before one of them belong to the link.
const PARAMETERS: [&str; 11] = [
    "secret",
    "issuer",
    "algorithm",
    "digits",
    "period",
    "counter",
    "encoder",
    "pin",
    "image",
    "codedisplay",
    "data",
];
/// What ends a link everywhere: no app writes these characters into one.
const ENDS: [&str; 12] =
    ["\n", "\r", "\t", "\"", "<", ">", "`", "&quot;", "&#34;", "&lt;", "&gt;", "&nbsp;"];

/// A link in a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// Without the words and quotation marks around it.
    pub(crate) text: String,
    /// Up to where it must end: base64 whose plus signs became spaces continues after them.
    pub(crate) longest: String,
}

/// Whether a text contains a link.
pub(crate) fn has_links(text: &str) -> bool {
    !starts(&text.to_ascii_lowercase()).is_empty()
}

/// All links of a text, in their order.
pub(crate) fn links(text: &str) -> Vec<Link> {
    let lower = text.to_ascii_lowercase();
    let starts = starts(&lower);
    let pairs = starts.iter().zip(pieces(text, &starts));
    pairs.filter_map(|(from, rest)| link(text.get(..*from)?, rest, text.len())).collect()
}

/// Where links begin, in a text in lower case.
fn starts(lower: &str) -> Vec<usize> {
    let plain = lower.match_indices("://").filter_map(|(at, _)| {
        let before = lower.get(..at)?;
        let scheme = SCHEMES.iter().find(|scheme| before.ends_with(**scheme))?;
        let from = at - scheme.len();
        // "steam" and "motp" are also the ends of other words.
        let is_word = matches!(*scheme, "steam" | "motp")
            && lower.get(..from)?.ends_with(|c: char| c.is_ascii_alphanumeric());
        // Steam's program has addresses as well: "steam://rungameid/440".
        let is_address = *scheme == "steam"
            && lower
                .get(at + 3..)?
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '/')
                .next()
                .is_some_and(|path| path.trim_end_matches('/').contains('/'));
        (!is_word && !is_address).then_some(from)
    });
    let mut all: Vec<_> = plain.take(PARTS_MAX + 1).collect();
    // A sort would be 5 KB of wasm.
    for (at, _) in lower.match_indices(ENCODED).take(PARTS_MAX + 1) {
        all.insert(all.partition_point(|other| *other < at), at);
    }
    all
}

/// The link at the start of `rest`, which goes to the next link or to the end of the text.
fn link(before: &str, rest: &str, text_bytes: usize) -> Option<Link> {
    let hard = ENDS.iter().filter_map(|end| rest.find(end)).min();
    let is_last = hard.is_some() || before.len() + rest.len() == text_bytes;
    let rest = rest.get(..hard.unwrap_or(rest.len()))?;
    let opener = before.chars().next_back();
    let longest = rest.trim_end().to_owned();
    let is_encoded = rest.to_ascii_lowercase().starts_with(ENCODED);
    let text = match opener.and_then(closer) {
        _ if is_encoded => {
            rest.split(|c: char| c == '&' || c == '\'' || c.is_whitespace()).next()?
        }
        Some('"' | '`') if hard.is_some() => rest.trim_end_matches('\\'),
        Some(close) if is_last => match closed(rest, close) {
            Some(end) => rest.get(..end)?,
            None => rest.get(..end(rest))?,
        },
        _ => rest.get(..end(rest))?,
    };
    let last = before.chars().rev().find(|c| *c == '\n' || !c.is_whitespace());
    let text = text.trim_end();
    // A sentence that ends with a link has its full stop behind it.
    let is_first = last.is_none_or(|c| c == '\n');
    let text = if is_first { text } else { text.trim_end_matches(['.', ':', '!']) };
    Some(Link { text: unescaped(text), longest })
}

/// The mark that closes what this one opens.
fn closer(open: char) -> Option<char> {
    Some(match open {
        '"' | '`' | '\'' => open,
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '“' | '„' => '”',
        '‘' => '’',
        '«' => '»',
        '「' => '」',
        _ => return None,
    })
}

/// Where a mark closes what was opened before the link: an apostrophe inside a word does not.
fn closed(rest: &str, close: char) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, c) in rest.char_indices() {
        let next = rest.get(at + c.len_utf8()..)?.chars().next();
        match c {
            '(' if close == ')' => depth += 1,
            ')' if close == ')' && depth > 0 => depth -= 1,
            '\'' if next.is_some_and(char::is_alphanumeric) => {}
            c if c == close => return Some(at),
            _ => {}
        }
    }
    None
}

/// Where a link ends that nothing encloses: after the value of its last parameter.
fn end(rest: &str) -> usize {
    let (name, from) = last_parameter(rest).unwrap_or(("", 0));
    let value = rest.get(from..).unwrap_or_default();
    let end = value_end(value);
    from + match name {
        "issuer" => end.max(repeated(rest, value)),
        "secret" => grouped(value, end),
        _ => end,
    }
}

/// The last parameter of a link: its name and where its value begins.
fn last_parameter(rest: &str) -> Option<(&'static str, usize)> {
    let lower = rest.to_ascii_lowercase();
    let mut found = None;
    for name in PARAMETERS {
        for (at, _) in lower.match_indices(name) {
            let is_name = lower.get(..at)?.ends_with(['?', '&', ';'])
                && lower.get(at + name.len()..)?.starts_with('=');
            let from = at + name.len() + 1;
            if is_name && found.is_none_or(|(_, last)| from > last) {
                found = Some((name, from));
            }
        }
    }
    found
}

fn value_end(value: &str) -> usize {
    let mut open = 0_u32;
    for (at, c) in value.char_indices() {
        let before = value.get(..at).unwrap_or_default();
        let next = value.get(at + c.len_utf8()..).and_then(|after| after.chars().next());
        let ends = match c {
            '(' | '[' | '{' => {
                open += 1;
                false
            }
            ')' | ']' | '}' if open > 0 => {
                open -= 1;
                false
            }
            ')' | ']' | '}' | ',' | '|' | '*' | '”' | '»' | '」' => true,
            '，' | '。' | '；' | '、' | '）' | '】' | '』' => true,
            // The entity for "&" is part of the link.
            ';' => !["&amp", "&#38", "&#038", "&#x26"].iter().any(|and| before.ends_with(and)),
            '\'' | '’' => !next.is_some_and(char::is_alphanumeric),
            // JSON inside of JSON.
            '\\' => !matches!(next, Some('/' | 'u')),
            c => c.is_whitespace(),
        };
        if ends {
            return at;
        }
    }
    value.len()
}

/// How much of the issuer's value the label before it repeats: "Air Canada:ben…&issuer=Air Canada".
fn repeated(rest: &str, value: &str) -> usize {
    let label = rest.split('?').next().unwrap_or_default();
    let label = label.rsplit_once('/').map_or("", |(_, label)| label);
    let raw = label.split(':').next().unwrap_or_default();
    let decoded = postern_core::read::percent_decoded(raw);
    let decoded = decoded.split(':').next().unwrap_or_default();
    let is_whole = |text: &&str| {
        let after = value.strip_prefix(*text).map(|after| after.chars().next());
        after.is_some_and(|next| !next.is_some_and(char::is_alphanumeric))
    };
    [raw, decoded].into_iter().filter(is_whole).map(str::len).max().unwrap_or_default()
}

/// The end of a key in groups of at most eight characters, of one case.
fn grouped(value: &str, end: usize) -> usize {
    const GROUP_MAX: usize = 8;
    let is_group = |word: &str| {
        let is_key = |b: u8| b.is_ascii_uppercase() || (b'2'..=b'7').contains(&b) || b == b'=';
        word.len() <= GROUP_MAX && !word.is_empty() && word.bytes().all(is_key)
    };
    let Some((first, rest)) = value.split_at_checked(end) else { return end };
    if !is_group(first) {
        return end;
    }
    let groups = rest.split_inclusive(' ').skip(1).take_while(|word| is_group(word.trim_end()));
    let more: usize = groups.map(str::len).sum();
    if more == 0 { end } else { end + 1 + more }
}

/// A link without the escapes of the JSON around it.
fn unescaped(link: &str) -> String {
    let mut link = link.to_owned();
    for (escape, plain) in
        [("\\/", "/"), ("\\u0026", "&"), ("\\u003d", "="), ("\\u003D", "="), ("\\u003f", "?")]
    {
        if link.contains(escape) {
            link = link.replace(escape, plain);
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::links;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = links(text).into_iter().map(|link| link.text).collect();
        assert_eq!(found, expected);
    }

    const A: &str = "otpauth://totp/A:a?secret=JBSWY3DPEHPK3PXP&issuer=A";
    const B: &str = "otpauth://totp/B:b?secret=KRSXG5CTMVRXEZLU&issuer=B";

    #[test]
    fn links_on_one_line_are_separate() {
        for between in [" ", ",", ", ", ";", "; ", "\t", "|", " | ", "' '", "\",\"", "\\n", ""] {
            check(&format!("{A}{between}{B}"), &[A, B]);
        }
    }

    #[test]
    fn what_stands_around_a_link_is_no_part_of_it() {
        for (before, after) in [
            ("", " (work)"),
            ("1. ", ","),
            ("- '", "'"),
            ("\"", "\""),
            ("[", "] and so on"),
            ("[code](", ")"),
            ("**", "** is mine"),
            ("Use ", "."),
            ("“", "” was"),
            ("<a href='", "'>link</a>"),
            ("<p>", "</p>"),
            ("value=&quot;", "&quot;"),
            ("Work,", ",jane,2026"),
            ("{\\\"uri\\\":\\\"", "\\\"}"),
            ("", "; backup"),
            ("密钥：", "，备注"),
        ] {
            check(&format!("{before}{A}{after}"), &[A]);
        }
    }

    #[test]
    fn spaces_and_commas_inside_a_link_stay() {
        for link in [
            "otpauth://totp/Air Canada:ben t?secret=JBSW Y3DP EHPK 3PXP&issuer=Air Canada",
            "otpauth://totp/Foo%2C%20Inc:a?secret=JBSWY3DPEHPK3PXP&issuer=Foo, Inc",
            "otpauth://totp/a?issuer=My Company&secret=JBSW Y3DP EHPK 3PXP",
            "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&issuer=O'Reilly",
            "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&amp;issuer=B(c)&amp;x=y",
        ] {
            check(link, &[link]);
            check(&format!("see {link} now"), &[link]);
        }
    }

    #[test]
    fn links_in_other_addresses_are_found() {
        let encoded = "otpauth%3A%2F%2Ftotp%2Fa%3Fsecret%3DJBSWY3DPEHPK3PXP";
        check(&format!("https://qr.example/?data={encoded}&size=200"), &[encoded]);
        check("https://steamstore.example/ xsteam://a steam://rungameid/440", &[]);
    }
}
