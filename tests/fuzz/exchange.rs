//! libFuzzer: no file makes a reader of foreign exports panic, overflow, or hand on more than it may.
//!
//! An input is a file. It is read without a password: what encrypted files hold inside is read by the
//! same functions as the plain ones.

#![no_main]

use libfuzzer_sys::fuzz_target;
use postern_exchange::limits::{ENTRIES_MAX, PARTS_MAX};
use postern_exchange::read;

fuzz_target!(|file: &[u8]| {
    if let Ok(imported) = read(file, None) {
        let rows = imported.entries.len() + imported.skipped.len();
        assert!(rows <= PARTS_MAX && imported.entries.len() <= ENTRIES_MAX);
        assert!(rows > 0 || !imported.pictures.is_empty());
        for entry in &imported.entries {
            assert!(!entry.account.secret.expose().is_empty());
        }
    }
});
