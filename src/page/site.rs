//! One function decides for every path whether an account may be filled.

use super::suffix::is_public_suffix;
use crate::account::{Account, Site};

/// Under which condition an account may be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// The account is bound to the frame, which has the page's own origin or was confirmed in it.
    Free,
    /// The account is bound to the frame, which stands in another site's page: the user has to see
    /// both origins and say yes.
    IfConfirmed,
}

/// Why an account is not filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The field is in a frame of another origin than the page, and the account is not bound to it.
    OtherFrame,
    /// The account is not bound to this site.
    NotBound,
}

/// Whether an account may be filled into a frame of a page. Titles, issuers and names are not asked.
///
/// # Errors
/// [`Refusal`] says why not.
pub fn may_fill(account: &Account, frame: &Site, top: &Site) -> Result<Leave, Refusal> {
    match (frame == top, is_bound(account, frame)) {
        (true, true) => Ok(Leave::Free),
        (true, false) => Err(Refusal::NotBound),
        (false, true) if is_confirmed(account, frame, top) => Ok(Leave::Free),
        (false, true) => Ok(Leave::IfConfirmed),
        (false, false) => Err(Refusal::OtherFrame),
    }
}

/// Whether the user has seen both origins and said yes.
fn is_confirmed(account: &Account, frame: &Site, top: &Site) -> bool {
    account.filling.frames.iter().any(|(one, other)| (one, other) == (frame, top))
}

/// True if a page is within one of the sites an account is bound to.
#[must_use]
pub fn is_bound(account: &Account, page: &Site) -> bool {
    account.sites.iter().any(|bound| covers(bound, page))
}

/// True if a page is within a bound site: same scheme and port, and the same host or, where the
/// user widened the binding, one below it. A public suffix covers nothing below it.
#[must_use]
pub fn covers(bound: &Site, page: &Site) -> bool {
    let same_door = bound.scheme() == page.scheme() && bound.port() == page.port();
    let same_host = bound.host() == page.host();
    let below = || {
        bound.has_subdomains()
            && !page.is_address()
            && !is_public_suffix(bound.host())
            && page.host().strip_suffix(bound.host()).is_some_and(|rest| rest.ends_with('.'))
    };
    same_door && (same_host || below())
}

/// True if two sites belong to one owner: the same scheme, and the same host or registrable domain.
#[must_use]
pub fn is_same_site(one: &Site, other: &Site) -> bool {
    let same_domain = || {
        let domain = registrable(one);
        domain.is_some() && domain == registrable(other)
    };
    one.scheme() == other.scheme() && (one.host() == other.host() || same_domain())
}

/// The public suffix of a host and the label before it; `None` for IP addresses and suffixes.
fn registrable(site: &Site) -> Option<&str> {
    if site.is_address() || is_public_suffix(site.host()) {
        return None;
    }
    let mut host = site.host();
    while let Some((_, parent)) = host.split_once('.') {
        if is_public_suffix(parent) {
            break;
        }
        host = parent;
    }
    Some(host)
}

/// The sites a binding may be widened to, narrowest first: the host with its subdomains, then its
/// parents, up to but not including a public suffix. None for IP addresses.
#[must_use]
pub fn parents(site: &Site) -> Vec<Site> {
    if site.is_address() || is_public_suffix(site.host()) {
        return Vec::new();
    }
    let mut found = vec![site.clone().with_subdomains(true)];
    let mut host = site.host();
    while let Some((_, parent)) = host.split_once('.') {
        if is_public_suffix(parent) {
            break;
        }
        found.extend(site.at_parent(parent).map(|site| site.with_subdomains(true)));
        host = parent;
    }
    found
}
