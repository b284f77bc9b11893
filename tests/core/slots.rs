//! The slots of a vault: how they are added and removed, and how hostile headers are handled.

use crate::account;
use getrandom::SysRng;
use postern_core::account::UnixMillis;
use postern_core::vault::{
    DeviceId, DeviceSecret, EditError, Header, Health, Kdf, OpenError, SlotKind, StoredVault, Vault,
};
use rand_core::UnwrapErr;
use std::time::Instant;

const RNG: UnwrapErr<SysRng> = UnwrapErr(SysRng);
const PASS: &[u8] = &[1; 32];
const PRF: &[u8] = &[2; 32];
const PAPER: &[u8] = &[3; 20];

fn now() -> UnixMillis {
    UnixMillis::new(1_767_225_600_000).unwrap()
}

fn vault() -> (Vault, DeviceSecret) {
    let device = DeviceSecret::make(&mut RNG.clone());
    let mut vault = Vault::create(&device, now(), &mut RNG.clone());
    vault.add(account("IATA", "JBSWY3DPEHPK3PXP"), now(), &mut RNG.clone()).unwrap();
    (vault, device)
}

fn passphrase() -> SlotKind {
    SlotKind::Passphrase(Kdf::make(&mut RNG.clone()))
}

fn passkey(name: u8) -> SlotKind {
    SlotKind::Passkey { credential: vec![name; 16], prf_salt: [name; 32] }
}

fn add(vault: &mut Vault, kind: SlotKind, material: &[u8]) -> Result<(), EditError> {
    vault.add_slot(kind, material, &mut RNG.clone())
}

fn stored(vault: &Vault) -> StoredVault {
    vault.to_stored(&mut RNG.clone())
}

fn kinds(vault: &Vault) -> Vec<&str> {
    vault.slots().iter().map(|slot| slot.kind.name()).collect()
}

/// Whether a stored vault opens, undamaged, with a material.
fn opens(stored: &StoredVault, kind: &str, material: &[u8], device: &DeviceSecret) -> bool {
    let Some(key) = Header::from_json(&stored.header).unwrap().unlock(kind, material) else {
        return false;
    };
    let vault = Vault::open_with(stored, device.id, key).unwrap();
    vault.health() == Health::Sound && vault.accounts().len() == 1
}

#[test]
fn every_slot_opens_with_its_own_material_only() {
    let (mut vault, device) = vault();
    add(&mut vault, SlotKind::Recovery, PAPER).unwrap();
    assert_eq!(kinds(&vault), ["device", "recovery"], "paper alone asks nobody for anything");
    add(&mut vault, passphrase(), PASS).unwrap();
    add(&mut vault, passkey(7), PRF).unwrap();
    assert_eq!(kinds(&vault), ["recovery", "pass", "prf"]);
    vault.rekey(None, &mut RNG.clone()).unwrap();
    let stored = stored(&vault);
    for (kind, material) in [("pass", PASS), ("prf", PRF), ("recovery", PAPER)] {
        assert!(opens(&stored, kind, material, &device), "{kind}");
        assert!(!opens(&stored, kind, &[9; 32], &device), "{kind}");
        // The material of one slot does not open a slot of another kind.
        for other in ["pass", "prf", "recovery"].iter().filter(|other| **other != kind) {
            assert!(!opens(&stored, other, material, &device), "{kind} as {other}");
        }
    }
    assert_eq!(Vault::open(&stored, &device).unwrap_err(), OpenError::WrongKey);
}

#[test]
fn a_new_passphrase_replaces_the_old_one() {
    let (mut vault, device) = vault();
    add(&mut vault, passphrase(), PASS).unwrap();
    add(&mut vault, passphrase(), PRF).unwrap();
    assert_eq!(kinds(&vault), ["pass"]);
    assert!(!opens(&stored(&vault), "pass", PASS, &device));
    assert!(opens(&stored(&vault), "pass", PRF, &device));
}

#[test]
fn a_passkey_is_never_the_only_slot() {
    let (mut vault, _) = vault();
    assert_eq!(add(&mut vault, passkey(1), PRF), Err(EditError::SlotNeeded));
    assert_eq!(kinds(&vault), ["device"]);
    add(&mut vault, SlotKind::Recovery, PAPER).unwrap();
    add(&mut vault, passkey(1), PRF).unwrap();
    add(&mut vault, passkey(2), PASS).unwrap();
    assert_eq!(kinds(&vault), ["recovery", "prf", "prf"]);
    let ids: Vec<_> = vault.slots().iter().map(|slot| slot.id).collect();
    assert_eq!(vault.remove_slot(ids[0]), Err(EditError::SlotNeeded), "passkeys alone");
    vault.remove_slot(ids[1]).unwrap();
    assert_eq!(vault.remove_slot(ids[2]), Err(EditError::SlotNeeded), "paper alone");
    assert_eq!(vault.remove_slot([0; 16]), Err(EditError::Unknown));
    add(&mut vault, passphrase(), PASS).unwrap();
    vault.remove_slot(ids[2]).unwrap();
    vault.remove_slot(ids[0]).unwrap();
    assert_eq!(kinds(&vault), ["pass"]);
}

#[test]
fn after_use_device_the_device_opens_again_and_the_paper_still_does() {
    let (mut vault, device) = vault();
    add(&mut vault, SlotKind::Recovery, PAPER).unwrap();
    add(&mut vault, passphrase(), PASS).unwrap();
    add(&mut vault, passkey(1), PRF).unwrap();
    let other = DeviceSecret::make(&mut RNG.clone());
    vault.use_device(&other, &mut RNG.clone()).unwrap();
    assert_eq!(kinds(&vault), ["recovery", "device"]);
    let stored = stored(&vault);
    assert!(Vault::open(&stored, &other).is_ok());
    assert!(Vault::open(&stored, &device).is_err());
    assert!(!opens(&stored, "pass", PASS, &device));
}

#[test]
fn the_number_of_slots_is_limited() {
    let (mut vault, _) = vault();
    add(&mut vault, passphrase(), PASS).unwrap();
    for name in 1..16 {
        add(&mut vault, passkey(name), PRF).unwrap();
    }
    assert_eq!(add(&mut vault, passkey(16), PRF), Err(EditError::Full));
    assert!(Header::from_json(&stored(&vault).header).is_ok());
}

#[test]
fn a_damaged_vault_keeps_its_slots() {
    let (mut vault, device) = vault();
    add(&mut vault, SlotKind::Recovery, PAPER).unwrap();
    let id = vault.slots()[1].id;
    let mut damaged = stored(&vault);
    damaged.records.clear();
    let mut vault = Vault::open(&damaged, &device).unwrap();
    assert_eq!(add(&mut vault, passphrase(), PASS), Err(EditError::ReadOnly));
    assert_eq!(vault.remove_slot(id), Err(EditError::ReadOnly));
    assert_eq!(vault.remove_computer(DeviceId([7; 8])), Err(EditError::ReadOnly));
    assert_eq!(vault.use_device(&device, &mut RNG.clone()), Err(EditError::ReadOnly));
}

#[test]
fn a_header_with_a_slot_added_dropped_or_weakened_is_rejected() {
    let (mut vault, device) = vault();
    add(&mut vault, passphrase(), PASS).unwrap();
    add(&mut vault, SlotKind::Recovery, PAPER).unwrap();
    let honest = stored(&vault);
    let json: serde_json::Value = serde_json::from_str(&honest.header).unwrap();
    let key = || Header::from_json(&honest.header).unwrap().unlock("pass", PASS).unwrap();
    let check = |change: &dyn Fn(&mut Vec<serde_json::Value>), what: &str| {
        let mut changed = json.clone();
        change(changed["slots"].as_array_mut().unwrap());
        let changed = StoredVault { header: changed.to_string(), ..honest.clone() };
        assert_ne!(changed.header, honest.header);
        assert!(Vault::open_with(&changed, device.id, key()).is_err(), "{what}");
        changed
    };
    check(&|slots| drop(slots.pop()), "dropped");
    check(&|slots| slots.reverse(), "moved");
    check(&|slots| slots.push(slots[0].clone()), "doubled");
    let cheaper = check(&|slots| slots[0]["m"] = 19_456.into(), "cheaper");
    let header = Header::from_json(&cheaper.header).unwrap();
    assert!(header.unlock("pass", PASS).is_none(), "its costs are in the AAD");
    // A slot of an attacker's vault, under a passphrase that the attacker knows.
    let (mut theirs, _) = self::vault();
    add(&mut theirs, passphrase(), PRF).unwrap();
    let theirs: serde_json::Value = serde_json::from_str(&stored(&theirs).header).unwrap();
    let injected = check(&|slots| slots.push(theirs["slots"][0].clone()), "injected");
    let header = Header::from_json(&injected.header).unwrap();
    assert!(header.unlock("pass", PRF).is_none());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the time is what is tested")]
fn hostile_headers_are_rejected_before_any_work() {
    let (mut vault, _) = vault();
    add(&mut vault, passphrase(), PASS).unwrap();
    let header = stored(&vault).header;
    let hostile = [
        header.replace("\"m\":65536", "\"m\":2147483648"),
        header.replace("\"m\":65536", "\"m\":4294967295"),
        header.replace("\"m\":65536", "\"m\":8"),
        header.replace("\"t\":3", "\"t\":4000000000"),
        header.replace("\"t\":3", "\"t\":0"),
        header.replace("\"p\":1", "\"p\":16777215"),
        header.replace("\"slots\":[", &format!("\"slots\":[{}", "{},".repeat(100_000))),
        format!("{}{}", "[".repeat(5_000_000), "]".repeat(5_000_000)),
        "\"".repeat(8_000_000),
    ];
    for hostile in hostile {
        assert_ne!(hostile, header);
        let start = Instant::now();
        assert_eq!(Header::from_json(&hostile).unwrap_err(), OpenError::Damaged);
        assert!(start.elapsed().as_millis() < 50);
    }
}

#[test]
fn a_cost_that_no_slot_has_is_rejected_before_any_work() {
    let kdf = Kdf::make(&mut RNG.clone());
    assert!(kdf.m_kib >= 64 * 1024 && kdf.t >= 3);
    for kdf in [
        Kdf { m_kib: u32::MAX, ..kdf },
        Kdf { m_kib: 1024, ..kdf },
        Kdf { t: 17, ..kdf },
        Kdf { p: 0, ..kdf },
    ] {
        assert!(!kdf.is_allowed() && kdf.stretch("correct horse").is_none());
    }
}
