use base32::Alphabet;
use std::fmt;
use zeroize::Zeroizing;

/// The shared key of an account: 1 to [`Secret::BYTES_MAX`] bytes, wiped when dropped.
///
/// # PII
/// This is the secret. `Debug` prints its length only.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<Vec<u8>>);

/// Why bytes cannot be a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretError {
    /// No bytes.
    Empty,
    /// More than [`Secret::BYTES_MAX`] bytes.
    TooLong,
    /// Not RFC 4648 base32.
    NotBase32,
}

impl Secret {
    /// Longest key accepted, in bytes. RFC 4226 recommends 20; the longest one seen had 200.
    pub const BYTES_MAX: usize = 4096;

    /// Wraps a key.
    ///
    /// # Errors
    /// [`SecretError::Empty`] or [`SecretError::TooLong`].
    pub fn new(bytes: Vec<u8>) -> Result<Self, SecretError> {
        let bytes = Zeroizing::new(bytes);
        match bytes.len() {
            0 => Err(SecretError::Empty),
            1..=Self::BYTES_MAX => Ok(Self(bytes)),
            _ => Err(SecretError::TooLong),
        }
    }

    /// Reads upper-case base32 without padding; bits that do not fill a byte are dropped — RFC 4648
    /// §6.
    ///
    /// # Errors
    /// [`SecretError::NotBase32`] for any other character, else as [`Secret::new`].
    pub fn from_base32(text: &str) -> Result<Self, SecretError> {
        let alphabet = Alphabet::Rfc4648 { padding: false };
        Self::new(base32::decode(alphabet, text).ok_or(SecretError::NotBase32)?)
    }

    /// Writes base32 without padding — RFC 4648 §6.
    #[must_use]
    pub fn to_base32(&self) -> Zeroizing<String> {
        Zeroizing::new(base32::encode(Alphabet::Rfc4648 { padding: false }, &self.0))
    }

    /// The only access to the bytes. Each caller states why it needs them.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({} bytes)", self.0.len())
    }
}
