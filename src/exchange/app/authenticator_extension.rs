//! Authenticator-Extension, versions 0 to 3 of its file; plain and sealed entries may be mixed.

use super::authenticator_extension_keys::{Passphrases, crypto_js};
use crate::entry::{Also, Draft, Entry, Imported};
use crate::error::{ImportError, SkipReason};
use crate::form::json::Fields;
use crate::limits::PARTS_MAX;
use postern_core::account::Kind;
use postern_core::read::{Place, UriProblem, parse_hex_key, parse_key};
use serde_json::{Map, Value};

const NAME: &str = "Authenticator-Extension";

/// An object of objects, keyed by id.
pub(crate) fn is_one(json: &Value) -> bool {
    let entry = |value: &Value| {
        ["dataType", "encrypted", "hash"].iter().any(|key| value.has(key))
            && ["secret", "data", "salt"].iter().any(|key| value.has(key))
    };
    json.as_object().is_some_and(|object| object.values().any(entry))
}

pub(crate) fn read(json: &Value, password: Option<&str>) -> Result<Imported, ImportError> {
    let Value::Object(object) = json else { return Err(ImportError::Damaged) };
    let mut passphrases = Passphrases::new(object, password);
    let mut imported = Imported { may_be_damaged: true, ..Imported::new(NAME) };
    let (mut sealed, mut opened) = (0, 0);
    for entry in in_order(object) {
        let plain = if entry.has("data") {
            sealed += 1;
            let phrase = passphrases.for_key(entry.text("keyId"))?;
            phrase.and_then(|phrase| open_entry(entry.text("data"), &phrase))
        } else if entry.flag("encrypted") {
            sealed += 1;
            let phrase = passphrases.shared()?;
            phrase.and_then(|phrase| open_secret(entry, &phrase))
        } else {
            imported.row(entry.text("issuer"), read_entry(entry));
            continue;
        };
        opened += usize::from(plain.is_some());
        let row = plain.as_ref().map_or(Err(SkipReason::Sealed), read_entry);
        imported.row(entry.text("issuer"), row);
    }
    if sealed > 0 && opened == 0 {
        return Err(ImportError::PasswordWrong);
    }
    imported.bounded()
}

/// The entries without the keys, in the app's order.
fn in_order(object: &Map<String, Value>) -> Vec<&Value> {
    let is_entry = |value: &&Value| value.has("secret") || value.has("data");
    let index = |entry: &Value| entry.number("index").unwrap_or(u64::MAX);
    let mut entries: Vec<&Value> = Vec::new();
    // A sort would be 4 KB of wasm.
    for entry in object.values().filter(is_entry).take(PARTS_MAX) {
        let at = entries.partition_point(|other| index(other) <= index(entry));
        entries.insert(at, entry);
    }
    entries
}

fn open_entry(data: &str, phrase: &str) -> Option<Value> {
    serde_json::from_slice(&crypto_js(data, phrase)?).ok()
}

fn open_secret(entry: &Value, phrase: &str) -> Option<Value> {
    let secret = String::from_utf8(crypto_js(entry.text("secret"), phrase)?.to_vec()).ok()?;
    let mut plain = entry.clone();
    plain.as_object_mut()?.insert("secret".to_owned(), secret.into());
    Some(plain)
}

/// Types are words, or the numbers that version 8 stores.
fn read_entry(entry: &Value) -> Result<Entry, SkipReason> {
    let kind = match (entry.text("type"), entry.number("type")) {
        ("", None) | ("totp", _) | (_, Some(1)) => "totp",
        ("hotp", _) | (_, Some(2)) => "hotp",
        ("battle", _) | (_, Some(3)) => "battle",
        ("steam", _) | (_, Some(4)) => "steam",
        ("hex", _) | (_, Some(5)) => "hex",
        ("hhex", _) | (_, Some(6)) => "hhex",
        _ => return Err(SkipReason::at(Place::Type, UriProblem::Unsupported)),
    };
    // "Name::host" is the app's notation for the site of a code.
    let (issuer, host) =
        entry.text("issuer").split_once("::").unwrap_or((entry.text("issuer"), ""));
    let digits = if kind == "battle" { Some(8) } else { entry.number("digits") };
    let draft = Draft {
        kind: match kind {
            "hotp" | "hhex" => "hotp",
            "steam" => "steam",
            _ => "totp",
        },
        issuer,
        name: entry.text("account"),
        algorithm: entry.text("algorithm"),
        digits,
        period: entry.number("period"),
        counter: Some(entry.number("counter").unwrap_or_default()),
        also: Also {
            pinned: entry.flag("pinned"),
            urls: if host.is_empty() { Vec::new() } else { vec![host] },
            ..Also::default()
        },
        ..Draft::default()
    };
    let secret = entry.text("secret");
    let bare = ["blz-", "bliz-", "stm-"]
        .iter()
        .find_map(|prefix| secret.strip_prefix(prefix))
        .unwrap_or(secret);
    // The app's own rule: a key with a digit that is not base32, and that is hexadecimal, is
    // hexadecimal.
    let (key, _) = match kind {
        "hex" | "hhex" => (parse_hex_key(bare), true),
        _ => super::login::key_of(bare),
    };
    let mut row = draft.keyed(key.or_else(|_| parse_key(bare)))?;
    if secret.starts_with("stm-") {
        row.account.kind = Kind::Steam;
    }
    Ok(row)
}
