//! A `HashMap<String, String>` as Java serialises it — Java Object Serialization Specification §6.

use super::{be16, be32, split};

/// Magic and version.
pub(crate) const MAGIC: [u8; 4] = [0xAC, 0xED, 0, 5];

/// The pairs of the map; `None` if it is anything else.
pub(crate) fn string_map(file: &[u8]) -> Option<Vec<(String, String)>> {
    const BLOCK: [u8; 2] = [0x77, 8];
    let rest = file.strip_prefix(&MAGIC)?;
    // A new object of a new class, with name, serial number and flags.
    let rest = rest.strip_prefix(&[0x73, 0x72])?;
    let (name, rest) = utf(rest)?;
    if name != "java.util.HashMap" {
        return None;
    }
    let (_, rest) = split(rest, 8 + 1)?;
    // Its fields, numbers of four bytes each: one on old phones, two on newer ones.
    let (fields, mut rest) = (be16(rest, 0)?, rest.get(2..)?);
    for _ in 0..fields {
        let (_, after) = utf(rest.strip_prefix(b"F").or_else(|| rest.strip_prefix(b"I"))?)?;
        rest = after;
    }
    // No annotations, no superclass; the fields' values; a block with capacity and size.
    let rest = rest.strip_prefix(&[0x78, 0x70])?;
    let (_, rest) = split(rest, 4 * fields)?;
    let rest = rest.strip_prefix(&BLOCK)?;
    let (size, mut rest) = (be32(rest, 4)?, rest.get(8..)?);
    let mut strings: Vec<String> = Vec::new();
    let mut next = || {
        let (text, after) = string(rest, &mut strings)?;
        rest = after;
        Some(text)
    };
    let mut pairs = Vec::new();
    for _ in 0..size {
        pairs.push((next()?, next()?));
    }
    Some(pairs)
}

/// A new string, or a reference to an earlier one.
fn string<'a>(bytes: &'a [u8], known: &mut Vec<String>) -> Option<(String, &'a [u8])> {
    /// Handles start at this number; class and map have the first two.
    const FIRST: usize = 0x7E_0002;
    let (tag, rest) = bytes.split_first()?;
    let (text, rest) = match tag {
        0x74 => utf(rest)?,
        0x7C => {
            let (high, low) = (be32(rest, 0)?, be32(rest, 4)?);
            let (text, rest) = split(rest.get(8..)?, if high == 0 { low } else { usize::MAX })?;
            (std::str::from_utf8(text).ok()?, rest)
        }
        0x71 => {
            let handle = be32(rest, 0)?.checked_sub(FIRST)?;
            return Some((known.get(handle)?.clone(), rest.get(4..)?));
        }
        _ => return None,
    };
    known.push(text.to_owned());
    Some((text.to_owned(), rest))
}

fn utf(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (text, rest) = split(bytes.get(2..)?, be16(bytes, 0)?)?;
    Some((std::str::from_utf8(text).ok()?, rest))
}
