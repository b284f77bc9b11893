//! What can be done to an open vault. Every edit seals one record anew; nothing else is touched.

use super::clock::Hlc;
use super::error::EditError;
use super::json::Object;
use super::keys::{Keys, VaultId, make_nonce};
use super::record::{Body, Flags, Sealed, body_to_json, seal_record};
use super::store::{Health, Vault};
use crate::account::{Account, UnixMillis};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// Names a record: when it was added — ms (6) ‖ counter (2), big endian — and 8 random bytes, so that
/// ids sort in the order of adding. Not derived from the secret: two accounts may share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordId(pub [u8; 16]);

impl RecordId {
    fn make(now: Hlc, rng: &mut impl CryptoRng) -> Self {
        let mut id = Self([0; 16]);
        rng.fill_bytes(&mut id.0);
        let time = now.to_bytes();
        id.0.iter_mut().zip(time.iter().skip(2)).take(8).for_each(|(to, from)| *to = *from);
        id
    }
}

/// One record of an open vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) id: RecordId,
    /// When it was last written.
    pub(super) hlc: Hlc,
    /// As it is stored.
    pub(super) text: String,
    pub(super) state: EntryState,
}

/// What a record holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum EntryState {
    /// An account, listed or in the bin.
    Kept(Box<Body>),
    /// A tombstone.
    Gone,
}

impl Entry {
    /// Seals what the record holds anew; its clock stays.
    pub(super) fn seal(&mut self, keys: &Keys, vault_id: &VaultId, rng: &mut impl CryptoRng) {
        let (flags, plain) = match &self.state {
            EntryState::Kept(body) => (Flags::LIVE, body_to_json(body)),
            EntryState::Gone => (Flags::TOMBSTONE, Zeroizing::default()),
        };
        let sealed = Sealed { id: self.id, hlc: self.hlc, flags };
        let record = seal_record(keys, vault_id, sealed, plain.as_bytes(), make_nonce(rng));
        self.text = record.to_text();
    }
}

impl Vault {
    /// The accounts that are not in the bin, oldest first.
    #[must_use]
    pub fn accounts(&self) -> Vec<(RecordId, &Account)> {
        let listed = self.bodies().filter(|(_, body)| body.deleted.is_none());
        listed.map(|(id, body)| (id, &body.account)).collect()
    }

    /// One account that is not in the bin.
    #[must_use]
    pub fn account(&self, id: RecordId) -> Option<&Account> {
        let (_, body) = self.bodies().find(|(of, body)| *of == id && body.deleted.is_none())?;
        Some(&body.account)
    }

    /// Adds an account.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`] or [`EditError::Full`].
    pub fn add(
        &mut self,
        account: Account,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<RecordId, EditError> {
        self.writable()?;
        if self.bodies().count() >= Self::ACCOUNTS_MAX {
            return Err(EditError::Full);
        }
        let id = RecordId::make(self.clock.next(now, self.device), rng);
        let body = Body { account, deleted: None, unknown: Object::new() };
        self.put(id, body, now, rng);
        Ok(id)
    }

    /// Changes an account in place.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`] or [`EditError::Unknown`].
    pub fn update(
        &mut self,
        id: RecordId,
        change: impl FnOnce(&mut Account),
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        let mut body = self.body_to_change(id)?;
        change(&mut body.account);
        self.put(id, body, now, rng);
        Ok(())
    }

    /// A copy of a record, for [`Vault::put`].
    pub(super) fn body_to_change(&self, id: RecordId) -> Result<Body, EditError> {
        self.writable()?;
        let mut bodies = self.bodies();
        let found = bodies.find_map(|(of, body)| (of == id).then(|| body.clone()));
        found.ok_or(EditError::Unknown)
    }

    pub(super) fn put(
        &mut self,
        id: RecordId,
        body: Body,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) {
        self.write(id, EntryState::Kept(Box::new(body)), now, rng);
    }

    pub(super) fn write(
        &mut self,
        id: RecordId,
        state: EntryState,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) {
        self.clock = self.clock.next(now, self.device);
        let mut entry = Entry { id, hlc: self.clock, text: String::new(), state };
        entry.seal(&self.keys, &self.header.vault_id, rng);
        match self.entries.binary_search_by_key(&id, |entry| entry.id) {
            Ok(at) => drop(self.entries.splice(at..=at, [entry])),
            Err(at) => self.entries.insert(at, entry),
        }
    }

    pub(super) fn writable(&self) -> Result<(), EditError> {
        match self.health() {
            Health::Sound => Ok(()),
            Health::Damaged { .. } => Err(EditError::ReadOnly),
        }
    }

    pub(super) fn bodies(&self) -> impl Iterator<Item = (RecordId, &Body)> {
        self.entries.iter().filter_map(|entry| match &entry.state {
            EntryState::Kept(body) => Some((entry.id, &**body)),
            EntryState::Gone => None,
        })
    }
}
