//! Files of other apps, in and out: each fixture states its content.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

mod fixtures;
mod formats;
mod limits;
mod migration;
mod round;
mod samples;
mod sealed;
mod written;

use postern_core::account::{Account, Kind};
use postern_exchange::{ImportError, Imported};
use std::path::PathBuf;

/// A path below the project's root.
fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

/// An account as one line.
fn line(account: &Account) -> String {
    let kind = match &account.kind {
        Kind::Totp { algorithm, digits, period } => {
            format!("totp {} {} {}s", algorithm.name(), digits.count(), period.s())
        }
        Kind::Hotp { algorithm, digits, counter } => {
            format!("hotp {} {} #{counter}", algorithm.name(), digits.count())
        }
        Kind::Steam => "steam".to_owned(),
        Kind::Motp { pin } => format!("motp pin={}", pin.expose()),
        Kind::Yandex { pin } => format!("yandex pin={}", pin.expose()),
    };
    let keeping = &account.keeping;
    let mut line = format!(
        "{} | {} | {kind} | {}",
        account.issuer.as_str(),
        account.name.as_str(),
        account.secret.to_base32().as_str(),
    );
    if keeping.pinned {
        line += " | pinned";
    }
    for tag in &keeping.tags {
        line += &format!(" | tag {}", tag.as_str());
    }
    if !keeping.note.text().is_empty() {
        line += &format!(" | note {:?}", keeping.note.text());
    }
    for site in &account.sites {
        line += &format!(" | site {site}");
    }
    line
}

/// The result of reading a file, as lines.
fn lines(read: &Result<Imported, ImportError>) -> Vec<String> {
    match read {
        Err(error) => vec![format!("{error:?}")],
        Ok(imported) => {
            let good = imported.entries.iter().map(|entry| line(&entry.account));
            let bad = imported
                .skipped
                .iter()
                .map(|row| format!("skipped {} {} {:?}", row.position, row.name.as_str(), row.why));
            let app =
                imported.app.to_owned() + if imported.is_searched { " (searched)" } else { "" };
            let pictures = match imported.pictures.len() {
                0 => None,
                count => Some(format!("pictures {count}")),
            };
            std::iter::once(app).chain(good).chain(bad).chain(pictures).collect()
        }
    }
}
