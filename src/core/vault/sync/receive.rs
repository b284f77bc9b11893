//! Takes over what other computers wrote.

use super::merge::joined;
use super::opened::{Opened, PartState, rank};
use super::part::{Farewell, Group, Locking, Me, Part};
use crate::account::UnixMillis;
use crate::vault::clock::{AHEAD_MAX_MS, DeviceId};
use crate::vault::entry::{Entry, EntryState};
use crate::vault::error::EditError;
use crate::vault::header::Header;
use crate::vault::store::Vault;
use litemap::LiteMap;
use rand_core::CryptoRng;

/// A computer that takes part in sync.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computer {
    /// The id of its browser profile.
    pub id: DeviceId,
    /// As its user calls it.
    pub name: String,
    /// When it last wrote, in Unix ms by its own clock.
    pub at_ms: u64,
    /// How far its clock is ahead of ours, in ms; 0 within a day.
    pub ahead_ms: u64,
}

/// What reading the parts of an engine did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Received {
    /// The vault has changed: store it.
    pub is_changed: bool,
    /// Accounts that were missing here.
    pub added: usize,
    /// Accounts that were edited elsewhere.
    pub updated: usize,
    /// Accounts that were deleted elsewhere.
    pub deleted: usize,
    /// Accounts over [`Vault::ACCOUNTS_MAX`], left where they are.
    pub not_fitting: usize,
    /// All computers that take part, as far as is known here.
    pub computers: Vec<Computer>,
    /// When computers lock, as a user chose it last on one of the others.
    pub locking: Option<Locking>,
    /// What became of each part, by name.
    pub parts: Vec<(String, PartState)>,
    /// Another computer removed this one.
    pub was_removed: bool,
    /// Another computer ended sync for all that had begun to take part by then: in Unix ms, when this
    /// one had, as the other knew it, or, if that is later, the other's clock.
    pub ended_ms: Option<u64>,
}

impl Vault {
    /// Merges what other computers wrote. What is missing there stays here: only a deletion deletes.
    ///
    /// # Errors
    /// [`EditError::ReadOnly`].
    pub fn receive(
        &mut self,
        parts: &[Part],
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<Received, EditError> {
        self.writable()?;
        let age_ms = self.bin.at(now).age_ms;
        let group = Group::of(&self.key, self.header.vault_id);
        let opened = Opened::of(&group, &self.header, parts, age_ms);
        let mut received = Received { parts: opened.states, ..Received::default() };
        received.is_changed |= self.take_slots(opened.headers);
        let mut people: Vec<Me> = Vec::new();
        for (_, content) in opened.contents {
            people.extend(content.me);
            for theirs in content.entries {
                self.take(theirs, age_ms, &mut received, rng);
            }
        }
        received.is_changed |= self.note_removed(&people);
        received.was_removed = self.removed.contains(&self.device);
        let others = people.iter().filter(|me| me.id != self.device);
        let ends = others.filter_map(|me| {
            let of_us = me.ends.iter().find(|(id, _)| *id == self.device).map(|end| end.1);
            of_us.max((me.farewell == Some(Farewell::Ended)).then_some(me.at_ms))
        });
        received.ended_ms = ends.max();
        // A choice from the future would count for ever.
        let usual = people.iter().filter(|me| me.id != self.device).filter_map(|me| me.locking);
        let usual = usual.filter(|one| one.at_ms <= now.ms().saturating_add(AHEAD_MAX_MS));
        received.locking = usual.max_by_key(|one| (one.at_ms, one.minutes));
        received.computers = self.computers(people, now);
        Ok(received)
    }

    /// Merges one record.
    fn take(
        &mut self,
        theirs: Entry,
        age_ms: u64,
        received: &mut Received,
        rng: &mut impl CryptoRng,
    ) {
        let (was_listed, merged) = match self.entry(theirs.id) {
            Some(ours) => (is_listed(ours), joined(ours, &theirs, age_ms)),
            None if self.is_full() && !theirs.is_gone() => {
                received.not_fitting += 1;
                return;
            }
            None => (false, Some(theirs)),
        };
        let Some(merged) = merged else { return };
        received.is_changed = true;
        match (was_listed, is_listed(&merged)) {
            (false, true) => received.added += 1,
            (true, true) => received.updated += 1,
            (true, false) => received.deleted += 1,
            (false, false) => {}
        }
        self.insert(merged, rng);
    }

    /// Takes over the passphrase and the recovery key that were set last under this vault key; the
    /// passkeys of this computer stay.
    fn take_slots(&mut self, headers: Vec<Header>) -> bool {
        let Some(newest) = headers.into_iter().max_by_key(rank) else { return false };
        if rank(&newest) <= rank(&self.header) || !newest.has("pass") {
            return false;
        }
        let own = self.header.slots.iter().filter(|slot| slot.kind.name() == "prf").cloned();
        self.header.slots = newest.slots_with(own);
        self.header.turn = newest.turn;
        true
    }

    fn note_removed(&mut self, people: &[Me]) -> bool {
        let before = self.removed.len();
        people.iter().flat_map(|me| &me.removed).for_each(|id| self.shut_out(*id));
        self.removed.len() > before
    }

    /// The latest that each computer said, unless another one has ended sync since.
    fn computers(&self, people: Vec<Me>, now: UnixMillis) -> Vec<Computer> {
        let ends: Vec<_> = people.iter().flat_map(|me| me.ends.clone()).collect();
        let has_ended =
            |me: &Me| ends.iter().any(|(id, since_ms)| *id == me.id && *since_ms >= me.since_ms);
        let mut latest: LiteMap<DeviceId, Me> = LiteMap::new_vec();
        for me in people {
            if latest.get(&me.id).is_none_or(|before| before.at_ms < me.at_ms) {
                latest.insert(me.id, me);
            }
        }
        let taking_part = latest
            .into_iter()
            .map(|(_, me)| me)
            .filter(|me| me.farewell.is_none() && !has_ended(me))
            .filter(|me| self.removed.binary_search(&me.id).is_err());
        let computer = |Me { id, name, at_ms, .. }: Me| {
            let ahead_ms = at_ms.saturating_sub(now.ms());
            let ahead_ms = if ahead_ms > AHEAD_MAX_MS { ahead_ms } else { 0 };
            Computer { id, name, at_ms, ahead_ms }
        };
        taking_part.map(computer).collect()
    }

    /// Keeps `removed` sorted.
    pub(super) fn shut_out(&mut self, id: DeviceId) {
        if let Err(place) = self.removed.binary_search(&id) {
            self.removed.insert(place, id);
        }
    }
}

/// True unless it is in the bin or gone.
pub(super) fn is_listed(entry: &Entry) -> bool {
    matches!(&entry.state, EntryState::Kept(body) if body.deleted.is_none())
}
