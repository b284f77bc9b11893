//! Ente Auth's encrypted file. The plain one is a list of links.

use super::links;
use crate::cipher::open_secretstream;
use crate::entry::Imported;
use crate::error::ImportError;
use crate::form::json::{Fields, base64};
use crate::work::{Algorithm, Argon2Cost, argon2, wanted};
use serde_json::Value;

const NAME: &str = "Ente Auth";

pub(crate) fn is_one(json: &Value) -> bool {
    json.has("kdfParams") && json.has("encryptedData")
}

pub(crate) fn read(json: &Value, password: Option<&str>) -> Result<Imported, ImportError> {
    let params = json.at("kdfParams");
    let part = |text| base64(text).ok_or(ImportError::Damaged);
    let cost = Argon2Cost {
        m_kib: params.number("memLimit").ok_or(ImportError::Damaged)? / 1024,
        t: params.number("opsLimit").ok_or(ImportError::Damaged)?,
        p: 1,
    };
    let (salt, sealed) = (part(params.text("salt"))?, part(json.text("encryptedData"))?);
    let header = part(json.text("encryptionNonce"))?;
    let password = wanted(password, cost.work_mib())?;
    let key = argon2(Algorithm::Argon2id, cost, password.as_bytes(), &salt)?;
    let plain = open_secretstream(&key, &header, &sealed).ok_or(ImportError::PasswordWrong)?;
    links::read(NAME, std::str::from_utf8(&plain).map_err(|_| ImportError::Damaged)?)
}
