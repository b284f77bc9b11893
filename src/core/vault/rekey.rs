//! A new vault key after a slot was removed: what that slot opened, including old backups and
//! copies of the disk, cannot open anything written from now on.

use super::error::EditError;
use super::header::Header;
use super::keys::{Keys, VaultId, VaultKey};
use super::slot::{Slot, SlotKind};
use super::store::{DeviceSecret, Health, StoredVault, Vault};
use rand_core::CryptoRng;

impl Vault {
    /// Whether a slot was removed and the key it wraps is still in use.
    #[must_use]
    pub fn is_key_stale(&self) -> bool {
        self.is_key_stale
    }

    /// Generates a new vault key if a slot was removed, and re-seals every record. The other slots
    /// stay: the new key is sealed to their public keys, and to `device` where the device opens the
    /// vault.
    /// A slot without a public key, from a development version, cannot be carried over: in that
    /// case the key is kept, because losing a slot would be worse.
    ///
    /// # Errors
    /// [`EditError::SlotNeeded`] if the device opens the vault and its secret is not given.
    pub fn rekey(
        &mut self,
        device: Option<&DeviceSecret>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        if !self.is_key_stale {
            return Ok(());
        }
        let key = VaultKey::make(rng);
        let mut slots = Vec::new();
        for slot in &self.header.slots {
            let vault_id = &self.header.vault_id;
            let new = if slot.kind == SlotKind::Device {
                let device = device.ok_or(EditError::SlotNeeded)?;
                let material = &device.key[..];
                Some(Slot::wrap_plain(&key, vault_id, SlotKind::Device, material, rng))
            } else {
                slot.rewrap(&self.key, &key, vault_id, rng)
            };
            let Some(new) = new else {
                self.is_key_stale = false;
                return Ok(());
            };
            slots.push(new);
        }
        self.header.slots = slots;
        self.header.generation += 1;
        self.reseal_under(self.header.vault_id, key, rng);
        self.is_key_stale = false;
        Ok(())
    }

    /// Seals everything for another vault key or vault id. The stored forms until now are still
    /// under the ones before.
    pub(super) fn reseal_under(&mut self, id: VaultId, key: VaultKey, rng: &mut impl CryptoRng) {
        self.keys = Keys::derive(&key, &id);
        let before = (self.header.vault_id, std::mem::replace(&mut self.key, key));
        self.before.get_or_insert(before);
        self.header.vault_id = id;
        self.reseal(rng);
    }

    fn reseal(&mut self, rng: &mut impl CryptoRng) {
        for entry in &mut self.entries {
            entry.seal(&self.keys, &self.header.vault_id, rng);
        }
    }

    /// An older form of this vault, re-sealed so that the current slots open it; `None` if it is
    /// another vault, or cannot be read completely under the key that it was written with.
    pub fn carried(&self, older: &StoredVault, rng: &mut impl CryptoRng) -> Option<StoredVault> {
        let now = (self.header.vault_id, self.key.clone());
        let (id, key) = self.before.as_ref().unwrap_or(&now);
        let header = Header::from_json(&older.header).ok()?;
        if header.vault_id != *id {
            return None;
        }
        let mut vault = Self::open_with(older, self.device, key.clone()).ok()?;
        if vault.health() != Health::Sound {
            return None;
        }
        vault.header = self.header.clone();
        if self.before.is_some() {
            vault.key = self.key.clone();
            vault.keys = Keys::derive(&vault.key, &vault.header.vault_id);
            vault.reseal(rng);
        }
        Some(vault.stored_as(vault.epoch(), &vault.header, rng))
    }
}
