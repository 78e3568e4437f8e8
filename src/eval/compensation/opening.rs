//! When compensation opens and ends, and on which rung its ladders stand.

use crate::calendar::Calendar;
use crate::eval::compensation::condition::{Chronicle, Could};
use crate::eval::compensation::verdict::{Reason, Shut};
use crate::model::{Compensation, Condition, Limit, Opening, Pay, WindowExpr};
use crate::quantity::Instant;

/// How a compensation stands after a period.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    /// The instants at which it may have ended last; `None`: it never did.
    ended: Vec<Option<Instant>>,
    /// Of each rule: how many periods a ladder has climbed, at least and at most (`None`: nobody knows).
    climbed: Vec<(u64, Option<u64>)>,
}

/// What holds of a compensation in one period.
#[derive(Debug, Clone)]
pub(super) struct Stand {
    /// Whether it is open.
    pub(super) open: Could,
    /// Of each rule: the rung on which it pays, at least and at most; 0: it does not.
    pub(super) rungs: Vec<(u64, Option<u64>)>,
    /// What to tell of opening and ending.
    pub(super) because: Vec<Reason>,
}

impl Standing {
    /// Before the first period. `unknown`: nobody knows what came before.
    pub(super) fn new(compensation: &Compensation, unknown: bool) -> Self {
        let most = (!unknown).then_some(0);
        Self { ended: vec![None], climbed: vec![(0, most); compensation.rules.len()] }
    }

    /// Goes on with a period.
    pub(super) fn step(
        &mut self,
        compensation: &Compensation,
        chronicle: &Chronicle<'_>,
        calendar: &Calendar<'_>,
        at: usize,
    ) -> Stand {
        let mut because = Vec::new();
        let ends = compensation.ends.as_ref().map_or(Could::NO, |ends| chronicle.condition(ends, at));
        if ends.yes {
            self.ended.retain(|_| !ends.is_certain());
            self.ended.push(Some(chronicle.history.at(at).to));
        }
        let open = match &compensation.opens {
            None => Could::YES,
            Some(opening) => {
                let (open, reason) = self.open(opening, chronicle, calendar, at);
                because.push(if ends.is_certain() { Reason::Ended } else { reason });
                open
            }
        };
        let mut rungs = Vec::new();
        for (rule, climbed) in compensation.rules.iter().zip(&mut self.climbed) {
            rungs.push(match &rule.pay {
                Pay::Ladder { when, .. } => climb(climbed, ends, open, chronicle.condition(when, at)),
                Pay::Flat { .. }
                | Pay::Tiers { .. }
                | Pay::PerStep { .. }
                | Pay::PerMiss { .. }
                | Pay::TimeLost { .. }
                | Pay::EachTicket { .. }
                | Pay::EachRow { .. } => (0, Some(0)),
            });
        }
        Stand { open, rungs, because }
    }

    /// Whether it is open at the end of a period, whichever end was the last.
    fn open(
        &self,
        opening: &Opening,
        chronicle: &Chronicle<'_>,
        calendar: &Calendar<'_>,
        at: usize,
    ) -> (Could, Reason) {
        let all = self.ended.iter().map(|since| opened(opening, *since, chronicle, calendar, at));
        let merged = all.reduce(|(a, reason), (b, _)| {
            let could = Could { yes: a.yes || b.yes, no: a.no || b.no, skip: false };
            (could, if a == b { reason } else { Reason::NotOpen(Shut::Unknown) })
        });
        merged.unwrap_or((Could::EITHER, Reason::NotOpen(Shut::Unknown)))
    }
}

/// A ladder climbs by a period, or falls. A period that was not judged leaves it where it is, and pays nothing.
fn climb(climbed: &mut (u64, Option<u64>), ends: Could, open: Could, when: Could) -> (u64, Option<u64>) {
    let least = if ends.yes { 0 } else { climbed.0 };
    let most = if ends.is_certain() { Some(0) } else { climbed.1 };
    let up = most.map(|most| most + 1);
    let pays = open.yes && when.yes;
    let (mut low, mut high) = (u64::MAX, Some(0));
    let mut may = |to: u64, most: Option<u64>| {
        low = low.min(to);
        high = high.zip(most).map(|(a, b): (u64, u64)| a.max(b));
    };
    if open.no || when.no {
        may(0, Some(0));
    }
    if open.yes && when.skip {
        may(least, most);
    }
    if pays {
        may(least + 1, up);
    }
    *climbed = (low, high);
    match (pays, open.is_certain() && when.is_certain()) {
        (false, _) => (0, Some(0)),
        (true, true) => (least + 1, up),
        (true, false) => (0, up),
    }
}

/// Whether compensation is open at the end of a period, if it ended last at `since`.
fn opened(
    opening: &Opening,
    since: Option<Instant>,
    chronicle: &Chronicle<'_>,
    calendar: &Calendar<'_>,
    at: usize,
) -> (Could, Reason) {
    let (past, told) = (chronicle.history.at(at), chronicle.testimony);
    let unknown = || (Could::EITHER, Reason::NotOpen(Shut::Unknown));
    let not = |shut, for_certain: bool| {
        let could = if for_certain && !told.lacks_events() { Could::NO } else { Could::EITHER };
        (could, Reason::NotOpen(shut))
    };
    let (count, unit) = opening.after;
    let after = |at: Instant| calendar.after(at, &Limit::Calendar { count, unit, days_of: WindowExpr::Always });
    let Some(mut events) = told.events(opening.event, since, past.end) else { return unknown() };
    let Some(first) = events.next() else {
        let comes_too_late = past.finished || after(past.end).is_none_or(|opens| opens >= past.to);
        return not(Shut::NoEvent(opening.event), comes_too_late);
    };
    let opens = after(first.at).filter(|opens| *opens < past.to);
    let Some(opens) = opens else { return not(Shut::NotYet { at: first.at, opens: after(first.at) }, true) };
    for (needed, event) in &opening.with {
        let Some(events) = told.events(*event, Some(first.at), past.end) else { return unknown() };
        let found = events.filter(|row| *row != first).count() as u64;
        if found < u64::from(*needed) {
            return not(Shut::TooFew { event: *event, found, needed: *needed }, past.finished);
        }
    }
    let reason = Reason::Opened { since: opens, event: opening.event, at: first.at };
    match opening.unless.map(|question| (question, told.answer(question, Some(first.at), past.end))) {
        None | Some((_, Some(false))) if opening.unless.is_none() || past.finished => (Could::YES, reason),
        Some((question, Some(true))) if past.finished => (Could::NO, Reason::NotOpen(Shut::Judged(question))),
        Some((question, None)) => (Could::EITHER, Reason::NotOpen(Shut::Unanswered(question))),
        Some((_, Some(_))) | None => unknown(),
    }
}

/// The norms that a condition asks for.
pub(in crate::eval) fn norms(when: &Condition, asked: &mut impl FnMut(crate::model::NormId)) {
    match when {
        Condition::Norm { norm, .. } => asked(*norm),
        Condition::Judged(_) => {}
        Condition::And(a, b) | Condition::Or(a, b) => {
            norms(a, asked);
            norms(b, asked);
        }
        Condition::Not(inner) => norms(inner, asked),
    }
}
