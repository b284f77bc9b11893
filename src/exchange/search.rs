//! The last resort: links, keys and pictures in a file whose format is unknown.

use crate::app::{keyed, links};
use crate::entry::{Entry, Imported, Picture};
use crate::error::ImportError;
use crate::form::found::{has_links, links};
use crate::form::html;
use postern_core::read::KeyError;
use serde_json::{Map, Value};

/// The columns of Aegis' printed table, if its heading is incomplete.
const PRINTED: [&str; 12] = [
    "Issuer", "Name", "Type", "QR Code", "UUID", "Note", "Favorite", "Algo", "Digits", "Secret",
    "Counter", "PIN",
];

/// Any JSON: objects with keys, and links in strings.
pub(crate) fn json(value: &Value) -> Result<Imported, ImportError> {
    let mut imported = searched();
    walk(value, &mut imported)?;
    finish(imported)
}

fn walk(value: &Value, imported: &mut Imported) -> Result<(), ImportError> {
    match value {
        Value::String(text) => {
            imported.pictures.extend(html::pictures(text).into_iter().map(Picture::new));
            strings(text, imported)
        }
        // In a list of accounts, one with a bad key is a bad row.
        Value::Array(list) if list.iter().any(keyed::is_account) => {
            list.iter().try_for_each(|one| account(one, imported))
        }
        Value::Array(list) => list.iter().try_for_each(|one| walk(one, imported)),
        Value::Object(_) if keyed::is_account(value) => account(value, imported),
        Value::Object(object) => object.values().try_for_each(|one| walk(one, imported)),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn account(value: &Value, imported: &mut Imported) -> Result<(), ImportError> {
    match keyed::entry(value) {
        Some((name, row)) => {
            // A short key may be a password.
            let is_weak = row.as_ref().is_ok_and(|row| !is_long(row));
            imported.row(&name, if is_weak { Err(KeyError::TooShort.into()) } else { row });
            Ok(())
        }
        None => walk(value, imported),
    }
}

/// A string that is a link, or that contains some.
fn strings(text: &str, imported: &mut Imported) -> Result<(), ImportError> {
    if !has_links(text) {
        return Ok(());
    }
    // In quotation marks, a link ends where they do.
    let is_whole = !text.contains('"');
    let quoted = if is_whole { format!("\"{text}\"") } else { text.to_owned() };
    links::add(links(&quoted), imported)
}

/// A page: tables with a column for keys, links, and pictures.
pub(crate) fn page(page: &str) -> Result<Imported, ImportError> {
    let mut imported = searched();
    let mut heading: Vec<String> = Vec::new();
    for row in html::rows(page) {
        if row.iter().any(|cell| cell.eq_ignore_ascii_case("secret")) {
            heading = row;
            continue;
        }
        let names: Vec<&str> = if heading.len() == row.len() {
            heading.iter().map(String::as_str).collect()
        } else if row.len() == PRINTED.len() && row.get(2).is_some_and(|kind| keyed::is_kind(kind))
        {
            PRINTED.to_vec()
        } else {
            continue;
        };
        // A hyphen stands for nothing.
        let pairs = names.into_iter().zip(row.iter().map(String::as_str));
        let object = object(pairs.filter(|(_, cell)| *cell != "-"));
        if let Some((name, row)) = keyed::entry(&object) {
            imported.row(&name, row);
        }
    }
    links::add(links(page), &mut imported)?;
    imported.pictures = html::pictures(page).into_iter().map(Picture::new).collect();
    finish(imported)
}

/// Any other text: links, else lines such as "totp: KEY", and pictures.
pub(crate) fn text(text: &str) -> Result<Imported, ImportError> {
    let plain = without_soft_breaks(text);
    let text = plain.as_deref().unwrap_or(text);
    let pictures: Vec<_> = html::pictures(text).into_iter().map(Picture::new).collect();
    if has_links(text) {
        let imported = links::read("", text)?;
        let is_searched = !pictures.is_empty() || !is_list(text);
        return Ok(Imported { is_searched, pictures, ..imported });
    }
    let mut imported = Imported { pictures, ..searched() };
    for block in blocks(text) {
        let object = Value::Object(block);
        if let Some((name, row)) = keyed::entry(&object)
            && (keyed::is_account(&object) || row.as_ref().is_ok_and(is_long))
        {
            imported.row(&name, row);
        }
    }
    finish(imported)
}

/// A label alone is weak evidence, so the key is not a short word.
fn is_long(entry: &Entry) -> bool {
    entry.account.secret.expose().len() >= 10
}

/// Whether every link stands at the start of its line, but for a quotation mark or a number: then nothing
/// else was meant to be read.
fn is_list(text: &str) -> bool {
    let is_mark = |c: char| !c.is_alphabetic();
    text.lines().filter(|line| has_links(line) && !line.trim_start().starts_with('#')).all(|line| {
        let scheme = line.split("://").next().unwrap_or_default();
        let scheme = scheme.trim_start_matches(is_mark);
        scheme.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
    })
}

/// Lines "label: value", up to a line without a label or one whose label was there before.
fn blocks(text: &str) -> Vec<Map<String, Value>> {
    const LABEL_CHARS_MAX: usize = 40;
    let mut blocks = vec![Map::new()];
    for line in text.lines() {
        let pair = line.split_once([':', '=']).filter(|(label, _)| label.len() <= LABEL_CHARS_MAX);
        let Some((label, value)) = pair else {
            blocks.push(Map::new());
            continue;
        };
        let label = label.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*'));
        if blocks.last().is_some_and(|block| block.contains_key(label)) {
            blocks.push(Map::new());
        }
        if let Some(block) = blocks.last_mut() {
            block.insert(label.to_owned(), value.trim().into());
        }
    }
    blocks
}

/// Mail's quoted-printable — RFC 2045 §6.7; `None` if a text does not look like it.
fn without_soft_breaks(text: &str) -> Option<String> {
    if !text.contains("=3D") {
        return None;
    }
    let joined = text.replace("=\r\n", "").replace("=\n", "");
    let mut parts = joined.split('=');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(part.get(2..)?.as_bytes());
            }
            None => {
                bytes.push(b'=');
                bytes.extend_from_slice(part.as_bytes());
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// An object of texts. (Collecting into a map would be 5 KB of wasm, for a sort.)
pub(crate) fn object<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Value {
    let mut object = Map::new();
    for (name, text) in pairs {
        object.insert(name.to_owned(), text.into());
    }
    Value::Object(object)
}

fn searched() -> Imported {
    Imported { is_searched: true, ..Imported::default() }
}

/// Without the accounts that the file has more than once, as a link and as fields.
fn finish(mut imported: Imported) -> Result<Imported, ImportError> {
    let mut kept: Vec<Entry> = Vec::with_capacity(imported.entries.len());
    for entry in std::mem::take(&mut imported.entries) {
        if !kept.contains(&entry) {
            kept.push(entry);
        }
    }
    imported.entries = kept;
    match imported.bounded() {
        Err(ImportError::Empty) => Err(ImportError::Unknown),
        other => other,
    }
}
