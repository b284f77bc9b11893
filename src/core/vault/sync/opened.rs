//! What the texts of an engine say to somebody with the vault's key.

use super::layout;
use super::part::{Content, Envelope, Group, NoPart, Part};
use crate::vault::error::OpenError;
use crate::vault::header::Header;
use crate::vault::slot::Slot;

/// What became of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartState {
    /// Its records were read.
    Read,
    /// It is sealed under a vault key that replaced ours: the passphrase opens it.
    KeyNeeded,
    /// Its computer has not taken our vault key yet.
    Behind,
    /// It is of another vault.
    OtherVault,
    /// A newer Postern wrote it.
    NewerVersion,
    /// It was cut or changed, or is not ours.
    Damaged,
}

/// Parts that were opened.
#[derive(Default)]
pub(super) struct Opened {
    /// By the parts' names.
    pub(super) contents: Vec<(String, Content)>,
    pub(super) states: Vec<(String, PartState)>,
    /// Of those that were written under the same vault key.
    pub(super) headers: Vec<Header>,
}

impl Opened {
    pub(super) fn of(group: &Group, own: &Header, parts: &[Part], age_ms: u64) -> Self {
        let mut opened = Self::default();
        let whole = layout::joined(parts);
        // The item with the header says why others do not open.
        let header = whole.iter().find(|part| part.name == layout::HEADER);
        let header = header.and_then(|part| Envelope::from_text(&part.text).ok()?.header);
        let shared = header.map(|(text, mac)| standing(group, own, &text, &mac).0);
        for part in whole {
            let (state, content) = opened.one(group, own, shared, &part, age_ms);
            opened.contents.extend(content.map(|content| (part.name.clone(), content)));
            opened.states.push((part.name, state));
        }
        opened
    }

    fn one(
        &mut self,
        group: &Group,
        own: &Header,
        shared: Option<PartState>,
        part: &Part,
        age_ms: u64,
    ) -> (PartState, Option<Content>) {
        let envelope = match Envelope::from_text(&part.text) {
            Ok(envelope) => envelope,
            Err(NoPart::NewerVersion) => return (PartState::NewerVersion, None),
            Err(NoPart::Damaged) => return (PartState::Damaged, None),
        };
        let under = envelope.header.map(|(text, mac)| standing(group, own, &text, &mac));
        let unread = match &under {
            Some((PartState::Read, _)) => PartState::Damaged,
            Some((state, _)) => return (*state, None),
            None => match shared {
                Some(PartState::Read) => PartState::Behind,
                Some(state) => state,
                None => PartState::Damaged,
            },
        };
        self.headers.extend(under.and_then(|(_, header)| header));
        let Some(data) = envelope.data else { return (PartState::Read, None) };
        match group.open(&data, age_ms) {
            Some(content) => (PartState::Read, Some(content)),
            None => (unread, None),
        }
    }

    /// What the items with the records hold.
    pub(super) fn buckets(&self) -> impl Iterator<Item = &Content> {
        let is_bucket = |name: &str| name.starts_with("b-");
        self.contents.iter().filter(move |(name, _)| is_bucket(name)).map(|(_, content)| content)
    }

    pub(super) fn content(&self, name: &str) -> Option<&Content> {
        self.contents.iter().find(|(of, _)| of == name).map(|(_, content)| content)
    }
}

/// How a header relates to ours.
fn standing(group: &Group, own: &Header, text: &str, mac: &str) -> (PartState, Option<Header>) {
    let header = match Header::from_json(text) {
        Ok(header) => header,
        Err(OpenError::NewerVersion) => return (PartState::NewerVersion, None),
        Err(_) => return (PartState::Damaged, None),
    };
    if header.vault_id != group.vault_id {
        return (PartState::OtherVault, None);
    }
    if group.wrote(text, mac) {
        return (PartState::Read, Some(header));
    }
    // Another key would be wrapped in other bytes: somebody changed a header of ours.
    let is_ours = |slot: &Slot| own.slots.iter().any(|mine| mine.wrapped() == slot.wrapped());
    if header.slots.iter().any(is_ours) {
        return (PartState::Damaged, None);
    }
    let is_newer = rank(&header) > rank(own);
    (if is_newer { PartState::KeyNeeded } else { PartState::Behind }, None)
}

/// The header that counts is the one with the highest rank: it was changed most often. The text
/// decides between changes made side by side.
pub(super) fn rank(header: &Header) -> (u64, u64, String) {
    (header.generation, header.turn, header.for_travel().to_json())
}
