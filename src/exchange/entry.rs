//! The content of a file: accounts, and rows that are not accounts.

use crate::error::{ImportError, SkipReason};
use crate::limits::{ENTRIES_MAX, PARTS_MAX};
use postern_core::account::{
    Account, Algorithm, Digits, Kind, NAME_CHARS_MAX, Name, Note, Period, Pin, Site,
};
use postern_core::read::{KeyError, KeyText, Parsed, Place, UriProblem, Warning};
use serde_json::Value;
use std::fmt;

/// An account of a file, with its warnings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The account as it will be added.
    pub account: Account,
    /// What the user should know before adding it.
    pub warnings: Vec<Warning>,
}

impl Entry {
    /// Whether the other account has the same key and kind.
    pub(crate) fn has_key_of(&self, other: &Self) -> bool {
        let (one, other) = (&self.account, &other.account);
        one.secret == other.secret && one.kind == other.kind
    }
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The row's number in the file, from 1.
    pub position: usize,
    /// The row's name, if it has one.
    pub name: Name,
    /// The reason.
    pub why: SkipReason,
}

/// A picture as a `data:` URL. It may show a key, so it is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture(String);

impl Picture {
    pub(crate) const fn new(url: String) -> Self {
        Self(url)
    }

    /// The URL, for whoever reads the picture.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({} bytes)", self.0.len())
    }
}

/// A page of a Google Authenticator export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The same on all pages of one export.
    pub batch: i32,
    /// From 0.
    pub index: u32,
    /// How many pages there are.
    pub size: u32,
}

/// The content of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// The name of the app that wrote it, in its own spelling; empty for a list of key links.
    pub app: &'static str,
    /// Its accounts.
    pub entries: Vec<Entry>,
    /// Its other rows.
    pub skipped: Vec<Skipped>,
    /// The pages of a multi-page QR export that this file contains.
    pub parts: Vec<Part>,
    /// The format is unknown: the file was searched for links, keys and pictures, and may hold more.
    pub is_searched: bool,
    /// Pictures in the file that may show QR codes: the caller can read them.
    pub pictures: Vec<Picture>,
    /// Version 8 of the app may have changed SHA-256, SHA-512, HOTP and Steam accounts before.
    pub may_be_damaged: bool,
}

impl Imported {
    pub(crate) fn new(app: &'static str) -> Self {
        Self { app, ..Self::default() }
    }

    /// Adds a row, good or bad; `name` is used for the bad ones.
    pub(crate) fn row(&mut self, name: &str, row: Result<Entry, SkipReason>) {
        match row {
            Ok(entry) => self.entries.push(entry),
            Err(why) => {
                let position = self.entries.len() + self.skipped.len() + 1;
                self.skipped.push(Skipped { position, name: Name::new(name), why });
            }
        }
    }

    /// Adds a row for each item, as returned by `read`.
    pub(crate) fn rows<'a>(
        mut self,
        items: impl IntoIterator<Item = &'a Value>,
        read: impl Fn(&'a Value) -> (&'a str, Result<Entry, SkipReason>),
    ) -> Self {
        self.add_rows(&mut items.into_iter(), &read);
        self
    }

    /// Compiled once for all apps.
    fn add_rows<'a>(
        &mut self,
        items: &mut dyn Iterator<Item = &'a Value>,
        read: &dyn Fn(&'a Value) -> (&'a str, Result<Entry, SkipReason>),
    ) {
        for item in items.take(PARTS_MAX + 1) {
            let (name, row) = read(item);
            self.row(name, row);
        }
    }

    /// Adds the rows of another file or page, behind those that are there.
    pub(crate) fn append(&mut self, other: Self) {
        let before = self.entries.len() + self.skipped.len();
        let moved = |row: Skipped| Skipped { position: row.position + before, ..row };
        self.skipped.extend(other.skipped.into_iter().map(moved));
        self.entries.extend(other.entries);
        self.parts.extend(other.parts);
        self.pictures.extend(other.pictures);
        self.is_searched |= other.is_searched;
        self.may_be_damaged |= other.may_be_damaged;
    }

    /// As many accounts as a vault holds; those beyond are named as skipped.
    pub(crate) fn bounded(mut self) -> Result<Self, ImportError> {
        match self.entries.len() + self.skipped.len() {
            0 if self.pictures.is_empty() => return Err(ImportError::Empty),
            0..=PARTS_MAX => {}
            _ => return Err(ImportError::TooLarge),
        }
        let rest = self.entries.split_off(self.entries.len().min(ENTRIES_MAX));
        let first = ENTRIES_MAX + self.skipped.len() + 1;
        for (at, Entry { account, .. }) in rest.into_iter().enumerate() {
            let name = if account.issuer.is_empty() { account.name } else { account.issuer };
            self.skipped.push(Skipped { position: first + at, name, why: SkipReason::OverLimit });
        }
        Ok(self)
    }
}

/// A row in the app's own terms; empty or `None` means unspecified.
#[derive(Default)]
pub(crate) struct Draft<'a> {
    /// `totp` if empty.
    pub(crate) kind: &'a str,
    pub(crate) issuer: &'a str,
    pub(crate) name: &'a str,
    /// Any spelling; SHA-1 if empty.
    pub(crate) algorithm: &'a str,
    pub(crate) digits: Option<u64>,
    pub(crate) period: Option<u64>,
    pub(crate) counter: Option<u64>,
    pub(crate) pin: &'a str,
    pub(crate) also: Also<'a>,
}

/// Additional data of an account.
#[derive(Default, Clone)]
pub(crate) struct Also<'a> {
    pub(crate) pinned: bool,
    pub(crate) tags: Vec<&'a str>,
    pub(crate) note: &'a str,
    pub(crate) urls: Vec<&'a str>,
}

impl Also<'_> {
    pub(crate) fn give_to(&self, account: &mut Account) {
        account.keeping.pinned |= self.pinned;
        for tag in &self.tags {
            account.keeping.tag(tag);
        }
        if !self.note.is_empty() {
            account.keeping.note = Note::new(self.note);
        }
        for site in self.urls.iter().filter_map(|url| site_of(url)) {
            if !account.sites.contains(&site) {
                account.sites.push(site);
            }
        }
    }
}

impl Draft<'_> {
    /// The account with this key, within the same bounds as those of key links.
    pub(crate) fn keyed(&self, key: Result<KeyText, KeyError>) -> Result<Entry, SkipReason> {
        let mut warnings = Vec::new();
        let kind = self.kind(&mut warnings)?;
        let KeyText { secret, warnings: odd } = key?;
        warnings.extend(odd);
        for text in [self.issuer, self.name] {
            if Name::is_deceptive_text(text.trim()) {
                warnings.push(Warning::HiddenCharacters);
            }
            if text.trim().chars().count() > NAME_CHARS_MAX {
                warnings.push(Warning::LabelCut);
            }
        }
        let mut account = Account {
            issuer: Name::new(self.issuer),
            name: Name::new(self.name),
            ..Account::new(kind, secret)
        };
        self.also.give_to(&mut account);
        Ok(Entry { account, warnings })
    }

    fn kind(&self, warnings: &mut Vec<Warning>) -> Result<Kind, SkipReason> {
        Ok(match self.kind.to_ascii_lowercase().as_str() {
            "" | "totp" => Kind::Totp {
                algorithm: self.algorithm()?,
                digits: self.digits(warnings),
                period: match self.period {
                    None => Period::default(),
                    Some(s) => u32::try_from(s).ok().and_then(Period::new).unwrap_or_else(|| {
                        warnings.push(Warning::Period);
                        Period::default()
                    }),
                },
            },
            "hotp" => Kind::Hotp {
                algorithm: self.algorithm()?,
                digits: self.digits(warnings),
                counter: self.counter.unwrap_or_else(|| {
                    warnings.push(Warning::Counter);
                    0
                }),
            },
            "steam" => Kind::Steam,
            "motp" => Kind::Motp { pin: self.pin(warnings)? },
            "yandex" | "yaotp" => Kind::Yandex { pin: self.pin(warnings)? },
            _ => return Err(SkipReason::at(Place::Type, UriProblem::Unsupported)),
        })
    }

    fn algorithm(&self) -> Result<Algorithm, SkipReason> {
        if self.algorithm.trim().is_empty() {
            return Ok(Algorithm::Sha1);
        }
        Algorithm::from_name(self.algorithm)
            .ok_or(SkipReason::at(Place::Algorithm, UriProblem::Unsupported))
    }

    fn digits(&self, warnings: &mut Vec<Warning>) -> Digits {
        let Some(count) = self.digits else { return Digits::default() };
        u8::try_from(count).ok().and_then(Digits::new).unwrap_or_else(|| {
            warnings.push(Warning::Digits);
            Digits::default()
        })
    }

    fn pin(&self, warnings: &mut Vec<Warning>) -> Result<Pin, SkipReason> {
        let pin = Pin::new(self.pin).ok_or(SkipReason::at(Place::Pin, UriProblem::OutOfRange))?;
        if pin.is_empty() {
            warnings.push(Warning::NeedsPin);
        }
        Ok(pin)
    }
}

impl From<Parsed> for Entry {
    fn from(Parsed { account, warnings }: Parsed) -> Self {
        Self { account, warnings }
    }
}

/// The site of a password manager's web address; `None` for apps, files and insecure addresses.
pub(crate) fn site_of(url: &str) -> Option<Site> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let authority = rest.split(['/', '?', '#']).next()?;
    // A user name before the host is not part of it.
    let host = authority.rsplit('@').next()?;
    if !host.contains('.') && host != "localhost" && !host.starts_with("localhost:") {
        return None;
    }
    Site::from_origin(&format!("{}://{host}", scheme.to_ascii_lowercase()).to_ascii_lowercase())
        .ok()
}

/// `issuer:name` or `issuer: name`; no issuer if there is no colon.
pub(crate) fn split_label(label: &str) -> (&str, &str) {
    label.split_once(':').map_or(("", label.trim()), |(issuer, name)| (issuer.trim(), name.trim()))
}

/// A name without the issuer that some apps write before it.
pub(crate) fn without_issuer<'a>(name: &'a str, issuer: &str) -> &'a str {
    if issuer.is_empty() {
        return name;
    }
    let rest = name.trim().strip_prefix(issuer).map(str::trim_start);
    rest.and_then(|rest| rest.strip_prefix(':')).map_or(name, str::trim)
}
