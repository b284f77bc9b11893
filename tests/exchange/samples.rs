//! Real files of other apps, if present beside the checkout: we have no right to copy them.
//! `EXPECTED.txt` lists what an independent reader found in each.

use crate::{lines, path};
use postern_core::account::{Account, Kind};
use postern_exchange::{ImportError, read};
use std::fs;

/// Files with a password that their line does not state, and files without a line.
const OTHERS: [(&str, &str, usize); 13] = [
    ("2fas/proton-decrypted_with_missing_fields.2fas", "", 1),
    ("authenticator-extension/v0_plain_numeric_type.json", "", 6),
    ("authenticator-plus/aegis-authenticator_plus.zip", "testtesttest", 7),
    ("battlenet/aegis-battle_net_authenticator.xml", "", 1),
    ("bitwarden/aegis-bitwarden.csv", "", 4),
    ("freeotp/aegis-freeotp.xml", "", 4),
    ("freeotp/aegis-freeotp_plus_internal.xml", "", 6),
    ("steam/aegis-steam.json", "", 1),
    ("steam/aegis-steam_old.json", "", 1),
    ("totp-authenticator/aegis-totp_authenticator_internal.xml", "", 3),
    ("winauth/stratum-winauth.zip", "test", 1),
    ("duo/aegis-duo.json", "", 2),
    ("otpauth-list/aegis-plain.txt", "", 7),
];

/// The accounts that most of the files contain, in full.
const KNOWN: [&str; 7] = [
    "Deno | Mason | totp SHA1 6 30s | 4SJHB4GSD43FZBAI7C2HLRJGPQ",
    "SPDX | James | totp SHA256 7 20s | 5OM4WOOGPLQEF6UGN3CPEOOLWU",
    "Airbnb | Elijah | totp SHA512 8 50s | 7ELGJSGXNCCTV3O6LKJWYFV2RA",
    "Issuu | James | hotp SHA1 6 #1 | YOOMIXWS5GN6RTBPUFFWKTW5M4",
    "Air Canada | Benjamin | hotp SHA256 7 #50 | KUVJJOM753IHTNDSZVCNKL7GII",
    "WWE | Mason | hotp SHA512 8 #10300 | 5VAML3X35THCEBVRLV24CGBKOY",
    "Boeing | Sophia | steam | JRZCL47CMXVOQMNPZR2F7J4RGI",
];

/// Apps whose files do not contain all of it.
const SAY_LESS: [&str; 12] = [
    "2fas/aegis-2fas_authenticator.json",
    "2fas/aegis-2fas_authenticator_encrypted.2fas",
    "2fas/aegis-2fas_authenticator_plain.2fas",
    "authenticator-extension/v0_plain_numeric_type.json",
    "authy/",
    "duo/",
    "google-migration/",
    "microsoft/",
    "steam/",
    "totp-authenticator/",
    "bitwarden/",
    "battlenet/",
];

struct Section {
    name: String,
    password: String,
    count: usize,
    rows: Vec<String>,
}

fn sections() -> Option<Vec<Section>> {
    let Ok(text) = fs::read_to_string(path("../shared/samples/EXPECTED.txt")) else {
        // Other clones only have their own fixtures.
        #[expect(clippy::print_stderr, reason = "whoever runs the tests should know")]
        {
            eprintln!("../shared/samples is not there: the real files were not read");
        }
        return None;
    };
    let mut sections: Vec<Section> = Vec::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("OK  ") {
            let (name, rest) = rest.split_once(" pw='").unwrap();
            let (password, rest) = rest.split_once('\'').unwrap();
            let count = rest.trim().strip_prefix("entries=").unwrap().parse().unwrap();
            let (name, password) = (name.trim().to_owned(), password.to_owned());
            sections.push(Section { name, password, count, rows: Vec::new() });
        } else if line.starts_with("        ") {
            sections.last_mut().unwrap().rows.push(line.trim().to_owned());
        }
    }
    Some(sections)
}

#[test]
fn every_sample_gives_what_an_independent_reader_found() {
    let Some(sections) = sections() else { return };
    assert!(sections.len() > 50, "{}", sections.len());
    for Section { name, password, count, rows } in sections {
        let file = fs::read(path("../shared/samples").join(&name)).unwrap();
        let got = read(&file, (!password.is_empty()).then_some(&password));
        if rows.iter().any(|row| row.contains("not decryptable")) {
            assert_eq!(got.unwrap_err(), ImportError::Restricted, "{name}");
            continue;
        }
        let imported = got.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let of_all = imported.entries.len() + imported.skipped.len();
        assert_eq!(of_all, count, "{name}: {:#?}", lines(&Ok(imported.clone())));
        // One of Proton Pass' rows is broken on purpose.
        assert_eq!(imported.skipped.len(), usize::from(name.contains("PassExport")), "{name}");
        let mut left = rows.clone();
        for account in imported.entries.iter().map(|entry| &entry.account) {
            let at = left.iter().position(|row| says(row, account));
            let at = at.unwrap_or_else(|| panic!("{name}: {} is in no row", crate::line(account)));
            left.remove(at);
        }
        check_known(&name, &lines(&Ok(imported)));
    }
}

#[test]
fn samples_without_a_row_are_read_as_well() {
    if sections().is_none() {
        return;
    }
    for (name, password, count) in OTHERS {
        let file = fs::read(path("../shared/samples").join(name)).unwrap();
        let imported = read(&file, (!password.is_empty()).then_some(password)).unwrap();
        assert_eq!((imported.entries.len(), imported.skipped.len()), (count, 0), "{name}");
        check_known(name, &lines(&Ok(imported)));
    }
}

#[test]
fn a_wrong_password_is_told_from_a_damaged_file() {
    let Some(sections) = sections() else { return };
    for Section { name, .. } in sections.iter().filter(|one| !one.password.is_empty()) {
        let file = fs::read(path("../shared/samples").join(name)).unwrap();
        // Ente's real file takes ten seconds per try.
        if !name.starts_with("ente/") {
            let wrong = [ImportError::PasswordWrong, ImportError::SecondFileNeeded];
            assert!(wrong.contains(&read(&file, Some("wrong")).unwrap_err()), "{name}");
        }
        // andOTP's oldest form has nothing that tells it from random bytes.
        if name.contains("encrypted_old") {
            continue;
        }
        let none = read(&file, None).unwrap_err();
        assert!(matches!(none, ImportError::PasswordNeeded { .. }), "{name}: {none:?}");
    }
}

/// Whether a row of the other reader describes this account: its key in some notation, and its
/// names.
fn says(row: &str, account: &Account) -> bool {
    let row = decoded(row);
    let upper = row.to_uppercase();
    let key = account.secret.to_base32();
    let bytes = account.secret.expose();
    // Bits that do not fill a byte are in the file, but not in the key.
    let stem = &key[..key.len() - usize::from(!(key.len() * 5).is_multiple_of(8))];
    let has_key = upper.contains(stem)
        || upper.contains(&base16ct::upper::encode_string(bytes))
        || row.contains(&base64(bytes));
    // Rows of password managers have the title, but not the user.
    let has = |name: &str| !name.is_empty() && row.contains(name);
    has_key
        && (has(account.name.as_str())
            || has(account.issuer.as_str())
            || account.kind == Kind::Steam)
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn decoded(row: &str) -> String {
    let row = row.replace('+', " ");
    let mut parts = row.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(&part.as_bytes()[2..]);
            }
            None => bytes.extend_from_slice(format!("%{part}").as_bytes()),
        }
    }
    // The row of a migration has base64 with plus signs, which other apps' keys do not contain.
    format!("{row} {}", String::from_utf8_lossy(&bytes))
}

fn check_known(name: &str, lines: &[String]) {
    if SAY_LESS.iter().any(|less| name.starts_with(less)) {
        return;
    }
    for known in KNOWN {
        let key = known.rsplit(' ').next().unwrap();
        for line in lines.iter().filter(|line| line.contains(key)) {
            assert!(line.starts_with(known), "{name}: {line}");
        }
    }
}
