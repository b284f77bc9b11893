/// A picture in shades of grey, row by row.
pub(super) struct Plane {
    grey: Vec<u8>,
    width: usize,
}

impl Plane {
    /// Luma after ITU-R BT.601, in 1/256; what is transparent counts as white paper.
    pub(super) fn from_rgba(rgba: &[u8], width: usize) -> Self {
        let luma = |pixel: &[u8; 4]| {
            let [r, g, b, a] = pixel.map(u32::from);
            let ink = (77 * r + 150 * g + 29 * b) >> 8;
            let shown = (ink * a + 255 * (255 - a)) / 255;
            u8::try_from(shown).unwrap_or(u8::MAX)
        };
        let (pixels, _) = rgba.as_chunks::<4>();
        Self { grey: pixels.iter().map(luma).collect(), width }
    }

    /// The negative.
    pub(super) fn inverted(&self) -> Self {
        Self { grey: self.grey.iter().map(|grey| 255 - grey).collect(), width: self.width }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn height(&self) -> usize {
        self.grey.len() / self.width.max(1)
    }

    /// 0 is black; white outside the picture.
    pub(super) fn at(&self, x: usize, y: usize) -> u8 {
        self.grey.get(y * self.width + x).copied().unwrap_or(u8::MAX)
    }
}
