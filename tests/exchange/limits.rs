//! What a hostile file may ask for: it is refused before the work, or its rows are cut to size.

use postern::account::{Keeping, NAME_CHARS_MAX};
use postern::read::Warning;
use postern_exchange::limits::{ENTRIES_MAX, FILE_BYTES_MAX};
use postern_exchange::{Trouble, read};
use serde_json::json;

fn links(count: usize) -> String {
    (0..count).map(|at| format!("otpauth://totp/n{at}?secret=JBSWY3DPEHPK3PXP\n")).collect()
}

#[test]
fn more_bytes_or_rows_than_any_export_are_refused() {
    assert_eq!(read(&vec![b' '; FILE_BYTES_MAX + 1], None), Err(Trouble::TooLarge));
    assert_eq!(read(links(ENTRIES_MAX).as_bytes(), None).unwrap().entries.len(), ENTRIES_MAX);
    assert_eq!(read(links(ENTRIES_MAX + 1).as_bytes(), None), Err(Trouble::TooLarge));
    let services: Vec<_> =
        (0..=ENTRIES_MAX).map(|_| json!({ "name": "n", "secret": "JBSWY3DPEHPK3PXP" })).collect();
    let file = json!({ "schemaVersion": 4, "services": services }).to_string();
    assert_eq!(read(file.as_bytes(), None), Err(Trouble::TooLarge));
}

#[test]
fn deep_files_are_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("<a>", "</a>")] {
        let file = open.repeat(100_000) + &close.repeat(100_000);
        assert_eq!(read(file.as_bytes(), None), Err(Trouble::Damaged), "{open}");
    }
}

/// Each asks for years of work or all memory there is: without the bounds this test would not end.
#[test]
fn what_costs_too_much_is_not_begun() {
    let aegis = |n: u64, r: u64| {
        let slot = json!({ "type": 1, "n": n, "r": r, "p": 1, "salt": "00", "key": "00",
            "key_params": { "nonce": "00", "tag": "00" } });
        json!({ "version": 1, "db": "AAAA",
            "header": { "slots": [slot], "params": { "nonce": "00", "tag": "00" } } })
    };
    let bitwarden = |kdf: u64, rounds: u64, memory: u64| {
        json!({ "encrypted": true, "passwordProtected": true, "salt": "s", "kdfType": kdf,
            "kdfIterations": rounds, "kdfMemory": memory, "kdfParallelism": 1,
            "encKeyValidation_DO_NOT_EDIT": "2.AA|AA|AA", "data": "2.AA|AA|AA" })
    };
    let ente = |bytes: u64, passes: u64| {
        json!({ "version": 1, "encryptedData": "AAAA", "encryptionNonce": "AAAA",
            "kdfParams": { "memLimit": bytes, "opsLimit": passes, "salt": "AAAAAAAAAAA=" } })
    };
    let hostile = [
        aegis(1 << 62, 8),
        aegis(1 << 20, 1 << 30),
        bitwarden(0, u64::MAX, 0),
        bitwarden(1, 3, 1_000_000_000),
        bitwarden(1, u64::MAX, 64),
        ente(1 << 40, 4),
        ente(1 << 30, 1 << 20),
    ];
    for file in hostile {
        assert_eq!(read(file.to_string().as_bytes(), Some("p")), Err(Trouble::Costly), "{file}");
    }
    // andOTP's rounds cannot be told from a nonce: what is out of bounds is not tried as rounds.
    let mut andotp = vec![0xFF; 64];
    assert_eq!(read(&andotp, Some("p")), Err(Trouble::PasswordWrong));
    andotp.truncate(20);
    assert_eq!(read(&andotp, Some("p")), Err(Trouble::Unknown));
}

#[test]
fn names_tags_and_notes_are_cut_to_size_and_cleaned() {
    let entry = json!({ "type": "totp", "issuer": "A\u{202E}B<img onerror=x>", "name": "n".repeat(10_000),
        "note": "x".repeat(100_000), "groups": (0..100).map(|at| at.to_string()).collect::<Vec<_>>(),
        "info": { "secret": "JBSWY3DPEHPK3PXP", "algo": "SHA1", "digits": 99, "period": 0 } });
    let groups: Vec<_> =
        (0..100).map(|at| json!({ "uuid": at.to_string(), "name": format!("g{at}") })).collect();
    let file = json!({ "version": 1, "header": { "slots": null, "params": null },
        "db": { "version": 3, "entries": [entry], "groups": groups } });
    let imported = read(file.to_string().as_bytes(), None).unwrap();
    let [entry] = &imported.entries[..] else { panic!() };
    let account = &entry.account;
    assert_eq!(account.issuer.as_str(), "AB<img onerror=x>");
    assert_eq!(account.name.as_str().len(), NAME_CHARS_MAX);
    assert_eq!(account.keeping.note.text().len(), Keeping::NOTE_CHARS_MAX);
    assert_eq!(account.keeping.tags.len(), Keeping::TAGS_MAX);
    let odd = [Warning::HiddenCharacters, Warning::LabelCut, Warning::Digits, Warning::Period];
    for warning in odd {
        assert!(entry.warnings.contains(&warning), "{warning:?}");
    }
}
