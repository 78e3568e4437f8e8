//! Limits on time held against each other: of priorities, and of the response and the resolution.

use super::error::Unmeant;
use super::words;
use crate::calendar::{Calendar, Run};
use crate::diagnostic::Diagnostics;
use crate::model::{
    Answers, Clock, Found, Limit, Model, Moment, Norm, PlanId, Predicate, PriorityId, Requirement, Subject, Timed,
    Value, WindowExpr, Worlds,
};
use crate::quantity::{Instant, Ratio};

/// Where a contract says nothing about when it holds, it is looked at in this year.
pub(super) const SOME_YEAR: i32 = 2026;

/// A share of tickets under a limit, as promised.
#[derive(Clone, Copy)]
pub(super) struct Promise<'m> {
    pub norm: &'m Norm,
    pub requirement: &'m Requirement,
    pub timed: &'m Timed,
    pub share: &'m Ratio,
}

/// Every limit on the time of tickets.
pub(super) fn promises(model: &Model) -> Vec<Promise<'_>> {
    let mut all = Vec::new();
    for norm in model.norms.iter().filter(|norm| !norm.kpi) {
        for requirement in &norm.requirements {
            let Subject::Timed(timed) = &requirement.subject else { continue };
            let Some(Value::Percent(share)) = requirement.bound.as_ref().map(|bound| &bound.value) else { continue };
            all.push(Promise { norm, requirement, timed, share });
        }
    }
    all
}

/// The priority that a row of a table is about.
pub(super) fn priority(model: &Model, requirement: &Requirement) -> Option<PriorityId> {
    let value = requirement.group.iter().find(|value| value.attribute == "priority")?;
    let place = model.priorities.iter().position(|level| level.name == value.value)?;
    u32::try_from(place).ok().map(PriorityId)
}

/// Compares the limits of every contract.
pub(super) fn prove(calendar: &Calendar<'_>, found: &mut Diagnostics) {
    let promises = promises(calendar.model());
    by_priority(calendar, &promises, found);
    response_first(calendar, &promises, found);
}

/// The plans of which a requirement may be about, `None` where there are none.
fn plans(model: &Model, a: &Requirement, b: &Requirement) -> Vec<Option<PlanId>> {
    let all: Vec<Option<PlanId>> = match model.plans.len() {
        0 => vec![None],
        count => (0u32..).take(count).map(|id| Some(PlanId(id))).collect(),
    };
    let is_about = |requirement: &Requirement, plan| requirement.plan.is_none() || requirement.plan == plan;
    all.into_iter().filter(|plan| is_about(a, *plan) && is_about(b, *plan)).collect()
}

/// Rows of one table that differ in nothing but the priority.
fn by_priority(calendar: &Calendar<'_>, promises: &[Promise<'_>], found: &mut Diagnostics) {
    let model = calendar.model();
    let others = |requirement: &Requirement| -> Vec<String> {
        let others = requirement.group.iter().filter(|value| value.attribute != "priority");
        others.map(|value| value.value.clone()).collect()
    };
    for higher in promises {
        let Some(id) = priority(model, higher.requirement) else { continue };
        let slower = promises.iter().find_map(|lower| {
            let comparable = std::ptr::eq(higher.norm, lower.norm)
                && priority(model, lower.requirement).is_some_and(|other| id < other)
                && higher.timed.clock == lower.timed.clock
                && higher.timed.level == lower.timed.level
                && higher.requirement.plan == lower.requirement.plan
                && higher.requirement.bound == lower.requirement.bound
                && others(higher.requirement) == others(lower.requirement);
            if !comparable {
                return None;
            }
            let clock = model.clock(higher.timed.clock);
            let witness = plans(model, higher.requirement, lower.requirement).into_iter().find_map(|plan| {
                let (more, less) = (higher.timed.limit.of(plan), lower.timed.limit.of(plan));
                longer_on_clock(calendar, clock.counting.of(plan), more, less)
            })?;
            Some((lower, witness))
        });
        if let Some((lower, witness)) = slower {
            let name = |requirement| priority(model, requirement).map(|id| model.priority(id).name.clone());
            let span = higher.requirement.span;
            let problem = Unmeant::Slower {
                higher: name(higher.requirement).unwrap_or_default(),
                lower: name(lower.requirement).unwrap_or_default(),
                witness,
                span,
                other: words::beside(span, lower.requirement.span),
            };
            found.push(span, problem);
        }
    }
}

/// Whether a limit is longer than another on one clock: of two times always, of limits by the calendar on most days.
fn longer_on_clock(calendar: &Calendar<'_>, counting: &WindowExpr, more: &Limit, less: &Limit) -> Option<String> {
    if let (Limit::Elapsed(more), Limit::Elapsed(less)) = (more, less) {
        return (more > less).then(|| format!("{more} against {less}"));
    }
    let starts = openings(calendar, counting);
    mostly(&starts, |start| {
        let of = |limit| calendar.limit_on_clock(counting, limit, start);
        let (has, other) = (of(more)?, of(less)?);
        Some((has > other).then(|| {
            let words = |limit: &Limit, length| match limit {
                Limit::Elapsed(elapsed) => elapsed.to_string(),
                Limit::Calendar { .. } | Limit::EndOfWorkday { .. } => format!("{} ({length})", words::limit(limit)),
            };
            format!("from {} on {} against {}", words::moment(calendar, start), words(more, has), words(less, other))
        }))
    })
}

/// When a window opens on each day of the first year of the contract; of all time, at midnight.
fn openings(calendar: &Calendar<'_>, window: &WindowExpr) -> Vec<Instant> {
    let from = calendar.model().header.effective_from;
    let Some(first) = from.or_else(|| chrono::NaiveDate::from_ymd_opt(SOME_YEAR, 1, 1)) else { return Vec::new() };
    let workdays = calendar.workdays(window);
    first.iter_days().take(365).filter_map(|day| workdays.opening(day)).collect()
}

/// What holds on more than half of the days, by the first of them.
fn mostly(starts: &[Instant], holds: impl Fn(Instant) -> Option<Option<String>>) -> Option<String> {
    let (mut first, mut often, mut all) = (None, 0_usize, 0_usize);
    for start in starts {
        let Some(found) = holds(*start) else { continue };
        all += 1;
        if let Some(witness) = found {
            often += 1;
            first = first.or(Some(witness));
        }
    }
    first.filter(|_| often * 2 > all)
}

/// Limits on the response that whoever resolves in time has kept.
fn response_first(calendar: &Calendar<'_>, promises: &[Promise<'_>], found: &mut Diagnostics) {
    let model = calendar.model();
    let stops = |clock: &Clock| -> Vec<Moment> { clock.to.moments.clone() };
    let responds = |promise: &&Promise<'_>| stops(model.clock(promise.timed.clock)) == [Moment::Responded];
    let resolves = |promise: &&Promise<'_>| {
        let stops = stops(model.clock(promise.timed.clock));
        !stops.is_empty() && stops.iter().all(|moment| matches!(moment, Moment::Resolved | Moment::Closed))
    };
    for response in promises.iter().filter(responds) {
        let sooner = promises.iter().filter(resolves).find_map(|resolution| {
            let (a, b) = (model.clock(response.timed.clock), model.clock(resolution.timed.clock));
            if a.ticket != b.ticket || a.from != b.from || a.outside != b.outside || resolution.share < response.share {
                return None;
            }
            let whose = shared_tickets(model, a, response.timed, resolution.timed)?;
            let witness = plans(model, response.requirement, resolution.requirement).into_iter().find_map(|plan| {
                let one = (a.counting.of(plan), response.timed.limit.of(plan));
                let other = (b.counting.of(plan), resolution.timed.limit.of(plan));
                later(calendar, one, other)
            })?;
            Some((resolution, format!("{whose}{witness}")))
        });
        if let Some((resolution, witness)) = sooner {
            let span = response.requirement.span;
            let other = words::beside(span, resolution.requirement.span);
            found.push(span, Unmeant::ResponseAfterResolution { witness, span, other });
        }
    }
}

/// A ticket that both limits are about: empty words where any is; `None`: there is none.
fn shared_tickets(model: &Model, clock: &Clock, a: &Timed, b: &Timed) -> Option<String> {
    let all = Predicate::True;
    let applies = model.applies.as_ref().and_then(|applies| applies.filters.get(clock.ticket.index())).unwrap_or(&all);
    let worlds = Worlds::new(model.universe(clock.ticket), &[&a.filter, &b.filter, applies]);
    // What the contract applies to at all need not be said.
    let asked = [Answers::YES, Answers::YES, Answers::ANY];
    match (worlds.find(&[Answers::YES; 3]), worlds.find(&asked)) {
        (Found::Row(_), Found::Row(row)) if row.is_empty() => Some(String::new()),
        (Found::Row(_), Found::Row(row)) => Some(format!("where {}, ", worlds.words(&row))),
        (_, _) => None,
    }
}

/// Whether a limit on one clock ends later than another on another one that starts with it.
fn later(calendar: &Calendar<'_>, one: (&WindowExpr, &Limit), other: (&WindowExpr, &Limit)) -> Option<String> {
    if one.0 == other.0
        && let (Limit::Elapsed(respond), Limit::Elapsed(resolve)) = (one.1, other.1)
    {
        return (respond > resolve).then(|| format!("{respond} to respond and {resolve} to resolve"));
    }
    let due = |(counting, limit): (&WindowExpr, &Limit), start| {
        let length = calendar.limit_on_clock(counting, limit, start)?;
        Run::new(&calendar.schedule(counting), start, []).deadline(length)
    };
    // A day on which neither window opens starts no clock at a moment worth showing.
    let mut starts = openings(calendar, other.0);
    if *other.0 == WindowExpr::Always {
        starts = openings(calendar, one.0);
    }
    mostly(&starts, |start| {
        let (respond, resolve) = (due(one, start)?, due(other, start)?);
        Some((respond > resolve).then(|| {
            let [start, respond, resolve] = [start, respond, resolve].map(|at| words::moment(calendar, at));
            format!("opened {start}, it is to be responded to by {respond} and resolved by {resolve}")
        }))
    })
}
