//! Google Authenticator's QR codes, row by row.

use crate::path;
use postern_core::account::{Account, Kind};
use postern_exchange::{Imported, Part, read};
use serde_json::Value;
use std::fs;

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row.get(key).and_then(Value::as_str).unwrap_or_default()
}

#[track_caller]
fn check(name: &str, account: &Account, expected: &Value) {
    assert_eq!(account.secret.to_base32().as_str(), text(expected, "secret_b32"), "{name}");
    assert_eq!(account.issuer.as_str(), text(expected, "issuer"), "{name}");
    assert_eq!(account.name.as_str(), text(expected, "account"), "{name}");
    let number = |key: &str| expected[key].as_u64().unwrap();
    match &account.kind {
        Kind::Totp { algorithm, digits, period } => {
            assert_eq!(text(expected, "type"), "totp", "{name}");
            assert_eq!(algorithm.name(), text(expected, "alg"), "{name}");
            assert_eq!(u64::from(digits.count()), number("digits"), "{name}");
            assert_eq!(u64::from(period.s()), number("period"), "{name}");
        }
        Kind::Hotp { algorithm, digits, counter } => {
            assert_eq!(text(expected, "type"), "hotp", "{name}");
            assert_eq!(algorithm.name(), text(expected, "alg"), "{name}");
            assert_eq!(u64::from(digits.count()), number("digits"), "{name}");
            assert_eq!(counter.to_string(), text(expected, "counter"), "{name}");
        }
        Kind::Steam | Kind::Motp { .. } | Kind::Yandex { .. } => panic!("{name}"),
    }
}

#[test]
fn every_row_of_the_table_is_read_as_stated() {
    let rows = fs::read_to_string(path("tests/fixtures/vectors/migration.json")).unwrap();
    let rows: Vec<Value> = serde_json::from_str(&rows).unwrap();
    assert!(rows.len() > 20);
    for row in rows {
        let name = text(&row, "name");
        let got = read(text(&row, "uri").as_bytes(), None);
        if row["accept"] == false {
            assert!(got.is_err(), "{name}: {got:?}");
            continue;
        }
        let Imported { entries, skipped, parts, .. } = got.unwrap();
        let Some(expected) = row["entries"].as_array() else {
            assert_eq!(format!("{} entries", entries.len()), text(&row, "entries"), "{name}");
            continue;
        };
        assert_eq!(entries.len(), expected.len(), "{name}");
        for (entry, expected) in entries.iter().zip(expected) {
            check(name, &entry.account, expected);
        }
        let bad = row["errors"].as_u64().unwrap_or_default();
        assert_eq!(u64::try_from(skipped.len()).unwrap(), bad, "{name}");
        if let Some(batch) = row.get("batch") {
            let number = |key: &str| i32::try_from(batch[key].as_i64().unwrap()).unwrap();
            let part = Part {
                batch: number("id"),
                index: number("index").cast_unsigned(),
                size: number("size").cast_unsigned(),
            };
            assert_eq!(parts, [part], "{name}");
        }
    }
}
