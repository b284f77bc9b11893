//! 2fast's data file, versions 0 to 3: JSON in which each text and key is sealed with AES-256-CBC,
//! all with the same nonce and without a MAC — github.com/2fast-team/2fast, `DatafileModel.cs`,
//! `CryptoService.cs`.

use crate::cipher::open_aes_cbc;
use crate::entry::{Also, Draft, Entry, Imported, Skipped};
use crate::error::{ImportError, SkipReason};
use crate::form::json::{Fields, base64, first};
use crate::work::{Key, Sha1, pbkdf2, wanted};
use postern_core::read::{Place, UriProblem, key_from_bytes};
use serde_json::Value;
use sha2::Sha256;
use zeroize::Zeroizing;

/// The same in all files before version 3.
const SALT: [u8; 8] = [14, 223, 35, 197, 93, 242, 239, 8];
/// Before version 2, and since.
const ROUNDS: [u64; 2] = [1_000, 25_000];
/// A twelfth of the rounds that were measured for 2FA Authenticator.
const WORK_MIB: u32 = 28;

pub(crate) fn is_one(json: &Value) -> bool {
    json.at("Collection").is_array() && json.has("IV")
}

pub(crate) fn read(json: &Value, password: Option<&str>) -> Result<Imported, ImportError> {
    let rows = json.list("Collection");
    if rows.is_empty() {
        return Err(ImportError::Empty);
    }
    let iv = base64(json.text("IV")).filter(|iv| iv.len() == 16).ok_or(ImportError::Damaged)?;
    let password = wanted(password, WORK_MIB)?.as_bytes();
    let [few, many] = ROUNDS;
    let key = match json.number("Version").unwrap_or_default() {
        0 | 1 => pbkdf2::<Sha1, 32>(few, password, &SALT)?,
        2 => pbkdf2::<Sha256, 32>(many, password, &SALT)?,
        3 => {
            let salt = base64(json.text("Salt")).ok_or(ImportError::Damaged)?;
            pbkdf2::<Sha256, 32>(many, password, &salt)?
        }
        _ => return Err(ImportError::Damaged),
    };
    let opener = Opener { key, iv };
    let mut imported = Imported::new("2fast");
    for row in rows {
        let (name, entry) = account(row, &opener);
        imported.row(&name, entry);
    }
    let is_sealed = |row: &Skipped| row.why == SkipReason::Sealed;
    if imported.entries.is_empty() && imported.skipped.iter().any(is_sealed) {
        return Err(ImportError::PasswordWrong);
    }
    imported.bounded()
}

struct Opener {
    key: Key,
    iv: Vec<u8>,
}

impl Opener {
    /// The bytes of a field; empty if it is absent or null.
    fn bytes(&self, row: &Value, field: &str) -> Option<Zeroizing<Vec<u8>>> {
        match row.text(field) {
            "" => Some(Zeroizing::default()),
            text => open_aes_cbc(&self.key[..], &self.iv, &base64(text)?),
        }
    }

    fn text(&self, row: &Value, field: &str) -> Option<String> {
        std::str::from_utf8(&self.bytes(row, field)?).ok().map(str::to_owned)
    }
}

/// A row and its name. The label is the service and the issuer the account, as in the app's own links.
fn account(row: &Value, opener: &Opener) -> (String, Result<Entry, SkipReason>) {
    let open = |field| opener.text(row, field);
    let opened = || {
        let key = opener.bytes(row, "SecretByteArray")?;
        Some((open("Label")?, open("Issuer")?, open("OTPType")?, key))
    };
    let Some((service, name, kind, key)) = opened() else {
        return (String::new(), Err(SkipReason::Sealed));
    };
    let note = open("Notes").unwrap_or_default();
    let tags: Vec<_> =
        row.list("SelectedCategories").iter().filter_map(|one| opener.text(one, "Name")).collect();
    let algorithm = match row.number("HashMode").unwrap_or_default() {
        0 => Ok("SHA1"),
        1 => Ok("SHA256"),
        2 => Ok("SHA512"),
        _ => Err(SkipReason::at(Place::Algorithm, UriProblem::Unsupported)),
    };
    let shown = first(&[&service, &name]).to_owned();
    let entry = algorithm.and_then(|algorithm| {
        let also = Also {
            pinned: row.flag("IsFavourite"),
            tags: tags.iter().map(String::as_str).collect(),
            note: &note,
            ..Also::default()
        };
        let draft = Draft {
            kind: &kind,
            issuer: &service,
            name: &name,
            algorithm,
            digits: row.number("TotpSize"),
            period: row.number("Period"),
            also,
            ..Draft::default()
        };
        draft.keyed(key_from_bytes(key.to_vec()))
    });
    (shown, entry)
}
