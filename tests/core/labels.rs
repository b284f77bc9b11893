//! Issuer and account name of a key URI, as people know them.

use postern_core::read::{Warning, parse_uri};

/// A label, the `issuer` parameter or nothing, and the names that people see.
const LABELS: [(&str, &str, &str, &str); 26] = [
    // The organisation is part of the issuer where a service has many.
    ("Contoso:jane@contoso.example", "Microsoft", "Microsoft (Contoso)", "jane@contoso.example"),
    ("Microsoft:Contoso:jane", "Microsoft", "Microsoft (Contoso)", "jane"),
    ("Microsoft:jane@outlook.example", "Microsoft", "Microsoft", "jane@outlook.example"),
    ("Fabrikam Ltd: jane", "microsoft 365", "microsoft 365 (Fabrikam Ltd)", "jane"),
    ("Contoso:jane", "Okta", "Okta (Contoso)", "jane"),
    ("Slack (Team A):jane", "Slack", "Slack (Team A)", "jane"),
    ("Slack - Team B:jane", "Slack", "Slack - Team B", "jane"),
    ("Team C:jane", "Slack", "Slack (Team C)", "jane"),
    // One of the two names says more than the other.
    ("Contoso:jane", "Contoso VPN", "Contoso VPN", "jane"),
    ("contoso:jane", "Contoso", "Contoso", "jane"),
    ("fw.contoso.example:jane", "OPNsense", "OPNsense", "jane"),
    (":jane", "Contoso", "Contoso", "jane"),
    // These colons separate no issuer.
    (
        "admin2::http://modx.example/manager/",
        "MODx",
        "MODx",
        "admin2::http://modx.example/manager/",
    ),
    ("https://idp.example:8443:jane", "Contoso", "Contoso", "https://idp.example:8443:jane"),
    (
        "https://idp.example:8443:jane",
        "https://idp.example:8443",
        "https://idp.example:8443",
        "jane",
    ),
    // Without the parameter, a host stands for the issuer, without scheme, port and path.
    ("Contoso:jane", "", "Contoso", "jane"),
    ("a:b:c", "", "a", "b:c"),
    ("jane", "", "", "jane"),
    ("fw.contoso.example:8443:jane", "", "fw.contoso.example", "jane"),
    ("fw.contoso.example:jane", "", "fw.contoso.example", "jane"),
    ("fw.contoso.example:8443", "", "fw.contoso.example", ""),
    ("localhost:3000:jane", "", "localhost", "jane"),
    ("https://idp.example:8443:jane", "", "idp.example", "jane"),
    ("https://idp.example:8443/realm:jane", "", "idp.example", "jane"),
    ("https://idp.example/realm:jane", "", "idp.example", "jane"),
    ("jane@fw.contoso.example:8443", "", "", "jane@fw.contoso.example"),
];

fn link(label: &str, issuer: &str) -> String {
    let issuer = if issuer.is_empty() { String::new() } else { format!("&issuer={issuer}") };
    format!("otpauth://totp/{label}?secret=GEZDGNBVGY3TQOJQ{issuer}")
}

#[test]
fn labels_name_the_issuer_and_the_account() {
    for (label, parameter, issuer, name) in LABELS {
        let parsed = parse_uri(&link(label, parameter)).unwrap();
        let names = (parsed.account.issuer.as_str(), parsed.account.name.as_str());
        assert_eq!(names, (issuer, name), "{label}, {parameter}");
        assert_eq!(parsed.warnings, [], "{label}, {parameter}");
    }
}

#[test]
fn a_link_that_names_two_portals_is_shown_with_a_warning() {
    for (label, issuer) in
        [("Contoso:jane", "Fabrikam"), ("Contosoft:jane", "Contoso"), ("Google:jane", "Microsof")]
    {
        let parsed = parse_uri(&link(label, issuer)).unwrap();
        assert_eq!(parsed.account.issuer.as_str(), issuer);
        assert_eq!(parsed.warnings, [Warning::IssuerConflict], "{label}, {issuer}");
    }
}
