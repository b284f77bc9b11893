//! Authy: the response of its API, and its Android app's preferences.

use crate::cipher::open_aes_cbc;
use crate::entry::{Draft, Entry, Imported, split_label, without_issuer};
use crate::error::{ImportError, SkipReason};
use crate::form::json::{Fields, base64, first, hex};
use crate::work::{Sha1, pbkdf2, wanted};
use postern_core::read::{KeyError, parse_hex_key, parse_key};
use serde_json::Value;

const NAME: &str = "Authy";
/// Accounts of Authy's own kind have seven digits every ten seconds.
const OWN_DIGITS: u64 = 7;
const OWN_PERIOD_S: u64 = 10;
const ROUNDS_OLD: u64 = 1000;
/// The list of programs that decrypt the response.
const DECRYPTED: &str = "decrypted_authenticator_tokens";
/// Where the Android app keeps third-party tokens and Authy's own.
const TOKENS: &str = "com.authy.storage.tokens.authenticator.key";
const OWN: &str = "com.authy.storage.tokens.authy.key";

pub(crate) fn is_one(json: &Value) -> bool {
    json.has("authenticator_tokens")
        || json.has(DECRYPTED)
        || json.list("apps").first().is_some_and(|app| app.has("secret_seed"))
}

pub(crate) fn is_preferences(pairs: &[(String, String)]) -> bool {
    pairs.iter().any(|(name, _)| name == TOKENS || name == OWN)
}

pub(crate) fn read(json: &Value, password: Option<&str>) -> Result<Imported, ImportError> {
    let name = if json.has(DECRYPTED) { DECRYPTED } else { "authenticator_tokens" };
    read_both(json.list(name), json.list("apps"), password)
}

/// A bare list of decrypted tokens.
pub(crate) fn is_list(first: &Value) -> bool {
    first.has("decrypted_seed") || first.has("decryptedSeed")
}

pub(crate) fn read_list(list: &[Value]) -> Result<Imported, ImportError> {
    read_both(list, &[], None)
}

pub(crate) fn read_preferences(
    pairs: &[(String, String)],
    password: Option<&str>,
) -> Result<Imported, ImportError> {
    let list = |wanted: &str| match pairs.iter().find(|(name, _)| name == wanted) {
        None => Ok(Value::Null),
        Some((_, text)) => serde_json::from_str(text).map_err(|_| ImportError::Damaged),
    };
    let (tokens, own): (Value, Value) = (list(TOKENS)?, list(OWN)?);
    let slice = |value: &Value| value.as_array().cloned().unwrap_or_default();
    read_both(&slice(&tokens), &slice(&own), password)
}

/// A field that the API and the app spell differently.
fn either<'a>(token: &'a Value, one: &str, other: &str) -> &'a str {
    first(&[token.text(one), token.text(other)])
}

fn read_both(
    tokens: &[Value],
    own: &[Value],
    password: Option<&str>,
) -> Result<Imported, ImportError> {
    let mut imported = Imported::new(NAME);
    let is_sealed = |token: &&Value| !either(token, "encrypted_seed", "encryptedSecret").is_empty();
    let sealed = tokens.iter().filter(is_sealed).count();
    let mut opened = 0;
    for token in tokens {
        let names = ["decryptedSecret", "decrypted_seed", "decryptedSeed"];
        let plain = first(&names.map(|name| token.text(name)));
        let row = if plain.is_empty() {
            let password = wanted(password, 1)?;
            match seed(token, password)? {
                Some(key) => {
                    opened += 1;
                    read_token(token, &key)
                }
                None => Err(SkipReason::Sealed),
            }
        } else {
            opened += 1;
            read_token(token, plain)
        };
        imported.row(token.text("name"), row);
    }
    if sealed > 0 && opened == 0 {
        return Err(ImportError::PasswordWrong);
    }
    for token in own {
        let draft = Draft {
            issuer: token.text("name"),
            digits: Some(token.number("digits").unwrap_or(OWN_DIGITS)),
            period: Some(OWN_PERIOD_S),
            ..Draft::default()
        };
        let key = parse_hex_key(either(token, "secret_seed", "secretSeed"));
        imported.row(token.text("name"), draft.keyed(key));
    }
    imported.bounded()
}

/// The key as text; `None` if the password does not open it.
fn seed(token: &Value, password: &str) -> Result<Option<String>, ImportError> {
    let sealed =
        base64(either(token, "encrypted_seed", "encryptedSecret")).ok_or(ImportError::Damaged)?;
    let salt = either(token, "salt", "encryptionSalt");
    let rounds = ["key_derivation_iterations", "keyDerivationIterations"]
        .iter()
        .find_map(|name| token.number(name));
    let key =
        pbkdf2::<Sha1, 32>(rounds.unwrap_or(ROUNDS_OLD), password.as_bytes(), salt.as_bytes())?;
    let iv = hex(token.text("unique_iv")).filter(|iv| iv.len() == 16).unwrap_or(vec![0; 16]);
    let plain = open_aes_cbc(&key[..], &iv, &sealed);
    // CBC alone proves little; a key must also be valid base32.
    let text = plain.and_then(|plain| String::from_utf8(plain.to_vec()).ok());
    Ok(text.filter(|text| !matches!(parse_key(text), Err(KeyError::BadCharacter { .. }))))
}

fn read_token(token: &Value, key: &str) -> Result<Entry, SkipReason> {
    let label = either(token, "original_name", "originalName");
    let label = if label.is_empty() { token.text("name") } else { label };
    let (prefix, name) = split_label(label);
    let issuer = either(token, "issuer", "originalIssuer");
    let (issuer, name) =
        if issuer.is_empty() { (prefix, name) } else { (issuer, without_issuer(label, issuer)) };
    let draft = Draft { issuer, name, digits: token.number("digits"), ..Draft::default() };
    draft.keyed(parse_key(key))
}
