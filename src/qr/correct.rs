//! Reed–Solomon error correction of one block — ISO/IEC 18004 §7.5 and annex B.

use super::field::{alpha, inverse, mul, times_alpha, value_at};

/// Corrects a block in place: data codewords, then `check` error correction codewords.
/// `None` if more than `check / 2` codewords are wrong.
pub(super) fn correct(block: &mut [u8], check: usize) -> Option<()> {
    let syndromes = syndromes(block, check);
    if is_clean(&syndromes) {
        return Some(());
    }
    let locator = locator(&syndromes);
    if locator.iter().rposition(|coefficient| *coefficient != 0)? > check / 2 {
        return None;
    }
    let evaluator = evaluator(&syndromes, &locator);
    // In characteristic 2, the formal derivative keeps only the odd powers.
    let odd = |(power, coefficient): (usize, &u8)| if power % 2 == 1 { *coefficient } else { 0 };
    let derivative: Vec<u8> = locator.iter().enumerate().map(odd).skip(1).collect();
    let mut wrong = 0;
    for (power, codeword) in block.iter_mut().rev().enumerate() {
        let root = alpha(255 - power % 255);
        if value_at(&locator, root) == 0 {
            // Forney: the magnitude of the error at α^power.
            let slope = inverse(value_at(&derivative, root));
            *codeword ^= mul(alpha(power), mul(value_at(&evaluator, root), slope));
            wrong += 1;
        }
    }
    let mended = wrong <= check / 2 && is_clean(&self::syndromes(block, check));
    mended.then_some(())
}

/// The received polynomial at α^0 … α^(check − 1): all zero if nothing is wrong.
fn syndromes(block: &[u8], check: usize) -> Vec<u8> {
    // Horner's rule for all powers at once: their chains of products do not wait for one another.
    let mut sums = vec![0_u8; check];
    for codeword in block {
        for (power, sum) in sums.iter_mut().enumerate() {
            *sum = times_alpha(*sum, power) ^ codeword;
        }
    }
    sums
}

fn is_clean(syndromes: &[u8]) -> bool {
    syndromes.iter().all(|syndrome| *syndrome == 0)
}

/// The polynomial whose roots are the error positions — Berlekamp–Massey.
fn locator(syndromes: &[u8]) -> Vec<u8> {
    let (mut current, mut before) = (vec![1], vec![1]);
    let (mut errors, mut shift, mut last) = (0, 1, 1);
    for seen in 1..=syndromes.len() {
        let window = syndromes.iter().take(seen).rev();
        let discrepancy = current.iter().zip(window).fold(0, |sum, (a, b)| sum ^ mul(*a, *b));
        if discrepancy == 0 {
            shift += 1;
            continue;
        }
        let next = plus(&current, &before, mul(discrepancy, inverse(last)), shift);
        if 2 * errors < seen {
            before = std::mem::replace(&mut current, next);
            errors = seen - errors;
            last = discrepancy;
            shift = 1;
        } else {
            current = next;
            shift += 1;
        }
    }
    current
}

/// `a + factor · x^shift · b`.
fn plus(a: &[u8], b: &[u8], factor: u8, shift: usize) -> Vec<u8> {
    let mut sum = a.to_vec();
    sum.resize(a.len().max(b.len() + shift), 0);
    sum.iter_mut().skip(shift).zip(b).for_each(|(to, from)| *to ^= mul(*from, factor));
    sum
}

/// `syndromes · locator mod x^check`.
fn evaluator(syndromes: &[u8], locator: &[u8]) -> Vec<u8> {
    let coefficient = |power: usize| {
        let window = syndromes.iter().take(power + 1).rev();
        locator.iter().zip(window).fold(0, |sum, (a, b)| sum ^ mul(*a, *b))
    };
    (0..syndromes.len()).map(coefficient).collect()
}

#[cfg(test)]
mod tests {
    use super::correct;

    /// A block of 9 data and 17 check codewords (version 1-H), from ISO/IEC 18004's generator.
    fn block() -> Vec<u8> {
        let data = [0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC];
        let mut remainder = [0_u8; 17];
        let generator = (0..17).fold(vec![1_u8], |poly, power| {
            let mut next = poly.clone();
            next.push(0);
            for (at, c) in poly.iter().enumerate() {
                next[at + 1] ^= super::mul(*c, super::alpha(power));
            }
            next
        });
        for byte in data {
            let factor = byte ^ remainder[0];
            remainder.rotate_left(1);
            remainder[16] = 0;
            for (to, from) in remainder.iter_mut().zip(&generator[1..]) {
                *to ^= super::mul(*from, factor);
            }
        }
        [&data[..], &remainder].concat()
    }

    #[test]
    fn up_to_half_of_the_check_codewords_may_be_wrong() {
        let whole = block();
        for wrong in 0..=8 {
            for start in 0..whole.len() {
                let mut damaged = whole.clone();
                for step in 0..wrong {
                    let at = (start + step * 3) % damaged.len();
                    damaged[at] ^= u8::try_from(step * 29 + 1).unwrap();
                }
                assert_eq!(correct(&mut damaged, 17), Some(()), "{wrong} from {start}");
                assert_eq!(damaged, whole);
            }
        }
    }

    #[test]
    fn more_errors_are_never_mended_into_the_same_text() {
        let whole = block();
        for start in 0..whole.len() {
            let mut damaged = whole.clone();
            for step in 0..12 {
                let at = (start + step * 2) % damaged.len();
                damaged[at] ^= 0x5A;
            }
            let mended = correct(&mut damaged, 17).is_some();
            assert!(!mended || damaged != whole);
        }
    }
}
