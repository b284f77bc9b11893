//! Two finders → the timing pattern between them, followed along its bend.

use crate::axes::Axes;
use crate::budget::Budget;
use crate::edges::edges;
use crate::number::{floor, index, real};
use crate::plane::Plane;
use crate::point::Point;

/// The measurements of a timing pattern.
pub(crate) struct Timing {
    /// Modules per side of the symbol.
    pub(crate) size: usize,
    /// How much perspective shortens its far end: a module at `t` of the way from one finder to the
    /// other is at `t (1 + bend) / (1 + t bend)` of the way in the picture. 0 means no perspective.
    pub(crate) bend: f64,
    /// The borders between its modules at 7, 8, … size − 7, if all were found.
    borders: Vec<Point>,
    /// The share of its modules that are about as wide as their neighbours.
    even: f64,
}

/// The curve between the ends of a timing pattern.
#[derive(Clone, Copy)]
struct Curve {
    ends: [Point; 2],
    /// Its directions there, as long as the way between them.
    ways: [Point; 2],
}

/// With this share of even modules a curve needs no better one: on two seeds of `camera`, 0.8 loses 52
/// codes of 630, 0.95 none.
const EVEN_ENOUGH: f64 = 0.9;

/// The smallest share that is not chance.
const EVEN_MIN: f64 = 0.6;

impl Timing {
    /// Follows the pattern from one finder to another: straight, then by the directions of the
    /// finders' sides, then in arcs. `ends` are three modules beside their centres, `ways` the
    /// directions there. `None` if its modules are nowhere evenly spaced.
    pub(crate) fn follow(
        plane: &Plane,
        ends: [Point; 2],
        ways: [Point; 2],
        module: f64,
        budget: &mut Budget,
    ) -> Option<Self> {
        let way = ends[1] - ends[0];
        let length = way.length();
        let straight = Curve { ends, ways: [way; 2] };
        let own = Curve { ends, ways: ways.map(|way| way.unit() * length) };
        let mut best: Option<Self> = None;
        let mut is_done = |curve: Curve, budget: &mut Budget| {
            let Some(timing) = curve.measured(plane, module, budget) else { return false };
            if best.as_ref().is_none_or(|best| timing.even > best.even) {
                best = Some(timing);
            }
            best.as_ref().is_some_and(|best| best.even >= EVEN_ENOUGH)
        };
        if !is_done(straight, budget) {
            is_done(own, budget);
        }
        best.filter(|best| best.even > EVEN_MIN)
    }

    /// The middle of the pattern's module at `along` modules from the symbol's border, if all were
    /// found.
    pub(crate) fn place(&self, along: f64) -> Option<Point> {
        let at = along - 7.0;
        let before = index(floor(at)).min(self.borders.len().checked_sub(2)?);
        let (from, to) = (self.borders.get(before)?, self.borders.get(before + 1)?);
        Some(*from + (*to - *from) * (at - real(before)))
    }
}

impl Curve {
    /// The position at a share of the way — a cubic Hermite spline.
    fn at(&self, t: f64) -> Point {
        let (s, [from, to], [first, last]) = (1.0 - t, self.ends, self.ways);
        from * (s * s * (1.0 + 2.0 * t))
            + to * (t * t * (3.0 - 2.0 * t))
            + first * (s * s * t)
            + last * (-s * t * t)
    }

    /// The pattern along this curve.
    fn measured(&self, plane: &Plane, module: f64, budget: &mut Budget) -> Option<Timing> {
        let count = index(floor((self.ends[1] - self.ends[0]).length() / module * 5.0)).min(4096);
        budget.spend_samples(count)?;
        let share = real(count).recip();
        let mut line = Vec::with_capacity(count);
        for at in 0..count {
            line.push(plane.shade_at(self.at(real(at) * share)));
        }
        let (low, high) = line
            .iter()
            .fold((u8::MAX, 0), |(low, high), shade| (low.min(*shade), high.max(*shade)));
        let mut found = Vec::new();
        edges(&line, (high - low) / 8, &mut found);
        // Excluding the two ends of the line: borders at 7, 8, … size − 7.
        let inner: Vec<f64> =
            found.get(1..found.len() - 1)?.iter().map(|edge| (edge.at - 0.5) * share).collect();
        let size = (inner.len() + 14) / 4 * 4 + 1;
        let is_whole = inner.len() + 13 == size;
        let borders =
            if is_whole { inner.iter().map(|at| self.at(*at)).collect() } else { Vec::new() };
        let bend = if is_whole { bend(&inner, size) } else { 0.0 };
        Some(Timing { size, bend, borders, even: evenness(&inner)? })
    }
}

/// The share of the gaps between borders that are as wide as they should be: half of the way may be
/// shorter than the other.
fn evenness(borders: &[f64]) -> Option<f64> {
    let gaps = borders.len().checked_sub(1).filter(|gaps| *gaps >= 4)?;
    let (first, middle, last) = (borders.first()?, borders.get(gaps / 2)?, borders.get(gaps)?);
    let near = (middle - first) / real(gaps / 2);
    let far = (last - middle) / real(gaps - gaps / 2);
    let even = borders.windows(2).enumerate().filter(|(at, pair)| {
        let share = (real(*at) + 0.5) / real(gaps);
        let expected = near + (far - near) * (2.0 * share - 0.5);
        pair.first()
            .zip(pair.last())
            .is_some_and(|(a, b)| (b - a - expected).abs() < 0.5 * expected)
    });
    Some(real(even.count()) / real(gaps))
}

/// What perspective does to the borders; the middle ones measure it best.
fn bend(borders: &[f64], size: usize) -> f64 {
    let (mut shifts, mut weights) = (0.0, 0.0);
    for (at, seen) in borders.iter().enumerate() {
        let way = (real(at) + 3.5) / (real(size) - 7.0);
        shifts += seen - way;
        weights += way * (1.0 - seen);
    }
    if weights > 0.0 { shifts / weights } else { 0.0 }
}

/// The ends of the two timing patterns of three finders (top left, top right, bottom left) and the
/// directions there: the horizontal one, then the vertical one.
pub(crate) fn lines(corners: [Point; 3], axes: [Axes; 3]) -> [([Point; 2], [Point; 2]); 2] {
    let [top_left, top_right, bottom_left] = corners;
    let [a, b, c] = axes;
    [
        ([top_left + a.down * 3.0, top_right + b.down * 3.0], [a.right, b.right]),
        ([top_left + a.right * 3.0, bottom_left + c.right * 3.0], [a.down, c.down]),
    ]
}
