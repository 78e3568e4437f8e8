//! Contracts of several files: `use` and `amends`.
#![expect(clippy::disallowed_methods, reason = "a test reads its cases")]

#[expect(dead_code, reason = "other tests show whole cases")]
#[path = "support/shown.rs"]
mod shown;

use std::collections::BTreeMap;
use std::path::Path;

use sla::assemble::{Library, Unavailable};
use sla::diagnostic::{Diagnostics, code};
use sla::model::Model;
use sla::source::{SourceId, SourceMap};

/// Files by name.
struct Shelf(BTreeMap<String, String>);

impl Library for Shelf {
    fn find(&self, _: Option<&str>, from: &str, path: &str) -> Result<(String, String), Unavailable> {
        let folder = from.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let name = format!("{folder}{path}");
        let missing = || Unavailable::Unreadable("there is no such file or folder".to_owned());
        self.0.get(&name).map(|text| (name.clone(), text.clone())).ok_or_else(missing)
    }

    fn beside(&self, _: Option<&str>, _: &str, _: &str) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}

/// The contracts of a part of a page, the first one by itself: ```` ```sla ```` and ```` ```sla other.sla ````.
fn contracts(part: &str) -> (String, Shelf) {
    let mut main = String::new();
    let mut others = BTreeMap::new();
    for block in part.split("```sla").skip(1) {
        let (name, rest) = block.split_once('\n').expect("a block");
        let text = rest.split("```").next().unwrap_or_default().to_owned();
        match name.trim() {
            "" => main = text,
            name => drop(others.insert(name.to_owned(), text)),
        }
    }
    (main, Shelf(others))
}

fn compiled(main: &str, shelf: &Shelf) -> (SourceMap, Result<(Model, Diagnostics), Diagnostics>) {
    let mut sources = SourceMap::default();
    let id = sources.add("contract.sla", main);
    let result = sla::compile_with(&mut sources, id, shelf);
    (sources, result)
}

#[test]
fn pages_show_what_they_say() {
    for page in code::pages().filter(|page| ("SLA0214".."SLA0223").contains(&page.code)) {
        let (bad, good) = page.text.split_once("## Instead").expect("two parts");
        let (main, shelf) = contracts(bad);
        let (sources, result) = compiled(&main, &shelf);
        let problems = result.expect_err(page.code);
        let drawn = shown::drawn(&problems, &sources);
        assert!(problems.iter().any(|problem| problem.code() == page.code), "{}: {drawn}", page.code);
        insta::with_settings!({ snapshot_path => "../snapshots/files", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(page.code, format!("{main}\n----\n{drawn}"));
        });
        let (main, shelf) = contracts(good);
        let (sources, result) = compiled(&main, &shelf);
        if let Err(problems) = result {
            panic!("{}: {}", page.code, shown::drawn(&problems, &sources));
        }
    }
}

#[test]
fn examples_of_several_files_compile() {
    let page = std::fs::read_to_string("docs/language.md").expect("the reference");
    let blocks = page.split("```contract ").skip(1).filter_map(|block| {
        let (name, rest) = block.split_once('\n')?;
        Some((name.to_owned(), rest.split("```").next()?.to_owned()))
    });
    let shelf = Shelf(blocks.collect());
    for main in ["contract.sla", "klant.sla"] {
        let mut sources = SourceMap::default();
        let id = sources.add(main, &shelf.0[main]);
        let (_, warnings) = sla::compile_with(&mut sources, id, &shelf)
            .unwrap_or_else(|problems| panic!("{main}: {}", shown::drawn(&problems, &sources)));
        assert!(warnings.is_empty(), "{main}: {}", shown::drawn(&warnings, &sources));
    }
    for (name, text) in &shelf.0 {
        let formatted = sla::syntax::format::format(SourceId(0), text);
        assert!(formatted.problems.is_empty(), "{name}: {:?}", formatted.problems);
        assert_eq!(&formatted.text, text, "{name}");
    }
}

/// The names of norms, windows and tests, with what the amendment says of itself.
fn story(model: &Model, sources: &SourceMap) -> String {
    let names = |names: Vec<&str>| names.join(", ");
    let norms = names(model.norms.iter().map(|norm| norm.declared.name.as_str()).collect());
    let prose = names(model.prose.iter().map(|prose| prose.number.as_str()).collect());
    let components = names(model.components.iter().map(|component| component.declared.name.as_str()).collect());
    let amended = model.amendment.as_ref().map(|it| sla::report::amended(sources, "contract.sla", it));
    format!(
        "{} for {:?}, version {:?}\nnorms: {norms}\nclauses: {prose}\ncomponents: {components}\n\n{}\n",
        model.header.name,
        model.header.customer,
        model.header.version,
        amended.unwrap_or_default()
    )
}

#[test]
fn an_amendment_takes_the_place_of_items() {
    let folder = Path::new("tests/cases/files");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a case");
    let names = ["standaard.sla", "zorg.sla", "gedeeld.sla"];
    let shelf = Shelf(names.into_iter().map(|name| (name.to_owned(), read(name))).collect());
    for name in ["klant", "klant_van_zorg"] {
        let (sources, result) = compiled(&read(&format!("{name}.sla")), &shelf);
        let (model, warnings) = result.unwrap_or_else(|problems| panic!("{}", shown::drawn(&problems, &sources)));
        let text = format!("{}{}", story(&model, &sources), shown::drawn(&warnings, &sources));
        insta::with_settings!({ snapshot_path => "../snapshots/files", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, text);
        });
    }
}

/// A desk whose norm needs a clock, and that clock a window.
const BASE: &str = r#"edition 1

contract "Desk" {
  timezone Europe/Amsterdam
}

window office clause "3" { mon..fri 09:00-17:00 }

ticket incident

clock answer of incident { from opened; to responded; counting office }

norm answers clause "4" {
  clock answer
  100% within 4h
}
"#;

#[test]
fn amendments_that_cannot_be() {
    let amended = |changes: &str| format!("edition 1\n\namends \"standaard.sla\" {{ customer \"K\" }}\n\n{changes}\n");
    let cases = [
        ("removed_in_use", amended("remove clock answer")),
        (
            "removed_in_use_by_what_is_new",
            amended("remove norm answers\nremove clock answer\nadd norm fast {\n  clock answer\n  90% within 1h\n}"),
        ),
        ("number_of_items_removed", amended("remove clause \"4\"")),
        ("number_of_an_item_replaced", amended("replace clause \"3\" \"Times\" \"\"\"\nAlways.\n\"\"\"")),
        ("base_misspelt", amended("remove norm answers").replace("standaard", "standard")),
        ("base_elsewhere", amended("remove norm answers").replace("standaard", "../modellen/algemeen")),
    ];
    let shelf = Shelf([("standaard.sla".to_owned(), BASE.to_owned())].into());
    let mut all = String::new();
    for (name, text) in cases {
        let (sources, result) = compiled(&text, &shelf);
        let problems = result.expect_err(name);
        all.push_str(&format!("---- {name}\n{}\n", shown::drawn(&problems, &sources)));
    }
    insta::with_settings!({ snapshot_path => "../snapshots/files", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("amendments_that_cannot_be", all);
    });
}

/// The warnings of a contract among these files: lint, file and text.
fn warned(files: &[(&str, &str)]) -> Vec<(&'static str, String, String)> {
    let shelf = Shelf(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect());
    let (_, main) = files.first().expect("the contract");
    let (sources, result) = compiled(main, &shelf);
    let (_, warnings) = result.unwrap_or_else(|problems| panic!("{}", shown::drawn(&problems, &sources)));
    let of = |problem: &sla::diagnostic::Reported| {
        let label = problem.diagnostic.labels().and_then(|mut labels| labels.next()).expect("a place");
        let span = sla::source::Span::from(&label);
        let source = sources.get(span.source).expect("a file");
        (problem.lint().expect("a lint"), source.name.to_string(), span.slice(&source.text).to_owned())
    };
    warnings.iter().map(of).collect()
}

#[test]
fn an_allow_is_about_its_own_file_and_above_amends_about_all() {
    let base = "edition 1\n\ncontract \"Desk\" {\n  timezone Europe/Amsterdam\n}\n\nuse \"calendar.sla\"\n\n\
        allow unused \"the evening desk opens in May\"\nwindow evenings { mon..fri 18:00-22:00 }\n\n\
        window office { mon..fri 09:00-17:00 }\n\nticket question\n\n\
        clock answer of question { from opened; to responded; counting office }\n\n\
        norm answers {\n  clock answer\n  100% within 4h\n}\n";
    let calendar = "edition 1\n\nallow window_never_opens \"it is for later\"\nholidays days { on 2024-05-01 }\n";
    let all = |contract: &str| warned(&[("contract.sla", contract), ("base.sla", base), ("calendar.sla", calendar)]);
    // The library's own is of no use here, and may be elsewhere.
    assert_eq!(all(base), []);
    // In an amendment, the base's `allow` still holds, and is not judged.
    let uses = "edition 1\n\namends \"base.sla\"\n\nreplace clock answer of question {\n  from opened\n  to responded\n  \
        counting evenings\n}\n";
    assert_eq!(all(uses), [("unused", "base.sla".to_owned(), "office".to_owned())]);
    // The base cannot be changed: what the amendment makes of it is allowed above `amends`, or not at all.
    let above = uses.replace("amends", "allow unused \"there is no day desk\"\namends");
    assert_eq!(all(&above), []);
    let beside = uses.replace("replace", "allow unused \"there is no day desk\"\nreplace");
    let line = "allow unused \"there is no day desk\"".to_owned();
    let own = ("unused_allow", "contract.sla".to_owned(), line);
    assert_eq!(all(&beside), [own, ("unused", "base.sla".to_owned(), "office".to_owned())]);
}
