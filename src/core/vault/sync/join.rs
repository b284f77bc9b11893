//! How a computer joins the others, or goes on with them after they replaced the vault key.

use super::opened::rank;
use super::part::{Envelope, Group, Part};
use super::receive::Received;
use crate::account::{Account, Kind, UnixMillis};
use crate::vault::clock::DeviceId;
use crate::vault::error::{EditError, OpenError};
use crate::vault::header::Header;
use crate::vault::keys::{VaultId, VaultKey};
use crate::vault::record::RecordId;
use crate::vault::slot::Slot;
use crate::vault::store::Vault;
use litemap::LiteMap;
use rand_core::CryptoRng;

/// The vault that computers share, as one that wants to join sees it.
#[derive(Debug, Clone)]
pub struct Invitation<'a> {
    /// The header's canonical JSON and its HMAC: see [`newest_headers`].
    pub header: &'a str,
    /// See `header`.
    pub mac: &'a str,
    /// What a slot of the header returned.
    pub key: VaultKey,
    /// What the engine holds.
    pub parts: &'a [Part],
    /// This computer went its own way since it took part, if it ever did: what either side deleted
    /// meanwhile is not deleted on the other.
    pub returns: bool,
}

/// Why a computer cannot join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinError {
    /// The shared vault does not open.
    Open(OpenError),
    /// This computer's vault cannot be changed.
    Edit(EditError),
}

/// How an account of this computer relates to those of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joining {
    /// It is not here yet.
    New,
    /// Both have it.
    Same,
    /// Both have the key, with another name, note or site.
    Differs,
    /// It is only here; the others will get it.
    OnlyHere,
}

/// The headers of the vaults that are shared here, usually one: their JSON and their HMACs. Of each vault, the
/// header that counts. It is not authenticated until one of its slots has returned the key.
#[must_use]
pub fn newest_headers(parts: &[Part]) -> Vec<(String, String)> {
    let headers = parts.iter().filter_map(|part| Envelope::from_text(&part.text).ok()?.header);
    let parsed =
        headers.filter_map(|(text, mac)| Some((Header::from_json(&text).ok()?, text, mac)));
    let mut newest: LiteMap<VaultId, _> = LiteMap::new_vec();
    for (header, text, mac) in parsed {
        let rank = rank(&header);
        if newest.get(&header.vault_id).is_none_or(|(other, _)| *other < rank) {
            newest.insert(header.vault_id, (rank, (text, mac)));
        }
    }
    newest.into_iter().map(|(_, (_, header))| header).collect()
}

impl Vault {
    /// What joining would do, account by account; those that are only here come last.
    ///
    /// # Errors
    /// See [`Vault::join`].
    pub fn preview_join(
        &self,
        invitation: &Invitation<'_>,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<(Account, Joining)>, JoinError> {
        self.writable().map_err(JoinError::Edit)?;
        let header = opened(invitation)?;
        let shared = self.shared(header, invitation, now, rng)?;
        let rows = shared.beside(self).into_iter().filter_map(|pair| match pair {
            (Some(theirs), None) => Some((theirs.clone(), Joining::New)),
            (Some(theirs), Some(ours)) if is_alike(theirs, ours) => {
                Some((theirs.clone(), Joining::Same))
            }
            (Some(theirs), Some(_)) => Some((theirs.clone(), Joining::Differs)),
            (None, Some(ours)) => Some((ours.clone(), Joining::OnlyHere)),
            (None, None) => None,
        });
        Ok(rows.collect())
    }

    /// Takes over the vault id, the vault key and the slots of the shared vault, and merges its
    /// records. An account whose key is in both becomes one: the shared one, with what only this
    /// computer's has. Passkeys stay if it was the same vault before. If a computer that was removed
    /// here still took part under the shared key, that key has to be replaced, see [`Vault::rekey`].
    ///
    /// # Errors
    /// [`OpenError`] if the key does not open the shared vault; [`EditError::SlotNeeded`] if it has
    /// no passphrase; [`EditError::ReadOnly`]; [`EditError::Full`] for a computer that returns.
    pub fn join(
        &mut self,
        invitation: &Invitation<'_>,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<Received, JoinError> {
        self.writable().map_err(JoinError::Edit)?;
        let header = opened(invitation)?;
        let shared = self.shared(header.clone(), invitation, now, rng)?;
        let ids = self.entries.iter().map(|entry| entry.id);
        let own: Vec<_> = ids.filter(|id| shared.entry(*id).is_none()).collect();
        let ours = if invitation.returns {
            self.forget_deletions(&own);
            self.defend(&shared, now, rng)
        } else {
            Vec::new()
        };
        let passkeys = self.passkeys_under(&header, &invitation.key, rng);
        let slots = header.slots_with(passkeys);
        let is_same_vault = header.vault_id == self.header.vault_id;
        if !is_same_vault {
            // They were removed from other accounts.
            self.removed.clear();
        }
        self.reseal_under(header.vault_id, invitation.key.clone(), rng);
        self.header = Header { slots, ..header };
        // The computer that drew this key did not know of the removal, or was the one removed.
        let is_unknown = |id: &DeviceId| *id != self.device && !shared.removed.contains(id);
        self.is_key_stale = self.removed.iter().any(is_unknown);
        let mut received = self.receive(invitation.parts, now, rng).map_err(JoinError::Edit)?;
        self.unite(&own, now, rng).map_err(JoinError::Edit)?;
        self.keep(&ours, now, rng);
        received.is_changed = true;
        Ok(received)
    }

    /// The vault of the others alone.
    fn shared(
        &self,
        header: Header,
        invitation: &Invitation<'_>,
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, JoinError> {
        let mut shared = Self::empty(header, invitation.key.clone(), self.device);
        shared.receive(invitation.parts, now, rng).map_err(JoinError::Edit)?;
        Ok(shared)
    }

    /// This computer's passkeys, for another key of the same vault.
    fn passkeys_under(
        &self,
        header: &Header,
        key: &VaultKey,
        rng: &mut impl CryptoRng,
    ) -> Vec<Slot> {
        if header.vault_id != self.header.vault_id {
            return Vec::new();
        }
        let passkeys = self.header.slots.iter().filter(|slot| slot.kind.name() == "prf");
        passkeys.filter_map(|slot| slot.rewrap(&self.key, key, &header.vault_id, rng)).collect()
    }

    /// Makes one of each two accounts with the same key, of which only this computer has one; `own`
    /// are its records, sorted.
    fn unite(
        &mut self,
        own: &[RecordId],
        now: UnixMillis,
        rng: &mut impl CryptoRng,
    ) -> Result<(), EditError> {
        let is_own = |(id, _): &(RecordId, &Account)| own.binary_search(id).is_ok();
        let (ours, shared): (Vec<_>, Vec<_>) = self.accounts().into_iter().partition(is_own);
        let twins = ours.into_iter().filter_map(|(id, ours)| {
            let twin = shared.iter().find(|(_, theirs)| theirs.same_codes(ours))?;
            Some((id, twin.0, ours.clone()))
        });
        let twins: Vec<_> = twins.collect();
        for (id, twin, ours) in twins {
            let at = self.entry(id).map(|entry| entry.hlc);
            let mut body = self.body_to_change(twin)?;
            let before = body.clone();
            adopt(&mut body.account, &ours);
            for (field, ours, theirs) in [
                ("i", ours.issuer.as_str(), before.account.issuer.as_str()),
                ("a", ours.name.as_str(), before.account.name.as_str()),
                ("note", ours.keeping.note.text(), before.account.keeping.note.text()),
            ] {
                if let Some(at) =
                    at.filter(|_| !ours.is_empty() && !theirs.is_empty() && ours != theirs)
                {
                    body.lineage.lose(field, at, ours.into(), self.bin.at(now).age_ms);
                }
            }
            if body != before {
                self.put(twin, body, now, rng);
            }
            // It has never been shared, so nobody else has to hear of it.
            self.entries.retain(|entry| entry.id != id);
        }
        Ok(())
    }
}

/// The header; the key must have written it.
fn opened(invitation: &Invitation<'_>) -> Result<Header, JoinError> {
    let header = Header::from_json(invitation.header).map_err(JoinError::Open)?;
    let group = Group::of(&invitation.key, header.vault_id);
    if !group.wrote(invitation.header, invitation.mac) {
        return Err(JoinError::Open(OpenError::WrongKey));
    }
    if !header.has("pass") {
        return Err(JoinError::Edit(EditError::SlotNeeded));
    }
    Ok(header)
}

/// What another copy of the same account has, and this one lacks.
fn adopt(account: &mut Account, other: &Account) {
    add_missing(&mut account.sites, &other.sites);
    add_missing(&mut account.filling.chosen_at, &other.filling.chosen_at);
    add_missing(&mut account.filling.frames, &other.filling.frames);
    for (to, from) in [(&mut account.issuer, &other.issuer), (&mut account.name, &other.name)] {
        if to.is_empty() {
            to.clone_from(from);
        }
    }
    account.keeping.adopt(&other.keeping);
    if let (Kind::Hotp { counter, .. }, Kind::Hotp { counter: theirs, .. }) =
        (&mut account.kind, &other.kind)
    {
        *counter = (*counter).max(*theirs);
    }
}

fn add_missing<T: Clone + PartialEq>(to: &mut Vec<T>, from: &[T]) {
    let missing: Vec<_> = from.iter().filter(|one| !to.contains(one)).cloned().collect();
    to.extend(missing);
}

/// True if neither has what the other lacks.
fn is_alike(one: &Account, other: &Account) -> bool {
    let named = |account: &Account| {
        (account.issuer.clone(), account.name.clone(), account.keeping.note.clone())
    };
    let is_whole = |account: &Account, other: &Account| {
        let mut both = account.clone();
        adopt(&mut both, other);
        both == *account
    };
    named(one) == named(other) && is_whole(one, other) && is_whole(other, one)
}
