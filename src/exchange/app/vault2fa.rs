//! The sealed backup of the browser extension "2FA Authenticator": PBKDF2 and AES-256-GCM, with the
//! parameters of the Web Crypto API beside the data.

use super::keyed;
use crate::cipher::open_gcm;
use crate::entry::Imported;
use crate::error::ImportError;
use crate::form::json::{Fields, base64};
use crate::work::{Sha512, pbkdf2, wanted};
use serde_json::Value;
use sha2::Sha256;

const NAME: &str = "2FA Authenticator";
/// Measured: 310,000 rounds take as long as this much memory of Argon2.
const WORK_MIB: u32 = 350;

pub(crate) fn is_one(json: &Value) -> bool {
    let vault = json.at("vault");
    json.text("app") == "2fa-authenticator"
        || vault.at("kdf").has("salt") && vault.at("cipher").has("data")
}

pub(crate) fn read(json: &Value, password: Option<&str>) -> Result<Imported, ImportError> {
    let vault = json.at("vault");
    if vault.has("accounts") || json.has("accounts") {
        let plain = if vault.has("accounts") { vault } else { json };
        return accounts(plain);
    }
    let (kdf, cipher) = (vault.at("kdf"), vault.at("cipher"));
    let part = |from: &Value, name| base64(from.text(name)).ok_or(ImportError::Damaged);
    let (salt, iv) = (part(kdf, "salt")?, part(cipher, "iv")?);
    let sealed = part(cipher, "data")?;
    let rounds = kdf.number("iterations").ok_or(ImportError::Damaged)?;
    let password = wanted(password, WORK_MIB)?.as_bytes();
    let key = match kdf.text("hash") {
        "SHA-512" => pbkdf2::<Sha512, 32>(rounds, password, &salt)?,
        _ => pbkdf2::<Sha256, 32>(rounds, password, &salt)?,
    };
    let plain = open_gcm(&key[..], &iv, &sealed, b"").ok_or(ImportError::PasswordWrong)?;
    accounts(&serde_json::from_slice(&plain).map_err(|_| ImportError::Damaged)?)
}

fn accounts(json: &Value) -> Result<Imported, ImportError> {
    keyed::read(NAME, json.list("accounts")).bounded()
}
