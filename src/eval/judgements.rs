//! What people judged of single tickets, outages and maintenance, at hand by their id.

use std::collections::BTreeMap;

use crate::evidence::{Evidence, JudgementRow};
use crate::model::JudgementId;
use crate::quantity::Instant;

/// The answers about each subject, in order of time.
#[derive(Debug, Default)]
pub(super) struct Judgements<'a>(BTreeMap<&'a str, Vec<&'a JudgementRow>>);

impl<'a> Judgements<'a> {
    pub(super) fn new(evidence: &'a Evidence) -> Self {
        let mut by_subject: BTreeMap<&str, Vec<&JudgementRow>> = BTreeMap::new();
        for row in evidence.judgements.iter().flatten() {
            if let Some(subject) = row.subject.as_deref() {
                by_subject.entry(subject).or_default().push(row);
            }
        }
        Self(by_subject)
    }

    /// The answers about one subject.
    pub(super) fn about(&self, subject: &str) -> &[&'a JudgementRow] {
        self.0.get(subject).map_or(&[], Vec::as_slice)
    }

    /// The last answer about one subject before `end`; `None`: nobody answered.
    pub(super) fn answer(&self, subject: &str, question: JudgementId, end: Instant) -> Option<bool> {
        let mut answers = self.about(subject).iter().rev();
        answers.find(|row| row.judgement == question && row.at < end).map(|row| row.answer)
    }
}
