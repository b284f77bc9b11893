//! Computers that leave, end sync, begin again and come back, as `extension/flows` lets their users do.

use crate::world::World;
use postern_core::vault::{Farewell, PartState, Received, newest_headers};
use std::collections::BTreeSet;

/// What stays in the bin, with a margin.
const BIN_MS: u64 = 29 * 24 * 3600 * 1000;

/// An account that was deleted on a computer that went its own way.
#[derive(Debug)]
pub(crate) struct Apart {
    /// When it was deleted first.
    first_ms: u64,
    /// Other computers that had it then.
    keep: BTreeSet<usize>,
    /// Somebody deleted it who took part.
    is_for_all: bool,
}

impl World {
    /// This computer takes part from now on.
    pub(crate) fn begins(&mut self, at: usize, ended_ms: Option<u64>) {
        let now_ms = self.now(at).ms();
        let computer = &mut self.computers[at];
        computer.started_ms = now_ms.max(ended_ms.map_or(0, |ms| ms + 1));
        (computer.takes_part, computer.took_part, computer.has_written) = (true, true, false);
    }

    /// A computer leaves, or ends sync for all.
    pub(crate) fn part(&mut self, at: usize, farewell: Farewell) {
        if !self.computers[at].takes_part {
            return;
        }
        let (mut vault, now) = (self.open(at), self.now(at));
        let parts = self.weather.read(at);
        let received = vault.receive(&parts, now, &mut self.dice).unwrap();
        let is_behind = received.parts.iter().any(|(_, state)| *state == PartState::KeyNeeded);
        if received.was_removed || is_behind || self.has_ended(at, &received) {
            return;
        }
        self.store(at, &vault);
        self.publish_cut(at, &vault, None, Some(farewell));
        self.turn_off(at);
    }

    pub(crate) fn turn_off(&mut self, at: usize) {
        self.computers[at].takes_part = false;
        self.has_parted = true;
    }

    pub(crate) fn has_ended(&self, at: usize, received: &Received) -> bool {
        let computer = &self.computers[at];
        computer.has_written && received.ended_ms.is_some_and(|ms| ms >= computer.started_ms)
    }

    pub(crate) fn is_alone(&self, at: usize, received: &Received) -> bool {
        received.computers.iter().all(|one| one.id == self.computers[at].device.id)
    }

    /// A computer that took part once turns sync on; if others are there, it joins them.
    pub(crate) fn begin(&mut self, at: usize) -> Result<(), String> {
        if self.computers[at].takes_part || !self.computers[at].took_part {
            return Ok(());
        }
        let parts = self.weather.read(at);
        let (mut vault, now) = (self.open(at), self.now(at));
        let received = vault.receive(&parts, now, &mut self.dice).unwrap();
        let is_ours = |state: PartState| {
            matches!(state, PartState::Read | PartState::Behind | PartState::Damaged)
        };
        let is_member = received.parts.iter().all(|(_, state)| is_ours(*state));
        let goes_on = is_member && !received.was_removed && self.is_alone(at, &received);
        if !newest_headers(&parts).is_empty() && !goes_on {
            return self.join(at);
        }
        let mut vault = self.open(at);
        vault.start_over(self.layout, &parts, now, &mut self.dice).unwrap();
        self.store(at, &vault);
        self.begins(at, received.ended_ms);
        self.publish(at, &vault);
        Ok(())
    }

    pub(crate) fn note_deletion(&mut self, at: usize, key: &[u8]) {
        let goes_own_way = self.computers[at].took_part && !self.computers[at].takes_part;
        let has = |one: &usize| self.computers[*one].took_part && self.lists(*one, key);
        let others: Vec<_> = (0..self.computers.len()).filter(has).collect();
        let fresh = Apart { first_ms: self.now_ms, keep: BTreeSet::new(), is_for_all: false };
        let known = self.apart.entry(key.to_vec()).or_insert(fresh);
        known.is_for_all |= !goes_own_way;
        known.keep.extend(others);
        known.keep.remove(&at);
    }

    fn lists(&self, at: usize, key: &[u8]) -> bool {
        let vault = self.open(at);
        vault.accounts().iter().any(|(_, one)| one.secret.expose() == key)
    }

    /// What a computer deleted that went its own way is not gone for good on the others.
    pub(crate) fn nothing_is_gone(&self, here: &[usize]) -> Result<(), String> {
        for (key, Apart { first_ms, keep, is_for_all }) in &self.apart {
            let is_young = self.now_ms - first_ms < BIN_MS;
            let is_kept = !is_for_all && keep.iter().any(|one| here.contains(one));
            if !is_young || !is_kept || self.added[key].len() > 1 {
                continue;
            }
            for at in here {
                let (vault, now) = (self.open(*at), self.now(*at));
                let is_binned = vault.bin(now).iter().any(|one| one.account.secret.expose() == key);
                if !is_binned && !self.lists(*at, key) {
                    return Err(format!("{key:?} is gone on {at}, although {keep:?} had it"));
                }
            }
        }
        Ok(())
    }
}
