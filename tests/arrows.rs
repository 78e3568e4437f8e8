//! Imports point one way, and three walls stand (docs/architecture.md).

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a step that fails is a test that fails")]

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms in order: each may use itself and those before it. Rooms in one row may use each other.
const ROOMS: &[&[&str]] = &[
    &["source", "quantity"],
    &["diagnostic"],
    &["syntax"],
    &["assemble"],
    &["resolve"],
    &["check"],
    &["model"],
    &["calendar"],
    &["prove"],
    &["evidence"],
    &["eval"],
    &["report"],
    &["compare"],
    &["cli"],
];

/// After `model` nobody knows these; the formatter's verb, the files that contracts name and the driver aside.
const BEHIND_MODEL: &[&str] = &["syntax", "assemble", "resolve", "check"];
const MAY_LOOK_BEHIND: &[&str] = &["cli/fmt.rs", "cli/library.rs", "cli/revision.rs"];

/// What only the command line does.
const OUTSIDE_WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "io::stdin",
    "io::stdout",
    "io::stderr",
    "print!(",
    "println!(",
    "eprint!(",
    "eprintln!(",
    "dbg!(",
    "include_bytes!",
];

/// Large files are read on all cores; what comes out does not depend on how many there are.
const ALLOWED: &[(&str, &str)] = &[("evidence/file.rs", "std::thread")];

struct File {
    /// `cli/fmt.rs`
    name: String,
    room: String,
    /// Without comments, and without the tests at the end.
    code: String,
}

fn files() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut waiting = vec![src.clone()];
    let mut found: Vec<PathBuf> = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { waiting.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    let code = |path: &Path| {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        code.lines().filter(is_code).map(|line| format!("{line}\n")).collect::<String>()
    };
    found
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs"))
        .map(|path| {
            let name = path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
            let room = name.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
            File { room, code: code(path), name }
        })
        .filter(|file| file.room != "lib" && file.room != "main")
        .collect()
}

/// The rooms that a file names: `crate::room` and `crate::{room, …}`.
fn used(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            None => rooms.push(word(rest)),
            Some(list) => {
                let mut depth = 0;
                let mut at_start = true;
                for (n, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => at_start = true,
                        _ if at_start && c.is_alphabetic() => {
                            rooms.push(word(&list[n..]));
                            at_start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    rooms
}

fn rank(room: &str) -> Option<usize> {
    ROOMS.iter().position(|row| row.contains(&room))
}

#[test]
fn every_folder_is_a_room() {
    for file in files() {
        assert!(rank(&file.room).is_some(), "{}: `{}` is no room of this house", file.name, file.room);
    }
}

#[test]
fn imports_point_to_earlier_rooms() {
    for file in files() {
        for room in used(&file.code) {
            // What is no room is an item of the crate's root: the driver, which only the command line calls.
            let allowed = rank(&room).map_or(file.room == "cli", |used| Some(used) <= rank(&file.room));
            assert!(allowed, "{} ({}) must not use `{room}`", file.name, file.room);
        }
    }
}

#[test]
fn nobody_after_the_model_knows_how_it_was_made() {
    for file in files().iter().filter(|file| rank(&file.room) > rank("model")) {
        if MAY_LOOK_BEHIND.contains(&file.name.as_str()) {
            continue;
        }
        for room in used(&file.code) {
            assert!(!BEHIND_MODEL.contains(&room.as_str()), "{} must not use `{room}`", file.name);
        }
    }
}

#[test]
fn only_the_command_line_touches_the_outside_world() {
    for file in files().iter().filter(|file| file.room != "cli") {
        for word in OUTSIDE_WORLD {
            let is_allowed = ALLOWED.contains(&(file.name.as_str(), word));
            assert!(is_allowed || !file.code.contains(word), "{} must not use `{word}`", file.name);
        }
    }
}

#[test]
fn only_the_syntax_knows_pest() {
    for file in files().iter().filter(|file| file.room != "syntax") {
        for word in ["pest::", "pest_derive"] {
            assert!(!file.code.contains(word), "{} must not use `{word}`", file.name);
        }
    }
}

#[test]
fn the_scan_sees_what_it_looks_for() {
    let code = "use crate::model::{Model, Clock};\nuse crate::{eval, report::text};\nlet x = crate::source::Span;\n";
    assert_eq!(used(code), ["model", "eval", "report", "source"]);
}
