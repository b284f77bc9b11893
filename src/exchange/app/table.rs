//! CSV of password managers: any file with a column for one-time codes.

use super::keepass::with_settings;
use super::login::{Login, key_of};
use crate::entry::{Also, Imported};
use crate::error::ImportError;
use crate::form::csv::{Record, records};

/// Names of the code column; `icon` identifies KeePassXC's own files.
const CODES: [&str; 10] = [
    "otpauth",
    "totp",
    "login_totp",
    "otp",
    "otpurl",
    "otpsecret",
    "one-time password",
    "2fa",
    "authenticator",
    "otp url",
];
const TITLES: [&str; 4] = ["title", "name", "service", "issuer"];
const USERS: [&str; 6] = ["username", "login_username", "user", "email", "login", "account"];
const URLS: [&str; 4] = ["url", "login_uri", "website", "uri"];
const GROUPS: [&str; 5] = ["group", "folder", "grouping", "category", "vault"];
const NOTES: [&str; 4] = ["notes", "note", "extra", "comments"];
const PINS: [&str; 3] = ["favorite", "favourite", "fav"];

pub(crate) fn is_one(text: &str) -> bool {
    let heading = text.lines().next().unwrap_or_default();
    !heading.contains("://")
        && records(heading).next().is_some_and(|heading| {
            heading.len() > 1 && CODES.iter().any(|code| place(&heading, &[code]).is_some())
        })
}

fn place(heading: &Record, names: &[&str]) -> Option<usize> {
    let is = |field: &String, name: &str| field.trim().eq_ignore_ascii_case(name);
    names.iter().find_map(|name| heading.iter().position(|field| is(field, name)))
}

pub(crate) fn read(text: &str) -> Result<Imported, ImportError> {
    let mut records = records(text);
    let heading = records.next().ok_or(ImportError::Damaged)?;
    // Password columns are dropped before anything is read.
    let is_password = |name: &String| {
        let name = name.to_ascii_lowercase();
        name.contains("password") && !name.contains("one-time")
    };
    let secret: Vec<bool> = heading.iter().map(is_password).collect();
    let find = |names: &[&str]| place(&heading, names);
    let (titles, users, urls) = (find(&TITLES), find(&USERS), find(&URLS));
    let (groups, notes, pins) = (find(&GROUPS), find(&NOTES), find(&PINS));
    let codes: Vec<_> = CODES.iter().filter_map(|name| find(&[name])).collect();
    let is_bitwarden = find(&["login_totp"]).is_some();
    let mut imported = Imported::new(if is_bitwarden { "Bitwarden" } else { "CSV" });
    for mut record in records {
        for (field, _) in record.iter_mut().zip(&secret).filter(|(_, is_password)| **is_password) {
            *field = String::new();
        }
        let get = |at: Option<usize>| {
            at.and_then(|at| record.get(at)).map(|text| text.trim()).unwrap_or_default()
        };
        let code = codes.iter().map(|at| get(Some(*at))).find(|code| !code.is_empty());
        let Some(code) = code else { continue };
        let group = get(groups);
        let login = Login {
            title: get(titles),
            user: get(users),
            also: Also {
                pinned: matches!(get(pins), "1" | "true"),
                // Every KeePassXC entry is below the root group.
                tags: vec![group.strip_prefix("Root/").unwrap_or(group)]
                    .into_iter()
                    .filter(|group| *group != "Root")
                    .collect(),
                note: get(notes),
                urls: vec![get(urls)],
            },
        };
        // KeePassXC writes the settings of "30;6;KEY" where another column has the key.
        let row = match code.rsplit_once(';') {
            Some((settings, key)) if settings.contains(';') => {
                with_settings(&login, key_of(key).0, settings)
            }
            _ => login.with(code),
        };
        imported.row(login.title, row);
    }
    imported.bounded()
}
