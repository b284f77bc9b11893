//! Links as servers garble them, and keys as people copy them.

use postern_core::read::{parse_key, parse_uri, without_words};

const KEY: &str = "GEZDGNBVGY3TQOJQ";

/// A garbled link gives the account of the right one, without a warning. `KEY` stands for the key.
#[track_caller]
fn means(garbled: &str, right: &str) {
    let [garbled, right] = [garbled, right].map(|link| link.replace("KEY", KEY));
    let (got, meant) = (parse_uri(&garbled), parse_uri(&right).unwrap());
    assert_eq!(got.unwrap_or_else(|error| panic!("{garbled}: {error:?}")), meant, "{garbled}");
    assert_eq!(meant.warnings, [], "{right}");
}

#[test]
fn a_link_in_an_html_page_keeps_its_parameters() {
    let right = "otpauth://totp/Fort:jane?secret=KEY&issuer=Fort&algorithm=SHA256&digits=8";
    for entity in ["&amp;", "&#038;", "&#38;", "&#x26;", "\\u0026"] {
        means(&right.replace('&', entity), right);
    }
}

#[test]
fn marks_that_are_doubled_or_encoded_are_read_as_meant() {
    means(
        "otpauth://totp/Fort:jane%3Fsecret=KEY&issuer=Fort",
        "otpauth://totp/Fort:jane?secret=KEY&issuer=Fort",
    );
    means(
        "otpauth://totp/Fort:jane?secret=KEY?issuer=Fort",
        "otpauth://totp/Fort:jane?secret=KEY&issuer=Fort",
    );
    means("otpauth://totp/Fort:who%3F?secret=KEY", "otpauth://totp/Fort:who%3F?secret=KEY");
    means(
        "otpauth://totp/Fort:jane?x?secret=KEY&issuer=Fort",
        "otpauth://totp/Fort:jane%3Fx?secret=KEY&issuer=Fort",
    );
    means(
        "otpauth://totp/Bed%20%26%20Breakfast:jane?secret=KEY&issuer=Bed & Breakfast&digits=8",
        "otpauth://totp/Bed%20%26%20Breakfast:jane?secret=KEY&issuer=Bed%20%26%20Breakfast&digits=8",
    );
    means(
        "otpauth%3A%2F%2Ftotp%2FFort%3Ajane%3Fsecret%3DKEY%26issuer%3DFort",
        "otpauth://totp/Fort:jane?secret=KEY&issuer=Fort",
    );
}

#[test]
fn names_that_were_encoded_twice_are_decoded_twice() {
    means(
        "otpauth://totp/Old%20Fort:jane%2540fort.example?secret=KEY&issuer=Old%2520Fort",
        "otpauth://totp/Old%20Fort:jane%40fort.example?secret=KEY&issuer=Old%20Fort",
    );
    // A percent sign that is meant stays one.
    let parsed =
        parse_uri(&format!("otpauth://totp/100%25%20Fort:jane?secret={KEY}&issuer=100%25%20Fort"));
    assert_eq!(parsed.unwrap().account.issuer.as_str(), "100% Fort");
}

#[test]
fn numbers_and_algorithms_are_read_in_every_spelling() {
    means(
        "otpauth://totp/a?secret=KEY&digits=8.0&period=60.00&algorithm=SHA2-256",
        "otpauth://totp/a?secret=KEY&digits=8&period=60&algorithm=SHA256",
    );
    assert_ne!(
        parse_uri(&format!("otpauth://totp/a?secret={KEY}&period=60.5")).unwrap().warnings,
        []
    );
}

#[test]
fn a_link_is_found_in_what_was_copied_around_it() {
    let right = "otpauth://totp/Fort:jane?secret=KEY&issuer=Fort";
    for around in [
        "\"LINK\"",
        "'LINK'",
        "`LINK`",
        "<LINK>",
        "[set up](LINK)",
        "URI: LINK",
        "\u{FEFF}LINK",
        "(LINK).",
    ] {
        means(&around.replace("LINK", right), right);
    }
    // Of two links, none is preferred here.
    assert!(parse_uri(&format!("x {right} {right}")).is_err());
    assert!(parse_uri(&format!("{right} {right}")).is_err());
    // Words behind a number or the name of an algorithm do not belong to it.
    let whole = format!("{right}&digits=8&period=60&algorithm=SHA256");
    means(&format!("Hi, your key is {whole} – thanks!"), &whole);
    means(&format!("{right}&digits=8 (eight)"), &format!("{right}&digits=8"));
    // The scheme of Apple's links ends like that of others.
    means("apple-otpauth://totp/Fort:jane?secret=KEY&issuer=Fort", right);
}

#[test]
fn a_key_is_read_without_the_words_and_marks_around_it() {
    let key = parse_key("JBSWY3DPEHPK3PXP").unwrap();
    for text in [
        "Secret key JBSWY3DPEHPK3PXP",
        "Key: JBSWY3DPEHPK3PXP",
        "JBSWY3DPEHPK3PXP Copy",
        "SECRET KEY: JBSW Y3DP EHPK 3PXP Copied",
        "\"JBSWY3DPEHPK3PXP\"",
        "JBSW,Y3DP,EHPK,3PXP",
        "JBSW·Y3DP·EHPK·3PXP",
        "\u{200E}JBSWY3DPEHPK3PXP\u{200E}",
        "JBSW\u{2060}Y3DP\u{200C}EHPK3PXP",
    ] {
        assert_eq!(parse_key(&without_words(text)).as_ref(), Ok(&key), "{text}");
    }
    // A word that could be a group of the key is one.
    for text in ["COPY GEZD GNBV GY3T QOJQ", "gezd gnbv gy3t qojq code", "KEY"] {
        assert_eq!(without_words(text), text);
    }
}
