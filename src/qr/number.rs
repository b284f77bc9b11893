//! Conversions between pixel positions and whole numbers: the only place with casts.

#![expect(
    clippy::as_conversions,
    reason = "Rust has no other conversion from floats, and `as` saturates here"
)]

use std::collections::BinaryHeap;

/// ⌊value⌋, saturating; 0 for NaN.
#[inline]
pub(crate) fn floor(value: f64) -> i32 {
    // Cheaper than `f64::floor`, which is a call without SSE4.1.
    let whole = value as i32;
    whole - i32::from(f64::from(whole) > value)
}

/// A whole number, and what is left of `value` above it, from 0 to 1: for interpolation, where 2 + 1 is
/// as good as 3 + 0. Meaningless beyond 2³¹. Adding 1.5 · 2⁵² leaves a whole number in the lowest bits,
/// which costs less than [`floor`] does.
#[inline]
pub(crate) fn split(value: f64) -> (i32, f64) {
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    let shifted = value - 0.5 + SHIFT;
    (shifted.to_bits() as i32, value - (shifted - SHIFT))
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

/// The elements with the smallest `keys`, which are not negative, in ascending order. The standard
/// library's sort takes 3 KB for each type of element, its heap a tenth of that.
pub(crate) fn ascending<T: Clone>(elements: &[T], key: impl Fn(&T) -> f64, most: usize) -> Vec<T> {
    // Floats that are not negative are in the order of their bits.
    let keys = elements.iter().zip(0_u32..);
    let keys: BinaryHeap<u64> = keys
        .map(|(element, at)| u64::from((key(element) as f32).to_bits()) << 32 | u64::from(at))
        .collect();
    let of = |key: &u64| elements.get((*key as u32) as usize).cloned();
    keys.into_sorted_vec().iter().take(most).filter_map(of).collect()
}
