//! The rows of the account list: only those that are drawn are computed.

use super::edit::confirmed_frames;
use super::request::{ListRequest, number, optional_text, text, texts, whole};
use super::session::{Session, code_view, record_id, record_text};
use super::view::{KindView, ListView, RowView};
use super::{Reply, js_time, out, rng, time};
use crate::account::{Account, Kind, Name, Site, UnixMillis, is_bound};
use crate::code::{code_at, next_code};
use crate::failure::Failure;
use crate::list::{Order, Query, arrange, distinct, placed};
use crate::vault::RecordId;
use tsify::Ts;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// The rows asked for: accounts of the page in front first, then pinned ones, then the others,
    /// each group in the order asked for.
    ///
    /// # Errors
    /// `bad-request`.
    pub fn list(&self, request: &ListRequest) -> Reply<Ts<ListView>> {
        let now = time(number(request, "nowMs")?)?;
        let page = Site::from_origin(&text(request, "origin")?).ok();
        let for_page =
            |account: &Account| page.as_ref().is_some_and(|page| is_bound(account, page));
        let chosen = |account: &Account| {
            page.as_ref().is_some_and(|page| account.filling.chosen_at.contains(page))
        };
        let mut accounts = self.vault.accounts();
        let (total, tags) = (accounts.len(), tags(&accounts));
        let tag =
            optional_text(request, "tag").filter(|tag| !tag.is_empty()).map(|tag| Name::new(&tag));
        if let Some(tag) = tag {
            accounts.retain(|(_, account)| account.keeping.tags.contains(&tag));
        }
        accounts = Query::new(&text(request, "query")?).find(&accounts);
        arrange(&mut accounts, order(request)?, &first(request), |account| {
            match (for_page(account), chosen(account), account.keeping.pinned) {
                (true, true, _) => 0,
                (true, false, _) => 1,
                (false, _, true) => 2,
                (false, _, false) => 3,
            }
        });
        let place =
            |key| whole(request, key).map(|rows| usize::try_from(rows).unwrap_or(usize::MAX));
        let (from, count) = (place("from")?, place("count")?);
        out(&ListView {
            total,
            matching: accounts.len(),
            tags,
            // They are the first.
            for_page: accounts.iter().take_while(|(_, account)| for_page(account)).count(),
            rows: accounts
                .iter()
                .skip(from)
                .take(count)
                .map(|(id, account)| RowView {
                    chosen: chosen(account),
                    frames: page
                        .as_ref()
                        .map_or_else(Vec::new, |top| confirmed_frames(account, top)),
                    ..row(*id, account, for_page(account), now)
                })
                .collect(),
        })
    }

    /// Puts an account before another one in the order that its owner gives, or behind all of them.
    ///
    /// # Errors
    /// `account-unknown`, `vault-read-only`.
    pub fn place(&mut self, id: &str, before: Option<String>, now_ms: f64) -> Reply<()> {
        let (id, now) = (record_id(id)?, time(now_ms)?);
        let before = before.map(|before| record_id(&before)).transpose()?;
        let places = placed(&self.vault.accounts(), id, before).ok_or(Failure::AccountUnknown)?;
        for (id, place) in places {
            let change = |account: &mut Account| account.keeping.place = Some(place);
            self.vault.update(id, change, now, &mut rng()).map_err(Failure::from)?;
        }
        Ok(())
    }
}

fn order(request: &ListRequest) -> Result<Order, Failure> {
    match optional_text(request, "order").as_deref() {
        None | Some("added") => Ok(Order::Added),
        Some("name") => Ok(Order::Name),
        Some("manual") => Ok(Order::Manual),
        Some(_) => Err(Failure::BadRequest),
    }
}

/// Accounts that are gone meanwhile are not waited for.
fn first(request: &ListRequest) -> Vec<RecordId> {
    let ids = texts(request, "first").unwrap_or_default();
    ids.iter().filter_map(|id| record_id(id).ok()).collect()
}

fn tags(accounts: &[(RecordId, &Account)]) -> Vec<String> {
    let all = accounts.iter().flat_map(|(_, account)| &account.keeping.tags);
    let all: Vec<&str> = all.map(Name::as_str).collect();
    distinct(&all).into_iter().map(ToOwned::to_owned).collect()
}

fn row(id: RecordId, account: &Account, for_page: bool, now: UnixMillis) -> RowView {
    let shown = account.kind.period_s().is_some();
    let code = if shown { code_at(account, now).ok() } else { None };
    RowView {
        id: record_text(id),
        issuer: account.issuer.as_str().to_owned(),
        name: account.name.as_str().to_owned(),
        kind: kind_view(&account.kind),
        code_chars: account.kind.code_chars(),
        changes_ms: code.as_ref().and_then(|code| code.changes_ms(now)).map(js_time),
        next: code.as_ref().and_then(|code| next_code(account, code, now)).map(|code| code.text),
        code: code.map(code_view),
        for_page,
        sites: account.sites.iter().map(ToString::to_string).collect(),
        frames: Vec::new(),
        chosen: false,
        appends: account.filling.appends,
        pinned: account.keeping.pinned,
        tags: account.keeping.tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
        has_note: !account.keeping.note.text().is_empty(),
    }
}

pub(super) fn kind_view(kind: &Kind) -> KindView {
    match kind {
        Kind::Totp { .. } => KindView::Totp,
        Kind::Hotp { .. } => KindView::Hotp,
        Kind::Steam => KindView::Steam,
        Kind::Motp { .. } => KindView::Motp,
        Kind::Yandex { .. } => KindView::Yandex,
    }
}
