//! A zip archive → the accounts of its files. Which file has them depends on the app, and often it is
//! not the first one.

use crate::app::{onepassword, proton, small, steam};
use crate::detect::{Unlock, read_plain};
use crate::entry::{Imported, Picture};
use crate::error::ImportError;
use crate::form::zip::{self, Member};
use crate::limits::{PARTS_MAX, UNPACKED_BYTES_MAX};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Files that may have accounts; others are not unpacked.
const ENDS: [&str; 12] = [
    ".json", ".txt", ".csv", ".xml", ".html", ".htm", ".mafile", ".2fas", ".kdbx", ".md", ".eml",
    ".uri",
];
const PICTURES: [(&str, &str); 4] =
    [(".png", "png"), (".jpg", "jpeg"), (".jpeg", "jpeg"), (".webp", "webp")];

pub(crate) fn read(file: &[u8], unlock: Unlock<'_>) -> Result<Imported, ImportError> {
    let members = zip::members(file).ok_or(ImportError::Damaged)?;
    let named = |end: &str| members.iter().find(|member| member.name.ends_with(end));
    let json = |member: &Member<'_>| {
        let plain = member.unpack(unlock.password)?;
        serde_json::from_slice(&plain).map_err(|_| ImportError::Damaged)
    };
    if let Some(member) = named("export.data") {
        return onepassword::read(&json(member)?);
    }
    if let Some(member) = named("Proton Pass/data.json") {
        return proton::read_pass(&json(member)?);
    }
    if named(".pgp").is_some() {
        return Err(ImportError::Pgp);
    }
    let manifest = match named("manifest.json") {
        Some(member) => Some(member.unpack(unlock.password)?),
        None => None,
    };
    let manifest = manifest.as_ref().map(|plain| plain.as_slice());
    let second_file = manifest.filter(|plain| steam::is_manifest(plain)).or(unlock.second_file);
    each(&members, Unlock { second_file, ..unlock })
}

/// The accounts of all files. Of files of unknown format, those that the others do not have.
fn each(members: &[Member<'_>], unlock: Unlock<'_>) -> Result<Imported, ImportError> {
    let (mut known, mut searched): (Vec<Imported>, Vec<Imported>) = (Vec::new(), Vec::new());
    let (mut worst, mut pictures, mut unpacked) = (ImportError::Unknown, Vec::new(), 0);
    for member in members {
        let name = member.name.to_ascii_lowercase();
        let picture = PICTURES.iter().find(|(end, _)| name.ends_with(end));
        if picture.is_none() && !ENDS.iter().any(|end| name.ends_with(end)) {
            continue;
        }
        let read = member.unpack(unlock.password).and_then(|plain| {
            unpacked += plain.len();
            if unpacked > UNPACKED_BYTES_MAX {
                return Err(ImportError::TooLarge);
            }
            if let Some((_, kind)) = picture {
                let url = format!("data:image/{kind};base64,{}", STANDARD.encode(&plain));
                pictures.push(Picture::new(url));
                return Err(ImportError::Unknown);
            }
            read_plain(&plain, unlock)
        });
        match read {
            Ok(imported) if imported.is_searched => searched.push(imported),
            Ok(imported) => known.push(named(member, imported)),
            Err(error @ ImportError::TooLarge) => return Err(error),
            Err(error) => worst = graver(worst, error),
        }
        let rows = known.iter().chain(&searched).map(|one| one.entries.len() + one.skipped.len());
        if rows.sum::<usize>() > PARTS_MAX {
            return Err(ImportError::TooLarge);
        }
        // The same password would cost as much work for each of the other files.
        if worst == ImportError::PasswordWrong {
            break;
        }
    }
    if known.is_empty() && searched.is_empty() && pictures.is_empty() {
        return Err(worst);
    }
    merged(known, searched, pictures)
}

/// One list of all accounts; pictures are read only if no app's data are there.
fn merged(
    known: Vec<Imported>,
    searched: Vec<Imported>,
    pictures: Vec<Picture>,
) -> Result<Imported, ImportError> {
    let is_known = !known.is_empty();
    let mut all = known.into_iter().chain(searched);
    let unknown = || Imported { is_searched: true, ..Imported::default() };
    let mut whole = all.next().unwrap_or_else(unknown);
    for mut imported in all {
        if is_known && imported.is_searched {
            // An app's page beside its data shows the same accounts.
            imported.entries.retain(|entry| !whole.entries.iter().any(|one| one.has_key_of(entry)));
            imported.skipped.clear();
            imported.pictures.clear();
            imported.is_searched = !imported.entries.is_empty();
        }
        whole.append(imported);
    }
    if !is_known {
        whole.pictures.extend(pictures);
    }
    whole.bounded()
}

/// The app that a file's name stands for, if its content does not tell.
fn named(member: &Member<'_>, mut imported: Imported) -> Imported {
    if imported.app.is_empty() {
        match member.name.as_str() {
            "Accounts.txt" => imported.app = "Authenticator Plus",
            name if name.starts_with("winauth") => small::from_winauth(&mut imported),
            _ => {}
        }
    }
    imported
}

/// Of the errors of several files, the one that the user can do something about.
fn graver(one: ImportError, other: ImportError) -> ImportError {
    let rank = |error: &ImportError| match error {
        ImportError::Unknown | ImportError::Binary => 0,
        ImportError::Empty => 1,
        ImportError::Damaged => 2,
        ImportError::PasswordNeeded { .. } => 5,
        ImportError::PasswordWrong => 4,
        ImportError::SecondFileNeeded
        | ImportError::TooLarge
        | ImportError::Restricted
        | ImportError::Pgp
        | ImportError::OldVersion
        | ImportError::Pdf
        | ImportError::Archive
        | ImportError::Database
        | ImportError::Costly
        | ImportError::Memory => 3,
    };
    if rank(&other) > rank(&one) { other } else { one }
}
