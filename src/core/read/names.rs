//! A key URI's label and `issuer` parameter → issuer and account name, as people know them.

use super::Warning;
use super::query::{Query, decode};
use crate::account::{NAME_CHARS_MAX, Name};

/// Services whose links name the customer's organisation in the label and themselves in `issuer`,
/// lower case.
const TENANTED: &[&str] = &[
    "microsoft",
    "microsoft 365",
    "office 365",
    "microsoft entra",
    "microsoft entra id",
    "azure",
    "azure ad",
    "azure active directory",
    "okta",
    "auth0",
    "onelogin",
    "jumpcloud",
    "slack",
    "salesforce",
    "zendesk",
    "atlassian",
];

/// Issuer and account name: the label is `issuer:account`, and the `issuer` parameter overrides it.
pub(super) fn names(label: &str, query: &mut Query, warnings: &mut Vec<Warning>) -> (Name, Name) {
    let parameter = query.take("issuer").filter(|issuer| !issuer.trim().is_empty());
    let (label, bad_escape) = decode(label.trim_start_matches('/'));
    let (issuer, name) = match parameter {
        Some(issuer) => with_parameter(issuer, &label, warnings),
        None => from_label(&label),
    };
    if bad_escape || query.bad_escape {
        warnings.push(Warning::BadEscape);
    }
    for text in [&issuer, &name] {
        if Name::is_deceptive_text(text) {
            warnings.push(Warning::HiddenCharacters);
        }
        if text.trim().chars().count() > NAME_CHARS_MAX {
            warnings.push(Warning::LabelCut);
        }
    }
    (Name::new(&issuer), Name::new(&name))
}

fn with_parameter(issuer: String, label: &str, warnings: &mut Vec<Warning>) -> (String, String) {
    // The issuer itself may hold colons ("https://idp.example:8443"): strip it whole first.
    let rest = label.strip_prefix(issuer.as_str()).map(str::trim_start);
    if let Some(name) = rest.and_then(|rest| rest.strip_prefix(':')) {
        // “Microsoft:Contoso:jane@contoso.example” has the organisation in the middle.
        return match name.split_once(':') {
            Some((tenant, user)) if is_tenanted(&issuer) && !tenant.trim().is_empty() => {
                (with_tenant(&issuer, tenant), user.to_owned())
            }
            _ => (issuer, name.to_owned()),
        };
    }
    // The first of two colons, or one before a slash, separates no issuer: `admin::http://host/`.
    let parts = label.split_once(':').filter(|(_, name)| !name.starts_with([':', '/']));
    let Some((prefix, name)) = parts else { return (issuer, label.to_owned()) };
    let (prefix, name) = (prefix.trim(), name.to_owned());
    if says_more(prefix, issuer.trim()) {
        return (prefix.to_owned(), name);
    }
    // A shorter name of the same issuer, or the host at which it is reached, is no second issuer.
    if prefix.is_empty() || says_more(issuer.trim(), prefix) || is_host(prefix) {
        return (issuer, name);
    }
    if is_tenanted(&issuer) {
        return (with_tenant(&issuer, prefix), name);
    }
    if !prefix.eq_ignore_ascii_case(issuer.trim()) {
        warnings.push(Warning::IssuerConflict);
    }
    (issuer, name)
}

fn is_tenanted(issuer: &str) -> bool {
    TENANTED.contains(&issuer.trim().to_ascii_lowercase().as_str())
}

fn with_tenant(issuer: &str, tenant: &str) -> String {
    format!("{} ({})", issuer.trim(), tenant.trim())
}

/// Whether a name is another one followed by more words: “Slack (Team A)” and “Slack”.
fn says_more(long: &str, short: &str) -> bool {
    let start = long.get(..short.len());
    let next = long.get(short.len()..).and_then(|rest| rest.chars().next());
    !short.is_empty()
        && start.is_some_and(|start| start.eq_ignore_ascii_case(short))
        && next.is_some_and(|c| !c.is_alphanumeric())
}

/// Without the parameter, the issuer is in the label. A host that stands there is named without its
/// scheme and its port.
fn from_label(label: &str) -> (String, String) {
    let whole = label.trim();
    let scheme = ["https://", "http://"].iter().find_map(|scheme| whole.strip_prefix(scheme));
    let text = scheme.unwrap_or(whole);
    let Some((first, rest)) = text.split_once(':') else {
        return if scheme.is_some() { at_host(text) } else { (String::new(), label.to_owned()) };
    };
    let is_mail = first.rsplit_once('@').is_some_and(|(_, host)| is_host(host));
    if !is_mail && !is_host(first) {
        let issuer = if scheme.is_some() { at_host(first).0 } else { first.to_owned() };
        return (issuer, rest.to_owned());
    }
    let name = without_port(rest);
    if is_mail && name.is_some_and(str::is_empty) {
        return (String::new(), first.to_owned());
    }
    (first.to_owned(), name.unwrap_or(rest).to_owned())
}

/// A host and perhaps a path, which names nobody.
fn at_host(text: &str) -> (String, String) {
    let host = text.split('/').next().unwrap_or_default();
    (host.to_owned(), String::new())
}

/// What follows a port: the name after another colon, or nothing after a path.
fn without_port(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (port, rest) = text.split_at(digits);
    let is_port = port.len() >= 2 && port.parse::<u16>().is_ok();
    let rest = is_port.then_some(rest)?;
    match rest.strip_prefix('/') {
        Some(path) => Some(path.split_once(':').map_or("", |(_, name)| name)),
        None if rest.is_empty() => Some(rest),
        None => rest.strip_prefix(':'),
    }
}

/// A host name with a dot in it, or this computer.
fn is_host(text: &str) -> bool {
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    text.eq_ignore_ascii_case("localhost") || text.contains('.') && text.split('.').all(is_label)
}
