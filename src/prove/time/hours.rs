//! Bounds of 24 hours, or of a whole number of times that, on a clock that does not run all day: a day to some readers,
//! so many hours of the window to others.

use chrono::{Datelike, NaiveDate, Weekday};

use super::error::TimeError;
use crate::calendar::{Calendar, spell};
use crate::diagnostic::Diagnostics;
use crate::model::{
    ClockId, ExpectationKind, Limit, Model, Moment, Norm, NormId, Pick, PlanId, Predicate, PrioritySource, Requirement,
    Subject, Timed, WindowExpr,
};
use crate::quantity::{Elapsed, Instant};

/// Seconds of a day on which no clock changes.
const DAY: i64 = 86_400;

/// Looks at the first such bound of each norm: what is said of one can be said of all.
///
/// A contract that makes workdays a length of time, and a norm or clock of which a worked example shows how long it takes,
/// has said what is meant.
pub(super) fn prove(calendar: &Calendar<'_>, found: &mut Diagnostics) {
    let model = calendar.model();
    if model.conventions.workday.is_some() {
        return;
    }
    for (id, norm) in (0..).map(NormId).zip(&model.norms) {
        let first = norm.requirements.iter().find_map(|row| of_row(calendar, id, norm, row));
        if let Some((row, problem)) = first {
            found.push(row.span, problem);
        }
    }
}

fn of_row<'n>(
    calendar: &Calendar<'_>,
    id: NormId,
    norm: &Norm,
    row: &'n Requirement,
) -> Option<(&'n Requirement, TimeError)> {
    let Subject::Timed(timed) = &row.subject else { return None };
    if is_shown(calendar.model(), id, timed.clock) {
        return None;
    }
    let Limit::Elapsed(bound) = timed.limit.of(row.plan) else { return None };
    let counted = calendar.model().clock(timed.clock).counting.of(row.plan);
    let days = bound.whole_seconds().filter(|seconds| seconds % DAY == 0)? / DAY;
    let open =
        longest_day(calendar, counted).filter(|open| *open > Elapsed::ZERO && open.micros() < DAY * 1_000_000)?;
    let zone = calendar.zone_of(counted);
    let start = first_monday(calendar, counted)?;
    let due = calendar.schedule(counted).advance(start, *bound)?;
    let window = match counted {
        WindowExpr::Window(window) => format!("`{}`", calendar.model().window(*window).declared.name),
        WindowExpr::Always | WindowExpr::Union(..) | WindowExpr::Intersection(..) | WindowExpr::Difference(..) => {
            "what the clock counts".to_owned()
        }
    };
    let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    let example = example(calendar, norm, row, timed, start, due);
    let problem = TimeError::HoursOrDays {
        bound: bound.to_string(),
        window,
        start: spell::day_and_time(zone.local(start)),
        due: spell::day_and_time(zone.local(due)),
        help: help(&days, example),
        span: row.span,
        days,
        open: open.to_string(),
    };
    Some((row, problem))
}

fn help(days: &str, example: Option<String>) -> String {
    let workdays = days.replace("day", "workday");
    let hours = match example {
        Some(example) => format!("if the hours are, let a worked example show it:\n\n{example}"),
        None => "if the hours are, let a worked example show it".to_owned(),
    };
    format!("where days are meant, write `{workdays}`; {hours}")
}

/// Whether a worked example shows how long a ticket has under this norm, or how a reading of its clock comes about.
fn is_shown(model: &Model, norm: NormId, clock: ClockId) -> bool {
    model.tests.iter().flat_map(|test| &test.expectations).any(|expectation| match &expectation.kind {
        ExpectationKind::Deadline(of, ..) => *of == norm,
        ExpectationKind::Elapsed(of, ..) => *of == clock,
        ExpectationKind::Verdict(..)
        | ExpectationKind::Exactly(..)
        | ExpectationKind::Shown(..)
        | ExpectationKind::Amount(..)
        | ExpectationKind::Right(..)
        | ExpectationKind::Colour(..) => false,
    })
}

/// The days of the first four weeks of the contract.
fn first_days(calendar: &Calendar<'_>) -> impl Iterator<Item = NaiveDate> {
    calendar.first_day().iter_days().take(28)
}

/// How long it is open on the day on which it is open longest.
fn longest_day(calendar: &Calendar<'_>, counted: &WindowExpr) -> Option<Elapsed> {
    let (schedule, zone) = (calendar.schedule(counted), calendar.zone_of(counted));
    let of = |day: NaiveDate| Some(schedule.elapsed(zone.midnight(day), zone.midnight(day.succ_opt()?)));
    first_days(calendar).filter_map(of).max()
}

/// The first opening on a Monday, or on any day where none of those Mondays has one.
fn first_monday(calendar: &Calendar<'_>, counted: &WindowExpr) -> Option<Instant> {
    let days = calendar.workdays(counted);
    let monday = first_days(calendar).find(|day| day.weekday() == Weekday::Mon && days.opens_on(*day));
    monday.and_then(|day| days.opening(day)).or_else(|| calendar.schedule(counted).first_opening(calendar.holds_from()))
}

/// A worked example of that ticket, where the norm asks nothing of it but what the row says.
fn example(
    calendar: &Calendar<'_>,
    norm: &Norm,
    row: &Requirement,
    timed: &Timed,
    start: Instant,
    due: Instant,
) -> Option<String> {
    let model = calendar.model();
    let clock = model.clock(timed.clock);
    let opened = match (clock.from.pick, clock.from.moments.as_slice()) {
        (_, [Moment::Opened]) => "opened",
        (Pick::Only | Pick::Later | Pick::First, _) => return None,
    };
    let mut asked = 0;
    let mut plain = timed.level == 0 && clock.outside.is_none() && model.applies.is_none();
    timed.filter.leaves(&mut |leaf| {
        asked += usize::from(*leaf != Predicate::True);
        plain &= is_of_a_row(leaf);
    });
    let recorded = match model.ticket_kind(clock.ticket).priority {
        PrioritySource::Recorded | PrioritySource::Checked(_) => true,
        PrioritySource::Derived(_) => false,
    };
    plain &= recorded || row.group.iter().all(|value| value.attribute != "priority");
    let mut cells: Vec<String> =
        row.group.iter().map(|value| format!("{} {}", value.attribute, word(&value.value))).collect();
    if !plain || asked != cells.len() {
        return None;
    }
    if cells.is_empty() && !model.plans.is_empty() {
        cells.extend(plan_cell(model, row.plan.unwrap_or(PlanId(0))));
    }
    cells.push(format!("{opened} {}", local(calendar, start)));
    let (kind, name) = (&model.ticket_kind(clock.ticket).declared.name, &norm.declared.name);
    Some(format!(
        "test \"{name}: hours of the window\" {{\n  {kind} 1: {}\n  expect deadline of {name} of {kind} 1 is {}\n}}",
        cells.join(", "),
        local(calendar, due)
    ))
}

fn plan_cell(model: &Model, plan: PlanId) -> Option<String> {
    model.plans.get(plan.index()).map(|plan| format!("plan {}", plan.declared.name))
}

/// A value as a contract writes it.
fn word(value: &str) -> String {
    let is_plain = value.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    if is_plain { value.to_owned() } else { format!("\"{value}\"") }
}

/// Whether a condition is one that a row of a table makes.
fn is_of_a_row(leaf: &Predicate) -> bool {
    match leaf {
        Predicate::True
        | Predicate::OneOf(..)
        | Predicate::PriorityIn(_)
        | Predicate::ComponentIn(_)
        | Predicate::PlanIn(_) => true,
        Predicate::And(..)
        | Predicate::Or(..)
        | Predicate::Not(_)
        | Predicate::PriorityCompared(..)
        | Predicate::YesNo(..)
        | Predicate::Compared(..)
        | Predicate::ElapsedCompared(..)
        | Predicate::TextIs(..)
        | Predicate::Missing(_)
        | Predicate::Judged(_)
        | Predicate::Within(..)
        | Predicate::Clock(..) => false,
    }
}

/// As a contract writes a moment: local time of the contract.
fn local(calendar: &Calendar<'_>, at: Instant) -> String {
    let local = calendar.zone().local(at);
    format!("{} {}", local.date(), spell::time(local))
}
