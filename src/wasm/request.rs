//! What comes in through the boundary. Read field by field: a request of the wrong shape is a
//! [`Failure::BadRequest`], never a throw past Rust's destructors.

use crate::failure::Failure;
use crate::page::{ButtonFacts, FieldFacts, FrameFacts};
use js_sys::{Array, JsString, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Which rows to draw. */
export interface ListRequest {
  /** Words that must all occur; empty for all accounts. If no account has them, slips are forgiven. */
  query: string;
  /** Only accounts with this tag; empty for all. */
  tag?: string;
  /** Behind the page's accounts and the pinned ones; `added` if absent. */
  order?: 'added' | 'name' | 'manual';
  /** Ids of accounts that come before the others of their group, in this order. */
  first?: string[];
  /** Origin of the page in front; its accounts come first. Empty for none. */
  origin: string;
  /** First row wanted. */
  from: number;
  /** How many rows are wanted. */
  count: number;
  nowMs: number;
}

/** A key or key link that may become an account. */
export interface AddRequest {
  /** As scanned, pasted or typed. Holds the secret. */
  text: string;
  /** The user says that a bare key is hexadecimal. */
  hex?: boolean;
  /** Replaces what the link says; for bare keys the only source. */
  issuer?: string;
  /** As `issuer`. */
  name?: string;
  /** For kinds that need one. */
  pin?: string;
  /** Origin of the page it was enrolled at; empty for none. */
  origin: string;
}

/** What the edit form saves. */
export interface EditRequest {
  id: string;
  issuer: string;
  name: string;
  /** All sites, as they are to be. */
  sites: string[];
  /** The page's own button is pressed after a fill. */
  presses: boolean;
  /** The code goes behind the password. */
  appends: boolean;
  /** It is listed before others. */
  pinned: boolean;
  tags: string[];
  note: string;
  /** All recovery codes, as they are to be. */
  recovery: string[];
  /** Those of them that were used. */
  used: string[];
  /** For kinds that need one; empty to leave it as it is. */
  pin?: string;
}

/** A field as `content/collect.js` sees it; never its value. */
export interface FieldFacts {
  /** Its place in the collector's list. */
  index: number;
  /** The effective `type`; `editable` for what is no input. */
  inputType: string;
  autocomplete: string;
  /** `name` and `id`. */
  identifiers: string;
  /** `class`, test ids and framework names. */
  marks: string;
  /** Labels by every route, `placeholder`, `title`. */
  label: string;
  /** The text just before it. */
  before: string;
  /** The text just after it. */
  after: string;
  /** Headings and legends of the form, dialog or section around it. */
  heading: string;
  /** The text of the form or dialog it belongs to. */
  around: string;
  /** What the page says before it, up to the heading, without links and buttons: a line a block. */
  above: string;
  /** The same behind it. */
  below: string;
  /** The links and buttons there. */
  asides: string;
  /** Name, id, class and address of that form. */
  form: string;
  /** -1 if there is none. */
  maxLength: number;
  /** It asks for digits. */
  numeric: boolean;
  /** Its form or dialog has a password field as well. */
  withPassword: boolean;
  /** … in which nothing stands. */
  waits: boolean;
  /** How many other fields its form or dialog shows. */
  beside: number;
  /** A person could see it and type into it, now or after scrolling. */
  usable: boolean;
  /** … without scrolling first. */
  inView: boolean;
  /** They could, were it not disabled or read-only. */
  openable: boolean;
  readOnly: boolean;
  /** Where its form can send to: origins, or the bare scheme of what has no site. */
  sendsTo: string[];
  /** Nothing stands in it. */
  empty: boolean;
  focused: boolean;
  /** CSS pixels. */
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A button as `content/collect.js` sees it. */
export interface ButtonFacts {
  /** Its place in the collector's list. */
  index: number;
  /** What it says. */
  text: string;
  /** `name` and `id`. */
  identifiers: string;
  /** It sends its form. */
  submits: boolean;
  /** The fields of the form or dialog it belongs to. */
  fields: number[];
  /** A person could press it now. */
  usable: boolean;
  /** Where it sends its form; empty if it sends none. */
  sendsTo: string;
}

/** One frame of a page. */
export interface FrameFacts {
  /** The browser's number for it; 0 is the page itself. */
  frameId: number;
  /** Its own origin. */
  origin: string;
  /** Title and address, as words. */
  about: string;
  /** In document order. */
  fields: FieldFacts[];
  /** In document order. */
  buttons: ButtonFacts[];
  /** The origins of frames in it that nobody sees. */
  unseen: string[];
  /** … that have to be scrolled to. */
  away: string[];
}

/** All frames of the page in front that could be looked into. */
export interface PageFacts {
  /** Origin of the page, from the browser. */
  origin: string;
  /** The top frame first. */
  frames: FrameFacts[];
  /** The lines of `words.txt`. */
  words: string;
}

/** What opens a vault on this computer. */
export interface Opener {
  /** Names this profile. */
  id: string;
  /** The device's key, base64url; absent if the vault has no device's slot. */
  key?: string;
  /** The vault's own key, base64url, while it is unlocked. */
  vaultKey?: string;
}

/** A fill that is asked for. */
export interface FillRequest {
  /** The account. */
  id: string;
  page: PageFacts;
  /** Into the field that has the focus, whatever it looks like. */
  focused?: boolean;
  /** By nobody: the page opened at a site where the user lets Postern fill by itself. */
  unasked?: boolean;
  /** The other sites that the form sends to: the user has just seen them and said yes. */
  agreed?: string[];
  /** The user wants it typed although the page wants a code that comes by message. */
  message?: boolean;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// See `ListRequest` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "ListRequest")]
    pub type ListRequest;
    /// See `AddRequest` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "AddRequest")]
    pub type AddRequest;
    /// See `EditRequest` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "EditRequest")]
    pub type EditRequest;
    /// See `PageFacts` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "PageFacts")]
    pub type PageFacts;
    /// See `FillRequest` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "FillRequest")]
    pub type FillRequest;
    /// See `StoredVaultJson` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "StoredVaultJson")]
    pub type StoredVaultIn;
    /// See `KdfView` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "KdfView")]
    pub type KdfIn;
    /// See `Opener` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "Opener")]
    pub type DeviceIn;
}

#[inline(never)]
fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

#[inline(never)]
pub(super) fn text(object: &JsValue, key: &str) -> Result<String, Failure> {
    get(object, key).as_string().ok_or(Failure::BadRequest)
}

/// A text that may be left out.
#[inline(never)]
pub(super) fn optional_text(object: &JsValue, key: &str) -> Option<String> {
    get(object, key).as_string()
}

#[inline(never)]
pub(super) fn number(object: &JsValue, key: &str) -> Result<f64, Failure> {
    get(object, key).as_f64().ok_or(Failure::BadRequest)
}

/// A whole number in `0..2^32`.
#[inline(never)]
pub(super) fn whole(object: &JsValue, key: &str) -> Result<u32, Failure> {
    in_range(number(object, key)?).ok_or(Failure::BadRequest)
}

fn in_range(number: f64) -> Option<u32> {
    if !(0.0..=f64::from(u32::MAX)).contains(&number) {
        return None;
    }
    #[expect(clippy::as_conversions, reason = "checked to be in range just above")]
    let whole = number as u32;
    Some(whole)
}

/// True only for `true`.
pub(super) fn flag(object: &JsValue, key: &str) -> bool {
    get(object, key).is_truthy()
}

#[inline(never)]
pub(super) fn list(object: &JsValue, key: &str) -> Result<Array, Failure> {
    get(object, key).dyn_into().map_err(|_| Failure::BadRequest)
}

#[inline(never)]
pub(super) fn texts(object: &JsValue, key: &str) -> Result<Vec<String>, Failure> {
    let list = list(object, key)?;
    list.iter().map(|item| item.as_string().ok_or(Failure::BadRequest)).collect()
}

#[wasm_bindgen]
extern "C" {
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsString) -> Uint8Array;
}

/// A list of many texts that hold no line ends, in one piece: a thousand crossings would take a
/// third of the time until the popup shows its codes. What is no text becomes one that says nothing.
pub(super) fn long_texts(object: &JsValue, key: &str) -> Result<Vec<String>, Failure> {
    let list = list(object, key)?;
    if list.length() == 0 {
        return Ok(Vec::new());
    }
    let bytes = TextEncoder::new().encode(&list.join("\n")).to_vec();
    let text = String::from_utf8(bytes).map_err(|_| Failure::BadRequest)?;
    Ok(text.split('\n').map(ToOwned::to_owned).collect())
}

/// A page: its origin, its frames, and the words to read them with.
pub(super) struct Page {
    pub(super) origin: String,
    pub(super) frames: Vec<FrameFacts>,
    pub(super) words: String,
}

/// A fact that is missing says nothing: it is empty, zero, false.
pub(super) fn page(request: &JsValue) -> Result<Page, Failure> {
    let frame = |frame: JsValue| FrameFacts {
        id: whole(&frame, "frameId").unwrap_or(u32::MAX),
        origin: fact(&frame, "origin"),
        about: fact(&frame, "about"),
        fields: each(&frame, "fields", field_facts),
        buttons: each(&frame, "buttons", button_facts),
        unseen: texts(&frame, "unseen").unwrap_or_default(),
        away: texts(&frame, "away").unwrap_or_default(),
    };
    Ok(Page {
        origin: text(request, "origin")?,
        frames: list(request, "frames")?.iter().map(frame).collect(),
        words: text(request, "words")?,
    })
}

/// The page within a request.
pub(super) fn page_of(request: &JsValue) -> Result<Page, Failure> {
    page(&get(request, "page"))
}

pub(super) fn each<T>(object: &JsValue, key: &str, read: impl Fn(JsValue) -> T) -> Vec<T> {
    list(object, key).map(|list| list.iter().map(read).collect()).unwrap_or_default()
}

fn field_facts(field: JsValue) -> FieldFacts {
    FieldFacts {
        index: whole(&field, "index").unwrap_or(u32::MAX),
        input_type: fact(&field, "inputType"),
        autocomplete: fact(&field, "autocomplete"),
        identifiers: fact(&field, "identifiers"),
        marks: fact(&field, "marks"),
        label: fact(&field, "label"),
        before: fact(&field, "before"),
        after: fact(&field, "after"),
        heading: fact(&field, "heading"),
        around: fact(&field, "around"),
        above: fact(&field, "above"),
        below: fact(&field, "below"),
        asides: fact(&field, "asides"),
        form: fact(&field, "form"),
        max_length: whole(&field, "maxLength").ok(),
        numeric: flag(&field, "numeric"),
        with_password: flag(&field, "withPassword"),
        waits: flag(&field, "waits"),
        beside: whole(&field, "beside").unwrap_or_default(),
        usable: flag(&field, "usable"),
        in_view: flag(&field, "inView"),
        openable: flag(&field, "openable"),
        read_only: flag(&field, "readOnly"),
        sends_to: texts(&field, "sendsTo").unwrap_or_default(),
        empty: flag(&field, "empty"),
        focused: flag(&field, "focused"),
        x: measure(&field, "x"),
        y: measure(&field, "y"),
        width: measure(&field, "width"),
        height: measure(&field, "height"),
    }
}

fn button_facts(button: JsValue) -> ButtonFacts {
    ButtonFacts {
        index: whole(&button, "index").unwrap_or(u32::MAX),
        text: fact(&button, "text"),
        identifiers: fact(&button, "identifiers"),
        submits: flag(&button, "submits"),
        fields: each(&button, "fields", |index| index.as_f64())
            .into_iter()
            .filter_map(|index| in_range(index?))
            .collect(),
        usable: flag(&button, "usable"),
        sends_to: fact(&button, "sendsTo"),
    }
}

#[inline(never)]
pub(super) fn fact(field: &JsValue, key: &str) -> String {
    get(field, key).as_string().unwrap_or_default()
}

#[inline(never)]
fn measure(field: &JsValue, key: &str) -> f64 {
    get(field, key).as_f64().unwrap_or_default()
}
