//! Apple's binary property lists, and the object graphs that `NSKeyedArchiver` writes into them, as JSON:
//! data become base64.

use super::text::utf16;
use super::{be16, be32};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

pub(crate) const MAGIC: &[u8] = b"bplist00";

/// Deeper than any real file.
const DEPTH_MAX: u32 = 32;
/// Most values: an object that others share counts each time.
const VALUES_MAX: usize = 500_000;

struct List<'a> {
    bytes: &'a [u8],
    offset_bytes: usize,
    ref_bytes: usize,
    count: usize,
    table: usize,
    left: usize,
}

/// The graph's root object; `None` if the file is malformed.
pub(crate) fn archive(file: &[u8]) -> Option<Value> {
    let mut list = List::of(file)?;
    let plain = list.value(list.root()?, 0)?;
    let objects = plain.get("$objects")?.as_array()?;
    let root = uid(plain.get("$top")?.get("root")?)?;
    let mut left = VALUES_MAX;
    resolved(objects, root, 0, &mut left)
}

/// Big-endian, of up to eight bytes.
fn number(bytes: &[u8]) -> Option<u64> {
    let mut whole = [0; 8];
    let from = whole.len().checked_sub(bytes.len())?;
    whole.get_mut(from..)?.copy_from_slice(bytes);
    Some(u64::from_be_bytes(whole))
}

impl<'a> List<'a> {
    /// The trailer: 32 bytes, of which the first six say nothing.
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let (_, trailer) = bytes.strip_prefix(MAGIC)?.split_last_chunk::<32>()?;
        let [_, _, _, _, _, _, offset_bytes, ref_bytes, ..] = *trailer;
        Some(Self {
            bytes,
            offset_bytes: offset_bytes.into(),
            ref_bytes: ref_bytes.into(),
            count: be32(trailer, 12)?,
            table: be32(trailer, 28)?,
            left: VALUES_MAX,
        })
    }

    fn root(&self) -> Option<usize> {
        be32(self.bytes, self.bytes.len().checked_sub(12)?)
    }

    fn value(&mut self, index: usize, depth: u32) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        if index >= self.count || depth > DEPTH_MAX {
            return None;
        }
        let entry = self.bytes.get(self.table + index * self.offset_bytes..)?;
        let at = usize::try_from(number(entry.get(..self.offset_bytes)?)?).ok()?;
        let (mark, rest) = self.bytes.get(at..)?.split_first()?;
        let (kind, low) = (mark >> 4, usize::from(mark & 15));
        let size = 1_usize << low.min(8);
        Some(match kind {
            0 => {
                if low == 9 {
                    Value::Bool(true)
                } else if low == 8 {
                    Value::Bool(false)
                } else {
                    Value::Null
                }
            }
            1 => number(rest.get(..size)?.get(size.saturating_sub(8)..)?)?.into(),
            2 => Value::Null,
            3 => Value::Null,
            8 => {
                let uid = number(rest.get(..low + 1)?)?;
                let mut object = Map::new();
                object.insert("UID".to_owned(), uid.into());
                Value::Object(object)
            }
            _ => {
                let (count, rest) = length(low, rest)?;
                self.sized(kind, count, rest, depth)?
            }
        })
    }

    fn sized(&mut self, kind: u8, count: usize, rest: &'a [u8], depth: u32) -> Option<Value> {
        Some(match kind {
            4 => STANDARD.encode(rest.get(..count)?).into(),
            5 => String::from_utf8_lossy(rest.get(..count)?).into_owned().into(),
            6 => utf16(rest.get(..count.checked_mul(2)?)?, u16::from_be_bytes).into(),
            0xA | 0xC => {
                let mut list = Vec::new();
                for at in 0..count {
                    list.push(self.value(self.reference(rest, at)?, depth + 1)?);
                }
                list.into()
            }
            0xD => {
                let mut object = Map::new();
                for at in 0..count {
                    let key = self.value(self.reference(rest, at)?, depth + 1)?;
                    let value = self.value(self.reference(rest, count + at)?, depth + 1)?;
                    object.insert(key.as_str()?.to_owned(), value);
                }
                object.into()
            }
            _ => return None,
        })
    }

    fn reference(&self, rest: &[u8], at: usize) -> Option<usize> {
        let bytes = rest.get(at.checked_mul(self.ref_bytes)?..)?.get(..self.ref_bytes)?;
        usize::try_from(number(bytes)?).ok()
    }
}

/// A length in the mark, or in the number behind it.
fn length(low: usize, rest: &[u8]) -> Option<(usize, &[u8])> {
    if low != 15 {
        return Some((low, rest));
    }
    let (mark, rest) = rest.split_first()?;
    match mark {
        0x10 => Some((usize::from(*rest.first()?), rest.get(1..)?)),
        0x11 => Some((be16(rest, 0)?, rest.get(2..)?)),
        0x12 => Some((be32(rest, 0)?, rest.get(4..)?)),
        _ => None,
    }
}

fn uid(value: &Value) -> Option<usize> {
    usize::try_from(value.get("UID")?.as_u64()?).ok()
}

/// An object with its references resolved; strings, data, lists and dictionaries as such.
fn resolved(objects: &[Value], index: usize, depth: u32, left: &mut usize) -> Option<Value> {
    *left = left.checked_sub(1)?;
    if index == 0 || depth > DEPTH_MAX {
        return Some(Value::Null);
    }
    let object = objects.get(index)?;
    let Some(fields) = object.as_object() else { return Some(object.clone()) };
    if let Some(text) = fields.get("NS.string").or_else(|| fields.get("NS.data")) {
        return Some(text.clone());
    }
    let mut of = |value: &Value| match uid(value) {
        Some(index) => resolved(objects, index, depth + 1, left),
        None => Some(value.clone()),
    };
    let list = fields.get("NS.objects").and_then(Value::as_array);
    if let Some(list) = list {
        let mut values = Vec::new();
        for value in list {
            values.push(of(value)?);
        }
        let Some(keys) = fields.get("NS.keys").and_then(Value::as_array) else {
            return Some(values.into());
        };
        let mut map = Map::new();
        for (key, value) in keys.iter().zip(values) {
            map.insert(of(key)?.as_str()?.to_owned(), value);
        }
        return Some(map.into());
    }
    let mut map = Map::new();
    for (key, value) in fields.iter().filter(|(key, _)| *key != "$class") {
        map.insert(key.clone(), of(value)?);
    }
    Some(map.into())
}
