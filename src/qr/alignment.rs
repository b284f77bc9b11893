//! Where an alignment pattern is: five modules square, dark frame, light ring, dark centre.

use crate::budget::Budget;
use crate::plane::Plane;
use crate::point::Point;

/// The alignment pattern nearest to `expected`, within `radius` modules: its centre and how well it
/// fits, 1 being perfect. `step` is one module to the right and one downwards.
pub(crate) fn find(
    plane: &Plane,
    expected: Point,
    step: (Point, Point),
    radius: i32,
    dark: bool,
    budget: &mut Budget,
) -> Option<(Point, f64)> {
    let mut best = (expected, f64::MIN);
    let mut look = |at: Point| {
        budget.spend_samples(25)?;
        let score = score(plane, at, step, dark);
        if score > best.1 {
            best = (at, score);
        }
        Some(best.0)
    };
    for y in -2 * radius..=2 * radius {
        for x in -2 * radius..=2 * radius {
            look(expected + step.0 * (f64::from(x) / 2.0) + step.1 * (f64::from(y) / 2.0))?;
        }
    }
    for part in [0.25, 0.125] {
        let from = look(expected)?;
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
            look(from + step.0 * (x * part) + step.1 * (y * part))?;
        }
    }
    Some(best)
}

/// The smallest deviation of shades that is a pattern; less is noise on a flat area.
const FLAT: f64 = 6.0;

/// How well the shades correlate with the pattern's.
fn score(plane: &Plane, at: Point, step: (Point, Point), dark: bool) -> f64 {
    // Of 25 modules, the ring has 8.
    const MEAN: f64 = 8.0 / 25.0;
    let (mut sum, mut squares, mut ring) = (0.0, 0.0, 0.0);
    for y in -2_i32..=2 {
        for x in -2_i32..=2 {
            let shade = plane.sample(at + step.0 * f64::from(x) + step.1 * f64::from(y));
            sum += shade;
            squares += shade * shade;
            if x.abs().max(y.abs()) == 1 {
                ring += shade;
            }
        }
    }
    let mean = sum / 25.0;
    let deviation = (squares / 25.0 - mean * mean).max(0.0).sqrt().max(FLAT);
    let shared = ring / 25.0 - mean * MEAN;
    let score = shared / (deviation * (MEAN * (1.0 - MEAN)).sqrt());
    if dark { score } else { -score }
}
