//! XChaCha20-Poly1305 — draft-irtf-cfrg-xchacha-03, over RFC 8439.
//!
//! A package of its own, so that the cipher is compiled for speed and all else for size: a thousand
//! records are opened before the popup shows the first code. The key stream is ours for the same
//! reason: no package has one for wasm's 128-bit registers. Tests hold it to the `chacha20poly1305`
//! package, and to the drafts' vectors.

mod row;
mod stream;

use poly1305::universal_hash::{KeyInit, UniversalHash};
use poly1305::{Block, Poly1305};
use stream::Stream;
use zeroize::Zeroizing;

/// Random bytes beside each sealed text.
pub const NONCE_BYTES: usize = 24;

const TAG_BYTES: usize = 16;

/// `XChaCha20-Poly1305(key, nonce, plain, aad)`, ciphertext ‖ tag.
#[must_use]
pub fn seal(key: &[u8; 32], nonce: &[u8; NONCE_BYTES], plain: &[u8], aad: &[u8]) -> Vec<u8> {
    let stream = Stream::new(key, nonce);
    let mut sealed = Vec::with_capacity(plain.len() + TAG_BYTES);
    sealed.extend_from_slice(plain);
    stream.apply(&mut sealed);
    let tag = mac(&stream, &sealed, aad).finalize();
    sealed.extend_from_slice(&tag);
    sealed
}

/// The inverse of [`seal`]; `None` if anything was changed.
#[must_use]
pub fn open(
    key: &[u8; 32],
    nonce: &[u8; NONCE_BYTES],
    sealed: &[u8],
    aad: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (ciphertext, tag) = sealed.split_last_chunk::<TAG_BYTES>()?;
    let stream = Stream::new(key, nonce);
    // In constant time, and before anything is made of the ciphertext.
    mac(&stream, ciphertext, aad).verify(&Block::from(*tag)).ok()?;
    let mut plain = Zeroizing::new(ciphertext.to_vec());
    stream.apply(&mut plain);
    Some(plain)
}

/// Both parts of an array; that they fill it is checked when this is compiled.
#[expect(clippy::expect_used, reason = "a part is no longer than the whole: compiled away")]
fn parts<const N: usize, const L: usize, const R: usize>(whole: &[u8; N]) -> (&[u8; L], &[u8; R]) {
    const { assert!(L + R == N, "the parts fill the whole") };
    let (left, right) = (whole.first_chunk(), whole.last_chunk());
    (left.expect("L is at most N"), right.expect("R is at most N"))
}

/// Poly1305 under the stream's first block: additional data, ciphertext and their lengths — RFC 8439
/// §2.8.
#[expect(clippy::expect_used, reason = "compiled away where usize has at most 64 bits")]
fn mac(stream: &Stream, ciphertext: &[u8], aad: &[u8]) -> Poly1305 {
    let mut mac = Poly1305::new((&*stream.mac_key()).into());
    let length = |bytes: &[u8]| u128::try_from(bytes.len()).expect("a length has at most 64 bits");
    let lengths = (length(ciphertext) << 64 | length(aad)).to_le_bytes();
    mac.update_padded(aad);
    mac.update_padded(ciphertext);
    mac.update(&[Block::from(lengths)]);
    mac
}
