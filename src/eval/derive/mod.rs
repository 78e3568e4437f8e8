//! Verdicts as derivations: the formula with its numbers, how far the value is from the bound, and what would turn it.
//!
//! A margin is said in what people can count or time: tickets, rows, downtime. Where a formula is nested so that no one
//! quantity decides, it is that of the value itself.

mod counted;
mod requirement;
mod room;
mod solve;
mod statistic;
mod worked;

use crate::calendar::Calendar;
use crate::eval::figures::Figures;
use crate::eval::judge::Judge;
use crate::eval::verdict::Exact;
use crate::eval::{Request, each_period};
use crate::evidence::{Evidence, RowRef};
use crate::model::{ComponentId, Model, Norm, NormId};
use crate::quantity::{Elapsed, Ratio};

/// A norm in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormDerivation {
    /// Which.
    pub norm: NormId,
    /// One a requirement that was judged or measured; none in a period in which the norm is not due.
    pub requirements: Vec<Derivation>,
}

/// A requirement in a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Derivation {
    /// Its index in [`Norm::requirements`].
    pub index: usize,
    /// The formula with its numbers.
    pub worked: Option<Worked>,
    /// How far it is from its bound; `None`: nothing was measured, or there is no bound with a better and a worse side.
    pub margin: Option<Margin>,
    /// What is open, and how much of it would have to turn out well.
    pub open: Option<Open>,
    /// The least and the most that the value could be, where that is not certain; `None` on a side: without end.
    pub could: Option<(Option<Exact>, Option<Exact>)>,
}

/// The value of a formula, and of its parts in the order in which they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worked {
    /// `None`: empty, or evidence is missing.
    pub value: Option<Exact>,
    /// None for what is not made of others; of a measure its result; of an aggregate one a member.
    pub parts: Vec<Worked>,
}

/// How far a quantity is from the last value that keeps the bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Margin {
    /// What the quantity is.
    pub of: Of,
    /// Whose it is, where one member of a group decides.
    pub component: Option<ComponentId>,
    /// What is counted, where something is.
    pub things: Things,
    /// Which side of the limit keeps the bound.
    pub side: Keeps,
    /// As it is.
    pub value: Exact,
    /// The last value that keeps the bound; `None`: no value does.
    pub limit: Option<Exact>,
    /// The limit itself keeps it: not so for a time or value under `<` or `>`.
    pub reached: bool,
    /// Of how many, or of how long.
    pub whole: Option<Exact>,
    /// Of a breach, the fewest tickets that would have met the bound had they kept the limit: those that missed it by least.
    pub nearest: Vec<Nearest>,
}

/// What a margin is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// Things that did not do what they should.
    Missed,
    /// Things of which there should be few (or many) among all.
    Matching,
    /// How many there are.
    Number,
    /// Readings that the bound does not allow.
    Beyond,
    /// Time that is missing.
    Downtime,
    /// Time.
    Time,
    /// All readings together.
    Total,
    /// The value itself.
    Value,
}

/// Things that are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Things {
    /// Tickets.
    Tickets,
    /// Updates on a ticket.
    Updates,
    /// Rows of outages or maintenance.
    Rows,
    /// Times that something had to happen.
    Duties,
    /// Slices of time.
    Slices,
    /// Samples.
    Samples,
    /// Requests.
    Requests,
    /// Events.
    Events,
    /// Nothing is.
    Nothing,
}

/// Which side of a limit is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// At the limit and below.
    AtMost,
    /// At the limit and above.
    AtLeast,
}

/// A ticket that missed by little.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// Its id.
    pub ticket: String,
    /// By how much.
    pub over: Elapsed,
    /// Where it was read.
    pub row: RowRef,
}

/// Things whose outcome is open in a period that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// How many.
    pub things: u64,
    /// How many of them have to turn out well, at least (of a bound from above: may count, at most); `None`: no number of
    /// them keeps the bound.
    pub needed: Option<u64>,
    /// Whether turning out well is to count rather than not to.
    pub side: Keeps,
}

impl Margin {
    /// How much room there is: 0 or more where the bound is kept at this value, less where it is broken by so much.
    pub fn left(&self) -> Option<Exact> {
        let limit = self.limit.as_ref()?;
        let (from, to) = match self.side {
            Keeps::AtMost => (&self.value, limit),
            Keeps::AtLeast => (limit, &self.value),
        };
        match (from, to) {
            (Exact::Count(from), Exact::Count(to)) => to.checked_sub(*from).map(Exact::Count),
            (Exact::Percent(from), Exact::Percent(to)) => to.sub(from).ok().map(Exact::Percent),
            (Exact::Seconds(from), Exact::Seconds(to)) => to.sub(from).ok().map(Exact::Seconds),
            (Exact::Number(from), Exact::Number(to)) => to.sub(from).ok().map(Exact::Number),
            (Exact::Count(_) | Exact::Percent(_) | Exact::Seconds(_) | Exact::Number(_), _) => None,
        }
    }

    /// Whether the value keeps the bound.
    pub fn holds(&self) -> bool {
        self.left().is_some_and(|left| {
            let left = match left {
                Exact::Count(count) => Ratio::whole(count),
                Exact::Percent(ratio) | Exact::Seconds(ratio) | Exact::Number(ratio) => ratio,
            };
            !left.is_negative() && (self.reached || !left.is_zero())
        })
    }
}

/// The derivation of each of these norms, in every period asked for.
pub fn derive(
    model: &Model,
    calendar: &Calendar<'_>,
    evidence: &Evidence,
    request: &Request,
    norms: &[NormId],
) -> Vec<Vec<NormDerivation>> {
    let figures = Figures::new(model);
    let request = Request { readings: false, ..request.clone() };
    let ask = |judge: &mut Judge<'_>| norms.iter().map(|norm| judge.derivation(*norm)).collect();
    each_period(calendar, evidence, &request, &figures, |judge, _, _| ask(judge)).0
}

impl Judge<'_> {
    /// A norm over the period at hand, or over the one of its own that ends with it.
    fn derivation(&mut self, id: NormId) -> NormDerivation {
        match self.model.norm(id).every {
            None => self.derivation_here(id),
            Some(kind) => match self.own_request(kind) {
                None => NormDerivation { norm: id, requirements: Vec::new() },
                Some(request) => {
                    let ask = |judge: &mut Judge<'_>| judge.derivation_here(id);
                    let asked =
                        each_period(self.calendar, self.evidence, &request, self.figures, |judge, _, _| ask(judge));
                    asked.0.into_iter().next().expect("one period was asked for")
                }
            },
        }
    }

    fn derivation_here(&mut self, id: NormId) -> NormDerivation {
        let norm: &Norm = self.model.norm(id);
        let plan = self.plan;
        let about = norm.requirements.iter().enumerate().filter(|(_, one)| super::norm::is_about(one, plan));
        let requirements = about.map(|(index, written)| self.derived(id, norm, index, written)).collect();
        NormDerivation { norm: id, requirements }
    }
}
