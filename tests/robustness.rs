//! Parsing never panics, hangs or overflows the stack, whatever the text; and a text that does not parse has a message.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a step that fails is a test that fails")]

#[path = "support/cases.rs"]
mod cases;

use std::path::{Path, PathBuf};

use cases::cases;
use proptest::prelude::*;
use sla::diagnostic::Diagnostics;
use sla::diagnostic::render::{Format, render};
use sla::source::{SourceId, SourceMap};
use sla::syntax::ast::File;

fn parse(text: &str) -> (Option<File>, Diagnostics) {
    let mut problems = Diagnostics::default();
    let file = sla::syntax::parse(SourceId(0), text, &mut problems);
    (file, problems)
}

/// Parses, and checks what holds of every text.
fn survives(text: &str) -> usize {
    let (file, problems) = parse(text);
    let mut last = 0;
    for problem in problems.iter() {
        let labels: Vec<_> = problem.diagnostic.labels().into_iter().flatten().collect();
        let told = labels.iter().find(|label| label.primary()).or(labels.first());
        let first = told.expect("every message has a place").offset();
        assert!(first >= last, "out of order in {text:?}");
        last = first;
        for label in &labels {
            let range = label.offset()..label.offset() + label.len();
            assert!(text.get(range.clone()).is_some(), "{range:?} in {text:?}: {}", problem.diagnostic);
        }
    }
    assert!(file.is_some() || !problems.is_empty() || is_blank(text), "nothing read and nothing said: {text:?}");
    let lost = file.map_or(0, |file| file.lost.len());
    assert!(lost == 0 || !problems.is_empty(), "lost in silence: {text:?}");
    problems.len()
}

fn is_blank(text: &str) -> bool {
    let code = text.trim_start_matches('\u{feff}').lines().map(|line| line.split('#').next().unwrap_or_default());
    code.flat_map(str::chars).all(|letter| letter.is_whitespace() || letter == ';')
}

/// Every contract that there is, in the cases and the examples.
fn contracts() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join("tests/cases"), root.join("examples")];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            // The two hundred of `writers` are much alike, and have a test of their own.
            if path.is_dir() && !path.ends_with("writers") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "sla") {
                let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                found.push((path, text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 5);
    found
}

/// Runs on the stack of a thread such as tests and servers have.
fn on_a_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(work).unwrap();
    thread.join().expect("no panic on a stack of 2 MiB")
}

/// Of an example some sixty of its `places`; of a case, of which there are hundreds, two; with `PROPTEST_CASES=5120` twelve
/// hundred and forty. To try each place of all of them takes a quarter of an hour.
fn places<'p, T>(path: &Path, places: &'p [T]) -> impl Iterator<Item = &'p T> {
    let is_example = path.components().any(|part| part.as_os_str() == "examples");
    let most = cases(if is_example { 60 } else { 2 }).cases as usize;
    places.iter().step_by(places.len().div_ceil(most).max(1))
}

#[test]
fn every_truncation() {
    for (path, text) in contracts() {
        let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for cut in places(&path, &cuts) {
            survives(&text[..*cut]);
        }
    }
}

#[test]
fn every_token_deleted() {
    for (path, text) in contracts() {
        for token in places(&path, &tokens(&text)) {
            survives(&format!("{}{}", &text[..token.start], &text[token.end..]));
        }
    }
}

/// A file with a mistake is read in pieces, and every piece as it would be read in a file without.
#[test]
fn a_mistake_changes_nothing_elsewhere() {
    for (path, text) in contracts() {
        let (Some(whole), problems) = parse(&text) else { continue };
        if !problems.is_empty() {
            continue;
        }
        for mistake in ["\nnonsense\n", "\ngroup g { a b }\n", "\n}\n", "\nnorm n {\n  at most\n", "\n# \u{202e}\n\"\n"]
        {
            let (pieces, problems) = parse(&format!("{text}{mistake}"));
            let mut items = pieces.unwrap().items;
            items.truncate(whole.items.len());
            assert_eq!(items, whole.items, "{}", path.display());
            let messages: Vec<String> = problems.iter().map(|problem| problem.diagnostic.to_string()).collect();
            assert!((1..=2).contains(&problems.len()), "{}: {mistake:?} {messages:?}", path.display());
        }
    }
}

/// Words, numbers, and other characters one by one.
fn tokens(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut tokens: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let word = |letter: char| letter.is_alphanumeric() || letter == '_';
        match tokens.last_mut() {
            Some(last) if last.end == at && word(letter) && text[last.clone()].ends_with(word) => last.end = end,
            _ if letter == ' ' => {}
            _ => tokens.push(at..end),
        }
    }
    tokens
}

#[test]
fn nested_as_deep_as_one_likes() {
    let shapes: [(&str, &str, &str); 13] = [
        ("(", "a", ")"),
        ("{", "a", "}"),
        ("(", "", ""),
        ("{", "", ""),
        ("norm x {", "", "}"),
        ("not ", "a", ""),
        ("mean of ", "a", ""),
        ("a of ", "a", ""),
        ("a where not ", "a", ""),
        ("- ", "a", ""),
        ("a where (", "b is c", ")"),
        ("a is not ", "b", ""),
        ("by priority {\n", "", "}\n"),
    ];
    for (before, middle, after) in shapes {
        let deep = format!("{}{middle}{}", before.repeat(30_000), after.repeat(30_000));
        let texts = [deep.clone(), format!("edition 1\nmeasure m -> percent {{\n  result is {deep}\n}}\n")];
        for text in texts {
            let problems = on_a_small_stack(move || survives(&text));
            assert!(problems > 0, "{before}");
            assert!(problems <= 2, "{before}: {problems}");
        }
    }
}

#[test]
fn as_long_as_one_likes() {
    let chains = [
        (" + ", 50_000),
        (" of ", 20_000),
        (" or ", 5_000),
        (" within ", 5_000),
        (" as share of ", 5_000),
        (" >= ", 5_000),
        (" is ", 5_000),
    ];
    for (chain, length) in chains {
        let long = format!("a{}", format!("{chain}a").repeat(length));
        let text = format!("edition 1\nmeasure m -> percent {{\n  result is {long}\n}}\n");
        let problems = on_a_small_stack(move || survives(&text));
        assert!((1..=2).contains(&problems), "{chain}: {problems}");
    }
    let texts = [
        "# ".repeat(100_000),
        format!("\"{}", "x".repeat(100_000)),
        "\"\"".repeat(100_000),
        "\"\"\"\n".repeat(100_000),
        "\n".repeat(100_000),
        ";".repeat(100_000),
        "}\n".repeat(100_000),
        ")".repeat(100_000),
        "|".repeat(100_000),
        "a +\n".repeat(3_000),
        "\u{a0}–".repeat(20_000),
        format!("norm x {{\n{}}}", "a +\n".repeat(3_000)),
        format!("norm x {{\n{}}}", "  a b\n".repeat(3_000)),
        format!("norm x {{ by p {{\n{}}} }}", "a | 5d | b\n".repeat(1_000)),
        format!("priorities {}z", "a > ".repeat(20_000)),
        format!("component {}z", "a, ".repeat(20_000)),
        format!("measure m -> x {{ a is b in ({}z) }}", "a, ".repeat(20_000)),
    ];
    for text in texts {
        on_a_small_stack(move || survives(&text));
    }
}

/// Parsing is linear: alternatives that begin alike would make this take minutes.
#[test]
fn thirty_levels_are_quick() {
    let deep = format!("{}a{}", "(b + ".repeat(30), " >= c)".repeat(30));
    survives(&format!("edition 1\nnorm n {{\n  share of incident with {deep} from 1% to 2%\n}}\n"));
    survives(&format!("edition 1\nnorm n {{\n  at most 3 outages where {deep} lasting at least 3h\n}}\n"));
}

#[test]
fn brackets_nest_as_deep_as_allowed() {
    let nested = |depth: usize| {
        let (open, close) = ("(b + ".repeat(depth - 1), ")".repeat(depth - 1));
        format!("edition 1\nmeasure m -> percent {{\n  result is {open}a{close}\n}}\n")
    };
    assert_eq!(on_a_small_stack(move || survives(&nested(sla::syntax::MAX_DEPTH))), 0);
    assert_eq!(on_a_small_stack(move || survives(&nested(sla::syntax::MAX_DEPTH + 1))), 1);
}

#[test]
fn two_thousand_norms() {
    let norm = |n: usize| {
        format!(
            "norm n{n} \"Norm {n}\" clause \"{n}\" {{\n  clock oplostijd\n  where environment is productie\n  by priority {{\n             | 90% in less than | 100% within\n    urgent   | 4h               | 6h\n    hoog     | 1 workday        | 2 workdays\n  }}\n  share of incident with oplostijd <= 6h >= 90%\n}}\n"
        )
    };
    let text = format!("edition 1\n{}", (0..2_000).map(norm).collect::<String>());
    let (file, problems) = parse(&text);
    assert_eq!((file.map(|file| file.items.len()), problems.len()), (Some(2_000), 0));
}

/// Pieces of the language, put together without sense.
const SOUP: &[&str] = &[
    "edition",
    "1",
    "contract",
    "norm",
    "kpi",
    "window",
    "by",
    "priority",
    "{",
    "}",
    "(",
    ")",
    "|",
    ",",
    ":",
    ";",
    "\n",
    "\n",
    "\n  ",
    "\"",
    "\"text\"",
    "\"\"\"",
    "# comment\n",
    "`",
    "`from`",
    "a",
    "b",
    "where",
    "is",
    "not",
    "in",
    "of",
    "and",
    "or",
    "within",
    "outside",
    "4h",
    "5d",
    "99.5%",
    "99,5%",
    "2024-01-01",
    "09:00-17:00",
    "9.00",
    "17u30",
    "mon..fri",
    "daily",
    "closed",
    "on",
    "from",
    "to",
    "third",
    "saturday",
    "month",
    "measure",
    "->",
    "percent",
    "result",
    "test",
    "expect",
    "met",
    "clock",
    "counting",
    "pausing",
    "while",
    "waiting",
    "at",
    "most",
    "least",
    "each",
    "every",
    "no",
    "lasts",
    "announced",
    "before",
    "share",
    "mean",
    "as",
    "with",
    "<=",
    ">=",
    "=",
    "+",
    "-",
    "*",
    "/",
    "≥",
    "–",
    "“",
    "”",
    "\u{a0}",
    "\u{202e}",
    "é",
    "東京",
    "clause",
    "matrix",
    "\\",
    "none",
    "for",
    "component",
    "group",
    "ticket",
    "outage",
    "yes/no",
    "conventions",
    "holidays",
    "public",
    "NL",
    "yearly",
    "12-25",
    "ensure",
    "cover",
    "the",
    "week",
    "exactly",
    "once",
    "priorities",
    ">",
    "rounded",
    "decimals",
    "lasting",
    "2",
    "workdays",
    "\r\n",
    "\t",
    "\u{feff}",
    "\0",
    "'",
    "compensation",
];

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        survives(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn random_tokens(words in prop::collection::vec(prop::sample::select(SOUP), 0..60), close in any::<bool>()) {
        let separator = if close { "" } else { " " };
        survives(&words.join(separator));
    }

    #[test]
    fn random_clauses(block in prop::sample::select(&["norm x {\n", "window w {\n", "ticket t {\n", "test \"t\" {\n", "measure m -> x {\n a is ", "matrix priority of a from b, c {\n", "norm x { by priority {\n"][..]), words in prop::collection::vec(prop::sample::select(SOUP), 0..25)) {
        survives(&format!("edition 1\n{block}{}\n}}\n", words.join(" ")));
    }
}

/// Whatever is said about a text can be shown.
#[test]
fn messages_can_be_drawn() {
    for (path, text) in contracts() {
        let mut sources = SourceMap::default();
        let id = sources.add(&path.display().to_string(), two_thirds(&text));
        let mut problems = Diagnostics::default();
        let cut = sources.get(id).map(|source| source.text.clone()).unwrap_or_default();
        let _ = sla::syntax::parse(id, &cut, &mut problems);
        render(&problems, &sources, Format::Human { colour: false, width: 80 });
    }
}

fn two_thirds(text: &str) -> &str {
    let end = (0..=text.len() * 2 / 3).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}
