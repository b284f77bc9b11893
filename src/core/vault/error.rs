/// Why a stored vault cannot be opened at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenError {
    /// The header is malformed or its HMAC is wrong: it was damaged or changed.
    Damaged,
    /// A newer Postern wrote it.
    NewerVersion,
    /// No slot opens with this key.
    WrongKey,
}

/// Why an edit was refused. The vault is unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditError {
    /// Part of the vault cannot be read: writing now could make the loss final.
    ReadOnly,
    /// There is no such account; another window may have deleted it.
    Unknown,
    /// There are already [`super::Vault::ACCOUNTS_MAX`] accounts.
    Full,
    /// The remaining slots would not be enough to open the vault safely.
    SlotNeeded,
    /// There already is an account with this key.
    Exists,
    /// The account is not bound to the site that a new key comes from.
    NotBound,
    /// The counter is at 2^64 − 1: no further code exists.
    CounterExhausted,
    /// The account has no counter.
    NoCounter,
}
