//! Views of imports and backups, in JavaScript's spelling.
#![allow(missing_debug_implementations, reason = "as the other views")]

use super::view::{KindView, StatusView};
use serde::Serialize;
use tsify::Tsify;

/// What an import would do.
#[derive(Serialize, Tsify)]
pub struct ImportPreviewView {
    /// In the order of the file.
    pub accounts: Vec<PreviewedView>,
}

/// One account of an import.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct PreviewedView {
    /// May be empty.
    pub issuer: String,
    /// May be empty.
    pub name: String,
    /// How its codes are made.
    pub kind: KindView,
    /// Whether the vault, or an earlier row of the file, already has it.
    pub status: StatusView,
    /// Where it may be filled, in words.
    pub sites: Vec<String>,
    /// The domains of the known service that is its issuer, if it has no site.
    pub known: Vec<String>,
}

/// The state of a backup, account by account.
#[derive(Serialize, Tsify)]
pub struct BackupComparisonView {
    /// The vault's accounts come first.
    pub accounts: Vec<ComparedView>,
}

/// One account, in the vault and in the backup.
#[derive(Serialize, Tsify)]
pub struct ComparedView {
    /// May be empty.
    pub issuer: String,
    /// May be empty.
    pub name: String,
    /// The result of comparing its codes at this moment.
    pub state: ComparedState,
}

/// How an account of the vault compares to the one in a backup.
#[derive(Serialize, Tsify, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum ComparedState {
    /// Both give the same code now.
    Same,
    /// They give different codes: the key or the code parameters have changed since.
    Differs,
    /// The backup's counter is behind.
    Behind,
    /// The backup has no such account.
    Missing,
    /// Only the backup has the account: it was deleted since.
    More,
}
