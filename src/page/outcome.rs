//! Whether a page took the code that was typed into it.

use super::field::best_target;
use super::plan::FrameFacts;
use super::sign::Purpose;
use super::words::{Class, Classes, Words};

/// What a page did with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The field is gone, or the page says so.
    Accepted,
    /// The page says that the code is wrong.
    Refused,
    /// The page says that the code was used before.
    Used,
    /// Nothing yet.
    Open,
}

/// What the frames of a page say about a code, some time after it was typed.
#[must_use]
pub fn outcome(frames: &[FrameFacts], words: &Words<'_>) -> Outcome {
    let alerts = frames.iter().flat_map(|frame| &frame.alerts);
    let said = alerts.fold(Classes::default(), |said, text| said.and(words.classes(text)));
    let asks = frames.iter().any(|frame| {
        let target = best_target(&frame.fields, &frame.about, None, words);
        target.is_some_and(|target| target.judgement.purpose == Purpose::Authenticator)
    });
    if said.has(Class::Used) {
        Outcome::Used
    } else if said.has(Class::Refused) && asks {
        Outcome::Refused
    } else if said.has(Class::Accepted) || !asks {
        Outcome::Accepted
    } else {
        Outcome::Open
    }
}
