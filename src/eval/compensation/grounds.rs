//! What a condition rests on: the verdicts and judgements that it names, with those of earlier periods that count.

use crate::calendar::Periods;
use crate::eval::compensation::condition::{Chronicle, Could, said};
use crate::eval::compensation::history::Past;
use crate::eval::compensation::verdict::Ground;
use crate::model::{Condition, NormId, Over};

impl Chronicle<'_> {
    /// Each part of a condition in the period `at`, in the order written.
    pub(super) fn grounds(&self, when: &Condition, at: usize, periods: &Periods) -> Vec<Ground> {
        let holds = self.condition(when, at).holds();
        match when {
            Condition::And(a, b) | Condition::Or(a, b) => {
                let mut grounds = self.grounds(a, at, periods);
                grounds.extend(self.grounds(b, at, periods));
                grounds
            }
            Condition::Not(inner) => self.grounds(inner, at, periods),
            Condition::Judged(judgement) => vec![Ground::Judged { judgement: *judgement, holds }],
            Condition::Norm { norm, breached, over } => {
                let (looked_at, earlier) = self.looked_at(*norm, *breached, *over, at);
                let verdict = |past: &Past| {
                    let label = periods.containing(past.from).label;
                    (label, past.norms.get(norm).map(|judged| judged.verdict))
                };
                let verdicts = looked_at.into_iter().map(verdict).collect();
                vec![Ground::Norm { norm: *norm, breached: *breached, over: *over, holds, verdicts, earlier }]
            }
        }
    }

    /// The periods whose verdicts decide, the last one first; and whether more count, of which nothing is known.
    fn looked_at(&self, norm: NormId, breached: bool, over: Over, at: usize) -> (Vec<&Past>, bool) {
        let this = self.history.at(at);
        let unknown = self.history.begins.is_unknown();
        match over {
            Over::This => (vec![this], false),
            Over::OfAny(_, of) => {
                let mut all = vec![this];
                all.extend(self.history.before(at).take(of.saturating_sub(1) as usize));
                let earlier = unknown && all.len() < of as usize;
                (all, earlier)
            }
            Over::InARow(count) => {
                let empty = self.model.norm(norm).empty;
                let (mut all, mut in_a_row) = (vec![this], 1);
                for past in self.history.before(at) {
                    if in_a_row >= count {
                        return (all, false);
                    }
                    all.push(past);
                    let could = past.norms.get(&norm).map_or(Could::EITHER, |it| said(it.verdict, breached, empty));
                    if could == Could::NO {
                        return (all, false);
                    }
                    in_a_row += u32::from(could == Could::YES);
                }
                (all, unknown && in_a_row < count)
            }
        }
    }
}
