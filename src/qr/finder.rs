//! Lines of a picture → finder patterns, dark ones on light and light ones on dark.
//!
//! Across the middle of a finder pattern the runs are 1 : 1 : 3 : 1 : 1 modules. The outer two are
//! bounded only from below: without a quiet zone they merge with what is around the code. A hit is
//! confirmed along four lines through its middle: from the centre, the borders of the inner square
//! and of the light ring lie at 1.5 : 2.5, whatever the rotation, for squares and circles alike.

use crate::budget::Budget;
use crate::edges::{Edge, edges};
use crate::number::real;
use crate::plane::Plane;
use crate::point::Point;

/// A finder pattern.
#[derive(Debug, Clone)]
pub(crate) struct Finder {
    /// The middle of its inner square.
    pub(crate) centre: Point,
    /// The width of a module in pixels.
    pub(crate) module: f64,
    /// Whether the inner square is darker than the ring around it.
    pub(crate) dark: bool,
    /// The shade between the two.
    pub(crate) threshold: f64,
    /// How many lines crossed it.
    pub(crate) hits: usize,
    pub(crate) score: f64,
    pub(crate) lop: f64,
}

/// How finders are looked for.
pub(crate) struct Search {
    /// Every how many rows.
    pub(crate) stride: usize,
    /// The smallest difference of shades that counts as an edge.
    pub(crate) depth: u8,
}

/// More than any page has; a hostile picture could be full of them.
const FINDERS_MAX: usize = 96;

/// The finder patterns of `plane`, those crossed most often first.
pub(crate) fn finders(plane: &Plane, search: &Search, budget: &mut Budget) -> Vec<Finder> {
    let mut found: Vec<Finder> = Vec::new();
    let mut line = Vec::new();
    for y in (search.stride / 2..plane.height()).step_by(search.stride) {
        if budget.spend(plane.width()).is_none() {
            break;
        }
        edges(plane.row(y), search.depth, &mut line);
        for window in line.windows(6) {
            let Some(hit) = Hit::of(window) else { continue };
            let centre = Point::new(hit.middle, real(y) + 0.5);
            if let Some(known) = found.iter_mut().find(|known| known.covers(centre, &hit)) {
                known.hits += 1;
                continue;
            }
            if budget.spend(200).is_none() {
                break;
            }
            let Some(finder) = confirm(plane, centre, &hit) else { continue };
            match found.iter_mut().find(|known| known.is_same(&finder)) {
                Some(known) => known.hits += 1,
                None => found.push(finder),
            }
        }
        if found.len() >= 4 * FINDERS_MAX {
            break;
        }
    }
    found.sort_unstable_by_key(|finder| std::cmp::Reverse(finder.hits));
    found.truncate(FINDERS_MAX);
    found
}

/// Runs that could be the middle of a finder pattern.
struct Hit {
    middle: f64,
    module: f64,
    dark: bool,
    threshold: f64,
    contrast: f64,
}

impl Hit {
    fn of(window: &[Edge]) -> Option<Self> {
        let &[a, b, c, d, e, f] = window else { return None };
        let (before, left, inner, right, behind) =
            (b.at - a.at, c.at - b.at, d.at - c.at, e.at - d.at, f.at - e.at);
        let module = (left + inner + right) / 5.0;
        // A run's ends are known to a fraction of a pixel only.
        let slack = 0.5 * module + 0.35;
        let is_finder = module > 1.05 && (left - module).abs() < slack
            && (right - module).abs() < slack
            && (inner - 3.0 * module).abs() < slack + 0.3 * module
            && before > 0.5 * module - 0.3
            && behind > 0.5 * module - 0.3;
        if !is_finder {
            return None;
        }
        let [frame, ring, inner, other_ring, other_frame] =
            [b.before, b.after, c.after, d.after, e.after].map(f64::from);
        let light = (ring + other_ring) / 2.0;
        let threshold = (light + inner) / 2.0;
        let contrast = (light - inner).abs();
        let dark = inner < light;
        let is_inside = |frame: f64| (frame < threshold) == dark;
        (is_inside(frame) && is_inside(other_frame) && (ring - other_ring).abs() < 0.6 * contrast)
            .then_some(Self { middle: (c.at + d.at) / 2.0, module, dark, threshold, contrast })
    }
}

impl Finder {
    /// Whether a hit is one more line through this finder.
    fn covers(&self, centre: Point, hit: &Hit) -> bool {
        let away = centre - self.centre;
        self.dark == hit.dark
            && away.x.abs() < self.module
            && away.y.abs() < 2.2 * self.module
            && hit.module < 1.6 * self.module
            && self.module < 1.6 * hit.module
    }

    fn is_same(&self, other: &Self) -> bool {
        self.dark == other.dark && (self.centre - other.centre).length() < 1.5 * self.module
    }

    /// How far the light ring's outer border is from the centre in a direction of length 1, in
    /// pixels: 2.5 modules if the direction is square to it.
    pub(crate) fn reach(&self, plane: &Plane, direction: Point) -> Option<f64> {
        let [_, ring] = borders(plane, self.centre, direction, self.module, self.dark, self.threshold)?;
        Some(ring)
    }
}

/// Looks at a hit along eight rays.
fn confirm(plane: &Plane, from: Point, hit: &Hit) -> Option<Finder> {
    let cast = |centre: Point, direction: Point| {
        borders(plane, centre, direction, hit.module, hit.dark, hit.threshold)
    };
    let (right, down) = (Point::new(1.0, 0.0), Point::new(0.0, 1.0));
    // The middle between opposite borders is the centre: first up and down, then left and right.
    let mut centre = from;
    for direction in [down, right, down] {
        let [ahead, _] = cast(centre, direction)?;
        let [behind, _] = cast(centre, direction * -1.0)?;
        centre = centre + direction * ((ahead - behind) / 2.0);
    }
    let (diagonal, other) = (Point::new(1.0, 1.0).unit(), Point::new(-1.0, 1.0).unit());
    let mut rings = [0.0; 4];
    let mut score = 0.0;
    let mut lop = 0.0;
    for (ring, direction) in rings.iter_mut().zip([right, diagonal, down, other]) {
        let ahead = cast(centre, direction)?;
        let behind = cast(centre, direction * -1.0)?;
        *ring = ahead[1] + behind[1];
        let ratio = (ahead[0] + behind[0]) / *ring;
        let slack = 0.13 + 0.3 / *ring;
        if (ratio - 0.6).abs() > slack {
            return None;
        }
        lop += (ahead[0] - behind[0]).abs() / *ring + (ahead[1] - behind[1]).abs() / *ring;
        for (way, [inner, outer]) in [(1.0, ahead), (-1.0, behind)] {
            for (place, sign) in [(inner * 0.6, -1.0), ((inner + outer) / 2.0, 1.0), (outer * 1.2, -1.0)] {
                let away = plane.sample(centre + direction * (way * place)) - hit.threshold;
                let sign = if hit.dark { sign } else { -sign };
                score += (sign * away / hit.contrast * 2.0).clamp(-1.0, 1.0) / 24.0;
            }
        }
    }
    let (least, most) = rings.iter().fold((f64::MAX, 0.0_f64), |(least, most), ring| {
        (least.min(*ring), most.max(*ring))
    });
    if most > 2.2 * least || score < 0.62 || lop > 0.45 {
        return None;
    }
    // The area of the octagon through the ends of the rays; a square of five modules has 25.
    let [across, falling, along, rising] = rings;
    let (least, most) = rings.iter().fold((f64::MAX, 0.0_f64), |(least, most), ring| {
        (least.min(*ring), most.max(*ring))
    });
    if most > 2.2 * least || score < 0.62 || lop > 0.45 {
        return None;
    }
    // The area of the octagon through the ends of the rays; a square of five modules has 25.
    let sine = std::f64::consts::FRAC_1_SQRT_2 / 4.0;
    let area = sine * (across * falling + falling * along + along * rising + rising * across);
    Some(Finder {
        centre,
        module: area.sqrt() / 5.0,
        dark: hit.dark,
        threshold: hit.threshold,
        hits: 1,
        score,
        lop,
    })
}

/// Where a ray from inside the inner square leaves it, and where it leaves the light ring, in
/// pixels from `centre`; `None` if it does not within the space that a finder pattern has.
fn borders(
    plane: &Plane,
    centre: Point,
    direction: Point,
    module: f64,
    dark: bool,
    threshold: f64,
) -> Option<[f64; 2]> {
    let step = (module / 3.0).clamp(0.4, 2.0);
    let reach = 4.6 * module + 1.5;
    let mut found = [0.0; 2];
    let mut waiting = found.iter_mut();
    let mut next = waiting.next()?;
    let mut inside = dark;
    let (mut before, mut at) = (plane.sample(centre), 0.0);
    if (before < threshold) != dark {
        return None;
    }
    while at < reach {
        let point = centre + direction * (at + step);
        let shade = plane.sample(point);
        if (shade < threshold) != inside {
            *next = at + step * (threshold - before) / (shade - before);
            inside = !inside;
            match waiting.next() {
                Some(later) => next = later,
                None => return Some(found),
            }
        }
        (before, at) = (shade, at + step);
    }
    None
}
