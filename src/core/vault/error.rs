/// Why a stored vault cannot be opened at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenError {
    /// The header is not one of ours, or its HMAC is wrong: it was damaged or changed.
    Damaged,
    /// A newer Postern wrote it.
    NewerVersion,
    /// No slot opens with this key.
    WrongKey,
}

/// Why an edit was refused. The vault is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditError {
    /// Part of the vault cannot be read: writing now could make the loss final.
    ReadOnly,
    /// No such account; another window may have deleted it.
    Unknown,
    /// There are [`super::Vault::ACCOUNTS_MAX`] accounts already.
    Full,
    /// Too little would be left to open the vault with.
    SlotNeeded,
    /// An account with this key is there already.
    Exists,
    /// The account does not belong to the site that a new key comes from.
    NotBound,
    /// The counter is at 2^64 − 1: no further code exists.
    CounterExhausted,
    /// The account has no counter.
    NoCounter,
}
