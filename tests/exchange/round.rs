//! Written files are read again and have the same content.

use crate::line;
use getrandom::SysRng;
use postern_core::account::{Account, Filling, Keeping, Kind, Name, Note, Site};
use postern_core::read::parse_uri;
use postern_exchange::read;
use postern_exchange::write::{Target, aegis, pages, to_uri};
use rand_core::UnwrapErr;
use serde_json::Value;

const LINKS: [&str; 7] = [
    "otpauth://totp/IATA:jane%40agency.aero?secret=JBSWY3DPEHPK3PXP&issuer=IATA",
    "otpauth://totp/A%20%26%20B:%C3%BCn%C3%AF?secret=GEZDGNBVGY3TQOJQ&issuer=A%20%26%20B&algorithm=SHA256&digits=8&period=60",
    "otpauth://hotp/C:n?secret=MFRGGZDFMZTWQ2LK&issuer=C&counter=18446744073709551615",
    "otpauth://steam/Steam:g?secret=NJ2W24DFMQQG65TF&issuer=Steam",
    "motp://Old:me?secret=0123456789abcdef&pin=1234",
    "otpauth://yaotp/Ya:me?secret=LA2V6KMCGYMWWVEW64RNP3JA3I&pin=7586",
    "otpauth://totp/Rare:n?secret=KRUGKIDROVUWG2ZA&issuer=Rare&algorithm=SHA384",
];

fn accounts() -> Vec<Account> {
    let mut accounts: Vec<_> = LINKS.iter().map(|link| parse_uri(link).unwrap().account).collect();
    accounts[0].keeping.pinned = true;
    accounts[0].keeping.tag("Work");
    accounts[1].keeping.tag("Work");
    accounts[1].keeping.tag("Home, \"50%2C\" #2");
    accounts[1].keeping.note = Note::new("two\nlines");
    accounts
}

fn lines(accounts: &[Account]) -> Vec<String> {
    accounts.iter().map(line).collect()
}

fn read_back(file: &str, password: Option<&str>) -> Vec<Account> {
    let imported = read(file.as_bytes(), password).unwrap();
    assert_eq!(imported.skipped, []);
    imported.entries.into_iter().map(|entry| entry.account).collect()
}

#[test]
fn an_aegis_file_round_trips_except_for_what_aegis_lacks() {
    let accounts = accounts();
    let written = aegis(&accounts, "correct horse", &mut UnwrapErr(SysRng)).unwrap();
    assert_eq!(written.left_out, [6], "SHA-384 is not Aegis'");
    for secret in ["JBSWY3DP", "IATA", "jane"] {
        assert!(!written.content.contains(secret));
    }
    let again = read_back(&written.content, Some("correct horse"));
    assert_eq!(lines(&again), lines(&accounts[..6]));
    assert!(read(written.content.as_bytes(), Some("another")).is_err());
}

#[test]
fn links_round_trip() {
    let bare: Vec<_> = accounts()
        .into_iter()
        .map(|account| Account { keeping: Default::default(), ..account })
        .collect();
    let list: Vec<_> = bare.iter().map(|account| to_uri(account).to_string()).collect();
    assert_eq!(lines(&read_back(&list.join("\n"), None)), lines(&bare));
}

#[test]
fn pages_hold_ten_accounts_each_and_omit_what_they_cannot_express() {
    let usual = parse_uri(LINKS[0]).unwrap().account;
    let mut many: Vec<_> =
        (0..23).map(|at| Account { name: Name::new(&format!("n{at}")), ..usual.clone() }).collect();
    many.extend(accounts());
    let written = pages(&many, -5);
    assert_eq!(written.content.len(), 3);
    // Google's format can only express the first and the counter-based ones.
    assert_eq!(written.left_out, [24, 26, 27, 28, 29]);
    let list: Vec<_> = written.content.iter().map(|page| page.to_string()).collect();
    let imported = read(list.join("\n").as_bytes(), None).unwrap();
    assert_eq!(imported.parts.iter().map(|part| part.index).collect::<Vec<_>>(), [0, 1, 2]);
    assert!(imported.parts.iter().all(|part| part.size == 3 && part.batch == -5));
    assert_eq!(imported.entries.len(), 25);
    let last = &imported.entries[24].account;
    assert!(matches!(last.kind, Kind::Hotp { counter: u64::MAX, .. }), "{}", line(last));
}

const TARGETS: [Target; 6] =
    [Target::Aegis, Target::TwoFas, Target::Bitwarden, Target::Ente, Target::Proton, Target::Csv];

#[test]
fn files_for_other_apps_round_trip_except_for_what_is_said_to_be_lost() {
    let mut accounts = accounts();
    accounts[0].sites = Site::from_text("portal.iata.org").into_iter().collect();
    accounts[1].keeping.recover_with("aaaa-bbbb", false);
    accounts.extend(
        [
            "otpauth://totp/E:n?secret=KRUGKIDROVUWG2ZB&issuer=E&digits=10",
            "otpauth://totp/\"q\",x:n?secret=KRUGKIDROVUWG2ZC&issuer=\"q\",x",
        ]
        .map(|link| parse_uri(link).unwrap().account),
    );
    for target in TARGETS {
        let written = target.write(&accounts, &mut UnwrapErr(SysRng));
        let (mut held, mut left_out) = (Vec::new(), Vec::new());
        for (at, account) in accounts.iter().enumerate() {
            let lost = target.lost(account);
            if lost.account {
                left_out.push(at);
                continue;
            }
            let mut kept = account.clone();
            if lost.sites {
                kept.sites.clear();
            }
            if lost.tags {
                kept.keeping.tags.clear();
            }
            if lost.more_tags {
                kept.keeping.tags.truncate(1);
            }
            if lost.note {
                kept.keeping.note = Note::default();
            }
            if lost.recovery {
                kept.keeping.recovery.clear();
            }
            kept.keeping.pinned &=
                matches!(target, Target::Aegis | Target::Bitwarden | Target::Ente);
            kept.filling = Filling::default();
            held.push(kept);
        }
        assert_eq!(written.left_out, left_out, "{target:?}");
        let again = read_back(&written.content, None);
        assert_eq!(lines(&again), lines(&held), "{target:?}");
    }
}

/// An account of one group, one of that group and another, and one of none.
#[test]
fn groups_are_written_as_each_app_reads_them() {
    let all = accounts();
    let accounts = [&all[0], &all[1], &all[3]].map(Clone::clone);
    let write = |target: Target| {
        let written = target.write(&accounts, &mut UnwrapErr(SysRng));
        written.content.as_str().to_owned()
    };
    for (target, groups, of, one) in [
        (Target::TwoFas, "groups", "services", "groupId"),
        (Target::Bitwarden, "folders", "items", "folderId"),
    ] {
        let json: Value = serde_json::from_str(&write(target)).unwrap();
        let id = &json[groups][0]["id"];
        assert_eq!(json[groups].as_array().unwrap().len(), 1, "{target:?}");
        assert_eq!(json[groups][0]["name"], "Work", "{target:?}");
        assert!(id.is_string(), "{target:?}");
        let ids: Vec<_> = json[of].as_array().unwrap().iter().map(|item| &item[one]).collect();
        assert_eq!(ids, [id, id, &Value::Null], "{target:?}");
    }
    // 2FAS refuses the whole file if a group does not say whether it is expanded.
    let json: Value = serde_json::from_str(&write(Target::TwoFas)).unwrap();
    assert_eq!(json["groups"][0]["isExpanded"], true);
    let text = write(Target::Csv);
    let groups: Vec<_> = text.lines().filter_map(|line| line.split("\",").next()).collect();
    assert_eq!(groups, ["\"Group", "\"Root/Work", "\"Root/Work", "lines", "\"Root"]);
    // Ente divides a file with commas at them.
    let list = write(Target::Ente);
    assert!(!list.contains(','), "{list}");
    let has_display: Vec<_> = list.lines().map(|link| link.contains("&codeDisplay=")).collect();
    assert_eq!(has_display, [true, true, false]);
}

#[test]
fn only_the_groups_that_do_not_fit_are_said_to_be_lost() {
    let accounts = accounts();
    for target in TARGETS {
        let has_one = matches!(target, Target::TwoFas | Target::Bitwarden | Target::Csv);
        let has_none = target == Target::Proton;
        let lost =
            |at: usize| (target.lost(&accounts[at]).tags, target.lost(&accounts[at]).more_tags);
        assert_eq!(lost(0), (has_none, false), "{target:?}");
        assert_eq!(lost(1), (has_none, has_one), "{target:?}");
    }
}

#[test]
fn a_slash_in_a_group_is_said_to_divide_it_where_it_does() {
    let account = |tags: &[&str]| {
        let mut account = accounts().swap_remove(3);
        tags.iter().for_each(|tag| account.keeping.tag(tag));
        account
    };
    for target in TARGETS {
        let is_split = |tags: &[&str]| target.lost(&account(tags)).split_tags;
        assert_eq!(is_split(&["Work/Home"]), target == Target::Csv, "{target:?}");
        // Only the first group is written.
        assert!(!is_split(&["Work", "Work/Home"]) && !is_split(&[]), "{target:?}");
    }
}

/// Spreadsheets take these for formulas; KeePassXC reads them as they are.
#[test]
fn cells_that_begin_like_formulas_are_written_as_they_are() {
    let mut account = accounts().swap_remove(0);
    account.issuer = Name::new("=1+1");
    account.name = Name::new("@mira");
    account.keeping.note = Note::new("-2");
    let written = Target::Csv.write(&[account], &mut UnwrapErr(SysRng));
    let row = written.content.lines().nth(1).unwrap();
    assert!(row.starts_with("\"Root/Work\",\"=1+1\",\"@mira\",\"\",\"\",\"-2\","), "{row}");
}

#[test]
fn what_a_target_cannot_make_is_left_out_of_its_file() {
    // Of the accounts above: TOTP, TOTP with SHA-256, HOTP, Steam, Mobile-OTP, Yandex, SHA-384.
    let accounts = accounts();
    for (target, wanted) in [
        (Target::Aegis, &[6][..]),
        (Target::TwoFas, &[4, 5]),
        (Target::Bitwarden, &[2, 4, 5, 6]),
        (Target::Ente, &[4, 5, 6]),
        (Target::Proton, &[2, 4, 5, 6]),
        (Target::Csv, &[2, 4, 5, 6]),
    ] {
        let written = target.write(&accounts, &mut UnwrapErr(SysRng));
        assert_eq!(written.left_out, wanted, "{target:?}");
    }
    let bare = Account { keeping: Keeping::default(), ..accounts[0].clone() };
    for target in TARGETS {
        assert_eq!(target.lost(&bare), Default::default(), "{target:?} loses nothing of it");
    }
}
