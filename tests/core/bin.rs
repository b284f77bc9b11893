//! The bin: deleted accounts stay for 30 days, even if a clock is wrong once.

use crate::account;
use getrandom::SysRng;
use postern_core::account::UnixMillis;
use postern_core::vault::{BIN_KEPT_MS, DeviceSecret, EditError, Health, RecordId, Vault};
use rand_core::UnwrapErr;

const RNG: UnwrapErr<SysRng> = UnwrapErr(SysRng);
const START: u64 = 1_767_225_600_000;
const DAY_MS: u64 = 24 * 3600 * 1000;

/// A day of the test, counted from 0.
fn day(day: u64) -> UnixMillis {
    UnixMillis::new(START + day * DAY_MS).unwrap()
}

/// A vault with two accounts, the first of which was deleted on day 0.
fn vault() -> (Vault, RecordId, DeviceSecret) {
    let device = DeviceSecret::make(&mut RNG.clone());
    let mut vault = Vault::create(&device, day(0), &mut RNG.clone());
    let id = vault.add(account("Deleted", "JBSWY3DPEHPK3PXP"), day(0), &mut RNG.clone()).unwrap();
    vault.add(account("Kept", "GEZDGNBVGY3TQOJQ"), day(0), &mut RNG.clone()).unwrap();
    let mut vault = written(vault, day(0), &device);
    vault.delete(id, day(0), &mut RNG.clone()).unwrap();
    (written(vault, day(0), &device), id, device)
}

/// The vault after a write at a moment.
fn written(mut vault: Vault, now: UnixMillis, device: &DeviceSecret) -> Vault {
    vault.purge(now, &mut RNG.clone());
    let again = Vault::open(&vault.to_stored(&mut RNG.clone()), device).unwrap();
    assert_eq!(again.health(), Health::Sound);
    again
}

/// Writes on these days; `gone` is the index of the write after which the account is gone for good.
#[track_caller]
fn check(days: &[u64], gone: Option<usize>) {
    let (mut vault, id, device) = vault();
    for (at, moment) in days.iter().enumerate() {
        vault = written(vault, day(*moment), &device);
        let is_gone = vault.bin(day(*moment)).is_empty();
        assert_eq!(is_gone, gone.is_some_and(|gone| at >= gone), "write {at} of {days:?}");
    }
    let restored = vault.restore(id, day(99), &mut RNG.clone());
    assert_eq!(restored.err(), gone.map(|_| EditError::Unknown));
}

#[test]
fn with_a_write_per_week_it_is_30_days() {
    check(&[7, 14, 21, 28, 30, 31], Some(5));
}

#[test]
fn a_clock_that_is_ahead_for_one_write_empties_nothing() {
    check(&[1, 32, 2, 3, 4], None);
    check(&[400], None);
    // Ahead for a while, with many writes: it counts as one jump plus the time that really passed.
    check(&[40, 40, 40, 41, 41], None);
}

#[test]
fn a_clock_that_is_set_back_neither_ages_nor_revives() {
    // The time between the 14th and the day it was set back to is unknown.
    check(&[7, 14, 0, 7, 14, 21], Some(5));
}

#[test]
fn a_rarely_written_vault_keeps_deleted_accounts_for_longer() {
    check(&[60, 120, 180], None);
}

#[test]
fn the_remaining_days_follow_the_bins_clock() {
    let (vault, _, device) = vault();
    let left = |vault: &Vault, at| vault.bin(day(at))[0].left_ms / DAY_MS;
    assert_eq!((left(&vault, 0), left(&vault, 5), left(&vault, 400)), (30, 25, 23));
    let vault = written(vault, day(5), &device);
    assert_eq!((left(&vault, 5), left(&vault, 1), left(&vault, 12)), (25, 25, 18));
    assert_eq!(BIN_KEPT_MS, 30 * DAY_MS);
}

#[test]
fn an_emptied_bin_gives_nothing_back() {
    let (mut vault, id, device) = vault();
    vault.empty_bin(&[id], day(1), &mut RNG.clone()).unwrap();
    let mut vault = written(vault, day(1), &device);
    assert!(vault.bin(day(1)).is_empty());
    assert_eq!(vault.restore(id, day(1), &mut RNG.clone()), Err(EditError::Unknown));
    assert_eq!(vault.accounts().len(), 1, "the other account stays");
}

#[test]
fn the_bin_is_due_a_day_after_the_last_write_if_there_is_anything_in_it() {
    let (mut vault, id, device) = vault();
    assert!(!vault.is_bin_due(day(0)));
    assert!(vault.is_bin_due(day(1)));
    vault = written(vault, day(1), &device);
    assert!(!vault.is_bin_due(day(1)));
    vault.restore(id, day(1), &mut RNG.clone()).unwrap();
    vault = written(vault, day(1), &device);
    assert!(!vault.is_bin_due(day(9)));
}
