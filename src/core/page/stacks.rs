//! The identity services whose set-up pages hide the QR code or the key behind a link.

/// An identity service.
pub(super) struct Stack {
    pub(super) name: &'static str,
    /// Its hosts, including everything below them.
    pub(super) hosts: &'static [&'static str],
    /// What its pages' forms and fields are called, wherever they are hosted.
    pub(super) traits: &'static [&'static str],
    /// The links to press that only this service has, likeliest first. The user is shown these names, not
    /// the page's text.
    pub(super) links: &'static [&'static str],
}

/// Links that lead to the key itself, whatever service has them, likeliest first.
pub(super) const LINKS: &[&str] = &[
    "Can't scan",
    "Cannot scan",
    "Unable to scan",
    "Trouble scanning",
    "Having trouble scanning",
    "Enter code manually",
    "Enter key manually",
    "Enter it manually",
    "Enter setup key",
    "Show secret key",
    "Show setup key",
    "Setup key",
    "Manual setup",
    "Scannen nicht möglich",
    "nicht scannen",
    "Manuell eingeben",
    "Impossible de scanner",
    "Saisir la clé",
    "No puede escanear",
    "No puedes escanear",
    "Impossibile eseguire la scansione",
    "Não consegue",
    "スキャンできない",
    "无法扫描",
    "無法掃描",
];

pub(super) const STACKS: &[Stack] = &[
    Stack {
        name: "Salesforce",
        hosts: &["salesforce.com", "force.com", "my.site.com"],
        traits: &["sfdc", "salesforce"],
        links: &[
            "Can't scan",
            "Choose another verification method",
            "Use a different verification method",
            "Having trouble?",
        ],
    },
    Stack {
        name: "Microsoft Entra",
        hosts: &[
            "mysignins.microsoft.com",
            "login.microsoftonline.com",
            "login.microsoft.com",
            "account.activedirectory.windowsazure.com",
            "account.live.com",
        ],
        traits: &["idtxtbx_saotcc_otc", "idspan_saotcc"],
        links: &[
            "I want to use a different authenticator app",
            "Set up a different authenticator app",
            "Ich möchte eine andere Authenticator-App verwenden",
            "Je souhaite utiliser une autre application d'authentification",
            "Quiero usar otra aplicación de autenticación",
            "Can't scan",
            "I want to set up a different method",
        ],
    },
    Stack {
        name: "Okta",
        hosts: &["okta.com", "oktapreview.com", "okta-emea.com", "okta-gov.com"],
        traits: &["okta-sign-in", "okta-form", "o-form"],
        links: &[
            "Can't scan?",
            "Setup key",
            "Google Authenticator",
            "Set up another",
            "Return to authenticator list",
        ],
    },
    Stack {
        name: "Auth0",
        hosts: &["auth0.com"],
        traits: &["auth0", "ulp-"],
        links: &[
            "Trouble scanning?",
            "Enter code manually",
            "Try another method",
            "Use another method",
        ],
    },
    Stack {
        name: "Keycloak",
        hosts: &[],
        traits: &["kc-totp", "kc-form", "kc-otp", "login-actions/required-action"],
        links: &["Unable to scan?"],
    },
    Stack {
        name: "Ping Identity",
        hosts: &["pingidentity.com", "pingone.com", "pingone.eu", "pingone.asia", "pingone.ca"],
        traits: &["pingid", "ping-", "pf-"],
        links: &["Use a different method", "Change device"],
    },
    Stack {
        name: "Duo",
        hosts: &["duosecurity.com", "duo.com"],
        traits: &["duo-", "duo_"],
        links: &["Other options", "Add a new device"],
    },
    Stack {
        name: "OneLogin",
        hosts: &["onelogin.com"],
        traits: &["onelogin"],
        links: &["Change authentication factor", "Authenticator"],
    },
    Stack { name: "JumpCloud", hosts: &["jumpcloud.com"], traits: &["jumpcloud"], links: &[] },
    Stack {
        name: "Oracle",
        hosts: &["oraclecloud.com", "oracle.com"],
        traits: &["idcs-", "idcs_"],
        links: &["Offline Mode or Use Another Authenticator App", "Use Another Authenticator App"],
    },
    Stack {
        name: "SAP",
        hosts: &["ondemand.com", "accounts.sap.com"],
        traits: &["ids-totp", "sapias"],
        links: &["Enter the secret key"],
    },
    Stack {
        name: "Google",
        hosts: &["accounts.google.com", "myaccount.google.com"],
        traits: &[],
        links: &["Can't scan it?", "Set up authenticator"],
    },
    Stack {
        name: "AWS",
        hosts: &["aws.amazon.com", "awsapps.com", "signin.aws"],
        traits: &["awsui", "awsccc"],
        links: &["Show secret key", "Show QR code"],
    },
    Stack {
        name: "Amazon Cognito",
        hosts: &["amazoncognito.com"],
        traits: &["cognito"],
        links: &["Show secret key"],
    },
    Stack { name: "GitHub", hosts: &["github.com"], traits: &[], links: &["setup key"] },
    Stack {
        name: "Atlassian",
        hosts: &["atlassian.com", "atlassian.net"],
        traits: &["atlaskit"],
        links: &["Can't scan the QR code"],
    },
    Stack {
        name: "Zoho",
        hosts: &["zoho.com", "zoho.eu", "zoho.in"],
        traits: &["zoho"],
        links: &["Unable to scan"],
    },
    Stack {
        name: "Dropbox",
        hosts: &["dropbox.com"],
        traits: &[],
        links: &["enter your secret key manually"],
    },
    Stack {
        name: "Cloudflare",
        hosts: &["cloudflare.com"],
        traits: &[],
        links: &["Can't scan QR code"],
    },
    Stack {
        name: "Shibboleth",
        hosts: &[],
        traits: &["shibboleth", "/idp/profile", "execution=e1s"],
        links: &[],
    },
    Stack {
        name: "FusionAuth",
        hosts: &["fusionauth.io"],
        traits: &["fusionauth"],
        links: &["Manual entry"],
    },
    Stack {
        name: "Authelia",
        hosts: &[],
        traits: &["authelia", "register-one-time-password"],
        links: &["Copy secret", "Copy URI"],
    },
    Stack {
        name: "authentik",
        hosts: &[],
        traits: &["ak-stage", "authentik"],
        links: &["Copy time-based one-time password secret", "Copy Secret"],
    },
    Stack {
        name: "Zitadel",
        hosts: &["zitadel.cloud", "zitadel.app"],
        traits: &["zitadel", "lgn-"],
        links: &[],
    },
];
