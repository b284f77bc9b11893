//! When the parts of a record were written: what is needed to merge edits made side by side.
//!
//! The common case costs nothing: parts that were written by the record's last edit are left out.

use super::state::map_of;
use crate::vault::bytes::{from_text, to_text};
use crate::vault::clock::{DeviceId, Hlc};
use crate::vault::json::{Object, Put};
use litemap::LiteMap;
use serde_json::Value;

/// When the parts of a record were written, as far as that was not at the record's own clock.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Lineage {
    /// The newest edit of each device that this record includes: a version vector. That of the
    /// device of the record's clock is the record's clock.
    pub(in crate::vault) seen: Vec<Hlc>,
    /// Fields, by their names in the record. A field that the record lacks was emptied then.
    pub(in crate::vault) fields: LiteMap<String, Hlc>,
    /// Elements of sets, by set and text.
    pub(in crate::vault) elements: LiteMap<(String, String), Vec<Hlc>>,
    /// Values that lost against edits made side by side.
    pub(in crate::vault) lost: Vec<Lost>,
}

/// A value that lost against another one which was written side by side on another computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::vault) struct Lost {
    /// The field, by its name in the record.
    pub(in crate::vault) field: String,
    pub(in crate::vault) at: Hlc,
    pub(in crate::vault) value: Value,
    /// How old the bin was when this computer learned of it, in ms. It does not travel.
    pub(in crate::vault) age_ms: u64,
}

impl Lineage {
    /// True if every part was written by the record's last edit.
    pub(in crate::vault) fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    /// True if both are the same on every computer.
    pub(in crate::vault) fn is_same(&self, other: &Self) -> bool {
        let parts = |one: &Lost| (one.field.clone(), one.at, one.value.clone());
        (&self.seen, &self.fields, &self.elements) == (&other.seen, &other.fields, &other.elements)
            && self.lost.iter().map(parts).eq(other.lost.iter().map(parts))
    }

    /// Without what each computer counts for itself.
    pub(in crate::vault) fn for_travel(&self) -> Self {
        let lost = self.lost.iter().map(|one| Lost { age_ms: 0, ..one.clone() });
        Self { lost: lost.collect(), ..self.clone() }
    }

    /// `{ "seen": [clock…], "at": {field: clock}, "in": [[set, text, clock…]…], "lost": [[field,
    /// clock, value, age]…] }`; empty parts are left out.
    pub(in crate::vault) fn to_json(&self) -> Object {
        let mut json = Object::new();
        let Self { seen, fields, elements, lost } = self;
        if !seen.is_empty() {
            json.put("seen", seen.iter().map(clock_text).collect::<Vec<_>>());
        }
        if !fields.is_empty() {
            let mut at = Object::new();
            fields.iter().for_each(|(field, clock)| at.put(field, clock_text(clock)));
            json.put("at", at);
        }
        if !elements.is_empty() {
            let rows = elements.iter().map(|((set, text), at)| {
                let element = [set, text].into_iter().cloned();
                Value::from(element.chain(at.iter().map(clock_text)).collect::<Vec<_>>())
            });
            json.put("in", rows.collect::<Value>());
        }
        if !lost.is_empty() {
            let rows = lost.iter().map(|Lost { field, at, value, age_ms }| {
                Value::from(vec![
                    field.clone().into(),
                    clock_text(at).into(),
                    value.clone(),
                    Value::from(*age_ms),
                ])
            });
            json.put("lost", rows.collect::<Value>());
        }
        json
    }

    /// The inverse of [`Lineage::to_json`]. What cannot be read is left out: then the part counts as
    /// written by the last edit.
    pub(in crate::vault) fn from_json(json: &Value) -> Self {
        let rows = |key: &str| json.get(key).and_then(Value::as_array).into_iter().flatten();
        let fields = json.get("at").and_then(Value::as_object).into_iter().flatten();
        Self {
            seen: rows("seen").filter_map(clock).collect(),
            fields: map_of(fields.filter_map(|(field, at)| Some((field.clone(), clock(at)?)))),
            elements: map_of(rows("in").filter_map(element)),
            lost: rows("lost").filter_map(lost).collect(),
        }
    }
}

fn element(row: &Value) -> Option<((String, String), Vec<Hlc>)> {
    let [set, text, at @ ..] = row.as_array()?.as_slice() else { return None };
    let at: Vec<_> = at.iter().filter_map(clock).collect();
    let element = (set.as_str()?.to_owned(), text.as_str()?.to_owned());
    (!at.is_empty()).then_some((element, at))
}

fn lost(row: &Value) -> Option<Lost> {
    let [field, at, value, age_ms] = row.as_array()?.as_slice() else { return None };
    let field = field.as_str()?.to_owned();
    Some(Lost { field, at: clock(at)?, value: value.clone(), age_ms: age_ms.as_u64()? })
}

fn clock_text(at: &Hlc) -> String {
    to_text(&at.to_bytes())
}

fn clock(text: &Value) -> Option<Hlc> {
    Hlc::from_bytes(&from_text(text.as_str()?)?)
}

/// The newest clock of each device.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::vault) struct Seen(LiteMap<DeviceId, Hlc>);

impl Seen {
    /// What a record includes.
    pub(in crate::vault) fn of(hlc: Hlc, lineage: &Lineage) -> Self {
        let mut seen = Self::default();
        lineage.seen.iter().for_each(|one| seen.add(*one));
        seen.add(hlc);
        seen
    }

    pub(in crate::vault) fn add(&mut self, at: Hlc) {
        let latest = self.0.get(&at.device).map_or(at, |one| at.max(*one));
        self.0.insert(at.device, latest);
    }

    pub(in crate::vault) fn add_all(&mut self, other: &Self) {
        other.0.values().for_each(|one| self.add(*one));
    }

    /// True if the edit made at this moment is included.
    pub(in crate::vault) fn covers(&self, at: Hlc) -> bool {
        self.0.get(&at.device).is_some_and(|one| *one >= at)
    }

    /// True if everything in `other` is included.
    pub(in crate::vault) fn covers_all(&self, other: &Self) -> bool {
        other.0.values().all(|one| self.covers(*one))
    }

    /// All of it but the record's own clock.
    pub(in crate::vault) fn without(&self, hlc: Hlc) -> Vec<Hlc> {
        self.0.values().filter(|one| **one != hlc).copied().collect()
    }
}
