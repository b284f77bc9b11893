//! The Public Suffix List in 16 KB: domains below which anyone can register names.
//!
//! `tools/suffixes.mjs` generates `suffixes.bin` and `exceptions.rs` from the list in
//! `tests/fixtures/sites`. The table holds a 24-bit hash of each rule, sorted, as Rice-coded
//! differences; exceptions are text. Hash collisions only err on the safe side: about one in 540
//! domains that are not on the list (three hashes are looked up among 10,400 in 2^24) is mistaken
//! for a suffix, so that a binding cannot be widened to it. No rule of the list is ever missed.

use super::exceptions::{EXCEPTIONS, SEED};

/// Rice parameter, near the binary logarithm of the mean difference.
const LOW_BITS: u32 = 10;

static RULES: &[u8] = include_bytes!("suffixes.bin");

/// True if names below `host` belong to different owners: it is a public suffix —
/// publicsuffix.org/list, "Algorithm" — or, like `kawasaki.jp`, contains only public suffixes. A
/// single label is always a suffix.
#[must_use]
pub fn is_public_suffix(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let Some((_, parent)) = host.split_once('.') else { return true };
    if EXCEPTIONS.contains(&host) {
        return false;
    }
    let wanted = [hash("", host), hash("*.", parent), hash("*.", host)];
    rules().any(|rule| wanted.contains(&rule))
}

/// FNV-1a of both parts, folded to 24 bits.
fn hash(mark: &str, name: &str) -> u32 {
    let folded = mark
        .bytes()
        .chain(name.bytes())
        .fold(0x811C_9DC5 ^ SEED, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (folded >> 24) ^ (folded & 0x00FF_FFFF)
}

/// Decodes the sorted hashes from Rice-coded differences: the high part in unary, then [`LOW_BITS`]
/// bits.
fn rules() -> impl Iterator<Item = u32> {
    let mut bytes = RULES.iter();
    // Unread bits, the next one in the highest position.
    let (mut window, mut held, mut last) = (0_u64, 0, 0_u32);
    std::iter::from_fn(move || {
        while held <= u64::BITS - u8::BITS
            && let Some(byte) = bytes.next()
        {
            held += u8::BITS;
            window |= u64::from(*byte) << (u64::BITS - held);
        }
        let high = window.leading_ones();
        let used = high + 1 + LOW_BITS;
        if used > held {
            return None;
        }
        let low = u32::try_from(window << (high + 1) >> (u64::BITS - LOW_BITS)).ok()?;
        (window, held) = (window << used, held - used);
        last += high << LOW_BITS | low;
        Some(last)
    })
}
