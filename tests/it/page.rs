//! Which account may be filled where, and into which field.

use crate::account;
use postern::account::Site;
use postern::page::{
    FieldFacts, Refusal, Target, best_target, covers, is_public_suffix, may_fill, parents,
};

fn site(text: &str) -> Site {
    Site::from_text(text).unwrap()
}

/// An account bound to `bound`, asked for at the page of `origin`.
fn fills(bound: &str, origin: &str) -> bool {
    let mut account = account("IATA", "JBSWY3DPEHPK3PXP");
    account.sites = vec![site(bound)];
    Site::from_origin(origin).is_ok_and(|page| may_fill(&account, &page, &page).is_ok())
}

#[test]
fn an_exact_host_fills_there_and_nowhere_else() {
    assert!(fills("portal.iata.org", "https://portal.iata.org"));
    for origin in [
        "https://portal.iata.org.evil.example",
        "https://evil-portal.iata.org",
        "https://portal-iata.org",
        "https://iata.org",
        "https://www.portal.iata.org",
        "https://portal.iata.org.",
        "https://portal.iata.org:8443",
        "http://portal.iata.org",
        "https://portal.iata.org@evil.example",
        "https://xn--portal-iata-9na.org",
        "https://PORTAL.iata.org",
        "null",
        "chrome-extension://portal.iata.org",
    ] {
        assert!(!fills("portal.iata.org", origin), "{origin}");
    }
}

#[test]
fn a_widened_binding_reaches_below_but_not_beside() {
    assert!(fills("*.iata.org", "https://iata.org"));
    assert!(fills("*.iata.org", "https://a.b.iata.org"));
    assert!(!fills("*.iata.org", "https://notiata.org"));
    assert!(!fills("*.iata.org", "https://iata.org.evil.example"));
    assert!(!fills("*.iata.org", "https://a.iata.org:444"));
}

#[test]
fn a_binding_to_a_public_suffix_reaches_nothing_below_it() {
    // Not even if such a binding came from a tampered or imported record.
    for suffix in ["com", "co.uk", "github.io", "kawasaki.jp", "foo.ck"] {
        assert!(!fills(&format!("*.{suffix}"), &format!("https://evil.{suffix}")), "{suffix}");
    }
}

#[test]
fn a_frame_of_another_origin_gets_nothing() {
    let mut account = account("IATA", "JBSWY3DPEHPK3PXP");
    account.sites = vec![site("portal.iata.org"), site("evil.example")];
    let (bound, other) = (site("portal.iata.org"), site("evil.example"));
    assert_eq!(may_fill(&account, &bound, &other), Err(Refusal::OtherFrame));
    assert_eq!(may_fill(&account, &other, &bound), Err(Refusal::OtherFrame));
    account.sites.clear();
    assert_eq!(may_fill(&account, &bound, &bound), Err(Refusal::NotBound));
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

/// A visible, empty text field of usual size.
fn field(index: u32) -> FieldFacts {
    FieldFacts {
        index,
        input_type: "text".into(),
        usable: true,
        x: 100.0,
        y: 100.0 + f64::from(index) * 60.0,
        width: 280.0,
        height: 40.0,
        ..FieldFacts::default()
    }
}

fn labelled(index: u32, label: &str) -> FieldFacts {
    FieldFacts { label: label.into(), ..field(index) }
}

#[track_caller]
fn picks(fields: &[FieldFacts], expected: Option<u32>) {
    assert_eq!(best_target(fields, Some(6)), expected.map(|field| Target::Single { field }));
}

#[test]
fn the_four_portals_words_are_understood() {
    for label in [
        "Enter the code here",
        "Authorization code",
        "Token or Security Key",
        "Enter the code from your authenticator app",
        "6-digit code",
        "otpCode",
    ] {
        picks(&[labelled(0, label)], Some(0));
    }
    let token =
        FieldFacts { input_type: "password".into(), ..labelled(2, "Token or Security Key") };
    picks(&[labelled(0, "Username"), labelled(1, "Password"), token], Some(2));
    let search = FieldFacts { input_type: "search".into(), ..labelled(0, "Search") };
    picks(&[search, labelled(1, "Enter the code here")], Some(1));
}

#[test]
fn what_is_marked_as_a_one_time_code_wins() {
    let marked = FieldFacts { autocomplete: "section-a one-time-code".into(), ..field(1) };
    picks(&[labelled(0, "Code"), marked], Some(1));
}

#[test]
fn other_fields_are_left_alone() {
    for label in [
        "Search",
        "Promo code",
        "Postcode",
        "ZIP code",
        "Country code",
        "CVV",
        "Phone number",
        "E-mail",
        "Username",
        "SMS code",
        "Recovery code",
        "Captcha",
        "Customer number",
        "Answer",
        "",
    ] {
        picks(&[labelled(0, label)], None);
    }
    picks(&[FieldFacts { input_type: "password".into(), ..labelled(0, "Password") }], None);
    picks(
        &[FieldFacts { nearby: "We sent you a text message".into(), ..labelled(0, "Code") }],
        None,
    );
    picks(&[FieldFacts { usable: false, ..labelled(0, "One-time code") }], None);
    picks(&[FieldFacts { max_length: Some(3), ..labelled(0, "Security code") }], None);
}

fn boxes(count: u32, max_length: Option<u32>) -> Vec<FieldFacts> {
    let at = |index| FieldFacts {
        x: f64::from(index) * 56.0,
        y: 100.0,
        width: 46.0,
        max_length,
        ..field(index)
    };
    (0..count).map(at).collect()
}

#[test]
fn a_row_of_boxes_takes_one_character_each() {
    let split = |count| Some(Target::Split { boxes: (0..count).collect() });
    assert_eq!(best_target(&boxes(6, Some(1)), Some(6)), split(6));
    assert_eq!(best_target(&boxes(7, Some(1)), Some(7)), split(7));
    assert_eq!(best_target(&boxes(6, None), Some(6)), split(6));
    assert_eq!(best_target(&boxes(6, Some(1)), None), split(6));
    let wide = boxes(6, Some(1)).into_iter().map(|field| FieldFacts { width: 160.0, ..field });
    assert_eq!(best_target(&wide.collect::<Vec<_>>(), Some(6)), split(6));
    // A code of another length does not fit, nor do the four boxes of a card number.
    assert_eq!(best_target(&boxes(6, Some(1)), Some(8)), None);
    assert_eq!(best_target(&boxes(4, Some(4)), Some(4)), None);
    assert_eq!(best_target(&boxes(3, Some(1)), None), None);
}
