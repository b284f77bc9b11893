//! A finder pattern whose two counterparts were not found → the reason.
//!
//! A timing pattern starts beside every finder: alternating modules in line with one side of it. If
//! they continue to the picture's border, the window's edge cuts the code off; if they end within
//! the picture, something covers it. Without alternating modules it is not a code: pages have many
//! symbols that look like a finder. A Micro QR code has one finder, and timing patterns along its outer
//! sides; a rectangular one has them above and below.

use crate::Obstacle;
use crate::budget::Budget;
use crate::edges::edges;
use crate::finder::Finder;
use crate::number::{floor, index, real};
use crate::plane::Plane;
use crate::point::Point;

/// This many even steps are not chance.
const STEPS_LEAST: usize = 8;

/// Looks for the timing patterns of a finder along rows and columns: a code cut off by a window's
/// edge is upright.
pub(crate) fn obstacle(plane: &Plane, finder: &Finder, budget: &mut Budget) -> Option<Obstacle> {
    let mut covered = None;
    let mut ends: Vec<(Point, Point)> = Vec::new();
    for (x, y) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
        let (along, across) = (Point::new(x, y), Point::new(y, x));
        for side in [-3.0, 3.0] {
            let from = finder.centre + across * (side * finder.module);
            match goes_on(plane, finder, from, along, budget) {
                Some(true) => return Some(Obstacle::CutOff),
                Some(false) => {
                    covered = Some(Obstacle::Covered);
                    ends.push((along, across * side));
                }
                None => {}
            }
        }
    }
    if is_other_kind(&ends) { Some(Obstacle::OtherKind) } else { covered }
}

/// Whether two timing patterns of a finder run along its outer sides, or beside both its sides in one
/// direction. Each has its direction and the side of the finder that it continues.
fn is_other_kind(timings: &[(Point, Point)]) -> bool {
    timings.iter().enumerate().any(|(at, (along, side))| {
        timings.iter().skip(at + 1).any(|(other, other_side)| {
            let is_corner = along.dot(*other) == 0.0;
            let is_outside = along.dot(*other_side) < 0.0 && other.dot(*side) < 0.0;
            is_corner && is_outside || along == other && side.dot(*other_side) < 0.0
        })
    })
}

/// Whether a timing pattern that starts here continues to the picture's border; `None` if there is
/// no pattern.
fn goes_on(
    plane: &Plane,
    finder: &Finder,
    from: Point,
    along: Point,
    budget: &mut Budget,
) -> Option<bool> {
    // Samples per module.
    const FINE: f64 = 4.0;
    // Samples that the frame and the steps need at their maximum width, and one more edge.
    const START: usize = 64;
    let step = finder.module / FINE;
    // Up to the picture's border in this direction, or the size of the largest code.
    let ahead = |at: f64, way: f64, side: usize| match way {
        way if way > 0.0 => real(side) - at,
        way if way < 0.0 => at,
        _ => f64::MAX,
    };
    let room = ahead(from.x, along.x, plane.width()).min(ahead(from.y, along.y, plane.height()));
    let count = index(floor((room / step).min(175.0 * FINE)));
    let (mut line, mut found) = (Vec::new(), Vec::new());
    let mut last = 0.0;
    // Most lines have no pattern, which is visible where it would begin.
    for count in [count.min(START), count] {
        budget.spend_samples(count)?;
        plane.profile(from, along * step, count, &mut line);
        let (low, high) = line
            .iter()
            .fold((u8::MAX, 0), |(low, high), shade| (low.min(*shade), high.max(*shade)));
        edges(&line, high.saturating_sub(low) / 8, &mut found);
        // The first edge is the start of the line, the second the end of the finder's frame.
        last = found.get(1).filter(|edge| (edge.at / FINE - 3.5).abs() < 0.7)?.at;
        let even = found.get(2..found.len() - 1)?.iter().take_while(|edge| {
            let is_even = ((edge.at - last) / FINE - 1.0).abs() <= 0.35;
            last = if is_even { edge.at } else { last };
            is_even
        });
        if even.count() < STEPS_LEAST {
            return None;
        }
    }
    // At its end the picture may show part of the next finder, but not all of it.
    Some(real(count) - last < 7.2 * FINE)
}

#[cfg(test)]
mod tests {
    use crate::{Obstacle, draw, scan};

    /// A code of six pixels per module, 60 pixels from the picture's top left corner; the picture
    /// ends `width` modules after the code's left border and `height` below its upper one.
    #[track_caller]
    fn check(
        width: usize,
        height: usize,
        cover: std::ops::Range<usize>,
        obstacle: Option<Obstacle>,
    ) {
        let symbol = draw(&"otpauth://totp/IATA:jane@agency.aero?secret=".repeat(2)).unwrap();
        let (width, height) = (60 + width * 6, 60 + height * 6);
        let mut rgba = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let module = (x / 6).checked_sub(10).zip((y / 6).checked_sub(10));
                let (is_dark, is_covered) = module.map_or((false, false), |(x, y)| {
                    (symbol.is_dark(x, y), cover.contains(&x) && cover.contains(&y))
                });
                rgba.extend([if is_covered { 128 } else { 255 * u8::from(!is_dark) }; 3]);
                rgba.push(255);
            }
        }
        let scan = scan(&rgba, width, height).unwrap();
        assert_eq!(scan.obstacle, obstacle);
        assert_eq!(scan.codes.is_empty(), obstacle.is_some());
    }

    #[test]
    fn a_code_that_hangs_over_an_edge_is_cut_off() {
        check(60, 60, 0..0, None);
        check(60, 25, 0..0, Some(Obstacle::CutOff));
        check(25, 60, 0..0, Some(Obstacle::CutOff));
        check(20, 20, 0..0, Some(Obstacle::CutOff));
        check(60, 36, 0..0, Some(Obstacle::CutOff));
    }

    /// A picture of the modules, six pixels wide, with 60 pixels around them.
    fn picture(
        width: usize,
        height: usize,
        is_dark: impl Fn(usize, usize) -> bool,
    ) -> Option<Obstacle> {
        let (wide, high) = (width * 6 + 120, height * 6 + 120);
        let pixels = (0..wide * high).map(|at| {
            let module = (at % wide / 6).checked_sub(10).zip((at / wide / 6).checked_sub(10));
            module.is_some_and(|(x, y)| x < width && y < height && is_dark(x, y))
        });
        let rgba: Vec<u8> = pixels
            .flat_map(|dark| [if dark { 0 } else { 255 }; 3].into_iter().chain([255]))
            .collect();
        scan(&rgba, wide, high).unwrap().obstacle
    }

    fn is_finder(x: usize, y: usize) -> bool {
        let ring = x.abs_diff(3).max(y.abs_diff(3));
        ring != 2 && ring < 4
    }

    #[test]
    fn micro_and_rectangular_codes_are_of_another_kind() {
        let data = |x: usize, y: usize| (x * 7 + y * 3) % 5 < 2;
        let micro = picture(17, 17, |x, y| match (x, y) {
            (0..8, 0..8) => is_finder(x, y),
            (0, at) | (at, 0) => at % 2 == 0,
            _ => data(x, y),
        });
        assert_eq!(micro, Some(Obstacle::OtherKind));
        let rectangular = picture(43, 7, |x, y| match (x, y) {
            (0..8, _) => is_finder(x, y),
            (at, 0 | 6) => at % 2 == 0,
            _ => data(x, y),
        });
        assert_eq!(rectangular, Some(Obstacle::OtherKind));
    }

    #[test]
    fn a_code_with_something_on_it_is_covered() {
        check(60, 60, 12..30, Some(Obstacle::Covered));
        check(60, 60, 20..60, Some(Obstacle::Covered));
    }
}
