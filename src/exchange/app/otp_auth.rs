//! OTP Auth for iOS: an archive under a key that everyone knows, and in it one under the password.

use crate::cipher::{Plain, open_aes_cbc};
use crate::entry::{Also, Draft, Entry, Imported};
use crate::error::{ImportError, SkipReason};
use crate::form::json::{Fields, base64, first};
use crate::form::{plist, split};
use crate::work::{Sha1, has_mac, pbkdf2, sha256, wanted};
use postern_core::read::{Place, UriProblem, key_from_bytes};
use serde_json::Value;
use sha1::Digest;

const NAME: &str = "OTP Auth";
/// A backup, and a single account.
const KEYS: [&str; 2] = ["Authenticator", "OTPAuth"];
/// No file of these is longer, and every unknown binary is tried.
const FILE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// RNCryptor, version 3.
const ROUNDS: u64 = 10_000;

/// The outer archive, if the file is one.
pub(crate) fn outer(file: &[u8]) -> Option<Value> {
    if file.len() > FILE_BYTES_MAX || !file.len().is_multiple_of(16) {
        return None;
    }
    let open = |key: &&str| open_aes_cbc(&sha256(&[key.as_bytes()])[..], &[0; 16], file);
    let plain = KEYS.iter().filter_map(open).find(|plain| plain.starts_with(plist::MAGIC))?;
    plist::archive(&plain)
}

pub(crate) fn read(outer: &Value, password: Option<&str>) -> Result<Imported, ImportError> {
    let sealed = base64(first(&[outer.text("WrappedData"), outer.text("Data")]));
    let sealed = sealed.filter(|bytes| !bytes.is_empty()).ok_or(ImportError::Damaged)?;
    let password = wanted(password, 2)?;
    let plain = if outer.text("Salt").is_empty() {
        open_rncryptor(&sealed, password)?
    } else {
        open_old(outer, &sealed, password)
    };
    let plain = plain.ok_or(ImportError::PasswordWrong)?;
    // The old form has no MAC: only the archive proves the password.
    let archive = plist::archive(&plain).ok_or(ImportError::PasswordWrong)?;
    let mut imported = Imported::new(NAME);
    if archive.has("secret") {
        imported.row(archive.text("issuer"), account(&archive, ""));
    }
    for folder in archive.list("Folders") {
        for one in folder.list("accounts") {
            imported.row(one.text("issuer"), account(one, folder.text("name")));
        }
    }
    imported.bounded()
}

/// AES-256-CBC under SHA-256 of salt and password.
fn open_old(outer: &Value, sealed: &[u8], password: &str) -> Option<Plain> {
    let key = sha256(&[outer.text("Salt").as_bytes(), b"-", password.as_bytes()]);
    // A text in backups, data in single accounts.
    let iv = outer.text("IV");
    let open = |iv: &[u8]| open_aes_cbc(&key[..], Sha1::digest(iv).get(..16)?, sealed);
    let plain = open(iv.as_bytes()).filter(|plain| plain.starts_with(plist::MAGIC));
    plain.or_else(|| open(&base64(iv)?))
}

/// Version, options, two salts, IV, ciphertext, HMAC — github.com/RNCryptor/RNCryptor-Spec.
fn open_rncryptor(sealed: &[u8], password: &str) -> Result<Option<Plain>, ImportError> {
    let parts = || {
        let (salt, rest) = split(sealed.strip_prefix(&[3, 1])?, 8)?;
        let (mac_salt, rest) = split(rest, 8)?;
        let (iv, rest) = split(rest, 16)?;
        let (sealed, mac) = rest.split_last_chunk::<32>()?;
        Some((salt, mac_salt, iv, sealed, mac))
    };
    let (salt, mac_salt, iv, ciphertext, mac) = parts().ok_or(ImportError::Damaged)?;
    let mac_key = pbkdf2::<Sha1, 32>(ROUNDS, password.as_bytes(), mac_salt)?;
    let covered = sealed.len() - mac.len();
    if !has_mac(&mac_key[..], &[sealed.get(..covered).unwrap_or_default()], mac) {
        return Ok(None);
    }
    let key = pbkdf2::<Sha1, 32>(ROUNDS, password.as_bytes(), salt)?;
    Ok(open_aes_cbc(&key[..], iv, ciphertext))
}

fn account(one: &Value, folder: &str) -> Result<Entry, SkipReason> {
    let draft = Draft {
        kind: match one.number("type") {
            Some(1) => "hotp",
            Some(2) => "totp",
            _ => return Err(SkipReason::at(Place::Type, UriProblem::Unsupported)),
        },
        issuer: one.text("issuer"),
        name: one.text("label"),
        algorithm: match one.number("algorithm") {
            None | Some(0 | 1) => "SHA1",
            Some(2) => "SHA256",
            Some(3) => "SHA512",
            Some(_) => return Err(SkipReason::at(Place::Algorithm, UriProblem::Unsupported)),
        },
        digits: one.number("digits"),
        period: one.number("period").filter(|period| *period > 0),
        counter: one.number("counter"),
        also: Also { tags: vec![folder], ..Also::default() },
        ..Draft::default()
    };
    draft.keyed(key_from_bytes(base64(one.text("secret")).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::{KEYS, open_aes_cbc, plist, sha256};

    /// The archive is under a key that everyone knows, so a hostile one reaches the reader.
    #[test]
    fn a_changed_or_truncated_archive_crashes_nothing() {
        let file = include_bytes!("../../../tests/fixtures/import/otp-auth/new.otpauthdb");
        let plain = open_aes_cbc(&sha256(&[KEYS[0].as_bytes()])[..], &[0; 16], file);
        let plain = plain.map(|plain| plain.to_vec()).unwrap_or_default();
        assert!(plist::archive(&plain).is_some());
        for at in 0..plain.len() {
            assert!(plist::archive(plain.get(..at).unwrap_or_default()).is_none());
            for change in [0x01, 0x80, 0xFF] {
                let mut changed = plain.clone();
                if let Some(byte) = changed.get_mut(at) {
                    *byte ^= change;
                }
                let _ = plist::archive(&changed);
            }
        }
    }
}
