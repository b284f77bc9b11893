use crate::number::{index, real, shade, split};
use crate::point::Point;

/// A picture in shades of grey, row by row. Outside the picture its border pixels repeat.
pub(crate) struct Plane {
    grey: Vec<u8>,
    width: usize,
    height: usize,
}

/// So many pixels are tested for transparency at once.
const BLOCK: usize = 1024;

impl Plane {
    /// Luma after ITU-R BT.601, in 1/256; transparent pixels count as white paper.
    pub(crate) fn luma(rgba: &[u8], width: usize) -> Self {
        let ink = |pixel: [u8; 4]| {
            let word = u32::from_le_bytes(pixel);
            let sum = 77 * (word & 255) + 150 * (word >> 8 & 255) + 29 * (word >> 16 & 255);
            u8::try_from(sum >> 8).unwrap_or(u8::MAX)
        };
        let shown = |pixel: [u8; 4]| {
            let [ink, alpha] = [ink(pixel), pixel[3]].map(u32::from);
            u8::try_from((ink * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        let (pixels, _) = rgba.as_chunks::<4>();
        let mut grey = Vec::with_capacity(pixels.len());
        // Blocks stay in the processor's cache between the test and the conversion.
        for block in pixels.chunks(BLOCK) {
            let all = block.iter().fold(u32::MAX, |all, pixel| all & u32::from_le_bytes(*pixel));
            if all >> 24 == 255 {
                grey.extend(block.iter().map(|pixel| ink(*pixel)));
            } else {
                grey.extend(block.iter().map(|pixel| shown(*pixel)));
            }
        }
        Self::new(grey, width)
    }

    fn new(grey: Vec<u8>, width: usize) -> Self {
        let height = grey.len() / width.max(1);
        Self { grey, width, height }
    }

    /// The picture at twice the size: each pixel becomes four.
    pub(crate) fn doubled(&self) -> Self {
        let mut grey = Vec::with_capacity(4 * self.grey.len());
        for row in self.grey.chunks_exact(self.width.max(1)) {
            for _ in 0..2 {
                grey.extend(row.iter().flat_map(|shade| [*shade; 2]));
            }
        }
        Self::new(grey, 2 * self.width)
    }

    /// The picture at half the size: each pixel is the mean of four.
    pub(crate) fn halved(&self) -> Self {
        let width = self.width / 2;
        let mut grey = Vec::with_capacity(width * (self.height / 2));
        for rows in self.grey.chunks_exact(2 * self.width.max(1)) {
            let (above, below) = rows.split_at(self.width);
            let (above, _) = above.as_chunks::<2>();
            let (below, _) = below.as_chunks::<2>();
            grey.extend(above.iter().zip(below).map(|(&[a, b], &[c, d])| {
                let sum = u16::from(a) + u16::from(b) + u16::from(c) + u16::from(d);
                u8::try_from((sum + 2) >> 2).unwrap_or(u8::MAX)
            }));
        }
        Self::new(grey, width)
    }

    /// Blurs by the weights 1 : 2 : 1 in both directions, so that the gaps between dots close.
    pub(crate) fn softened(&self) -> Self {
        let mut grey = Vec::with_capacity(self.grey.len());
        let mut sums = vec![0_u16; self.width];
        for y in 0..self.height {
            let (above, below) =
                (self.row(y.saturating_sub(1)), self.row((y + 1).min(self.height - 1)));
            for (sum, ((a, b), c)) in sums.iter_mut().zip(above.iter().zip(self.row(y)).zip(below))
            {
                *sum = u16::from(*a) + 2 * u16::from(*b) + u16::from(*c);
            }
            let mean =
                |a: u16, b: u16, c: u16| u8::try_from((a + 2 * b + c + 8) >> 4).unwrap_or(u8::MAX);
            let (first, last) =
                (sums.first().copied().unwrap_or(0), sums.last().copied().unwrap_or(0));
            if let [a, .., b] = sums.as_slice() {
                grey.push(mean(first, *a, sums.get(1).copied().unwrap_or(*b)));
            }
            grey.extend(sums.windows(3).map(|sums| match sums {
                &[a, b, c] => mean(a, b, c),
                _ => 0,
            }));
            if let [.., a, b] = sums.as_slice() {
                grey.push(mean(*a, *b, last));
            }
        }
        Self { grey, width: self.width, height: self.height }
    }

    /// Whether a position is inside the picture, within `slack` pixels.
    pub(crate) fn reaches(&self, at: Point, slack: f64) -> bool {
        let reaches = |at: f64, side: usize| (-slack..real(side) + slack).contains(&at);
        reaches(at.x, self.width) && reaches(at.y, self.height)
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn height(&self) -> usize {
        self.height
    }

    /// The pixels of a row from left to right; empty outside the picture.
    pub(crate) fn row(&self, y: usize) -> &[u8] {
        self.grey.get(y * self.width..(y + 1) * self.width).unwrap_or_default()
    }

    /// The shade at a position, interpolated between the four pixels around it.
    #[inline]
    pub(crate) fn sample(&self, at: Point) -> f64 {
        let ((left, fx), (top, fy)) = (split(at.x - 0.5), split(at.y - 0.5));
        let [a, b, c, d] = self.square(left, top).map(f64::from);
        let above = a + (b - a) * fx;
        let below = c + (d - c) * fx;
        above + (below - above) * fy
    }

    /// Four pixels: two in a row and the two below them.
    #[inline]
    fn square(&self, left: i32, top: i32) -> [u8; 4] {
        let at = index(top) * self.width + index(left);
        if left >= 0
            && top >= 0
            && index(left) + 1 < self.width
            && let (Some(&[a, b]), Some(&[c, d])) =
                (self.grey.get(at..at + 2), self.grey.get(at + self.width..at + self.width + 2))
        {
            return [a, b, c, d];
        }
        let at = |x: i32, y: i32| {
            let (x, y) = (index(x).min(self.width - 1), index(y).min(self.height - 1));
            self.grey.get(y * self.width + x).copied().unwrap_or(u8::MAX)
        };
        let (right, below) = (left.saturating_add(1), top.saturating_add(1));
        [at(left, top), at(right, top), at(left, below), at(right, below)]
    }

    /// The same as a whole shade.
    pub(crate) fn shade_at(&self, at: Point) -> u8 {
        shade(self.sample(at) + 0.5)
    }

    /// The shades along a line: `count` samples, the first at `from` and each a `step` further.
    pub(crate) fn profile(&self, from: Point, step: Point, count: usize, shades: &mut Vec<u8>) {
        shades.clear();
        let mut at = from;
        for _ in 0..count {
            shades.push(self.shade_at(at));
            at = at + step;
        }
    }
}
