//! A file of unknown kind → its accounts. The kind is detected from the content, without asking.

use crate::app::{
    aegis, andotp, authenticator_extension, authy, bitwarden, cxf, ente, freeotp, google, kdbx,
    keepass, lastpass, links, onepassword, proton, small, stratum, table, totp_authenticator,
    twofas,
};
use crate::entry::{Entry, Imported};
use crate::error::{ImportError, SkipReason};
use crate::form::sqlite::Row;
use crate::form::{java, sqlite, text, xml, zip};
use crate::limits::FILE_BYTES_MAX;
use serde_json::Value;

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
    if file.len() > FILE_BYTES_MAX {
        return Err(ImportError::TooLarge);
    }
    if file.starts_with(zip::MAGIC) {
        return read_zip(file, password);
    }
    if file.starts_with(sqlite::MAGIC) {
        return read_tables(file);
    }
    if let Some(sealed) = file.strip_prefix(stratum::STRONG) {
        return stratum::read_strong(sealed, password);
    }
    if let Some(sealed) = file.strip_prefix(stratum::LEGACY) {
        return stratum::read_legacy(sealed, password);
    }
    if file.starts_with(kdbx::MAGIC) {
        return kdbx::read(file, password);
    }
    if file.starts_with(&java::MAGIC) {
        let pairs = java::string_map(file).ok_or(ImportError::Damaged)?;
        return freeotp::read_map(&pairs, password);
    }
    match text::decode(file) {
        Some(text) => read_text(text.trim(), password),
        None if is_pgp(file) => Err(ImportError::Pgp),
        None if andotp::may_be_sealed(file) => andotp::read_sealed(file, password),
        None => Err(ImportError::Unknown),
    }
}

/// Reads an unpacked file of an archive, or a text file: any of the text formats.
fn read_text(text: &str, password: Option<&str>) -> Result<Imported, ImportError> {
    if text.starts_with("-----BEGIN PGP") {
        return Err(ImportError::Pgp);
    }
    if text.starts_with(['{', '[']) {
        return match serde_json::from_str::<Value>(text) {
            Ok(json) => read_json(&json, password),
            Err(_) if links::holds_links(text) => links::read("", text),
            Err(_) => Err(ImportError::Damaged),
        };
    }
    if text.starts_with('<') {
        return read_xml(text, password);
    }
    if table::is_one(text) {
        return table::read(text);
    }
    if links::holds_links(text) {
        return links::read("", text);
    }
    if totp_authenticator::may_be_one(text) {
        return totp_authenticator::read(text, password);
    }
    Err(ImportError::Unknown)
}

fn read_json(json: &Value, password: Option<&str>) -> Result<Imported, ImportError> {
    if let Value::Array(list) = json {
        return match list.first() {
            Some(first) if small::is_duo(first) => small::read_duo(list),
            Some(first) if small::is_raivo(first) => small::read_raivo(list),
            Some(first) if andotp::is_one(first) => andotp::read(list),
            _ => Err(ImportError::Unknown),
        };
    }
    match json {
        json if aegis::is_one(json) => aegis::read(json, password),
        json if twofas::is_one(json) => twofas::read(json, password),
        json if ente::is_one(json) => ente::read(json, password),
        json if bitwarden::is_one(json) => bitwarden::read(json, password),
        json if proton::is_one(json) => proton::read(json, password),
        json if cxf::is_one(json) => cxf::read(json),
        json if lastpass::is_one(json) => lastpass::read(json),
        json if stratum::is_one(json) => stratum::read(json),
        json if freeotp::is_one(json) => freeotp::read(json),
        json if small::is_steam(json) => small::read_steam(json),
        json if authy::is_one(json) => authy::read(json, password),
        json if authenticator_extension::is_one(json) => {
            authenticator_extension::read(json, password)
        }
        _ => Err(ImportError::Unknown),
    }
}

/// KeePass' XML, or an Android app's preferences.
fn read_xml(document: &str, password: Option<&str>) -> Result<Imported, ImportError> {
    if document.contains("<KeePassFile") {
        return keepass::read_xml(document, None);
    }
    let pairs = xml::preferences(document).ok_or(ImportError::Damaged)?;
    match &pairs {
        pairs if small::is_battle_net(pairs) => small::read_battle_net(pairs),
        pairs if authy::is_preferences(pairs) => authy::read_preferences(pairs, password),
        pairs if totp_authenticator::is_preferences(pairs) => {
            totp_authenticator::read_preferences(pairs)
        }
        pairs if freeotp::is_preferences(pairs) => freeotp::read_preferences(pairs),
        _ => Err(ImportError::Unknown),
    }
}

/// The files of an archive that an app may store its accounts in; other files are not unpacked.
fn read_zip(file: &[u8], password: Option<&str>) -> Result<Imported, ImportError> {
    let members = zip::members(file).ok_or(ImportError::Damaged)?;
    let named = |end: &str| members.iter().find(|member| member.name.ends_with(end));
    if let Some(member) = named("export.data") {
        let plain = member.unpack(password)?;
        return onepassword::read(
            &serde_json::from_slice(&plain).map_err(|_| ImportError::Damaged)?,
        );
    }
    if let Some(member) = named("Proton Pass/data.json") {
        let plain = member.unpack(password)?;
        return proton::read_pass(
            &serde_json::from_slice(&plain).map_err(|_| ImportError::Damaged)?,
        );
    }
    if named(".pgp").is_some() {
        return Err(ImportError::Pgp);
    }
    let first = [".json", ".txt", ".csv", ".xml"].iter().find_map(|end| named(end));
    let member = first.ok_or(ImportError::Unknown)?;
    let plain = member.unpack(password)?;
    let text = text::decode(&plain).ok_or(ImportError::Damaged)?;
    let mut imported = read_text(text.trim(), password)?;
    if imported.app.is_empty() {
        match member.name.as_str() {
            "Accounts.txt" => imported.app = "Authenticator Plus",
            name if name.starts_with("winauth") => small::from_winauth(&mut imported),
            _ => {}
        }
    }
    Ok(imported)
}

fn read_tables(file: &[u8]) -> Result<Imported, ImportError> {
    let read = |app, table, row: fn(&Row) -> Result<Entry, SkipReason>| {
        let rows = sqlite::rows(file, table)?;
        let mut imported = Imported::new(app);
        for one in &rows {
            imported.row(one.text("issuer"), row(one));
        }
        Some(imported)
    };
    let accounts = sqlite::rows(file, "accounts");
    let first = accounts.as_ref().and_then(|rows| rows.first());
    let imported = match first {
        Some(row) if row.has("oath_secret_key") => {
            read("Microsoft Authenticator", "accounts", small::microsoft_row)
        }
        Some(row) if row.has("secret") => read(google::NAME, "accounts", google::row),
        _ => read("Stratum", "authenticator", stratum::row),
    };
    imported.ok_or(ImportError::Unknown)?.bounded()
}

/// A packet for a public key (version 3) or for a password (version 4), as gpg writes them first —
/// RFC 9580 §5.1, §5.3.
fn is_pgp(file: &[u8]) -> bool {
    matches!(file, [0x84 | 0xC1, _, 3, ..] | [0x85, _, _, 3, ..] | [0x8C | 0xC3, _, 4, ..])
}
