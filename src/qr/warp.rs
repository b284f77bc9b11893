//! How a picture bends away from a homography: a lens, or paper that is not flat.

use crate::alignment;
use crate::budget::Budget;
use crate::homography::Homography;
use crate::lens::{Lens, Seen};
use crate::number::real;
use crate::plane::Plane;
use crate::point::Point;
use crate::timing::Timing;

/// A homography, and the distance of a symbol's points from where it puts them.
#[derive(Debug, Clone)]
pub(crate) struct Warp {
    map: Homography,
    lens: Lens,
    /// Columns and rows of a lattice of places, in modules.
    at: Vec<f64>,
    /// What the lens does not explain there, row by row, in pixels.
    off: Vec<Point>,
}

/// A bend of less than this many modules does no harm.
const BEND_MIN: f64 = 0.25;

/// How well an alignment pattern must fit: on two seeds of `camera`, 0.6 reads as many, 0.8 one less.
const FIT_MIN: f64 = 0.7;

/// The smallest symbol with three alignment patterns in a row, in modules: version 7.
pub(crate) const LATTICE_MIN: usize = 45;

/// Columns and rows of the lattice of smaller ones.
const COARSE: usize = 5;

impl Warp {
    /// The warp of a symbol, from its timing patterns (horizontal, vertical) and, from version 7 on,
    /// its alignment patterns, each found from its neighbours. `None` if there is hardly any.
    pub(crate) fn of(
        plane: &Plane,
        map: &Homography,
        (size, dark): (usize, bool),
        [across, along]: [Option<&Timing>; 2],
        budget: &mut Budget,
    ) -> Option<Self> {
        let off_at = |at: Point, (x, y): (f64, f64)| ((x, y), at - map.at(x, y));
        let top = |x: f64| Some(off_at(across?.place(x)?, (x, 6.5)));
        let left = |y: f64| Some(off_at(along?.place(y)?, (6.5, y)));
        let mut seen: Vec<Seen> =
            coarse(size).into_iter().flat_map(|at| [top(at), left(at)]).flatten().collect();
        let lens = Lens::of(plane, map, size, &seen);
        let at = if size < LATTICE_MIN { coarse(size) } else { alignments(size) };
        let mut warp = Self { map: *map, off: Vec::with_capacity(at.len() * at.len()), lens, at };
        let last = warp.at.len() - 1;
        let mut bend: f64 = 0.0;
        for (row, column) in (0..=last).flat_map(|row| (0..=last).map(move |column| (row, column)))
        {
            let place = warp.place(row, column);
            let flat = map.at(place.0, place.1);
            let step =
                (map.at(place.0 + 1.0, place.1) - flat, map.at(place.0, place.1 + 1.0) - flat);
            let known = match (row, column) {
                (0, _) => top(place.0),
                (_, 0) => left(place.1),
                _ => None,
            };
            let guess = known.map_or_else(|| warp.guess(row, column, flat), |known| known.1);
            let is_finder = [(0, 0), (0, last), (last, 0)].contains(&(row, column));
            let found = if size < LATTICE_MIN || is_finder {
                guess
            } else {
                let found = nearest(plane, flat + guess, step, dark, budget)?;
                found.map_or(guess, |found| found - flat)
            };
            bend = bend.max(found.length() / (step.0.length() + step.1.length()) * 2.0);
            seen.push((place, found));
            warp.off.push(found - warp.lens.offset(place, flat));
        }
        if size >= LATTICE_MIN {
            warp.refit(plane, map, size, &seen);
        }
        (bend > BEND_MIN).then_some(warp)
    }

    /// Fits the lens again, to all that was seen; the lattice is the end of it.
    fn refit(&mut self, plane: &Plane, map: &Homography, size: usize, seen: &[Seen]) {
        self.lens = Lens::of(plane, map, size, seen);
        let lattice = seen.iter().skip(seen.len() - self.off.len());
        for (off, (place, found)) in self.off.iter_mut().zip(lattice) {
            *off = *found - self.lens.offset(*place, map.at(place.0, place.1));
        }
    }

    fn place(&self, row: usize, column: usize) -> (f64, f64) {
        let at = |index: usize| self.at.get(index).copied().unwrap_or_default();
        (at(column), at(row))
    }

    /// The distance at a place of the lattice according to the lens and the neighbours before it.
    fn guess(&self, row: usize, column: usize, flat: Point) -> Point {
        let off = |row: usize, column: usize| {
            self.off.get(row * self.at.len() + column).copied().unwrap_or_default()
        };
        let beyond = match (row, column) {
            (0, 0) => Point::default(),
            (0, _) => off(0, column - 1),
            (_, 0) => off(row - 1, 0),
            _ => off(row - 1, column) + off(row, column - 1) - off(row - 1, column - 1),
        };
        self.lens.offset(self.place(row, column), flat) + beyond
    }

    /// The position in the picture, in pixels, of a point of the symbol, in modules.
    #[inline]
    pub(crate) fn at(&self, x: f64, y: f64) -> Point {
        let flat = self.map.at(x, y);
        flat + self.lens.offset((x, y), flat) + self.beyond(x, y)
    }

    /// What the lens does not explain: between the four places around.
    fn beyond(&self, x: f64, y: f64) -> Point {
        let count = self.at.len();
        let tile = |along: f64| {
            let inner = self.at.get(1..count - 1).unwrap_or_default();
            let tile = inner.iter().take_while(|at| **at < along).count();
            match self.at.get(tile..tile + 2) {
                // Beyond the lattice, the bend goes on for a part of the tile.
                Some([from, to]) => (tile, ((along - from) / (to - from)).clamp(-0.3, 1.3)),
                _ => (tile, 0.0),
            }
        };
        let ((column, u), (row, v)) = (tile(x), tile(y));
        let off = |row: usize, column: usize| {
            self.off.get(row * count + column).copied().unwrap_or_default()
        };
        let between = |row: usize| off(row, column) * (1.0 - u) + off(row, column + 1) * u;
        between(row) * (1.0 - v) + between(row + 1) * v
    }
}

/// The alignment pattern near a place, if one fits.
#[expect(clippy::option_option, reason = "the outer one says that the budget is spent")]
fn nearest(
    plane: &Plane,
    expected: Point,
    step: (Point, Point),
    dark: bool,
    budget: &mut Budget,
) -> Option<Option<Point>> {
    for radius in [1, 2] {
        let (place, fit) = alignment::find(plane, expected, step, radius, dark, budget)?;
        if fit > FIT_MIN {
            return Some(Some(place));
        }
    }
    Some(None)
}

/// The middles of the alignment patterns of a symbol in one direction, from version 7 on — ISO/IEC
/// 18004, table E.1.
fn alignments(size: usize) -> Vec<f64> {
    let version = (size - 17) / 4;
    let gaps = version / 7 + 1;
    // The gaps are even numbers; version 32 is the exception to their rule.
    let gap = if version == 32 { 26 } else { (size - 13).div_ceil(2 * gaps) * 2 };
    let first = std::iter::once(6.5);
    first.chain((0..gaps).rev().map(|from_end| real(size - 7 - from_end * gap) + 0.5)).collect()
}

/// Evenly spaced places from one end of a timing pattern to the other.
fn coarse(size: usize) -> Vec<f64> {
    let way = real(size) - 13.0;
    (0..COARSE).map(|at| 6.5 + way * real(at) / real(COARSE - 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::alignments;

    #[test]
    fn the_alignment_patterns_are_those_of_the_standard() {
        for (version, expected) in [
            (7, &[6, 22, 38][..]),
            (14, &[6, 26, 46, 66]),
            (15, &[6, 26, 48, 70]),
            (22, &[6, 26, 50, 74, 98]),
            (32, &[6, 34, 60, 86, 112, 138]),
            (36, &[6, 24, 50, 76, 102, 128, 154]),
            (39, &[6, 26, 54, 82, 110, 138, 166]),
            (40, &[6, 30, 58, 86, 114, 142, 170]),
        ] {
            let middles: Vec<f64> = expected.iter().map(|at| f64::from(*at) + 0.5).collect();
            assert_eq!(alignments(17 + 4 * version), middles, "version {version}");
        }
    }
}
