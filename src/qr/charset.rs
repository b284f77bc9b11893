//! Bytes in a charset → text.
//!
//! ISO/IEC 18004 specifies Latin-1 for bytes and Shift JIS for kanji unless an ECI says otherwise;
//! in practice, codes contain UTF-8 without any ECI.

/// A run of a symbol's bytes in one charset.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// Its label in the WHATWG Encoding Standard; empty if the symbol does not say.
    pub(crate) charset: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// The charset of kanji segments.
pub(crate) const SHIFT_JIS: &str = "shift_jis";
/// The charset of hanzi segments.
pub(crate) const GB_18030: &str = "gb18030";
/// The only charset of the list that is not a superset of ASCII.
pub(crate) const UTF_16: &str = "utf-16be";
const UTF_8: &str = "utf-8";

/// The charset that an ECI designator announces — AIM ITS/04-023. Unknown designators are ignored.
pub(crate) fn announced(designator: u32) -> &'static str {
    match designator {
        4 => "iso-8859-2",
        5 => "iso-8859-3",
        6 => "iso-8859-4",
        7 => "iso-8859-5",
        8 => "iso-8859-6",
        9 => "iso-8859-7",
        10 => "iso-8859-8",
        11 => "iso-8859-9",
        12 => "iso-8859-10",
        13 => "iso-8859-11",
        15 => "iso-8859-13",
        16 => "iso-8859-14",
        17 => "iso-8859-15",
        18 => "iso-8859-16",
        20 => SHIFT_JIS,
        21 => "windows-1250",
        22 => "windows-1251",
        23 => "windows-1252",
        24 => "windows-1256",
        25 => UTF_16,
        26 => UTF_8,
        28 => "big5",
        29 | 32 => GB_18030,
        30 => "euc-kr",
        _ => "",
    }
}

/// The text of some runs. UTF-8 and Latin-1 are decoded here; `other` decodes any other charset,
/// given its label.
pub(crate) fn text_of(runs: &[Run], other: impl Fn(&str, &[u8]) -> Option<String>) -> String {
    let has_kanji = runs.iter().any(|run| run.charset == SHIFT_JIS);
    let read = |run: &Run| {
        let plain = || String::from_utf8(run.bytes.clone()).ok();
        match run.charset {
            "" if has_kanji => plain().or_else(|| other(SHIFT_JIS, &run.bytes)),
            "" | UTF_8 => plain(),
            charset => other(charset, &run.bytes),
        }
        .unwrap_or_else(|| run.bytes.iter().copied().map(char::from).collect())
    };
    runs.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::{Run, SHIFT_JIS, text_of};

    #[track_caller]
    fn check(runs: &[(&'static str, &[u8])], expected: &str) {
        let runs: Vec<Run> =
            runs.iter().map(|(charset, bytes)| Run { charset, bytes: bytes.to_vec() }).collect();
        let other = |label: &str, bytes: &[u8]| Some(format!("<{label} {}>", bytes.len()));
        assert_eq!(text_of(&runs, other), expected);
    }

    #[test]
    fn a_charset_that_is_not_named_is_guessed() {
        check(&[("", "Büro".as_bytes())], "Büro");
        check(&[("", b"B\xFCro")], "Büro");
        check(&[("", b"\x93\x5F"), (SHIFT_JIS, b"\xE4\xAA")], "<shift_jis 2><shift_jis 2>");
    }

    #[test]
    fn a_named_charset_is_used() {
        check(&[("utf-8", "Büro".as_bytes()), ("big5", b"\xA4\x40")], "Büro<big5 2>");
        check(&[("utf-8", b"B\xFCro")], "Büro");
    }
}
