//! What a page says about itself → decisions.
//!
//! The page is not trusted: its facts only ever choose between its own fields. Which account may
//! be filled there is decided by [`may_fill`] from origins that the browser vouches for.

mod field;
mod site;
mod suffix;
mod words;

pub use field::{FieldFacts, Target, best_target};
pub use site::{Refusal, covers, is_bound, may_fill, parents};
pub use suffix::is_public_suffix;
