//! KDBX 3.1, which KeePass wrote until 2017 and KeePassXC until 2021, and which many databases still
//! have.

use super::kdbx::{gunzip, open_sealed};
use super::kdbx_key::{Parts, by_aes};
use super::keepass::read_xml;
use crate::cipher::KdbxStream;
use crate::entry::Imported;
use crate::error::ImportError;
use crate::form::{le16, le32, le64, split};
use crate::work::sha256;

pub(super) fn read(file: &[u8], parts: Parts<'_>) -> Result<Imported, ImportError> {
    let (header, sealed) = Header::read(file).ok_or(ImportError::Damaged)?;
    let header_bytes = file.get(..file.len() - sealed.len()).ok_or(ImportError::Damaged)?;
    let stretched = by_aes(parts, header.kdf_seed, header.rounds)?;
    let key = sha256(&[header.seed, &stretched[..]]);
    let plain = open_sealed(header.cipher, &key, header.iv, sealed.to_vec());
    let plain = plain.ok_or_else(|| parts.wrong())?;
    // The known start proves the key; there is no MAC.
    let blocks = plain.strip_prefix(header.start).ok_or_else(|| parts.wrong())?;
    let whole = joined(blocks).ok_or(ImportError::Damaged)?;
    let whole = if header.is_packed { gunzip(&whole)? } else { whole.into() };
    let document = std::str::from_utf8(&whole).map_err(|_| ImportError::Damaged)?;
    let stream = KdbxStream::of(header.stream, header.stream_key).ok_or(ImportError::Damaged)?;
    read_xml(document, stream, Some(&sha256(&[header_bytes])[..]))
}

#[derive(Default)]
struct Header<'a> {
    cipher: &'a [u8],
    is_packed: bool,
    seed: &'a [u8],
    kdf_seed: &'a [u8],
    rounds: u64,
    iv: &'a [u8],
    stream_key: &'a [u8],
    start: &'a [u8],
    stream: usize,
}

impl<'a> Header<'a> {
    /// Fields of a type (1 byte), a length (2) and data, after magic and version.
    fn read(file: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let mut header = Self::default();
        let mut rest = file.get(12..)?;
        loop {
            let kind = *rest.first()?;
            let (data, after) = split(rest.get(3..)?, le16(rest, 1)?)?;
            rest = after;
            match kind {
                0 => return (header.start.len() == 32).then_some((header, rest)),
                2 => header.cipher = data,
                3 => header.is_packed = le32(data, 0)? == 1,
                4 => header.seed = data,
                5 => header.kdf_seed = data,
                6 => header.rounds = le64(data)?,
                7 => header.iv = data,
                8 => header.stream_key = data,
                9 => header.start = data,
                10 => header.stream = le32(data, 0)?,
                _ => {}
            }
        }
    }
}

/// Blocks of a number, a SHA-256, a length and data; the last one is empty.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let (sum, after) = split(rest.get(4..)?, 32)?;
        let (data, after) = split(after.get(4..)?, le32(after, 0)?)?;
        if data.is_empty() {
            return Some(whole);
        }
        if sha256(&[data])[..] != *sum {
            return None;
        }
        whole.extend_from_slice(data);
        rest = after;
    }
}
