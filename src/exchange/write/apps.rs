//! Files that other apps import, not encrypted, and what each of them cannot hold.
//!
//! Layouts: 2FAS' `RemoteBackup` (schema 4), Bitwarden's JSON export, Aegis' vault version 3,
//! Proton Authenticator's export version 1, KeePassXC's CSV (RFC 4180), and lists of key links, to which
//! Ente Auth adds a parameter.
//!
//! Groups, as each project's own importer reads them: 2FAS finds `groupId` among `groups`
//! (`BackupRepositoryImpl.kt`), Bitwarden `folderId` among `folders` (`bitwarden-json-importer.ts`),
//! KeePassXC divides `Group` at slashes, which it cannot escape, and skips the first part if it is "Root"
//! (`CsvImportWidget.cpp`), and Ente takes tags, note and pin from `codeDisplay` (`code_display.dart`).
//! An account of the first three has one group.
//!
//! CSV cells that begin with `=`, `+`, `-` or `@` are formulas to a spreadsheet. They stay as they are:
//! KeePassXC reads a cell literally, so an apostrophe or a tab before it would become part of the name or
//! note, and the file is made for KeePassXC.

use super::aegis::plain_vault;
use super::groups::Groups;
use super::{Written, to_uri};
use postern_core::account::{Account, Algorithm, Kind, Name, Site};
use rand_core::CryptoRng;
use serde_json::{Value, json};
use zeroize::Zeroizing;

/// An app that imports a file of plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Aegis, JSON.
    Aegis,
    /// 2FAS, `.2fas`.
    TwoFas,
    /// Bitwarden and Bitwarden Authenticator, JSON.
    Bitwarden,
    /// Ente Auth, a list of links.
    Ente,
    /// Proton Authenticator, JSON.
    Proton,
    /// KeePassXC and other password managers, CSV.
    Csv,
}

/// What a target cannot hold of an account that it can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lost {
    /// The account itself: its codes cannot be made there, and everything else goes with it.
    pub account: bool,
    /// Where its codes are filled.
    pub sites: bool,
    /// The user's groups.
    pub tags: bool,
    /// The user's groups, except for the first.
    pub more_tags: bool,
    /// The group as one group: the target divides its name at a slash.
    pub split_tags: bool,
    /// The note.
    pub note: bool,
    /// The site's recovery codes.
    pub recovery: bool,
}

impl Target {
    /// What the target would lose of an account.
    #[must_use]
    pub fn lost(self, account: &Account) -> Lost {
        if !self.makes(&account.kind) {
            return Lost { account: true, ..Lost::default() };
        }
        let keeping = &account.keeping;
        let holds = |targets: &[Self]| targets.contains(&self);
        let groups = keeping.tags.len();
        Lost {
            account: false,
            sites: !account.sites.is_empty() && !holds(&[Self::Bitwarden, Self::Csv]),
            tags: groups > 0 && self.groups_max() == 0,
            more_tags: groups > 1 && self.groups_max() == 1,
            split_tags: holds(&[Self::Csv])
                && keeping.tags.first().is_some_and(|tag| tag.as_str().contains('/')),
            note: !keeping.note.text().is_empty()
                && !holds(&[Self::Aegis, Self::Bitwarden, Self::Ente, Self::Proton, Self::Csv]),
            recovery: !keeping.recovery.is_empty(),
        }
    }

    /// How many groups an account can have there.
    const fn groups_max(self) -> usize {
        match self {
            Self::Proton => 0,
            Self::TwoFas | Self::Bitwarden | Self::Csv => 1,
            Self::Aegis | Self::Ente => usize::MAX,
        }
    }

    /// Whether the target makes codes of a kind: one account that it does not know makes some of them
    /// refuse the whole file.
    fn makes(self, kind: &Kind) -> bool {
        let is_usual = |algorithm: Algorithm| {
            matches!(algorithm, Algorithm::Sha1 | Algorithm::Sha256 | Algorithm::Sha512)
        };
        match (self, kind) {
            (Self::TwoFas, Kind::Totp { digits, period, .. }) => {
                matches!(digits.count(), 5..=8) && matches!(period.s(), 10 | 30 | 60 | 90)
            }
            (Self::TwoFas, Kind::Hotp { digits, .. }) => matches!(digits.count(), 5..=8),
            (Self::Aegis | Self::Ente, Kind::Hotp { algorithm, .. }) => is_usual(*algorithm),
            (_, Kind::Totp { algorithm, .. }) => is_usual(*algorithm),
            (_, Kind::Steam) | (Self::Aegis, Kind::Motp { .. } | Kind::Yandex { .. }) => true,
            (Self::Bitwarden | Self::Proton | Self::Csv, Kind::Hotp { .. })
            | (_, Kind::Motp { .. } | Kind::Yandex { .. }) => false,
        }
    }

    /// The file, with the accounts that the target can hold.
    #[must_use]
    pub fn write(
        self,
        accounts: &[Account],
        rng: &mut impl CryptoRng,
    ) -> Written<Zeroizing<String>> {
        let left_out = (0..).zip(accounts).filter(|(_, account)| !self.makes(&account.kind));
        let left_out: Vec<usize> = left_out.map(|(at, _)| at).collect();
        let held: Vec<_> =
            accounts.iter().filter(|account| self.makes(&account.kind)).cloned().collect();
        let content = match self {
            Self::Aegis => plain_vault(&held, rng),
            Self::TwoFas => Zeroizing::new(two_fas(&held, rng).to_string()),
            Self::Bitwarden => Zeroizing::new(bitwarden(&held, rng).to_string()),
            Self::Ente => ente(&held),
            Self::Proton => Zeroizing::new(proton(&held, rng).to_string()),
            Self::Csv => csv(&held),
        };
        Written { content, left_out }
    }
}

/// 2FAS' own collection of icons. Its iOS app refuses the whole file if an entry names none, even one
/// with a label (`ExchangeData2.swift`).
const ICONS: &str = "a5b3fb65-4ec5-43e6-8ec1-49e24ca9e7ad";

fn two_fas(accounts: &[Account], rng: &mut impl CryptoRng) -> Value {
    let mut groups = Groups::default();
    let services = (0_usize..).zip(accounts).map(|(position, account)| {
        let (kind, algorithm, digits) = match &account.kind {
            Kind::Hotp { algorithm, digits, .. } => ("HOTP", *algorithm, digits.count()),
            Kind::Totp { algorithm, digits, .. } => ("TOTP", *algorithm, digits.count()),
            Kind::Steam | Kind::Motp { .. } | Kind::Yandex { .. } => {
                ("STEAM", Algorithm::Sha1, account.kind.code_chars())
            }
        };
        let counter = if let Kind::Hotp { counter, .. } = &account.kind { *counter } else { 0 };
        let name = if account.issuer.is_empty() { &account.name } else { &account.issuer };
        json!({
            "name": name.as_str(), "secret": account.secret.to_base32().as_str(),
            "updatedAt": 0,
            "otp": {
                "label": account.name.as_str(), "account": account.name.as_str(),
                "issuer": account.issuer.as_str(), "digits": digits,
                "period": account.kind.period_s().unwrap_or(30),
                "algorithm": algorithm.name(), "counter": counter,
                "tokenType": kind, "source": "Manual",
            },
            "order": { "position": position },
            "groupId": groups.first(&account.keeping.tags, rng),
            "icon": {
                "selected": "Label",
                "label": { "text": initials(name.as_str()), "backgroundColor": "Default" },
                "iconCollection": { "id": ICONS },
            },
        })
    });
    let services: Vec<_> = services.collect();
    let groups = groups
        .list(|name, id| json!({ "id": id, "name": name, "isExpanded": true, "updatedAt": 0 }));
    json!({
        "services": services, "groups": groups, "updatedAt": 0,
        "schemaVersion": 4, "appVersionCode": 5_000_000, "appVersionName": "5.0.0",
        "appOrigin": "android",
    })
}

/// Two capitals, as 2FAS draws them.
fn initials(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).take(2).flat_map(char::to_uppercase).collect()
}

fn bitwarden(accounts: &[Account], rng: &mut impl CryptoRng) -> Value {
    let mut folders = Groups::default();
    let items = accounts.iter().map(|account| {
        let totp = match &account.kind {
            Kind::Steam => format!("steam://{}", account.secret.to_base32().as_str()),
            Kind::Totp { .. } | Kind::Hotp { .. } | Kind::Motp { .. } | Kind::Yandex { .. } => {
                to_uri(account).as_str().to_owned()
            }
        };
        let uris = account.sites.iter().map(|site| json!({ "match": null, "uri": site.origin() }));
        let note = account.keeping.note.text();
        json!({
            "id": super::aegis::uuid(rng), "organizationId": null,
            "folderId": folders.first(&account.keeping.tags, rng),
            "type": 1, "reprompt": 0, "name": title(account),
            "notes": if note.is_empty() { Value::Null } else { note.into() },
            "favorite": account.keeping.pinned,
            "login": {
                "uris": uris.collect::<Vec<_>>(), "username": account.name.as_str(),
                "password": null, "totp": totp,
            },
            "collectionIds": null,
        })
    });
    let items: Vec<_> = items.collect();
    let folders = folders.list(|name, id| json!({ "id": id, "name": name }));
    json!({ "encrypted": false, "folders": folders, "items": items })
}

/// Password managers list an entry by one name.
fn title(account: &Account) -> &str {
    if account.issuer.is_empty() { account.name.as_str() } else { account.issuer.as_str() }
}

fn proton(accounts: &[Account], rng: &mut impl CryptoRng) -> Value {
    let entries = accounts.iter().map(|account| {
        let (uri, kind) = match &account.kind {
            Kind::Steam => (format!("steam://{}", account.secret.to_base32().as_str()), "Steam"),
            Kind::Totp { .. } | Kind::Hotp { .. } | Kind::Motp { .. } | Kind::Yandex { .. } => {
                (to_uri(account).as_str().to_owned(), "Totp")
            }
        };
        let name = if account.name.is_empty() { &account.issuer } else { &account.name };
        let note = account.keeping.note.text();
        json!({
            "id": super::aegis::uuid(rng),
            "content": { "uri": uri, "entry_type": kind, "name": name.as_str() },
            "note": if note.is_empty() { Value::Null } else { note.into() },
        })
    });
    json!({ "version": 1, "entries": entries.collect::<Vec<_>>() })
}

/// One link per line, with a `codeDisplay` where the account has something to put into it. Ente divides the
/// file at its commas if there are any; in a link they are percent-encoded.
fn ente(accounts: &[Account]) -> Zeroizing<String> {
    let mut list = Zeroizing::new(String::new());
    for account in accounts {
        let keeping = &account.keeping;
        let mut account = account.clone();
        if keeping.pinned || !keeping.tags.is_empty() || !keeping.note.text().is_empty() {
            let tags: Vec<_> = keeping.tags.iter().map(Name::as_str).collect();
            let note = keeping.note.text();
            let display = json!({ "pinned": keeping.pinned, "tags": tags, "note": note });
            account.extras.push(("codeDisplay".to_owned(), display.to_string()));
        }
        list.push_str(&to_uri(&account));
        list.push('\n');
    }
    list
}

/// KeePassXC's columns. Its Steam keys are TOTP links with an encoder.
fn csv(accounts: &[Account]) -> Zeroizing<String> {
    const HEADER: &str =
        "\"Group\",\"Title\",\"Username\",\"Password\",\"URL\",\"Notes\",\"TOTP\"\r\n";
    let mut text = Zeroizing::new(HEADER.to_owned());
    for account in accounts {
        let link = to_uri(account);
        let totp = match &account.kind {
            Kind::Steam => link.replacen("://steam/", "://totp/", 1) + "&encoder=steam",
            Kind::Totp { .. } | Kind::Hotp { .. } | Kind::Motp { .. } | Kind::Yandex { .. } => {
                link.as_str().to_owned()
            }
        };
        let site = account.sites.first().map_or_else(String::new, Site::origin);
        let tag = account.keeping.tags.first();
        let group = tag.map_or_else(|| "Root".to_owned(), |tag| format!("Root/{}", tag.as_str()));
        for (at, field) in [
            &group,
            title(account),
            account.name.as_str(),
            "",
            &site,
            account.keeping.note.text(),
            &totp,
        ]
        .into_iter()
        .enumerate()
        {
            text.push_str(if at == 0 { "\"" } else { ",\"" });
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        }
        text.push_str("\r\n");
    }
    text
}
