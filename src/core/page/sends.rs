//! Whether a form sends what is typed into it to another site.

use crate::account::{Account, Site, is_bound, is_same_owner};

/// True if a form in a frame of `frame` that sends to `place` gives the code to a site other than
/// the account's. `place` is an origin, or the bare scheme of a URL without a site.
///
/// The frame's own site is its registrable domain: portals at `login.example.com` routinely send to
/// `auth.example.com`, and the portal itself decides which servers answer there. A site that the
/// account is bound to also counts as its own. A downgrade from HTTPS never does.
#[must_use]
pub fn sends_away(account: &Account, frame: &Site, place: &str) -> bool {
    // Both stay in the page: old portals submit with their own script (`javascript:` can do nothing
    // that a script of the page could not do), and `about:blank` contacts no server.
    if matches!(place, "" | "javascript:" | "about:") {
        return false;
    }
    let Ok(place) = Site::from_origin(place) else { return true };
    let is_own = frame.scheme() == place.scheme() && is_same_owner(frame, &place);
    !is_own && !is_bound(account, &place)
}
