//! Merging is commutative, associative and idempotent.

use crate::dice::Dice;
use postern_core::account::{Account, Kind, Name, Secret, Site, UnixMillis};
use postern_core::vault::{
    DeviceId, DeviceSecret, Kdf, Layout, Part, Publishing, RecordId, SlotKind, StoredVault, Vault,
};

const START_MS: u64 = 1_767_225_600_000;
const HISTORIES: u64 = 300;

struct Shared {
    stored: StoredVault,
    vault: Vault,
    dice: Dice,
    ms: u64,
}

impl Shared {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let device = DeviceSecret::make(&mut dice);
        let mut vault = Vault::create(&device, UnixMillis::new(START_MS).unwrap(), &mut dice);
        let pass = SlotKind::Passphrase(Kdf::make(&mut dice));
        vault.add_slot(pass, &[1; 32], &mut dice).unwrap();
        vault.rekey(None, &mut dice).unwrap();
        for number in 0..3_u8 {
            let mut account =
                Account::new(Kind::totp_default(), Secret::new(vec![number; 10]).unwrap());
            account.name = Name::new("first");
            vault.add(account, UnixMillis::new(START_MS).unwrap(), &mut dice).unwrap();
        }
        Self { stored: vault.to_stored(&mut dice), vault, dice, ms: START_MS }
    }

    /// The same vault on another computer.
    fn branch(&self, number: u8) -> Vault {
        let device = DeviceId([number; 8]);
        Vault::open_with(&self.stored, device, self.vault.key().clone()).unwrap()
    }

    fn now(&mut self) -> UnixMillis {
        self.ms += 1 + self.dice.roll() % 5_000;
        UnixMillis::new(self.ms).unwrap()
    }

    fn edit(&mut self, vault: &mut Vault) {
        let ids: Vec<_> = vault.accounts().iter().map(|(id, _)| *id).collect();
        if ids.is_empty() {
            return;
        }
        let id = ids[self.dice.below(ids.len())];
        let (what, value) = (self.dice.below(6), self.dice.below(5));
        let now = self.now();
        let site = Site::from_origin(&format!("https://site{value}.example")).unwrap();
        let edit = |account: &mut Account| match what {
            0 => account.name = Name::new(&format!("name {value}")),
            1 => account.sites = vec![site],
            2 => account.sites.push(site),
            3 => account.keeping.note = postern_core::account::Note::new(&format!("note {value}")),
            4 => account.keeping.tag(&format!("tag {value}")),
            _ => account.keeping.pinned = !account.keeping.pinned,
        };
        if self.dice.one_in(9) {
            vault.delete(id, now, &mut self.dice).unwrap();
        } else {
            vault.update(id, edit, now, &mut self.dice).unwrap();
        }
    }

    /// What a computer writes.
    fn part(&mut self, vault: &Vault) -> Part {
        let now = self.now();
        let publishing = Publishing {
            layout: Layout::Folder,
            have: &[],
            name: "x",
            since_ms: 0,
            locking: None,
            farewell: None,
            without: &[],
            now,
        };
        vault.publish(publishing, &mut self.dice).unwrap().parts.remove(0)
    }

    /// A vault after it has received parts one by one.
    fn after(&mut self, parts: &[&Part]) -> Vec<(RecordId, Account)> {
        let mut vault = self.branch(99);
        for part in parts {
            let now = self.now();
            vault.receive(&[(*part).clone()], now, &mut self.dice).unwrap();
        }
        let part = self.part(&vault);
        // As another computer reads it: with everything that is kept beside the accounts.
        let mut reader = self.branch(98);
        let now = self.now();
        reader.receive(&[part], now, &mut self.dice).unwrap();
        content(&reader)
    }
}

fn content(vault: &Vault) -> Vec<(RecordId, Account)> {
    let mut all: Vec<_> = vault.accounts().iter().map(|(id, one)| (*id, (*one).clone())).collect();
    for (_, account) in &mut all {
        account.sites.sort_by_key(ToString::to_string);
        account.keeping.tags.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    }
    // Lost values count too: they are part of what a record is.
    for lost in vault.lost_versions() {
        let mut account = lost.account.clone();
        account.name = Name::new(&format!("{:?} {}", lost.field, lost.text));
        all.push((lost.id, account));
    }
    all.sort_by_key(|(id, account)| (*id, account.name.as_str().to_owned()));
    all
}

/// Three computers edit side by side, two of them after hearing of each other.
fn three(shared: &mut Shared) -> [Part; 3] {
    let mut vaults = [shared.branch(1), shared.branch(2), shared.branch(3)];
    for round in 0..3 {
        for vault in &mut vaults {
            for _ in 0..shared.dice.below(4) {
                shared.edit(vault);
            }
        }
        if round < 2 {
            let (from, to) = (shared.dice.below(3), shared.dice.below(3));
            let part = shared.part(&vaults[from]);
            let now = shared.now();
            vaults[to].receive(&[part], now, &mut shared.dice).unwrap();
        }
    }
    vaults.map(|vault| shared.part(&vault))
}

#[test]
fn the_order_does_not_matter() {
    for seed in 0..HISTORIES {
        let mut shared = Shared::new(seed);
        let [a, b, c] = three(&mut shared);
        let first = shared.after(&[&a, &b, &c]);
        for order in [[&a, &c, &b], [&b, &a, &c], [&b, &c, &a], [&c, &a, &b], [&c, &b, &a]] {
            assert_eq!(shared.after(&order), first, "seed {seed}");
        }
    }
}

#[test]
fn grouping_does_not_matter() {
    for seed in 0..HISTORIES {
        let mut shared = Shared::new(seed);
        let [a, b, c] = three(&mut shared);
        let mut both = shared.branch(97);
        let now = shared.now();
        both.receive(&[b.clone(), c.clone()], now, &mut shared.dice).unwrap();
        let both = shared.part(&both);
        assert_eq!(shared.after(&[&a, &both]), shared.after(&[&a, &b, &c]), "seed {seed}");
    }
}

#[test]
fn again_changes_nothing() {
    for seed in 0..HISTORIES {
        let mut shared = Shared::new(seed);
        let [a, b, c] = three(&mut shared);
        let once = shared.after(&[&a, &b, &c]);
        assert_eq!(shared.after(&[&a, &b, &a, &c, &b, &a]), once, "seed {seed}");
    }
}
