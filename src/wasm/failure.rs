//! Failures that are not bugs, as codes and numbers. The messages are in `_locales`.

use postern_core::page::Refusal;
use postern_core::read::{DeclaredError, KeyError, Place, UriError, UriProblem};
use postern_core::vault::{EditError, OpenError};
#[cfg(feature = "workers")]
use postern_exchange::{ImportError, SkipReason};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;

/// An expected failure: thrown as `{ code: "wrong-key" }`. Does not contain the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Tsify)]
#[serde(tag = "code", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Failure {
    /// The shell sent something that is not a valid request.
    BadRequest,
    /// A picture without pixels, or with too many.
    PictureUnusable,
    /// The stored vault is no longer valid.
    VaultDamaged,
    /// A newer Postern wrote the vault.
    VaultNewer,
    /// The device key beside the vault does not open it.
    VaultWrongKey,
    /// It opens only with a passphrase, a passkey or the recovery key.
    VaultLocked,
    /// The remaining slots would not be enough to open the vault safely.
    SlotNeeded,
    /// The check characters of the recovery key do not match.
    RecoveryMisread,
    /// Fewer than eight characters.
    PassphraseShort,
    /// More than 4,096 bytes.
    PassphraseLong,
    /// Part of the vault cannot be read, so nothing is written.
    VaultReadOnly,
    /// The vault holds the maximum number of accounts.
    VaultFull,
    /// The account no longer exists.
    AccountUnknown,
    /// There already is an account with this key.
    AccountExists,
    /// The counter is at 2^64 − 1: no further code exists.
    CounterExhausted,
    /// The account needs its PIN first.
    PinNeeded,
    /// The PIN is too long.
    PinBad,
    /// The text is neither a key nor a key link.
    NotAKey,
    /// A Google Authenticator export with several accounts.
    Migration,
    /// Nothing was given.
    KeyMissing,
    /// Less than one byte.
    KeyTooShort,
    /// More bytes than any key has.
    KeyTooLong,
    /// A padding sign before the end.
    KeyPadding,
    /// 0, 1 or 8, which keys do not have.
    KeyLookAlike {
        /// Which character, from 1.
        position: usize,
        /// The character found.
        found: char,
        /// The character probably meant.
        perhaps: char,
    },
    /// A character that does not occur in keys.
    KeyBadCharacter {
        /// Which character, from 1.
        position: usize,
    },
    /// Only hexadecimal digits: the user may declare it a hexadecimal key.
    KeyLooksHex,
    /// A link for a kind of code that Postern does not make.
    TypeUnsupported,
    /// A link for a hash function that Postern does not support.
    AlgorithmUnsupported,
    /// A link whose counter is not a number below 2^64.
    CounterBad,
    /// The user declared another number of digits than 1 to 10.
    DigitsBad,
    /// The user declared another period than 1 to 86,400 seconds.
    PeriodBad,
    /// Codes are not filled at this kind of page: `chrome://`, a file, ….
    PageUnsupported,
    /// The page came over plain HTTP.
    PageInsecure,
    /// The account is not bound to this site.
    SiteNotBound,
    /// The chosen site is invalid, or a public suffix.
    SiteUnusable,
    /// The field is in a frame of another site.
    FrameForeign,
    /// No field on the page accepts a code.
    FieldMissing,
    /// A file that no known app writes.
    FileUnknown,
    /// A file that begins like a known app’s but does not continue like one.
    FileDamaged,
    /// A file of a known app without a single account.
    FileEmpty,
    /// More than any real export has.
    FileTooLarge,
    /// The password does not open the file.
    PasswordWrong,
    /// Only an account at the app’s maker opens it.
    FileRestricted,
    /// A file that is encrypted with OpenPGP.
    FilePgp,
    /// A version of the format that is too old.
    FileOldVersion,
    /// A PDF.
    FilePdf,
    /// An archive of another kind than zip.
    FileArchive,
    /// An app’s own database that cannot be read.
    FileDatabase,
    /// Bytes that no known app writes.
    FileBinary,
    /// The password does not open the file, and its second file may be missing.
    SecondFileNeeded,
    /// A file that requires more work than any real one.
    FileCostly,
    /// The browser has too little memory to open the file.
    FileMemory,
    /// It was in the app’s bin.
    EntryTrashed,
    /// It is sealed with a different password from the file’s.
    EntrySealed,
    /// The file has more accounts than a vault holds.
    EntryOverLimit,
    /// The file is encrypted.
    PasswordNeeded {
        /// Memory passed over to open it, in MiB.
        work_mib: u32,
        /// A second file may be needed beside the password.
        takes_file: bool,
    },
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        // It contains only a code and numbers, so conversion cannot fail.
        failure.into_js().map_or(Self::UNDEFINED, Self::from)
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Damaged => Self::VaultDamaged,
            OpenError::NewerVersion => Self::VaultNewer,
            OpenError::WrongKey => Self::VaultWrongKey,
        }
    }
}

impl From<EditError> for Failure {
    fn from(error: EditError) -> Self {
        match error {
            EditError::ReadOnly => Self::VaultReadOnly,
            EditError::Unknown => Self::AccountUnknown,
            EditError::Full => Self::VaultFull,
            EditError::SlotNeeded => Self::SlotNeeded,
            EditError::Exists => Self::AccountExists,
            EditError::NotBound => Self::SiteNotBound,
            EditError::CounterExhausted => Self::CounterExhausted,
            EditError::NoCounter => Self::BadRequest,
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::OtherFrame => Self::FrameForeign,
            Refusal::NotBound => Self::SiteNotBound,
        }
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Empty => Self::KeyMissing,
            KeyError::TooShort => Self::KeyTooShort,
            KeyError::TooLong => Self::KeyTooLong,
            KeyError::PaddingInside => Self::KeyPadding,
            KeyError::LookAlike { position, found, perhaps } => {
                Self::KeyLookAlike { position, found, perhaps }
            }
            KeyError::BadCharacter { position } => Self::KeyBadCharacter { position },
            KeyError::LooksHex => Self::KeyLooksHex,
        }
    }
}

impl From<UriError> for Failure {
    fn from(error: UriError) -> Self {
        match (error.place, error.problem) {
            (_, UriProblem::Key(error)) => error.into(),
            (_, UriProblem::Migration) => Self::Migration,
            (Place::Secret, _) => Self::KeyMissing,
            (Place::Type, _) => Self::TypeUnsupported,
            (Place::Algorithm, _) => Self::AlgorithmUnsupported,
            (Place::Counter, _) => Self::CounterBad,
            (Place::Pin, _) => Self::PinBad,
            (Place::Scheme, _) => Self::NotAKey,
        }
    }
}

impl From<DeclaredError> for Failure {
    fn from(error: DeclaredError) -> Self {
        match error {
            DeclaredError::Algorithm => Self::AlgorithmUnsupported,
            DeclaredError::Digits => Self::DigitsBad,
            DeclaredError::Period => Self::PeriodBad,
            DeclaredError::Counter => Self::CounterBad,
        }
    }
}

#[cfg(feature = "workers")]
impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Unknown => Self::FileUnknown,
            ImportError::Damaged => Self::FileDamaged,
            ImportError::Empty => Self::FileEmpty,
            ImportError::TooLarge => Self::FileTooLarge,
            ImportError::PasswordNeeded { work_mib, takes_file } => {
                Self::PasswordNeeded { work_mib, takes_file }
            }
            ImportError::SecondFileNeeded => Self::SecondFileNeeded,
            ImportError::PasswordWrong => Self::PasswordWrong,
            ImportError::Restricted => Self::FileRestricted,
            ImportError::Pgp => Self::FilePgp,
            ImportError::OldVersion => Self::FileOldVersion,
            ImportError::Pdf => Self::FilePdf,
            ImportError::Archive => Self::FileArchive,
            ImportError::Database => Self::FileDatabase,
            ImportError::Binary => Self::FileBinary,
            ImportError::Costly => Self::FileCostly,
            ImportError::Memory => Self::FileMemory,
        }
    }
}

#[cfg(feature = "workers")]
impl From<SkipReason> for Failure {
    fn from(why: SkipReason) -> Self {
        match why {
            SkipReason::Key(error) => error.into(),
            SkipReason::Trashed => Self::EntryTrashed,
            SkipReason::Sealed => Self::EntrySealed,
            SkipReason::OverLimit => Self::EntryOverLimit,
        }
    }
}
