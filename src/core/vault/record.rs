//! One sealed record: readable device and time, and an account that only the vault key can open.

mod json;

pub(super) use json::{
    Body, Deleted, body_from_fields, body_from_json, body_to_json, body_to_object, put_lineage,
    take_lineage,
};
pub use json::{accounts_from_json, accounts_to_json};

use super::bytes::{from_text, lp, to_text};
use super::cipher::{NONCE_BYTES, open, seal};
use super::clock::Hlc;
use super::keys::{Keys, VaultId};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// Plaintext is padded to a multiple of this, in bytes, so that its length reveals little.
const BLOCK_BYTES: usize = 64;

/// The id of a record: when it was added — ms (6) ‖ counter (2), big endian — and 8 random bytes,
/// so that ids sort in insertion order. Not derived from the secret: two accounts may share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordId(pub [u8; 16]);

impl RecordId {
    pub(super) fn make(now: Hlc, rng: &mut impl CryptoRng) -> Self {
        let mut id = Self([0; 16]);
        rng.fill_bytes(&mut id.0);
        let time = now.to_bytes();
        id.0.iter_mut().zip(time.iter().skip(2)).take(8).for_each(|(to, from)| *to = *from);
        id
    }
}

/// Bit 0: the record is a tombstone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(u8);

impl Flags {
    /// An account.
    pub const LIVE: Self = Self(0);
    /// Deleted for good; the plaintext is empty.
    pub const TOMBSTONE: Self = Self(1);

    /// True for a tombstone.
    #[must_use]
    pub fn is_tombstone(self) -> bool {
        self.0 & 1 == 1
    }
}

/// Everything about a record except its plaintext; all of it is in the AAD.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealed {
    /// The record's id.
    pub id: RecordId,
    /// When it was written.
    pub hlc: Hlc,
    /// Its flags.
    pub flags: Flags,
}

impl Sealed {
    /// `lp("otpv1", "rec", vault id, record id, clock, flags)`: a record is only valid in its own
    /// place.
    fn aad(&self, vault_id: &VaultId) -> Vec<u8> {
        lp(&[b"otpv1", b"rec", vault_id, &self.id.0, &self.hlc.to_bytes(), &[self.flags.0]])
    }
}

/// A record in its stored form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRecord {
    /// The readable part.
    pub sealed: Sealed,
    nonce: [u8; NONCE_BYTES],
    bytes: Vec<u8>,
}

/// Seals a plaintext, padded with `0x80 00…` to 64 bytes.
#[must_use]
pub fn seal_record(
    keys: &Keys,
    vault_id: &VaultId,
    sealed: Sealed,
    plain: &[u8],
    nonce: [u8; NONCE_BYTES],
) -> StoredRecord {
    let bytes = seal(&keys.record, &nonce, &pad(plain), &sealed.aad(vault_id));
    StoredRecord { sealed, nonce, bytes }
}

impl StoredRecord {
    /// `base64url(record id ‖ clock ‖ flags ‖ nonce ‖ ciphertext ‖ tag)`.
    #[must_use]
    pub fn to_text(&self) -> String {
        let Sealed { id, hlc, flags } = &self.sealed;
        to_text(&[&id.0[..], &hlc.to_bytes(), &[flags.0], &self.nonce, &self.bytes].concat())
    }

    /// The inverse of [`StoredRecord::to_text`]; `None` if it is too short or not base64url.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut bytes = from_text(text)?;
        let (id, rest) = bytes.split_first_chunk::<16>()?;
        let (hlc, rest) = Hlc::split(rest)?;
        let (flags, rest) = rest.split_first()?;
        let (nonce, rest) = rest.split_first_chunk::<NONCE_BYTES>()?;
        let sealed = Sealed { id: RecordId(*id), hlc, flags: Flags(*flags) };
        let (nonce, sealed_from) = (*nonce, bytes.len() - rest.len());
        bytes.drain(..sealed_from);
        Some(Self { sealed, nonce, bytes })
    }

    /// The plaintext, or `None` if any bit of the record was changed or it belongs to another
    /// vault.
    #[must_use]
    pub fn open(&self, keys: &Keys, vault_id: &VaultId) -> Option<Zeroizing<Vec<u8>>> {
        let mut plain = open(&keys.record, &self.nonce, &self.bytes, &self.sealed.aad(vault_id))?;
        let length = unpad(&plain)?.len();
        plain.truncate(length);
        Some(plain)
    }
}

/// Appends `0x80`, then zeros to a multiple of 64 bytes — ISO/IEC 7816-4 padding.
pub(super) fn pad(plain: &[u8]) -> Zeroizing<Vec<u8>> {
    pad_to(plain, BLOCK_BYTES)
}

/// [`pad`] for blocks of another size.
pub(super) fn pad_to(plain: &[u8], block_bytes: usize) -> Zeroizing<Vec<u8>> {
    let mut padded = Zeroizing::new(Vec::with_capacity(plain.len() + block_bytes));
    padded.extend_from_slice(plain);
    padded.push(0x80);
    let length = padded.len().next_multiple_of(block_bytes);
    padded.resize(length, 0);
    padded
}

pub(super) fn unpad(padded: &[u8]) -> Option<&[u8]> {
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    match padded.get(end) {
        Some(0x80) => padded.get(..end),
        _ => None,
    }
}
