//! The pages in `docs/`: their examples compile, and every diagnostic has a page, a place that raises it and a case.

use std::collections::BTreeSet;
use std::path::Path;

use sla::diagnostic::code;
use sla::source::SourceMap;

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The codes of what is wrong with a contract, each with its words; warnings too.
fn problems(text: &str) -> Vec<String> {
    let mut sources = SourceMap::default();
    let id = sources.add("example.sla", text);
    let found = match sla::compile(&sources, id) {
        Ok((_, warnings)) => warnings,
        Err(problems) => problems,
    };
    // What an example declares and does not use (SLA0355) is beside its point.
    let found = found.iter().filter(|problem| problem.code() != "SLA0355");
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
            items.push((words[..if named { words.len() } else { 1 }].join(" "), String::new()));
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
            let formatted = formatted.unwrap_or_else(|problems| panic!("line {line}: {problems:?}"));
            assert_eq!(whole, formatted, "docs/language.md, line {line}");
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
