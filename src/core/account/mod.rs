//! What an account is: types that cannot hold a wrong value.

mod binding;
mod case;
mod exceptions;
mod keeping;
mod kind;
mod look;
mod name;
mod secret;
mod site;
mod suffix;
mod time;

pub use binding::{covers, is_bound, is_same_owner, is_within, parents};
pub use case::{lower_case, without_accents};
pub use keeping::{Keeping, Note, RecoveryCode};
pub use kind::{Algorithm, Digits, Kind, Period, Pin};
pub use look::skeleton;
pub use name::{NAME_CHARS_MAX, Name, is_invisible};
pub use secret::{Secret, SecretError};
pub use site::{Scheme, Site, SiteError};
pub use suffix::is_public_suffix;
pub use time::{TimeError, UnixMillis};

/// One enrolled second factor: how its codes are made, what it is called, where it may be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// How codes are made from the secret.
    pub kind: Kind,
    /// The shared key.
    pub secret: Secret,
    /// Who issued it, as people know them ("IATA Customer Portal"). Never used to match a site.
    pub issuer: Name,
    /// The user's name at the issuer, usually an e-mail address.
    pub name: Name,
    /// Where its codes may be filled. Empty: nowhere until the user says so.
    pub sites: Vec<Site>,
    /// How its codes are filled.
    pub filling: Filling,
    /// Tags, note and other data that its owner keeps with it.
    pub keeping: Keeping,
    /// Parameters of the key URI that Postern does not use, kept so that nothing is lost.
    pub extras: Vec<(String, String)>,
}

/// How the codes of an account are filled; the default is what most portals want.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filling {
    /// The page's own button is pressed afterwards.
    pub presses: bool,
    /// The code is appended to the password, in the same field: the page has no other.
    pub appends: bool,
    /// The sites where the user chose this account among several.
    pub chosen_at: Vec<Site>,
    /// Site pairs (frame, page) of the cross-site frames that the user confirmed.
    pub frames: Vec<(Site, Site)>,
}

impl Account {
    /// An account without a name, bound to no site.
    #[must_use]
    pub fn new(kind: Kind, secret: Secret) -> Self {
        Self {
            kind,
            secret,
            issuer: Name::default(),
            name: Name::default(),
            sites: Vec::new(),
            filling: Filling::default(),
            keeping: Keeping::default(),
            extras: Vec::new(),
        }
    }

    /// True if both make the same codes from the same key, regardless of their names.
    #[must_use]
    pub fn same_codes(&self, other: &Self) -> bool {
        self.secret == other.secret && self.kind.same_codes(&other.kind)
    }
}
