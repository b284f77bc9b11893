//! Codes, checked against the tables of RFC 4226, RFC 6238 and other implementations' vectors.

use crate::{account, rows, text};
use postern_core::account::{Account, Algorithm, Digits, Kind, Period, Pin, Secret, UnixMillis};
use postern_core::code::{CodeError, code_at, next_code};
use postern_core::read::{parse_hex_key, parse_key};

fn at(s: u64) -> UnixMillis {
    UnixMillis::new(s * 1000).unwrap()
}

fn code(kind: Kind, secret: Secret, s: u64) -> String {
    code_at(&Account { kind, secret, ..account("x", "JBSWY3DPEHPK3PXP") }, at(s)).unwrap().text
}

fn secret_of(row: &serde_json::Value) -> Secret {
    let typed = [text(row, "secret_b32"), text(row, "secret_input")].concat();
    if typed.is_empty() {
        return parse_hex_key(text(row, "secret_hex")).unwrap().secret;
    }
    parse_key(&typed).unwrap().secret
}

fn digits(row: &serde_json::Value) -> Digits {
    Digits::new(row["digits"].as_u64().unwrap().try_into().unwrap()).unwrap()
}

#[test]
fn hotp_vectors() {
    let rows = rows("vectors/hotp.json");
    for row in &rows {
        let counter = text(row, "counter").parse().unwrap();
        let kind = Kind::Hotp { algorithm: Algorithm::Sha1, digits: digits(row), counter };
        assert_eq!(code(kind, secret_of(row), 0), text(row, "code"), "{row}");
    }
    assert!(rows.len() >= 26);
}

#[test]
fn totp_vectors() {
    let rows = rows("vectors/totp.json");
    for row in &rows {
        let kind = Kind::Totp {
            algorithm: Algorithm::from_name(text(row, "alg")).unwrap(),
            digits: digits(row),
            period: Period::new(row["period"].as_u64().unwrap().try_into().unwrap()).unwrap(),
        };
        let got = code(kind, secret_of(row), row["t"].as_u64().unwrap());
        assert_eq!(got, text(row, "code"), "{row}");
    }
    assert!(rows.len() >= 78);
}

#[test]
fn rfc_4226_appendix_d() {
    let table = "755224 287082 359152 969429 338314 254676 287922 162583 399871 520489";
    for (counter, expected) in table.split(' ').enumerate() {
        let counter = counter.try_into().unwrap();
        let kind = Kind::Hotp { algorithm: Algorithm::Sha1, digits: Digits::default(), counter };
        let secret = Secret::new(b"12345678901234567890".to_vec()).unwrap();
        assert_eq!(code(kind, secret, 0), expected);
    }
}

#[test]
fn rfc_6238_appendix_b() {
    // T, then SHA-1, SHA-256 and SHA-512, whose seeds are 20, 32 and 64 bytes long.
    let table = [
        (59, ["94287082", "46119246", "90693936"]),
        (1_111_111_109, ["07081804", "68084774", "25091201"]),
        (1_111_111_111, ["14050471", "67062674", "99943326"]),
        (1_234_567_890, ["89005924", "91819424", "93441116"]),
        (2_000_000_000, ["69279037", "90698825", "38618901"]),
        (20_000_000_000, ["65353130", "77737706", "47863826"]),
    ];
    let hashes = [(Algorithm::Sha1, 20), (Algorithm::Sha256, 32), (Algorithm::Sha512, 64)];
    for (s, codes) in table {
        for ((algorithm, length), expected) in hashes.into_iter().zip(codes) {
            let seed = b"1234567890".iter().copied().cycle().take(length).collect();
            let digits = Digits::new(8).unwrap();
            let kind = Kind::Totp { algorithm, digits, period: Period::default() };
            assert_eq!(code(kind, Secret::new(seed).unwrap(), s), expected, "{algorithm:?} {s}");
        }
    }
}

#[test]
fn ten_digits_are_padded_from_the_whole_31_bits() {
    let kind = |digits| Kind::Hotp {
        algorithm: Algorithm::Sha1,
        digits: Digits::new(digits).unwrap(),
        counter: 0,
    };
    let secret = Secret::new(b"12345678901234567890".to_vec()).unwrap();
    // RFC 4226 appendix D prints the 31 bits of counter 0 as 1284755224.
    assert_eq!(code(kind(10), secret.clone(), 0), "1284755224");
    assert_eq!(code(kind(9), secret, 0), "284755224");
}

#[test]
fn steam_vectors() {
    for row in rows("vectors/steam.json") {
        let got = code(Kind::Steam, secret_of(&row), row["t"].as_u64().unwrap());
        assert_eq!(got, text(&row, "code"), "{row}");
    }
}

#[test]
fn motp_vectors() {
    for row in rows("vectors/motp.json") {
        let kind = Kind::Motp { pin: Pin::new(text(&row, "pin")).unwrap() };
        assert_eq!(code(kind, secret_of(&row), row["t"].as_u64().unwrap()), text(&row, "code"));
    }
}

#[test]
fn yandex_vectors() {
    for row in rows("vectors/yandex.json") {
        let kind = Kind::Yandex { pin: Pin::new(text(&row, "pin")).unwrap() };
        assert_eq!(code(kind, secret_of(&row), row["t"].as_u64().unwrap()), text(&row, "code"));
    }
}

#[test]
fn a_code_states_its_lifetime() {
    let account = account("x", "JBSWY3DPEHPK3PXP");
    let code = code_at(&account, UnixMillis::new(59_999).unwrap()).unwrap();
    assert_eq!((code.valid_from_ms, code.valid_until_ms), (Some(30_000), Some(60_000)));
    let next = code_at(&account, UnixMillis::new(60_000).unwrap()).unwrap();
    assert_eq!(next.valid_from_ms, Some(60_000));
    assert_ne!(next.text, code.text);
}

#[test]
fn without_its_pin_there_is_no_code() {
    let kind = Kind::Motp { pin: Pin::default() };
    let account = Account { kind, ..account("x", "JBSWY3DPEHPK3PXP") };
    assert_eq!(code_at(&account, at(0)), Err(CodeError::NeedsPin));
}

#[test]
fn the_next_code_is_known_ten_seconds_early_or_for_a_third_of_a_short_lifetime() {
    for (period, ending_s) in [(30, 20), (60, 50), (9, 6)] {
        let uri = format!("otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP&period={period}");
        let account = postern_core::read::parse_uri(&uri).unwrap().account;
        // 360 s is the start of a step for all three.
        let at = |s: u64| UnixMillis::new((360 + s) * 1000).unwrap();
        let code = code_at(&account, at(0)).unwrap();
        assert_eq!(code.ending_ms(), Some((360 + ending_s) * 1000), "{period}");
        assert_eq!(next_code(&account, &code, at(ending_s - 1)), None);
        assert_eq!(code.changes_ms(at(ending_s - 1)), code.ending_ms());
        let next = next_code(&account, &code, at(ending_s)).unwrap();
        assert_eq!(next, code_at(&account, at(period)).unwrap());
        assert_eq!(code.changes_ms(at(ending_s)), code.valid_until_ms);
    }
    let counter =
        postern_core::read::parse_uri("otpauth://hotp/A:b?secret=JBSWY3DPEHPK3PXP&counter=1");
    let account = counter.unwrap().account;
    let now = UnixMillis::new(0).unwrap();
    let code = code_at(&account, now).unwrap();
    assert_eq!((code.ending_ms(), code.changes_ms(now)), (None, None));
    assert_eq!(next_code(&account, &code, now), None);
}
