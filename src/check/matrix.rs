//! Matrices: from two columns of a ticket to its priority.

use super::checker::{Checker, values};
use super::error::TableError;
use super::grid::{Axis, NO_HEAD, NO_MATRIX_ROW};
use super::tables::{Found, Ways};
use super::typed::{ColumnId, Derivation, Matrix, PriorityId, TicketKindId};
use crate::diagnostic::did_you_mean;
use crate::resolve::{Kind, Part};
use crate::source::Spanned;
use crate::syntax::ast::{self, Name};

/// A cell with the place where it is written.
type Cell = Spanned<PriorityId>;

/// From one cell to the next along an axis: where on the other axis, from where, to where, and both cells.
type StepOfMatrix<'c> = (usize, usize, usize, &'c Cell, &'c Cell);

impl<'a> Checker<'a, '_> {
    /// Gives each ticket kind its matrix, if it has one.
    pub(super) fn matrices(&mut self, ways: &mut [Ways]) {
        for part in &self.items.matrices {
            let span = part.item.span;
            let Some(symbol) = self.names.look_up(&[Kind::Ticket], &part.item.ticket, self.out) else {
                self.facts.stray_derivation = true;
                continue;
            };
            let matrix = self.matrix(*part, TicketKindId(symbol.index));
            if let Some(way) = ways.get_mut(symbol.index as usize)
                && way.matrix.is_none()
            {
                way.matrix = Some(Found { span, derivation: matrix.map(Derivation::Matrix) });
            }
        }
    }

    fn matrix(&mut self, part: Part<'a, ast::Matrix>, kind: TicketKindId) -> Option<Matrix> {
        let matrix = part.item;
        if self.facts.priorities.is_empty() {
            self.no_priorities(matrix.span);
        }
        let rows = self.axis(kind, &matrix.rows);
        let columns = self.axis(kind, &matrix.columns);
        if let (Some((first, _)), Some((second, _))) = (&rows, &columns)
            && first == second
        {
            let problem = TableError::MatrixAxis {
                why: format!("the matrix goes twice by `{}`", matrix.columns.value),
                span: matrix.columns.span,
                declared: None,
            };
            self.report(matrix.columns.span, problem);
            return None;
        }
        if rows.is_some() && columns.is_some() && !part.damaged {
            self.corner(matrix);
        }
        let cells = self.cells(part, rows.as_ref().map(|(_, axis)| axis), columns.as_ref().map(|(_, axis)| axis));
        let ((rows, row_axis), (columns, column_axis), cells) = (rows?, columns?, cells?);
        self.monotone(&row_axis, &column_axis, &cells);
        let cells = cells.into_iter().map(|row| row.into_iter().map(|cell| Some(cell.value)).collect()).collect();
        Some(Matrix {
            clause: matrix.clause.as_ref().map(|clause| clause.value.clone()),
            span: matrix.span,
            rows,
            columns,
            cells,
        })
    }

    /// An enumeration column of the ticket kind.
    fn axis(&mut self, kind: TicketKindId, name: &Name) -> Option<(ColumnId, Axis)> {
        let facts = self.facts.tickets.get(kind.index())?;
        let Some(place) = facts.columns.iter().position(|column| column.declared.name == name.value) else {
            let known = facts.columns.iter().filter(|column| values(column).is_some());
            let help = did_you_mean(&name.value, known.map(|column| column.declared.name.as_str()));
            self.unknown_ticket_column(kind, name, help);
            return None;
        };
        let column = facts.columns.get(place)?;
        if self.is_unclear(column) {
            return None;
        }
        let Some(levels) = values(column) else {
            let problem = TableError::MatrixAxis {
                why: format!("`{}` has no list of values", name.value),
                span: name.span,
                declared: Some(column.declared.span),
            };
            self.report(name.span, problem);
            return None;
        };
        self.names.mark_column(column.declared.span);
        let axis = Axis {
            attribute: name.value.clone(),
            of: format!("a value of `{}`", name.value),
            values: levels.iter().map(|level| level.name.clone()).collect(),
        };
        Some((ColumnId(u32::try_from(place).ok()?), axis))
    }

    /// A corner that names the columns must name them as the first line does, or the table would be read crosswise.
    fn corner(&mut self, matrix: &ast::Matrix) {
        let [rows, columns] = matrix.table.corner.as_slice() else { return };
        if rows.value != matrix.rows.value || columns.value != matrix.columns.value {
            let span = rows.span.to(columns.span);
            let problem = TableError::Corner {
                found: format!("{} \\ {}", rows.value, columns.value),
                wanted: format!("{} \\ {}", matrix.rows.value, matrix.columns.value),
                span,
                declared: matrix.rows.span.to(matrix.columns.span),
            };
            self.report(span, problem);
        }
    }

    /// The cells by row value and column value.
    fn cells(
        &mut self,
        part: Part<'a, ast::Matrix>,
        rows: Option<&Axis>,
        columns: Option<&Axis>,
    ) -> Option<Vec<Vec<Cell>>> {
        let table = &part.item.table;
        if part.damaged {
            // A lost header makes a head of the first row: only the rows' own names and cells are sure.
            for cell in table.rows.iter().skip(1).flat_map(|row| &row.cells) {
                self.priority(cell);
            }
            return None;
        }
        let row_places = rows.map(|axis| self.places(axis, table.rows.iter().map(|row| &row.name), "a row"));
        let head_places = columns.map(|axis| self.places(axis, table.heads.iter(), "a column"));
        let mut right = true;
        if let (Some(axis), Some(places)) = (rows, &row_places) {
            right &= self.complete(axis, places, &NO_MATRIX_ROW, part.item.span);
        }
        if let (Some(axis), Some(places)) = (columns, &head_places) {
            right &= self.complete(axis, places, &NO_HEAD, table.header);
        }
        let mut written: Vec<Vec<Option<Cell>>> = Vec::new();
        for row in &table.rows {
            right &= self.full(&Spanned::new(row.cells.len(), row.span), table.heads.len(), table.header);
            written.push(row.cells.iter().map(|cell| self.priority(cell)).collect());
        }
        if !right {
            return None;
        }
        let (row_places, head_places) = (row_places?, head_places?);
        let by_value = |places: &[Option<usize>], value: usize| places.iter().position(|place| *place == Some(value));
        (0..rows?.values.len())
            .map(|row| {
                let cells = written.get(by_value(&row_places, row)?)?;
                (0..columns?.values.len()).map(|column| cells.get(by_value(&head_places, column)?)?.clone()).collect()
            })
            .collect()
    }

    /// A priority by its name.
    pub(super) fn priority(&mut self, name: &Name) -> Option<Cell> {
        let place = self.facts.priorities.iter().position(|level| level.name == name.value);
        if let Some(place) = place {
            return Some(Spanned::new(PriorityId(u32::try_from(place).ok()?), name.span));
        }
        // Without any priorities that has been said already.
        if !self.facts.priorities.is_empty() {
            let help = did_you_mean(&name.value, self.facts.priorities.iter().map(|level| level.name.as_str()));
            self.names.unknown_value("a priority", name, help);
        }
        None
    }

    /// Warns where one step along an axis makes a ticket more urgent and another less.
    fn monotone(&mut self, rows: &Axis, columns: &Axis, cells: &[Vec<Cell>]) {
        let down: Vec<StepOfMatrix<'_>> = cells
            .iter()
            .zip(cells.iter().skip(1))
            .enumerate()
            .flat_map(|(row, (upper, lower))| {
                upper.iter().zip(lower).enumerate().map(move |(column, (a, b))| (column, row, row + 1, a, b))
            })
            .collect();
        let across: Vec<StepOfMatrix<'_>> = cells
            .iter()
            .enumerate()
            .flat_map(|(line, row)| {
                row.iter().zip(row.iter().skip(1)).enumerate().map(move |(at, (a, b))| (line, at, at + 1, a, b))
            })
            .collect();
        for (axis, other, steps) in [(rows, columns, down), (columns, rows, across)] {
            let falls = |(_, _, _, a, b): &&StepOfMatrix<'_>| a.value > b.value;
            let rises = |(_, _, _, a, b): &&StepOfMatrix<'_>| a.value < b.value;
            // Most contracts list the gravest value first; some list it last. The rarer direction is the odd one.
            let (fewer_falls, odd) = match (steps.iter().filter(falls).count(), steps.iter().filter(rises).count()) {
                (falling, rising) if falling <= rising => (true, steps.iter().find(falls)),
                _ => (false, steps.iter().find(rises)),
            };
            let Some((beside, first, second, a, b)) = odd else { continue };
            // The value listed first is the graver one when priorities mostly get less urgent along the list.
            let (higher, lower, less, more) = if fewer_falls { (first, second, a, b) } else { (second, first, b, a) };
            let value = |axis: &Axis, at: &usize| {
                let value = axis.values.get(*at).map_or("", String::as_str);
                format!("{} `{value}`", axis.attribute)
            };
            let priority = |cell: &Cell| {
                self.facts.priorities.get(cell.value.index()).map_or_else(String::new, |level| level.name.clone())
            };
            let problem = TableError::NotMonotone {
                axis: axis.attribute.clone(),
                higher: format!("{}, {}", value(axis, higher), value(other, beside)),
                lower: format!("{}, {}", value(axis, lower), value(other, beside)),
                lower_priority: priority(less),
                higher_priority: priority(more),
                span: less.span,
                other: more.span,
            };
            self.report(less.span, problem);
        }
    }
}
