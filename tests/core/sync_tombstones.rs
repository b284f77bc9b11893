//! Tombstones in the browser's account: they stay until every computer has them, and no longer.

use crate::account;
use crate::sync::{
    HOUR, RNG, at, file, invited, join, new, nothing, office, passphrase, publish, receive, written,
};
use crate::sync_account::base32;
use postern_core::vault::{Layout, Part, PartState, RecordId, Vault};

/// What is in the account, after this computer read it and wrote to it.
fn sync(vault: &mut Vault, have: &[Part], ms: u64) -> Vec<Part> {
    receive(vault, have, ms);
    written(have, publish(vault, Layout::Account, have, ms))
}

fn add(vault: &mut Vault, count: usize, ms: u64) -> Vec<RecordId> {
    let account = |number| account("Portal", &base32(number));
    let mut add = |number| vault.add(account(number), at(ms), &mut RNG.clone()).unwrap();
    (0..count).map(&mut add).collect()
}

fn delete_for_good(vault: &mut Vault, ids: &[RecordId], ms: u64) {
    for id in ids {
        vault.delete(*id, at(ms), &mut RNG.clone()).unwrap();
    }
    vault.empty_bin(ids, at(ms), &mut RNG.clone()).unwrap();
}

/// What the records take in the account.
fn size(parts: &[Part]) -> usize {
    let buckets = parts.iter().filter(|part| part.name.starts_with("b-"));
    buckets.map(|part| part.text.len()).sum()
}

/// Two computers with `count` accounts beside one that stays, and the account.
fn pair(count: usize) -> (Vault, Vault, Vec<RecordId>, Vec<Part>) {
    let (mut office, _) = office();
    let ids = add(&mut office, count, 1);
    let mut have = sync(&mut office, &[], 2);
    let mut home = new();
    join(&mut home, &have, 3);
    have = sync(&mut home, &have, 4);
    have = sync(&mut office, &have, 5);
    (office, home, ids, have)
}

#[test]
fn once_every_computer_has_them_they_go() {
    let (mut office, mut home, ids, have) = pair(60);
    let before = size(&have);
    delete_for_good(&mut office, &ids, 6);
    let have = sync(&mut office, &have, 7);
    let with_tombstones = size(&have);
    let have = sync(&mut office, &have, 8);
    assert_eq!(size(&have), with_tombstones, "the other computer does not have them yet");
    let have = sync(&mut home, &have, 9);
    assert_eq!(home.accounts().len(), 1);
    assert!(size(&have) < with_tombstones && size(&have) < before, "{} {before}", size(&have));
    let have = sync(&mut office, &have, 10);
    for vault in [&office, &home] {
        assert_eq!(publish(vault, Layout::Account, &have, 11), nothing());
    }
}

#[test]
fn a_computer_that_is_off_keeps_them_there() {
    let (mut office, mut home, ids, have) = pair(60);
    let mut laptop = new();
    join(&mut laptop, &have, 6);
    let have = sync(&mut laptop, &have, 6);
    delete_for_good(&mut office, &ids, 7);
    let mut have = sync(&mut office, &have, 8);
    let with_tombstones = size(&have);
    for round in 9..12 {
        have = sync(&mut home, &have, round);
        have = sync(&mut office, &have, round);
    }
    assert_eq!(size(&have), with_tombstones);
    have = sync(&mut laptop, &have, 13);
    assert_eq!(laptop.accounts().len(), 1);
    have = sync(&mut office, &have, 14);
    assert!(size(&have) < with_tombstones);
}

#[test]
fn without_them_an_old_copy_of_an_account_is_answered_all_the_same() {
    let (mut office, mut home, ids, old) = pair(1);
    delete_for_good(&mut office, &ids, 6);
    let mut have = sync(&mut office, &old, 7);
    have = sync(&mut home, &have, 8);
    have = sync(&mut office, &have, 9);
    // An old item, as if the browser had lost the latest ones.
    let bucket = |part: &&Part| part.name.starts_with("b-");
    let back: Vec<_> = have.iter().filter(|part| !bucket(part)).cloned().collect();
    let back: Vec<_> = old.iter().filter(bucket).cloned().chain(back).collect();
    let answered = sync(&mut home, &back, 10);
    assert_ne!(answered, back);
    let mut laptop = new();
    join(&mut laptop, &answered, 11);
    assert_eq!(laptop.accounts().len(), 1);
    assert!(receive(&mut office, &answered, 12).added == 0);
}

#[test]
fn of_accounts_that_never_were_there_none_are_written() {
    let (mut office, _, _, have) = pair(0);
    let ids = add(&mut office, 60, 6);
    delete_for_good(&mut office, &ids, 7);
    assert_eq!(publish(&office, Layout::Account, &have, 8), nothing());
}

#[test]
fn under_a_new_key_they_are_there_for_the_computers_that_still_have_to_take_it_over() {
    let (mut office, _, ids, have) = pair(60);
    delete_for_good(&mut office, &ids, 6);
    passphrase(&mut office, &[2; 32]);
    let published = publish(&office, Layout::Account, &have, 7);
    let mut spare = published.spare.clone();
    spare.sort_unstable();
    assert_eq!(spare, ids);
    let have = written(&have, published);
    let with_tombstones = size(&have);
    assert_eq!(size(&sync(&mut office, &have, 8)), with_tombstones);
}

#[test]
fn what_a_computer_that_comes_back_still_has_stays_though_the_others_know_its_deletion() {
    let (mut office, mut home, ids, mut have) = pair(1);
    // It went its own way.
    have.retain(|part| part.name != format!("c-{}", home.device().to_hex()));
    delete_for_good(&mut office, &ids, 6);
    for round in 7..9 {
        have = sync(&mut office, &have, round);
    }
    invited(&have, true, |invitation| home.join(invitation, at(10), &mut RNG.clone()));
    have = sync(&mut home, &have, 11);
    have = sync(&mut office, &have, 12);
    receive(&mut home, &have, 13);
    assert_eq!((office.accounts().len(), home.accounts().len()), (2, 2));
    assert_eq!(office.accounts(), home.accounts());
}

#[test]
fn files_and_items_that_are_on_their_way_double_nothing() {
    for layout in [Layout::Folder, Layout::Account] {
        let (mut office, mut home, ids, have) = pair(1);
        let late = [have, vec![file(&office, 6)]].concat();
        let late: Vec<_> = late.into_iter().filter(|part| is_record(part, layout)).collect();
        delete_for_good(&mut office, &ids, 6);
        // All that has arrived is without the account.
        let parts = publish(&new_with_key_of(&office), layout, &[], 7).parts;
        invited(&parts, true, |invitation| home.join(invitation, at(8), &mut RNG.clone()));
        assert!(
            receive(&mut home, &late, 9).parts.iter().any(|(_, state)| *state == PartState::Read)
        );
        assert_eq!(home.accounts().len(), 2, "{layout:?}: no account is there twice");
    }
}

fn is_record(part: &Part, layout: Layout) -> bool {
    part.name.starts_with(match layout {
        Layout::Folder => "postern-",
        Layout::Account => "b-",
    })
}

/// A computer of the same vault that has no accounts yet.
fn new_with_key_of(vault: &Vault) -> Vault {
    let stored = vault.backup(&mut RNG.clone()).unwrap();
    let mut empty = vault.reopened(&stored).unwrap();
    let ids: Vec<_> = empty.accounts().into_iter().map(|(id, _)| id).collect();
    delete_for_good(&mut empty, &ids, 1);
    empty.start_over(Layout::Account, &[], at(2), &mut RNG.clone()).unwrap();
    empty
}

#[test]
fn one_that_comes_back_deletes_nothing_that_has_not_arrived() {
    let (mut office, mut home, ids, have) = pair(2);
    delete_for_good(&mut home, &ids[..1], 6);
    home.delete(ids[1], at(6), &mut RNG.clone()).unwrap();
    let office_only: Vec<_> =
        have.into_iter().filter(|part| !is_record(part, Layout::Account)).collect();
    invited(&office_only, true, |invitation| home.join(invitation, at(8), &mut RNG.clone()));
    let parts = sync(&mut home, &office_only, 9);
    receive(&mut office, &parts, 10);
    let bin: Vec<_> = office.bin(at(11)).iter().map(|binned| binned.id).collect();
    assert_eq!((office.accounts().len(), &bin[..]), (2, &ids[1..]), "only the bin travels");
}

#[test]
fn what_others_deleted_stays_with_a_computer_that_comes_back_even_if_their_clocks_are_ahead() {
    for (layout, ahead) in [(Layout::Folder, 9), (Layout::Account, 6), (Layout::Folder, 90 * HOUR)]
    {
        let (mut office, mut home, ids, _) = pair(2);
        office.delete(ids[0], at(ahead), &mut RNG.clone()).unwrap();
        delete_for_good(&mut office, &ids[1..], ahead);
        let parts = publish(&office, layout, &[], 7).parts;
        invited(&parts, true, |invitation| home.join(invitation, at(8), &mut RNG.clone()));
        let back = publish(&home, layout, &parts, 9);
        receive(&mut office, &written(&parts, back), 10);
        for vault in [&office, &home] {
            assert_eq!(
                (vault.accounts().len(), vault.bin(at(11)).len()),
                (3, 0),
                "{layout:?} {ahead}"
            );
        }
        assert_eq!(office.accounts(), home.accounts());
    }
}

#[test]
fn a_computer_that_starts_over_deletes_nothing_and_keeps_in_a_folder_what_others_deleted() {
    for layout in [Layout::Folder, Layout::Account] {
        let (mut office, mut home, ids, _) = pair(2);
        delete_for_good(&mut office, &ids[..1], 6);
        delete_for_good(&mut home, &ids[1..], 7);
        let before = size(&publish(&home, Layout::Account, &[], 8).parts);
        home.start_over(layout, &[], at(8), &mut RNG.clone()).unwrap();
        let after = size(&publish(&home, Layout::Account, &[], 8).parts);
        assert!(layout == Layout::Folder || after == before, "{before} {after}");
        let (one, other) = (file(&office, 9), file(&home, 9));
        receive(&mut home, &[one], 10);
        receive(&mut office, &[other], 10);
        for vault in [&office, &home] {
            assert!(vault.bin(at(11)).is_empty());
            assert_eq!(vault.account(ids[0]).is_some(), layout == Layout::Folder);
            assert!(vault.account(ids[1]).is_some());
        }
    }
}

#[test]
fn what_a_computer_deleted_is_in_the_bin_if_it_is_still_there_when_it_starts_over() {
    for layout in [Layout::Folder, Layout::Account] {
        let (mut home, _) = office();
        let ids = add(&mut home, 2, 1);
        let old = publish(&home, layout, &[], 2).parts;
        delete_for_good(&mut home, &ids[..1], 3);
        home.start_over(layout, &old, at(4), &mut RNG.clone()).unwrap();
        let have = written(&old, publish(&home, layout, &old, 6));
        receive(&mut home, &[old, have].concat(), 7);
        let bin: Vec<_> = home.bin(at(8)).iter().map(|binned| binned.id).collect();
        assert_eq!((home.accounts().len(), &bin[..]), (2, &ids[..1]));
    }
}
