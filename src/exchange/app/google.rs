//! Google Authenticator: its export over QR codes, and the table of its Android app.

use crate::entry::{Draft, Entry, Imported, Part, split_label, without_issuer};
use crate::error::{ImportError, SkipReason};
use crate::form::json::base64;
use crate::form::proto::{Field, field};
use crate::form::sqlite::Row;
use postern_core::read::{Place, UriProblem, key_from_bytes, parse_key};

pub(crate) const NAME: &str = "Google Authenticator";

/// The accounts of `otpauth-migration://offline?data=base64(MigrationPayload)`.
pub(crate) fn read_page(link: &str) -> Result<Imported, ImportError> {
    let (_, data) = link.split_once("data=").ok_or(ImportError::Damaged)?;
    let data = data.split(['&', '#']).next().unwrap_or_default();
    // Encoded once, twice, or not at all; a form may have turned plus signs into spaces.
    let data = unescape(&unescape(data)).replace(' ', "+");
    let payload = base64(&data).ok_or(ImportError::Damaged)?;
    let mut page = Imported::new(NAME);
    let mut part = Part { batch: 0, index: 0, size: 1 };
    let mut rest = payload.as_slice();
    while !rest.is_empty() {
        let (number, value, after) = field(rest).ok_or(ImportError::Damaged)?;
        rest = after;
        match (number, value) {
            (1, Field::Bytes(message)) => {
                let parameters = Parameters::read(message).ok_or(ImportError::Damaged)?;
                page.row(&parameters.name, parameters.entry());
            }
            (3, Field::Number(size)) => part.size = small(size),
            (4, Field::Number(index)) => part.index = small(index),
            (5, Field::Number(id)) => {
                let [a, b, c, d, ..] = id.to_le_bytes();
                part.batch = i32::from_le_bytes([a, b, c, d]);
            }
            _ => {}
        }
    }
    if page.entries.is_empty() && page.skipped.is_empty() {
        return Err(ImportError::Empty);
    }
    part.size = part.size.max(1);
    page.parts.push(part);
    Ok(page)
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or_default().min(1000)
}

fn unescape(text: &str) -> String {
    ["%2B+", "%2b+", "%2F/", "%2f/", "%3D=", "%3d=", "%25%"].iter().fold(
        text.to_owned(),
        |text, pair| {
            let (escape, plain) = pair.split_at(3);
            text.replace(escape, plain)
        },
    )
}

/// `OtpParameters`; absent fields are zero, which means the default.
#[derive(Default)]
struct Parameters {
    secret: Vec<u8>,
    name: String,
    issuer: String,
    algorithm: u64,
    digits: u64,
    kind: u64,
    counter: u64,
}

impl Parameters {
    fn read(mut message: &[u8]) -> Option<Self> {
        let mut parameters = Self::default();
        while !message.is_empty() {
            let (number, value, rest) = field(message)?;
            message = rest;
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            match (number, value) {
                (1, Field::Bytes(bytes)) => parameters.secret = bytes.to_vec(),
                (2, Field::Bytes(bytes)) => parameters.name = text(bytes),
                (3, Field::Bytes(bytes)) => parameters.issuer = text(bytes),
                (4, Field::Number(number)) => parameters.algorithm = number,
                (5, Field::Number(number)) => parameters.digits = number,
                (6, Field::Number(number)) => parameters.kind = number,
                (7, Field::Number(number)) => parameters.counter = number,
                _ => {}
            }
        }
        Some(parameters)
    }

    fn entry(&self) -> Result<Entry, SkipReason> {
        let (issuer, name) = if self.issuer.trim().is_empty() {
            split_label(&self.name)
        } else {
            (self.issuer.as_str(), without_issuer(&self.name, &self.issuer))
        };
        let draft = Draft {
            issuer,
            name,
            kind: match self.kind {
                0 | 2 => "totp",
                1 => "hotp",
                _ => return Err(SkipReason::at(Place::Type, UriProblem::Unsupported)),
            },
            algorithm: match self.algorithm {
                0 | 1 => "SHA1",
                2 => "SHA256",
                3 => "SHA512",
                _ => return Err(SkipReason::at(Place::Algorithm, UriProblem::Unsupported)),
            },
            digits: Some(if self.digits == 2 { 8 } else { 6 }),
            counter: Some(self.counter),
            ..Draft::default()
        };
        draft.keyed(key_from_bytes(self.secret.clone()))
    }
}

/// A row of `accounts` in the Android app's database.
pub(crate) fn row(row: &Row) -> Result<Entry, SkipReason> {
    let issuer = row.text("issuer");
    let email = row.text("email");
    let (issuer, name) = if issuer.is_empty() {
        split_label(email)
    } else {
        (issuer, without_issuer(email, issuer))
    };
    let draft = Draft {
        issuer,
        name,
        kind: if row.number("type") == Some(1) { "hotp" } else { "totp" },
        counter: row.number("counter"),
        ..Draft::default()
    };
    draft.keyed(parse_key(row.text("secret")))
}
