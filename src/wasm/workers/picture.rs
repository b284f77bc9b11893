//! Pictures → the QR codes in them.
#![allow(missing_debug_implementations, reason = "what is read may be a key: never logged")]

use crate::failure::Failure;
use crate::{Reply, out};
use postern_qr as qr;
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

/// The result of scanning a picture.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct PictureView {
    /// Its QR codes, without duplicate texts.
    pub codes: Vec<ScannedCode>,
    /// What prevented another code from being read; absent if nothing did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<Obstacle>,
}

/// Why an existing QR code was not read.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "kebab-case")]
pub enum Obstacle {
    /// It extends beyond the picture's border.
    CutOff,
    /// It is too small or too blurred.
    Unclear,
    /// Something covers part of it, or it is damaged.
    Covered,
    /// It is a Micro QR code, or has content of an unknown kind.
    OtherKind,
}

/// A QR code that was read. `text` may contain a secret: it is only passed to `preview` and `add`.
#[derive(Serialize, Tsify)]
pub struct ScannedCode {
    /// The text of the code.
    pub text: String,
    /// Its corners in picture pixels, `[x, y]` each.
    pub corners: Vec<Vec<i32>>,
}

/// The QR codes in a picture, and what prevented one from being read.
///
/// # Errors
/// `picture-unusable`.
#[wasm_bindgen]
pub fn scan(picture: &web_sys::ImageData) -> Reply<Ts<PictureView>> {
    let side = |pixels: u32| usize::try_from(pixels).unwrap_or_default();
    let (width, height) = (side(picture.width()), side(picture.height()));
    let found = qr::scan(&picture.data(), width, height).map_err(|_| Failure::PictureUnusable)?;
    let codes = found.codes.iter().map(|code| ScannedCode {
        text: code.text(browser_text),
        corners: code.corners.map(|(x, y)| vec![x, y]).to_vec(),
    });
    let obstacle = found.obstacle.map(|obstacle| match obstacle {
        qr::Obstacle::CutOff => Obstacle::CutOff,
        qr::Obstacle::Unclear => Obstacle::Unclear,
        qr::Obstacle::Covered => Obstacle::Covered,
        qr::Obstacle::OtherKind => Obstacle::OtherKind,
    });
    out(&PictureView { codes: codes.collect(), obstacle })
}

/// Text in a charset that the browser supports.
fn browser_text(charset: &str, bytes: &[u8]) -> Option<String> {
    web_sys::TextDecoder::new_with_label(charset).ok()?.decode_with_u8_array(bytes).ok()
}
