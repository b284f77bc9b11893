//! Codes that belong to another app are recognised by what they hold.

use postern_core::read::{other_app, parse_key};

const CODES: [(&str, &str); 25] = [
    (
        "phonefactor://activate_account?code=123456789&url=https%3a%2f%2fx.example",
        "Microsoft Authenticator",
    ),
    ("PhoneFactor://activate_account?code=1", "Microsoft Authenticator"),
    ("694 660 881", "Microsoft Authenticator"),
    ("234567234", "Microsoft Authenticator"),
    ("duo://ABCDEFGHIJ0123456789-YXBpLTEyMzQuZHVvc2VjdXJpdHkuY29t", "Duo Mobile"),
    ("ABCDEFGHIJ0123456789-YXBpLTEyMzQuZHVvc2VjdXJpdHkuY29t", "Duo Mobile"),
    ("https://m-1a2b.duosecurity.com/activate/ABCDEFGHIJ0123456789", "Duo Mobile"),
    ("https://M-1A2B.DuoSecurity.com:443/android/ABC", "Duo Mobile"),
    (
        "oktaverify://jane@contoso.example/?t=abc&f=def&s=https://contoso.okta.example",
        "Okta Verify",
    ),
    ("salesforceauthenticator://pair?x=1", "Salesforce Authenticator"),
    ("authy://account?token=1", "Authy"),
    ("battlenet://authenticator?x=1", "Battle.net"),
    ("EU-1234-5678-9012", "Battle.net"),
    ("us123456789012", "Battle.net"),
    ("https://s.team/q/1/1234567890123456789", "Steam"),
    ("pingid://enroll?x=1", "PingID"),
    ("https://idpxnyl3m.pingidentity.com/pingid/QRPairing?x=1", "PingID"),
    ("http://127.0.0.1/securid/ctf?ctfData=1", "RSA Authenticator"),
    ("vip://activate?x=1", "Symantec VIP Access"),
    ("igmobileotp://?action=secactivate", "Entrust Identity"),
    ("mobilepass://autoenroll?x=1", "MobilePASS+"),
    ("oneloginprotect://pair?x=1", "OneLogin Protect"),
    ("otpauth://pipush/PIPU0001?url=https%3A//idp.example&ttl=10", "privacyIDEA Authenticator"),
    ("FIDO:/1234567890", "passkeys"),
    ("  duo://x \n", "Duo Mobile"),
];

#[test]
fn codes_of_other_apps_are_recognised() {
    for (text, app) in CODES {
        assert_eq!(other_app(text).map(|other| other.app), Some(app), "{text}");
    }
}

#[test]
fn keys_and_other_links_are_no_codes_of_other_apps() {
    for text in [
        "",
        "JBSWY3DPEHPK3PXP",
        "GEZD GNBV GY3T QOJQ",
        "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP",
        "https://duosecurity.com.evil.example/activate/x",
        "https://notduosecurity.com/activate/x",
        "https://www.pingidentity.com/en/pingid.html?",
        "https://contoso.example",
        "12345678",
        "1234567890",
        "ABCDEFGHIJ0123456789-aHR0cHM6Ly9ldmlsLmV4YW1wbGU",
        "XX-1234-5678-9012",
        "MFRGGZDFMZTWQ2LK-KRSXG5CTMVRXEZLU",
    ] {
        assert_eq!(other_app(text), None, "{text}");
    }
    // Grouped by hand, a key may look like Duo's code; its second half is no host.
    assert!(parse_key("MFRGGZDFMZTWQ2LK-KRSXG5CTMVRXEZLU").is_ok());
}

#[test]
fn the_link_to_press_is_named_where_a_service_always_has_one() {
    let link = |text: &str| other_app(text).unwrap().link;
    assert_eq!(link("694660881"), Some("I want to use a different authenticator app"));
    assert_eq!(link("oktaverify://x"), Some("Google Authenticator"));
    assert_eq!(link("duo://x"), None);
}
