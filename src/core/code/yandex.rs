//! Yandex.Key's codes: eight letters every 30 s.

use super::CodeError;
use crate::account::Secret;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The key is the first bytes of the secret; longer forms append a checksum.
const KEY_BYTES: usize = 16;
const LETTERS: u32 = 8;

/// `HMAC-SHA-256(SHA-256(pin ‖ secret[..16]) without one leading zero byte, step)`,
/// truncated to 64 bits and written in base 26.
#[expect(clippy::expect_used, reason = "on any error the code would be a wrong one")]
pub(super) fn code(secret: &Secret, step: u64, pin: &str) -> Result<String, CodeError> {
    // The key enters the hash here.
    let key = secret.expose().get(..KEY_BYTES).ok_or(CodeError::SecretLength)?;
    let salted = Zeroizing::new([pin.as_bytes(), key].concat());
    let digest = Zeroizing::new(<[u8; 32]>::from(Sha256::digest(&salted[..])));
    let key = digest.strip_prefix(&[0]).unwrap_or(&digest[..]);
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("an HMAC takes any key");
    let mac = <[u8; 32]>::from(mac.chain_update(step.to_be_bytes()).finalize().into_bytes());
    let [.., last] = mac;
    let word = mac.get(usize::from(last & 0xF)..).and_then(|tail| tail.first_chunk::<8>());
    let word = *word.expect("15 + 8 bytes are within 32");
    let value = u64::from_be_bytes(word) & 0x7FFF_FFFF_FFFF_FFFF;
    Ok(letters(value % 26_u64.pow(LETTERS)))
}

#[expect(clippy::expect_used, reason = "on any error the code would be a wrong one")]
fn letters(mut value: u64) -> String {
    let mut text = Vec::new();
    for _ in 0..LETTERS {
        text.push(b'a' + u8::try_from(value % 26).expect("25 at most"));
        value /= 26;
    }
    text.iter().rev().copied().map(char::from).collect()
}
