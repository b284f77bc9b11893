//! The computers, their users, and what has to hold when the weather is clear.

use crate::dice::Dice;
use crate::ends::Apart;
use crate::history::{Act, Step};
use crate::weather::Weather;
use postern_core::account::UnixMillis;
use postern_core::vault::{
    DeviceSecret, Farewell, Header, Invitation, Kdf, Layout, Part, PartState, Published,
    Publishing, SlotKind, StoredVault, Vault, VaultKey, newest_headers,
};
use std::collections::{BTreeMap, BTreeSet};

/// 2026-01-01.
const START_MS: u64 = 1_767_225_600_000;
const DAY_MS: u64 = 24 * 3600 * 1000;
/// What the user's passphrase gives after stretching.
const PASS: &[u8] = &[7; 32];

/// A computer.
#[derive(Debug)]
pub(crate) struct Computer {
    pub(crate) device: DeviceSecret,
    stored: StoredVault,
    key: VaultKey,
    /// How far its clock is off, in ms.
    skew_ms: i64,
    pub(crate) takes_part: bool,
    /// It took part once.
    pub(crate) took_part: bool,
    /// When it began to take part, by its clock, and whether it has written since.
    pub(crate) started_ms: u64,
    pub(crate) has_written: bool,
    /// It was removed, or its browser is gone.
    pub(crate) is_out: bool,
}

/// Everything.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) layout: Layout,
    pub(crate) computers: Vec<Computer>,
    pub(crate) weather: Weather,
    pub(crate) dice: Dice,
    pub(crate) now_ms: u64,
    /// By key: who added an account.
    pub(crate) added: BTreeMap<Vec<u8>, BTreeSet<usize>>,
    /// By key: where a user deleted an account.
    pub(crate) deleted: BTreeMap<Vec<u8>, BTreeSet<usize>>,
    /// Keys of accounts that a user took from the bin again.
    pub(crate) restored: BTreeSet<Vec<u8>>,
    pub(crate) keys_made: u32,
    /// Some writes find no room for everything.
    is_full: bool,
    /// Somebody left, or ended sync: what was deleted meanwhile may come back.
    pub(crate) has_parted: bool,
    /// By key: what was deleted while computers went their own way.
    pub(crate) apart: BTreeMap<Vec<u8>, Apart>,
}

impl World {
    pub(crate) fn new(seed: u64, layout: Layout, computers: usize) -> Self {
        let mut dice = Dice(seed ^ 0x5eed);
        let make = |at: usize, dice: &mut Dice| {
            let device = DeviceSecret::make(dice);
            let now = UnixMillis::new(START_MS).unwrap();
            let vault = Vault::create(&device, now, dice);
            let key = vault.key().clone();
            let skew_ms = match at % 4 {
                1 => 40_000,
                2 if seed.is_multiple_of(3) => 4 * 365 * DAY_MS as i64,
                3 if seed.is_multiple_of(5) => -(3 * 365 * DAY_MS as i64),
                _ => 0,
            };
            let stored = vault.to_stored(dice);
            Computer {
                device,
                stored,
                key,
                skew_ms,
                takes_part: false,
                took_part: false,
                started_ms: 0,
                has_written: false,
                is_out: false,
            }
        };
        let computers: Vec<_> = (0..computers).map(|at| make(at, &mut dice)).collect();
        let weather = Weather::new(computers.len());
        let mut world = Self {
            layout,
            computers,
            weather,
            dice,
            now_ms: START_MS,
            added: BTreeMap::new(),
            deleted: BTreeMap::new(),
            restored: BTreeSet::new(),
            keys_made: 0,
            is_full: false,
            has_parted: false,
            apart: BTreeMap::new(),
        };
        world.start(0);
        world.is_full = layout == Layout::Account;
        world
    }

    /// The first computer sets a passphrase and starts.
    fn start(&mut self, at: usize) {
        let mut vault = self.open(at);
        let kind = SlotKind::Passphrase(Kdf::make(&mut self.dice));
        vault.add_slot(kind, PASS, &mut self.dice).unwrap();
        vault.rekey(None, &mut self.dice).unwrap();
        self.store(at, &vault);
        self.begins(at, None);
        self.publish(at, &vault);
    }

    pub(crate) fn act(&mut self, step: &Step) -> Result<(), String> {
        let Step { at, act, dice } = step;
        let at = at % self.computers.len();
        self.dice = Dice(*dice);
        self.now_ms += 1_000 + dice % 60_000;
        if self.computers[at].is_out {
            return Ok(());
        }
        match act {
            Act::Wait { days } => self.now_ms += u64::from(*days) * DAY_MS,
            Act::Upload => self.weather.upload(&mut self.dice),
            Act::Download => self.weather.download(at, &mut self.dice),
            Act::Cut => self.weather.cut(at, &mut self.dice),
            Act::RollBack => self.weather.roll_back(at, &mut self.dice),
            Act::Wipe if self.layout == Layout::Account => self.weather.wipe(),
            Act::Wipe => {}
            Act::Sync { crash } => self.sync(at, *crash)?,
            Act::Join => self.join(at)?,
            Act::Leave => self.part(at, Farewell::Left),
            Act::End => self.part(at, Farewell::Ended),
            Act::Begin => self.begin(at)?,
            Act::Remove { other } => self.remove(at, other % self.computers.len()),
            Act::Vanish => self.vanish(at),
            Act::User(act) => self.edit(at, *act),
        }
        Ok(())
    }

    pub(crate) fn now(&self, at: usize) -> UnixMillis {
        let ms = self.now_ms.checked_add_signed(self.computers[at].skew_ms).unwrap();
        UnixMillis::new(ms).unwrap()
    }

    pub(crate) fn open(&self, at: usize) -> Vault {
        let computer = &self.computers[at];
        Vault::open_with(&computer.stored, computer.device.id, computer.key.clone()).unwrap()
    }

    pub(crate) fn store(&mut self, at: usize, vault: &Vault) {
        self.computers[at].stored = vault.to_stored(&mut self.dice);
        self.computers[at].key = vault.key().clone();
    }

    /// Reads, merges, stores and writes; a crash ends it after that many steps.
    fn sync(&mut self, at: usize, crash: Option<u8>) -> Result<(), String> {
        if !self.computers[at].takes_part {
            return Ok(());
        }
        let (mut vault, now) = (self.open(at), self.now(at));
        let parts = self.weather.read(at);
        let received = vault.receive(&parts, now, &mut self.dice).unwrap();
        if received.was_removed {
            self.computers[at].is_out = true;
            return Ok(());
        }
        let has_ended = self.has_ended(at, &received);
        if has_ended && !self.is_alone(at, &received) {
            self.turn_off(at);
            return Ok(());
        }
        if received.parts.iter().any(|(_, state)| *state == PartState::KeyNeeded) {
            return self.enter_key(at, &parts, false);
        }
        if crash == Some(0) {
            return Ok(());
        }
        if received.is_changed {
            vault.purge(now, &mut self.dice);
            self.store(at, &vault);
        }
        if has_ended {
            self.turn_off(at);
            return Ok(());
        }
        // A tombstone says which edits it knew, and not what they were: an edit beside it may bring the
        // account back before an older text does the same for an edit that it knew.
        let mut copy = self.open(at);
        copy.receive(&parts, now, &mut self.dice).unwrap();
        if copy.receive(&parts, now, &mut self.dice).unwrap().is_changed {
            return Err(format!("computer {at} finds news in what it has just merged"));
        }
        if crash != Some(1) {
            self.publish_cut(at, &vault, crash, None);
        }
        Ok(())
    }

    pub(crate) fn publish(&mut self, at: usize, vault: &Vault) {
        self.publish_cut(at, vault, None, None);
    }

    /// A crash leaves out the last parts, and cuts the one before.
    pub(crate) fn publish_cut(
        &mut self,
        at: usize,
        vault: &Vault,
        crash: Option<u8>,
        farewell: Option<Farewell>,
    ) {
        self.computers[at].has_written = true;
        let have = self.weather.read(at);
        let name = format!("computer {at}");
        let publishing = Publishing {
            layout: self.layout,
            have: &have,
            name: &name,
            since_ms: self.computers[at].started_ms,
            locking: None,
            farewell,
            without: &[],
            now: self.now(at),
        };
        let mut published = vault.publish(publishing, &mut self.dice).unwrap();
        if self.is_full && self.dice.below(4) == 0 {
            let Published { new, spare, deleted, edited, .. } = &published;
            let mut without = [&new[..], spare, deleted, edited].concat();
            without.truncate(self.dice.below(without.len() + 1));
            let known = Publishing { without: &without, ..publishing };
            published = vault.publish(known, &mut self.dice).unwrap();
        }
        let left = crash.map_or(0, |crash| usize::from(crash).min(published.parts.len()));
        let written = published.parts.len() - left;
        for part in &published.parts[..written] {
            self.weather.write(at, part);
        }
        if let Some(part) = published.parts.get(written) {
            let text = part.text[..part.text.len() / 3].to_owned();
            self.weather.write(at, &Part { name: part.name.clone(), text });
            return;
        }
        for name in published.dropped {
            self.weather.delete(at, &name);
        }
    }

    /// The user types the passphrase, because another computer replaced the vault key.
    pub(crate) fn enter_key(
        &mut self,
        at: usize,
        parts: &[Part],
        returns: bool,
    ) -> Result<(), String> {
        let Some((header, mac)) = newest_headers(parts).pop() else { return Ok(()) };
        let key = Header::from_json(&header).unwrap().unlock("pass", PASS);
        let Some(key) = key else { return Err("the passphrase does not open the header".into()) };
        let (mut vault, now) = (self.open(at), self.now(at));
        let invitation = Invitation { header: &header, mac: &mac, key, parts, returns };
        // Items of the account may still be under way: then the next sync asks again.
        let Ok(received) = vault.join(&invitation, now, &mut self.dice) else { return Ok(()) };
        if received.was_removed {
            self.computers[at].is_out = true;
            return Ok(());
        }
        vault.rekey(None, &mut self.dice).unwrap();
        self.store(at, &vault);
        if returns {
            self.begins(at, received.ended_ms);
        }
        self.publish(at, &vault);
        Ok(())
    }

    pub(crate) fn join(&mut self, at: usize) -> Result<(), String> {
        let parts = self.weather.read(at);
        if !self.computers[at].takes_part {
            self.enter_key(at, &parts, true)?;
        }
        Ok(())
    }

    fn remove(&mut self, at: usize, other: usize) {
        let can = self.computers[at].takes_part && self.computers[other].takes_part && at != other;
        if !can || self.computers.iter().filter(|one| one.takes_part && !one.is_out).count() < 3 {
            return;
        }
        let mut vault = self.open(at);
        vault.remove_computer(self.computers[other].device.id).unwrap();
        vault.rekey(None, &mut self.dice).unwrap();
        self.store(at, &vault);
        self.publish(at, &vault);
        self.computers[other].is_out = true;
    }

    /// The browser is uninstalled. What only it had is lost, as the user knows.
    fn vanish(&mut self, at: usize) {
        let left = self.computers.iter().filter(|one| one.takes_part && !one.is_out).count();
        if left > 2 || !self.computers[at].takes_part {
            self.computers[at].is_out = true;
        }
    }

    /// The weather clears, everybody looks several times: then all have to agree, and nothing may be
    /// missing. Of writes to one item of the account at the same time the last one wins, and the others
    /// write again.
    pub(crate) fn settle(&mut self) -> Result<(), String> {
        self.is_full = false;
        let here: Vec<_> = (0..self.computers.len())
            .filter(|at| self.computers[*at].took_part && !self.computers[*at].is_out)
            .collect();
        for _ in 0..12 {
            self.weather.clear(&mut self.dice);
            for at in &here {
                self.now_ms += 1_000;
                if !self.computers[*at].is_out {
                    self.begin(*at)?;
                    self.sync(*at, None)?;
                }
            }
        }
        let here: Vec<_> = here.into_iter().filter(|at| !self.computers[*at].is_out).collect();
        let seen: Vec<_> = here.iter().map(|at| (*at, self.seen(*at))).collect();
        for (at, others) in &seen {
            if *others != seen[0].1 {
                let first = seen[0].0;
                return Err(format!(
                    "computers {first} and {at} disagree: {:#?}",
                    (&seen[0].1, others)
                ));
            }
        }
        self.nothing_is_missing(&here)?;
        self.nothing_is_gone(&here)
    }
}
