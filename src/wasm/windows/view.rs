//! Values that leave through the boundary, in JavaScript's spelling: ready to draw, no secrets.
#![allow(missing_debug_implementations, reason = "they hold codes and keys: drawn, never logged")]

use crate::kdf::KdfView;
use crate::warning::WarningView;
use postern_core::account::Kind;
use serde::Serialize;
use tsify::Tsify;

/// The vault as stored in `chrome.storage`.
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

/// A new device's id and key, base64url.
#[derive(Serialize, Tsify)]
pub struct DeviceJson {
    /// 8 bytes.
    pub id: String,
    /// 32 bytes.
    pub key: String,
}

/// The slots of a stored vault.
#[derive(Serialize, Tsify)]
pub struct SlotsView {
    /// In the order in which they were added.
    pub slots: Vec<SlotView>,
}

/// A slot of a vault.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SlotView {
    /// Its id, for `removeSlot`.
    pub id: String,
    /// `device`, `pass`, `prf` or `recovery`.
    pub kind: String,
    /// For a passphrase.
    pub kdf: Option<KdfView>,
    /// For a passkey, base64url.
    pub credential: Option<String>,
    /// For a passkey, base64url.
    pub prf_salt: Option<String>,
}

/// The accounts in the bin.
#[derive(Serialize, Tsify)]
pub struct BinView {
    /// Most recently deleted first.
    pub accounts: Vec<BinnedView>,
}

/// How many accounts of a backup were added or already known.
#[derive(Serialize, Tsify)]
pub struct MergedView {
    /// Accounts that were missing.
    pub added: usize,
    /// Accounts that were present with the same key.
    pub known: usize,
}

/// An account in the bin.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct BinnedView {
    /// Its id, for `restore`.
    pub id: String,
    /// May be empty.
    pub issuer: String,
    /// May be empty.
    pub name: String,
    /// Unix ms; until then it can be restored.
    pub kept_until_ms: f64,
}

/// Whether everything that was written can be read.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct HealthView {
    /// If false, the vault is read-only.
    pub sound: bool,
    /// How many records cannot be read or are missing.
    pub lost: usize,
}

/// Identifies a form of a vault.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct MarkView {
    /// The vault's id; base64url.
    pub vault: String,
    /// How often it was written.
    pub epoch: f64,
}

/// The requested rows.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ListView {
    /// Accounts in the vault.
    pub total: usize,
    /// Accounts that match query and tag.
    pub matching: usize,
    /// All tags of the vault, sorted, without duplicates.
    pub tags: Vec<String>,
    /// How many of those belong to the page in front; they come first.
    pub for_page: usize,
    /// How many accounts without a site may belong to it; they come next.
    pub suggested: usize,
    /// The rows, starting with the first one requested.
    pub rows: Vec<RowView>,
}

/// One account, ready to draw.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct RowView {
    /// Its id in later requests.
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
    /// It has no site, and may belong to the page in front.
    pub suggested: bool,
    /// Its code is appended to the password.
    pub appends: bool,
    /// It is listed before the others.
    pub pinned: bool,
    /// The user’s groups.
    pub tags: Vec<String>,
    /// It has a note.
    pub has_note: bool,
    /// Unix ms at which the row changes its appearance: its code ends, or is about to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes_ms: Option<f64>,
    /// The next code, if this one is about to end.
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

/// A code and its lifetime.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct CodeView {
    /// The code as typed.
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
    /// Lifetime of a code in seconds; absent for counter-based accounts.
    pub period_s: Option<u32>,
    /// Absent for kinds with a fixed algorithm.
    pub algorithm: Option<String>,
    /// The counter of the next code, for counter-based accounts.
    pub counter: Option<String>,
    /// The code at the requested time; absent without one, and without the PIN.
    pub code: Option<CodeView>,
    /// The site it would be bound to, in words; absent if the page has none.
    pub site: Option<String>,
    /// What is unusual about the text.
    pub warnings: Vec<WarningView>,
    /// Whether the vault already has it.
    pub status: StatusView,
    /// The account whose key it would replace; absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

/// The app that a code is meant for, which is not Postern.
#[derive(Serialize, Tsify)]
pub struct OtherAppView {
    /// As its maker writes it.
    pub app: String,
    /// The link on the page that leads to a setup key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// Whether the vault has an account already.
#[derive(Serialize, Tsify, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum StatusView {
    /// No.
    New,
    /// Yes, with the same key.
    SameKey,
    /// An account of the same name has another key.
    SameName,
    /// So has an account of the same name at the same site, with another issuer.
    OtherIssuer,
}

/// The data of the edit form.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct DetailsView {
    /// May be empty.
    pub issuer: String,
    /// May be empty.
    pub name: String,
    /// How its codes are made.
    pub kind: KindView,
    /// Number of characters in a code.
    pub code_chars: u8,
    /// Lifetime of a code in seconds; absent for counter-based accounts.
    pub period_s: Option<u32>,
    /// Absent for kinds with a fixed algorithm.
    pub algorithm: Option<String>,
    /// The counter of the next code, for counter-based accounts.
    pub counter: Option<String>,
    /// The bound sites.
    pub sites: Vec<SiteView>,
    /// Origins of frames of other sites that were confirmed in the page in front.
    pub frames: Vec<String>,
    /// The page's own button is pressed after a fill.
    pub presses: bool,
    /// The code is appended to the password.
    pub appends: bool,
    /// The site of the page in front, if the account could be bound to it and is not.
    pub page_site: Option<String>,
    /// It is listed before the others.
    pub pinned: bool,
    /// The user's groups.
    pub tags: Vec<String>,
    /// May be empty.
    pub note: String,
    /// The portal's recovery codes, for when the second factor is lost.
    pub recovery: Vec<RecoveryView>,
    /// No code can be made until the user enters a PIN.
    pub needs_pin: bool,
}

/// A code that logs its owner in once.
#[derive(Serialize, Tsify)]
pub struct RecoveryView {
    /// As the portal printed it.
    pub code: String,
    /// It was marked as used.
    pub used: bool,
}

/// A bound site and the sites it may be widened to.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SiteView {
    /// The site as bound.
    pub site: String,
    /// The site itself, then wider ones the user may choose, narrowest first.
    pub choices: Vec<String>,
}

/// What Postern can do on a page.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct PageView {
    /// Its site in words; absent if codes are not filled on such pages.
    pub site: Option<String>,
    /// The code its field accepts: `authenticator` or `message`; `likely` if it is only the most
    /// plausible field for a user who asks; absent if no field accepts a code.
    pub field: Option<String>,
    /// The origin of a frame of another site that has a field for a code.
    pub elsewhere: Option<String>,
    /// The link to the key on a set-up page that hides it.
    pub set_up: Option<SetUpView>,
}

/// What to press on a set-up page that hides its key.
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
    /// Into which fields, an equal part of the code each; empty while `confirm` is true.
    pub fields: Vec<u32>,
    /// The code is appended to the field's content.
    pub appends: bool,
    /// The page asks for a code sent by message: ask the user, then plan again.
    pub message: bool,
    /// The page's words name the fields as code fields, so their absence is meaningful.
    pub known: bool,
    /// The buttons that send the code.
    pub sends: Vec<u32>,
    /// The buttons that do something else.
    pub stays: Vec<u32>,
    /// The button to press afterwards.
    pub button: Option<ButtonView>,
    /// The frame belongs to a different site from the page's, or its form sends to another site, or
    /// the page asks for a code sent by message: ask the user, then plan again.
    pub confirm: bool,
    /// The other sites that the form sends to, if the user has to confirm them.
    pub sends_to: Vec<String>,
}

/// A button of the page.
#[derive(Serialize, Tsify)]
pub struct ButtonView {
    /// Its index in the collector's list.
    pub index: u32,
    /// Its text.
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
    /// The buttons that do something else.
    pub stays: Vec<u32>,
}
