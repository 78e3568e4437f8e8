use std::collections::{BTreeMap, BTreeSet};

use super::moments::Moments;
use crate::evidence::hash::of_text;
use crate::evidence::value::read_number;

/// Texts that stand for "no value" in exports.
const MISSING: [&str; 14] =
    ["?", "-", "--", "NS", "NA", "N/A", "n/a", "#N/A", "#N/B", "NULL", "null", "(null)", "(empty)", "n.v.t."];

/// How many different values of a column are kept.
pub(super) const LISTED: usize = 40;

/// What is known of a column after all rows.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub name: String,
    /// Whether another column has the same name: then neither can be named in `sla.toml`.
    pub is_double: bool,
    /// Cells with a value.
    pub filled: u64,
    /// Cells that say in words that there is none, by word.
    pub missing: BTreeMap<&'static str, u64>,
    /// The different values with how often each is there; `None` when they are more than [`LISTED`].
    pub values: Option<BTreeMap<Box<str>, u64>>,
    /// The first line whose value stood in an earlier one.
    pub repeated: Option<u32>,
    /// As moments.
    pub moments: Moments,
    /// How many are numbers with a point, with a comma; both for a whole number. `%` may stand behind them.
    pub numbers: (u64, u64),
    /// The first that is a number with a comma only.
    pub comma: Option<(u32, String)>,
    /// The first that is a number with a point only.
    pub point: Option<(u32, String)>,
    /// How many end in `%`.
    pub percents: u64,
    seen: BTreeSet<u64>,
}

impl Facts {
    pub(super) fn new(name: &str, is_double: bool) -> Self {
        Self { name: name.to_owned(), is_double, values: Some(BTreeMap::new()), ..Self::default() }
    }

    /// Takes in a cell; `text` is without white space around it.
    pub(super) fn add(&mut self, text: &str, line: u32) {
        if text.is_empty() {
            return;
        }
        if let Some(word) = MISSING.iter().find(|word| **word == text) {
            *self.missing.entry(word).or_default() += 1;
            return;
        }
        self.filled += 1;
        if !self.seen.insert(of_text(text)) {
            self.repeated.get_or_insert(line);
        }
        if let Some(values) = &mut self.values {
            if let Some(count) = values.get_mut(text) {
                *count += 1;
            } else if values.len() < LISTED {
                values.insert(text.into(), 1);
            } else {
                self.values = None;
            }
        }
        let number = text.strip_suffix('%').map_or(text, str::trim_end);
        self.percents += u64::from(number.len() < text.len());
        let (point, comma) = (read_number(number, false).is_ok(), read_number(number, true).is_ok());
        self.numbers.0 += u64::from(point);
        self.numbers.1 += u64::from(comma);
        if comma && !point && self.comma.is_none() {
            self.comma = Some((line, text.to_owned()));
        }
        if point && !comma && self.point.is_none() {
            self.point = Some((line, text.to_owned()));
        }
        self.moments.add(text, line);
    }

    /// Whether nine in ten of its values are of a kind that `count` of them are of. A column without values may hold any.
    pub(super) fn is_mostly(&self, count: u64) -> bool {
        count * 10 >= self.filled * 9
    }

    pub(super) fn is_of_moments(&self) -> bool {
        self.is_mostly(self.moments.read)
    }

    /// Whether each row has a value of its own.
    pub(super) fn is_key(&self, rows: u64) -> bool {
        self.filled == rows && rows > 1 && self.repeated.is_none() && !self.is_double
    }
}
