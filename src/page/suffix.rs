//! Which domains belong to everyone: the Public Suffix List in 15 KB.
//!
//! `suffixes.bin` is made from the official list by `tests/tools/suffixes.mjs`: a 24-bit hash of
//! each rule, sorted, as Rice-coded differences. A hash may collide: then one domain in some 1,700 that
//! is no suffix is taken for one and cannot be chosen as a parent. The other way round is impossible.

/// Of the Rice code; near the binary logarithm of the mean difference.
const LOW_BITS: u32 = 10;

static RULES: &[u8] = include_bytes!("suffixes.bin");

/// True if names below `host` belong to others: it is a public suffix — publicsuffix.org/list,
/// "Algorithm" — or, like `kawasaki.jp`, holds nothing but public suffixes. A single label always
/// is one.
#[must_use]
pub fn is_public_suffix(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let Some((_, parent)) = host.split_once('.') else { return true };
    let names = [format!("!{host}"), host.to_owned(), format!("*.{parent}"), format!("*.{host}")];
    let wanted = names.map(|name| hash(&name));
    let mut found = [false; 4];
    for rule in rules() {
        for (found, wanted) in found.iter_mut().zip(wanted) {
            *found |= rule == wanted;
        }
    }
    let [exception, exact, wildcard, holder] = found;
    !exception && (exact || wildcard || holder)
}

/// FNV-1a, folded to 24 bits.
fn hash(rule: &str) -> u32 {
    let folded = rule
        .bytes()
        .fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (folded >> 24) ^ (folded & 0x00FF_FFFF)
}

/// Differences of sorted numbers, Rice-coded: the high part in unary, then [`LOW_BITS`] bits.
fn rules() -> impl Iterator<Item = u32> {
    let mut bits =
        RULES.iter().flat_map(|byte| (0..8).rev().map(move |bit| u32::from(byte >> bit & 1)));
    let mut last = 0_u32;
    std::iter::from_fn(move || {
        let mut difference = 0;
        while bits.next()? == 1 {
            difference += 1;
        }
        for _ in 0..LOW_BITS {
            difference = difference << 1 | bits.next()?;
        }
        last += difference;
        Some(last)
    })
}
