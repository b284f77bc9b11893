//! A removed slot opens nothing that is written afterwards.

use crate::account;
use getrandom::SysRng;
use postern_core::account::UnixMillis;
use postern_core::vault::{
    DeviceSecret, Header, Health, Kdf, OpenError, SlotKind, StoredVault, Vault, VaultKey,
    from_text, to_text,
};
use rand_core::UnwrapErr;
use serde_json::Value;

const RNG: UnwrapErr<SysRng> = UnwrapErr(SysRng);
const OLD: &[u8] = &[1; 32];
const NEW: &[u8] = &[2; 32];
const PAPER: &[u8] = &[3; 20];
const PRF: &[u8] = &[4; 32];

fn now() -> UnixMillis {
    UnixMillis::new(1_767_225_600_000).unwrap()
}

fn passphrase() -> SlotKind {
    SlotKind::Passphrase(Kdf::make(&mut RNG.clone()))
}

fn passkey() -> SlotKind {
    SlotKind::Passkey { credential: vec![7; 16], prf_salt: [7; 32] }
}

fn add(vault: &mut Vault, kind: SlotKind, material: &[u8]) {
    vault.add_slot(kind, material, &mut RNG.clone()).unwrap();
}

fn rekey(vault: &mut Vault, device: Option<&DeviceSecret>) {
    vault.rekey(device, &mut RNG.clone()).unwrap();
    assert!(!vault.is_key_stale());
}

fn stored(vault: &Vault) -> StoredVault {
    vault.to_stored(&mut RNG.clone())
}

/// One account; a passphrase, a recovery key and a passkey open the vault.
fn vault() -> (Vault, DeviceSecret) {
    let device = DeviceSecret::make(&mut RNG.clone());
    let mut vault = Vault::create(&device, now(), &mut RNG.clone());
    vault.add(account("IATA", "JBSWY3DPEHPK3PXP"), now(), &mut RNG.clone()).unwrap();
    add(&mut vault, passphrase(), OLD);
    add(&mut vault, SlotKind::Recovery, PAPER);
    add(&mut vault, passkey(), PRF);
    rekey(&mut vault, None);
    (vault, device)
}

fn key(stored: &StoredVault, kind: &str, material: &[u8]) -> Option<VaultKey> {
    Header::from_json(&stored.header).unwrap().unlock(kind, material)
}

/// Whether a stored vault opens, undamaged.
fn opens(stored: &StoredVault, key: Option<VaultKey>, device: &DeviceSecret) -> bool {
    let opened = key.and_then(|key| Vault::open_with(stored, device.id, key).ok());
    opened.is_some_and(|vault| vault.health() == Health::Sound && vault.accounts().len() == 1)
}

#[test]
fn the_first_passphrase_replaces_the_key_that_the_device_opens() {
    let device = DeviceSecret::make(&mut RNG.clone());
    let mut vault = Vault::create(&device, now(), &mut RNG.clone());
    vault.add(account("IATA", "JBSWY3DPEHPK3PXP"), now(), &mut RNG.clone()).unwrap();
    let before = vault.key().clone();
    let records = stored(&vault).records;
    add(&mut vault, passphrase(), OLD);
    assert!(vault.is_key_stale());
    rekey(&mut vault, None);
    let after = stored(&vault);
    assert_ne!(after.records, records, "every record is sealed anew");
    assert!(!opens(&after, Some(before), &device));
    assert!(opens(&after, key(&after, "pass", OLD), &device));
}

#[test]
fn an_old_backup_and_the_old_passphrase_open_only_the_backup() {
    let (mut vault, device) = vault();
    let backup = vault.backup(&mut RNG.clone()).unwrap();
    add(&mut vault, passphrase(), NEW);
    rekey(&mut vault, None);
    let today = stored(&vault);
    let old = || key(&backup, "pass", OLD);
    assert!(opens(&backup, old(), &device));
    assert!(!opens(&today, old(), &device));
    assert_eq!(
        Vault::open_with(&today, device.id, old().unwrap()).unwrap_err(),
        OpenError::Damaged
    );
    assert!(key(&today, "pass", OLD).is_none());
}

#[test]
fn the_remaining_slots_open_the_new_key_repeatedly() {
    let (mut vault, device) = vault();
    for round in 0..3_u8 {
        add(&mut vault, passphrase(), &[round; 32]);
        rekey(&mut vault, None);
        let stored = stored(&vault);
        for (kind, material) in [("pass", &[round; 32][..]), ("recovery", PAPER), ("prf", PRF)] {
            assert!(opens(&stored, key(&stored, kind, material), &device), "{kind}, {round}");
        }
        vault =
            Vault::open_with(&stored, device.id, key(&stored, "recovery", PAPER).unwrap()).unwrap();
    }
}

#[test]
fn a_removed_passkey_or_paper_no_longer_opens_anything() {
    for (kind, material) in [("prf", PRF), ("recovery", PAPER)] {
        let (mut vault, device) = vault();
        let old = vault.key().clone();
        let id = vault.slots().iter().find(|slot| slot.kind.name() == kind).unwrap().id;
        vault.remove_slot(id).unwrap();
        rekey(&mut vault, None);
        let stored = stored(&vault);
        assert!(key(&stored, kind, material).is_none(), "{kind}");
        assert!(!opens(&stored, Some(old), &device), "{kind}");
        assert!(opens(&stored, key(&stored, "pass", OLD), &device), "{kind}");
    }
}

#[test]
fn the_device_secret_is_needed_if_the_device_opens_the_vault() {
    let (mut vault, _) = vault();
    let device = DeviceSecret::make(&mut RNG.clone());
    vault.use_device(&device, &mut RNG.clone()).unwrap();
    assert!(vault.rekey(None, &mut RNG.clone()).is_err());
    assert!(vault.is_key_stale());
    rekey(&mut vault, Some(&device));
    let stored = stored(&vault);
    assert!(Vault::open(&stored, &device).is_ok());
    assert!(opens(&stored, key(&stored, "recovery", PAPER), &device));
}

#[test]
fn adding_a_slot_does_not_change_the_key() {
    let device = DeviceSecret::make(&mut RNG.clone());
    let mut vault = Vault::create(&device, now(), &mut RNG.clone());
    let before = vault.key().clone();
    add(&mut vault, SlotKind::Recovery, PAPER);
    rekey(&mut vault, Some(&device));
    assert_eq!(vault.key().expose(), before.expose());
}

#[test]
fn older_forms_of_the_vault_are_carried_over_completely() {
    let (mut vault, device) = vault();
    let older = stored(&vault);
    vault.add(account("More", "GEZDGNBVGY3TQOJQ"), now(), &mut RNG.clone()).unwrap();
    let mut vault = Vault::open_with(&stored(&vault), device.id, vault.key().clone()).unwrap();
    let (old, mut damaged) = (vault.key().clone(), older.clone());
    damaged.records.clear();
    add(&mut vault, passphrase(), NEW);
    rekey(&mut vault, None);
    let carried = vault.carried(&older, &mut RNG.clone()).unwrap();
    assert!(!opens(&carried, Some(old), &device));
    assert!(opens(&carried, key(&carried, "pass", NEW), &device), "as it was then");
    let epoch = |stored: &StoredVault| {
        Vault::open_with(stored, device.id, vault.key().clone()).unwrap().epoch()
    };
    assert!(epoch(&carried) < epoch(&stored(&vault)), "and known to be older");
    assert!(vault.carried(&damaged, &mut RNG.clone()).is_none());
    assert!(vault.carried(&stored(&self::vault().0), &mut RNG.clone()).is_none(), "another vault");
}

/// A vault's header with one of its slots changed.
fn changed(stored: &StoredVault, kind: &str, change: impl Fn(&mut Value)) -> StoredVault {
    let mut header: Value = serde_json::from_str(&stored.header).unwrap();
    let slots = header["slots"].as_array_mut().unwrap();
    change(slots.iter_mut().find(|slot| slot["k"] == kind).unwrap());
    StoredVault { header: header.to_string(), ..stored.clone() }
}

#[test]
fn a_slot_from_before_public_keys_still_opens_the_vault() {
    let (vault, device) = vault();
    let stored = stored(&vault);
    let legacy =
        changed(&stored, "recovery", |slot| drop(slot.as_object_mut().unwrap().remove("pub")));
    let keys = postern_core::vault::Keys::derive(vault.key(), &vault.vault_id());
    let mac = Header::mac(&keys, &legacy.header);
    let legacy = StoredVault { mac, ..legacy };
    // This slot was sealed to its public key; a slot of a development version was not.
    let mut vault = Vault::open_with(&legacy, device.id, vault.key().clone()).unwrap();
    let before = vault.key().clone();
    add(&mut vault, passphrase(), NEW);
    rekey(&mut vault, None);
    assert_eq!(vault.key().expose(), before.expose(), "nobody loses a way in");
    let stored = self::stored(&vault);
    assert!(opens(&stored, key(&stored, "recovery", PAPER), &device));
    assert!(key(&stored, "pass", OLD).is_none());
}

#[test]
fn nothing_can_be_sealed_to_a_slot_from_outside() {
    let (vault, _) = vault();
    let stored = stored(&vault);
    // Points of low order: the agreed key would be known to everyone — RFC 7748 §6.1.
    let one = {
        let mut point = [0; 32];
        point[0] = 1;
        point
    };
    for point in [[0; 32], one] {
        let forged = changed(&stored, "recovery", |slot| slot["e"] = to_text(&point).into());
        assert!(key(&forged, "recovery", PAPER).is_none());
    }
    // The public key is sealed: without opening the vault it cannot be read.
    let header: Value = serde_json::from_str(&stored.header).unwrap();
    for slot in header["slots"].as_array().unwrap() {
        let public = from_text(slot["pub"].as_str().unwrap()).unwrap();
        assert_eq!(public.len(), 24 + 32 + 16);
    }
    let moved = changed(&stored, "recovery", |slot| slot["e"] = to_text(&[9; 32]).into());
    assert!(key(&moved, "recovery", PAPER).is_none(), "the ephemeral key is in the AAD");
}
