//! What events and people tell.

use crate::eval::rowsets;
use crate::evidence::{EventRow, Evidence, JudgementRow};
use crate::model::{EventId, JudgementId};
use crate::quantity::Instant;

/// Events and answers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Testimony<'a> {
    /// Of the evidence.
    Given(&'a Evidence),
    /// People answer this to everything, and nothing happens.
    Assumed(bool),
}

impl<'a> Testimony<'a> {
    /// The last answer about the contract as a whole, from `since` on and before `end`; `None`: nobody knows.
    pub(super) fn answer(&self, question: JudgementId, since: Option<Instant>, end: Instant) -> Option<bool> {
        let evidence = match self {
            Self::Given(evidence) => evidence,
            Self::Assumed(answer) => return Some(*answer),
        };
        if rowsets::skipped(evidence, "judgements") > 0 {
            return None;
        }
        let rows = evidence.judgements.as_deref()?;
        let counts = |row: &&JudgementRow| {
            row.judgement == question
                && row.subject.is_none()
                && row.at < end
                && since.is_none_or(|since| row.at >= since)
        };
        rows.iter().rev().find(counts).map(|row| row.answer)
    }

    /// Events of a kind from `since` on and before `end`, in order of time; `None`: the table was not given.
    pub(super) fn events(
        &self,
        event: EventId,
        since: Option<Instant>,
        end: Instant,
    ) -> Option<impl Iterator<Item = &'a EventRow>> {
        let rows = match self {
            Self::Given(evidence) => evidence.events.as_deref()?,
            Self::Assumed(_) => &[],
        };
        let counts =
            move |row: &&EventRow| row.event == event && row.at < end && since.is_none_or(|since| row.at >= since);
        Some(rows.iter().filter(counts))
    }

    /// Whether events may be missing.
    pub(super) fn lacks_events(&self) -> bool {
        match self {
            Self::Given(evidence) => rowsets::skipped(evidence, "events") > 0,
            Self::Assumed(_) => false,
        }
    }
}
