//! Which accounts a list shows, and in which order.

mod order;
mod search;
mod suggest;

pub use order::{Order, arrange, distinct, placed};
pub use search::Query;
pub use suggest::{Services, Suggestions};
