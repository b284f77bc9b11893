//! Where an alignment pattern is: five modules square, dark frame, light ring, dark centre.

use crate::budget::Budget;
use crate::number::real;
use crate::plane::Plane;
use crate::point::Point;

/// The alignment pattern nearest to `expected`, within `radius` modules: its centre and how well it
/// fits, 1 being perfect. `step` is one module to the right and one downwards.
pub(crate) fn find(
    plane: &Plane,
    expected: Point,
    step: (Point, Point),
    radius: u8,
    dark: bool,
    budget: &mut Budget,
) -> Option<(Point, f64)> {
    let mut best = coarse(plane, expected, step, radius, dark, budget)?;
    for part in [0.25, 0.125] {
        let from = best.0;
        for (x, y) in [
            (-1.0, 0.0),
            (1.0, 0.0),
            (0.0, -1.0),
            (0.0, 1.0),
            (-1.0, -1.0),
            (1.0, 1.0),
            (-1.0, 1.0),
            (1.0, -1.0),
        ] {
            budget.spend_samples(25)?;
            let at = from + step.0 * (x * part) + step.1 * (y * part);
            let places = CELLS.map(|y| CELLS.map(|x| at + step.0 * x + step.1 * y));
            let shades = places.as_flattened().iter().map(|place| plane.sample(*place));
            let score = score(shades, dark);
            if score > best.1 {
                best = (at, score);
            }
        }
    }
    Some(best)
}

/// The modules of a pattern on either side of its middle.
const CELLS: [f64; 5] = [-2.0, -1.0, 0.0, 1.0, 2.0];

/// The best place at whole and half modules from `expected`. The modules of all these patterns are on
/// one lattice of half modules, which is sampled once.
fn coarse(
    plane: &Plane,
    expected: Point,
    step: (Point, Point),
    radius: u8,
    dark: bool,
    budget: &mut Budget,
) -> Option<(Point, f64)> {
    let reach = usize::from(2 * radius);
    let side = 2 * reach + 9;
    let at = |x: usize, y: usize, middle: usize| {
        let [x, y] = [x, y].map(|half| (real(half) - real(middle)) / 2.0);
        expected + step.0 * x + step.1 * y
    };
    let places = 2 * reach + 1;
    budget.spend_samples(side * side + 2 * places * places)?;
    let mut shades = Vec::with_capacity(side * side);
    for y in 0..side {
        shades.extend((0..side).map(|x| plane.sample(at(x, y, reach + 4))));
    }
    let mut best = (expected, f64::MIN);
    for y in 0..places {
        for x in 0..places {
            let rows = shades.chunks_exact(side).skip(y).step_by(2).take(5);
            let cells = rows.flat_map(|row| row.iter().skip(x).step_by(2).take(5));
            let score = score(cells.copied(), dark);
            if score > best.1 {
                best = (at(x, y, reach), score);
            }
        }
    }
    Some(best)
}

/// The smallest deviation of shades that is a pattern; less is noise on a flat area.
const FLAT: f64 = 6.0;

/// How well the shades of 5 × 5 modules, row by row, correlate with the pattern's.
fn score(shades: impl Iterator<Item = f64>, dark: bool) -> f64 {
    // Of 25 modules, the ring has 8.
    const MEAN: f64 = 8.0 / 25.0;
    const IS_RING: [bool; 25] = {
        let (o, i) = (false, true);
        [o, o, o, o, o, o, i, i, i, o, o, i, o, i, o, o, i, i, i, o, o, o, o, o, o]
    };
    let (mut sum, mut squares, mut ring) = (0.0, 0.0, 0.0);
    for (shade, is_ring) in shades.zip(IS_RING) {
        sum += shade;
        squares += shade * shade;
        ring += if is_ring { shade } else { 0.0 };
    }
    let mean = sum / 25.0;
    let deviation = (squares / 25.0 - mean * mean).max(0.0).sqrt().max(FLAT);
    let shared = ring / 25.0 - mean * MEAN;
    let score = shared / (deviation * (MEAN * (1.0 - MEAN)).sqrt());
    if dark { score } else { -score }
}
