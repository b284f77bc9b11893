//! 2FAS: schemas 1 to 4, plain and encrypted.

use crate::cipher::open_gcm;
use crate::entry::{Also, Draft, Entry, Imported, split_label};
use crate::error::{ImportError, SkipReason};
use crate::form::json::{Fields, base64, first};
use crate::work::{pbkdf2, wanted};
use postern_core::read::parse_key;
use serde_json::Value;
use sha2::Sha256;

const NAME: &str = "2FAS";
const ROUNDS: u64 = 10_000;

pub(crate) fn is_one(json: &Value) -> bool {
    json.has("schemaVersion") && (json.has("services") || json.has("servicesEncrypted"))
}

pub(crate) fn read(json: &Value, password: Option<&str>) -> Result<Imported, ImportError> {
    let groups = json.list("groups");
    let sealed = json.text("servicesEncrypted");
    if sealed.is_empty() {
        return services(json.list("services"), groups);
    }
    let parts: Option<Vec<_>> = sealed.split(':').map(base64).collect();
    let Some([sealed, salt, nonce]) = parts.as_deref() else { return Err(ImportError::Damaged) };
    let key = pbkdf2::<Sha256, 32>(ROUNDS, wanted(password, 1)?.as_bytes(), salt)?;
    let plain = open_gcm(&key[..], nonce, sealed, b"").ok_or(ImportError::PasswordWrong)?;
    let list: Value = serde_json::from_slice(&plain).map_err(|_| ImportError::Damaged)?;
    services(list.as_array().map(Vec::as_slice).unwrap_or_default(), groups)
}

fn services(list: &[Value], groups: &[Value]) -> Result<Imported, ImportError> {
    Imported::new(NAME)
        .rows(list, |service| (service.text("name"), read_service(service, groups)))
        .bounded()
}

fn read_service(service: &Value, groups: &[Value]) -> Result<Entry, SkipReason> {
    let otp = service.at("otp");
    let name = first(&[otp.text("account"), split_label(otp.text("label")).1]);
    // The user may have renamed the service; the issuer stays what the link said.
    let issuer = first(&[service.text("name").trim(), otp.text("issuer")]);
    let group =
        groups.iter().find(|group| group.has("id") && group.at("id") == service.at("groupId"));
    let draft = Draft {
        kind: otp.text("tokenType"),
        issuer,
        name,
        algorithm: otp.text("algorithm"),
        digits: otp.number("digits"),
        period: otp.number("period"),
        // Only HOTP has a counter, and older files omit it while it is 0.
        counter: Some(otp.number("counter").unwrap_or_default()),
        also: Also {
            tags: group.map(|group| group.text("name")).into_iter().collect(),
            ..Also::default()
        },
        ..Draft::default()
    };
    draft.keyed(parse_key(service.text("secret")))
}
