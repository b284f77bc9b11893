//! FIDO's Credential Exchange Format, which password managers exchange.

use crate::entry::{Also, Draft, Imported};
use crate::error::ImportError;
use crate::form::json::Fields;
use postern_core::read::parse_key;
use serde_json::Value;

pub(crate) fn is_one(json: &Value) -> bool {
    json.has("accounts") && json.has("exporterRpId")
}

pub(crate) fn read(json: &Value) -> Result<Imported, ImportError> {
    let mut imported = Imported::new("CXF");
    let items = json.list("accounts").iter().flat_map(|account| account.list("items"));
    for item in items {
        let codes = item.list("credentials").iter().filter(|one| one.text("type") == "totp");
        for code in codes {
            let is_steam = code.text("algorithm") == "steam";
            let issuer = code.text("issuer");
            let draft = Draft {
                kind: if is_steam { "steam" } else { "totp" },
                issuer: if issuer.is_empty() { item.text("title") } else { issuer },
                name: code.text("username"),
                algorithm: code.text("algorithm"),
                digits: code.number("digits"),
                period: code.number("period"),
                also: Also {
                    pinned: item.flag("favorite"),
                    tags: item.list("tags").iter().filter_map(Value::as_str).collect(),
                    urls: item.at("scope").list("urls").iter().filter_map(Value::as_str).collect(),
                    note: "",
                },
                ..Draft::default()
            };
            imported.row(item.text("title"), draft.keyed(parse_key(code.text("secret"))));
        }
    }
    imported.bounded()
}
