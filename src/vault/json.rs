//! JSON objects, read field by field: one small reader for header, manifest and records.

use super::bytes::{array_from_text, from_text, to_text};
use serde_json::Value;
use zeroize::Zeroizing;

/// An object; its keys are sorted, so that its text is canonical.
pub(super) type Object = serde_json::Map<String, Value>;

pub(super) fn parse(text: &[u8]) -> Option<Object> {
    object(serde_json::from_slice(text).ok()?)
}

pub(super) fn object(value: Value) -> Option<Object> {
    if let Value::Object(object) = value { Some(object) } else { None }
}

/// The canonical text: keys sorted, no spaces.
pub(super) fn write(object: Object) -> Zeroizing<String> {
    Zeroizing::new(Value::Object(object).to_string())
}

/// Fields are taken out, so that what is left is what nobody knows.
pub(super) trait Fields {
    fn take_text(&mut self, key: &str) -> Option<Zeroizing<String>>;
    fn take_number(&mut self, key: &str) -> Option<u64>;
    fn take_list(&mut self, key: &str) -> Vec<Value>;
    fn take_bytes(&mut self, key: &str) -> Option<Vec<u8>>;
    fn take_array<const N: usize>(&mut self, key: &str) -> Option<[u8; N]>;
    fn put(&mut self, key: &str, value: impl Into<Value>);
    fn put_bytes(&mut self, key: &str, bytes: &[u8]);
}

impl Fields for Object {
    fn take_text(&mut self, key: &str) -> Option<Zeroizing<String>> {
        if let Value::String(text) = self.remove(key)? { Some(Zeroizing::new(text)) } else { None }
    }

    fn take_number(&mut self, key: &str) -> Option<u64> {
        self.remove(key)?.as_u64()
    }

    fn take_list(&mut self, key: &str) -> Vec<Value> {
        match self.remove(key) {
            Some(Value::Array(list)) => list,
            _ => Vec::new(),
        }
    }

    fn take_bytes(&mut self, key: &str) -> Option<Vec<u8>> {
        from_text(&self.take_text(key)?)
    }

    fn take_array<const N: usize>(&mut self, key: &str) -> Option<[u8; N]> {
        array_from_text(&self.take_text(key)?)
    }

    fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.insert(key.to_owned(), value.into());
    }

    fn put_bytes(&mut self, key: &str, bytes: &[u8]) {
        self.put(key, to_text(bytes));
    }
}
