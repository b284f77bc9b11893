//! Hostile files: they are rejected before any work, or their rows are truncated.

use postern_core::account::{Keeping, NAME_CHARS_MAX};
use postern_core::read::Warning;
use postern_exchange::limits::{ENTRIES_MAX, FILE_BYTES_MAX, PARTS_MAX};
use postern_exchange::{ImportError, SkipReason, read};
use serde_json::json;
use sha2::{Digest, Sha256};

fn links(count: usize) -> String {
    (0..count).map(|at| format!("otpauth://totp/n{at}?secret=JBSWY3DPEHPK3PXP\n")).collect()
}

#[test]
fn more_bytes_than_any_export_are_refused() {
    assert_eq!(read(&vec![b' '; FILE_BYTES_MAX + 1], None), Err(ImportError::TooLarge));
    assert_eq!(read(links(PARTS_MAX + 1).as_bytes(), None), Err(ImportError::TooLarge));
}

#[test]
fn accounts_over_the_limit_are_named_and_the_others_are_read() {
    let services: Vec<_> = (0..=ENTRIES_MAX)
        .map(|at| json!({ "name": format!("n{at}"), "secret": "JBSWY3DPEHPK3PXP" }))
        .collect();
    let json = json!({ "schemaVersion": 4, "services": services }).to_string();
    for file in [links(ENTRIES_MAX + 1), json] {
        let imported = read(file.as_bytes(), None).unwrap();
        assert_eq!(imported.entries.len(), ENTRIES_MAX);
        let [last] = &imported.skipped[..] else { panic!("{:?}", imported.skipped) };
        assert_eq!((last.position, last.name.as_str()), (ENTRIES_MAX + 1, "n5000"));
        assert_eq!(last.why, SkipReason::OverLimit);
    }
    assert_eq!(read(links(ENTRIES_MAX).as_bytes(), None).unwrap().skipped, []);
}

/// Each would take hours if its length were squared.
#[test]
fn hostile_texts_are_read_in_linear_time() {
    const COUNT: usize = 400_000;
    let link = "otpauth://totp/n?secret=JBSWY3DPEHPK3PXP ";
    let mixed = "otpauth%3A%2F%2Fx".repeat(COUNT) + &"otpauth://".repeat(COUNT);
    for text in [
        "data:image/".repeat(COUNT),
        format!("<html>{}", "data:image/".repeat(COUNT)),
        "otpauth://".repeat(COUNT),
        link.repeat(COUNT),
        mixed,
        "<html>".to_owned() + &"<tr><td>".repeat(COUNT),
        "a:b\n".repeat(COUNT),
    ] {
        assert!(read(text.as_bytes(), None).is_err());
    }
}

#[test]
fn deep_files_are_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("<a>", "</a>")] {
        let file = open.repeat(100_000) + &close.repeat(100_000);
        assert_eq!(read(file.as_bytes(), None), Err(ImportError::Damaged), "{open}");
    }
}

/// Each asks for years of work or all available memory: without the limits this test would not end.
#[test]
fn excessive_cost_is_rejected_before_any_work() {
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
        // A little above each of the limits, one at a time.
        aegis(1 << 20, 5),
        bitwarden(0, u64::MAX, 0),
        bitwarden(0, 10_000_001, 0),
        bitwarden(1, 3, 1_000_000_000),
        bitwarden(1, u64::MAX, 64),
        // Memory and passes are each those of real files, but their product is not.
        bitwarden(1, 33, 1024),
        bitwarden(1, 513, 64),
        ente(1 << 40, 4),
        ente(1 << 30, 1 << 20),
        ente(1 << 30, 64),
    ];
    for file in hostile {
        assert_eq!(
            read(file.to_string().as_bytes(), Some("p")),
            Err(ImportError::Costly),
            "{file}"
        );
    }
    let huge = bitwarden(1, 1, 2048).to_string();
    assert_eq!(read(huge.as_bytes(), Some("p")), Err(ImportError::Memory));
    // Many cores and many passes over little memory are not much work.
    let mut lanes = bitwarden(1, 100, 1);
    lanes["kdfParallelism"] = 32.into();
    assert_eq!(read(lanes.to_string().as_bytes(), Some("p")), Err(ImportError::PasswordWrong));
    // andOTP's rounds cannot be told from a nonce: values outside the limits are not tried as
    // rounds.
    let mut andotp = vec![0xFF; 64];
    assert_eq!(read(&andotp, Some("p")), Err(ImportError::PasswordWrong));
    andotp.truncate(20);
    assert_eq!(read(&andotp, Some("p")), Err(ImportError::PasswordWrong));
    assert_eq!(read(&andotp, None), Err(ImportError::Binary));
}

/// Little memory, passed over often: OTPClient's databases may ask for as many passes as the app does.
#[test]
fn more_passes_than_the_app_allows_are_refused_whatever_their_memory() {
    let database = |passes: u32, kib: u32| {
        let numbers = [passes, kib, 1].map(u32::to_be_bytes).concat();
        [&b"OTPClient\0\0\0\x03"[..], &[7; 48], &numbers, &[7; 64]].concat()
    };
    for (passes, kib, error) in [
        (100, 32, ImportError::PasswordWrong),
        (101, 32, ImportError::Costly),
        (1_000_000, 32, ImportError::Costly),
        (u32::MAX, u32::MAX, ImportError::Costly),
        (100, 1024 * 1024, ImportError::Costly),
        (1, 2 * 1024 * 1024, ImportError::Memory),
        (0, 32, ImportError::Damaged),
        (1, 7, ImportError::Damaged),
    ] {
        let got = read(&database(passes, kib), Some("p"));
        assert_eq!(got, Err(error), "{passes} × {kib} KiB");
    }
}

#[test]
fn names_tags_and_notes_are_truncated_and_cleaned() {
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

/// A database states its cost in a header whose checksum is verified before any password.
#[test]
fn an_expensive_database_is_rejected_before_any_work() {
    let path = crate::path("tests/fixtures/import/keepass");
    let file = std::fs::read(path.join("cheap-aes-kdf.kdbx")).unwrap();
    let rounds = 3_u64.to_le_bytes();
    let key = [&[5, 1, 0, 0, 0, b'R', 8, 0, 0, 0][..], &rounds].concat();
    let at = file.windows(key.len()).position(|window| window == key).unwrap() + 10;
    let sum = <[u8; 32]>::from(Sha256::digest(&file[..header_bytes(&file)]));
    let sum_at = header_bytes(&file);
    assert_eq!(file[sum_at..sum_at + 32], sum, "the header ends there");
    for rounds in [100_000_001, u64::MAX] {
        let mut costly = file.clone();
        costly[at..at + 8].copy_from_slice(&rounds.to_le_bytes());
        let sum = Sha256::digest(&costly[..sum_at]);
        costly[sum_at..sum_at + 32].copy_from_slice(&sum);
        assert_eq!(read(&costly, Some("p")), Err(ImportError::Costly), "{rounds}");
    }
}

/// Up to the field that ends the header, whose data is four bytes.
fn header_bytes(file: &[u8]) -> usize {
    let end = [0, 4, 0, 0, 0, b'\r', b'\n', b'\r', b'\n'];
    file.windows(end.len()).position(|window| window == end).unwrap() + end.len()
}
