//! What sync takes and returns at the boundary, in JavaScript's spelling.
#![allow(missing_debug_implementations, reason = "they hold what people call their accounts")]

use postern_core::vault::Part;
use serde::{Deserialize, Serialize};
use tsify::Tsify;

/// A sealed text that travels between computers.
#[derive(Serialize, Deserialize, Tsify)]
pub struct PartJson {
    /// A file's name, or an item's key.
    pub name: String,
    /// The content.
    pub text: String,
}

impl From<PartJson> for Part {
    fn from(PartJson { name, text }: PartJson) -> Self {
        Self { name, text }
    }
}

/// What to write for other computers.
#[derive(Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct PublishRequest {
    /// How the engine stores parts.
    pub layout: LayoutRequest,
    /// What it holds now; `receive` has read it.
    pub have: Vec<PartJson>,
    /// The name of this computer.
    pub name: String,
    /// When it began to take part, in Unix ms; after `endedMs`, if that is known.
    #[serde(default)]
    pub since_ms: f64,
    /// When this computer locks, if its user has chosen.
    #[serde(default)]
    pub locking: Option<LockingJson>,
    /// The last thing that it writes: `left`, or `ended` for all computers. Empty: it goes on.
    #[serde(default)]
    pub farewell: String,
    /// Ids of records whose newest state is left out, since there is no room for it.
    #[serde(default)]
    pub without: Vec<String>,
    /// Unix ms.
    pub now_ms: f64,
}

/// When the vault locks.
#[derive(Serialize, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct LockingJson {
    /// Without use; 0: when the browser closes.
    pub minutes: u32,
    /// When the user chose it, in Unix ms.
    pub at_ms: f64,
}

/// How an engine stores parts.
#[derive(Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum LayoutRequest {
    /// One file for each computer.
    Folder,
    /// Small items that all computers share.
    Account,
}

/// What to write, and what to delete.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct PublishedView {
    /// New or changed.
    pub parts: Vec<PartJson>,
    /// Names.
    pub dropped: Vec<String>,
    /// Ids of the accounts that the engine does not hold yet.
    pub new: Vec<String>,
    /// Ids of deleted accounts, likewise.
    pub spare: Vec<String>,
    /// Ids of accounts that it holds and that are in the bin now.
    pub deleted: Vec<String>,
    /// Ids of other records that it holds and that have changed.
    pub edited: Vec<String>,
    /// It holds records, under this key; otherwise nobody knows which are new.
    pub is_read: bool,
}

/// The header of a shared vault: a stored vault without records, for `slotsOf` and `unlock`.
#[derive(Serialize, Tsify)]
pub struct SharedHeaderView {
    /// Canonical header.
    pub hdr: String,
    /// Its HMAC.
    pub mac: String,
    /// None.
    pub recs: Vec<String>,
    /// Empty.
    pub man: String,
}

/// What reading the parts of an engine did.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ReceivedView {
    /// The vault has changed: store it.
    pub is_changed: bool,
    /// Accounts that were missing here.
    pub added: usize,
    /// Accounts that were edited elsewhere.
    pub updated: usize,
    /// Accounts that were deleted elsewhere.
    pub deleted: usize,
    /// Accounts over the limit of a vault; they stay where they are.
    pub not_fitting: usize,
    /// The computers that take part.
    pub computers: Vec<ComputerView>,
    /// When computers lock, as a user chose it last on one of the others.
    pub locking: Option<LockingJson>,
    /// What became of each part.
    pub parts: Vec<PartStateJson>,
    /// Another computer removed this one.
    pub was_removed: bool,
    /// When another computer ended sync for all, in Unix ms by its clock.
    pub ended_ms: Option<f64>,
}

/// A computer that takes part in sync.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ComputerView {
    /// 16 hexadecimal digits.
    pub id: String,
    /// As its user calls it.
    pub name: String,
    /// When it last wrote, in Unix ms.
    pub at_ms: f64,
    /// It is this one.
    pub is_mine: bool,
    /// How far its clock is ahead of ours, in ms; 0 within a day.
    pub ahead_ms: f64,
}

/// What became of a part.
#[derive(Serialize, Tsify)]
pub struct PartStateJson {
    /// Its name.
    pub name: String,
    /// Its state.
    pub state: PartStateView,
}

/// What became of a part.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "kebab-case")]
pub enum PartStateView {
    /// Its records were read.
    Read,
    /// Another computer replaced the vault key: the passphrase opens it.
    KeyNeeded,
    /// Its computer has not taken our key yet.
    Behind,
    /// It is of another vault.
    OtherVault,
    /// A newer Postern wrote it.
    Newer,
    /// It was cut or changed, or is not ours.
    Damaged,
}

/// What joining would do.
#[derive(Serialize, Tsify)]
pub struct JoinRowsView {
    /// Those that are only here come last.
    pub rows: Vec<JoinRowView>,
}

/// An account, and what joining would do to it.
#[derive(Serialize, Tsify)]
pub struct JoinRowView {
    /// May be empty.
    pub issuer: String,
    /// May be empty.
    pub name: String,
    /// What would happen.
    pub what: JoiningView,
}

/// How an account of this computer relates to those of the others.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub enum JoiningView {
    /// It is not here yet.
    New,
    /// Both have it.
    Same,
    /// Both have the key, with another name, note or site.
    Differs,
    /// It is only here; the others will get it.
    OnlyHere,
}

/// Values that lost against edits made side by side.
#[derive(Serialize, Tsify)]
pub struct LostVersionsView {
    /// In the order of their accounts.
    pub versions: Vec<LostVersionView>,
}

/// A value that lost.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct LostVersionView {
    /// The account.
    pub id: String,
    /// The account's as it is.
    pub issuer: String,
    /// The account's as it is.
    pub name: String,
    /// Which field.
    pub field: LostFieldView,
    /// The other value; empty for a key.
    pub text: String,
    /// Names it, for `keepLost` and `dropLost`.
    pub version: String,
    /// When it was written, in Unix ms.
    pub at_ms: f64,
}

/// A value that lost, to keep or to drop.
#[derive(Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct LostRequest {
    /// The account.
    pub id: String,
    /// Which field.
    pub field: LostFieldView,
    /// As `lostVersions` names it.
    pub version: String,
    /// Unix ms.
    pub now_ms: f64,
}

/// A field whose other values are kept.
#[derive(Serialize, Deserialize, Tsify, Clone, Copy)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names of an account's parts")]
pub enum LostFieldView {
    Key,
    Issuer,
    Name,
    Note,
}
