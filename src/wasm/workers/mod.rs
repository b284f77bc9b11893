//! The interface of workers: pictures, passphrases, other apps' files. Each worker ends after one
//! answer.

mod files;
mod picture;
mod stretch;

pub use files::{
    lost_in, qr_of, read_file, write_aegis, write_for, write_links, write_pages, write_sheets,
};
pub use picture::scan;
pub use stretch::stretch;
