//! The files of a zip archive — PKWARE APPNOTE 6.3.10, without its rarer half. Names only identify
//! files and are never used as paths. (The `zip` crate would be 150 KB.)

use super::zip_crypt::{aes_plain, crc32, zip_crypto_plain};
use super::{le16, le32};
use crate::error::ImportError;
use crate::limits::{PARTS_MAX, UNPACKED_BYTES_MAX};
use crate::work::wanted;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use zeroize::Zeroizing;

/// The magic bytes of an archive.
pub(crate) const MAGIC: &[u8] = b"PK\x03\x04";

/// One file of an archive, still compressed.
pub(crate) struct Member<'a> {
    pub(crate) name: String,
    method: usize,
    crc: usize,
    /// The last byte of the header that `ZipCrypto` encrypts.
    check: u8,
    is_encrypted: bool,
    /// WinZip's AES: strength and the inner compression method.
    aes: Option<(u8, usize)>,
    data: &'a [u8],
}

/// The files of an archive, by its central directory.
pub(crate) fn members(file: &[u8]) -> Option<Vec<Member<'_>>> {
    let tail_from = file.len().saturating_sub(65_557);
    let tail = file.get(tail_from..)?;
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let end = tail.get(end..)?;
    let count = le16(end, 10)?;
    let mut rest = file.get(le32(end, 16)?..)?;
    let mut members = Vec::new();
    for _ in 0..count.min(PARTS_MAX) {
        rest = rest.strip_prefix(b"PK\x01\x02")?;
        let (name_bytes, extra_bytes) = (le16(rest, 24)?, le16(rest, 26)?);
        let (name, extra) = rest.get(42..)?.split_at_checked(name_bytes)?;
        let (extra, after) = extra.split_at_checked(extra_bytes)?;
        members.push(member(file, rest, name, extra)?);
        rest = after.get(le16(rest, 28)?..)?;
    }
    Some(members)
}

/// `entry` is the central header after its signature.
fn member<'a>(file: &'a [u8], entry: &[u8], name: &[u8], extra: &[u8]) -> Option<Member<'a>> {
    let flags = le16(entry, 4)?;
    let crc = le32(entry, 12)?;
    let local = file.get(le32(entry, 38)?..)?.strip_prefix(b"PK\x03\x04")?;
    let data_from = 26 + le16(local, 22)? + le16(local, 24)?;
    let data = local.get(data_from..)?.get(..le32(entry, 16)?)?;
    // If the length follows the data, the check byte is from the time and not from the CRC.
    let check = if flags & 8 == 0 { crc >> 24 } else { le16(entry, 8)? >> 8 };
    Some(Member {
        name: String::from_utf8_lossy(name).into_owned(),
        method: le16(entry, 6)?,
        crc,
        check: u8::try_from(check).ok()?,
        is_encrypted: flags & 1 == 1,
        aes: aes_extra(extra),
        data,
    })
}

fn aes_extra(mut extra: &[u8]) -> Option<(u8, usize)> {
    loop {
        let (id, bytes) = (le16(extra, 0)?, le16(extra, 2)?);
        if id == 0x9901 {
            return Some((*extra.get(8)?, le16(extra, 9)?));
        }
        extra = extra.get(4 + bytes..)?;
    }
}

impl Member<'_> {
    /// The uncompressed content.
    pub(crate) fn unpack(&self, password: Option<&str>) -> Result<Zeroizing<Vec<u8>>, ImportError> {
        let (packed, method) = match (self.is_encrypted, self.aes) {
            (false, _) => (Zeroizing::new(self.data.to_vec()), self.method),
            (true, aes) => {
                let password = wanted(password, 0)?.as_bytes();
                let plain = match aes {
                    Some((strength, _)) => aes_plain(self.data, strength, password),
                    None => zip_crypto_plain(self.data, self.check, password),
                };
                let method = aes.map_or(self.method, |(_, method)| method);
                (plain.ok_or(ImportError::PasswordWrong)?, method)
            }
        };
        let wrong =
            if self.is_encrypted { ImportError::PasswordWrong } else { ImportError::Damaged };
        let plain = match method {
            0 => packed,
            8 => {
                let inflated = decompress_to_vec_with_limit(&packed, UNPACKED_BYTES_MAX);
                Zeroizing::new(inflated.map_err(|error| {
                    if error.output.len() >= UNPACKED_BYTES_MAX {
                        ImportError::TooLarge
                    } else {
                        wrong
                    }
                })?)
            }
            _ => return Err(ImportError::Unknown),
        };
        // WinZip's AE-2 has no CRC: its MAC was checked.
        let has_sum = self.crc != 0 || !self.is_encrypted || self.aes.is_none();
        if has_sum && usize::try_from(crc32(&plain)) != Ok(self.crc) {
            return Err(wrong);
        }
        Ok(plain)
    }
}
