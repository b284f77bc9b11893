//! Two versions of a record as one.

use super::lineage::{Lineage, Seen};
use super::state::State;
use crate::vault::clock::Hlc;
use crate::vault::entry::{Entry, EntryState};
use crate::vault::record::Body;

/// The state of a record after an edit here.
pub(in crate::vault) fn edited(before: &Entry, after: &EntryState, hlc: Hlc) -> EntryState {
    match (&before.state, after) {
        (EntryState::Kept(was), EntryState::Kept(is)) => {
            let state = State::of(before.hlc, was).edited(is, hlc);
            let lineage = state.lineage(hlc, &is.lineage, 0);
            EntryState::Kept(Box::new(Body { lineage, ..(**is).clone() }))
        }
        (_, EntryState::Gone(_)) => {
            let mut seen = seen(before);
            seen.add(hlc);
            gone(&seen, hlc)
        }
        (EntryState::Gone(_), EntryState::Kept(_)) => after.clone(),
    }
}

/// Both versions of a record. Commutative, associative, idempotent; `None` if `ours` already
/// includes the other.
pub(in crate::vault) fn joined(ours: &Entry, theirs: &Entry, age_ms: u64) -> Option<Entry> {
    if ours.hlc == theirs.hlc && ours.state.is_same(&theirs.state) {
        return None;
    }
    let hlc = ours.hlc.max(theirs.hlc);
    let state = match (&ours.state, &theirs.state) {
        (EntryState::Kept(one), EntryState::Kept(two)) => {
            let both = State::of(ours.hlc, one).join(&State::of(theirs.hlc, two));
            kept(both.to_body(hlc, one, [one.deleted, two.deleted], age_ms)?)
        }
        (EntryState::Gone(_), EntryState::Gone(_)) => {
            let mut seen = seen(ours);
            seen.add_all(&self::seen(theirs));
            gone(&seen, hlc)
        }
        (EntryState::Kept(body), EntryState::Gone(_)) => beside(ours, body, theirs, hlc, age_ms)?,
        (EntryState::Gone(_), EntryState::Kept(body)) => beside(theirs, body, ours, hlc, age_ms)?,
    };
    let is_same = hlc == ours.hlc && state.is_same(&ours.state);
    (!is_same).then(|| Entry { id: ours.id, hlc, text: String::new(), state })
}

/// A record that was deleted for good on one computer. If that computer knew of all its edits, it is
/// gone; otherwise it goes to the bin.
fn beside(
    kept_one: &Entry,
    body: &Body,
    gone_one: &Entry,
    hlc: Hlc,
    age_ms: u64,
) -> Option<EntryState> {
    let (mut all, known) = (seen(kept_one), seen(gone_one));
    if known.covers_all(&all) {
        return Some(gone(&known, hlc));
    }
    all.add_all(&known);
    let mut state = State::of(kept_one.hlc, body);
    state.seen = all;
    state.deleted(gone_one.hlc);
    Some(kept(state.to_body(hlc, body, [body.deleted, None], age_ms)?))
}

fn kept(body: Body) -> EntryState {
    EntryState::Kept(Box::new(body))
}

fn gone(seen: &Seen, hlc: Hlc) -> EntryState {
    EntryState::Gone(Lineage { seen: seen.without(hlc), ..Lineage::default() })
}

fn seen(entry: &Entry) -> Seen {
    match &entry.state {
        EntryState::Kept(body) => Seen::of(entry.hlc, &body.lineage),
        EntryState::Gone(lineage) => Seen::of(entry.hlc, lineage),
    }
}
