//! What opens a vault, from JavaScript strings: the vault's key while it is unlocked, or the
//! device's.

use super::request::Opener;
use crate::failure::Failure;
use crate::from_base64;
use postern_core::vault::{DeviceId, DeviceSecret, VaultKey, key_of};

/// The vault's key, if `storage.session` has it.
pub(super) fn vault_key(opener: &Opener) -> Result<Option<VaultKey>, Failure> {
    let Some(text) = &opener.vault_key else { return Ok(None) };
    let key = from_base64(text).and_then(|key| VaultKey::from_bytes(&key));
    key.map(Some).ok_or(Failure::VaultLocked)
}

/// A missing or malformed device key opens nothing.
pub(super) fn device_secret(device: &Opener) -> Result<DeviceSecret, Failure> {
    let key = device.key.as_ref().and_then(|key| key_of(&from_base64(key)?));
    let key = key.ok_or(Failure::VaultWrongKey)?;
    Ok(DeviceSecret { id: device_id(device)?, key })
}

pub(super) fn device_id(device: &Opener) -> Result<DeviceId, Failure> {
    let id = from_base64(&device.id).and_then(|id| id.as_slice().try_into().ok());
    id.map(DeviceId).ok_or(Failure::VaultWrongKey)
}
