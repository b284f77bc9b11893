//! What a page says about itself → decisions.
//!
//! The page is not trusted: its facts only ever choose between its own fields. Which account may
//! be filled there is decided by [`may_fill`] from origins that the browser vouches for.

mod boxes;
mod button;
mod caption;
mod facts;
mod field;
mod outcome;
mod plan;
mod said;
mod score;
mod sends;
mod sign;
mod site;
mod source;
mod stack;
mod stacks;
#[cfg(test)]
mod tests;
mod words;

pub use button::go_button;
pub use caption::caption;
pub use facts::{ButtonFacts, FieldFacts, FrameFacts};
pub use field::{SCORE_MIN, Target, asked_target, best_target, judged};
pub use outcome::{Around, Awaited, Outcome, Said, Traces, awaited, outcome};
pub use plan::{Asked, NoPlan, Plan, plan};
pub use sends::sends_away;
pub use sign::{Judgement, Purpose, Reason, Sign};
pub use site::{Permission, Refusal, may_fill};
pub use stack::way_to_key;
pub use words::{Class, Classes, Words};
