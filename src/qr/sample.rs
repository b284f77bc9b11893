//! A grid → its modules, dark or light.

use crate::budget::Budget;
use crate::grid::Grid;
use crate::number::{real, shade};
use crate::plane::Plane;
use crate::point::Point;
use std::ops::Range;

/// The shades of a symbol's modules, row by row.
pub(crate) struct Shades {
    size: usize,
    shades: Vec<u8>,
}

/// Side of the blocks that share a threshold, in modules.
const BLOCK: usize = 8;

/// Where a symbol's modules are in the picture.
pub(crate) struct Places {
    size: usize,
    dark: bool,
    /// Whether modules are large enough to be averaged.
    is_large: bool,
    /// Row by row.
    modules: Vec<Place>,
}

/// The middle of a module, with the steps to the next one on the right and below.
type Place = (Point, Point, Point);

impl Places {
    /// Steps are measured between the middles of neighbours, so that a grid is asked once for each module.
    pub(crate) fn of(grid: &Grid, budget: &mut Budget) -> Option<Self> {
        budget.spend_samples(grid.size * grid.size)?;
        let middles = |y: usize| -> Vec<Point> {
            (0..=grid.size).map(|x| grid.at(real(x) + 0.5, real(y) + 0.5)).collect()
        };
        let mut modules = Vec::with_capacity(grid.size * grid.size);
        let mut row = middles(0);
        for y in 1..=grid.size {
            let next = middles(y);
            let beside = row.iter().zip(row.iter().skip(1)).zip(&next);
            modules.extend(beside.map(|((at, right), below)| (*at, *right - *at, *below - *at)));
            row = next;
        }
        Some(Self { size: grid.size, dark: grid.dark, is_large: grid.module >= 3.0, modules })
    }
}

impl Shades {
    /// Samples the middle of each module, shifted by `offset` modules; larger modules are averaged.
    pub(crate) fn of(
        plane: &Plane,
        places: &Places,
        offset: Point,
        budget: &mut Budget,
    ) -> Option<Self> {
        let samples = if places.is_large { 5 } else { 1 };
        budget.spend_samples(samples * places.modules.len())?;
        let of = |(at, right, down): &Place| {
            let at = *at + *right * offset.x + *down * offset.y;
            let mean = if places.is_large {
                let (right, down) = (*right * 0.2, *down * 0.2);
                let around = [at, at - right, at + right, at - down, at + down];
                around.iter().map(|at| plane.sample(*at)).sum::<f64>() * 0.2
            } else {
                plane.sample(at)
            };
            shade(if places.dark { mean } else { 255.0 - mean } + 0.5)
        };
        Some(Self { size: places.size, shades: places.modules.iter().map(of).collect() })
    }

    pub(crate) fn size(&self) -> usize {
        self.size
    }

    fn at(&self, x: usize, y: usize) -> u8 {
        let last = self.size - 1;
        self.shades.get(y.min(last) * self.size + x.min(last)).copied().unwrap_or(u8::MAX)
    }

    /// The modules of a row that belong to no finder or separator. Some of these are in another colour
    /// than the data, and say nothing about its threshold.
    fn data(&self, y: usize) -> Range<usize> {
        let far = self.size - 8;
        match y {
            0..8 => 8..far,
            _ if y >= far => 8..self.size,
            _ => 0..self.size,
        }
    }

    /// The same shades minus what each module received from its four neighbours, for blurred codes:
    /// `share` is the approximate part of a neighbour's shade in a module.
    pub(crate) fn sharpened(&self, share: f64) -> Self {
        let mut shades = Vec::with_capacity(self.shades.len());
        for y in 0..self.size {
            for x in 0..self.size {
                let beside = [
                    self.at(x.saturating_sub(1), y),
                    self.at(x + 1, y),
                    self.at(x, y.saturating_sub(1)),
                    self.at(x, y + 1),
                ];
                let sum: f64 = beside.into_iter().map(f64::from).sum();
                let own = f64::from(self.at(x, y));
                shades.push(shade(own + share * (4.0 * own - sum) + 0.5));
            }
        }
        Self { size: self.size, shades }
    }

    /// Which modules are dark: darker than a threshold between dark and light, found per block and
    /// interpolated between blocks, so that a shadow across the code does no harm.
    pub(crate) fn modules(&self) -> Modules {
        let blocks = self.size.div_ceil(BLOCK);
        let mut inside = Vec::with_capacity(self.shades.len());
        let mut threshold_in = |rows: Range<usize>, columns: Range<usize>, whole| {
            inside.clear();
            for y in rows {
                let data = self.data(y);
                let (from, to) = (data.start.max(columns.start), data.end.min(columns.end));
                let row = y * self.size;
                inside.extend_from_slice(self.shades.get(row + from..row + to).unwrap_or_default());
            }
            threshold(&inside, whole)
        };
        let whole = threshold_in(0..self.size, 0..self.size, None);
        let mut thresholds = Vec::with_capacity(blocks * blocks);
        // Twice the width of the block, to have enough modules of both kinds.
        let around = |block: usize| {
            (block * BLOCK).saturating_sub(BLOCK / 2)
                ..((block + 1) * BLOCK + BLOCK / 2).min(self.size)
        };
        for row in 0..blocks {
            for column in 0..blocks {
                let own = threshold_in(around(row), around(column), whole);
                thresholds.push(own.or(whole).unwrap_or((128.0, 0.0)).0);
            }
        }
        let near = 0.15 * whole.map_or(0.0, |whole| whole.1);
        let (mut bits, mut doubtful) = (Vec::with_capacity(self.shades.len()), 0);
        let places: Vec<(usize, usize, f64)> =
            (0..self.size).map(|module| place(module, blocks)).collect();
        for (y, above) in places.iter().enumerate() {
            for (x, left) in places.iter().enumerate() {
                let corner = |row: usize, column: usize| {
                    thresholds.get(row * blocks + column).copied().unwrap_or(128.0)
                };
                let mix = |row: usize| {
                    corner(row, left.0) * (1.0 - left.2) + corner(row, left.1) * left.2
                };
                let threshold = mix(above.0) * (1.0 - above.2) + mix(above.1) * above.2;
                let above = f64::from(self.at(x, y)) - threshold;
                doubtful += usize::from(above.abs() < near);
                bits.push(above < 0.0);
            }
        }
        Modules { size: self.size, bits, doubtful }
    }
}

/// The modules of a symbol.
pub(crate) struct Modules {
    pub(crate) size: usize,
    /// Row by row, `true` for dark.
    pub(crate) bits: Vec<bool>,
    /// How many are neither clearly dark nor clearly light.
    doubtful: usize,
}

impl Modules {
    /// Whether sampling again, shifted or sharpened, would not change the result.
    pub(crate) fn are_clear(&self) -> bool {
        self.doubtful * 50 < self.bits.len()
    }

    /// Whether four in five modules of the timing patterns are as a symbol should have them, or
    /// four in five of these and the finders together: some finders are in a fainter colour.
    pub(crate) fn is_likely(&self) -> bool {
        let is_dark =
            |x: usize, y: usize| self.bits.get(y * self.size + x).copied().unwrap_or(false);
        let far = self.size - 7;
        let (mut finders, mut timing) = (0, 0);
        for at in 0..7_usize {
            // A cross through each finder, because some have round corners.
            let dark = at.abs_diff(3) != 2;
            for (left, top) in [(0, 0), (far, 0), (0, far)] {
                finders += usize::from(is_dark(left + at, top + 3) == dark);
                finders += usize::from(is_dark(left + 3, top + at) == dark);
            }
        }
        for at in 7..far {
            let dark = at % 2 == 0;
            timing += usize::from(is_dark(at, 6) == dark) + usize::from(is_dark(6, at) == dark);
        }
        let steps = 2 * (far - 7);
        timing * 5 >= steps * 4 || (finders + timing) * 5 > (6 * 7 + steps) * 4
    }
}

/// The two blocks whose middles enclose a module, and its relative position between them.
fn place(module: usize, blocks: usize) -> (usize, usize, f64) {
    let before = (module + BLOCK / 2) / BLOCK;
    let part = (module + BLOCK / 2) % BLOCK;
    let way = (f64::from(u8::try_from(part).unwrap_or(0)) + 0.5)
        / f64::from(u8::try_from(BLOCK).unwrap_or(1));
    (before.saturating_sub(1), before.min(blocks - 1), way)
}

/// A threshold between the dark and the light shades, and the distance of the two means: two rounds
/// of 2-means. `None` if they are not clearly distinct, relative to the contrast of the `whole`
/// symbol.
fn threshold(shades: &[u8], whole: Option<(f64, f64)>) -> Option<(f64, f64)> {
    let low = shades.iter().fold(u8::MAX, |low, shade| low.min(*shade));
    let high = shades.iter().fold(0, |high, shade| high.max(*shade));
    let all: u32 = shades.iter().map(|shade| u32::from(*shade)).sum();
    let mut between = (f64::from(low) + f64::from(high)) / 2.0;
    let mut apart = 0.0;
    for _ in 0..3 {
        let least = shade(between.ceil());
        let (mut sum, mut count) = (0_u32, 0_u32);
        for &shade in shades {
            let is_dark = shade < least;
            sum += if is_dark { u32::from(shade) } else { 0 };
            count += u32::from(is_dark);
        }
        let light = u32::try_from(shades.len()).ok()? - count;
        if count == 0 || light == 0 {
            return None;
        }
        let means = (f64::from(sum) / f64::from(count), f64::from(all - sum) / f64::from(light));
        between = (means.0 + means.1) / 2.0;
        apart = means.1 - means.0;
    }
    (apart > 0.4 * whole.map_or(0.0, |whole| whole.1)).then_some((between, apart))
}
