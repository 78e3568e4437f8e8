//! Which columns a table reader wants, and where each comes from: a header of the file, one value for all rows, or
//! nowhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, did_you_mean, nearest};
use crate::source::Span;

use super::error::EvidenceError;
use super::fields::TypedField;
use super::format::Header;
use super::place::{in_project, in_row, span};
use super::project::{ProjectError, Table, TableSource};

/// The wanted columns of one `[evidence.<table>]`, by slot.
#[derive(Debug)]
pub(super) struct Columns {
    table: Table,
    wanted: Vec<Wanted>,
}

#[derive(Debug)]
struct Wanted {
    column: String,
    header: String,
    need: Need,
}

/// Whether a column may be missing from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// The table makes no sense without it.
    Required,
    /// Every ticket has a plan: from the file, or from the project.
    Plan,
    /// The contract judges by it: it may be missing, but only when the project says so.
    Judged,
    /// Nothing depends on it.
    Optional,
    /// `sla.toml` names its header.
    Named,
    /// It is looked at where it is there.
    IfThere,
}

/// Where the values of a column come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// From a cell.
    Slot(u32),
    /// The same in every row.
    Constant(String),
    /// There are none.
    Nowhere,
}

impl Columns {
    pub(super) fn new(table: Table) -> Self {
        Self { table, wanted: Vec::new() }
    }

    /// Wants a column.
    pub(super) fn want(&mut self, source: &TableSource, column: &str, need: Need) -> Origin {
        if let Some((_, constant)) = source.defaults.get(column) {
            return Origin::Constant(constant.value.clone());
        }
        if !matches!(need, Need::Required | Need::Plan) && source.absent.iter().any(|absent| absent.value == column) {
            return Origin::Nowhere;
        }
        match source.columns.get(column) {
            // Of a preset, a column that nothing depends on may hold anything.
            Some(_) if source.of_preset.contains(column) && need == Need::Optional => Origin::Nowhere,
            Some((_, header)) if source.of_preset.contains(column) => self.slot(column, &header.value, need),
            Some((_, header)) => self.slot(column, &header.value, Need::Named),
            None => self.slot(column, column, need),
        }
    }

    /// Wants a header that is no column of the contract.
    pub(super) fn want_header(&mut self, header: &str) -> Origin {
        self.slot(header, header, Need::Named)
    }

    /// Wants a header that a header line may have, and about which nothing is said where it has none, or two.
    pub(super) fn want_if_there(&mut self, header: &str) -> Origin {
        self.slot("", header, Need::IfThere)
    }

    fn slot(&mut self, column: &str, header: &str, need: Need) -> Origin {
        let same = |wanted: &Wanted| wanted.header == header && wanted.column == column;
        if let Some(slot) = self.wanted.iter().position(same) {
            if let Some(wanted) = self.wanted.get_mut(slot)
                && wanted.need == Need::Optional
            {
                wanted.need = need;
            }
            return Origin::Slot(slot as u32);
        }
        self.wanted.push(Wanted { column: column.to_owned(), header: header.to_owned(), need });
        Origin::Slot(self.wanted.len() as u32 - 1)
    }

    /// The keys of formats without a header line, by slot. What is looked at where it is there is not looked for: under such a
    /// key anything may stand.
    pub(super) fn headers(&self) -> Vec<&str> {
        const NO_KEY: &str = "\0";
        let key = |wanted: &'_ Wanted| wanted.need != Need::IfThere;
        self.wanted.iter().map(|wanted| if key(wanted) { wanted.header.as_str() } else { NO_KEY }).collect()
    }

    /// Where each slot is under a header line; what cannot be found is a problem.
    pub(super) fn find(
        &self,
        file: &Arc<str>,
        header: &Header,
        delimiter: u8,
        problems: &mut Diagnostics,
    ) -> Vec<Option<u32>> {
        if let Some(problem) = other_delimiter(header, delimiter) {
            problems.push_in(in_row(file, header.line, &header.text), problem);
            return Vec::new();
        }
        let mut push = |problem| problems.push_in(in_row(file, header.line, &header.text), problem);
        let mut slots = Vec::with_capacity(self.wanted.len());
        for wanted in &self.wanted {
            let mut found = (0..).zip(&header.names).filter(|(_, (name, _))| *name == wanted.header);
            let first = found.next();
            if let (Some((_, (_, first))), Some((_, (_, second)))) = (first, found.next())
                && wanted.need != Need::IfThere
            {
                push(EvidenceError::HeaderTwice {
                    header: wanted.header.clone(),
                    column: wanted.column.clone(),
                    first: span(first.0 as usize, first.1 as usize),
                    second: span(second.0 as usize, second.1 as usize),
                });
            }
            if first.is_none() {
                let names = header.names.iter().map(|(name, _)| name.as_str());
                if let Some(problem) = self.lacks(wanted, names, span(0, header.text.len())) {
                    push(problem);
                }
            }
            slots.push(first.map(|(index, _)| index));
        }
        slots
    }

    /// For formats without a header: problems with the keys that no row had.
    pub(super) fn never_seen(&self, seen: &[bool], source: &TableSource, problems: &mut Diagnostics) {
        for (wanted, seen) in self.wanted.iter().zip(seen) {
            // A required one is a problem of each row.
            if !seen
                && wanted.need != Need::Required
                && let Some(problem) = self.lacks(wanted, std::iter::empty(), source.span)
            {
                problems.push_in(in_project(source.span), problem);
            }
        }
    }

    fn lacks<'a>(
        &self,
        wanted: &Wanted,
        names: impl Iterator<Item = &'a str> + Clone,
        span: Span,
    ) -> Option<EvidenceError> {
        let column = wanted.column.clone();
        let mapping = || {
            let example = nearest(&wanted.column, names.clone()).unwrap_or("…");
            let preset = if wanted.header == wanted.column {
                String::new()
            } else {
                format!("the preset looks for `{}`; ", wanted.header)
            };
            format!(
                "{preset}if it has another name there, say `columns.{} = \"{example}\"` in `sla.toml`",
                wanted.column
            )
        };
        let help = match wanted.need {
            Need::Optional | Need::IfThere => return None,
            Need::Named => {
                let did_you_mean = did_you_mean(&wanted.header, names);
                let header = wanted.header.clone();
                return Some(EvidenceError::NoHeaderOf { header, column, did_you_mean, span });
            }
            Need::Required => mapping(),
            Need::Plan => format!(
                "the contract has plans; {}, or say the plan of all tickets: `plan = \"…\"` in `sla.toml`, or `--plan …`",
                mapping()
            ),
            Need::Judged => format!(
                "the contract judges by it; {}; if the export has none, say `absent = [\"{column}\"]`",
                mapping()
            ),
        };
        Some(EvidenceError::NoColumn { table: self.table.name(), column, help, span })
    }
}

/// A header of one column that another delimiter would split.
fn other_delimiter(header: &Header, delimiter: u8) -> Option<EvidenceError> {
    let others = [(b';', "`;`"), (b'\t', "a tab"), (b'|', "`|`"), (b',', "`,`")];
    let text = header.text.as_bytes();
    let (other, name) = others.into_iter().find(|(other, _)| *other != delimiter && text.contains(other))?;
    if header.names.len() > 1 {
        return None;
    }
    let at = text.iter().position(|byte| *byte == other)?;
    let written = if other == b'\t' { "\\t".to_owned() } else { char::from(other).to_string() };
    Some(EvidenceError::OtherDelimiter { name, written, span: span(at, at + 1) })
}

/// Problems with column names in `sla.toml` that the table does not have. `valued`: what `values` may name.
pub(super) fn check_names(source: &TableSource, known: &[&str], valued: &[&str], problems: &mut Diagnostics) {
    let columns = source.columns.iter().map(|(name, (span, _))| (name.as_str(), *span, known));
    let defaults = source.defaults.iter().map(|(name, (span, _))| (name.as_str(), *span, known));
    let absent = source.absent.iter().map(|name| (name.value.as_str(), name.span, known));
    let values = source.values.iter().map(|(name, (span, _))| (name.as_str(), *span, valued));
    for (name, span, known) in columns.chain(defaults).chain(absent).chain(values) {
        if !known.contains(&name) && !source.of_preset.contains(name) {
            let did_you_mean = did_you_mean(name, known.iter().copied());
            let (table, column) = (source.table.name(), name.to_owned());
            problems.push_in(in_project(span), ProjectError::UnknownColumn { table, column, did_you_mean, span });
        }
    }
}

/// Problems with values in `sla.toml` that are not among those declared for `column`.
pub(super) fn check_values<'n>(
    source: &TableSource,
    column: &str,
    names: impl Iterator<Item = &'n str>,
    problems: &mut Diagnostics,
) {
    let names: Vec<&str> = names.collect();
    let mapped = source.values.get(column).into_iter().flat_map(|(_, values)| values.values());
    let constant = source.defaults.get(column).into_iter().map(|(_, value)| value);
    for value in mapped.chain(constant) {
        let is_known = value.value.is_empty() || names.iter().any(|name| *name == value.value);
        if !is_known {
            let did_you_mean = did_you_mean(&value.value, names.iter().copied());
            let (value, column, span) = (value.value.clone(), column.to_owned(), value.span);
            problems.push_in(in_project(span), ProjectError::UnknownValue { value, column, did_you_mean, span });
        }
    }
}

/// Problems with values in `sla.toml` of declared columns. Ticket kinds may share the name of a column with other values:
/// any of them will do.
pub(super) fn check_declared<'f>(
    source: &TableSource,
    fields: impl Iterator<Item = &'f TypedField>,
    problems: &mut Diagnostics,
) {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for field in fields {
        if let Some(values) = field.names() {
            names.entry(field.column()).or_default().extend(values);
        }
    }
    for (column, values) in names {
        check_values(source, column, values.into_iter(), problems);
    }
}
