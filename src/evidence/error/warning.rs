//! What is said of tables that are not wrong.

use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Warnings about whole tables.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub(in crate::evidence) enum EvidenceWarning {
    /// A status in a list that never occurs, while one much like it does.
    #[error("the status `{listed}` never occurs in the log, but `{found}` does")]
    #[diagnostic(
        code("SLA0590"),
        severity(Warning),
        help(
            "`{found}` counts as work going on; if it is what you mean, correct the name; else add `open = [\"{found}\"]`"
        )
    )]
    StatusNeverOccurs {
        listed: String,
        found: String,
        #[label("never occurs")]
        span: Span,
    },
    /// Timestamps with offsets beside those without.
    #[error("some timestamps of `{file}` have offsets ({unit} {with}), others have none ({unit} {without})")]
    #[diagnostic(
        code("SLA0591"),
        severity(Warning),
        help(
            "those without are taken as local time of {zone}, that of the contract; if they are, say so with `timezone = \"{zone}\"`"
        )
    )]
    MixedOffsets {
        file: String,
        unit: &'static str,
        with: u32,
        without: u32,
        zone: String,
        #[label("named here")]
        span: Span,
    },
    /// Moments that the row's own status says have not come.
    #[error(
        "`{header}` is filled in on {rows} whose `{status}` says that work goes on, such as `{says}` in {unit} {line} of `{file}`"
    )]
    #[diagnostic(
        code("SLA0592"),
        severity(Warning),
        help(
            "the export tells what came later than the row, or the ticket was reopened since; to judge what was so when, map a log in `[evidence.changes]` and say `absent = [\"{column}\"]` here"
        )
    )]
    LooksAhead {
        column: &'static str,
        header: String,
        rows: String,
        status: &'static str,
        says: String,
        unit: &'static str,
        line: u32,
        file: String,
        #[label("taken as it stands")]
        span: Span,
    },
}
