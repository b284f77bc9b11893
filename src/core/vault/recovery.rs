//! The recovery key as it is written on paper.

use base32::Alphabet;
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// 160 random bits. Wiped when dropped; `Debug` prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryKey(Zeroizing<[u8; 20]>);

/// Check characters after the key that detect misread ones.
const CHECK_CHARS: usize = 4;
const GROUP_CHARS: usize = 4;

impl RecoveryKey {
    /// Generates a new key.
    pub fn make(rng: &mut impl CryptoRng) -> Self {
        let mut key = Self(Zeroizing::new([0; 20]));
        rng.fill_bytes(&mut *key.0);
        key
    }

    /// Wraps a known key.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The only access to the bytes: to derive a slot's key from them.
    #[must_use]
    pub fn expose(&self) -> &[u8; 20] {
        &self.0
    }

    /// Eight groups of four in Crockford's base32, and a ninth of check characters.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(crockford(&self.0[..]));
        text.push_str(&self.check());
        let groups = text.as_bytes().chunks(GROUP_CHARS).map(String::from_utf8_lossy);
        Zeroizing::new(groups.collect::<Vec<_>>().join("-"))
    }

    /// Parses the written form: any case, spaces and dashes anywhere, `O` for 0, `I` and `L` for 1.
    /// `None` if it was misread.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let bare: Zeroizing<String> = Zeroizing::new(
            text.chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_uppercase())
                .collect(),
        );
        let (key, check) = bare.split_at_checked(bare.len().checked_sub(CHECK_CHARS)?)?;
        let bytes = Zeroizing::new(base32::decode(Alphabet::Crockford, key)?);
        let key = Self::from_bytes(bytes.as_slice().try_into().ok()?);
        let as_read = base32::decode(Alphabet::Crockford, check);
        (as_read == base32::decode(Alphabet::Crockford, &key.check())).then_some(key)
    }

    fn check(&self) -> String {
        let digest = Sha256::new().chain_update(b"otpv1/recovery").chain_update(&self.0[..]);
        let [a, b, c, d, e, ..] = <[u8; 32]>::from(digest.finalize());
        let mut text = crockford(&[a, b, c, d, e]);
        text.truncate(CHECK_CHARS);
        text
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey")
    }
}

fn crockford(bytes: &[u8]) -> String {
    base32::encode(Alphabet::Crockford, bytes)
}
