//! 1Password's 1PUX: `export.data` in a zip archive.

use super::login::Login;
use crate::entry::{Also, Imported};
use crate::error::ImportError;
use crate::form::json::Fields;
use serde_json::Value;

pub(crate) fn read(json: &Value) -> Result<Imported, ImportError> {
    let mut imported = Imported::new("1Password");
    let vaults = json.list("accounts").iter().flat_map(|account| account.list("vaults"));
    for item in vaults.flat_map(|vault| vault.list("items")) {
        let (overview, details) = (item.at("overview"), item.at("details"));
        let user = details
            .list("loginFields")
            .iter()
            .find(|field| field.text("designation") == "username");
        let urls = overview.list("urls").iter().map(|url| url.text("url"));
        let login = Login {
            title: overview.text("title"),
            user: user.map(|field| field.text("value")).unwrap_or_default(),
            also: Also {
                pinned: item.number("favIndex").is_some_and(|index| index > 0),
                tags: overview.list("tags").iter().filter_map(Value::as_str).collect(),
                note: details.text("notesPlain"),
                urls: urls.chain([overview.text("url")]).filter(|url| !url.is_empty()).collect(),
            },
        };
        let fields = details.list("sections").iter().flat_map(|section| section.list("fields"));
        for code in
            fields.map(|field| field.at("value").text("totp")).filter(|code| !code.is_empty())
        {
            imported.row(login.title, login.with(code));
        }
    }
    imported.bounded()
}
