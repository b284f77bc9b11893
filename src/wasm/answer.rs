//! What became of a code that was typed into the page in front.

use super::request::{self, Page, PageFacts, each, fact, flag, list, whole};
use super::view::AwaitedView;
use super::{Reply, out};
use crate::failure::Failure;
use crate::page::{Awaited, Outcome, Said, Traces, Words, awaited, outcome};
use tsify::Ts;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Something that a page tells people who have just done something, where they can read it. */
export interface SaidFacts {
  text: string;
  /** It belongs to the field of the code alone. */
  near: boolean;
  /** It stood there before the code was typed. */
  before: boolean;
}

/** What was seen of a page since a code was typed into it. */
export interface AnswerFacts {
  /** In document order. */
  said: SaidFacts[];
  /** A form was submitted, a button that sends was pressed, or Enter in the field. */
  sent: boolean;
  /** The page asked its server for something. */
  requested: boolean;
  /** The person did something else in the page. */
  touched: boolean;
  /** The page went away before the person did anything in it. */
  left: boolean;
  /** The field's document is another one than that in which the code was typed. */
  moved: boolean;
  /** … reached from a page of the same site, neither by reloading nor through the history. */
  onward: boolean;
  /** The status that it came with; 0 if the browser does not say. */
  status: number;
  /** The field that was typed into is still shown. */
  held: boolean;
  /** The page's words name that field as one for codes. */
  known: boolean;
  /** The page shows a field for a password. */
  password: boolean;
  /** There is nothing to read on the page. */
  blank: boolean;
  /** The page has finished loading, draws nothing more and shows no sign of being busy. */
  calm: boolean;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// See `AnswerFacts` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "AnswerFacts")]
    pub type AnswerFacts;
}

/// What a page did with the code that was typed into it: `accepted`, `refused`, `used`, `open`,
/// `unknown`.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen(js_name = outcomeOf)]
pub fn outcome_of(page: &PageFacts, answer: &AnswerFacts) -> Reply<String> {
    let Page { frames, words, .. } = request::page(page)?;
    let (said, traces) = answer_facts(answer)?;
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
pub fn awaited_on(page: &PageFacts) -> Reply<Ts<AwaitedView>> {
    let Page { frames, words, .. } = request::page(page)?;
    let Awaited { frame, fields, around } = awaited(&frames, &Words::read(&words));
    out(&AwaitedView { frame_id: frame, fields, sends: around.sends, stays: around.stays })
}

/// What a page said after a code was typed, and the traces of its being sent.
fn answer_facts(request: &JsValue) -> Result<(Vec<Said>, Traces), Failure> {
    list(request, "said")?;
    let said = each(request, "said", |said| Said {
        text: fact(&said, "text"),
        near: flag(&said, "near"),
        before: flag(&said, "before"),
    });
    let traces = Traces {
        sent: flag(request, "sent"),
        requested: flag(request, "requested"),
        touched: flag(request, "touched"),
        left: flag(request, "left"),
        moved: flag(request, "moved"),
        onward: flag(request, "onward"),
        status: whole(request, "status").unwrap_or_default(),
        held: flag(request, "held"),
        known: flag(request, "known"),
        password: flag(request, "password"),
        blank: flag(request, "blank"),
        calm: flag(request, "calm"),
    };
    Ok((said, traces))
}
