//! Bitwarden and Bitwarden Authenticator.

use super::login::Login;
use crate::cipher::{Plain, open_cbc_mac};
use crate::entry::{Also, Imported};
use crate::error::ImportError;
use crate::form::json::{Fields, base64};
use crate::work::{Algorithm, Argon2Cost, Key, argon2, pbkdf2, sha256, wanted};
use hkdf::Hkdf;
use serde_json::Value;
use sha2::Sha256;

const NAME: &str = "Bitwarden";

pub(crate) fn is_one(json: &Value) -> bool {
    let is_item = |item: &Value| item.has("login") || item.has("organizationId");
    json.has("encrypted")
        && ["items", "data", "encKeyValidation_DO_NOT_EDIT"].iter().any(|key| json.has(key))
        // Other servers' exports, and old ones, do not say that they are plain.
        || json.list("items").iter().any(is_item)
}

pub(crate) fn read(json: &Value, password: Option<&str>) -> Result<Imported, ImportError> {
    if !json.flag("encrypted") {
        return items(json);
    }
    if !json.flag("passwordProtected") {
        return Err(ImportError::Restricted);
    }
    let key = key_of(json, password)?;
    // The password is right if this opens; the content is not needed.
    open(&key, json.text("encKeyValidation_DO_NOT_EDIT")).ok_or(ImportError::PasswordWrong)?;
    let plain = open(&key, json.text("data")).ok_or(ImportError::Damaged)?;
    items(&serde_json::from_slice(&plain).map_err(|_| ImportError::Damaged)?)
}

fn key_of(json: &Value, password: Option<&str>) -> Result<Key, ImportError> {
    // The salt's text is used without decoding.
    let salt = json.text("salt").as_bytes();
    let rounds = json.number("kdfIterations").ok_or(ImportError::Damaged)?;
    match json.number("kdfType") {
        Some(0) => pbkdf2::<Sha256, 32>(rounds, wanted(password, 32)?.as_bytes(), salt),
        Some(1) => {
            let part = |name| json.number(name).ok_or(ImportError::Damaged);
            let m_kib = part("kdfMemory")?.saturating_mul(1024);
            let cost = Argon2Cost::of(m_kib, rounds, part("kdfParallelism")?);
            let password = wanted(password, cost.work_mib())?;
            argon2(Algorithm::Argon2id, cost, password.as_bytes(), &sha256(&[salt])[..])
        }
        _ => Err(ImportError::Damaged),
    }
}

/// `2.iv|ciphertext|mac`: AES-256-CBC with HMAC-SHA-256, with two keys derived from one.
#[expect(clippy::expect_used, reason = "the lengths are those of SHA-256")]
fn open(key: &Key, text: &str) -> Option<Plain> {
    let parts: Option<Vec<_>> = text.strip_prefix("2.")?.split('|').map(base64).collect();
    let [iv, sealed, mac] = &parts?[..] else { return None };
    let hkdf = Hkdf::<Sha256>::from_prk(&key[..]).expect("32 bytes are enough");
    let (mut enc, mut mac_key) = (Key::default(), Key::default());
    hkdf.expand(b"enc", &mut enc[..]).expect("32 bytes are under the limit");
    hkdf.expand(b"mac", &mut mac_key[..]).expect("32 bytes are under the limit");
    open_cbc_mac(&enc[..], &mac_key[..], iv, sealed, mac)
}

fn items(json: &Value) -> Result<Imported, ImportError> {
    let folders = json.list("folders");
    let coded = |item: &&Value| !item.at("login").text("totp").trim().is_empty();
    Imported::new(NAME)
        .rows(json.list("items").iter().filter(coded), |item| {
            let login = item.at("login");
            let folder = folders
                .iter()
                .find(|folder| folder.has("id") && folder.at("id") == item.at("folderId"));
            let entry = Login {
                title: item.text("name"),
                user: login.text("username"),
                also: Also {
                    pinned: item.flag("favorite"),
                    tags: folder.map(|folder| folder.text("name")).into_iter().collect(),
                    note: item.text("notes"),
                    urls: login.list("uris").iter().map(|uri| uri.text("uri")).collect(),
                },
            };
            (item.text("name"), entry.with(login.text("totp")))
        })
        .bounded()
}
