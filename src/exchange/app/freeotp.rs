//! FreeOTP 1 and 2, and FreeOTP+.

use crate::cipher::{Plain, open_gcm};
use crate::entry::{Draft, Entry, Imported};
use crate::error::{ImportError, SkipReason};
use crate::form::json::{Fields, first, signed_bytes};
use crate::work::{Sha1, Sha512, pbkdf2, wanted};
use postern_core::read::{KeyError, key_from_bytes};
use serde_json::Value;

const NAME: &str = "FreeOTP";

/// FreeOTP+'s JSON.
pub(crate) fn is_one(json: &Value) -> bool {
    json.has("tokens") && json.has("tokenOrder")
}

pub(crate) fn read(json: &Value) -> Result<Imported, ImportError> {
    let tokens = json.list("tokens");
    Imported::new("FreeOTP+").rows(tokens, |token| (token.text("label"), whole(token))).bounded()
}

/// The Android app's preferences: a token's JSON under its label, and the order of all tokens.
pub(crate) fn is_preferences(pairs: &[(String, String)]) -> bool {
    pairs.iter().any(|(_, text)| text.contains("\"secret\"") && text.contains("\"issuerInt\""))
}

pub(crate) fn read_preferences(pairs: &[(String, String)]) -> Result<Imported, ImportError> {
    let mut imported = Imported::new(NAME);
    for (name, text) in pairs.iter().filter(|(name, _)| name != "tokenOrder") {
        if let Ok(token) = serde_json::from_str::<Value>(text) {
            imported.row(name, whole(&token));
        }
    }
    imported.bounded()
}

/// FreeOTP 2: a token's metadata is stored beside its key, which is sealed with a master key.
pub(crate) fn read_map(
    pairs: &[(String, String)],
    password: Option<&str>,
) -> Result<Imported, ImportError> {
    let get = |wanted: &str| {
        let (_, text) = pairs.iter().find(|(name, _)| name == wanted)?;
        serde_json::from_str::<Value>(text).ok()
    };
    let master = get("masterKey").ok_or(ImportError::Damaged)?;
    let master = master_key(&master, wanted(password, 8)?)?;
    let mut imported = Imported::new(NAME);
    for (name, _) in pairs {
        let Some(id) = name.strip_suffix("-token") else { continue };
        let Some(token) = get(name) else { continue };
        let row = match get(id).and_then(|sealed| token_key(&sealed, &master)) {
            Some(key) => entry(&token, key, token.number("counter")),
            None => Err(SkipReason::Sealed),
        };
        imported.row(token.text("label"), row);
    }
    imported.bounded()
}

fn master_key(master: &Value, password: &str) -> Result<Plain, ImportError> {
    let salt = signed_bytes(master.list("mSalt")).ok_or(ImportError::Damaged)?;
    let rounds = master.number("mIterations").ok_or(ImportError::Damaged)?;
    let password = password.as_bytes();
    let key = match master.text("mAlgorithm") {
        "PBKDF2withHmacSHA1" => pbkdf2::<Sha1, 32>(rounds, password, &salt)?,
        "PBKDF2withHmacSHA512" => pbkdf2::<Sha512, 32>(rounds, password, &salt)?,
        _ => return Err(ImportError::Damaged),
    };
    open(master.at("mEncryptedKey"), &key[..]).ok_or(ImportError::PasswordWrong)
}

fn token_key(sealed: &Value, master: &[u8]) -> Option<Vec<u8>> {
    let inner: Value = serde_json::from_str(sealed.text("key")).ok()?;
    Some(open(&inner, master)?.to_vec())
}

/// AES-256-GCM; the parameters are DER: an octet string, on newer phones within a sequence. The
/// name of the key's purpose is authenticated.
fn open(sealed: &Value, key: &[u8]) -> Option<Plain> {
    let parameters = signed_bytes(sealed.list("mParameters"))?;
    let string = match parameters.as_slice() {
        [0x30, _, string @ ..] => string,
        string => string,
    };
    let nonce = string.strip_prefix(&[0x04, 12])?.get(..12)?;
    let text = signed_bytes(sealed.list("mCipherText"))?;
    open_gcm(key, nonce, &text, sealed.text("mToken").as_bytes())
}

/// A token that includes its key.
fn whole(token: &Value) -> Result<Entry, SkipReason> {
    let key = signed_bytes(token.list("secret")).ok_or(KeyError::Empty)?;
    // Here the file stores the counter of the last code.
    let last = token.number("counter");
    entry(token, key, Some(last.map_or(0, |last| last.saturating_add(1))))
}

fn entry(token: &Value, key: Vec<u8>, counter: Option<u64>) -> Result<Entry, SkipReason> {
    let issuer = first(&[token.text("issuerExt"), token.text("issuerInt")]);
    let kind = token.text("type");
    let draft = Draft {
        kind: if issuer == "Steam" { "steam" } else { kind },
        issuer,
        name: first(&[token.text("label"), token.text("labelAlt")]),
        algorithm: token.text("algo"),
        digits: token.number("digits"),
        period: token.number("period"),
        counter,
        ..Draft::default()
    };
    draft.keyed(key_from_bytes(key))
}
