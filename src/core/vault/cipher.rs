//! XChaCha20-Poly1305 — draft-irtf-cfrg-xchacha-03, over RFC 8439.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// Size of the nonce stored with each ciphertext.
pub(super) const NONCE_BYTES: usize = 24;

/// A new nonce for each message: it is long enough that two are never equal.
pub(super) fn make_nonce(rng: &mut impl CryptoRng) -> [u8; NONCE_BYTES] {
    let mut nonce = [0; NONCE_BYTES];
    rng.fill_bytes(&mut nonce);
    nonce
}

/// Ciphertext ‖ tag.
#[expect(clippy::expect_used, reason = "on any error the text would be lost")]
pub(super) fn seal(key: &[u8; 32], nonce: &[u8; NONCE_BYTES], plain: &[u8], aad: &[u8]) -> Vec<u8> {
    let sealed = cipher(key).encrypt(nonce.into(), Payload { msg: plain, aad });
    sealed.expect("a text is shorter than the cipher's limit of 256 GiB")
}

/// The inverse of [`seal`]; `None` if any byte was changed.
pub(super) fn open(
    key: &[u8; 32],
    nonce: &[u8; NONCE_BYTES],
    sealed: &[u8],
    aad: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let plain = cipher(key).decrypt(nonce.into(), Payload { msg: sealed, aad });
    plain.ok().map(Zeroizing::new)
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.into())
}
