//! Which accounts without a site probably belong to a page: those that were imported have none. They
//! are offered, and never filled until the user says so.

use crate::account::{Account, Site, is_public_suffix, is_within, lower_case, parents};

/// Known services: their names as letters and digits, and the domains where people log in to them. A
/// service in this list is suggested there and nowhere else, whatever another domain is called.
const SERVICES: &str = include_str!("services.txt");

/// Words in issuers that do not tell one from another, and first parts of domains likewise.
const COMMON: &[&str] = &[
    "account",
    "accounts",
    "admin",
    "agency",
    "app",
    "auth",
    "bank",
    "business",
    "central",
    "cloud",
    "code",
    "company",
    "console",
    "corporate",
    "customer",
    "dashboard",
    "digital",
    "email",
    "global",
    "group",
    "home",
    "host",
    "hosting",
    "id",
    "international",
    "internet",
    "intranet",
    "local",
    "login",
    "mail",
    "manager",
    "mobile",
    "my",
    "network",
    "office",
    "online",
    "partner",
    "pay",
    "portal",
    "pro",
    "public",
    "secure",
    "security",
    "server",
    "service",
    "services",
    "shop",
    "sso",
    "staff",
    "store",
    "support",
    "system",
    "systems",
    "team",
    "tech",
    "test",
    "travel",
    "user",
    "vpn",
    "web",
    "webmail",
    "work",
];

/// Domains of mailboxes that anyone can have: an address there says nothing about where it logs in.
const MAILBOXES: &[&str] = &[
    "aol.com",
    "gmail.com",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "live.com",
    "mail.ru",
    "msn.com",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "web.de",
    "yahoo.com",
    "yandex.ru",
    "163.com",
];

/// A page, as accounts are compared with it.
#[derive(Debug)]
pub struct Suggestions {
    /// The domain directly below a public suffix: `iata.org`.
    domain: String,
    /// Its first part: `iata`.
    label: String,
    /// The names of the known services that people log in to on this page.
    services: Vec<&'static str>,
}

impl Suggestions {
    /// For a page; `None` if its host has no domain that somebody owns.
    ///
    /// ```
    /// use postern_core::account::{Account, Kind, Name, Secret, Site};
    /// use postern_core::list::Suggestions;
    ///
    /// let mut account = Account::new(Kind::totp_default(), Secret::new(vec![1; 20]).unwrap());
    /// account.issuer = Name::new("GitHub");
    /// let at = |origin| Suggestions::new(&Site::from_origin(origin).unwrap()).unwrap();
    /// assert!(at("https://github.com").suggests(&account));
    /// // A known service is suggested on its own domains alone.
    /// assert!(!at("https://github.evil.example").suggests(&account));
    /// assert!(!at("https://github.example").suggests(&account));
    /// ```
    #[must_use]
    pub fn new(page: &Site) -> Option<Self> {
        let domain = parents(page).pop()?.host().to_owned();
        let label = domain.split('.').next().unwrap_or_default().replace('-', "");
        let services = services()
            .filter(|(_, hosts)| hosts.split(' ').any(|host| is_within(page.host(), host)))
            .flat_map(|(names, _)| names.split(','))
            .collect();
        Some(Self { domain, label, services })
    }

    /// Whether an account probably belongs to the page: it has no site yet, and its issuer or the
    /// domain of its address is that of the page.
    #[must_use]
    pub fn suggests(&self, account: &Account) -> bool {
        account.sites.is_empty()
            && (self.is_issuer(account.issuer.as_str()) || self.is_owner_of(account.name.as_str()))
    }

    fn is_issuer(&self, issuer: &str) -> bool {
        let issuer = service_of(issuer);
        let name = squashed(issuer);
        let is_host = is_within(&issuer.trim().to_ascii_lowercase(), &self.domain);
        let mut words = issuer.split(|c: char| !c.is_alphanumeric()).map(squashed);
        // The list of services is long, and accounts are many: only those like the page are looked up.
        let is_alike = |word: &str| self.is_label(word) || self.services.contains(&word);
        if !is_host && !is_alike(&name) && !words.clone().any(|word| is_alike(&word)) {
            return false;
        }
        if is_known(&name) {
            return self.services.contains(&name.as_str());
        }
        if is_host || self.is_label(&name) {
            return true;
        }
        // A known service in other words: “GitHub Enterprise”.
        if let Some(service) = words.clone().find(|word| word.len() > 2 && is_known(word)) {
            return self.services.contains(&service.as_str());
        }
        words.any(|word| self.is_label(&word))
    }

    fn is_label(&self, word: &str) -> bool {
        word.len() > 2 && word == self.label && !COMMON.contains(&word)
    }

    /// Whether an e-mail address is one of the page's domain.
    fn is_owner_of(&self, address: &str) -> bool {
        let Some((_, host)) = address.rsplit_once('@') else { return false };
        let host = host.trim().to_ascii_lowercase();
        is_within(&host, &self.domain)
            && !MAILBOXES.contains(&host.as_str())
            && !is_public_suffix(&host)
    }
}

/// The known services by name, for many accounts at once.
///
/// ```
/// use postern_core::account::{Account, Kind, Name, Secret};
/// use postern_core::list::Services;
///
/// let services = Services::read();
/// let mut account = Account::new(Kind::totp_default(), Secret::new(vec![1; 20]).unwrap());
/// account.issuer = Name::new("GitHub");
/// assert_eq!(services.sites_of(&account)[0].to_string(), "*.github.com");
/// // A server of somebody's own, perhaps.
/// account.issuer = Name::new("GitHub Enterprise");
/// assert_eq!(services.sites_of(&account), []);
/// ```
#[derive(Debug)]
pub struct Services(Vec<(&'static str, &'static str)>);

impl Services {
    /// The list.
    #[must_use]
    pub fn read() -> Self {
        let each = |(names, hosts): (&'static str, &'static str)| {
            names.split(',').map(move |name| (name, hosts))
        };
        Self(services().flat_map(each).collect())
    }

    /// Where people log in to the service that is an account's issuer, with all subdomains; nothing for
    /// an account that has a site already.
    #[must_use]
    pub fn sites_of(&self, account: &Account) -> Vec<Site> {
        if !account.sites.is_empty() {
            return Vec::new();
        }
        let issuer = squashed(service_of(account.issuer.as_str()));
        let service = self.0.iter().find(|(name, _)| *name == issuer);
        let hosts = service.into_iter().flat_map(|(_, hosts)| hosts.split(' '));
        hosts.filter_map(|host| Some(Site::from_text(host).ok()?.with_subdomains(true))).collect()
    }
}

/// The service in an issuer that names its customer too: “Microsoft (Contoso)”.
fn service_of(issuer: &str) -> &str {
    issuer.split(" (").next().unwrap_or_default()
}

/// The names and the domains of each known service.
fn services() -> impl Iterator<Item = (&'static str, &'static str)> {
    SERVICES.lines().filter_map(|line| line.split_once('='))
}

fn is_known(name: &str) -> bool {
    services().any(|(names, _)| names.split(',').any(|known| known == name))
}

/// Letters and digits alone, in lower case.
fn squashed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).map(lower_case).collect()
}
