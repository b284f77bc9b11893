//! Accounts → files for other apps. Accounts that a format cannot express are omitted and reported.

mod aegis;
mod apps;
mod groups;
mod pages;

pub use aegis::aegis;
pub use apps::{Lost, Target};
pub use pages::pages;
pub use postern_core::write::to_uri;

/// The output, and the positions of the accounts that the format cannot express.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// The file or the pages.
    pub content: T,
    /// Positions, from 0.
    pub left_out: Vec<usize>,
}
