//! The key stream: ChaCha20, a block in four rows of four words.

use crate::row::Row;
use crate::{NONCE_BYTES, parts};
use zeroize::{Zeroize, Zeroizing};

const BLOCK_BYTES: usize = 64;

/// "expand 32-byte k"
const CONSTANT: Row = Row::new([0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574]);

/// XChaCha20 of one key and nonce.
pub(crate) struct Stream {
    key: Zeroizing<[u8; 32]>,
    nonce: u64,
}

impl Stream {
    pub(crate) fn new(key: &[u8; 32], nonce: &[u8; NONCE_BYTES]) -> Self {
        let (outer, inner) = halves(nonce);
        let (low, high) = key_rows(key);
        // HChaCha20: the first and the last row, without adding what they were.
        let [first, _, _, last] = rounds([CONSTANT, low, high, outer]);
        Self { key: key_of([first, last]), nonce: inner }
    }

    /// What Poly1305 takes: half of the first block.
    pub(crate) fn mac_key(&self) -> Zeroizing<[u8; 32]> {
        let [first, second, ..] = self.block(0);
        key_of([first, second])
    }

    /// Adds the blocks behind the first to a text, which seals and opens it.
    pub(crate) fn apply(&self, text: &mut [u8]) {
        for (counter, chunk) in (1..).zip(text.chunks_mut(BLOCK_BYTES)) {
            for (row, part) in self.block(counter).into_iter().zip(chunk.chunks_mut(16)) {
                if let Ok(whole) = <&mut [u8; 16]>::try_from(&mut *part) {
                    *whole = row.xor(Row::from_bytes(whole)).to_bytes();
                } else {
                    let mut bytes = row.to_bytes();
                    part.iter_mut().zip(&bytes).for_each(|(byte, with)| *byte ^= with);
                    bytes.zeroize();
                }
            }
        }
    }

    fn block(&self, counter: u32) -> [Row; 4] {
        let (low, high) = key_rows(&self.key);
        let words = (u128::from(self.nonce) << 64) | u128::from(counter);
        let start = [CONSTANT, low, high, Row::from_bytes(&words.to_le_bytes())];
        let [a, b, c, d] = rounds(start);
        let [a0, b0, c0, d0] = start;
        [a.add(a0), b.add(b0), c.add(c0), d.add(d0)]
    }
}

fn key_rows(key: &[u8; 32]) -> (Row, Row) {
    let (low, high) = parts(key);
    (Row::from_bytes(low), Row::from_bytes(high))
}

/// The inverse of [`key_rows`].
fn key_of(rows: [Row; 2]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    // Two chunks and two rows: neither is left over.
    for (row, bytes) in rows.into_iter().zip(key.as_chunks_mut().0) {
        *bytes = row.to_bytes();
    }
    key
}

/// The 16 bytes that HChaCha20 takes, and the 8 that the stream takes.
fn halves(nonce: &[u8; NONCE_BYTES]) -> (Row, u64) {
    let (outer, inner) = parts(nonce);
    (Row::from_bytes(outer), u64::from_le_bytes(*inner))
}

/// Twenty rounds: ten times the columns, then the diagonals.
fn rounds([mut a, mut b, mut c, mut d]: [Row; 4]) -> [Row; 4] {
    for _ in 0..10 {
        (a, b, c, d) = quarters(a, b, c, d);
        (b, c, d) = (b.turn::<1, 2, 3, 0>(), c.turn::<2, 3, 0, 1>(), d.turn::<3, 0, 1, 2>());
        (a, b, c, d) = quarters(a, b, c, d);
        (b, c, d) = (b.turn::<3, 0, 1, 2>(), c.turn::<2, 3, 0, 1>(), d.turn::<1, 2, 3, 0>());
    }
    [a, b, c, d]
}

/// Four quarter rounds at once — RFC 8439 §2.1.
fn quarters(mut a: Row, mut b: Row, mut c: Row, mut d: Row) -> (Row, Row, Row, Row) {
    a = a.add(b);
    d = d.xor(a).rotate::<16>();
    c = c.add(d);
    b = b.xor(c).rotate::<12>();
    a = a.add(b);
    d = d.xor(a).rotate::<8>();
    c = c.add(d);
    b = b.xor(c).rotate::<7>();
    (a, b, c, d)
}
