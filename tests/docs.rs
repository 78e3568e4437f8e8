//! The pages in `docs/`: their examples compile, and every diagnostic has a page, a place that raises it and a case.
#![expect(clippy::disallowed_methods, reason = "a test reads the files that it is about")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sla::assemble::{Library, Unavailable};
use sla::diagnostic::{Reported, code, lint};
use sla::source::SourceMap;

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![PathBuf::from(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the repository").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The codes of what is wrong with a contract, each with its words; warnings too.
fn problems(text: &str) -> Vec<String> {
    let mut sources = SourceMap::default();
    let id = sources.add("example.sla", text);
    let found = match sla::compile(&sources, id) {
        Ok((_, warnings)) => warnings,
        Err(problems) => problems,
    };
    // What an example declares and does not use (SLA0355) is beside its point; what is open (SLA0724) may be just that.
    let found = found.iter().filter(|problem| !["SLA0355", "SLA0724"].contains(&problem.code().as_str()));
    found.map(|problem| format!("{} {}", problem.code(), problem.diagnostic)).collect()
}

fn has_errors(text: &str) -> bool {
    let mut sources = SourceMap::default();
    let id = sources.add("example.sla", text);
    sla::compile(&sources, id).is_err()
}

/// The fenced blocks of a page: info string, line and text.
fn blocks(page: &str) -> Vec<(&str, usize, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, usize, String)> = None;
    for (number, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some((_, _, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, Some(info)) => open = Some((info, number + 2, String::new())),
            (None, None) => {}
        }
    }
    blocks
}

/// The items of a contract: keyword and name, and text.
fn items(text: &str) -> Vec<(String, String)> {
    let mut items: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let begins = line.starts_with(|c: char| c.is_alphabetic());
        if begins {
            let words: Vec<&str> = line.split_whitespace().take(2).collect();
            let named = !matches!(words.first(), Some(&("priorities" | "contract")));
            items
                .push((words.into_iter().take(if named { 2 } else { 1 }).collect::<Vec<_>>().join(" "), String::new()));
        }
        if let Some((_, text)) = items.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    items
}

/// A part of a contract, with what it leans on: the items of `whole` that it does not declare itself.
fn completed(part: &str, whole: &str) -> String {
    let own: BTreeSet<String> = items(part).into_iter().map(|(head, _)| head).collect();
    let leaned_on = items(whole).into_iter().filter(|(head, _)| !own.contains(head));
    leaned_on.map(|(_, text)| text).collect::<String>() + "\n" + part
}

#[test]
fn examples_of_the_language_compile() {
    let page = read("docs/language.md");
    let blocks = blocks(&page);
    let (_, _, whole) = &blocks[0];
    let mut wrong = Vec::new();
    for (info, line, text) in &blocks {
        let text = if info.contains("fragment") { completed(text, whole) } else { text.clone() };
        let place = format!("docs/language.md, line {line}");
        match info.split(' ').next().unwrap_or_default() {
            "sla" => wrong.extend(problems(&text).into_iter().map(|problem| format!("{place}: {problem}"))),
            "sla-bad" if !has_errors(&text) => wrong.push(format!("{place} should be refused")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(blocks.len() > 30, "the reference has examples");
}

#[test]
fn examples_are_in_the_canonical_layout() {
    let page = read("docs/language.md");
    for (info, line, text) in blocks(&page) {
        if info.starts_with("sla") && !info.starts_with("sla-bad") {
            let whole = if info.contains("fragment") { format!("edition 1\n\n{text}") } else { text };
            let formatted = sla::syntax::format::format(sla::source::SourceId(0), &whole);
            assert!(formatted.problems.is_empty(), "line {line}: {:?}", formatted.problems);
            assert_eq!(whole, formatted.text, "docs/language.md, line {line}");
        }
    }
}

#[test]
fn pages_have_the_same_shape() {
    for page in code::pages() {
        let headings: Vec<&str> = page.text.lines().filter(|line| line.starts_with('#')).collect();
        assert!(page.text.starts_with(&format!("# {}: ", page.code)), "{}: its title", page.code);
        let parts = ["## What", "## Why", "## Example", "## Instead"];
        let found: Vec<&&str> = headings.iter().filter(|heading| parts.contains(heading)).collect();
        assert_eq!(found, parts.iter().collect::<Vec<_>>(), "{}: its parts", page.code);
    }
}

/// Files that a contract names.
struct Shelf(Vec<(String, String)>);

impl Library for Shelf {
    fn find(&self, _: Option<&str>, _: &str, path: &str) -> Result<(String, String), Unavailable> {
        let found = self.0.iter().find(|(name, _)| name == path).cloned();
        found.ok_or_else(|| Unavailable::Unreadable("there is no such file".to_owned()))
    }
}

/// What the program says of the contract in a part of a page, with the files that it names; `None` where there is none.
fn codes_of(part: &str, whole: &str) -> Option<BTreeSet<String>> {
    let all = blocks(part);
    let named =
        |(info, _, text): &(&str, usize, String)| Some((info.strip_prefix("sla")?.trim().to_owned(), text.clone()));
    let contracts: Vec<(String, String)> = all.iter().filter_map(named).collect();
    let (_, text) = contracts.first()?;
    let is_whole = whole.is_empty() || text.starts_with("edition") || text.contains("contract \"");
    let text = if is_whole { text.clone() } else { completed(text, whole) };
    let mut sources = SourceMap::default();
    let id = sources.add("contract.sla", &text);
    let (Ok((_, found)) | Err(found)) = sla::compile_with(&mut sources, id, &Shelf(contracts.clone()));
    Some(found.iter().map(Reported::code).collect())
}

/// Codes that no page can show in itself, and where they are shown instead.
const SHOWN_ELSEWHERE: &[(&str, &str)] = &[
    ("SLA0165", "it amends a file that is not on the page: tests/cases/syntax"),
    ("SLA0213", "129 definitions fill more than a page: tests/cases/resolve"),
    ("SLA0215", "the circle begins in the contract, which has no name there: tests/files.rs"),
    ("SLA0355", "what is right leans on items that it does not use: tests/cases/check"),
    ("SLA0812", "20 000 combinations fill more than a page: tests/cases/prove"),
];

/// The pages of what a contract alone is told of, each with its example and what stands under *Instead*.
fn pages_of_contracts() -> Vec<(&'static str, &'static str, &'static str)> {
    let mut found = Vec::new();
    for page in code::pages() {
        let (_, example) = page.text.split_once("## Example").expect("a page has one");
        let (bad, good) = example.split_once("## Instead").expect("a page has one");
        assert!(good.trim().len() > 10, "{}: says nothing under `Instead`", page.code);
        // SLA087x to SLA089x are of the command line: arguments, git, files to be made.
        let of_text = !("SLA0400".."SLA0700").contains(&page.code) && !("SLA0870".."SLA0900").contains(&page.code);
        if !of_text || SHOWN_ELSEWHERE.iter().any(|(code, _)| *code == page.code) {
            continue;
        }
        found.push((page.code, bad, good));
    }
    assert!(found.len() > 150, "{}", found.len());
    found
}

/// Every code is shown wrong: the program says it of the example. Of all others (project files, rows, arguments, periods),
/// a snapshot or a test shows the code.
#[test]
fn pages_show_what_is_wrong() {
    let page = read("docs/language.md");
    let (_, _, whole) = &blocks(&page)[0];
    let mut wrong = Vec::new();
    for (code, bad, _) in pages_of_contracts() {
        match codes_of(bad, whole) {
            Some(codes) if codes.contains(code) => {}
            // About the beginning of a file: with something before it, it is none.
            Some(_) if codes_of(bad, "").is_some_and(|codes| codes.contains(code)) => {}
            codes => wrong.push(format!("{code}: its example gives {codes:?}")),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// And right: the program says nothing of what stands under *Instead*.
#[test]
fn pages_show_what_is_right() {
    let page = read("docs/language.md");
    let (_, _, whole) = &blocks(&page)[0];
    let mut wrong = Vec::new();
    for (shown, _, good) in pages_of_contracts() {
        // What a part of a contract leans on and does not use is beside its point; of a text that is right, so are names.
        let known = |code: &String| {
            let of_names = shown < "SLA0200" && code.as_str() >= "SLA0200";
            code != shown && (of_names || ["SLA0355", "SLA0724"].contains(&code.as_str()))
        };
        match codes_of(good, whole) {
            Some(codes) if codes.iter().all(known) => {}
            codes => wrong.push(format!("{shown}: what is right gives {codes:?}")),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Titles end in the level of what they are about, as `sla explain --list` shows it.
#[test]
fn pages_of_lints_say_that_they_are() {
    for page in code::pages() {
        let level = match () {
            () if lint::LINTS.iter().any(|lint| lint.code == page.code) => "warning",
            () if lint::NOTES.iter().any(|lint| lint.code == page.code) => "note",
            () if ("SLA0590".."SLA0611").contains(&page.code) => "warning",
            () if ["SLA0484", "SLA0486"].contains(&page.code) => "warning",
            () => "error",
        };
        assert_eq!(page.level(), level, "{}", page.text.lines().next().unwrap_or_default());
    }
}

/// Every variant of an error enum that has words of its own has a code: nothing is said without one.
#[test]
fn nothing_is_reported_without_a_code() {
    let mut variants = 0;
    for path in files("src", "rs").iter().filter(|path| !path.ends_with("tests.rs")) {
        let text = read(path);
        let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
        // Enums that are diagnostics, from their `derive` to the brace that closes them.
        for item in code.split("#[derive(").skip(1) {
            let Some((derives, item)) = item.split_once(")]") else { continue };
            if !derives.split([',', ' ']).any(|word| word.ends_with("Diagnostic")) {
                continue;
            }
            let item = item.split("\n}\n").next().unwrap_or_default();
            for variant in item.split("#[error(").skip(1) {
                variants += 1;
                let has_code = variant.contains("code(\"SLA") || variant.contains("#[diagnostic(transparent)]");
                assert!(has_code, "{}: `{}`", path.display(), variant.lines().next().unwrap_or_default());
            }
        }
    }
    assert!(variants > 250, "{variants}");
}

/// Codes raised somewhere below `src`: those in attributes of error enums.
fn raised() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for path in files("src", "rs").iter().filter(|path| !path.ends_with("tests.rs")) {
        let text = read(path);
        for (at, _) in text.match_indices("code(") {
            let rest = text[at + 5..].trim_start_matches(['"', ' ', '\n']);
            if let Some(code) = rest.get(..7).filter(|code| code.starts_with("SLA")) {
                codes.insert(code.to_owned());
            }
        }
    }
    codes
}

#[test]
fn every_code_has_a_page_and_every_page_is_raised() {
    let pages: BTreeSet<String> = code::pages().map(|page| page.code.to_owned()).collect();
    let written: BTreeSet<String> = files("docs/errors", "md")
        .iter()
        .filter_map(|path| path.file_stem()?.to_str().map(str::to_owned))
        .filter(|name| name.starts_with("SLA"))
        .collect();
    assert_eq!(raised(), pages, "raised in src (left), listed in diagnostic/code.rs (right)");
    assert_eq!(written, pages, "pages in docs/errors (left), listed in diagnostic/code.rs (right)");
}

/// A case is a snapshot that shows the code, or a test that names it. A fraction of more than a million bits (SLA0602) takes
/// too long to come by: that it is refused is tested in `quantity`.
#[test]
fn every_code_has_a_case() {
    let tests = files("tests", "rs");
    let cases: String = files("snapshots", "snap").iter().chain(&tests).map(read).collect();
    let missing: Vec<&str> =
        code::pages().map(|page| page.code).filter(|code| *code != "SLA0602" && !cases.contains(*code)).collect();
    assert!(missing.is_empty(), "no snapshot and no test shows {missing:?}");
}
