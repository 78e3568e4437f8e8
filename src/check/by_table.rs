//! `by priority { … }`: a requirement for every value of an attribute.

use super::attributes::Attribute;
use super::checker::Checker;
use super::error::{NormError, PlanError};
use super::grid::{NO_HEAD, NO_ROW};
use super::heads::Head;
use super::norms::{Frame, Row};
use super::requirements::{A_FREQUENCY, NO_FREQUENCY};
use super::typed::{Requirement, Subject};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{By, ByBody, ByRow, Cell, GridRow, Head2, Name, TimeBound};

/// What stands in the columns of a table.
enum Columns {
    /// One bare bound a row.
    Bare,
    /// A least share each.
    Shares(Vec<Head>),
    /// The values of the second attribute; `None` is poisoned.
    Values(Vec<Option<usize>>),
}

impl Checker<'_, '_> {
    /// A `by` with all its rows.
    pub(super) fn by(&mut self, frame: &mut Frame, by: &By, damaged: bool) {
        let attributes: Vec<Option<Attribute>> = by.attributes.iter().map(|name| self.attribute(frame, name)).collect();
        match &by.body {
            ByBody::Table { header, heads, rows } => {
                self.by_table(frame, by, &attributes, *header, heads, rows, damaged);
            }
            ByBody::Rows(rows) => self.by_rows(frame, by, &attributes, rows, damaged),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one table")]
    fn by_table(
        &mut self,
        frame: &mut Frame,
        by: &By,
        attributes: &[Option<Attribute>],
        header: Option<Span>,
        heads: &[Head2],
        rows: &[GridRow<Spanned<Cell>>],
        damaged: bool,
    ) {
        let first = attributes.first().and_then(Option::as_ref);
        let places: Vec<Option<usize>> = match first {
            Some(attribute) => {
                let places = self.places(&attribute.axis, rows.iter().map(|row| &row.name), "a row");
                if !damaged {
                    self.complete(&attribute.axis, &places, &NO_ROW, by.span);
                }
                places
            }
            None => rows.iter().map(|_| None).collect(),
        };
        // Where the header may be lost, nothing can be said of columns.
        let columns = if damaged { None } else { self.columns(by, attributes, header, heads) };
        let Some(columns) = columns else {
            self.cells_alone(frame, rows);
            return;
        };
        if let (Columns::Values(places), Some(second)) = (&columns, attributes.get(1).and_then(Option::as_ref)) {
            self.complete(&second.axis, places, &NO_HEAD, header.unwrap_or(by.span));
        }
        let width = match &columns {
            Columns::Bare => 1,
            Columns::Shares(heads) => heads.len(),
            Columns::Values(heads) => heads.len(),
        };
        for (written, place) in rows.iter().zip(places) {
            let count = Spanned::new(written.cells.len(), written.span);
            if !self.full(&count, width, header.unwrap_or(by.span)) {
                frame.requirements.push(None);
            }
            let row = first.zip(place).map(|(attribute, place)| self.row(attribute, place, &Row::none()));
            for (at, cell) in written.cells.iter().enumerate().take(width) {
                let second = attributes.get(1).and_then(Option::as_ref);
                let (row, head) = match &columns {
                    Columns::Bare => (row.clone(), None),
                    Columns::Shares(heads) => (row.clone(), heads.get(at)),
                    Columns::Values(places) => {
                        let place = places.get(at).copied().flatten();
                        let both = row.clone().zip(second.zip(place));
                        (both.map(|(row, (attribute, place))| self.row(attribute, place, &row)), None)
                    }
                };
                let level = frame.level + if head.is_some() { at } else { 0 };
                let made = self.cell(frame, row.as_ref(), head, level, cell);
                frame.requirements.push(made);
            }
        }
        frame.level += match &columns {
            Columns::Shares(heads) => heads.len(),
            Columns::Bare | Columns::Values(_) => 1,
        };
    }

    /// What the columns of a table are; `None` where they make no sense.
    fn columns(
        &mut self,
        by: &By,
        attributes: &[Option<Attribute>],
        header: Option<Span>,
        heads: &[Head2],
    ) -> Option<Columns> {
        let span = header.unwrap_or(by.span);
        let shares: Vec<Head> = heads.iter().filter_map(|head| self.head(head)).collect();
        let names: Vec<&Name> = heads.iter().filter_map(value_head).collect();
        let problem = |why, label, help| NormError::Heads { why, span, label, help };
        match (attributes.len(), shares.len(), names.len()) {
            (1, 0, 0) => Some(Columns::Bare),
            (1, _, 0) => Some(Columns::Shares(shares)),
            (2, 0, 1..) => match attributes.get(1).and_then(Option::as_ref) {
                Some(second) => Some(Columns::Values(self.places(&second.axis, names.into_iter(), "a column"))),
                None => Some(Columns::Values(names.iter().map(|_| None).collect())),
            },
            (1, 0, _) => {
                let help = "a head says a bound, such as `90% in less than`; for a column for each value of a second \
                            attribute write `by priority, impact`";
                self.report(span, problem("the heads of this table are not bounds", "expected bounds", help));
                None
            }
            (1, _, _) => {
                let help = "every head says a bound, such as `90% in less than`";
                self.report(span, problem("some heads of this table are bounds and some are not", "mixed", help));
                None
            }
            (2, _, _) => {
                let help = "by two attributes, a head is a value of the second one, and a cell a bound for all: `4h`";
                let label = "expected values of the second attribute";
                self.report(
                    span,
                    problem("the heads of this table are not the values of its second attribute", label, help),
                );
                None
            }
            (_, _, _) => {
                let help =
                    "by one attribute there is a row for each value; by two, a column for each value of the second";
                self.report(
                    by.span,
                    NormError::Heads {
                        why: "a table goes by one or two attributes",
                        span: by.span,
                        label: "too many attributes",
                        help,
                    },
                );
                None
            }
        }
    }

    /// Cells of a table whose heads make no sense: their limits are checked all the same.
    fn cells_alone(&mut self, frame: &mut Frame, rows: &[GridRow<Spanned<Cell>>]) {
        for cell in rows.iter().flat_map(|row| &row.cells) {
            let level = frame.level;
            self.cell(frame, None, None, level, cell);
            frame.requirements.push(None);
        }
    }

    fn cell(
        &mut self,
        frame: &mut Frame,
        row: Option<&Row>,
        head: Option<&Head>,
        level: usize,
        cell: &Spanned<Cell>,
    ) -> Option<Requirement> {
        if frame.cadence {
            return self.owed(frame, row, head.is_some(), cell);
        }
        match &cell.value {
            Cell::Frequency(frequency) => {
                let unplaced = Row::none();
                self.frequency(frame, row.unwrap_or(&unplaced), frequency)
            }
            Cell::None => row.map(|row| no_norm(row, cell.span)),
            Cell::Limit(limit) => {
                let unplaced = Row::none();
                let (strict, bound) = self.cell_bound(limit, head, cell.span)?;
                let placed = row.unwrap_or(&unplaced);
                let made = self.of_plan(placed.plan, |checker| {
                    checker.timed(frame, placed, limit, strict, level, bound, cell.span)
                });
                made.filter(|_| row.is_some())
            }
        }
    }

    /// A cell in the table of a cadence.
    fn owed(&mut self, frame: &Frame, row: Option<&Row>, headed: bool, cell: &Spanned<Cell>) -> Option<Requirement> {
        let unplaced = Row::none();
        let placed = row.unwrap_or(&unplaced);
        let made = match &cell.value {
            Cell::None => Some(no_norm(placed, cell.span)),
            Cell::Frequency(frequency) if !headed => {
                self.of_plan(placed.plan, |checker| checker.frequency(frame, placed, frequency))
            }
            Cell::Limit(limit) if limit.time.value == TimeBound::NotAgreed => {
                let text = format!("{} with updates", frame.population);
                self.not_agreed(placed, text, cell.span)
            }
            Cell::Frequency(_) | Cell::Limit(_) => {
                let span = cell.span;
                self.report(span, PlanError::Owed { why: NO_FREQUENCY, span, help: A_FREQUENCY });
                None
            }
        };
        made.filter(|_| row.is_some())
    }

    fn by_rows(&mut self, frame: &mut Frame, by: &By, attributes: &[Option<Attribute>], rows: &[ByRow], damaged: bool) {
        if attributes.len() != 1 {
            let problem = NormError::Heads {
                why: "rows with a `:` go by one attribute",
                span: by.span,
                label: "more than one attribute",
                help: "by two attributes write a table: a column for each value of the second, separated by `|`",
            };
            self.report(by.span, problem);
        }
        let attribute = attributes.first().and_then(Option::as_ref);
        let names = || rows.iter().flat_map(|row| &row.names);
        let places = match attribute {
            Some(attribute) => {
                let places = self.places(&attribute.axis, names(), "a row");
                if !damaged {
                    self.complete(&attribute.axis, &places, &NO_ROW, by.span);
                }
                places
            }
            None => names().map(|_| None).collect(),
        };
        let mut places = places.into_iter();
        for written in rows {
            let places: Vec<Option<usize>> = places.by_ref().take(written.names.len()).collect();
            for place in places {
                let row = attribute.zip(place).map(|(attribute, place)| self.row(attribute, place, &Row::none()));
                self.by_row(frame, by, written, row);
            }
        }
        frame.level += 1;
    }

    fn by_row(&mut self, frame: &mut Frame, by: &By, written: &ByRow, row: Option<Row>) {
        let placed = row.is_some();
        let mut row = row.unwrap_or_else(Row::none);
        row.label = written.label.as_ref().map(|label| label.value.clone());
        row.clause = written.clause.as_ref().map(|clause| clause.value.clone());
        if row.component.is_none() && row.plan.is_none() && placed {
            row.by = by.attributes.first().map(|name| (name.value.clone(), by.span));
        }
        // A name that is no component was meant for one: the measure is not asked for its component then.
        row.bound |= !placed;
        let before = frame.requirements.len();
        match &written.requirement {
            Some(requirement) => {
                self.of_plan(row.plan, |checker| checker.requirement(frame, &row, requirement));
            }
            None => {
                let span = written.names.first().map_or(by.span, |name| name.span);
                frame.requirements.push(Some(no_norm(&row, span)));
            }
        }
        if !placed {
            frame.requirements.truncate(before);
            frame.requirements.push(None);
        }
    }
}

fn no_norm(row: &Row, span: Span) -> Requirement {
    row.requirement(span, "none".to_owned(), Subject::NoNorm, None)
}

fn value_head(head: &Head2) -> Option<&Name> {
    match head {
        Head2::Value(name) => Some(name),
        Head2::Share { .. } => None,
    }
}
