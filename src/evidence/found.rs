//! What was wrong with the rows of a chunk, kept so that millions of bad rows stay affordable.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ahead::Tally;
use super::error::EvidenceError;
use super::format::{Row, Said};
use super::of_ticket::Names;
use super::place::span;
use crate::source::Span;

/// How many bad rows of one run are shown in full; all are counted, and kept as rejects.
pub(super) const SHOWN: usize = 1_000;

/// A problem with a row.
#[derive(Debug)]
pub(super) struct BadRow {
    /// 1-based.
    pub line: u32,
    /// The row.
    pub text: Arc<str>,
    /// Why.
    pub problem: EvidenceError,
}

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The first [`SHOWN`].
    pub shown: Vec<BadRow>,
    /// The others, by code.
    pub more: BTreeMap<String, u64>,
    /// Statuses that are in no list of `sla.toml`.
    pub unlisted: BTreeSet<String>,
    /// Whether timestamps have offsets.
    pub offsets: Offsets,
    /// Rows of tickets that look ahead.
    pub ahead: Tally,
    /// The tickets that rows name, where those are not known yet.
    pub names: Names,
    /// Where the last ticket was found, for files in the order of the tickets.
    pub hint: u32,
    /// The first problem of the row at hand.
    why: Option<Why>,
    /// The text of the row at hand, once it is needed.
    text: Option<Arc<str>>,
}

/// The first rows, by number, with a timestamp that has an offset, and with one that has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Offsets {
    pub with: Option<u32>,
    pub without: Option<u32>,
}

impl Offsets {
    /// A timestamp of the row with this number.
    pub(super) fn see(&mut self, has_offset: bool, row: u32) {
        let first = if has_offset { &mut self.with } else { &mut self.without };
        first.get_or_insert(row);
    }

    /// Those of rows further on.
    pub(super) fn add(&mut self, further: Self) {
        self.with = self.with.or(further.with);
        self.without = self.without.or(further.without);
    }
}

/// A problem in code and words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Why {
    pub code: String,
    pub message: String,
}

/// A problem was reported; there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refused;

impl Found {
    /// Adds a problem of `row`.
    pub(super) fn push(&mut self, row: &Row<'_>, problem: impl Into<EvidenceError>) -> Refused {
        self.push_at(row.line, row.text, problem)
    }

    /// Adds a problem of the row that starts on `line`.
    pub(super) fn push_at(&mut self, line: u32, row: &str, problem: impl Into<EvidenceError>) -> Refused {
        let problem = problem.into();
        let code = problem.code_text();
        if self.why.is_none() {
            self.why = Some(Why { code: code.clone(), message: problem.to_string() });
        }
        if self.shown.len() < SHOWN {
            let text = Arc::clone(self.text.get_or_insert_with(|| row.into()));
            self.shown.push(BadRow { line, text, problem });
        } else {
            *self.more.entry(code).or_default() += 1;
        }
        Refused
    }

    /// The row at hand is done: its first problem.
    pub(super) fn end_row(&mut self) -> Why {
        self.text = None;
        self.why.take().unwrap_or_default()
    }
}

/// Where a cell stands; the whole row for one that does not stand there.
pub(super) fn span_of(said: Option<&Said<'_>>, row: &Row<'_>) -> Span {
    match said {
        Some(said) => span(said.at.0 as usize, said.at.1 as usize),
        None => span(0, row.text.len()),
    }
}
