//! Codes for other apps: enrolment codes of push apps, sign-in codes, passkeys. They hold no key, so
//! the user is told which app they are for, and how the site offers an ordinary setup key instead.

use crate::account::is_within;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// The app that a code is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherApp {
    /// Its name, as its maker writes it.
    pub app: &'static str,
    /// The link on the page that leads to a key for any authenticator, in the site's words;
    /// absent if the service has none that is always there.
    pub link: Option<&'static str>,
}

const MICROSOFT: OtherApp = OtherApp {
    app: "Microsoft Authenticator",
    link: Some("I want to use a different authenticator app"),
};
const DUO: OtherApp = OtherApp { app: "Duo Mobile", link: None };
const OKTA: OtherApp = OtherApp { app: "Okta Verify", link: Some("Google Authenticator") };
const BATTLE_NET: OtherApp = OtherApp { app: "Battle.net", link: None };
const STEAM: OtherApp = OtherApp { app: "Steam", link: None };
const PING: OtherApp = OtherApp { app: "PingID", link: Some("Use a different method") };
const SALESFORCE: OtherApp =
    OtherApp { app: "Salesforce Authenticator", link: Some("Choose another verification method") };
const RSA: OtherApp = OtherApp { app: "RSA Authenticator", link: None };
const PASSKEY: OtherApp = OtherApp { app: "passkeys", link: None };

/// Schemes of links, lower case.
const SCHEMES: &[(&str, OtherApp)] = &[
    ("phonefactor", MICROSOFT),
    ("microsoft-authenticator", MICROSOFT),
    ("ms-authenticator", MICROSOFT),
    ("msauth", MICROSOFT),
    ("openid-vc", MICROSOFT),
    ("duo", DUO),
    ("duomobile", DUO),
    ("oktaverify", OKTA),
    ("com.okta.authenticator", OKTA),
    ("salesforceauthenticator", SALESFORCE),
    ("salesforce-authenticator", SALESFORCE),
    ("toopher", SALESFORCE),
    ("authy", OtherApp { app: "Authy", link: None }),
    ("battlenet", BATTLE_NET),
    ("battle.net", BATTLE_NET),
    ("blizzard", BATTLE_NET),
    ("blizzardauthenticator", BATTLE_NET),
    ("steammobile", STEAM),
    ("pingid", PING),
    ("pingone", PING),
    ("pingidentity", PING),
    ("com.rsa.securid", RSA),
    ("com.rsa.securid.iphone", RSA),
    ("securid", RSA),
    ("vip", OtherApp { app: "Symantec VIP Access", link: None }),
    ("vipaccess", OtherApp { app: "Symantec VIP Access", link: None }),
    ("entrustsoftoken", OtherApp { app: "Entrust Identity", link: None }),
    ("igmobileotp", OtherApp { app: "Entrust Identity", link: None }),
    ("ftm", OtherApp { app: "FortiToken Mobile", link: None }),
    ("fortitoken", OtherApp { app: "FortiToken Mobile", link: None }),
    ("mobilepass", OtherApp { app: "MobilePASS+", link: None }),
    ("mobilepassplus", OtherApp { app: "MobilePASS+", link: None }),
    ("oneloginprotect", OtherApp { app: "OneLogin Protect", link: Some("Authenticator") }),
    ("secureauth", OtherApp { app: "SecureAuth Authenticate", link: None }),
    ("authpoint", OtherApp { app: "WatchGuard AuthPoint", link: None }),
    ("lpmfa", OtherApp { app: "LastPass Authenticator", link: None }),
    ("pushauth", OtherApp { app: "ForgeRock Authenticator", link: None }),
    ("mfauth", OtherApp { app: "ForgeRock Authenticator", link: None }),
];

/// Hosts of web links, everything below them included, with the start of the path.
const HOSTS: &[(&str, &str, OtherApp)] = &[
    ("duosecurity.com", "/", DUO),
    ("duo.com", "/activate", DUO),
    ("s.team", "/q/", STEAM),
    ("steamcommunity.com", "/qrlogin", STEAM),
    ("pingidentity.com", "/pingid", PING),
    ("okta.com", "/enroll", OKTA),
    ("okta.com", "/app/oktaverify", OKTA),
    ("127.0.0.1", "/securid/", RSA),
    ("mobileappcommunicator.auth.microsoft.com", "/", MICROSOFT),
    ("account.battle.net", "/", BATTLE_NET),
];

/// The app that a code or a pasted text is meant for, if it is not a key but something that a known
/// app reads.
///
/// ```
/// use postern_core::read::other_app;
///
/// let app = other_app("phonefactor://activate_account?code=123456789").unwrap();
/// assert_eq!(app.app, "Microsoft Authenticator");
/// assert_eq!(other_app("694 660 881").unwrap().app, "Microsoft Authenticator");
/// assert_eq!(other_app("JBSWY3DPEHPK3PXP"), None);
/// ```
#[must_use]
pub fn other_app(text: &str) -> Option<OtherApp> {
    let text = text.trim();
    if let Some((scheme, rest)) = text.split_once("://") {
        let scheme = scheme.to_ascii_lowercase();
        return match scheme.as_str() {
            "http" | "https" => of_web_link(rest),
            "otpauth" => of_push_link(rest),
            _ => SCHEMES.iter().find(|(name, _)| *name == scheme).map(|(_, app)| *app),
        };
    }
    // Hybrid transports of passkeys — CTAP 2.2 §11.5.
    if text.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("FIDO:/")) {
        return Some(PASSKEY);
    }
    if is_pairing_code(text) {
        return Some(MICROSOFT);
    }
    if is_duo_code(text) {
        return Some(DUO);
    }
    is_battle_net_serial(text).then_some(BATTLE_NET)
}

fn of_web_link(rest: &str) -> Option<OtherApp> {
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = authority.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let path = path.to_ascii_lowercase();
    let mut apps = HOSTS.iter();
    let found = apps.find(|(above, start, _)| is_within(&host, above) && path.starts_with(start));
    found.map(|(_, _, app)| *app)
}

/// privacyIDEA enrols its own app with links of the usual scheme.
fn of_push_link(rest: &str) -> Option<OtherApp> {
    let kind = rest.split(['/', '?']).next().unwrap_or_default();
    kind.eq_ignore_ascii_case("pipush")
        .then_some(OtherApp { app: "privacyIDEA Authenticator", link: None })
}

/// Nine digits, as Microsoft's page shows them beside its QR code.
fn is_pairing_code(text: &str) -> bool {
    let is_spaced = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-'));
    is_spaced && text.bytes().filter(u8::is_ascii_digit).count() == 9
}

/// What Duo's QR codes hold: twenty characters, a hyphen, and the host of its service in base64.
fn is_duo_code(text: &str) -> bool {
    let Some((code, host)) = text.split_once('-') else { return false };
    let is_code = code.len() >= 16 && code.bytes().all(|b| b.is_ascii_alphanumeric());
    let host = STANDARD_NO_PAD.decode(host.trim_end_matches('=')).unwrap_or_default();
    is_code && host.ends_with(b".duosecurity.com")
}

/// A region and three groups of four digits: `EU-1234-5678-9012`.
fn is_battle_net_serial(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let (region, digits) = bare.split_at_checked(2).unwrap_or_default();
    ["US", "EU", "KR", "CN"].contains(&region.to_ascii_uppercase().as_str())
        && digits.len() == 12
        && digits.bytes().all(|b| b.is_ascii_digit())
}
