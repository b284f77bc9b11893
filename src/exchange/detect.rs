//! A file of unknown kind → its accounts. The kind is detected from the content, without asking.

use crate::app::kdbx_key::Parts;
use crate::app::{
    aegis, andotp, authenticator_extension, authme, authy, bitwarden, cxf, ente, freeotp, google,
    kdbx, keepass, keyed, lastpass, managers, open_authenticator, otp_auth, otpclient, proton,
    safeincloud, small, steam, stratum, table, totp_authenticator, twofas, twofast, vault2fa,
};
use crate::archive;
use crate::entry::{Entry, Imported};
use crate::error::{ImportError, SkipReason};
use crate::form::sqlite::Row;
use crate::form::{java, json::Fields, sqlite, text, xml, zip};
use crate::limits::FILE_BYTES_MAX;
use crate::{foreign, search};
use serde_json::Value;

/// What opens an encrypted file.
#[derive(Clone, Copy, Default)]
pub struct Unlock<'a> {
    /// The password.
    pub password: Option<&'a str>,
    /// A file that belongs to it: a key file of KeePass, `manifest.json` of Steam Desktop Authenticator.
    pub second_file: Option<&'a [u8]>,
}

impl std::fmt::Debug for Unlock<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unlock").finish_non_exhaustive()
    }
}

/// Reads a file of any known app.
///
/// ```
/// let file = b"otpauth://totp/IATA:jane?secret=JBSWY3DPEHPK3PXP\n\
///     otpauth://totp/Amadeus:jane?secret=?";
/// let imported = postern_exchange::read(file, None).unwrap();
/// assert_eq!(imported.entries[0].account.issuer.as_str(), "IATA");
/// // A row that is no account does not cost the others.
/// assert_eq!(imported.skipped[0].position, 2);
/// ```
///
/// # Errors
/// [`ImportError`]: why the file could not be read at all; `PasswordNeeded` if a password may open it.
pub fn read(file: &[u8], password: Option<&str>) -> Result<Imported, ImportError> {
    open(file, Unlock { password, second_file: None })
}

/// Reads a file with everything that opens it.
///
/// # Errors
/// As [`read`]; `SecondFileNeeded` if the password alone does not open it.
pub fn open(file: &[u8], unlock: Unlock<'_>) -> Result<Imported, ImportError> {
    if file.len() > FILE_BYTES_MAX {
        return Err(ImportError::TooLarge);
    }
    if file.starts_with(zip::MAGIC) {
        return archive::read(file, unlock);
    }
    read_plain(file, unlock)
}

/// Reads a file that is no archive.
pub(crate) fn read_plain(file: &[u8], unlock: Unlock<'_>) -> Result<Imported, ImportError> {
    let password = unlock.password;
    if file.starts_with(sqlite::MAGIC) {
        return read_tables(file);
    }
    if let Some(sealed) = file.strip_prefix(stratum::STRONG) {
        return stratum::read_strong(sealed, password);
    }
    if let Some(sealed) = file.strip_prefix(stratum::LEGACY) {
        return stratum::read_legacy(sealed, password);
    }
    if file.starts_with(otpclient::MAGIC) {
        return otpclient::read_sealed(file, password);
    }
    if file.starts_with(kdbx::MAGIC) {
        return kdbx::read(file, Parts { password, file: unlock.second_file });
    }
    if file.starts_with(kdbx::MAGIC_1) {
        return Err(ImportError::OldVersion);
    }
    if file.starts_with(&java::MAGIC) {
        let pairs = java::string_map(file).ok_or(ImportError::Damaged)?;
        return freeotp::read_map(&pairs, password);
    }
    let foreign = foreign::name(file);
    if let ImportError::Pdf | ImportError::Archive = foreign {
        return Err(foreign);
    }
    if let Some(archive) = otp_auth::outer(file) {
        return otp_auth::read(&archive, password);
    }
    match text::decode(file) {
        Some(text) => read_text(text.trim(), unlock),
        None if is_pgp(file) => Err(ImportError::Pgp),
        None if andotp::is_sealed(file) || password.is_some() => read_nameless(file, password),
        None => Err(foreign),
    }
}

/// Nothing but the password tells these from random bytes.
fn read_nameless(file: &[u8], password: Option<&str>) -> Result<Imported, ImportError> {
    if andotp::is_sealed(file) {
        match andotp::read_sealed(file, password) {
            Err(ImportError::PasswordWrong) => {}
            other => return other,
        }
    }
    let oldest = andotp::read_oldest(file, password);
    oldest
        .or_else(|| otpclient::read_oldest(file, password))
        .unwrap_or(Err(ImportError::PasswordWrong))
}

/// Reads an unpacked file of an archive, or a text file: any of the text formats.
fn read_text(text: &str, unlock: Unlock<'_>) -> Result<Imported, ImportError> {
    let password = unlock.password;
    if text.starts_with("-----BEGIN PGP") {
        return Err(ImportError::Pgp);
    }
    if text.starts_with(['{', '[']) {
        return match serde_json::from_str::<Value>(text) {
            Ok(json) => read_json(&json, password),
            // One object in each line.
            Err(_) if values(text).len() > 1 => search::json(&Value::Array(values(text))),
            Err(_) => match search::text(&text.replace("\\/", "/")) {
                Ok(imported) => Ok(Imported { is_searched: true, ..imported }),
                Err(_) => Err(ImportError::Damaged),
            },
        };
    }
    if text.starts_with('<') {
        return read_xml(text, password);
    }
    if table::is_one(text) {
        return table::read(text);
    }
    if totp_authenticator::may_be_one(text) {
        return match unlock.second_file.filter(|file| steam::is_manifest(file)) {
            Some(manifest) => steam::read_sealed(text, manifest, password),
            None => totp_authenticator::read(text, password),
        };
    }
    search::text(text)
}

/// The values of a text that has one in each line, up to the first that is damaged.
fn values(text: &str) -> Vec<Value> {
    let mut values = Vec::new();
    for line in text.lines() {
        let Ok(value) = serde_json::from_str(line) else { break };
        values.push(value);
    }
    values
}

fn read_json(json: &Value, password: Option<&str>) -> Result<Imported, ImportError> {
    if let Value::Array(list) = json {
        return match list.first() {
            Some(first) if small::is_duo(first) => small::read_duo(list),
            Some(first) if small::is_raivo(first) => small::read_raivo(list),
            Some(first) if andotp::is_one(first) => andotp::read(list),
            Some(first) if authy::is_list(first) => authy::read_list(list),
            Some(first) if otpclient::is_one(first) => otpclient::read(list),
            _ => search::json(json),
        };
    }
    match json {
        json if aegis::is_one(json) => aegis::read(json, password),
        json if twofas::is_one(json) => twofas::read(json, password),
        json if twofast::is_one(json) => twofast::read(json, password),
        json if ente::is_one(json) => ente::read(json, password),
        json if vault2fa::is_one(json) => vault2fa::read(json, password),
        json if open_authenticator::is_one(json) => open_authenticator::read(json, password),
        json if managers::is_enpass(json) => managers::read_enpass(json),
        json if managers::is_psono(json) => managers::read_psono(json),
        json if managers::is_keeper(json) => managers::read_keeper(json),
        json if bitwarden::is_one(json) => bitwarden::read(json, password),
        json if proton::is_one(json) => proton::read(json, password),
        json if cxf::is_one(json) => cxf::read(json),
        json if lastpass::is_one(json) => lastpass::read(json),
        json if stratum::is_one(json) => stratum::read(json),
        json if freeotp::is_one(json) => freeotp::read(json),
        json if steam::is_one(json) => steam::read(json),
        json if steam::is_manifest_json(json) => Err(ImportError::Empty),
        json if authy::is_one(json) => authy::read(json, password),
        json if authme::is_one(json) => authme::read(json),
        json if json.text("app").starts_with("2fauth") => {
            keyed::read("2FAuth", json.list("data")).bounded()
        }
        json if authenticator_extension::is_one(json) => {
            authenticator_extension::read(json, password)
        }
        json => search::json(json),
    }
}

/// KeePass' XML, SafeInCloud's, an Android app's preferences, or a page.
fn read_xml(document: &str, password: Option<&str>) -> Result<Imported, ImportError> {
    if document.contains("<KeePassFile") {
        return keepass::read_xml(document, None, None);
    }
    if document.contains("<database") && document.contains("<card") {
        return safeincloud::read(document);
    }
    let Some(pairs) = xml::preferences(document) else {
        return match search::page(document) {
            // A page need not be well-formed, but a document without accounts should be.
            Err(ImportError::Unknown) if !is_page(document) => Err(ImportError::Damaged),
            other => other,
        };
    };
    match &pairs {
        pairs if small::is_battle_net(pairs) => small::read_battle_net(pairs),
        pairs if authy::is_preferences(pairs) => authy::read_preferences(pairs, password),
        pairs if totp_authenticator::is_preferences(pairs) => {
            totp_authenticator::read_preferences(pairs)
        }
        pairs if freeotp::is_preferences(pairs) => freeotp::read_preferences(pairs),
        _ => search::page(document),
    }
}

fn is_page(document: &str) -> bool {
    let lower = document.to_ascii_lowercase();
    ["<html", "<!doctype html", "<body", "<table", "<svg"].iter().any(|tag| lower.contains(tag))
}

fn read_tables(file: &[u8]) -> Result<Imported, ImportError> {
    type ReadRow = fn(&Row) -> Result<Entry, SkipReason>;
    let accounts = sqlite::rows(file, "accounts")?;
    let has = |column: &str| {
        accounts.as_ref().and_then(|rows| rows.first()).is_some_and(|row| row.has(column))
    };
    let (app, rows, row): (_, _, ReadRow) = if has("oath_secret_key") {
        ("Microsoft Authenticator", accounts, small::microsoft_row)
    } else if has("secret") {
        (google::NAME, accounts, google::row)
    } else {
        ("Stratum", sqlite::rows(file, "authenticator")?, stratum::row)
    };
    let mut imported = Imported::new(app);
    for one in rows.as_deref().ok_or(ImportError::Database)? {
        imported.row(one.text("issuer"), row(one));
    }
    imported.bounded()
}

/// A packet for a public key (version 3) or for a password (version 4), as gpg writes them first —
/// RFC 9580 §5.1, §5.3.
fn is_pgp(file: &[u8]) -> bool {
    matches!(file, [0x84 | 0xC1, _, 3, ..] | [0x85, _, _, 3, ..] | [0x8C | 0xC3, _, 4, ..])
}
