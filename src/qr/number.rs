//! Conversions between pixel positions and whole numbers: the only place with casts.

#![expect(
    clippy::as_conversions,
    reason = "Rust has no other conversion from floats, and `as` saturates here"
)]

/// ⌊value⌋, saturating; 0 for NaN.
#[inline]
pub(crate) fn floor(value: f64) -> i32 {
    // Cheaper than `f64::floor`, which is a call without SSE4.1.
    let whole = value as i32;
    whole - i32::from(f64::from(whole) > value)
}

/// A count or an index as a coordinate.
#[inline]
pub(crate) fn real(value: usize) -> f64 {
    value as f64
}

/// A shade, clamped to black and white.
#[inline]
pub(crate) fn shade(value: f64) -> u8 {
    value as u8
}

/// A coordinate as an index; 0 if it is negative.
#[inline]
pub(crate) fn index(value: i32) -> usize {
    value.max(0) as usize
}
