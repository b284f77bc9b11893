//! Keys and key links: the policy of `vectors/base32.json` and `vectors/uri.json`.

use crate::{hex, rows, text};
use postern_core::account::{Account, Kind};
use postern_core::read::{KeyError, Place, UriError, UriProblem, Warning, parse_key, parse_uri};
use postern_core::write::to_uri;
use serde_json::Value;

#[test]
fn base32_vectors() {
    for row in rows("vectors/base32.json") {
        let read = parse_key(text(&row, "input"));
        assert_eq!(read.is_ok(), row["accept"].as_bool().unwrap(), "{row}");
        let warn = text(&row, "warn");
        match read {
            Ok(key) => {
                if let Some(expected) = row["hex"].as_str() {
                    assert_eq!(hex(key.secret.expose()), expected, "{row}");
                }
                let has = |warning| key.warnings.contains(&warning);
                assert_eq!(
                    has(Warning::WeakKey),
                    warn.contains("weak") || key.secret.expose().len() < 10,
                    "{row}"
                );
                assert_eq!(has(Warning::LongKey), warn.contains("unusually long"), "{row}");
                assert!(!warn.contains("odd length") || has(Warning::OddLength), "{row}");
                assert!(
                    !warn.contains("trailing bits dropped") || has(Warning::TrailingBits),
                    "{row}"
                );
            }
            Err(KeyError::LooksHex) => assert!(warn.contains("hex"), "{row}"),
            Err(KeyError::LookAlike { perhaps, .. }) => {
                assert!(warn.contains(perhaps) || warn.contains("inside"), "{row}");
            }
            Err(_) => assert_eq!(warn, "", "{row}"),
        }
    }
}

/// Checks the properties of an account that the vectors specify.
#[track_caller]
fn check(row: &Value, account: &Account, warnings: &[Warning]) {
    let expect = &row["expect"];
    let (kind, algorithm, digits, period, counter) = match &account.kind {
        Kind::Totp { algorithm, digits, period } => {
            ("totp", algorithm.name(), digits.count(), Some(period.s()), None)
        }
        Kind::Hotp { algorithm, digits, counter } => {
            ("hotp", algorithm.name(), digits.count(), None, Some(counter.to_string()))
        }
        Kind::Steam => ("steam", "SHA1", 5, Some(30), None),
        Kind::Motp { .. } => ("motp", "", 6, Some(10), None),
        Kind::Yandex { .. } => ("yandex", "", 8, Some(30), None),
    };
    let same = |key: &str, got: &str| {
        if let Some(expected) = expect.get(key) {
            assert_eq!(got, expected.as_str().unwrap(), "{key} of {row}");
        }
    };
    same("type", kind);
    same("alg", algorithm);
    same("account", account.name.as_str());
    same("counter", &counter.unwrap_or_default());
    if kind != "steam" || expect.get("issuer").is_some() {
        same("issuer", account.issuer.as_str());
    }
    assert_eq!(expect["digits"].as_u64(), Some(digits.into()), "{row}");
    if let Some(expected) = expect.get("period") {
        assert_eq!(expected.as_u64(), period.map(u64::from), "{row}");
    }
    let warning = match [text(expect, "warn"), text(expect, "offer"), text(expect, "needs")]
        .concat()
        .as_str()
    {
        "issuer conflict" => Some(Warning::IssuerConflict),
        "bad escape" => Some(Warning::BadEscape),
        "bidi control removed" => Some(Warning::HiddenCharacters),
        "digits" => Some(Warning::Digits),
        "period" => Some(Warning::Period),
        "label truncated" => Some(Warning::LabelCut),
        "steam" => Some(Warning::OfferSteam),
        "pin" => Some(Warning::NeedsPin),
        "" => None,
        other => panic!("a warning nobody knows: {other}"),
    };
    assert_eq!(warnings, warning.as_slice(), "{row}");
}

#[test]
fn uri_vectors() {
    let mut accepted = 0;
    for row in rows("vectors/uri.json") {
        let read = parse_uri(text(&row, "uri"));
        assert_eq!(read.is_ok(), row["accept"].as_bool().unwrap(), "{row}");
        if let Ok(parsed) = read {
            check(&row, &parsed.account, &parsed.warnings);
            accepted += 1;
        }
    }
    assert!(accepted > 40);
}

#[test]
fn every_accepted_uri_round_trips() {
    for row in rows("vectors/uri.json") {
        if let Ok(parsed) = parse_uri(text(&row, "uri")) {
            let again = parse_uri(&to_uri(&parsed.account)).unwrap().account;
            assert_eq!(again, parsed.account, "{row}");
        }
    }
}

#[track_caller]
fn refuses(uri: &str, place: Place, problem: UriProblem) {
    assert_eq!(parse_uri(uri).unwrap_err(), UriError { place, problem }, "{uri}");
}

#[test]
fn refusals_state_the_reason_and_the_place() {
    refuses("https://portal.iata.org", Place::Scheme, UriProblem::NotAKey);
    refuses("otpauth-migration://offline?data=x", Place::Scheme, UriProblem::Migration);
    refuses("otpauth://potp/a?secret=JBSWY3DPEHPK3PXP", Place::Type, UriProblem::Unsupported);
    refuses("otpauth://totp/a", Place::Secret, UriProblem::Missing);
    refuses("otpauth://totp/a?secret=", Place::Secret, UriProblem::Key(KeyError::Empty));
    refuses(
        "otpauth://totp/a?secret=JBSWY3DPEHPK3PX8",
        Place::Secret,
        UriProblem::Key(KeyError::LookAlike { position: 16, found: '8', perhaps: 'B' }),
    );
    let md5 = "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=MD5";
    refuses(md5, Place::Algorithm, UriProblem::Unsupported);
    let counter = "otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=-1";
    refuses(counter, Place::Counter, UriProblem::OutOfRange);
    let long = format!("otpauth://totp/a?secret={}", "A".repeat(40_000));
    refuses(&long, Place::Scheme, UriProblem::NotAKey);
}

#[test]
fn a_key_printed_over_several_lines_is_one_key() {
    let printed = parse_key("QG7UKIW6FQLIV4KO\n7KVHYKAYCZUVOPL\r\n N").unwrap();
    assert_eq!(printed, parse_key("QG7UKIW6FQLIV4KO7KVHYKAYCZUVOPLN").unwrap());
    assert_eq!(printed.secret.expose().len(), 20);
}

#[test]
fn a_raw_hash_inside_a_value_does_not_cut_it() {
    let parsed =
        parse_uri("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&issuer=Acme #1&digits=8").unwrap();
    assert_eq!(parsed.account.issuer.as_str(), "Acme #1");
    assert_eq!(parsed.account.kind.code_chars(), 8);
}

#[test]
fn no_text_crashes_the_readers() {
    // Every prefix and every single-byte change of a link, and a sequence of odd characters.
    let uri = "otpauth://totp/Ex%3Aa:b%20c?secret=jbsw y3dp-ehpk3pxp&issuer=Ex&digits=8&period=45&algorithm=SHA-512#x";
    for end in 0..uri.len() {
        let _ = parse_uri(uri.get(..end).unwrap());
        for odd in ['%', '\u{0}', '\u{202E}', '𝒳', '=', '&', '#', '+', ':'] {
            let mut changed = uri.to_owned();
            changed.replace_range(end..=end, &odd.to_string());
            let _ = parse_uri(&changed);
            let _ = parse_key(&changed);
        }
    }
}
