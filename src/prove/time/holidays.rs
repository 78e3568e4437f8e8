//! Lists that name the holidays of some years only.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::error::TimeError;
use crate::calendar::{Calendar, spell};
use crate::diagnostic::Diagnostics;
use crate::model::{Days, Holidays, HolidaysId, RegularLine, WindowBody, WindowExpr, WindowId};

/// How a window goes by a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// It is closed on those days.
    Closed,
    /// It is open on them.
    Opens,
}

/// Finds lists of dates that have none for some year in which the contract holds. Of a list with a line that comes back
/// every year nobody can tell; nor of one beside another list that does, which holds what is out of the ordinary.
pub(super) fn prove(calendar: &Calendar<'_>, found: &mut Diagnostics) {
    for (id, list) in (0..).map(HolidaysId).zip(&calendar.model().holidays) {
        if !lists_dates_only(list) {
            continue;
        }
        let uses: Vec<(WindowId, Use)> = uses(calendar, id).collect();
        if !uses.is_empty()
            && let Some(problem) = of_list(calendar, id, list, &uses)
        {
            found.push(list.declared.span, problem);
        }
    }
}

fn lists_dates_only(list: &Holidays) -> bool {
    list.public.is_empty() && list.yearly.is_empty() && !list.on.is_empty()
}

/// The windows that go by the list on some line, and by no list that comes back every year beside it.
fn uses(calendar: &Calendar<'_>, id: HolidaysId) -> impl Iterator<Item = (WindowId, Use)> {
    let ordinary = move |line: &RegularLine| {
        line.closed.iter().all(|other| *other == id || lists_dates_only(calendar.model().holiday_list(*other)))
    };
    let of_line = move |line: &RegularLine| {
        let closed = line.closed.contains(&id).then_some(Use::Closed);
        closed.or_else(|| line.days.contains(&Days::Holidays(id)).then_some(Use::Opens)).filter(|_| ordinary(line))
    };
    (0..).map(WindowId).zip(&calendar.model().windows).filter_map(move |(window, what)| match &what.body {
        WindowBody::Lines { regular, .. } => Some((window, regular.iter().find_map(of_line)?)),
        WindowBody::Algebra(_) => None,
    })
}

fn of_list(calendar: &Calendar<'_>, id: HolidaysId, list: &Holidays, uses: &[(WindowId, Use)]) -> Option<TimeError> {
    let days: Vec<NaiveDate> = calendar.holidays(id).iter().map(|(day, _)| day).collect();
    let (first, last) = (days.first()?, days.last()?);
    let years: BTreeSet<i32> = days.iter().map(Datelike::year).collect();
    let from = calendar.first_day().year();
    let until = calendar.last_day().map_or(last.year().max(from) + 1, |day| day.year());
    (from..=until).filter(|year| !years.contains(year)).find_map(|year| {
        let (day, witness) = witness(calendar, &days, year, uses)?;
        let listed = if *last < day {
            format!("the last day that it lists is {}", spell::day(*last))
        } else if day < *first {
            format!("the first day that it lists is {}", spell::day(*first))
        } else {
            "it lists days before and after".to_owned()
        };
        let comes_back = format!("{:02}-{:02}", day.month(), day.day());
        Some(TimeError::NoHolidays {
            name: list.declared.name.clone(),
            year,
            listed,
            witness: witness.unwrap_or_default(),
            comes_back,
            span: list.declared.span,
        })
    })
}

/// A day of a year that would be a holiday if it were listed as in another year, and what a window does on it; `None` where
/// the contract holds on none of them.
fn witness(
    calendar: &Calendar<'_>,
    days: &[NaiveDate],
    year: i32,
    uses: &[(WindowId, Use)],
) -> Option<(NaiveDate, Option<String>)> {
    let model = days.iter().rev().find(|day| day.year() < year).or(days.first())?.year();
    let candidates = days.iter().rev().filter(|day| day.year() == model).filter_map(|day| day.with_year(year));
    let mut candidates: Vec<NaiveDate> = candidates.filter(|day| calendar.holds_on(*day)).collect();
    // What every reader knows comes first.
    candidates.sort_by_key(|day| match (day.month(), day.day()) {
        (12, 25) => 0,
        (1, 1) => 1,
        _ => 2,
    });
    let seen = candidates.iter().find_map(|day| {
        let opens = |window: WindowId| calendar.workdays(&WindowExpr::Window(window)).opens_on(*day);
        let wrong = |(window, how): &&(WindowId, Use)| opens(*window) == (*how == Use::Closed);
        let (window, how) = uses.iter().find(wrong)?;
        let name = &calendar.model().window(*window).declared.name;
        let does = match how {
            Use::Closed => "opens",
            Use::Opens => "does not open",
        };
        Some((*day, Some(format!("so `{name}` {does} on {}; ", spell::day(*day)))))
    });
    seen.or_else(|| Some((*candidates.first()?, None)))
}
