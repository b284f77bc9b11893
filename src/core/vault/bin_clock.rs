//! How old the bin is.

use crate::account::UnixMillis;

/// The bin grows no older than this from one write to the next, so that a clock that is wrong for
/// once cannot empty it. A user who changes something every week has 30 calendar days;
/// a user who does not keeps deleted accounts for longer.
const STEP_MAX_MS: u64 = 7 * 24 * 3600 * 1000;

/// How old the bin is: time between writes, added up. It is stored in the manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct BinClock {
    /// Unix ms of the last write; 0 before the first.
    pub(super) written_ms: u64,
    /// Ms that the vault has seen pass.
    pub(super) age_ms: u64,
}

impl BinClock {
    /// What it is at a moment. A clock that goes back adds nothing.
    pub(super) fn at(self, now: UnixMillis) -> Self {
        let step = match self.written_ms {
            0 => 0,
            written => now.ms().saturating_sub(written).min(STEP_MAX_MS),
        };
        Self { written_ms: now.ms(), age_ms: self.age_ms.saturating_add(step) }
    }
}
