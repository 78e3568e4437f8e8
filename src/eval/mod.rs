//! Judging a contract over evidence.

mod cadence;
mod case;
pub mod compensation;
mod condition;
mod counting;
mod course;
mod coverage;
pub mod derive;
mod due;
mod elsewhere;
mod error;
mod explain;
mod extent;
mod figures;
mod formula;
mod frame;
mod given;
mod history;
mod judge;
mod judgements;
mod ladder;
mod ledger;
mod matrix;
mod measure;
mod needs;
mod norm;
mod obliged;
mod own_period;
mod partition;
mod population;
mod range;
mod readings;
mod rows;
mod rowsets;
mod rules;
mod samples;
mod scene;
mod sets;
mod settlement;
mod share;
mod slice_figures;
mod slicing;
mod statistics;
mod streaming;
mod tallied;
mod tickets;
mod trial;
mod truth;
pub mod verdict;
mod weight;
mod worth;

pub use coverage::{Coverage, Point, Side, Sort, coverage};
pub use derive::derive;
pub use due::{Deadline, Now, OpenTicket, Owed, RunningClock, open_tickets};
pub use error::{EvalError, TestError};
pub use explain::{Timeline, timeline};
pub use ladder::{Rung, RungStanding, ladders};
pub use streaming::evaluate_streaming;
pub use trial::{ExpectationOutcome, Found, TestOutcome, run_test};

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::calendar::{Calendar, Period};
use crate::evidence::Evidence;
use crate::model::{Model, PlanId};
use crate::quantity::Instant;
use compensation::Book;
use figures::Figures;
use frame::Frames;
use judge::Judge;
use ledger::Ledger;
use rowsets::Tables;
use tickets::Walk;
use verdict::{MatrixCheck, Reading, Verdicts};

/// What to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The periods, in order of time.
    pub periods: Vec<Period>,
    /// The moment of evaluation of the periods that are not over by then.
    pub as_of: Instant,
    /// The plan that is judged: tickets of any other are left out, and rows about another are not judged.
    pub plan: Option<PlanId>,
    /// Whether to list every reading ([`verdict::PeriodVerdicts::readings`]): many, where there are many tickets.
    pub readings: bool,
}

/// Judges `evidence` by `model`, in every period asked for.
pub fn evaluate(model: &Model, calendar: &Calendar<'_>, evidence: &Evidence, request: &Request) -> Verdicts {
    let figures = Figures::new(model);
    let mut book = Book::new(calendar, evidence, request);
    let all = book.since_the_beginning(request);
    let (periods, problems) =
        each_period(calendar, evidence, &all, &figures, |judge, readings, checks| book.period(judge, readings, checks));
    Verdicts { as_of: request.as_of, plan: request.plan, periods: periods.into_iter().flatten().collect(), problems }
}

/// Walks over the tickets, then asks for something in each period.
fn each_period<T>(
    calendar: &Calendar<'_>,
    evidence: &Evidence,
    request: &Request,
    figures: &Figures<'_>,
    ask: impl FnMut(&mut Judge<'_>, Vec<Reading>, Vec<MatrixCheck>) -> T,
) -> (Vec<T>, Vec<EvalError>) {
    let frames = Frames::new(request, since(calendar));
    let ledger = Walk::new(calendar.model(), calendar, &frames, figures, request).gather(evidence);
    let world = World { calendar, evidence, figures, plan: request.plan };
    world.each_period(&frames, ledger, ask)
}

/// Since when the contract holds.
fn since(calendar: &Calendar<'_>) -> Instant {
    let from = calendar.model().header.effective_from;
    from.map_or(Instant::FIRST, |day| calendar.zone().midnight(day))
}

/// What is judged, and by what.
struct World<'a> {
    calendar: &'a Calendar<'a>,
    evidence: &'a Evidence,
    figures: &'a Figures<'a>,
    plan: Option<PlanId>,
}

impl World<'_> {
    /// Asks for something in each period, with what was gathered over tickets.
    fn each_period<T>(
        &self,
        frames: &Frames,
        mut ledger: Ledger,
        mut ask: impl FnMut(&mut Judge<'_>, Vec<Reading>, Vec<MatrixCheck>) -> T,
    ) -> (Vec<T>, Vec<EvalError>) {
        let Self { calendar, evidence, figures, plan } = *self;
        let tables = Tables::new(calendar, evidence);
        let (mut answers, mut problems) = (Vec::new(), Vec::new());
        for (period, frame) in frames.iter() {
            let (readings, matrix_checks) = ledger.take(period);
            let mut judge = Judge {
                model: calendar.model(),
                calendar,
                evidence,
                tables: &tables,
                figures,
                ledger: &ledger,
                period,
                frame,
                plan,
                measured: BTreeMap::new(),
                sliced: RefCell::default(),
                problems: Vec::new(),
            };
            answers.push(ask(&mut judge, readings, matrix_checks));
            problems.append(&mut judge.problems);
        }
        (answers, problems)
    }
}
