//! Passphrases → the material of a slot.

use crate::failure::Failure;
use crate::kdf::KdfView;
use crate::wipe::wiped;
use crate::{Reply, taken};
use postern_core::vault::{Kdf, PASSPHRASE_BYTES_MAX, PASSPHRASE_CHARS_MIN};
use tsify::Ts;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

/// Argon2id of a passphrase in Unicode NFKC: 32 bytes, a third of a second, 64 MiB that are never
/// freed. Call it in a dedicated worker.
///
/// # Errors
/// `passphrase-short`, `passphrase-long`; `vault-damaged` for a cost that none of our slots has.
#[wasm_bindgen]
pub fn stretch(passphrase: String, kdf: Ts<KdfView>) -> Reply<Vec<u8>> {
    let passphrase = Zeroizing::new(passphrase);
    if passphrase.chars().count() < PASSPHRASE_CHARS_MIN {
        return Err(Failure::PassphraseShort.into());
    }
    if passphrase.len() > PASSPHRASE_BYTES_MAX {
        return Err(Failure::PassphraseLong.into());
    }
    let kdf = Kdf::try_from(taken(&kdf)?)?;
    let material = wiped(|| kdf.stretch(&passphrase).map(|key| key.to_vec()));
    Ok(material.ok_or(Failure::VaultDamaged)?)
}
