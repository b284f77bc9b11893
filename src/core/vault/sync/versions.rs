//! Values that lost against edits made side by side: they are kept for as long as deleted accounts.

use super::lineage::{Lineage, Lost};
use super::state::State;
use crate::account::{Account, UnixMillis};
use crate::vault::bin::BIN_KEPT_MS;
use crate::vault::clock::Hlc;
use crate::vault::entry::EntryState;
use crate::vault::error::EditError;
use crate::vault::record::{Body, RecordId};
use crate::vault::store::Vault;
use rand_core::CryptoRng;
use serde_json::Value;

/// A value that an account also had when two computers edited it side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostVersion<'a> {
    /// The record.
    pub id: RecordId,
    /// The account as it is.
    pub account: &'a Account,
    /// Which field.
    pub field: LostField,
    /// The other value; empty for a key.
    pub text: String,
    /// When it was written.
    pub at: Hlc,
}

/// A field whose other values are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LostField {
    /// The key and how it makes codes.
    Key,
    /// The issuer.
    Issuer,
    /// The account's name.
    Name,
    /// The note.
    Note,
}

impl LostField {
    const ALL: [(Self, &'static str); 4] =
        [(Self::Key, "s"), (Self::Issuer, "i"), (Self::Name, "a"), (Self::Note, "note")];

    fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, one)| *one == name).map(|(field, _)| field)
    }

    fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(field, _)| *field == self).map_or("", |(_, name)| name)
    }
}

impl Lineage {
    /// Keeps a value that lost.
    pub(in crate::vault) fn lose(&mut self, field: &str, at: Hlc, value: Value, age_ms: u64) {
        self.lost.push(Lost { field: field.to_owned(), at, value, age_ms });
    }
}

impl Vault {
    /// All values that lost, of the accounts that are not in the bin.
    #[must_use]
    pub fn lost_versions(&self) -> Vec<LostVersion<'_>> {
        let listed = self.entries.iter().filter_map(|entry| match &entry.state {
            EntryState::Kept(body) if body.deleted.is_none() => Some((entry, &**body)),
            EntryState::Kept(_) | EntryState::Gone(_) => None,
        });
        let with_lost = listed.filter(|(_, body)| !body.lineage.lost.is_empty());
        let versions = with_lost.flat_map(|(entry, body)| {
            let versions = State::of(entry.hlc, body).versions().into_iter();
            versions.filter_map(move |(field, at, value)| {
                let (id, account) = (entry.id, &body.account);
                let text = value.as_str().unwrap_or("").to_owned();
                Some(LostVersion { id, account, field: LostField::of(&field)?, text, at })
            })
        });
        versions.collect()
    }

    /// Makes a value that lost the current one. The one before is not kept.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`]; [`EditError::Unknown`] if the account or the value is gone.
    pub fn keep_lost(
        &mut self,
        id: RecordId,
        field: LostField,
        at: Hlc,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        let body = self.body_to_change(id)?;
        let hlc = self.entry(id).map(|entry| entry.hlc).ok_or(EditError::Unknown)?;
        let name = field.name();
        let mut lost = body.lineage.lost.iter();
        let lost = lost.find(|one| one.field == name && one.at == at).ok_or(EditError::Unknown)?;
        let state = State::of(hlc, &body).with(name, &lost.value);
        let body = state.to_body(hlc, &body, [body.deleted, None], 0).ok_or(EditError::Unknown)?;
        self.put(id, body, now, rng);
        Ok(())
    }

    /// Drops a value that lost.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`] or [`EditError::Unknown`].
    pub fn drop_lost(
        &mut self,
        id: RecordId,
        field: LostField,
        at: Hlc,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        let mut body = self.body_to_change(id)?;
        let lost = &mut body.lineage.lost;
        let is_it = |one: &&Lost| one.field == field.name() && one.at == at;
        let value = lost.iter().find(is_it).map(|one| one.value.clone());
        let value = value.ok_or(EditError::Unknown)?;
        lost.retain(|one| !(one.field == field.name() && one.value == value));
        self.put(id, body, now, rng);
        Ok(())
    }

    /// Drops the values that lost more than [`BIN_KEPT_MS`] ago.
    pub(in crate::vault) fn purge_lost(&mut self, now: UnixMillis, rng: &mut impl CryptoRng) {
        let age_ms = self.bin.age_ms;
        let is_old = |one: &Lost| age_ms.saturating_sub(one.age_ms) > BIN_KEPT_MS;
        let has_old = |body: &Body| body.lineage.lost.iter().any(is_old);
        let due = self.bodies().filter(|(_, body)| has_old(body));
        let due: Vec<_> = due.map(|(id, body)| (id, body.clone())).collect();
        for (id, mut body) in due {
            body.lineage.lost.retain(|one| !is_old(one));
            self.put(id, body, now, rng);
        }
    }
}
