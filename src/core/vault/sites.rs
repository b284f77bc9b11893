//! Where accounts may be filled, as set by the user.

use super::error::EditError;
use super::record::RecordId;
use super::store::Vault;
use crate::account::{Account, Site, UnixMillis, is_bound};
use rand_core::CryptoRng;

impl Vault {
    /// Binds an account to one more site.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`] or [`EditError::Unknown`].
    pub fn bind(
        &mut self,
        id: RecordId,
        site: Site,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        let change = |account: &mut Account| {
            if !is_bound(account, &site) {
                account.sites.push(site);
            }
        };
        self.update(id, change, now, rng)
    }

    /// Allows an account in the frames of one site within the pages of another. Pages of the
    /// frame's own site are not affected.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`] or [`EditError::Unknown`].
    pub fn confirm_frame(
        &mut self,
        id: RecordId,
        (frame, top): (Site, Site),
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        let pair = (frame, top);
        let change = |account: &mut Account| {
            if !account.filling.frames.contains(&pair) {
                account.filling.frames.push(pair);
            }
        };
        self.update(id, change, now, rng)
    }

    /// Remembers which of several accounts the user wants at a site: at most one.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`] or [`EditError::Unknown`]; in either case nothing has changed.
    pub fn choose(
        &mut self,
        id: RecordId,
        site: &Site,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        let chosen = |account: &Account| account.filling.chosen_at.contains(site);
        let is_chosen = chosen(self.account(id).ok_or(EditError::Unknown)?);
        let accounts = self.accounts().into_iter();
        let others: Vec<_> = accounts
            .filter(|(of, account)| *of != id && chosen(account))
            .map(|(of, _)| of)
            .collect();
        for other in others {
            let change =
                |account: &mut Account| account.filling.chosen_at.retain(|one| one != site);
            self.update(other, change, now, rng)?;
        }
        if is_chosen {
            return self.writable();
        }
        let change = |account: &mut Account| account.filling.chosen_at.push(site.clone());
        self.update(id, change, now, rng)
    }
}
