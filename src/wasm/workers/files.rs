//! Files of other apps: accounts cross as the core's own JSON in both directions.
#![allow(missing_debug_implementations, reason = "views hold keys: drawn, never logged")]

use crate::failure::Failure;
use crate::warning::WarningView;
use crate::{Reply, out, rng, taken};
use postern_core::account::Account;
use postern_core::vault::{accounts_from_json, accounts_to_json};
use postern_exchange::write::{Target, Written, aegis, pages, to_uri};
use postern_exchange::{Imported, Part, Skipped, Unlock, open};
use rand_core::Rng;
use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

/// The content of a file.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ReadView {
    /// The app that wrote it, by its own name; empty for a list of key links.
    pub app: String,
    /// For `Session.previewImport` and `Session.importSelected`. Contains the secrets.
    pub accounts: String,
    /// The warnings of each account, in the same order.
    pub warnings: Vec<Vec<WarningView>>,
    /// Rows that are not accounts.
    pub skipped: Vec<SkippedView>,
    /// The pages of a Google Authenticator export that the file contains.
    pub parts: Vec<PartView>,
    /// The format is unknown: the file was searched, and may hold more.
    pub is_searched: bool,
    /// Pictures in the file that may show QR codes, as `data:` URLs.
    pub pictures: Vec<String>,
    /// Version 8 of the app may have changed SHA-256, SHA-512, HOTP and Steam accounts before.
    pub may_be_damaged: bool,
}

/// A row that is not an account.
#[derive(Serialize, Tsify)]
pub struct SkippedView {
    /// Its position in the file, from 1.
    pub position: usize,
    /// Its name in the file.
    pub name: String,
    /// Why it is not an account.
    pub why: Failure,
}

/// One page of a Google Authenticator export.
#[derive(Serialize, Tsify)]
pub struct PartView {
    /// The id of the export.
    pub batch: i32,
    /// Which page it is, from 0.
    pub index: u32,
    /// How many pages there are.
    pub size: u32,
}

/// A file for other apps.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct WrittenView {
    /// The file, or the texts of the QR codes. Contains the secrets, encrypted only in a sealed
    /// file.
    pub texts: Vec<String>,
    /// The positions of the accounts that the format cannot express.
    pub left_out: Vec<usize>,
}

/// An account on paper. Contains its secret.
#[derive(Serialize, Tsify)]
pub struct SheetView {
    /// May be empty.
    pub issuer: String,
    /// May be empty.
    pub name: String,
    /// For its QR code.
    pub link: String,
    /// base32.
    pub key: String,
    /// The portal's recovery codes that were not used.
    pub recovery: Vec<String>,
}

/// A QR code without its quiet zone.
#[derive(Serialize, Tsify)]
pub struct QrView {
    /// Modules in a row.
    pub size: usize,
    /// Row by row, 1 for dark.
    #[serde(with = "serde_bytes")]
    #[tsify(type = "Uint8Array")]
    pub modules: Vec<u8>,
}

/// Reads a file of any known app, detected by its content. It may take seconds and a gigabyte: call
/// it in a worker that can be terminated. The second file is a key file of KeePass, or the manifest of
/// Steam Desktop Authenticator.
///
/// # Errors
/// `file-…`: why the file could not be read at all; `password-needed`, `password-wrong`,
/// `second-file-needed`.
#[wasm_bindgen(js_name = readFile)]
pub fn read_file(
    file: Vec<u8>,
    password: Option<String>,
    second_file: Option<Vec<u8>>,
) -> Reply<Ts<ReadView>> {
    let (file, password) = (Zeroizing::new(file), password.map(Zeroizing::new));
    let second_file = second_file.map(Zeroizing::new);
    let unlock = Unlock {
        password: password.as_ref().map(|text| text.as_str()),
        second_file: second_file.as_ref().map(|bytes| bytes.as_slice()),
    };
    out(&open(&file, unlock).map_err(Failure::from)?.into())
}

impl From<Imported> for ReadView {
    fn from(imported: Imported) -> Self {
        let entries = || imported.entries.iter();
        let warnings = entries().map(|entry| entry.warnings.iter().map(|one| (*one).into()));
        Self {
            app: imported.app.to_owned(),
            // For the core that holds the vault, and nowhere else.
            accounts: accounts_to_json(entries().map(|entry| &entry.account)).as_str().to_owned(),
            warnings: warnings.map(Iterator::collect).collect(),
            skipped: imported.skipped.into_iter().map(SkippedView::from).collect(),
            parts: imported.parts.into_iter().map(PartView::from).collect(),
            is_searched: imported.is_searched,
            pictures: imported.pictures.iter().map(|one| one.expose().to_owned()).collect(),
            may_be_damaged: imported.may_be_damaged,
        }
    }
}

impl From<Skipped> for SkippedView {
    fn from(Skipped { position, name, why }: Skipped) -> Self {
        Self { position, name: name.as_str().to_owned(), why: why.into() }
    }
}

impl From<Part> for PartView {
    fn from(Part { batch, index, size }: Part) -> Self {
        Self { batch, index, size }
    }
}

/// Aegis' encrypted file.
///
/// # Errors
/// `bad-request`, `file-memory`.
#[wasm_bindgen(js_name = writeAegis)]
pub fn write_aegis(accounts: String, password: String) -> Reply<Ts<WrittenView>> {
    let (accounts, password) = (parse(accounts)?, Zeroizing::new(password));
    let Written { content, left_out } =
        aegis(&accounts, &password, &mut rng()).map_err(Failure::from)?;
    out(&WrittenView { texts: vec![content.as_str().to_owned()], left_out })
}

/// An app that imports a file that is not sealed.
#[derive(Deserialize, Tsify, Clone, Copy)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names of the apps")]
pub enum TargetRequest {
    Aegis,
    TwoFas,
    Bitwarden,
    Ente,
    Proton,
    Csv,
}

impl From<TargetRequest> for Target {
    fn from(target: TargetRequest) -> Self {
        match target {
            TargetRequest::Aegis => Self::Aegis,
            TargetRequest::TwoFas => Self::TwoFas,
            TargetRequest::Bitwarden => Self::Bitwarden,
            TargetRequest::Ente => Self::Ente,
            TargetRequest::Proton => Self::Proton,
            TargetRequest::Csv => Self::Csv,
        }
    }
}

/// What an app cannot hold: the positions of the accounts that would lose it.
#[derive(Serialize, Tsify, Default)]
#[serde(rename_all = "camelCase")]
pub struct LostView {
    /// The account itself.
    pub accounts: Vec<usize>,
    /// Where its codes are filled.
    pub sites: Vec<usize>,
    /// The user's groups.
    pub tags: Vec<usize>,
    /// The user's groups, except for the first.
    pub more_tags: Vec<usize>,
    /// The group as one group: the app divides its name at a slash.
    pub split_tags: Vec<usize>,
    /// The note.
    pub notes: Vec<usize>,
    /// The site's recovery codes.
    pub recovery: Vec<usize>,
}

/// A file for another app: not sealed.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen(js_name = writeFor)]
pub fn write_for(target: Ts<TargetRequest>, accounts: String) -> Reply<Ts<WrittenView>> {
    let target = Target::from(taken(&target)?);
    let Written { content, left_out } = target.write(&parse(accounts)?, &mut rng());
    out(&WrittenView { texts: vec![content.as_str().to_owned()], left_out })
}

/// What another app would lose of some accounts.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen(js_name = lostIn)]
pub fn lost_in(target: Ts<TargetRequest>, accounts: String) -> Reply<Ts<LostView>> {
    let target = Target::from(taken(&target)?);
    let mut view = LostView::default();
    for (at, account) in parse(accounts)?.iter().enumerate() {
        let lost = target.lost(account);
        for (is_lost, list) in [
            (lost.account, &mut view.accounts),
            (lost.sites, &mut view.sites),
            (lost.tags, &mut view.tags),
            (lost.more_tags, &mut view.more_tags),
            (lost.split_tags, &mut view.split_tags),
            (lost.note, &mut view.notes),
            (lost.recovery, &mut view.recovery),
        ] {
            if is_lost {
                list.push(at);
            }
        }
    }
    out(&view)
}

/// Key links, one per line: not sealed.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen(js_name = writeLinks)]
pub fn write_links(accounts: String) -> Reply<Ts<WrittenView>> {
    let mut list = String::new();
    for account in &parse(accounts)? {
        list.push_str(&to_uri(account));
        list.push('\n');
    }
    out(&WrittenView { texts: vec![list], left_out: Vec::new() })
}

/// The links of Google Authenticator's QR codes: not sealed.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen(js_name = writePages)]
pub fn write_pages(accounts: String) -> Reply<Ts<WrittenView>> {
    let batch = rng().next_u32().cast_signed();
    let Written { content, left_out } = pages(&parse(accounts)?, batch);
    out(&WrittenView {
        texts: content.iter().map(|text| text.as_str().to_owned()).collect(),
        left_out,
    })
}

/// The accounts for paper: not sealed.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen(js_name = writeSheets)]
pub fn write_sheets(accounts: String) -> Reply<Vec<Ts<SheetView>>> {
    parse(accounts)?.iter().map(|account| out(&SheetView::from(account))).collect()
}

impl From<&Account> for SheetView {
    fn from(account: &Account) -> Self {
        let recovery = account.keeping.recovery.iter().filter(|code| !code.used);
        Self {
            issuer: account.issuer.as_str().to_owned(),
            name: account.name.as_str().to_owned(),
            link: to_uri(account).as_str().to_owned(),
            key: account.secret.to_base32().as_str().to_owned(),
            recovery: recovery.map(|code| code.text().to_owned()).collect(),
        }
    }
}

/// The QR code of a string.
///
/// # Errors
/// `bad-request` for a string longer than any code can hold.
#[wasm_bindgen(js_name = qrOf)]
pub fn qr_of(text: String) -> Reply<Ts<QrView>> {
    let text = Zeroizing::new(text);
    let symbol = postern_qr::draw(&text).map_err(|_| Failure::BadRequest)?;
    let size = symbol.size();
    let places = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
    out(&QrView { size, modules: places.map(|(x, y)| u8::from(symbol.is_dark(x, y))).collect() })
}

fn parse(accounts: String) -> Result<Vec<Account>, Failure> {
    let accounts = Zeroizing::new(accounts);
    accounts_from_json(accounts.as_bytes()).ok_or(Failure::BadRequest)
}
