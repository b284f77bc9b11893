//! The page in front: its picture, its fields, and where a code goes.

use super::failure::Failure;
use super::session::Session;
use super::view::{FieldJson, FillPlan, FrameJson, PageRequest, PageView, ScannedCode};
use super::{Reply, out, read};
use crate::account::{Site, SiteError};
use crate::page::{FieldFacts, Refusal, Target, best_target, may_fill};
use tsify::Ts;
use wasm_bindgen::prelude::*;

/// The texts of all QR codes in a picture, with their corners.
///
/// # Errors
/// `picture-unusable`.
#[wasm_bindgen]
pub fn scan(picture: &web_sys::ImageData) -> Reply<Vec<Ts<ScannedCode>>> {
    let side = |pixels: u32| usize::try_from(pixels).unwrap_or_default();
    let (width, height) = (side(picture.width()), side(picture.height()));
    let found =
        crate::qr::scan(&picture.data(), width, height).map_err(|_| Failure::PictureUnusable)?;
    let codes = found.into_iter().map(|code| {
        let corners = code.corners.map(|(x, y)| vec![x, y]).to_vec();
        out(&ScannedCode { text: code.text, corners })
    });
    codes.collect()
}

/// Whether the page takes a code at all, whichever account it is for.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen]
pub fn inspect(page: &Ts<PageRequest>) -> Reply<Ts<PageView>> {
    let page = read(page)?;
    let Ok(top) = Site::from_origin(&page.origin) else {
        return out(&PageView { site: None, has_field: false });
    };
    let mut own = page.frames.into_iter().filter(|frame| is_at(frame, &top));
    let has_field = own.any(|frame| best_target(&facts(frame.fields), None).is_some());
    out(&PageView { site: Some(top.to_string()), has_field })
}

#[wasm_bindgen]
impl Session {
    /// Where the code of an account goes on a page.
    ///
    /// # Errors
    /// `account-unknown`, `page-unsupported`, `page-insecure`, `site-not-bound`, `frame-foreign`,
    /// `field-missing`.
    pub fn plan(&self, id: &str, page: &Ts<PageRequest>) -> Reply<Ts<FillPlan>> {
        let page = read(page)?;
        let account = self.account(id)?;
        let top = Site::from_origin(&page.origin).map_err(|error| match error {
            SiteError::Insecure => Failure::PageInsecure,
            SiteError::Scheme | SiteError::Host | SiteError::Port => Failure::PageUnsupported,
        })?;
        may_fill(account, &top, &top).map_err(Failure::from)?;
        let mut failure = Failure::FieldMissing;
        for frame in page.frames {
            let FrameJson { frame_id, origin, fields } = frame;
            let Some(target) = best_target(&facts(fields), Some(account.kind.code_chars())) else {
                continue;
            };
            let site = Site::from_origin(&origin).map_err(|_| Refusal::OtherFrame);
            match site.and_then(|site| may_fill(account, &site, &top)) {
                Ok(()) => {
                    let fields = match target {
                        Target::Single { field } => vec![field],
                        Target::Split { boxes } => boxes,
                    };
                    return out(&FillPlan { frame_id, origin, fields });
                }
                Err(refusal) => failure = refusal.into(),
            }
        }
        Err(failure.into())
    }
}

fn is_at(frame: &FrameJson, top: &Site) -> bool {
    Site::from_origin(&frame.origin).is_ok_and(|site| site == *top)
}

fn facts(fields: Vec<FieldJson>) -> Vec<FieldFacts> {
    let of = |field: FieldJson| FieldFacts {
        index: field.index,
        input_type: field.input_type,
        autocomplete: field.autocomplete,
        identifiers: field.identifiers,
        label: field.label,
        nearby: field.nearby,
        heading: field.heading,
        max_length: field.max_length,
        numeric: field.numeric,
        usable: field.usable,
        focused: field.focused,
        x: field.x,
        y: field.y,
        width: field.width,
        height: field.height,
    };
    fields.into_iter().map(of).collect()
}
