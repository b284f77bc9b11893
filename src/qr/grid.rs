//! Three finder patterns → the position of each module.

use crate::alignment;
use crate::axes::Axes;
use crate::budget::Budget;
use crate::finder::Finder;
use crate::homography::Homography;
use crate::number::{ascending, floor, index, real};
use crate::plane::Plane;
use crate::point::Point;
use crate::timing::{Timing, lines};
use crate::warp::{LATTICE_MIN, Warp};

/// A symbol located in the picture.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    /// Modules per side.
    pub(crate) size: usize,
    /// Modules → pixels; the symbol's top left corner is (0, 0).
    pub(crate) map: Homography,
    /// How the picture bends away from a homography, if it does.
    pub(crate) warp: Option<Warp>,
    /// Whether its dark modules are darker than its light ones.
    pub(crate) dark: bool,
    /// Approximate width and height of a module in pixels.
    pub(crate) module: f64,
    /// How well the timing patterns alternate: 1 is perfect, 0 is chance.
    pub(crate) timing: f64,
}

impl Grid {
    /// The position in the picture, in pixels, of a point of the symbol, in modules.
    #[inline]
    pub(crate) fn at(&self, x: f64, y: f64) -> Point {
        self.warp.as_ref().map_or_else(|| self.map.at(x, y), |warp| warp.at(x, y))
    }

    /// The symbol's corners in pixels: top left, top right, bottom right, bottom left.
    pub(crate) fn corners(&self) -> [Point; 4] {
        let side = real(self.size);
        [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)].map(|(x, y)| self.at(x, y))
    }
}

/// A timing score this high is not chance.
pub(crate) const IS_CODE: f64 = 0.4;

/// A grid with more evidence may have a timing score that is lower by this much: through a lens, the
/// timing patterns leave even the right homography.
const WORSE: f64 = 0.15;

/// The symbol's frame according to the three finders.
struct Frame {
    corners: [Point; 3],
    dark: bool,
    module: f64,
}

/// The grids that fit three finder patterns (top left, top right, bottom left), best first.
pub(crate) fn grids(plane: &Plane, finders: [&Finder; 3], budget: &mut Budget) -> Vec<Grid> {
    let [top_left, top_right, bottom_left] = finders;
    let right = top_right.centre - top_left.centre;
    let down = bottom_left.centre - top_left.centre;
    if budget.spend_samples(RAYS).is_none() {
        return Vec::new();
    }
    let axes = finders.map(|finder| Axes::of(finder, plane, right, down));
    let [across, along] = [
        (axes[0].right.length() + axes[1].right.length()) / 2.0,
        (axes[0].down.length() + axes[2].down.length()) / 2.0,
    ];
    let corners = finders.map(|finder| finder.centre);
    let frame = Frame { corners, dark: top_left.dark, module: (across + along) / 2.0 };
    let estimate = (right.length() / across + down.length() / along) / 2.0 + 7.0;
    let [rows, columns] = lines(corners, axes);
    let timings = [(rows, across), (columns, along)].map(|((ends, ways), module)| {
        Timing::follow(plane, ends, ways, module, budget)
            .filter(|timing| fits(timing.size, estimate))
    });
    let mut sizes: Vec<usize> = Vec::new();
    for timing in timings.iter().flatten() {
        if !sizes.contains(&timing.size) {
            sizes.push(timing.size);
        }
    }
    if sizes.is_empty() {
        return Vec::new();
    }
    let guess = 17 + 4 * index(floor((estimate - 17.0) / 4.0 + 0.5));
    if !sizes.contains(&guess) {
        sizes.push(guess);
    }
    let lay = |sizes: &[usize], budget: &mut Budget| -> Vec<Grid> {
        let sizes = sizes.iter().filter(|size| (21..=177).contains(*size));
        let timings_of = |size: usize| {
            timings.each_ref().map(|timing| timing.as_ref().filter(|timing| timing.size == size))
        };
        sizes.filter_map(|size| frame.grid(plane, *size, timings_of(*size), budget)).collect()
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
    // A score is at most 1.
    ascending(&grids, |grid| 1.0 - grid.timing, usize::MAX)
}

/// About as many samples as the rays that find the axes of three finders take.
const RAYS: usize = 600;

/// Whether a size roughly matches the finders' estimate.
fn fits(size: usize, estimate: f64) -> bool {
    (real(size) - estimate).abs() < 4.0 + 0.15 * estimate
}

impl Frame {
    /// The grid for a size, from the three finders, the timing patterns, and the alignment patterns
    /// if there are any.
    fn grid(
        &self,
        plane: &Plane,
        size: usize,
        timings: [Option<&Timing>; 2],
        budget: &mut Budget,
    ) -> Option<Grid> {
        let flat = self.flat(plane, size, timings, budget)?;
        if timings.iter().all(Option::is_none) && flat.timing < IS_CODE {
            return Some(flat);
        }
        let warped = self.warped(plane, &flat, timings, budget);
        Some(warped.filter(|warped| warped.timing > flat.timing - WORSE).unwrap_or(flat))
    }

    /// The homography from the three finders and a fourth point, in modules from the left and the
    /// top.
    fn lay(&self, size: usize, fourth: f64, place: Point) -> Option<Homography> {
        let [top_left, top_right, bottom_left] = self.corners;
        let (near, far) = (3.5, real(size) - 3.5);
        Homography::between(
            [
                Point::new(near, near),
                Point::new(far, near),
                Point::new(fourth, fourth),
                Point::new(near, far),
            ],
            [top_left, top_right, place, bottom_left],
        )
    }

    /// The grid of a flat symbol, from the bends of its timing patterns and its last alignment
    /// pattern.
    fn flat(
        &self,
        plane: &Plane,
        size: usize,
        timings: [Option<&Timing>; 2],
        budget: &mut Budget,
    ) -> Option<Grid> {
        let [top_left, top_right, bottom_left] = self.corners;
        // The homography whose last row is given by the bends, at the fourth corner.
        let bent = |across: f64, along: f64| {
            let corner = top_right * (1.0 + across) + bottom_left * (1.0 + along) - top_left;
            self.lay(size, real(size) - 3.5, corner * (1.0 + across + along).recip())
        };
        let [across, along] = timings.map(|timing| timing.map_or(0.0, |timing| timing.bend));
        let mut best = self.judged(plane, bent(0.0, 0.0)?, None, size, budget)?;
        if across != 0.0 || along != 0.0 {
            let bent = self.judged(plane, bent(across, along)?, None, size, budget)?;
            if bent.timing > best.timing {
                best = bent;
            }
        }
        if size == 21 {
            return Some(best);
        }
        let far = real(size) - 6.5;
        let expected = best.map.at(far, far);
        let step = (best.map.at(far + 1.0, far) - expected, best.map.at(far, far + 1.0) - expected);
        // Without a timing pattern of this size, a wider search finds chance.
        let radii: &[u8] = if timings.iter().any(Option::is_some) { &[2, 5] } else { &[2] };
        for radius in radii {
            let found = alignment::find(plane, expected, step, *radius, self.dark, budget);
            let Some((corner, fit)) = found else { break };
            if fit < 0.55 {
                continue;
            }
            let map = self.lay(size, far, corner)?;
            if let Some(grid) = self.judged(plane, map, None, size, budget)
                && grid.timing > best.timing - WORSE
            {
                return Some(grid);
            }
        }
        Some(best)
    }

    /// The same grid with the warp of its symbol, if it is not flat.
    fn warped(
        &self,
        plane: &Plane,
        flat: &Grid,
        timings: [Option<&Timing>; 2],
        budget: &mut Budget,
    ) -> Option<Grid> {
        let size = flat.size;
        let mut warp = Warp::of(plane, &flat.map, (size, self.dark), timings, budget)?;
        // The walk from one alignment pattern to the next ends at the fourth corner, and may have
        // found it where the homography did not expect it.
        let far = real(size) - 6.5;
        let corner = warp.at(far, far);
        let astray = (corner - flat.map.at(far, far)).length();
        if size >= LATTICE_MIN && astray > self.module {
            let map = self.lay(size, far, corner)?;
            warp = Warp::of(plane, &map, (size, self.dark), timings, budget)?;
        }
        self.judged(plane, flat.map, Some(warp), size, budget)
    }

    /// A grid with its timing patterns scored: by how much each module differs from the next in the
    /// expected direction.
    fn judged(
        &self,
        plane: &Plane,
        map: Homography,
        warp: Option<Warp>,
        size: usize,
        budget: &mut Budget,
    ) -> Option<Grid> {
        budget.spend_samples(2 * size)?;
        let mut grid = Grid { size, map, warp, dark: self.dark, module: self.module, timing: 0.0 };
        let (mut signed, mut all) = (0.0, 1.0);
        for is_row in [true, false] {
            let mut before = None;
            for at in 6..size - 6 {
                let along = real(at) + 0.5;
                let (x, y) = if is_row { (along, 6.5) } else { (6.5, along) };
                let shade = plane.sample(grid.at(x, y));
                let step = before.replace(shade).map_or(0.0, |before| shade - before);
                let is_lighter = at % 2 == 1;
                signed += if is_lighter == self.dark { step } else { -step };
                all += step.abs();
            }
        }
        grid.timing = signed / all;
        Some(grid)
    }
}
