//! How the codewords of a symbol are distributed over blocks — ISO/IEC 18004 §7.6 and table 9.

use super::correct::correct;

/// The corrected data codewords of a symbol; `None` if a block cannot be corrected. `codewords` are
/// in the order of the symbol, `level` is the two bits of the format information (0 M, 1 L, 2 H, 3
/// Q).
pub(super) fn data_of(codewords: &[u8], version: usize, level: u16) -> Option<Vec<u8>> {
    let row = version.checked_sub(1)?;
    let of = |table: &[[u8; 4]; 40]| table.get(row)?.get(usize::from(level)).copied();
    let (check, blocks) = (usize::from(of(&CORRECTION)?), usize::from(of(&BLOCKS)?));
    let total = codewords.len() / blocks;
    // The last blocks are one codeword longer when the codewords do not divide evenly.
    let short = blocks - codewords.len() % blocks;
    let data = total.checked_sub(check)?;
    let mut all = Vec::with_capacity(codewords.len());
    for block in 0..blocks {
        let long = block >= short;
        let column = |index: usize| codewords.get(index * blocks + block);
        let extra = long.then(|| codewords.get(data * blocks + block - short)).flatten();
        let tail = data * blocks + (blocks - short);
        let checks = (0..check).filter_map(|index| codewords.get(tail + index * blocks + block));
        let mut words: Vec<u8> =
            (0..data).filter_map(column).chain(extra).chain(checks).copied().collect();
        correct(&mut words, check)?;
        words.truncate(data + usize::from(long));
        all.append(&mut words);
    }
    Some(all)
}

/// Error correction codewords per block.
const CORRECTION: [[u8; 4]; 40] = [
    [10, 7, 17, 13],
    [16, 10, 28, 22],
    [26, 15, 22, 18],
    [18, 20, 16, 26],
    [24, 26, 22, 18],
    [16, 18, 28, 24],
    [18, 20, 26, 18],
    [22, 24, 26, 22],
    [22, 30, 24, 20],
    [26, 18, 28, 24],
    [30, 20, 24, 28],
    [22, 24, 28, 26],
    [22, 26, 22, 24],
    [24, 30, 24, 20],
    [24, 22, 24, 30],
    [28, 24, 30, 24],
    [28, 28, 28, 28],
    [26, 30, 28, 28],
    [26, 28, 26, 26],
    [26, 28, 28, 30],
    [26, 28, 30, 28],
    [28, 28, 24, 30],
    [28, 30, 30, 30],
    [28, 30, 30, 30],
    [28, 26, 30, 30],
    [28, 28, 30, 28],
    [28, 30, 30, 30],
    [28, 30, 30, 30],
    [28, 30, 30, 30],
    [28, 30, 30, 30],
    [28, 30, 30, 30],
    [28, 30, 30, 30],
    [28, 30, 30, 30],
    [28, 30, 30, 30],
    [28, 30, 30, 30],
    [28, 30, 30, 30],
    [28, 30, 30, 30],
    [28, 30, 30, 30],
    [28, 30, 30, 30],
    [28, 30, 30, 30],
];

/// Number of blocks.
const BLOCKS: [[u8; 4]; 40] = [
    [1, 1, 1, 1],
    [1, 1, 1, 1],
    [1, 1, 2, 2],
    [2, 1, 4, 2],
    [2, 1, 4, 4],
    [4, 2, 4, 4],
    [4, 2, 5, 6],
    [4, 2, 6, 6],
    [5, 2, 8, 8],
    [5, 4, 8, 8],
    [5, 4, 11, 8],
    [8, 4, 11, 10],
    [9, 4, 16, 12],
    [9, 4, 16, 16],
    [10, 6, 18, 12],
    [10, 6, 16, 17],
    [11, 6, 19, 16],
    [13, 6, 21, 18],
    [14, 7, 25, 21],
    [16, 8, 25, 20],
    [17, 8, 25, 23],
    [17, 9, 34, 23],
    [18, 9, 30, 25],
    [20, 10, 32, 27],
    [21, 12, 35, 29],
    [23, 12, 37, 34],
    [25, 12, 40, 34],
    [26, 13, 42, 35],
    [28, 14, 45, 38],
    [29, 15, 48, 40],
    [31, 16, 51, 43],
    [33, 17, 54, 45],
    [35, 18, 57, 48],
    [37, 19, 60, 51],
    [38, 19, 63, 53],
    [40, 20, 66, 56],
    [43, 21, 70, 59],
    [45, 22, 74, 62],
    [47, 24, 77, 65],
    [49, 25, 81, 68],
];
