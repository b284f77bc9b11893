//! The page text that Postern shows to people.

use crate::account::is_invisible;

/// Button texts are rarely longer; longer ones are messages to the reader of the receipt.
const CHARS_MAX: usize = 40;

/// A page's text as one short line without control, invisible or direction characters, which could
/// make it look like one of Postern's sentences or reverse the surrounding one.
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
