//! The edit form: the data it shows and saves.

use super::add::{algorithm_of, coded, counter_of, parse_text};
use super::request::EditRequest;
use super::session::{Session, record_id};
use super::time;
use super::view::{DetailsView, RecoveryView, SiteView};
use crate::failure::Failure;
use crate::{Reply, out, rng, taken};
use postern_core::account::{
    Account, Keeping, Kind, Name, Note, Pin, RecoveryCode, Secret, Site, is_bound,
    is_public_suffix, parents,
};
use postern_core::read::is_link;
use tsify::Ts;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

#[wasm_bindgen]
impl Session {
    /// The data of the edit form; `origin` is that of the page in front, or empty.
    ///
    /// # Errors
    /// `account-unknown`.
    pub fn details(&self, id: &str, origin: &str) -> Reply<Ts<DetailsView>> {
        let account = self.account(id)?;
        let top = Site::from_origin(origin).ok();
        let frames = top.as_ref().map_or_else(Vec::new, |top| confirmed_frames(account, top));
        let page = top.filter(|page| !is_bound(account, page));
        out(&DetailsView {
            issuer: account.issuer.as_str().to_owned(),
            name: account.name.as_str().to_owned(),
            kind: (&account.kind).into(),
            code_chars: account.kind.code_chars(),
            period_s: account.kind.period_s(),
            algorithm: algorithm_of(&account.kind),
            counter: counter_of(&account.kind),
            sites: account.sites.iter().map(site_view).collect(),
            frames,
            presses: account.filling.presses,
            appends: account.filling.appends,
            pinned: account.keeping.pinned,
            tags: account.keeping.tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
            note: account.keeping.note.text().to_owned(),
            recovery: account.keeping.recovery.iter().map(recovery_view).collect(),
            needs_pin: account.kind.needs_pin(),
            page_site: page.map(|page| page.to_string()),
        })
    }

    /// Saves the edit form. With a new key, the account as it was goes to the bin.
    ///
    /// # Errors
    /// `account-unknown`, `site-unusable`, `pin-bad`, `vault-read-only`; `key-…` and `account-exists`
    /// for a new key, `digits-bad` and others for how codes are made.
    pub fn edit(&mut self, request: Ts<EditRequest>, now_ms: f64) -> Reply<()> {
        let request = taken(&request)?;
        let mut sites = Vec::new();
        for site in &request.sites {
            let site = usable_site(site)?;
            if !sites.contains(&site) {
                sites.push(site);
            }
        }
        let id = record_id(&request.id)?;
        let now = time(now_ms)?;
        let own = self.account(&request.id)?.kind.clone();
        let key = new_key(&request)?;
        let base = key.as_ref().and_then(|(kind, _)| kind.clone()).unwrap_or(own);
        let kind = coded(&base, &request.coding)?;
        let keeping = keeping(&request);
        let pin = Pin::new(&request.pin).ok_or(Failure::PinBad)?;
        let change = |account: &mut Account| {
            account.kind = kind;
            account.keeping = Keeping { place: account.keeping.place, ..keeping };
            if let (false, Kind::Motp { pin: own } | Kind::Yandex { pin: own }) =
                (pin.is_empty(), &mut account.kind)
            {
                *own = pin;
            }
            account.issuer = Name::new(&request.issuer);
            account.name = Name::new(&request.name);
            account.sites = sites;
            account.filling.presses = request.presses;
            account.filling.appends = request.appends;
        };
        if let Some((_, key)) = key {
            self.vault.change_key(id, key, now, &mut rng()).map_err(Failure::from)?;
        }
        self.vault.update(id, change, now, &mut rng()).map_err(Failure::from)?;
        Ok(())
    }
}

/// A site that the user typed, as the form shows it.
///
/// # Errors
/// `site-unusable`.
#[wasm_bindgen(js_name = siteOf)]
pub fn typed_site(text: &str) -> Reply<Ts<SiteView>> {
    out(&site_view(&usable_site(text)?))
}

/// The key that replaces the account's, if one was typed; a link says how its codes are made, too.
fn new_key(request: &EditRequest) -> Result<Option<(Option<Kind>, Secret)>, Failure> {
    let typed = Zeroizing::new(request.text.clone());
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let account = parse_text(&typed, request.encoding)?.account;
    Ok(Some((is_link(&typed).then_some(account.kind), account.secret)))
}

/// The owner's data for an account, from the edit form.
fn keeping(request: &EditRequest) -> Keeping {
    let mut keeping =
        Keeping { pinned: request.pinned, note: Note::new(&request.note), ..Keeping::default() };
    for tag in &request.tags {
        keeping.tag(tag);
    }
    for code in &request.recovery {
        keeping.recover_with(code, request.used.contains(code));
    }
    keeping
}

/// The code leaves for the form because its owner asked for it.
fn recovery_view(code: &RecoveryCode) -> RecoveryView {
    RecoveryView { code: code.text().to_owned(), used: code.used }
}

/// The origins of the frames that the user confirmed in pages of a site.
pub(super) fn confirmed_frames(account: &Account, top: &Site) -> Vec<String> {
    let here = account.filling.frames.iter().filter(|(_, page)| page == top);
    here.map(|(frame, _)| frame.origin()).collect()
}

fn site_view(site: &Site) -> SiteView {
    let alone = site.clone().with_subdomains(false);
    let wider = parents(&alone).into_iter();
    let choices = std::iter::once(alone.clone()).chain(wider).map(|site| site.to_string());
    SiteView { site: site.to_string(), choices: choices.collect() }
}

/// A site from the edit form: one that a page can have, and not a public suffix.
pub(super) fn usable_site(text: &str) -> Result<Site, Failure> {
    let site = Site::from_text(text).map_err(|_| Failure::SiteUnusable)?;
    if site.has_subdomains() && is_public_suffix(site.host()) {
        return Err(Failure::SiteUnusable);
    }
    Ok(site)
}
