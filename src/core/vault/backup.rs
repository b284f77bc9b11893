//! Backups: the vault with only the slots that a person can carry, and restoring from one.

use super::error::EditError;
use super::store::{StoredVault, Vault};
use crate::account::{Account, Kind, UnixMillis};
use rand_core::CryptoRng;

/// How many accounts of a backup were added or already known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Merged {
    /// Accounts that were missing.
    pub added: usize,
    /// Accounts that were present with the same key.
    pub known: usize,
}

/// How an account of a vault compares to the one in a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// Both make the same codes.
    Same,
    /// They make different codes: the key or the code parameters have changed since.
    Differs,
    /// The backup's counter is behind.
    Behind,
    /// The backup has no such account.
    Missing,
    /// Only the backup has the account: it was deleted since.
    More,
}

impl Vault {
    /// The same accounts, for another machine: the passphrase and the recovery key open the copy.
    ///
    /// # Errors
    /// [`EditError::SlotNeeded`] if there is neither; [`EditError::ReadOnly`].
    pub fn backup(&self, rng: &mut impl CryptoRng) -> Result<StoredVault, EditError> {
        self.writable()?;
        let header = self.header.for_travel();
        if header.slots.is_empty() {
            return Err(EditError::SlotNeeded);
        }
        Ok(self.stored_under(&header, rng))
    }

    /// Adds the accounts of another vault that are missing here; counters continue from the higher
    /// of the two. Nothing in this vault is removed or renamed.
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
            if self.adopt(theirs, now, rng)? {
                merged.added += 1;
            } else {
                merged.known += 1;
            }
        }
        Ok(merged)
    }

    /// Adds an account if it is missing here, and returns whether it was. An account that is
    /// present gets the user data of the other copy and continues from the higher counter.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`] or [`EditError::Full`].
    pub fn adopt(
        &mut self,
        theirs: &Account,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<bool, EditError> {
        let same = self.accounts().into_iter().find(|(_, ours)| ours.same_codes(theirs));
        let Some((id, ours)) = same.map(|(id, ours)| (id, ours.clone())) else {
            self.add(theirs.clone(), now, rng)?;
            return Ok(true);
        };
        let mut both = ours.clone();
        both.keeping.adopt(&theirs.keeping);
        if counter_of(&ours) < counter_of(theirs) {
            both.kind = theirs.kind.clone();
        }
        if both != ours {
            self.update(id, |account| *account = both, now, rng)?;
        }
        Ok(false)
    }

    /// Compares every account with its copy in a backup; accounts that only the backup has come
    /// last.
    #[must_use]
    pub fn compare<'a>(&'a self, backup: &'a Self) -> Vec<(&'a Account, Compared)> {
        let compare = |pair: (Option<&'a Account>, Option<&'a Account>)| match pair {
            (Some(ours), Some(theirs)) => Some((ours, compared(ours, theirs))),
            (Some(ours), None) => Some((ours, Compared::Missing)),
            (None, Some(theirs)) => Some((theirs, Compared::More)),
            (None, None) => None,
        };
        self.beside(backup).into_iter().filter_map(compare).collect()
    }

    /// Pairs every account of this vault with its counterpart in another: the same record, or
    /// another one with the same key; accounts that only the other has come last.
    #[must_use]
    pub fn beside<'a>(
        &'a self,
        other: &'a Self,
    ) -> Vec<(Option<&'a Account>, Option<&'a Account>)> {
        let mut left = other.accounts();
        let mut pairs = Vec::new();
        for (id, ours) in self.accounts() {
            let at = left.iter().position(|(of, _)| *of == id);
            let at = at.or_else(|| left.iter().position(|(_, theirs)| theirs.same_codes(ours)));
            pairs.push((Some(ours), at.map(|at| left.swap_remove(at).1)));
        }
        pairs.extend(left.into_iter().map(|(_, theirs)| (None, Some(theirs))));
        pairs
    }
}

fn compared(ours: &Account, theirs: &Account) -> Compared {
    if !ours.same_codes(theirs) {
        return Compared::Differs;
    }
    if counter_of(theirs) < counter_of(ours) { Compared::Behind } else { Compared::Same }
}

fn counter_of(account: &Account) -> u64 {
    if let Kind::Hotp { counter, .. } = account.kind { counter } else { 0 }
}
