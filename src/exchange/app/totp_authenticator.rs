//! TOTP Authenticator (`BinaryBoot`): its encrypted file, and its preferences.

use crate::cipher::open_aes_cbc;
use crate::entry::{Draft, Imported};
use crate::error::ImportError;
use crate::form::json::{Fields, base64};
use crate::work::sha256;
use postern_core::read::{key_from_bytes, parse_hex_key, parse_key};
use serde_json::Value;

const NAME: &str = "TOTP Authenticator";
/// The app's default password.
const PASSWORD: &str = "TotpAuthenticator";
const CODES: &str = "STATIC_TOTP_CODES_LIST";

/// Only base64, and whole blocks; a bare key is base32, and shorter.
pub(crate) fn may_be_one(text: &str) -> bool {
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=\r\n".contains(&byte);
    text.len() >= 64
        && text.bytes().any(|byte| byte.is_ascii_lowercase())
        && text.bytes().any(|byte| byte.is_ascii_uppercase())
        && text.trim().bytes().all(is_base64)
        && base64(text).is_some_and(|bytes| bytes.len() % 16 == 0)
}

pub(crate) fn is_preferences(pairs: &[(String, String)]) -> bool {
    pairs.iter().any(|(name, _)| name == CODES)
}

/// AES-256-CBC with a zero IV under the password's SHA-256; the list is the first key of an object.
pub(crate) fn read(text: &str, password: Option<&str>) -> Result<Imported, ImportError> {
    let sealed = base64(text).ok_or(ImportError::Damaged)?;
    let open = |password: &str| {
        let plain = open_aes_cbc(&sha256(&[password.as_bytes()])[..], &[0; 16], &sealed)?;
        let json: Value = serde_json::from_slice(&plain).ok()?;
        let (list, _) = json.as_object()?.iter().next()?;
        serde_json::from_str::<Value>(list).ok()
    };
    let list = match (open(PASSWORD), password) {
        (Some(list), _) => list,
        (None, Some(password)) => open(password).ok_or(ImportError::SecondFileNeeded)?,
        (None, None) => return Err(ImportError::PasswordNeeded { work_mib: 0, takes_file: true }),
    };
    read_list(&list)
}

pub(crate) fn read_preferences(pairs: &[(String, String)]) -> Result<Imported, ImportError> {
    let text = pairs.iter().find(|(name, _)| name == CODES).map(|(_, text)| text.as_str());
    let list = serde_json::from_str(text.unwrap_or_default()).map_err(|_| ImportError::Damaged)?;
    read_list(&list)
}

fn read_list(list: &Value) -> Result<Imported, ImportError> {
    let list = list.as_array().ok_or(ImportError::Damaged)?;
    Imported::new(NAME)
        .rows(list, |one| {
            let text = one.text("key");
            let key = match one.number("base") {
                Some(16) => parse_hex_key(text),
                Some(64) => key_from_bytes(base64(text).unwrap_or_default()),
                _ => parse_key(text),
            };
            let draft = Draft {
                issuer: one.text("issuer"),
                name: one.text("name"),
                digits: one.number("digits"),
                ..Draft::default()
            };
            (draft.issuer, draft.keyed(key))
        })
        .bounded()
}
