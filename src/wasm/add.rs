//! Text from a QR code, the clipboard or the keyboard → an account in the vault.

use super::failure::Failure;
use super::list::kind_view;
use super::request::{AddRequest, flag, optional_text, text};
use super::session::{Session, record_text};
use super::view::{PreviewView, StatusView, WarningView};
use super::{Reply, out, rng, time};
use crate::account::{Account, Kind, Name, Pin, Site};
use crate::read::{Parsed, Warning, parse_hex_key, parse_key, parse_uri};
use tsify::Ts;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

#[wasm_bindgen]
impl Session {
    /// What adding would add. Nothing changes, and no secret comes back.
    ///
    /// # Errors
    /// Why the text is no key: `not-a-key`, `migration`, `key-…`, `…-unsupported`, ….
    pub fn preview(&self, request: &AddRequest) -> Reply<Ts<PreviewView>> {
        let Parsed { account, warnings } = parse(request)?;
        let (period_s, algorithm) = match &account.kind {
            Kind::Totp { algorithm, .. } | Kind::Hotp { algorithm, .. } => {
                (account.kind.period_s(), Some(algorithm.name().to_owned()))
            }
            Kind::Steam | Kind::Motp { .. } | Kind::Yandex { .. } => {
                (account.kind.period_s(), None)
            }
        };
        out(&PreviewView {
            issuer: account.issuer.as_str().to_owned(),
            name: account.name.as_str().to_owned(),
            kind: kind_view(&account.kind),
            code_chars: account.kind.code_chars(),
            period_s,
            algorithm,
            site: account.sites.first().map(ToString::to_string),
            warnings: warnings.into_iter().map(warning_view).collect(),
            status: self.status(&account),
        })
    }

    /// Adds an account and gives its id. The vault is not stored yet.
    ///
    /// # Errors
    /// As [`Session::preview`]; `pin-needed`, `account-exists`, `vault-full`, `vault-read-only`.
    pub fn add(&mut self, request: &AddRequest, now_ms: f64) -> Reply<String> {
        let Parsed { account, .. } = parse(request)?;
        if account.kind.needs_pin() {
            return Err(Failure::PinNeeded.into());
        }
        if self.status(&account) == StatusView::SameKey {
            return Err(Failure::AccountExists.into());
        }
        let id = self.vault.add(account, time(now_ms)?, &mut rng()).map_err(Failure::from)?;
        Ok(record_text(id))
    }

    fn status(&self, account: &Account) -> StatusView {
        let accounts = self.vault.accounts();
        let named = |other: &Account| {
            (&other.issuer, &other.name) == (&account.issuer, &account.name)
                && !account.issuer.is_empty()
        };
        if accounts.iter().any(|(_, other)| other.same_codes(account)) {
            StatusView::SameKey
        } else if accounts.iter().any(|(_, other)| named(other)) {
            StatusView::SameName
        } else {
            StatusView::New
        }
    }
}

fn parse(request: &AddRequest) -> Result<Parsed, Failure> {
    let typed = Zeroizing::new(text(request, "text")?);
    let mut parsed = if typed.contains("://") {
        parse_uri(&typed)?
    } else {
        bare_key(&typed, flag(request, "hex"))?
    };
    let account = &mut parsed.account;
    if let Some(issuer) = optional_text(request, "issuer") {
        account.issuer = Name::new(&issuer);
    }
    if let Some(name) = optional_text(request, "name") {
        account.name = Name::new(&name);
    }
    if let (Some(given), Kind::Motp { pin } | Kind::Yandex { pin }) =
        (optional_text(request, "pin"), &mut account.kind)
    {
        *pin = Pin::new(&given).ok_or(Failure::PinBad)?;
    }
    account.sites = Site::from_origin(&text(request, "origin")?).into_iter().collect();
    Ok(parsed)
}

/// A key without a link is TOTP with the defaults of RFC 6238, as every portal means it.
fn bare_key(text: &str, hex: bool) -> Result<Parsed, Failure> {
    let key = if hex { parse_hex_key(text) } else { parse_key(text) }?;
    let account = Account {
        kind: Kind::totp_default(),
        secret: key.secret,
        issuer: Name::default(),
        name: Name::default(),
        sites: Vec::new(),
        extras: Vec::new(),
    };
    Ok(Parsed { account, warnings: key.warnings })
}

fn warning_view(warning: Warning) -> WarningView {
    match warning {
        Warning::IssuerConflict => WarningView::IssuerConflict,
        Warning::BadEscape => WarningView::BadEscape,
        Warning::HiddenCharacters => WarningView::HiddenCharacters,
        Warning::LabelCut => WarningView::LabelCut,
        Warning::Digits => WarningView::Digits,
        Warning::Period => WarningView::Period,
        Warning::Counter => WarningView::Counter,
        Warning::WeakKey => WarningView::WeakKey,
        Warning::OddLength => WarningView::OddLength,
        Warning::TrailingBits => WarningView::TrailingBits,
        Warning::LongKey => WarningView::LongKey,
        Warning::OfferSteam => WarningView::OfferSteam,
        Warning::NeedsPin => WarningView::NeedsPin,
    }
}
