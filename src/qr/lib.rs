//! Pixels → the texts of their QR codes, and what prevented one from being read.
//!
//! | step | from → to |
//! |---|---|
//! | `plane` | RGBA → shades of grey; halved, blurred |
//! | `edges` | a line of shades → its edges |
//! | `finder` | lines → finder patterns of both polarities |
//! | `triple` | finder patterns → triples that may form one code |
//! | `axes` | a finder → the directions of its sides |
//! | `timing` | two finders → the timing pattern between them |
//! | `alignment` | a place → the alignment pattern near it |
//! | `warp` | timing and alignment patterns → how the picture bends |
//! | `grid` | three finders and these → the position of each module |
//! | `sample` | modules → dark or light |
//! | `decode` | dark and light → bytes |
//! | `charset` | bytes → text |
//! | `loose` | a finder without its two counterparts → the reason |
//! | `passes` | the order of these steps, and when to stop |
//!
//! It is a separate crate so that pixel code is optimised for speed and everything else for size.

mod alignment;
mod attempt;
mod axes;
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
mod lens;
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
mod timing;
mod triple;
mod warp;

pub use draw::{Symbol, TooLong, draw};

/// Largest picture accepted, in pixels: an 8K screen.
pub const PIXELS_MAX: usize = 7680 * 4320;

/// The result of scanning a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// Its codes, without duplicate payloads.
    pub codes: Vec<Found>,
    /// What prevented another code from being read.
    pub obstacle: Option<Obstacle>,
}

/// Why an existing code was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// It extends beyond the picture's border.
    CutOff,
    /// It is too small or too blurred.
    Unclear,
    /// Something covers part of it, or it is damaged.
    Covered,
    /// It is whole, but not a QR code as ISO/IEC 18004 has them today: a Micro QR code, or one with
    /// content of an unknown kind.
    OtherKind,
}

/// A decoded code and its position.
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
    /// The text of the code. ASCII, UTF-8 and Latin-1 are decoded here; `other` is called for bytes
    /// in any other charset, with its label in the WHATWG Encoding Standard. If it returns `None`,
    /// they are decoded as Latin-1.
    pub fn text(&self, other: impl Fn(&str, &[u8]) -> Option<String>) -> String {
        charset::text_of(&self.runs, other)
    }
}

/// Why a picture was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureError {
    /// No pixels, or not four bytes per pixel.
    Size,
    /// More than [`PIXELS_MAX`] pixels.
    TooLarge,
}

/// All codes of a picture. `rgba` is `width × height × 4` bytes, row by row, like `ImageData`.
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
/// [`PictureError`] if the bytes are not such a picture. A picture without codes is not an error.
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
