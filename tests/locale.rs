//! Languages: every file of words says everything, with the same places, and reports hold no word of another language.
#![expect(clippy::disallowed_methods, reason = "a test reads the files that it is about")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use assert_cmd::Command;
use sla::model::Locale;

type Words = BTreeMap<String, BTreeMap<String, String>>;

fn words(locale: Locale) -> Words {
    toml::from_str(locale.file()).unwrap_or_else(|error| panic!("{}: {error}", locale.code()))
}

/// Languages with words of their own.
fn spoken() -> impl Iterator<Item = Locale> {
    Locale::ALL.iter().copied().filter(|locale| !flat(&words(*locale)).contains_key("language.words"))
}

fn flat(words: &Words) -> BTreeMap<String, String> {
    let of = |(topic, keys): (&String, &BTreeMap<String, String>)| {
        keys.iter().map(|(key, text)| (format!("{topic}.{key}"), text.clone())).collect::<Vec<_>>()
    };
    words.iter().flat_map(of).collect()
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|piece| Some(piece.split_once('}')?.0)).collect()
}

#[test]
fn every_language_says_everything_with_the_same_places() {
    let english = flat(&words(Locale::English));
    assert!(spoken().count() >= 3);
    for locale in spoken() {
        let file = flat(&words(locale));
        let keys = |file: &BTreeMap<String, String>| file.keys().cloned().collect::<BTreeSet<_>>();
        let differ: Vec<String> = keys(&english).symmetric_difference(&keys(&file)).cloned().collect();
        assert!(differ.is_empty(), "{}: {differ:?}", locale.code());
        for (key, text) in &file {
            assert_eq!(places(text), places(&english[key]), "{} {key}", locale.code());
            assert!(!text.trim().is_empty() || key.ends_with("percent"), "{} {key}", locale.code());
            assert_eq!(text.matches('{').count(), text.matches('}').count(), "{} {key}", locale.code());
        }
    }
}

#[test]
fn lists_of_words_are_as_long_as_they_must_be() {
    let lists = [("date", "months", 12), ("date", "weekdays", 7), ("date", "short", 7), ("hours", "nths", 5)];
    for locale in spoken() {
        let file = words(locale);
        for (topic, key, count) in lists {
            assert_eq!(file[topic][key].split(", ").count(), count, "{} {topic}.{key}", locale.code());
        }
    }
}

#[test]
fn marks_are_there_in_every_language_also_without_words() {
    for locale in Locale::ALL {
        let file = flat(&words(*locale));
        let needed = ["number.point", "number.thousands", "number.percent", "duration.hours", "duration.minutes"];
        for key in needed.into_iter().chain(["duration.seconds", "date.numeric", "date.short", "language.name"]) {
            assert!(file.contains_key(key), "{} {key}", locale.code());
        }
        assert_ne!(file["number.point"], file["number.thousands"], "{}", locale.code());
        assert_eq!(places(&file["date.numeric"]), BTreeSet::from(["day", "month", "year"]), "{}", locale.code());
    }
}

/// The singular of every pair is another text than the plural, or counts the same way in that language.
#[test]
fn one_and_many_come_in_pairs() {
    for locale in spoken() {
        let file = flat(&words(locale));
        for (one, many) in file.keys().filter_map(|key| Some((key, key.strip_suffix("_one")?))) {
            let pair = [format!("{many}_many"), format!("{many}_least"), many.to_owned()]
                .into_iter()
                .find_map(|key| file.get(&key));
            let many = pair.unwrap_or_else(|| panic!("{} {one} has no plural", locale.code()));
            // One may be said without its number.
            assert!(places(&file[one]).is_subset(&places(many)), "{} {one}", locale.code());
        }
    }
}

fn report(example: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sla"));
    let ran = command
        .arg("report")
        .arg(Path::new("examples").join(example))
        .args(arguments)
        .output()
        .expect("the program runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).expect("a report is UTF-8")
}

/// Words of a text, in lower case.
fn vocabulary(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 3);
    words.map(str::to_lowercase).collect()
}

/// Of the words that only English has: none stands in a report in another language, unless the contract or its evidence
/// brings it.
#[test]
fn reports_in_another_language_hold_no_english() {
    let of = |locale| vocabulary(&flat(&words(locale)).into_values().collect::<Vec<_>>().join(" "));
    let english = of(Locale::English);
    for (locale, examples) in [
        (Locale::Dutch, ["digid", "mextra", "mextra-klant", "magda", "cloud-kpi", "etd", "cloud/chat-service"]),
        (Locale::German, ["digid", "mextra", "mextra-klant", "servicenow", "cloud-kpi", "first", "cloud/code-host"]),
    ] {
        let foreign: BTreeSet<String> = english.difference(&of(locale)).cloned().collect();
        for example in examples {
            let text = report(example, &["--locale", locale.code()]);
            let folder = Path::new("examples").join(example);
            let mut brought = String::new();
            let mut folders = vec![folder.clone()];
            // What an amendment amends brings its words too.
            folders.extend((example == "mextra-klant").then(|| Path::new("examples/mextra").to_owned()));
            while let Some(folder) = folders.pop() {
                for entry in std::fs::read_dir(&folder).unwrap() {
                    let path = entry.unwrap().path();
                    match path.is_dir() {
                        true => folders.push(path),
                        false if path.extension().is_some_and(|ending| ending != "gz") => {
                            brought.push_str(&path.to_string_lossy());
                            brought.push_str(&String::from_utf8_lossy(&std::fs::read(&path).unwrap()));
                        }
                        false => {}
                    }
                }
            }
            // Tables go by their names in `sla.toml`.
            brought.push_str(
                " tickets waits changes updates outages maintenance samples events amounts judgements components ",
            );
            let brought = vocabulary(&brought);
            let said = vocabulary(&text);
            let found: Vec<&String> = foreign.intersection(&said).filter(|word| !brought.contains(*word)).collect();
            assert!(found.is_empty(), "{example} in {}: {found:?}", locale.code());
        }
    }
}

#[test]
fn german_reads_as_german() {
    let text = report("digid", &["--period", "2019-06", "--locale", "de"]);
    let wanted = [
        "7 von 7 Normen sind erfüllt.",
        "Zeitraum",
        "Juni 2019 (Sa 01.06.2019 bis So 30.06.2019)",
        "99,73\u{a0}%",
        "1\u{a0}h 35\u{a0}min",
        "Ausfälle und Wartung",
    ];
    for words in wanted {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let page = report("digid", &["--period", "2019-06", "--locale", "de", "--format", "html"]);
    assert!(page.contains("<html lang=\"de\">"));
}
