//! The bin: deleted accounts can be restored for 30 days, even if a clock is briefly wrong.

use super::entry::EntryState;
use super::error::EditError;
use super::record::{Body, Deleted, RecordId};
use super::store::Vault;
use super::sync::Lineage;
use crate::account::{Account, UnixMillis};
use rand_core::CryptoRng;

/// How long a deleted account stays in the bin, in time that the vault has counted.
pub const BIN_KEPT_MS: u64 = 30 * 24 * 3600 * 1000;

/// An account that was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binned<'a> {
    /// The record.
    pub id: RecordId,
    /// The deleted account.
    pub account: &'a Account,
    /// When it was deleted.
    pub at: UnixMillis,
    /// How much longer it can be restored, in ms.
    pub left_ms: u64,
}

impl Vault {
    /// The accounts in the bin, most recently deleted first.
    #[must_use]
    pub fn bin(&self, now: UnixMillis) -> Vec<Binned<'_>> {
        let clock = self.bin.at(now);
        let binned = self.bodies().filter_map(|(id, body)| {
            let deleted = body.deleted?;
            let left_ms = BIN_KEPT_MS.saturating_sub(clock.age_ms.saturating_sub(deleted.age_ms));
            Some(Binned { id, account: &body.account, at: deleted.at, left_ms })
        });
        let mut all: Vec<_> = binned.collect();
        all.sort_unstable_by_key(|binned| std::cmp::Reverse(binned.at.ms()));
        all
    }

    /// Puts an account in the bin, where it stays for [`BIN_KEPT_MS`].
    ///
    /// # Errors
    /// [`EditError::ReadOnly`] or [`EditError::Unknown`].
    pub fn delete(
        &mut self,
        id: RecordId,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        let deleted = Deleted { at: now, age_ms: self.bin.at(now).age_ms };
        let body = Body { deleted: Some(deleted), ..self.body_to_change(id)? };
        self.put(id, body, now, rng);
        Ok(())
    }

    /// Restores an account from the bin.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`] or [`EditError::Unknown`].
    pub fn restore(
        &mut self,
        id: RecordId,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        let body = Body { deleted: None, ..self.body_to_change(id)? };
        self.put(id, body, now, rng);
        Ok(())
    }

    /// Advances the bin's clock, and turns accounts that were in the bin for longer than
    /// [`BIN_KEPT_MS`] into tombstones. Call it once before each write.
    pub fn purge(&mut self, now: UnixMillis, rng: &mut impl CryptoRng) {
        self.bin = self.bin.at(now);
        let age_ms = self.bin.age_ms;
        let old = |body: &Body| {
            body.deleted.is_some_and(|one| age_ms.saturating_sub(one.age_ms) > BIN_KEPT_MS)
        };
        let due: Vec<_> = self.bodies().filter(|(_, body)| old(body)).map(|(id, _)| id).collect();
        for id in due {
            self.write(id, EntryState::Gone(Lineage::default()), now, rng);
        }
        self.purge_lost(now, rng);
    }
}
