//! The outcome of a code that was typed into the page in front.

use super::request::{AnswerFacts, PageFacts};
use super::view::AwaitedView;
use crate::{Reply, out, taken};
use postern_core::page::{Awaited, Outcome, Words, awaited, outcome};
use tsify::Ts;
use wasm_bindgen::prelude::*;

/// What a page did with the code that was typed into it: `accepted`, `refused`, `used`, `open`,
/// `unknown`.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen(js_name = outcomeOf)]
pub fn outcome_of(page: Ts<PageFacts>, answer: Ts<AnswerFacts>) -> Reply<String> {
    let PageFacts { frames, words, .. } = taken(&page)?;
    let AnswerFacts { said, traces } = taken(&answer)?;
    let outcome = match outcome(&frames, &said, traces, &Words::read(&words)) {
        Outcome::Accepted => "accepted",
        Outcome::Refused => "refused",
        Outcome::Used => "used",
        Outcome::Open => "open",
        Outcome::Unknown => "unknown",
    };
    Ok(outcome.to_owned())
}

/// Where a code has just been typed, and which buttons send it.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen(js_name = awaitedOn)]
pub fn awaited_on(page: Ts<PageFacts>) -> Reply<Ts<AwaitedView>> {
    let PageFacts { frames, words, .. } = taken(&page)?;
    let Awaited { frame, fields, around } = awaited(&frames, &Words::read(&words));
    out(&AwaitedView { frame_id: frame, fields, sends: around.sends, stays: around.stays })
}
