//! Arithmetic in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1 — ISO/IEC 18004 §7.5.2.

const MODULUS: u8 = 0x1D;

/// α^power.
pub(super) fn alpha(power: usize) -> u8 {
    (0..power % 255).fold(1, |value, _| double(value))
}

fn double(value: u8) -> u8 {
    let carry = if value & 0x80 == 0 { 0 } else { MODULUS };
    (value << 1) ^ carry
}

/// a · b, bit by bit: 64 KB of tables would not be noticeably faster.
pub(super) fn mul(a: u8, b: u8) -> u8 {
    let (mut product, mut a, mut b) = (0, a, b);
    while b != 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a = double(a);
        b >>= 1;
    }
    product
}

/// 1 / a, as a^254. 0 has no inverse and gives 0.
pub(super) fn inverse(a: u8) -> u8 {
    let mut power = a;
    let mut result = 1;
    // 254 = 2 + 4 + … + 128.
    for _ in 0..7 {
        power = mul(power, power);
        result = mul(result, power);
    }
    result
}

/// The value of a polynomial, lowest coefficient first, at `x`.
pub(super) fn value_at(polynomial: &[u8], x: u8) -> u8 {
    polynomial.iter().rev().fold(0, |sum, coefficient| mul(sum, x) ^ coefficient)
}
