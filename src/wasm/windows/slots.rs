//! The slots of a vault, at the boundary.

use super::opener::device_secret;
use super::request::{Opener, StoredVaultIn};
use super::session::{Session, opener};
use super::view::{SlotView, SlotsView, StoredVaultJson};
use crate::failure::Failure;
use crate::kdf::KdfView;
use crate::wipe::wiped;
use crate::{Reply, from_base64, out, rng, taken};
use postern_core::vault::{Header, RecoveryKey, SlotKind, to_text};
use tsify::Ts;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

/// The slots of a stored vault. They are not authenticated until the vault is open.
///
/// # Errors
/// `vault-damaged`, `vault-newer`.
#[wasm_bindgen(js_name = slotsOf)]
pub fn slots_of(stored: &StoredVaultIn) -> Reply<Ts<SlotsView>> {
    let slots = header_of(stored)?.slots.into_iter().map(|slot| {
        let (kdf, passkey) = match slot.kind {
            SlotKind::Passphrase(kdf) => (Some(KdfView::from(&kdf)), None),
            SlotKind::Passkey { ref credential, ref prf_salt } => {
                (None, Some((to_text(credential), to_text(prf_salt))))
            }
            SlotKind::Recovery | SlotKind::Device => (None, None),
        };
        let (credential, prf_salt) = passkey.unzip();
        let kind = slot.kind.name().to_owned();
        SlotView { id: to_text(&slot.id), kind, kdf, credential, prf_salt }
    });
    out(&SlotsView { slots: slots.collect() })
}

/// The key of a stored vault, base64url, unwrapped with the material of a slot of a kind.
///
/// # Errors
/// `vault-wrong-key`, `vault-damaged`, `vault-newer`.
#[wasm_bindgen]
pub fn unlock(stored: &StoredVaultIn, kind: &str, material: Vec<u8>) -> Reply<String> {
    let material = Zeroizing::new(material);
    let header = header_of(stored)?;
    let key = wiped(|| header.unlock(kind, &material).map(|key| to_text(key.expose())));
    Ok(key.ok_or(Failure::VaultWrongKey)?)
}

/// The same, from the recovery key as written on paper.
///
/// # Errors
/// `recovery-misread`, `vault-wrong-key`, `vault-damaged`, `vault-newer`.
#[wasm_bindgen(js_name = unlockWithRecovery)]
pub fn unlock_with_recovery(stored: &StoredVaultIn, paper: String) -> Reply<String> {
    unlock(stored, SlotKind::Recovery.name(), recovery(paper)?.expose().to_vec())
}

/// A new recovery key as written on paper. It opens nothing until `addRecovery`.
///
/// # Errors
/// None in practice.
#[wasm_bindgen(js_name = makeRecoveryKey)]
pub fn make_recovery_key() -> String {
    RecoveryKey::make(&mut rng()).to_text().as_str().to_owned()
}

#[wasm_bindgen]
impl Session {
    /// The vault's key, base64url: for `storage.session`, while the vault is unlocked.
    #[must_use]
    pub fn key(&self) -> String {
        to_text(self.vault.key().expose())
    }

    /// Makes the vault open with a passphrase from now on, and no longer automatically.
    ///
    /// # Errors
    /// `vault-read-only`, `bad-request`.
    #[wasm_bindgen(js_name = addPassphrase)]
    pub fn add_passphrase(&mut self, material: Vec<u8>, kdf: Ts<KdfView>) -> Reply<()> {
        let kind = SlotKind::Passphrase(taken(&kdf)?.try_into()?);
        self.add_slot(kind, &Zeroizing::new(material))
    }

    /// Adds a passkey: its credential, and its PRF output for a salt.
    ///
    /// # Errors
    /// `vault-read-only`, `bad-request`; `slot-needed` if it would be the only way in.
    #[wasm_bindgen(js_name = addPasskey)]
    pub fn add_passkey(
        &mut self,
        material: Vec<u8>,
        credential: Vec<u8>,
        prf_salt: Vec<u8>,
    ) -> Reply<()> {
        let prf_salt = prf_salt.try_into().map_err(|_| Failure::BadRequest)?;
        self.add_slot(SlotKind::Passkey { credential, prf_salt }, &Zeroizing::new(material))
    }

    /// Adds the recovery key on paper; an older one no longer opens anything.
    ///
    /// # Errors
    /// `vault-read-only`, `recovery-misread`.
    #[wasm_bindgen(js_name = addRecovery)]
    pub fn add_recovery(&mut self, paper: String) -> Reply<()> {
        self.add_slot(SlotKind::Recovery, recovery(paper)?.expose())
    }

    /// Makes the vault open automatically on this computer again.
    ///
    /// # Errors
    /// `vault-read-only`, `bad-request`.
    #[wasm_bindgen(js_name = useDevice)]
    pub fn use_device(&mut self, device: Ts<Opener>) -> Reply<()> {
        let device = device_secret(&opener(&device)?)?;
        Ok(self.vault.use_device(&device, &mut rng()).map_err(Failure::from)?)
    }

    /// Removes a slot.
    ///
    /// # Errors
    /// `vault-read-only`, `bad-request`; `slot-needed` if too little would be left.
    #[wasm_bindgen(js_name = removeSlot)]
    pub fn remove_slot(&mut self, id: &str) -> Reply<()> {
        let id = from_base64(id).and_then(|id| id.as_slice().try_into().ok());
        let id = id.ok_or(Failure::BadRequest)?;
        Ok(self.vault.remove_slot(id).map_err(Failure::from)?)
    }

    /// Generates a new vault key if a slot was removed, and re-seals everything; without this,
    /// `stored` refuses. Call it after the last change of slots.
    ///
    /// # Errors
    /// `slot-needed` if the device opens the vault and its secret is not given.
    pub fn rekey(&mut self, device: Option<Ts<Opener>>) -> Reply<()> {
        let device = device.map(|device| device_secret(&opener(&device)?)).transpose()?;
        let rekeyed = wiped(|| self.vault.rekey(device.as_ref(), &mut rng()));
        Ok(rekeyed.map_err(Failure::from)?)
    }

    /// An older form of this vault, re-sealed so that the current slots open it; `None` if it is
    /// another vault, or cannot be read completely.
    ///
    /// # Errors
    /// `bad-request` if the new form does not open, which is a bug.
    pub fn carried(&self, older: &StoredVaultIn) -> Reply<Option<Ts<StoredVaultJson>>> {
        let Ok(older) = older.whole() else { return Ok(None) };
        let carried = wiped(|| self.vault.carried(&older, &mut rng()));
        carried.map(|stored| self.checked(stored)).transpose()
    }

    fn add_slot(&mut self, kind: SlotKind, material: &[u8]) -> Reply<()> {
        if material.len() < 20 {
            return Err(Failure::BadRequest.into());
        }
        Ok(self.vault.add_slot(kind, material, &mut rng()).map_err(Failure::from)?)
    }
}

fn header_of(stored: &StoredVaultIn) -> Result<Header, Failure> {
    Ok(Header::from_json(&stored.header()?)?)
}

/// Parses the text, and wipes it.
fn recovery(paper: String) -> Result<RecoveryKey, Failure> {
    let paper = Zeroizing::new(paper);
    RecoveryKey::from_text(&paper).ok_or(Failure::RecoveryMisread)
}
