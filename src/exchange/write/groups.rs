//! The groups of a file that names each of them once and refers to it by an id.

use super::aegis::uuid;
use postern_core::account::Name;
use rand_core::CryptoRng;
use serde_json::{Value, json};

/// The user's groups, in the order of the accounts that have them.
#[derive(Default)]
pub(super) struct Groups(Vec<(Name, String)>);

impl Groups {
    /// The id of a group, which is new if no account before had it.
    pub(super) fn id(&mut self, tag: &Name, rng: &mut impl CryptoRng) -> String {
        if let Some((_, id)) = self.0.iter().find(|(name, _)| name == tag) {
            return id.clone();
        }
        let id = uuid(rng);
        self.0.push((tag.clone(), id.clone()));
        id
    }

    /// The id of an account's first group, or null: for an app whose accounts have one group each.
    pub(super) fn first(&mut self, tags: &[Name], rng: &mut impl CryptoRng) -> Value {
        tags.first().map_or(Value::Null, |tag| json!(self.id(tag, rng)))
    }

    /// One value for each group, of its name and its id.
    pub(super) fn list(&self, value: impl Fn(&str, &str) -> Value) -> Value {
        self.0.iter().map(|(name, id)| value(name.as_str(), id)).collect::<Vec<_>>().into()
    }
}
