//! The header: the vault's identity and its key slots. Readable by all, authenticated by an HMAC.

use super::bytes::{from_text, to_text};
use super::error::OpenError;
use super::json::{Fields, Object, Put, parse, write};
use super::keys::{Keys, VaultId, mac};
use super::slot::Slot;
use crate::account::UnixMillis;
use hmac::Mac;
use serde_json::Value;

/// The version written; a higher one is rejected, not misread.
const VERSION: u64 = 1;

/// Version, vault id, slots, and when the vault was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The vault's id.
    pub vault_id: VaultId,
    /// The key slots that open it.
    pub slots: Vec<Slot>,
    /// When the vault was made.
    pub created: UnixMillis,
    /// How often the vault key was replaced.
    pub generation: u64,
    /// How often the slots that travel to other computers were changed.
    pub turn: u64,
}

impl Header {
    /// Maximum number of slots; limits the work a hostile header can cause.
    pub const SLOTS_MAX: usize = 16;
    /// More than sixteen slots need, in bytes: checked before any work.
    const TEXT_MAX: usize = 32 * 1024;

    /// The same vault for another computer: only the slots that a person can carry there.
    #[must_use]
    pub fn for_travel(&self) -> Self {
        let slots = self.slots.iter().filter(|slot| slot.kind.travels());
        Self { slots: slots.cloned().collect(), ..self.clone() }
    }

    /// The slots that travel, beside a computer's own passkeys.
    pub(super) fn slots_with(&self, passkeys: impl IntoIterator<Item = Slot>) -> Vec<Slot> {
        self.for_travel().slots.into_iter().chain(passkeys).take(Self::SLOTS_MAX).collect()
    }

    /// Canonical JSON, the exact bytes under the HMAC: keys sorted, no spaces.
    #[must_use]
    pub fn to_json(&self) -> String {
        let slots = self.slots.iter().map(|slot| Value::Object(slot.to_json()));
        let mut json = Object::new();
        json.put("created", self.created.ms());
        for (key, count) in [("gen", self.generation), ("turn", self.turn)] {
            // Vaults from before had neither.
            if count > 0 {
                json.put(key, count);
            }
        }
        json.put("slots", slots.collect::<Value>());
        json.put("v", VERSION);
        json.put_bytes("vid", &self.vault_id);
        write(json).as_str().to_owned()
    }

    /// The inverse of [`Header::to_json`].
    ///
    /// # Errors
    /// [`OpenError::NewerVersion`], or [`OpenError::Damaged`] for anything malformed.
    pub fn from_json(text: &str) -> Result<Self, OpenError> {
        if text.len() > Self::TEXT_MAX {
            return Err(OpenError::Damaged);
        }
        let mut json = parse(text.as_bytes()).ok_or(OpenError::Damaged)?;
        match json.take_number("v") {
            Some(VERSION) => Self::from_fields(json).ok_or(OpenError::Damaged),
            Some(newer) if newer > VERSION => Err(OpenError::NewerVersion),
            _ => Err(OpenError::Damaged),
        }
    }

    fn from_fields(mut json: Fields) -> Option<Self> {
        let slots = json.take_list("slots");
        if slots.len() > Self::SLOTS_MAX {
            return None;
        }
        let slot = |json| Slot::from_json(Fields::of(json)?);
        Some(Self {
            vault_id: json.take_array("vid")?,
            slots: slots.into_iter().map(slot).collect::<Option<_>>()?,
            created: UnixMillis::new(json.take_number("created")?).ok()?,
            generation: json.take("gen").map_or(Some(0), |count| count.as_u64())?,
            turn: json.take("turn").map_or(Some(0), |count| count.as_u64())?,
        })
    }

    /// `base64url(HMAC-SHA256(K_header, canonical JSON))`.
    #[must_use]
    pub fn mac(keys: &Keys, json: &str) -> String {
        to_text(&mac(&keys.header, json.as_bytes()).finalize().into_bytes())
    }

    /// True if `tag` is the HMAC of `json`; compared in constant time.
    #[must_use]
    pub fn verify(keys: &Keys, json: &str, tag: &str) -> bool {
        from_text(tag)
            .is_some_and(|tag| mac(&keys.header, json.as_bytes()).verify_slice(&tag).is_ok())
    }
}
