//! The priority that a matrix gives, and where a recorded one differs from it.

use crate::eval::history::History;
use crate::eval::population::Standing;
use crate::eval::verdict::MatrixCheck;
use crate::evidence::Cell;
use crate::model::{Derivation, Matrix, Model, PrioritySource, TicketKindId};

/// The priority of a row with these attributes. A missing attribute leaves it missing (semantics 2.4).
pub(super) fn priority(matrix: &Matrix, row: &Cell, column: &Cell) -> Standing {
    let (Cell::Value(row), Cell::Value(column)) = (row, column) else { return Standing::Missing };
    let cell = matrix.cells.get(row.index()).and_then(|cells| cells.get(column.index()));
    match cell.expect("a matrix is total over its two enumerations") {
        Some(priority) => Standing::Known(*priority),
        None => Standing::NotAny,
    }
}

/// An empty check for every ticket kind whose recorded priority is checked against a matrix or rules.
pub(super) fn checks(model: &Model) -> Vec<MatrixCheck> {
    let checked = (0u32..).zip(&model.tickets).filter(|(_, kind)| match kind.priority {
        PrioritySource::Checked(_) => true,
        PrioritySource::Recorded | PrioritySource::Derived(_) => false,
    });
    checked.map(|(id, _)| MatrixCheck { kind: TicketKindId(id), checked: 0, agree: 0, differ: Vec::new() }).collect()
}

/// Compares a ticket's recorded priority with what the matrix or the rules give, both as known in one version, and notes it
/// in the check of its kind; whether the ticket is named there.
pub(super) fn compare(model: &Model, history: &History<'_>, now: usize, checks: &mut [MatrixCheck]) -> bool {
    let PrioritySource::Checked(derivation) = &model.ticket_kind(history.ticket.kind).priority else { return false };
    let Some(check) = checks.iter_mut().find(|check| check.kind == history.ticket.kind) else { return false };
    let version = history.version(now);
    let Some(recorded) = version.priority.known() else { return false };
    let given = match derivation {
        Derivation::Matrix(matrix) => {
            let cell = |column| history.cell(version.edition, column);
            priority(matrix, cell(matrix.rows), cell(matrix.columns))
        }
        Derivation::Rules(rules) => history.by_rules(rules, now),
    };
    match given {
        Standing::Missing => false,
        Standing::Known(given) if given == recorded => {
            check.checked += 1;
            check.agree += 1;
            false
        }
        other @ (Standing::Known(_) | Standing::NotAny) => {
            check.checked += 1;
            check.differ.push((history.ticket.id.to_string(), recorded, other.known()));
            true
        }
    }
}
