//! The structure of the tree: modules stay separate, files stay small, words stay in one place.

use crate::path;
use std::fs;
use std::path::{Path, PathBuf};

const LINES_MAX: usize = 400;

/// Modules of the core and what they may refer to.
const ROOMS: [(&str, &[&str]); 7] = [
    ("account", &["account"]),
    ("code", &["account", "code"]),
    ("list", &["account", "list"]),
    ("page", &["account", "page"]),
    ("read", &["account", "read"]),
    ("vault", &["account", "vault"]),
    ("write", &["account", "write"]),
];

/// Code that makes keys, tags, ciphertexts and one-time codes.
const EXACT: [&str; 8] = [
    "src/core/code",
    "src/core/vault",
    "src/exchange/cipher.rs",
    "src/exchange/work.rs",
    "src/exchange/write",
    "src/exchange/form/zip_crypt.rs",
    "src/exchange/app/bitwarden.rs",
    "src/exchange/app/kdbx.rs",
];

/// Ways to continue after an error as if nothing had happened.
const SILENT: [&str; 8] = [
    "let _ =",
    "unwrap_or_default(",
    "unwrap_or(0",
    "unwrap_or([",
    "unwrap_or(u32::MAX",
    "unwrap_or(u64::MAX",
    ".map_or(0",
    ".get_mut(",
];

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    if folder.is_file() {
        return vec![folder.to_owned()];
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy();
        if name.starts_with("postern") && name.ends_with(".js") || name == "node_modules" {
            // Generated, or third-party.
        } else if path.is_dir() {
            found.extend(files(&path, endings));
        } else if path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)) {
            found.push(path);
        }
    }
    found
}

#[test]
fn modules_use_only_what_they_may() {
    for (room, allowed) in ROOMS {
        for file in files(&path("src/core").join(room), &["rs"]) {
            let source = fs::read_to_string(&file).unwrap();
            let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
            for named in code.flat_map(|line| line.split("crate::").skip(1)) {
                let name = named.split(|c: char| !c.is_alphanumeric()).next().unwrap();
                assert!(allowed.contains(&name), "{} names crate::{name}", file.display());
            }
        }
    }
    let rooms = files(&path("src/core"), &["rs"]).len();
    assert!(rooms > 20, "the walk found the rooms");
}

/// Packages and which of our packages they may depend on. Only `wasm` knows that there is a
/// browser.
const PACKAGES: [(&str, &[&str]); 3] = [("core", &[]), ("qr", &[]), ("exchange", &["core"])];

#[test]
fn packages_depend_only_on_those_below_them() {
    for (package, below) in PACKAGES {
        let manifest = fs::read_to_string(path("src").join(package).join("Cargo.toml")).unwrap();
        let (_, needs) = manifest.split_once("[dependencies]").unwrap();
        let needs = needs.split("\n[").next().unwrap();
        assert!(needs.lines().count() > 2, "{package} needs something");
        for name in needs.lines().filter_map(|line| line.split(['.', ' ']).next()) {
            if let Some(own) = name.strip_prefix("postern-") {
                assert!(below.contains(&own), "{package} stands on {own}");
            }
            let browser = ["wasm-bindgen", "js-sys", "web-sys", "tsify", "serde-wasm-bindgen"];
            assert!(!browser.contains(&name), "{package} knows of {name}");
        }
    }
}

/// Folders of the extension and what they depend on: never upwards. (Types may: they leave no
/// code.)
const FOLDERS: [(&str, &[&str]); 13] = [
    ("icons", &[]),
    ("core", &[]),
    ("platform", &["core"]),
    ("content", &["core"]),
    ("worker", &["core", "flows"]),
    ("flows", &["core", "platform"]),
    ("ui", &["core", "platform", "flows"]),
    ("camera", &["core", "platform", "flows", "ui"]),
    ("popup", &["core", "platform", "flows", "ui"]),
    ("settings", &["core", "platform", "flows", "ui"]),
    ("welcome", &["core", "platform", "flows", "ui"]),
    ("background", &["core", "platform", "flows"]),
    ("offscreen", &["core", "platform", "flows"]),
];

#[test]
fn folders_depend_only_on_those_below_them() {
    let mut named = 0;
    for (folder, below) in FOLDERS {
        for file in files(&path("extension").join(folder), &["js", "css"]) {
            let source = fs::read_to_string(&file).unwrap();
            let imports = source.split("from '").chain(source.split("@import \""));
            for step in imports.filter(|text| text.starts_with("../")) {
                let other = step.trim_start_matches("../").split('/').next().unwrap();
                let is_own = !FOLDERS.iter().any(|(name, _)| *name == other);
                let allowed = is_own || below.contains(&other);
                assert!(allowed, "{} imports from {other}", file.display());
                named += 1;
            }
        }
    }
    assert!(named > 100, "the walk found {named} imports");
    let folders = fs::read_dir(path("extension")).unwrap().map(|entry| entry.unwrap().path());
    assert_eq!(folders.filter(|path| path.is_dir()).count(), FOLDERS.len());
}

/// An error that cannot happen is an `expect`: with a default the code would continue with a key of
/// zeros, an empty text or a tag of nothing.
#[test]
fn no_default_replaces_an_impossible_error() {
    let mut looked_at = 0;
    for file in EXACT.iter().flat_map(|name| files(&path(name), &["rs"])) {
        // Fields that a record may omit have defaults, by its format.
        if file.ends_with("vault/record/json.rs") {
            continue;
        }
        let source = fs::read_to_string(&file).unwrap();
        let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        for (line, silent) in code.flat_map(|line| SILENT.map(|silent| (line, silent))) {
            assert!(!line.contains(silent), "{}: {}", file.display(), line.trim());
        }
        looked_at += 1;
    }
    assert!(looked_at > 25, "{looked_at} files");
}

#[test]
fn files_stay_short() {
    for folder in ["src", "extension", "tests", "tools"] {
        for file in files(&path(folder), &["rs", "js", "mjs", "css", "html"]) {
            let lines = fs::read_to_string(&file).unwrap().lines().count();
            assert!(lines <= LINES_MAX, "{} has {lines} lines", file.display());
        }
    }
}

#[test]
fn chrome_is_called_only_from_the_platform() {
    for file in files(&path("extension"), &["js"]) {
        let name = file.strip_prefix(path("extension")).unwrap().display().to_string();
        let source = fs::read_to_string(&file).unwrap();
        // The two need the browser in a page: for closed shadow roots, and to report that it
        // changed.
        let content = ["content/walk.js", "content/watch.js"].contains(&name.as_str());
        let may = name.starts_with("platform/") || name.starts_with("background/") || content;
        assert!(may || !source.contains("chrome."), "{name} calls chrome");
        assert!(!source.contains("innerHTML"), "{name}");
        assert!(!source.contains("console."), "{name} would log");
        for (package, door) in [("postern.js", "core.js"), ("postern_workers.js", "workers.js")] {
            let named = source.contains(&format!("{package}';"));
            let imports = named && source.contains(&format!("from './{package}';"));
            assert!(!imports || name == format!("core/{door}"), "{name} imports past {door}");
        }
        // No window loads the half for pictures and other apps' files.
        let workers = source.contains("core/workers.js'");
        assert!(!workers || name.starts_with("worker/"), "{name} loads the workers' half");
    }
}
