//! Pixels → the texts of the QR codes in them.
//!
//! | step | from → to |
//! |---|---|
//! | `plane` | RGBA → shades of grey; smaller, softer |
//! | `edges` | a line of shades → its edges |
//! | `finder` | lines → finder patterns of both polarities |
//! | `triple` | finder patterns → threes that can be one code |
//! | `grid` | three finders → where each module is |
//! | `sample` | modules → dark or light |
//! | `decode` | dark and light → text |
//! | `passes` | which of these in which order, and when to stop |
//!
//! The room is a package of its own, so that pixels are compiled for speed and all else for size.

mod attempt;
mod budget;
mod correct;
mod decode;
mod draw;
mod edges;
mod field;
mod finder;
mod grid;
mod homography;
mod layout;
mod mask;
mod number;
mod passes;
mod plane;
mod point;
mod sample;
mod segments;
mod triple;

pub use draw::{Symbol, TooLong, draw};

/// Largest picture looked at, in pixels: an 8K screen.
pub const PIXELS_MAX: usize = 7680 * 4320;

/// A decoded code and where it stands.
///
/// # PII
/// `text` of an enrolment code holds the secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    /// What the code says.
    pub text: String,
    /// Its corners in picture pixels (x, y): top left, top right, bottom right, bottom left
    /// as the code is printed.
    pub corners: [(i32, i32); 4],
}

impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Found({} bytes at {:?})", self.text.len(), self.corners)
    }
}

/// Why a picture was not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureError {
    /// No pixels, or not four bytes for each.
    Size,
    /// More than [`PIXELS_MAX`] pixels.
    TooLarge,
}

/// All codes of a picture, each payload once. `rgba` is `width × height × 4` bytes, row by row,
/// as `ImageData` has them.
///
/// # Errors
/// [`PictureError`] if the bytes are not such a picture. A picture without codes is no error.
pub fn scan(rgba: &[u8], width: usize, height: usize) -> Result<Vec<Found>, PictureError> {
    let pixels = width.checked_mul(height).ok_or(PictureError::TooLarge)?;
    if pixels > PIXELS_MAX {
        return Err(PictureError::TooLarge);
    }
    if pixels == 0 || rgba.len() != pixels * 4 {
        return Err(PictureError::Size);
    }
    Ok(passes::read(rgba, width))
}
