//! What a lens does to a symbol: points move to the middle of the picture, or away from it, with the
//! cube of their distance.

use crate::homography::Homography;
use crate::number::real;
use crate::plane::Plane;
use crate::point::Point;

/// How far a lens moves the points of a symbol that a homography puts right at its corners.
#[derive(Debug, Clone)]
pub(crate) struct Lens {
    size: f64,
    middle: Point,
    corners: [Point; 4],
    strength: f64,
}

/// A place in a symbol, in modules, and how far it is from where a homography puts it, in pixels.
pub(crate) type Seen = ((f64, f64), Point);

impl Lens {
    /// The lens that moves points by about as much as was seen.
    pub(crate) fn of(plane: &Plane, map: &Homography, size: usize, seen: &[Seen]) -> Self {
        let middle = Point::new(real(plane.width()), real(plane.height())) * 0.5;
        let size = real(size);
        let corners = [(3.5, 3.5), (size - 3.5, 3.5), (3.5, size - 3.5), (size - 3.5, size - 3.5)]
            .map(|(x, y)| bent(map.at(x, y) - middle));
        let mut lens = Self { size, middle, corners, strength: 1.0 };
        lens.strength = lens.fit(map, seen);
        lens
    }

    fn fit(&self, map: &Homography, seen: &[Seen]) -> f64 {
        let (mut shared, mut squares) = (0.0, 0.0);
        for (place, off) in seen {
            let unit = self.offset(*place, map.at(place.0, place.1));
            shared += unit.dot(*off);
            squares += unit.dot(unit);
        }
        if squares > 0.0 { shared / squares } else { 0.0 }
    }

    /// By how much it moves a place of the symbol that the homography puts at `flat`, in pixels.
    #[inline]
    pub(crate) fn offset(&self, (x, y): (f64, f64), flat: Point) -> Point {
        let [u, v] = [x, y].map(|along| (along - 3.5) / (self.size - 7.0));
        let [a, b, c, d] = self.corners;
        let level = (a * (1.0 - u) + b * u) * (1.0 - v) + (c * (1.0 - u) + d * u) * v;
        (bent(flat - self.middle) - level) * self.strength
    }
}

/// Where a lens moves a point, but for a factor; both are seen from the picture's middle.
fn bent(from_middle: Point) -> Point {
    from_middle * from_middle.dot(from_middle)
}
