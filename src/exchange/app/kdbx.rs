//! KDBX 4, the database of KeePass and its relatives — keepass.info/help/kb/kdbx.html. (The
//! `keepass` crate would be 850 KB of wasm.) Version 3.1 is in `kdbx3`.

use super::kdbx_key::{Parts, by_aes, by_argon2};
use super::{kdbx3, keepass::read_xml};
use crate::cipher::{KdbxStream, Plain, chacha20, open_aes_cbc, open_cbc};
use crate::entry::Imported;
use crate::error::ImportError;
use crate::form::{le16, le32, le64, split};
use crate::limits::UNPACKED_BYTES_MAX;
use crate::work::{Algorithm, Argon2Cost, Key, has_mac, sha256, sha512};
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use twofish::Twofish;
use zeroize::Zeroizing;

pub(crate) const MAGIC: &[u8] = &[0x03, 0xD9, 0xA2, 0x9A, 0x67, 0xFB, 0x4B, 0xB5];
/// A database of KeePass 1.
pub(crate) const MAGIC_1: &[u8] = &[0x03, 0xD9, 0xA2, 0x9A, 0x65, 0xFB, 0x4B, 0xB5];

const AES: &[u8] = b"\x31\xC1\xF2\xE6\xBF\x71\x43\x50\xBE\x58\x05\x21\x6A\xFC\x5A\xFF";
const CHACHA20: &[u8] = b"\xD6\x03\x8A\x2B\x8B\x6F\x4C\xB5\xA5\x24\x33\x9A\x31\xDB\xB5\x9A";
const TWOFISH: &[u8] = b"\xAD\x68\xF2\x9F\x57\x6F\x4B\xB9\xA3\x6A\xD4\x7A\xF9\x65\x34\x6C";
const KDF_AES: &[u8] = b"\xC9\xD9\xF3\x9A\x62\x8A\x44\x60\xBF\x74\x0D\x08\xC1\x8A\x4F\xEA";
const KDF_ARGON2D: &[u8] = b"\xEF\x63\x6D\xDF\x8C\x29\x44\x4B\x91\xF7\xA9\xA4\x03\xE3\x0A\x0C";
const KDF_ARGON2ID: &[u8] = b"\x9E\x29\x8B\x19\x56\xDB\x47\x73\xB2\x3D\xFC\x3E\xC6\xF0\xA1\xE6";

pub(crate) fn read(file: &[u8], parts: Parts<'_>) -> Result<Imported, ImportError> {
    match le16(file, 10) {
        Some(3) => return kdbx3::read(file, parts),
        Some(4) => {}
        _ => return Err(ImportError::OldVersion),
    }
    let (header, rest) = Header::read(file).ok_or(ImportError::Damaged)?;
    let header_bytes = file.get(..file.len() - rest.len()).ok_or(ImportError::Damaged)?;
    let (sum, rest) = split(rest, 32).ok_or(ImportError::Damaged)?;
    if sha256(&[header_bytes])[..] != *sum {
        return Err(ImportError::Damaged);
    }
    let (mac, blocks) = split(rest, 32).ok_or(ImportError::Damaged)?;
    let stretched = header.stretch(parts)?;
    let seed = header.seed;
    let mac_key = sha512(&[seed, &stretched[..], &[1]]);
    let block_key = |index: u64| sha512(&[&index.to_le_bytes(), &mac_key[..]]);
    if !has_mac(&block_key(u64::MAX)[..], &[header_bytes], mac) {
        return Err(parts.wrong());
    }
    let sealed = joined(blocks, &block_key).ok_or(ImportError::Damaged)?;
    let key = sha256(&[seed, &stretched[..]]);
    let plain = open_sealed(header.cipher, &key, header.iv, sealed).ok_or(ImportError::Damaged)?;
    let plain = if header.is_packed { gunzip(&plain)? } else { plain };
    let (stream, document) = inner(&plain).ok_or(ImportError::Damaged)?;
    let document = std::str::from_utf8(document).map_err(|_| ImportError::Damaged)?;
    read_xml(document, stream, None)
}

#[derive(Default)]
struct Header<'a> {
    cipher: &'a [u8],
    is_packed: bool,
    seed: &'a [u8],
    iv: &'a [u8],
    kdf: Vec<(&'a [u8], &'a [u8])>,
}

impl<'a> Header<'a> {
    /// Fields of a type (1 byte), a length (4) and data, after magic and version.
    fn read(file: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let mut header = Self::default();
        let mut rest = file.get(12..)?;
        loop {
            let kind = *rest.first()?;
            let (data, after) = split(rest.get(5..)?, le32(rest, 1)?)?;
            rest = after;
            match kind {
                0 => return Some((header, rest)),
                2 => header.cipher = data,
                3 => header.is_packed = le32(data, 0)? == 1,
                4 => header.seed = data,
                7 => header.iv = data,
                11 => header.kdf = dictionary(data)?,
                _ => {}
            }
        }
    }

    fn kdf(&self, name: &[u8]) -> Result<&'a [u8], ImportError> {
        let found = self.kdf.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| *value).ok_or(ImportError::Damaged)
    }

    fn stretch(&self, parts: Parts<'_>) -> Result<Key, ImportError> {
        let number = |name: &[u8]| {
            let bytes = self.kdf(name)?;
            let wide = le64(bytes).or_else(|| u64::try_from(le32(bytes, 0)?).ok());
            wide.ok_or(ImportError::Damaged)
        };
        let uuid = self.kdf(b"$UUID")?;
        let salt = self.kdf(b"S")?;
        if uuid == KDF_AES {
            return by_aes(parts, salt, number(b"R")?);
        }
        let algorithm = match uuid {
            KDF_ARGON2D => Algorithm::Argon2d,
            KDF_ARGON2ID => Algorithm::Argon2id,
            _ => return Err(ImportError::Damaged),
        };
        let cost = Argon2Cost::of(number(b"M")? / 1024, number(b"I")?, number(b"P")?);
        by_argon2(parts, algorithm, cost, salt)
    }
}

/// The content of a database, under one of three ciphers.
pub(super) fn open_sealed(
    cipher: &[u8],
    key: &Key,
    iv: &[u8],
    mut sealed: Vec<u8>,
) -> Option<Plain> {
    match cipher {
        AES => open_aes_cbc(&key[..], iv, &sealed),
        TWOFISH => open_cbc::<Twofish>(&key[..], iv, &sealed),
        CHACHA20 => {
            chacha20(&key[..], iv, &mut sealed)?;
            Some(Zeroizing::new(sealed))
        }
        _ => None,
    }
}

/// A variant dictionary: version, then type, key and value, each with its length.
fn dictionary(data: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    let mut rest = data.get(2..)?;
    let mut pairs = Vec::new();
    while *rest.first()? != 0 {
        let (key, after) = split(rest.get(5..)?, le32(rest, 1)?)?;
        let (value, after) = split(after.get(4..)?, le32(after, 0)?)?;
        rest = after;
        pairs.push((key, value));
    }
    Some(pairs)
}

/// Blocks of a MAC, a length and data; each MAC also covers the block's number.
fn joined(mut rest: &[u8], key: &dyn Fn(u64) -> Zeroizing<[u8; 64]>) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    for index in 0_u64.. {
        let (mac, after) = split(rest, 32)?;
        let (length, after) = split(after, 4)?;
        let (data, after) = split(after, le32(length, 0)?)?;
        if !has_mac(&key(index)[..], &[&index.to_le_bytes(), length, data], mac) {
            return None;
        }
        if data.is_empty() {
            return Some(whole);
        }
        whole.extend_from_slice(data);
        rest = after;
    }
    None
}

/// One gzip member without the rarer header fields — RFC 1952.
pub(super) fn gunzip(bytes: &[u8]) -> Result<Plain, ImportError> {
    let deflated = bytes
        .strip_prefix(&[0x1F, 0x8B, 8, 0])
        .and_then(|rest| rest.get(6..))
        .ok_or(ImportError::Damaged)?;
    let plain = decompress_to_vec_with_limit(deflated, UNPACKED_BYTES_MAX);
    plain.map(Zeroizing::new).map_err(|error| {
        if error.output.len() >= UNPACKED_BYTES_MAX {
            ImportError::TooLarge
        } else {
            ImportError::Damaged
        }
    })
}

/// The inner header: the stream and its key, and attachments; then the document.
fn inner(plain: &[u8]) -> Option<(Option<KdbxStream>, &[u8])> {
    let (mut stream, mut key) = (0, &[][..]);
    let mut rest = plain;
    loop {
        let kind = *rest.first()?;
        let (data, after) = split(rest.get(5..)?, le32(rest, 1)?)?;
        rest = after;
        match kind {
            0 => return Some((KdbxStream::of(stream, key)?, rest)),
            1 => stream = le32(data, 0)?,
            2 => key = data,
            _ => {}
        }
    }
}
