//! The key of a KDBX database: a password and a key file, made costly — keepass.info/help/base/keys.

use crate::error::ImportError;
use crate::form::json::{base64, hex};
use crate::form::text;
use crate::form::xml::{Listener, walk};
use crate::work::{Algorithm, Argon2Cost, Key, argon2, sha256};
use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt, KeyInit};

/// A password, or a key file, or both.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'a> {
    pub(crate) password: Option<&'a str>,
    pub(crate) file: Option<&'a [u8]>,
}

impl Parts<'_> {
    /// The hash of the hashes of the parts; without any, an error that asks for them.
    pub(super) fn composite(&self, work_mib: u32) -> Result<Key, ImportError> {
        let Some(password) = self.password else {
            return Err(ImportError::PasswordNeeded { work_mib, takes_file: true });
        };
        let of_file = self.file.map(file_key);
        // With a key file, an empty password means none.
        let of_password =
            (!password.is_empty() || of_file.is_none()).then(|| sha256(&[password.as_bytes()]));
        let parts = [of_password, of_file];
        let parts: Vec<&[u8]> = parts.iter().flatten().map(|part| &part[..]).collect();
        Ok(sha256(&parts))
    }

    /// What to say if the key is wrong.
    pub(super) const fn wrong(&self) -> ImportError {
        if self.file.is_some() { ImportError::PasswordWrong } else { ImportError::SecondFileNeeded }
    }
}

/// XML of version 1 or 2, 32 bytes, 64 hexadecimal digits, or the hash of any other file.
fn file_key(file: &[u8]) -> Key {
    if let Ok(bytes) = <[u8; 32]>::try_from(file) {
        return Key::new(bytes);
    }
    let text = text::decode(file).unwrap_or_default();
    let key = if text.trim_start().starts_with('<') { xml_key(&text) } else { hex(&text) };
    let key = key.and_then(|key| <[u8; 32]>::try_from(key).ok());
    key.map_or_else(|| sha256(&[file]), Key::new)
}

fn xml_key(document: &str) -> Option<Vec<u8>> {
    #[derive(Default)]
    struct Data {
        version: String,
        text: String,
    }
    impl Listener for Data {
        fn begins(&mut self, _: &[String], _: &dyn Fn(&str) -> Option<String>) {}

        fn ends(&mut self, path: &[String], text: &str) {
            match path.last().map(String::as_str) {
                Some("Version") => text.clone_into(&mut self.version),
                Some("Data") => {
                    self.text = text.chars().filter(|c| !c.is_whitespace()).collect();
                }
                _ => {}
            }
        }
    }
    let mut data = Data::default();
    walk(document, &mut data)?;
    if data.version.starts_with('2') { hex(&data.text) } else { base64(&data.text) }
}

/// WebAssembly does 700,000 rounds a second, so this takes two and a half minutes. A second of a
/// processor with instructions for AES is less.
const AES_ROUNDS_MAX: u64 = 100_000_000;
/// Measured: as many rounds take as long as a MiB of Argon2.
const AES_ROUNDS_PER_MIB: u64 = 500;

/// Encrypts both halves of the composite key with AES for all rounds, then hashes them.
pub(super) fn by_aes(parts: Parts<'_>, seed: &[u8], rounds: u64) -> Result<Key, ImportError> {
    if rounds > AES_ROUNDS_MAX {
        return Err(ImportError::Costly);
    }
    let work_mib = u32::try_from(rounds / AES_ROUNDS_PER_MIB).map_err(|_| ImportError::Costly)?;
    let key = parts.composite(work_mib)?;
    let cipher = Aes256::new_from_slice(seed).map_err(|_| ImportError::Damaged)?;
    let mut blocks = halves(&key).map(Into::into);
    for _ in 0..rounds {
        cipher.encrypt_blocks(&mut blocks);
    }
    Ok(sha256(&[&blocks[0], &blocks[1]]))
}

/// Argon2 of the composite key.
pub(super) fn by_argon2(
    parts: Parts<'_>,
    algorithm: Algorithm,
    cost: Argon2Cost,
    salt: &[u8],
) -> Result<Key, ImportError> {
    argon2(algorithm, cost, &parts.composite(cost.work_mib())?[..], salt)
}

#[expect(clippy::expect_used, reason = "with anything else the key would be zeros")]
fn halves(key: &[u8; 32]) -> [[u8; 16]; 2] {
    key.as_chunks().0.try_into().expect("32 bytes are two halves")
}
