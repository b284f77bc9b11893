//! Why a file, or one row of it, was not read. Carries no input.

use postern_core::read::{KeyError, Place, UriError, UriProblem};

/// Why nothing of a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// It is nothing that any of the known apps writes.
    Unknown,
    /// It begins like a file of a known app, and does not go on like one.
    Damaged,
    /// It is one, and holds no account.
    Empty,
    /// More bytes, rows or layers than any real export has.
    TooLarge,
    /// It is encrypted.
    PasswordNeeded {
        /// About how much work opening it is: MiB of memory gone through.
        work_mib: u32,
    },
    /// The password does not open it, or it was changed.
    PasswordWrong,
    /// It can only be opened by the account at the app's maker.
    Restricted,
    /// It is encrypted with OpenPGP.
    Pgp,
    /// A version of the app's format that is too old.
    OldVersion,
    /// It asks for more work than any real export does.
    Costly,
    /// The browser has not as much memory as the file's protection asks for.
    Memory,
}

/// Why one row of a file was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its key or its kind cannot be used.
    Key(UriError),
    /// It lay in the app's bin.
    Trashed,
    /// It is sealed with another password than the one given.
    Sealed,
}

impl Why {
    pub(crate) fn at(place: Place, problem: UriProblem) -> Self {
        Self::Key(UriError { place, problem })
    }
}

impl From<UriError> for Why {
    fn from(error: UriError) -> Self {
        Self::Key(error)
    }
}

impl From<KeyError> for Why {
    fn from(error: KeyError) -> Self {
        Self::at(Place::Secret, UriProblem::Key(error))
    }
}
