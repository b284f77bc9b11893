//! Lines of a picture → finder patterns, both dark on light and light on dark.
//!
//! Across the middle of a finder pattern the runs are 1 : 1 : 3 : 1 : 1 modules. The outer two only
//! have a lower bound: without a quiet zone they merge with the code's surroundings. A hit is
//! confirmed along four lines through its middle: from the centre, the borders of the inner square
//! and of the light ring are at 1.5 : 2.5, in any rotation, for squares and circles alike.

use crate::budget::Budget;
use crate::edges::{Edge, edges};
use crate::number::{ascending, floor, index, real};
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
    /// The shade between dark and light.
    pub(crate) threshold: f64,
    /// How many lines crossed it.
    pub(crate) hits: usize,
    /// The same as a share of the lines that crossed its middle three modules, at most 1.
    pub(crate) crossed: f64,
}

/// Search parameters.
pub(crate) struct Search {
    /// Row step.
    pub(crate) stride: usize,
    /// The smallest difference of shades that counts as an edge.
    pub(crate) depth: u8,
}

/// More than any page has; a hostile picture could be full of finders.
const FINDERS_MAX: usize = 400;

/// The finder patterns of `plane`, most frequently crossed first.
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
            if budget.spend_samples(100).is_none() {
                break;
            }
            let Some(finder) = confirm(plane, centre, &hit) else { continue };
            match found.iter_mut().find(|known| known.is_same(&finder)) {
                Some(known) => known.hits += 1,
                None => found.push(finder),
            }
        }
        if found.len() >= FINDERS_MAX {
            break;
        }
    }
    for finder in &mut found {
        finder.crossed = (real(finder.hits * search.stride) / (3.0 * finder.module)).min(1.0);
    }
    ascending(&found, |finder| real(finder.hits).recip(), FINDERS_MAX)
}

// Chosen on the 609 codes of the bench's sets `screens-1` and `rendered-1`, all of which are read with
// them: stricter values lose codes, looser ones only cost time on false finders.

/// How well the shades along the rays must fit, from −1 to 1: 0.7 reads as many, 0.8 loses two.
const SCORE_MIN: f64 = 0.62;

/// The sum of the differences between opposite borders, in rings: 0.25 loses four codes, 0.9 none.
const LOP_MAX: f64 = 0.45;

/// The longest of the four chords in the shortest, seen from the front: 1.6 and 3.5 read as many.
const STRETCH_MAX: f64 = 2.2;

/// The same from a steep angle, where modules have at least [`STEEP_MIN`] pixels: 2.2 loses two
/// of 24 steep codes of the set `camera`.
const STRETCH_STEEP: f64 = 3.6;

/// The height of a finder in its width, seen from up to 65 degrees above or aside.
const SHAPE: std::ops::Range<f64> = 0.36..2.8;

/// Data with smaller modules has many places that look like a finder from a steep angle.
const STEEP_MIN: f64 = 3.0;

/// How far two chords may be from 3 : 5: 0.08 loses two codes, 0.2 none.
const RING_SLACK: f64 = 0.13;

/// The contrast of the frame in that of what it encloses: an orange frame around a black square on
/// white has 0.27.
const FAINTER: f64 = 0.25;

/// Two chords on a diagonal, if the inner square and its frame have different shapes: a circle in a
/// square has 3 : 5 √2 = 0.42, a square in a circle 3 √2 : 5 = 0.85. Corners rounded by hand and
/// pixels widen both. Of 252 codes in every style of
/// qr-code-styling it reads 15 more.
const MIXED: std::ops::Range<f64> = 0.36..0.90;

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
        // Most runs fail here.
        if inner <= left || inner <= right {
            return None;
        }
        let module = (left + inner + right) / 5.0;
        // A run's ends are only known to a fraction of a pixel.
        let slack = 0.4 * module + 0.25;
        let is_finder = module > 1.05
            && (left - module).abs() < slack
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
        let dark = inner < light;
        let above = |shade: f64| if dark { light - shade } else { shade - light };
        // The frame and what it encloses may have two colours; the threshold is between the fainter
        // one and the ring.
        let own = above(inner);
        let contrast = own.min(above(frame)).min(above(other_frame));
        let threshold = if dark { light - contrast / 2.0 } else { light + contrast / 2.0 };
        (contrast > FAINTER * own && (ring - other_ring).abs() < 0.6 * own).then_some(Self {
            middle: (c.at + d.at) / 2.0,
            module,
            dark,
            threshold,
            contrast,
        })
    }
}

impl Finder {
    /// Whether a hit is another line through this finder.
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

    /// The distance of the light ring's outer border from the centre in a direction of length 1, in
    /// pixels: 2.5 modules if the direction is perpendicular to it.
    pub(crate) fn reach(&self, plane: &Plane, direction: Point) -> Option<f64> {
        self.ring_from(plane, self.centre, direction)
    }

    /// The same from another point inside the finder.
    pub(crate) fn ring_from(&self, plane: &Plane, from: Point, direction: Point) -> Option<f64> {
        Some(borders(plane, from, direction, self.module, self.dark, self.threshold)?.ring)
    }
}

/// Checks a hit along eight rays.
fn confirm(plane: &Plane, from: Point, hit: &Hit) -> Option<Finder> {
    let (right, down) = (Point::new(1.0, 0.0), Point::new(0.0, 1.0));
    let cast = |centre: Point, direction: Point| {
        borders(plane, centre, direction, hit.module, hit.dark, hit.threshold)
    };
    if !stands_upright(plane, from, hit) {
        return None;
    }
    let centre = centre_of(from, hit, cast)?;
    let (diagonal, other) = (Point::new(1.0, 1.0).unit(), Point::new(-1.0, 1.0).unit());
    // Clockwise from the right, each with its opposite.
    let half = [right, diagonal, down, other];
    let mut rings = [0.0; 4];
    let (mut score, mut lop) = (0.0, 0.0);
    let mut bounded = 0_u8;
    for (turn, (ring, direction)) in rings.iter_mut().zip(half).enumerate() {
        let [ahead, behind] = [cast(centre, direction)?, cast(centre, direction * -1.0)?];
        *ring = ahead.ring + behind.ring;
        let inner = ahead.inner + behind.inner;
        let is_diagonal = turn % 2 == 1;
        if !(is_ring(inner, *ring, 0.3) || is_diagonal && MIXED.contains(&(inner / *ring))) {
            return None;
        }
        lop += ((ahead.inner - behind.inner).abs() + (ahead.ring - behind.ring).abs()) / *ring;
        for (borders, way, turn) in [(&ahead, 1.0, turn), (&behind, -1.0, turn + 4)] {
            bounded |= u8::from(borders.is_bounded()) << turn;
            for (place, sign) in [
                (borders.inner * 0.6, -1.0),
                ((borders.inner + borders.ring) / 2.0, 1.0),
                (borders.ring * 1.2, -1.0),
            ] {
                let away = plane.sample(centre + direction * (way * place)) - hit.threshold;
                let sign = if hit.dark { sign } else { -sign };
                score += (sign * away / hit.contrast * 2.0).clamp(-1.0, 1.0) / 24.0;
            }
        }
    }
    // Towards the code, a separator bounds the frame, in at least three neighbouring directions.
    // Round letters, which otherwise look like light finders, have no separator.
    let in_a_row = bounded & bounded.rotate_left(1) & bounded.rotate_left(2);
    let (least, most) = rings
        .iter()
        .fold((f64::MAX, 0.0_f64), |(least, most), ring| (least.min(*ring), most.max(*ring)));
    let stretch = if hit.module < STEEP_MIN { STRETCH_MAX } else { STRETCH_STEEP };
    if in_a_row == 0 || most > stretch * least || score < SCORE_MIN || lop > LOP_MAX {
        return None;
    }
    // The area of the octagon through the ends of the rays; a square with sides of five modules has
    // 25.
    let [across, falling, along, rising] = rings;
    let sine = std::f64::consts::FRAC_1_SQRT_2 / 4.0;
    let area = sine * (across * falling + falling * along + along * rising + rising * across);
    Some(Finder {
        centre,
        module: area.sqrt() / 5.0,
        dark: hit.dark,
        threshold: hit.threshold,
        hits: 1,
        crossed: 0.0,
    })
}

/// The centre is midway between opposite borders: first up and down, then left and right.
fn centre_of(
    from: Point,
    hit: &Hit,
    cast: impl Fn(Point, Point) -> Option<Borders>,
) -> Option<Point> {
    let (right, down) = (Point::new(1.0, 0.0), Point::new(0.0, 1.0));
    let mut centre = from;
    for direction in [down, right, down] {
        let (ahead, behind) = (cast(centre, direction)?, cast(centre, direction * -1.0)?);
        let (inner, ring) = (ahead.inner + behind.inner, ahead.ring + behind.ring);
        let size = ring / (5.0 * hit.module);
        if !is_ring(inner, ring, 0.3) || !SHAPE.contains(&size) {
            return None;
        }
        centre = centre + direction * ((ahead.inner - behind.inner) / 2.0);
    }
    Some(centre)
}

/// Whether two chords through the centre have the ratio 3 : 5; their ends are known to `slack`
/// pixels.
fn is_ring(inner: f64, ring: f64, slack: f64) -> bool {
    (inner / ring - 0.6).abs() < RING_SLACK + slack / ring
}

/// A quick vertical check in whole pixels: most hits are letters and fail here.
fn stands_upright(plane: &Plane, centre: Point, hit: &Hit) -> bool {
    let (x, y) = (index(floor(centre.x)), index(floor(centre.y)));
    let most = index(floor(1.5 * SHAPE.end * hit.module + 2.0));
    let is_inside = |y: Option<usize>| {
        y.and_then(|y| plane.row(y).get(x))
            .map(|shade| (f64::from(*shade) < hit.threshold) == hit.dark)
    };
    let walk = |up: bool| {
        let inside = |away: usize| is_inside(if up { y.checked_sub(away) } else { Some(y + away) });
        let inner = (0..most).find(|away| inside(*away) != Some(true))?;
        let ring = (inner..most * 5 / 3).find(|away| inside(*away) != Some(false))?;
        Some((inner, ring))
    };
    let (Some(above), Some(below)) = (walk(true), walk(false)) else { return false };
    let (inner, ring) = (real(above.0 + below.0) - 1.0, real(above.1 + below.1) - 1.0);
    is_ring(inner, ring, 1.2) && SHAPE.contains(&(ring / (5.0 * hit.module)))
}

/// Where a ray from the centre crosses the borders of a finder pattern, in pixels.
struct Borders {
    /// The end of the inner square.
    inner: f64,
    /// The end of the light ring.
    ring: f64,
    /// The end of the dark frame, if it is near.
    frame: Option<f64>,
}

impl Borders {
    /// Whether the frame is about a module wide.
    fn is_bounded(&self) -> bool {
        self.frame.is_some_and(|frame| (1.2..1.7).contains(&(frame / self.ring)))
    }
}

/// Follows a ray from inside the inner square; `None` if it does not leave the light ring within
/// the size of a finder pattern.
fn borders(
    plane: &Plane,
    centre: Point,
    direction: Point,
    module: f64,
    dark: bool,
    threshold: f64,
) -> Option<Borders> {
    let step = (module / 3.0).clamp(0.4, 2.0);
    let mut reach = 2.5 * SHAPE.end * module + 1.5;
    let (mut inner, mut ring) = (None, None);
    let mut inside = dark;
    let (mut before, mut at) = (plane.sample(centre), 0.0);
    if (before < threshold) != dark {
        return None;
    }
    while at < reach {
        let shade = plane.sample(centre + direction * (at + step));
        if (shade < threshold) != inside {
            let crossing = at + step * (threshold - before) / (shade - before);
            inside = !inside;
            match (inner, ring) {
                (None, _) => inner = Some(crossing),
                (Some(_), None) => {
                    ring = Some(crossing);
                    reach = crossing * 1.7;
                }
                (Some(inner), Some(ring)) => {
                    return Some(Borders { inner, ring, frame: Some(crossing) });
                }
            }
        }
        (before, at) = (shade, at + step);
    }
    Some(Borders { inner: inner?, ring: ring?, frame: None })
}
