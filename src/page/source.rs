//! Where the code of a field comes from: out of an authenticator, or by a message. Both kinds of
//! words stand on many pages, since each kind of code is offered in place of the other.

use super::said::Said;
use super::words::{Class, Classes};

/// Where a code comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    App,
    Message,
}

/// One way to tell; the first that has an answer decides.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(test), expect(dead_code, reason = "its name is for the test that leaves it out"))]
pub(super) struct Tell {
    pub(super) name: &'static str,
    pub(super) source: fn(&Said) -> Option<Source>,
}

/// In order: the field's own words, then what stands nearest. The order and each step have a page of
/// `tests/fixtures/pages` that is misread without it.
pub(super) const TELLS: &[Tell] = &[
    Tell { name: "own words", source: own_words },
    Tell { name: "sentences around", source: sentences_around },
    Tell { name: "heading", source: |said| source_of(said.heading) },
    Tell { name: "form name", source: |said| message_if(said.form.has(Class::Sent)) },
    Tell { name: "the app anywhere", source: app_anywhere },
    Tell { name: "resend", source: |said| message_if(said.asides.has(Class::Sent)) },
    Tell { name: "masked address", source: |said| message_if(said.masked) },
    Tell { name: "address and channel", source: address_and_channel },
];

/// Where the code comes from, as far as the page says so.
pub(super) fn source(said: &Said, tells: &[Tell]) -> Option<Source> {
    tells.iter().find_map(|tell| (tell.source)(said))
}

fn own_words(said: &Said) -> Option<Source> {
    let by_channel =
        said.own.has(Class::Channel) && (said.own.has(Class::Strong) || said.own.has(Class::Weak));
    if said.own.has(Class::App) {
        return Some(Source::App);
    }
    message_if(by_channel || said.own.has(Class::Sent))
}

/// The nearest sentence that names either; one that names both offers both. What is offered instead
/// is not what the field is for.
fn sentences_around(said: &Said) -> Option<Source> {
    let claims = said.sentences.iter().filter(|one| !one.has(Class::Aside));
    claims.copied().find_map(source_of)
}

fn app_anywhere(said: &Said) -> Option<Source> {
    let texts = [said.about, said.marks];
    texts.iter().any(|text| text.has(Class::App)).then_some(Source::App)
}

/// `jane@agency.aero` alone may be who has signed in.
fn address_and_channel(said: &Said) -> Option<Source> {
    let channel = said.near.has(Class::Channel) || said.heading.has(Class::Channel);
    message_if(said.addressed && channel)
}

fn source_of(text: Classes) -> Option<Source> {
    if text.has(Class::App) {
        return Some(Source::App);
    }
    message_if(text.has(Class::Sent))
}

fn message_if(holds: bool) -> Option<Source> {
    holds.then_some(Source::Message)
}

/// `j***@agency.aero`, `•••• 42`.
pub(super) fn is_masked(text: &str) -> bool {
    ["***", "•••", "xxx-", "XXX-"].iter().any(|mask| text.contains(mask))
}
