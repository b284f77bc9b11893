//! Accounts → key URIs.

use crate::account::{Account, Algorithm, Digits, Kind, Pin};
use zeroize::Zeroizing;

/// The key URI of an account: [`crate::read::parse_uri`] reads it back to the same account, except
/// for its sites. Parameters are written only where they differ from the default.
///
/// ```
/// use postern_core::{read::parse_uri, write::to_uri};
///
/// let uri = "otpauth://totp/IATA:jane?secret=JBSWY3DPEHPK3PXP&issuer=IATA&digits=8";
/// assert_eq!(to_uri(&parse_uri(uri).unwrap().account).as_str(), uri);
/// ```
///
/// # PII
/// Holds the secret in full; wiped when dropped.
#[must_use]
pub fn to_uri(account: &Account) -> Zeroizing<String> {
    let mut uri = Zeroizing::new(String::new());
    let label = label(account);
    let secret = match &account.kind {
        // Mobile-OTP keys are always hexadecimal. The key leaves here because the user exports it.
        Kind::Motp { .. } => {
            Zeroizing::new(base16ct::lower::encode_string(account.secret.expose()))
        }
        Kind::Totp { .. } | Kind::Hotp { .. } | Kind::Steam | Kind::Yandex { .. } => {
            account.secret.to_base32()
        }
    };
    let host = match &account.kind {
        Kind::Totp { .. } => "otpauth://totp/",
        Kind::Hotp { .. } => "otpauth://hotp/",
        Kind::Steam => "otpauth://steam/",
        Kind::Yandex { .. } => "otpauth://yaotp/",
        Kind::Motp { .. } => "motp://",
    };
    for part in [host, &label, "?secret=", &secret] {
        uri.push_str(part);
    }
    if !account.issuer.is_empty() {
        push(&mut uri, "issuer", account.issuer.as_str());
    }
    match &account.kind {
        Kind::Totp { algorithm, digits, period } => {
            push_shape(&mut uri, *algorithm, *digits);
            if period.s() != 30 {
                push(&mut uri, "period", &period.s().to_string());
            }
        }
        Kind::Hotp { algorithm, digits, counter } => {
            push_shape(&mut uri, *algorithm, *digits);
            push(&mut uri, "counter", &counter.to_string());
        }
        Kind::Motp { pin } | Kind::Yandex { pin } => push_pin(&mut uri, pin),
        Kind::Steam => {}
    }
    for (name, value) in &account.extras {
        push(&mut uri, name, value);
    }
    uri
}

fn label(account: &Account) -> String {
    let name = encode(account.name.as_str());
    if account.issuer.is_empty() {
        return name;
    }
    format!("{}:{name}", encode(account.issuer.as_str()))
}

fn push_shape(uri: &mut String, algorithm: Algorithm, digits: Digits) {
    if algorithm != Algorithm::Sha1 {
        push(uri, "algorithm", algorithm.name());
    }
    if digits != Digits::default() {
        push(uri, "digits", &digits.count().to_string());
    }
}

fn push_pin(uri: &mut String, pin: &Pin) {
    if !pin.is_empty() {
        // The PIN leaves here because the user exports the account.
        push(uri, "pin", pin.expose());
    }
}

fn push(uri: &mut String, name: &str, value: &str) {
    for part in ["&", &encode(name), "=", &encode(value)] {
        uri.push_str(part);
    }
}

/// Percent-encoding of everything but unreserved characters — RFC 3986 §2.3.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'@') {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push_str(&base16ct::upper::encode_string(&[byte]));
        }
    }
    encoded
}
