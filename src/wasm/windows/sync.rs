//! Sync with other computers, at the boundary.

use super::request::StoredVaultIn;
use super::session::{Session, record_id, record_text};
use super::sync_view::{
    ComputerView, JoinRowView, JoinRowsView, JoiningView, LayoutRequest, LockingJson,
    LostFieldView, LostRequest, LostVersionView, LostVersionsView, PartJson, PartStateJson,
    PartStateView, PublishRequest, PublishedView, ReceivedView, SharedHeaderView,
};
use super::{js_time, time};
use crate::failure::Failure;
use crate::wipe::wiped;
use crate::{Reply, from_base64, out, rng, taken};
use postern_core::vault::{
    DeviceId, Farewell, Hlc, Invitation, JoinError, Joining, Layout, Locking, LostField, Part,
    PartState, Publishing, Received, RecordId, VaultKey, newest_headers, to_text,
};
use tsify::Ts;
use wasm_bindgen::prelude::*;

/// The headers of the vaults that are shared here, from the parts of an engine. With them, `slotsOf` says
/// what opens each vault and `unlock` returns its key.
///
/// # Errors
/// `bad-request`.
#[wasm_bindgen(js_name = sharedHeaders)]
pub fn shared_headers(parts: Vec<Ts<PartJson>>) -> Reply<Vec<Ts<SharedHeaderView>>> {
    let headers = newest_headers(&parts_of(&parts)?).into_iter();
    let view = |(hdr, mac)| SharedHeaderView { hdr, mac, recs: Vec::new(), man: String::new() };
    headers.map(|header| out(&view(header))).collect()
}

#[wasm_bindgen]
impl Session {
    /// Before sync begins again where no other computer takes part now: if others turn up after all,
    /// what this one deleted meanwhile is at most in the bin. What they deleted stays in a folder.
    ///
    /// # Errors
    /// `vault-read-only`, `bad-request`.
    #[wasm_bindgen(js_name = startOver)]
    pub fn start_over(
        &mut self,
        layout: Ts<LayoutRequest>,
        parts: Vec<Ts<PartJson>>,
        now_ms: f64,
    ) -> Reply<()> {
        let layout = taken(&layout)?.into();
        let (parts, now) = (parts_of(&parts)?, time(now_ms)?);
        let started = wiped(|| self.vault.start_over(layout, &parts, now, &mut rng()));
        Ok(started.map_err(Failure::from)?)
    }

    /// Merges what other computers wrote. Store the vault if it has changed.
    ///
    /// # Errors
    /// `vault-read-only`, `bad-request`.
    pub fn receive(&mut self, parts: Vec<Ts<PartJson>>, now_ms: f64) -> Reply<Ts<ReceivedView>> {
        let (parts, now) = (parts_of(&parts)?, time(now_ms)?);
        let received = wiped(|| self.vault.receive(&parts, now, &mut rng()));
        self.received(received.map_err(Failure::from)?)
    }

    /// What this computer writes for the others, as far as it differs from what is there.
    ///
    /// # Errors
    /// `slot-needed` without a passphrase; `vault-read-only`, `bad-request`.
    pub fn publish(&self, request: Ts<PublishRequest>) -> Reply<Ts<PublishedView>> {
        let request = taken(&request)?;
        let locking = request.locking.map(|LockingJson { minutes, at_ms }| {
            Ok::<_, Failure>(Locking { minutes: minutes.into(), at_ms: time(at_ms)?.ms() })
        });
        let have: Vec<_> = request.have.into_iter().map(Part::from).collect();
        let without = request.without.iter().map(|id| record_id(id));
        let without = without.collect::<Result<Vec<_>, Failure>>()?;
        let publishing = Publishing {
            layout: request.layout.into(),
            have: &have,
            name: &request.name,
            since_ms: time(request.since_ms)?.ms(),
            locking: locking.transpose()?,
            farewell: match request.farewell.as_str() {
                "" => None,
                "left" => Some(Farewell::Left),
                "ended" => Some(Farewell::Ended),
                _ => return Err(Failure::BadRequest.into()),
            },
            without: &without,
            now: time(request.now_ms)?,
        };
        let published = wiped(|| self.vault.publish(publishing, &mut rng()));
        let published = published.map_err(Failure::from)?;
        let parts = published.parts.into_iter();
        let parts = parts.map(|Part { name, text }| PartJson { name, text }).collect();
        let ids = |ids: Vec<RecordId>| ids.into_iter().map(record_text).collect();
        let (new, spare) = (ids(published.new), ids(published.spare));
        let (deleted, edited) = (ids(published.deleted), ids(published.edited));
        out(&PublishedView {
            parts,
            dropped: published.dropped,
            new,
            spare,
            deleted,
            edited,
            is_read: published.is_read,
        })
    }

    /// What joining the computers of a shared vault would do. Nothing changes.
    ///
    /// # Errors
    /// `vault-wrong-key`, `vault-damaged`, `vault-newer`, `slot-needed`, `bad-request`.
    #[wasm_bindgen(js_name = previewJoin)]
    pub fn preview_join(
        &self,
        shared: &StoredVaultIn,
        key: &str,
        parts: Vec<Ts<PartJson>>,
        now_ms: f64,
    ) -> Reply<Ts<JoinRowsView>> {
        let now = time(now_ms)?;
        let rows = invited(shared, key, &parts, true, |invitation| {
            self.vault.preview_join(invitation, now, &mut rng())
        })?;
        let view = |(account, joining): (postern_core::account::Account, Joining)| JoinRowView {
            issuer: account.issuer.as_str().to_owned(),
            name: account.name.as_str().to_owned(),
            what: match joining {
                Joining::New => JoiningView::New,
                Joining::Same => JoiningView::Same,
                Joining::Differs => JoiningView::Differs,
                Joining::OnlyHere => JoiningView::OnlyHere,
            },
        };
        out(&JoinRowsView { rows: rows.into_iter().map(view).collect() })
    }

    /// Joins the computers of a shared vault: takes over its id, its key and its slots, and merges
    /// its records. Also after another computer replaced the key. `returns`: this computer went its own
    /// way since it took part, and what either side deleted meanwhile is not deleted on the other.
    ///
    /// # Errors
    /// Same as `previewJoin`; `vault-read-only`, `vault-full`.
    pub fn join(
        &mut self,
        shared: &StoredVaultIn,
        key: &str,
        parts: Vec<Ts<PartJson>>,
        now_ms: f64,
        returns: bool,
    ) -> Reply<Ts<ReceivedView>> {
        let now = time(now_ms)?;
        let received = invited(shared, key, &parts, returns, |invitation| {
            self.vault.join(invitation, now, &mut rng())
        })?;
        self.received(received)
    }

    /// Another computer may no longer take part. The vault key has to be replaced: `rekey`.
    ///
    /// # Errors
    /// `account-unknown` for this computer; `vault-read-only`, `bad-request`.
    #[wasm_bindgen(js_name = removeComputer)]
    pub fn remove_computer(&mut self, id: &str) -> Reply<()> {
        let id = DeviceId::from_hex(id).ok_or(Failure::BadRequest)?;
        Ok(self.vault.remove_computer(id).map_err(Failure::from)?)
    }

    /// Values that lost against edits made side by side on two computers, without keys.
    ///
    /// # Errors
    /// None in practice.
    #[wasm_bindgen(js_name = lostVersions)]
    pub fn lost_versions(&self) -> Reply<Ts<LostVersionsView>> {
        let versions = self.vault.lost_versions().into_iter().map(|lost| LostVersionView {
            id: record_text(lost.id),
            issuer: lost.account.issuer.as_str().to_owned(),
            name: lost.account.name.as_str().to_owned(),
            field: lost.field.into(),
            text: lost.text,
            version: to_text(&lost.at.to_bytes()),
            at_ms: js_time(lost.at.ms),
        });
        out(&LostVersionsView { versions: versions.collect() })
    }

    /// Makes a value that lost the current one.
    ///
    /// # Errors
    /// `account-unknown` if the account or the value is gone; `vault-read-only`, `bad-request`.
    #[wasm_bindgen(js_name = keepLost)]
    pub fn keep_lost(&mut self, request: Ts<LostRequest>) -> Reply<()> {
        let LostRequest { id, field, version, now_ms } = taken(&request)?;
        let (id, at, now) = (record_id(&id)?, clock(&version)?, time(now_ms)?);
        let kept = self.vault.keep_lost(id, field.into(), at, now, &mut rng());
        Ok(kept.map_err(Failure::from)?)
    }

    /// Drops a value that lost.
    ///
    /// # Errors
    /// Same as `keepLost`.
    #[wasm_bindgen(js_name = dropLost)]
    pub fn drop_lost(&mut self, request: Ts<LostRequest>) -> Reply<()> {
        let LostRequest { id, field, version, now_ms } = taken(&request)?;
        let (id, at, now) = (record_id(&id)?, clock(&version)?, time(now_ms)?);
        let dropped = self.vault.drop_lost(id, field.into(), at, now, &mut rng());
        Ok(dropped.map_err(Failure::from)?)
    }

    /// The name of this computer among others: 16 hexadecimal digits.
    #[must_use]
    pub fn computer(&self) -> String {
        self.vault.device().to_hex()
    }

    fn received(&self, received: Received) -> Reply<Ts<ReceivedView>> {
        let own = self.vault.device();
        let computers = received.computers.into_iter().map(|computer| ComputerView {
            id: computer.id.to_hex(),
            is_mine: computer.id == own,
            name: computer.name,
            at_ms: js_time(computer.at_ms),
            ahead_ms: js_time(computer.ahead_ms),
        });
        let parts = received.parts.into_iter();
        let parts = parts.map(|(name, state)| PartStateJson { name, state: state.into() });
        out(&ReceivedView {
            is_changed: received.is_changed,
            added: received.added,
            updated: received.updated,
            deleted: received.deleted,
            not_fitting: received.not_fitting,
            computers: computers.collect(),
            locking: received.locking.and_then(|Locking { minutes, at_ms }| {
                Some(LockingJson { minutes: minutes.try_into().ok()?, at_ms: js_time(at_ms) })
            }),
            parts: parts.collect(),
            was_removed: received.was_removed,
            ended_ms: received.ended_ms.map(js_time),
        })
    }
}

impl From<PartState> for PartStateView {
    fn from(state: PartState) -> Self {
        match state {
            PartState::Read => Self::Read,
            PartState::KeyNeeded => Self::KeyNeeded,
            PartState::Behind => Self::Behind,
            PartState::OtherVault => Self::OtherVault,
            PartState::NewerVersion => Self::Newer,
            PartState::Damaged => Self::Damaged,
        }
    }
}

impl From<LostField> for LostFieldView {
    fn from(field: LostField) -> Self {
        match field {
            LostField::Key => Self::Key,
            LostField::Issuer => Self::Issuer,
            LostField::Name => Self::Name,
            LostField::Note => Self::Note,
        }
    }
}

impl From<LostFieldView> for LostField {
    fn from(field: LostFieldView) -> Self {
        match field {
            LostFieldView::Key => Self::Key,
            LostFieldView::Issuer => Self::Issuer,
            LostFieldView::Name => Self::Name,
            LostFieldView::Note => Self::Note,
        }
    }
}

/// Does something with the shared vault that a key opens.
fn invited<T>(
    shared: &StoredVaultIn,
    key: &str,
    parts: &[Ts<PartJson>],
    returns: bool,
    act: impl FnOnce(&Invitation<'_>) -> Result<T, JoinError>,
) -> Result<T, Failure> {
    let (shared, parts, key) = (shared.whole()?, parts_of(parts)?, vault_key(key)?);
    let (header, mac) = (&shared.header, &shared.mac);
    let invitation = Invitation { header, mac, key, parts: &parts, returns };
    wiped(|| act(&invitation)).map_err(|error| match error {
        JoinError::Open(error) => error.into(),
        JoinError::Edit(error) => error.into(),
    })
}

impl From<LayoutRequest> for Layout {
    fn from(layout: LayoutRequest) -> Self {
        match layout {
            LayoutRequest::Folder => Self::Folder,
            LayoutRequest::Account => Self::Account,
        }
    }
}

fn parts_of(parts: &[Ts<PartJson>]) -> Result<Vec<Part>, Failure> {
    parts.iter().map(|part| Ok(Part::from(taken(part)?))).collect()
}

fn vault_key(text: &str) -> Result<VaultKey, Failure> {
    let key = from_base64(text).and_then(|key| VaultKey::from_bytes(&key));
    key.ok_or(Failure::VaultWrongKey)
}

fn clock(text: &str) -> Result<Hlc, Failure> {
    let bytes = from_base64(text).ok_or(Failure::BadRequest)?;
    Hlc::from_bytes(&bytes).ok_or(Failure::BadRequest)
}
