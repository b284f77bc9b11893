//! Steam: the phone's file, and those of Steam Desktop Authenticator, plain or encrypted.

use crate::cipher::open_aes_cbc;
use crate::entry::{Draft, Imported};
use crate::error::ImportError;
use crate::form::json::{Fields, base64};
use crate::work::{Sha1, pbkdf2, wanted};
use postern_core::read::key_from_bytes;
use serde_json::Value;

/// The desktop program's fixed cost.
const ROUNDS: u64 = 50_000;
const WORK_MIB: u32 = 16;
/// A manifest lists one file for each of a person's accounts.
const ENTRIES_MAX: usize = 64;

pub(crate) fn is_one(json: &Value) -> bool {
    let of = json.at("accounts").as_object();
    json.has("shared_secret")
        || of.is_some_and(|accounts| accounts.values().any(|one| one.has("shared_secret")))
}

/// A maFile, or the newer app's map of them. Only key and name are read.
pub(crate) fn read(json: &Value) -> Result<Imported, ImportError> {
    let mut imported = Imported::new("Steam");
    let mut add = |account: &Value| {
        let name = account.text("account_name");
        let draft = Draft { kind: "steam", issuer: "Steam", name, ..Draft::default() };
        let key = base64(account.text("shared_secret")).unwrap_or_default();
        imported.row(name, draft.keyed(key_from_bytes(key)));
    };
    if json.has("shared_secret") {
        add(json);
    } else if let Some(accounts) = json.at("accounts").as_object() {
        accounts.values().for_each(add);
    }
    imported.bounded()
}

/// Whether a file is the list that has the salts of encrypted maFiles.
pub(crate) fn is_manifest(file: &[u8]) -> bool {
    serde_json::from_slice::<Value>(file).is_ok_and(|json| is_manifest_json(&json))
}

pub(crate) fn is_manifest_json(json: &Value) -> bool {
    json.list("entries").iter().any(|entry| entry.has("encryption_salt"))
}

/// An encrypted maFile: base64 of AES-256-CBC under PBKDF2 of the password. The content proves the
/// password; which entry of the manifest belongs to the file is tried out.
pub(crate) fn read_sealed(
    text: &str,
    manifest: &[u8],
    password: Option<&str>,
) -> Result<Imported, ImportError> {
    let manifest: Value = serde_json::from_slice(manifest).map_err(|_| ImportError::Damaged)?;
    let sealed = base64(text).ok_or(ImportError::Damaged)?;
    let password = wanted(password, WORK_MIB)?.as_bytes();
    for entry in manifest.list("entries").iter().take(ENTRIES_MAX) {
        let part = |name| base64(entry.text(name)).filter(|bytes| !bytes.is_empty());
        let (Some(salt), Some(iv)) = (part("encryption_salt"), part("encryption_iv")) else {
            continue;
        };
        let key = pbkdf2::<Sha1, 32>(ROUNDS, password, &salt)?;
        let plain = open_aes_cbc(&key[..], &iv, &sealed);
        let json = plain.and_then(|plain| serde_json::from_slice::<Value>(&plain).ok());
        if let Some(json) = json.filter(is_one) {
            return read(&json);
        }
    }
    Err(ImportError::PasswordWrong)
}
