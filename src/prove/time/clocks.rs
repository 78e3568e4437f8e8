//! Hours over which clocks go forward or back.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::error::TimeError;
use crate::calendar::{Calendar, Stretch, spell};
use crate::diagnostic::Diagnostics;
use crate::model::{Window, WindowId, Zone};

/// Finds windows of which a change of clocks leaves nothing on some day, or twice as much or more. A window over midnight
/// that is an hour longer or shorter twice a year is as everybody expects.
pub(super) fn prove(calendar: &Calendar<'_>, found: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    for (id, window) in (0..).map(WindowId).zip(&calendar.model().windows) {
        let holds = |stretch: &Stretch| calendar.holds_on(stretch.from.date());
        let stretches: Vec<Stretch> = calendar.stretches(id).into_iter().filter(holds).collect();
        let emptied: Vec<&Stretch> = stretches.iter().filter(|it| it.is_emptied()).collect();
        let doubled: Vec<&Stretch> = stretches.iter().filter(|it| it.is_doubled()).collect();
        let problem = match (emptied.as_slice(), doubled.as_slice()) {
            ([first, ..], doubled) => TimeError::Emptied {
                name: window.declared.name.clone(),
                day: spell::day(first.from.date()),
                hours: hours(first),
                often: often(calendar, emptied.len()),
                also: doubled.first().map(|it| also(it)).unwrap_or_default(),
                winter: winter(calendar, window),
                span: window.declared.span,
            },
            ([], [first, ..]) => TimeError::Doubled {
                name: window.declared.name.clone(),
                day: spell::day(first.from.date()),
                hours: hours(first),
                written: first.written.to_string(),
                open: first.open.to_string(),
                often: often(calendar, doubled.len()),
                winter: winter(calendar, window),
                span: window.declared.span,
            },
            ([], []) => continue,
        };
        // A window by plan is one for each plan.
        if told.insert(window.declared.span) {
            found.push(window.declared.span, problem);
        }
    }
}

/// `02:00 to 03:00`
fn hours(stretch: &Stretch) -> String {
    let end = if stretch.from.date() == stretch.to.date() {
        spell::time(stretch.to)
    } else {
        spell::day_and_time(stretch.to)
    };
    format!("{} to {end}", spell::time(stretch.from))
}

fn often(calendar: &Calendar<'_>, days: usize) -> String {
    let until = match calendar.last_day() {
        Some(last) => format!("until {last}"),
        None => "until the end of 2100".to_owned(),
    };
    match days {
        1 => format!("it is the only such day {until}"),
        more => format!("it is the first of {more} such days {until}"),
    }
}

fn also(stretch: &Stretch) -> String {
    let Stretch { written, open, .. } = stretch;
    format!(", and on {} the hours last {open} instead of {written}", spell::day(stretch.from.date()))
}

/// The zone of the window without its summer time: the lesser offset of January and July.
fn winter(calendar: &Calendar<'_>, window: &Window) -> String {
    let year = chrono::Datelike::year(&calendar.first_day());
    let offset_in = |month| {
        let day = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some(window.zone.offset_at(window.zone.midnight(day)))
    };
    let offset = [1, 7].into_iter().filter_map(offset_in).min().unwrap_or_default();
    Zone::Fixed(offset).to_string()
}
