//! Objects with a key beside its names, as many apps write them: the fields differ only in their
//! names.

use super::links::{name_in, read_link};
use super::login::key_of;
use crate::entry::{Also, Draft, Entry, Imported, split_label, without_issuer};
use crate::error::SkipReason;
use crate::form::json::{Fields, first};
use crate::form::text::bare;
use postern_core::read::{parse_hex_key, parse_key};
use serde_json::{Map, Value};

/// Names of fields, in lower case and without punctuation, the best first.
const KEYS: [&str; 17] = [
    "secret",
    "decryptedseed",
    "decryptedsecret",
    "secretkey",
    "totpsecret",
    "otpsecret",
    "oathsecret",
    "totpkey",
    "otpkey",
    "seed",
    "totp",
    "otp",
    "onetimepassword",
    "otpauth",
    "uri",
    "timeotpsecretbase32",
    "key",
];
const ISSUERS: [&str; 6] =
    ["issuer", "service", "servicename", "provider", "issuername", "originalissuer"];
const TITLES: [&str; 3] = ["title", "site", "app"];
const NAMES: [&str; 9] = [
    "account",
    "accountname",
    "username",
    "user",
    "login",
    "email",
    "label",
    "name",
    "originalname",
];
const KINDS: [&str; 4] = ["type", "otptype", "kind", "tokentype"];
const ALGORITHMS: [&str; 5] = ["algorithm", "algo", "hash", "hashalgorithm", "digest"];
const DIGITS: [&str; 5] = ["digits", "length", "digit", "codelength", "otplength"];
const PERIODS: [&str; 7] =
    ["period", "step", "interval", "timestep", "timer", "timeperiod", "validity"];
const COUNTERS: [&str; 2] = ["counter", "movingfactor"];
const GROUPS: [&str; 4] = ["group", "folder", "category", "foldername"];
const NOTES: [&str; 2] = ["note", "notes"];
const PINS: [&str; 3] = ["pinned", "favorite", "isfavorite"];
const URLS: [&str; 4] = ["url", "website", "loginurl", "urls"];

/// An object's fields, found by any of several names.
struct Named<'a>(&'a Map<String, Value>);

impl<'a> Named<'a> {
    /// The first field with a value.
    fn find(&self, names: &[&str]) -> Option<&'a Value> {
        let field = |name: &&str| self.0.iter().find(|(key, _)| bare(key) == **name);
        let is_filled = |value: &&Value| !value.is_null() && value.as_str() != Some("");
        names.iter().filter_map(field).map(|(_, value)| value).find(is_filled)
    }

    fn text(&self, names: &[&str]) -> &'a str {
        self.find(names).and_then(Value::as_str).unwrap_or_default().trim()
    }

    fn number(&self, names: &[&str]) -> Option<u64> {
        let value = self.find(names)?;
        value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
    }
}

/// A row for each object of a list, good or bad: the app is known to write accounts there.
pub(crate) fn read(app: &'static str, list: &[Value]) -> Imported {
    let mut imported = Imported::new(app);
    for value in list {
        if let Some(link) = value.as_str() {
            imported.row(&name_in(link), read_link(link));
        } else if let Some((name, row)) = entry(value) {
            imported.row(&name, row);
        }
    }
    imported
}

/// The account of one object; `None` if it has no field for a key.
pub(crate) fn entry(value: &Value) -> Option<(String, Result<Entry, SkipReason>)> {
    let fields = Named(value.as_object()?);
    let key = fields.find(&KEYS)?.as_str()?;
    let issuer = first(&[fields.text(&ISSUERS), fields.text(&TITLES)]);
    let label = fields.text(&NAMES);
    let (issuer, name) = if issuer.is_empty() {
        split_label(label)
    } else {
        (issuer, without_issuer(label, issuer))
    };
    let shown = first(&[issuer, label]);
    if key.contains("://") {
        return Some((shown.to_owned(), read_link(key)));
    }
    let kind = kind(fields.text(&KINDS));
    let tags = value.list("tags").iter().filter_map(Value::as_str);
    let draft = Draft {
        kind,
        issuer,
        name,
        algorithm: if matches!(kind, "" | "totp" | "hotp") { fields.text(&ALGORITHMS) } else { "" },
        digits: fields.number(&DIGITS),
        period: fields.number(&PERIODS).filter(|period| *period > 0),
        counter: Some(fields.number(&COUNTERS).unwrap_or_default()),
        pin: fields.text(&["pin"]),
        also: Also {
            pinned: fields.find(&PINS).is_some_and(is_true),
            tags: tags.chain([fields.text(&GROUPS)]).filter(|tag| !tag.is_empty()).collect(),
            note: fields.text(&NOTES),
            urls: vec![fields.text(&URLS)],
        },
    };
    let key = if kind == "motp" { parse_hex_key(key) } else { key_of(key).0 };
    Some((shown.to_owned(), draft.keyed(key)))
}

fn is_true(value: &Value) -> bool {
    value.as_bool() == Some(true) || value.as_u64() == Some(1) || value.as_str() == Some("true")
}

/// The kind in any app's spelling: `STEAMTOTP`, `otp_hotp`; of anything else, such as "login", TOTP.
fn kind(text: &str) -> &'static str {
    let text = text.to_ascii_lowercase();
    let kinds = ["steam", "motp", "yandex", "yaotp", "hotp"];
    kinds.into_iter().find(|kind| text.contains(kind)).unwrap_or("totp")
}

/// Whether a text is the name of a kind.
pub(crate) fn is_kind(text: &str) -> bool {
    ["totp", "hotp", "steam", "motp", "yandex"].contains(&text)
}

/// Whether an unknown object is an account: a key of at least ten bytes, or a link, and a name.
pub(crate) fn is_account(value: &Value) -> bool {
    let Some(object) = value.as_object() else { return false };
    let fields = Named(object);
    let key = fields.text(&KEYS);
    let is_key = |key: &str| {
        key.len() <= 256 && parse_key(key).is_ok_and(|key| key.secret.expose().len() >= 10)
    };
    let is_named =
        [&ISSUERS[..], &TITLES, &NAMES].iter().any(|names| !fields.text(names).is_empty());
    is_named && is_key(key)
}
