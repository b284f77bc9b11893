//! An open vault, held by JavaScript as long as it needs it.

use super::opener::{device_id, device_secret, vault_key};
use super::request::{Opener, StoredVaultIn};
use super::view::{
    BinView, BinnedView, CodeView, DeviceJson, HealthView, MarkView, MergedView, StoredVaultJson,
};
use super::{js_time, time};
use crate::failure::Failure;
use crate::wipe::{wipe_stack, wiped};
use crate::{Reply, from_base64, out, rng, taken};
use postern_core::account::{Account, Site};
use postern_core::code::{Code, CodeError, code_at};
use postern_core::vault::{
    Binned, DeviceSecret, Header, Health, Merged, RecordId, StoredVault, Vault, to_text,
};
use tsify::Ts;
use wasm_bindgen::prelude::*;

/// An open vault. Free it to wipe it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Session {
    pub(super) vault: Vault,
}

impl Drop for Session {
    fn drop(&mut self) {
        wipe_stack();
    }
}

/// A new device key, for a profile without one.
///
/// # Errors
/// None in practice.
#[wasm_bindgen(js_name = makeDevice)]
pub fn make_device() -> Reply<Ts<DeviceJson>> {
    let DeviceSecret { id, key } = DeviceSecret::make(&mut rng());
    // Leaves for storage.local, the only place where it is kept.
    out(&DeviceJson { id: to_text(&id.0), key: to_text(&key[..]) })
}

#[wasm_bindgen]
impl Session {
    /// A new, empty vault. Nothing is stored until the caller does.
    ///
    /// # Errors
    /// `bad-request`.
    pub fn create(device: Ts<Opener>, now_ms: f64) -> Reply<Self> {
        let vault = Vault::create(&device_secret(&opener(&device)?)?, time(now_ms)?, &mut rng());
        Ok(Self { vault })
    }

    /// Opens a stored vault, with the vault's key or else the device's.
    ///
    /// # Errors
    /// `vault-damaged`, `vault-newer`, `vault-wrong-key`; `vault-locked` if the device's key is not
    /// enough.
    pub fn open(stored: &StoredVaultIn, opener: Ts<Opener>) -> Reply<Self> {
        let (stored, opener) = (stored.whole()?, self::opener(&opener)?);
        let header = Header::from_json(&stored.header).map_err(Failure::from)?;
        let vault = wiped(|| match vault_key(&opener)? {
            Some(key) => Ok(Vault::open_with(&stored, device_id(&opener)?, key)?),
            None if !header.has("device") => Err(Failure::VaultLocked),
            None => Ok(Vault::open(&stored, &device_secret(&opener)?)?),
        });
        Ok(Self { vault: vault? })
    }

    /// The form to store. Accounts that have been in the bin for 30 days are dropped. It is
    /// reopened before it is returned: a vault that cannot be read back is not written.
    ///
    /// # Errors
    /// `vault-read-only` for a damaged vault: it is not overwritten. `bad-request` if the new form
    /// does not open, or a slot was removed without `rekey`, both bugs.
    pub fn stored(&mut self, now_ms: f64) -> Reply<Ts<StoredVaultJson>> {
        if self.vault.health() != Health::Sound {
            return Err(Failure::VaultReadOnly.into());
        }
        if self.vault.is_key_stale() {
            return Err(Failure::BadRequest.into());
        }
        self.vault.purge(time(now_ms)?, &mut rng());
        let stored = self.vault.to_stored(&mut rng());
        self.checked(stored)
    }

    /// The vault for another machine: it opens with the passphrase or the recovery key. Like
    /// `stored`, it is reopened before it is returned.
    ///
    /// # Errors
    /// `slot-needed` if there is neither; `vault-read-only`.
    pub fn backup(&self) -> Reply<Ts<StoredVaultJson>> {
        self.checked(self.vault.backup(&mut rng()).map_err(Failure::from)?)
    }

    /// Adds the accounts that only another vault has. Nothing is stored yet.
    ///
    /// # Errors
    /// `vault-read-only`, `vault-full`.
    pub fn merge(&mut self, other: &Self, now_ms: f64) -> Reply<Ts<MergedView>> {
        let merged = self.vault.merge(&other.vault, time(now_ms)?, &mut rng());
        let Merged { added, known } = merged.map_err(Failure::from)?;
        out(&MergedView { added, known })
    }

    /// Whether everything that was written can be read.
    ///
    /// # Errors
    /// None in practice.
    pub fn health(&self) -> Reply<Ts<HealthView>> {
        out(&match self.vault.health() {
            Health::Sound => HealthView { sound: true, lost: 0 },
            Health::Damaged { lost } => HealthView { sound: false, lost },
        })
    }

    /// The code of one account now.
    ///
    /// # Errors
    /// `account-unknown`, `pin-needed`.
    pub fn code(&self, id: &str, now_ms: f64) -> Reply<Ts<CodeView>> {
        let code = code_at(self.account(id)?, time(now_ms)?).map_err(code_failed)?;
        out(&code_view(code))
    }

    /// The next code of a counter-based account; its counter goes up first, so store the vault
    /// before showing the code.
    ///
    /// # Errors
    /// `account-unknown`, `counter-exhausted`, `vault-read-only`.
    pub fn advance(&mut self, id: &str, now_ms: f64) -> Reply<Ts<CodeView>> {
        let (id, now) = (record_id(id)?, time(now_ms)?);
        let account = self.vault.advance(id, now, &mut rng()).map_err(Failure::from)?;
        out(&code_view(code_at(&account, now).map_err(code_failed)?))
    }

    /// Binds an account to the site of an origin, in addition to its other sites.
    ///
    /// # Errors
    /// `account-unknown`, `site-unusable`, `vault-read-only`.
    pub fn bind(&mut self, id: &str, origin: &str, now_ms: f64) -> Reply<()> {
        let (id, site, now) = (record_id(id)?, site_of(origin)?, time(now_ms)?);
        Ok(self.vault.bind(id, site, now, &mut rng()).map_err(Failure::from)?)
    }

    /// The user has seen the origins of a frame and of the page around it, and confirmed the
    /// account for that frame there. Pages of the frame's own site are not affected.
    ///
    /// # Errors
    /// `account-unknown`, `site-unusable`, `vault-read-only`.
    #[wasm_bindgen(js_name = confirmFrame)]
    pub fn confirm_frame(&mut self, id: &str, frame: &str, top: &str, now_ms: f64) -> Reply<()> {
        let pair = (site_of(frame)?, site_of(top)?);
        let (id, now) = (record_id(id)?, time(now_ms)?);
        Ok(self.vault.confirm_frame(id, pair, now, &mut rng()).map_err(Failure::from)?)
    }

    /// Remembers which of several accounts the user wants at the site of an origin.
    ///
    /// # Errors
    /// `account-unknown`, `site-unusable`, `vault-read-only`.
    pub fn choose(&mut self, id: &str, origin: &str, now_ms: f64) -> Reply<()> {
        let (id, site, now) = (record_id(id)?, site_of(origin)?, time(now_ms)?);
        Ok(self.vault.choose(id, &site, now, &mut rng()).map_err(Failure::from)?)
    }

    /// Puts an account in the bin for 30 days.
    ///
    /// # Errors
    /// `account-unknown`, `vault-read-only`.
    pub fn remove(&mut self, id: &str, now_ms: f64) -> Reply<()> {
        let id = record_id(id)?;
        Ok(self.vault.delete(id, time(now_ms)?, &mut rng()).map_err(Failure::from)?)
    }

    /// Restores an account from the bin.
    ///
    /// # Errors
    /// `account-unknown`, `vault-read-only`.
    pub fn restore(&mut self, id: &str, now_ms: f64) -> Reply<()> {
        let id = record_id(id)?;
        Ok(self.vault.restore(id, time(now_ms)?, &mut rng()).map_err(Failure::from)?)
    }

    /// Deletes accounts for good, if they are in the bin.
    ///
    /// # Errors
    /// `account-unknown` for what is no id, `vault-read-only`.
    #[wasm_bindgen(js_name = emptyBin)]
    pub fn empty_bin(&mut self, ids: Vec<String>, now_ms: f64) -> Reply<()> {
        let ids = ids.iter().map(|id| record_id(id)).collect::<Result<Vec<_>, _>>()?;
        Ok(self.vault.empty_bin(&ids, time(now_ms)?, &mut rng()).map_err(Failure::from)?)
    }

    /// Whether the bin has not aged for a day: it ages whenever the vault is stored.
    ///
    /// # Errors
    /// `bad-request`.
    #[wasm_bindgen(js_name = isBinDue)]
    pub fn is_bin_due(&self, now_ms: f64) -> Reply<bool> {
        Ok(self.vault.is_bin_due(time(now_ms)?))
    }

    /// The deleted accounts that can be restored.
    ///
    /// # Errors
    /// `bad-request`.
    pub fn bin(&self, now_ms: f64) -> Reply<Ts<BinView>> {
        let now = time(now_ms)?;
        let view = |Binned { id, account, left_ms, .. }: Binned<'_>| BinnedView {
            id: record_text(id),
            issuer: account.issuer.as_str().to_owned(),
            name: account.name.as_str().to_owned(),
            kept_until_ms: js_time(now.ms() + left_ms),
        };
        out(&BinView { accounts: self.vault.bin(now).into_iter().map(view).collect() })
    }

    /// The vault's id, and how often it was written: an older form has a lower number.
    ///
    /// # Errors
    /// None in practice.
    pub fn mark(&self) -> Reply<Ts<MarkView>> {
        let epoch = js_time(self.vault.epoch());
        out(&MarkView { vault: to_text(&self.vault.vault_id()), epoch })
    }

    /// Refuses to return a form that cannot be read back.
    pub(super) fn checked(&self, stored: StoredVault) -> Reply<Ts<StoredVaultJson>> {
        let again = self.vault.reopened(&stored).map_err(|_| Failure::BadRequest)?;
        if again.health() != Health::Sound {
            return Err(Failure::BadRequest.into());
        }
        out(&StoredVaultJson {
            hdr: stored.header,
            mac: stored.mac,
            recs: stored.records,
            man: stored.manifest,
        })
    }

    #[inline(never)]
    pub(super) fn account(&self, id: &str) -> Result<&Account, Failure> {
        self.vault.account(record_id(id)?).ok_or(Failure::AccountUnknown)
    }
}

/// A malformed device key opens nothing.
pub(super) fn opener(opener: &Ts<Opener>) -> Result<Opener, Failure> {
    taken(opener).map_err(|_| Failure::VaultWrongKey)
}

/// A site that the user assigns to an account.
fn site_of(origin: &str) -> Result<Site, Failure> {
    Site::from_origin(origin).map_err(|_| Failure::SiteUnusable)
}

#[inline(never)]
pub(super) fn record_id(text: &str) -> Result<RecordId, Failure> {
    let id = from_base64(text).and_then(|bytes| bytes.as_slice().try_into().ok());
    id.map(RecordId).ok_or(Failure::AccountUnknown)
}

pub(super) fn record_text(id: RecordId) -> String {
    to_text(&id.0)
}

pub(super) fn code_view(code: Code) -> CodeView {
    CodeView {
        text: code.text,
        valid_from_ms: code.valid_from_ms.map(js_time),
        valid_until_ms: code.valid_until_ms.map(js_time),
    }
}

pub(super) fn code_failed(error: CodeError) -> Failure {
    match error {
        CodeError::NeedsPin => Failure::PinNeeded,
        CodeError::SecretLength => Failure::KeyTooShort,
    }
}
