//! What opens a vault, from JavaScript's texts: the vault's key while it is unlocked, or the device's.

use super::request::{DeviceIn, optional_text};
use crate::failure::Failure;
use crate::vault::{DeviceId, DeviceSecret, VaultKey, from_text, key_of};
use zeroize::Zeroizing;

/// The vault's key where `storage.session` has it.
pub(super) fn vault_key(opener: &DeviceIn) -> Result<Option<VaultKey>, Failure> {
    let Some(text) = optional_text(opener, "vaultKey").map(Zeroizing::new) else { return Ok(None) };
    let key = from_base64(&text).and_then(|key| VaultKey::from_bytes(&key));
    key.map(Some).ok_or(Failure::VaultLocked)
}

/// A device key that is gone or garbled opens nothing.
pub(super) fn device_secret(device: &DeviceIn) -> Result<DeviceSecret, Failure> {
    let key = optional_text(device, "key").map(Zeroizing::new);
    let key = key.and_then(|key| key_of(&from_base64(&key)?)).ok_or(Failure::VaultWrongKey)?;
    Ok(DeviceSecret { id: device_id(device)?, key })
}

pub(super) fn device_id(device: &DeviceIn) -> Result<DeviceId, Failure> {
    let id =
        optional_text(device, "id").and_then(|id| from_base64(&id)?.as_slice().try_into().ok());
    id.map(DeviceId).ok_or(Failure::VaultWrongKey)
}

/// `None` for what is no base64url.
pub(super) fn from_base64(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    from_text(text).map(Zeroizing::new)
}
