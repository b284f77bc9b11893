//! A record as parts that merge on their own: a join-semilattice, so that computers agree whatever
//! the order in which they hear of each other's edits.
//!
//! | part | two edits made side by side |
//! |---|---|
//! | field | the later one wins; of the key, the names and the note the other value is kept as lost |
//! | element of a set (sites, tags, recovery codes …) | both stay: an observed-remove set |
//! | counter | the higher one wins, except that setting it back wins over counting on |

use super::lineage::{Lineage, Lost, Seen};
use crate::vault::clock::Hlc;
use crate::vault::json::{Fields, Object, Put};
use crate::vault::record::{Body, Deleted, body_from_fields, body_to_object};
use litemap::LiteMap;
use serde_json::Value;

/// The fields that make codes change together, as one field under the first one's name.
const KEY: [&str; 6] = ["s", "t", "alg", "d", "p", "pin"];
const COUNTER: &str = "c";
const DELETED: &str = "del";
/// How old the bin was; each computer counts for itself.
const DELETED_AGE: &str = "delage";
const RECOVERY: &str = "rc";
const SETS: [&str; 5] = ["hosts", "chosen", "frames", "tags", RECOVERY];
/// In a record, positions in `rc`; here, the codes.
const USED: &str = "rcu";
/// Of these fields, values that lose are kept.
const KEPT: [&str; 4] = ["s", "i", "a", "note"];

/// A set and a text in it.
type Element = (String, String);

#[derive(Debug, Clone, PartialEq)]
pub(in crate::vault) struct State {
    pub(in crate::vault) seen: Seen,
    fields: LiteMap<String, Field>,
    /// When each was added: several times, if computers did so side by side.
    elements: LiteMap<Element, Vec<Hlc>>,
    /// When it was last set, and its value.
    counter: Option<(Hlc, u64)>,
}

#[derive(Debug, Clone, PartialEq)]
struct Field {
    at: Hlc,
    /// Null if the field was emptied.
    value: Value,
    lost: LiteMap<Hlc, Value>,
}

/// The content of a record without its history.
struct Shape {
    fields: LiteMap<String, Value>,
    /// In the record's order.
    elements: Vec<Element>,
    counter: Option<u64>,
}

impl Shape {
    fn of(body: &Body) -> Self {
        let (mut fields, mut elements) = (LiteMap::new_vec(), Vec::new());
        let (mut counter, mut key) = (None, Object::new());
        for (name, value) in body_to_object(body) {
            if KEY.contains(&name.as_str()) {
                key.insert(name, value);
            } else if name == COUNTER {
                counter = value.as_str().and_then(|text| text.parse().ok());
            } else if SETS.contains(&name.as_str()) {
                let texts = value.as_array().into_iter().flatten().filter_map(Value::as_str);
                elements.extend(texts.map(|text| (name.clone(), text.to_owned())));
            } else if name != USED && name != DELETED_AGE {
                fields.insert(name, value);
            }
        }
        let [first, ..] = KEY;
        fields.insert(first.to_owned(), Value::Object(key));
        let used = body.account.keeping.recovery.iter().filter(|code| code.used);
        elements.extend(used.map(|code| (USED.to_owned(), code.text().to_owned())));
        Self { fields, elements, counter }
    }
}

impl State {
    pub(in crate::vault) fn of(hlc: Hlc, body: &Body) -> Self {
        let Shape { fields, elements, counter } = Shape::of(body);
        let lineage = &body.lineage;
        let base = lineage.base.unwrap_or(hlc);
        let written = |name: &str| lineage.fields.get(name).map_or(base, |at| at.unwrap_or(hlc));
        let counter = counter.map(|value| (written(COUNTER), value));
        let emptied = lineage.fields.keys().filter(|name| *name != COUNTER);
        let emptied = emptied.filter(|name| !fields.contains_key(*name));
        let emptied: Vec<_> = emptied.map(|name| (name.clone(), Value::Null)).collect();
        let fields = fields.into_iter().chain(emptied).map(|(name, value)| {
            let field = Field { at: written(&name), value, lost: lost_of(lineage, &name) };
            (name, field)
        });
        let elements = elements.into_iter().map(|element| {
            let at = match lineage.elements.get(&element) {
                Some(at) if at.is_empty() => vec![hlc],
                Some(at) => at.clone(),
                None => vec![base],
            };
            (element, at)
        });
        Self {
            seen: Seen::of(hlc, lineage),
            fields: map_of(fields),
            elements: map_of(elements),
            counter,
        }
    }

    /// This state after an edit of the record.
    pub(in crate::vault) fn edited(mut self, after: &Body, hlc: Hlc) -> Self {
        let Shape { fields, elements, counter } = Shape::of(after);
        for (name, field) in &mut self.fields {
            field.lost = lost_of(&after.lineage, name);
            if !fields.contains_key(name) && !field.value.is_null() {
                (field.at, field.value) = (hlc, Value::Null);
            }
        }
        for (name, value) in fields {
            let fresh = || Field { at: hlc, value: Value::Null, lost: LiteMap::new_vec() };
            let field = self.fields.entry(name).or_insert_with(fresh);
            if field.value != value {
                field.lost.retain(|_, lost| *lost != value);
                (field.at, field.value) = (hlc, value);
            }
        }
        self.elements = map_of(elements.into_iter().map(|element| {
            let at = self.elements.get(&element).cloned();
            (element, at.unwrap_or_else(|| vec![hlc]))
        }));
        self.counter = match (self.counter, counter) {
            (Some((at, before)), Some(value)) if value >= before => Some((at, value)),
            (_, counter) => counter.map(|value| (hlc, value)),
        };
        self.seen.add(hlc);
        self
    }

    /// Both: commutative, associative and idempotent.
    pub(in crate::vault) fn join(&self, other: &Self) -> Self {
        let mut seen = self.seen.clone();
        seen.add_all(&other.seen);
        let mut fields = self.fields.clone();
        for (name, theirs) in &other.fields {
            let both = self.fields.get(name).map(|ours| {
                let is_kept = KEPT.contains(&name.as_str());
                ours.join(theirs, is_kept, [&self.seen, &other.seen])
            });
            fields.insert(name.clone(), both.unwrap_or(theirs.clone()));
        }
        let all = self.elements.keys().chain(other.elements.keys()).cloned();
        let elements = all.filter_map(|element| {
            let sides = [(self, other), (other, self)];
            let additions = sides.map(|(one, two)| one.surviving(&element, two));
            let [mut both, theirs] = additions;
            for at in theirs {
                if let Err(place) = both.binary_search(&at) {
                    both.insert(place, at);
                }
            }
            (!both.is_empty()).then_some((element, both))
        });
        let elements = map_of(elements);
        let counter = match (self.counter, other.counter) {
            (Some((at, value)), Some((other_at, other_value))) if at == other_at => {
                Some((at, value.max(other_value)))
            }
            (one, two) => one.max(two),
        };
        Self { seen, fields, elements, counter }
    }

    /// The additions of an element that the other has too, or does not know of; what it knows and
    /// lacks, it removed.
    fn surviving(&self, element: &Element, other: &Self) -> Vec<Hlc> {
        let theirs = other.elements.get(element);
        let is_live = |at: &&Hlc| {
            theirs.is_some_and(|theirs| theirs.contains(at)) || !other.seen.covers(**at)
        };
        self.elements.get(element).into_iter().flatten().filter(is_live).copied().collect()
    }

    /// The values that lost, and differ: field, clock and value. Of the same values, the latest.
    pub(in crate::vault) fn versions(&self) -> Vec<(String, Hlc, Value)> {
        let mut versions: Vec<(String, Hlc, Value)> = Vec::new();
        for (name, field) in &self.fields {
            for (at, value) in field.lost.iter().filter(|(_, value)| **value != field.value) {
                versions.retain(|(of, _, known)| (of, known) != (name, value));
                versions.push((name.clone(), *at, value.clone()));
            }
        }
        versions
    }

    /// A field with another value, for [`State::to_body`].
    pub(in crate::vault) fn with(mut self, name: &str, value: &Value) -> Self {
        self.fields.entry(name.to_owned()).and_modify(|field| field.value = value.clone());
        self
    }

    /// The account was deleted for good on another computer, which did not know of an edit here: it
    /// goes to the bin.
    pub(in crate::vault) fn deleted(&mut self, at: Hlc) {
        let deleted = Field { at, value: Value::from(at.ms), lost: LiteMap::new_vec() };
        let field = self.fields.entry(DELETED.to_owned()).or_insert(deleted.clone());
        if field.at < at {
            *field = deleted;
        }
    }

    /// The record that this is; `None` if it is not a valid one. Elements keep the order that they
    /// have in `like`, and a deletion that is known here keeps its age.
    pub(in crate::vault) fn to_body(
        &self,
        hlc: Hlc,
        like: &Body,
        deletions: [Option<Deleted>; 2],
        age_ms: u64,
    ) -> Option<Body> {
        let mut json = Object::new();
        for (name, field) in self.fields.iter().filter(|(_, field)| !field.value.is_null()) {
            match field.value.as_object().filter(|_| KEY.contains(&name.as_str())) {
                Some(key) => json.extend(key.clone()),
                None => json.put(name, field.value.clone()),
            }
        }
        let is_counted = json.get("t").and_then(Value::as_str) == Some("hotp");
        if let Some((_, counter)) = self.counter.filter(|_| is_counted) {
            json.put(COUNTER, counter.to_string());
        }
        if let Some(at) = json.get(DELETED).and_then(Value::as_u64) {
            let known = deletions.into_iter().flatten().find(|one| one.at.ms() == at);
            json.put(DELETED_AGE, known.map_or(age_ms, |one| one.age_ms));
        }
        let order = Shape::of(like).elements;
        for set in SETS {
            let texts = self.texts(set, &order);
            if !texts.is_empty() {
                json.put(set, texts);
            }
        }
        let codes = self.texts(RECOVERY, &order);
        let is_used = |code: &str| self.elements.contains_key(&(USED.to_owned(), code.to_owned()));
        let used = codes.iter().enumerate().filter(|(_, code)| is_used(code));
        let used: Vec<_> = used.map(|(at, _)| at).collect();
        if !used.is_empty() {
            json.put(USED, used);
        }
        let mut body = body_from_fields(Fields::of(Value::Object(json))?)?;
        body.lineage = self.lineage(hlc, &like.lineage, age_ms);
        Some(body)
    }

    /// The texts of a set: those of `order` as they are there, then the others.
    fn texts(&self, set: &str, order: &[Element]) -> Vec<String> {
        let known = order.iter().filter(|one| self.elements.contains_key(*one));
        let new = self.elements.keys().filter(|one| !order.contains(one));
        let of_set = known.chain(new).filter(|(of, _)| of == set);
        of_set.map(|(_, text)| text.clone()).collect()
    }

    /// What the record's own clock does not tell.
    pub(in crate::vault) fn lineage(&self, hlc: Hlc, before: &Lineage, age_ms: u64) -> Lineage {
        let base = self.base(hlc);
        let named = |at: Hlc| (at != hlc).then_some(at);
        let fields = self.fields.iter().filter(|(_, one)| one.at != base || one.value.is_null());
        let mut fields = map_of(fields.map(|(name, one)| (name.clone(), named(one.at))));
        if let Some((at, _)) = self.counter.filter(|(at, _)| *at != base) {
            fields.insert(COUNTER.to_owned(), named(at));
        }
        let elements = self.elements.iter().filter(|(_, at)| **at != [base]);
        let elements = elements.map(|(element, at)| {
            let is_own = **at == [hlc];
            (element.clone(), if is_own { Vec::new() } else { at.clone() })
        });
        let lost = self.fields.iter().flat_map(|(name, field)| {
            field.lost.iter().map(|(at, value)| {
                let known = before.lost.iter().find(|one| one.field == *name && one.at == *at);
                let age_ms = known.map_or(age_ms, |one| one.age_ms);
                Lost { field: name.clone(), at: *at, value: value.clone(), age_ms }
            })
        });
        Lineage {
            seen: self.seen.without(hlc),
            base: named(base),
            fields,
            elements: map_of(elements),
            lost: lost.collect(),
        }
    }

    /// The clock at which most parts were written; of several, the record's own, or else the latest.
    fn base(&self, hlc: Hlc) -> Hlc {
        let fields = self.fields.values().filter(|one| !one.value.is_null()).map(|one| one.at);
        let counter = self.counter.map(|(at, _)| at);
        let elements = self.elements.values().filter_map(|at| match at[..] {
            [at] => Some(at),
            _ => None,
        });
        let mut parts = LiteMap::<Hlc, usize>::new_vec();
        for at in fields.chain(counter).chain(elements) {
            *parts.entry(at).or_insert(0) += 1;
        }
        let most = parts.iter().max_by_key(|(at, count)| (**count, **at == hlc, **at));
        most.map_or(hlc, |(at, _)| *at)
    }
}

/// The values of a field that lost.
fn lost_of(lineage: &Lineage, field: &str) -> LiteMap<Hlc, Value> {
    let of_field = lineage.lost.iter().filter(|lost| lost.field == field);
    map_of(of_field.map(|lost| (lost.at, lost.value.clone())))
}

/// Collecting would sort first, which is much code for what is short and sorted mostly.
pub(super) fn map_of<K: Ord, V>(pairs: impl Iterator<Item = (K, V)>) -> LiteMap<K, V> {
    let mut map = LiteMap::new_vec();
    pairs.for_each(|(key, value)| drop(map.insert(key, value)));
    map
}

impl Field {
    /// The later value wins. If the field is kept, a value that the other side did not know of when
    /// it wrote its own is lost, not gone; even the same value, or the order would matter.
    fn join(&self, other: &Self, is_kept: bool, [seen, other_seen]: [&Seen; 2]) -> Self {
        let winner = if self.at >= other.at { self } else { other };
        let mut lost = LiteMap::new_vec();
        let sides = [(self, other, other_seen), (other, self, seen)];
        for (mine, theirs, their_seen) in sides.into_iter().filter(|_| is_kept) {
            for (at, value) in mine.all() {
                let is_live = theirs.all().any(|(one, _)| one == at) || !their_seen.covers(at);
                let is_lost = at != winner.at && !value.is_null();
                if is_live && is_lost {
                    lost.insert(at, value.clone());
                }
            }
        }
        Self { at: winner.at, value: winner.value.clone(), lost }
    }

    fn all(&self) -> impl Iterator<Item = (Hlc, &Value)> {
        std::iter::once((self.at, &self.value)).chain(self.lost.iter().map(|(at, one)| (*at, one)))
    }
}
