//! Norms with a period of their own, how old the latest value may be, and which samples the `where` of a norm picks.

use super::checker::Checker;
use super::error::SampleError;
use super::limits::DaysOf;
use super::typed::{Formula, FormulaKind, Limit, PeriodKind, Requirement, SampleFigure, SliceFigure, Subject};
use crate::source::Spanned;
use crate::syntax::ast::{Expr, TimeBound};

impl Checker<'_, '_> {
    /// `every half-year`: it must end where a period of the contract does.
    pub(super) fn own_period(&mut self, every: &Spanned<PeriodKind>) -> Option<PeriodKind> {
        let period = self.facts.period?;
        let ((own, own_first), (length, first)) = (months(every.value), months(period));
        if own % length == 0 && own_first % length == first % length {
            return Some(every.value);
        }
        let problem = SampleError::Every { own: word(every.value), span: every.span, period: word(period) };
        self.report(every.span, problem);
        None
    }

    /// `stale after 7 months`: of every latest value in the norm.
    pub(super) fn stale_after(
        &mut self,
        stale: &Spanned<TimeBound>,
        requirements: &mut [Option<Requirement>],
        damaged: bool,
    ) -> Option<()> {
        let limit = self.limit(stale, DaysOf::Calendar)?;
        // A poisoned requirement may be the one that looks at the latest value.
        let mut found = damaged || requirements.iter().any(Option::is_none);
        for requirement in requirements.iter_mut().flatten() {
            if let Subject::Formula { value, .. } = &mut requirement.subject {
                found |= limit_age(value, &limit);
            }
        }
        if !found {
            self.report(stale.span, SampleError::NothingStale { span: stale.span });
            return None;
        }
        Some(())
    }

    /// Of a norm without a clock: its `where` picks samples of slices, and says nothing about anything else.
    pub(super) fn samples_picked(&mut self, filter: Option<&Expr>, requirements: &[Option<Requirement>]) {
        let Some(filter) = filter else { return };
        let picked = |requirement: &Requirement| {
            let Subject::Formula { value: Formula { kind: FormulaKind::Slices(formula), .. }, .. } =
                &requirement.subject
            else {
                return false;
            };
            let slices = self.facts.slices.get(formula.slices.index()).and_then(Option::as_ref);
            matches!(formula.figure, SliceFigure::Share(_)) && slices.is_some_and(|slices| slices.declared.is_none())
        };
        if !requirements.iter().flatten().any(picked) {
            return;
        }
        let others: Vec<_> = requirements
            .iter()
            .flatten()
            .filter(|requirement| !picked(requirement) && requirement.subject != Subject::NoNorm)
            .map(|requirement| requirement.span)
            .collect();
        for span in others {
            self.report(span, SampleError::WhereNotApplied { span, filter: filter.span });
        }
    }
}

/// Sets how old the latest values in a formula may be; whether there are any.
fn limit_age(formula: &mut Formula, limit: &Limit) -> bool {
    match &mut formula.kind {
        FormulaKind::Samples(samples) => match &mut samples.figure {
            SampleFigure::Latest(stale) => {
                *stale = Some(limit.clone());
                true
            }
            SampleFigure::Statistic(_) | SampleFigure::Share(..) => false,
        },
        FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) | FormulaKind::Mul(a, b) | FormulaKind::Div(a, b) => {
            limit_age(a, limit) | limit_age(b, limit)
        }
        FormulaKind::Rounded(inner, _)
        | FormulaKind::Together(_, inner)
        | FormulaKind::OverLast(_, inner)
        | FormulaKind::OverAny(_, _, inner) => limit_age(inner, limit),
        FormulaKind::Literal(_)
        | FormulaKind::DaysOfPeriod
        | FormulaKind::Step(_)
        | FormulaKind::Length(_)
        | FormulaKind::ShareOfSets(..)
        | FormulaKind::Measure(..)
        | FormulaKind::OverGroup(..)
        | FormulaKind::Rows(..)
        | FormulaKind::Tickets(_)
        | FormulaKind::Events(_)
        | FormulaKind::Slices(_) => false,
    }
}

/// How many months a period has, and in which one it begins, from 1.
fn months(kind: PeriodKind) -> (u32, u32) {
    match kind {
        PeriodKind::Month => (1, 1),
        PeriodKind::Quarter { first_month } => (3, first_month),
        PeriodKind::HalfYear => (6, 1),
        PeriodKind::Year { first_month } => (12, first_month),
    }
}

fn word(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Month => "month",
        PeriodKind::Quarter { .. } => "quarter",
        PeriodKind::HalfYear => "half-year",
        PeriodKind::Year { .. } => "year",
    }
}
