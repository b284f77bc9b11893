//! Key slots: each wraps the same vault key under another secret.

use super::bytes::lp;
use super::json::{Fields, Object, Put};
use super::kdf::Kdf;
use super::keys::{Key, NONCE_BYTES, VaultId, VaultKey, derive, make_nonce, open, seal};
use rand_core::CryptoRng;

/// Names a slot; random.
pub type SlotId = [u8; 16];

/// What opens a slot. Its parameters are in the AAD of the wrapped key: none can be lowered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotKind {
    /// A passphrase, stretched.
    Passphrase(Kdf),
    /// A passkey's PRF output — WebAuthn Level 3 §10.1.4.
    Passkey {
        /// Which credential.
        credential: Vec<u8>,
        /// The PRF input.
        prf_salt: [u8; 32],
    },
    /// The 160-bit recovery key on paper.
    Recovery,
    /// 32 random bytes beside the vault: protects copies of the vault, not this computer.
    Device,
}

impl SlotKind {
    /// The name in the header, in the AAD and in the key derivation.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Passphrase(_) => "pass",
            Self::Passkey { .. } => "prf",
            Self::Recovery => "recovery",
            Self::Device => "device",
        }
    }

    fn parameters(&self) -> Vec<Vec<u8>> {
        match self {
            Self::Passphrase(Kdf { m_kib, t, p, salt }) => {
                let costs = [m_kib.to_be_bytes(), t.to_be_bytes(), p.to_be_bytes()].concat();
                vec![costs, salt.to_vec()]
            }
            Self::Passkey { credential, prf_salt } => vec![credential.clone(), prf_salt.to_vec()],
            Self::Recovery | Self::Device => Vec::new(),
        }
    }
}

/// A slot as it stands in the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Which one.
    pub id: SlotId,
    /// What opens it.
    pub kind: SlotKind,
    nonce: [u8; NONCE_BYTES],
    wrapped: Vec<u8>,
}

impl Slot {
    /// `XChaCha20-Poly1305(KEK, nonce, VMK, lp("otpv1", "slot", vault id, slot id, kind, parameters…))`.
    pub fn wrap(
        key: &VaultKey,
        vault_id: &VaultId,
        kind: SlotKind,
        material: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Self {
        let mut id = [0; 16];
        rng.fill_bytes(&mut id);
        Self::wrap_as(key, vault_id, id, kind, material, make_nonce(rng))
    }

    /// [`Slot::wrap`] with the random parts given.
    #[must_use]
    pub fn wrap_as(
        key: &VaultKey,
        vault_id: &VaultId,
        id: SlotId,
        kind: SlotKind,
        material: &[u8],
        nonce: [u8; NONCE_BYTES],
    ) -> Self {
        let kek = derive_kek(&kind, material, vault_id);
        // The vault key is wrapped here.
        let wrapped = seal(&kek, &nonce, key.expose(), &aad(vault_id, &id, &kind));
        Self { id, kind, nonce, wrapped }
    }

    /// The vault key, or `None` if the material is not this slot's or the slot was changed.
    #[must_use]
    pub fn unwrap(&self, vault_id: &VaultId, material: &[u8]) -> Option<VaultKey> {
        let kek = derive_kek(&self.kind, material, vault_id);
        let aad = aad(vault_id, &self.id, &self.kind);
        let key = open(&kek, &self.nonce, &self.wrapped, &aad)?;
        VaultKey::from_bytes(&key)
    }

    /// The wrapped key, ciphertext ‖ tag.
    #[must_use]
    pub fn wrapped(&self) -> &[u8] {
        &self.wrapped
    }
}

/// `KEK = HKDF(material, vault id, "otpv1/slot/<kind>")`, where the material is the Argon2id output,
/// the PRF output, the recovery key or the device key.
#[must_use]
pub fn derive_kek(kind: &SlotKind, material: &[u8], vault_id: &VaultId) -> Key {
    derive(material, vault_id, &format!("otpv1/slot/{}", kind.name()))
}

fn aad(vault_id: &VaultId, id: &SlotId, kind: &SlotKind) -> Vec<u8> {
    let parameters = kind.parameters();
    let mut parts: Vec<&[u8]> = vec![b"otpv1", b"slot", vault_id, id, kind.name().as_bytes()];
    parts.extend(parameters.iter().map(Vec::as_slice));
    lp(&parts)
}

impl Slot {
    /// A slot in the header's JSON; bytes are base64url.
    pub(super) fn to_json(&self) -> Object {
        let mut json = Object::new();
        json.put_bytes("id", &self.id);
        json.put("k", self.kind.name());
        json.put_bytes("n", &self.nonce);
        json.put_bytes("w", &self.wrapped);
        match &self.kind {
            SlotKind::Passphrase(Kdf { m_kib, t, p, salt }) => {
                for (key, cost) in [("m", m_kib), ("t", t), ("p", p)] {
                    json.put(key, *cost);
                }
                json.put_bytes("salt", salt);
            }
            SlotKind::Passkey { credential, prf_salt } => {
                json.put_bytes("cred", credential);
                json.put_bytes("salt", prf_salt);
            }
            SlotKind::Recovery | SlotKind::Device => {}
        }
        json
    }

    pub(super) fn from_json(mut json: Fields) -> Option<Self> {
        let mut cost = |key| u32::try_from(json.take_number(key)?).ok();
        let (m_kib, t, p) = (cost("m"), cost("t"), cost("p"));
        let kind = match json.take_text("k")?.as_str() {
            "pass" => {
                let kdf = Kdf { m_kib: m_kib?, t: t?, p: p?, salt: json.take_array("salt")? };
                SlotKind::Passphrase(Some(kdf).filter(Kdf::is_allowed)?)
            }
            "prf" => SlotKind::Passkey {
                credential: json.take_bytes("cred")?,
                prf_salt: json.take_array("salt")?,
            },
            "recovery" => SlotKind::Recovery,
            "device" => SlotKind::Device,
            _ => return None,
        };
        Some(Self {
            id: json.take_array("id")?,
            kind,
            nonce: json.take_array("n")?,
            wrapped: json.take_bytes("w")?,
        })
    }
}
