//! Where the code of a field comes from: an authenticator or a message. Many pages have words of
//! both kinds, since each kind of code is offered as an alternative to the other.

use super::said::Said;
use super::words::{Class, Classes};

/// Where a code comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    App,
    Message,
}

/// Ways to tell; the first that has an answer decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tell {
    OwnWords,
    Sentences,
    Heading,
    FormName,
    AppAnywhere,
    Resend,
    MaskedAddress,
    AddressAndChannel,
}

/// The field's own words, then the nearest text.
pub(super) const TELLS: &[Tell] = &[
    Tell::OwnWords,
    Tell::Sentences,
    Tell::Heading,
    Tell::FormName,
    Tell::AppAnywhere,
    Tell::Resend,
    Tell::MaskedAddress,
    Tell::AddressAndChannel,
];

/// Where the code comes from, if the page says so.
pub(super) fn source(said: &Said, tells: &[Tell]) -> Option<Source> {
    tells.iter().find_map(|tell| match tell {
        Tell::OwnWords => own_words(said),
        Tell::Sentences => sentences_around(said),
        Tell::Heading => source_of(said.heading),
        Tell::FormName => message_if(said.form.has(Class::Sent)),
        Tell::AppAnywhere => app_anywhere(said),
        Tell::Resend => message_if(said.asides.has(Class::Sent)),
        Tell::MaskedAddress => message_if(said.masked),
        Tell::AddressAndChannel => address_and_channel(said),
    })
}

fn own_words(said: &Said) -> Option<Source> {
    let by_channel =
        said.own.has(Class::Channel) && (said.own.has(Class::Strong) || said.own.has(Class::Weak));
    if said.own.has(Class::App) {
        return Some(Source::App);
    }
    message_if(by_channel || said.own.has(Class::Sent))
}

/// The nearest sentence that names either source; one that names both offers both. An alternative
/// is not what the field is for.
fn sentences_around(said: &Said) -> Option<Source> {
    let claims = said.sentences.iter().filter(|one| !one.has(Class::Aside));
    claims.copied().find_map(source_of)
}

fn app_anywhere(said: &Said) -> Option<Source> {
    let texts = [said.about, said.marks];
    texts.iter().any(|text| text.has(Class::App)).then_some(Source::App)
}

/// `jane@agency.aero` alone may be the name of the signed-in user.
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
