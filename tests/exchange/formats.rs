//! `docs/formats.md` says what is read and written.

use crate::fixtures::{expected, fixtures};
use crate::path;
use postern_exchange::formats::{Format, READ, WRITTEN};
use std::fs;

fn table(heading: &str, formats: &[Format]) -> String {
    let rows = formats.iter().map(|Format { app, files }| format!("| {app} | {files} |\n"));
    format!("## {heading}\n\n| app | files |\n|---|---|\n{}\n", rows.collect::<String>())
}

#[test]
fn the_documentation_lists_the_formats() {
    let text = "# Formats\n\nMade from `src/exchange/formats.rs`; a test compares the two.\n\n"
        .to_owned()
        + &table("Read", READ)
        + "Any other text, JSON, HTML, CSV, XML or zip file is searched for key links, keys beside names and pictures\nof QR codes, and the review says so.\n\n"
        + &table("Written", WRITTEN);
    let file = path("docs/formats.md");
    assert!(fs::read_to_string(&file).unwrap() == text.trim_end().to_owned() + "\n", "{text}");
}

#[test]
fn every_app_with_a_fixture_is_listed_and_the_other_way_round() {
    let apps: Vec<_> = fixtures()
        .iter()
        .map(|file| expected(file).1)
        .filter(|rows| rows.len() > 1)
        .map(|rows| rows[0].trim_end_matches(" (searched)").to_owned())
        .filter(|app| !app.is_empty())
        .collect();
    for app in &apps {
        assert!(READ.iter().any(|format| format.app == app), "{app} is not listed");
    }
    for Format { app, .. } in READ {
        assert!(apps.iter().any(|one| one == app), "{app} has no fixture");
    }
}
