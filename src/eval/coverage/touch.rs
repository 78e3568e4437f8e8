//! What one worked example touches.

use std::collections::BTreeSet;

use crate::calendar::Calendar;
use crate::eval::compensation::{CompensationVerdict, Holds, Reason, norms};
use crate::eval::coverage::{Point, Side, edge, grounds};
use crate::eval::explain::{Timeline, timeline};
use crate::eval::history::History;
use crate::eval::judgements::Judgements;
use crate::eval::rules;
use crate::eval::tickets::front;
use crate::eval::trial::{ExpectationOutcome, Found, TestOutcome, clock_of};
use crate::eval::verdict::{Exact, NormVerdict, Outcome};
use crate::evidence::{Cell, Ticket, TicketIx};
use crate::model::{Bound, Derivation, Expectation, ExpectationKind, NormId, PrioritySource, Test};
use crate::quantity::Ratio;

/// One example, and what was touched so far.
pub(super) struct Touch<'a> {
    pub(super) calendar: &'a Calendar<'a>,
    pub(super) test: &'a Test,
    pub(super) outcome: &'a TestOutcome,
    pub(super) touched: &'a mut BTreeSet<Point>,
}

impl<'a> Touch<'a> {
    /// Everything that the example touches.
    pub(super) fn all(mut self) {
        for (expected, found) in self.test.expectations.iter().zip(&self.outcome.expectations) {
            self.expectation(expected, found);
        }
        let mut changes = self.outcome.evidence.changes.as_deref().unwrap_or_default();
        let judgements = Judgements::new(&self.outcome.evidence);
        for (ix, ticket) in (0u32..).map(TicketIx).zip(self.tickets()) {
            let mine = front(&mut changes, |change| change.ticket, ix);
            self.priority(ticket, &History::new(self.calendar, ticket, mine, judgements.about(&ticket.id)));
        }
    }

    fn tickets(&self) -> &'a [Ticket] {
        self.outcome.evidence.tickets.as_deref().unwrap_or_default()
    }

    fn expectation(&mut self, expected: &Expectation, found: &ExpectationOutcome) {
        match &found.found {
            Found::Verdict(_, verdict) | Found::Colour(_, verdict) => self.norm(verdict),
            Found::Amount(verdict) => {
                self.amount(verdict);
                self.grounds(&grounds(self.calendar.model(), verdict.compensation));
            }
            Found::Right(arises) => {
                let ExpectationKind::Right(right, _) = &expected.kind else { return };
                if *arises == Holds::Yes {
                    self.touched.insert(Point::Right(*right));
                }
                let mut of = Vec::new();
                if let Some(right) = self.calendar.model().rights.get(*right) {
                    norms(&right.when, &mut |norm| of.push(norm));
                }
                self.grounds(&of);
            }
            Found::Deadline(_) => {
                if let (ExpectationKind::Deadline(norm, ..), Some(timeline)) = (&expected.kind, &found.timeline) {
                    self.touched.insert(Point::Norm(*norm));
                    self.limits(*norm, timeline, None);
                }
            }
            // A reading or a value by itself is not held against anything of the contract.
            Found::Elapsed(_) | Found::Value(_) => {}
        }
    }

    /// Norms that something follows from, as they were judged for it.
    fn grounds(&mut self, norms: &[NormId]) {
        let periods = &self.outcome.verdicts.periods;
        for verdict in periods.iter().flat_map(|period| &period.norms) {
            if norms.contains(&verdict.norm) {
                self.norm(verdict);
            }
        }
    }

    /// A norm that was judged, row by row.
    fn norm(&mut self, verdict: &NormVerdict) {
        let (model, id) = (self.calendar.model(), verdict.norm);
        self.touched.insert(Point::Norm(id));
        if verdict.own.as_ref().is_some_and(|own| !own.due) {
            return;
        }
        let norm = model.norm(id);
        for found in &verdict.requirements {
            let Some(written) = norm.requirements.get(found.index) else { continue };
            let something = match (&found.counts, &found.actual) {
                (Some(counts), _) => counts.total > 0,
                (None, Some(actual)) => !actual.vacuous,
                (None, None) => false,
            };
            if !something {
                continue;
            }
            self.touched.insert(Point::Requirement(id, found.index));
            if let (Some(bound), Some(actual)) = (&written.bound, &found.actual) {
                self.touched.extend(side(bound, &actual.value).map(|side| Point::Bound(id, found.index, side)));
            }
        }
        let clocks: BTreeSet<_> = norm.requirements.iter().filter_map(|written| clock_of(&written.subject)).collect();
        for (ix, _) in (0u32..).map(TicketIx).zip(self.tickets()) {
            for clock in &clocks {
                let (evidence, as_of) = (&self.outcome.evidence, self.outcome.as_of);
                if let Some(timeline) = timeline(model, self.calendar, evidence, ix, *clock, as_of) {
                    self.limits(id, &timeline, Some(verdict));
                }
            }
        }
    }

    /// The limits of a norm that a ticket was held against: of those rows in which something was judged, where the
    /// norm was.
    fn limits(&mut self, norm: NormId, timeline: &Timeline, judged: Option<&NormVerdict>) {
        for bound in timeline.bounds.iter().filter(|bound| bound.norm == norm) {
            let row = bound.requirement;
            if judged.is_none() {
                self.touched.insert(Point::Requirement(norm, row));
            }
            if bound.outcome == Outcome::Pending || !self.touched.contains(&Point::Requirement(norm, row)) {
                continue;
            }
            let beyond = if bound.strict { timeline.elapsed < bound.limit } else { timeline.elapsed > bound.limit };
            if timeline.elapsed == bound.limit {
                self.touched.insert(Point::Limit(norm, row, Side::At));
            } else if beyond {
                self.touched.insert(Point::Limit(norm, row, Side::Beyond));
            }
        }
    }

    /// The rules, tiers and caps that an amount was made with.
    fn amount(&mut self, verdict: &CompensationVerdict) {
        let id = verdict.compensation;
        let rules = &self.calendar.model().compensation(id).rules;
        let mut number = 0;
        let mut value: Option<Ratio> = None;
        let pays = |low: &Ratio| !low.is_zero();
        for (at, reason) in verdict.because.iter().enumerate() {
            match reason {
                Reason::Rule { rule } => (number, value) = (*rule, None),
                Reason::Measured(measured) => {
                    value = measured.actual.as_ref().filter(|_| measured.certain).map(|actual| size(&actual.value));
                }
                // Of a value that may stand in several tiers none is certain.
                Reason::Tier { rule, tier } => {
                    let around = [at.checked_sub(1), at.checked_add(1)];
                    let mut around = around.into_iter().flatten().filter_map(|near| verdict.because.get(near));
                    if !around.any(|near| matches!(near, Reason::Tier { .. })) {
                        self.touched.insert(Point::Tier(id, *rule, *tier));
                        self.edges(verdict, *rule, value.as_ref());
                    }
                }
                Reason::Each { tier: Some((rule, tier)), length, certain: true, .. } => {
                    self.touched.insert(Point::Tier(id, *rule, *tier));
                    self.edges(verdict, *rule, Some(&length.seconds()));
                }
                Reason::Condition(Holds::Yes) => {
                    self.touched.insert(Point::Rule(id, number));
                }
                Reason::Steps { steps } if rules.get(number).is_some_and(|rule| rule.pay.tiers().is_none()) => {
                    self.touched.extend(pays(&steps.low).then_some(Point::Rule(id, number)));
                }
                Reason::Misses { paying, .. } => {
                    self.touched.extend(pays(&paying.low).then_some(Point::Rule(id, number)));
                }
                Reason::TimeLost { beyond, .. } => {
                    self.touched.extend(pays(&beyond.low).then_some(Point::Rule(id, number)));
                }
                Reason::Capped { cap, .. } => {
                    self.touched.insert(Point::Cap(id, *cap));
                }
                Reason::Each { .. }
                | Reason::Steps { .. }
                | Reason::Condition(_)
                | Reason::Opened { .. }
                | Reason::NotOpen(_)
                | Reason::Ended
                | Reason::Fee { .. }
                | Reason::Rung { .. }
                | Reason::NoneOfThem
                | Reason::Missing(_)
                | Reason::Pays { .. }
                | Reason::Combined { .. }
                | Reason::OfFee { .. }
                | Reason::WithinCap { .. }
                | Reason::Rounded { .. }
                | Reason::Least { .. } => {}
            }
        }
    }

    /// The ends of tiers at which a value lies.
    fn edges(&mut self, verdict: &CompensationVerdict, rule: usize, value: Option<&Ratio>) {
        let id = verdict.compensation;
        let written = self.calendar.model().compensation(id).rules.get(rule).and_then(|rule| rule.pay.tiers());
        let tiers = written.unwrap_or_default();
        let lies_at = |tier: &usize| edge(tiers, *tier).map(|edge| size(&Exact::from(&edge.at))).as_ref() == value;
        if value.is_some() {
            self.touched.extend((0..tiers.len()).filter(lies_at).map(|tier| Point::Edge(id, rule, tier)));
        }
    }

    /// What gives a ticket its priority, as it stood at the moment of evaluation.
    fn priority(&mut self, ticket: &Ticket, history: &History<'_>) {
        let derivation = match &self.calendar.model().ticket_kind(ticket.kind).priority {
            PrioritySource::Recorded => return,
            PrioritySource::Derived(derivation) | PrioritySource::Checked(derivation) => derivation,
        };
        let Some(now) = history.before(self.outcome.as_of) else { return };
        match derivation {
            Derivation::Matrix(matrix) => {
                let cell = |column| history.cell(history.version(now).edition, column);
                if let (Cell::Value(row), Cell::Value(column)) = (cell(matrix.rows), cell(matrix.columns)) {
                    self.touched.insert(Point::Cell(ticket.kind, row.index(), column.index()));
                }
            }
            Derivation::Rules(rules) => {
                if let Some(decided) = rules::decided(rules, &history.before_rules(now)) {
                    self.touched.insert(Point::Case(ticket.kind, decided.case));
                    self.touched.extend(decided.caps.into_iter().map(|cap| Point::PriorityCap(ticket.kind, cap)));
                }
            }
        }
    }
}

/// On which side of a bound a value shows where it lies; `None`: with the values exactly at the bound, but not there.
fn side(bound: &Bound, value: &Exact) -> Option<Side> {
    let (at, value) = (size(&Exact::from(&bound.value)), size(value));
    if value == at {
        return Some(Side::At);
    }
    (bound.op.holds(&value, &at) != bound.op.holds(&at, &at)).then_some(Side::Beyond)
}

/// A value as a number of its own unit.
fn size(value: &Exact) -> Ratio {
    match value {
        Exact::Percent(ratio) | Exact::Seconds(ratio) | Exact::Number(ratio) => ratio.clone(),
        Exact::Count(count) => Ratio::whole(*count),
    }
}
