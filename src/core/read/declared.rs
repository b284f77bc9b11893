//! What a user says about how codes are made → a [`Kind`].

use crate::account::{Algorithm, Digits, Kind, Period, Pin};

/// The types of codes, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindName {
    /// [`Kind::Totp`].
    Totp,
    /// [`Kind::Hotp`].
    Hotp,
    /// [`Kind::Steam`].
    Steam,
    /// [`Kind::Motp`].
    Motp,
    /// [`Kind::Yandex`].
    Yandex,
}

/// What a user declares, as typed; what is absent stays as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Declared<'a> {
    /// The type of the codes.
    pub kind: Option<KindName>,
    /// A name that [`Algorithm::from_name`] knows.
    pub algorithm: Option<&'a str>,
    /// A number that [`Digits`] can hold.
    pub digits: Option<&'a str>,
    /// Seconds that [`Period`] can hold.
    pub period: Option<&'a str>,
    /// The counter of the next code.
    pub counter: Option<&'a str>,
}

/// The first part of a declaration that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeclaredError {
    /// No known hash function.
    Algorithm,
    /// Not a number from 1 to 10.
    Digits,
    /// Not a number from 1 to 86,400.
    Period,
    /// Not a number below 2^64.
    Counter,
}

/// How codes are made after a declaration. A PIN stays; one that is missing is empty.
///
/// ```
/// use postern_core::account::Kind;
/// use postern_core::read::{Declared, DeclaredError, redeclared};
///
/// let kind = Kind::totp_default();
/// let eight = Declared { digits: Some("8"), ..Declared::default() };
/// assert_eq!(redeclared(&kind, &eight).unwrap().code_chars(), 8);
/// let none = Declared { digits: Some("0"), ..Declared::default() };
/// assert_eq!(redeclared(&kind, &none), Err(DeclaredError::Digits));
/// ```
///
/// # Errors
/// [`DeclaredError`]; only what the type of codes has is checked.
pub fn redeclared(kind: &Kind, declared: &Declared<'_>) -> Result<Kind, DeclaredError> {
    let numeric = |own: Option<(Algorithm, Digits)>| {
        let (algorithm, digits) = own.unwrap_or((Algorithm::Sha1, Digits::default()));
        let algorithm = match declared.algorithm {
            Some(name) => Algorithm::from_name(name).ok_or(DeclaredError::Algorithm)?,
            None => algorithm,
        };
        let digits = match declared.digits {
            Some(text) => number(text).and_then(Digits::new).ok_or(DeclaredError::Digits)?,
            None => digits,
        };
        Ok((algorithm, digits))
    };
    let (own, period, counter, pin) = match kind {
        Kind::Totp { algorithm, digits, period } => {
            (Some((*algorithm, *digits)), *period, 0, Pin::default())
        }
        Kind::Hotp { algorithm, digits, counter } => {
            (Some((*algorithm, *digits)), Period::default(), *counter, Pin::default())
        }
        Kind::Motp { pin } | Kind::Yandex { pin } => (None, Period::default(), 0, pin.clone()),
        Kind::Steam => (None, Period::default(), 0, Pin::default()),
    };
    Ok(match declared.kind.unwrap_or_else(|| name_of(kind)) {
        KindName::Totp => {
            let (algorithm, digits) = numeric(own)?;
            let period = match declared.period {
                Some(text) => number(text).and_then(Period::new).ok_or(DeclaredError::Period)?,
                None => period,
            };
            Kind::Totp { algorithm, digits, period }
        }
        KindName::Hotp => {
            let (algorithm, digits) = numeric(own)?;
            let counter = match declared.counter {
                Some(text) => number(text).ok_or(DeclaredError::Counter)?,
                None => counter,
            };
            Kind::Hotp { algorithm, digits, counter }
        }
        KindName::Steam => Kind::Steam,
        KindName::Motp => Kind::Motp { pin },
        KindName::Yandex => Kind::Yandex { pin },
    })
}

fn name_of(kind: &Kind) -> KindName {
    match kind {
        Kind::Totp { .. } => KindName::Totp,
        Kind::Hotp { .. } => KindName::Hotp,
        Kind::Steam => KindName::Steam,
        Kind::Motp { .. } => KindName::Motp,
        Kind::Yandex { .. } => KindName::Yandex,
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.trim().parse().ok()
}
