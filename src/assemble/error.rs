use miette::Diagnostic;
use thiserror::Error;

use super::Unavailable;
use crate::source::Span;

/// Everything that can be wrong between files.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum AssembleError {
    /// The file is not there, or may not be read.
    #[error("`{path}` cannot be read: {why}")]
    #[diagnostic(code("SLA0214"))]
    Unavailable {
        /// As written.
        path: String,
        /// Why.
        why: Unavailable,
        /// Where.
        #[label("named here")]
        span: Span,
        /// What would be right.
        #[help]
        help: String,
    },
    /// Files that name one another.
    #[error("`{path}` leads back to a file that is still being read")]
    #[diagnostic(code("SLA0215"), help("put what both need into a third file, and let both use that"))]
    Circle {
        /// As written.
        path: String,
        /// Where the circle closes.
        #[label(primary, "this closes the circle")]
        span: Span,
        /// Where it began; `None`: with the contract itself.
        #[label("it began here")]
        began: Option<Span>,
    },
    /// The same file twice in one.
    #[error("`{path}` is used twice")]
    #[diagnostic(code("SLA0216"), help("remove this line: a file counts once"))]
    UsedTwice {
        /// As written.
        path: String,
        /// The second time.
        #[label(primary, "a second time")]
        span: Span,
        /// The first time.
        #[label("used here")]
        first: Span,
    },
    /// A library with a header.
    #[error("a file that is used holds no `{what}`")]
    #[diagnostic(
        code("SLA0217"),
        help("leave who, when and where to the contract; a contract that changes another one begins with `amends`")
    )]
    HeaderInLibrary {
        /// Its first word.
        what: &'static str,
        /// Where.
        #[label(primary, "not in a file that is used")]
        span: Span,
        /// Where the file is used.
        #[label("used here")]
        used: Span,
    },
    /// `replace`, `add` or `remove` in a contract that amends none.
    #[error("`{word}` changes another contract, and this one amends none")]
    #[diagnostic(
        code("SLA0218"),
        help("name the contract first: `amends \"../standaard/contract.sla\"`; or leave out `{word}`")
    )]
    NothingAmended {
        /// As written.
        word: &'static str,
        /// Where.
        #[label("of which contract?")]
        span: Span,
    },
    /// An item of an amendment that says neither.
    #[error("does this {kind} replace one of `{base}`, or is it new?")]
    #[diagnostic(code("SLA0219"))]
    Unmarked {
        /// Its first word.
        kind: &'static str,
        /// The amended contract.
        base: String,
        /// Where.
        #[label(primary, "say which")]
        span: Span,
        /// The one of the base.
        #[label("`{base}` has this one")]
        there: Option<Span>,
        /// What would be right.
        #[help]
        help: String,
    },
    /// `replace` or `remove` of what is not there.
    #[error("`{base}` has no {what} to {word}")]
    #[diagnostic(code("SLA0220"))]
    NotThere {
        /// The amended contract.
        base: String,
        /// `norm `rfc``
        what: String,
        /// `replace` or `remove`.
        word: &'static str,
        /// Where.
        #[label("not there")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// `add` of what is there.
    #[error("`{base}` has {what} already")]
    #[diagnostic(code("SLA0221"), help("write `replace` in the place of `add`, or give it another name"))]
    AlreadyThere {
        /// The amended contract.
        base: String,
        /// `norm `rfc``
        what: String,
        /// Where.
        #[label(primary, "added here")]
        span: Span,
        /// The one of the base.
        #[label("it is here already")]
        there: Span,
    },
    /// The same item changed twice.
    #[error("{what} is changed twice")]
    #[diagnostic(code("SLA0222"), help("keep one of the two changes"))]
    ChangedTwice {
        /// `norm `rfc``
        what: String,
        /// The second change.
        #[label(primary, "changed again")]
        span: Span,
        /// The first change.
        #[label("changed here")]
        first: Span,
    },
}
