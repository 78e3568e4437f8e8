//! When a verb that reports verdicts exits as `eval` does.

use clap::ValueEnum;

use crate::eval::verdict::{NormVerdict, Verdict};

use super::exit::Exit;

/// Argument that says when.
#[derive(Debug, clap::Args)]
pub(super) struct FailOnArgs {
    /// Exit as `eval` does when a norm is this
    #[arg(long, value_enum, value_name = "VERDICT")]
    fail_on: Option<FailOn>,
}

/// When to exit as `eval` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// With 1 when one is breached
    Breached,
    /// With 1 when one is breached, with 5 when one is undecided
    Undecided,
}

/// Breached before undecided before the rest.
pub(super) fn exit<'a>(norms: impl Iterator<Item = &'a NormVerdict>) -> Exit {
    match norms.map(|norm| norm.verdict).min() {
        Some(Verdict::Breached) => Exit::Failed,
        Some(Verdict::Undecided) => Exit::Undecided,
        Some(Verdict::Met | Verdict::Empty | Verdict::Measured) | None => Exit::Done,
    }
}

impl FailOnArgs {
    /// Whether it was asked for.
    pub(super) fn is_given(&self) -> bool {
        self.fail_on.is_some()
    }

    /// How to exit.
    pub(super) fn exit<'a>(&self, norms: impl Iterator<Item = &'a NormVerdict>) -> Exit {
        match (self.fail_on, exit(norms)) {
            (Some(_), Exit::Failed) => Exit::Failed,
            (Some(FailOn::Undecided), Exit::Undecided) => Exit::Undecided,
            (_, _) => Exit::Done,
        }
    }
}
