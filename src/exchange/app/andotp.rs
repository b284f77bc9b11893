//! andOTP: plain, encrypted, and the encryption from before 0.6.3.

use crate::cipher::open_gcm;
use crate::entry::{Also, Draft, Imported, without_issuer};
use crate::error::ImportError;
use crate::form::be32;
use crate::form::json::Fields;
use crate::work::{Sha1, pbkdf2, sha256, wanted};
use postern_core::read::{KeyError, KeyText, parse_hex_key, parse_key};
use serde_json::Value;

/// Rounds of PBKDF2 that are tried. The app writes a random number from 140,000 to 160,000.
const ROUNDS: std::ops::RangeInclusive<usize> = 1_000..=200_000;

/// Rounds, salt, nonce and tag without content.
const BYTES_MIN: usize = 4 + 12 + 12 + 16;

pub(crate) fn is_one(first: &Value) -> bool {
    first.has("secret")
        && (first.has("thumbnail") || first.has("used_frequency") || first.has("last_used"))
}

/// Whether bytes begin like the encrypted form, which has no magic number: with a plausible number of
/// rounds, as one random file in 20,000 does.
pub(crate) fn is_sealed(file: &[u8]) -> bool {
    file.len() > BYTES_MIN && be32(file, 0).is_some_and(|rounds| ROUNDS.contains(&rounds))
}

/// The form that begins with its rounds.
pub(crate) fn read_sealed(file: &[u8], password: Option<&str>) -> Result<Imported, ImportError> {
    let text = wanted(password, 8)?.as_bytes();
    let newer = || {
        let rounds = u64::try_from(be32(file, 0)?).ok()?;
        let (salt, rest) = file.get(4..)?.split_at_checked(12)?;
        let (nonce, sealed) = rest.split_at_checked(12)?;
        let key = pbkdf2::<Sha1, 32>(rounds, text, salt).ok()?;
        open_gcm(&key[..], nonce, sealed, b"")
    };
    read_json(&newer().ok_or(ImportError::PasswordWrong)?)
}

/// The form from before 0.6.3, which begins with its nonce; `None` if the password does not open it.
pub(crate) fn read_oldest(
    file: &[u8],
    password: Option<&str>,
) -> Option<Result<Imported, ImportError>> {
    let (nonce, sealed) = file.split_at_checked(12)?;
    let plain = open_gcm(&sha256(&[password?.as_bytes()])[..], nonce, sealed, b"")?;
    Some(read_json(&plain))
}

fn read_json(plain: &[u8]) -> Result<Imported, ImportError> {
    let json: Value = serde_json::from_slice(plain).map_err(|_| ImportError::Damaged)?;
    read(json.as_array().map(Vec::as_slice).unwrap_or_default())
}

/// The app writes the base32 of the hexadecimal text, which is what the codes are computed from.
fn motp_key(secret: &str) -> Result<KeyText, KeyError> {
    let text = parse_key(secret).ok();
    let text = text.as_ref().and_then(|key| std::str::from_utf8(key.secret.expose()).ok());
    match text.map(parse_hex_key) {
        Some(Ok(key)) => Ok(key),
        _ => parse_hex_key(secret),
    }
}

pub(crate) fn read(list: &[Value]) -> Result<Imported, ImportError> {
    Imported::new("andOTP")
        .rows(list, |one| {
            let label = one.text("label");
            // Older versions used one field for both.
            let (issuer, name) = match one.text("issuer") {
                "" => {
                    label.split_once(" - ").or_else(|| label.split_once(':')).unwrap_or(("", label))
                }
                issuer => (issuer, label),
            };
            let kind = one.text("type");
            let draft = Draft {
                kind,
                issuer: issuer.trim(),
                name: without_issuer(name, issuer).trim(),
                algorithm: if kind == "MOTP" { "" } else { one.text("algorithm") },
                digits: one.number("digits"),
                period: one.number("period"),
                counter: one.number("counter"),
                also: Also {
                    tags: one.list("tags").iter().filter_map(Value::as_str).collect(),
                    ..Also::default()
                },
                ..Draft::default()
            };
            let secret = one.text("secret");
            let key = if kind == "MOTP" { motp_key(secret) } else { parse_key(secret) };
            (label, draft.keyed(key))
        })
        .bounded()
}
