//! Three finder patterns → the position of each module.

use crate::budget::Budget;
use crate::edges::edges;
use crate::finder::Finder;
use crate::homography::Homography;
use crate::number::{floor, index, real};
use crate::plane::Plane;
use crate::point::Point;

/// A symbol located in the picture.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    /// Modules per side.
    pub(crate) size: usize,
    /// Modules → pixels; the symbol's top left corner is (0, 0).
    pub(crate) map: Homography,
    /// Whether its dark modules are darker than its light ones.
    pub(crate) dark: bool,
    /// Approximate width and height of a module in pixels.
    pub(crate) module: f64,
    /// How well the timing patterns alternate: 1 is perfect, 0 is chance.
    pub(crate) timing: f64,
}

impl Grid {
    /// The symbol's corners in pixels: top left, top right, bottom right, bottom left.
    pub(crate) fn corners(&self) -> [Point; 4] {
        let side = real(self.size);
        [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)].map(|(x, y)| self.map.at(x, y))
    }
}

/// A timing score this high is not chance.
pub(crate) const IS_CODE: f64 = 0.4;

/// The symbol's frame according to the three finders.
struct Frame {
    corners: [Point; 3],
    threshold: f64,
    dark: bool,
    module: f64,
}

/// The grids that fit three finder patterns (top left, top right, bottom left), best first.
pub(crate) fn grids(plane: &Plane, finders: [&Finder; 3], budget: &mut Budget) -> Vec<Grid> {
    let [top_left, top_right, bottom_left] = finders;
    let right = top_right.centre - top_left.centre;
    let down = bottom_left.centre - top_left.centre;
    // Modules along each side, from the finders' reach in exactly that direction.
    let module_along = |direction: Point, finders: [&Finder; 2]| {
        let unit = direction.unit();
        let mut reach = 0.0;
        for finder in finders {
            let ahead = finder.reach(plane, unit)?;
            reach += ahead + finder.reach(plane, unit * -1.0)?;
        }
        Some(reach / 10.0)
    };
    let across = module_along(right, [top_left, top_right]).unwrap_or(top_left.module);
    let along = module_along(down, [top_left, bottom_left]).unwrap_or(top_left.module);
    let frame = Frame {
        corners: [top_left.centre, top_right.centre, bottom_left.centre],
        threshold: (top_left.threshold + top_right.threshold + bottom_left.threshold) / 3.0,
        dark: top_left.dark,
        module: (across + along) / 2.0,
    };
    let estimate = (right.length() / across + down.length() / along) / 2.0 + 7.0;
    // The timing patterns run three modules from the centres of the finders.
    let beside = |finder: &Finder, direction: Point| {
        let unit = direction.unit();
        let reach = finder.reach(plane, unit).unwrap_or(2.5 * finder.module);
        finder.centre + unit * (reach * 1.2)
    };
    let lines = [
        (beside(top_left, down), beside(top_right, down), across),
        (beside(top_left, right), beside(bottom_left, right), along),
    ];
    let [across, along] = lines
        .map(|(from, to, module)| timed(plane, from, to, module, budget))
        .map(|timed| timed.filter(|timed| fits(timed.size, estimate)));
    let mut sizes: Vec<usize> = Vec::new();
    for timed in [&across, &along].into_iter().flatten() {
        if !sizes.contains(&timed.size) {
            sizes.push(timed.size);
        }
    }
    if sizes.is_empty() {
        return Vec::new();
    }
    let guess = 17 + 4 * index(floor((estimate - 17.0) / 4.0 + 0.5));
    if !sizes.contains(&guess) {
        sizes.push(guess);
    }
    let bends = |size: usize| {
        [&across, &along].map(|timed| {
            timed.as_ref().filter(|timed| timed.size == size).map_or(0.0, |timed| timed.bend)
        })
    };
    let lay = |sizes: &[usize], budget: &mut Budget| -> Vec<Grid> {
        let sizes = sizes.iter().filter(|size| (21..=177).contains(*size));
        sizes.filter_map(|size| frame.grid(plane, *size, bends(*size), budget)).collect()
    };
    let mut grids = lay(&sizes, budget);
    if grids.iter().all(|grid| grid.timing < IS_CODE) {
        // A carelessly scaled pattern has an edge too many or too few.
        let beside: Vec<usize> = sizes
            .iter()
            .flat_map(|size| [size - 4, size + 4])
            .filter(|size| !sizes.contains(size))
            .collect();
        grids.extend(lay(&beside, budget));
    }
    grids.sort_unstable_by(|a, b| b.timing.total_cmp(&a.timing));
    grids
}

/// Whether a size roughly matches the finders' estimate.
fn fits(size: usize, estimate: f64) -> bool {
    (real(size) - estimate).abs() < 4.0 + 0.15 * estimate
}

/// The measurements of a timing pattern.
struct Timed {
    /// Modules per side.
    size: usize,
    /// How much perspective shortens its far end: a module at `t` of the way from one finder to the
    /// other is at `t (1 + bend) / (1 + t bend)` of the way in the picture. 0 means no perspective.
    bend: f64,
}

/// The size of the symbol, from counting the edges of a timing pattern between two finders; `None`
/// if they are not evenly spaced.
fn timed(plane: &Plane, from: Point, to: Point, module: f64, budget: &mut Budget) -> Option<Timed> {
    let way = to - from;
    let count = index(floor(way.length() / module * 5.0)).min(4096);
    budget.spend(count)?;
    let step = way * real(count).recip();
    let mut line = Vec::new();
    plane.profile(from, step, count, &mut line);
    let (low, high) =
        line.iter().fold((u8::MAX, 0), |(low, high), shade| (low.min(*shade), high.max(*shade)));
    let mut found = Vec::new();
    edges(&line, (high - low) / 8, &mut found);
    // Excluding the two ends of the line: edges at 7, 8, … size − 7.
    let inner = found.get(1..found.len() - 1)?;
    let size = (inner.len() + 14) / 4 * 4 + 1;
    let mean = (inner.last()?.at - inner.first()?.at) / real(inner.len() - 1);
    let even = inner
        .windows(2)
        .filter(|pair| {
            pair.first()
                .zip(pair.last())
                .is_some_and(|(a, b)| (b.at - a.at - mean).abs() < 0.5 * mean)
        })
        .count();
    if even * 5 <= inner.len() * 3 {
        return None;
    }
    // If all edges were found, each measures the bend; the middle ones measure it best.
    let (mut shifts, mut weights) = (0.0, 0.0);
    if inner.len() + 13 == size {
        for (at, edge) in inner.iter().enumerate() {
            let way = (real(at) + 3.5) / (real(size) - 7.0);
            let seen = edge.at / real(line.len());
            shifts += seen - way;
            weights += way * (1.0 - seen);
        }
    }
    let bend = if weights > 0.0 { shifts / weights } else { 0.0 };
    Some(Timed { size, bend })
}

impl Frame {
    /// The grid for a size, from the three finders, the bend of the timing patterns, and the last
    /// alignment pattern if there is one.
    fn grid(
        &self,
        plane: &Plane,
        size: usize,
        [across, along]: [f64; 2],
        budget: &mut Budget,
    ) -> Option<Grid> {
        let side = f64::from(u16::try_from(size).ok()?);
        let [top_left, top_right, bottom_left] = self.corners;
        let lay = |far: f64, corner: Point| {
            Homography::between(
                [
                    Point::new(3.5, 3.5),
                    Point::new(side - 3.5, 3.5),
                    Point::new(far, far),
                    Point::new(3.5, side - 3.5),
                ],
                [top_left, top_right, corner, bottom_left],
            )
        };
        // The homography whose last row is given by the bends, at the fourth corner.
        let bent = |across: f64, along: f64| {
            let corner = top_right * (1.0 + across) + bottom_left * (1.0 + along) - top_left;
            lay(side - 3.5, corner * (1.0 + across + along).recip())
        };
        let mut best = self.judged(plane, bent(0.0, 0.0)?, size, budget)?;
        if across != 0.0 || along != 0.0 {
            let bent = self.judged(plane, bent(across, along)?, size, budget)?;
            if bent.timing > best.timing {
                best = bent;
            }
        }
        if size > 21 {
            let far = side - 6.5;
            let expected = best.map.at(far, far);
            let step =
                (best.map.at(far + 1.0, far) - expected, best.map.at(far, far + 1.0) - expected);
            for radius in [2, 5] {
                let Some((corner, score)) = self.alignment(plane, expected, step, radius, budget)
                else {
                    break;
                };
                if score < 0.55 {
                    continue;
                }
                if let Some(grid) = self.judged(plane, lay(far, corner)?, size, budget)
                    && grid.timing > best.timing - 0.15
                {
                    best = grid;
                    break;
                }
            }
        }
        Some(best)
    }

    /// The alignment pattern nearest to `expected`, within `radius` modules: its centre and how
    /// well it fits, 1 being perfect.
    fn alignment(
        &self,
        plane: &Plane,
        expected: Point,
        step: (Point, Point),
        radius: i32,
        budget: &mut Budget,
    ) -> Option<(Point, f64)> {
        let mut best = (expected, f64::MIN);
        for y in -2 * radius..=2 * radius {
            for x in -2 * radius..=2 * radius {
                budget.spend(25)?;
                let at = expected + step.0 * (f64::from(x) / 2.0) + step.1 * (f64::from(y) / 2.0);
                let score = self.alignment_score(plane, at, step);
                if score > best.1 {
                    best = (at, score);
                }
            }
        }
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
                budget.spend(25)?;
                let at = from + step.0 * (x * part) + step.1 * (y * part);
                let score = self.alignment_score(plane, at, step);
                if score > best.1 {
                    best = (at, score);
                }
            }
        }
        Some(best)
    }

    /// Dark frame, light ring, dark centre: five modules square.
    fn alignment_score(&self, plane: &Plane, at: Point, step: (Point, Point)) -> f64 {
        let (mut signed, mut all) = (0.0, 0.0);
        for y in -2_i32..=2 {
            for x in -2_i32..=2 {
                let shade = plane.sample(at + step.0 * f64::from(x) + step.1 * f64::from(y));
                let away = shade - self.threshold;
                let is_light = x.abs().max(y.abs()) == 1;
                signed += if is_light == self.dark { away } else { -away };
                all += away.abs();
            }
        }
        signed / (all + 1.0)
    }

    /// A grid with its timing patterns scored.
    fn judged(
        &self,
        plane: &Plane,
        map: Homography,
        size: usize,
        budget: &mut Budget,
    ) -> Option<Grid> {
        budget.spend(2 * size)?;
        let (mut signed, mut all) = (0.0, 0.0);
        for at in 7..size - 7 {
            let along = f64::from(u16::try_from(at).ok()?) + 0.5;
            for point in [map.at(along, 6.5), map.at(6.5, along)] {
                let away = plane.sample(point) - self.threshold;
                let is_light = at % 2 == 1;
                signed += if is_light == self.dark { away } else { -away };
                all += away.abs();
            }
        }
        Some(Grid { size, map, dark: self.dark, module: self.module, timing: signed / (all + 1.0) })
    }
}
