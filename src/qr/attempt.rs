//! A grid → its bytes, with retries against blur and shifted modules.

use crate::budget::Budget;
use crate::charset::Run;
use crate::decode::{self, Content};
use crate::grid::Grid;
use crate::plane::Plane;
use crate::point::Point;
use crate::sample::{Places, Shades};
use crate::warp::LATTICE_MIN;

/// The result of reading a grid.
pub(crate) enum Outcome {
    /// It was read.
    Read(Vec<Run>),
    /// Its errors were corrected, but it says something in a way that is not known.
    Foreign,
    /// Every module was seen clearly, but the content is invalid.
    Damaged,
    /// It is a code; another pass may show more.
    Unclear,
    /// There is no code.
    Unlikely,
}

/// How much a grid is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// Everything below.
    Full,
    /// As it is and once sharpened: all of it was tried on the same corners before.
    Again,
}

/// Reads a grid as it is, then without its warp, then sharpened, then with its modules sampled
/// beside their centres.
pub(crate) fn attempt(plane: &Plane, grid: &Grid, effort: Effort, budget: &mut Budget) -> Outcome {
    let plain = grid.warp.as_ref().map(|_| Grid { warp: None, ..grid.clone() });
    // A small symbol has only its timing patterns to say that it is bent.
    let grids = match &plain {
        Some(plain) if grid.size < LATTICE_MIN => [Some(plain), Some(grid)],
        _ => [Some(grid), plain.as_ref()],
    };
    let mut seen: Vec<(Places, Shades)> = Vec::new();
    let (mut is_clear, mut is_foreign) = (false, false);
    for grid in grids.into_iter().flatten() {
        let Some(places) = Places::of(grid, budget) else { break };
        let Some(shades) = Shades::of(plane, &places, Point::default(), budget) else { break };
        let modules = shades.modules();
        if budget.spend(trial(grid.size)).is_none() || !modules.is_likely() {
            continue;
        }
        let plain = decode::content_of(&modules.bits, grid.size);
        let content = plain.or_else(|| decode::mirrored_content_of(&modules.bits, grid.size));
        is_foreign |= matches!(content, Some(Content::Unknown));
        if let Some(runs) = content.and_then(Content::runs) {
            return Outcome::Read(runs);
        }
        is_clear |= modules.are_clear();
        seen.push((places, shades));
    }
    let Some((places, shades)) = seen.first() else {
        return if budget.is_spent() { Outcome::Unclear } else { Outcome::Unlikely };
    };
    let runs = match effort {
        Effort::Again => runs_of(&shades.sharpened(0.25), budget),
        Effort::Full => seen
            .iter()
            .flat_map(|(_, shades)| SHARES.map(|share| (shades, share)))
            .find_map(|(shades, share)| runs_of(&shades.sharpened(share), budget))
            .or_else(|| aside(plane, places, budget)),
    };
    match runs {
        Some(runs) => Outcome::Read(runs),
        None if is_foreign => Outcome::Foreign,
        None if is_clear => Outcome::Damaged,
        None => Outcome::Unclear,
    }
}

/// The approximate parts of a neighbour's shade in a module of a blurred code.
const SHARES: [f64; 3] = [0.12, 0.25, 0.45];

/// What a trial costs besides sampling: thresholds, mask and error correction take as long as
/// reading this many pixels.
fn trial(size: usize) -> usize {
    64 * size * size
}

fn runs_of(shades: &Shades, budget: &mut Budget) -> Option<Vec<Run>> {
    budget.spend(trial(shades.size()))?;
    decode::content_of(&shades.modules().bits, shades.size())?.runs()
}

/// Samples beside the centres of the modules.
fn aside(plane: &Plane, places: &Places, budget: &mut Budget) -> Option<Vec<Run>> {
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
    ASIDE.iter().find_map(|(x, y)| {
        let shades = Shades::of(plane, places, Point::new(*x, *y), budget)?;
        runs_of(&shades, budget).or_else(|| runs_of(&shades.sharpened(0.15), budget))
    })
}
