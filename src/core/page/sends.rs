//! Whether a form sends what is typed into it to somebody else.

use crate::account::{Account, Site, is_bound, is_same_owner};

/// True if a form in a frame of `frame` that sends to `place` gives the code to another site than the
/// one the account is for. `place` is an origin, or the bare scheme of what has no site.
///
/// The frame's own site is its registrable domain: portals at `login.example.com` send to
/// `auth.example.com` every day, and whoever can answer there is let in by the portal itself. A site
/// that the account is bound to is its own as well. A step down from HTTPS never is.
#[must_use]
pub fn sends_away(account: &Account, frame: &Site, place: &str) -> bool {
    // Both stay in the page: old portals send with a script of theirs (`javascript:` does nothing that
    // a script of the page could not do anyway), and `about:blank` asks no server.
    if matches!(place, "" | "javascript:" | "about:") {
        return false;
    }
    let Ok(place) = Site::from_origin(place) else { return true };
    let is_own = frame.scheme() == place.scheme() && is_same_owner(frame, &place);
    !is_own && !is_bound(account, &place)
}
