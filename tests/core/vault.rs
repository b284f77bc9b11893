//! The vault: known answers, and what happens when a stored one is tampered with.

use crate::{account, hex, json, text, unhex};
use getrandom::SysRng;
use postern_core::account::{Account, Kind, UnixMillis};
use postern_core::read::parse_uri;
use postern_core::vault::{
    DeviceId, DeviceSecret, EditError, Flags, Header, Health, Hlc, Kdf, Keys, OpenError, RecordId,
    RecoveryKey, Sealed, Slot, SlotKind, StoredRecord, StoredVault, Vault, VaultKey, derive_kek,
    from_text, seal_record, to_text,
};
use rand_core::UnwrapErr;
use serde_json::Value;

const NOW: u64 = 1_767_225_600_000;

fn now() -> UnixMillis {
    UnixMillis::new(NOW).unwrap()
}

fn later(ms: u64) -> UnixMillis {
    UnixMillis::new(NOW + ms).unwrap()
}

const RNG: UnwrapErr<SysRng> = UnwrapErr(SysRng);

/// A vault with three accounts in its stored form, and its device key.
fn three() -> (StoredVault, DeviceSecret) {
    let device = DeviceSecret::make(&mut RNG.clone());
    let mut vault = Vault::create(&device, now(), &mut RNG.clone());
    for (at, key) in ["JBSWY3DPEHPK3PXP", "GEZDGNBVGY3TQOJQ", "MZXW6YTBOJRGC6Q"].iter().enumerate()
    {
        let at = at.try_into().unwrap();
        vault.add(account(&format!("Portal{at}"), key), later(at), &mut RNG.clone()).unwrap();
    }
    (vault.to_stored(&mut RNG.clone()), device)
}

fn accounts(vault: &Vault) -> Vec<Account> {
    vault.accounts().into_iter().map(|(_, account)| account.clone()).collect()
}

fn ids(vault: &Vault) -> Vec<RecordId> {
    vault.accounts().into_iter().map(|(id, _)| id).collect()
}

mod known_answers {
    use super::*;

    fn kat() -> Value {
        json("vault/known-answers.json")
    }

    fn keys(kat: &Value) -> (VaultKey, [u8; 16], Keys) {
        let key = VaultKey::from_bytes(&unhex::<32>(text(kat, "vmk"))).unwrap();
        let vault_id = unhex(text(kat, "vault_id"));
        let keys = Keys::derive(&key, &vault_id);
        (key, vault_id, keys)
    }

    #[test]
    fn derived_keys() {
        let kat = kat();
        let (_, _, keys) = keys(&kat);
        assert_eq!(hex(&keys.record[..]), text(&kat, "K_record"));
        assert_eq!(hex(&keys.header[..]), text(&kat, "K_header"));
        assert_eq!(hex(&keys.manifest[..]), text(&kat, "K_manifest"));
        assert_eq!(hex(&keys.tag[..]), text(&kat, "K_tag"));
    }

    #[track_caller]
    fn check_slot(name: &str, kind: SlotKind, material: &[u8]) {
        let kat = kat();
        let (key, vault_id, _) = keys(&kat);
        let slot = &kat[name];
        assert_eq!(hex(&derive_kek(&kind, material, &vault_id)[..]), text(slot, "kek"), "{name}");
        let nonce = unhex(text(slot, "nonce"));
        let id = unhex(text(slot, "slot_id"));
        let wrapped = Slot::wrap_as(&key, &vault_id, id, kind, material, nonce);
        assert_eq!(hex(wrapped.wrapped()), text(slot, "wrapped"), "{name}");
        let unwrapped = wrapped.unwrap(&vault_id, material).unwrap();
        assert_eq!(unwrapped.expose(), key.expose());
        let mut other = material.to_vec();
        other[0] ^= 1;
        assert!(wrapped.unwrap(&vault_id, &other).is_none());
    }

    #[test]
    fn passphrase_slot() {
        let kat = kat();
        let slot = &kat["slot_pass"];
        let salt: [u8; 16] = unhex(text(slot, "salt"));
        let number = |key: &str| u32::try_from(slot[key].as_u64().unwrap()).unwrap();
        let kdf = Kdf { m_kib: number("m_kib"), t: number("t"), p: number("p"), salt };
        let material = kdf.stretch(text(slot, "passphrase")).unwrap();
        assert_eq!(hex(&material[..]), text(slot, "argon2"));
        check_slot("slot_pass", SlotKind::Passphrase(kdf), &material[..]);
    }

    #[test]
    fn passkey_slot() {
        let kat = kat();
        let slot = &kat["slot_prf"];
        let credential = unhex::<20>(text(slot, "cred_id")).to_vec();
        let prf_salt = unhex(text(slot, "prf_salt"));
        let material: [u8; 32] = unhex(text(slot, "prf"));
        check_slot("slot_prf", SlotKind::Passkey { credential, prf_salt }, &material);
    }

    #[test]
    fn recovery_slot() {
        let kat = kat();
        let key = RecoveryKey::from_bytes(unhex(text(&kat["slot_recovery"], "key")));
        check_slot("slot_recovery", SlotKind::Recovery, key.expose());
        let code = text(&kat["slot_recovery"], "code");
        assert_eq!(key.to_text().as_str(), code);
        assert!(RecoveryKey::from_text(code) == Some(key.clone()));
        let careless = code.to_lowercase().replace('-', " ").replace('0', "o");
        assert!(RecoveryKey::from_text(&careless) == Some(key));
        for (at, c) in code.char_indices().filter(|(_, c)| *c != '-') {
            let mut misread = code.to_owned();
            misread.replace_range(at..=at, if c == 'X' { "Y" } else { "X" });
            assert!(RecoveryKey::from_text(&misread).is_none(), "{misread}");
        }
    }

    #[test]
    fn header_mac() {
        let kat = kat();
        let (_, _, keys) = keys(&kat);
        let canonical = text(&kat["header"], "canonical");
        let mac: [u8; 32] = unhex(text(&kat["header"], "mac"));
        assert_eq!(Header::mac(&keys, canonical), to_text(&mac));
        assert!(Header::verify(&keys, canonical, &Header::mac(&keys, canonical)));
        assert!(!Header::verify(
            &keys,
            &canonical.replace("pass", "prf"),
            &Header::mac(&keys, canonical)
        ));
    }

    #[track_caller]
    fn check_record(row: &Value, flags: Flags, plain: &str) {
        let kat = kat();
        let (_, vault_id, keys) = keys(&kat);
        let hlc: [u8; 18] = unhex(text(row, "hlc"));
        let hlc = Hlc {
            ms: u64::from_be_bytes(hlc[..8].try_into().unwrap()),
            counter: u16::from_be_bytes(hlc[8..10].try_into().unwrap()),
            device: DeviceId(hlc[10..].try_into().unwrap()),
        };
        assert_eq!(hex(&hlc.to_bytes()), text(row, "hlc"));
        let id = RecordId(unhex(text(&kat["record"], "record_id")));
        let nonce = unhex(text(row, "nonce"));
        let sealed = Sealed { id, hlc, flags };
        let record = seal_record(&keys, &vault_id, sealed, plain.as_bytes(), nonce);
        let stored = record.to_text();
        let read = StoredRecord::from_text(&stored).unwrap();
        assert_eq!(read, record);
        assert_eq!(read.open(&keys, &vault_id).unwrap().as_slice(), plain.as_bytes());
        if row.get("stored").is_some() {
            assert_eq!(stored, text(row, "stored"));
        } else {
            let bytes = from_text(&stored).unwrap();
            assert!(hex(&bytes).ends_with(text(row, "sealed")));
        }
    }

    #[test]
    fn record_and_tombstone() {
        let kat = kat();
        check_record(&kat["record"], Flags::LIVE, text(&kat["record"], "plaintext"));
        check_record(&kat["tombstone"], Flags::TOMBSTONE, "");
    }
}

#[test]
fn a_stored_vault_is_read_back() {
    let (stored, device) = three();
    let vault = Vault::open(&stored, &device).unwrap();
    assert_eq!(vault.health(), Health::Sound);
    let issuers: Vec<_> = accounts(&vault).iter().map(|a| a.issuer.as_str().to_owned()).collect();
    assert_eq!(issuers, ["Portal0", "Portal1", "Portal2"]);
}

#[test]
fn every_kind_of_account_survives_with_all_its_data() {
    let uris = [
        "otpauth://totp/I:n?secret=JBSWY3DPEHPK3PXP&issuer=I&algorithm=SHA512&digits=10&period=45&foo=bar",
        "otpauth://hotp/I:n?secret=JBSWY3DPEHPK3PXP&issuer=I&counter=18446744073709551615",
        "otpauth://steam/Steam:n?secret=JBSWY3DPEHPK3PXP",
        "motp://I:n?secret=e3152afee62599c8&pin=1234",
        "otpauth://yaotp/n?secret=LA2V6KMCGYMWWVEW64RNP3JA3I&pin=4711",
    ];
    let device = DeviceSecret::make(&mut RNG.clone());
    let mut vault = Vault::create(&device, now(), &mut RNG.clone());
    let mut expected = Vec::new();
    for (at, uri) in uris.iter().enumerate() {
        let mut account = parse_uri(uri).unwrap().account;
        account.sites = vec![postern_core::account::Site::from_text("*.iata.org").unwrap()];
        vault.add(account.clone(), later(at.try_into().unwrap()), &mut RNG.clone()).unwrap();
        expected.push(account);
    }
    let again = Vault::open(&vault.to_stored(&mut RNG.clone()), &device).unwrap();
    assert_eq!(accounts(&again), expected);
}

#[test]
fn nothing_readable_is_stored() {
    let (stored, _) = three();
    let all = format!("{stored:?}");
    for leak in ["JBSWY3DP", "Portal", "jane", "totp", "Hello"] {
        assert!(!all.contains(leak), "{leak}");
    }
}

#[test]
fn another_device_key_opens_nothing() {
    let (stored, _) = three();
    let other = DeviceSecret::make(&mut RNG.clone());
    assert_eq!(Vault::open(&stored, &other).unwrap_err(), OpenError::WrongKey);
}

#[test]
fn a_newer_version_is_rejected_not_misread() {
    let (mut stored, device) = three();
    stored.header = stored.header.replace("\"v\":1", "\"v\":2");
    assert_eq!(Vault::open(&stored, &device).unwrap_err(), OpenError::NewerVersion);
}

/// Changes one character of a base64url or JSON string.
fn flip(text: &str, at: usize) -> String {
    let mut bytes = text.as_bytes().to_vec();
    bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
    String::from_utf8(bytes).unwrap()
}

#[test]
fn no_changed_character_goes_unnoticed() {
    let (stored, device) = three();
    let original = accounts(&Vault::open(&stored, &device).unwrap());
    let mut tampered = Vec::new();
    for at in 0..stored.header.len() {
        tampered.push(StoredVault { header: flip(&stored.header, at), ..stored.clone() });
    }
    for at in 0..stored.mac.len() {
        tampered.push(StoredVault { mac: flip(&stored.mac, at), ..stored.clone() });
    }
    for at in 0..stored.manifest.len() {
        tampered.push(StoredVault { manifest: flip(&stored.manifest, at), ..stored.clone() });
    }
    for record in 0..stored.records.len() {
        for at in 0..stored.records[record].len() {
            let mut changed = stored.clone();
            changed.records[record] = flip(&stored.records[record], at);
            tampered.push(changed);
        }
    }
    for (case, changed) in tampered.iter().enumerate() {
        assert_ne!(changed, &stored);
        if let Ok(vault) = Vault::open(changed, &device) {
            assert_ne!(vault.health(), Health::Sound, "case {case}");
            assert!(accounts(&vault).iter().all(|account| original.contains(account)));
        }
    }
}

#[test]
fn swapped_dropped_doubled_or_replayed_records_are_detected() {
    let (stored, device) = three();
    let check = |records: Vec<String>, what: &str| {
        let vault = Vault::open(&StoredVault { records, ..stored.clone() }, &device).unwrap();
        assert_ne!(vault.health(), Health::Sound, "{what}");
    };
    let records = &stored.records;
    check(records[1..].to_vec(), "dropped");
    check([&records[..], &records[..1]].concat(), "doubled");
    let body = |record: &str| record[58..].to_owned();
    let swapped = format!("{}{}", &records[0][..58], body(&records[1]));
    check(vec![swapped, records[1].clone(), records[2].clone()], "swapped");
    let (foreign, _) = three();
    check([&records[..2], &foreign.records[..1]].concat(), "from another vault");

    let mut vault = Vault::open(&stored, &device).unwrap();
    let id = ids(&vault)[0];
    vault.update(id, |account| account.sites.clear(), later(9), &mut RNG.clone()).unwrap();
    let newer = vault.to_stored(&mut RNG.clone());
    let replayed = StoredVault { records: records.clone(), ..newer };
    assert_ne!(Vault::open(&replayed, &device).unwrap().health(), Health::Sound);
}

#[test]
fn a_damaged_vault_reports_how_much_is_lost() {
    let (stored, device) = three();
    let check = |change: &dyn Fn(&mut StoredVault), lost: usize| {
        let mut damaged = stored.clone();
        change(&mut damaged);
        assert_eq!(Vault::open(&damaged, &device).unwrap().health(), Health::Damaged { lost });
    };
    check(&|vault| drop(vault.records.remove(1)), 1);
    check(&|vault| vault.records.clear(), 3);
    check(&|vault| vault.records[2] = "?".to_owned(), 1);
    check(&|vault| vault.records = vec![flip(&vault.records[0], 90)], 3);
    check(&|vault| vault.manifest = flip(&vault.manifest, 40), 0);
}

#[test]
fn each_write_has_a_higher_epoch() {
    let (stored, device) = three();
    let vault = Vault::open(&stored, &device).unwrap();
    let again = Vault::open(&vault.to_stored(&mut RNG.clone()), &device).unwrap();
    assert_eq!((vault.epoch(), again.epoch()), (1, 2));
    assert_eq!(vault.vault_id(), again.vault_id());
}

#[test]
fn a_vault_reports_when_it_is_full() {
    let (stored, device) = three();
    let mut vault = Vault::open(&stored, &device).unwrap();
    let mut add = || vault.add(account("x", "JBSWY3DPEHPK3PXP"), later(1), &mut RNG.clone());
    for _ in 3..5_000 {
        add().unwrap();
    }
    assert_eq!(add(), Err(EditError::Full));
    // Accounts in the bin count: they can be restored.
    vault.delete(ids(&vault)[0], later(2), &mut RNG.clone()).unwrap();
    let refused = vault.add(account("x", "JBSWY3DPEHPK3PXP"), later(3), &mut RNG.clone());
    assert_eq!(refused, Err(EditError::Full));
    assert_eq!(vault.accounts().len(), 4_999);
}

#[test]
fn a_damaged_vault_shows_the_rest_and_is_read_only() {
    let (mut stored, device) = three();
    stored.records[1] = flip(&stored.records[1], 80);
    let mut vault = Vault::open(&stored, &device).unwrap();
    assert_eq!(vault.health(), Health::Damaged { lost: 1 });
    assert_eq!(accounts(&vault).len(), 2);
    let refused = vault.add(account("x", "JBSWY3DPEHPK3PXP"), later(1), &mut RNG.clone());
    assert_eq!(refused, Err(EditError::ReadOnly));
    let id = ids(&vault)[0];
    assert_eq!(vault.delete(id, later(1), &mut RNG.clone()), Err(EditError::ReadOnly));
}

#[test]
fn clocks_only_go_forward() {
    let device = DeviceId([7; 8]);
    let start = Hlc { ms: NOW, counter: u16::MAX - 1, device };
    let back = UnixMillis::new(5).unwrap();
    let next = start.next(back, device);
    assert_eq!((next.ms, next.counter), (NOW, u16::MAX));
    let over = next.next(back, device);
    assert_eq!((over.ms, over.counter), (NOW + 1, 0));
    assert!(start < next && next < over && over < over.next(later(10), device));
}

#[test]
fn an_advanced_counter_is_stored() {
    let device = DeviceSecret::make(&mut RNG.clone());
    let mut vault = Vault::create(&device, now(), &mut RNG.clone());
    let hotp = parse_uri("otpauth://hotp/I:n?secret=JBSWY3DPEHPK3PXP&counter=7").unwrap().account;
    let id = vault.add(hotp, now(), &mut RNG.clone()).unwrap();
    let step = |account: &mut Account| {
        if let Kind::Hotp { counter, .. } = &mut account.kind {
            *counter += 1;
        }
    };
    vault.update(id, step, later(1), &mut RNG.clone()).unwrap();
    let again = Vault::open(&vault.to_stored(&mut RNG.clone()), &device).unwrap();
    assert!(matches!(again.account(id).unwrap().kind, Kind::Hotp { counter: 8, .. }));
}
