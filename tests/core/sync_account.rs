//! The browser's account as an engine: small items that all computers write, and what a stranger can
//! learn from them.

use crate::account;
use crate::sync::{
    HOUR, PASS, RNG, at, file, join, new, nothing, office, passphrase, publish, receive, written,
};
use postern_core::account::{Name, Note};
use postern_core::vault::{
    Farewell, Layout, Part, PartState, Published, Publishing, RecordId, Vault,
};

/// A key of its own for each number.
pub(crate) fn base32(number: usize) -> String {
    let letter =
        |place: usize| char::from(b'A' + u8::try_from((number >> (4 * place)) % 16).unwrap());
    (0..16).map(letter).collect()
}

/// 300 accounts in the account.
fn full() -> (Vault, Vec<Part>) {
    let (mut vault, _) = office();
    for number in 0..299 {
        let key = base32(number + 1000);
        vault.add(account("Portal", &key), at(1), &mut RNG.clone()).unwrap();
    }
    let published = publish(&vault, Layout::Account, &[], 2);
    (vault, written(&[], published))
}

#[test]
fn three_hundred_accounts_fit() {
    let (vault, parts) = full();
    let size: usize = parts.iter().map(|part| part.name.len() + part.text.len() + 2).sum();
    assert!(size < 102_400, "{size}");
    assert!(parts.len() < 512);
    assert!(parts.iter().all(|part| part.name.len() + part.text.len() + 2 <= 8_192));
    let mut home = new();
    join(&mut home, &parts, 3);
    assert_eq!(home.accounts(), vault.accounts());
}

#[test]
fn deleted_accounts_take_little_more_room() {
    let (mut vault, before) = full();
    let ids: Vec<_> = vault.accounts().iter().map(|(id, _)| *id).collect();
    for id in ids {
        vault.delete(id, at(3), &mut RNG.clone()).unwrap();
    }
    let after = publish(&vault, Layout::Account, &[], 4).parts;
    let size = |parts: &[Part]| parts.iter().map(|part| part.text.len()).sum::<usize>();
    // The field `del`, and one clock for all that was written before.
    assert!(size(&after) - size(&before) < 300 * 145, "{} {}", size(&before), size(&after));
}

#[test]
fn a_change_writes_one_bucket() {
    let (mut vault, parts) = full();
    assert_eq!(publish(&vault, Layout::Account, &parts, HOUR), nothing());
    let (id, _) = vault.accounts()[7];
    vault.update(id, |one| one.name = Name::new("new"), at(3), &mut RNG.clone()).unwrap();
    let published = publish(&vault, Layout::Account, &parts, HOUR);
    assert_eq!((published.parts.len(), published.dropped.len()), (1, 0));
}

/// What a computer writes without some of its records.
fn publish_without(vault: &Vault, have: &[Part], without: &[RecordId]) -> Published {
    let publishing = Publishing {
        layout: Layout::Account,
        have,
        name: "PC",
        since_ms: 0,
        locking: None,
        farewell: None,
        without,
        now: at(HOUR),
    };
    vault.publish(publishing, &mut RNG.clone()).unwrap()
}

#[test]
fn without_room_for_new_accounts_the_others_are_up_to_date() {
    let (mut vault, id) = office();
    let have = written(&[], publish(&vault, Layout::Account, &[], 2));
    vault.update(id, |one| one.name = Name::new("new"), at(3), &mut RNG.clone()).unwrap();
    let add = |number| vault.add(account("Portal", &base32(number)), at(4), &mut RNG.clone());
    let mut added: Vec<_> = (0..50).map(add).map(Result::unwrap).collect();
    added.sort_unstable();
    let sorted = |published: &Published| {
        let mut new = published.new.clone();
        new.sort_unstable();
        new
    };
    assert_eq!(sorted(&publish(&vault, Layout::Account, &have, HOUR)), added);
    let published = publish_without(&vault, &have, &added);
    assert_eq!((published.parts.len(), sorted(&published)), (1, added.clone()));
    let parts = written(&have, published);
    let mut home = new();
    join(&mut home, &parts, 5);
    let [(_, account)] = home.accounts()[..] else { panic!("{:?}", home.accounts().len()) };
    assert_eq!(account.name.as_str(), "new");
    assert_eq!(publish_without(&vault, &parts, &added).parts, []);
    let parts = written(&parts, publish(&vault, Layout::Account, &parts, HOUR));
    let known = publish_without(&vault, &parts, &added);
    assert_eq!(known, nothing(), "what is there stays");
}

#[test]
fn a_deleted_account_that_never_was_there_can_be_left_out_and_is_answered_all_the_same() {
    let (mut vault, _) = office();
    let have = written(&[], publish(&vault, Layout::Account, &[], 2));
    let mut home = new();
    join(&mut home, &have, 3);
    let id = home.add(account("Portal", &base32(1)), at(4), &mut RNG.clone()).unwrap();
    let with = written(&have, publish(&home, Layout::Account, &have, 5));
    receive(&mut vault, &with, 6);
    vault.delete(id, at(7), &mut RNG.clone()).unwrap();
    // As if it had never arrived.
    let published = publish(&vault, Layout::Account, &have, HOUR);
    assert_eq!((&published.new[..], &published.spare[..]), (&[][..], &[id][..]));
    let published = publish_without(&vault, &have, &[id]);
    assert!(published.parts.iter().all(|part| !part.name.starts_with("b-")), "{published:?}");
    let answer = publish(&vault, Layout::Account, &with, HOUR);
    assert_eq!(receive(&mut home, &written(&with, answer), HOUR).deleted, 1);
}

#[test]
fn under_a_new_key_what_is_left_out_has_to_be_named() {
    let (mut vault, id) = office();
    let have = written(&[], publish(&vault, Layout::Account, &[], 2));
    let late = vault.add(account("Portal", &base32(1)), at(4), &mut RNG.clone()).unwrap();
    passphrase(&mut vault, PASS);
    let published = publish_without(&vault, &have, &[late]);
    assert_eq!(published.new, []);
    let mut home = new();
    join(&mut home, &written(&have, published), 5);
    assert_eq!(home.accounts().into_iter().map(|(id, _)| id).collect::<Vec<_>>(), [id]);
}

#[test]
fn a_large_bucket_takes_several_items_and_gives_them_back() {
    let (mut vault, id) = office();
    let note = |length: usize| Note::new(&"note ".repeat(length));
    // A note of 4,096 characters fits one item; with 64 recovery codes it does not.
    vault
        .update(
            id,
            |one| {
                one.keeping.note = note(800);
                for number in 0..64 {
                    one.keeping.recover_with(&format!("{number:060}"), false);
                }
            },
            at(1),
            &mut RNG.clone(),
        )
        .unwrap();
    let parts = written(&[], publish(&vault, Layout::Account, &[], 2));
    let is_piece = |part: &&Part| part.name.contains('.');
    assert_eq!(parts.iter().filter(is_piece).count(), 1, "{:?}", names(&parts));
    let mut home = new();
    join(&mut home, &parts, 3);
    assert_eq!(home.accounts(), vault.accounts());
    // One piece is missing, or a stale one is left.
    let torn: Vec<_> = parts.iter().filter(|part| !is_piece(part)).cloned().collect();
    let received = receive(&mut home, &torn, 4);
    assert!(received.parts.iter().any(|(_, state)| *state != PartState::Read));
    assert!(!received.is_changed);

    vault.update(id, |one| one.keeping.note = note(1), at(5), &mut RNG.clone()).unwrap();
    vault.update(id, |one| one.keeping.recovery.clear(), at(6), &mut RNG.clone()).unwrap();
    let published = publish(&vault, Layout::Account, &parts, 7);
    assert_eq!(published.dropped.len(), 1);
    receive(&mut home, &written(&parts, published), 8);
    assert_eq!(home.accounts(), vault.accounts());
}

fn names(parts: &[Part]) -> Vec<&str> {
    parts.iter().map(|part| &*part.name).collect()
}

#[test]
fn a_wiped_account_is_filled_again_and_deletes_nothing() {
    let (mut vault, parts) = full();
    let received = receive(&mut vault, &[], HOUR);
    assert!(!received.is_changed);
    let again = written(&[], publish(&vault, Layout::Account, &[], HOUR));
    assert_eq!(names(&again), names(&parts));
}

#[test]
fn ending_sync_leaves_the_header_and_the_farewell() {
    let (vault, parts) = full();
    let publishing = Publishing {
        layout: Layout::Account,
        have: &parts,
        name: "PC",
        since_ms: 0,
        locking: None,
        farewell: Some(Farewell::Ended),
        without: &[],
        now: at(3),
    };
    let published = vault.publish(publishing, &mut RNG.clone()).unwrap();
    let own = format!("c-{}", vault.device().to_hex());
    assert_eq!(names(&published.parts), [&*own]);
    assert_eq!(names(&written(&parts, published)), ["h", &*own]);
}

#[test]
fn items_under_another_key_are_told_from_damage_by_the_header() {
    let (mut vault, mut parts) = full();
    let mut home = new();
    join(&mut home, &parts, 3);
    passphrase(&mut vault, PASS);
    parts = written(&parts, publish(&vault, Layout::Account, &parts, 4));
    let received = receive(&mut home, &parts, 5);
    let mut buckets = received.parts.iter().filter(|(name, _)| name.starts_with("b-"));
    assert!(
        buckets.all(|(_, state)| *state == PartState::KeyNeeded),
        "nothing is left under the old key"
    );
    join(&mut home, &parts, 6);
    assert_eq!(home.accounts(), vault.accounts());
}

#[test]
fn a_stranger_learns_sizes_and_times_only() {
    let (mut vault, _) = office();
    let mut secret = account("Confidential Portal", "GEZDGNBVGY3TQOJQ");
    secret.name = Name::new("jane@agency.example");
    secret.keeping.note = Note::new("my note");
    secret.sites =
        vec![postern_core::account::Site::from_origin("https://hidden.example").unwrap()];
    vault.add(secret, at(1), &mut RNG.clone()).unwrap();
    let mut parts = publish(&vault, Layout::Account, &[], 2).parts;
    parts.push(file(&vault, 2));
    let wanted =
        ["Confidential", "jane@", "my note", "hidden", "GEZDGNBVGY3TQOJQ", "1234567890", "PC\""];
    for part in &parts {
        for text in wanted {
            let encodings = [
                text.to_owned(),
                text.bytes().map(|byte| format!("{byte:02x}")).collect(),
                postern_core::vault::to_text(text.as_bytes()),
            ];
            for encoded in encodings {
                assert!(!part.text.contains(&encoded), "{} says {text}", part.name);
            }
        }
        for entry in vault.accounts() {
            let id = postern_core::vault::to_text(&entry.0.0);
            assert!(!part.text.contains(&id), "{} says when an account was added", part.name);
        }
    }
    let stored = vault.to_stored(&mut RNG.clone());
    let size = stored.header.len() + stored.manifest.len() + stored.records.concat().len();
    assert!(parts.last().unwrap().text.len() * 10 <= size * 11, "a change writes what it must");
}
