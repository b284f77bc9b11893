//! How a new account relates to the existing ones, and how it is added.

use super::error::EditError;
use super::record::RecordId;
use super::store::Vault;
use crate::account::{Account, Secret, UnixMillis, is_bound, is_same_owner, skeleton};
use rand_core::CryptoRng;

/// Whether a vault has an account already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// No.
    New,
    /// Yes, with the same key.
    SameKey,
    /// An account of the same name has another key.
    SameName {
        /// The account whose key it would replace: it is bound to the exact site of the new key.
        replaces: Option<RecordId>,
    },
    /// An account of the same name at the same site has another issuer: that of another organisation,
    /// or one that the user has renamed.
    OtherIssuer {
        /// The account whose key it would replace.
        replaces: RecordId,
    },
}

impl Vault {
    /// Whether an account already exists, by its key or by its name.
    #[must_use]
    pub fn standing(&self, account: &Account) -> Standing {
        let accounts = self.accounts();
        if accounts.iter().any(|(_, other)| other.same_codes(account)) {
            return Standing::SameKey;
        }
        let same_name = |other: &Account| {
            other.name == account.name
                && (!account.name.is_empty() || other.issuer == account.issuer)
        };
        let mut alike = accounts.into_iter().rev().filter(|(_, other)| same_name(other));
        let mut at_site = alike.clone().filter(|(_, other)| belongs_with(other, account));
        let same_issuer = |other: &Account| other.issuer == account.issuer;
        if let Some((id, _)) = at_site.clone().find(|(_, other)| same_issuer(other)) {
            return Standing::SameName { replaces: Some(id) };
        }
        if let Some((replaces, _)) = at_site.next() {
            return Standing::OtherIssuer { replaces };
        }
        let is_named = !account.issuer.is_empty();
        if alike.any(|(_, other)| is_named && same_issuer(other)) {
            return Standing::SameName { replaces: None };
        }
        Standing::New
    }

    /// Whether people could mistake an account for one of another site: they look at names.
    #[must_use]
    pub fn looks_like_another(&self, account: &Account) -> bool {
        let title = if account.issuer.is_empty() { &account.name } else { &account.issuer };
        let (Some(site), look) = (account.sites.first(), skeleton(title.as_str())) else {
            return false;
        };
        let accounts = self.accounts().into_iter().map(|(_, other)| other);
        let mut alike = accounts
            .filter(|other| !other.sites.is_empty() && skeleton(other.issuer.as_str()) == look)
            .map(|other| other.sites.iter().any(|of| is_same_owner(of, site)))
            .peekable();
        // One account of the same owner is enough: the name belongs to that owner.
        !look.is_empty() && alike.peek().is_some() && !alike.any(|is_same| is_same)
    }

    /// Adds an account that does not exist yet.
    ///
    /// # Errors
    /// [`EditError::Exists`], [`EditError::ReadOnly`] or [`EditError::Full`].
    pub fn enrol(
        &mut self,
        account: Account,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<RecordId, EditError> {
        if self.standing(&account) == Standing::SameKey {
            return Err(EditError::Exists);
        }
        self.add(account, now, rng)
    }

    /// Adds an account in place of another, which goes to the bin: the portal changed its key. The
    /// user's settings for the old account carry over to the new one.
    ///
    /// # Errors
    /// Same as [`Vault::enrol`]; [`EditError::Unknown`] for the old one, [`EditError::NotBound`] if
    /// it does not belong to the site of the new key: any page could issue a key in another's name.
    pub fn replace(
        &mut self,
        mut account: Account,
        old: RecordId,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<RecordId, EditError> {
        let before = self.account(old).ok_or(EditError::Unknown)?;
        if !belongs_with(before, &account) {
            return Err(EditError::NotBound);
        }
        for site in &before.sites {
            if !account.sites.contains(site) {
                account.sites.push(site.clone());
            }
        }
        account.filling = before.filling.clone();
        let id = self.enrol(account, now, rng)?;
        self.delete(old, now, rng)?;
        Ok(id)
    }

    /// Gives an account another key. The account as it was goes to the bin.
    ///
    /// # Errors
    /// [`EditError::Unknown`], [`EditError::ReadOnly`] or [`EditError::Full`];
    /// [`EditError::Exists`] if another account has this key.
    pub fn change_key(
        &mut self,
        id: RecordId,
        secret: Secret,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        let before = self.account(id).ok_or(EditError::Unknown)?.clone();
        if before.secret == secret {
            return Ok(());
        }
        let after = Account { secret, ..before.clone() };
        if self.standing(&after) == Standing::SameKey {
            return Err(EditError::Exists);
        }
        let old = self.add(before, now, rng)?;
        self.delete(old, now, rng)?;
        self.update(id, |account| *account = after, now, rng)
    }
}

/// Whether an account is bound to the site that a new one comes from.
fn belongs_with(account: &Account, new: &Account) -> bool {
    new.sites.iter().any(|site| is_bound(account, site))
}
