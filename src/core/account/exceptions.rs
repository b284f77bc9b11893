//! Made by `tools/suffixes.mjs`, as `suffixes.bin` is, from the Public Suffix List
//! (publicsuffix.org, Mozilla Public License 2.0); its text is in `tests/fixtures/sites`.
//!
//! VERSION: 2026-10-22_08-36-41_UTC
//! COMMIT: 8437e5262f13305f94087abe699b4fe2be1d1de8

/// With this seed, no name on the list is mistaken for a suffix by chance.
pub(super) const SEED: u32 = 1;

/// The rules that begin with `!`, as text: if one had the same hash as another name, a public suffix
/// would not be recognised.
pub(super) const EXCEPTIONS: [&str; 8] = [
    "city.kawasaki.jp",
    "city.kitakyushu.jp",
    "city.kobe.jp",
    "city.nagoya.jp",
    "city.sapporo.jp",
    "city.sendai.jp",
    "city.yokohama.jp",
    "www.ck",
];
