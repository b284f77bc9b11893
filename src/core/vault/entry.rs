//! One record of an open vault.

use super::cipher::make_nonce;
use super::clock::Hlc;
use super::json::{Object, write};
use super::keys::{Keys, VaultId};
use super::record::{Body, Flags, RecordId, Sealed, body_to_json, put_lineage, seal_record};
use super::sync::Lineage;
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
    /// A tombstone, and which edits its device knew of.
    Gone(Lineage),
}

impl EntryState {
    /// True if both are the same on every computer.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Kept(one), Self::Kept(other)) => one.is_same(other),
            (Self::Gone(one), Self::Gone(other)) => one.is_same(other),
            (Self::Kept(_), Self::Gone(_)) | (Self::Gone(_), Self::Kept(_)) => false,
        }
    }
}

impl Entry {
    /// True for a tombstone.
    pub(super) fn is_gone(&self) -> bool {
        matches!(self.state, EntryState::Gone(_))
    }

    /// Re-seals the record's content; its clock is unchanged.
    pub(super) fn seal(&mut self, keys: &Keys, vault_id: &VaultId, rng: &mut impl CryptoRng) {
        let (flags, plain) = match &self.state {
            EntryState::Kept(body) => (Flags::LIVE, body_to_json(body)),
            EntryState::Gone(lineage) if lineage.is_empty() => {
                (Flags::TOMBSTONE, Zeroizing::default())
            }
            EntryState::Gone(lineage) => {
                let mut json = Object::new();
                put_lineage(&mut json, lineage);
                (Flags::TOMBSTONE, write(json))
            }
        };
        let sealed = Sealed { id: self.id, hlc: self.hlc, flags };
        let record = seal_record(keys, vault_id, sealed, plain.as_bytes(), make_nonce(rng));
        self.text = record.to_text();
    }
}
