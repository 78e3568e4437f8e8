//! What every table with a row for each value must keep: each value once, all of them, and full rows.

use std::collections::{BTreeMap, BTreeSet};

use super::checker::Checker;
use super::error::TableError;
use crate::diagnostic::did_you_mean;
use crate::resolve::Kind;
use crate::source::{Span, Spanned};
use crate::syntax::ast::Name;

/// What the rows or columns of a table go by.
pub(super) struct Axis {
    /// `priority`, `component` or the column.
    pub attribute: String,
    /// `a priority`, `` a value of `impact` ``
    pub of: String,
    /// All its values.
    pub values: Vec<String>,
}

/// What is said where a value is missing from an axis.
pub(super) struct Absent {
    /// `the table has no row for`
    pub what: &'static str,
    /// What would be right.
    pub help: &'static str,
}

pub(super) const NO_ROW: Absent =
    Absent { what: "the table has no row for", help: "add the row; where the contract sets no norm, write `none`" };
pub(super) const NO_MATRIX_ROW: Absent =
    Absent { what: "the matrix has no row for", help: "add the row: a matrix gives a priority for every combination" };
pub(super) const NO_HEAD: Absent =
    Absent { what: "the table has no column for", help: "add the column: every combination needs a cell" };

impl Checker<'_, '_> {
    /// The position on `axis` of each of `names`; `None` for a name that is not on it (kept as unknown) or that stands
    /// there a second time (reported).
    pub(super) fn places<'n>(
        &mut self,
        axis: &Axis,
        names: impl Iterator<Item = &'n Name>,
        doubled: &'static str,
    ) -> Vec<Option<usize>> {
        let known: BTreeMap<&str, usize> =
            axis.values.iter().enumerate().map(|(place, value)| (value.as_str(), place)).collect();
        let mut seen: BTreeMap<usize, Span> = BTreeMap::new();
        let mut places = Vec::new();
        for name in names {
            let Some(place) = known.get(name.value.as_str()).copied() else {
                let help = did_you_mean(&name.value, axis.values.iter().map(String::as_str));
                match axis.attribute.as_str() {
                    "component" => self.names.unknown("component", &[Kind::Component], name, help),
                    _ => self.names.unknown_value(&axis.of, name, help),
                }
                places.push(None);
                continue;
            };
            if let Some(first) = seen.get(&place) {
                let problem =
                    TableError::Doubled { name: name.value.clone(), what: doubled, second: name.span, first: *first };
                self.report(name.span, problem);
                places.push(None);
                continue;
            }
            seen.insert(place, name.span);
            places.push(Some(place));
        }
        places
    }

    /// Whether `places` hold every value of `axis`. Names that stand for no value were meant for one of those that are
    /// missing: as many are not missed.
    pub(super) fn complete(&mut self, axis: &Axis, places: &[Option<usize>], absent: &Absent, span: Span) -> bool {
        let there: BTreeSet<usize> = places.iter().flatten().copied().collect();
        let missing: Vec<String> = axis
            .values
            .iter()
            .enumerate()
            .filter(|(place, _)| !there.contains(place))
            .map(|(_, value)| format!("`{value}`"))
            .collect();
        let unclear = places.iter().filter(|place| place.is_none()).count();
        if missing.len() > unclear {
            let problem = TableError::Incomplete {
                what: absent.what,
                missing: missing.join(", "),
                span,
                attribute: axis.attribute.clone(),
                help: absent.help.to_owned(),
            };
            self.report(span, problem);
        }
        missing.is_empty()
    }

    /// Whether a row has as many cells as there are heads.
    pub(super) fn full(&mut self, row: &Spanned<usize>, heads: usize, header: Span) -> bool {
        if row.value == heads {
            return true;
        }
        let problem = TableError::Ragged {
            cells: counted(row.value, "cell"),
            heads: counted(heads, "head"),
            span: row.span,
            header,
        };
        self.report(row.span, problem);
        false
    }
}

/// `1 cell`, `2 cells`
fn counted(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}
