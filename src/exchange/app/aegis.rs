//! Aegis: plain and encrypted vaults, versions 1 to 3.

use crate::cipher::open_gcm;
use crate::entry::{Also, Draft, Entry, Imported, without_issuer};
use crate::error::{ImportError, SkipReason};
use crate::form::json::{Fields, base64, first, hex};
use crate::work::{scrypt, wanted};
use postern_core::read::parse_key;
use serde_json::Value;

const NAME: &str = "Aegis";
/// The type of a password slot; 0 is a raw key, 2 the phone's key.
const PASSWORD_SLOT: u64 = 1;
const SLOTS_MAX: usize = 8;

pub(crate) fn is_one(json: &Value) -> bool {
    json.has("db") && json.has("header")
}

pub(crate) fn read(json: &Value, password: Option<&str>) -> Result<Imported, ImportError> {
    let db = json.at("db");
    let Some(sealed) = db.as_str() else { return entries(db) };
    let header = json.at("header");
    let key = master_key(header, wanted(password, 64)?)?;
    let nonce = hex(header.at("params").text("nonce")).ok_or(ImportError::Damaged)?;
    let tag = hex(header.at("params").text("tag")).ok_or(ImportError::Damaged)?;
    let sealed = [base64(sealed).ok_or(ImportError::Damaged)?, tag].concat();
    let plain = open_gcm(&key, &nonce, &sealed, b"").ok_or(ImportError::Damaged)?;
    entries(&serde_json::from_slice(&plain).map_err(|_| ImportError::Damaged)?)
}

/// The key that a slot wraps under scrypt of the password.
fn master_key(header: &Value, password: &str) -> Result<Vec<u8>, ImportError> {
    let slots = header.list("slots").iter();
    for slot in slots.filter(|slot| slot.number("type") == Some(PASSWORD_SLOT)).take(SLOTS_MAX) {
        let cost = |name| slot.number(name).ok_or(ImportError::Damaged);
        let salt = hex(slot.text("salt")).ok_or(ImportError::Damaged)?;
        let kek = scrypt(cost("n")?, cost("r")?, cost("p")?, password.as_bytes(), &salt)?;
        let part = |name| hex(slot.at("key_params").text(name)).ok_or(ImportError::Damaged);
        let sealed = [hex(slot.text("key")).ok_or(ImportError::Damaged)?, part("tag")?].concat();
        if let Some(key) = open_gcm(&kek[..], &part("nonce")?, &sealed, b"") {
            return Ok(key.to_vec());
        }
    }
    Err(ImportError::PasswordWrong)
}

fn entries(db: &Value) -> Result<Imported, ImportError> {
    let groups = db.list("groups");
    let read = |entry| (name_of(entry), read_entry(entry, groups));
    Imported::new(NAME).rows(db.list("entries"), read).bounded()
}

fn name_of(entry: &Value) -> &str {
    first(&[entry.text("issuer"), entry.text("name")])
}

fn read_entry(entry: &Value, groups: &[Value]) -> Result<Entry, SkipReason> {
    let info = entry.at("info");
    let group_of = |id: &Value| groups.iter().find(|group| group.at("uuid") == id);
    let listed = entry.list("groups").iter().filter_map(group_of).map(|group| group.text("name"));
    // Versions 1 and 2 store the name of a single group.
    let tags = listed.chain([entry.text("group")]).collect();
    let draft = Draft {
        kind: entry.text("type"),
        issuer: entry.text("issuer"),
        name: without_issuer(entry.text("name"), entry.text("issuer")),
        algorithm: if entry.text("type") == "motp" { "" } else { info.text("algo") },
        digits: info.number("digits"),
        period: info.number("period"),
        counter: info.number("counter"),
        pin: info.text("pin"),
        also: Also {
            pinned: entry.flag("favorite"),
            tags,
            note: entry.text("note"),
            urls: Vec::new(),
        },
    };
    draft.keyed(parse_key(info.text("secret")))
}
