//! Stratum, formerly Authenticator Pro: plain, encrypted in two ways, and its database.

use crate::cipher::{open_aes_cbc, open_gcm};
use crate::entry::{Also, Draft, Entry, Imported};
use crate::error::{ImportError, SkipReason};
use crate::form::json::Fields;
use crate::form::sqlite::Row;
use crate::work::{Algorithm, Argon2Cost, Sha1, argon2, pbkdf2, wanted};
use postern_core::read::{KeyError, KeyText, Place, UriProblem, parse_hex_key, parse_key};
use serde_json::Value;

const NAME: &str = "Stratum";
pub(crate) const STRONG: &[u8] = b"AUTHENTICATORPRO";
pub(crate) const LEGACY: &[u8] = b"AuthenticatorPro";
const COST: Argon2Cost = Argon2Cost::of(64 * 1024, 3, 4);
const LEGACY_ROUNDS: u64 = 64_000;

pub(crate) fn is_one(json: &Value) -> bool {
    json.has("Authenticators")
}

/// Salt, nonce and ciphertext follow the magic.
pub(crate) fn read_strong(sealed: &[u8], password: Option<&str>) -> Result<Imported, ImportError> {
    let (salt, rest) = sealed.split_at_checked(16).ok_or(ImportError::Damaged)?;
    let (nonce, sealed) = rest.split_at_checked(12).ok_or(ImportError::Damaged)?;
    let password = wanted(password, COST.work_mib())?;
    let key = argon2(Algorithm::Argon2id, COST, password.as_bytes(), salt)?;
    let plain = open_gcm(&key[..], nonce, sealed, b"").ok_or(ImportError::PasswordWrong)?;
    read(&serde_json::from_slice(&plain).map_err(|_| ImportError::Damaged)?)
}

/// The format before version 1.23: CBC without a MAC, so only the JSON inside proves the password.
pub(crate) fn read_legacy(sealed: &[u8], password: Option<&str>) -> Result<Imported, ImportError> {
    let (salt, rest) = sealed.split_at_checked(20).ok_or(ImportError::Damaged)?;
    let (iv, sealed) = rest.split_at_checked(16).ok_or(ImportError::Damaged)?;
    let password = wanted(password, 4)?;
    let key = pbkdf2::<Sha1, 32>(LEGACY_ROUNDS, password.as_bytes(), salt)?;
    let plain = open_aes_cbc(&key[..], iv, sealed).ok_or(ImportError::PasswordWrong)?;
    read(&serde_json::from_slice(&plain).map_err(|_| ImportError::PasswordWrong)?)
}

pub(crate) fn read(json: &Value) -> Result<Imported, ImportError> {
    let categories = json.list("Categories");
    let links = json.list("AuthenticatorCategories");
    Imported::new(NAME)
        .rows(json.list("Authenticators"), |one| {
            let secret = one.text("Secret");
            let mine = links.iter().filter(|link| link.text("AuthenticatorSecret") == secret);
            let category = |link: &Value| {
                categories.iter().find(|category| category.at("Id") == link.at("CategoryId"))
            };
            let tags = mine.filter_map(category).map(|category| category.text("Name")).collect();
            let row = entry(
                one.number("Type"),
                one.number("Algorithm"),
                secret,
                Draft {
                    issuer: one.text("Issuer"),
                    name: one.text("Username"),
                    digits: one.number("Digits"),
                    period: one.number("Period"),
                    counter: one.number("Counter"),
                    pin: one.text("Pin"),
                    also: Also { tags, ..Also::default() },
                    ..Draft::default()
                },
            );
            (one.text("Issuer"), row)
        })
        .bounded()
}

/// A row of `authenticator` in its database.
pub(crate) fn row(row: &Row) -> Result<Entry, SkipReason> {
    let draft = Draft {
        issuer: row.text("issuer"),
        name: row.text("username"),
        digits: row.number("digits"),
        period: row.number("period"),
        counter: row.number("counter"),
        pin: row.text("pin"),
        ..Draft::default()
    };
    entry(row.number("type"), row.number("algorithm"), row.text("secret"), draft)
}

fn entry(
    kind: Option<u64>,
    algorithm: Option<u64>,
    secret: &str,
    draft: Draft<'_>,
) -> Result<Entry, SkipReason> {
    let kind = match kind {
        Some(1) => "hotp",
        Some(2) => "totp",
        Some(3) => "motp",
        Some(4) => "steam",
        Some(5) => "yandex",
        _ => return Err(SkipReason::at(Place::Type, UriProblem::Unsupported)),
    };
    let algorithm = match algorithm.unwrap_or_default() {
        0 => "SHA1",
        1 => "SHA256",
        2 => "SHA512",
        _ => return Err(SkipReason::at(Place::Algorithm, UriProblem::Unsupported)),
    };
    let key: Result<KeyText, KeyError> =
        if kind == "motp" { parse_hex_key(secret) } else { parse_key(secret) };
    Draft { kind, algorithm, ..draft }.keyed(key)
}
