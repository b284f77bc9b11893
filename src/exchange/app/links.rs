//! Lists of key links, one per line, and what apps add to the links.

use super::google;
use crate::entry::{Entry, Imported};
use crate::error::{ImportError, SkipReason};
use crate::form::json::Fields;
use postern_core::read::{
    KeyError, Parsed, Place, UriError, UriProblem, Warning, parse_hex_uri, parse_uri,
};

const SCHEMES: [&str; 5] =
    ["otpauth://", "otpauth-migration://", "apple-otpauth://", "motp://", "steam://"];

/// Whether a text contains a link at all.
pub(crate) fn holds_links(text: &str) -> bool {
    SCHEMES.iter().any(|scheme| text.contains(scheme))
}

/// Every line that contains a link; other lines are ignored.
pub(crate) fn read(app: &'static str, text: &str) -> Result<Imported, ImportError> {
    let mut imported = Imported::new(app);
    let mut pages = 0;
    for line in text.lines() {
        if line.trim_start().starts_with('#') {
            continue;
        }
        let Some(link) = link_in(line) else { continue };
        if link.starts_with("otpauth-migration:") {
            pages += 1;
            google::read_page(&link, &mut imported)?;
        } else {
            imported.row(name_in(&link), read_link(&link));
        }
    }
    if pages > 0 && pages == imported.parts.len() {
        imported.app = google::NAME;
    }
    imported.bounded()
}

/// From the scheme to the end of the line, or to the closing quotation mark.
fn link_in(line: &str) -> Option<String> {
    let starts = SCHEMES.iter().filter_map(|scheme| line.find(scheme));
    let from = starts.min()?;
    // "apple-otpauth://" contains "otpauth://".
    let from = if line.get(..from).is_some_and(|before| before.ends_with("apple-")) {
        from - "apple-".len()
    } else {
        from
    };
    let link = line.get(from..)?;
    let end = link.find('"').unwrap_or(link.len());
    Some(link.get(..end)?.trim_end().replace("\\/", "/").replace("\\u0026", "&"))
}

/// The row's name, for telling the user that it is bad.
fn name_in(link: &str) -> &str {
    let label = link.split(['?', '#']).next().unwrap_or_default();
    label.rsplit('/').next().unwrap_or_default()
}

/// One link of any app. A key that can only be hexadecimal is read as such: a list cannot ask the
/// user.
pub(crate) fn read_link(link: &str) -> Result<Entry, SkipReason> {
    let Parsed { account, warnings } = match parse_uri(link) {
        Err(UriError { place: Place::Secret, problem: UriProblem::Key(KeyError::LooksHex) }) => {
            let mut parsed = parse_hex_uri(link)?;
            parsed.warnings.push(Warning::ReadAsHex);
            parsed
        }
        other => other?,
    };
    let mut entry = Entry { account, warnings };
    take_code_display(&mut entry)?;
    Ok(entry)
}

/// Ente's `codeDisplay`: the user's data for the account, as JSON.
fn take_code_display(entry: &mut Entry) -> Result<(), SkipReason> {
    let extras = &mut entry.account.extras;
    let Some(at) = extras.iter().position(|(name, _)| name == "codedisplay") else { return Ok(()) };
    let Ok(display) = serde_json::from_str::<serde_json::Value>(&extras.remove(at).1) else {
        return Ok(());
    };
    if display.flag("trashed") {
        return Err(SkipReason::Trashed);
    }
    let also = crate::entry::Also {
        pinned: display.flag("pinned"),
        tags: display.list("tags").iter().filter_map(|tag| tag.as_str()).collect(),
        note: display.text("note"),
        ..Default::default()
    };
    also.give_to(&mut entry.account);
    Ok(())
}
