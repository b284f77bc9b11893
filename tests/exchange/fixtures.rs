//! Files made by `tests/fixtures/import/generate.py`, each with what it holds beside it.

use crate::{lines, path};
use postern_exchange::read;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn fixtures() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in fs::read_dir(path("tests/fixtures/import")).unwrap() {
        let folder = folder.unwrap().path();
        if folder.is_dir() {
            found.extend(fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    found.retain(|path| path.extension().is_none_or(|end| end != "expect"));
    found.sort();
    found
}

pub(crate) fn expected(file: &Path) -> (Option<String>, Vec<String>) {
    let text = fs::read_to_string(format!("{}.expect", file.display())).unwrap();
    let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
    let password = rows[0].strip_prefix("password: ").map(str::to_owned);
    if password.is_some() {
        rows.remove(0);
    }
    (password, rows)
}

#[test]
fn every_fixture_gives_what_it_says() {
    let files = fixtures();
    assert!(files.len() > 70, "{}", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let (password, rows) = expected(&file);
        let got = lines(&read(&fs::read(&file).unwrap(), password.as_deref()));
        if got != rows {
            wrong.push(format!("{}\n  got {got:#?}\n  not {rows:#?}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The same, cut short and with changed bytes: an answer, whatever it is, and no panic. (What becomes
/// of a sealed file under its password is in `sealed.rs`.)
#[test]
fn no_cut_or_changed_fixture_stops_the_reader() {
    for file in fixtures() {
        let bytes = fs::read(&file).unwrap();
        for part in 1..16 {
            let _ = read(&bytes[..bytes.len() * part / 16], None);
        }
        for at in (0..bytes.len()).step_by(bytes.len() / 64 + 1) {
            let mut changed = bytes.clone();
            changed[at] ^= 0x11;
            let _ = read(&changed, None);
        }
    }
}

/// Passwords of password managers never come along.
#[test]
fn no_password_comes_out() {
    for file in fixtures() {
        let (password, _) = expected(&file);
        if let Ok(imported) = read(&fs::read(&file).unwrap(), password.as_deref()) {
            let accounts = imported.entries.iter().map(|entry| &entry.account);
            let json = postern_core::vault::accounts_to_json(accounts);
            assert!(!json.contains("hunter2"), "{}", file.display());
        }
    }
}
