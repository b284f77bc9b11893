//! XChaCha20-Poly1305 — draft-irtf-cfrg-xchacha-03.
//!
//! A package of its own, so that the cipher is compiled for speed and all else for size: a thousand
//! records are opened before the popup shows the first code.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// Random bytes beside each sealed text.
pub const NONCE_BYTES: usize = 24;

/// `XChaCha20-Poly1305(key, nonce, plain, aad)`, ciphertext ‖ tag.
#[must_use]
pub fn seal(key: &[u8; 32], nonce: &[u8; NONCE_BYTES], plain: &[u8], aad: &[u8]) -> Vec<u8> {
    let cipher = XChaCha20Poly1305::new(key.into());
    // Fails only past 256 GiB.
    cipher.encrypt(&XNonce::from(*nonce), Payload { msg: plain, aad }).unwrap_or_default()
}

/// The inverse of [`seal`]; `None` if anything was changed.
#[must_use]
pub fn open(
    key: &[u8; 32],
    nonce: &[u8; NONCE_BYTES],
    sealed: &[u8],
    aad: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let cipher = XChaCha20Poly1305::new(key.into());
    let plain = cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad }).ok()?;
    Some(Zeroizing::new(plain))
}
