//! LastPass Authenticator.

use crate::entry::{Also, Draft, Imported};
use crate::error::ImportError;
use crate::form::json::{Fields, first};
use postern_core::read::parse_key;
use serde_json::Value;

pub(crate) fn is_one(json: &Value) -> bool {
    json.list("accounts").first().is_some_and(|account| account.has("issuerName"))
}

pub(crate) fn read(json: &Value) -> Result<Imported, ImportError> {
    let folders = json.list("folders");
    Imported::new("LastPass Authenticator")
        .rows(json.list("accounts"), |account| {
            let id = account.at("folderData").at("folderId");
            let folder = folders.iter().find(|folder| folder.has("id") && folder.at("id") == id);
            let draft = Draft {
                issuer: first(&[account.text("issuerName"), account.text("originalIssuerName")]),
                name: first(&[account.text("userName"), account.text("originalUserName")]),
                algorithm: account.text("algorithm"),
                digits: account.number("digits"),
                period: account.number("timeStep"),
                also: Also {
                    pinned: account.flag("isFavorite"),
                    tags: folder.map(|folder| folder.text("name")).into_iter().collect(),
                    ..Also::default()
                },
                ..Draft::default()
            };
            (draft.issuer, draft.keyed(parse_key(account.text("secret"))))
        })
        .bounded()
}
