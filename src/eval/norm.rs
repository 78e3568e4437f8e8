//! Verdicts (semantics 6.1, 6.2): a requirement by its best and worst case, a norm by its requirements.

use std::collections::BTreeSet;

use crate::eval::judge::Judge;
use crate::eval::ledger::Miss;
use crate::eval::range::{End, Range};
use crate::eval::scene::Scene;
use crate::eval::share;
use crate::eval::verdict::{Counts, NormVerdict, Note, RequirementVerdict, Terms, Verdict};
use crate::eval::worth::{Absent, Known, Worth};
use crate::model::{
    Bound, Cadence, Comparison, Empty, FormulaKind, Norm, NormId, Obliged, PlanId, Requirement, Subject, TicketFigure,
    Unit, Value,
};
use crate::quantity::{Ratio, RatioError};

/// What came of a requirement.
struct Found {
    worth: Worth,
    unit: Unit,
    counts: Option<Counts>,
    /// What to look at.
    notes: Vec<Note>,
}

impl Judge<'_> {
    /// The verdict of a norm.
    pub(super) fn norm(&mut self, id: NormId) -> NormVerdict {
        match self.model.norm(id).every {
            Some(kind) => self.over_own_period(id, kind),
            None => self.norm_here(id),
        }
    }

    /// The verdict of a norm over the period at hand.
    pub(super) fn norm_here(&mut self, id: NormId) -> NormVerdict {
        let (norm, plan) = (self.model.norm(id), self.plan);
        let requirements: Vec<RequirementVerdict> = norm
            .requirements
            .iter()
            .enumerate()
            .filter(|(_, requirement)| is_about(requirement, plan))
            .map(|(index, requirement)| self.requirement(id, norm, index, requirement))
            .collect();
        // The verdicts are declared in this order; nothing judged is nothing but measured.
        let verdict = requirements.iter().filter_map(|it| it.verdict).min().unwrap_or(Verdict::Measured);
        NormVerdict { norm: id, verdict, own: None, requirements, status: None }
    }

    fn requirement(&mut self, id: NormId, norm: &Norm, index: usize, requirement: &Requirement) -> RequirementVerdict {
        let found = match &requirement.subject {
            Subject::NoNorm => {
                return RequirementVerdict {
                    index,
                    actual: None,
                    counts: None,
                    verdict: None,
                    aimed: None,
                    notes: Vec::new(),
                    status: None,
                };
            }
            Subject::NotAgreed => {
                return RequirementVerdict {
                    index,
                    actual: None,
                    counts: None,
                    verdict: Some(if norm.aim { Verdict::Measured } else { Verdict::Undecided }),
                    aimed: norm.aim.then_some(Verdict::Undecided),
                    notes: vec![Note::NotAgreed],
                    status: None,
                };
            }
            Subject::Cadence(owed) => {
                let number = self.figures.of_requirement(id, index).expect("every cadence is gathered");
                self.owed_found(number, owed)
            }
            Subject::Timed(_) => {
                let number = self.figures.of_requirement(id, index).expect("every limit of a norm is gathered");
                self.tickets_found(number)
            }
            Subject::EachMember(..) => {
                let worth = Worth::Absent(Absent::NotGiven("components"));
                Found { worth, unit: Unit::Count, counts: None, notes: Vec::new() }
            }
            Subject::Formula { value, component } => {
                let (frame, life) = (self.frame.clone(), component.map(|id| self.model.component(id).life));
                let there = frame.within(life.unwrap_or_default(), self.calendar.zone());
                let Some(frame) = there else {
                    let notes = vec![Note::NotThere];
                    let (actual, counts, verdict, status) = (None, None, None, None);
                    return RequirementVerdict { index, actual, counts, verdict, aimed: None, notes, status };
                };
                let scene = Scene::of_formula(*component, norm.counted_by, frame, value);
                let (worth, placed) = self.placed(value, &scene);
                let stretch = placed.as_ref().map(|frame| (frame.period.from, frame.period.to));
                let scene = placed.map_or_else(
                    || scene.elsewhere(*component, scene.frame.clone()),
                    |frame| scene.elsewhere(*component, frame),
                );
                let mut found = Found { worth, unit: value.unit, counts: None, notes: Vec::new() };
                if let FormulaKind::Tickets(tickets) = &value.kind
                    && let TicketFigure::Share(_) = &tickets.figure
                    && let Some(number) = self.figures.find(tickets, norm.counted_by)
                {
                    let told = self.tickets_found(number);
                    (found.counts, found.notes) = (told.counts, told.notes);
                }
                if let FormulaKind::Tickets(tickets) = &value.kind
                    && let TicketFigure::Misses(_) = &tickets.figure
                {
                    let numbers: Vec<usize> = self.figures.all_of(tickets, norm.counted_by).collect();
                    found.notes.extend(self.misses_told(&numbers));
                }
                found.counts = found.counts.or_else(|| self.counts_of_slices(value, &scene));
                found.notes.extend(self.slice_notes(value, *component, !norm.kpi));
                found.notes.extend(stretch.map(|(from, to)| Note::Stretch { from, to }));
                found.notes.extend(self.weighing(value, &scene));
                found
            }
            Subject::EachRow { rows, rule } => self.rows_found(rows, rule),
            Subject::Obliged(obliged) => self.obliged_found(obliged),
        };
        let held = match &requirement.bound {
            _ if norm.kpi => Verdict::Measured,
            None if requirement.agreed => Verdict::Measured,
            None => Verdict::Undecided,
            Some(bound) => self.verdict(&found, bound, norm.empty),
        };
        let (verdict, aimed) = if norm.aim { (Verdict::Measured, Some(held)) } else { (held, None) };
        let actual = found.worth.actual(found.unit);
        let mut notes = Vec::new();
        match &found.worth {
            Worth::Absent(Absent::NotGiven(table)) => notes.push(Note::NoTable(table)),
            Worth::Absent(Absent::Impossible(error)) => notes.push(Note::Impossible(error.to_string())),
            Worth::Known(_) | Worth::Empty { .. } => {}
        }
        if held == Verdict::Breached {
            notes.extend(all_of_few(found.counts, requirement.bound.as_ref()));
        }
        notes.extend(found.notes);
        if verdict == Verdict::Undecided {
            notes.extend(self.doubts_about(norm, &requirement.subject));
        }
        notes.extend(self.skipped_notes(&requirement.subject, held));
        notes.extend((!requirement.agreed).then_some(Note::NotAgreed));
        RequirementVerdict { index, actual, counts: found.counts, verdict: Some(verdict), aimed, notes, status: None }
    }

    /// What came of a share of tickets.
    fn tickets_found(&self, number: usize) -> Found {
        let found = |worth, counts, notes| Found { worth, unit: Unit::Percent, counts, notes };
        if let Err(missing) = self.needs_of(number) {
            return found(missing.into(), None, Vec::new());
        }
        found(self.share_of(number), Some(self.counts(number)), self.misses_told(&[number]))
    }

    /// The tickets that missed, and how many may have.
    fn misses_told(&self, numbers: &[usize]) -> Vec<Note> {
        let tallies = || numbers.iter().map(|number| self.ledger.tally(self.period, *number));
        let mut missed: Vec<Miss> = tallies().flat_map(|tally| tally.missed.iter().copied()).collect();
        missed.sort_unstable_by_key(|miss| (miss.settled, self.ticket_id(miss), miss.ticket));
        let mut told = BTreeSet::new();
        missed.retain(|miss| told.insert(miss.ticket));
        let mut notes: Vec<Note> = missed.iter().filter_map(|miss| self.missed(miss)).collect();
        // A ticket that lacks a value may belong to any row of the norm, and is one ticket.
        let maybe = tallies().map(|tally| tally.counts.maybe).max().unwrap_or_default();
        notes.extend(Some(Note::Unknown(maybe)).filter(|_| maybe > 0));
        notes
    }

    /// What came of a cadence.
    fn owed_found(&self, number: usize, owed: &Cadence) -> Found {
        let found = |worth, counts, notes| Found { worth, unit: Unit::Percent, counts, notes };
        match self.needs_updates(owed) {
            Err(missing) => found(missing.into(), None, Vec::new()),
            Ok(()) => {
                let (worth, counts, notes) = self.share_given(number, owed);
                found(worth, Some(counts), notes)
            }
        }
    }

    pub(super) fn ticket_id(&self, miss: &Miss) -> &str {
        let tickets = self.evidence.tickets.as_deref().unwrap_or_default();
        tickets.get(miss.ticket.0 as usize).map_or("", |ticket| &ticket.id)
    }

    fn missed(&self, miss: &Miss) -> Option<Note> {
        let ticket = self.evidence.tickets.as_deref()?.get(miss.ticket.0 as usize)?;
        let Miss { settled, elapsed, limit, .. } = *miss;
        Some(Note::Missed { ticket: ticket.id.to_string(), elapsed, limit, settled, row: ticket.row })
    }

    /// What came of what must happen within a time: the share of times that it did.
    fn obliged_found(&self, obliged: &Obliged) -> Found {
        let found = |worth, counts, notes| Found { worth, unit: Unit::Percent, counts, notes };
        match self.obliged(obliged) {
            Err(missing) => found(missing.into(), None, Vec::new()),
            Ok((counts, notes)) => {
                let skipped = self.skipped_events();
                let doubt = share::Doubt { maybe: 0, turning: skipped, running: !self.frame.finished };
                let could = share::range(&counts, doubt);
                let terms = Some(Terms::Counts(counts.good, counts.total));
                let worth = match share::of(&counts) {
                    Some(value) => Worth::Known(Known { terms, ..Known::between(value, could) }),
                    None => Worth::Empty { could, terms },
                };
                found(worth, Some(Counts { maybe: skipped, ..counts }), notes)
            }
        }
    }

    /// What came of a rule on each row: the share of those that keep it.
    fn rows_found(&self, rows: &crate::model::RowSet, rule: &crate::model::RowRule) -> Found {
        let found = |worth, counts, notes| Found { worth, unit: rule.unit(), counts, notes };
        match self.each_row(rows, rule, None) {
            Err(missing) => found(missing.into(), None, Vec::new()),
            Ok((counts, notes)) if rule.unit() == Unit::Count => {
                let broken = Ratio::whole(i64::try_from(counts.total - counts.good).unwrap_or(i64::MAX));
                let most = broken.add(&Ratio::whole(i64::try_from(counts.maybe).unwrap_or(i64::MAX))).ok();
                let high = most.filter(|_| self.frame.finished).map(End::at);
                let could = Range { low: Some(End::at(broken.clone())), high };
                found(Worth::Known(Known::between(broken, Some(could))), Some(counts), notes)
            }
            Ok((counts, notes)) => {
                let doubt = share::Doubt { maybe: counts.maybe, turning: 0, running: !self.frame.finished };
                let could = share::range(&counts, doubt);
                let terms = Some(Terms::Counts(counts.good, counts.total));
                let worth = match share::of(&counts) {
                    Some(value) => Worth::Known(Known { terms, ..Known::between(value, could) }),
                    None => Worth::Empty { could, terms },
                };
                found(worth, Some(counts), notes)
            }
        }
    }

    /// Met when the worst case passes, breached when the best case fails; a period that still runs is never met.
    fn verdict(&self, found: &Found, bound: &Bound, empty: Empty) -> Verdict {
        let range = match &found.worth {
            Worth::Absent(_) => return Verdict::Undecided,
            Worth::Empty { could: None, .. } => {
                return if self.frame.finished { of_nothing(empty) } else { Verdict::Undecided };
            }
            Worth::Empty { could: Some(range), .. } => Ok(range.clone()),
            Worth::Known(known) => known.range(None),
        };
        match range.map(|range: Range| range.against(bound.op, &micros(&bound.value))) {
            Ok((true, false)) if self.frame.finished => Verdict::Met,
            Ok((false, _)) => Verdict::Breached,
            Ok((true, _)) | Err(RatioError::DivisionByZero | RatioError::TooLarge) => Verdict::Undecided,
        }
    }

    /// The rows that leave a requirement open.
    fn doubts_about(&self, norm: &Norm, subject: &Subject) -> Vec<Note> {
        match subject {
            Subject::Formula { value, component } => {
                let frame = self.frame_of(*component, self.frame);
                let scene = Scene::of_formula(*component, norm.counted_by, frame, value);
                self.doubtful(value, &self.widest(value, &scene))
            }
            Subject::EachRow { rows, .. } => {
                let mut found = std::collections::BTreeMap::new();
                self.doubts_of_rows(rows, None, self.frame, &mut found);
                found.into_values().collect()
            }
            Subject::Timed(_)
            | Subject::Cadence(_)
            | Subject::EachMember(..)
            | Subject::Obliged(_)
            | Subject::NotAgreed
            | Subject::NoNorm => Vec::new(),
        }
    }

    /// Tables of a requirement of which rows were skipped. What is met or breached is so whatever they said.
    fn skipped_notes(&self, subject: &Subject, held: Verdict) -> Vec<Note> {
        let could_turn = match held {
            Verdict::Met | Verdict::Breached => Some(false),
            Verdict::Undecided => Some(true),
            Verdict::Empty | Verdict::Measured => None,
        };
        let note = |table: &'static str| {
            let rows = Some(self.skipped(table)).filter(|count| *count > 0)?;
            Some(Note::Skipped { table, rows, could_turn })
        };
        super::needs::tables(self.model, subject).into_iter().filter_map(note).collect()
    }
}

/// Whether a requirement is about tickets of a plan; without one, about any.
pub(super) fn is_about(requirement: &Requirement, plan: Option<PlanId>) -> bool {
    requirement.plan.is_none() || plan.is_none() || requirement.plan == plan
}

/// Where so few are counted that a percentage means all of them.
fn all_of_few(counts: Option<Counts>, bound: Option<&Bound>) -> Option<Note> {
    let (of, bound) = (counts?.total, bound?);
    let Value::Percent(share) = &bound.value else { return None };
    let best = Ratio::checked_new(i128::from(of.checked_sub(1)?), i128::from(of))?;
    let all_but_one = bound.op.holds(&best, share);
    let falls_short = matches!(bound.op, Comparison::AtLeast | Comparison::More) && !all_but_one;
    (falls_short && *share < Ratio::ONE).then(|| Note::AllOfFew { of, bound: bound.clone() })
}

#[test]
fn a_percentage_of_few_means_all() {
    let counts = |total| Some(Counts { total, ..Counts::default() });
    let bound = |op, percent| Bound { op, value: Value::Percent(Ratio::new(percent, 100)), decimals: 0 };
    let least = bound(Comparison::AtLeast, 95);
    let told = |total| all_of_few(counts(total), Some(&least)).is_some();
    assert_eq!([0, 1, 3, 19, 20].map(told), [false, true, true, true, false]);
    let more = bound(Comparison::More, 95);
    assert_eq!(all_of_few(counts(20), Some(&more)), Some(Note::AllOfFew { of: 20, bound: more.clone() }));
    assert_eq!(all_of_few(counts(3), Some(&bound(Comparison::AtLeast, 100))), None);
    assert_eq!(all_of_few(counts(3), Some(&bound(Comparison::AtMost, 5))), None);
}

/// The verdict on nothing, by convention.
fn of_nothing(empty: Empty) -> Verdict {
    match empty {
        Empty::Met => Verdict::Met,
        Empty::Breached => Verdict::Breached,
        Empty::NotJudged => Verdict::Empty,
        Empty::Undecided => Verdict::Undecided,
    }
}

/// In microseconds, where it is time.
pub(super) fn micros(value: &Value) -> Ratio {
    match value {
        Value::Percent(ratio) | Value::Number(ratio) => ratio.clone(),
        Value::Elapsed(elapsed) => Ratio::whole(elapsed.micros()),
        Value::Count(count) => Ratio::whole(*count),
    }
}
