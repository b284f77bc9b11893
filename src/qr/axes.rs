//! A finder pattern → the directions of its sides.

use crate::finder::Finder;
use crate::plane::Plane;
use crate::point::Point;

/// One module to the right and one downwards as the code is printed, in pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Axes {
    pub(crate) right: Point,
    pub(crate) down: Point,
}

impl Axes {
    /// The axes of a finder. `right` and `down` are where the other two finders are: in perspective,
    /// or through a lens that bends lines, the finder's own sides have other directions. Circles have
    /// no sides and keep the given ones.
    pub(crate) fn of(finder: &Finder, plane: &Plane, right: Point, down: Point) -> Self {
        let (mut right, mut down) = (right.unit(), down.unit());
        for _ in 0..2 {
            down = side(finder, plane, right, down).unwrap_or(down);
            right = side(finder, plane, down, right).unwrap_or(right);
        }
        let module = |direction: Point| {
            let [ahead, behind] = [1.0, -1.0].map(|way| finder.reach(plane, direction * way));
            ahead.zip(behind).map_or(finder.module, |(ahead, behind)| (ahead + behind) / 5.0)
        };
        Self { right: right * module(right), down: down * module(down) }
    }
}

/// The direction of the two sides of a finder that a line along `across` meets; it is near `along`.
fn side(finder: &Finder, plane: &Plane, across: Point, along: Point) -> Option<Point> {
    // One module beside the centre, a ray still starts within a circle of three.
    let aside = along * finder.module;
    let mut sides = Point::default();
    for way in [1.0, -1.0] {
        let border = |from: Point| {
            let reach = finder.ring_from(plane, from, across * way)?;
            Some(from + across * (way * reach))
        };
        sides = sides + border(finder.centre + aside)? - border(finder.centre - aside)?;
    }
    Some(sides.unit())
}
