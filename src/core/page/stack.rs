//! Set-up pages that hide the QR code or the key behind another link: which one to press.
//!
//! The pages of the known identity services say so in their own words. Only a page that is
//! recognised as theirs is given the advice.

use super::facts::FrameFacts;
use crate::account::lower_case;

/// An identity service.
struct Stack {
    name: &'static str,
    /// Its hosts, including everything below them.
    hosts: &'static [&'static str],
    /// What its pages' forms and fields are called, wherever they are hosted.
    traits: &'static [&'static str],
    /// The links to press, likeliest first. The user is shown these names, not the page's text.
    links: &'static [&'static str],
}

const STACKS: &[Stack] = &[
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
            "Can't scan",
            "I want to set up a different method",
        ],
    },
    Stack {
        name: "Okta",
        hosts: &["okta.com", "oktapreview.com", "okta-emea.com"],
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
        links: &[
            "Having trouble scanning",
            "Can't scan",
            "Use a different method",
            "Change device",
        ],
    },
];

/// The service whose page this is, and the link on it that leads to the key; `None` if the page
/// belongs to no known service, or shows no such link.
#[must_use]
pub fn way_to_key(host: &str, frames: &[FrameFacts]) -> Option<(&'static str, &'static str)> {
    let mut names = String::new();
    for frame in frames {
        for field in &frame.fields {
            push_lower(&mut names, &field.form);
            push_lower(&mut names, &field.identifiers);
            push_lower(&mut names, &field.marks);
        }
        for button in &frame.buttons {
            push_lower(&mut names, &button.identifiers);
        }
    }
    let is_below = |parent: &&str| {
        host == *parent || host.strip_suffix(*parent).is_some_and(|rest| rest.ends_with('.'))
    };
    let stack = STACKS.iter().find(|stack| {
        stack.hosts.iter().any(is_below) || stack.traits.iter().any(|name| names.contains(name))
    })?;
    for &link in stack.links {
        let mut wanted = String::new();
        push_lower(&mut wanted, link);
        for frame in frames {
            for button in frame.buttons.iter().filter(|button| button.usable) {
                let mut said = String::new();
                push_lower(&mut said, &button.text);
                if said.contains(wanted.trim_end()) {
                    return Some((stack.name, link));
                }
            }
        }
    }
    None
}

/// Appends a string in lower case, with straight apostrophes, and a space.
fn push_lower(to: &mut String, text: &str) {
    for c in text.chars() {
        to.push(if c == '’' { '\'' } else { lower_case(c) });
    }
    to.push(' ');
}
