//! Google Authenticator's export: `otpauth-migration://` links, ten accounts each, for QR codes
//! that its app and many others scan.

use super::Written;
use crate::form::proto::{put_bytes, put_number};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use postern_core::account::{Account, Algorithm, Digits, Kind};
use zeroize::Zeroizing;

/// Google's own app also puts this many into one code.
const PAGE_ACCOUNTS: usize = 10;

/// The links. `batch` distinguishes the pages of one export from those of another.
#[must_use]
pub fn pages(accounts: &[Account], batch: i32) -> Written<Vec<Zeroizing<String>>> {
    let (mut messages, mut left_out) = (Vec::new(), Vec::new());
    for (at, account) in accounts.iter().enumerate() {
        match parameters(account) {
            Some(message) => messages.push(message),
            None => left_out.push(at),
        }
    }
    let groups: Vec<_> = messages.chunks(PAGE_ACCOUNTS).collect();
    let links = groups.iter().enumerate().map(|(index, group)| {
        let mut payload = Zeroizing::new(Vec::new());
        for message in *group {
            put_bytes(&mut payload, 1, message);
        }
        put_number(&mut payload, 2, 1);
        put_number(&mut payload, 3, number(groups.len()));
        put_number(&mut payload, 4, number(index));
        // Negative numbers are written as 64 bits.
        put_number(&mut payload, 5, i64::from(batch).cast_unsigned());
        let data = Zeroizing::new(STANDARD.encode(&payload[..]));
        let data = data.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
        Zeroizing::new(format!("otpauth-migration://offline?data={data}"))
    });
    Written { content: links.collect(), left_out }
}

#[expect(clippy::expect_used, reason = "compiled away where usize has at most 64 bits")]
fn number(count: usize) -> u64 {
    u64::try_from(count).expect("a count has at most 64 bits")
}

/// `None` for what the format cannot express: other periods, digits and kinds.
fn parameters(account: &Account) -> Option<Zeroizing<Vec<u8>>> {
    let (kind, algorithm, digits, counter) = match &account.kind {
        Kind::Totp { algorithm, digits, period } if period.s() == 30 => (2, algorithm, digits, 0),
        Kind::Hotp { algorithm, digits, counter } => (1, algorithm, digits, *counter),
        Kind::Totp { .. } | Kind::Steam | Kind::Motp { .. } | Kind::Yandex { .. } => return None,
    };
    let algorithm = match algorithm {
        Algorithm::Sha1 => 1,
        Algorithm::Sha256 => 2,
        Algorithm::Sha512 => 3,
        Algorithm::Sha224 | Algorithm::Sha384 => return None,
    };
    let digits = match digits {
        digits if *digits == Digits::default() => 1,
        digits if digits.count() == 8 => 2,
        _ => return None,
    };
    let mut message = Zeroizing::new(Vec::new());
    // The key leaves here because the user exports the account.
    put_bytes(&mut message, 1, account.secret.expose());
    put_bytes(&mut message, 2, account.name.as_str().as_bytes());
    put_bytes(&mut message, 3, account.issuer.as_str().as_bytes());
    put_number(&mut message, 4, algorithm);
    put_number(&mut message, 5, digits);
    put_number(&mut message, 6, kind);
    put_number(&mut message, 7, counter);
    Some(message)
}
