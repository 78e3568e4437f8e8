//! What a formula is, as it is written: a share of time, the same as another one.

use crate::quantity::{Elapsed, Ratio, downtime};
use crate::source::Span;
use crate::syntax::ast::PeriodKind;

use super::{Formula, FormulaKind, Measure, MeasureId, SetExpr, StepId, StepValue, Unit};

/// Of what a share of time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareOfTime {
    /// Of the whole period, around the clock.
    Period,
    /// Of a part of it: of opening hours, or of what maintenance leaves.
    Service,
}

impl Formula {
    /// Of what time this is a share, where it is one: `availability of portal`. Not of a mean or a product of shares.
    pub fn share_of_time<'m>(&self, measure: &dyn Fn(MeasureId) -> Option<&'m Measure>) -> Option<ShareOfTime> {
        self.share_in(measure, &[])
    }

    fn share_in<'m>(
        &self,
        measure: &dyn Fn(MeasureId) -> Option<&'m Measure>,
        steps: &[super::Step],
    ) -> Option<ShareOfTime> {
        match &self.kind {
            FormulaKind::ShareOfSets(_, whole) => {
                Some(if is_period(whole, steps) { ShareOfTime::Period } else { ShareOfTime::Service })
            }
            FormulaKind::Div(part, whole) if part.unit == Unit::Elapsed && whole.unit == Unit::Elapsed => {
                let around_the_clock = whole.is_length_of_period(steps);
                Some(if around_the_clock { ShareOfTime::Period } else { ShareOfTime::Service })
            }
            FormulaKind::Step(id) => match &step(steps, *id)? {
                StepValue::Formula(formula) => formula.share_in(measure, steps),
                StepValue::Set(_) => None,
            },
            FormulaKind::Measure(id, _) => {
                let steps = &measure(*id)?.steps;
                match &steps.last()?.value {
                    StepValue::Formula(formula) => formula.share_in(measure, steps),
                    StepValue::Set(_) => None,
                }
            }
            FormulaKind::Rounded(inner, _) => inner.share_in(measure, steps),
            FormulaKind::Literal(_)
            | FormulaKind::DaysOfPeriod
            | FormulaKind::Length(_)
            | FormulaKind::Add(..)
            | FormulaKind::Sub(..)
            | FormulaKind::Mul(..)
            | FormulaKind::Div(..)
            | FormulaKind::OverGroup(..)
            | FormulaKind::Rows(..)
            | FormulaKind::Tickets(_)
            | FormulaKind::Samples(_)
            | FormulaKind::Slices(_)
            | FormulaKind::Events(_)
            | FormulaKind::Together(..)
            | FormulaKind::OverLast(..)
            | FormulaKind::OverAny(..) => None,
        }
    }

    /// `days of period * 24h`, `length of period`
    fn is_length_of_period(&self, steps: &[super::Step]) -> bool {
        match &self.kind {
            FormulaKind::Length(set) => is_period(set, steps),
            FormulaKind::Mul(a, b) => {
                let day = |it: &Formula| matches!(&it.kind, FormulaKind::Literal(super::Value::Elapsed(day)) if day.whole_seconds() == Some(86_400));
                let days = |it: &Formula| it.kind == FormulaKind::DaysOfPeriod;
                days(a) && day(b) || day(a) && days(b)
            }
            FormulaKind::Step(id) => match step(steps, *id) {
                Some(StepValue::Formula(formula)) => formula.is_length_of_period(steps),
                Some(StepValue::Set(_)) | None => false,
            },
            FormulaKind::Literal(_)
            | FormulaKind::DaysOfPeriod
            | FormulaKind::Add(..)
            | FormulaKind::Sub(..)
            | FormulaKind::Div(..)
            | FormulaKind::ShareOfSets(..)
            | FormulaKind::Rounded(..)
            | FormulaKind::Measure(..)
            | FormulaKind::OverGroup(..)
            | FormulaKind::Rows(..)
            | FormulaKind::Tickets(_)
            | FormulaKind::Samples(_)
            | FormulaKind::Slices(_)
            | FormulaKind::Events(_)
            | FormulaKind::Together(..)
            | FormulaKind::OverLast(..)
            | FormulaKind::OverAny(..) => false,
        }
    }

    /// The same figure, wherever it is written.
    #[must_use]
    pub fn without_places(&self, nowhere: Span) -> Self {
        let inner = |formula: &Self| Box::new(formula.without_places(nowhere));
        let kind = match &self.kind {
            FormulaKind::Add(a, b) => FormulaKind::Add(inner(a), inner(b)),
            FormulaKind::Sub(a, b) => FormulaKind::Sub(inner(a), inner(b)),
            FormulaKind::Mul(a, b) => FormulaKind::Mul(inner(a), inner(b)),
            FormulaKind::Div(a, b) => FormulaKind::Div(inner(a), inner(b)),
            FormulaKind::Rounded(of, decimals) => FormulaKind::Rounded(inner(of), *decimals),
            FormulaKind::Together(group, of) => FormulaKind::Together(*group, inner(of)),
            FormulaKind::OverLast(past, of) => FormulaKind::OverLast(*past, inner(of)),
            FormulaKind::OverAny(length, extreme, of) => FormulaKind::OverAny(*length, *extreme, inner(of)),
            kind @ (FormulaKind::Literal(_)
            | FormulaKind::DaysOfPeriod
            | FormulaKind::Step(_)
            | FormulaKind::Length(_)
            | FormulaKind::ShareOfSets(..)
            | FormulaKind::Measure(..)
            | FormulaKind::OverGroup(..)
            | FormulaKind::Rows(..)
            | FormulaKind::Tickets(_)
            | FormulaKind::Samples(_)
            | FormulaKind::Slices(_)
            | FormulaKind::Events(_)) => kind.clone(),
        };
        Self { unit: self.unit, span: nowhere, kind }
    }
}

fn step(steps: &[super::Step], id: StepId) -> Option<&StepValue> {
    steps.get(id.index()).map(|step| &step.value)
}

fn is_period(set: &SetExpr, steps: &[super::Step]) -> bool {
    match set {
        SetExpr::Period => true,
        SetExpr::Step(id) => match step(steps, *id) {
            Some(StepValue::Set(set)) => is_period(set, steps),
            Some(StepValue::Formula(_)) | None => false,
        },
        SetExpr::Window(_)
        | SetExpr::Rows(_)
        | SetExpr::Slices(..)
        | SetExpr::Union(..)
        | SetExpr::Intersection(..)
        | SetExpr::Difference(..)
        | SetExpr::Quorum(..)
        | SetExpr::First(..) => false,
    }
}

/// A stretch of time in which people picture a share of time: a month of 30 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// How long it is.
    pub whole: Elapsed,
    /// `a 30-day month`
    pub words: &'static str,
}

/// A share, and what it takes to have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pictured {
    /// `99.898%`
    pub share: String,
    /// `44 minutes of downtime in a 30-day month is 99.898%`
    pub witness: String,
}

impl ShareOfTime {
    /// In what to picture it, by the periods of the contract.
    pub fn picture(self, period: PeriodKind) -> Picture {
        let (days, period, service) = match period {
            PeriodKind::Month => (30, "a 30-day month", "720 hours of service"),
            PeriodKind::Quarter { .. } => (90, "a 90-day quarter", "2160 hours of service"),
            PeriodKind::HalfYear => (182, "a half-year of 182 days", "4368 hours of service"),
            PeriodKind::Year { .. } => (365, "a year of 365 days", "8760 hours of service"),
        };
        let words = match self {
            Self::Period => period,
            Self::Service => service,
        };
        Picture { whole: Elapsed::from_micros(days * 86_400 * Elapsed::SECOND.micros()), words }
    }
}

impl Picture {
    /// A share between two others that `is_in` takes, in downtime of whole minutes or seconds; where no whole second is
    /// one, it is said of `fallback`.
    pub fn of(&self, between: (&Ratio, &Ratio), fallback: &Ratio, is_in: impl Fn(&Ratio) -> bool) -> Pictured {
        let Self { whole, words } = self;
        match downtime::downtime(*whole, between, &is_in) {
            Some((down, share)) => {
                let share = downtime::percentage(&share, is_in);
                let witness = format!("{} of downtime in {words} is {share}", downtime::spelled(down));
                Pictured { share, witness }
            }
            None => {
                let share = downtime::percentage(fallback, is_in);
                let witness = format!("{share}, which is no whole second of downtime in {words}");
                Pictured { share, witness }
            }
        }
    }
}
