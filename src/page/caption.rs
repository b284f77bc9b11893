//! What of a page's own words a person gets to read in Postern.

/// A button's text rarely has more; longer ones are messages to whoever reads the receipt.
const CHARS_MAX: usize = 40;

/// A page's text as one short line: no control, invisible or direction characters, with which it could
/// pass for a sentence of Postern's or turn the one around it.
#[must_use]
pub fn caption(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c });
    let mut short = String::new();
    let mut count = 0;
    for c in spaced.filter(|c| !is_unseen(*c)) {
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

/// Characters that take no room, or change the direction of others: Unicode's `Cf`,
/// `Default_Ignorable_Code_Point`, the blank fillers and the private use area.
fn is_unseen(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x34F | 0x600..=0x605 | 0x61C | 0x6DD | 0x70F | 0x8E2 | 0x115F..=0x1160
        | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F
        | 0x2800 | 0x3164 | 0xE000..=0xF8FF | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0
        | 0xFFF0..=0xFFFB | 0x1_D173..=0x1_D17A | 0xE_0000..=0xE_0FFF | 0xF_0000..)
}
