//! The order in which a picture is scanned: cheap and likely passes first, until a code is found.
//!
//! Most codes are found in the first pass. Later passes scan the picture at a smaller size, which
//! finds large and noisy codes, and blurred, which closes the gaps of codes made of dots or
//! letters. They continue after a first code only if unread finders stand together.

use crate::attempt::{Effort, Outcome, attempt};
use crate::budget::Budget;
use crate::finder::{Finder, Search, finders};
use crate::grid::{IS_CODE, grids};
use crate::number::floor;
use crate::plane::Plane;
use crate::point::Point;
use crate::triple::triples;
use crate::{Found, Obstacle, Scan, loose};

/// The results of a picture so far.
struct Reader {
    found: Vec<Found>,
    /// Codes that are done: read, or seen so clearly that they must be damaged.
    settled: Vec<([Point; 4], Option<Obstacle>)>,
    /// Whether finders and timing patterns of an unreadable code were seen in this pass.
    unread: bool,
    /// How many triples in a row were no code.
    fruitless: usize,
    /// The middle of a code, for each time that it was tried.
    tried: Vec<Point>,
    /// Where unreadable codes were seen, and why they were not read.
    unclear: Vec<(Obstacle, Point)>,
    /// Finders without their two counterparts.
    loose: Vec<(Obstacle, Point)>,
    budget: Budget,
}

/// The work that a picture of any size may cost, in pixels read: about a second on the slowest
/// machines we know.
const WORK: u64 = 400_000_000;

/// All codes of a picture, without duplicate payloads.
pub(crate) fn read(rgba: &[u8], width: usize) -> Scan {
    let mut reader = Reader {
        found: Vec::new(),
        settled: Vec::new(),
        unread: false,
        fruitless: 0,
        tried: Vec::new(),
        unclear: Vec::new(),
        loose: Vec::new(),
        budget: Budget::new(WORK),
    };
    reader.passes(rgba, width);
    let obstacle = reader.obstacle();
    let mut codes: Vec<Found> = Vec::new();
    for code in reader.found {
        if codes.iter().all(|other| other.runs != code.runs) {
            codes.push(code);
        }
    }
    Scan { codes, obstacle }
}

/// Modules narrower than this, in pixels, are easier to read after zooming in.
const SMALL: f64 = 4.0;

/// More pixels than a screen has if its page is drawn at less than twice its size.
const LARGE: usize = 6_000_000;

/// Pictures up to this many pixels may have one pixel for each module: a version 40 with its quiet zone
/// has 185 × 185. Twice as wide, its runs can be told apart.
const ICON: usize = 256 * 256;

/// Finders with modules narrower than this lose their shape to the slightest blur.
const TINY: f64 = 2.0;

/// A code that was tried so often on the picture and its blurred copies will not be read: 6 and 12 tries
/// read no more codes, and 2 tries read two fewer of the 345 in the set `camera-2`.
const TRIES_MAX: usize = 4;

/// After so many triples in a row that are no code, a picture is full of things that look like
/// finders, and the later passes try few.
const PATIENCE: usize = 40;
const HASTE: usize = 8;

impl Reader {
    /// `None` once there is no need to continue.
    fn passes(&mut self, rgba: &[u8], width: usize) -> Option<()> {
        let every = Search { stride: 1, depth: 20 };
        let second = Search { stride: 2, depth: 20 };
        let third = Search { stride: 3, depth: 20 };
        let full = Plane::luma(rgba, width);
        // A screen this large shows each module in more pixels, and costs the most work.
        let is_large = full.width() * full.height() > LARGE;
        let faint = Search { stride: if is_large { 4 } else { 3 }, depth: 8 };
        self.look(&[&full], 1.0, &third)?;
        if full.width() * full.height() <= ICON {
            self.look(&[&full.doubled()], 0.5, &every)?;
        }
        let half = full.halved();
        self.look(&[&half], 2.0, &second)?;
        let quarter = half.halved();
        let soft = half.softened();
        self.look(&[&soft, &half], 2.0, &second)?;
        self.look(&[&quarter.softened(), &quarter], 4.0, &every)?;
        self.look(&[&soft.softened(), &half], 2.0, &third)?;
        self.look(&[&full.softened(), &full], 1.0, &faint)
    }

    fn is_done(&self) -> bool {
        self.budget.is_spent() || !self.found.is_empty() && !self.unread
    }

    /// One pass: finders on the first of some planes, modules on any of them. All planes have the
    /// picture's size divided by `scale`. `None` if no other pass is needed.
    fn look(&mut self, planes: &[&Plane], scale: f64, search: &Search) -> Option<()> {
        let mut finders = finders(planes.first()?, search, &mut self.budget);
        finders.retain(|finder| !self.is_settled(finder.centre * scale));
        self.unread = false;
        // Finders of a code that is seen, but not read: no other corner of it is the top left one.
        let mut clear: Vec<[usize; 3]> = Vec::new();
        let most = if self.fruitless < PATIENCE { usize::MAX } else { HASTE };
        for triple in triples(&finders, &mut self.budget).into_iter().take(most) {
            let [Some(a), Some(b), Some(c)] = triple.members.map(|member| finders.get(member))
            else {
                continue;
            };
            // The finders belong to a code that has just been read.
            if [a, b, c].iter().any(|finder| self.is_settled(finder.centre * scale)) {
                continue;
            }
            let middle = (b.centre + c.centre) * (scale / 2.0);
            let is_same = |seen: &[usize; 3]| seen.iter().all(|at| triple.members.contains(at));
            if clear.iter().any(is_same) || self.tries(middle, a.module * scale) >= TRIES_MAX {
                continue;
            }
            let unclear = self.unclear.len();
            let is_read = planes.iter().any(|plane| self.read(plane, [a, b, c], scale));
            self.fruitless = if is_read { 0 } else { self.fruitless + 1 };
            if self.unclear.len() > unclear {
                clear.push(triple.members);
            }
            if self.budget.is_spent() {
                break;
            }
        }
        for finder in &finders {
            if let Some(obstacle) = loose::obstacle(planes.first()?, finder, &mut self.budget) {
                let is_tiny = obstacle == Obstacle::Covered && finder.module * scale < TINY;
                let obstacle = if is_tiny { Obstacle::Unclear } else { obstacle };
                self.loose.push((obstacle, finder.centre * scale));
            }
        }
        (!self.is_done()).then_some(())
    }

    /// What prevented a code from being read, by the best evidence: all its modules, or its finders
    /// and timing patterns, or one finder.
    fn obstacle(&self) -> Option<Obstacle> {
        let open = |sights: &[(Obstacle, Point)]| {
            let open = sights
                .iter()
                .filter(|(_, place)| !self.is_settled(*place))
                .map(|(obstacle, _)| *obstacle);
            // The easiest obstacle for the user to fix comes first.
            open.min()
        };
        let settled = self.settled.iter().find_map(|(_, obstacle)| *obstacle);
        settled.or_else(|| open(&self.unclear)).or_else(|| open(&self.loose))
    }

    /// Whether a position in the picture belongs to a code that is done.
    fn is_settled(&self, place: Point) -> bool {
        self.settled.iter().any(|(corners, _)| {
            let sides = corners.iter().zip(corners.iter().cycle().skip(1));
            let mut turns = sides.map(|(from, to)| (*to - *from).cross(place - *from) > 0.0);
            let first = turns.next();
            turns.all(|turn| Some(turn) == first)
        })
    }

    /// How often the code in the middle of two finders was tried.
    fn tries(&self, middle: Point, near: f64) -> usize {
        self.tried.iter().filter(|place| (**place - middle).length() < near).count()
    }

    /// Reads the code of three finders; `false` if another plane may show more of it.
    fn read(&mut self, plane: &Plane, finders: [&Finder; 3], scale: f64) -> bool {
        for grid in grids(plane, finders, &mut self.budget) {
            if grid.timing < IS_CODE {
                break;
            }
            let middle = (finders[1].centre + finders[2].centre) * (scale / 2.0);
            let is_known = self.tries(middle, 2.0 * grid.module * scale) > 0;
            let effort = if is_known { Effort::Again } else { Effort::Full };
            let outcome = attempt(plane, &grid, effort, &mut self.budget);
            if !matches!(outcome, Outcome::Unlikely) {
                self.tried.push(middle);
            }
            let corners = grid.corners();
            let is_cut_off = corners.iter().any(|corner| !plane.reaches(*corner, grid.module));
            let because = |obstacle| if is_cut_off { Obstacle::CutOff } else { obstacle };
            let corners = corners.map(|corner| corner * scale);
            let obstacle = match outcome {
                Outcome::Read(runs) => {
                    let corners = corners.map(|at| (floor(at.x + 0.5), floor(at.y + 0.5)));
                    self.found.push(Found { runs, corners });
                    None
                }
                Outcome::Foreign => Some(Obstacle::OtherKind),
                Outcome::Damaged => Some(because(Obstacle::Covered)),
                Outcome::Unclear | Outcome::Unlikely => {
                    self.unread = true;
                    if matches!(outcome, Outcome::Unclear) {
                        let is_small = grid.module * scale < SMALL;
                        let obstacle = if is_small { Obstacle::Unclear } else { Obstacle::Covered };
                        self.unclear.push((because(obstacle), middle));
                    }
                    continue;
                }
            };
            self.settled.push((corners, obstacle));
            return true;
        }
        false
    }
}
