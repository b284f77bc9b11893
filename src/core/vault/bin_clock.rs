//! The bin's clock.

use crate::account::UnixMillis;

/// The bin ages by at most this much between two writes, so that a clock that is wrong once cannot
/// empty it. If a user changes something every week, it is 30 calendar days; otherwise deleted
/// accounts are kept longer.
const STEP_MAX_MS: u64 = 7 * 24 * 3600 * 1000;

/// How old the bin is: the sum of the times between writes. It is stored in the manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct BinClock {
    /// Unix ms of the last write; 0 before the first.
    pub(super) written_ms: u64,
    /// Elapsed time that the vault has counted, in ms.
    pub(super) age_ms: u64,
}

impl BinClock {
    /// The clock at a moment. A clock that was set back adds nothing.
    pub(super) fn at(self, now: UnixMillis) -> Self {
        let step = match self.written_ms {
            0 => 0,
            written => now.ms().saturating_sub(written).min(STEP_MAX_MS),
        };
        Self { written_ms: now.ms(), age_ms: self.age_ms.saturating_add(step) }
    }
}
