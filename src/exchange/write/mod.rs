//! Accounts → what other apps read. What a format cannot say is left out, and counted.

mod aegis;
mod pages;

pub use aegis::aegis;
pub use pages::pages;
pub use postern_core::write::to_uri;

/// What was written, and which of the accounts the format has no words for, by their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// The file or the pages.
    pub content: T,
    /// From 0.
    pub left_out: Vec<usize>,
}
