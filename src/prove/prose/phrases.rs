//! Phrases that leave open what is promised, from one file a language: `en.toml`, `nl.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// Every language has a file. A contract may mix languages, so all of them are looked for.
const FILES: [&str; 2] = [include_str!("en.toml"), include_str!("nl.toml")];

/// A phrase, and why it decides nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// In lower case, words apart by one space.
    pub(super) words: String,
    /// What one party may read.
    pub(super) one: String,
    /// What the other one may read.
    pub(super) other: String,
    /// What to say instead, as the beginning of a sentence.
    pub(super) instead: String,
}

/// A phrase in a text: `from` and `to` are bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) phrase: &'static Phrase,
}

/// Phrases of one kind, as in the files.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    one: String,
    other: String,
    instead: String,
    phrases: Vec<String>,
}

/// A word of a text, in lower case.
#[derive(Debug)]
struct Word {
    from: usize,
    to: usize,
    word: String,
}

/// All phrases by their first word, longer ones first.
fn known() -> &'static BTreeMap<String, Vec<Phrase>> {
    static KNOWN: OnceLock<BTreeMap<String, Vec<Phrase>>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut known: BTreeMap<String, Vec<Phrase>> = BTreeMap::new();
        for file in FILES {
            let groups: BTreeMap<String, Group> = toml::from_str(file).expect("the tests read every file of phrases");
            for group in groups.into_values() {
                let Group { one, other, instead, phrases } = group;
                for words in phrases {
                    let first = words.split(' ').next().unwrap_or_default().to_owned();
                    let (one, other, instead) = (one.clone(), other.clone(), instead.clone());
                    known.entry(first).or_default().push(Phrase { words, one, other, instead });
                }
            }
        }
        for phrases in known.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.split(' ').count()));
        }
        known
    })
}

/// The phrases in a text, in order, the longest where several begin with the same word; whatever their case, over line
/// breaks and emphasis.
pub(super) fn find(text: &str) -> Vec<Hit> {
    let words = words(text);
    let mut hits: Vec<Hit> = Vec::new();
    let mut rest = words.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let longest = known().get(&first.word).into_iter().flatten().find_map(|phrase| {
            let count = phrase.words.split(' ').count();
            let run = rest.get(..count)?;
            let same = run.iter().map(|word| word.word.as_str()).eq(phrase.words.split(' '));
            let close = run.iter().zip(run.iter().skip(1)).all(|(word, next)| is_joined(text, word.to, next.from));
            let to = run.last()?.to;
            (same && close).then_some((Hit { from: first.from, to, phrase }, count))
        });
        rest = match longest {
            Some((hit, count)) => {
                hits.push(hit);
                rest.get(count..).unwrap_or_default()
            }
            None => after,
        };
    }
    hits
}

/// Whether only space, emphasis or a hyphen lies between two words.
fn is_joined(text: &str, from: usize, to: usize) -> bool {
    let between = text.get(from..to).unwrap_or_default();
    between.chars().all(|letter| letter.is_whitespace() || matches!(letter, '*' | '_' | '-'))
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, letter) in text.char_indices() {
        if !letter.is_alphanumeric() {
            open = false;
            continue;
        }
        if !open {
            words.push(Word { from: at, to: at, word: String::new() });
        }
        open = true;
        if let Some(word) = words.last_mut() {
            word.to = at + letter.len_utf8();
            word.word.extend(letter.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|hit| &text[hit.from..hit.to]).collect()
    }

    #[test]
    fn every_phrase_is_found_in_any_case_and_over_lines() {
        for phrase in known().values().flatten() {
            let upper = phrase.words.to_uppercase();
            let broken = phrase.words.replacen(' ', "\n", 1);
            for text in [upper.as_str(), broken.as_str()] {
                assert_eq!(found(text), [text], "{phrase:?}");
            }
            assert!(found(&format!("x{}x", phrase.words)).is_empty() || phrase.words.contains(' '), "{phrase:?}");
        }
    }

    #[test]
    fn phrases_are_whole_words_and_the_longest() {
        let cases: [(&str, &[&str]); 8] = [
            ("with commercially **reasonable efforts**", &["commercially **reasonable efforts"]),
            ("best-effort support", &["best-effort"]),
            ("as soon as. Possible", &[]),
            ("unreasonable efforts", &[]),
            ("Zo snel mogelijk, en in overleg.", &["Zo snel mogelijk", "in overleg"]),
            ("het overleg duurt een uur", &[]),
            ("promptly and\nas soon\nas possible", &["promptly", "as soon\nas possible"]),
            ("naar  vermogen", &["naar  vermogen"]),
        ];
        for (text, want) in cases {
            assert_eq!(found(text), want, "{text}");
        }
    }

    #[test]
    fn no_phrase_is_listed_twice_and_all_are_in_lower_case() {
        let mut all: Vec<&str> = known().values().flatten().map(|phrase| phrase.words.as_str()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        for words in all {
            assert_eq!(words, words.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}
