//! The two ways in which zip archives are encrypted.

use crate::work::Sha1;
use aes::{Aes128, Aes192, Aes256};
use ctr::Ctr128LE;
use ctr::cipher::{KeyIvInit, StreamCipher};
use hmac::{Hmac, KeyInit, Mac};
use zeroize::Zeroizing;

/// WinZip's AES — winzip.com/aes_info: salt ‖ verifier ‖ ciphertext ‖ MAC; PBKDF2-HMAC-SHA1 with
/// 1,000 rounds, counter mode from 1, little endian.
#[expect(clippy::expect_used, reason = "HMAC hashes what is longer than a block")]
pub(super) fn aes_plain(data: &[u8], strength: u8, password: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let key_bytes = match strength {
        1 => 16,
        2 => 24,
        3 => 32,
        _ => return None,
    };
    let (salt, rest) = data.split_at_checked(key_bytes / 2)?;
    let (verifier, rest) = rest.split_at_checked(2)?;
    let (sealed, mac) = rest.split_last_chunk::<10>()?;
    let mut keys = Zeroizing::new(vec![0; 2 * key_bytes + 2]);
    pbkdf2::pbkdf2_hmac::<Sha1>(password, salt, 1000, &mut keys);
    let (key, rest) = keys.split_at_checked(key_bytes)?;
    let (mac_key, expected) = rest.split_at_checked(key_bytes)?;
    if expected != verifier {
        return None;
    }
    let mut hmac = Hmac::<Sha1>::new_from_slice(mac_key).expect("an HMAC takes any key");
    hmac.update(sealed);
    hmac.verify_truncated_left(mac).ok()?;
    let mut plain = Zeroizing::new(sealed.to_vec());
    let iv = 1_u128.to_le_bytes();
    match strength {
        1 => Ctr128LE::<Aes128>::new_from_slices(key, &iv).ok()?.apply_keystream(&mut plain),
        2 => Ctr128LE::<Aes192>::new_from_slices(key, &iv).ok()?.apply_keystream(&mut plain),
        _ => Ctr128LE::<Aes256>::new_from_slices(key, &iv).ok()?.apply_keystream(&mut plain),
    }
    Some(plain)
}

/// PKWARE's original cipher — APPNOTE §6.1. It is weak, but files still use it.
pub(super) fn zip_crypto_plain(
    data: &[u8],
    check: u8,
    password: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let mut keys = ZipCrypto([0x1234_5678, 0x2345_6789, 0x3456_7890]);
    for byte in password {
        keys.update(*byte);
    }
    let mut plain = Zeroizing::new(data.to_vec());
    for byte in plain.iter_mut() {
        *byte ^= keys.byte();
        keys.update(*byte);
    }
    if plain.get(11) != Some(&check) {
        return None;
    }
    plain.drain(..12);
    Some(plain)
}

struct ZipCrypto([u32; 3]);

impl ZipCrypto {
    fn update(&mut self, byte: u8) {
        let [a, b, c] = &mut self.0;
        *a = crc_step(*a, byte);
        *b = b.wrapping_add(*a & 0xFF).wrapping_mul(134_775_813).wrapping_add(1);
        let [.., top] = b.to_le_bytes();
        *c = crc_step(*c, top);
    }

    fn byte(&self) -> u8 {
        let [_, _, c] = self.0;
        let word = c | 2;
        let [_, byte, ..] = word.wrapping_mul(word ^ 1).to_le_bytes();
        byte
    }
}

/// CRC-32 — ISO/IEC 8802-3, as zip uses it.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| crc_step(crc, *byte))
}

fn crc_step(crc: u32, byte: u8) -> u32 {
    (0..8).fold(
        crc ^ u32::from(byte),
        |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 }
        },
    )
}
