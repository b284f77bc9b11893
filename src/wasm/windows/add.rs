//! Text from a QR code, the clipboard or the keyboard → an account in the vault.

use super::request::AddRequest;
use super::session::{Session, record_id, record_text};
use super::time;
use super::view::{PreviewView, StatusView};
use crate::failure::Failure;
use crate::warning::WarningView;
use crate::{Reply, out, rng, taken};
use postern_core::account::{Account, Kind, Name, Pin, Site};
use postern_core::read::{
    Parsed, is_link, parse_hex_key, parse_key, parse_uri, printed_keys, without_words,
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
        let Parsed { account, warnings } = parse(taken(&request)?)?;
        let (period_s, algorithm) = match &account.kind {
            Kind::Totp { algorithm, .. } | Kind::Hotp { algorithm, .. } => {
                (account.kind.period_s(), Some(algorithm.name().to_owned()))
            }
            Kind::Steam | Kind::Motp { .. } | Kind::Yandex { .. } => {
                (account.kind.period_s(), None)
            }
        };
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
            period_s,
            algorithm,
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

/// Whether two texts contain the same key, regardless of the code parameters.
///
/// # Errors
/// Why one of them is not a key.
#[wasm_bindgen(js_name = sameKey)]
pub fn same_key(one: &str, other: &str) -> Reply<bool> {
    let (one, other) = (parse_text(one, false)?, parse_text(other, false)?);
    Ok(one.account.secret == other.account.secret)
}

fn parse(request: AddRequest) -> Result<Parsed, Failure> {
    let typed = Zeroizing::new(request.text);
    let mut parsed = parse_text(&typed, request.hex)?;
    let account = &mut parsed.account;
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
    account.sites = Site::from_origin(&request.origin).into_iter().collect();
    Ok(parsed)
}

fn parse_text(text: &str, hex: bool) -> Result<Parsed, Failure> {
    if is_link(text) { Ok(parse_uri(text)?) } else { bare_key(text, hex) }
}

/// A key without a link is TOTP with the defaults of RFC 6238, as all portals intend.
fn bare_key(text: &str, hex: bool) -> Result<Parsed, Failure> {
    let key = if hex { parse_hex_key(text) } else { parse_key(&without_words(text)) }?;
    let account = Account::new(Kind::totp_default(), key.secret);
    Ok(Parsed { account, warnings: key.warnings })
}
