//! The verdicts of all periods since the contract began, as far as they are known.

use std::collections::BTreeMap;

use crate::eval::verdict::{NormVerdict, Verdict};
use crate::model::NormId;
use crate::quantity::Instant;

/// The verdicts of one period.
#[derive(Debug, Clone)]
pub(super) struct Past {
    /// Its first instant.
    pub(super) from: Instant,
    /// The first instant after it.
    pub(super) to: Instant,
    /// What happens at or after this instant does not exist: its end, or as-of while it runs.
    pub(super) end: Instant,
    /// Whether it was over at the moment of evaluation.
    pub(super) finished: bool,
    /// Of the norms that anything asks for.
    pub(super) norms: BTreeMap<NormId, Judged>,
}

/// The verdicts of a norm in one period.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    /// Over all requirements.
    pub(super) verdict: Verdict,
    /// Of each requirement, by its index.
    pub(super) requirements: BTreeMap<usize, Verdict>,
}

impl From<&NormVerdict> for Judged {
    fn from(found: &NormVerdict) -> Self {
        let requirements = found.requirements.iter().filter_map(|one| Some((one.index, one.verdict?))).collect();
        Self { verdict: found.verdict, requirements }
    }
}

/// Where history begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// The contract says since when it holds: there was nothing before.
    With(Instant),
    /// It does not say, and the evidence begins here: what came before is unknown.
    Unknown(Instant),
}

impl Begins {
    /// The first instant of what is known.
    pub(super) fn at(self) -> Instant {
        match self {
            Self::With(at) | Self::Unknown(at) => at,
        }
    }

    /// Whether anything may have come before.
    pub(super) fn is_unknown(self) -> bool {
        matches!(self, Self::Unknown(_))
    }
}

/// All periods in order of time.
#[derive(Debug, Clone)]
pub(super) struct History {
    pub(super) begins: Begins,
    pub(super) past: Vec<Past>,
}

impl History {
    /// The period with this number.
    pub(super) fn at(&self, index: usize) -> &Past {
        self.past.get(index).expect("a period of this history")
    }

    /// The first period that is known to the period `at`. One that lies before the beginning knows itself alone.
    pub(super) fn first(&self, at: usize) -> usize {
        self.past.partition_point(|past| past.from < self.begins.at()).min(at)
    }

    /// The periods before `at`, the last of them first.
    pub(super) fn before(&self, at: usize) -> impl Iterator<Item = &Past> {
        self.past.get(self.first(at)..at).unwrap_or_default().iter().rev()
    }
}
