//! Open Authenticator's backup: each field of an account is sealed separately, in the newer version its
//! names as well.

use super::keyed;
use crate::cipher::open_gcm;
use crate::entry::{Imported, Skipped};
use crate::error::{ImportError, SkipReason};
use crate::form::json::{Fields, base64, signed_bytes};
use crate::work::{Algorithm, Argon2Cost, Key, argon2, wanted};
use serde_json::Value;

const COST: Argon2Cost = Argon2Cost::of(4096, 3, 1);

pub(crate) fn is_one(json: &Value) -> bool {
    json.has("salt") && json.list("totps").iter().any(|totp| totp.has("encryptionSalt"))
}

pub(crate) fn read(json: &Value, password: Option<&str>) -> Result<Imported, ImportError> {
    let salt = base64(json.text("salt")).ok_or(ImportError::Damaged)?;
    let password = wanted(password, COST.work_mib())?.as_bytes();
    let key = argon2(Algorithm::Argon2id, COST, password, &salt)?;
    let mut imported = Imported::new("Open Authenticator");
    for totp in json.list("totps") {
        match opened(totp, &key).as_ref().and_then(keyed::entry) {
            Some((name, row)) => imported.row(&name, row),
            None => imported.row(totp.text("issuer"), Err(SkipReason::Sealed)),
        }
    }
    let is_sealed = |row: &Skipped| row.why == SkipReason::Sealed;
    if imported.entries.is_empty() && imported.skipped.iter().any(is_sealed) {
        return Err(ImportError::PasswordWrong);
    }
    imported.bounded()
}

/// The account with all its fields in clear: lists of bytes are nonce, ciphertext and tag.
fn opened(totp: &Value, key: &Key) -> Option<Value> {
    let mut plain = totp.clone();
    for name in ["secret", "label", "issuer"] {
        let field = plain.get_mut(name);
        let Some(field) = field.filter(|field| field.is_array()) else { continue };
        let bytes = signed_bytes(totp.list(name))?;
        let (nonce, sealed) = bytes.split_at_checked(12)?;
        let text = open_gcm(&key[..], nonce, sealed, b"")?;
        *field = std::str::from_utf8(&text).ok()?.into();
    }
    Some(plain)
}
