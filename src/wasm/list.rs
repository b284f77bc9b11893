//! The rows of the account list: only those that are drawn are computed.

use super::request::{ListRequest, number, text, whole};
use super::session::{Session, code_view, record_text};
use super::view::{KindView, ListView, RowView};
use super::{Reply, out, time};
use crate::account::{Account, Kind, Name, Site, UnixMillis, lower_case};
use crate::code::code_at;
use crate::page::is_bound;
use crate::vault::RecordId;
use tsify::Ts;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// The rows asked for: accounts of the page in front first, then pinned ones, then the others in
    /// the order they were added.
    ///
    /// # Errors
    /// `bad-request`.
    pub fn list(&self, request: &ListRequest) -> Reply<Ts<ListView>> {
        let now = time(number(request, "nowMs")?)?;
        let page = Site::from_origin(&text(request, "origin")?).ok();
        let for_page =
            |account: &Account| page.as_ref().is_some_and(|page| is_bound(account, page));
        let accounts = self.vault.accounts();
        let total = accounts.len();
        let words = words(&text(request, "query")?);
        let chosen = |account: &Account| {
            page.as_ref().is_some_and(|page| account.filling.chosen_at.contains(page))
        };
        let matching = accounts.into_iter().filter(|(_, account)| matches(account, &words));
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            matching.partition(|(_, account)| for_page(account));
        let (pinned, elsewhere): (Vec<_>, Vec<_>) =
            elsewhere.into_iter().partition(|(_, account)| account.keeping.pinned);
        // The others stay in the order they were added.
        let (first, here): (Vec<_>, Vec<_>) =
            here.into_iter().partition(|(_, account)| chosen(account));
        let here_count = first.len() + here.len();
        let matching = here_count + pinned.len() + elsewhere.len();
        let place =
            |key| whole(request, key).map(|rows| usize::try_from(rows).unwrap_or(usize::MAX));
        let (from, count) = (place("from")?, place("count")?);
        let rows =
            first.into_iter().chain(here).chain(pinned).chain(elsewhere).skip(from).take(count);
        out(&ListView {
            total,
            matching,
            for_page: here_count,
            rows: rows
                .map(|(id, account)| RowView {
                    chosen: chosen(account),
                    ..row(id, account, for_page(account), now)
                })
                .collect(),
        })
    }
}

fn row(id: RecordId, account: &Account, for_page: bool, now: UnixMillis) -> RowView {
    let shown = account.kind.period_s().is_some();
    RowView {
        id: record_text(id),
        issuer: account.issuer.as_str().to_owned(),
        name: account.name.as_str().to_owned(),
        kind: kind_view(&account.kind),
        code_chars: account.kind.code_chars(),
        code: if shown { code_at(account, now).ok().map(code_view) } else { None },
        for_page,
        sites: account.sites.iter().map(ToString::to_string).collect(),
        chosen: false,
        appends: account.filling.appends,
        pinned: account.keeping.pinned,
        tags: account.keeping.tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
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

fn words(query: &str) -> Vec<String> {
    query.split_whitespace().map(lower).collect()
}

/// True if every word occurs in the issuer, the name, a tag or a site.
fn matches(account: &Account, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let sites = account.sites.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let tags = account.keeping.tags.iter().map(Name::as_str).collect::<Vec<_>>().join(" ");
    let text = format!("{} {} {tags} {sites}", account.issuer.as_str(), account.name.as_str());
    let text = lower(&text);
    words.iter().all(|word| text.contains(word))
}

fn lower(text: &str) -> String {
    text.chars().map(lower_case).collect()
}
