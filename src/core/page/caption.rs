//! What of a page's own words a person gets to read in Postern.

use crate::account::is_invisible;

/// A button's text rarely has more; longer ones are messages to the reader of the receipt.
const CHARS_MAX: usize = 40;

/// A page's text as one short line: no control, invisible or direction characters, with which it could
/// pass for a sentence of Postern's or turn the one around it.
#[must_use]
pub fn caption(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c });
    let mut short = String::new();
    let mut count = 0;
    for c in spaced.filter(|c| !is_invisible(*c)) {
        if c == ' ' && (short.is_empty() || short.ends_with(' ')) {
            continue;
        }
        if count == CHARS_MAX {
            short.truncate(short.trim_end().len());
            short.push('…');
            return short;
        }
        short.push(c);
        count += 1;
    }
    short.truncate(short.trim_end().len());
    short
}
