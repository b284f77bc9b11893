//! What can go wrong for reasons that are no bug, as codes and numbers. The words are in `_locales`.

mod warning;

pub use warning::WarningView;

use crate::page::Refusal;
use crate::read::{KeyError, Place, UriError, UriProblem};
use crate::vault::{EditError, OpenError};
use tsify::Tsify;
use wasm_bindgen::JsValue;

/// An expected failure: thrown as `{ code: "wrong-key" }`. Carries no input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Tsify)]
#[serde(tag = "code", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Failure {
    /// The shell asked for something that is no request.
    BadRequest,
    /// A picture without pixels, or with too many.
    PictureUnusable,
    /// The stored vault is not one of ours any more.
    VaultDamaged,
    /// A newer Postern wrote the vault.
    VaultNewer,
    /// The device key beside the vault does not open it.
    VaultWrongKey,
    /// It opens with a passphrase, a passkey or the recovery key.
    VaultLocked,
    /// Too little would be left to open the vault with.
    SlotNeeded,
    /// The characters of the recovery key do not fit each other.
    RecoveryMisread,
    /// Fewer than eight characters.
    PassphraseShort,
    /// More than 4,096 bytes.
    PassphraseLong,
    /// Part of the vault cannot be read, so nothing is written.
    VaultReadOnly,
    /// As many accounts as a vault holds.
    VaultFull,
    /// No such account any more.
    AccountUnknown,
    /// An account with this key is there already.
    AccountExists,
    /// The counter is at 2^64 − 1: no further code exists.
    CounterExhausted,
    /// The account needs its PIN first.
    PinNeeded,
    /// The PIN is too long.
    PinBad,
    /// The text is no key and no key link.
    NotAKey,
    /// A Google Authenticator export with several accounts.
    Migration,
    /// Nothing was given.
    KeyMissing,
    /// Fewer bits than a byte.
    KeyTooShort,
    /// More bytes than any key has.
    KeyTooLong,
    /// A padding sign before the end.
    KeyPadding,
    /// 0, 1 or 8, which keys do not have.
    KeyLookAlike {
        /// Which character, from 1.
        position: usize,
        /// What stands there.
        found: char,
        /// What was probably meant.
        perhaps: char,
    },
    /// A character that no key has.
    KeyBadCharacter {
        /// Which character, from 1.
        position: usize,
    },
    /// Hexadecimal digits only: the user may say that it is a hexadecimal key.
    KeyLooksHex,
    /// A link for a kind of code that Postern does not make.
    TypeUnsupported,
    /// A link for a hash function that Postern does not have.
    AlgorithmUnsupported,
    /// A link whose counter is no number below 2^64.
    CounterBad,
    /// The page is none that codes are filled at: `chrome://`, a file, ….
    PageUnsupported,
    /// The page came over plain HTTP.
    PageInsecure,
    /// The account does not belong to this site.
    SiteNotBound,
    /// The site that was chosen is none, or belongs to everyone.
    SiteUnusable,
    /// The field is in a frame of another site.
    FrameForeign,
    /// No field on the page takes a code.
    FieldMissing,
    /// A file that none of the known apps writes.
    FileUnknown,
    /// A file that begins like an app’s and does not go on so.
    FileDamaged,
    /// A file of a known app without a single account.
    FileEmpty,
    /// More than any real export has.
    FileTooLarge,
    /// The password does not open the file.
    PasswordWrong,
    /// Only the account at the app’s maker opens it.
    FileRestricted,
    /// A file that is encrypted with OpenPGP.
    FilePgp,
    /// A version of the format that is too old.
    FileOldVersion,
    /// A file that asks for more work than any real one.
    FileCostly,
    /// The browser has too little memory to open the file.
    FileMemory,
    /// It lay in the app’s bin.
    EntryTrashed,
    /// It is sealed with another password than the file’s.
    EntrySealed,
    /// The file is encrypted.
    PasswordNeeded {
        /// How much memory opening it goes through, in MiB.
        work_mib: u32,
    },
}

impl Failure {
    /// The code, and the details in the order in which the sentence names them.
    fn parts(self) -> (&'static str, [Option<(&'static str, JsValue)>; 3]) {
        let no = [const { None }; 3];
        match self {
            Self::BadRequest => ("bad-request", no),
            Self::PictureUnusable => ("picture-unusable", no),
            Self::VaultDamaged => ("vault-damaged", no),
            Self::VaultNewer => ("vault-newer", no),
            Self::VaultWrongKey => ("vault-wrong-key", no),
            Self::VaultLocked => ("vault-locked", no),
            Self::SlotNeeded => ("slot-needed", no),
            Self::RecoveryMisread => ("recovery-misread", no),
            Self::PassphraseShort => ("passphrase-short", no),
            Self::PassphraseLong => ("passphrase-long", no),
            Self::VaultReadOnly => ("vault-read-only", no),
            Self::VaultFull => ("vault-full", no),
            Self::AccountUnknown => ("account-unknown", no),
            Self::AccountExists => ("account-exists", no),
            Self::CounterExhausted => ("counter-exhausted", no),
            Self::PinNeeded => ("pin-needed", no),
            Self::PinBad => ("pin-bad", no),
            Self::NotAKey => ("not-a-key", no),
            Self::Migration => ("migration", no),
            Self::KeyMissing => ("key-missing", no),
            Self::KeyTooShort => ("key-too-short", no),
            Self::KeyTooLong => ("key-too-long", no),
            Self::KeyPadding => ("key-padding", no),
            Self::KeyLookAlike { position, found, perhaps } => {
                let letter = |c: char| JsValue::from_str(c.encode_utf8(&mut [0; 4]));
                let details = [
                    Some(("position", position.into())),
                    Some(("found", letter(found))),
                    Some(("perhaps", letter(perhaps))),
                ];
                ("key-look-alike", details)
            }
            Self::KeyBadCharacter { position } => {
                ("key-bad-character", [Some(("position", position.into())), None, None])
            }
            Self::KeyLooksHex => ("key-looks-hex", no),
            Self::TypeUnsupported => ("type-unsupported", no),
            Self::AlgorithmUnsupported => ("algorithm-unsupported", no),
            Self::CounterBad => ("counter-bad", no),
            Self::PageUnsupported => ("page-unsupported", no),
            Self::PageInsecure => ("page-insecure", no),
            Self::SiteNotBound => ("site-not-bound", no),
            Self::SiteUnusable => ("site-unusable", no),
            Self::FrameForeign => ("frame-foreign", no),
            Self::FieldMissing => ("field-missing", no),
            Self::FileUnknown => ("file-unknown", no),
            Self::FileDamaged => ("file-damaged", no),
            Self::FileEmpty => ("file-empty", no),
            Self::FileTooLarge => ("file-too-large", no),
            Self::PasswordWrong => ("password-wrong", no),
            Self::FileRestricted => ("file-restricted", no),
            Self::FilePgp => ("file-pgp", no),
            Self::FileOldVersion => ("file-old-version", no),
            Self::FileCostly => ("file-costly", no),
            Self::FileMemory => ("file-memory", no),
            Self::EntryTrashed => ("entry-trashed", no),
            Self::EntrySealed => ("entry-sealed", no),
            Self::PasswordNeeded { work_mib } => {
                ("password-needed", [Some(("workMib", work_mib.into())), None, None])
            }
        }
    }
}

/// By hand: derived, it would be 4 KB of code for thirty words.
impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        let (code, details) = failure.parts();
        let object = js_sys::Object::new();
        let parts =
            std::iter::once(("code", Self::from_str(code))).chain(details.into_iter().flatten());
        for (key, value) in parts {
            // Setting a field of a fresh object cannot fail.
            let _ = js_sys::Reflect::set(&object, &key.into(), &value);
        }
        object.into()
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
