//! What comes in through the boundary. Read field by field: a request of the wrong shape is a
//! [`Failure::BadRequest`], never a throw past Rust's destructors.

use super::failure::Failure;
use crate::page::FieldFacts;
use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Which rows to draw. */
export interface ListRequest {
  /** Words that must all occur; empty for all accounts. */
  query: string;
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
}

/** A field as `content/collect.js` sees it; never its value. */
export interface FieldFacts {
  /** Its place in the collector's list. */
  index: number;
  /** The effective `type`. */
  inputType: string;
  autocomplete: string;
  /** `name` and `id`. */
  identifiers: string;
  /** `placeholder`, labels by every route, `title`. */
  label: string;
  /** The text just before it. */
  nearby: string;
  /** Headings and legends of the form, dialog or section around it. */
  heading: string;
  /** -1 if there is none. */
  maxLength: number;
  /** It asks for digits. */
  numeric: boolean;
  /** A person could see it and type into it now. */
  usable: boolean;
  focused: boolean;
  /** CSS pixels. */
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One frame of a page. */
export interface FrameFacts {
  /** The browser's number for it; 0 is the page itself. */
  frameId: number;
  /** Its own `location.origin`. */
  origin: string;
  /** In document order. */
  fields: FieldFacts[];
}

/** All frames of the page in front that could be looked into. */
export interface PageFacts {
  /** Origin of the page, from the browser. */
  origin: string;
  /** The top frame first. */
  frames: FrameFacts[];
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
    /// See `StoredVaultJson` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "StoredVaultJson")]
    pub type StoredVaultIn;
    /// See `DeviceJson` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "DeviceJson")]
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
    let number = number(object, key)?;
    if !(0.0..=f64::from(u32::MAX)).contains(&number) {
        return Err(Failure::BadRequest);
    }
    #[expect(clippy::as_conversions, reason = "checked to be in range just above")]
    let whole = number as u32;
    Ok(whole)
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

/// One frame of a page.
pub(super) struct Frame {
    pub(super) id: u32,
    pub(super) origin: String,
    pub(super) fields: Vec<FieldFacts>,
}

/// The page's origin and its frames. A fact that is missing says nothing: it is empty, zero, false.
pub(super) fn page(request: &PageFacts) -> Result<(String, Vec<Frame>), Failure> {
    let frames = list(request, "frames")?;
    let frame = |frame: JsValue| Frame {
        id: whole(&frame, "frameId").unwrap_or(u32::MAX),
        origin: fact(&frame, "origin"),
        fields: get(&frame, "fields").dyn_into().map_or_else(|_| Vec::new(), field_facts),
    };
    Ok((text(request, "origin")?, frames.iter().map(frame).collect()))
}

fn field_facts(fields: Array) -> Vec<FieldFacts> {
    let facts = |field: JsValue| FieldFacts {
        index: whole(&field, "index").unwrap_or(u32::MAX),
        input_type: fact(&field, "inputType"),
        autocomplete: fact(&field, "autocomplete"),
        identifiers: fact(&field, "identifiers"),
        label: fact(&field, "label"),
        nearby: fact(&field, "nearby"),
        heading: fact(&field, "heading"),
        max_length: whole(&field, "maxLength").ok(),
        numeric: flag(&field, "numeric"),
        usable: flag(&field, "usable"),
        focused: flag(&field, "focused"),
        x: measure(&field, "x"),
        y: measure(&field, "y"),
        width: measure(&field, "width"),
        height: measure(&field, "height"),
    };
    fields.iter().map(facts).collect()
}

#[inline(never)]
fn fact(field: &JsValue, key: &str) -> String {
    get(field, key).as_string().unwrap_or_default()
}

#[inline(never)]
fn measure(field: &JsValue, key: &str) -> f64 {
    get(field, key).as_f64().unwrap_or_default()
}
