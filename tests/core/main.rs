//! The core, tested from outside: tables in `tests/fixtures`, with a small runner for each.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

mod account;
mod asked;
mod backup;
mod bin;
mod code;
mod declared;
mod field;
mod garbled;
mod labels;
mod names;
mod other_app;
mod outcome;
mod plan;
mod printed;
mod read;
mod rekey;
mod site;
mod sites;
mod slots;
mod standing;
mod suffixes;
mod suggest;
mod sync;
mod sync_account;
mod sync_ends;
mod sync_group;
mod sync_parts;
mod sync_tombstones;
mod tidy;
mod vault;

use std::path::PathBuf;

/// A path below the project's root.
fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

/// A fixture as JSON.
fn json(name: &str) -> serde_json::Value {
    let text = std::fs::read_to_string(path("tests/fixtures").join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The rows of a fixture that is a list.
fn rows(name: &str) -> Vec<serde_json::Value> {
    json(name).as_array().unwrap().clone()
}

/// A text field of a row; empty if it is missing.
fn text<'a>(row: &'a serde_json::Value, key: &str) -> &'a str {
    row.get(key).and_then(serde_json::Value::as_str).unwrap_or_default()
}

/// Lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

fn unhex<const N: usize>(text: &str) -> [u8; N] {
    base16ct::lower::decode_vec(text).unwrap().try_into().unwrap()
}

/// An account with RFC 6238's defaults.
fn account(issuer: &str, key: &str) -> postern_core::account::Account {
    let uri = format!("otpauth://totp/{issuer}:jane?secret={key}&issuer={issuer}");
    postern_core::read::parse_uri(&uri).unwrap().account
}
