//! A backup: the vault with the ways in that a person can carry, and what is put back from one.

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

/// How an account of a vault and that of a backup compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// Both make the same codes.
    Same,
    /// They make different ones: the key, or how codes are made, has changed since.
    Differs,
    /// The backup's counter stands behind.
    Behind,
    /// The backup has no such account.
    Missing,
    /// Only the backup has it: it was deleted since.
    More,
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
            if self.adopt(theirs, now, rng)? {
                merged.added += 1;
            } else {
                merged.known += 1;
            }
        }
        Ok(merged)
    }

    /// Adds an account that is not here, and says so. One that is here gets what its owner keeps with
    /// the other copy, and goes on from the higher counter.
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

    /// Compares every account with that of a backup; those that only the backup has come last.
    #[must_use]
    pub fn rehearse<'a>(&'a self, backup: &'a Self) -> Vec<(&'a Account, Compared)> {
        let compare = |pair: (Option<&'a Account>, Option<&'a Account>)| match pair {
            (Some(ours), Some(theirs)) => Some((ours, compared(ours, theirs))),
            (Some(ours), None) => Some((ours, Compared::Missing)),
            (None, Some(theirs)) => Some((theirs, Compared::More)),
            (None, None) => None,
        };
        self.beside(backup).into_iter().filter_map(compare).collect()
    }

    /// Every account of this vault beside the one of another that should be the same: the same record,
    /// or another one with the same key; then those that only the other has.
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
