//! Modules → the bytes they encode.

use crate::charset::Run;
use crate::{layout, mask, segments};
use rqrr::{BitGrid, Grid, SimpleGrid};

/// The content of a symbol: `size × size` modules row by row, `true` for dark. Mirrored symbols are
/// read too.
pub(crate) fn runs_of(bits: &[bool], size: usize) -> Option<Vec<Run>> {
    let at = |row: usize, column: usize| bits.get(row * size + column).copied().unwrap_or(false);
    let plain = Grid::new(SimpleGrid::from_func(size, |x, y| at(y, x)));
    read(&plain).or_else(|| read(&Grid::new(SimpleGrid::from_func(size, at))))
}

fn read(grid: &Grid<impl BitGrid>) -> Option<Vec<Run>> {
    let (meta, _) = grid.get_raw_data().ok()?;
    let (_, raw) = mask::removed(grid, meta.mask).get_raw_data().ok()?;
    let codewords = raw.data.get(..raw.len / 8)?;
    let version = meta.version.0;
    segments::runs_of(&layout::data_of(codewords, version, meta.ecc_level)?, version)
}
