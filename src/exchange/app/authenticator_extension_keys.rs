//! How Authenticator-Extension seals: `CryptoJS`' AES under a passphrase that is itself sealed or
//! stretched, depending on the version.

use crate::cipher::{Plain, open_aes_cbc};
use crate::error::ImportError;
use crate::form::json::{Fields, base64};
use crate::work::{Algorithm, Argon2Cost, argon2, wanted};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use md5::{Digest, Md5};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

const COST: Argon2Cost = Argon2Cost::of(19_456, 2, 1);
const KEYS_MAX: usize = 16;

type Phrase = Option<Zeroizing<String>>;

/// The passphrases of a file's entries, each derived once.
pub(super) struct Passphrases<'a> {
    object: &'a Map<String, Value>,
    password: Option<&'a str>,
    by_key: BTreeMap<String, Phrase>,
    shared: Option<Phrase>,
}

impl<'a> Passphrases<'a> {
    pub(super) fn new(object: &'a Map<String, Value>, password: Option<&'a str>) -> Self {
        Self { object, password, by_key: BTreeMap::new(), shared: None }
    }

    /// Version 3: unpadded base64 of Argon2id, for the key that an entry names.
    pub(super) fn for_key(&mut self, id: &str) -> Result<Phrase, ImportError> {
        let password = wanted(self.password, COST.work_mib())?;
        if let Some(phrase) = self.by_key.get(id) {
            return Ok(phrase.clone());
        }
        let salt = self.object.get(id).map(|key| key.text("salt")).unwrap_or_default();
        let phrase = if salt.is_empty() || self.by_key.len() == KEYS_MAX {
            None
        } else {
            let raw = argon2(Algorithm::Argon2id, COST, password.as_bytes(), salt.as_bytes())?;
            Some(Zeroizing::new(STANDARD_NO_PAD.encode(&raw[..])))
        };
        self.by_key.insert(id.to_owned(), phrase.clone());
        Ok(phrase)
    }

    /// Version 2: the content that the password opens, as hexadecimal digits; version 1: the
    /// password itself.
    pub(super) fn shared(&mut self) -> Result<Phrase, ImportError> {
        let password = wanted(self.password, 0)?;
        if let Some(phrase) = &self.shared {
            return Ok(phrase.clone());
        }
        // A bug once wrote the key's fields beside the entries.
        let sealed =
            self.object.get("key").map(|key| key.text("enc")).filter(|enc| !enc.is_empty());
        let sealed = sealed.or_else(|| self.object.get("enc").and_then(Value::as_str));
        let phrase = match sealed {
            None => Some(Zeroizing::new(password.to_owned())),
            Some(sealed) => crypto_js(sealed, password)
                .map(|plain| Zeroizing::new(base16ct::lower::encode_string(&plain))),
        };
        self.shared = Some(phrase.clone());
        Ok(phrase)
    }
}

/// `CryptoJS.AES.decrypt` with a passphrase: base64 of `Salted__` ‖ salt ‖ AES-256-CBC, key and IV
/// by OpenSSL's `EVP_BytesToKey` with MD5 and one round.
pub(super) fn crypto_js(text: &str, phrase: &str) -> Option<Plain> {
    let bytes = base64(text)?;
    let (salt, sealed) = bytes.strip_prefix(b"Salted__")?.split_at_checked(8)?;
    let mut made = Zeroizing::new(Vec::with_capacity(48));
    let mut last: Vec<u8> = Vec::new();
    while made.len() < 48 {
        let mut hash = Md5::new();
        hash.update(&last);
        hash.update(phrase);
        hash.update(salt);
        last = hash.finalize().to_vec();
        made.extend_from_slice(&last);
    }
    let (key, iv) = made.split_at_checked(32)?;
    open_aes_cbc(key, iv, sealed)
}
