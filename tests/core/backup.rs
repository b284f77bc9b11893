//! Backups: what opens them, and restoring from them.

use crate::account;
use getrandom::SysRng;
use postern_core::account::{Account, Kind, UnixMillis};
use postern_core::read::parse_uri;
use postern_core::vault::{
    Compared, DeviceId, DeviceSecret, EditError, Header, Health, Kdf, Merged, SlotKind,
    StoredVault, Vault,
};
use rand_core::UnwrapErr;

pub(crate) const RNG: UnwrapErr<SysRng> = UnwrapErr(SysRng);
const PASS: &[u8] = &[1; 32];

pub(crate) fn now() -> UnixMillis {
    UnixMillis::new(1_767_225_600_000).unwrap()
}

pub(crate) fn vault(accounts: &[Account]) -> Vault {
    let device = DeviceSecret::make(&mut RNG.clone());
    let mut vault = Vault::create(&device, now(), &mut RNG.clone());
    for account in accounts {
        vault.add(account.clone(), now(), &mut RNG.clone()).unwrap();
    }
    vault
}

pub(crate) fn counter(at: u64) -> Account {
    parse_uri(&format!("otpauth://hotp/C:n?secret=JBSWY3DPEHPK3PXP&counter={at}")).unwrap().account
}

/// Opens it on another machine, with only the passphrase.
fn opened(backup: &StoredVault) -> Vault {
    let key = Header::from_json(&backup.header).unwrap().unlock("pass", PASS).unwrap();
    Vault::open_with(backup, DeviceId([9; 8]), key).unwrap()
}

#[test]
fn a_backup_opens_with_only_the_passphrase_and_holds_everything() {
    let mut vault = vault(&[account("IATA", "JBSWY3DPEHPK3PXP"), counter(7)]);
    assert_eq!(vault.backup(&mut RNG.clone()).unwrap_err(), EditError::SlotNeeded);
    let kdf = Kdf::make(&mut RNG.clone());
    vault.add_slot(SlotKind::Passphrase(kdf), PASS, &mut RNG.clone()).unwrap();
    let passkey = SlotKind::Passkey { credential: vec![1; 16], prf_salt: [1; 32] };
    vault.add_slot(passkey, &[2; 32], &mut RNG.clone()).unwrap();
    let backup = vault.backup(&mut RNG.clone()).unwrap();
    let kinds: Vec<_> =
        Header::from_json(&backup.header).unwrap().slots.iter().map(|s| s.kind.name()).collect();
    assert_eq!(kinds, ["pass"], "a passkey belongs to one browser, a device’s key to one profile");
    let again = opened(&backup);
    assert_eq!(again.health(), Health::Sound);
    let all = |vault: &Vault| -> Vec<Account> {
        vault.accounts().into_iter().map(|(_, account)| account.clone()).collect()
    };
    assert_eq!(all(&again), all(&vault));
}

#[test]
fn what_is_missing_is_added_and_nothing_is_replaced() {
    let theirs = vault(&[
        account("Old name", "JBSWY3DPEHPK3PXP"),
        account("New", "GEZDGNBVGY3TQOJQ"),
        counter(9),
        account("Binned here", "MZXW6YTBOJRGC6Q"),
    ]);
    let mut ours = vault(&[
        account("Name", "JBSWY3DPEHPK3PXP"),
        counter(4),
        account("Binned here", "MZXW6YTBOJRGC6Q"),
    ]);
    let binned = ours.accounts()[2].0;
    ours.delete(binned, now(), &mut RNG.clone()).unwrap();
    let merged = ours.merge(&theirs, now(), &mut RNG.clone()).unwrap();
    assert_eq!(merged, Merged { added: 2, known: 2 });
    let accounts = ours.accounts();
    let names: Vec<_> = accounts.iter().map(|(_, account)| account.issuer.as_str()).collect();
    assert_eq!(names, ["Name", "C", "New", "Binned here"]);
    assert!(matches!(accounts[1].1.kind, Kind::Hotp { counter: 9, .. }), "never back");
    let again = ours.merge(&theirs, now(), &mut RNG.clone()).unwrap();
    assert_eq!(again, Merged { added: 0, known: 4 });
    assert_eq!(ours.bin(now()).len(), 1);
}

#[test]
fn a_counter_that_is_ahead_stays_ahead() {
    let mut ours = vault(&[counter(12)]);
    ours.merge(&vault(&[counter(3)]), now(), &mut RNG.clone()).unwrap();
    assert!(matches!(ours.accounts()[0].1.kind, Kind::Hotp { counter: 12, .. }));
}

#[test]
fn a_damaged_vault_is_neither_backed_up_nor_merged_into() {
    let device = DeviceSecret::make(&mut RNG.clone());
    let mut whole = Vault::create(&device, now(), &mut RNG.clone());
    whole.add(counter(1), now(), &mut RNG.clone()).unwrap();
    let mut stored = whole.to_stored(&mut RNG.clone());
    stored.records.clear();
    let mut damaged = Vault::open(&stored, &device).unwrap();
    assert_eq!(damaged.backup(&mut RNG.clone()).unwrap_err(), EditError::ReadOnly);
    let theirs = vault(&[counter(2)]);
    assert_eq!(damaged.merge(&theirs, now(), &mut RNG.clone()), Err(EditError::ReadOnly));
}

#[test]
fn a_backup_is_compared_account_by_account() {
    let named = |name: &str, key: &str| account(name, key);
    let same = named("Same", "JBSWY3DPEHPK3PXP");
    let changed = |key| named("Changed", key);
    let ours = vault(&[same.clone(), counter(7), named("New", "KRSXG5CTMVRXEZLU")]);
    let theirs = vault(&[counter(5), same, named("Deleted", "ONSWG4TFOQ5A2BCD")]);
    let found: Vec<_> = ours
        .compare(&theirs)
        .into_iter()
        .map(|(account, compared)| (account.issuer.as_str().to_owned(), compared))
        .collect();
    let of = |issuer: &str, compared| (issuer.to_owned(), compared);
    assert_eq!(
        found,
        [
            of("Same", Compared::Same),
            of("C", Compared::Behind),
            of("New", Compared::Missing),
            of("Deleted", Compared::More),
        ]
    );
    // The same record, with a key that was changed since.
    let mut after = vault(&[changed("JBSWY3DPEHPK3PXP")]);
    let before = after.reopened(&after.to_stored(&mut RNG.clone())).unwrap();
    let id = after.accounts()[0].0;
    let key = changed("GEZDGNBVGY3TQOJQ").secret;
    after.update(id, |account| account.secret = key, now(), &mut RNG.clone()).unwrap();
    assert_eq!(after.compare(&before)[0].1, Compared::Differs);
    // A counter that is ahead in the backup is not a problem.
    assert_eq!(vault(&[counter(3)]).compare(&vault(&[counter(4)]))[0].1, Compared::Same);
}
