//! The page in front: its picture, its fields, and where a code goes.

use super::failure::Failure;
use super::request::{Frame, PageFacts};
use super::session::Session;
use super::view::{FillPlan, Obstacle, PageView, PictureView, ScannedCode};
use super::{Reply, out, request};
use crate::account::{Site, SiteError};
use crate::page::{Refusal, Target, best_target, may_fill};
use crate::qr;
use tsify::Ts;
use wasm_bindgen::prelude::*;

/// The QR codes in a picture, and what kept one from being read.
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
    });
    out(&PictureView { codes: codes.collect(), obstacle })
}

/// Text in a charset that the browser knows.
fn browser_text(charset: &str, bytes: &[u8]) -> Option<String> {
    web_sys::TextDecoder::new_with_label(charset).ok()?.decode_with_u8_array(bytes).ok()
}

/// Whether the page takes a code at all, whichever account it is for.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen]
pub fn inspect(page: &PageFacts) -> Reply<Ts<PageView>> {
    let (origin, frames) = request::page(page)?;
    let Ok(top) = Site::from_origin(&origin) else {
        return out(&PageView { site: None, has_field: false });
    };
    let mut own = frames.into_iter().filter(|frame| is_at(frame, &top));
    let has_field = own.any(|frame| best_target(&frame.fields, None).is_some());
    out(&PageView { site: Some(top.to_string()), has_field })
}

#[wasm_bindgen]
impl Session {
    /// Where the code of an account goes on a page.
    ///
    /// # Errors
    /// `account-unknown`, `page-unsupported`, `page-insecure`, `site-not-bound`, `frame-foreign`,
    /// `field-missing`.
    pub fn plan(&self, id: &str, page: &PageFacts) -> Reply<Ts<FillPlan>> {
        let (origin, frames) = request::page(page)?;
        let account = self.account(id)?;
        let top = Site::from_origin(&origin).map_err(|error| match error {
            SiteError::Insecure => Failure::PageInsecure,
            SiteError::Scheme | SiteError::Host | SiteError::Port => Failure::PageUnsupported,
        })?;
        may_fill(account, &top, &top).map_err(Failure::from)?;
        let mut failure = Failure::FieldMissing;
        for Frame { id, origin, fields } in frames {
            let Some(target) = best_target(&fields, Some(account.kind.code_chars())) else {
                continue;
            };
            let site = Site::from_origin(&origin).map_err(|_| Refusal::OtherFrame);
            match site.and_then(|site| may_fill(account, &site, &top)) {
                Ok(()) => {
                    let fields = match target {
                        Target::Single { field } => vec![field],
                        Target::Split { boxes } => boxes,
                    };
                    return out(&FillPlan { frame_id: id, origin, fields });
                }
                Err(refusal) => failure = refusal.into(),
            }
        }
        Err(failure.into())
    }
}

fn is_at(frame: &Frame, top: &Site) -> bool {
    Site::from_origin(&frame.origin).is_ok_and(|site| site == *top)
}
