//! The page in front: its picture, its fields, and where a code goes.

use super::request::{FillRequest, PageFacts};
use super::session::Session;
use super::view::{ButtonView, FillPlan, PageView, SetUpView};
use crate::failure::Failure;
use crate::{Reply, out, taken};
use postern_core::account::{Site, SiteError};
use postern_core::page::{
    Asked, FrameFacts, NoPlan, Purpose, Words, asked_target, best_target, caption, judged, plan,
    way_to_key,
};
use tsify::Ts;
use wasm_bindgen::prelude::*;

/// Whether the page asks for a code at all, independently of accounts.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen]
pub fn inspect(page: Ts<PageFacts>) -> Reply<Ts<PageView>> {
    let PageFacts { origin, frames, words } = taken(&page)?;
    let words = Words::read(&words);
    let Ok(top) = Site::from_origin(&origin) else {
        return out(&PageView { site: None, field: None, elsewhere: None, set_up: None });
    };
    let purpose = |frame: &FrameFacts| {
        best_target(&frame.fields, &frame.about, None, &words)
            .map(|target| target.judgement.purpose)
    };
    let (own, foreign): (Vec<_>, Vec<_>) = frames.iter().partition(|frame| is_at(frame, &top));
    let found = own.iter().copied().filter_map(purpose);
    let sure = found.min_by_key(|one| *one != Purpose::Authenticator).map(Purpose::name);
    let is_likely =
        |frame: &&FrameFacts| asked_target(&frame.fields, &frame.about, None, &words).is_some();
    let field = sure.or_else(|| own.iter().any(is_likely).then_some("likely"));
    let elsewhere = foreign.into_iter().find(|frame| purpose(frame).is_some());
    out(&PageView {
        site: Some(top.to_string()),
        field: field.map(ToOwned::to_owned),
        elsewhere: elsewhere.map(|frame| frame.origin.clone()),
        set_up: way_to_key(top.host(), &frames)
            .map(|(stack, link)| SetUpView { stack: stack.to_owned(), link: link.to_owned() }),
    })
}

/// Explains Postern's choice, field by field, as text for page authors: the frame's origin, name
/// and label, purpose and points, and a line for each reason.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen]
pub fn explain(page: Ts<PageFacts>) -> Reply<String> {
    let PageFacts { frames, words, .. } = taken(&page)?;
    let words = Words::read(&words);
    let mut text = String::new();
    for frame in &frames {
        for target in judged(&frame.fields, &frame.about, &words) {
            let first = target.fields.first();
            let Some(field) = frame.fields.iter().find(|field| Some(&field.index) == first) else {
                continue;
            };
            let (boxes, score) = (target.fields.len().to_string(), target.judgement.score());
            let purpose = target.judgement.purpose.name();
            for part in [
                &frame.origin,
                "\n",
                &caption(&field.identifiers),
                " ",
                &caption(&field.label),
                "\n",
                &boxes,
                " × ",
                purpose,
                ", ",
            ] {
                text.push_str(part);
            }
            text.push_str(&score.to_string());
            for (sign, points) in target.judgement.reasons {
                text.push_str("\n    ");
                text.push_str(&points.to_string());
                text.push(' ');
                text.push_str(sign.name());
            }
            text.push_str("\n\n");
        }
    }
    Ok(text)
}

#[wasm_bindgen]
impl Session {
    /// Where the code of an account goes on a page.
    ///
    /// # Errors
    /// `account-unknown`, `page-unsupported`, `page-insecure`, `site-not-bound`, `frame-foreign`,
    /// `field-missing`.
    pub fn plan(&self, request: Ts<FillRequest>) -> Reply<Ts<FillPlan>> {
        let FillRequest { id, page, focused, unasked, agreed, message } = taken(&request)?;
        let PageFacts { origin, frames, words } = page;
        let account = self.account(&id)?;
        let top = Site::from_origin(&origin).map_err(|error| match error {
            SiteError::Insecure => Failure::PageInsecure,
            SiteError::Scheme | SiteError::Host | SiteError::Port => Failure::PageUnsupported,
        })?;
        let asked = Asked { focused, unasked, message };
        let plan =
            plan(account, &top, &frames, asked, &agreed, &Words::read(&words)).map_err(|no| {
                match no {
                    NoPlan::Refused(refusal) => Failure::from(refusal),
                    NoPlan::NoField => Failure::FieldMissing,
                }
            })?;
        out(&FillPlan {
            frame_id: plan.frame,
            origin: plan.origin,
            fields: plan.fields,
            appends: plan.appends,
            message: plan.message,
            known: plan.known,
            sends: plan.around.sends,
            stays: plan.around.stays,
            button: plan.button.map(|(index, text)| ButtonView { index, text }),
            confirm: plan.confirm,
            sends_to: plan.sends_to,
        })
    }
}

fn is_at(frame: &FrameFacts, top: &Site) -> bool {
    Site::from_origin(&frame.origin).is_ok_and(|site| site == *top)
}
