//! What leaves through the boundary, in JavaScript's spelling: ready to draw, no secrets.
#![allow(missing_debug_implementations, reason = "they hold codes and keys: drawn, never logged")]

use crate::kdf::KdfView;
use crate::warning::WarningView;
use postern_core::account::Kind;
use serde::Serialize;
use tsify::Tsify;

/// The vault as `chrome.storage` keeps it.
#[derive(Serialize, Tsify)]
pub struct StoredVaultJson {
    /// Canonical header.
    pub hdr: String,
    /// Its HMAC.
    pub mac: String,
    /// The sealed records.
    pub recs: Vec<String>,
    /// Sealed manifest.
    pub man: String,
}

/// A new device's name and key, base64url.
#[derive(Serialize, Tsify)]
pub struct DeviceJson {
    /// 8 bytes.
    pub id: String,
    /// 32 bytes.
    pub key: String,
}

/// What opens a stored vault.
#[derive(Serialize, Tsify)]
pub struct SlotsView {
    /// In the order in which they were added.
    pub slots: Vec<SlotView>,
}

/// One way into a vault.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SlotView {
    /// Names it in `removeSlot`.
    pub id: String,
    /// `device`, `pass`, `prf` or `recovery`.
    pub kind: String,
    /// Of a passphrase.
    pub kdf: Option<KdfView>,
    /// Of a passkey, base64url.
    pub credential: Option<String>,
    /// Of a passkey, base64url.
    pub prf_salt: Option<String>,
}

/// The accounts in the bin.
#[derive(Serialize, Tsify)]
pub struct BinView {
    /// The last deleted first.
    pub accounts: Vec<BinnedView>,
}

/// What became of the accounts of a backup.
#[derive(Serialize, Tsify)]
pub struct MergedView {
    /// They were not there.
    pub added: usize,
    /// They were, with the same key.
    pub known: usize,
}

/// An account in the bin.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct BinnedView {
    /// Names it in `restore`.
    pub id: String,
    /// May be empty.
    pub issuer: String,
    /// May be empty.
    pub name: String,
    /// Unix ms; until then it can be put back.
    pub kept_until_ms: f64,
}

/// Whether all that was written can be read.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct HealthView {
    /// True if so; else the vault is read-only.
    pub sound: bool,
    /// How many records cannot be read or are missing.
    pub lost: usize,
}

/// Which form of a vault this is.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct MarkView {
    /// Names the vault; base64url.
    pub vault: String,
    /// How often it was written.
    pub epoch: f64,
}

/// The rows that were asked for.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ListView {
    /// Accounts in the vault.
    pub total: usize,
    /// Accounts that match query and tag.
    pub matching: usize,
    /// All tags of the vault, each once, sorted.
    pub tags: Vec<String>,
    /// How many of those belong to the page in front; they are the first.
    pub for_page: usize,
    /// The rows, from the first one asked for on.
    pub rows: Vec<RowView>,
}

/// One account, ready to draw.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct RowView {
    /// Names it in later requests.
    pub id: String,
    /// May be empty.
    pub issuer: String,
    /// May be empty.
    pub name: String,
    /// How its codes are made.
    pub kind: KindView,
    /// Number of characters in a code.
    pub code_chars: u8,
    /// Absent for counter-based accounts and those without their PIN.
    pub code: Option<CodeView>,
    /// True if the account belongs to the page in front.
    pub for_page: bool,
    /// Where it may be filled, in words.
    pub sites: Vec<String>,
    /// The origins of the frames that the user confirmed in the page in front.
    pub frames: Vec<String>,
    /// The user chose it among several for this page.
    pub chosen: bool,
    /// Its code goes behind the password.
    pub appends: bool,
    /// It is listed before others.
    pub pinned: bool,
    /// Groups of the user’s own.
    pub tags: Vec<String>,
    /// Its owner wrote something about it.
    pub has_note: bool,
    /// Unix ms at which the row looks different: its code ends, or is about to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes_ms: Option<f64>,
    /// The code after this one, when this one is about to end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// How codes are made.
#[derive(Serialize, Tsify, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names of the types of RFC 6238, RFC 4226 and their kin")]
pub enum KindView {
    Totp,
    Hotp,
    Steam,
    Motp,
    Yandex,
}

impl From<&Kind> for KindView {
    fn from(kind: &Kind) -> Self {
        match kind {
            Kind::Totp { .. } => Self::Totp,
            Kind::Hotp { .. } => Self::Hotp,
            Kind::Steam => Self::Steam,
            Kind::Motp { .. } => Self::Motp,
            Kind::Yandex { .. } => Self::Yandex,
        }
    }
}

/// A code and its life.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct CodeView {
    /// As it is typed.
    pub text: String,
    /// Unix ms; absent for counter-based codes.
    pub valid_from_ms: Option<f64>,
    /// Unix ms; absent for counter-based codes.
    pub valid_until_ms: Option<f64>,
}

/// An account that is not saved yet, without its secret.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct PreviewView {
    /// May be empty.
    pub issuer: String,
    /// May be empty.
    pub name: String,
    /// How its codes are made.
    pub kind: KindView,
    /// Number of characters in a code.
    pub code_chars: u8,
    /// Life of a code in seconds; absent for counter-based accounts.
    pub period_s: Option<u32>,
    /// Absent for kinds that have no choice.
    pub algorithm: Option<String>,
    /// The site it would be bound to, in words; absent if the page is none.
    pub site: Option<String>,
    /// What was odd about the text.
    pub warnings: Vec<WarningView>,
    /// Whether the vault has it already.
    pub status: StatusView,
    /// The account whose key it would replace; absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

/// Whether the vault has an account already.
#[derive(Serialize, Tsify, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum StatusView {
    /// No.
    New,
    /// Yes, with the same key.
    SameKey,
    /// One of the same name with another key.
    SameName,
}

/// What the edit form shows.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct DetailsView {
    /// May be empty.
    pub issuer: String,
    /// May be empty.
    pub name: String,
    /// How its codes are made.
    pub kind: KindView,
    /// The bound sites.
    pub sites: Vec<SiteView>,
    /// Origins of frames of other sites that were confirmed in the page in front.
    pub frames: Vec<String>,
    /// The page's own button is pressed after a fill.
    pub presses: bool,
    /// The code goes behind the password.
    pub appends: bool,
    /// The site of the page in front, if the account could be bound to it and is not.
    pub page_site: Option<String>,
    /// It is listed before the others.
    pub pinned: bool,
    /// Groups of the user's own.
    pub tags: Vec<String>,
    /// May be empty.
    pub note: String,
    /// The portal's codes for the day the second factor is lost.
    pub recovery: Vec<RecoveryView>,
    /// No code can be made before the user gives a PIN.
    pub needs_pin: bool,
}

/// A code that lets its owner in once.
#[derive(Serialize, Tsify)]
pub struct RecoveryView {
    /// As the portal printed it.
    pub code: String,
    /// It was ticked off.
    pub used: bool,
}

/// A bound site and what it may be widened to.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SiteView {
    /// As it is bound.
    pub site: String,
    /// The site itself, then wider ones the user may choose, narrowest first.
    pub choices: Vec<String>,
}

/// What a page offers.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct PageView {
    /// Its site in words; absent if codes are not filled at such pages.
    pub site: Option<String>,
    /// What its field takes: `authenticator` or `message`; `likely` if it is the most plausible field
    /// for a user who asks, and nothing more; absent if no field takes a code.
    pub field: Option<String>,
    /// The origin of a frame of another site that has a field for a code.
    pub elsewhere: Option<String>,
    /// Where a set-up page hides its key.
    pub set_up: Option<SetUpView>,
}

/// What to press at a set-up page that hides its key.
#[derive(Serialize, Tsify)]
pub struct SetUpView {
    /// The identity service that made the page.
    pub stack: String,
    /// The link or button, as the page names it.
    pub link: String,
}

/// Where a code is to be typed.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct FillPlan {
    /// In which frame.
    pub frame_id: u32,
    /// The origin that frame must still have when the code is typed.
    pub origin: String,
    /// Into which fields, an equal part of the code each; none while `confirm` is true.
    pub fields: Vec<u32>,
    /// Behind what stands there.
    pub appends: bool,
    /// The page asks for a code that comes by message: ask the user, then plan again.
    pub message: bool,
    /// The page's words name the fields as those of a code, so that their absence means something.
    pub known: bool,
    /// The buttons that send the code.
    pub sends: Vec<u32>,
    /// Those that do something else.
    pub stays: Vec<u32>,
    /// Pressed afterwards.
    pub button: Option<ButtonView>,
    /// The frame is of another site than the page, or its form sends to another, or the code is one
    /// that comes by message: ask the user, then plan again.
    pub confirm: bool,
    /// The other sites that the form sends to, if it is for them that the user has to be asked.
    pub sends_to: Vec<String>,
}

/// A button of the page.
#[derive(Serialize, Tsify)]
pub struct ButtonView {
    /// Its place in the collector's list.
    pub index: u32,
    /// What it says.
    pub text: String,
}

/// Where a code has just been typed.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct AwaitedView {
    /// In which frame; 0 if no field asks for a code.
    pub frame_id: u32,
    /// Into which fields.
    pub fields: Vec<u32>,
    /// The buttons that send it.
    pub sends: Vec<u32>,
    /// Those that do something else.
    pub stays: Vec<u32>,
}
