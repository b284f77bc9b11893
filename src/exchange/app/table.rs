//! CSV of password managers: any file with a column for one-time codes.

use super::keepass::with_settings;
use super::keyed;
use super::login::{Login, key_of};
use crate::entry::{Also, Entry, Imported};
use crate::error::{ImportError, SkipReason};
use crate::form::csv::{Record, records};
use crate::form::text::bare;
use crate::search::object;

/// Names of columns, in lower case and without punctuation.
const CODES: [&str; 24] = [
    "otpauth",
    "totp",
    "logintotp",
    "otp",
    "otpurl",
    "otpsecret",
    "onetimepassword",
    "onetimecode",
    "2fa",
    "2fasecret",
    "mfa",
    "authenticator",
    "authenticatorkey",
    "twofactorsecret",
    "totpsecret",
    "totpkey",
    "totpuri",
    "totpurl",
    "otpuri",
    "otpauthuri",
    "otpauthurl",
    "timeotpsecretbase32",
    "secret",
    "secretkey",
];
/// Columns beside which others have the code's parameters.
const KEYS: [&str; 2] = ["secret", "secretkey"];
const TITLES: [&str; 6] = ["title", "name", "passwordname", "service", "issuer", "accountname"];
const USERS: [&str; 8] =
    ["username", "loginusername", "user", "userid", "email", "loginemail", "login", "account"];
const URLS: [&str; 7] =
    ["url", "loginuri", "website", "uri", "passwordurl", "additionalurls", "websiteurl"];
const GROUPS: [&str; 6] = ["group", "folder", "grouping", "category", "vault", "foldername"];
const NOTES: [&str; 4] = ["notes", "note", "extra", "comments"];
const PINS: [&str; 3] = ["favorite", "favourite", "fav"];
/// `RoboForm` writes its own fields into unnamed columns behind this one.
const ROBOFORM: &str = "rffieldsv2";
const ROBOFORM_CODE: &str = "TOTP KEY$";

pub(crate) fn is_one(text: &str) -> bool {
    let heading = text.lines().next().unwrap_or_default();
    !heading.contains("://")
        && records(heading).next().is_some_and(|heading| {
            let has = |names: &[&str]| !places(&heading, names).is_empty();
            heading.len() > 1
                && (has(&CODES) && (has(&TITLES) || has(&URLS) || has(&USERS)) || has(&[ROBOFORM]))
        })
}

/// Where columns with these names are, in the order of the names.
fn places(heading: &Record, names: &[&str]) -> Vec<usize> {
    let is = |name: &str| heading.iter().position(|field| bare(field) == name);
    names.iter().filter_map(|name| is(name)).collect()
}

/// Whether a column has passwords; "Password Name" and "Password URL" describe the entry.
fn is_password(column: &str) -> bool {
    let name = bare(column);
    (name.contains("password") || matches!(name.as_str(), "pwd" | "pass"))
        && !name.contains("onetime")
        && !name.ends_with("name")
        && !name.ends_with("url")
}

/// The columns of a file, by what they have.
struct Columns {
    titles: Vec<usize>,
    users: Vec<usize>,
    urls: Vec<usize>,
    groups: Vec<usize>,
    tags: Vec<usize>,
    notes: Vec<usize>,
    pins: Vec<usize>,
    codes: Vec<usize>,
    keys: Vec<usize>,
    /// Zoho's lines of "label:value".
    data: Vec<usize>,
}

impl Columns {
    fn of(heading: &Record) -> Self {
        let find = |names: &[&str]| places(heading, names);
        Self {
            titles: find(&TITLES),
            users: find(&USERS),
            urls: find(&URLS),
            groups: find(&GROUPS),
            tags: find(&["tags"]),
            notes: find(&NOTES),
            pins: find(&PINS),
            codes: find(&CODES),
            keys: find(&KEYS),
            data: find(&["secretdata"]),
        }
    }
}

/// The first of several columns that is filled in a row.
fn filled<'a>(record: &'a Record, places: &[usize]) -> &'a str {
    let mut texts = places.iter().filter_map(|at| record.get(*at)).map(|text| text.trim());
    texts.find(|text| !text.is_empty()).unwrap_or_default()
}

pub(crate) fn read(text: &str) -> Result<Imported, ImportError> {
    let mut records = records(text);
    let heading = records.next().ok_or(ImportError::Damaged)?;
    let has = |name: &str| !places(&heading, &[name]).is_empty();
    let app = match () {
        () if has("logintotp") => "Bitwarden",
        () if has(ROBOFORM) => "RoboForm",
        () => "CSV",
    };
    let secret: Vec<bool> = heading.iter().map(|name| is_password(name)).collect();
    let columns = Columns::of(&heading);
    let mut imported = Imported::new(app);
    for mut record in records {
        // Passwords are dropped before anything is read.
        for (field, _) in record.iter_mut().zip(&secret).filter(|(_, is_password)| **is_password) {
            *field = String::new();
        }
        let name = filled(&record, &columns.titles);
        if let Some(row) = row(&record, &heading, &columns) {
            imported.row(name, row);
        }
    }
    imported.bounded()
}

/// `None` for a row without a code.
fn row(record: &Record, heading: &Record, columns: &Columns) -> Option<Result<Entry, SkipReason>> {
    let code = match filled(record, &columns.codes) {
        "" => roboform_code(record)?,
        code => code,
    };
    if !code.contains("://") && code == filled(record, &columns.keys) {
        let pairs = heading.iter().map(String::as_str).zip(record.iter().map(String::as_str));
        return keyed::entry(&object(pairs)).map(|(_, row)| row);
    }
    let user = match filled(record, &columns.users) {
        "" => labelled(filled(record, &columns.data), "user name"),
        user => user,
    };
    let tags = filled(record, &columns.tags).split([';', ',']).map(str::trim);
    let login = Login {
        title: filled(record, &columns.titles),
        user,
        also: Also {
            pinned: matches!(filled(record, &columns.pins), "1" | "true" | "yes"),
            tags: [group(filled(record, &columns.groups))]
                .into_iter()
                .chain(tags)
                .filter(|tag| !tag.is_empty())
                .collect(),
            note: filled(record, &columns.notes),
            urls: columns
                .urls
                .iter()
                .filter_map(|at| record.get(*at))
                .flat_map(|cell| urls(cell))
                .collect(),
        },
    };
    // KeePassXC writes the settings of "30;6;KEY" where another column has the key.
    Some(match code.rsplit_once(';') {
        Some((settings, key)) if settings.contains(';') && !code.contains("://") => {
            with_settings(&login, key_of(key).0, settings)
        }
        _ => login.with(code),
    })
}

/// A group without what every entry of a program has before it.
fn group(path: &str) -> &str {
    match path {
        "Root" | "OTP/TOTP" | "OTP/HOTP" => "",
        path => path.strip_prefix("Root/").unwrap_or(path).trim_matches('/'),
    }
}

/// The value of a line "label:value".
fn labelled<'a>(lines: &'a str, label: &str) -> &'a str {
    let pairs = lines.lines().filter_map(|line| line.split_once(':'));
    let mut values = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case(label));
    values.next().map(|(_, value)| value.trim()).unwrap_or_default()
}

/// `RoboForm`'s field: its name, an empty value, a type and the key.
fn roboform_code(record: &Record) -> Option<&str> {
    let field = record.iter().find(|field| field.starts_with(ROBOFORM_CODE))?;
    field.rsplit(',').next().filter(|code| !code.is_empty())
}

/// The addresses of a cell: between spaces, or commas and semicolons before another address.
fn urls(cell: &str) -> Vec<&str> {
    let mut urls = Vec::new();
    for word in cell.split_whitespace() {
        let mut from = 0;
        for (at, _) in word.match_indices("http") {
            let Some((before, _)) = word.split_at_checked(at) else { continue };
            if before.ends_with([',', ';', '|']) {
                urls.extend(word.get(from..at));
                from = at;
            }
        }
        urls.extend(word.get(from..));
    }
    urls.into_iter().map(|url| url.trim_end_matches([',', ';', '|'])).collect()
}
