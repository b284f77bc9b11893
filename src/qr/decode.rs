//! Modules → the bytes they encode.

use crate::charset::Run;
use crate::{layout, mask, segments};
use rqrr::{Grid, SimpleGrid};

/// What a symbol says, once its errors are corrected.
pub(crate) enum Content {
    /// Its bytes.
    Runs(Vec<Run>),
    /// It has a mode that ISO/IEC 18004 does not name, or is of an older model.
    Unknown,
}

impl Content {
    pub(crate) fn runs(self) -> Option<Vec<Run>> {
        match self {
            Self::Runs(runs) => Some(runs),
            Self::Unknown => None,
        }
    }
}

/// The content of a symbol: `size × size` modules row by row, `true` for dark.
pub(crate) fn content_of(bits: &[bool], size: usize) -> Option<Content> {
    read(size, |row, column| bits.get(row * size + column).copied().unwrap_or(false))
}

/// The content of a symbol that is seen in a mirror.
pub(crate) fn mirrored_content_of(bits: &[bool], size: usize) -> Option<Content> {
    read(size, |row, column| bits.get(column * size + row).copied().unwrap_or(false))
}

fn read(size: usize, is_dark: impl Fn(usize, usize) -> bool) -> Option<Content> {
    // rqrr reads the format along with all codewords; in the smallest symbol these are few.
    let stretched = |at: usize| if at > 8 { at + size - 21 } else { at };
    let format = SimpleGrid::from_func(21, |x, y| is_dark(stretched(y), stretched(x)));
    let (format, _) = Grid::new(format).get_raw_data().ok()?;
    let (meta, raw) = mask::removed(size, is_dark, format.mask).get_raw_data().ok()?;
    let codewords = raw.data.get(..raw.len / 8)?;
    let version = meta.version.0;
    let data = layout::data_of(codewords, version, meta.ecc_level)?;
    Some(segments::runs_of(&data, version).map_or(Content::Unknown, Content::Runs))
}
