//! Display names: nothing in them is hidden, and lookalike names are recognised.

use postern_core::account::is_same_owner;
use postern_core::account::{NAME_CHARS_MAX, Name, Note, Site, skeleton};
use postern_core::page::caption;

/// The input, the name shown, and whether the user is warned that characters were removed.
const NAMES: [(&str, &str, bool); 29] = [
    ("IATA Portal", "IATA Portal", false),
    ("Größe & Söhne 東京 Банк", "Größe & Söhne 東京 Банк", false),
    ("x\u{202E}moc.elgoog", "xmoc.elgoog", true),
    ("Pay\u{200B}Pal", "PayPal", true),
    ("Pay\u{200D}Pal", "PayPal", true),
    ("Pay\u{AD}Pal", "PayPal", true),
    ("Pay\u{34F}Pal", "PayPal", true),
    ("Pay\u{2060}Pal\u{FEFF}", "PayPal", true),
    ("Pay\u{2063}Pal", "PayPal", true),
    ("PayPal\u{E0061}\u{E007F}", "PayPal", true),
    ("PayPal\u{FE0F}", "PayPal", true),
    ("PayPal\u{E0100}", "PayPal", true),
    ("PayPal\u{180B}", "PayPal", true),
    ("Pay\u{3164}Pal", "PayPal", true),
    ("\u{600}Pay\u{6DD}Pal\u{70F}", "PayPal", true),
    ("Pay\u{F8FF}Pal\u{F0000}", "PayPal", true),
    // Blank on screen, in various ways.
    ("\u{3164}", "", true),
    ("\u{115F}\u{1160}\u{FFA0}", "", true),
    ("\u{2800}\u{2800}", "", true),
    ("\u{200B}\u{200C}\u{200D}", "", true),
    ("\u{FE0F}", "", true),
    ("\u{A0}\u{2003}\u{3000}\u{202F}", "", false),
    ("\u{17B4}\u{13441}\u{1D159}", "", true),
    // All kinds and runs of spaces look like a single space.
    ("Bank\u{A0}of\u{2009}Tuvalu", "Bank of Tuvalu", false),
    ("  Bank   of Tuvalu ", "Bank of Tuvalu", false),
    ("a\u{2028}b\u{2029}c", "abc", true),
    // Honest names contain emoji variants and joined letters; these are removed without a warning.
    ("\u{2764}\u{FE0F} Charity", "\u{2764} Charity", false),
    ("\u{646}\u{631}\u{645}\u{200C}\u{627}", "\u{646}\u{631}\u{645}\u{627}", false),
    ("\u{9AA8}\u{E0100}", "\u{9AA8}", false),
];

#[test]
fn names_show_everything_in_them() {
    for (given, shown, is_told) in NAMES {
        assert_eq!(Name::new(given).as_str(), shown, "{given:?}");
        assert_eq!(Name::new(given).is_empty(), shown.is_empty());
        assert_eq!(Name::is_deceptive_text(given.trim()), is_told, "{given:?}");
        assert_eq!(Name::new(shown).as_str(), shown, "it stays as it is");
    }
    let long = format!("{}\u{200B}  {}", "é".repeat(NAME_CHARS_MAX - 1), "tail");
    assert_eq!(Name::new(&long).as_str(), "é".repeat(NAME_CHARS_MAX - 1));
}

#[test]
fn names_and_captions_leave_out_the_same_characters() {
    // A caption has a space where a control was.
    for c in ('\0'..=char::MAX).filter(|c| !c.is_whitespace() && !c.is_control()) {
        let text = format!("a{c}b");
        assert_eq!(Name::new(&text).as_str(), caption(&text), "U+{:04X}", u32::from(c));
    }
    // Format controls that draw a mark (`Cf`), and private use.
    for c in "\u{600}\u{605}\u{6DD}\u{70F}\u{890}\u{8E2}\u{110BD}\u{110CD}\u{13430}\u{1BCA0}\u{1D173}\u{E000}\u{10FFFD}".chars() {
        assert_eq!(Name::new(&format!("a{c}b")).as_str(), "ab", "U+{:04X}", u32::from(c));
    }
}

#[test]
fn notes_keep_what_their_owner_wrote() {
    let note = "\u{2764}\u{FE0F} \u{1F469}\u{200D}\u{1F4BB}  two\u{A0}spaces\nand\u{202E} lines";
    let kept = "\u{2764}\u{FE0F} \u{1F469}\u{200D}\u{1F4BB}  two\u{A0}spaces\nand lines";
    assert_eq!(Note::new(note).text(), kept);
}

const ALIKE: [(&str, &str); 22] = [
    ("PayPal", "paypal"),
    ("PayPal", "Pay Pal"),
    ("PayPal", "PayPaI"),
    ("PayPal", "PayPa1"),
    ("PayPal", "Раураl"),
    ("PayPal", "ΡaуΡal"),
    ("PayPal", "Ｐａｙ－Ｐａｌ"),
    ("PayPal", "𝐏𝐚𝐲𝐏𝐚𝐥"),
    ("PayPal", "ⓅⓐⓎⓅⓐⓛ"),
    ("PayPal", "🄿🄰🅈🄿🄰🄻"),
    ("PayPal", "PáyPàl"),
    ("PayPal", "Pa\u{301}yPal\u{332}"),
    ("IATA", "lАТА"),
    ("IATA", "ΙΑΤΑ"),
    ("Google", "G00gle"),
    ("Google", "Gооgӏе"),
    ("Microsoft", "rnicrosoft"),
    ("Twitter", "Tvvitter"),
    ("Amazon", "Ꭺmazon"),
    ("Straße", "STRASSE"),
    ("Сбербанк", "СБЕРБАНК"),
    ("Élan", "ELAN"),
];

const DIFFERENT: [(&str, &str); 7] = [
    ("PayPal", "PayPall"),
    ("IATA", "IATAN"),
    ("Google", "Goggle"),
    ("東京", "京都"),
    ("Bank A", "Bank B"),
    ("Steam", "Stream"),
    ("Сбербанк", "Альфабанк"),
];

#[test]
fn lookalike_names_have_the_same_skeleton() {
    for (one, other) in ALIKE {
        assert_eq!(skeleton(one), skeleton(other), "{one} {other}");
    }
    for (one, other) in DIFFERENT {
        assert_ne!(skeleton(one), skeleton(other), "{one} {other}");
    }
    for nothing in ["", " ", "--", "\u{301}"] {
        assert_eq!(skeleton(nothing), "", "{nothing:?}");
    }
}

/// Every character that Unicode TS #39 maps to a Latin letter or a digit is mapped to it here.
#[test]
fn lookalikes_match_unicode() {
    let mut count = 0;
    for c in ('\u{80}'..=char::MAX).filter(|c| !c.is_ascii()) {
        let theirs: String = unicode_security::skeleton(c.encode_utf8(&mut [0; 4])).collect();
        let is_one = theirs.len() == 1 && theirs.chars().all(|c| c.is_ascii_alphanumeric());
        if is_one || theirs == "rn" {
            assert_eq!(skeleton(&c.to_string()), skeleton(&theirs), "{c} U+{:04X}", u32::from(c));
            count += 1;
        }
    }
    assert!(count > 1_500, "{count} look-alikes");
}

#[test]
fn sites_of_one_owner_are_below_one_domain() {
    let table = [
        ("portal.iata.org", "portal.iata.org", true),
        ("portal.iata.org", "login.iata.org:8443", true),
        ("*.iata.org", "portal.iata.org", true),
        ("a.example.co.uk", "b.example.co.uk", true),
        ("iata.org", "iata.com", false),
        ("one.co.uk", "other.co.uk", false),
        ("jane.github.io", "evil.github.io", false),
        ("console.amazonaws.com", "evil.s3.amazonaws.com", false),
        ("http://127.0.0.1:1", "http://127.0.0.1:2", true),
        ("http://127.0.0.1", "http://127.0.0.2", false),
        ("com", "com", true),
        ("com", "org", false),
    ];
    for (one, other, expected) in table {
        let (left, right) = (Site::from_text(one).unwrap(), Site::from_text(other).unwrap());
        assert_eq!(is_same_owner(&left, &right), expected, "{one} {other}");
        assert_eq!(is_same_owner(&right, &left), expected, "{other} {one}");
    }
}
