//! What users do with their accounts.

use crate::history::User;
use crate::world::World;
use postern_core::account::{Account, Kind, Name, Secret, Site};
use postern_core::read::parse_uri;
use postern_core::vault::RecordId;

impl World {
    /// Somebody imports many accounts.
    pub(crate) fn fill(&mut self, at: usize, accounts: u32) {
        let (mut vault, now) = (self.open(at), self.now(at));
        for number in self.keys_made + 1..=self.keys_made + accounts {
            let key = number.to_be_bytes().repeat(5);
            self.added.entry(key.clone()).or_default().insert(at);
            let account = Account::new(kind(number), Secret::new(key).unwrap());
            vault.add(account, now, &mut self.dice).unwrap();
        }
        self.keys_made += accounts;
        self.store(at, &vault);
    }

    /// What the user does with the accounts of one computer.
    pub(crate) fn edit(&mut self, at: usize, act: User) {
        let (mut vault, now) = (self.open(at), self.now(at));
        let live: Vec<_> = vault.accounts().iter().map(|(id, one)| (*id, (*one).clone())).collect();
        let dice = &mut self.dice;
        match act {
            User::Edit | User::Delete if live.is_empty() => return,
            User::Add | User::AddTwin => {
                // A twin has the key of an account that another computer may have added already.
                let fresh = !matches!(act, User::AddTwin) || self.keys_made == 0;
                self.keys_made += u32::from(fresh);
                let number = if fresh {
                    self.keys_made
                } else {
                    1 + dice.below(self.keys_made as usize) as u32
                };
                let key = number.to_be_bytes().repeat(5);
                if live.iter().any(|(_, one)| one.secret.expose() == key)
                    || self.deleted.contains_key(&key)
                {
                    return;
                }
                self.added.entry(key.clone()).or_default().insert(at);
                let mut account = Account::new(kind(number), Secret::new(key).unwrap());
                account.name = Name::new(&format!("name {}", dice.below(4)));
                account.sites = vec![site(dice.below(6))];
                vault.add(account, now, dice).unwrap();
            }
            User::Edit => {
                let (id, _) = &live[dice.below(live.len())];
                let (what, value) = (dice.below(5), dice.below(6));
                vault.update(*id, |account| change(account, what, value), now, dice).unwrap();
            }
            User::Delete => {
                let (id, account) = &live[dice.below(live.len())];
                vault.delete(*id, now, dice).unwrap();
                if self.has_parted && dice.one_in(2) {
                    vault.empty_bin(&[*id], now, dice).unwrap();
                }
                let key = account.secret.expose();
                self.deleted.entry(key.to_vec()).or_default().insert(at);
                self.note_deletion(at, key);
            }
            User::Restore => {
                let bin = vault.bin(now);
                let Some(one) = bin.first() else { return };
                let (id, key) = (one.id, one.account.secret.expose().to_vec());
                self.restored.insert(key);
                vault.restore(id, now, dice).unwrap();
            }
            User::EmptyBin => {
                let bin = vault.bin(now).into_iter();
                let (ids, keys): (Vec<_>, Vec<_>) =
                    bin.map(|one| (one.id, one.account.secret.expose().to_vec())).unzip();
                vault.empty_bin(&ids, now, dice).unwrap();
                keys.iter().for_each(|key| self.note_deletion(at, key));
            }
            User::Count => {
                let counted = |one: &&(RecordId, Account)| matches!(one.1.kind, Kind::Hotp { .. });
                let Some((id, _)) = live.iter().find(counted) else { return };
                vault.advance(*id, now, dice).unwrap();
            }
        }
        vault.purge(now, &mut self.dice);
        self.store(at, &vault);
    }
}

fn kind(number: u32) -> Kind {
    match number % 3 {
        0 => parse_uri("otpauth://hotp/x?secret=GEZDGNBV&counter=3").unwrap().account.kind,
        _ => Kind::totp_default(),
    }
}

fn site(number: usize) -> Site {
    Site::from_origin(&format!("https://portal{number}.example")).unwrap()
}

fn change(account: &mut Account, what: usize, value: usize) {
    match what {
        0 => account.name = Name::new(&format!("name {value}")),
        1 if account.sites.len() > 1 => drop(account.sites.remove(0)),
        1 | 2 if !account.sites.contains(&site(value)) => account.sites.push(site(value)),
        3 => account.keeping.tag(&format!("tag {value}")),
        _ => account.keeping.pinned = value.is_multiple_of(2),
    }
}
