//! Names in evidence and what they stand for in the contract.

use unicode_normalization::UnicodeNormalization as _;

use crate::diagnostic::nearest;
use crate::model::Level;

use super::hash::LookUp;
use super::value::stand_in;

/// Names and what they stand for.
#[derive(Debug)]
pub(super) struct Choice<T> {
    by_name: LookUp<Box<str>, T>,
    /// Normalised, for writers whose accents are separate characters.
    by_nfc: LookUp<Box<str>, T>,
    names: Vec<String>,
}

impl<T: Copy> Choice<T> {
    pub(super) fn new<'n>(named: impl Iterator<Item = (&'n str, T)>) -> Self {
        let (mut by_name, mut by_nfc, mut names) = (LookUp::default(), LookUp::default(), Vec::new());
        for (name, meaning) in named {
            by_name.insert(name.into(), meaning);
            by_nfc.insert(name.nfc().collect::<String>().into(), meaning);
            names.push(name.to_owned());
        }
        Self { by_name, by_nfc, names }
    }

    /// Of the levels of an enumeration.
    pub(super) fn of_levels(levels: &[Level], id: impl Fn(u32) -> T) -> Self {
        Self::new((0..).zip(levels).map(|(index, level)| (level.name.as_str(), id(index))))
    }

    pub(super) fn get(&self, name: &str) -> Option<T> {
        self.by_name.get(name).copied().or_else(|| {
            if name.is_ascii() { None } else { self.by_nfc.get(name.nfc().collect::<String>().as_str()).copied() }
        })
    }

    /// What is known, and how to map what is not. Codes such as `P4` are near to `P1` without being meant.
    pub(super) fn help(&self, text: &str, column: &str) -> String {
        const CODE: usize = 3;
        if let Some(help) = stand_in(text) {
            return help;
        }
        let names = || self.names.iter().map(String::as_str);
        let is_code = text.chars().count() <= CODE;
        let near = if is_code { None } else { nearest(text, names()) };
        let mapping = format!("say `values.{column} = {{ \"{text}\" = \"{}\" }}` in `sla.toml`", near.unwrap_or("…"));
        match near.map(|near| format!("did you mean `{near}`?")).or_else(|| known_here(names())) {
            Some(help) if near.is_some() => format!("{help} to read it so, {mapping}"),
            Some(help) => format!("{help}; to map it to one of them, {mapping}"),
            None => format!("to map it to a value of the contract, {mapping}"),
        }
    }

    /// The names, for checks of `sla.toml`.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

/// All names, while they are few.
fn known_here<'n>(names: impl Iterator<Item = &'n str>) -> Option<String> {
    const FEW: usize = 8;
    let shown: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    (1..=FEW).contains(&shown.len()).then(|| format!("known here: {}", shown.join(", ")))
}
