//! JSON objects, read field by field: one small reader for header, manifest and records.

use super::bytes::{array_from_text, from_text, to_text};
use super::clock::DeviceId;
use serde_json::Value;
use zeroize::Zeroizing;

/// An object to write; its keys are sorted, so that its text is canonical.
pub(super) type Object = serde_json::Map<String, Value>;

/// An object being read. Fields are taken out, so that only unknown fields remain. There are few: a
/// list is faster than a tree.
pub(super) struct Fields(Vec<(String, Value)>);

pub(super) fn parse(text: &[u8]) -> Option<Fields> {
    Fields::of(serde_json::from_slice(text).ok()?)
}

/// The canonical text: keys sorted, no spaces.
pub(super) fn write(object: Object) -> Zeroizing<String> {
    Zeroizing::new(Value::Object(object).to_string())
}

impl Fields {
    pub(super) fn of(value: Value) -> Option<Self> {
        if let Value::Object(object) = value {
            Some(Self(object.into_iter().collect()))
        } else {
            None
        }
    }

    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        let at = self.0.iter().position(|(name, _)| name == key)?;
        Some(self.0.swap_remove(at).1)
    }

    pub(super) fn take_text(&mut self, key: &str) -> Option<Zeroizing<String>> {
        if let Value::String(text) = self.take(key)? { Some(Zeroizing::new(text)) } else { None }
    }

    pub(super) fn take_number(&mut self, key: &str) -> Option<u64> {
        self.take(key)?.as_u64()
    }

    pub(super) fn take_list(&mut self, key: &str) -> Vec<Value> {
        match self.take(key) {
            Some(Value::Array(list)) => list,
            _ => Vec::new(),
        }
    }

    pub(super) fn take_flag(&mut self, key: &str) -> bool {
        self.take(key) == Some(Value::Bool(true))
    }

    pub(super) fn take_bytes(&mut self, key: &str) -> Option<Vec<u8>> {
        from_text(&self.take_text(key)?)
    }

    pub(super) fn take_array<const N: usize>(&mut self, key: &str) -> Option<[u8; N]> {
        array_from_text(&self.take_text(key)?)
    }

    /// Ids of computers; those that cannot be read are left out.
    pub(super) fn take_devices(&mut self, key: &str) -> Vec<DeviceId> {
        let list = self.take_list(key);
        list.iter().filter_map(|one| DeviceId::from_hex(one.as_str()?)).collect()
    }

    /// The fields that were not taken.
    pub(super) fn rest(self) -> Object {
        self.0.into_iter().collect()
    }
}

/// Writes fields of an object.
pub(super) trait Put {
    fn put(&mut self, key: &str, value: impl Into<Value>);
    fn put_bytes(&mut self, key: &str, bytes: &[u8]);
}

impl Put for Object {
    fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.insert(key.to_owned(), value.into());
    }

    fn put_bytes(&mut self, key: &str, bytes: &[u8]) {
        self.put(key, to_text(bytes));
    }
}
