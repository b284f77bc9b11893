//! One function decides for every path whether an account may be filled.

use crate::account::{Account, Site, is_bound};

/// Under which condition an account may be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// The account is bound to the page and the frame has the page's origin, or the user confirmed
    /// the frame in this page.
    Free,
    /// The account is bound to the frame, which is in another site's page: the user has to see both
    /// origins and confirm.
    IfConfirmed,
}

/// Why an account is not filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The field is in a frame with another origin than the page, and the account is not bound to
    /// it.
    OtherFrame,
    /// The account is not bound to this site.
    NotBound,
}

/// Whether an account may be filled into a frame of a page. Titles, issuers and names are ignored.
///
/// ```
/// use postern_core::account::Site;
/// use postern_core::page::{Permission, Refusal, may_fill};
/// use postern_core::read::parse_uri;
///
/// let site = |origin| Site::from_origin(origin).unwrap();
/// let (portal, login) = (site("https://portal.iata.org"), site("https://login.example"));
/// let mut account = parse_uri("otpauth://totp/IATA?secret=JBSWY3DPEHPK3PXP").unwrap().account;
/// account.sites.push(portal.clone());
///
/// assert_eq!(may_fill(&account, &portal, &portal), Ok(Permission::Free));
/// assert_eq!(may_fill(&account, &login, &login), Err(Refusal::NotBound));
/// // The portal's frame in a page of somebody else: the user is asked.
/// assert_eq!(may_fill(&account, &portal, &login), Ok(Permission::IfConfirmed));
/// ```
///
/// # Errors
/// [`Refusal`] says why not.
pub fn may_fill(account: &Account, frame: &Site, top: &Site) -> Result<Permission, Refusal> {
    match (frame == top, is_bound(account, frame)) {
        (true, true) => Ok(Permission::Free),
        (true, false) => Err(Refusal::NotBound),
        // A confirmation holds for the pair: the frame's site in the page's, and nowhere else.
        (false, _) if is_confirmed(account, frame, top) => Ok(Permission::Free),
        (false, true) => Ok(Permission::IfConfirmed),
        (false, false) => Err(Refusal::OtherFrame),
    }
}

/// Whether the user has seen both origins and confirmed.
fn is_confirmed(account: &Account, frame: &Site, top: &Site) -> bool {
    account.filling.frames.iter().any(|(one, other)| (one, other) == (frame, top))
}
