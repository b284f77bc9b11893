//! Values that enter through the boundary. A request of the wrong shape is a
//! [`Failure::BadRequest`], never a throw past Rust's destructors.
#![allow(missing_debug_implementations, reason = "they hold keys and what pages say: never logged")]

use crate::failure::Failure;
use js_sys::{Array, JsString, Reflect, Uint8Array};
use postern_core::page::{FrameFacts, Said, Traces};
use postern_core::vault::StoredVault;
use serde::Deserialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const FACTS: &str = include_str!("facts.ts");

/// Which rows to draw.
#[derive(Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ListRequest {
    /// Words that must all occur; empty for all accounts. If no account has them, typos are
    /// tolerated.
    pub query: String,
    /// Only accounts with this tag; empty for all.
    #[serde(default)]
    pub tag: String,
    /// Order after the page's accounts and the pinned ones; `added` if absent.
    #[serde(default)]
    pub order: OrderRequest,
    /// Ids of accounts that come before the others of their group, in this order.
    #[serde(default)]
    pub first: Vec<String>,
    /// Origin of the page in front; its accounts come first. Empty for none.
    pub origin: String,
    /// First row wanted.
    pub from: u32,
    /// How many rows are wanted.
    pub count: u32,
    /// Unix ms.
    pub now_ms: f64,
}

/// The order in which accounts are listed.
#[derive(Deserialize, Tsify, Default)]
#[serde(rename_all = "lowercase")]
pub enum OrderRequest {
    /// The order in which they were added.
    #[default]
    Added,
    /// By name.
    Name,
    /// The user's manual order.
    Manual,
}

/// A key or key link that may become an account.
#[derive(Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct AddRequest {
    /// As scanned, pasted or typed. Contains the secret.
    pub text: String,
    /// How a bare key is written.
    #[serde(default)]
    pub encoding: EncodingRequest,
    /// What the user declares about the codes; the rest is as the text says.
    #[serde(default)]
    pub coding: CodingRequest,
    /// Overrides the link; the only source for bare keys.
    #[serde(default)]
    pub issuer: Option<String>,
    /// See `issuer`.
    #[serde(default)]
    pub name: Option<String>,
    /// For kinds that need one.
    #[serde(default)]
    pub pin: Option<String>,
    /// Origin of the page it was enrolled at; empty for none.
    pub origin: String,
    /// A site that the user typed, instead of that page.
    #[serde(default)]
    pub site: String,
    /// Unix ms, for a preview with a code.
    #[serde(default)]
    pub now_ms: Option<f64>,
}

/// How a bare key is written.
#[derive(Deserialize, Tsify, Clone, Copy, Default)]
#[serde(rename_all = "lowercase")]
pub enum EncodingRequest {
    /// As portals print it.
    #[default]
    Base32,
    /// Hexadecimal digits.
    Hex,
    /// As in Steam’s files.
    Base64,
}

/// What the user declares about how codes are made, as typed.
#[derive(Deserialize, Tsify, Default)]
pub struct CodingRequest {
    /// The type of the codes.
    #[serde(default)]
    pub kind: Option<KindRequest>,
    /// A hash function.
    #[serde(default)]
    pub algorithm: Option<String>,
    /// A number from 1 to 10.
    #[serde(default)]
    pub digits: Option<String>,
    /// Seconds.
    #[serde(default)]
    pub period: Option<String>,
    /// The counter of the next code.
    #[serde(default)]
    pub counter: Option<String>,
}

/// The type of codes.
#[derive(Deserialize, Tsify, Clone, Copy)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names of the types of RFC 6238, RFC 4226 and their kin")]
pub enum KindRequest {
    Totp,
    Hotp,
    Steam,
    Motp,
    Yandex,
}

/// The data that the edit form saves.
#[derive(Deserialize, Tsify)]
pub struct EditRequest {
    /// The account.
    pub id: String,
    /// May be empty.
    pub issuer: String,
    /// May be empty.
    pub name: String,
    /// All sites after the edit.
    pub sites: Vec<String>,
    /// The page's own button is pressed after a fill.
    pub presses: bool,
    /// The code is appended to the password.
    pub appends: bool,
    /// The account is listed before others.
    pub pinned: bool,
    /// The user's groups.
    pub tags: Vec<String>,
    /// May be empty.
    pub note: String,
    /// All recovery codes after the edit.
    pub recovery: Vec<String>,
    /// The used ones among them.
    pub used: Vec<String>,
    /// For kinds that need one; empty to leave it unchanged.
    #[serde(default)]
    pub pin: String,
    /// What changes about how codes are made.
    #[serde(default)]
    pub coding: CodingRequest,
    /// A new key; empty to leave it unchanged. Contains the secret.
    #[serde(default)]
    pub text: String,
    /// How the new key is written.
    #[serde(default)]
    pub encoding: EncodingRequest,
}

/// All accessible frames of the page in front.
#[derive(Deserialize, Tsify)]
pub struct PageFacts {
    /// Origin of the page, from the browser.
    pub origin: String,
    /// The top frame first.
    pub frames: Vec<FrameFacts>,
    /// The lines of `words.txt`.
    pub words: String,
}

/// What was observed on a page since a code was typed into it.
#[derive(Deserialize, Tsify)]
pub struct AnswerFacts {
    /// In document order.
    #[tsify(type = "SaidFacts[]")]
    pub said: Vec<Said>,
    /// The events.
    pub traces: Traces,
}

/// What opens a vault on this computer.
#[derive(Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Opener {
    /// The id of this profile.
    pub id: String,
    /// The device's key, base64url; absent if the vault has no device slot.
    #[serde(default)]
    pub key: Option<String>,
    /// The vault's own key, base64url, while it is unlocked.
    #[serde(default)]
    pub vault_key: Option<String>,
}

/// A requested fill.
#[derive(Deserialize, Tsify)]
pub struct FillRequest {
    /// The account.
    pub id: String,
    /// The page.
    pub page: PageFacts,
    /// Into the field that has the focus, regardless of what it looks like.
    #[serde(default)]
    pub focused: bool,
    /// Automatically: the page opened at a site where the user allows automatic filling.
    #[serde(default)]
    pub unasked: bool,
    /// The other sites that the form sends to, which the user has just seen and confirmed.
    #[serde(default)]
    pub agreed: Vec<String>,
    /// The user wants it typed although the page asks for a code sent by message.
    #[serde(default)]
    pub message: bool,
}

#[wasm_bindgen]
extern "C" {
    /// See `StoredVaultJson` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "StoredVaultJson")]
    pub type StoredVaultIn;
}

impl StoredVaultIn {
    /// Only the header: there may be thousands of records.
    pub(super) fn header(&self) -> Result<String, Failure> {
        text(self, "hdr")
    }

    /// The whole vault; a vault without this shape was corrupted in storage.
    pub(super) fn whole(&self) -> Result<StoredVault, Failure> {
        Ok(StoredVault {
            header: self.header()?,
            mac: text(self, "mac")?,
            records: long_texts(self, "recs")?,
            manifest: text(self, "man")?,
        })
    }
}

fn text(object: &JsValue, key: &str) -> Result<String, Failure> {
    let value = Reflect::get(object, &key.into()).ok();
    value.and_then(|value| value.as_string()).ok_or(Failure::VaultDamaged)
}

#[wasm_bindgen]
extern "C" {
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsString) -> Uint8Array;
}

/// A long list of strings without line ends, transferred as one string: a thousand crossings would
/// take a third of the time until the popup shows its codes. Non-strings become empty strings.
fn long_texts(object: &JsValue, key: &str) -> Result<Vec<String>, Failure> {
    let list = Reflect::get(object, &key.into()).map_err(|_| Failure::VaultDamaged)?;
    let list: Array = list.dyn_into().map_err(|_| Failure::VaultDamaged)?;
    if list.length() == 0 {
        return Ok(Vec::new());
    }
    let bytes = TextEncoder::new().encode(&list.join("\n")).to_vec();
    let text = String::from_utf8(bytes).map_err(|_| Failure::VaultDamaged)?;
    Ok(text.split('\n').map(ToOwned::to_owned).collect())
}
