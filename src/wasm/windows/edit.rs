//! The edit form: the data it shows and saves.

use super::request::EditRequest;
use super::session::{Session, record_id};
use super::time;
use super::view::{DetailsView, RecoveryView, SiteView};
use crate::failure::Failure;
use crate::{Reply, out, rng, taken};
use postern_core::account::{
    Account, Keeping, Kind, Name, Note, Pin, RecoveryCode, Site, is_bound, is_public_suffix,
    parents,
};
use tsify::Ts;
use wasm_bindgen::prelude::*;

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

    /// Saves the edit form.
    ///
    /// # Errors
    /// `account-unknown`, `site-unusable`, `pin-bad`, `vault-read-only`.
    pub fn edit(&mut self, request: Ts<EditRequest>, now_ms: f64) -> Reply<()> {
        let request = taken(&request)?;
        let mut sites = Vec::new();
        for site in &request.sites {
            let site = usable_site(site)?;
            if !sites.contains(&site) {
                sites.push(site);
            }
        }
        let keeping = keeping(&request);
        let pin = Pin::new(&request.pin).ok_or(Failure::PinBad)?;
        let change = |account: &mut Account| {
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
        let id = record_id(&request.id)?;
        self.vault.update(id, change, time(now_ms)?, &mut rng()).map_err(Failure::from)?;
        Ok(())
    }
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
fn usable_site(text: &str) -> Result<Site, Failure> {
    let site = Site::from_text(text).map_err(|_| Failure::SiteUnusable)?;
    if site.has_subdomains() && is_public_suffix(site.host()) {
        return Err(Failure::SiteUnusable);
    }
    Ok(site)
}
