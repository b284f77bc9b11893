//! The hybrid logical clock that orders edits independently of wall clocks.

use crate::account::UnixMillis;
use rand_core::CryptoRng;

/// A clock that is ahead by more than this is wrong, in ms.
pub(super) const AHEAD_MAX_MS: u64 = 24 * 3600 * 1000;

/// The id of a browser profile; random, public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeviceId(pub [u8; 8]);

impl DeviceId {
    /// Generates a new id.
    pub fn make(rng: &mut impl CryptoRng) -> Self {
        let mut id = [0; 8];
        rng.fill_bytes(&mut id);
        Self(id)
    }

    /// 16 lower-case hexadecimal digits.
    #[must_use]
    pub fn to_hex(self) -> String {
        base16ct::lower::encode_string(&self.0)
    }

    /// The inverse of [`DeviceId::to_hex`].
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        base16ct::lower::decode_vec(text).ok()?.try_into().ok().map(Self)
    }
}

/// When a record was last written: milliseconds, a counter within the millisecond, and the device.
/// Ordered by time, then counter, then device — Kulkarni et al., "Logical Physical Clocks", 2014.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hlc {
    /// Unix ms.
    pub ms: u64,
    /// Orders edits within one millisecond.
    pub counter: u16,
    /// The device that made the edit.
    pub device: DeviceId,
}

impl Hlc {
    /// Length of the stored form in bytes.
    pub const BYTES: usize = 18;

    /// The earliest moment of a device.
    #[must_use]
    pub fn start(device: DeviceId) -> Self {
        Self { ms: 0, counter: 0, device }
    }

    /// A moment after this one and not before `now`, on `device`.
    #[must_use]
    pub fn next(self, now: UnixMillis, device: DeviceId) -> Self {
        if now.ms() > self.ms {
            return Self { ms: now.ms(), counter: 0, device };
        }
        match self.counter.checked_add(1) {
            Some(counter) => Self { ms: self.ms, counter, device },
            None => Self { ms: self.ms.saturating_add(1), counter: 0, device },
        }
    }

    /// ms (8) ‖ counter (2) ‖ device (8), big endian.
    #[must_use]
    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let (ms, rest) = bytes.split_at_mut(8);
        let (counter, device) = rest.split_at_mut(2);
        ms.copy_from_slice(&self.ms.to_be_bytes());
        counter.copy_from_slice(&self.counter.to_be_bytes());
        device.copy_from_slice(&self.device.0);
        bytes
    }

    /// The inverse of [`Hlc::to_bytes`].
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Self::split(bytes).filter(|(_, rest)| rest.is_empty()).map(|(hlc, _)| hlc)
    }

    /// The inverse of [`Hlc::to_bytes`], and the bytes after it.
    pub(super) fn split(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (ms, bytes) = bytes.split_first_chunk::<8>()?;
        let (counter, bytes) = bytes.split_first_chunk::<2>()?;
        let (device, bytes) = bytes.split_first_chunk::<8>()?;
        let hlc = Self {
            ms: u64::from_be_bytes(*ms),
            counter: u16::from_be_bytes(*counter),
            device: DeviceId(*device),
        };
        Some((hlc, bytes))
    }
}
