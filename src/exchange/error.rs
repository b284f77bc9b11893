//! Why a file, or one of its rows, was not read. Does not contain the input.

use postern_core::read::{KeyError, Place, UriError, UriProblem};

/// Why a file was not read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportError {
    /// None of the known apps writes such a file.
    Unknown,
    /// It begins like a file of a known app, but does not continue like one.
    Damaged,
    /// It is a file of a known app, but has no accounts.
    Empty,
    /// More bytes, rows or layers than any real export has.
    TooLarge,
    /// It is encrypted.
    PasswordNeeded {
        /// Approximate work to open it: memory passed over, in MiB.
        work_mib: u32,
        /// A second file may be needed beside the password.
        takes_file: bool,
    },
    /// The password does not open it, and its second file may be missing or a different one.
    SecondFileNeeded,
    /// The password does not open it, or the file was changed.
    PasswordWrong,
    /// It can only be opened with an account at the app's maker.
    Restricted,
    /// It is encrypted with OpenPGP.
    Pgp,
    /// A version of the app's format that is too old.
    OldVersion,
    /// A PDF.
    Pdf,
    /// An archive of another kind than zip.
    Archive,
    /// A database that is encrypted, or stored in a layout that is not supported.
    Database,
    /// Bytes that no known app writes.
    Binary,
    /// It requires more work than any real export.
    Costly,
    /// The browser does not have the memory that the file's protection requires.
    Memory,
}

/// Why a row of a file was skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkipReason {
    /// Its key or its kind cannot be used.
    Key(UriError),
    /// It was in the app's bin.
    Trashed,
    /// It is sealed with a different password from the given one.
    Sealed,
    /// The file has more accounts than a vault holds.
    OverLimit,
}

impl SkipReason {
    pub(crate) fn at(place: Place, problem: UriProblem) -> Self {
        Self::Key(UriError { place, problem })
    }
}

impl From<UriError> for SkipReason {
    fn from(error: UriError) -> Self {
        Self::Key(error)
    }
}

impl From<KeyError> for SkipReason {
    fn from(error: KeyError) -> Self {
        Self::at(Place::Secret, UriProblem::Key(error))
    }
}
