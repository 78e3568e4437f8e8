//! The order of the document: by clause number, then an annex for each topic of what has none.

use std::collections::{BTreeMap, BTreeSet};

use super::amendments;
use super::clauses::Number;
use super::prose;
use super::scribe::{Entry, Scribe, Topic};
use crate::report::page::{Block, Inline, Section, Text, plain};

/// What stands under one clause number.
#[derive(Default)]
struct Clause {
    number: String,
    titles: Vec<String>,
    prose: Vec<Block>,
    entries: Vec<Entry>,
}

/// All sections in order.
pub(super) fn arranged(scribe: &Scribe<'_>, entries: Vec<Entry>) -> Vec<Section> {
    let mut clauses: BTreeMap<Number, Clause> = BTreeMap::new();
    for prose in &scribe.model.prose {
        let clause = clauses.entry(Number::of(&prose.number)).or_default();
        clause.number.clone_from(&prose.number);
        clause.titles.extend(prose.title.clone());
        clause.prose.extend(amendments::note(scribe, prose.span));
        clause.prose.extend(prose.text.as_deref().map(prose::blocks).unwrap_or_default());
    }
    let mut topics: BTreeMap<Topic, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        match entry.clause.clone() {
            Some(number) => {
                let clause = clauses.entry(Number::of(&number)).or_default();
                if clause.number.is_empty() {
                    clause.number = number;
                }
                clause.entries.push(entry);
            }
            None => topics.entry(entry.topic).or_default().push(entry),
        }
    }
    let numbers: Vec<Number> = clauses.keys().cloned().collect();
    let mut anchors = BTreeSet::new();
    let mut sections: Vec<Section> = clauses
        .into_iter()
        .map(|(number, clause)| {
            let anchor = free(&mut anchors, &clause.number);
            numbered(scribe, clause, number.depth(&numbers), anchor)
        })
        .collect();
    let has_clauses = !sections.is_empty();
    for (n, (topic, entries)) in topics.into_iter().enumerate() {
        let letter = char::from_u32(u32::from('A') + u32::try_from(n).expect("few topics")).expect("few topics");
        let number = if has_clauses { letter.to_string() } else { (n + 1).to_string() };
        let title = topic.title(&scribe.words);
        let title = if has_clauses {
            scribe.fill("cover.annex", &[("letter", &number), ("title", title)])
        } else {
            title.into()
        };
        let anchor = free(&mut anchors, &format!("annex-{number}"));
        let number = (!has_clauses).then_some(number);
        sections.push(Section { number, title, anchor, depth: 1, blocks: laid_out(entries, false) });
    }
    sections
}

fn numbered(scribe: &Scribe<'_>, clause: Clause, depth: usize, anchor: String) -> Section {
    let Clause { number, titles, prose, entries } = clause;
    let titled: Vec<&Entry> = entries.iter().filter(|entry| !entry.title.is_empty()).collect();
    let alone = titles.is_empty() && titled.len() == 1;
    let title = if !titles.is_empty() {
        titles.join(" · ")
    } else if let [entry] = titled.as_slice() {
        characters(&entry.title)
    } else if let Some(measure) = titled.iter().find(|entry| entry.topic == Topic::Measures) {
        characters(&measure.title)
    } else {
        let topics: BTreeSet<Topic> = titled.iter().map(|entry| entry.topic).collect();
        let words: Vec<String> = topics.into_iter().map(|topic| topic.title(&scribe.words).to_owned()).collect();
        capital(&scribe.words.and(&words.iter().map(|word| lower(word)).collect::<Vec<_>>()))
    };
    let mut blocks = prose;
    blocks.extend(laid_out(entries, alone));
    Section { number: Some(number), title, anchor, depth, blocks }
}

/// Entries in the order of the text, each under its title unless it stands alone under that of the section.
fn laid_out(mut entries: Vec<Entry>, alone: bool) -> Vec<Block> {
    entries.sort_by_key(|entry| (entry.at.source, entry.at.start));
    let mut blocks = Vec::new();
    for entry in entries {
        if !alone && !entry.title.is_empty() {
            blocks.push(Block::Heading(entry.title));
        }
        blocks.extend(entry.blocks);
    }
    blocks
}

/// A text without its marks.
pub(in crate::report) fn characters(text: &Text) -> String {
    text.iter()
        .map(|inline| match inline {
            Inline::Plain(words) | Inline::Code(words) | Inline::Verdict(_, words) => words.clone(),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { to: _, text: inner } => characters(inner),
            Inline::Math(_) => String::new(),
            Inline::Break => " ".to_owned(),
        })
        .collect()
}

/// `text` with its first letter in lower case, unless it is all capitals (an abbreviation).
pub(in crate::report) fn lower(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_owned(),
    }
}

/// `text` with its first letter in upper case.
pub(in crate::report) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// An anchor of letters, digits and hyphens that no other section has.
fn free(taken: &mut BTreeSet<String>, number: &str) -> String {
    let safe: String =
        number.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let base = format!("c-{safe}");
    let mut tried = base.clone();
    let mut n = 2;
    while !taken.insert(tried.clone()) {
        tried = format!("{base}-{n}");
        n += 1;
    }
    tried
}

/// A title of plain words.
pub(super) fn title(words: &str) -> Text {
    plain(words)
}
