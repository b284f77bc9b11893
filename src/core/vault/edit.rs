//! Edits of an open vault. Every edit re-seals one record; nothing else is touched.

use super::clock::{AHEAD_MAX_MS, Hlc};
use super::entry::{Entry, EntryState};
use super::error::EditError;
use super::json::Object;
use super::record::{Body, RecordId};
use super::store::{Health, Vault};
use super::sync::{Lineage, edited};
use crate::account::{Account, Kind, UnixMillis};
use rand_core::CryptoRng;

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
        if self.is_full() {
            return Err(EditError::Full);
        }
        let id = RecordId::make(self.tick(now), rng);
        let lineage = Lineage::default();
        let body = Body { account, deleted: None, unknown: Object::new(), lineage };
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

    /// Increments a counter and returns the account as it was before: show the code of that
    /// account, once the vault is stored.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`], [`EditError::Unknown`], [`EditError::NoCounter`] or
    /// [`EditError::CounterExhausted`].
    pub fn advance(
        &mut self,
        id: RecordId,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<Account, EditError> {
        let before = self.account(id).ok_or(EditError::Unknown)?.clone();
        let mut after = before.clone();
        let Kind::Hotp { counter, .. } = &mut after.kind else { return Err(EditError::NoCounter) };
        *counter = counter.checked_add(1).ok_or(EditError::CounterExhausted)?;
        self.update(id, |account| *account = after, now, rng)?;
        Ok(before)
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
        let clock = self.tick(now);
        let before = self.entry(id);
        // Later than every edit of this record, even if another computer's clock is ahead.
        let hlc = match before {
            Some(before) if before.hlc >= clock => before.hlc.next(now, self.device),
            _ => clock,
        };
        let state = before.map_or_else(|| state.clone(), |before| edited(before, &state, hlc));
        self.insert(Entry { id, hlc, text: String::new(), state }, rng);
    }

    /// Seals an entry, and stores it in place of the one with its id.
    pub(super) fn insert(&mut self, mut entry: Entry, rng: &mut impl CryptoRng) {
        entry.seal(&self.keys, &self.header.vault_id, rng);
        match self.entries.binary_search_by_key(&entry.id, |entry| entry.id) {
            Ok(at) => drop(self.entries.splice(at..=at, [entry])),
            Err(at) => self.entries.insert(at, entry),
        }
    }

    pub(super) fn entry(&self, id: RecordId) -> Option<&Entry> {
        let at = self.entries.binary_search_by_key(&id, |entry| entry.id).ok()?;
        self.entries.get(at)
    }

    /// A moment after all before it. Records of a computer whose clock is far ahead do not take this
    /// one's clock with them.
    pub(super) fn tick(&mut self, now: UnixMillis) -> Hlc {
        let latest = now.ms().saturating_add(AHEAD_MAX_MS);
        if self.clock.ms > latest {
            let clocks = self.entries.iter().map(|entry| entry.hlc);
            let usual = clocks.filter(|clock| clock.ms <= latest).max();
            self.clock = usual.unwrap_or(Hlc::start(self.device));
        }
        self.clock = self.clock.next(now, self.device);
        self.clock
    }

    pub(super) fn is_full(&self) -> bool {
        self.bodies().count() >= Self::ACCOUNTS_MAX
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
            EntryState::Gone(_) => None,
        })
    }
}
