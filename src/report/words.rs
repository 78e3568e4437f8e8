//! Words of one language, from one file a language: `locale/nl.toml`, `locale/en.toml`, … (`model::Locale` lists them).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::model::Locale;

/// What stands in the file of a language, by `topic.key`.
type File = BTreeMap<String, String>;

/// The file of a language; read once.
pub(super) fn file(locale: Locale) -> &'static File {
    static FILES: [OnceLock<File>; Locale::ALL.len()] = [const { OnceLock::new() }; Locale::ALL.len()];
    let at = Locale::ALL.iter().position(|one| *one == locale);
    let slot = at.and_then(|at| FILES.get(at)).expect("a place for every language");
    slot.get_or_init(|| {
        let topics: BTreeMap<String, BTreeMap<String, String>> =
            toml::from_str(locale.file()).expect("the tests read every file of words");
        let keyed = |(topic, words): (String, BTreeMap<String, String>)| {
            words.into_iter().map(move |(word, text)| (format!("{topic}.{word}"), text))
        };
        topics.into_iter().flat_map(keyed).collect()
    })
}

/// Every language with words of its own, and what it is called.
pub fn spoken() -> impl Iterator<Item = (Locale, &'static str)> {
    let own = Locale::ALL.iter().copied().filter(|locale| !file(*locale).contains_key("language.words"));
    own.map(|locale| (locale, file(locale).get("language.name").map_or("", String::as_str)))
}

/// Words of one language.
#[derive(Debug, Clone)]
pub struct Words {
    language: &'static str,
    words: &'static File,
}

impl Words {
    /// Of this locale. A file that has marks for numbers only says whose words go with them.
    pub fn of(locale: Locale) -> Self {
        let borrowed = file(locale).get("language.words").and_then(|code| Locale::from_code(code));
        let speaks = borrowed.unwrap_or(locale);
        Self { language: speaks.code(), words: file(speaks) }
    }

    /// Which language: `nl`.
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// The words of a key.
    pub fn say(&self, key: &str) -> &str {
        self.words.get(key).map(String::as_str).expect("the tests hold every key against every language")
    }

    /// The words of a key, with `{name}` replaced by the value of that name. Values are never read for names.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let parts = self.parts(key).into_iter().map(|part| match part {
            Part::Words(words) => words.to_owned(),
            Part::Place(name) => {
                let value = values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
                value.expect("the tests hold the places of every key against every language").to_owned()
            }
        });
        parts.collect()
    }

    /// The words of a key, cut at its places.
    pub fn parts(&self, key: &str) -> Vec<Part<'_>> {
        let mut parts = Vec::new();
        for (n, piece) in self.say(key).split('{').enumerate() {
            match piece.split_once('}') {
                Some((name, words)) if n > 0 => parts.extend([Part::Place(name), Part::Words(words)]),
                Some(_) | None => parts.push(Part::Words(piece)),
            }
        }
        parts
    }

    /// One of a list of words: `date.weekdays`, from 0.
    pub fn nth(&self, key: &str, n: usize) -> &str {
        self.say(key).split(", ").nth(n).expect("the tests count the words of every list")
    }

    /// `a`, `a and b`, `a, b and c`
    pub fn and(&self, parts: &[String]) -> String {
        self.listed(parts, self.say("list.and"))
    }

    /// `a`, `a or b`, `a, b or c`
    pub fn or(&self, parts: &[String]) -> String {
        self.listed(parts, self.say("list.or"))
    }

    fn listed(&self, parts: &[String], last: &str) -> String {
        match parts {
            [] => String::new(),
            [one] => one.clone(),
            [others @ .., end] => format!("{} {last} {end}", others.join(", ")),
        }
    }
}

/// A piece of the words of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'w> {
    /// Words.
    Words(&'w str),
    /// Where a value goes.
    Place(&'w str),
}
