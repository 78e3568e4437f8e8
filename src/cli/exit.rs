//! Exit codes, and the early end of a verb.

use std::process::ExitCode;

use crate::diagnostic::{Diagnostics, Place};

use super::error::UsageError;

/// What the exit code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done; for `eval`: every judged norm is met.
    Done,
    /// `eval`: a norm is breached; `fmt --check`: a file would change; `test`: a test failed; `diff`: the meaning differs.
    Failed,
    /// Wrong usage.
    Usage,
    /// The contract is invalid.
    Contract,
    /// The evidence is invalid.
    Evidence,
    /// `eval`: nothing is breached, but a norm is undecided.
    Undecided,
    /// A defect of the program itself.
    Defect,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Contract => 3,
            Exit::Evidence => 4,
            Exit::Undecided => 5,
            Exit::Defect => 70,
        })
    }
}

/// Why a verb ended before its work was done.
#[derive(Debug)]
pub(super) struct Stop {
    pub exit: Exit,
    pub problems: Diagnostics,
}

impl Stop {
    pub(super) fn new(exit: Exit, problems: Diagnostics) -> Self {
        Self { exit, problems }
    }
}

impl From<UsageError> for Stop {
    fn from(error: UsageError) -> Self {
        let mut problems = Diagnostics::default();
        match error.span() {
            Some(span) => problems.push(span, error),
            None => problems.push_in(Place::Nowhere, error),
        }
        Self::new(Exit::Usage, problems)
    }
}
