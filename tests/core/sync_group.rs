//! How computers join, leave and are removed, and what they make of files that are not theirs.

use crate::account;
use crate::sync::{
    HOUR, KEY, PASS, RNG, at, file, invited, join, meet, new, nothing, office, passphrase, preview,
    publish, receive, rename, site, state, two, update,
};
use postern_core::account::{Account, Name, Note, Secret};
use postern_core::vault::{
    DeviceId, EditError, Header, Health, Invitation, JoinError, Joining, Layout, Locking,
    OpenError, Part, PartState, Published, Publishing, Received, SlotKind, Vault, newest_headers,
};
use std::collections::BTreeSet;

#[test]
fn joining_makes_one_of_accounts_with_the_same_key() {
    let (mut office, id) = office();
    update(&mut office, id, 1, |account| account.sites.push(site("office.example")));
    let mut home = new();
    let mut same = account("IATA", KEY);
    same.name = Name::new("home name");
    same.keeping.note = Note::new("a note");
    same.sites.push(site("home.example"));
    home.add(same, at(2), &mut RNG.clone()).unwrap();
    home.add(account("Home only", "MFRGGZDFMZTWQ2LK"), at(3), &mut RNG.clone()).unwrap();
    office.add(account("Office only", "GEZDGNBVGY3TQOJQ"), at(4), &mut RNG.clone()).unwrap();

    let parts = [file(&office, 5)];
    let rows = preview(&home, &parts, 6);
    assert_eq!(
        rows.iter().map(|(issuer, what)| (issuer.as_str(), *what)).collect::<Vec<_>>(),
        [
            ("IATA", Joining::Differs),
            ("Office only", Joining::New),
            ("Home only", Joining::OnlyHere)
        ]
    );
    assert_eq!(home.accounts().len(), 2, "looking changes nothing");

    join(&mut home, &parts, 7);
    assert_eq!(home.accounts().len(), 3);
    let both = home.account(id).unwrap();
    assert_eq!((both.name.as_str(), both.keeping.note.text()), ("jane", "a note"));
    assert_eq!(both.sites.len(), 2);
    let [lost] = &home.lost_versions()[..] else { panic!("one name lost") };
    assert_eq!(lost.text, "home name");
    meet(&mut office, &mut home, 8);
}

#[test]
fn a_computer_that_comes_back_and_the_others_keep_what_the_other_side_deleted() {
    let (mut office, mut home, id) = two();
    let kept = office.add(account("Kept", "MFRGGZDFMZTWQ2LK"), at(3), &mut RNG.clone()).unwrap();
    receive(&mut home, &[file(&office, 4)], 5);
    office.delete(id, at(6), &mut RNG.clone()).unwrap();
    home.delete(kept, at(7), &mut RNG.clone()).unwrap();
    let parts = [file(&office, 8)];
    let rows = preview(&home, &parts, 9);
    let said: Vec<_> = rows.iter().map(|(issuer, what)| (issuer.as_str(), *what)).collect();
    assert_eq!(said, [("Kept", Joining::New), ("IATA", Joining::OnlyHere)]);
    invited(&parts, true, |invitation| home.join(invitation, at(9), &mut RNG.clone()));
    meet(&mut office, &mut home, 10);
    let all = office.accounts();
    let names: BTreeSet<_> = all.iter().map(|(_, account)| account.issuer.as_str()).collect();
    assert_eq!(names, BTreeSet::from(["IATA", "Kept"]));
    assert_eq!(all.len(), 2);
}

/// What a preview says of one account that is on both computers, and the names that lose by joining.
fn joined_with(change: impl FnOnce(&mut Account)) -> (Joining, Vec<String>) {
    let (mut office, id) = office();
    update(&mut office, id, 1, |account| account.keeping.note = Note::new("a note"));
    let mut home = new();
    let mut same = office.account(id).unwrap().clone();
    change(&mut same);
    home.add(same, at(2), &mut RNG.clone()).unwrap();
    let parts = [file(&office, 3)];
    let rows = preview(&home, &parts, 4);
    join(&mut home, &parts, 5);
    assert_eq!((rows.len(), home.accounts().len()), (1, 1));
    (rows[0].1, home.lost_versions().into_iter().map(|lost| lost.text).collect())
}

#[test]
fn a_preview_says_what_differs() {
    assert_eq!(joined_with(|_| {}), (Joining::Same, vec![]));
    let shorter = |account: &mut Account| {
        account.keeping.note = Note::new("");
        account.issuer = Name::default();
    };
    assert_eq!(joined_with(shorter), (Joining::Differs, vec![]));
    let issuer = |account: &mut Account| account.issuer = Name::new("IATA (home)");
    assert_eq!(joined_with(issuer), (Joining::Differs, vec!["IATA (home)".to_owned()]));
    let name = |account: &mut Account| account.name = Name::new("j.doe");
    assert_eq!(joined_with(name), (Joining::Differs, vec!["j.doe".to_owned()]));
    let note = |account: &mut Account| account.keeping.note = Note::new("another");
    assert_eq!(joined_with(note), (Joining::Differs, vec!["another".to_owned()]));
    let without = |account: &mut Account| account.keeping.note = Note::new("");
    assert_eq!(joined_with(without), (Joining::Differs, vec![]));
    let tag = |account: &mut Account| account.keeping.tag("home");
    assert_eq!(joined_with(tag), (Joining::Differs, vec![]));
    let site = |account: &mut Account| account.sites.push(site("home.example"));
    assert_eq!(joined_with(site), (Joining::Differs, vec![]));
}

#[test]
fn the_vaults_before_joining_open_with_the_shared_key_too() {
    let (office, _) = office();
    let mut home = new();
    home.add(account("Home only", "MFRGGZDFMZTWQ2LK"), at(1), &mut RNG.clone()).unwrap();
    let before = home.to_stored(&mut RNG.clone());
    join(&mut home, &[file(&office, 2)], 3);
    let carried = home.carried(&before, &mut RNG.clone()).unwrap();
    let opened = home.reopened(&carried).unwrap();
    assert_eq!((opened.accounts().len(), opened.health()), (1, Health::Sound));
    assert_eq!(opened.vault_id(), office.vault_id());
}

#[test]
fn only_the_passphrase_opens_what_travels() {
    let (office, _) = office();
    let parts = [file(&office, 1)];
    let (header, mac) = newest_headers(&parts).pop().unwrap();
    assert!(Header::from_json(&header).unwrap().unlock("pass", &[2; 32]).is_none());
    let key = new().key().clone();
    let invitation = Invitation { header: &header, mac: &mac, key, parts: &parts, returns: false };
    let refused = new().join(&invitation, at(2), &mut RNG.clone());
    assert_eq!(refused, Err(JoinError::Open(OpenError::WrongKey)));
}

#[test]
fn without_a_passphrase_nothing_is_written() {
    let publishing = Publishing {
        layout: Layout::Folder,
        have: &[],
        name: "PC",
        since_ms: 0,
        locking: None,
        farewell: None,
        without: &[],
        now: at(1),
    };
    assert_eq!(new().publish(publishing, &mut RNG.clone()), Err(EditError::SlotNeeded));
}

#[test]
fn a_removed_computer_reads_nothing_that_is_written_afterwards() {
    let (mut office, mut home, _) = two();
    let mut laptop = new();
    join(&mut laptop, &[file(&office, 3)], 4);
    let old = file(&laptop, 5);
    assert_eq!(office.remove_computer(office.device()), Err(EditError::Unknown));
    office.remove_computer(laptop.device()).unwrap();
    office.rekey(None, &mut RNG.clone()).unwrap();
    office.add(account("Secret", "MFRGGZDFMZTWQ2LK"), at(6), &mut RNG.clone()).unwrap();
    let new = [file(&office, 7)];

    let received = receive(&mut laptop, &new, 8);
    assert_eq!((state(&received), received.added), (PartState::KeyNeeded, 0));
    assert_eq!(state(&receive(&mut home, &new, 8)), PartState::KeyNeeded);
    let received = join(&mut home, &new, 9);
    assert!(!received.was_removed);
    assert_eq!(home.accounts(), office.accounts());
    assert_eq!(state(&receive(&mut home, std::slice::from_ref(&old), 10)), PartState::Behind);
    let names = publish(&home, Layout::Folder, std::slice::from_ref(&old), 11).dropped;
    assert_eq!(names, [old.name], "its file is deleted");
    assert!(join(&mut laptop, &new, 12).was_removed, "it is told, even with the passphrase");
    let listed = receive(&mut home, &[file(&office, 13), file(&laptop, 13)], 14).computers;
    assert!(listed.iter().all(|one| one.id != laptop.device()));
}

/// A computer removes another one and then joins: either the same vault, whose key was replaced, or
/// another vault. Returns whether it has to replace the vault key that it took over.
fn is_stale(is_other_vault: bool, is_known: bool) -> bool {
    let (mut office, mut home, _) = two();
    let mut laptop = new();
    join(&mut laptop, &[file(&office, 3)], 4);
    home.remove_computer(laptop.device()).unwrap();
    if is_other_vault {
        office = self::office().0;
    }
    if is_known {
        office.remove_computer(laptop.device()).unwrap();
    }
    passphrase(&mut office, PASS);
    join(&mut home, &[file(&office, 5)], 6);
    home.is_key_stale()
}

#[test]
fn a_key_drawn_without_knowing_of_a_removal_has_to_be_replaced() {
    assert!(is_stale(false, false));
    assert!(!is_stale(false, true));
    assert!(!is_stale(true, false), "the removal was from other accounts");
}

#[test]
fn a_new_passphrase_is_asked_for_once() {
    let (mut office, mut home, _) = two();
    home.add_slot(
        SlotKind::Passkey { credential: vec![7; 16], prf_salt: [7; 32] },
        &[9; 32],
        &mut RNG.clone(),
    )
    .unwrap();
    passphrase(&mut office, PASS);
    let parts = [file(&office, 3)];
    assert_eq!(state(&receive(&mut home, &parts, 4)), PartState::KeyNeeded);
    assert!(join(&mut home, &parts, 5).is_changed, "the key alone has to be stored");
    assert_eq!(state(&receive(&mut office, &[file(&home, 6)], 7)), PartState::Read);
    let passkey = Header::from_json(&home.to_stored(&mut RNG.clone()).header).unwrap();
    let key = passkey.unlock("prf", &[9; 32]).unwrap();
    assert!(key.expose() == office.key().expose(), "the passkey of this computer still opens it");
    let travelling = newest_headers(&[file(&home, 8)]).pop().unwrap().0;
    assert!(!Header::from_json(&travelling).unwrap().has("prf"), "and does not travel");
}

#[test]
fn a_recovery_key_follows() {
    let (mut office, mut home, _) = two();
    let passkey = SlotKind::Passkey { credential: vec![7; 16], prf_salt: [7; 32] };
    home.add_slot(passkey, &[9; 32], &mut RNG.clone()).unwrap();
    office.add_slot(SlotKind::Recovery, &[3; 20], &mut RNG.clone()).unwrap();
    office.rekey(None, &mut RNG.clone()).unwrap();
    assert!(receive(&mut home, &[file(&office, 3)], 4).is_changed);
    let header = Header::from_json(&home.to_stored(&mut RNG.clone()).header).unwrap();
    for (kind, material) in [("recovery", &[3; 20][..]), ("pass", PASS), ("prf", &[9; 32])] {
        assert!(header.unlock(kind, material).is_some(), "{kind}");
    }
    assert!(!receive(&mut office, &[file(&home, 5)], 6).is_changed);
}

#[test]
fn when_to_lock_follows_the_latest_choice() {
    let (mut office, home, _) = two();
    let says = |minutes, at_ms| {
        let publishing = Publishing {
            layout: Layout::Folder,
            have: &[],
            name: "Home",
            since_ms: 0,
            locking: Some(Locking { minutes, at_ms: at(at_ms).ms() }),
            farewell: None,
            without: &[],
            now: at(5),
        };
        home.publish(publishing, &mut RNG.clone()).unwrap().parts.remove(0)
    };
    let minutes = |received: Received| received.locking.map(|one| one.minutes);
    assert_eq!(minutes(receive(&mut office, &[file(&home, 6)], 6)), None);
    assert_eq!(minutes(receive(&mut office, &[says(5, 7), says(1, 6)], 8)), Some(5));
    let years = 2 * 365 * 24 * HOUR;
    assert_eq!(minutes(receive(&mut office, &[says(60, years), says(1, 9)], 10)), Some(1));
    let own = [Part { name: file(&office, 1).name, ..says(5, 7) }];
    assert_eq!(minutes(receive(&mut office, &own, 11)), Some(5), "whatever a file is called");
}

#[test]
fn what_is_not_ours_or_damaged_costs_nothing() {
    let (office, _) = office();
    let (mut home, _) = self::office();
    let good = file(&office, 1);
    let text = |text: &str| Part { name: "postern-x.sync".into(), text: text.into() };
    let own = |vault: &Vault| file(vault, 1).text;
    let cases = [
        (good.clone(), PartState::OtherVault),
        (text(&good.text.replace("\"v\":1", "\"v\":2")), PartState::NewerVersion),
        (text(&good.text[..good.text.len() / 2]), PartState::Damaged),
        (text(&own(&home).replace("created", "gen\\\":99,\\\"created")), PartState::Damaged),
        (text("{}"), PartState::Damaged),
        (text(""), PartState::Damaged),
        (text("no JSON"), PartState::Damaged),
    ];
    for (part, expected) in cases {
        let received = receive(&mut home, &[part], 2);
        assert_eq!(state(&received), expected);
        assert!(!received.is_changed);
    }
    let mut own = file(&home, 3);
    let sealed = own.text.find("data").unwrap() + 100;
    let other = if &own.text[sealed..=sealed] == "A" { "B" } else { "A" };
    own.text.replace_range(sealed..=sealed, other);
    assert_eq!(state(&receive(&mut home, &[own], 4)), PartState::Damaged);
}

#[test]
fn a_computer_writes_only_what_changed_and_says_once_a_day_that_it_is_there() {
    let (mut office, id) = office();
    let have = [file(&office, 1)];
    assert_eq!(publish(&office, Layout::Folder, &have, HOUR), Published::default());
    assert_eq!(publish(&office, Layout::Folder, &have, 21 * HOUR).parts.len(), 1);
    rename(&mut office, id, HOUR, "renamed");
    assert_eq!(publish(&office, Layout::Folder, &have, HOUR).parts.len(), 1);
    let id = DeviceId::from_hex(&have[0].name[8..24]).unwrap();
    assert_eq!(id, office.device());
}

#[test]
fn what_does_not_fit_stays_where_it_is() {
    let (mut office, _) = office();
    for number in 1..5000_u32 {
        let mut account = account("Office", KEY);
        account.secret = Secret::new(number.to_be_bytes().repeat(5)).unwrap();
        office.add(account, at(1), &mut RNG.clone()).unwrap();
    }
    let parts = publish(&office, Layout::Account, &[], 2).parts;
    let mut home = new();
    for number in 0..3_u32 {
        let mut account = account("Home", KEY);
        account.secret = Secret::new(number.to_be_bytes().repeat(4)).unwrap();
        home.add(account, at(3), &mut RNG.clone()).unwrap();
    }
    assert_eq!(join(&mut home, &parts, 4).not_fitting, 3);
    assert_eq!(home.accounts().len(), 5000);
    // Its items still hold the three accounts that it has no room for.
    let published = publish(&home, Layout::Account, &parts, 5);
    let is_old = |part: &&Part| published.parts.iter().all(|new| new.name != part.name);
    let all: Vec<_> = parts.iter().filter(is_old).chain(&published.parts).cloned().collect();
    let mut laptop = new();
    assert_eq!(join(&mut laptop, &all, 6).not_fitting, 3);
    assert!(!receive(&mut office, &all, 7).is_changed, "nothing is missing, and nothing more fits");
    let again = publish(&office, Layout::Account, &all, 8);
    assert_eq!(again, nothing(), "both write the records of an item in the same order");
}
