//! Pixels → the texts of the QR codes in them.
//!
//! A picture becomes a grey plane; rqrr finds the codes in it, samples their modules and reads their
//! format; the codewords are mended and become text here. If nothing is found, the inverted plane
//! is tried, for pages in dark colours. (rqrr's own correction would do, at 64 KB of tables.)

mod correct;
mod field;
mod layout;
mod mask;
mod plane;
mod segments;

use plane::Plane;
use rqrr::{BitGrid, Grid, PreparedImage, SimpleGrid};

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
    let plane = Plane::from_rgba(rgba, width);
    let found = decode(&plane);
    Ok(if found.is_empty() { decode(&plane.inverted()) } else { found })
}

fn decode(plane: &Plane) -> Vec<Found> {
    let mut picture =
        PreparedImage::prepare_from_greyscale(plane.width(), plane.height(), |x, y| plane.at(x, y));
    let mut found: Vec<Found> = Vec::new();
    for grid in picture.detect_grids() {
        let Some(bytes) = read(&grid).or_else(|| read(&mirrored(&grid))) else { continue };
        let text = text_of(bytes);
        if found.iter().all(|other| other.text != text) {
            found.push(Found { text, corners: grid.bounds.map(|point| (point.x, point.y)) });
        }
    }
    found
}

/// What a sampled symbol says.
fn read(grid: &Grid<impl BitGrid>) -> Option<Vec<u8>> {
    let (meta, _) = grid.get_raw_data().ok()?;
    let (_, raw) = mask::removed(grid, meta.mask).get_raw_data().ok()?;
    let codewords = raw.data.get(..raw.len / 8)?;
    let version = meta.version.0;
    segments::bytes_of(&layout::data_of(codewords, version, meta.ecc_level)?, version)
}

/// The same symbol seen from behind.
fn mirrored(grid: &Grid<impl BitGrid>) -> Grid<SimpleGrid> {
    let seen = &grid.grid;
    Grid::new(SimpleGrid::from_func(seen.size(), |x, y| seen.bit(x, y)))
}

/// Byte segments are UTF-8 in practice, Latin-1 by ISO/IEC 18004.
fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| error.as_bytes().iter().copied().map(char::from).collect())
}
