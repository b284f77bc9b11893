//! Accounts without a site are suggested where they probably belong, and nowhere else.

use crate::account;
use postern_core::account::{Name, Site, is_public_suffix};
use postern_core::list::{Services, Suggestions};

/// Whether an account of an issuer and a name is suggested on a page.
fn is_suggested(issuer: &str, name: &str, origin: &str) -> bool {
    let mut account = account(issuer, "JBSWY3DPEHPK3PXP");
    account.name = Name::new(name);
    let page = Site::from_origin(origin).unwrap();
    Suggestions::new(&page).is_some_and(|page| page.suggests(&account))
}

#[test]
fn an_account_is_suggested_by_its_issuer_or_its_address() {
    for (issuer, name, origin) in [
        ("GitHub", "jane", "https://github.com"),
        ("github.com", "jane", "https://github.com"),
        ("GitHub Enterprise", "jane", "https://github.com"),
        ("Microsoft (Contoso)", "jane", "https://login.microsoftonline.com"),
        ("Azure AD", "jane", "https://login.microsoftonline.com"),
        ("Amazon Web Services", "root", "https://signin.aws.amazon.com"),
        ("IATA Customer Portal", "jane", "https://portal.iata.org"),
        ("Hetzner Online", "jane", "https://accounts.hetzner.com"),
        ("Contoso", "jane", "https://sso.contoso.example"),
        ("Contoso VPN", "jane", "https://vpn.contoso.example"),
        ("contoso.example", "jane", "https://portal.contoso.example"),
        ("portal.contoso.example", "jane", "https://contoso.example"),
        ("Big-Corp", "jane", "https://big-corp.example"),
        ("", "jane@contoso.example", "https://portal.contoso.example"),
        ("Portal", "jane@mail.contoso.example", "https://contoso.example"),
        ("Contoso", "jane", "https://contoso.co.uk"),
    ] {
        assert!(is_suggested(issuer, name, origin), "{issuer} {name} at {origin}");
    }
}

#[test]
fn it_is_suggested_nowhere_else() {
    for (issuer, name, origin) in [
        // A known service has its own domains.
        ("PayPal", "jane", "https://paypal.example"),
        ("PayPal", "jane", "https://paypal.com.evil.example"),
        ("PayPal", "jane", "https://paypal-login.example"),
        ("GitHub Enterprise", "jane", "https://github.example"),
        ("Amazon Web Services", "root", "https://evil.example"),
        // Words that say nothing.
        ("Customer Portal", "jane", "https://portal.example"),
        ("My Bank", "jane", "https://bank.example"),
        ("", "jane@gmail.com", "https://mail.gmail.com"),
        ("", "jane", "https://contoso.example"),
        ("", "", "https://contoso.example"),
        ("ab", "", "https://ab.example"),
        // Anyone has a name below these.
        ("Contoso", "jane", "https://contoso.github.io.evil.example"),
        ("", "jane@github.io", "https://github.io"),
        ("192", "", "https://192.168.0.1"),
    ] {
        assert!(!is_suggested(issuer, name, origin), "{issuer} {name} at {origin}");
    }
    // One that has a site belongs there.
    let mut bound = account("GitHub", "JBSWY3DPEHPK3PXP");
    bound.sites = Site::from_text("git.example").into_iter().collect();
    let page = Site::from_origin("https://github.com").unwrap();
    assert!(!Suggestions::new(&page).unwrap().suggests(&bound));
}

#[test]
fn the_list_of_services_is_sorted_and_names_domains_that_somebody_owns() {
    let text = std::fs::read_to_string(crate::path("src/core/list/services.txt")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.is_sorted());
    assert!(lines.len() > 290);
    let mut names = Vec::new();
    for line in lines {
        let (known, hosts) = line.split_once('=').unwrap();
        for name in known.split(',') {
            assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{line}");
            names.push(name);
        }
        for host in hosts.split(' ') {
            assert!(Site::from_text(host).is_ok(), "{line}");
            assert!(!is_public_suffix(host), "{line}: anyone can have a name below it");
        }
    }
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "a name stands twice");
}

#[test]
fn an_import_offers_the_sites_of_exactly_known_services() {
    let services = Services::read();
    let known = |issuer: &str| {
        let sites = services.sites_of(&account(issuer, "JBSWY3DPEHPK3PXP"));
        sites.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(known("GitHub"), "*.github.com");
    assert_eq!(known("git-hub"), "*.github.com");
    assert_eq!(known("Amazon Web Services (root)"), "*.aws.amazon.com");
    assert_eq!(known("Bitwarden"), "*.bitwarden.com *.bitwarden.eu");
    // Servers of somebody's own, and words of other names.
    for other in ["", "GitHub Enterprise", "My GitHub", "ACME"] {
        assert_eq!(known(other), "", "{other}");
    }
}
