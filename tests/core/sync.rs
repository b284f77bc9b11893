//! Several computers with the same accounts: what merging, joining and removing do, case by case.
//! `tests/sim` does the same with thousands of histories.

use crate::account;
use getrandom::SysRng;
use postern_core::account::{Account, Kind, Name, Site, UnixMillis};
use postern_core::read::parse_uri;
use postern_core::vault::{
    DeviceSecret, EditError, Header, Invitation, JoinError, Joining, Kdf, Layout, LostField, Part,
    PartState, Published, Publishing, Received, RecordId, SlotKind, Vault, newest_headers,
};
use rand_core::UnwrapErr;

pub(crate) const RNG: UnwrapErr<SysRng> = UnwrapErr(SysRng);
pub(crate) const PASS: &[u8] = &[1; 32];
const NOW: u64 = 1_767_225_600_000;
pub(crate) const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;
pub(crate) const KEY: &str = "JBSWY3DPEHPK3PXP";

pub(crate) fn at(ms: u64) -> UnixMillis {
    UnixMillis::new(NOW + ms).unwrap()
}

pub(crate) fn new() -> Vault {
    let device = DeviceSecret::make(&mut RNG.clone());
    Vault::create(&device, at(0), &mut RNG.clone())
}

/// A vault with a passphrase and one account.
pub(crate) fn office() -> (Vault, RecordId) {
    let mut vault = new();
    let id = vault.add(account("IATA", KEY), at(0), &mut RNG.clone()).unwrap();
    passphrase(&mut vault, PASS);
    (vault, id)
}

pub(crate) fn passphrase(vault: &mut Vault, material: &[u8]) {
    let kind = SlotKind::Passphrase(Kdf::make(&mut RNG.clone()));
    vault.add_slot(kind, material, &mut RNG.clone()).unwrap();
    vault.rekey(None, &mut RNG.clone()).unwrap();
}

pub(crate) fn publish(vault: &Vault, layout: Layout, have: &[Part], ms: u64) -> Published {
    let publishing = Publishing {
        layout,
        have,
        name: "PC",
        since_ms: 0,
        locking: None,
        farewell: None,
        without: &[],
        now: at(ms),
    };
    vault.publish(publishing, &mut RNG.clone()).unwrap()
}

/// What the browser's account holds after a computer wrote to it.
pub(crate) fn written(have: &[Part], published: Published) -> Vec<Part> {
    let is_old = |part: &&Part| {
        !published.dropped.contains(&part.name)
            && published.parts.iter().all(|new| new.name != part.name)
    };
    have.iter().filter(is_old).chain(&published.parts).cloned().collect()
}

/// What a computer writes to the browser's account when all is there already.
pub(crate) fn nothing() -> Published {
    Published { is_read: true, ..Published::default() }
}

/// The file that a computer writes.
pub(crate) fn file(vault: &Vault, ms: u64) -> Part {
    publish(vault, Layout::Folder, &[], ms).parts.remove(0)
}

pub(crate) fn receive(vault: &mut Vault, parts: &[Part], ms: u64) -> Received {
    vault.receive(parts, at(ms), &mut RNG.clone()).unwrap()
}

/// What a computer that knows the passphrase finds.
pub(crate) fn invited<T>(
    parts: &[Part],
    returns: bool,
    act: impl FnOnce(&Invitation<'_>) -> Result<T, JoinError>,
) -> T {
    let (header, mac) = newest_headers(parts).pop().unwrap();
    let key = Header::from_json(&header).unwrap().unlock("pass", PASS).unwrap();
    act(&Invitation { header: &header, mac: &mac, key, parts, returns }).unwrap()
}

pub(crate) fn join(vault: &mut Vault, parts: &[Part], ms: u64) -> Received {
    invited(parts, false, |invitation| vault.join(invitation, at(ms), &mut RNG.clone()))
}

/// The accounts that joining would show, by issuer.
pub(crate) fn preview(vault: &Vault, parts: &[Part], ms: u64) -> Vec<(String, Joining)> {
    let rows =
        invited(parts, true, |invitation| vault.preview_join(invitation, at(ms), &mut RNG.clone()));
    rows.into_iter().map(|(one, what)| (one.issuer.as_str().to_owned(), what)).collect()
}

/// The same vault on two computers.
pub(crate) fn two() -> (Vault, Vault, RecordId) {
    let (office, id) = office();
    let mut home = new();
    join(&mut home, &[file(&office, 1)], 2);
    (office, home, id)
}

pub(crate) fn update(vault: &mut Vault, id: RecordId, ms: u64, change: impl FnOnce(&mut Account)) {
    vault.update(id, change, at(ms), &mut RNG.clone()).unwrap();
}

pub(crate) fn rename(vault: &mut Vault, id: RecordId, ms: u64, name: &str) {
    update(vault, id, ms, |account| account.name = Name::new(name));
}

/// Both read what the other wrote, and are closed and opened again.
pub(crate) fn meet(one: &mut Vault, other: &mut Vault, ms: u64) {
    let (first, second) = (file(one, ms), file(other, ms));
    receive(one, &[second], ms);
    receive(other, &[first], ms);
    for vault in [&mut *one, &mut *other] {
        *vault = vault.reopened(&vault.to_stored(&mut RNG.clone())).unwrap();
    }
    assert_eq!(content(one), content(other));
}

/// The accounts, with their sites and tags in one order: each computer has its own.
fn content(vault: &Vault) -> Vec<(RecordId, Account)> {
    let sorted = |(id, account): (RecordId, &Account)| {
        let mut account = account.clone();
        account.sites.sort_by_key(ToString::to_string);
        account.keeping.tags.sort_by(|one, other| one.as_str().cmp(other.as_str()));
        (id, account)
    };
    vault.accounts().into_iter().map(sorted).collect()
}

pub(crate) fn site(host: &str) -> Site {
    Site::from_origin(&format!("https://{host}")).unwrap()
}

pub(crate) fn state(received: &Received) -> PartState {
    received.parts[0].1
}

#[test]
fn an_account_added_here_is_there() {
    let (mut office, mut home, _) = two();
    office.add(account("Later", "MFRGGZDFMZTWQ2LK"), at(3), &mut RNG.clone()).unwrap();
    let received = receive(&mut home, &[file(&office, 4)], 5);
    assert!(received.is_changed);
    assert_eq!((received.added, received.updated, received.deleted), (1, 0, 0));
    assert_eq!(home.accounts(), office.accounts());
    let again = receive(&mut home, &[file(&office, 4)], 6);
    assert!(!again.is_changed, "what is known already changes nothing");
}

#[test]
fn of_two_names_given_side_by_side_the_later_one_counts_and_the_other_is_kept() {
    let (mut office, mut home, id) = two();
    rename(&mut office, id, 10, "office");
    rename(&mut home, id, 20, "home");
    meet(&mut office, &mut home, 30);
    assert_eq!(office.account(id).unwrap().name.as_str(), "home");
    for vault in [&mut office, &mut home] {
        let [lost] = &vault.lost_versions()[..] else { panic!("one value lost") };
        assert_eq!((lost.id, lost.field, &*lost.text), (id, LostField::Name, "office"));
    }
    let mut laptop = new();
    join(&mut laptop, &[file(&home, 35)], 36);
    assert_eq!(laptop.lost_versions().len(), 1, "a computer that joins later sees it too");
    let lost = office.lost_versions()[0].at;
    office.keep_lost(id, LostField::Name, lost, at(40), &mut RNG.clone()).unwrap();
    assert!(office.lost_versions().is_empty());
    meet(&mut office, &mut home, 50);
    assert_eq!(home.account(id).unwrap().name.as_str(), "office");
    assert!(home.lost_versions().is_empty(), "it was settled on the other computer");
}

#[test]
fn the_same_value_lost_twice_is_shown_once_and_settled_at_once() {
    let (mut office, mut home, id) = two();
    let mut laptop = new();
    join(&mut laptop, &[file(&office, 3)], 4);
    rename(&mut office, id, 10, "old");
    rename(&mut home, id, 20, "old");
    rename(&mut laptop, id, 30, "new");
    meet(&mut laptop, &mut office, 40);
    meet(&mut laptop, &mut home, 50);
    let [lost] = &laptop.lost_versions()[..] else { panic!("one value lost") };
    let (field, at_clock) = (lost.field, lost.at);
    laptop.keep_lost(id, field, at_clock, at(60), &mut RNG.clone()).unwrap();
    rename(&mut laptop, id, 70, "newer");
    assert!(laptop.lost_versions().is_empty(), "both were settled");
}

#[test]
fn a_name_given_after_hearing_of_the_other_replaces_it() {
    let (mut office, mut home, id) = two();
    rename(&mut office, id, 10, "office");
    meet(&mut office, &mut home, 20);
    rename(&mut home, id, 30, "home");
    let received = receive(&mut office, &[file(&home, 35)], 35);
    assert_eq!((received.added, received.updated, received.deleted), (0, 1, 0));
    meet(&mut office, &mut home, 40);
    assert!(office.lost_versions().is_empty());
}

#[test]
fn a_new_name_and_a_new_site_do_not_meet() {
    let (mut office, mut home, id) = two();
    rename(&mut office, id, 10, "renamed");
    update(&mut home, id, 20, |account| account.sites.push(site("portal.example")));
    meet(&mut office, &mut home, 30);
    let account = office.account(id).unwrap();
    assert_eq!((account.name.as_str(), account.sites.len()), ("renamed", 1));
    assert!(office.lost_versions().is_empty());
}

#[test]
fn a_value_that_lost_can_be_dropped_and_is_dropped_after_thirty_days() {
    let (mut office, mut home, id) = two();
    rename(&mut office, id, 10, "office");
    rename(&mut home, id, 20, "home");
    meet(&mut office, &mut home, 30);
    let lost = home.lost_versions()[0].at;
    let drop = |vault: &mut Vault, field, at_clock| {
        vault.drop_lost(id, field, at_clock, at(40), &mut RNG.clone())
    };
    assert_eq!(drop(&mut home, LostField::Note, lost), Err(EditError::Unknown));
    for week in 0..7 {
        assert_eq!(office.lost_versions().len(), usize::from(week < 6), "week {week}");
        office.purge(at(week * 7 * DAY + 50), &mut RNG.clone());
    }
    // A computer that hears of it only now shows it for 30 days too.
    let mut laptop = new();
    for week in 0..9 {
        laptop.purge(at(week * 7 * DAY + 50), &mut RNG.clone());
    }
    join(&mut laptop, &[file(&home, 8 * 7 * DAY + 60)], 8 * 7 * DAY + 60);
    laptop.purge(at(8 * 7 * DAY + 70), &mut RNG.clone());
    assert_eq!(laptop.lost_versions().len(), 1);
    drop(&mut home, LostField::Name, lost).unwrap();
    assert!(home.lost_versions().is_empty());
}

#[test]
fn what_both_add_stays_and_what_one_removes_goes() {
    let (mut office, mut home, id) = two();
    update(&mut office, id, 10, |account| account.sites.push(site("both.example")));
    meet(&mut office, &mut home, 20);
    update(&mut office, id, 30, |account| {
        account.sites = vec![site("office.example")];
        account.keeping.tag("office");
    });
    update(&mut home, id, 40, |account| {
        account.sites.push(site("home.example"));
        account.keeping.tag("home");
    });
    meet(&mut office, &mut home, 50);
    let account = office.account(id).unwrap();
    let mut sites: Vec<_> = account.sites.iter().map(ToString::to_string).collect();
    sites.sort();
    assert_eq!(sites, ["home.example", "office.example"]);
    assert_eq!(account.keeping.tags.len(), 2);
}

#[test]
fn a_used_recovery_code_stays_used() {
    let (mut office, mut home, id) = two();
    update(&mut office, id, 10, |account| {
        account.keeping.recover_with("aaaa", false);
        account.keeping.recover_with("bbbb", false);
    });
    meet(&mut office, &mut home, 20);
    update(&mut office, id, 30, |account| account.keeping.recovery[0].used = true);
    update(&mut home, id, 40, |account| account.keeping.recovery[1].used = true);
    meet(&mut office, &mut home, 50);
    assert!(office.account(id).unwrap().keeping.recovery.iter().all(|code| code.used));
}

#[test]
fn the_higher_counter_counts_unless_it_was_set_back() {
    let (mut office, mut home, _) = two();
    let hotp = parse_uri("otpauth://hotp/I:n?secret=MFRGGZDFMZTWQ2LK&counter=7").unwrap().account;
    let id = office.add(hotp, at(10), &mut RNG.clone()).unwrap();
    meet(&mut office, &mut home, 20);
    let counter = |vault: &Vault| {
        let Kind::Hotp { counter, .. } = vault.account(id).unwrap().kind else {
            panic!("it has a counter")
        };
        counter
    };
    for _ in 0..3 {
        office.advance(id, at(30), &mut RNG.clone()).unwrap();
    }
    home.advance(id, at(40), &mut RNG.clone()).unwrap();
    meet(&mut office, &mut home, 50);
    assert_eq!(counter(&office), 10);
    update(&mut home, id, 60, |account| {
        if let Kind::Hotp { counter, .. } = &mut account.kind {
            *counter = 2;
        }
    });
    office.advance(id, at(70), &mut RNG.clone()).unwrap();
    meet(&mut office, &mut home, 80);
    assert_eq!(counter(&office), 2, "the user has set it back to what the portal expects");
}

#[test]
fn a_deletion_beside_an_edit_goes_to_the_bin_with_the_edit() {
    let (mut office, mut home, id) = two();
    office.delete(id, at(10), &mut RNG.clone()).unwrap();
    rename(&mut home, id, 20, "edited meanwhile");
    let received = receive(&mut home, &[file(&office, 30)], 40);
    assert_eq!(received.deleted, 1);
    meet(&mut office, &mut home, 50);
    let bin = office.bin(at(60));
    assert_eq!((bin.len(), bin[0].account.name.as_str()), (1, "edited meanwhile"));
}

#[test]
fn the_time_in_the_bin_travels() {
    let (mut office, mut home, id) = two();
    office.delete(id, at(10), &mut RNG.clone()).unwrap();
    for vault in [&mut office, &mut home] {
        // A bin counts the time between two writes.
        vault.purge(at(10), &mut RNG.clone());
        vault.purge(at(7 * DAY + 10), &mut RNG.clone());
    }
    receive(&mut home, &[file(&office, 7 * DAY + 10)], 7 * DAY + 10);
    let left = |vault: &Vault| vault.bin(at(7 * DAY + 10))[0].left_ms;
    assert_eq!(left(&home) / DAY, 23);
    assert_eq!(left(&office) / DAY, 23);
}

/// After 30 days in the bin.
fn purge(vault: &mut Vault) {
    for week in 1..8 {
        vault.purge(at(week * 7 * DAY), &mut RNG.clone());
    }
    assert!(vault.bin(at(60 * DAY)).is_empty());
}

#[test]
fn what_is_gone_stays_gone_whatever_old_copy_turns_up() {
    let (mut office, mut home, id) = two();
    rename(&mut home, id, 3, "edited at home");
    meet(&mut office, &mut home, 4);
    rename(&mut office, id, 5, "edited at the office");
    let old = file(&home, 6);
    office.delete(id, at(10), &mut RNG.clone()).unwrap();
    purge(&mut office);
    let received = receive(&mut home, &[file(&office, 60 * DAY)], 60 * DAY);
    assert_eq!(received.deleted, 1);
    assert!(home.bin(at(60 * DAY)).is_empty());
    receive(&mut office, std::slice::from_ref(&old), 61 * DAY);
    receive(&mut home, &[old], 61 * DAY);
    assert!(office.accounts().is_empty() && home.accounts().is_empty());
}

#[test]
fn an_edit_of_what_is_gone_elsewhere_goes_to_the_bin() {
    let (mut office, mut home, id) = two();
    office.delete(id, at(10), &mut RNG.clone()).unwrap();
    purge(&mut office);
    rename(&mut home, id, 20, "edited meanwhile");
    meet(&mut office, &mut home, 60 * DAY);
    for vault in [&office, &home] {
        let bin = vault.bin(at(60 * DAY));
        assert_eq!((bin.len(), bin[0].account.name.as_str()), (1, "edited meanwhile"));
        assert!(bin[0].left_ms > 20 * DAY, "there is time to find it");
    }
}

#[test]
fn a_clock_that_is_years_ahead_does_not_take_others_with_it() {
    let (mut office, mut home, id) = two();
    let years = 5 * 365 * DAY;
    rename(&mut home, id, years, "from the future");
    let received = receive(&mut office, &[file(&home, years)], 10);
    assert_eq!(office.account(id).unwrap().name.as_str(), "from the future");
    let home_pc = received.computers.iter().find(|one| one.id == home.device()).unwrap();
    assert_eq!(home_pc.ahead_ms, years - 10);
    rename(&mut office, id, 20, "corrected");
    meet(&mut office, &mut home, 30);
    assert_eq!(home.account(id).unwrap().name.as_str(), "corrected");
    let later = office.add(account("New", "MFRGGZDFMZTWQ2LK"), at(40), &mut RNG.clone()).unwrap();
    assert!(later.0[..6] < (NOW + DAY).to_be_bytes()[2..], "its id has the time of this computer");
}
