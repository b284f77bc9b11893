//! Key slots: each wraps the same vault key under another secret.

use super::bytes::lp;
use super::cipher::{NONCE_BYTES, make_nonce, open, seal};
use super::json::{Fields, Object, Put};
use super::kdf::Kdf;
use super::keys::{Key, VaultId, VaultKey, derive};
use super::recipient::{self, Identity, PUBLIC_BYTES};
use rand_core::CryptoRng;

/// The id of a slot; random.
pub type SlotId = [u8; 16];

/// What opens a slot. Its parameters are in the AAD of the wrapped key, so none can be weakened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotKind {
    /// A passphrase, stretched.
    Passphrase(Kdf),
    /// A passkey's PRF output — WebAuthn Level 3 §10.1.4.
    Passkey {
        /// The credential's id.
        credential: Vec<u8>,
        /// The PRF input.
        prf_salt: [u8; 32],
    },
    /// The 160-bit recovery key on paper.
    Recovery,
    /// 32 random bytes stored beside the vault: they protect copies of the vault, not this
    /// computer.
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

    /// True for what a person can carry to another computer.
    #[must_use]
    pub fn travels(&self) -> bool {
        matches!(self, Self::Passphrase(_) | Self::Recovery)
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

/// A slot as stored in the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The slot's id.
    pub id: SlotId,
    /// What opens it.
    pub kind: SlotKind,
    nonce: [u8; NONCE_BYTES],
    wrapped: Vec<u8>,
    /// The ephemeral public key, if the vault key was sealed to the slot without its material.
    ephemeral: Option<[u8; PUBLIC_BYTES]>,
    /// The slot's X25519 public key, nonce ‖ sealed under the vault key: sealing another key to the
    /// slot requires opening the vault. Device slots have none, because their material is at hand.
    public: Option<Vec<u8>>,
}

impl Slot {
    /// `XChaCha20-Poly1305(KEK, nonce, VMK, lp("otpv1", "slot", vault id, slot id, kind,
    /// parameters…))`, and the slot's public key, for later changes of the vault key.
    pub fn wrap(
        key: &VaultKey,
        vault_id: &VaultId,
        kind: SlotKind,
        material: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Self {
        let public = Identity::of(kind.name(), material, vault_id).public();
        let mut slot = Self::wrap_plain(key, vault_id, kind, material, rng);
        slot.public = Some(slot.seal_public(&public, key, vault_id, rng));
        slot
    }

    /// [`Slot::wrap`] without a public key.
    pub(super) fn wrap_plain(
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

    /// The same slot wrapping another vault key, without the slot's material. `None` for a slot
    /// that has no public key under the `old` vault key.
    pub(super) fn rewrap(
        &self,
        old: &VaultKey,
        new: &VaultKey,
        vault_id: &VaultId,
        rng: &mut impl CryptoRng,
    ) -> Option<Self> {
        let public = self.open_public(old, vault_id)?;
        let (ephemeral, kek) = recipient::agree_with(&public, vault_id, rng)?;
        let nonce = make_nonce(rng);
        let aad = aad(vault_id, &self.id, &self.kind, Some(&ephemeral));
        // The new vault key is wrapped here.
        let wrapped = seal(&kek, &nonce, new.expose(), &aad);
        let mut slot = Self { nonce, wrapped, ephemeral: Some(ephemeral), ..self.clone() };
        slot.public = Some(slot.seal_public(&public, new, vault_id, rng));
        Some(slot)
    }

    fn seal_public(
        &self,
        public: &[u8; PUBLIC_BYTES],
        key: &VaultKey,
        vault_id: &VaultId,
        rng: &mut impl CryptoRng,
    ) -> Vec<u8> {
        let nonce = make_nonce(rng);
        let sealed =
            seal(&public_key_key(key, vault_id), &nonce, public, &self.public_aad(vault_id));
        [&nonce[..], &sealed].concat()
    }

    fn open_public(&self, key: &VaultKey, vault_id: &VaultId) -> Option<[u8; PUBLIC_BYTES]> {
        let (nonce, sealed) = self.public.as_ref()?.split_first_chunk::<NONCE_BYTES>()?;
        let public =
            open(&public_key_key(key, vault_id), nonce, sealed, &self.public_aad(vault_id))?;
        public.as_slice().try_into().ok()
    }

    fn public_aad(&self, vault_id: &VaultId) -> Vec<u8> {
        lp(&[b"otpv1", b"slot-public", vault_id, &self.id])
    }

    /// `wrap_plain` with given random parts.
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
        let wrapped = seal(&kek, &nonce, key.expose(), &aad(vault_id, &id, &kind, None));
        Self { id, kind, nonce, wrapped, ephemeral: None, public: None }
    }

    /// The vault key, or `None` if the material does not fit the slot or the slot was changed.
    #[must_use]
    pub fn unwrap(&self, vault_id: &VaultId, material: &[u8]) -> Option<VaultKey> {
        let Some(ephemeral) = &self.ephemeral else { return self.unwrap_plain(vault_id, material) };
        let kek = Identity::of(self.kind.name(), material, vault_id).agree(ephemeral, vault_id)?;
        self.unwrap_under(&kek, vault_id)
    }

    /// [`Slot::unwrap`] for a slot that was wrapped with its material: all that the popup's first
    /// paint has to load.
    pub(super) fn unwrap_plain(&self, vault_id: &VaultId, material: &[u8]) -> Option<VaultKey> {
        self.unwrap_under(&derive_kek(&self.kind, material, vault_id), vault_id)
    }

    fn unwrap_under(&self, kek: &Key, vault_id: &VaultId) -> Option<VaultKey> {
        let aad = aad(vault_id, &self.id, &self.kind, self.ephemeral.as_ref());
        VaultKey::from_bytes(&open(kek, &self.nonce, &self.wrapped, &aad)?)
    }

    /// The wrapped key, ciphertext ‖ tag.
    #[must_use]
    pub fn wrapped(&self) -> &[u8] {
        &self.wrapped
    }
}

/// `KEK = HKDF(material, vault id, "otpv1/slot/<kind>")`, where the material is the Argon2id
/// output, the PRF output, the recovery key or the device key.
#[must_use]
pub fn derive_kek(kind: &SlotKind, material: &[u8], vault_id: &VaultId) -> Key {
    derive(material, vault_id, &format!("otpv1/slot/{}", kind.name()))
}

/// The key that seals the slots' public keys.
fn public_key_key(key: &VaultKey, vault_id: &VaultId) -> Key {
    derive(key.expose(), vault_id, "otpv1/slot-public")
}

/// Includes the ephemeral key last, if there is one.
fn aad(
    vault_id: &VaultId,
    id: &SlotId,
    kind: &SlotKind,
    ephemeral: Option<&[u8; PUBLIC_BYTES]>,
) -> Vec<u8> {
    let parameters = kind.parameters();
    let mut parts: Vec<&[u8]> = vec![b"otpv1", b"slot", vault_id, id, kind.name().as_bytes()];
    parts.extend(parameters.iter().map(Vec::as_slice));
    if let Some(ephemeral) = ephemeral {
        parts.extend([&b"x25519"[..], ephemeral]);
    }
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
        if let Some(ephemeral) = &self.ephemeral {
            json.put_bytes("e", ephemeral);
        }
        if let Some(public) = &self.public {
            json.put_bytes("pub", public);
        }
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
            ephemeral: match json.take_bytes("e") {
                Some(bytes) => Some(bytes.try_into().ok()?),
                None => None,
            },
            public: json.take_bytes("pub"),
        })
    }
}
