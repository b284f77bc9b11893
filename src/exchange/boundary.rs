//! What JavaScript calls: files in, accounts out as the core's own JSON, and the other way.

use crate::detect::read;
use crate::entry::{Imported, Part, Skipped};
use crate::trouble::{Trouble, Why};
use crate::write::{Written, aegis, pages, to_uri};
use js_sys::{Array, Object, Reflect};
use postern::account::Account;
use postern::failure::{Failure, WarningView};
use postern::vault::{accounts_from_json, accounts_to_json};
use rand_core::Rng;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What a file holds. */
export interface ReadView {
  /** The app that wrote it, by its own name; empty for a list of key links. */
  app: string;
  /** For `Session.survey` and `Session.take`. Holds the secrets. */
  accounts: string;
  /** What was odd about each account, in their order. */
  warnings: WarningView[][];
  /** Rows that are no account. */
  skipped: { position: number; name: string; why: Failure }[];
  /** The pages of a Google Authenticator export that it had. */
  parts: { batch: number; index: number; size: number }[];
  /** Version 8 of the app may have changed SHA-256, SHA-512, HOTP and Steam accounts before. */
  mayBeDamaged: boolean;
}

/** A file for other apps. */
export interface WrittenView {
  /** The file, or the texts of the QR codes. Holds the secrets, sealed only in a sealed file. */
  texts: string[];
  /** The accounts that the format has no words for, by their place. */
  leftOut: number[];
}

/** An account on paper. Holds its secret. */
export interface SheetView {
  issuer: string;
  name: string;
  /** For its QR code. */
  link: string;
  /** base32. */
  key: string;
  recovery: string[];
}

/** A QR code without its quiet zone: row by row, 1 for dark. */
export interface QrView { size: number; modules: Uint8Array }
"#;

#[wasm_bindgen]
extern "C" {
    /// See `ReadView` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "ReadView")]
    pub type ReadView;
    /// See `WrittenView` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "WrittenView")]
    pub type WrittenView;
    /// See `SheetView` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "SheetView[]")]
    pub type SheetsView;
    /// See `QrView` in the `.d.ts`.
    #[wasm_bindgen(typescript_type = "QrView")]
    pub type QrView;
}

/// Reads a file of any known app; its content tells which. It may take seconds and a gigabyte: call
/// it in a worker that can be ended.
///
/// # Errors
/// `file-…`: why nothing of it was read; `password-needed`, `password-wrong`.
#[wasm_bindgen(js_name = readFile)]
pub fn read_file(file: Vec<u8>, password: Option<String>) -> Result<ReadView, JsValue> {
    let (file, password) = (Zeroizing::new(file), password.map(Zeroizing::new));
    let password = password.as_ref().map(|text| text.as_str());
    let imported = read(&file, password).map_err(Failure::from)?;
    Ok(read_view(&imported).unchecked_into())
}

fn read_view(imported: &Imported) -> Object {
    let entries = || imported.entries.iter();
    // To the core that holds the vault, and nowhere else.
    let accounts = accounts_to_json(entries().map(|entry| &entry.account));
    let warnings = entries().map(|entry| {
        let codes = entry.warnings.iter().map(|one| WarningView::from(*one).code());
        JsValue::from(codes.map(JsValue::from_str).collect::<Array>())
    });
    object(&[
        ("app", imported.app.into()),
        ("accounts", accounts.as_str().into()),
        ("warnings", warnings.collect::<Array>().into()),
        ("skipped", imported.skipped.iter().map(skipped_view).collect::<Array>().into()),
        ("parts", imported.parts.iter().map(part_view).collect::<Array>().into()),
        ("mayBeDamaged", imported.may_be_damaged.into()),
    ])
}

fn skipped_view(Skipped { position, name, why }: &Skipped) -> Object {
    let why = Failure::from(*why);
    object(&[("position", number(*position)), ("name", name.as_str().into()), ("why", why.into())])
}

fn part_view(Part { batch, index, size }: &Part) -> Object {
    object(&[("batch", (*batch).into()), ("index", (*index).into()), ("size", (*size).into())])
}

/// Aegis' encrypted file.
///
/// # Errors
/// `bad-request`, `file-memory`.
#[wasm_bindgen(js_name = writeAegis)]
pub fn write_aegis(accounts: String, password: String) -> Result<WrittenView, JsValue> {
    let (accounts, password) = (parse(accounts)?, Zeroizing::new(password));
    let Written { content, left_out } =
        aegis(&accounts, &password, &mut rng()).map_err(Failure::from)?;
    Ok(written(&[content], &left_out))
}

/// Key links, one a line: not sealed.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen(js_name = writeLinks)]
pub fn write_links(accounts: String) -> Result<WrittenView, JsValue> {
    let accounts = parse(accounts)?;
    let mut list = Zeroizing::new(String::new());
    for account in &accounts {
        list.push_str(&to_uri(account));
        list.push('\n');
    }
    Ok(written(&[list], &[]))
}

/// The links of Google Authenticator's QR codes: not sealed.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen(js_name = writePages)]
pub fn write_pages(accounts: String) -> Result<WrittenView, JsValue> {
    let batch = rng().next_u32().cast_signed();
    let Written { content, left_out } = pages(&parse(accounts)?, batch);
    Ok(written(&content, &left_out))
}

/// The accounts for paper: not sealed.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen(js_name = writeSheets)]
pub fn write_sheets(accounts: String) -> Result<SheetsView, JsValue> {
    let accounts = parse(accounts)?;
    let sheet = |account: &Account| {
        let recovery = account.keeping.recovery.iter().filter(|code| !code.used);
        object(&[
            ("issuer", account.issuer.as_str().into()),
            ("name", account.name.as_str().into()),
            ("link", to_uri(account).as_str().into()),
            ("key", account.secret.to_base32().as_str().into()),
            (
                "recovery",
                recovery.map(|code| JsValue::from_str(code.text())).collect::<Array>().into(),
            ),
        ])
    };
    Ok(accounts.iter().map(sheet).collect::<Array>().unchecked_into())
}

/// The QR code of a text.
///
/// # Errors
/// `bad-request` for a text longer than any code.
#[wasm_bindgen(js_name = qrOf)]
pub fn qr_of(text: String) -> Result<QrView, JsValue> {
    let text = Zeroizing::new(text);
    let symbol = postern_qr::draw(&text).map_err(|_| Failure::BadRequest)?;
    let size = symbol.size();
    let places = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
    let modules: Vec<u8> = places.map(|(x, y)| u8::from(symbol.is_dark(x, y))).collect();
    let modules = js_sys::Uint8Array::from(&modules[..]);
    Ok(object(&[("size", number(size)), ("modules", modules.into())]).unchecked_into())
}

fn parse(accounts: String) -> Result<Vec<Account>, Failure> {
    let accounts = Zeroizing::new(accounts);
    accounts_from_json(accounts.as_bytes()).ok_or(Failure::BadRequest)
}

fn written(texts: &[Zeroizing<String>], left_out: &[usize]) -> WrittenView {
    let texts = texts.iter().map(|text| JsValue::from_str(text)).collect::<Array>();
    let left_out = left_out.iter().map(|at| number(*at)).collect::<Array>();
    object(&[("texts", texts.into()), ("leftOut", left_out.into())]).unchecked_into()
}

fn number(count: usize) -> JsValue {
    u32::try_from(count).unwrap_or(u32::MAX).into()
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in fields {
        // Setting a field of a fresh object cannot fail.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object
}

fn rng() -> impl rand_core::CryptoRng {
    rand_core::UnwrapErr(getrandom::SysRng)
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Unknown => Self::FileUnknown,
            Trouble::Damaged => Self::FileDamaged,
            Trouble::Empty => Self::FileEmpty,
            Trouble::TooLarge => Self::FileTooLarge,
            Trouble::PasswordNeeded { work_mib } => Self::PasswordNeeded { work_mib },
            Trouble::PasswordWrong => Self::PasswordWrong,
            Trouble::Restricted => Self::FileRestricted,
            Trouble::Pgp => Self::FilePgp,
            Trouble::OldVersion => Self::FileOldVersion,
            Trouble::Costly => Self::FileCostly,
            Trouble::Memory => Self::FileMemory,
        }
    }
}

impl From<Why> for Failure {
    fn from(why: Why) -> Self {
        match why {
            Why::Key(error) => error.into(),
            Why::Trashed => Self::EntryTrashed,
            Why::Sealed => Self::EntrySealed,
        }
    }
}
