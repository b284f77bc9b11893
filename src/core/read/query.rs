//! The parts of a key URI, split before they are decoded.

/// The query of a URI: names in lower case, values decoded, in the order they were written.
pub(super) struct Query {
    pairs: Vec<(String, String)>,
    /// A `%` was kept because no two hex digits followed it.
    pub(super) bad_escape: bool,
}

impl Query {
    pub(super) fn parse(text: &str) -> Self {
        let mut query = Self { pairs: Vec::new(), bad_escape: false };
        for part in without_fragment(text).split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let (name, _) = decode(name);
            // A plus sign is a space only here: paths keep theirs.
            let (value, bad) = decode(&value.replace('+', " "));
            query.bad_escape |= bad;
            query.pairs.push((name.to_ascii_lowercase(), value));
        }
        query
    }

    /// Removes the first value of a name; later ones remain as unknown parameters.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let at = self.pairs.iter().position(|(key, _)| key == name)?;
        Some(self.pairs.remove(at).1)
    }

    /// The pairs that were not taken.
    pub(super) fn rest(self) -> Vec<(String, String)> {
        self.pairs
    }
}

/// Percent-decoding — RFC 3986 §2.1; a malformed escape stays as it is and is reported.
pub(super) fn decode(text: &str) -> (String, bool) {
    let mut bytes = Vec::with_capacity(text.len());
    let mut bad = false;
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
        } else if let Some((byte, after)) = escape(after) {
            bytes.push(byte);
            rest = after;
        } else {
            bad = true;
            bytes.push(b'%');
        }
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, bad),
        Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), true),
    }
}

/// A text with its percent signs decoded, malformed ones as they are — RFC 3986 §2.1.
#[must_use]
pub fn percent_decoded(text: &str) -> String {
    decode(text).0
}

fn escape(text: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, rest) = text.split_first_chunk::<2>()?;
    let mut byte = [0];
    base16ct::mixed::decode(digits, &mut byte).ok()?;
    Some((byte.first().copied()?, rest))
}

/// Cuts off a fragment. Careless generators leave a raw `#` inside a value ("issuer=Acme #1&…"): it
/// ends the query only if no parameter follows.
fn without_fragment(text: &str) -> &str {
    match text.rsplit_once('#') {
        Some((query, fragment)) if !fragment.contains(['&', '=']) => query,
        _ => text,
    }
}
