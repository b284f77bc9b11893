//! Key links in any text, and what apps add to the links.

use super::google;
use crate::entry::{Entry, Imported};
use crate::error::{ImportError, SkipReason};
use crate::form::found::{Link, links};
use crate::form::json::Fields;
use postern_core::read::{
    KeyError, Parsed, Place, UriError, UriProblem, Warning, parse_hex_uri, parse_uri,
    percent_decoded,
};

/// The accounts of all links in a text. Lines that begin with `#` count only if there are no others.
pub(crate) fn read(app: &'static str, text: &str) -> Result<Imported, ImportError> {
    let is_comment = |line: &&str| line.trim_start().starts_with('#');
    let lines: Vec<_> = text.lines().filter(|line| !is_comment(line)).collect();
    let mut found = links(&lines.join("\n"));
    if found.is_empty() {
        found = links(text);
    }
    let mut imported = Imported::new(app);
    add(found, &mut imported)?;
    if app.is_empty() && !imported.parts.is_empty() {
        imported.app = google::NAME;
    }
    imported.bounded()
}

/// Adds the accounts of links. A page that cannot be read is an error only if nothing else is there.
pub(crate) fn add(found: Vec<Link>, imported: &mut Imported) -> Result<(), ImportError> {
    let is_alone = found.len() == 1;
    for link in found {
        if !is_page(&link.text) {
            imported.row(&name_in(&link.text), read_link(&link.text));
            continue;
        }
        let page = google::read_page(&link.text).or_else(|_| google::read_page(&link.longest));
        match page {
            Ok(page) => imported.append(page),
            Err(error) if is_alone => return Err(error),
            Err(_) => imported.row("", Err(SkipReason::at(Place::Scheme, UriProblem::NotAKey))),
        }
    }
    Ok(())
}

fn is_page(link: &str) -> bool {
    link.get(..18).is_some_and(|start| start.eq_ignore_ascii_case("otpauth-migration:"))
}

/// The row's name, for telling the user that it is bad. Never a part of its key.
pub(crate) fn name_in(link: &str) -> String {
    let Some((scheme, rest)) = link.split_once("://") else { return String::new() };
    if scheme.eq_ignore_ascii_case("steam") {
        return "Steam".to_owned();
    }
    let label = rest.split(['?', '#']).next().unwrap_or_default();
    let label = label.rsplit('/').next().unwrap_or_default();
    let label = percent_decoded(label);
    let has_key = label.to_ascii_lowercase().contains("secret");
    if has_key { String::new() } else { label }
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
