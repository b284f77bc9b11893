//! One record of an open vault.

use super::cipher::make_nonce;
use super::clock::Hlc;
use super::keys::{Keys, VaultId};
use super::record::{Body, Flags, RecordId, Sealed, body_to_json, seal_record};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// One record of an open vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) id: RecordId,
    /// When it was last written.
    pub(super) hlc: Hlc,
    /// The stored form.
    pub(super) text: String,
    pub(super) state: EntryState,
}

/// What a record holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum EntryState {
    /// An account, listed or in the bin.
    Kept(Box<Body>),
    /// A tombstone.
    Gone,
}

impl Entry {
    /// Re-seals the record's content; its clock is unchanged.
    pub(super) fn seal(&mut self, keys: &Keys, vault_id: &VaultId, rng: &mut impl CryptoRng) {
        let (flags, plain) = match &self.state {
            EntryState::Kept(body) => (Flags::LIVE, body_to_json(body)),
            EntryState::Gone => (Flags::TOMBSTONE, Zeroizing::default()),
        };
        let sealed = Sealed { id: self.id, hlc: self.hlc, flags };
        let record = seal_record(keys, vault_id, sealed, plain.as_bytes(), make_nonce(rng));
        self.text = record.to_text();
    }
}
