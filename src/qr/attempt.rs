//! A grid → its text, trying what helps against blur and shifted modules.

use crate::budget::Budget;
use crate::decode;
use crate::grid::Grid;
use crate::plane::Plane;
use crate::point::Point;
use crate::sample::Shades;

/// What came of a grid.
#[derive(PartialEq)]
pub(crate) enum Outcome {
    /// It was read.
    Text(String),
    /// Every module was clearly seen, and yet they say nothing.
    Damaged,
    /// Another look may show more.
    Unclear,
}

/// Reads a grid as it lies, then against blur, then with its modules looked at beside their middles.
pub(crate) fn attempt(plane: &Plane, grid: &Grid, budget: &mut Budget) -> Outcome {
    const ASIDE: [(f64, f64); 8] = [
        (0.2, 0.0),
        (-0.2, 0.0),
        (0.0, 0.2),
        (0.0, -0.2),
        (0.2, 0.2),
        (-0.2, -0.2),
        (0.2, -0.2),
        (-0.2, 0.2),
    ];
    let text_of = |shades: &Shades| decode::text_of(&shades.modules().bits, grid.size);
    let Some(shades) = Shades::of(plane, grid, Point::default(), budget) else {
        return Outcome::Unclear;
    };
    let modules = shades.modules();
    if !modules.is_likely() {
        return Outcome::Unclear;
    }
    if let Some(text) = decode::text_of(&modules.bits, grid.size) {
        return Outcome::Text(text);
    }
    let sharper = |share: &f64| text_of(&shades.sharpened(*share));
    let text = [0.12, 0.25, 0.45].iter().find_map(sharper).or_else(|| {
        ASIDE.iter().find_map(|(x, y)| {
            let shades = Shades::of(plane, grid, Point::new(*x, *y), budget)?;
            text_of(&shades).or_else(|| text_of(&shades.sharpened(0.15)))
        })
    });
    match text {
        Some(text) => Outcome::Text(text),
        None if modules.are_clear() => Outcome::Damaged,
        None => Outcome::Unclear,
    }
}
