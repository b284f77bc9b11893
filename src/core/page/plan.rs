//! Where a code goes on a whole page: which frame, and whether it may be filled.

use super::button::go_button;
use super::caption::caption;
use super::facts::{FieldFacts, FrameFacts};
use super::field::{SCORE_MIN, Target, asked_target, best_target, judged};
use super::outcome::{Around, around};
use super::sends::sends_away;
use super::sign::{Judgement, Purpose};
use super::site::{Permission, Refusal, may_fill};
use super::words::Words;
use crate::account::{Account, Site, is_bound, is_same_owner};

/// How a fill was requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// Into the field that has the focus, regardless of what it looks like.
    pub focused: bool,
    /// Automatically: the page opened at a site where the user turned on automatic filling.
    pub unasked: bool,
    /// The user was told that the page wants a code sent by message, and still wants this one
    /// typed.
    pub message: bool,
}

/// Where a code is to be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// In which frame.
    pub frame: u32,
    /// The origin that frame must still have.
    pub origin: String,
    /// Into which fields; empty while `confirm` is set.
    pub fields: Vec<u32>,
    /// The code is appended to the field's content.
    pub appends: bool,
    /// The button to press afterwards: its index and text.
    pub button: Option<(u32, String)>,
    /// The buttons around the fields.
    pub around: Around,
    /// The page's words name the fields as code fields, so their absence is meaningful.
    pub known: bool,
    /// The page asks for a code sent by message, and the user has to confirm that.
    pub message: bool,
    /// The user has to confirm first: both origins, where the form sends, or the kind of code.
    pub confirm: bool,
    /// The other sites that the form sends to, if the user has to confirm them.
    pub sends_to: Vec<String>,
}

/// Why there is no plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPlan {
    /// The account may not be filled there.
    Refused(Refusal),
    /// No field accepts a code.
    NoField,
}

/// Plans a fill: the likeliest field of the frames that the account may be filled in.
///
/// A form that sends to other sites is filled only after the user has confirmed all of them
/// (`agreed`), and never unasked; a button that sends to another site is never pressed. A page that
/// wants a code sent by message also gets this one only after confirmation.
///
/// # Errors
/// [`NoPlan`]; a refusal only if there is a field to refuse.
pub fn plan(
    account: &Account,
    top: &Site,
    frames: &[FrameFacts],
    asked: Asked,
    agreed: &[String],
    words: &Words<'_>,
) -> Result<Plan, NoPlan> {
    let mut best: Option<(Target, &FrameFacts, Permission)> = None;
    let mut refusal = may_fill(account, top, top).err();
    for frame in frames {
        if is_out_of_sight(frame, frames, asked) {
            continue;
        }
        let Some(target) = target_in(account, top, frame, asked, words) else { continue };
        let site = Site::from_origin(&frame.origin).map_err(|_| Refusal::OtherFrame);
        match site.and_then(|site| may_fill(account, &site, top)) {
            Ok(permission) => {
                if best.as_ref().is_none_or(|(other, _, _)| target.order() > other.order()) {
                    best = Some((target, frame, permission));
                }
            }
            Err(why) => refusal = refusal.or(Some(why)),
        }
    }
    let Some((target, frame, permission)) = best else {
        return Err(refusal.map_or(NoPlan::NoField, NoPlan::Refused));
    };
    let mut sends_to = away_of(account, frame, &target);
    // Another site's frame comes first: one question at a time.
    if permission == Permission::IfConfirmed || sends_to.iter().all(|place| agreed.contains(place))
    {
        sends_to.clear();
    }
    let strange = permission == Permission::IfConfirmed || !sends_to.is_empty();
    let is_message = target.judgement.purpose == Purpose::Message;
    let message = !strange && is_message && !asked.message;
    let confirm = strange || message;
    let button = target.fields.first().filter(|_| account.filling.presses && !confirm);
    let button = button
        .and_then(|field| go_button(*field, &frame.buttons, words))
        .filter(|button| !is_away(account, frame, &button.sends_to));
    Ok(Plan {
        frame: frame.id,
        origin: frame.origin.clone(),
        message,
        known: target.judgement.score() >= SCORE_MIN,
        around: around(frame, &target.fields, words),
        fields: if confirm { Vec::new() } else { target.fields },
        appends: account.filling.appends,
        button: button.map(|button| (button.index, caption(&button.text))),
        confirm,
        sends_to,
    })
}

/// True if the surrounding page reports the frame as not visible or, if unasked, as out of view.
fn is_out_of_sight(frame: &FrameFacts, frames: &[FrameFacts], asked: Asked) -> bool {
    frames.iter().filter(|around| around.id != frame.id).any(|around| {
        around.unseen.contains(&frame.origin)
            || asked.unasked && around.away.contains(&frame.origin)
    })
}

/// The other sites that a target's form can send to.
fn away_of(account: &Account, frame: &FrameFacts, target: &Target) -> Vec<String> {
    let fields = frame.fields.iter().filter(|field| target.fields.contains(&field.index));
    let mut places: Vec<String> = Vec::new();
    for place in fields.flat_map(|field| &field.sends_to) {
        if !places.contains(place) && is_away(account, frame, place) {
            places.push(place.clone());
        }
    }
    places
}

fn is_away(account: &Account, frame: &FrameFacts, place: &str) -> bool {
    // A frame without a site is not filled at all.
    Site::from_origin(&frame.origin).is_ok_and(|site| sends_away(account, &site, place))
}

/// The field of a frame that a fill is for.
fn target_in(
    account: &Account,
    top: &Site,
    frame: &FrameFacts,
    asked: Asked,
    words: &Words<'_>,
) -> Option<Target> {
    let chars = account.kind.code_chars();
    if asked.focused {
        let focused = frame.fields.iter().find(|field| field.focused && field.usable)?;
        // A box of a row represents the row.
        let all = judged(&frame.fields, &frame.about, words);
        let target = all.into_iter().find(|target| target.fields.contains(&focused.index))?;
        let boxes = target.fields.len();
        let fits =
            boxes < 4 && usize::from(chars) % boxes.max(1) == 0 || boxes == usize::from(chars);
        return fits.then_some(target);
    }
    if account.filling.appends {
        // Only the user knows when the password is complete.
        return if asked.unasked { None } else { password_of(&frame.fields) };
    }
    let best = |fields: &[FieldFacts]| best_target(fields, &frame.about, Some(chars), words);
    let is_own = |field: &&FieldFacts| {
        !field.sends_to.iter().any(|place| is_away(account, frame, place))
            && (field.in_view || !asked.unasked)
    };
    // A form that sends elsewhere never has priority: it is only asked about if it is the only one.
    let own: Vec<FieldFacts> = frame.fields.iter().filter(is_own).cloned().collect();
    let target = match best(&own) {
        None if asked.unasked => return None,
        None => best(&frame.fields).or_else(|| {
            is_own_site(account, top, frame)
                .then(|| asked_target(&own, &frame.about, Some(chars), words))?
        })?,
        Some(found) => found,
    };
    // A code filled beside a password that is not typed yet would be old by the time it is sent.
    let waits = |field: &FieldFacts| match target.fields.len() {
        1 => field.waits,
        // Masked boxes do not count as passwords to each other.
        _ => frame.fields.iter().any(|other| is_untyped_password(other, &target)),
    };
    let empty =
        |field: &FieldFacts| !target.fields.contains(&field.index) || field.empty && !waits(field);
    let is_right = target.judgement.purpose == Purpose::Authenticator
        && target.judgement.is_one_time()
        && frame.fields.iter().all(empty);
    (is_right || !asked.unasked).then_some(target)
}

/// A password field that is still to be typed and is not a box of the code's row.
fn is_untyped_password(field: &FieldFacts, target: &Target) -> bool {
    let is_open = field.usable && field.empty && field.input_type == "password";
    is_open && !target.fields.contains(&field.index)
}

/// Whether a frame is of the page's own site, to which the account is bound: there, a user's
/// request is sufficient evidence that the page wants a code.
fn is_own_site(account: &Account, top: &Site, frame: &FrameFacts) -> bool {
    Site::from_origin(&frame.origin)
        .is_ok_and(|site| is_bound(account, &site) && is_same_owner(&site, top))
}

/// The password field that a code is appended to: already typed, and not for a new password.
fn password_of(fields: &[FieldFacts]) -> Option<Target> {
    let is_password = |field: &&FieldFacts| {
        field.usable
            && !field.empty
            && field.input_type == "password"
            && !field.autocomplete.contains("new-password")
    };
    let field = fields.iter().find(is_password)?;
    let judgement = Judgement { purpose: Purpose::Authenticator, reasons: Vec::new() };
    Some(Target { fields: vec![field.index], judgement })
}
