//! A vault in its stored and in its open form.

use super::bin_clock::BinClock;
use super::clock::{DeviceId, Hlc};
use super::entry::{Entry, EntryState};
use super::error::OpenError;
use super::header::Header;
use super::json::parse;
use super::keys::{Key, Keys, VaultId, VaultKey, blank};
use super::manifest::Manifest;
use super::record::{StoredRecord, body_from_json, take_lineage};
use super::slot::{Slot, SlotKind};
use super::sync::Lineage;
use crate::account::UnixMillis;
use rand_core::CryptoRng;
use std::fmt;

/// The stored data; every part is text that `chrome.storage` counts at face value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoredVault {
    /// The header's canonical JSON.
    pub header: String,
    /// Its HMAC, base64url.
    pub mac: String,
    /// The sealed records; each contains its id, so they need no keys.
    pub records: Vec<String>,
    /// The sealed manifest.
    pub manifest: String,
}

/// The key of the device slot, kept beside the vault; it never leaves this profile.
///
/// # PII
/// Anyone who holds it and the vault can read all secrets. `Debug` prints the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceSecret {
    /// Identifies this profile in clocks.
    pub id: DeviceId,
    /// 32 random bytes.
    pub key: Key,
}

impl DeviceSecret {
    /// Generates a new secret.
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
    /// Records are unreadable, missing, replaced or superfluous: the vault is read-only.
    Damaged {
        /// How many records are unreadable or missing, as far as the manifest tells.
        lost: usize,
    },
}

/// An open vault.
///
/// ```
/// use getrandom::SysRng;
/// use postern_core::account::{Account, Kind, Secret, UnixMillis};
/// use postern_core::vault::{DeviceSecret, Health, OpenError, Vault};
/// use rand_core::UnwrapErr;
///
/// let mut rng = UnwrapErr(SysRng);
/// let now = UnixMillis::new(1_767_225_600_000).unwrap();
/// let device = DeviceSecret::make(&mut rng);
/// let mut vault = Vault::create(&device, now, &mut rng);
/// let secret = Secret::new(b"12345678901234567890".to_vec()).unwrap();
/// let id = vault.add(Account::new(Kind::totp_default(), secret), now, &mut rng).unwrap();
///
/// // What is stored says nothing without the device's key.
/// let stored = vault.to_stored(&mut rng);
/// let opened = Vault::open(&stored, &device).unwrap();
/// assert_eq!(opened.health(), Health::Sound);
/// assert_eq!(opened.account(id), vault.account(id));
/// let stranger = DeviceSecret::make(&mut rng);
/// assert_eq!(Vault::open(&stored, &stranger).unwrap_err(), OpenError::WrongKey);
/// ```
pub struct Vault {
    pub(super) header: Header,
    pub(super) key: VaultKey,
    pub(super) keys: Keys,
    /// Sorted by id.
    pub(super) entries: Vec<Entry>,
    pub(super) device: DeviceId,
    pub(super) clock: Hlc,
    pub(super) bin: BinClock,
    /// The id and the key of the stored form, if they were replaced since.
    pub(super) before: Option<(VaultId, VaultKey)>,
    /// A slot was removed: the key that it wraps has to be replaced too.
    pub(super) is_key_stale: bool,
    /// Computers that may no longer take part in sync.
    pub(super) removed: Vec<DeviceId>,
    manifest: Manifest,
    health: Health,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault({} entries, {:?})", self.entries.len(), self.health)
    }
}

impl Vault {
    /// Maximum number of accounts in a vault; limits the work a hostile file can cause.
    pub const ACCOUNTS_MAX: usize = 5_000;

    /// A new, empty vault with one slot, the device's.
    pub fn create(device: &DeviceSecret, now: UnixMillis, rng: &mut impl CryptoRng) -> Self {
        let key = VaultKey::make(rng);
        let mut vault_id = [0; 16];
        rng.fill_bytes(&mut vault_id);
        let slot = Slot::wrap_plain(&key, &vault_id, SlotKind::Device, &device.key[..], rng);
        let header = Header { vault_id, slots: vec![slot], created: now, generation: 0, turn: 0 };
        Self::empty(header, key, device.id)
    }

    /// A vault without accounts.
    pub(super) fn empty(header: Header, key: VaultKey, device: DeviceId) -> Self {
        Self {
            keys: Keys::derive(&key, &header.vault_id),
            header,
            key,
            entries: Vec::new(),
            device,
            clock: Hlc::start(device),
            bin: BinClock::default(),
            before: None,
            is_key_stale: false,
            removed: Vec::new(),
            manifest: Manifest::of(0, &[], &[], BinClock::default()),
            health: Health::Sound,
        }
    }

    /// Opens with the device slot: see [`Vault::open_with`].
    ///
    /// # Errors
    /// [`OpenError`] if the header does not verify, or no slot opens with this device's key.
    pub fn open(stored: &StoredVault, device: &DeviceSecret) -> Result<Self, OpenError> {
        let header = Header::from_json(&stored.header)?;
        let slots = header.slots.iter().filter(|slot| slot.kind == SlotKind::Device);
        let mut keys =
            slots.filter_map(|slot| slot.unwrap_plain(&header.vault_id, &device.key[..]));
        let key = keys.next().ok_or(OpenError::WrongKey)?;
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
        let found = Manifest::of(0, &entries, &[], BinClock::default());
        let manifest = Manifest::open(&stored.manifest, &keys, &header.vault_id);
        let health = match &manifest {
            Some(written) if unreadable == 0 && written.lists_same(&found) => Health::Sound,
            Some(written) => {
                let missing = usize::try_from(written.missing_in(&found)).unwrap_or(usize::MAX);
                Health::Damaged { lost: missing.max(unreadable) }
            }
            None => Health::Damaged { lost: unreadable },
        };
        Ok(Self {
            header,
            key,
            keys,
            entries,
            device,
            clock: clock.unwrap_or(Hlc::start(device)),
            bin: manifest.as_ref().map_or(BinClock::default(), |written| written.bin),
            before: None,
            is_key_stale: false,
            removed: manifest.as_ref().map_or(Vec::new(), |written| written.removed.clone()),
            manifest: manifest.unwrap_or(found),
            health,
        })
    }

    /// The same vault from one of its stored forms, with the key that is already open.
    ///
    /// # Errors
    /// [`OpenError`] if the header does not verify.
    pub fn reopened(&self, stored: &StoredVault) -> Result<Self, OpenError> {
        Self::open_with(stored, self.device, self.key.clone())
    }

    /// The stored form; the manifest's epoch goes up by one.
    pub fn to_stored(&self, rng: &mut impl CryptoRng) -> StoredVault {
        self.stored_under(&self.header, rng)
    }

    pub(super) fn stored_under(&self, header: &Header, rng: &mut impl CryptoRng) -> StoredVault {
        self.stored_as(self.manifest.epoch.saturating_add(1), header, rng)
    }

    pub(super) fn stored_as(
        &self,
        epoch: u64,
        header: &Header,
        rng: &mut impl CryptoRng,
    ) -> StoredVault {
        let header = header.to_json();
        let mut manifest = Manifest::of(epoch, &self.entries, self.manifest.seen(), self.bin);
        manifest.removed.clone_from(&self.removed);
        StoredVault {
            mac: Header::mac(&self.keys, &header),
            header,
            records: self.entries.iter().map(|entry| entry.text.clone()).collect(),
            manifest: manifest.seal(&self.keys, &self.header.vault_id, rng),
        }
    }

    /// The id of this vault.
    #[must_use]
    pub fn vault_id(&self) -> VaultId {
        self.header.vault_id
    }

    /// The name of this browser profile in clocks.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// How often it was written: an older form has a lower number.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.manifest.epoch
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
        EntryState::Gone(
            parse(&plain).map_or_else(Lineage::default, |mut json| take_lineage(&mut json)),
        )
    } else {
        EntryState::Kept(Box::new(body_from_json(&plain)?))
    };
    let (id, hlc) = (record.sealed.id, record.sealed.hlc);
    Some(Entry { id, hlc, text: text.to_owned(), state })
}

/// Sorts by id. Entries are stored in that order, so this normally only appends; of two records
/// with the same id the first is kept, and the manifest detects it.
fn sorted(opened: impl Iterator<Item = Entry>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for entry in opened {
        if let Err(at) = entries.binary_search_by_key(&entry.id, |entry| entry.id) {
            entries.insert(at, entry);
        }
    }
    entries
}
