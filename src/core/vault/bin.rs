//! The bin: deleted accounts can be restored for 30 days, even if a clock is briefly wrong.

use super::entry::EntryState;
use super::error::EditError;
use super::record::{Body, Deleted, RecordId};
use super::store::Vault;
use super::sync::Lineage;
use crate::account::{Account, UnixMillis};
use rand_core::CryptoRng;

/// How long a deleted account stays in the bin, in time that the vault has counted.
pub const BIN_KEPT_MS: u64 = 30 * DAY_MS;
const DAY_MS: u64 = 24 * 3600 * 1000;

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

    /// Deletes accounts for good, if they are in the bin.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`].
    pub fn empty_bin(
        &mut self,
        ids: &[RecordId],
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        self.writable()?;
        self.delete_for_good(|id, _| ids.contains(&id), now, rng);
        Ok(())
    }

    /// True if accounts are in the bin, and nothing was written for a day: the bin ages with the next
    /// write.
    #[must_use]
    pub fn is_bin_due(&self, now: UnixMillis) -> bool {
        now.ms().saturating_sub(self.bin.written_ms) >= DAY_MS
            && self.writable().is_ok()
            && self.bodies().any(|(_, body)| body.deleted.is_some())
    }

    /// Advances the bin's clock, and turns accounts that were in the bin for longer than
    /// [`BIN_KEPT_MS`] into tombstones. Call it once before each write.
    pub fn purge(&mut self, now: UnixMillis, rng: &mut impl CryptoRng) {
        self.bin = self.bin.at(now);
        let age_ms = self.bin.age_ms;
        let is_old = |one: Deleted| age_ms.saturating_sub(one.age_ms) > BIN_KEPT_MS;
        self.delete_for_good(|_, one| is_old(one), now, rng);
        self.purge_lost(now, rng);
    }

    /// Turns accounts in the bin into tombstones.
    fn delete_for_good(
        &mut self,
        which: impl Fn(RecordId, Deleted) -> bool,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) {
        let is_due =
            |&(id, body): &(RecordId, &Body)| body.deleted.is_some_and(|one| which(id, one));
        let due = self.bodies().filter(is_due);
        let due: Vec<_> = due.map(|(id, _)| id).collect();
        for id in due {
            self.write(id, EntryState::Gone(Lineage::default()), now, rng);
        }
    }
}
