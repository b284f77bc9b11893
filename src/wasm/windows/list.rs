//! The rows of the account list: only those that are drawn are computed.

use super::edit::confirmed_frames;
use super::request::{ListRequest, OrderRequest};
use super::session::{Session, code_view, record_id, record_text};
use super::view::{ListView, RowView};
use super::{js_time, time};
use crate::failure::Failure;
use crate::{Reply, out, rng, taken};
use postern_core::account::{Account, Name, Site, UnixMillis, is_bound};
use postern_core::code::{code_at, next_code};
use postern_core::list::{Order, Query, Suggestions, arrange, distinct, placed};
use postern_core::vault::RecordId;
use tsify::Ts;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// The requested rows: accounts of the page in front first, then those without a site that may
    /// belong there, then pinned ones, then the others, each group in the requested order.
    ///
    /// # Errors
    /// `bad-request`.
    pub fn list(&self, request: Ts<ListRequest>) -> Reply<Ts<ListView>> {
        let request = taken(&request)?;
        let now = time(request.now_ms)?;
        let page = Site::from_origin(&request.origin).ok();
        let for_page =
            |account: &Account| page.as_ref().is_some_and(|page| is_bound(account, page));
        let chosen = |account: &Account| {
            page.as_ref().is_some_and(|page| account.filling.chosen_at.contains(page))
        };
        let suggestions = page.as_ref().and_then(Suggestions::new);
        let suggested =
            |account: &Account| suggestions.as_ref().is_some_and(|page| page.suggests(account));
        let mut accounts = self.vault.accounts();
        let (total, tags) = (accounts.len(), tags(&accounts));
        if !request.tag.is_empty() {
            let tag = Name::new(&request.tag);
            accounts.retain(|(_, account)| account.keeping.tags.contains(&tag));
        }
        accounts = Query::new(&request.query).find(&accounts);
        arrange(&mut accounts, request.order.into(), &first(&request.first), |account| {
            match (for_page(account), chosen(account), account.keeping.pinned) {
                (true, true, _) => 0,
                (true, false, _) => 1,
                (false, _, _) if suggested(account) => 2,
                (false, _, true) => 3,
                (false, _, false) => 4,
            }
        });
        let rows = |rows| usize::try_from(rows).unwrap_or(usize::MAX);
        let here = accounts.iter().take_while(|(_, account)| for_page(account)).count();
        out(&ListView {
            total,
            matching: accounts.len(),
            tags,
            // They come first.
            for_page: here,
            suggested: accounts
                .iter()
                .skip(here)
                .take_while(|(_, account)| suggested(account))
                .count(),
            rows: accounts
                .iter()
                .skip(rows(request.from))
                .take(rows(request.count))
                .map(|(id, account)| RowView {
                    chosen: chosen(account),
                    suggested: suggested(account),
                    frames: page
                        .as_ref()
                        .map_or_else(Vec::new, |top| confirmed_frames(account, top)),
                    ..row(*id, account, for_page(account), now)
                })
                .collect(),
        })
    }

    /// Moves an account before another one in the manual order, or to the end.
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

impl From<OrderRequest> for Order {
    fn from(order: OrderRequest) -> Self {
        match order {
            OrderRequest::Added => Self::Added,
            OrderRequest::Name => Self::Name,
            OrderRequest::Manual => Self::Manual,
        }
    }
}

/// Ids of accounts that no longer exist are ignored.
fn first(ids: &[String]) -> Vec<RecordId> {
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
        kind: (&account.kind).into(),
        code_chars: account.kind.code_chars(),
        changes_ms: code.as_ref().and_then(|code| code.changes_ms(now)).map(js_time),
        next: code.as_ref().and_then(|code| next_code(account, code, now)).map(|code| code.text),
        code: code.map(code_view),
        for_page,
        sites: account.sites.iter().map(ToString::to_string).collect(),
        frames: Vec::new(),
        chosen: false,
        suggested: false,
        appends: account.filling.appends,
        pinned: account.keeping.pinned,
        tags: account.keeping.tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
        has_note: !account.keeping.note.text().is_empty(),
    }
}
