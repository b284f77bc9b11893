//! One function decides for every path whether an account may be filled.

use super::suffix::is_public_suffix;
use crate::account::{Account, Site};

/// Under which condition an account may be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// The account is bound to the page and the frame is of the page's origin, or the user confirmed
    /// the frame in this page.
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
        // A yes holds for the pair: the frame's site in the page's, and neither of them elsewhere.
        (false, _) if is_confirmed(account, frame, top) => Ok(Leave::Free),
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
/// user widened the binding, one below it. Neither is a public suffix nor has one between them:
/// below `*.amazonaws.com`, `console` is Amazon's, and `s3` has a name for anyone.
#[must_use]
pub fn covers(bound: &Site, page: &Site) -> bool {
    let same_door = bound.scheme() == page.scheme() && bound.port() == page.port();
    let same_host = bound.host() == page.host();
    let below =
        || bound.has_subdomains() && !page.is_address() && is_below(page.host(), bound.host());
    same_door && (same_host || below())
}

/// True if a host is below another one and no public suffix is on the way.
fn is_below(host: &str, above: &str) -> bool {
    if !host.strip_suffix(above).is_some_and(|rest| rest.ends_with('.')) {
        return false;
    }
    let mut name = host;
    while !is_public_suffix(name) {
        match name.split_once('.') {
            _ if name == above => return true,
            Some((_, parent)) => name = parent,
            None => break,
        }
    }
    false
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

/// Whether two sites are of one owner, as far as their names tell: the same host, or hosts below the
/// same domain that is itself directly below a public suffix.
#[must_use]
pub fn is_same_owner(one: &Site, other: &Site) -> bool {
    let domain = |site| parents(site).pop().map(|widest| widest.host().to_owned());
    one.host() == other.host() || domain(one).is_some_and(|one| Some(one) == domain(other))
}
