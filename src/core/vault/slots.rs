//! The secrets that open a vault. Adding a slot wraps the vault key once more; removing one
//! generates a new vault key (see `rekey`).

use super::error::EditError;
use super::header::Header;
use super::keys::VaultKey;
use super::slot::{Slot, SlotKind};
use super::store::{DeviceSecret, Vault};
use rand_core::CryptoRng;

impl Header {
    /// The vault key, unwrapped with the material of a slot of a kind, by [`SlotKind::name`].
    #[must_use]
    pub fn unlock(&self, kind: &str, material: &[u8]) -> Option<VaultKey> {
        let slots = self.slots.iter().filter(|slot| slot.kind.name() == kind);
        slots.filter_map(|slot| slot.unwrap(&self.vault_id, material)).next()
    }

    /// Whether there is a slot of a kind, by [`SlotKind::name`].
    #[must_use]
    pub fn has(&self, kind: &str) -> bool {
        self.slots.iter().any(|slot| slot.kind.name() == kind)
    }
}

impl Vault {
    /// The key that all slots wrap, for keeping it in memory while the vault is unlocked.
    #[must_use]
    pub fn key(&self) -> &VaultKey {
        &self.key
    }

    /// The slots of this vault.
    #[must_use]
    pub fn slots(&self) -> &[Slot] {
        &self.header.slots
    }

    /// Adds a slot. It replaces the one of its kind, except for passkeys, of which there may be
    /// several; a passphrase or a passkey also replaces the device slot, which would open the vault
    /// without them.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`]; [`EditError::SlotNeeded`] for a passkey that would be the only
    /// slot: losing it would lose all accounts; [`EditError::Full`] for too many.
    pub fn add_slot(
        &mut self,
        kind: SlotKind,
        material: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        self.writable()?;
        let name = kind.name();
        let is_passkey = matches!(kind, SlotKind::Passkey { .. });
        if is_passkey && !self.header.has("pass") && !self.header.has("recovery") {
            return Err(EditError::SlotNeeded);
        }
        if self.header.slots.len() >= Header::SLOTS_MAX {
            return Err(EditError::Full);
        }
        let vault_id = &self.header.vault_id;
        let slot = if kind == SlotKind::Device {
            Slot::wrap_plain(&self.key, vault_id, kind, material, rng)
        } else {
            Slot::wrap(&self.key, vault_id, kind, material, rng)
        };
        let before = self.header.slots.len();
        let replaces_device = is_passkey || name == "pass";
        self.header.slots.retain(|old| {
            let is_same = old.kind.name() == name && !is_passkey;
            let goes = is_same || replaces_device && old.kind == SlotKind::Device;
            !goes
        });
        self.is_key_stale |= self.header.slots.len() < before;
        self.header.turn += u64::from(slot.kind.travels());
        self.header.slots.push(slot);
        Ok(())
    }

    /// Removes a slot.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`]; [`EditError::Unknown`]; [`EditError::SlotNeeded`] if only passkeys,
    /// or only the recovery key on paper, would be left.
    pub fn remove_slot(&mut self, id: [u8; 16]) -> Result<(), EditError> {
        self.writable()?;
        let slots = &self.header.slots;
        let at = slots.iter().position(|slot| slot.id == id).ok_or(EditError::Unknown)?;
        let mut left = self.header.clone();
        left.slots.remove(at);
        let is_enough =
            left.has("pass") || left.has("device") || left.has("prf") && left.has("recovery");
        if !is_enough {
            return Err(EditError::SlotNeeded);
        }
        self.header = left;
        self.header.turn += 1;
        self.is_key_stale = true;
        Ok(())
    }

    /// Makes the vault open automatically on this computer again: the device slot replaces the
    /// passphrase and the passkeys. A recovery key stays.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`].
    pub fn use_device(
        &mut self,
        device: &DeviceSecret,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        self.add_slot(SlotKind::Device, &device.key[..], rng)?;
        let before = self.header.slots.len();
        self.header.slots.retain(|slot| matches!(slot.kind, SlotKind::Device | SlotKind::Recovery));
        self.is_key_stale |= self.header.slots.len() < before;
        Ok(())
    }
}
