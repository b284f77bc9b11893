//! The texts that computers exchange: which of them are read, and when a computer writes its own again.

use crate::sync::{HOUR, RNG, at, file, new, office, publish, receive, rename, state, two};
use crate::{json, text, unhex};
use postern_core::vault::{Invitation, Layout, Part, PartState, Publishing, SlotKind, VaultKey};

#[test]
fn the_known_answer_is_read_and_its_records_are_in_the_buckets_of_their_ids() {
    let answers = json("vault/known-answers.json");
    let sync = &answers["sync"];
    let (header, mac) = (text(sync, "header"), text(sync, "mac"));
    let file = serde_json::json!({
        "app": "Postern", "kind": "sync", "v": 1, "hdr": header, "mac": mac, "data": sync["data"],
    });
    let parts = [Part { name: "postern-d1d1d1d1d1d1d1d1.sync".into(), text: file.to_string() }];
    let key = VaultKey::from_bytes(&unhex::<32>(text(&answers, "vmk"))).unwrap();
    let invitation = Invitation { header, mac, key, parts: &parts, returns: false };
    let mut vault = new();
    assert_eq!(vault.join(&invitation, at(0), &mut RNG.clone()).unwrap().added, 2);
    // `HMAC-SHA256(K_tag, record id)[0]` of the two accounts: 159, 225. Nobody needs the tombstone there.
    let parts = publish(&vault, Layout::Account, &[], 1).parts;
    let names: Vec<_> = parts.iter().map(|part| &*part.name).collect();
    let own = format!("c-{}", vault.device().to_hex());
    assert_eq!(names, ["h", &*own, "b-01", "b-1f"]);
}

#[test]
fn a_text_is_read_if_it_says_that_it_is_ours_and_is_not_too_long() {
    const TEXT_MAX: usize = 64 * 1024 * 1024;
    let (office, mut home, _) = two();
    let good = file(&office, 3).text;
    let with = |old: &str, new: &str| {
        let text = good.replacen(old, new, 1);
        assert_ne!(text, good);
        text
    };
    let cases = [
        (good.clone() + &" ".repeat(TEXT_MAX - good.len()), PartState::Read),
        (good.clone() + &" ".repeat(TEXT_MAX - good.len() + 1), PartState::Damaged),
        (with("\"Postern\"", "\"Other\""), PartState::Damaged),
        (with("\"sync\"", "\"vault\""), PartState::Damaged),
        (with("\"v\":1", "\"v\":0"), PartState::Damaged),
        (with("\"v\":1", "\"v\":2"), PartState::NewerVersion),
        (with("\"v\":1", "\"w\":1"), PartState::Damaged),
    ];
    for (row, (text, expected)) in cases.into_iter().enumerate() {
        let part = Part { name: "postern-x.sync".into(), text };
        assert_eq!(state(&receive(&mut home, &[part], 4)), expected, "row {row}");
    }
}

#[test]
fn a_computer_says_again_that_it_is_there_after_twenty_hours_or_if_its_clock_was_ahead() {
    let (office, _) = office();
    for layout in [Layout::Folder, Layout::Account] {
        let have = publish(&office, layout, &[], HOUR).parts;
        let own = |part: &&Part| part.name.contains(&office.device().to_hex());
        let own = have.iter().find(own).unwrap().name.as_str();
        for (ms, expected) in [
            (HOUR - 1, &[own][..]),
            (HOUR, &[]),
            (3 * HOUR, &[]),
            (21 * HOUR - 1, &[]),
            (21 * HOUR, &[own]),
        ] {
            let published = publish(&office, layout, &have, ms);
            let names: Vec<_> = published.parts.iter().map(|part| &*part.name).collect();
            assert_eq!(names, expected, "{layout:?} after {ms} ms");
        }
    }
}

#[test]
fn a_computer_with_another_name_says_so_at_once() {
    let (office, _) = office();
    let have = [file(&office, 1)];
    let named = |name| Publishing {
        layout: Layout::Folder,
        have: &have,
        name,
        since_ms: 0,
        locking: None,
        farewell: None,
        without: &[],
        now: at(2),
    };
    for (name, count) in [("PC", 0), ("Laptop", 1)] {
        let published = office.publish(named(name), &mut RNG.clone()).unwrap();
        assert_eq!(published.parts.len(), count, "{name}");
    }
}

#[test]
fn a_new_slot_alone_is_written() {
    let (mut office, _) = office();
    let folder = publish(&office, Layout::Folder, &[], 1).parts;
    let items = publish(&office, Layout::Account, &[], 1).parts;
    office.add_slot(SlotKind::Recovery, &[3; 20], &mut RNG.clone()).unwrap();
    assert_eq!(publish(&office, Layout::Folder, &folder, 2).parts.len(), 1);
    let written = publish(&office, Layout::Account, &items, 2).parts;
    assert_eq!(written.iter().map(|part| &*part.name).collect::<Vec<_>>(), ["h"]);
}

#[test]
fn a_name_that_was_taken_back_and_given_again_is_written_with_its_new_clock() {
    let (mut office, id) = office();
    rename(&mut office, id, 2, "jane");
    rename(&mut office, id, 3, "j.doe");
    let have = [file(&office, 4)];
    rename(&mut office, id, 5, "jane");
    rename(&mut office, id, 6, "j.doe");
    assert_eq!(publish(&office, Layout::Folder, &have, 7).parts.len(), 1);
}
