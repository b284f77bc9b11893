//! When the parts of a record were written: what is needed to merge edits made side by side.
//!
//! The common cases cost nothing or little: parts that were written together, by the record's last edit or
//! by one before it, are left out.

use super::state::map_of;
use crate::vault::bytes::{from_text, to_text};
use crate::vault::clock::{DeviceId, Hlc};
use crate::vault::json::{Object, Put};
use litemap::LiteMap;
use serde_json::Value;

/// When the parts of a record were written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Lineage {
    /// The newest edit of each device that this record includes: a version vector. That of the
    /// device of the record's clock is the record's clock.
    pub(in crate::vault) seen: Vec<Hlc>,
    /// When most parts were written; `None` if that was at the record's own clock.
    pub(in crate::vault) base: Option<Hlc>,
    /// The other fields, by their names in the record; `None` is the record's own clock. A field that
    /// the record lacks was emptied then.
    pub(in crate::vault) fields: LiteMap<String, Option<Hlc>>,
    /// The other elements of sets, by set and text; without a clock, it is the record's own.
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
        (&self.seen, self.base, &self.fields, &self.elements)
            == (&other.seen, other.base, &other.fields, &other.elements)
            && self.lost.iter().map(parts).eq(other.lost.iter().map(parts))
    }

    /// Without what each computer counts for itself.
    pub(in crate::vault) fn for_travel(&self) -> Self {
        let lost = self.lost.iter().map(|one| Lost { age_ms: 0, ..one.clone() });
        Self { lost: lost.collect(), ..self.clone() }
    }

    /// `{ "clk": clocks, "seen": [n…], "was": n, "at": {field: n or null}, "in": [[set, text, n…]…],
    /// "lost": [[field, n, value, age]…] }`: each clock is written once, and `n` counts from 0 in
    /// `clk`. Empty parts are left out.
    pub(in crate::vault) fn to_json(&self) -> Object {
        let (mut json, mut clocks) = (Object::new(), Clocks::default());
        let Self { seen, base, fields, elements, lost } = self;
        if !seen.is_empty() {
            json.put("seen", seen.iter().map(|at| clocks.place(*at)).collect::<Value>());
        }
        if let Some(base) = base {
            json.put("was", clocks.place(*base));
        }
        if !fields.is_empty() {
            let mut at = Object::new();
            for (field, clock) in fields {
                at.put(field, clock.map(|clock| clocks.place(clock)));
            }
            json.put("at", at);
        }
        if !elements.is_empty() {
            let rows = elements.iter().map(|((set, text), at)| {
                let element = [set, text].into_iter().map(|text| Value::from(text.as_str()));
                element.chain(at.iter().map(|at| clocks.place(*at).into())).collect::<Value>()
            });
            json.put("in", rows.collect::<Value>());
        }
        if !lost.is_empty() {
            let rows = lost.iter().map(|Lost { field, at, value, age_ms }| {
                Value::from(vec![
                    field.clone().into(),
                    clocks.place(*at).into(),
                    value.clone(),
                    Value::from(*age_ms),
                ])
            });
            json.put("lost", rows.collect::<Value>());
        }
        if !json.is_empty() {
            json.put("clk", to_text(clocks.0.as_flattened()));
        }
        json
    }

    /// The inverse of [`Lineage::to_json`]. What cannot be read is left out: then the part counts as
    /// written by the last edit.
    pub(in crate::vault) fn from_json(json: &Value) -> Self {
        let clocks = Clocks::from_json(json.get("clk"));
        let rows = |key: &str| json.get(key).and_then(Value::as_array).into_iter().flatten();
        let fields = json.get("at").and_then(Value::as_object).into_iter().flatten();
        let fields = fields.filter_map(|(field, at)| {
            let is_own = at.is_null();
            Some((field.clone(), if is_own { None } else { Some(clocks.at(at)?) }))
        });
        Self {
            base: json.get("was").and_then(|at| clocks.at(at)),
            seen: rows("seen").filter_map(|at| clocks.at(at)).collect(),
            fields: map_of(fields),
            elements: map_of(rows("in").filter_map(|row| clocks.element(row))),
            lost: rows("lost").filter_map(|row| clocks.lost(row)).collect(),
        }
    }
}

/// Clocks that are written once, and known by their place.
#[derive(Default)]
struct Clocks(Vec<[u8; Hlc::BYTES]>);

impl Clocks {
    fn from_json(text: Option<&Value>) -> Self {
        let bytes = text.and_then(Value::as_str).and_then(from_text);
        Self(bytes.map(|bytes| bytes.as_chunks().0.to_vec()).into_iter().flatten().collect())
    }

    fn place(&mut self, at: Hlc) -> usize {
        let bytes = at.to_bytes();
        let known = self.0.iter().position(|one| *one == bytes);
        known.unwrap_or_else(|| {
            self.0.push(bytes);
            self.0.len() - 1
        })
    }

    fn at(&self, place: &Value) -> Option<Hlc> {
        Hlc::from_bytes(self.0.get(usize::try_from(place.as_u64()?).ok()?)?)
    }

    fn element(&self, row: &Value) -> Option<((String, String), Vec<Hlc>)> {
        let [set, text, at @ ..] = row.as_array()?.as_slice() else { return None };
        let at = at.iter().map(|at| self.at(at)).collect::<Option<_>>()?;
        Some(((set.as_str()?.to_owned(), text.as_str()?.to_owned()), at))
    }

    fn lost(&self, row: &Value) -> Option<Lost> {
        let [field, at, value, age_ms] = row.as_array()?.as_slice() else { return None };
        let field = field.as_str()?.to_owned();
        Some(Lost { field, at: self.at(at)?, value: value.clone(), age_ms: age_ms.as_u64()? })
    }
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
