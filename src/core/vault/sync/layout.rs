//! Where a vault's records go: one file for each computer, or items that all computers share.

use super::part::Part;
use crate::vault::clock::DeviceId;
use crate::vault::keys::{Keys, mac};
use crate::vault::record::RecordId;
use hmac::Mac;

/// How an engine stores parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A folder: each computer writes one file, with everything.
    Folder,
    /// The browser's account: small items that all computers write.
    Account,
}

/// The item with the header.
pub(super) const HEADER: &str = "h";
/// How many items the records are spread over: each costs a nonce, a tag and padding, and a change writes
/// one. When the account is full, they hold some 3,000 bytes.
pub(super) const BUCKETS: u8 = 32;
/// What an item may hold: Chrome's 8,192 bytes, less its key and the quotes.
const ITEM_MAX: usize = 8_000;

/// A computer in hexadecimal digits.
const ID_CHARS: usize = 16;

/// The name of what only one computer writes.
pub(super) fn own_name(layout: Layout, id: DeviceId) -> String {
    match layout {
        Layout::Folder => format!("postern-{}.sync", id.to_hex()),
        Layout::Account => format!("c-{}", id.to_hex()),
    }
}

/// The computer whose name a part bears; also that of a copy which a sync program made of a conflict.
pub(super) fn owner_of(name: &str) -> Option<DeviceId> {
    let file = name.strip_prefix("postern-").and_then(|rest| rest.get(..ID_CHARS));
    DeviceId::from_hex(file.or_else(|| name.strip_prefix("c-"))?)
}

pub(super) fn bucket_name(bucket: u8) -> String {
    format!("b-{bucket:02x}")
}

/// The bucket of a record: the first bits of an HMAC, so that ids do not tell it.
pub(super) fn bucket_of(keys: &Keys, id: RecordId) -> u8 {
    let [first, ..] = tag(keys, &id.0);
    first % BUCKETS
}

/// `HMAC-SHA256(K_tag, message)`.
pub(super) fn tag(keys: &Keys, message: &[u8]) -> [u8; 32] {
    mac(&keys.tag, message).finalize().into_bytes().into()
}

/// A text as items that are small enough: `b-07`, `b-07.1` …. The first one says how many there are.
pub(super) fn split(name: &str, text: &str) -> Vec<Part> {
    if text.len() <= ITEM_MAX {
        return vec![Part { name: name.to_owned(), text: text.to_owned() }];
    }
    let pieces: Vec<_> = text.as_bytes().chunks(ITEM_MAX).map(String::from_utf8_lossy).collect();
    let count = pieces.len();
    let piece = |(at, piece): (usize, &std::borrow::Cow<'_, str>)| match at {
        0 => Part { name: name.to_owned(), text: format!("{count}.{piece}") },
        at => Part { name: format!("{name}.{at}"), text: piece.to_string() },
    };
    pieces.iter().enumerate().map(piece).collect()
}

/// The inverse of [`split`] for all parts at once; pieces that nothing counts are left out.
pub(super) fn joined(parts: &[Part]) -> Vec<Part> {
    let is_piece = |name: &str| name.starts_with("b-") && name.contains('.');
    let whole = |part: &Part| {
        let counted = part.text.split_once('.').filter(|_| part.name.starts_with("b-"));
        let Some((count, first)) = counted else { return part.clone() };
        let mut text = first.to_owned();
        for at in 1..count.parse().unwrap_or(1_usize).min(parts.len()) {
            let name = format!("{}.{at}", part.name);
            let piece = parts.iter().find(|other| other.name == name);
            text.push_str(piece.map_or("", |piece| &piece.text));
        }
        Part { name: part.name.clone(), text }
    };
    parts.iter().filter(|part| !is_piece(&part.name)).map(whole).collect()
}
