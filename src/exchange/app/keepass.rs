//! KeePass: the fields in which its many programs keep one-time codes, and its XML.

use super::login::Login;
use crate::cipher::KdbxStream;
use crate::entry::{Also, Draft, Entry, Imported};
use crate::error::{ImportError, SkipReason};
use crate::form::json::base64;
use crate::form::xml::{Listener, walk};
use postern_core::read::{KeyError, KeyText, key_from_bytes, parse_hex_key, parse_key};

/// An entry's strings by name.
pub(crate) type Strings = Vec<(String, String)>;

fn get<'a>(strings: &'a Strings, name: &str) -> &'a str {
    let found = strings.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str()).unwrap_or_default()
}

/// The codes of one entry: none, one, or one of each kind.
pub(crate) fn codes(strings: &Strings, group: &str, imported: &mut Imported) {
    let title = get(strings, "Title");
    // KeePassXC's placeholder for an empty user name.
    let user = get(strings, "UserName");
    let login = Login {
        title,
        user: if user == "none" { "" } else { user },
        also: Also {
            tags: vec![group],
            note: get(strings, "Notes"),
            urls: vec![get(strings, "URL")],
            pinned: false,
        },
    };
    let before = imported.entries.len();
    let (otp, seed) = (get(strings, "otp"), get(strings, "TOTP Seed"));
    if !otp.is_empty() {
        imported.row(title, login.with(otp).map(without_placeholder));
    } else if !seed.is_empty() {
        imported.row(title, with_settings(&login, parse_key(seed), get(strings, "TOTP Settings")));
    }
    for kind in ["totp", "hotp"] {
        let (prefix, counter) =
            if kind == "totp" { ("TimeOtp", "") } else { ("HmacOtp", "HmacOtp-Counter") };
        if let Some(key) = native_key(strings, prefix) {
            let field = |name: &str| get(strings, &format!("{prefix}-{name}"));
            let draft = Draft {
                kind,
                issuer: login.title,
                name: login.user,
                algorithm: field("Algorithm"),
                digits: field("Length").parse().ok(),
                period: field("Period").parse().ok(),
                counter: Some(get(strings, counter).parse().unwrap_or_default()),
                also: login.also.clone(),
                ..Draft::default()
            };
            // Databases that two programs share have the same key in both of their notations.
            let row = draft.keyed(key);
            let known = imported.entries.get(before..).unwrap_or_default();
            if !row.as_ref().is_ok_and(|row| known.iter().any(|one| one.has_key_of(row))) {
                imported.row(title, row);
            }
        }
    }
}

/// KeePassXC writes "none" into the link where an entry has no user name.
fn without_placeholder(mut row: Entry) -> Entry {
    if row.account.name.as_str() == "none" {
        row.account.name = Default::default();
    }
    row
}

/// `30;6`, or `30;S` for Steam.
pub(crate) fn with_settings(
    login: &Login<'_>,
    key: Result<KeyText, KeyError>,
    settings: &str,
) -> Result<Entry, SkipReason> {
    let (period, digits) = settings.split_once(';').unwrap_or(("", ""));
    let digits = digits.split(';').next().unwrap_or_default();
    let draft = Draft {
        kind: if digits == "S" { "steam" } else { "totp" },
        issuer: login.title,
        name: login.user,
        digits: digits.parse().ok(),
        period: period.parse().ok(),
        also: login.also.clone(),
        ..Draft::default()
    };
    draft.keyed(key)
}

/// KeePass 2.47 and later: the key as text, or in one of three notations.
fn native_key(strings: &Strings, prefix: &str) -> Option<Result<KeyText, KeyError>> {
    let field = |name: &str| {
        let text = get(strings, &format!("{prefix}-Secret{name}"));
        (!text.is_empty()).then_some(text)
    };
    if let Some(text) = field("-Base32") {
        Some(parse_key(text))
    } else if let Some(text) = field("-Hex") {
        Some(parse_hex_key(text))
    } else if let Some(text) = field("-Base64") {
        Some(key_from_bytes(base64(text).unwrap_or_default()))
    } else {
        Some(key_from_bytes(field("")?.as_bytes().to_vec()))
    }
}

/// The XML that KeePass exports, or that is inside a database; there, protected values are
/// encrypted by one stream in document order. `header` is the SHA-256 that version 3 repeats inside.
pub(crate) fn read_xml(
    document: &str,
    stream: Option<KdbxStream>,
    header: Option<&[u8]>,
) -> Result<Imported, ImportError> {
    let mut tree = Tree { stream, ..Tree::default() };
    walk(document, &mut tree).ok_or(ImportError::Damaged)?;
    let is_changed = header.is_some_and(|sum| !tree.header.is_empty() && tree.header != sum);
    if tree.broken || is_changed {
        return Err(ImportError::Damaged);
    }
    tree.imported.app = "KeePass";
    tree.imported.bounded()
}

#[derive(Default)]
struct Tree {
    imported: Imported,
    stream: Option<KdbxStream>,
    broken: bool,
    bin: String,
    header: Vec<u8>,
    /// The enclosing groups: name and id.
    groups: Vec<(String, String)>,
    strings: Strings,
    key: String,
    value: String,
    is_protected: bool,
}

impl Listener for Tree {
    fn begins(&mut self, path: &[String], attribute: &dyn Fn(&str) -> Option<String>) {
        match path.last().map(String::as_str) {
            Some("Group") => self.groups.push(Default::default()),
            Some("Entry") if !is_history(path) => self.strings.clear(),
            Some("Value") => {
                let protected = attribute("Protected").or_else(|| attribute("ProtectInMemory"));
                self.is_protected = self.stream.is_some()
                    && protected.is_some_and(|text| text.eq_ignore_ascii_case("true"));
            }
            _ => {}
        }
    }

    fn ends(&mut self, path: &[String], text: &str) {
        let parent = path.len().checked_sub(2).and_then(|at| path.get(at)).map(String::as_str);
        match (parent, path.last().map(String::as_str)) {
            (_, Some("HeaderHash")) => self.header = base64(text).unwrap_or_default(),
            (_, Some("RecycleBinUUID")) => text.clone_into(&mut self.bin),
            (Some("Group"), Some("Name")) => {
                if let Some(group) = self.groups.last_mut() {
                    text.clone_into(&mut group.0);
                }
            }
            (Some("Group"), Some("UUID")) => {
                if let Some(group) = self.groups.last_mut() {
                    text.clone_into(&mut group.1);
                }
            }
            (_, Some("Group")) => {
                self.groups.pop();
            }
            (Some("String"), Some("Key")) => text.clone_into(&mut self.key),
            (Some("String"), Some("Value")) => self.value = self.shown(text),
            (Some("Entry"), Some("String")) if !is_history(path) => {
                let pair = (std::mem::take(&mut self.key), std::mem::take(&mut self.value));
                // Passwords are dropped immediately.
                if !pair.0.eq_ignore_ascii_case("password") {
                    self.strings.push(pair);
                }
            }
            (_, Some("Entry")) if !is_history(path) => self.entry(),
            _ => {}
        }
    }
}

impl Tree {
    fn shown(&mut self, text: &str) -> String {
        let Some(stream) = self.stream.as_mut().filter(|_| self.is_protected) else {
            return text.to_owned();
        };
        let mut bytes = base64(text).unwrap_or_default();
        self.broken |= stream.apply(&mut bytes).is_none();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn entry(&mut self) {
        let strings = std::mem::take(&mut self.strings);
        // The root group is named after the database and is not a tag.
        let group = if self.groups.len() > 1 { self.groups.last() } else { None };
        let group = group.map(|(name, _)| name.clone()).unwrap_or_default();
        let before = self.imported.entries.len();
        codes(&strings, &group, &mut self.imported);
        let is_binned = !self.bin.is_empty() && self.groups.iter().any(|(_, id)| *id == self.bin);
        if is_binned {
            for _ in self.imported.entries.split_off(before) {
                self.imported.row(get(&strings, "Title"), Err(SkipReason::Trashed));
            }
        }
    }
}

/// Earlier states of an entry are nested inside it.
fn is_history(path: &[String]) -> bool {
    path.iter().any(|name| name == "History")
}
