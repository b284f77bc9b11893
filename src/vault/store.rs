//! A vault as it is stored, and as it is open.

use super::clock::{DeviceId, Hlc};
use super::edit::{Entry, EntryState};
use super::error::OpenError;
use super::header::Header;
use super::keys::{Key, Keys, VaultKey, blank};
use super::manifest::Manifest;
use super::record::{StoredRecord, body_from_json};
use super::slot::{Slot, SlotKind};
use crate::account::UnixMillis;
use rand_core::CryptoRng;
use std::fmt;

/// What lies in storage; every part is text that `chrome.storage` counts at face value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoredVault {
    /// The header's canonical JSON.
    pub header: String,
    /// Its HMAC, base64url.
    pub mac: String,
    /// The sealed records; each names itself, so they need no keys.
    pub records: Vec<String>,
    /// The sealed manifest.
    pub manifest: String,
}

/// What opens the device slot, kept beside the vault and never leaving this profile.
///
/// # PII
/// Whoever holds it and the vault can read all secrets. `Debug` prints the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceSecret {
    /// Names this profile in clocks.
    pub id: DeviceId,
    /// 32 random bytes.
    pub key: Key,
}

impl DeviceSecret {
    /// Draws a new one.
    pub fn make(rng: &mut impl CryptoRng) -> Self {
        let mut secret = Self { id: DeviceId::make(rng), key: blank() };
        rng.fill_bytes(&mut secret.key[..]);
        secret
    }
}

impl fmt::Debug for DeviceSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceSecret({:?})", self.id)
    }
}

/// Whether everything that was written can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// All records verify and the manifest lists exactly them.
    Sound,
    /// Records are unreadable, missing, replaced or too many: the vault is read-only.
    Damaged {
        /// How many records cannot be read.
        unreadable: usize,
    },
}

/// An open vault.
pub struct Vault {
    pub(super) header: Header,
    pub(super) key: VaultKey,
    pub(super) keys: Keys,
    /// Sorted by id.
    pub(super) entries: Vec<Entry>,
    pub(super) device: DeviceId,
    pub(super) clock: Hlc,
    manifest: Manifest,
    health: Health,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault({} entries, {:?})", self.entries.len(), self.health)
    }
}

impl Vault {
    /// Most accounts one vault holds; bounds what a hostile file can ask.
    pub const ACCOUNTS_MAX: usize = 5_000;

    /// A new, empty vault with one slot, the device's.
    pub fn create(device: &DeviceSecret, now: UnixMillis, rng: &mut impl CryptoRng) -> Self {
        let key = VaultKey::make(rng);
        let mut vault_id = [0; 16];
        rng.fill_bytes(&mut vault_id);
        let slot = Slot::wrap(&key, &vault_id, SlotKind::Device, &device.key[..], rng);
        Self {
            header: Header { vault_id, slots: vec![slot], created: now },
            keys: Keys::derive(&key, &vault_id),
            key,
            entries: Vec::new(),
            device: device.id,
            clock: Hlc::start(device.id),
            manifest: Manifest::of(0, &[], &[]),
            health: Health::Sound,
        }
    }

    /// Opens with the device slot: see [`Vault::open_with`].
    ///
    /// # Errors
    /// [`OpenError`] if the header does not verify, or there is no such slot or another's.
    pub fn open(stored: &StoredVault, device: &DeviceSecret) -> Result<Self, OpenError> {
        let header = Header::from_json(&stored.header)?;
        let key = header.unlock("device", &device.key[..]).ok_or(OpenError::WrongKey)?;
        Self::open_with(stored, device.id, key)
    }

    /// Opens with the vault key and verifies the header, every record and the manifest.
    /// A damaged record costs that record only: see [`Vault::health`].
    ///
    /// # Errors
    /// [`OpenError`] if the header does not verify.
    pub fn open_with(
        stored: &StoredVault,
        device: DeviceId,
        key: VaultKey,
    ) -> Result<Self, OpenError> {
        let header = Header::from_json(&stored.header)?;
        let keys = Keys::derive(&key, &header.vault_id);
        if !Header::verify(&keys, &stored.header, &stored.mac) {
            return Err(OpenError::Damaged);
        }
        let opened = stored.records.iter().map(|text| open_entry(text, &keys, &header));
        let entries = sorted(opened.flatten());
        let unreadable = stored.records.len() - entries.len();
        let clock = entries.iter().map(|entry| entry.hlc).max();
        let found = Manifest::of(0, &entries, &[]);
        let manifest = Manifest::open(&stored.manifest, &keys, &header.vault_id);
        let health = match &manifest {
            Some(written) if unreadable == 0 && written.lists_same(&found) => Health::Sound,
            _ => Health::Damaged { unreadable },
        };
        Ok(Self {
            header,
            key,
            keys,
            entries,
            device,
            clock: clock.unwrap_or(Hlc::start(device)),
            manifest: manifest.unwrap_or(found),
            health,
        })
    }

    /// The same vault from a stored form of it, with the key that is open already.
    ///
    /// # Errors
    /// [`OpenError`] if the header does not verify.
    pub fn reopened(&self, stored: &StoredVault) -> Result<Self, OpenError> {
        Self::open_with(stored, self.device, self.key.clone())
    }

    /// The form that is stored; the manifest's epoch goes up by one.
    pub fn to_stored(&self, rng: &mut impl CryptoRng) -> StoredVault {
        self.stored_under(&self.header, rng)
    }

    pub(super) fn stored_under(&self, header: &Header, rng: &mut impl CryptoRng) -> StoredVault {
        let header = header.to_json();
        let epoch = self.manifest.epoch.saturating_add(1);
        let manifest = Manifest::of(epoch, &self.entries, self.manifest.seen());
        StoredVault {
            mac: Header::mac(&self.keys, &header),
            header,
            records: self.entries.iter().map(|entry| entry.text.clone()).collect(),
            manifest: manifest.seal(&self.keys, &self.header.vault_id, rng),
        }
    }

    /// Whether everything that was written can be read.
    #[must_use]
    pub fn health(&self) -> Health {
        self.health
    }
}

/// `None` if the record does not verify.
fn open_entry(text: &str, keys: &Keys, header: &Header) -> Option<Entry> {
    let record = StoredRecord::from_text(text)?;
    let plain = record.open(keys, &header.vault_id)?;
    let state = if record.sealed.flags.is_tombstone() {
        EntryState::Gone
    } else {
        EntryState::Kept(Box::new(body_from_json(&plain)?))
    };
    let (id, hlc) = (record.sealed.id, record.sealed.hlc);
    Some(Entry { id, hlc, text: text.to_owned(), state })
}

/// Sorted by id. They are stored that way, so that this only ever appends; of two records with one
/// id the first stays, and the manifest tells.
fn sorted(opened: impl Iterator<Item = Entry>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for entry in opened {
        if let Err(at) = entries.binary_search_by_key(&entry.id, |entry| entry.id) {
            entries.insert(at, entry);
        }
    }
    entries
}
