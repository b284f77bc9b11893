//! The sealed texts that travel: a file of a shared folder, or an item of the browser's account.

use super::super::bytes::{from_text, lp, to_text};
use super::super::cipher::{NONCE_BYTES, make_nonce, open, seal};
use super::super::clock::{DeviceId, Hlc};
use super::super::entry::{Entry, EntryState};
use super::super::header::Header;
use super::super::json::{Fields, Object, Put, parse, write};
use super::super::keys::{Key, Keys, VaultId, VaultKey, derive};
use super::super::record::{
    RecordId, body_from_fields, body_to_object, pad_to, put_lineage, take_lineage, unpad,
};
use super::layout::tag;
use rand_core::CryptoRng;
use serde_json::Value;
use zeroize::Zeroizing;

/// A text under a name, as an engine stores it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// A file's name, or an item's key.
    pub name: String,
    /// The content.
    pub text: String,
}

/// The version written; a higher one is not read.
const VERSION: u64 = 1;
const APP: &str = "Postern";
const KIND: &str = "sync";
/// Sealed content is padded to a multiple of this, in bytes.
const BLOCK_BYTES: usize = 256;
/// More than [`super::super::Vault::ACCOUNTS_MAX`] accounts need, in bytes: checked before any work.
const TEXT_MAX: usize = 64 * 1024 * 1024;
/// When a computer began that does not say it, in Unix ms.
const NEVER_MS: u64 = 0;
/// The number of an empty set of tombstones.
pub(super) const NONE: u64 = 0;

/// What a part says before it is opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Envelope {
    /// The header's canonical JSON and its HMAC, if the part has them.
    pub(super) header: Option<(String, String)>,
    /// The sealed content.
    pub(super) data: Option<String>,
}

/// Why a text is no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoPart {
    Damaged,
    NewerVersion,
}

impl Envelope {
    /// `{ "app": "Postern", "kind": "sync", "v": 1, "hdr": …, "mac": …, "data": … }`, or the data
    /// alone.
    pub(super) fn to_text(&self) -> String {
        let data = self.data.as_deref();
        let Some((header, mac)) = &self.header else { return data.unwrap_or("").to_owned() };
        let mut json = Object::new();
        json.put("app", APP);
        json.put("kind", KIND);
        json.put("v", VERSION);
        json.put("hdr", header.as_str());
        json.put("mac", mac.as_str());
        if let Some(data) = data {
            json.put("data", data);
        }
        write(json).as_str().to_owned()
    }

    pub(super) fn from_text(text: &str) -> Result<Self, NoPart> {
        if text.len() > TEXT_MAX {
            return Err(NoPart::Damaged);
        }
        if !text.starts_with('{') {
            return Ok(Self { header: None, data: Some(text.to_owned()) });
        }
        let mut json = parse(text.as_bytes()).ok_or(NoPart::Damaged)?;
        let mut is = |key, wanted| json.take_text(key).is_some_and(|text| *text == wanted);
        if !(is("app", APP) && is("kind", KIND)) {
            return Err(NoPart::Damaged);
        }
        match json.take_number("v") {
            Some(VERSION) => {}
            Some(newer) if newer > VERSION => return Err(NoPart::NewerVersion),
            _ => return Err(NoPart::Damaged),
        }
        let mut text = |key| json.take_text(key).map(|text| text.as_str().to_owned());
        let header = text("hdr").zip(text("mac"));
        Ok(Self { header, data: text("data") })
    }
}

/// What a computer says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Me {
    pub(super) id: DeviceId,
    pub(super) name: String,
    /// When it wrote this, in Unix ms.
    pub(super) at_ms: u64,
    /// When it began to take part, in Unix ms.
    pub(super) since_ms: u64,
    /// The computers that it knows to be removed.
    pub(super) removed: Vec<DeviceId>,
    pub(super) locking: Option<Locking>,
    pub(super) farewell: Option<Farewell>,
    /// Whose sync was ended: the computers, and when they had begun to take part, by their clocks.
    pub(super) ends: Vec<(DeviceId, u64)>,
    /// Which tombstones it has of those in the browser's account: see [`Group::sum`].
    pub(super) gone: u64,
}

/// When the vault locks: a setting that follows to all computers, the latest one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locking {
    /// Minutes without use; 0: when the browser closes.
    pub minutes: u64,
    /// When the user chose it, in Unix ms.
    pub at_ms: u64,
}

/// The last thing that a computer writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Farewell {
    /// It no longer takes part.
    Left,
    /// Sync ends on all computers.
    Ended,
}

/// What a part seals.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Content {
    pub(super) me: Option<Me>,
    pub(super) entries: Vec<Entry>,
}

/// What a computer opens and seals parts with.
pub(super) struct Group {
    pub(super) vault_id: VaultId,
    pub(super) keys: Keys,
    key: Key,
}

impl Group {
    pub(super) fn of(key: &VaultKey, vault_id: VaultId) -> Self {
        let parts = derive(key.expose(), &vault_id, "otpv1/sync");
        Self { vault_id, keys: Keys::derive(key, &vault_id), key: parts }
    }

    /// True if the header was written by somebody with this vault key.
    pub(super) fn wrote(&self, header: &str, mac: &str) -> bool {
        Header::verify(&self.keys, header, mac)
    }

    /// `base64url(nonce ‖ XChaCha20-Poly1305(K_sync, nonce, padded JSON, lp("otpv1", "sync", vault
    /// id)))`.
    pub(super) fn seal(&self, content: &Content, age_ms: u64, rng: &mut impl CryptoRng) -> String {
        let plain = pad_to(content.to_json(age_ms).as_bytes(), BLOCK_BYTES);
        let nonce = make_nonce(rng);
        to_text(&[&nonce[..], &seal(&self.key, &nonce, &plain, &self.aad())].concat())
    }

    /// The inverse of [`Group::seal`]. A record that cannot be read costs that record only.
    pub(super) fn open(&self, data: &str, age_ms: u64) -> Option<Content> {
        let bytes = from_text(data)?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>()?;
        let plain = open(&self.key, nonce, sealed, &self.aad())?;
        Content::from_json(unpad(&plain)?, age_ms)
    }

    /// A number for the tombstones among the records: the sum of the first 8 bytes of
    /// `HMAC-SHA256(K_tag, id ‖ clock)` of each.
    pub(super) fn sum<'a>(&self, entries: impl Iterator<Item = &'a Entry>) -> u64 {
        let gone = entries.filter(|entry| entry.is_gone());
        gone.fold(NONE, |sum, entry| {
            let tag = tag(&self.keys, &[&entry.id.0[..], &entry.hlc.to_bytes()].concat());
            tag.first_chunk().map_or(sum, |first| sum.wrapping_add(u64::from_be_bytes(*first)))
        })
    }

    fn aad(&self) -> Vec<u8> {
        lp(&[b"otpv1", b"sync", &self.vault_id])
    }
}

impl Content {
    fn to_json(&self, age_ms: u64) -> Zeroizing<String> {
        let mut json = Object::new();
        if let Some(me) = &self.me {
            json.put("me", me.to_json());
        }
        let records = self.entries.iter().map(|entry| Value::Object(record(entry, age_ms)));
        json.put("recs", records.collect::<Value>());
        write(json)
    }

    fn from_json(plain: &[u8], age_ms: u64) -> Option<Self> {
        let mut json = parse(plain)?;
        let me = json.take("me").and_then(|me| Me::from_json(Fields::of(me)?));
        let records = json.take_list("recs").into_iter();
        let entries = records.filter_map(|one| entry(Fields::of(one)?, age_ms));
        Some(Self { me, entries: entries.collect() })
    }
}

impl Me {
    fn to_json(&self) -> Object {
        let mut json = Object::new();
        json.put("id", self.id.to_hex());
        json.put("name", self.name.as_str());
        json.put("at", self.at_ms);
        if self.since_ms != NEVER_MS {
            json.put("since", self.since_ms);
        }
        if !self.removed.is_empty() {
            json.put("out", self.removed.iter().map(|one| one.to_hex()).collect::<Vec<_>>());
        }
        if let Some(Locking { minutes, at_ms }) = self.locking {
            json.put("lock", vec![minutes, at_ms]);
        }
        match self.farewell {
            Some(Farewell::Left) => json.put("bye", "left"),
            Some(Farewell::Ended) => json.put("bye", "ended"),
            None => {}
        }
        if !self.ends.is_empty() {
            let end = |(id, since_ms): &(DeviceId, u64)| {
                Value::from(vec![Value::from(id.to_hex()), Value::from(*since_ms)])
            };
            json.put("ends", self.ends.iter().map(end).collect::<Value>());
        }
        if self.gone != NONE {
            json.put_bytes("gone", &self.gone.to_be_bytes());
        }
        json
    }

    fn from_json(mut json: Fields) -> Option<Self> {
        let farewell = match json.take_text("bye").as_deref().map(String::as_str) {
            Some("left") => Some(Farewell::Left),
            Some("ended") => Some(Farewell::Ended),
            _ => None,
        };
        Some(Self {
            id: DeviceId::from_hex(&json.take_text("id")?)?,
            name: json.take_text("name")?.as_str().to_owned(),
            at_ms: json.take_number("at")?,
            since_ms: json.take_number("since").unwrap_or(NEVER_MS),
            removed: json.take_devices("out"),
            locking: locking(&json.take_list("lock")),
            farewell,
            ends: json.take_list("ends").iter().filter_map(end).collect(),
            gone: json.take_array("gone").map_or(NONE, u64::from_be_bytes),
        })
    }
}

fn end(pair: &Value) -> Option<(DeviceId, u64)> {
    let [id, since_ms] = pair.as_array()?.as_slice() else { return None };
    Some((DeviceId::from_hex(id.as_str()?)?, since_ms.as_u64()?))
}

fn locking(pair: &[Value]) -> Option<Locking> {
    let [minutes, at_ms] = pair else { return None };
    Some(Locking { minutes: minutes.as_u64()?, at_ms: at_ms.as_u64()? })
}

/// A record that travels: its fields beside its id and clock. The time in the bin travels as the
/// time that has passed, since each computer counts for itself.
fn record(entry: &Entry, age_ms: u64) -> Object {
    let mut json = match &entry.state {
        EntryState::Kept(body) => {
            let mut json = body_to_object(body);
            if let Some(deleted) = body.deleted {
                json.put("delage", age_ms.saturating_sub(deleted.age_ms));
            }
            put_lineage(&mut json, &body.lineage.for_travel());
            json
        }
        EntryState::Gone(lineage) => {
            let mut json = Object::new();
            json.put("gone", true);
            put_lineage(&mut json, lineage);
            json
        }
    };
    json.put_bytes("id", &entry.id.0);
    json.put_bytes("hlc", &entry.hlc.to_bytes());
    json
}

fn entry(mut json: Fields, age_ms: u64) -> Option<Entry> {
    let id = RecordId(json.take_array("id")?);
    let hlc = Hlc::from_bytes(&json.take_bytes("hlc")?)?;
    let state = if json.take_flag("gone") {
        EntryState::Gone(take_lineage(&mut json))
    } else {
        let mut body = body_from_fields(json)?;
        if let Some(deleted) = &mut body.deleted {
            deleted.age_ms = age_ms.saturating_sub(deleted.age_ms);
        }
        body.lineage.lost.iter_mut().for_each(|lost| lost.age_ms = age_ms);
        EntryState::Kept(Box::new(body))
    };
    Some(Entry { id, hlc, text: String::new(), state })
}
