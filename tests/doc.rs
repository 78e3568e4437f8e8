//! The readable contract: what it says for every example, and that it is sound Markdown and HTML.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads the files that it is about")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sla::assemble::{Library, Unavailable};
use sla::calendar::Calendar;
use sla::model::Locale;
use sla::report::doc::{Wishes, Worked, document};
use sla::report::page::{html, markdown};
use sla::source::SourceMap;

const AS_WRITTEN: Wishes = Wishes { locale: None, years: None };

/// The files of the repository, by their paths.
struct Repository;

impl Library for Repository {
    fn find(&self, _: Option<&str>, from: &str, path: &str) -> Result<(String, String), Unavailable> {
        let file = Path::new(from).parent().unwrap().join(path);
        let text = fs::read_to_string(&file).map_err(|error| Unavailable::Unreadable(error.to_string()))?;
        Ok((file.to_str().unwrap().to_owned(), text))
    }
}

/// A contract as Markdown and as HTML.
fn both(name: &str, text: &str, wishes: Wishes) -> (String, String) {
    let mut sources = SourceMap::default();
    let id = sources.add(name, text);
    let (model, _) = sla::compile_with(&mut sources, id, &Repository).unwrap_or_else(|problems| {
        let found: Vec<String> = problems.iter().map(|problem| problem.diagnostic.to_string()).collect();
        panic!("{name}: {}", found.join("; "))
    });
    let calendar = Calendar::new(&model);
    let run = |test| Worked::of(&sla::eval::run_test(&model, &calendar, &sources, test).unwrap());
    let worked: Vec<Worked> = model.tests.iter().map(run).collect();
    let made = document(&model, &calendar, wishes, &worked);
    (markdown(&made), html(&made))
}

/// The same of a file.
fn of_file(path: &str, wishes: Wishes) -> (String, String) {
    both(path, &fs::read_to_string(path).unwrap(), wishes)
}

/// Every contract in `examples/`: its name, and its path.
fn examples() -> Vec<(String, String)> {
    let mut folders = vec![PathBuf::from("examples")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name == "contract.sla") {
                let folder = path.parent().unwrap().strip_prefix("examples").unwrap();
                let name = folder.to_str().unwrap().replace(['/', '\\'], "-");
                found.push((name, path.to_str().unwrap().replace('\\', "/")));
            }
        }
    }
    found.sort();
    found
}

fn shown(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/doc");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    // The look of the page is looked at, not compared.
    let text = text.replace(env!("CARGO_PKG_VERSION"), "<version>");
    let text = match (text.find("<style>"), text.find("</style>")) {
        (Some(from), Some(to)) => format!("{}<style>…{}", &text[..from], &text[to..]),
        _ => text,
    };
    settings.bind(|| insta::assert_snapshot!(name.to_owned(), text));
}

#[test]
fn every_example_as_a_document() {
    for (name, path) in examples() {
        let (markdown, html) = of_file(&path, AS_WRITTEN);
        sound(&name, &html);
        shown(&format!("{name}.md"), &markdown);
        shown(&format!("{name}.html"), &html);
    }
}

#[test]
fn every_construct_as_a_document() {
    for name in ["constructs", "amendment"] {
        let path = format!("tests/cases/doc/{name}.sla");
        for (locale, language) in [(Locale::English, "en"), (Locale::Dutch, "nl"), (Locale::German, "de")] {
            let (markdown, html) = of_file(&path, Wishes { locale: Some(locale), years: None });
            sound(name, &html);
            shown(&format!("{name}.{language}.md"), &markdown);
            if locale == Locale::English {
                shown(&format!("{name}.html"), &html);
            }
        }
    }
}

#[test]
fn another_language_changes_words_and_numbers() {
    let wishes = Wishes { locale: Some(Locale::English), years: Some((2026, 2026)) };
    let (markdown, html) = of_file("examples/mextra/contract.sla", wishes);
    assert!(html.contains("<html lang=\"en\">"));
    assert!(markdown.contains("| Priority | 90% in less than | 100% in less than |"), "{markdown}");
    assert!(markdown.contains("≥ 99.5%"));
    assert!(markdown.contains("| Holiday | 2026 |"));
}

#[test]
fn languages_without_words_speak_english() {
    for (locale, speaks, customer) in [("fr", "en", "Customer"), ("de", "de", "Auftraggeber")] {
        let text = format!(
            "edition 1\ncontract \"Contrat\" {{ timezone Europe/Paris; locale {locale}; customer \"Ville\" }}\n"
        );
        let (markdown, html) = both("contract", &text, AS_WRITTEN);
        let lang = format!("<html lang=\"{speaks}\">");
        assert!(html.contains(&lang), "{locale}: the page says which language it speaks");
        assert!(markdown.contains(&format!("| {customer} | Ville |")), "{locale}: {markdown}");
    }
}

#[test]
fn an_example_that_does_not_hold_is_marked() {
    let text = "edition 1\ncontract \"C\" { timezone Europe/Amsterdam }\nticket incident\n\
        clock time of incident { from opened; to resolved; counting always }\n\
        norm fast \"Fast\" { clock time; 100% within 4h }\n\
        test \"slow\" { incident 1: opened 2026-03-02 10:00, resolved 2026-03-02 15:00\n\
        expect fast breached\n expect fast met }\n\
        test \"quick\" { incident 1: opened 2026-03-02 10:00, resolved 2026-03-02 11:00\n expect fast met }\n";
    let wishes = Wishes { locale: Some(Locale::English), years: None };
    let (markdown, _) = both("contract", text, wishes);
    assert_eq!(markdown.matches("This does not come out.").count(), 1, "{markdown}");
    assert_eq!(markdown.matches("does not hold").count(), 1, "{markdown}");
}

/// Every text of this contract is an attack on the page.
const HOSTILE: &str = r#"edition 1
contract "<script>alert(1)</script> & \"co\"" {
  provider "</title><b>P</b>"
  customer "| pipe | <img src=x onerror=alert(1)>"
  version  "<!--"
  timezone Europe/Amsterdam
}
clause "1\"><i>" "<u>title</u>" """
<script>alert(2)</script>

Text <b onclick="x">bold</b> & [link](javascript:alert(3)) [page](https://example.org/?a=1&b="2") ![pic](https://example.org/x.png)

    <code>

| a | b |
| - | - |
| <td> | x |
"""
priorities "<p1>" "<h1>" > low
window office "<window>" { mon..fri 09:00-17:00 }
ticket incident "<ticket>" { colour "<column>" red "<red>" | blue }
clock time "<clock>" of incident { from opened; to resolved; counting office }
norm fast "<norm>" { clock time; where colour is red; by priority {
         | 90% within
  "<p1>" | 4h
  low    | 8h
} }
holidays days "<days>" { on 2026-01-01 "<day>" }
window closed_then "<w2>" { sat 09:00-12:00 closed days }
component c1 "<component>"
measure up "<measure>" of component -> percent {
  service is period
  result is (service outside outages) as share of service
}
norm available "<available>" clause "<2>" { up of c1 >= 99% }
test "<test>" { incident 1: priority low, opened 2026-03-02 10:00, resolved 2026-03-02 11:00, colour red
  expect fast met }
"#;

#[test]
fn no_text_of_the_contract_is_read_as_html() {
    let (markdown, html) = both("hostile", HOSTILE, AS_WRITTEN);
    sound("hostile", &html);
    for bad in ["<script", "<img", "<u>", "<i>", "<b ", "<b>P", "javascript:", "<p1>", "<window>", "<td> |", "<red>"] {
        assert!(!html.contains(bad), "{bad} in {html}");
    }
    for bad in ["<script", "<img", "<u>", "javascript:", "<h1>", "<b "] {
        // What stands between fences or backticks is code to Markdown too.
        let outside: String = markdown.split("```").step_by(2).collect();
        let outside = outside.replace("\\<", "");
        let bare: String = outside.lines().filter(|line| !line.contains('`')).collect();
        assert!(!bare.contains(bad), "{bad} in {markdown}");
    }
    assert!(html.contains("href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\""), "{html}");
}

/// Elements that have no end tag.
const VOID: [&str; 3] = ["meta", "br", "!doctype"];

/// Every tag is closed in the order in which it was opened, headings skip no level, ids are unique and every link within
/// the page leads somewhere.
fn sound(name: &str, html: &str) {
    let mut open: Vec<String> = Vec::new();
    let mut level = 0;
    let mut ids = BTreeSet::new();
    let mut targets = Vec::new();
    let body = html.replace(&html[html.find("<style>").unwrap()..html.find("</style>").unwrap()], "<style>");
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("{name}: a tag without an end: {piece}"));
        assert!(!text.contains('>'), "{name}: a bare > after {tag}");
        for outside in ["src=", "link", "script", "style=\"background", "onclick"] {
            assert!(!tag.contains(outside), "{name}: <{tag}> would fetch or run something");
        }
        let element = tag.split_whitespace().next().unwrap().trim_start_matches('/');
        match tag.strip_prefix('/') {
            Some(closed) => {
                let last = open.pop();
                assert_eq!(last.as_deref(), Some(closed), "{name}: {open:?}");
            }
            None if VOID.contains(&element) => {}
            None => open.push(element.to_owned()),
        }
        if let Some(heading) = tag.strip_prefix('h').and_then(|rest| rest.get(..1)?.parse::<usize>().ok()) {
            assert!(heading <= level + 1, "{name}: h{heading} after h{level} ({text})");
            level = heading;
        }
        for attribute in ["id", "aria-labelledby", "href"] {
            let Some((_, rest)) = tag.split_once(&format!(" {attribute}=\"")) else { continue };
            let value = rest.split('"').next().unwrap().to_owned();
            match attribute {
                "id" => assert!(ids.insert(value.clone()), "{name}: {value} twice"),
                "href" if !value.starts_with('#') => {}
                _ => targets.push(value.trim_start_matches('#').to_owned()),
            }
        }
    }
    assert!(open.is_empty(), "{name}: never closed: {open:?}");
    for target in targets {
        assert!(ids.contains(&target), "{name}: nothing is called {target}");
    }
}

type Words = BTreeMap<String, String>;

fn words(language: &str) -> Words {
    let text = fs::read_to_string(format!("src/report/locale/{language}.toml")).unwrap();
    let topics: BTreeMap<String, Words> = toml::from_str(&text).unwrap();
    topics
        .into_iter()
        .flat_map(|(topic, words)| words.into_iter().map(move |(word, text)| (format!("{topic}.{word}"), text)))
        .collect()
}

#[test]
fn every_word_is_used_and_every_word_used_is_there() {
    // One language borrows the words of another.
    let known: BTreeSet<String> = [words("nl"), words("fr")].into_iter().flat_map(Words::into_keys).collect();
    let topics: BTreeSet<&str> = known.iter().filter_map(|key| key.split('.').next()).collect();
    let mut used = BTreeSet::new();
    let mut folders = vec![PathBuf::from("src/report")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let is_file = |word: &&str| sla::report::page::NAMES.contains(word);
                let words = text.split('"').filter(|word| is_key(word, &topics) && !is_file(word));
                used.extend(words.map(str::to_owned));
            }
        }
    }
    let missing: Vec<_> = used.difference(&known).collect();
    assert!(missing.is_empty(), "used, and in no language: {missing:?}");
    let unused: Vec<_> = known.difference(&used).collect();
    assert!(unused.is_empty(), "in every language, and never used: {unused:?}");
}

fn is_key(word: &str, topics: &BTreeSet<&str>) -> bool {
    let is_word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    word.split_once('.').is_some_and(|(topic, word)| topics.contains(topic) && is_word(word))
}
