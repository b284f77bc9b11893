//! Import of accounts from other apps, and export to them.
//!
//! A crate above the core, in the half of the wasm that no window loads. It runs in a worker that
//! ends with its answer. Only a list of accounts crosses to the vault.
//!
//! | module | from → to |
//! |---|---|
//! | [`read`] | a file of unknown kind → accounts, detected by content |
//! | [`open`] | the same, with a second file beside the password |
//! | `archive` | a zip archive → the accounts of its files |
//! | `search` | links, keys and pictures in a file of unknown format |
//! | `foreign` | what an unreadable file is |
//! | [`formats`] | the names of all formats, for the documentation |
//! | `app` | one foreign app per module: its layout → `Draft` → account |
//! | `form` | containers and notations: zip, XML, HTML, CSV, SQLite, Java, protocol buffers, links |
//! | `work` | passwords → keys, within bounds that are checked before any work |
//! | `cipher` | the ciphers that these apps use |
//! | [`mod@write`] | accounts → Aegis' file, Google's pages, QR codes |
//!
//! One bad row never loses the others, and no file content causes a panic.

mod app;
mod archive;
mod cipher;
mod detect;
mod entry;
mod error;
mod foreign;
mod form;
pub mod formats;
mod search;
mod work;
pub mod write;

pub use detect::{Unlock, open, read};
pub use entry::{Entry, Imported, Part, Picture, Skipped};
pub use error::{ImportError, SkipReason};

/// Limits for untrusted files.
pub mod limits {
    /// Longest file read, in bytes.
    pub const FILE_BYTES_MAX: usize = 32 * 1024 * 1024;
    /// Most bytes that a compressed file may expand to.
    pub const UNPACKED_BYTES_MAX: usize = 64 * 1024 * 1024;
    /// Most accounts in one file: as many as a vault holds.
    pub const ENTRIES_MAX: usize = postern_core::vault::Vault::ACCOUNTS_MAX;
    /// Most files read in an archive, rows of a table, slots of a header.
    pub const PARTS_MAX: usize = 20_000;
}
