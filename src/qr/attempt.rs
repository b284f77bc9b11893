//! A grid → its bytes, with retries against blur and shifted modules.

use crate::budget::Budget;
use crate::charset::Run;
use crate::decode;
use crate::grid::Grid;
use crate::plane::Plane;
use crate::point::Point;
use crate::sample::Shades;

/// The result of reading a grid.
pub(crate) enum Outcome {
    /// It was read.
    Read(Vec<Run>),
    /// Every module was seen clearly, but the content is invalid.
    Damaged,
    /// It is a code; another pass may show more.
    Unclear,
    /// There is no code.
    Unlikely,
}

/// Reads a grid as it is, then sharpened, then with its modules sampled beside their centres.
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
    // One try costs thresholds, mask and error correction: as much as sampling this many pixels.
    let cost = 16 * grid.size * grid.size;
    let runs_of = |shades: &Shades, budget: &mut Budget| {
        budget.spend(cost)?;
        decode::runs_of(&shades.modules().bits, grid.size)
    };
    let Some(shades) = Shades::of(plane, grid, Point::default(), budget) else {
        return Outcome::Unclear;
    };
    if budget.spend(cost).is_none() {
        return Outcome::Unclear;
    }
    let modules = shades.modules();
    if !modules.is_likely() {
        return Outcome::Unlikely;
    }
    if let Some(runs) = decode::runs_of(&modules.bits, grid.size) {
        return Outcome::Read(runs);
    }
    let sharper = |share: &f64| runs_of(&shades.sharpened(*share), budget);
    let runs = [0.12, 0.25, 0.45].iter().find_map(sharper).or_else(|| {
        ASIDE.iter().find_map(|(x, y)| {
            let shades = Shades::of(plane, grid, Point::new(*x, *y), budget)?;
            runs_of(&shades, budget).or_else(|| runs_of(&shades.sharpened(0.15), budget))
        })
    });
    match runs {
        Some(runs) => Outcome::Read(runs),
        None if modules.are_clear() => Outcome::Damaged,
        None => Outcome::Unclear,
    }
}
