//! What must happen within a time of something else (`oblige`), and how often something happened.
//!
//! Every end of a period, or every event that asks for it, opens an obligation. An event serves the oldest open one that
//! it still can, and each only one; what nobody has served by its due instant is missed. An obligation settles when it is
//! served, or just after it was due, and counts in the period in which that is: mostly the one after the one it is about.

use crate::eval::judge::Judge;
use crate::eval::range::{End, Range};
use crate::eval::rowsets::NotGiven;
use crate::eval::verdict::{Counts, Note, Outcome};
use crate::eval::worth::{Known, Worth};
use crate::evidence::{EventRow, RowRef};
use crate::model::{EventId, Obliged};
use crate::quantity::{Elapsed, Instant, Ratio};

/// One obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Duty {
    /// The period that it is about.
    period: Option<String>,
    /// The event that asked for it.
    asked: Option<RowRef>,
    /// From when on it can be served.
    from: Instant,
    /// The last instant at which it can be; `None`: after 2100.
    due: Option<Instant>,
    /// When it was, and by which row.
    served: Option<(Instant, RowRef)>,
}

impl Judge<'_> {
    /// How many obligations that settled in the period were kept, of all, and each of them.
    pub(super) fn obliged(&self, obliged: &Obliged) -> Result<(Counts, Vec<Note>), NotGiven> {
        let (mut counts, mut notes) = (Counts::default(), Vec::new());
        for duty in self.duties(obliged)? {
            let (outcome, settled) = duty.standing(self.frame.end);
            match (outcome, settled) {
                (Outcome::Pending, _) => counts.pending += 1,
                (Outcome::Good | Outcome::Missed, Some(at)) if self.frame.holds(at) => {
                    counts.total += 1;
                    counts.good += u64::from(outcome == Outcome::Good);
                }
                (Outcome::Good | Outcome::Missed, _) => continue,
            }
            let Duty { period, asked, from, due, served } = duty;
            let row = served.map(|(_, row)| row).or(asked);
            let done = served.map(|(at, _)| at);
            notes.push(Note::Obligation { event: obliged.event, period, from, due, done, outcome, row });
        }
        Ok((counts, notes))
    }

    /// Skipped rows of events, each of which could be one that was asked for.
    pub(super) fn skipped_events(&self) -> u64 {
        self.skipped("events")
    }

    /// How often an event happened in the period.
    pub(super) fn events(&self, event: EventId) -> Result<Worth, NotGiven> {
        let rows = self.evidence.events.as_deref().ok_or(NotGiven("events"))?;
        let count = rows.iter().filter(|row| row.event == event && self.frame.holds(row.at)).count() as u64;
        let whole = |count: u64| End::at(Ratio::new(i128::from(count), 1));
        let high = self.frame.finished.then(|| whole(count + self.skipped_events()));
        let range = Range { low: Some(whole(count)), high };
        Ok(Worth::Known(Known::between(Ratio::new(i128::from(count), 1), Some(range))))
    }

    /// Every obligation that began before the moment of evaluation, in order of time, served as far as was known then.
    fn duties(&self, obliged: &Obliged) -> Result<Vec<Duty>, NotGiven> {
        let rows = self.evidence.events.as_deref().ok_or(NotGiven("events"))?;
        let known = || rows.iter().filter(|row| row.at < self.frame.end);
        let mut duties = match obliged.after {
            Some(asks) => known().filter(|row| row.event == asks).map(|row| self.asked(obliged, row)).collect(),
            None => self.after_periods(obliged, rows),
        };
        for row in known().filter(|row| row.event == obliged.event) {
            serve(&mut duties, row);
        }
        Ok(duties)
    }

    fn asked(&self, obliged: &Obliged, row: &EventRow) -> Duty {
        let due = self.calendar.after(row.at, &obliged.limit);
        Duty { period: None, asked: Some(row.row), from: row.at, due, served: None }
    }

    /// One for each period of the contract that is over: from the first day on which it holds, or else from the period
    /// before the first such event.
    fn after_periods(&self, obliged: &Obliged, rows: &[EventRow]) -> Vec<Duty> {
        let (periods, header) = (self.calendar.periods(), &self.model.header);
        let first = match header.effective_from {
            Some(day) => Some(periods.containing(self.calendar.zone().midnight(day))),
            None => {
                let first = rows.iter().find(|row| row.event == obliged.event);
                first.map(|row| periods.previous(&periods.containing(row.at)))
            }
        };
        let last = header.effective_to.map(|day| self.calendar.zone().midnight(day));
        let mut duties = Vec::new();
        let mut next = first;
        while let Some(period) = next.take() {
            if period.to >= self.frame.end || last.is_some_and(|last| last < period.from) {
                break;
            }
            let due = self.calendar.after_period(period.to, &obliged.limit);
            next = Some(periods.next(&period));
            duties.push(Duty { period: Some(period.label), asked: None, from: period.to, due, served: None });
        }
        duties
    }
}

/// Gives an event to the oldest open obligation that it can still serve.
fn serve(duties: &mut [Duty], row: &EventRow) {
    let open =
        |duty: &&mut Duty| duty.served.is_none() && duty.from <= row.at && duty.due.is_none_or(|due| row.at <= due);
    if let Some(duty) = duties.iter_mut().find(open) {
        duty.served = Some((row.at, row.row));
    }
}

impl Duty {
    /// How it stands before `end`, and when that was settled.
    fn standing(&self, end: Instant) -> (Outcome, Option<Instant>) {
        if let Some((at, _)) = self.served {
            return (Outcome::Good, Some(at));
        }
        let lapse = self.due.and_then(|due| due.checked_add(Elapsed::from_micros(1)));
        match lapse {
            Some(lapse) if lapse < end => (Outcome::Missed, Some(lapse)),
            Some(_) | None => (Outcome::Pending, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duty(from: i64, due: i64) -> Duty {
        let at = Instant::from_micros;
        Duty { period: None, asked: None, from: at(from), due: Some(at(due)), served: None }
    }

    fn event(at: i64) -> EventRow {
        let row = RowRef { file: 0, line: 1 };
        EventRow { event: EventId(0), at: Instant::from_micros(at), component: None, row }
    }

    /// The most obligations that any assignment of events keeps, by trying all of them.
    fn most(duties: &[Duty], events: &[i64]) -> usize {
        let Some((duty, others)) = duties.split_first() else { return 0 };
        let skipped = most(others, events);
        let fits = |at: &i64| duty.from.micros() <= *at && duty.due.is_some_and(|due| *at <= due.micros());
        let taken = (0..events.len()).filter(|index| events.get(*index).is_some_and(fits)).map(|index| {
            let mut left = events.to_vec();
            left.remove(index);
            1 + most(others, &left)
        });
        taken.max().unwrap_or_default().max(skipped)
    }

    /// With limits of one length the oldest first keeps as many as can be kept, in every small world.
    #[test]
    fn the_oldest_first_is_as_good_as_any() {
        for starts in [[0, 1, 2], [0, 2, 5], [0, 3, 6], [1, 1, 4]] {
            for length in 0..4 {
                for picked in 0u32..512 {
                    let events: Vec<i64> = (0..9).filter(|bit| picked & (1 << bit) != 0).collect();
                    let mut duties: Vec<Duty> = starts.iter().map(|start| duty(*start, start + length)).collect();
                    let best = most(&duties, &events);
                    events.iter().for_each(|at| serve(&mut duties, &event(*at)));
                    let kept = duties.iter().filter(|duty| duty.served.is_some()).count();
                    assert_eq!(kept, best, "{starts:?} {length} {events:?}");
                }
            }
        }
    }

    #[test]
    fn due_to_the_instant() {
        let at = Instant::from_micros;
        let cases = [
            (vec![], 10, Outcome::Pending, None),
            (vec![], 11, Outcome::Pending, None),
            (vec![], 12, Outcome::Missed, Some(11)),
            (vec![10], 12, Outcome::Good, Some(10)),
            (vec![11], 12, Outcome::Missed, Some(11)),
            (vec![4], 12, Outcome::Missed, Some(11)),
            (vec![5], 12, Outcome::Good, Some(5)),
        ];
        for (events, end, outcome, settled) in cases {
            let mut duties = [duty(5, 10)];
            events.iter().for_each(|at| serve(&mut duties, &event(*at)));
            assert_eq!(duties[0].standing(at(end)), (outcome, settled.map(at)), "{events:?} {end}");
        }
    }
}
