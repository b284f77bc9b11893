//! A slot as a recipient: a new vault key can be sealed to a slot without its secret.
//!
//! Each secret gives an X25519 key pair (RFC 7748). Sealing to it follows age's X25519 recipients
//! (age-encryption.org/v1): an ephemeral pair, and `HKDF(shared ‖ ephemeral ‖ public)` as the key.

use super::keys::{Key, VaultId, blank, derive};
use rand_core::CryptoRng;
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};
use zeroize::Zeroizing;

/// Bytes of an X25519 public key.
pub(super) const PUBLIC_BYTES: usize = 32;

/// The private half, derived from the slot's secret.
pub(super) struct Identity(Key);

impl Identity {
    /// `HKDF(material, vault id, "otpv1/slot/<kind>/x25519")`.
    pub(super) fn of(kind: &str, material: &[u8], vault_id: &VaultId) -> Self {
        Self(derive(material, vault_id, &format!("otpv1/slot/{kind}/x25519")))
    }

    pub(super) fn public(&self) -> [u8; PUBLIC_BYTES] {
        x25519(**self.0, X25519_BASEPOINT_BYTES)
    }

    /// The key agreed on with the sender's ephemeral key; `None` for a point of low order.
    pub(super) fn agree(&self, ephemeral: &[u8; PUBLIC_BYTES], vault_id: &VaultId) -> Option<Key> {
        let shared = Zeroizing::new(x25519(**self.0, *ephemeral));
        kek(&shared, ephemeral, &self.public(), vault_id)
    }
}

/// An ephemeral public key, and the key that only the recipient can derive from it.
pub(super) fn agree_with(
    public: &[u8; PUBLIC_BYTES],
    vault_id: &VaultId,
    rng: &mut impl CryptoRng,
) -> Option<([u8; PUBLIC_BYTES], Key)> {
    let mut secret = blank();
    rng.fill_bytes(&mut secret[..]);
    let ephemeral = x25519(**secret, X25519_BASEPOINT_BYTES);
    let shared = Zeroizing::new(x25519(**secret, *public));
    Some((ephemeral, kek(&shared, &ephemeral, public, vault_id)?))
}

fn kek(
    shared: &[u8; 32],
    ephemeral: &[u8; PUBLIC_BYTES],
    public: &[u8; PUBLIC_BYTES],
    vault_id: &VaultId,
) -> Option<Key> {
    // A point of low order makes it zero for any secret, so anyone would know it (RFC 7748 §6.1).
    if shared.iter().fold(0, |all, byte| all | byte) == 0 {
        return None;
    }
    let material = Zeroizing::new([&shared[..], ephemeral, public].concat());
    Some(derive(&material, vault_id, "otpv1/slot/x25519"))
}
