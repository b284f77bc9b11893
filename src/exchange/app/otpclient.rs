//! OTPClient: a list of accounts, and the database that seals it with AES-256-GCM. The header is
//! authenticated — github.com/paolostivanin/OTPClient, `db-common.h`.
//!
//! | version | header | key |
//! |---|---|---|
//! | 1 | nonce, salt | PBKDF2 with HMAC-SHA-512 |
//! | 2 | magic, version (a C integer, aligned), nonce, salt, passes, memory, lanes; little-endian | Argon2id |
//! | 3 | the same, packed; big-endian | Argon2id |

use crate::cipher::open_gcm_16;
use crate::entry::{Also, Draft, Entry, Imported, split_label, without_issuer};
use crate::error::{ImportError, SkipReason};
use crate::form::json::{Fields, first};
use crate::form::{be32, le32, split};
use crate::work::{Algorithm, Argon2Cost, Sha512, argon2, pbkdf2, wanted};
use postern_core::read::parse_key;
use serde_json::Value;

const NAME: &str = "OTPClient";
/// The zeros align the number of version 2, and are its first bytes in version 3.
pub(crate) const MAGIC: &[u8] = b"OTPClient\0\0\0";
const NONCE_BYTES: usize = 16;
const SALT_BYTES: usize = 32;
/// Version 1.
const ROUNDS: u64 = 100_000;
/// The app allowed up to 100 passes; since 5.1 it allows 64.
const PASSES_MAX: usize = 100;
/// An empty list, and the tag.
const SEALED_BYTES_MIN: usize = 2 + 16;

pub(crate) fn is_one(first: &Value) -> bool {
    ["secret", "algo", "label", "digits"].iter().all(|key| first.has(key))
}

pub(crate) fn read(list: &[Value]) -> Result<Imported, ImportError> {
    Imported::new(NAME).rows(list, account).bounded()
}

/// A database of version 2 or 3.
pub(crate) fn read_sealed(file: &[u8], password: Option<&str>) -> Result<Imported, ImportError> {
    let Header { nonce, salt, cost, bytes } = header(file).ok_or(ImportError::Damaged)??;
    let (aad, sealed) = split(file, bytes).ok_or(ImportError::Damaged)?;
    if sealed.len() < SEALED_BYTES_MIN {
        return Err(ImportError::Damaged);
    }
    // Cut before version 5 of the app.
    for password in spellings(wanted(password, cost.work_mib())?, 0) {
        let key = argon2(Algorithm::Argon2id, cost, password, salt)?;
        if let Some(plain) = open_gcm_16(&key[..], nonce, sealed, aad) {
            return read_json(&plain);
        }
    }
    Err(ImportError::PasswordWrong)
}

/// A database of version 1, which has no magic number; `None` if the password does not open it.
pub(crate) fn read_oldest(
    file: &[u8],
    password: Option<&str>,
) -> Option<Result<Imported, ImportError>> {
    let (aad, sealed) = split(file, NONCE_BYTES + SALT_BYTES)?;
    let (nonce, salt) = split(aad, NONCE_BYTES)?;
    if sealed.len() < SEALED_BYTES_MIN {
        return None;
    }
    // Cut by the last versions of the app that wrote this. The zero behind an ASCII password is among its
    // bytes as well, but does not change the key of an HMAC.
    spellings(password?, 1).into_iter().find_map(|password| {
        let key = pbkdf2::<Sha512, 32>(ROUNDS, password, salt).ok()?;
        Some(read_json(&open_gcm_16(&key[..], nonce, sealed, aad)?))
    })
}

struct Header<'a> {
    nonce: &'a [u8],
    salt: &'a [u8],
    cost: Argon2Cost,
    bytes: usize,
}

/// `None` if the header is cut or its version unknown.
fn header(file: &[u8]) -> Option<Result<Header<'_>, ImportError>> {
    type Number = fn(&[u8], usize) -> Option<usize>;
    let (rest, number): (_, Number) = match file.strip_prefix(MAGIC)? {
        [2, 0, 0, 0, rest @ ..] => (rest, le32),
        [3, rest @ ..] => (rest, be32),
        _ => return None,
    };
    let (nonce, rest) = split(rest, NONCE_BYTES)?;
    let (salt, rest) = split(rest, SALT_BYTES)?;
    let (costs, rest) = split(rest, 12)?;
    let passes = number(costs, 0)?;
    if passes > PASSES_MAX {
        return Some(Err(ImportError::Costly));
    }
    let part = |at| u64::try_from(number(costs, at)?).ok();
    let cost = Argon2Cost::of(part(4)?, part(0)?, part(8)?);
    Some(Ok(Header { nonce, salt, cost, bytes: file.len() - rest.len() }))
}

/// The bytes that the app may have taken for a password: all, or as many as there are characters and
/// `more` behind them, which cut a password beyond ASCII.
fn spellings(password: &str, more: usize) -> Vec<&[u8]> {
    let bytes = password.as_bytes();
    let cut = bytes.get(..password.chars().count() + more).filter(|cut| cut.len() < bytes.len());
    std::iter::once(bytes).chain(cut).collect()
}

/// Versions before 5.1 sealed the zero behind the text, too.
fn read_json(plain: &[u8]) -> Result<Imported, ImportError> {
    let text = plain.strip_suffix(&[0]).unwrap_or(plain);
    let json: Value = serde_json::from_slice(text).map_err(|_| ImportError::Damaged)?;
    read(json.as_array().ok_or(ImportError::Damaged)?)
}

fn account(one: &Value) -> (&str, Result<Entry, SkipReason>) {
    let (issuer, name) = match (one.text("issuer"), one.text("label")) {
        ("", label) => split_label(label),
        (issuer, label) => (issuer, without_issuer(label, issuer)),
    };
    let kind = one.text("type");
    // The app makes Steam's codes for every account with this issuer.
    let is_steam = issuer.eq_ignore_ascii_case("steam") && kind.eq_ignore_ascii_case("totp");
    let draft = Draft {
        kind: if is_steam { "steam" } else { kind },
        issuer,
        name,
        algorithm: one.text("algo"),
        digits: one.number("digits"),
        period: one.number("period"),
        counter: one.number("counter"),
        also: Also { tags: vec![one.text("group")], ..Also::default() },
        ..Draft::default()
    };
    (first(&[issuer, name]), draft.keyed(parse_key(one.text("secret"))))
}

#[cfg(test)]
mod tests {
    use super::spellings;

    #[test]
    fn only_passwords_beyond_ascii_are_tried_cut() {
        assert_eq!(spellings("abc", 0), [b"abc"]);
        assert_eq!(spellings("abc", 1), [b"abc"]);
        assert_eq!(spellings("aé", 0), ["aé".as_bytes(), b"a\xC3"]);
        assert_eq!(spellings("aé", 1), ["aé".as_bytes()]);
        assert_eq!(spellings("éé", 1), ["éé".as_bytes(), b"\xC3\xA9\xC3"]);
    }
}
