//! Aegis' encrypted vault, version 3 — github.com/beemdevelopment/Aegis, docs/vault.md. Nearly
//! every authenticator reads it.

use super::Written;
use super::groups::Groups;
use crate::cipher::seal_gcm;
use crate::error::ImportError;
use crate::work::scrypt;
use base16ct::lower::encode_string as hex;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use postern_core::account::{Account, Algorithm, Kind};
use rand_core::CryptoRng;
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

/// Aegis' own cost: 32 MiB, a tenth of a second.
const SCRYPT: (u64, u64, u64) = (32_768, 8, 1);

/// The vault's JSON, sealed with a password.
///
/// # Errors
/// [`ImportError::Memory`] if 32 MiB cannot be allocated.
pub fn aegis(
    accounts: &[Account],
    password: &str,
    rng: &mut impl CryptoRng,
) -> Result<Written<Zeroizing<String>>, ImportError> {
    let (content, left_out) = content(accounts, rng);
    let plain = Zeroizing::new(content.to_string());
    let mut key = Zeroizing::new([0; 32]);
    let (mut salt, mut key_nonce, mut nonce) = ([0; 32], [0; 12], [0; 12]);
    rng.fill_bytes(&mut key[..]);
    for bytes in [&mut salt[..], &mut key_nonce, &mut nonce] {
        rng.fill_bytes(bytes);
    }
    let (n, r, p) = SCRYPT;
    let kek = scrypt(n, r, p, password.as_bytes(), &salt)?;
    let (wrapped, key_tag) = seal_gcm(&kek, &key_nonce, &key[..]);
    let (db, tag) = seal_gcm(&key, &nonce, plain.as_bytes());
    let slot = json!({
        "type": 1, "uuid": uuid(rng), "key": hex(&wrapped),
        "key_params": { "nonce": hex(&key_nonce), "tag": hex(&key_tag) },
        "n": n, "r": r, "p": p, "salt": hex(&salt), "repaired": true, "is_backup": false,
    });
    let file = json!({
        "version": 1,
        "header": {
            "slots": [slot],
            "params": { "nonce": hex(&nonce), "tag": hex(&tag) },
        },
        "db": STANDARD.encode(db),
    });
    Ok(Written { content: Zeroizing::new(file.to_string()), left_out })
}

/// The vault that is not sealed.
pub(super) fn plain_vault(accounts: &[Account], rng: &mut impl CryptoRng) -> Zeroizing<String> {
    let (content, _) = content(accounts, rng);
    let file = json!({
        "version": 1, "header": { "slots": null, "params": null }, "db": content,
    });
    Zeroizing::new(file.to_string())
}

fn content(accounts: &[Account], rng: &mut impl CryptoRng) -> (Value, Vec<usize>) {
    let mut groups = Groups::default();
    let (mut entries, mut left_out) = (Vec::new(), Vec::new());
    for (at, account) in accounts.iter().enumerate() {
        let Some((kind, info)) = kind_and_info(account) else {
            left_out.push(at);
            continue;
        };
        let of: Vec<_> = account.keeping.tags.iter().map(|tag| groups.id(tag, rng)).collect();
        entries.push(json!({
            "type": kind, "uuid": uuid(rng),
            "name": account.name.as_str(), "issuer": account.issuer.as_str(),
            "note": account.keeping.note.text(), "favorite": account.keeping.pinned,
            "icon": null, "icon_mime": null, "icon_hash": null, "info": info, "groups": of,
        }));
    }
    let groups = groups.list(|name, id| json!({ "uuid": id, "name": name }));
    (json!({ "version": 3, "entries": entries, "groups": groups }), left_out)
}

/// `None` for SHA-224 and SHA-384, which Aegis does not support.
fn kind_and_info(account: &Account) -> Option<(&'static str, Value)> {
    let mut info = Map::new();
    let mut put = |key: &str, value: Value| info.insert(key.to_owned(), value);
    put("secret", account.secret.to_base32().as_str().into());
    let shape = |algorithm: Algorithm| match algorithm {
        Algorithm::Sha1 | Algorithm::Sha256 | Algorithm::Sha512 => Some(algorithm.name()),
        Algorithm::Sha224 | Algorithm::Sha384 => None,
    };
    let (kind, algorithm, digits) = match &account.kind {
        Kind::Totp { algorithm, digits, period } => {
            put("period", period.s().into());
            ("totp", shape(*algorithm)?, digits.count())
        }
        Kind::Hotp { algorithm, digits, counter } => {
            put("counter", (*counter).into());
            ("hotp", shape(*algorithm)?, digits.count())
        }
        Kind::Steam => {
            put("period", 30.into());
            ("steam", "SHA1", 5)
        }
        // The PIN leaves here because the user exports the account.
        Kind::Motp { pin } => {
            put("period", 10.into());
            put("pin", pin.expose().into());
            ("motp", "MD5", 6)
        }
        Kind::Yandex { pin } => {
            put("period", 30.into());
            put("pin", pin.expose().into());
            ("yandex", "SHA256", 8)
        }
    };
    put("algo", algorithm.into());
    put("digits", digits.into());
    Some((kind, Value::Object(info)))
}

/// Version 4 — RFC 9562 §5.4.
pub(super) fn uuid(rng: &mut impl CryptoRng) -> String {
    let mut bytes = [0_u8; 16];
    rng.fill_bytes(&mut bytes);
    let [_, _, _, _, _, _, version, _, variant, ..] = &mut bytes;
    *version = *version & 0x0F | 0x40;
    *variant = *variant & 0x3F | 0x80;
    let digits = hex(&bytes);
    let mut text = String::with_capacity(36);
    for (at, digit) in digits.chars().enumerate() {
        if matches!(at, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        text.push(digit);
    }
    text
}
