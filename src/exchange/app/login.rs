//! A password manager's login that has a one-time code. Its password is never read.

use super::links::read_link;
use crate::entry::{Also, Draft, Entry};
use crate::error::SkipReason;
use postern_core::account::{Kind, Name};
use postern_core::read::{KeyError, KeyText, Warning, parse_hex_key, parse_key};

/// A password manager's data around the code's text.
#[derive(Default)]
pub(crate) struct Login<'a> {
    pub(crate) title: &'a str,
    pub(crate) user: &'a str,
    pub(crate) also: Also<'a>,
}

impl Login<'_> {
    /// `code` is a key link, a bare key, or `KeeOtp`'s query.
    pub(crate) fn with(&self, code: &str) -> Result<Entry, SkipReason> {
        let code = code.trim();
        let mut entry = if code.contains("://") {
            read_link(code)?
        } else if code.split('&').any(|part| part.starts_with("key=")) {
            self.kee_otp(code)?
        } else {
            let (key, is_hex) = key_of(code);
            let mut entry = Draft::default().keyed(key)?;
            if is_hex {
                entry.warnings.push(Warning::ReadAsHex);
            }
            entry
        };
        let account = &mut entry.account;
        // `steam://KEY` has no names; neither have many links.
        if account.issuer.is_empty() || account.kind == Kind::Steam && account.name.is_empty() {
            account.issuer = Name::new(self.title);
        }
        if account.name.is_empty() {
            account.name = Name::new(self.user);
        }
        self.also.give_to(account);
        Ok(entry)
    }

    /// `key=…&size=6&step=30&otpHashMode=Sha256&encoding=base32&type=totp&counter=0`.
    fn kee_otp(&self, query: &str) -> Result<Entry, SkipReason> {
        let get = |name: &str| {
            query
                .split('&')
                .filter_map(|part| part.split_once('='))
                .find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value))
        };
        let number = |name| get(name)?.parse().ok();
        let draft = Draft {
            kind: get("type").unwrap_or_default(),
            algorithm: get("otpHashMode").unwrap_or_default(),
            digits: number("size"),
            period: number("step"),
            counter: number("counter"),
            ..Draft::default()
        };
        let key = get("key").unwrap_or_default().replace("%3D", "=").replace("%3d", "=");
        draft.keyed(match get("encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "hex" => parse_hex_key(&key),
            _ => key_of(&key).0,
        })
    }
}

/// A key as people see it, or one that can only be hexadecimal.
pub(crate) fn key_of(text: &str) -> (Result<KeyText, KeyError>, bool) {
    match parse_key(text) {
        Err(KeyError::LooksHex) => (parse_hex_key(text), true),
        other => (other, false),
    }
}
