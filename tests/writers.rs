//! Whole contracts, each broken in the way in which writers break them, and what is said of them. Reviewed one by one with
//! the question: would a lawyer know what to do now?
#![expect(clippy::disallowed_methods, reason = "a test reads its cases")]

#[expect(dead_code, reason = "other tests show cases of one file")]
#[path = "support/shown.rs"]
mod shown;

use std::fmt::Write as _;
use std::path::Path;

use assert_cmd::Command;
use sla::assemble::{Library, Unavailable};
use sla::diagnostic::Diagnostics;
use sla::source::{SourceMap, Span};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/writers");

/// The files beside a case.
struct Beside;

impl Library for Beside {
    fn find(&self, _: Option<&str>, _: &str, path: &str) -> Result<(String, String), Unavailable> {
        if !path.ends_with(".sla") {
            return Err(Unavailable::NotAPath);
        }
        let missing = |_| Unavailable::Unreadable("there is no such file or folder".to_owned());
        std::fs::read_to_string(Path::new(CASES).join(path)).map(|text| (path.to_owned(), text)).map_err(missing)
    }

    fn beside(&self, _: Option<&str>, _: &str, _: &str) -> Vec<String> {
        Vec::new()
    }
}

/// What is said of a case that is text.
fn problems(name: &str, text: &str) -> (SourceMap, Diagnostics) {
    let mut sources = SourceMap::default();
    let id = sources.add(name, text);
    let found = sla::compile_with(&mut sources, id, &Beside);
    (sources, found.map_or_else(|problems| problems, |(_, warnings)| warnings))
}

/// The lines of a text with their numbers; characters that cannot be seen are spelt out.
fn numbered(text: &str) -> String {
    let mut lines = String::new();
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let line: String = line.trim_end_matches('\n').chars().map(seen).collect();
        writeln!(lines, "{number:>3} │ {line}").expect("a string takes everything");
    }
    lines
}

fn seen(letter: char) -> String {
    let plain = !letter.is_control() && !matches!(letter, '\u{a0}' | '\u{200b}' | '\u{feff}');
    if plain { letter.to_string() } else { letter.escape_unicode().to_string() }
}

/// The names of the cases with their bytes, in order.
fn cases() -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(CASES).expect("the cases").map(|entry| entry.expect("a case").path());
    let mut cases: Vec<(String, Vec<u8>)> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "sla"))
        .map(|path| {
            (path.file_name().expect("a name").to_string_lossy().into_owned(), std::fs::read(&path).expect("a case"))
        })
        .collect();
    cases.sort();
    cases
}

#[test]
fn writers_are_told() {
    let settings = shown::settings("writers");
    for (name, bytes) in cases() {
        let seen = match std::str::from_utf8(&bytes) {
            Ok(text) => {
                let (sources, problems) = problems(&name, text);
                format!("{}\n----\n{}", numbered(text), shown::drawn(&problems, &sources))
            }
            Err(_) => {
                let mut command = Command::new(env!("CARGO_BIN_EXE_sla"));
                let ran = command.current_dir(CASES).args(["check", &name]).output().expect("it runs");
                assert_eq!(ran.status.code(), Some(3), "{name}");
                format!("{} bytes\n\n----\n{}", bytes.len(), String::from_utf8_lossy(&ran.stderr))
            }
        };
        settings.bind(|| insta::assert_snapshot!(name.trim_end_matches(".sla"), seen));
    }
}

/// Every case has an error, with a code and a place in its file; one mistake is one message.
#[test]
fn one_mistake_is_one_message() {
    let (mut texts, mut single, mut mistakes, mut more) = (0, 0, 0, Vec::new());
    let all = cases();
    for (name, bytes) in &all {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let (sources, problems) = problems(name, text);
        assert!(problems.has_errors(), "{name}: an error");
        for problem in problems.iter() {
            let code = problem.code();
            assert!(code.starts_with("SLA0") && code.len() == 7, "{name}: {code}");
            for label in problem.diagnostic.labels().into_iter().flatten() {
                let place = Span::from(&label);
                let length = sources.get(place.source).map_or(0, |source| source.text.len());
                assert!(place.start <= place.end && place.end as usize <= length, "{name}: {label:?}");
            }
            let first = problem.diagnostic.labels().and_then(|mut labels| labels.next());
            assert!(first.is_some(), "{name}: {code} has no place");
        }
        if name.starts_with("several_") {
            continue;
        }
        texts += 1;
        mistakes += usize::from(problems.iter().all(|problem| problem.code() == "SLA0101"));
        match problems.len() {
            1 => single += 1,
            count => more.push(format!("{name}: {count}")),
        }
    }
    println!("{} cases, of one mistake {texts}, with one message {single}; only `expected …` {mistakes}", all.len());
    println!("more than one message: {more:#?}");
    assert!(all.len() >= 100, "{}", all.len());
    assert!(single * 100 >= texts * 90, "{single} of {texts}: {more:#?}");
    assert!(mistakes * 100 <= texts * 8, "{mistakes} of {texts}");
}
