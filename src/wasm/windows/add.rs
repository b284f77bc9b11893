//! Text from a QR code, the clipboard or the keyboard → an account in the vault.

use super::edit::usable_site;
use super::request::{AddRequest, CodingRequest, EncodingRequest, KindRequest};
use super::session::{Session, code_view, record_id, record_text};
use super::time;
use super::view::{OtherAppView, PreviewView, StatusView};
use crate::failure::Failure;
use crate::warning::WarningView;
use crate::{Reply, out, rng, taken};
use postern_core::account::{Account, Kind, Name, Pin, Site};
use postern_core::code::code_at;
use postern_core::read::{
    Declared, KeyError, KeyText, KindName, Parsed, is_link, other_app, parse_base64_key,
    parse_hex_key, parse_key, parse_uri, printed_keys, redeclared, without_words,
};
use postern_core::vault::Standing;
use postern_core::write::to_uri;
use tsify::Ts;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

#[wasm_bindgen]
impl Session {
    /// Shows what would be added. Nothing changes, and no secret is returned.
    ///
    /// # Errors
    /// Why the text is not a key: `not-a-key`, `migration`, `key-…`, `…-unsupported`, ….
    pub fn preview(&self, request: Ts<AddRequest>) -> Reply<Ts<PreviewView>> {
        let request = taken(&request)?;
        let now = request.now_ms.map(time).transpose()?;
        let Parsed { account, warnings } = parse(request)?;
        let code = now.and_then(|now| code_at(&account, now).ok()).map(code_view);
        let standing = self.vault.standing(&account);
        let replaces = match standing {
            Standing::SameName { replaces } => replaces,
            Standing::OtherIssuer { replaces } => Some(replaces),
            Standing::New | Standing::SameKey => None,
        };
        let mut warnings: Vec<_> = warnings.into_iter().map(WarningView::from).collect();
        warnings.extend(self.vault.looks_like_another(&account).then_some(WarningView::LookAlike));
        out(&PreviewView {
            issuer: account.issuer.as_str().to_owned(),
            name: account.name.as_str().to_owned(),
            kind: (&account.kind).into(),
            code_chars: account.kind.code_chars(),
            period_s: account.kind.period_s(),
            algorithm: algorithm_of(&account.kind),
            counter: counter_of(&account.kind),
            code,
            site: account.sites.first().map(ToString::to_string),
            warnings,
            replaces: replaces.map(record_text),
            status: standing.into(),
        })
    }

    /// Adds an account and returns its id. The vault is not stored yet.
    ///
    /// # Errors
    /// Same as [`Session::preview`]; `pin-needed`, `account-exists`, `vault-full`,
    /// `vault-read-only`.
    pub fn add(&mut self, request: Ts<AddRequest>, now_ms: f64) -> Reply<String> {
        let Parsed { account, .. } = parse(taken(&request)?)?;
        if account.kind.needs_pin() {
            return Err(Failure::PinNeeded.into());
        }
        let id = self.vault.enrol(account, time(now_ms)?, &mut rng()).map_err(Failure::from)?;
        Ok(record_text(id))
    }

    /// Adds an account in place of another, which goes to the bin: the portal changed its key. The
    /// user's settings for the old account carry over to the new one. Nothing is stored yet.
    ///
    /// # Errors
    /// Same as [`Session::add`]; `account-unknown` for the old one, `site-not-bound` if it does not
    /// belong to the site of the new key: any page could issue a key in another's name.
    pub fn replace(&mut self, request: Ts<AddRequest>, old: &str, now_ms: f64) -> Reply<String> {
        let account = parse(taken(&request)?)?.account;
        if account.kind.needs_pin() {
            return Err(Failure::PinNeeded.into());
        }
        let (old, now) = (record_id(old)?, time(now_ms)?);
        let id = self.vault.replace(account, old, now, &mut rng()).map_err(Failure::from)?;
        Ok(record_text(id))
    }
}

impl From<Standing> for StatusView {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::New => Self::New,
            Standing::SameKey => Self::SameKey,
            Standing::SameName { .. } => Self::SameName,
            Standing::OtherIssuer { .. } => Self::OtherIssuer,
        }
    }
}

/// The keys printed on a page, as key links without names.
#[wasm_bindgen(js_name = printedKeys)]
#[must_use]
pub fn printed_key_links(text: &str) -> Vec<String> {
    // They leave exactly as the page had them: for the cards, and back into `preview` and `add`.
    printed_keys(text).iter().map(|account| to_uri(account).to_string()).collect()
}

/// The app that a text is meant for, if it is not a key but something that a known app reads.
///
/// # Errors
/// None.
#[wasm_bindgen(js_name = otherApp)]
pub fn other_app_of(text: &str) -> Reply<Option<Ts<OtherAppView>>> {
    let Some(found) = other_app(text) else { return Ok(None) };
    let link = found.link.map(ToOwned::to_owned);
    out(&OtherAppView { app: found.app.to_owned(), link }).map(Some)
}

/// Whether two texts contain the same key, regardless of the code parameters.
///
/// # Errors
/// Why one of them is not a key.
#[wasm_bindgen(js_name = sameKey)]
pub fn same_key(one: &str, other: &str) -> Reply<bool> {
    const BASE32: EncodingRequest = EncodingRequest::Base32;
    let (one, other) = (parse_text(one, BASE32)?, parse_text(other, BASE32)?);
    Ok(one.account.secret == other.account.secret)
}

fn parse(request: AddRequest) -> Result<Parsed, Failure> {
    let typed = Zeroizing::new(request.text);
    let mut parsed = parse_text(&typed, request.encoding)?;
    let account = &mut parsed.account;
    account.kind = coded(&account.kind, &request.coding)?;
    if let Some(issuer) = request.issuer {
        account.issuer = Name::new(&issuer);
    }
    if let Some(name) = request.name {
        account.name = Name::new(&name);
    }
    if let (Some(given), Kind::Motp { pin } | Kind::Yandex { pin }) =
        (request.pin, &mut account.kind)
    {
        *pin = Pin::new(&given).ok_or(Failure::PinBad)?;
    }
    account.sites = if request.site.trim().is_empty() {
        Site::from_origin(&request.origin).into_iter().collect()
    } else {
        vec![usable_site(&request.site)?]
    };
    Ok(parsed)
}

/// A link, or a key as the user typed or pasted it.
pub(super) fn parse_text(text: &str, encoding: EncodingRequest) -> Result<Parsed, Failure> {
    if other_app(text).is_some() {
        return Err(Failure::NotAKey);
    }
    if is_link(text) {
        return Ok(parse_uri(text)?);
    }
    // A key without a link is TOTP with the defaults of RFC 6238, as all portals intend.
    let KeyText { secret, warnings } = bare_key(text, encoding)?;
    Ok(Parsed { account: Account::new(Kind::totp_default(), secret), warnings })
}

fn bare_key(text: &str, encoding: EncodingRequest) -> Result<KeyText, KeyError> {
    match encoding {
        EncodingRequest::Base32 => parse_key(&without_words(text)),
        EncodingRequest::Hex => parse_hex_key(text),
        EncodingRequest::Base64 => parse_base64_key(text),
    }
}

/// How codes are made after what the user declares.
pub(super) fn coded(kind: &Kind, request: &CodingRequest) -> Result<Kind, Failure> {
    let declared = Declared {
        kind: request.kind.map(KindName::from),
        algorithm: request.algorithm.as_deref(),
        digits: request.digits.as_deref(),
        period: request.period.as_deref(),
        counter: request.counter.as_deref(),
    };
    Ok(redeclared(kind, &declared)?)
}

impl From<KindRequest> for KindName {
    fn from(kind: KindRequest) -> Self {
        match kind {
            KindRequest::Totp => Self::Totp,
            KindRequest::Hotp => Self::Hotp,
            KindRequest::Steam => Self::Steam,
            KindRequest::Motp => Self::Motp,
            KindRequest::Yandex => Self::Yandex,
        }
    }
}

/// The hash function of kinds that have a choice.
pub(super) fn algorithm_of(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Totp { algorithm, .. } | Kind::Hotp { algorithm, .. } => {
            Some(algorithm.name().to_owned())
        }
        Kind::Steam | Kind::Motp { .. } | Kind::Yandex { .. } => None,
    }
}

/// The counter of the next code; as text, because JavaScript's numbers end before it does.
pub(super) fn counter_of(kind: &Kind) -> Option<String> {
    if let Kind::Hotp { counter, .. } = kind { Some(counter.to_string()) } else { None }
}
