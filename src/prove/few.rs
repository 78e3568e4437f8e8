//! Percentages of so few that they mean all of them: 95 % of three.

use super::error::Unmeant;
use super::words;
use crate::diagnostic::Diagnostics;
use crate::model::{
    Bound, Comparison, CountedBy, FormulaKind, Model, Moment, Norm, PeriodKind, Predicate, Requirement, SliceFigure,
    SliceSide, Subject, TicketFigure, TicketKindId, Value,
};
use crate::quantity::Ratio;

/// Looks at percentages of what has a known number at most: the slices of a period, tickets of which a norm allows so many.
pub(super) fn prove(model: &Model, found: &mut Diagnostics) {
    for norm in model.norms.iter().filter(|norm| !norm.kpi && !norm.aim) {
        for requirement in &norm.requirements {
            let Some((share, more)) = wanted(requirement) else { continue };
            let Some((most, what)) = at_most(model, norm, requirement) else { continue };
            if most < 1 || !only_all_do(most, share, more) {
                continue;
            }
            let best = Ratio::new(i128::from(most - 1), i128::from(most));
            let span = requirement.span;
            let problem = Unmeant::AllOfFew {
                bound: words::percent(share),
                most,
                what,
                witness: format!("{} of {most} is {}", most - 1, words::percent_apart(&best, share)),
                span,
            };
            found.push(span, problem);
        }
    }
}

/// The share that is wanted at least, between nothing and all; whether it must be passed.
fn wanted(requirement: &Requirement) -> Option<(&Ratio, bool)> {
    let Bound { op, value: Value::Percent(share), decimals: _ } = requirement.bound.as_ref()? else { return None };
    let more = match op {
        Comparison::AtLeast => false,
        Comparison::More => true,
        Comparison::Less | Comparison::AtMost | Comparison::Equal | Comparison::NotEqual => return None,
    };
    (*share > Ratio::ZERO && *share < Ratio::ONE).then_some((share, more))
}

/// Whether one of so many is too much.
fn only_all_do(most: i64, share: &Ratio, more: bool) -> bool {
    let best = Ratio::new(i128::from(most - 1), i128::from(most));
    if more { best <= *share } else { best < *share }
}

/// How many there can be, and of what.
fn at_most(model: &Model, norm: &Norm, requirement: &Requirement) -> Option<(i64, &'static str)> {
    match &requirement.subject {
        Subject::Formula { value, component: _ } => {
            let FormulaKind::Slices(slices) = &value.kind else { return None };
            let SliceFigure::Share(SliceSide::Good) = slices.figure else { return None };
            let length = model.slices_of(slices.slices).length.micros();
            let period = longest(norm.every.unwrap_or(model.header.period)) * 86_400_000_000;
            let count = period.checked_add(length.checked_sub(1)?)?.checked_div(length)?;
            Some((count, "slices of a period"))
        }
        Subject::Timed(timed) => {
            // Of tickets counted where they are opened, a norm on how many are opened says how many there are.
            let kind = model.clock(timed.clock).ticket;
            (norm.counted_by == CountedBy::Opened).then(|| opened_at_most(model, kind)).flatten()
        }
        Subject::EachMember(..)
        | Subject::EachRow { .. }
        | Subject::Obliged(_)
        | Subject::Cadence(_)
        | Subject::NotAgreed
        | Subject::NoNorm => None,
    }
}

/// Days of the longest period there is.
fn longest(period: PeriodKind) -> i64 {
    match period {
        PeriodKind::Month => 31,
        PeriodKind::Quarter { .. } => 92,
        PeriodKind::HalfYear => 184,
        PeriodKind::Year { .. } => 366,
    }
}

/// How many tickets of a kind a norm allows to be opened.
fn opened_at_most(model: &Model, kind: TicketKindId) -> Option<(i64, &'static str)> {
    let judged = model.norms.iter().filter(|norm| !norm.kpi && !norm.aim && norm.every.is_none());
    let bounds = judged.flat_map(|norm| &norm.requirements).filter_map(|requirement| {
        let Subject::Formula { value, component: _ } = &requirement.subject else { return None };
        let FormulaKind::Tickets(tickets) = &value.kind else { return None };
        let of_all = tickets.kind == kind
            && tickets.filter == Predicate::True
            && tickets.figure == TicketFigure::Count(Moment::Opened);
        let bound = requirement.bound.as_ref().filter(|_| of_all)?;
        match (bound.op, &bound.value) {
            (Comparison::AtMost, Value::Count(most)) => Some(*most),
            (Comparison::Less, Value::Count(most)) => most.checked_sub(1),
            (_, _) => None,
        }
    });
    bounds.min().map(|most| (most, "tickets"))
}

#[test]
fn one_of_few_is_too_much() {
    let percent = |n| Ratio::new(n, 100);
    assert!(only_all_do(3, &percent(95), false));
    assert!(!only_all_do(20, &percent(95), false));
    assert!(only_all_do(20, &percent(95), true));
    assert!(only_all_do(1, &percent(1), false));
}
