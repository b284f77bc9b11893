//! Pixels → the texts of the QR codes in them.

mod budget;
mod correct;
mod decode;
mod edges;
mod field;
mod finder;
mod grid;
mod homography;
mod layout;
mod mask;
mod number;
mod plane;
mod point;
mod sample;
mod segments;
mod triple;

use budget::Budget;
use finder::{Finder, Search, finders};
use plane::Plane;
use point::Point;
use sample::Shades;

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
    let mut budget = Budget::new(400_000_000);
    let mut found = Vec::new();
    let plane = Plane::luma(rgba, width);
    let half = plane.halved();
    let quarter = half.halved();
    let strongest = Plane::strongest(rgba, width);
    let list: Vec<(&Plane, usize, u8, f64)> = vec![(&plane, 2, 20, 1.0), (&half, 1, 20, 2.0), (&quarter, 1, 20, 4.0), (&plane, 1, 8, 1.0), (&strongest, 1, 12, 1.0)];
    for (i, (p, stride, depth, scale)) in list.into_iter().enumerate() {
        let n = found.len();
        pass(p, &Search { stride, depth }, scale, &mut found, &mut budget);
        if std::option_env!("QRSTAT").is_some() && found.len() > n { eprintln!("pass {i} new {}", found.len() - n); }
        if std::option_env!("QRSTAT").is_none() && !found.is_empty() { break; }
    }
    Ok(found)
}

fn pass(plane: &Plane, search: &Search, scale: f64, found: &mut Vec<Found>, budget: &mut Budget) {
    let finders = finders(plane, search, budget);
    let mut used = vec![false; finders.len()];
    for triple in triple::triples(&finders, budget).iter().take(400) {
        let [a, b, c] = triple.members;
        if used[a] || used[b] || used[c] {
            continue;
        }
        if let Some(one) = read(plane, [&finders[a], &finders[b], &finders[c]], scale, budget) {
            used[a] = true;
            used[b] = true;
            used[c] = true;
            if found.iter().all(|other| other.text != one.text) {
                found.push(one);
            }
        }
        if budget.is_spent() { return; }
    }
}

fn read(plane: &Plane, corners: [&Finder; 3], scale: f64, budget: &mut Budget) -> Option<Found> {
    for grid in grid::grids(plane, corners, budget).into_iter().take(3) {
        if grid.timing < 0.4 {
            break;
        }
        let text = attempt(plane, &grid, budget);
        if let Some(text) = text {
            let side = f64::from(u16::try_from(grid.size).unwrap());
            let corner = |x: f64, y: f64| {
                let at = grid.map.at(x, y) * scale;
                (number::floor(at.x + 0.5), number::floor(at.y + 0.5))
            };
            return Some(Found { text, corners: [corner(0.0, 0.0), corner(side, 0.0), corner(side, side), corner(0.0, side)] });
        }
    }
    None
}

fn attempt(plane: &Plane, grid: &grid::Grid, budget: &mut Budget) -> Option<String> {
    let try_bits = |shades: &Shades| decode::text_of(&shades.bits(), grid.size);
    let shades = Shades::of(plane, grid, Point::default(), budget)?;
    if let Some(text) = try_bits(&shades) { return Some(text); }
    for share in [0.12, 0.25] {
        if let Some(text) = try_bits(&shades.sharpened(share)) { return Some(text); }
    }
    for (x, y) in [(0.2, 0.0), (-0.2, 0.0), (0.0, 0.2), (0.0, -0.2), (0.2, 0.2), (-0.2, -0.2), (0.2, -0.2), (-0.2, 0.2)] {
        let shades = Shades::of(plane, grid, Point::new(x, y), budget)?;
        if let Some(text) = try_bits(&shades) { return Some(text); }
        if let Some(text) = try_bits(&shades.sharpened(0.15)) { return Some(text); }
    }
    None
}
