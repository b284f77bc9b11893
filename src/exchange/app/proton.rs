//! Proton Authenticator and Proton Pass.

use super::links::read_link;
use super::login::Login;
use crate::cipher::open_gcm;
use crate::entry::{Also, Imported};
use crate::error::{ImportError, SkipReason};
use crate::form::json::{Fields, base64, first};
use crate::work::{Algorithm, Argon2Cost, argon2, wanted};
use postern_core::account::{Name, Note};
use serde_json::Value;

const NAME: &str = "Proton Authenticator";
const COST: Argon2Cost = Argon2Cost::of(19 * 1024, 2, 1);
const AAD: &[u8] = b"proton.authenticator.export.v1";

pub(crate) fn is_one(json: &Value) -> bool {
    let first = json.list("entries").first();
    let is_plain = first.is_some_and(|entry| entry.at("content").has("uri"));
    json.has("version") && (is_plain || json.has("salt") && json.has("content"))
}

pub(crate) fn read(json: &Value, password: Option<&str>) -> Result<Imported, ImportError> {
    if json.has("entries") {
        return entries(json);
    }
    let part = |name| base64(json.text(name)).ok_or(ImportError::Damaged);
    let (salt, content) = (part("salt")?, part("content")?);
    let (nonce, sealed) = content.split_at_checked(12).ok_or(ImportError::Damaged)?;
    let password = wanted(password, COST.work_mib())?;
    let key = argon2(Algorithm::Argon2id, COST, password.as_bytes(), &salt)?;
    let plain = open_gcm(&key[..], nonce, sealed, AAD).ok_or(ImportError::PasswordWrong)?;
    entries(&serde_json::from_slice(&plain).map_err(|_| ImportError::Damaged)?)
}

fn entries(json: &Value) -> Result<Imported, ImportError> {
    Imported::new(NAME)
        .rows(json.list("entries"), |entry| {
            let content = entry.at("content");
            let name = content.text("name");
            let row = read_link(content.text("uri")).map(|mut row| {
                if !name.is_empty() {
                    row.account.name = Name::new(name);
                }
                row.account.keeping.note = Note::new(entry.text("note"));
                row
            });
            (name, row)
        })
        .bounded()
}

/// Proton Pass: a login's own code, and the codes in its extra fields.
pub(crate) fn read_pass(json: &Value) -> Result<Imported, ImportError> {
    let mut imported = Imported::new("Proton Pass");
    let vaults = json.at("vaults").as_object().ok_or(ImportError::Damaged)?;
    for vault in vaults.values() {
        for item in vault.list("items") {
            let data = item.at("data");
            let (metadata, content) = (data.at("metadata"), data.at("content"));
            let title = metadata.text("name");
            let user =
                first(&["itemUsername", "itemEmail", "username"].map(|key| content.text(key)));
            let login = |tags| Login {
                title,
                user,
                also: Also {
                    pinned: item.flag("pinned"),
                    tags,
                    note: metadata.text("note"),
                    urls: content.list("urls").iter().filter_map(Value::as_str).collect(),
                },
            };
            // State 2 is the bin.
            let kept =
                |row| if item.number("state") == Some(2) { Err(SkipReason::Trashed) } else { row };
            if !content.text("totpUri").is_empty() {
                imported.row(title, kept(login(Vec::new()).with(content.text("totpUri"))));
            }
            let fields =
                data.list("extraFields").iter().filter(|field| field.text("type") == "totp");
            for field in fields {
                let row =
                    login(vec![field.text("fieldName")]).with(field.at("data").text("totpUri"));
                imported.row(title, kept(row));
            }
        }
    }
    imported.bounded()
}
