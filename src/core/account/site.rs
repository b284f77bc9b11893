use std::fmt;

/// How a page was loaded; only schemes under which its site can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// TLS, from any host.
    Https,
    /// Plain HTTP, from this computer only.
    Http,
}

/// A place where codes may be filled: scheme, host and port, optionally with all its subdomains.
///
/// Written `portal.iata.org`, `portal.iata.org:8443`, `http://127.0.0.1:8000`, and with
/// subdomains `*.iata.org`; HTTPS and its port 443 are not spelled out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site {
    scheme: Scheme,
    host: String,
    port: u16,
    subdomains: bool,
}

/// Why a page's origin or a stored string is not a [`Site`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteError {
    /// Neither `https://` nor `http://`: `chrome://`, `file://`, `null`, ….
    Scheme,
    /// Plain HTTP to another computer: anyone on the network path could ask for the code.
    Insecure,
    /// The host is empty or contains an invalid character.
    Host,
    /// The port is not a number in `1..=65535`.
    Port,
}

impl Site {
    /// Reads an origin as browsers serialise it (RFC 6454 §6.1; hosts lower case, IDN in punycode).
    ///
    /// # Errors
    /// [`SiteError`] for the first part that is invalid.
    pub fn from_origin(origin: &str) -> Result<Self, SiteError> {
        let (scheme, rest) = if let Some(rest) = origin.strip_prefix("https://") {
            (Scheme::Https, rest)
        } else if let Some(rest) = origin.strip_prefix("http://") {
            (Scheme::Http, rest)
        } else {
            return Err(SiteError::Scheme);
        };
        let (host, port) = split_port(rest)?;
        let default = match scheme {
            Scheme::Https => 443,
            Scheme::Http => 80,
        };
        if !is_host(host) {
            return Err(SiteError::Host);
        }
        if scheme == Scheme::Http && !is_loopback(host) {
            return Err(SiteError::Insecure);
        }
        Ok(Self { scheme, host: host.to_owned(), port: port.unwrap_or(default), subdomains: false })
    }

    /// Parses the written form, the inverse of `Display`.
    ///
    /// # Errors
    /// Same as [`Site::from_origin`].
    pub fn from_text(text: &str) -> Result<Self, SiteError> {
        let (subdomains, text) = match text.strip_prefix("*.") {
            Some(parent) => (true, parent),
            None => (false, text),
        };
        let site = if text.contains("://") {
            Self::from_origin(text)
        } else {
            Self::from_origin(&format!("https://{text}"))
        }?;
        Ok(Self { subdomains, ..site })
    }

    /// The same site with or without its subdomains.
    #[must_use]
    pub fn with_subdomains(self, subdomains: bool) -> Self {
        Self { subdomains, ..self }
    }

    /// The same scheme and port at a parent of this host; `None` if `parent` is not one.
    #[must_use]
    pub fn at_parent(&self, parent: &str) -> Option<Self> {
        let above = self.host.strip_suffix(parent)?.ends_with('.');
        (above && is_host(parent)).then(|| Self { host: parent.to_owned(), ..self.clone() })
    }

    /// As browsers serialise it, without its subdomains.
    #[must_use]
    pub fn origin(&self) -> String {
        let text = self.clone().with_subdomains(false).to_string();
        if self.scheme == Scheme::Http { text } else { format!("https://{text}") }
    }

    /// HTTPS, or HTTP on this computer.
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The host in lower case, IDN in punycode, IPv6 in brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// True if the host is an IP address: it has no parents.
    #[must_use]
    pub fn is_address(&self) -> bool {
        self.host.starts_with('[') || is_ipv4(&self.host)
    }

    /// The TCP port, also if it is the default.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// True if the site includes everything below the host.
    #[must_use]
    pub fn has_subdomains(&self) -> bool {
        self.subdomains
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.subdomains {
            f.write_str("*.")?;
        }
        if self.scheme == Scheme::Http {
            f.write_str("http://")?;
        }
        f.write_str(&self.host)?;
        match (self.scheme, self.port) {
            (Scheme::Https, 443) | (Scheme::Http, 80) => Ok(()),
            (_, port) => write!(f, ":{port}"),
        }
    }
}

fn split_port(rest: &str) -> Result<(&str, Option<u16>), SiteError> {
    // Colons inside an IPv6 literal do not separate the port.
    let after_host = rest.rfind(']').map_or(0, |end| end + 1);
    let Some(colon) = rest.get(after_host..).and_then(|tail| tail.rfind(':')) else {
        return Ok((rest, None));
    };
    let (host, port) = rest.split_at(after_host + colon);
    let digits = port.trim_start_matches(':');
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(SiteError::Port);
    }
    match digits.parse() {
        Ok(0) | Err(_) => Err(SiteError::Port),
        Ok(port) => Ok((host, Some(port))),
    }
}

/// A host as a browser serialises it: labels of letters, digits, `-` and `_`, or an IPv6 literal.
fn is_host(host: &str) -> bool {
    if let Some(inner) = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
        return inner.contains(':') && inner.bytes().all(|b| b.is_ascii_hexdigit() || b == b':');
    }
    let label_ok = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
    };
    // A trailing dot names the same machine to DNS but another origin to the browser.
    host.len() <= 253 && host.strip_suffix('.').unwrap_or(host).split('.').all(label_ok)
}

/// `localhost`, anything below it, 127.0.0.0/8 and ::1 — W3C Secure Contexts §3.1.
fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host.starts_with("127.") && is_ipv4(host)
}

/// Four numbers: browsers serialise every IPv4 address this way and reject names ending in a
/// number.
fn is_ipv4(host: &str) -> bool {
    host.split('.').count() == 4 && host.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}
