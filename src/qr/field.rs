//! Arithmetic in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1 — ISO/IEC 18004 §7.5.2.

const MODULUS: u8 = 0x1D;

/// α^power for the powers 0 … 254, and the power of each value but 0.
struct Tables {
    powers: [u8; 255],
    logarithms: [u8; 256],
}

/// 511 bytes; a table of all products would have 64 KB.
static TABLES: Tables = tables();

#[expect(
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a constant: a wrong index would not compile"
)]
const fn tables() -> Tables {
    let mut tables = Tables { powers: [0; 255], logarithms: [0; 256] };
    let (mut value, mut power) = (1_u8, 0_u8);
    while power < 255 {
        tables.powers[power as usize] = value;
        tables.logarithms[value as usize] = power;
        value = (value << 1) ^ if value & 0x80 == 0 { 0 } else { MODULUS };
        power += 1;
    }
    tables
}

/// α^power.
pub(super) fn alpha(power: usize) -> u8 {
    TABLES.powers.get(power % 255).copied().unwrap_or(1)
}

fn logarithm(value: u8) -> usize {
    TABLES.logarithms.get(usize::from(value)).copied().map_or(0, usize::from)
}

/// a · b.
#[inline]
pub(super) fn mul(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 {
        return 0;
    }
    times_alpha(a, logarithm(b))
}

/// a · α^power, for a power below 255.
#[inline]
pub(super) fn times_alpha(a: u8, power: usize) -> u8 {
    if a == 0 {
        return 0;
    }
    let power = logarithm(a) + power;
    TABLES.powers.get(power.checked_sub(255).unwrap_or(power)).copied().unwrap_or(1)
}

/// 1 / a. 0 has no inverse and gives 0.
pub(super) fn inverse(a: u8) -> u8 {
    if a == 0 { 0 } else { alpha(255 - logarithm(a)) }
}

/// The value of a polynomial, lowest coefficient first, at `x`.
pub(super) fn value_at(polynomial: &[u8], x: u8) -> u8 {
    polynomial.iter().rev().fold(0, |sum, coefficient| mul(sum, x) ^ coefficient)
}
