use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostics, did_you_mean};
use crate::source::{SourceId, Span, Spanned};

use super::error::ProjectError;
use super::statuses;

/// A value and where it is written.
pub(super) type Value<'i> = toml::Spanned<DeValue<'i>>;

/// Walks the TOML tree; what does not fit is a problem, and the walk goes on.
pub(super) struct Reader {
    pub(super) source: SourceId,
    pub(super) problems: Diagnostics,
    /// Where everything stands that is read, when it stands in no file of the user's.
    pub(super) fixed: Option<Span>,
}

impl Reader {
    /// The value of a word, by a list of words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        value: &Value<'_>,
        accepted: &'static str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let text = self.text(key, value)?;
        let found = words.iter().find(|(word, _)| *word == text.value).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let (written, span) = (text.value, text.span);
            self.push(span, ProjectError::BadSetting { key, written, accepted, span });
        }
        found
    }

    pub(super) fn text(&mut self, key: &str, value: &Value<'_>) -> Option<Spanned<String>> {
        if let DeValue::String(text) = value.get_ref() {
            return Some(Spanned::new(text.to_string(), self.span(value.span())));
        }
        self.wrong_type(key, "a text", value);
        None
    }

    /// A list of texts, or one text.
    pub(super) fn texts(&mut self, key: &str, value: &Value<'_>) -> Vec<Spanned<String>> {
        if let DeValue::Array(items) = value.get_ref() {
            items.iter().filter_map(|item| self.text(key, item)).collect()
        } else if value.get_ref().is_str() {
            self.text(key, value).into_iter().collect()
        } else {
            self.wrong_type(key, "a text or a list of texts", value);
            Vec::new()
        }
    }

    /// `{ name = "text" }`, with the places of the names.
    pub(super) fn text_map(&mut self, key: &str, value: &Value<'_>) -> BTreeMap<String, (Span, Spanned<String>)> {
        let mut map = BTreeMap::new();
        for (name, value) in self.table(key, value).into_iter().flatten() {
            if let Some(text) = self.text(name.get_ref(), value) {
                map.insert(name.get_ref().to_string(), (self.span(name.span()), text));
            }
        }
        map
    }

    pub(super) fn table<'a, 'i>(&mut self, key: &str, value: &'a Value<'i>) -> Option<&'a DeTable<'i>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        self.wrong_type(key, "a table", value);
        None
    }

    fn wrong_type(&mut self, key: &str, expected: &'static str, value: &Value<'_>) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let span = self.span(value.span());
        self.push(span, ProjectError::WrongType { key: key.to_owned(), expected, found, span });
    }

    pub(super) fn unknown(&mut self, key: &str, at: std::ops::Range<usize>, of: &str, known: &[&str]) {
        let span = self.span(at);
        let elsewhere = || {
            if key == "ends" {
                let help = "`ends` says in which statuses nothing is down: it belongs in `[evidence.outages]` or \
                            `[evidence.maintenance]`";
                return Some(help.to_owned());
            }
            let found = statuses::KEYS.into_iter().find(|of_changes| *of_changes == key)?;
            Some(format!("`{found}` says what statuses mean: it belongs in `[evidence.changes]`"))
        };
        let did_you_mean = did_you_mean(key, known.iter().copied()).or_else(elsewhere);
        self.push(span, ProjectError::UnknownKey { key: key.to_owned(), of: of.to_owned(), did_you_mean, span });
    }

    pub(super) fn span(&self, at: std::ops::Range<usize>) -> Span {
        self.fixed.unwrap_or_else(|| Span::new(self.source, at.start, at.end))
    }

    pub(super) fn push(&mut self, span: Span, problem: ProjectError) {
        self.problems.push(span, problem);
    }
}
