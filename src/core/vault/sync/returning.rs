//! A computer that went its own way takes part again: what either side deleted meanwhile stays.

use super::layout::Layout;
use super::part::Part;
use super::receive::is_listed;
use crate::account::UnixMillis;
use crate::vault::entry::Entry;
use crate::vault::error::EditError;
use crate::vault::record::{Body, Deleted, RecordId};
use crate::vault::store::Vault;
use rand_core::CryptoRng;

impl Vault {
    /// Before sync begins again where no other computer takes part now: if others turn up after all,
    /// what this one deleted meanwhile is at most in the bin. What they deleted stays in a folder; in
    /// the browser's account there is no room for another clock in each record.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`].
    pub fn start_over(
        &mut self,
        layout: Layout,
        parts: &[Part],
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        self.writable()?;
        let is_gone = |entry: &&Entry| entry.is_gone();
        let gone: Vec<_> = self.entries.iter().filter(is_gone).map(|entry| entry.id).collect();
        self.entries.retain(|entry| !entry.is_gone());
        self.receive(parts, now, rng)?;
        for id in self.listed() {
            if gone.binary_search(&id).is_ok() {
                self.delete(id, now, rng)?;
            } else if layout == Layout::Folder {
                self.claim(id, now, rng);
            }
        }
        Ok(())
    }

    /// Forgets what this computer deleted for good, and what it has in the bin of the others' records;
    /// `own` are the records that only this computer has, sorted.
    pub(super) fn forget_deletions(&mut self, own: &[RecordId]) {
        let is_own = |id: &RecordId| own.binary_search(id).is_ok();
        self.entries.retain(|entry| is_listed(entry) || (is_own(&entry.id) && !entry.is_gone()));
    }

    /// Gives the accounts that the others have deleted, or may have deleted so long ago that nothing
    /// is left of it, a new clock: no tombstone that was written without knowing it deletes them for
    /// good. Returns them.
    pub(super) fn defend(
        &mut self,
        others: &Self,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Vec<RecordId> {
        let is_same_vault = others.header.vault_id == self.header.vault_id;
        let is_known = |id: RecordId| is_same_vault || others.entry(id).is_some();
        let mut ours = self.listed();
        ours.retain(|id| others.account(*id).is_none() && is_known(*id));
        for id in &ours {
            if let Ok(body) = self.body_to_change(*id) {
                self.put(*id, body, now, rng);
            }
        }
        ours
    }

    /// Takes these accounts out of the bin again, unless another one has the same key.
    pub(super) fn keep(&mut self, ours: &[RecordId], now: UnixMillis, rng: &mut impl CryptoRng) {
        for id in ours {
            let Ok(body) = self.body_to_change(*id) else { continue };
            let is_twin =
                |(other, account): &(RecordId, &_)| other != id && body.account.same_codes(account);
            if !self.accounts().iter().any(is_twin) {
                self.claim(*id, now, rng);
            }
        }
    }

    /// Writes that the account is in the bin, and then that it is not: that counts more than any
    /// deletion before.
    fn claim(&mut self, id: RecordId, now: UnixMillis, rng: &mut impl CryptoRng) {
        let deleted = Deleted { at: now, age_ms: self.bin.at(now).age_ms };
        for deleted in [Some(deleted), None] {
            if let Ok(body) = self.body_to_change(id) {
                self.put(id, Body { deleted, ..body }, now, rng);
            }
        }
    }

    fn listed(&self) -> Vec<RecordId> {
        self.accounts().into_iter().map(|(id, _)| id).collect()
    }
}
