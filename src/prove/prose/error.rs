use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Words that decide, and that nobody can measure.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum ProseError {
    /// A clause says `as soon as possible`, and nothing in the contract says how soon that is.
    #[error("`{words}` in clause {number}, and nothing says how that is measured")]
    #[diagnostic(
        code("SLA0850"),
        severity(Advice),
        help("{instead}, in an item with `clause \"{number}\"`, or note what stays open: `defect \"{number}\" \"…\"`")
    )]
    Unmeasured {
        /// As the list of phrases has it.
        words: String,
        /// Number of the clause.
        number: String,
        /// What one party may read.
        one: String,
        /// What the other one may read.
        other: String,
        /// The words.
        #[label("one party reads “{one}”, the other “{other}”")]
        span: Span,
        /// Further such words of the clause.
        #[label(collection, "and here")]
        again: Vec<Span>,
        /// What to say instead.
        instead: String,
    },
}
