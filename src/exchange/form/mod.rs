//! Containers and notations, shared by the apps that use them.

pub(crate) mod csv;
pub(crate) mod found;
pub(crate) mod html;
pub(crate) mod java;
pub(crate) mod json;
pub(crate) mod plist;
pub(crate) mod proto;
pub(crate) mod sql;
pub(crate) mod sqlite;
pub(crate) mod text;
pub(crate) mod xml;
pub(crate) mod zip;
pub(crate) mod zip_crypt;

/// Splits bytes off the front; callers shadow the rest to show the progress.
pub(crate) fn split(bytes: &[u8], count: usize) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(count)
}

pub(crate) fn le16(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..)?.first_chunk::<2>()?;
    Some(usize::from(u16::from_le_bytes(*bytes)))
}

pub(crate) fn le32(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..)?.first_chunk::<4>()?;
    usize::try_from(u32::from_le_bytes(*bytes)).ok()
}

pub(crate) fn le64(bytes: &[u8]) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.first_chunk()?))
}

pub(crate) fn be16(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..)?.first_chunk::<2>()?;
    Some(usize::from(u16::from_be_bytes(*bytes)))
}

pub(crate) fn be32(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..)?.first_chunk::<4>()?;
    usize::try_from(u32::from_be_bytes(*bytes)).ok()
}
