//! Password managers with JSON of their own: Enpass, Keeper, Psono.

use super::login::Login;
use crate::entry::{Also, Draft, Imported};
use crate::error::{ImportError, SkipReason};
use crate::form::json::{Fields, first};
use postern_core::read::parse_key;
use serde_json::Value;

pub(crate) fn is_enpass(json: &Value) -> bool {
    json.list("items").iter().any(|item| {
        item.list("fields").iter().any(|field| !field.text("type").is_empty() && field.has("value"))
    })
}

pub(crate) fn read_enpass(json: &Value) -> Result<Imported, ImportError> {
    let folders = json.list("folders");
    let mut imported = Imported::new("Enpass");
    for item in json.list("items") {
        let fields = || {
            let kept =
                |field: &&Value| !field.flag("deleted") && field.number("deleted") != Some(1);
            item.list("fields").iter().filter(kept)
        };
        let of = |kind: &str| {
            let mut found = fields().filter(|field| field.text("type") == kind);
            found.find(|field| !field.text("value").is_empty())
        };
        let text = |kind| of(kind).map(|field| field.text("value")).unwrap_or_default();
        let folder = |id: &Value| folders.iter().find(|folder| folder.at("uuid") == id);
        let tags = item.list("folders").iter().filter_map(folder);
        let urls = fields().filter(|field| field.text("type") == "url");
        let login = Login {
            title: item.text("title"),
            user: first(&[text("username"), text("email")]),
            also: Also {
                pinned: item.number("favorite") == Some(1) || item.flag("favorite"),
                tags: tags.map(|folder| folder.text("title")).collect(),
                note: item.text("note"),
                urls: urls.map(|field| field.text("value")).collect(),
            },
        };
        let is_trashed = item.number("trashed") == Some(1) || item.flag("trashed");
        for code in fields().filter(|field| field.text("type") == "totp") {
            let code = code.text("value");
            if !code.is_empty() {
                let row = if is_trashed { Err(SkipReason::Trashed) } else { login.with(code) };
                imported.row(login.title, row);
            }
        }
    }
    imported.bounded()
}

pub(crate) fn is_keeper(json: &Value) -> bool {
    json.list("records").iter().any(|record| record.has("custom_fields") || record.has("$type"))
}

pub(crate) fn read_keeper(json: &Value) -> Result<Imported, ImportError> {
    let mut imported = Imported::new("Keeper");
    for record in json.list("records") {
        let folders = record.list("folders").iter();
        let tags =
            folders.map(|folder| first(&[folder.text("folder"), folder.text("shared_folder")]));
        let login = Login {
            title: record.text("title"),
            user: record.text("login"),
            also: Also {
                pinned: false,
                // A path of folders is written with backslashes; the innermost one is the tag.
                tags: tags.filter_map(|path| path.rsplit('\\').next()).collect(),
                note: record.text("notes"),
                urls: vec![record.text("login_url")],
            },
        };
        let Some(fields) = record.at("custom_fields").as_object() else { continue };
        let is_code =
            |name: &str| name.starts_with("$oneTimeCode") || name.starts_with("TFC:Keeper");
        for (_, value) in fields.iter().filter(|(name, _)| is_code(name)) {
            let list = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            for code in list.iter().filter_map(Value::as_str).filter(|code| !code.is_empty()) {
                imported.row(login.title, login.with(code));
            }
        }
    }
    imported.bounded()
}

/// Where the code's fields begin with a name, depending on the kind of the entry.
const PSONO: [(&str, &str); 3] = [
    ("totp", "totp"),
    ("website_password", "website_password_totp"),
    ("application_password", "application_password_totp"),
];

pub(crate) fn is_psono(json: &Value) -> bool {
    let is_entry = |item: &Value| PSONO.iter().any(|(kind, _)| item.text("type") == *kind);
    json.list("items").iter().any(is_entry) || json.list("folders").iter().any(is_psono)
}

pub(crate) fn read_psono(json: &Value) -> Result<Imported, ImportError> {
    let mut imported = Imported::new("Psono");
    psono_folder(json, "", 0, &mut imported);
    imported.bounded()
}

fn psono_folder(folder: &Value, tag: &str, depth: u32, imported: &mut Imported) {
    const DEPTH_MAX: u32 = 64;
    for item in folder.list("items") {
        let kind = PSONO.iter().find(|(kind, _)| item.text("type") == *kind);
        let Some((kind, prefix)) = kind else { continue };
        let code = item.text(&format!("{prefix}_code"));
        if code.is_empty() {
            continue;
        }
        let (title, of) = (item.text("name"), |name: &str| item.text(&format!("{kind}_{name}")));
        let draft = Draft {
            issuer: title,
            name: of("username"),
            algorithm: item.text(&format!("{prefix}_algorithm")),
            digits: item.number(&format!("{prefix}_digits")),
            period: item.number(&format!("{prefix}_period")),
            also: Also {
                tags: if tag.is_empty() { Vec::new() } else { vec![tag] },
                note: of("notes"),
                urls: vec![of("url")],
                pinned: false,
            },
            ..Draft::default()
        };
        imported.row(title, draft.keyed(parse_key(code)));
    }
    if depth < DEPTH_MAX {
        for inner in folder.list("folders") {
            psono_folder(inner, inner.text("name"), depth + 1, imported);
        }
    }
}
