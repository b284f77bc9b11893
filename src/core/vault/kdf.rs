//! A passphrase → 32 bytes that are costly to guess.

use super::keys::{Key, blank};
use argon2::{Algorithm, Argon2, Params, Version};
use rand_core::CryptoRng;

/// How a passphrase is stretched: Argon2id v1.3 — RFC 9106. All parameters are in the slot's AAD.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kdf {
    /// Memory in KiB.
    pub m_kib: u32,
    /// Passes.
    pub t: u32,
    /// Lanes.
    pub p: u32,
    /// Random.
    pub salt: [u8; 16],
}

/// Less memory is too weak — OWASP's minimum; more would let a hostile header stall the machine.
const M_KIB: std::ops::RangeInclusive<u32> = 19 * 1024..=256 * 1024;
const T_MAX: u32 = 16;
const P_MAX: u32 = 16;

/// Limits on passphrases, in characters and in bytes.
pub const PASSPHRASE_CHARS_MIN: usize = 8;
/// See [`PASSPHRASE_CHARS_MIN`].
pub const PASSPHRASE_BYTES_MAX: usize = 4096;

impl Kdf {
    /// 64 MiB, three passes, one lane, a new salt: RFC 9106's second choice on one thread.
    pub fn make(rng: &mut impl CryptoRng) -> Self {
        let mut kdf = Self { m_kib: 64 * 1024, t: 3, p: 1, salt: [0; 16] };
        rng.fill_bytes(&mut kdf.salt);
        kdf
    }

    /// Whether the cost is neither too weak nor too high; checked before any work.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        M_KIB.contains(&self.m_kib)
            && (1..=T_MAX).contains(&self.t)
            && (1..=P_MAX).contains(&self.p)
    }

    /// The 32 bytes of a passphrase normalised to Unicode NFKC; `None` if the cost is not allowed
    /// or there is not enough memory.
    #[must_use]
    pub fn stretch(&self, passphrase: &str) -> Option<Key> {
        if !self.is_allowed() {
            return None;
        }
        let params = Params::new(self.m_kib, self.t, self.p, Some(32)).ok()?;
        let mut out = blank();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.as_bytes(), &self.salt, &mut out[..])
            .ok()?;
        Some(out)
    }
}
