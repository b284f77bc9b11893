//! Set-up pages that hide the QR code or the key behind another link: which one to press.
//!
//! The pages of the known identity services say so in their own words. Only a page that is
//! recognised as theirs is given the advice.

use super::facts::FrameFacts;
use super::stacks::{LINKS, STACKS};
use crate::account::{is_within, lower_case};

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
    let stack = STACKS.iter().find(|stack| {
        stack.hosts.iter().any(|parent| is_within(host, parent))
            || stack.traits.iter().any(|name| names.contains(name))
    })?;
    for &link in stack.links.iter().chain(LINKS) {
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
