//! FIDO's Credential Exchange Format, which password managers exchange.

use crate::entry::{Also, Draft, Imported, without_issuer};
use crate::error::ImportError;
use crate::form::json::{Fields, first};
use postern_core::read::parse_key;
use serde_json::Value;

/// One account of an exporter, or a list of them under a header; drafts of the format name the exporter
/// differently.
pub(crate) fn is_one(json: &Value) -> bool {
    let has_items = |account: &Value| {
        account.list("items").iter().any(|item| !item.list("credentials").is_empty())
    };
    json.has("accounts") && json.has("exporterRpId")
        || json.list("accounts").iter().any(has_items)
        || has_items(json)
}

/// A text, or the value of an editable field.
fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    let field = of.at(key);
    field.as_str().unwrap_or_else(|| field.text("value"))
}

pub(crate) fn read(json: &Value) -> Result<Imported, ImportError> {
    let mut imported = Imported::new("CXF");
    let accounts =
        if json.has("accounts") { json.list("accounts") } else { std::slice::from_ref(json) };
    for item in accounts.iter().flat_map(|account| account.list("items")) {
        let credentials = item.list("credentials");
        let of =
            |kind: &'static str| credentials.iter().filter(move |one| one.text("type") == kind);
        let login = of("basic-auth").next().unwrap_or(&Value::Null);
        let note = of("note").next().map(|note| text(note, "content")).unwrap_or_default();
        let scopes = [item.at("scope"), login];
        let urls = scopes.iter().flat_map(|scope| scope.list("urls")).filter_map(Value::as_str);
        for code in of("totp") {
            let is_steam = text(code, "algorithm") == "steam";
            let issuer = first(&[text(code, "issuer"), item.text("title")]);
            let user = first(&[text(code, "username"), text(login, "username")]);
            let draft = Draft {
                kind: if is_steam { "steam" } else { "totp" },
                issuer,
                name: without_issuer(user, issuer),
                algorithm: text(code, "algorithm"),
                digits: code.number("digits"),
                period: code.number("period"),
                also: Also {
                    pinned: item.flag("favorite"),
                    tags: item.list("tags").iter().filter_map(Value::as_str).collect(),
                    urls: urls.clone().collect(),
                    note,
                },
                ..Draft::default()
            };
            imported.row(item.text("title"), draft.keyed(parse_key(text(code, "secret"))));
        }
    }
    imported.bounded()
}
