//! Modules → the text in them.

use crate::{layout, mask, segments};
use rqrr::{BitGrid, Grid, SimpleGrid};

/// What a symbol says: `size × size` modules row by row, `true` for dark. A symbol seen in a
/// mirror is read too.
pub(crate) fn text_of(bits: &[bool], size: usize) -> Option<String> {
    let at = |row: usize, column: usize| bits.get(row * size + column).copied().unwrap_or(false);
    let plain = Grid::new(SimpleGrid::from_func(size, |x, y| at(y, x)));
    let bytes = read(&plain).or_else(|| read(&Grid::new(SimpleGrid::from_func(size, at))))?;
    // Byte segments are UTF-8 in practice, Latin-1 by ISO/IEC 18004.
    Some(
        String::from_utf8(bytes)
            .unwrap_or_else(|error| error.as_bytes().iter().copied().map(char::from).collect()),
    )
}

fn read(grid: &Grid<impl BitGrid>) -> Option<Vec<u8>> {
    let (meta, _) = grid.get_raw_data().ok()?;
    let (_, raw) = mask::removed(grid, meta.mask).get_raw_data().ok()?;
    let codewords = raw.data.get(..raw.len / 8)?;
    let version = meta.version.0;
    segments::bytes_of(&layout::data_of(codewords, version, meta.ecc_level)?, version)
}
