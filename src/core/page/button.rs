//! Which button submits a filled code.

use super::facts::ButtonFacts;
use super::words::{Class, Words};

/// The one button beside a field that clearly submits; `None` if there is none, or more than one.
#[must_use]
pub fn go_button<'a>(
    field: u32,
    buttons: &'a [ButtonFacts],
    words: &Words<'_>,
) -> Option<&'a ButtonFacts> {
    let rank = |button: &ButtonFacts| {
        let said = words.classes(&format!("{} {}", button.text, button.identifiers));
        let text = words.classes(&button.text);
        if text.has(Class::Stay) || said.has(Class::Stay) && !text.has(Class::Go) {
            return 0;
        }
        2 * u8::from(text.has(Class::Go)) + u8::from(button.submits)
    };
    let beside = buttons.iter().filter(|button| button.usable && button.fields.contains(&field));
    let ranked: Vec<_> = beside.map(|button| (rank(button), button)).collect();
    let best = ranked.iter().map(|(rank, _)| *rank).max().filter(|rank| *rank > 0)?;
    let mut finalists = ranked.iter().filter(|(rank, _)| *rank == best);
    let (_, button) = finalists.next()?;
    finalists.next().is_none().then_some(button)
}
