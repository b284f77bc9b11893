use rqrr::{Grid, SimpleGrid};

/// The symbol with its data mask removed — ISO/IEC 18004 §7.8.2. The format information is not
/// masked and stays; finders and timing may change, because data is never read from them.
pub(super) fn removed(
    size: usize,
    is_dark: impl Fn(usize, usize) -> bool,
    mask: u16,
) -> Grid<SimpleGrid> {
    let is_format = |a: usize, b: usize| a == 8 && (b < 9 || b + 8 >= size);
    Grid::new(SimpleGrid::from_func(size, |x, y| {
        let flip = is_flipped(mask, y, x) && !is_format(x, y) && !is_format(y, x);
        is_dark(y, x) != flip
    }))
}

/// Table 10: the modules that a mask inverts, by row and column.
fn is_flipped(mask: u16, row: usize, column: usize) -> bool {
    let product = row * column;
    let remainder = match mask {
        0 => (row + column) % 2,
        1 => row % 2,
        2 => column % 3,
        3 => (row + column) % 3,
        4 => (row / 2 + column / 3) % 2,
        5 => product % 2 + product % 3,
        6 => (product % 2 + product % 3) % 2,
        _ => ((row + column) % 2 + product % 3) % 2,
    };
    remainder == 0
}
