//! A backup: the vault with the ways in that a person can carry, and what is put back from one.

use super::edit::RecordId;
use super::error::EditError;
use super::header::Header;
use super::store::{StoredVault, Vault};
use crate::account::{Account, Kind, UnixMillis};
use rand_core::CryptoRng;

/// What became of the accounts of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Merged {
    /// They were not there.
    pub added: usize,
    /// They were, with the same key.
    pub known: usize,
}

impl Vault {
    /// The same accounts, for another machine: what opens it is the passphrase and the recovery key.
    ///
    /// # Errors
    /// [`EditError::SlotNeeded`] if there is neither; [`EditError::ReadOnly`].
    pub fn backup(&self, rng: &mut impl CryptoRng) -> Result<StoredVault, EditError> {
        self.writable()?;
        let mut header: Header = self.header.clone();
        header.slots.retain(|slot| matches!(slot.kind.name(), "pass" | "recovery"));
        if header.slots.is_empty() {
            return Err(EditError::SlotNeeded);
        }
        Ok(self.stored_under(&header, rng))
    }

    /// Adds the accounts of another vault that are not here; a counter goes on from the higher of the
    /// two. Nothing here is taken away or renamed.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`] or [`EditError::Full`]; then nothing is stored.
    pub fn merge(
        &mut self,
        other: &Self,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<Merged, EditError> {
        let mut merged = Merged::default();
        for (_, theirs) in other.accounts() {
            let same = self.accounts().into_iter().find(|(_, ours)| ours.same_codes(theirs));
            match same.map(|(id, ours)| (id, counter_of(ours) < counter_of(theirs))) {
                None => {
                    self.add(theirs.clone(), now, rng)?;
                    merged.added += 1;
                }
                Some((id, is_behind)) => {
                    if is_behind {
                        self.go_on_from(id, theirs, now, rng)?;
                    }
                    merged.known += 1;
                }
            }
        }
        Ok(merged)
    }

    fn go_on_from(
        &mut self,
        id: RecordId,
        theirs: &Account,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        let kind = theirs.kind.clone();
        self.update(id, |account| account.kind = kind, now, rng)
    }
}

fn counter_of(account: &Account) -> u64 {
    if let Kind::Hotp { counter, .. } = account.kind { counter } else { 0 }
}
