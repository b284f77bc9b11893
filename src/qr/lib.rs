//! Pixels → the texts of the QR codes in them, and what kept one from being read.
//!
//! | step | from → to |
//! |---|---|
//! | `plane` | RGBA → shades of grey; smaller, softer |
//! | `edges` | a line of shades → its edges |
//! | `finder` | lines → finder patterns of both polarities |
//! | `triple` | finder patterns → threes that can be one code |
//! | `grid` | three finders → where each module is |
//! | `sample` | modules → dark or light |
//! | `decode` | dark and light → bytes |
//! | `charset` | bytes → text |
//! | `loose` | a finder without its two others → why |
//! | `passes` | which of these in which order, and when to stop |
//!
//! It is a separate crate, so that pixels are compiled for speed and everything else for size.

mod attempt;
mod budget;
mod charset;
mod correct;
mod decode;
mod draw;
mod edges;
mod field;
mod finder;
mod grid;
mod homography;
mod layout;
mod loose;
mod mask;
mod number;
#[cfg(test)]
mod panels;
mod passes;
mod plane;
mod point;
mod sample;
mod segments;
mod triple;

pub use draw::{Symbol, TooLong, draw};

/// Largest picture looked at, in pixels: an 8K screen.
pub const PIXELS_MAX: usize = 7680 * 4320;

/// What a picture showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// Its codes, each payload once.
    pub codes: Vec<Found>,
    /// What kept another one from being read.
    pub obstacle: Option<Obstacle>,
}

/// Why a code that is there was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// It goes on beyond the picture's border.
    CutOff,
    /// It is too small or too blurred.
    Unclear,
    /// Something covers part of it, or it is damaged.
    Covered,
}

/// A decoded code and where it stands.
///
/// # PII
/// The bytes of an enrolment code hold the secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    runs: Vec<charset::Run>,
    /// Its corners in picture pixels (x, y): top left, top right, bottom right, bottom left
    /// as the code is printed.
    pub corners: [(i32, i32); 4],
}

impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Found({} runs at {:?})", self.runs.len(), self.corners)
    }
}

impl Found {
    /// What the code says. ASCII, UTF-8 and Latin-1 are read here; `other` is asked for the text of
    /// bytes in any other charset, by its label in the WHATWG Encoding Standard. Without an answer
    /// they are taken for Latin-1.
    pub fn text(&self, other: impl Fn(&str, &[u8]) -> Option<String>) -> String {
        charset::text_of(&self.runs, other)
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

/// All codes of a picture. `rgba` is `width × height × 4` bytes, row by row,
/// as `ImageData` has them.
///
/// ```
/// // Four pixels for each module, and the quiet zone around them.
/// let code = postern_qr::draw("otpauth://totp/IATA?secret=JBSWY3DPEHPK3PXP").unwrap();
/// let side = (code.size() + 8) * 4;
/// let dark = |x: usize, y: usize| x >= 16 && y >= 16 && code.is_dark(x / 4 - 4, y / 4 - 4);
/// let pixels = (0..side * side).map(|at| if dark(at % side, at / side) { 0 } else { 255 });
/// let rgba: Vec<u8> = pixels.flat_map(|grey| [grey, grey, grey, 255]).collect();
///
/// let found = postern_qr::scan(&rgba, side, side).unwrap().codes;
/// let text = found[0].text(|_, _| None);
/// assert_eq!(text, "otpauth://totp/IATA?secret=JBSWY3DPEHPK3PXP");
/// ```
///
/// # Errors
/// [`PictureError`] if the bytes are not such a picture. A picture without codes is no error.
pub fn scan(rgba: &[u8], width: usize, height: usize) -> Result<Scan, PictureError> {
    let pixels = width.checked_mul(height).ok_or(PictureError::TooLarge)?;
    if pixels > PIXELS_MAX {
        return Err(PictureError::TooLarge);
    }
    if pixels == 0 || rgba.len() != pixels * 4 {
        return Err(PictureError::Size);
    }
    Ok(passes::read(rgba, width))
}
