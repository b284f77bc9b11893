//! Sealed files: a changed byte is rejected, and a wrong password is reported as such.

use crate::fixtures::{expected, fixtures};
use crate::{lines, path};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use postern_exchange::{ImportError, Imported, SkipReason, read};
use serde_json::Value;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// Where a file has the data that a MAC covers.
enum At {
    /// All bytes from here on.
    From(usize),
    /// The packed data of an archive's only file.
    Packed,
    /// Strings in its JSON: base64, or several base64 parts between `|`, `:` and `.`.
    Base64(&'static [&'static str]),
    /// Strings in its JSON: hexadecimal digits.
    Hex(&'static [&'static str]),
    /// Java's lists of numbers, by the name before them.
    Numbers(&'static [&'static str]),
}
use At::{Base64, From, Hex, Numbers, Packed};

/// Files that only their password opens, and the distance between the changed bytes: 1 where
/// opening takes a millisecond, otherwise such that a row takes about a second. The first and the
/// last byte of a part are always among them. A part that is sampled here is covered completely by
/// the cheap fixture of the same app; Proton's and Stratum's costs are fixed, and both are AES-GCM
/// like the others.
const SEALED: [(&str, usize, &[At]); 31] = [
    (
        "2fa-authenticator/backup.json",
        1,
        &[Base64(&["/vault/cipher/data", "/vault/cipher/iv", "/vault/kdf/salt"])],
    ),
    ("2fas/encrypted.2fas", 3, &[Base64(&["/servicesEncrypted"])]),
    ("aegis/cheap.json", 1, AEGIS),
    ("aegis/encrypted.json", 500, AEGIS),
    ("andotp/cheap.json.aes", 1, &[From(0)]),
    ("andotp/encrypted.json.aes", 100, &[From(0)]),
    ("andotp/old.json.aes", 1, &[From(0)]),
    ("authenticator-plus/accounts.zip", 1, &[Packed]),
    ("bitwarden/argon2.json", 30, BITWARDEN),
    ("bitwarden/cheap.json", 1, BITWARDEN),
    ("bitwarden/pbkdf2.json", 2, BITWARDEN),
    ("ente/cheap.txt", 1, ENTE),
    ("ente/encrypted.txt", 30, ENTE),
    ("freeotp/externalBackup.xml", 1, &[Numbers(&["mCipherText", "mSalt"])]),
    ("keepass/cheap-aes-kdf.kdbx", 1, &[From(12)]),
    ("keepass/cheap-aes256.kdbx", 1, &[From(12)]),
    ("keepass/cheap-chacha20.kdbx", 1, &[From(12)]),
    ("keepass/cheap-twofish.kdbx", 1, &[From(12)]),
    ("keepass/database.kdbx", 600, &[From(12)]),
    ("open-authenticator/clear.bak", 6, &[Numbers(&["secret"])]),
    ("open-authenticator/sealed.bak", 6, &[Numbers(&["secret", "label", "issuer"])]),
    ("otpclient/cheap-1.enc", 100, &[From(0)]),
    ("otpclient/cheap-2.enc", 1, &[From(12)]),
    ("otpclient/cheap-3.enc", 1, &[From(12)]),
    ("otpclient/cut-password-1.enc", 200, &[From(0)]),
    ("otpclient/cut-password-2.enc", 30, &[From(12)]),
    ("otpclient/database.enc", 200, &[From(12)]),
    ("otpclient/odd-rows.enc", 30, &[From(12)]),
    ("proton/encrypted.json", 20, &[Base64(&["/salt", "/content"])]),
    ("raivo/raivo-otp-export.zip", 1, &[Packed]),
    ("stratum/strong.stratum", 300, &[From(16)]),
];

/// The same for archives, in which only the file is sealed.
const PACKED: [(&str, usize, &[At]); 5] = [
    ("zip/cheap-aes-128.zip", 1, &[Packed]),
    ("zip/cheap-aes-192.zip", 1, &[Packed]),
    ("zip/cheap-aes-256.zip", 1, &[Packed]),
    ("zip/cheap-zipcrypto.zip", 1, &[Packed]),
    // Without a password, but with a CRC.
    ("zip/stored.zip", 1, &[Packed]),
];

const AEGIS: &[At] = &[
    Base64(&["/db"]),
    Hex(&[
        "/header/params/nonce",
        "/header/params/tag",
        "/header/slots/1/key",
        "/header/slots/1/key_params/nonce",
        "/header/slots/1/key_params/tag",
        "/header/slots/1/salt",
    ]),
];
const BITWARDEN: &[At] = &[Base64(&["/data", "/encKeyValidation_DO_NOT_EDIT"])];
const ENTE: &[At] = &[Base64(&["/encryptedData", "/encryptionNonce", "/kdfParams/salt"])];

/// These apps use CBC without a MAC: a changed byte may decrypt to another one, which no reader
/// could detect. The number is how many wrong passwords are tried: one in 256 leaves a
/// valid-looking padding.
const WITHOUT_MAC: [(&str, usize); 22] = [
    // Each row proves the password with four fields.
    ("2fast/odd-rows.2fa", 1),
    ("2fast/version-0.2fa", 100),
    ("2fast/version-1.2fa", 100),
    ("2fast/version-2.2fa", 20),
    ("2fast/version-3.2fa", 20),
    ("authenticator-extension/v1.json", 700),
    ("authenticator-extension/v2-flat-key.json", 700),
    ("authenticator-extension/v2.json", 700),
    ("authenticator-extension/v3.json", 1),
    ("authy/api.json", 100),
    // Key files change nothing behind the key, which the tables above cover.
    ("keepass/key-hex.kdbx", 1),
    ("keepass/key-raw.kdbx", 1),
    ("keepass/key-xml-1.kdbx", 1),
    ("keepass/key-xml-2.kdbx", 1),
    ("keepass/version-3.kdbx", 50),
    // The outer archive has no MAC, so a changed byte in it may be a changed salt.
    ("otp-auth/new.otpauthdb", 3),
    ("otp-auth/old.otpauthdb", 700),
    ("otp-auth/one.otpauth", 3),
    ("steam/sealed.maFile", 1),
    ("steam/sealed.zip", 1),
    ("stratum/legacy.authpro", 1),
    ("totp-authenticator/own.encrypt", 700),
];

fn fixture(name: &str) -> (Vec<u8>, Option<String>) {
    let file = path("tests/fixtures/import").join(name);
    (fs::read(&file).unwrap(), expected(&file).0)
}

fn name_of(file: &Path) -> String {
    file.strip_prefix(path("tests/fixtures/import")).unwrap().display().to_string()
}

#[test]
fn every_changed_byte_of_a_sealed_file_is_refused() {
    for (name, step, parts) in SEALED.into_iter().chain(PACKED) {
        let (file, password) = fixture(name);
        let open = |file: &[u8]| read(file, password.as_deref());
        let whole = open(&file).unwrap();
        let mut count = 0;
        for part in parts {
            for changed in changes(&file, part, step) {
                assert!(is_refused(&open(&changed), &whole), "{name}: change {count}");
                count += 1;
            }
        }
        assert!(count > 4, "{name}: {count} changes");
    }
}

/// Nothing was read, or (where rows are sealed separately) all but the one row.
fn is_refused(got: &Result<Imported, ImportError>, whole: &Imported) -> bool {
    match got {
        Err(error) => {
            let wrong = [ImportError::PasswordWrong, ImportError::SecondFileNeeded];
            // A changed cost may be too high.
            let unread = [ImportError::Damaged, ImportError::Costly, ImportError::Memory];
            wrong.contains(error) || unread.contains(error)
        }
        Ok(rest) => {
            let left = lines(&Ok(whole.clone()));
            let is_sealed = |row: &postern_exchange::Skipped| row.why == SkipReason::Sealed;
            rest.skipped.iter().filter(|row| is_sealed(row)).count() == 1
                && rest.entries.len() + 1 == whole.entries.len()
                && lines(&Ok(Imported { skipped: Vec::new(), ..rest.clone() }))
                    .iter()
                    .all(|line| left.contains(line))
        }
    }
}

/// Copies of the file with one byte changed each, in a different bit each time.
fn changes(file: &[u8], part: &At, step: usize) -> Vec<Vec<u8>> {
    match part {
        From(start) => in_range(file, *start..file.len(), step),
        Packed => in_range(file, packed(file), step),
        Base64(places) => in_json(file, places, step, &in_base64),
        Hex(places) => in_json(file, places, step, &|text, step| {
            let bytes = base16ct::mixed::decode_vec(text).unwrap();
            let changed = in_range(&bytes, 0..bytes.len(), step).into_iter();
            changed.map(|bytes| base16ct::lower::encode_string(&bytes)).collect()
        }),
        Numbers(names) => names.iter().flat_map(|name| in_numbers(file, name, step)).collect(),
    }
}

fn in_range(bytes: &[u8], range: Range<usize>, step: usize) -> Vec<Vec<u8>> {
    let last = range.end - 1;
    let places = range.step_by(step).chain([last]);
    let change = |at: usize| {
        let mut changed = bytes.to_vec();
        changed[at] ^= 1 << (at % 8);
        changed
    };
    places.map(change).collect()
}

/// The data after the first local header of an archive.
fn packed(file: &[u8]) -> Range<usize> {
    let le = |from: usize, bytes: usize| {
        file[from..from + bytes].iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
    };
    // The central directory has the length even if the local header omits it. Of several files the
    // last one is read.
    let entry = file.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    let (length, local) = (le(entry + 20, 4), le(entry + 42, 4));
    let start = local + 30 + le(local + 26, 2) + le(local + 28, 2);
    start..start + length
}

fn in_json(
    file: &[u8],
    places: &[&str],
    step: usize,
    change: &dyn Fn(&str, usize) -> Vec<String>,
) -> Vec<Vec<u8>> {
    let json: Value = serde_json::from_slice(file).unwrap();
    let mut all = Vec::new();
    for place in places {
        for text in change(json.pointer(place).unwrap().as_str().unwrap(), step) {
            let mut changed = json.clone();
            *changed.pointer_mut(place).unwrap() = text.into();
            all.push(changed.to_string().into_bytes());
        }
    }
    all
}

fn in_base64(text: &str, step: usize) -> Vec<String> {
    let mut all = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(['|', ':', '.']) {
        let bare = part.trim_end_matches(['|', ':', '.']);
        // The kind before the first dot is not base64.
        if let Ok(bytes) = STANDARD.decode(bare) {
            for bytes in in_range(&bytes, 0..bytes.len(), step) {
                let (before, after) = (&text[..start], &text[start + bare.len()..]);
                all.push(format!("{before}{}{after}", STANDARD.encode(bytes)));
            }
        }
        start += part.len();
    }
    all
}

/// Changes the last digit of each number, without changing lengths.
fn in_numbers(file: &[u8], name: &str, step: usize) -> Vec<Vec<u8>> {
    // Quotes inside a JSON string are escaped with backslashes.
    let is_name = |at: &usize| file[*at..].starts_with(name.as_bytes());
    let starts: Vec<_> = (0..file.len()).filter(is_name).collect();
    assert!(!starts.is_empty(), "{name}");
    let mut digits = Vec::new();
    for start in starts {
        let end = start + file[start..].iter().position(|byte| *byte == b']').unwrap();
        let is_last = |at: &usize| file[*at].is_ascii_digit() && !file[*at + 1].is_ascii_digit();
        digits.extend((start..end).filter(is_last));
    }
    let change = |at: usize| {
        let mut changed = file.to_vec();
        changed[at] = if changed[at] == b'9' { b'0' } else { changed[at] + 1 };
        changed
    };
    digits.into_iter().step_by(step).map(change).collect()
}

#[test]
fn a_wrong_password_is_reported_as_such() {
    for file in fixtures() {
        let name = name_of(&file);
        let (Some(right), rows) = expected(&file) else { continue };
        if rows.len() == 1 {
            continue;
        }
        let file = fs::read(&file).unwrap();
        let tries = WITHOUT_MAC.iter().find(|(of, _)| *of == name).map_or(1, |(_, tries)| *tries);
        let none = read(&file, None).unwrap_err();
        // The oldest forms have nothing that tells them from random bytes.
        let nameless =
            ["andotp/old.json.aes", "otpclient/cheap-1.enc", "otpclient/cut-password-1.enc"];
        let is_known = !nameless.contains(&name.as_str());
        let is_asked = matches!(none, ImportError::PasswordNeeded { .. });
        assert_eq!(is_asked, is_known, "{name}: {none:?}");
        for at in 0..tries {
            let wrong = format!("{right}{at}");
            let got = read(&file, Some(&wrong)).map(|all| all.entries.len());
            // A second file may be missing instead.
            let may_need_file =
                [".kdbx", "own.encrypt", "sealed.maFile"].iter().any(|end| name.ends_with(end));
            let error = if may_need_file {
                ImportError::SecondFileNeeded
            } else {
                ImportError::PasswordWrong
            };
            assert_eq!(got, Err(error), "{name}: {wrong}");
        }
    }
}

/// Only WinZip's encryption, which has a MAC, may omit the CRC.
#[test]
fn an_archive_without_a_crc_is_rejected() {
    for (name, error) in [
        ("zip/stored.zip", ImportError::Damaged),
        ("zip/cheap-zipcrypto.zip", ImportError::PasswordWrong),
    ] {
        let (mut file, password) = fixture(name);
        let entry = file.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        file[entry + 16..entry + 20].fill(0);
        assert_eq!(read(&file, password.as_deref()), Err(error), "{name}");
    }
}

#[test]
fn every_sealed_fixture_is_in_a_table() {
    let known: Vec<_> = SEALED.iter().chain(&PACKED).map(|(name, ..)| *name).collect();
    for file in fixtures() {
        let (password, rows) = expected(&file);
        let name = name_of(&file);
        let is_known =
            known.contains(&name.as_str()) || WITHOUT_MAC.iter().any(|(of, _)| *of == name);
        assert!(password.is_none() || rows.len() == 1 || is_known, "{name} is in no table");
    }
}
