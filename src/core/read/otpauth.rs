//! Key URIs — `otpauth://` as Google Authenticator defined it, with the dialects in use.

use super::Warning;
use super::garbled::link_in;
use super::key_text::{KeyError, KeyText, parse_hex_key, parse_key};
use super::names::names;
use super::query::{Query, decode};
use crate::account::{Account, Algorithm, Digits, Kind, Name, Period, Pin, Secret};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// An account that was read, with its warnings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The account, not bound to any site yet.
    pub account: Account,
    /// What the user should know before saving it, without duplicates.
    pub warnings: Vec<Warning>,
}

/// What is wrong with a URI, and where. Does not contain the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UriError {
    /// The part of the URI.
    pub place: Place,
    /// What is wrong with it.
    pub problem: UriProblem,
}

/// A part of a key URI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Before `://`.
    Scheme,
    /// `totp`, `hotp`, ….
    Type,
    /// The `secret` parameter.
    Secret,
    /// The `algorithm` parameter.
    Algorithm,
    /// The `counter` parameter.
    Counter,
    /// The `pin` parameter.
    Pin,
}

/// What is wrong with a part of a key URI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UriProblem {
    /// It is not a key URI at all.
    NotAKey,
    /// It is a Google Authenticator export, which holds several accounts.
    Migration,
    /// It is missing.
    Missing,
    /// It is present, but Postern does not support it.
    Unsupported,
    /// It is not a number, or out of range.
    OutOfRange,
    /// The key cannot be read.
    Key(KeyError),
}

/// Longest URI accepted, in bytes: four times what a QR code can hold.
const URI_BYTES_MAX: usize = 32_768;

/// Reads one key URI: `otpauth://totp|hotp|steam|yaotp/…`, `apple-otpauth://…`, `steam://KEY`,
/// `motp://…` — draft-linuxgemini-otpauth-uri-02. It is split before it is decoded, parameters are
/// honoured or rejected, and repairs are reported as warnings.
///
/// ```
/// use postern_core::read::{Place, UriProblem, Warning, parse_uri};
///
/// let uri = "otpauth://totp/IATA:jane@agency.aero?secret=JBSWY3DPEHPK3PXP&issuer=IATA";
/// let parsed = parse_uri(uri).unwrap();
/// assert_eq!(parsed.account.issuer.as_str(), "IATA");
/// assert_eq!(parsed.account.name.as_str(), "jane@agency.aero");
///
/// // What no app has ever issued is corrected, and the user hears of it.
/// let parsed = parse_uri("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=60").unwrap();
/// assert_eq!(parsed.warnings, [Warning::Digits]);
///
/// let error = parse_uri("otpauth://totp/x?issuer=IATA").unwrap_err();
/// assert_eq!((error.place, error.problem), (Place::Secret, UriProblem::Missing));
/// ```
///
/// # Errors
/// [`UriError`]: the part that cannot be used, and why.
pub fn parse_uri(uri: &str) -> Result<Parsed, UriError> {
    parse(uri, parse_key)
}

/// Like [`parse_uri`], for a key that the user declares to be hexadecimal.
///
/// # Errors
/// Same as [`parse_uri`].
pub fn parse_hex_uri(uri: &str) -> Result<Parsed, UriError> {
    parse(uri, parse_hex_key)
}

/// How a key's text is parsed.
type ReadKey = fn(&str) -> Result<KeyText, KeyError>;

fn parse(uri: &str, read_key: ReadKey) -> Result<Parsed, UriError> {
    let link = link_in(uri);
    let uri = link.trim();
    let not_a_key = fail(Place::Scheme, UriProblem::NotAKey);
    // Of several links, none is preferred.
    if uri.len() > URI_BYTES_MAX || uri.matches("otpauth://").count() > 1 {
        return Err(not_a_key);
    }
    let (scheme, rest) = uri.split_once("://").ok_or(not_a_key)?;
    match scheme.to_ascii_lowercase().as_str() {
        "otpauth" | "apple-otpauth" => otpauth(rest, read_key),
        "steam" => steam(rest),
        "motp" => motp(rest),
        "otpauth-migration" => Err(fail(Place::Scheme, UriProblem::Migration)),
        _ => Err(not_a_key),
    }
}

fn fail(place: Place, problem: UriProblem) -> UriError {
    UriError { place, problem }
}

fn otpauth(rest: &str, read_key: ReadKey) -> Result<Parsed, UriError> {
    let (head, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (kind, label) = head.split_once('/').unwrap_or((head, ""));
    let mut query = Query::parse(query);
    let mut warnings = Vec::new();
    let secret = |query: &mut Query, warnings: &mut Vec<Warning>| secret(query, warnings, read_key);
    let (issuer, name) = names(label, &mut query, &mut warnings);
    let kind = kind.to_ascii_lowercase();
    let (kind, secret) = match kind.as_str() {
        "totp" => totp(&mut query, &mut warnings, &issuer, read_key)?,
        "hotp" => {
            let (algorithm, digits) = (algorithm(&mut query)?, digits(&mut query, &mut warnings));
            let counter = counter(&mut query, &mut warnings)?;
            (Kind::Hotp { algorithm, digits, counter }, secret(&mut query, &mut warnings)?)
        }
        "steam" => {
            drop_fixed(&mut query);
            (Kind::Steam, secret(&mut query, &mut warnings)?)
        }
        "yaotp" => {
            drop_fixed(&mut query);
            let pin = pin(&mut query, &mut warnings)?;
            (Kind::Yandex { pin }, secret(&mut query, &mut warnings)?)
        }
        _ => return Err(fail(Place::Type, UriProblem::Unsupported)),
    };
    Ok(finish(kind, secret, issuer, name, query, warnings))
}

/// Bitwarden and Proton write a Steam key as `steam://KEY`.
fn steam(rest: &str) -> Result<Parsed, UriError> {
    let (key, query) = rest.split_once('?').unwrap_or((rest, ""));
    let KeyText { secret, warnings } =
        parse_key(&decode(key.trim_end_matches('/')).0).map_err(key_failed)?;
    let query = Query::parse(query);
    Ok(finish(Kind::Steam, secret, Name::new("Steam"), Name::default(), query, warnings))
}

/// `motp://issuer:account?secret=hex`.
fn motp(rest: &str) -> Result<Parsed, UriError> {
    let (label, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut query = Query::parse(query);
    let mut warnings = Vec::new();
    let (issuer, name) = names(label, &mut query, &mut warnings);
    let pin = pin(&mut query, &mut warnings)?;
    let text = query.take("secret").ok_or(fail(Place::Secret, UriProblem::Missing))?;
    let key = parse_hex_key(&text).map_err(key_failed)?;
    Ok(finish(Kind::Motp { pin }, key.secret, issuer, name, query, warnings))
}

/// TOTP, or one of the ways to write Steam as TOTP.
fn totp(
    query: &mut Query,
    warnings: &mut Vec<Warning>,
    issuer: &Name,
    read_key: ReadKey,
) -> Result<(Kind, Secret), UriError> {
    let secret = |query: &mut Query, warnings: &mut Vec<Warning>| secret(query, warnings, read_key);
    if let Some(secret) = winauth_steam_secret(query) {
        query.take("secret");
        drop_fixed(query);
        return Ok((Kind::Steam, secret));
    }
    let encoder = query.take("encoder").unwrap_or_default();
    if encoder.eq_ignore_ascii_case("steam") {
        drop_fixed(query);
        return Ok((Kind::Steam, secret(query, warnings)?));
    }
    if issuer.as_str().eq_ignore_ascii_case("steam") {
        warnings.push(Warning::OfferSteam);
    }
    let algorithm = algorithm(query)?;
    let digits = digits(query, warnings);
    let period = period(query, warnings);
    Ok((Kind::Totp { algorithm, digits, period }, secret(query, warnings)?))
}

/// WinAuth exports Steam as TOTP with the real key in `data={"shared_secret":"base64"}`.
fn winauth_steam_secret(query: &mut Query) -> Option<Secret> {
    let data = query.take("data")?;
    let json: serde_json::Value = serde_json::from_str(&data).ok()?;
    let key = json.get("shared_secret")?.as_str()?;
    Secret::new(STANDARD.decode(key).ok()?).ok()
}

fn secret(
    query: &mut Query,
    warnings: &mut Vec<Warning>,
    read_key: ReadKey,
) -> Result<Secret, UriError> {
    let text = query.take("secret").ok_or(fail(Place::Secret, UriProblem::Missing))?;
    let key = read_key(&text).map_err(key_failed)?;
    warnings.extend(key.warnings);
    Ok(key.secret)
}

fn key_failed(error: KeyError) -> UriError {
    fail(Place::Secret, UriProblem::Key(error))
}

fn algorithm(query: &mut Query) -> Result<Algorithm, UriError> {
    match query.take("algorithm").filter(|name| !name.trim().is_empty()) {
        None => Ok(Algorithm::Sha1),
        Some(name) => {
            Algorithm::from_name(&name).ok_or(fail(Place::Algorithm, UriProblem::Unsupported))
        }
    }
}

fn digits(query: &mut Query, warnings: &mut Vec<Warning>) -> Digits {
    let Some(text) = query.take("digits") else {
        return Digits::default();
    };
    whole(&text).parse().ok().and_then(Digits::new).unwrap_or_else(|| {
        warnings.push(Warning::Digits);
        Digits::default()
    })
}

fn period(query: &mut Query, warnings: &mut Vec<Warning>) -> Period {
    let Some(text) = query.take("period") else {
        return Period::default();
    };
    whole(&text).parse().ok().and_then(Period::new).unwrap_or_else(|| {
        warnings.push(Warning::Period);
        Period::default()
    })
}

fn counter(query: &mut Query, warnings: &mut Vec<Warning>) -> Result<u64, UriError> {
    let Some(text) = query.take("counter") else {
        warnings.push(Warning::Counter);
        return Ok(0);
    };
    whole(&text).parse().map_err(|_| fail(Place::Counter, UriProblem::OutOfRange))
}

/// A number without the fraction that some servers write: `60.0` → `60`.
fn whole(text: &str) -> &str {
    let text = text.trim();
    match text.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|b| b == b'0') => whole,
        _ => text,
    }
}

fn pin(query: &mut Query, warnings: &mut Vec<Warning>) -> Result<Pin, UriError> {
    let text = query.take("pin").unwrap_or_default();
    let pin = Pin::new(&text).ok_or(fail(Place::Pin, UriProblem::OutOfRange))?;
    if pin.is_empty() {
        warnings.push(Warning::NeedsPin);
    }
    Ok(pin)
}

/// Kinds whose codes have a fixed shape ignore the parameters that would change it.
fn drop_fixed(query: &mut Query) {
    for name in ["algorithm", "digits", "period", "encoder"] {
        query.take(name);
    }
}

fn finish(
    kind: Kind,
    secret: Secret,
    issuer: Name,
    name: Name,
    query: Query,
    warnings: Vec<Warning>,
) -> Parsed {
    let account = Account { issuer, name, extras: query.rest(), ..Account::new(kind, secret) };
    Parsed { account, warnings }
}
