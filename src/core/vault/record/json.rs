//! A record's plaintext: compact JSON with short names; defaults are omitted, unknown fields kept.

use crate::account::{
    Account, Algorithm, Digits, Filling, Keeping, Kind, Name, Note, Period, Pin, Secret, Site,
    UnixMillis,
};
use crate::vault::json::{Fields, Object, Put, parse, write};
use crate::vault::sync::Lineage;
use serde_json::Value;
use zeroize::Zeroizing;

/// The content of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) account: Account,
    /// It is in the bin; such an account is not listed.
    pub(crate) deleted: Option<Deleted>,
    /// Fields written by a newer Postern.
    pub(crate) unknown: Object,
    /// When its parts were written.
    pub(crate) lineage: Lineage,
}

impl Body {
    /// True if both are the same on every computer: each counts the age of its bin for itself.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let Self { account, deleted, unknown, lineage } = self;
        let at = |deleted: &Option<Deleted>| deleted.map(|one| one.at);
        (account, unknown, at(deleted)) == (&other.account, &other.unknown, at(&other.deleted))
            && lineage.is_same(&other.lineage)
    }
}

/// When an account was put in the bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Deleted {
    /// By the computer's clock.
    pub(crate) at: UnixMillis,
    /// How old the bin was, in ms.
    pub(crate) age_ms: u64,
}

pub(crate) fn body_to_json(body: &Body) -> Zeroizing<String> {
    let mut json = body_to_object(body);
    put_lineage(&mut json, &body.lineage);
    write(json)
}

/// Without its lineage.
pub(crate) fn body_to_object(body: &Body) -> Object {
    let mut json = body.unknown.clone();
    put_account(&mut json, &body.account);
    if let Some(deleted) = body.deleted {
        json.put("del", deleted.at.ms());
        json.put("delage", deleted.age_ms);
    }
    json
}

pub(crate) fn put_lineage(json: &mut Object, lineage: &Lineage) {
    if !lineage.is_empty() {
        json.put(LINEAGE, lineage.to_json());
    }
}

/// Where a record has its [`Lineage`].
const LINEAGE: &str = "ln";

pub(crate) fn take_lineage(json: &mut Fields) -> Lineage {
    json.take(LINEAGE).map_or_else(Lineage::default, |value| Lineage::from_json(&value))
}

fn put_account(json: &mut Object, account: &Account) {
    let Account { kind, secret, issuer, name, sites, filling, keeping, extras } = account;
    // The key is sealed with the record.
    json.put("s", secret.to_base32().as_str());
    let type_name = match kind {
        Kind::Totp { algorithm, digits, period } => {
            put_shape(json, *algorithm, *digits);
            if *period != Period::default() {
                json.put("p", period.s());
            }
            "totp"
        }
        Kind::Hotp { algorithm, digits, counter } => {
            put_shape(json, *algorithm, *digits);
            // As text: JSON numbers lose counters above 2^53.
            json.put("c", counter.to_string());
            "hotp"
        }
        Kind::Steam => "steam",
        Kind::Motp { pin } => {
            json.put("pin", pin.expose());
            "motp"
        }
        Kind::Yandex { pin } => {
            json.put("pin", pin.expose());
            "yandex"
        }
    };
    json.put("t", type_name);
    for (key, name) in [("i", issuer), ("a", name)] {
        if !name.is_empty() {
            json.put(key, name.as_str());
        }
    }
    for (key, sites) in [("hosts", sites), ("chosen", &filling.chosen_at)] {
        if !sites.is_empty() {
            json.put(key, sites.iter().map(ToString::to_string).collect::<Vec<_>>());
        }
    }
    if !filling.frames.is_empty() {
        let pairs = filling.frames.iter().map(|(frame, top)| format!("{frame} {top}"));
        json.put("frames", pairs.collect::<Vec<_>>());
    }
    put_keeping(json, keeping);
    for (key, holds) in [("press", filling.presses), ("append", filling.appends)] {
        if holds {
            json.put(key, true);
        }
    }
    if !extras.is_empty() {
        let pairs = extras.iter().map(|(name, value)| vec![name.clone(), value.clone()]);
        json.put("x", pairs.collect::<Vec<_>>());
    }
}

fn put_keeping(json: &mut Object, keeping: &Keeping) {
    let Keeping { pinned, place, tags, note, recovery } = keeping;
    if *pinned {
        json.put("top", true);
    }
    if let Some(place) = place {
        json.put("pos", *place);
    }
    if !tags.is_empty() {
        json.put("tags", tags.iter().map(Name::as_str).collect::<Vec<_>>());
    }
    if !note.text().is_empty() {
        json.put("note", note.text());
    }
    if !recovery.is_empty() {
        json.put("rc", recovery.iter().map(|code| code.text()).collect::<Vec<_>>());
    }
    let used: Vec<_> =
        recovery.iter().enumerate().filter(|(_, code)| code.used).map(|(at, _)| at).collect();
    if !used.is_empty() {
        json.put("rcu", used);
    }
}

fn put_shape(json: &mut Object, algorithm: Algorithm, digits: Digits) {
    if algorithm != Algorithm::Sha1 {
        json.put("alg", algorithm.name());
    }
    if digits != Digits::default() {
        json.put("d", digits.count());
    }
}

/// `None` if a field that codes depend on is missing or wrong: the record counts as unreadable and
/// is kept unchanged.
pub(crate) fn body_from_json(plain: &[u8]) -> Option<Body> {
    body_from_fields(parse(plain)?)
}

/// The inverse of [`body_to_object`], with the lineage if it is there.
pub(crate) fn body_from_fields(mut json: Fields) -> Option<Body> {
    let lineage = take_lineage(&mut json);
    let account = take_account(&mut json)?;
    let (at, age_ms) = (json.take_number("del"), json.take_number("delage").unwrap_or_default());
    let deleted = at.and_then(|ms| UnixMillis::new(ms).ok()).map(|at| Deleted { at, age_ms });
    Some(Body { account, deleted, unknown: json.rest(), lineage })
}

fn take_account(json: &mut Fields) -> Option<Account> {
    let secret = Secret::from_base32(&json.take_text("s")?).ok()?;
    let type_name = json.take_text("t")?;
    let kind = match type_name.as_str() {
        "totp" => {
            let (algorithm, digits) = take_shape(json)?;
            let period = match json.take("p") {
                None => Period::default(),
                Some(value) => Period::new(u32::try_from(value.as_u64()?).ok()?)?,
            };
            Kind::Totp { algorithm, digits, period }
        }
        "hotp" => {
            let (algorithm, digits) = take_shape(json)?;
            Kind::Hotp { algorithm, digits, counter: json.take_text("c")?.parse().ok()? }
        }
        "steam" => Kind::Steam,
        "motp" => Kind::Motp { pin: Pin::new(&json.take_text("pin")?)? },
        "yandex" => Kind::Yandex { pin: Pin::new(&json.take_text("pin")?)? },
        _ => return None,
    };
    let mut name = |key| Name::new(&json.take_text(key).unwrap_or_default());
    let (issuer, name) = (name("i"), name("a"));
    // A site that cannot be read is dropped, so nothing is filled there; the account itself is
    // kept.
    let mut sites = |key| {
        let sites = json.take_list(key);
        sites.iter().filter_map(|site| Site::from_text(site.as_str()?).ok()).collect()
    };
    let (sites, chosen_at) = (sites("hosts"), sites("chosen"));
    let frames = json.take_list("frames").iter().filter_map(site_pair).collect();
    let (presses, appends) = (json.take_flag("press"), json.take_flag("append"));
    let filling = Filling { presses, appends, chosen_at, frames };
    let extras = json.take_list("x").iter().filter_map(pair).collect();
    let keeping = take_keeping(json);
    Some(Account { kind, secret, issuer, name, sites, filling, keeping, extras })
}

fn take_keeping(json: &mut Fields) -> Keeping {
    let mut keeping = Keeping {
        pinned: json.take_flag("top"),
        place: json.take("pos").and_then(|value| u32::try_from(value.as_u64()?).ok()),
        note: Note::new(&json.take_text("note").unwrap_or_default()),
        ..Keeping::default()
    };
    for tag in json.take_list("tags") {
        keeping.tag(tag.as_str().unwrap_or_default());
    }
    let used = json.take_list("rcu");
    for (at, code) in json.take_list("rc").iter().enumerate() {
        keeping.recover_with(code.as_str().unwrap_or_default(), used.contains(&Value::from(at)));
    }
    keeping
}

/// Accounts in transit from one core to the other: a list of record contents.
///
/// # PII
/// Holds the secrets in full; wiped when dropped.
#[must_use]
pub fn accounts_to_json<'a>(accounts: impl Iterator<Item = &'a Account>) -> Zeroizing<String> {
    let list = accounts.map(|account| {
        let mut json = Object::new();
        put_account(&mut json, account);
        Value::Object(json)
    });
    Zeroizing::new(Value::Array(list.collect()).to_string())
}

/// The inverse of [`accounts_to_json`]; `None` if any entry is not an account.
#[must_use]
pub fn accounts_from_json(text: &[u8]) -> Option<Vec<Account>> {
    let Value::Array(list) = serde_json::from_slice(text).ok()? else { return None };
    list.into_iter().map(|item| take_account(&mut Fields::of(item)?)).collect()
}

fn take_shape(json: &mut Fields) -> Option<(Algorithm, Digits)> {
    let algorithm = match json.take("alg") {
        None => Algorithm::Sha1,
        Some(value) => Algorithm::from_name(value.as_str()?)?,
    };
    let digits = match json.take("d") {
        None => Digits::default(),
        Some(value) => Digits::new(u8::try_from(value.as_u64()?).ok()?)?,
    };
    Some((algorithm, digits))
}

/// A frame's site and its page's site, separated by a space.
fn site_pair(value: &Value) -> Option<(Site, Site)> {
    let (frame, top) = value.as_str()?.split_once(' ')?;
    Some((Site::from_text(frame).ok()?, Site::from_text(top).ok()?))
}

fn pair(value: &Value) -> Option<(String, String)> {
    match value.as_array()?.as_slice() {
        [key, value] => Some((key.as_str()?.to_owned(), value.as_str()?.to_owned())),
        _ => None,
    }
}
