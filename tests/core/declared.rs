//! What a user declares about how codes are made, by hand.

use postern_core::account::{Algorithm, Digits, Kind, Period, Pin};
use postern_core::read::{
    Declared, DeclaredError, KeyError, KindName, parse_base64_key, parse_hex_key, redeclared,
};

fn totp(algorithm: Algorithm, digits: u8, period: u32) -> Kind {
    let (digits, period) = (Digits::new(digits).unwrap(), Period::new(period).unwrap());
    Kind::Totp { algorithm, digits, period }
}

fn hotp(algorithm: Algorithm, digits: u8, counter: u64) -> Kind {
    Kind::Hotp { algorithm, digits: Digits::new(digits).unwrap(), counter }
}

const NOTHING: Declared<'_> =
    Declared { kind: None, algorithm: None, digits: None, period: None, counter: None };

#[test]
fn what_is_declared_changes_and_the_rest_stays() {
    let usual = Kind::totp_default();
    let sha256 = totp(Algorithm::Sha256, 8, 60);
    let pin = Kind::Motp { pin: Pin::new("1234").unwrap() };
    for (before, declared, after) in [
        (&sha256, NOTHING, sha256.clone()),
        (&usual, Declared { period: Some(" 60 "), ..NOTHING }, totp(Algorithm::Sha1, 6, 60)),
        (
            &sha256,
            Declared { algorithm: Some("SHA512"), ..NOTHING },
            totp(Algorithm::Sha512, 8, 60),
        ),
        (
            &sha256,
            Declared {
                kind: Some(KindName::Hotp),
                counter: Some("18446744073709551615"),
                ..NOTHING
            },
            hotp(Algorithm::Sha256, 8, u64::MAX),
        ),
        (
            &hotp(Algorithm::Sha1, 7, 41),
            Declared { digits: Some("6"), ..NOTHING },
            hotp(Algorithm::Sha1, 6, 41),
        ),
        (
            &usual,
            Declared { kind: Some(KindName::Steam), digits: Some("x"), ..NOTHING },
            Kind::Steam,
        ),
        (&Kind::Steam, Declared { kind: Some(KindName::Totp), ..NOTHING }, usual.clone()),
        (
            &usual,
            Declared { kind: Some(KindName::Yandex), ..NOTHING },
            Kind::Yandex { pin: Pin::default() },
        ),
        (&pin, NOTHING, pin.clone()),
    ] {
        assert_eq!(redeclared(before, &declared), Ok(after), "{declared:?}");
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let hotp = Some(KindName::Hotp);
    for (declared, error) in [
        (Declared { digits: Some("11"), ..NOTHING }, DeclaredError::Digits),
        (Declared { digits: Some("0"), ..NOTHING }, DeclaredError::Digits),
        (Declared { digits: Some(""), ..NOTHING }, DeclaredError::Digits),
        (Declared { period: Some("0"), ..NOTHING }, DeclaredError::Period),
        (Declared { period: Some("86401"), ..NOTHING }, DeclaredError::Period),
        (Declared { period: Some("30.5"), ..NOTHING }, DeclaredError::Period),
        (Declared { algorithm: Some("MD5"), ..NOTHING }, DeclaredError::Algorithm),
        (Declared { kind: hotp, counter: Some("-1"), ..NOTHING }, DeclaredError::Counter),
        (
            Declared { kind: hotp, counter: Some("18446744073709551616"), ..NOTHING },
            DeclaredError::Counter,
        ),
    ] {
        assert_eq!(redeclared(&Kind::totp_default(), &declared), Err(error), "{declared:?}");
    }
}

#[test]
fn keys_in_other_encodings_are_read_and_their_typos_pointed_at() {
    let key = parse_hex_key("3132 3334-3536:3738 3930").unwrap();
    for text in ["MTIzNDU2Nzg5MA==", "MTIzNDU2Nzg5MA", " MTIz NDU2 Nzg5 MA "] {
        assert_eq!(parse_base64_key(text).as_ref(), Ok(&key), "{text}");
    }
    assert_eq!(parse_base64_key("-_-_").unwrap(), parse_base64_key("+/+/").unwrap());
    let at = |position| Err(KeyError::BadCharacter { position });
    assert_eq!(parse_hex_key("31 32 3x"), at(8));
    assert_eq!(parse_base64_key("MTIz NDU2!"), at(10));
    assert_eq!(parse_hex_key(" - "), Err(KeyError::Empty));
    assert_eq!(parse_base64_key("="), Err(KeyError::Empty));
    assert_eq!(parse_hex_key("313"), Err(KeyError::TooShort));
    assert_eq!(parse_base64_key("MTIzN"), Err(KeyError::TooShort));
}
