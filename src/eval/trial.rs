//! The worked examples of a contract: its `test` blocks.

use std::collections::BTreeMap;

use crate::calendar::{Calendar, Period};
use crate::eval::compensation::{Book, Colour, CompensationVerdict, Holds};
use crate::eval::explain::{Timeline, timeline};
use crate::eval::figures::Figures;
use crate::eval::given::{Given, Lines};
use crate::eval::judge::Judge;
use crate::eval::scene::Scene;
use crate::eval::verdict::{Actual, Exact, NormVerdict, Outcome, PeriodVerdicts, Verdict, Verdicts};
use crate::eval::{EvalError, Request, TestError, each_period};
use crate::evidence::{Evidence, TicketIx};
use crate::model::{
    ClockId, Expectation, ExpectationKind, ExpectedRight, ExpectedVerdict, Formula, Model, NormId, Subject, Test,
};
use crate::quantity::{Elapsed, Instant, Ratio};
use crate::source::{SourceMap, Span};

/// What a test gave.
#[derive(Debug, Clone)]
pub struct TestOutcome {
    /// The period judged.
    pub period: Period,
    /// The moment of evaluation.
    pub as_of: Instant,
    /// The rows of the test.
    pub evidence: Evidence,
    /// What came out, in every period that an expectation which did not come true asks for.
    pub verdicts: Verdicts,
    /// One an expectation, in their order.
    pub expectations: Vec<ExpectationOutcome>,
    /// Values that could not be had.
    pub problems: Vec<EvalError>,
}

impl TestOutcome {
    /// Whether everything came out as expected.
    pub fn passed(&self) -> bool {
        self.expectations.iter().all(|expectation| expectation.passed)
    }
}

/// What an expectation gave.
#[derive(Debug, Clone)]
pub struct ExpectationOutcome {
    /// Where it is written.
    pub span: Span,
    /// Whether it came out as expected.
    pub passed: bool,
    /// What came out.
    pub found: Found,
    /// The ticket taken apart, for an expectation about a ticket whose clock started.
    pub timeline: Option<Timeline>,
}

/// What came out instead of, or just as, what was expected.
#[derive(Debug, Clone)]
pub enum Found {
    /// A norm's verdict, with its requirements.
    Verdict(Verdict, NormVerdict),
    /// A clock's reading; `None`: the clock never started.
    Elapsed(Option<Elapsed>),
    /// A deadline; `None`: no bound of the norm applies to the ticket.
    Deadline(Option<Instant>),
    /// A value; `None`: it cannot be had.
    Value(Option<Actual>),
    /// What a compensation comes to.
    Amount(Box<CompensationVerdict>),
    /// Whether a right arises.
    Right(Holds),
    /// A norm's colour; `None`: it has none, or was not judged. With its requirements.
    Colour(Option<Colour>, NormVerdict),
}

/// Runs a worked example of the contract, which stands in `sources`.
///
/// # Errors
///
/// A test whose period cannot be told.
pub fn run_test(
    model: &Model,
    calendar: &Calendar<'_>,
    sources: &SourceMap,
    test: &Test,
) -> Result<TestOutcome, TestError> {
    let given = Given::new(model, test, &Lines::new(sources, test.span));
    let as_of = test.as_of.map(|(at, _)| model.header.zone.of_written(at));
    let period = period(calendar, test, given.last.or(as_of))?;
    let as_of = as_of.unwrap_or(period.to);
    let request = Request { periods: vec![period.clone()], as_of, plan: None, readings: false };
    let mut trial = Trial { calendar, given, request, followed: BTreeMap::new(), problems: Vec::new() };
    let expectations = test
        .expectations
        .iter()
        .map(|expectation| trial.expectation(expectation, &period))
        .collect::<Result<Vec<_>, _>>()?;
    if expectations.iter().any(|expectation| !expectation.passed) {
        trial.follow(&period);
    }
    let Trial { given, followed, problems, .. } = trial;
    let verdicts = Verdicts { as_of, plan: None, periods: followed.into_values().collect(), problems: Vec::new() };
    Ok(TestOutcome { period, as_of, expectations, evidence: given.evidence, verdicts, problems })
}

/// The period that is judged: as written, or the one that holds the last moment given.
fn period(calendar: &Calendar<'_>, test: &Test, last: Option<Instant>) -> Result<Period, TestError> {
    let periods = calendar.periods();
    let since = calendar.model().header.effective_from.map(|day| calendar.zone().midnight(day));
    let example = || periods.containing(last.or(since).unwrap_or(EXAMPLE)).label;
    let Some((written, span)) = &test.period else {
        let no_period = || TestError::NoPeriod { name: test.name.clone(), example: example(), span: test.span };
        return last.map(|last| periods.containing(last)).ok_or_else(no_period);
    };
    named(calendar, written, *span, last.or(since).unwrap_or(EXAMPLE))
}

/// The period that is written so; `near`: where an example is taken from when there is none.
fn named(calendar: &Calendar<'_>, written: &str, span: Span, near: Instant) -> Result<Period, TestError> {
    // `check` has seen to it that a test names one period of the contract; it knows no calendar, and so not its ends.
    match calendar.periods().parse(written) {
        Ok(named) => Ok(named.into_iter().next().expect("a period has a name of its own")),
        Err(reason) => Err(TestError::Period { reason, example: calendar.periods().containing(near).label, span }),
    }
}

/// In March 2024, for want of anything that the contract says.
const EXAMPLE: Instant = Instant::from_micros(1_709_800_000_000_000);

/// A test with its rows as evidence.
struct Trial<'a> {
    calendar: &'a Calendar<'a>,
    given: Given,
    request: Request,
    /// Whole periods, by their first instant.
    followed: BTreeMap<Instant, PeriodVerdicts>,
    problems: Vec<EvalError>,
}

impl Trial<'_> {
    fn expectation(&mut self, expectation: &Expectation, period: &Period) -> Result<ExpectationOutcome, TestError> {
        let outcome = |passed, found, timeline| ExpectationOutcome { span: expectation.span, passed, found, timeline };
        Ok(match &expectation.kind {
            ExpectationKind::Amount(id, written, expected) => {
                let period = match written {
                    None => period.clone(),
                    Some((written, span)) => named(self.calendar, written, *span, period.from)?,
                };
                let found = self.follow(&period).compensation.iter().find(|found| found.compensation == *id).cloned();
                let found = found.expect("every compensation of the contract is settled in every period");
                let passed = match expected {
                    Some(expected) => found.amount.exact() == Some(expected),
                    None => found.amount.exact().is_none(),
                };
                outcome(passed, Found::Amount(Box::new(found)), None)
            }
            ExpectationKind::Right(right, expected) => {
                let found = self.follow(period).rights.iter().find(|found| found.right == *right);
                let arises = found.map_or(Holds::NotJudged, |found| found.arises);
                let passed = match expected {
                    ExpectedRight::Arises => arises == Holds::Yes,
                    ExpectedRight::DoesNotArise => matches!(arises, Holds::No | Holds::NotJudged),
                    ExpectedRight::Undecided => arises == Holds::Unknown,
                };
                outcome(passed, Found::Right(arises), None)
            }
            ExpectationKind::Colour(norm, expected) => {
                let found = self.follow(period).norms.iter().find(|found| found.norm == *norm).cloned();
                let found = found.expect("every norm of the contract is judged in every period");
                let rows = |colour: &Colour| {
                    let status = self.calendar.model().statuses.get(colour.status)?;
                    status.rows.get(colour.row()?).map(|row| row.colour == *expected)
                };
                let passed = found.status.as_ref().and_then(rows).unwrap_or(false);
                outcome(passed, Found::Colour(found.status.clone(), found), None)
            }
            ExpectationKind::Verdict(norm, expected) => {
                let found = self.norm(*norm);
                let passed = found.verdict == wanted(*expected);
                let timeline = if passed { None } else { self.telling(&found) };
                outcome(passed, Found::Verdict(found.verdict, found), timeline)
            }
            ExpectationKind::Elapsed(clock, ticket, expected) => {
                let timeline = self.timeline(*clock, ticket).filter(|timeline| timeline.started.is_some());
                let elapsed = timeline.as_ref().map(|timeline| timeline.elapsed);
                outcome(elapsed == Some(*expected), Found::Elapsed(elapsed), timeline)
            }
            ExpectationKind::Deadline(norm, ticket, expected) => {
                let timeline = self.deciding(*norm, ticket);
                let first = timeline.as_ref().and_then(|it| it.bounds.iter().find(|bound| bound.norm == *norm));
                let deadline = first.and_then(|bound| bound.deadline);
                let expected = self.calendar.zone().of_written(*expected);
                outcome(deadline == Some(expected), Found::Deadline(deadline), timeline)
            }
            ExpectationKind::Exactly(formula, expected) => {
                let found = self.value(formula);
                let passed = found.as_ref().is_some_and(|actual| actual.value == Exact::from(expected));
                outcome(passed, Found::Value(found), None)
            }
            ExpectationKind::Shown(formula, expected, decimals) => {
                let found = self.value(formula);
                let passed =
                    found.as_ref().is_some_and(|actual| shown(&actual.value, *decimals) == Exact::from(expected));
                outcome(passed, Found::Value(found), None)
            }
        })
    }

    /// Everything that comes out in a period, what follows from verdicts too.
    fn follow(&mut self, period: &Period) -> &PeriodVerdicts {
        let model = self.calendar.model();
        let evidence = &self.given.evidence;
        let problems = &mut self.problems;
        let request = Request { periods: vec![period.clone()], ..self.request.clone() };
        let calendar = self.calendar;
        self.followed.entry(period.from).or_insert_with(|| {
            let mut book = Book::of_example(calendar, evidence, &request);
            let all = book.since_the_beginning(&request);
            let figures = Figures::new(model);
            let (found, of_periods) = each_period(calendar, evidence, &all, &figures, |judge, readings, checks| {
                book.period(judge, readings, checks)
            });
            for problem in of_periods {
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
            }
            found.into_iter().flatten().next_back().expect("the period that was asked for")
        })
    }

    fn norm(&mut self, norm: NormId) -> NormVerdict {
        self.ask(&Figures::new(self.calendar.model()), |judge| judge.norm(norm))
    }

    fn value(&mut self, formula: &Formula) -> Option<Actual> {
        let by = self.calendar.model().conventions.counted_by;
        let mut figures = Figures::new(self.calendar.model());
        figures.ask(self.calendar.model(), formula, by);
        self.ask(&figures, |judge| {
            let scene = Scene::of_formula(None, by, judge.frame.clone(), formula);
            let worth = judge.formula(formula, &scene);
            judge.finished(formula, worth, &scene).actual(formula.unit)
        })
    }

    fn ask<T>(&mut self, figures: &Figures<'_>, mut what: impl FnMut(&mut Judge<'_>) -> T) -> T {
        let evidence = &self.given.evidence;
        let (answers, problems) =
            each_period(self.calendar, evidence, &self.request, figures, |judge, _, _| what(judge));
        for problem in problems {
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
        answers.into_iter().next().expect("a test judges one period")
    }

    fn timeline(&self, clock: ClockId, ticket: &str) -> Option<Timeline> {
        let model = self.calendar.model();
        let ix = self.given.ticket(model.clock(clock).ticket, ticket)?;
        timeline(model, self.calendar, &self.given.evidence, ix, clock, self.request.as_of)
    }

    /// The ticket that tells most about a verdict: the first that missed a bound of the norm, or else the first under one.
    fn telling(&self, found: &NormVerdict) -> Option<Timeline> {
        let model = self.calendar.model();
        let tickets = (0u32..).map(TicketIx).zip(self.given.evidence.tickets.iter().flatten());
        let mut first = None;
        for (ix, _) in tickets {
            for clock in model.norm(found.norm).requirements.iter().filter_map(|it| clock_of(&it.subject)) {
                let as_of = self.request.as_of;
                let timeline = timeline(model, self.calendar, &self.given.evidence, ix, clock, as_of);
                let Some(timeline) = timeline else { continue };
                let mut of_norm = timeline.bounds.iter().filter(|bound| bound.norm == found.norm).peekable();
                if of_norm.peek().is_none() {
                    continue;
                }
                if of_norm.any(|bound| bound.outcome == Outcome::Missed) {
                    return Some(timeline);
                }
                first = first.or(Some(timeline));
            }
        }
        first
    }

    /// The ticket under the clock of the first bound of a norm that applies to it.
    fn deciding(&self, norm: NormId, ticket: &str) -> Option<Timeline> {
        let clocks = self.calendar.model().norm(norm).requirements.iter().filter_map(|it| clock_of(&it.subject));
        let mut timelines = clocks.filter_map(|clock| self.timeline(clock, ticket));
        timelines.find(|timeline| timeline.bounds.iter().any(|bound| bound.norm == norm))
    }
}

fn wanted(expected: ExpectedVerdict) -> Verdict {
    match expected {
        ExpectedVerdict::Met => Verdict::Met,
        ExpectedVerdict::Breached => Verdict::Breached,
        ExpectedVerdict::Undecided => Verdict::Undecided,
        ExpectedVerdict::Empty => Verdict::Empty,
        ExpectedVerdict::Measured => Verdict::Measured,
    }
}

/// A value as it shows with so many decimals: half up, but never up to 100 % (semantics 2.7); durations in whole seconds.
fn shown(value: &Exact, decimals: u32) -> Exact {
    let half_up = |ratio: &Ratio, places| Ratio::from_scaled(ratio.scaled_half_up(places), places);
    match value {
        Exact::Percent(ratio) => {
            let places = decimals + 2;
            let rounded = half_up(ratio, places);
            let flatters = *ratio < Ratio::ONE && rounded >= Ratio::ONE;
            Exact::Percent(if flatters { Ratio::from_scaled(ratio.scaled_floor(places), places) } else { rounded })
        }
        Exact::Seconds(ratio) => Exact::Seconds(half_up(ratio, 0)),
        Exact::Count(count) => Exact::Count(*count),
        Exact::Number(ratio) => Exact::Number(half_up(ratio, decimals)),
    }
}

/// The clock whose readings a requirement counts.
pub(super) fn clock_of(subject: &Subject) -> Option<ClockId> {
    match subject {
        Subject::Timed(timed) => Some(timed.clock),
        Subject::Cadence(_)
        | Subject::Formula { .. }
        | Subject::EachMember(..)
        | Subject::EachRow { .. }
        | Subject::Obliged(_)
        | Subject::NotAgreed
        | Subject::NoNorm => None,
    }
}
