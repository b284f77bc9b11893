//! andOTP: plain, encrypted, and the encryption from before 0.6.3.

use crate::cipher::open_gcm;
use crate::entry::{Also, Draft, Imported, without_issuer};
use crate::error::ImportError;
use crate::form::be32;
use crate::form::json::Fields;
use crate::work::{Sha1, pbkdf2, sha256, wanted};
use postern_core::read::{parse_hex_key, parse_key};
use serde_json::Value;

/// Rounds of PBKDF2; the app writes a random number from 140,000 to 160,000.
const ROUNDS: std::ops::RangeInclusive<usize> = 1_000..=10_000_000;

/// Nonce and tag without content.
const OLD_BYTES_MIN: usize = 12 + 16;

pub(crate) fn is_one(first: &Value) -> bool {
    first.has("secret")
        && (first.has("thumbnail") || first.has("used_frequency") || first.has("last_used"))
}

/// Whether bytes could be one of the encrypted forms, which have no magic number.
pub(crate) fn may_be_sealed(file: &[u8]) -> bool {
    file.len() > OLD_BYTES_MIN
}

/// The newer form begins with its rounds; the older one begins with its nonce.
pub(crate) fn read_sealed(file: &[u8], password: Option<&str>) -> Result<Imported, ImportError> {
    let password = wanted(password, 8)?.as_bytes();
    let newer = || {
        let rounds = be32(file, 0).filter(|rounds| ROUNDS.contains(rounds))?;
        let (salt, rest) = file.get(4..)?.split_at_checked(12)?;
        let (nonce, sealed) = rest.split_at_checked(12)?;
        let key = pbkdf2::<Sha1, 32>(u64::try_from(rounds).ok()?, password, salt).ok()?;
        open_gcm(&key[..], nonce, sealed, b"")
    };
    let older = || {
        let (nonce, sealed) = file.split_at_checked(12)?;
        open_gcm(&sha256(&[password])[..], nonce, sealed, b"")
    };
    let plain = newer().or_else(older).ok_or(ImportError::PasswordWrong)?;
    let json: Value = serde_json::from_slice(&plain).map_err(|_| ImportError::Damaged)?;
    read(json.as_array().map(Vec::as_slice).unwrap_or_default())
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
                algorithm: one.text("algorithm"),
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
            let key = if kind == "MOTP" { parse_hex_key(secret) } else { parse_key(secret) };
            (label, draft.keyed(key))
        })
        .bounded()
}
