//! The outcome of a code that was typed into a page, decided from what the page newly says and from
//! the traces of a submission. Without a submission nothing is known.

use super::facts::FrameFacts;
use super::field::best_target;
use super::sign::Purpose;
use super::words::{Class, Classes, Words, normalise};
use serde::{Deserialize, Serialize};

/// What a page did with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The code was sent, and the page moved on or says that it was accepted.
    Accepted,
    /// The code was sent, and the page says that it is wrong.
    Refused,
    /// The page says that the code was used before.
    Used,
    /// There is no outcome yet.
    Open,
    /// The page moved on, and the outcome cannot be determined.
    Unknown,
}

/// A visible message of the page to people who have just done something.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// Its text.
    pub text: String,
    /// It belongs to the code field alone.
    pub near: bool,
    /// It was there before the code was typed.
    pub before: bool,
}

/// What was observed since the code was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Traces {
    /// A form was submitted, a button that sends was pressed, or Enter in the field.
    pub sent: bool,
    /// The page made a request to its server.
    pub requested: bool,
    /// The person did something else in the page.
    pub touched: bool,
    /// The page went away before the person did anything in it.
    pub left: bool,
    /// The field's document is not the one in which the code was typed.
    pub moved: bool,
    /// … reached from a page of the same site, and neither by reloading nor through the history.
    pub onward: bool,
    /// The document's HTTP status; 0 if the browser does not report it.
    pub status: u32,
    /// The field that was typed into is still shown, perhaps disabled.
    pub held: bool,
    /// The page's words named the field, so its absence is meaningful.
    pub known: bool,
    /// The page shows a password field.
    pub password: bool,
    /// The page has no readable text.
    pub blank: bool,
    /// The page has finished loading, draws nothing more and shows no sign of being busy.
    pub calm: bool,
}

/// Statuses that mean "not this code" when the page asks again — RFC 9110 § 15.5; Rails answers
/// invalid forms with 422, others with 400 or 401.
const AGAIN: [u32; 4] = [400, 401, 403, 422];
/// From this status on, a page is an error page and not an answer — RFC 9110 § 15.5.
const STATUS_ERROR: u32 = 400;

/// The outcome of a code some time after it was typed.
#[must_use]
pub fn outcome(frames: &[FrameFacts], said: &[Said], traces: Traces, words: &Words<'_>) -> Outcome {
    let asks = traces.held && !traces.moved || asks(frames, words);
    let alone = if traces.moved {
        traces.left && traces.onward
    } else {
        traces.requested && !asks && !traces.touched
    };
    let sent = traces.sent || alone;
    let heard: Vec<_> = said.iter().map(|said| Heard::of(said, words)).collect();
    // The same words on a new page are a new answer if the code was sent there.
    let answers = |heard: &&Heard| !heard.before || traces.moved && sent && asks;
    let refusals: Vec<_> = heard.iter().filter(answers).filter(|heard| heard.refuses()).collect();
    if sent || traces.requested && !traces.moved {
        // Other pages have unrelated errors.
        let is_here = |heard: &&&Heard| {
            asks && heard.counts() || heard.about && (!traces.moved || traces.password)
        };
        if refusals.iter().any(|heard| is_here(&heard) && heard.classes.has(Class::Used)) {
            return Outcome::Used;
        }
        if refusals.iter().any(|heard| is_here(&heard)) {
            return Outcome::Refused;
        }
    }
    if sent && asks && traces.moved && AGAIN.contains(&traces.status) {
        return Outcome::Refused;
    }
    let confirmed = sent && heard.iter().any(|heard| heard.confirms() && (heard.about || !asks));
    if confirmed {
        return Outcome::Accepted;
    }
    if asks || traces.blank || !traces.calm {
        return Outcome::Open;
    }
    let doubtful = traces.password || traces.status >= STATUS_ERROR || !traces.known;
    if sent && !doubtful && refusals.iter().all(|heard| !heard.about) {
        Outcome::Accepted
    } else {
        Outcome::Unknown
    }
}

/// True if a page has a field for an authenticator's code.
fn asks(frames: &[FrameFacts], words: &Words<'_>) -> bool {
    frames.iter().any(|frame| {
        best_target(&frame.fields, &frame.about, None, words)
            .is_some_and(|target| target.judgement.purpose == Purpose::Authenticator)
    })
}

/// A page text with its classification.
struct Heard {
    classes: Classes,
    /// It is about a code.
    about: bool,
    near: bool,
    before: bool,
    denies: bool,
}

/// Words that negate "enabled".
const NOT: [&str; 14] = [
    "not", "t", "no", "nicht", "kein", "keine", "ne", "pas", "non", "niet", "nao", "не", "لم",
    "never",
];

impl Heard {
    fn of(said: &Said, words: &Words<'_>) -> Self {
        let classes = words.classes(&said.text);
        let about = [Class::App, Class::Strong, Class::Weak];
        Self {
            classes,
            about: about.iter().any(|class| classes.has(*class)),
            near: said.near,
            before: said.before,
            denies: normalise(&said.text).split(' ').any(|word| NOT.contains(&word)),
        }
    }

    fn counts(&self) -> bool {
        self.about || self.near
    }

    fn refuses(&self) -> bool {
        self.classes.has(Class::Refused) || self.classes.has(Class::Used)
    }

    /// Text that was there before confirms nothing, nor does text about a message that was sent.
    fn confirms(&self) -> bool {
        let speaks = self.classes.has(Class::Accepted) && !self.before && !self.denies;
        speaks && !self.refuses() && !self.classes.has(Class::Sent)
    }
}

/// Where a code has just been typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Awaited {
    /// In which frame; 0 if no field asks for a code.
    pub frame: u32,
    /// Into which fields.
    pub fields: Vec<u32>,
    /// The buttons around them.
    pub around: Around,
}

/// What the buttons of a page do with a code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Around {
    /// Those that send it.
    pub sends: Vec<u32>,
    /// Those that do something else.
    pub stays: Vec<u32>,
}

/// The field of a page that waits for its code to be sent, and the buttons around it.
#[must_use]
pub fn awaited(frames: &[FrameFacts], words: &Words<'_>) -> Awaited {
    let targets = frames.iter().filter_map(|frame| {
        let target = best_target(&frame.fields, &frame.about, None, words)?;
        Some((frame, target))
    });
    let Some((frame, target)) = targets.max_by_key(|(_, target)| target.order()) else {
        return Awaited::default();
    };
    let around = around(frame, &target.fields, words);
    Awaited { frame: frame.id, fields: target.fields, around }
}

/// The buttons of a frame, relative to the fields of a code.
pub(super) fn around(frame: &FrameFacts, fields: &[u32], words: &Words<'_>) -> Around {
    let mut around = Around::default();
    for button in &frame.buttons {
        let classes = words.classes(&button.text);
        let inside = button.fields.iter().any(|field| fields.contains(field));
        let goes = !classes.has(Class::Stay) && (inside || classes.has(Class::Go));
        let list = if goes { &mut around.sends } else { &mut around.stays };
        list.push(button.index);
    }
    around
}
