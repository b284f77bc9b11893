//! The vault key and the keys derived from it.

use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand_core::CryptoRng;
use sha2::Sha256;
use std::fmt;
use zeroize::Zeroizing;

/// The id of a vault; random, public, in every AAD.
pub type VaultId = [u8; 16];

/// 32 secret bytes, wiped when dropped; boxed, because moving an array leaves its bytes behind.
pub type Key = Box<Zeroizing<[u8; 32]>>;

/// A zeroed key to write to.
pub(super) fn blank() -> Key {
    Box::new(Zeroizing::new([0; 32]))
}

/// The key in a byte slice; `None` if it is not 32 bytes long.
#[must_use]
pub fn key_of(bytes: &[u8]) -> Option<Key> {
    let mut key = blank();
    if bytes.len() != key.len() {
        return None;
    }
    key.copy_from_slice(bytes);
    Some(key)
}

/// 32 random bytes that all other keys derive from. Wiped when dropped; `Debug` prints nothing.
#[derive(Clone)]
pub struct VaultKey(Key);

impl VaultKey {
    /// Generates a new key.
    pub fn make(rng: &mut impl CryptoRng) -> Self {
        let mut key = Self(blank());
        rng.fill_bytes(&mut key.0[..]);
        key
    }

    /// Wraps a key that a slot returned; `None` if it is not 32 bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        key_of(bytes).map(Self)
    }

    /// The only access to the bytes: to derive from them and to wrap them.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VaultKey")
    }
}

/// `HKDF-SHA256(VMK, salt = vault id, info = label)` for each use — RFC 5869.
pub struct Keys {
    /// Seals records; label `otpv1/record`.
    pub record: Key,
    /// Authenticates the header; label `otpv1/header-mac`.
    pub header: Key,
    /// Seals the manifest; label `otpv1/manifest`.
    pub manifest: Key,
    /// Distributes records over sync packs; label `otpv1/pack-tag`.
    pub tag: Key,
}

impl Keys {
    /// Derives all four.
    #[must_use]
    pub fn derive(key: &VaultKey, vault_id: &VaultId) -> Self {
        let of = |label: &str| derive(key.expose(), vault_id, label);
        Self {
            record: of("otpv1/record"),
            header: of("otpv1/header-mac"),
            manifest: of("otpv1/manifest"),
            tag: of("otpv1/pack-tag"),
        }
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys")
    }
}

/// `HKDF-SHA256[salt, label](material, 32)` — RFC 5869.
#[expect(clippy::expect_used, reason = "on any error the key would be zeros")]
pub(super) fn derive(material: &[u8], salt: &VaultId, label: &str) -> Key {
    let mut key = blank();
    Hkdf::<Sha256>::new(Some(salt), material)
        .expand(label.as_bytes(), &mut key[..])
        .expect("32 bytes are under HKDF's limit of 255 blocks");
    key
}

/// `HMAC-SHA256(key, message)` — RFC 2104.
pub(super) fn mac(key: &[u8; 32], message: &[u8]) -> Hmac<Sha256> {
    // HMAC pads its key with zeros to the hash's block size, 64 bytes here.
    let mut block = Zeroizing::new([0; 64]);
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    <Hmac<Sha256> as hmac::KeyInit>::new((&*block).into()).chain_update(message)
}
