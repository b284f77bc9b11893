use std::fmt;
use zeroize::Zeroizing;

/// How codes are made from the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Time-based — RFC 6238.
    Totp {
        /// The HMAC's hash function.
        algorithm: Algorithm,
        /// Length of a code.
        digits: Digits,
        /// Lifetime of a code.
        period: Period,
    },
    /// Counter-based — RFC 4226.
    Hotp {
        /// The HMAC's hash function.
        algorithm: Algorithm,
        /// Length of a code.
        digits: Digits,
        /// The counter of the next code.
        counter: u64,
    },
    /// Steam Guard: five letters and digits every 30 s.
    Steam,
    /// Mobile-OTP: six hex digits every 10 s, from a PIN.
    Motp {
        /// Empty until the user enters it.
        pin: Pin,
    },
    /// Yandex.Key: eight letters every 30 s, from a PIN.
    Yandex {
        /// Empty until the user enters it.
        pin: Pin,
    },
}

impl Kind {
    /// TOTP with RFC 6238's defaults: SHA-1, 6 digits, 30 s.
    #[must_use]
    pub fn totp_default() -> Self {
        Self::Totp {
            algorithm: Algorithm::Sha1,
            digits: Digits::default(),
            period: Period::default(),
        }
    }

    /// Lifetime of a code in seconds; `None` for counter-based codes.
    #[must_use]
    pub fn period_s(&self) -> Option<u32> {
        match self {
            Self::Totp { period, .. } => Some(period.s()),
            Self::Hotp { .. } => None,
            Self::Steam | Self::Yandex { .. } => Some(30),
            Self::Motp { .. } => Some(10),
        }
    }

    /// Number of characters in a code.
    #[must_use]
    pub fn code_chars(&self) -> u8 {
        match self {
            Self::Totp { digits, .. } | Self::Hotp { digits, .. } => digits.count(),
            Self::Steam => 5,
            Self::Motp { .. } => 6,
            Self::Yandex { .. } => 8,
        }
    }

    /// True if no code can be made until the user enters a PIN.
    #[must_use]
    pub fn needs_pin(&self) -> bool {
        match self {
            Self::Motp { pin } | Self::Yandex { pin } => pin.is_empty(),
            Self::Totp { .. } | Self::Hotp { .. } | Self::Steam => false,
        }
    }

    /// True if both make the same codes; the counter's position is ignored.
    pub(super) fn same_codes(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Hotp { algorithm: a, digits: d, .. },
                Self::Hotp { algorithm: b, digits: e, .. },
            ) => a == b && d == e,
            _ => self == other,
        }
    }
}

/// The HMAC's hash function. MD5 and others are rejected, not replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// HMAC-SHA-1, the default of RFC 4226.
    Sha1,
    /// HMAC-SHA-224, allowed by FreeOTP and 2FAS.
    Sha224,
    /// HMAC-SHA-256.
    Sha256,
    /// HMAC-SHA-384, allowed by FreeOTP and 2FAS.
    Sha384,
    /// HMAC-SHA-512.
    Sha512,
}

impl Algorithm {
    /// All algorithms, in order of output length.
    pub const ALL: [Self; 5] = [Self::Sha1, Self::Sha224, Self::Sha256, Self::Sha384, Self::Sha512];

    /// The name in a key URI: `SHA1`, `SHA256`, ….
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA1",
            Self::Sha224 => "SHA224",
            Self::Sha256 => "SHA256",
            Self::Sha384 => "SHA384",
            Self::Sha512 => "SHA512",
        }
    }

    /// Reads any of the spellings in use: `SHA256`, `sha-256`, `HMAC-SHA-256`, `Algorithm.sha256`.
    #[must_use]
    pub fn from_name(text: &str) -> Option<Self> {
        let bare: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        let upper = bare.to_ascii_uppercase();
        let upper = upper.strip_prefix("ALGORITHM").unwrap_or(&upper);
        let upper = upper.strip_prefix("HMAC").unwrap_or(upper);
        // “SHA2-256” is SHA-256, as FIPS 180-4 calls the family.
        let newer = upper.strip_prefix("SHA2").filter(|size| size.len() == 3);
        let name = newer.map_or_else(|| upper.to_owned(), |size| format!("SHA{size}"));
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }
}

/// Length of a numeric code: always in `1..=10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits(u8);

impl Digits {
    /// `None` outside `1..=10`.
    #[must_use]
    pub fn new(count: u8) -> Option<Self> {
        matches!(count, 1..=10).then_some(Self(count))
    }

    /// The number of digits.
    #[must_use]
    pub fn count(self) -> u8 {
        self.0
    }
}

impl Default for Digits {
    /// 6 — RFC 4226 §5.3.
    fn default() -> Self {
        Self(6)
    }
}

/// Lifetime of a time-based code: always in `1..=86400` seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period(u32);

impl Period {
    /// `None` outside `1..=86400` seconds.
    #[must_use]
    pub fn new(s: u32) -> Option<Self> {
        matches!(s, 1..=86_400).then_some(Self(s))
    }

    /// The period in seconds.
    #[must_use]
    pub fn s(self) -> u32 {
        self.0
    }
}

impl Default for Period {
    /// 30 s — RFC 6238 §5.2.
    fn default() -> Self {
        Self(30)
    }
}

/// The PIN that Mobile-OTP and Yandex codes are made from.
///
/// # PII
/// Half of a second factor. `Debug` prints its length only.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Pin(Zeroizing<String>);

impl Pin {
    /// Maximum PIN length in bytes; only a hostile link would have more.
    pub const BYTES_MAX: usize = 64;

    /// `None` above [`Pin::BYTES_MAX`] bytes. Surrounding spaces are dropped.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (text.len() <= Self::BYTES_MAX).then(|| Self(Zeroizing::new(text.to_owned())))
    }

    /// The only access to the digits. Each caller states why it needs them.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// True until the user has entered a PIN.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pin({} bytes)", self.0.len())
    }
}
