//! Accounts ↔ sealed records.
//!
//! A random vault key seals each record separately (XChaCha20-Poly1305); key slots wrap that key;
//! an HMAC covers the header and a sealed manifest lists the records that should exist. The format
//! is `otpv1`; its known answers are in `tests/fixtures/vault/known-answers.json`.

mod backup;
mod bin;
mod bin_clock;
mod bytes;
mod cipher;
mod clock;
mod edit;
mod entry;
mod error;
mod header;
mod json;
mod kdf;
mod keys;
mod manifest;
mod recipient;
mod record;
mod recovery;
mod rekey;
mod sites;
mod slot;
mod slots;
mod standing;
mod store;
mod sync;

pub use backup::{Compared, Merged};
pub use bin::{BIN_KEPT_MS, Binned};
pub use bytes::{from_text, to_text};
pub use clock::{DeviceId, Hlc};
pub use error::{EditError, OpenError};
pub use header::Header;
pub use kdf::{Kdf, PASSPHRASE_BYTES_MAX, PASSPHRASE_CHARS_MIN};
pub use keys::{Key, Keys, VaultId, VaultKey, key_of};
pub use record::{
    Flags, RecordId, Sealed, StoredRecord, accounts_from_json, accounts_to_json, seal_record,
};
pub use recovery::RecoveryKey;
pub use slot::{Slot, SlotId, SlotKind, derive_kek};
pub use standing::Standing;
pub use store::{DeviceSecret, Health, StoredVault, Vault};
pub use sync::{
    Computer, Farewell, Invitation, JoinError, Joining, Layout, Locking, LostField, LostVersion,
    Part, PartState, Published, Publishing, Received, newest_headers,
};
