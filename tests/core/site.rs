//! Which account may be filled where.

use crate::{account, path};
use postern_core::account::Site;
use postern_core::account::{covers, is_public_suffix, parents};
use postern_core::page::{Permission, Refusal, may_fill};

fn site(text: &str) -> Site {
    Site::from_text(text).unwrap()
}

#[test]
fn every_row_of_the_table_of_sites_is_answered_correctly() {
    let table = std::fs::read_to_string(path("tests/fixtures/sites/may-fill.txt")).unwrap();
    let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut count = 0;
    for row in rows {
        let cells: Vec<_> =
            row.splitn(2, ' ').flat_map(|rest| rest.trim_start().split("  ")).collect();
        let [expected, bound, top, frame] = cells[..] else { panic!("a row of four: {row}") };
        let written = |cell| if cell == "-" { "" } else { cell };
        let frame = written(if frame == "=" { top } else { frame });
        let top = written(top);
        let mut account = account("IATA", "JBSWY3DPEHPK3PXP");
        account.sites = Site::from_text(bound).into_iter().collect();
        let sites = (Site::from_origin(frame), Site::from_origin(top));
        let answer = match sites {
            (Ok(frame), Ok(top)) => match may_fill(&account, &frame, &top) {
                Ok(Permission::Free) => "fill",
                Ok(Permission::IfConfirmed) => "ask",
                Err(_) => "no",
            },
            _ => "no",
        };
        assert_eq!(answer, expected, "{row}");
        count += 1;
    }
    assert!(count >= 250, "{count} rows");
}

#[test]
fn a_refusal_says_whether_the_page_or_the_frame_is_unbound() {
    let mut account = account("IATA", "JBSWY3DPEHPK3PXP");
    account.sites = vec![site("portal.iata.org")];
    let (bound, other) = (site("portal.iata.org"), site("evil.example"));
    assert_eq!(may_fill(&account, &other, &other), Err(Refusal::NotBound));
    assert_eq!(may_fill(&account, &other, &bound), Err(Refusal::OtherFrame));
    assert!(covers(&bound, &bound));
}

#[test]
fn public_suffixes() {
    // From the tests of the Public Suffix List itself.
    for suffix in [
        "com",
        "uk",
        "co.uk",
        "jp",
        "kyoto.jp",
        "ide.kyoto.jp",
        "c.kobe.jp",
        "ck",
        "test.ck",
        "k12.ak.us",
        "xn--fiqs8s",
        "xn--55qx5d.cn",
        "github.io",
        "s3.amazonaws.com",
        "madeuptld",
    ] {
        assert!(is_public_suffix(suffix), "{suffix}");
    }
    for host in [
        "example.com",
        "a.co.uk",
        "city.kobe.jp",
        "www.ck",
        "b.c.kobe.jp",
        "iata.org",
        "jane.github.io",
        "test.k12.ak.us",
        "xn--85x722f.xn--fiqs8s",
    ] {
        assert!(!is_public_suffix(host), "{host}");
    }
}

#[test]
fn choices_for_widening_stop_below_the_public_suffix() {
    let choices = |text| parents(&site(text)).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        choices("a.portal.iata.org"),
        ["*.a.portal.iata.org", "*.portal.iata.org", "*.iata.org"]
    );
    assert_eq!(
        choices("shop.example.co.uk:8443"),
        ["*.shop.example.co.uk:8443", "*.example.co.uk:8443"]
    );
    assert_eq!(
        choices("http://portal.iata.localhost:1"),
        ["*.http://portal.iata.localhost:1", "*.http://iata.localhost:1"]
    );
    for alone in ["http://127.0.0.1:8000", "[2001:db8::1]", "com"] {
        assert!(choices(alone).is_empty(), "{alone}");
    }
}
