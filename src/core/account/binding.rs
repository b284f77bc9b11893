//! Which pages lie within the sites that an account is bound to.

use super::suffix::is_public_suffix;
use super::{Account, Site};

/// True if a page is within one of the sites an account is bound to.
#[must_use]
pub fn is_bound(account: &Account, page: &Site) -> bool {
    account.sites.iter().any(|bound| covers(bound, page))
}

/// True if a page is within a bound site: same scheme and port, and the same host or, where the
/// user widened the binding, a subdomain of it. Neither host is a public suffix, and none lies
/// between them: below `*.amazonaws.com`, `console` belongs to Amazon, but `s3` gives names to
/// anyone.
///
/// ```
/// use postern_core::account::{Site, covers};
///
/// let site = |origin| Site::from_origin(origin).unwrap();
/// let bound = site("https://iata.org");
/// assert!(covers(&bound, &site("https://iata.org")));
/// assert!(!covers(&bound, &site("https://portal.iata.org")));
/// assert!(covers(&bound.with_subdomains(true), &site("https://portal.iata.org")));
/// ```
#[must_use]
pub fn covers(bound: &Site, page: &Site) -> bool {
    let same_door = bound.scheme() == page.scheme() && bound.port() == page.port();
    let same_host = bound.host() == page.host();
    let below =
        || bound.has_subdomains() && !page.is_address() && is_below(page.host(), bound.host());
    same_door && (same_host || below())
}

/// True if a host is a given one, or below it. Whose names those are is not asked.
#[must_use]
pub fn is_within(host: &str, above: &str) -> bool {
    host.strip_suffix(above).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// True if a host is a subdomain of another one with no public suffix in between.
fn is_below(host: &str, above: &str) -> bool {
    if host == above || !is_within(host, above) {
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

/// Whether two sites have the same owner, as far as their names tell: the same host, or hosts below
/// the same domain that is itself directly below a public suffix.
#[must_use]
pub fn is_same_owner(one: &Site, other: &Site) -> bool {
    let domain = |site| parents(site).pop().map(|widest| widest.host().to_owned());
    one.host() == other.host() || domain(one).is_some_and(|one| Some(one) == domain(other))
}
