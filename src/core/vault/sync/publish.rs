//! What this computer writes for the others.

use super::layout::{self, BUCKETS, HEADER, Layout, bucket_name, bucket_of, own_name, owner_of};
use super::opened::{Opened, PartState};
use super::part::{Content, Envelope, Farewell, Group, Locking, Me, NONE, Part};
use super::receive::is_listed;
use crate::account::UnixMillis;
use crate::vault::clock::DeviceId;
use crate::vault::entry::Entry;
use crate::vault::error::EditError;
use crate::vault::header::Header;
use crate::vault::record::RecordId;
use crate::vault::store::Vault;
use litemap::LiteMap;
use rand_core::CryptoRng;

/// A computer without edits writes this often, so that the others see that it takes part, in ms.
const RENEWED_MS: u64 = 20 * 3600 * 1000;

/// What to write, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct Publishing<'a> {
    /// How the engine stores parts.
    pub layout: Layout,
    /// What the engine holds now; it was received before.
    pub have: &'a [Part],
    /// The name of this computer.
    pub name: &'a str,
    /// When it began to take part, in Unix ms; after [`Received::ended_ms`], if that is known.
    ///
    /// [`Received::ended_ms`]: super::receive::Received::ended_ms
    pub since_ms: u64,
    /// When this computer locks, if its user has chosen.
    pub locking: Option<Locking>,
    /// The last thing that this computer writes.
    pub farewell: Option<Farewell>,
    /// Records whose newest state is left out, since there is no room for it: what is there of them
    /// stays. See [`Published::new`].
    pub without: &'a [RecordId],
    /// The time.
    pub now: UnixMillis,
}

/// The parts to write, and the names of those to delete.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// New or changed parts.
    pub parts: Vec<Part>,
    /// Parts of computers that no longer take part, and pieces that are no longer needed.
    pub dropped: Vec<String>,
    /// Accounts that the account does not hold yet. Under a key that was replaced, nobody knows: then
    /// all that are written count as known.
    pub new: Vec<RecordId>,
    /// Deleted accounts, likewise, and tombstones under a key that was replaced. They come first to be
    /// left out: whoever still has one of them writes it, and then the deletion is the answer.
    pub spare: Vec<RecordId>,
    /// Known accounts that are in the bin now, which takes more room.
    pub deleted: Vec<RecordId>,
    /// Other changes of known records.
    pub edited: Vec<RecordId>,
    /// The account holds records, under this key.
    pub is_read: bool,
}

impl Vault {
    /// The parts that differ from what the engine holds. Call it after [`Vault::receive`].
    ///
    /// # Errors
    /// [`EditError::ReadOnly`]; [`EditError::SlotNeeded`] without a passphrase, since nothing would
    /// open them on another computer.
    pub fn publish(
        &self,
        publishing: Publishing<'_>,
        rng: &mut impl CryptoRng,
    ) -> Result<Published, EditError> {
        self.writable()?;
        let header = self.header.for_travel();
        if !header.has("pass") {
            return Err(EditError::SlotNeeded);
        }
        let age_ms = self.bin.at(publishing.now).age_ms;
        let group = Group::of(&self.key, self.header.vault_id);
        let text = header.to_json();
        let opened = Opened::of(&group, &self.header, publishing.have, age_ms);
        let mut draft = Draft {
            gone: group.sum(opened.buckets().flat_map(|content| &content.entries)),
            are_gone_known: false,
            opened,
            header: (text.clone(), Header::mac(&self.keys, &text)),
            vault: self,
            publishing,
            group,
            age_ms,
        };
        draft.are_gone_known = draft.are_gone_known();
        let mut published = match publishing.layout {
            Layout::Folder => draft.folder(rng),
            Layout::Account => draft.account(rng),
        };
        published.dropped.extend(draft.left());
        Ok(published)
    }

    /// Another computer may no longer take part: the vault key has to be replaced, see
    /// [`Vault::rekey`].
    ///
    /// # Errors
    /// [`EditError::ReadOnly`]; [`EditError::Unknown`] for this computer.
    pub fn remove_computer(&mut self, id: DeviceId) -> Result<(), EditError> {
        self.writable()?;
        if id == self.device {
            return Err(EditError::Unknown);
        }
        self.shut_out(id);
        self.is_key_stale = true;
        Ok(())
    }
}

struct Draft<'a> {
    vault: &'a Vault,
    publishing: Publishing<'a>,
    group: Group,
    /// The header's text and its HMAC.
    header: (String, String),
    opened: Opened,
    age_ms: u64,
    /// Which tombstones the account holds: see [`Group::sum`].
    gone: u64,
    /// Every computer has them, and nobody needs them there.
    are_gone_known: bool,
}

impl Draft<'_> {
    /// True if every computer has the tombstones that the account holds.
    fn are_gone_known(&self) -> bool {
        let is_other = |name: &String| owner_of(name).is_some_and(|id| id != self.vault.device);
        self.names().filter(is_other).all(|name| {
            let me = self.opened.content(&name).and_then(|content| content.me.as_ref());
            me.is_some_and(|me| me.gone == self.gone)
        })
    }

    fn folder(&self, rng: &mut impl CryptoRng) -> Published {
        let name = own_name(Layout::Folder, self.vault.device);
        let before = self.opened.content(&name);
        let is_same = before.is_some_and(|before| {
            self.is_fresh(before.me.as_ref())
                && is_same(&before.entries, &self.vault.entries.iter().collect::<Vec<_>>())
                && self.has_header(&name)
        });
        if is_same {
            return Published::default();
        }
        let content = Content { me: Some(self.me()), entries: self.vault.entries.clone() };
        let data = self.group.seal(&content, self.age_ms, rng);
        let text = Envelope { header: Some(self.header.clone()), data: Some(data) }.to_text();
        Published { parts: vec![Part { name, text }], ..Published::default() }
    }

    fn account(&self, rng: &mut impl CryptoRng) -> Published {
        let mut published = Published::default();
        if !self.has_header(HEADER) {
            let header = Some(self.header.clone());
            let text = Envelope { header, data: None }.to_text();
            published.parts.push(Part { name: HEADER.to_owned(), text });
        }
        let name = own_name(Layout::Account, self.vault.device);
        if !self.is_fresh(self.opened.content(&name).and_then(|before| before.me.as_ref())) {
            let content = Content { me: Some(self.me()), entries: Vec::new() };
            let text = self.group.seal(&content, self.age_ms, rng);
            published.parts.push(Part { name, text });
        }
        if self.publishing.farewell == Some(Farewell::Ended) {
            published.dropped = self.names().filter(|name| name.starts_with("b-")).collect();
            return published;
        }
        let is_read = self.is_read();
        published.is_read = is_read;
        for bucket in 0..BUCKETS {
            self.bucket(bucket, is_read, &mut published, rng);
        }
        published
    }

    fn bucket(
        &self,
        bucket: u8,
        is_read: bool,
        published: &mut Published,
        rng: &mut impl CryptoRng,
    ) {
        let name = bucket_name(bucket);
        let is_here = |entry: &&Entry| bucket_of(&self.group.keys, entry.id) == bucket;
        let entries: Vec<_> = self.vault.entries.iter().filter(is_here).collect();
        let none = Content::default();
        let before = self.opened.content(&name).unwrap_or(&none);
        let mut entries = self.newest(entries, before, is_read, published);
        // What did not fit here stays there.
        for entry in before.entries.iter().filter(|entry| self.vault.entry(entry.id).is_none()) {
            entries.insert(entries.partition_point(|other| other.id < entry.id), entry);
        }
        let piece = format!("{name}.");
        let old = self.names().filter(|old| *old == name || old.starts_with(&piece));
        if entries.is_empty() && self.opened.content(&name).is_none() {
            // What is there, if anything, is under a key that was replaced.
            published.dropped.extend(old);
            return;
        }
        if is_same(&before.entries, &entries) {
            return;
        }
        let entries = entries.into_iter().cloned().collect();
        let data = self.group.seal(&Content { me: None, entries }, self.age_ms, rng);
        let pieces = layout::split(&name, &data);
        let old = old.filter(|old| pieces.iter().all(|new| new.name != *old));
        published.dropped.extend(old);
        published.parts.extend(pieces);
    }

    /// The records as they are to be written, and what could be left out of them.
    fn newest<'a>(
        &self,
        entries: Vec<&'a Entry>,
        before: &'a Content,
        is_read: bool,
        published: &mut Published,
    ) -> Vec<&'a Entry> {
        let mut newest = Vec::with_capacity(entries.len());
        for entry in entries {
            let there = before.entries.iter().find(|one| one.id == entry.id);
            if !self.is_needed(entry, there, is_read) {
                continue;
            }
            if there.is_some_and(|there| is_same(std::slice::from_ref(there), &[entry])) {
                newest.push(entry);
                continue;
            }
            let is_listed = is_listed(entry);
            let is_binned = !is_listed && !entry.is_gone();
            let list = match there {
                None if entry.is_gone() => &mut published.spare,
                None if is_read && is_listed => &mut published.new,
                None if is_read => &mut published.spare,
                _ if is_binned => &mut published.deleted,
                _ => &mut published.edited,
            };
            list.push(entry.id);
            if self.publishing.without.contains(&entry.id) {
                newest.extend(there);
            } else {
                newest.push(entry);
            }
        }
        newest
    }

    /// False for a tombstone that every computer has, or of an account that is not there: it answers
    /// whoever writes that account again.
    fn is_needed(&self, entry: &Entry, there: Option<&Entry>, is_read: bool) -> bool {
        !entry.is_gone()
            || match there {
                Some(there) => !(self.are_gone_known && there.is_gone()),
                None => !(self.are_gone_known || is_read),
            }
    }

    /// True if the account holds records, and all of them can be read: none are under a key that was
    /// replaced.
    fn is_read(&self) -> bool {
        let is_bucket = |name: &String| name.starts_with("b-") && !name.contains('.');
        let mut buckets = self.names().filter(is_bucket).peekable();
        buckets.peek().is_some() && buckets.all(|name| self.opened.content(&name).is_some())
    }

    /// The parts of other computers that no longer take part, and copies of them: all their records are
    /// here by now. A computer that was removed here may take part in another sync.
    fn left(&self) -> Vec<String> {
        let last = self.people().filter(|me| me.farewell.is_some() && me.id != self.vault.device);
        let has_left = |me: &Me| {
            let is_later = |bye: &Me| bye.id == me.id && bye.at_ms >= me.at_ms;
            last.clone().any(is_later)
        };
        let is_elsewhere = |name: &String| {
            let state = self.opened.states.iter().find(|(of, _)| of == name);
            state.is_some_and(|(_, state)| *state == PartState::OtherVault)
        };
        let is_old = |name: &String| {
            let is_removed = owner_of(name).is_some_and(|id| self.vault.removed.contains(&id));
            let me = self.opened.content(name).and_then(|content| content.me.as_ref());
            (is_removed && !is_elsewhere(name)) || me.is_some_and(has_left)
        };
        self.names().filter(is_old).collect()
    }

    fn names(&self) -> impl Iterator<Item = String> {
        self.publishing.have.iter().map(|part| part.name.clone())
    }

    fn me(&self) -> Me {
        let Publishing { name, since_ms, locking, farewell, now, .. } = self.publishing;
        Me {
            id: self.vault.device,
            name: name.to_owned(),
            at_ms: now.ms(),
            since_ms,
            removed: self.vault.removed.clone(),
            locking,
            farewell,
            ends: self.ends(farewell == Some(Farewell::Ended)),
            gone: if self.are_gone_known { NONE } else { self.gone },
        }
    }

    /// Of the other computers, those whose sync was ended: all if it ends now, and those that have not
    /// begun again since an earlier end. They may not have read it yet, although the computer that said
    /// it begins again.
    fn ends(&self, is_end: bool) -> Vec<(DeviceId, u64)> {
        let begun = self.people().map(|me| (me.id, me.since_ms));
        let earlier = self.people().flat_map(|me| me.ends.iter().copied());
        let mut ends: LiteMap<DeviceId, u64> = LiteMap::new_vec();
        for (id, since_ms) in earlier.chain(begun.clone().filter(|_| is_end)) {
            ends.entry(id).and_modify(|latest| *latest = since_ms.max(*latest)).or_insert(since_ms);
        }
        let is_out = |id: &DeviceId| *id == self.vault.device || self.vault.removed.contains(id);
        let begins = |end: (DeviceId, u64)| {
            begun.clone().any(|(id, since_ms)| id == end.0 && since_ms > end.1)
        };
        ends.into_iter().filter(|end| !is_out(&end.0) && !begins(*end)).collect()
    }

    fn people(&self) -> impl Iterator<Item = &Me> + Clone {
        self.opened.contents.iter().filter_map(|(_, content)| content.me.as_ref())
    }

    /// True if what this computer last said of itself is still true.
    fn is_fresh(&self, before: Option<&Me>) -> bool {
        let now_ms = self.publishing.now.ms();
        before.is_some_and(|before| {
            let at_ms = before.at_ms;
            *before == Me { at_ms, ..self.me() } && at_ms <= now_ms && now_ms - at_ms < RENEWED_MS
        })
    }

    fn has_header(&self, name: &str) -> bool {
        let part = self.publishing.have.iter().find(|part| part.name == name);
        let envelope = part.and_then(|part| Envelope::from_text(&part.text).ok());
        envelope.is_some_and(|envelope| envelope.header.as_ref() == Some(&self.header))
    }
}

/// Both sorted by id.
fn is_same(before: &[Entry], now: &[&Entry]) -> bool {
    before.len() == now.len()
        && before.iter().zip(now).all(|(one, other)| {
            (one.id, one.hlc) == (other.id, other.hlc) && one.state.is_same(&other.state)
        })
}
