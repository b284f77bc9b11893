//! The ciphers of other apps; `None` if a password is wrong or a byte was changed.

use crate::work::{has_mac, sha256, sha512};
use aes_gcm::aead::consts::U16;
use aes_gcm::aead::{Aead, Nonce, Payload};
use aes_gcm::{Aes256Gcm, AesGcm, KeyInit};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt, KeyIvInit, StreamCipher};
use chacha20::{ChaCha20, R20, hchacha};
use ctutils::CtEq;
use poly1305::Poly1305;
use salsa20::Salsa20;
use zeroize::Zeroizing;

/// Decrypted bytes.
pub(crate) type Plain = Zeroizing<Vec<u8>>;

/// AES-256-GCM, ciphertext ‖ tag — NIST SP 800-38D.
pub(crate) fn open_gcm(key: &[u8], nonce: &[u8], sealed: &[u8], aad: &[u8]) -> Option<Plain> {
    open_aead::<Aes256Gcm>(key, nonce, sealed, aad)
}

/// The same with a nonce of 16 bytes, which is hashed into a counter — NIST SP 800-38D §7.1.
pub(crate) fn open_gcm_16(key: &[u8], nonce: &[u8], sealed: &[u8], aad: &[u8]) -> Option<Plain> {
    open_aead::<AesGcm<aes::Aes256, U16>>(key, nonce, sealed, aad)
}

fn open_aead<C: Aead + KeyInit>(
    key: &[u8],
    nonce: &[u8],
    sealed: &[u8],
    aad: &[u8],
) -> Option<Plain> {
    let cipher = C::new_from_slice(key).ok()?;
    let nonce = Nonce::<C>::try_from(nonce).ok()?;
    cipher.decrypt(&nonce, Payload { msg: sealed, aad }).ok().map(Zeroizing::new)
}

/// The inverse, without AAD: ciphertext and tag.
#[expect(clippy::expect_used, reason = "on any error the sealed text would be lost")]
pub(crate) fn seal_gcm(key: &[u8; 32], nonce: &[u8; 12], plain: &[u8]) -> (Vec<u8>, [u8; 16]) {
    let sealed = Aes256Gcm::new(key.into()).encrypt(nonce.into(), plain);
    let mut sealed = sealed.expect("no text is as long as GCM's limit of 64 GiB");
    let tag = *sealed.last_chunk().expect("the tag is behind every ciphertext");
    sealed.truncate(plain.len());
    (sealed, tag)
}

/// A block cipher in CBC with PKCS #7 padding — RFC 5652 §6.3.
pub(crate) fn open_cbc<C: BlockCipherDecrypt + KeyInit>(
    key: &[u8],
    iv: &[u8],
    sealed: &[u8],
) -> Option<Plain> {
    let mut plain = Zeroizing::new(sealed.to_vec());
    let cipher = cbc::Decryptor::<C>::new_from_slices(key, iv).ok()?;
    let length = cipher.decrypt_padded::<Pkcs7>(&mut plain).ok()?.len();
    plain.truncate(length);
    Some(plain)
}

/// AES-256 in CBC, which most apps use.
pub(crate) fn open_aes_cbc(key: &[u8], iv: &[u8], sealed: &[u8]) -> Option<Plain> {
    open_cbc::<aes::Aes256>(key, iv, sealed)
}

/// AES-256-CBC under HMAC-SHA-256 of IV ‖ ciphertext.
pub(crate) fn open_cbc_mac(
    key: &[u8],
    mac_key: &[u8],
    iv: &[u8],
    sealed: &[u8],
    mac: &[u8],
) -> Option<Plain> {
    if !has_mac(mac_key, &[iv, sealed], mac) {
        return None;
    }
    open_aes_cbc(key, iv, sealed)
}

/// ChaCha20 — RFC 8439 §2.4; its own inverse.
pub(crate) fn chacha20(key: &[u8], nonce: &[u8], bytes: &mut [u8]) -> Option<()> {
    ChaCha20::new_from_slices(key, nonce).ok()?.try_apply_keystream(bytes).ok()
}

/// The stream that encrypts a KDBX database's protected values, in order.
pub(crate) enum KdbxStream {
    /// In version 4.
    ChaCha20(ChaCha20),
    /// In version 3.
    Salsa20(Salsa20),
}

impl KdbxStream {
    /// The stream of a number: none for values that are not encrypted, `None` for an unknown one.
    #[expect(clippy::option_option, reason = "unknown is not the same as unencrypted")]
    pub(crate) fn of(number: usize, key: &[u8]) -> Option<Option<Self>> {
        /// The same in all databases.
        const NONCE: [u8; 8] = [0xE8, 0x30, 0x09, 0x4B, 0x97, 0x20, 0x5D, 0x2A];
        Some(match number {
            0 => None,
            2 => {
                let cipher = Salsa20::new_from_slices(&sha256(&[key])[..], &NONCE).ok()?;
                Some(Self::Salsa20(cipher))
            }
            3 => {
                let hash = sha512(&[key]);
                let cipher = ChaCha20::new_from_slices(hash.get(..32)?, hash.get(32..44)?).ok()?;
                Some(Self::ChaCha20(cipher))
            }
            _ => return None,
        })
    }

    pub(crate) fn apply(&mut self, bytes: &mut [u8]) -> Option<()> {
        match self {
            Self::ChaCha20(cipher) => cipher.try_apply_keystream(bytes).ok(),
            Self::Salsa20(cipher) => cipher.try_apply_keystream(bytes).ok(),
        }
    }
}

/// The first message of libsodium's `crypto_secretstream_xchacha20poly1305`, without additional
/// data: sealed is tag byte ‖ ciphertext ‖ MAC.
pub(crate) fn open_secretstream(key: &[u8; 32], header: &[u8], sealed: &[u8]) -> Option<Plain> {
    let (input, inner_nonce) = header.split_first_chunk::<16>()?;
    let subkey = hchacha::<R20>(key.into(), input.into());
    // The state starts with the counter 1 before the second half of the header.
    let nonce: [u8; 12] = [&[1, 0, 0, 0], inner_nonce].concat().try_into().ok()?;
    let mut stream = ChaCha20::new(&subkey, (&nonce).into());
    let (tag, rest) = sealed.split_first()?;
    let (ciphertext, mac) = rest.split_last_chunk::<16>()?;

    let mut mac_key = Zeroizing::new([0; 64]);
    stream.apply_keystream(&mut mac_key[..]);
    let mut block = [0; 64];
    *block.first_mut()? = *tag;
    stream.apply_keystream(&mut block);
    *block.first_mut()? = *tag;
    let length = |bytes: usize| u64::try_from(bytes).ok().map(u64::to_le_bytes);
    let mut said = [&block[..], ciphertext].concat();
    // libsodium's padding: (16 − 64 + length) modulo 16, which does not fill a block.
    said.resize(said.len() + ciphertext.len() % 16, 0);
    said.extend(length(0)?);
    said.extend(length(64 + ciphertext.len())?);
    let poly = Poly1305::new_from_slice(mac_key.get(..32)?).ok()?;
    if !poly.compute_unpadded(&said).as_slice().ct_eq(mac).to_bool() {
        return None;
    }
    let mut plain = Zeroizing::new(ciphertext.to_vec());
    stream.apply_keystream(&mut plain);
    Some(plain)
}
