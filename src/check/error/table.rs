use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Priorities, ticket kinds, columns, and tables with a row for each value.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum TableError {
    /// A matrix over something that is not an enumeration, or twice over the same.
    #[error("{why}")]
    #[diagnostic(
        code("SLA0320"),
        help("a matrix goes from two columns such as `impact high | medium | low` to a priority")
    )]
    MatrixAxis {
        /// What is wrong.
        why: String,
        /// Where.
        #[label(primary, "not an axis of a matrix")]
        span: Span,
        /// The column.
        #[label("declared here")]
        declared: Option<Span>,
    },
    /// A table that must cover every value and does not.
    #[error("{what} {missing}")]
    #[diagnostic(code("SLA0321"), help("{help}"))]
    Incomplete {
        /// `the table has no row for`
        what: &'static str,
        /// `` `laag`, `normaal` ``
        missing: String,
        /// Where.
        #[label("every value of `{attribute}` needs one")]
        span: Span,
        /// The column or `priority`.
        attribute: String,
        /// What would be right.
        help: String,
    },
    /// A value with two rows or two columns.
    #[error("`{name}` has {what} twice")]
    #[diagnostic(code("SLA0322"), help("every value has one: keep the one that holds"))]
    Doubled {
        /// The value.
        name: String,
        /// `a row`
        what: &'static str,
        /// The second.
        #[label(primary, "again here")]
        second: Span,
        /// The first.
        #[label("first here")]
        first: Span,
    },
    /// A row with more or fewer cells than there are heads.
    #[error("this row has {cells}, and the table has {heads}")]
    #[diagnostic(code("SLA0323"), help("every row has one cell under each head, separated by `|`"))]
    Ragged {
        /// `2 cells`
        cells: String,
        /// `3 heads`
        heads: String,
        /// The row.
        #[label(primary, "{cells}")]
        span: Span,
        /// The header row.
        #[label("{heads}")]
        header: Span,
    },
    /// A corner that names other columns than the line above it.
    #[error("the corner says `{found}`, and the matrix goes from `{wanted}`")]
    #[diagnostic(
        code("SLA0324"),
        help("rows come first: write `{wanted}` in the corner, and check that the table is read that way")
    )]
    Corner {
        /// As written.
        found: String,
        /// What the first line says.
        wanted: String,
        /// The corner.
        #[label(primary, "the corner")]
        span: Span,
        /// The first line.
        #[label("declared here")]
        declared: Span,
    },
    /// A cell that is less urgent than its neighbour although its row or column is more so.
    #[error("the matrix turns back: {higher} gives `{lower_priority}`, while {lower} gives `{higher_priority}`")]
    #[diagnostic(
        code("SLA0325"),
        severity(Warning),
        help("more {axis} usually means a higher priority; if the signed text really says this, nothing is wrong")
    )]
    NotMonotone {
        /// `impact`
        axis: String,
        /// ``impact `high`, urgency `low` ``
        higher: String,
        /// ``impact `medium`, urgency `low` ``
        lower: String,
        /// Priority of the higher one.
        lower_priority: String,
        /// Priority of the lower one.
        higher_priority: String,
        /// The cell of the higher one.
        #[label(primary, "less urgent here")]
        span: Span,
        /// The cell of the lower one.
        #[label("more urgent here")]
        other: Span,
    },
    /// `priority from matrix` without a matrix, or a matrix or rules that nothing reads.
    #[error("{why}")]
    #[diagnostic(code("SLA0326"))]
    PrioritySource {
        /// What is wrong.
        why: String,
        /// The `priority` line.
        #[label(primary, "{label}")]
        span: Span,
        /// At the place.
        label: &'static str,
        /// The matrix, or the rules.
        #[label("decides nothing")]
        idle: Option<Span>,
        /// What would be right.
        #[help]
        help: String,
    },
    /// `priority` is spoken of and no priorities are declared.
    #[error("the contract declares no priorities")]
    #[diagnostic(code("SLA0327"), help("declare them, most urgent first: `priorities P1 > P2 > P3 > P4`"))]
    NoPriorities {
        /// Where they are spoken of.
        #[label("priorities are needed here")]
        span: Span,
    },
    /// A column and a clock of one name, so that a condition could mean either.
    #[error("the column `{name}` has the name of a clock")]
    #[diagnostic(code("SLA0328"), help("a condition on a ticket could mean either: rename one of them"))]
    ColumnIsClock {
        /// The name.
        name: String,
        /// The column.
        #[label(primary, "this column")]
        column: Span,
        /// The clock.
        #[label("this clock")]
        clock: Span,
    },
}
