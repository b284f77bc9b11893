/// Milliseconds since 1970-01-01T00:00Z by the caller's clock: 0 to 8.64 × 10¹⁵, the range of an
/// ECMAScript `Date`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnixMillis(u64);

/// The number is not a valid time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeError;

impl UnixMillis {
    const MAX: u64 = 8_640_000_000_000_000;

    /// Checks the range.
    ///
    /// # Errors
    /// [`TimeError`] past the year 275760.
    pub fn new(ms: u64) -> Result<Self, TimeError> {
        if ms <= Self::MAX { Ok(Self(ms)) } else { Err(TimeError) }
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub fn ms(self) -> u64 {
        self.0
    }

    /// Whole seconds since the epoch.
    #[must_use]
    pub fn s(self) -> u64 {
        self.0 / 1000
    }
}
