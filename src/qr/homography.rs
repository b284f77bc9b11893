//! The flat symbol → the picture, from any angle.

use crate::point::Point;

/// A projective map of the plane, in rows; the last row gives the denominator.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Homography([[f64; 3]; 3]);

impl Homography {
    /// The map from four points to four others; `None` if three of them are collinear.
    pub(crate) fn between(from: [Point; 4], to: [Point; 4]) -> Option<Self> {
        Some(Self::of_unit_square(to)?.after(&Self::of_unit_square(from)?.inverse()))
    }

    /// (0,0), (1,0), (1,1), (0,1) → the corners — Heckbert, *Fundamentals of Texture Mapping*, §2.2.
    fn of_unit_square([a, b, c, d]: [Point; 4]) -> Option<Self> {
        let (right, down, bend) = (b - c, d - c, a - b + c - d);
        let area = right.cross(down);
        let (g, h) = (bend.cross(down) / area, right.cross(bend) / area);
        let map = Self([
            [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x],
            [b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y],
            [g, h, 1.0],
        ]);
        (area.abs() > 1e-9).then_some(map)
    }

    fn after(&self, first: &Self) -> Self {
        let rows = self.0;
        let [p, q, r] = first.0;
        Self(rows.map(|[a, b, c]| {
            let mut row = [0.0; 3];
            for (to, ((p, q), r)) in row.iter_mut().zip(p.iter().zip(q).zip(r)) {
                *to = a * p + b * q + c * r;
            }
            row
        }))
    }

    /// Up to a factor, which does not change a projective map.
    fn inverse(&self) -> Self {
        let [[a, b, c], [d, e, f], [g, h, i]] = self.0;
        Self([
            [e * i - f * h, c * h - b * i, b * f - c * e],
            [f * g - d * i, a * i - c * g, c * d - a * f],
            [d * h - e * g, b * g - a * h, a * e - b * d],
        ])
    }

    /// The position in the picture, in pixels, of a point of the symbol, in modules.
    #[inline]
    pub(crate) fn at(&self, x: f64, y: f64) -> Point {
        let [[a, b, c], [d, e, f], [g, h, i]] = self.0;
        let scale = (g * x + h * y + i).recip();
        Point::new((a * x + b * y + c) * scale, (d * x + e * y + f) * scale)
    }
}
