//! The shape of the tree: rooms keep apart, files stay small, words stay in one place.

use crate::path;
use std::fs;
use std::path::{Path, PathBuf};

const LINES_MAX: usize = 400;

/// Rooms and what they may name; `wasm` may name all. (`qr` is a package and cannot name any.)
const ROOMS: [(&str, &[&str]); 7] = [
    ("account", &["account"]),
    ("code", &["account", "code"]),
    ("list", &["account", "list"]),
    ("page", &["account", "page"]),
    ("read", &["account", "read"]),
    ("vault", &["account", "vault"]),
    ("write", &["account", "write"]),
];

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("extension/core/postern.js") || path.ends_with("node_modules") {
            // Generated, or not ours.
        } else if path.is_dir() {
            found.extend(files(&path, endings));
        } else if path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)) {
            found.push(path);
        }
    }
    found
}

#[test]
fn rooms_know_only_whom_they_may() {
    for (room, allowed) in ROOMS {
        for file in files(&path("src").join(room), &["rs"]) {
            let source = fs::read_to_string(&file).unwrap();
            let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
            for named in code.flat_map(|line| line.split("crate::").skip(1)) {
                let name = named.split(|c: char| !c.is_alphanumeric()).next().unwrap();
                assert!(allowed.contains(&name), "{} names crate::{name}", file.display());
            }
        }
    }
    let rooms = files(&path("src"), &["rs"]).len();
    assert!(rooms > 20, "the walk found the rooms");
}

#[test]
fn files_stay_short() {
    for folder in ["src", "extension", "tests"] {
        for file in files(&path(folder), &["rs", "js", "mjs", "css", "html"]) {
            let lines = fs::read_to_string(&file).unwrap().lines().count();
            assert!(lines <= LINES_MAX, "{} has {lines} lines", file.display());
        }
    }
}

#[test]
fn chrome_is_called_from_the_platform_alone() {
    for file in files(&path("extension"), &["js"]) {
        let name = file.strip_prefix(path("extension")).unwrap().display().to_string();
        let source = fs::read_to_string(&file).unwrap();
        // The two that need the browser in a page: for closed shadow roots, and to say that it changed.
        let content = ["content/walk.js", "content/watch.js"].contains(&name.as_str());
        let may = name.starts_with("platform/") || name.starts_with("background/") || content;
        assert!(may || !source.contains("chrome."), "{name} calls chrome");
        assert!(!source.contains("innerHTML"), "{name}");
        assert!(!source.contains("console."), "{name} would log");
        let core = source.contains("postern.js'") && source.contains("from './postern.js'");
        assert!(!core || name == "core/core.js", "{name} imports the core past core.js");
        // No window loads the half that knows pictures and other apps' files.
        let whole = source.contains("loadWhole");
        let may = name == "core/core.js" || name.starts_with("worker/");
        assert!(may || !whole, "{name} loads the workers' half of the core");
    }
}
