//! Apps with simple files: Duo, Raivo, Battle.net, Microsoft Authenticator.

use crate::entry::{Draft, Entry, Imported, split_label};
use crate::error::{ImportError, SkipReason};
use crate::form::json::{Fields, base64, hex};
use crate::form::sqlite::Row;
use postern_core::read::{key_from_bytes, parse_hex_key, parse_key};
use serde_json::Value;

pub(crate) fn is_duo(first: &Value) -> bool {
    first.has("otpGenerator") || first.has("accountType") && first.has("pkey")
}

/// Accounts that only answer push notifications have no key.
pub(crate) fn read_duo(list: &[Value]) -> Result<Imported, ImportError> {
    let keyed = |one: &&Value| !one.at("otpGenerator").text("otpSecret").is_empty();
    Imported::new("Duo Mobile")
        .rows(list.iter().filter(keyed), |one| {
            let generator = one.at("otpGenerator");
            let counter = generator.number("counter");
            let draft = Draft {
                kind: if counter.is_some() { "hotp" } else { "totp" },
                name: one.text("name"),
                counter,
                ..Draft::default()
            };
            (one.text("name"), draft.keyed(parse_key(generator.text("otpSecret"))))
        })
        .bounded()
}

pub(crate) fn is_raivo(first: &Value) -> bool {
    first.has("kind") && first.has("timer")
}

pub(crate) fn read_raivo(list: &[Value]) -> Result<Imported, ImportError> {
    Imported::new("Raivo")
        .rows(list, |one| {
            let mut draft = Draft {
                kind: one.text("kind"),
                issuer: one.text("issuer"),
                name: one.text("account"),
                algorithm: one.text("algorithm"),
                digits: one.number("digits"),
                period: one.number("timer"),
                counter: one.number("counter"),
                ..Draft::default()
            };
            draft.also.pinned = one.flag("pinned");
            (draft.issuer, draft.keyed(parse_key(one.text("secret"))))
        })
        .bounded()
}

/// `WinAuth` writes its only name where links have the account's name.
pub(crate) fn from_winauth(imported: &mut Imported) {
    imported.app = "WinAuth";
    for Entry { account, .. } in &mut imported.entries {
        if account.issuer.is_empty() {
            account.issuer = std::mem::take(&mut account.name);
        }
    }
}

const BATTLE_SECRET: &str = "com.blizzard.messenger.AUTHENTICATOR_DEVICE_SECRET";
const BATTLE_SERIAL: &str = "com.blizzard.messenger.AUTHENTICATOR_SERIAL";
/// The app XORs both with this mask.
const BATTLE_MASK: [u8; 57] = [
    0x39, 0x8e, 0x27, 0xfc, 0x50, 0x27, 0x6a, 0x65, 0x60, 0x65, 0xb0, 0xe5, 0x25, 0xf4, 0xc0, 0x6c,
    0x04, 0xc6, 0x10, 0x75, 0x28, 0x6b, 0x8e, 0x7a, 0xed, 0xa5, 0x9d, 0xa9, 0x81, 0x3b, 0x5d, 0xd6,
    0xc8, 0x0d, 0x2f, 0xb3, 0x80, 0x68, 0x77, 0x3f, 0xa5, 0x9b, 0xa4, 0x7c, 0x17, 0xca, 0x6c, 0x64,
    0x79, 0x01, 0x5c, 0x1d, 0x5b, 0x8b, 0x8f, 0x6b, 0x9a,
];

pub(crate) fn is_battle_net(pairs: &[(String, String)]) -> bool {
    pairs.iter().any(|(name, _)| name == BATTLE_SECRET)
}

pub(crate) fn read_battle_net(pairs: &[(String, String)]) -> Result<Imported, ImportError> {
    let get = |wanted: &str| {
        let (_, text) = pairs.iter().find(|(name, _)| name == wanted)?;
        let masked = hex(text)?;
        if masked.len() > BATTLE_MASK.len() {
            return None;
        }
        let plain = masked.iter().zip(BATTLE_MASK).map(|(byte, mask)| byte ^ mask);
        String::from_utf8(plain.collect()).ok()
    };
    let secret = get(BATTLE_SECRET).ok_or(ImportError::Damaged)?;
    let serial = get(BATTLE_SERIAL).unwrap_or_default();
    let draft = Draft { issuer: "Battle.net", name: &serial, digits: Some(8), ..Draft::default() };
    let mut imported = Imported::new("Battle.net");
    imported.row("Battle.net", draft.keyed(parse_hex_key(&secret)));
    imported.bounded()
}

/// A row of Microsoft Authenticator's `accounts`; Microsoft's own accounts have longer codes.
pub(crate) fn microsoft_row(row: &Row) -> Result<Entry, SkipReason> {
    let key = row.text("oath_secret_key");
    let is_own = row.number("account_type") == Some(1);
    let (prefix, label) = split_label(row.text("username"));
    let name = row.text("name");
    let draft = Draft {
        issuer: if name.is_empty() { prefix } else { name },
        name: label,
        digits: Some(if is_own { 8 } else { 6 }),
        ..Draft::default()
    };
    draft.keyed(if is_own {
        key_from_bytes(base64(key).unwrap_or_default())
    } else {
        parse_key(key)
    })
}
