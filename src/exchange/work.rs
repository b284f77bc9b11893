//! Passwords → keys. The cost that a file asks for is checked before any work.

use crate::error::ImportError;
use argon2::{Argon2, Block, Params, Version};
use hmac::{EagerHash, Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

pub(crate) use argon2::Algorithm;
pub(crate) use sha1::Sha1;
pub(crate) use sha2::Sha512;

/// A key of 32 bytes.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// A browser allocates at most 2 GiB at once; Ente uses 1 GiB.
const ARGON2_M_KIB_MAX: u32 = 2 * 1024 * 1024 - 1;
/// Memory × passes, whatever the factors are: half a minute of WebAssembly on a fast computer, which does
/// 1.4 GiB a second, and two minutes on a slow one. Ente's files take 4 GiB; KeePassXC lets its user ask for
/// up to five seconds of all cores.
const ARGON2_WORK_KIB_MAX: u64 = 32 * 1024 * 1024;
/// Aegis writes 2^15 × 8 × 1.
const SCRYPT_WORK_MAX: u64 = 1 << 22;
const PBKDF2_ROUNDS_MAX: u32 = 10_000_000;

/// The password, or an error that asks for one.
pub(crate) fn wanted(password: Option<&str>, work_mib: u32) -> Result<&str, ImportError> {
    password.ok_or(ImportError::PasswordNeeded { work_mib, takes_file: false })
}

/// Argon2 — RFC 9106. Memory in KiB, passes, lanes.
#[derive(Clone, Copy)]
pub(crate) struct Argon2Cost {
    pub(crate) m_kib: u64,
    pub(crate) t: u64,
    pub(crate) p: u64,
}

impl Argon2Cost {
    pub(crate) const fn of(m_kib: u64, t: u64, p: u64) -> Self {
        Self { m_kib, t, p }
    }

    fn params(self) -> Result<Params, ImportError> {
        if self.m_kib.saturating_mul(self.t) > ARGON2_WORK_KIB_MAX {
            return Err(ImportError::Costly);
        }
        let part = |value: u64| u32::try_from(value).map_err(|_| ImportError::Costly);
        let (m, t, p) = (part(self.m_kib)?, part(self.t)?, part(self.p)?);
        if m > ARGON2_M_KIB_MAX {
            return Err(ImportError::Memory);
        }
        Params::new(m, t, p, Some(32)).map_err(|_| ImportError::Damaged)
    }

    /// Memory passed over, in MiB; values from a hostile file are not limited yet at this point.
    #[expect(clippy::expect_used, reason = "bounded in the line before")]
    pub(crate) fn work_mib(self) -> u32 {
        let mib = (self.m_kib.saturating_mul(self.t) / 1024).min(u32::MAX.into());
        u32::try_from(mib).expect("at most what fits")
    }
}

/// The key of a password; [`ImportError::Memory`] if there is not enough memory.
pub(crate) fn argon2(
    algorithm: Algorithm,
    cost: Argon2Cost,
    password: &[u8],
    salt: &[u8],
) -> Result<Key, ImportError> {
    let params = cost.params()?;
    let mut blocks: Vec<Block> = Vec::new();
    // RFC 9106 §3.2: m' = 4 · p · ⌊m / 4p⌋ blocks of a KiB.
    let quarter_lanes = 4 * params.p_cost();
    let count = params.m_cost() / quarter_lanes * quarter_lanes;
    let count = usize::try_from(count).map_err(|_| ImportError::Memory)?;
    blocks.try_reserve_exact(count).map_err(|_| ImportError::Memory)?;
    blocks.resize(count, Block::default());
    let mut key = Key::default();
    Argon2::new(algorithm, Version::V0x13, params)
        .hash_password_into_with_memory(password, salt, &mut key[..], &mut blocks)
        .map_err(|_| ImportError::Damaged)?;
    Ok(key)
}

/// PBKDF2 with HMAC — RFC 8018 §5.2; `N` bytes.
pub(crate) fn pbkdf2<D: EagerHash, const N: usize>(
    rounds: u64,
    password: &[u8],
    salt: &[u8],
) -> Result<Zeroizing<[u8; N]>, ImportError> {
    let rounds = u32::try_from(rounds).ok().filter(|rounds| *rounds <= PBKDF2_ROUNDS_MAX);
    let rounds = rounds.ok_or(ImportError::Costly)?;
    if rounds == 0 {
        return Err(ImportError::Damaged);
    }
    let mut key = Zeroizing::new([0; N]);
    pbkdf2::pbkdf2_hmac::<D>(password, salt, rounds, &mut key[..]);
    Ok(key)
}

/// scrypt — RFC 7914.
pub(crate) fn scrypt(
    n: u64,
    r: u64,
    p: u64,
    password: &[u8],
    salt: &[u8],
) -> Result<Key, ImportError> {
    let work = n.checked_mul(r).and_then(|work| work.checked_mul(p));
    if work.is_none_or(|work| work > SCRYPT_WORK_MAX) {
        return Err(ImportError::Costly);
    }
    if !n.is_power_of_two() || n < 2 {
        return Err(ImportError::Damaged);
    }
    let log_n = u8::try_from(n.trailing_zeros()).map_err(|_| ImportError::Damaged)?;
    let part = |value| u32::try_from(value).map_err(|_| ImportError::Damaged);
    let params =
        scrypt::Params::new(log_n, part(r)?, part(p)?).map_err(|_| ImportError::Damaged)?;
    let mut key = Key::default();
    scrypt::scrypt(password, salt, &params, &mut key[..]).map_err(|_| ImportError::Damaged)?;
    Ok(key)
}

pub(crate) fn sha256(parts: &[&[u8]]) -> Key {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    Zeroizing::new(hash.finalize().into())
}

pub(crate) fn sha512(parts: &[&[u8]]) -> Zeroizing<[u8; 64]> {
    let mut hash = Sha512::new();
    for part in parts {
        hash.update(part);
    }
    Zeroizing::new(hash.finalize().into())
}

/// Whether a message has this HMAC-SHA-256, compared in constant time.
#[expect(clippy::expect_used, reason = "HMAC hashes what is longer than a block")]
pub(crate) fn has_mac(key: &[u8], parts: &[&[u8]], mac: &[u8]) -> bool {
    let mut hmac = Hmac::<Sha256>::new_from_slice(key).expect("an HMAC takes any key");
    for part in parts {
        hmac.update(part);
    }
    hmac.verify_slice(mac).is_ok()
}
