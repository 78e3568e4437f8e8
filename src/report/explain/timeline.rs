//! The drawing of one ticket under one clock: a line a day, and what each sign on it means.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::calendar::IntervalSet;
use crate::diagnostic::render::words::width;
use crate::eval::Timeline;
use crate::model::{Locale, Zone};
use crate::quantity::{Elapsed, Instant};
use crate::report::locale;
use crate::report::paint::{Ink, Paint};

/// Columns of the day itself.
const COLUMNS: i64 = 60;

/// Lines drawn at most; beyond that, days on which nothing turns are left out.
const LINES: usize = 40;

/// The sign of the moment up to which a running clock is shown.
pub(super) const NOW: char = '?';

/// A sign on the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sign {
    pub at: Instant,
    pub sign: char,
}

/// What most of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Closed,
    Open,
    Paused,
    Ran,
}

/// The time of a timeline by state; what is in none of them is closed.
struct Sets {
    ran: IntervalSet,
    paused: IntervalSet,
    idle: IntervalSet,
}

/// Which part of the day is drawn, and how finely.
#[derive(Debug, Clone, Copy)]
struct Scale {
    /// First and last minute of the local day.
    from: i64,
    to: i64,
    /// Minutes a column.
    step: i64,
}

/// One day as drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Day {
    date: NaiveDate,
    cells: Vec<(char, State)>,
    signed: bool,
}

/// The drawing with its axis, every line at most 80 columns wide and indented by two.
pub(super) fn draw(timeline: &Timeline, signs: &[Sign], locale: Locale, zone: Zone, paint: Paint) -> String {
    let (Some(first), Some(last)) = (signs.iter().map(|sign| sign.at).min(), signs.iter().map(|sign| sign.at).max())
    else {
        return String::new();
    };
    let dates: Vec<NaiveDate> =
        zone.local(first).date().iter_days().take_while(|date| *date <= zone.local(last).date()).collect();
    let scale = Scale::of(timeline, signs, zone);
    let sets = Sets::of(timeline);
    let days: Vec<Day> = dates.into_iter().map(|date| day(&sets, signs, zone, scale, date)).collect();
    let name = |date: NaiveDate| locale::date(locale, date);
    let margin = days.iter().map(|day| width(&name(day.date))).max().unwrap_or(0);

    let mut out = format!("  {:margin$}  {}\n", "", scale.axis());
    for line in lines(days) {
        match line {
            Line::Day(day) => {
                let name = name(day.date);
                let gap = " ".repeat(margin - width(&name));
                out.push_str(&format!("  {}{gap}  {}", paint.on(Ink::Faint, &name), painted(&day.cells, paint)));
            }
            Line::Same(count) => {
                out.push_str(&paint.on(Ink::Faint, &format!("  {:margin$}  the same on the next {count} days", "⋮")));
            }
            Line::LeftOut(count) => {
                out.push_str(&paint.on(Ink::Faint, &format!("  {:margin$}  {count} days left out", "⋮")));
            }
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
    out
}

enum Line {
    Day(Day),
    Same(usize),
    LeftOut(usize),
}

/// Days one by one, but of three and more that look the same and carry no sign only the first.
fn lines(days: Vec<Day>) -> Vec<Line> {
    let mut lines = Vec::new();
    for run in days.chunk_by(|a, b| !a.signed && !b.signed && a.cells == b.cells) {
        match run {
            [first, _, _, ..] => lines.extend([Line::Day(first.clone()), Line::Same(run.len() - 1)]),
            _ => lines.extend(run.iter().cloned().map(Line::Day)),
        }
    }
    if lines.len() > LINES { shortened(lines) } else { lines }
}

/// Keeps the first and last lines and those around a sign.
fn shortened(lines: Vec<Line>) -> Vec<Line> {
    let total = lines.len();
    let signed: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| matches!(line, Line::Day(day) if day.signed))
        .map(|(n, _)| n)
        .collect();
    let keep = |n: usize| n < 8 || n + 8 >= total || signed.iter().any(|at| at.abs_diff(n) <= 2);
    let mut out = Vec::new();
    for (n, line) in lines.into_iter().enumerate() {
        let days = match &line {
            Line::Day(_) => 1,
            Line::Same(count) | Line::LeftOut(count) => *count,
        };
        match out.last_mut() {
            _ if keep(n) => out.push(line),
            Some(Line::LeftOut(count)) => *count += days,
            Some(Line::Day(_) | Line::Same(_)) | None => out.push(Line::LeftOut(days)),
        }
    }
    out
}

impl Scale {
    /// The hours in which anything is open or happens, as finely as they fit.
    fn of(timeline: &Timeline, signs: &[Sign], zone: Zone) -> Self {
        let minute = |local: NaiveDateTime| (local - local.date().and_time(NaiveTime::MIN)).num_minutes();
        let (mut from, mut to) = (24 * 60, 0);
        for sign in signs.iter().filter(|sign| sign.sign != NOW) {
            let at = minute(zone.local(sign.at));
            (from, to) = (from.min(at), to.max(at + 1));
        }
        let last = signs.iter().map(|sign| sign.at).max();
        for interval in timeline.opening.iter().filter(|interval| last.is_none_or(|last| interval.start() <= last)) {
            let (start, end) = (zone.local(interval.start()), zone.local(interval.end()));
            if start.date() == end.date() {
                (from, to) = (from.min(minute(start)), to.max(minute(end)));
            } else if minute(end) == 0 && end.date() == start.date() + TimeDelta::days(1) {
                (from, to) = (from.min(minute(start)), 24 * 60);
            } else {
                (from, to) = (0, 24 * 60);
            }
        }
        let (from, to) = (from / 60 * 60, (to + 59) / 60 * 60);
        let step = [10, 12, 15, 20, 30].into_iter().find(|step| (to - from) / step <= COLUMNS).unwrap_or(30);
        Self { from, to, step }
    }

    fn cells(self) -> i64 {
        (self.to - self.from) / self.step
    }

    /// The hours above the days, as many as there is room for.
    fn axis(self) -> String {
        let columns_an_hour = 60 / self.step;
        let every = if columns_an_hour >= 4 { 1 } else { 3 };
        let mut out = String::new();
        for hour in (self.from / 60..=self.to / 60).filter(|hour| (hour - self.from / 60) % every == 0) {
            let column = usize::try_from((hour * 60 - self.from) / self.step).unwrap_or(0);
            out.push_str(&" ".repeat(column.saturating_sub(out.len())));
            out.push_str(&hour.to_string());
        }
        out
    }
}

fn day(sets: &Sets, signs: &[Sign], zone: Zone, scale: Scale, date: NaiveDate) -> Day {
    let midnight = date.and_time(NaiveTime::MIN);
    let at = |cell: i64| zone.instant(midnight + TimeDelta::minutes(scale.from + cell * scale.step));
    let mut cells: Vec<(char, State)> = (0..scale.cells())
        .map(|cell| {
            let state = sets.state(at(cell), at(cell + 1));
            (glyph(state), state)
        })
        .collect();
    let mut signed = false;
    for sign in signs.iter().filter(|sign| zone.local(sign.at).date() == date) {
        let minutes = (zone.local(sign.at) - midnight).num_minutes() - scale.from;
        let wanted = usize::try_from(minutes.max(0) / scale.step).unwrap_or(0).min(cells.len().saturating_sub(1));
        let is_free = |n: &usize| cells.get(*n).is_some_and(|(shown, state)| *shown == glyph(*state));
        let place = (wanted..cells.len()).chain((0..wanted).rev()).find(is_free);
        if let Some(cell) = place.and_then(|n| cells.get_mut(n)) {
            cell.0 = sign.sign;
        }
        signed = true;
    }
    Day { date, cells, signed }
}

impl Sets {
    fn of(timeline: &Timeline) -> Self {
        let open = IntervalSet::from_unsorted(timeline.opening.iter().copied());
        let ran = IntervalSet::from_unsorted(timeline.running.iter().map(|(interval, _)| *interval));
        let pauses = IntervalSet::from_unsorted(timeline.pauses.iter().map(|(interval, _)| *interval));
        let until = timeline.stopped.unwrap_or(timeline.at);
        let paused = pauses.intersection(&open).difference(&ran).clip(Instant::FIRST, until);
        Self { idle: open.difference(&ran).difference(&paused), ran, paused }
    }

    /// What most of the time from `from` to `to` is.
    fn state(&self, from: Instant, to: Instant) -> State {
        if to <= from {
            return State::Closed; // an hour that clocks jump over
        }
        let within = |set: &IntervalSet| set.clip(from, to).length();
        let (ran, paused, idle) = (within(&self.ran), within(&self.paused), within(&self.idle));
        let closed = Elapsed::from_micros(from.until(to).micros() - ran.micros() - paused.micros() - idle.micros());
        let all = [(closed, State::Closed), (idle, State::Open), (paused, State::Paused), (ran, State::Ran)];
        all.into_iter().max().map_or(State::Closed, |(_, state)| state)
    }
}

fn glyph(state: State) -> char {
    match state {
        State::Closed => ' ',
        State::Open => '─',
        State::Paused => '░',
        State::Ran => '█',
    }
}

fn painted(cells: &[(char, State)], paint: Paint) -> String {
    let ink = |(shown, state): (char, State)| match state {
        _ if shown != glyph(state) => Ink::Strong,
        State::Ran => Ink::Good,
        State::Paused => Ink::Unsure,
        State::Open | State::Closed => Ink::Plain,
    };
    cells
        .chunk_by(|a, b| ink(*a) == ink(*b))
        .map(|run| {
            let text: String = run.iter().map(|(shown, _)| *shown).collect();
            run.first().map_or(String::new(), |first| paint.on(ink(*first), &text))
        })
        .collect()
}
