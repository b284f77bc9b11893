//! Types that cannot hold a wrong value, and secrets that are never printed.

use postern_core::account::{Digits, Name, Period, Pin, Secret, Site, SiteError, UnixMillis};

#[test]
fn parameters_have_bounds() {
    assert!(Digits::new(0).is_none() && Digits::new(11).is_none());
    assert!(Digits::new(1).is_some() && Digits::new(10).is_some());
    assert!(Period::new(0).is_none() && Period::new(86_401).is_none());
    assert!(Period::new(1).is_some() && Period::new(86_400).is_some());
    assert!(UnixMillis::new(8_640_000_000_000_001).is_err());
    assert!(Secret::new(vec![]).is_err() && Secret::new(vec![0; 4097]).is_err());
    assert!(Pin::new(&"1".repeat(65)).is_none());
}

#[test]
fn debug_output_never_shows_a_secret() {
    let account = crate::account("Example", "JBSWY3DPEHPK3PXP");
    let shown = format!("{account:?} {:?}", Pin::new("4711").unwrap());
    for leak in ["JBSW", "48656c6c6f", "Hello", "72, 101", "4711", "jane"] {
        assert!(!shown.contains(leak), "{leak} in {shown}");
    }
}

#[test]
fn names_lose_what_could_deceive() {
    assert_eq!(Name::new("x\u{202E}moc.elgoog").as_str(), "xmoc.elgoog");
    assert_eq!(Name::new("  a\u{0}\tb \n").as_str(), "ab");
    assert_eq!(Name::new(&"é".repeat(300)).as_str().chars().count(), 256);
}

#[test]
fn sites_are_written_as_they_are_read() {
    let texts = [
        "portal.iata.org",
        "portal.iata.org:8443",
        "http://127.0.0.1:8000",
        "http://portal.iata.localhost",
        "http://[::1]:8000",
        "[2001:db8::1]",
        "*.iata.org",
        "*.http://iata.localhost:8000",
        "xn--bcher-kva.example",
    ];
    for text in texts {
        assert_eq!(Site::from_text(text).unwrap().to_string(), text);
    }
    assert_eq!(Site::from_origin("https://a.example:443").unwrap().to_string(), "a.example");
}

#[track_caller]
fn refuses(origin: &str, error: SiteError) {
    assert_eq!(Site::from_origin(origin), Err(error), "{origin}");
}

#[test]
fn origins_that_are_not_sites_are_refused() {
    for origin in ["null", "", "chrome://settings", "file://", "ftp://a.example", "data:text/html"]
    {
        refuses(origin, SiteError::Scheme);
    }
    for origin in [
        "http://portal.iata.org",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://128.0.0.1",
    ] {
        refuses(origin, SiteError::Insecure);
    }
    for origin in [
        "https://",
        "https://user@a.example",
        "https://a.example/",
        "https://A.example",
        "https://a..example",
        "https://a b",
        "https://[::1",
        "https://bücher.example",
    ] {
        refuses(origin, SiteError::Host);
    }
    for origin in [
        "https://a.example:",
        "https://a.example:0",
        "https://a.example:65536",
        "https://a.example:8x",
    ] {
        refuses(origin, SiteError::Port);
    }
}
