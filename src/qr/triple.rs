//! Finder patterns → triples that may be the corners of one code, likeliest first.

use crate::budget::Budget;
use crate::finder::Finder;
use crate::number::ascending;
use crate::point::Point;

/// Three finder patterns of one code.
#[derive(Clone)]
pub(crate) struct Triple {
    /// Indices of the finders: top left, top right, bottom left.
    pub(crate) members: [usize; 3],
    /// Deviation from a square; 0 is perfect.
    pub(crate) oddity: f64,
}

/// Distance between the middles of two finders of one code, in modules: 14 in version 1, 170 in
/// version 40.
const SPAN: std::ops::Range<f64> = 12.5..210.0;

/// Maximum number of triples kept: many times what a page of codes has.
const TRIPLES_MAX: usize = 150;

/// Data that looks like a finder does so in fewer of the lines through it.
const CHANCE: f64 = 0.5;

/// How odd a finder is that no line crossed: as much as sides of 1 : 1.3. Without it, the right
/// triple of a photographed code comes after several others.
const DOUBT: f64 = 0.3;

/// The likeliest triples of finders of the same polarity and similar size, at a right angle with
/// legs of similar length.
pub(crate) fn triples(finders: &[Finder], budget: &mut Budget) -> Vec<Triple> {
    let mut all = Vec::new();
    let view = if finders.len() > FEW { &FRONT } else { &STEEP };
    for (corner, top_left) in finders.iter().enumerate() {
        for (one, first) in finders.iter().enumerate() {
            if one == corner || !view.is_pair(top_left, first) {
                continue;
            }
            if budget.spend(2 * finders.len()).is_none() {
                return likeliest(&all);
            }
            if all.len() > 20 * TRIPLES_MAX {
                all = likeliest(&all);
            }
            let leg = first.centre - top_left.centre;
            for (other, second) in finders.iter().enumerate().skip(one + 1) {
                if other == corner || !view.is_pair(top_left, second) {
                    continue;
                }
                let Some(oddity) = view.oddity(leg, second.centre - top_left.centre) else {
                    continue;
                };
                if budget.spend(2 * finders.len()).is_none() {
                    return likeliest(&all);
                }
                let size = |finder: &Finder| (finder.module / top_left.module).ln().abs();
                let step = (leg, second.centre - top_left.centre);
                let is_inside = |(at, third): (usize, &Finder)| {
                    third.crossed > CHANCE
                        && ![corner, one, other].contains(&at)
                        && third.dark == top_left.dark
                        && is_between(third.centre - top_left.centre, step)
                };
                let inside = finders.iter().enumerate().any(is_inside);
                // A code does not contain a fourth finder; a page full of codes has many such
                // triples.
                let crowd = f64::from(u8::from(inside));
                let doubt: f64 =
                    [top_left, first, second].map(|finder| 1.0 - finder.crossed).iter().sum();
                let oddity = oddity + size(first) + size(second) + crowd + DOUBT * doubt;
                let turned = leg.cross(second.centre - top_left.centre) < 0.0;
                let (right, below) = if turned { (other, one) } else { (one, other) };
                all.push(Triple { members: [corner, right, below], oddity });
            }
        }
    }
    likeliest(&all)
}

fn likeliest(triples: &[Triple]) -> Vec<Triple> {
    ascending(triples, |triple| triple.oddity, TRIPLES_MAX)
}

/// Whether `place` is within the parallelogram of two legs.
fn is_between(place: Point, (one, other): (Point, Point)) -> bool {
    let area = one.cross(other);
    let inside = 0.0..1.0;
    inside.contains(&(place.cross(other) / area)) && inside.contains(&(one.cross(place) / area))
}

/// From where a code may be seen.
struct View {
    /// The cosine between its sides.
    cosine: f64,
    /// The logarithm of the longer side in the shorter one.
    stretch: f64,
    /// The larger of two finders in the smaller one.
    size: f64,
}

/// Nearly from the front.
const FRONT: View = View { cosine: 0.4, stretch: 0.55, size: 1.8 };

/// From up to 65 degrees aside: the limits read 21 of 24 steep codes of the set `camera`, those of
/// `FRONT` 15.
const STEEP: View = View { cosine: 0.75, stretch: 1.4, size: 2.2 };

/// With more finders than this, most are not finders, and steep triples would cost too much.
const FEW: usize = 16;

impl View {
    fn is_pair(&self, one: &Finder, other: &Finder) -> bool {
        let module = (one.module + other.module) / 2.0;
        one.dark == other.dark
            && one.module < self.size * other.module
            && other.module < self.size * one.module
            && SPAN.contains(&((one.centre - other.centre).length() / module))
    }

    fn oddity(&self, one: Point, other: Point) -> Option<f64> {
        let lengths = (one.length(), other.length());
        let cosine = (one.dot(other) / (lengths.0 * lengths.1)).abs();
        let stretch = (lengths.0 / lengths.1).ln().abs();
        (cosine < self.cosine && stretch < self.stretch).then_some(cosine + stretch)
    }
}
