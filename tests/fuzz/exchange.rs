//! libFuzzer: no file makes a reader of foreign exports panic, overflow, or hand on more than it may.
//!
//! An input is a file. An encrypted one is opened with the fixtures' password as well if that takes little
//! work; what the others hold inside is read by the same functions as the plain ones.

#![no_main]

use libfuzzer_sys::fuzz_target;
use postern_exchange::limits::{ENTRIES_MAX, PARTS_MAX};
use postern_exchange::{ImportError, read};

const PASSWORD: &str = "correct horse battery";
/// As much as 2fast's key takes: some milliseconds.
const WORK_MIB_MAX: u32 = 28;

fuzz_target!(|file: &[u8]| {
    let result = match read(file, None) {
        Err(ImportError::PasswordNeeded { work_mib: ..=WORK_MIB_MAX, .. }) => {
            read(file, Some(PASSWORD))
        }
        other => other,
    };
    if let Ok(imported) = result {
        let rows = imported.entries.len() + imported.skipped.len();
        assert!(rows <= PARTS_MAX && imported.entries.len() <= ENTRIES_MAX);
        assert!(rows > 0 || !imported.pictures.is_empty());
        for entry in &imported.entries {
            assert!(!entry.account.secret.expose().is_empty());
        }
    }
});
