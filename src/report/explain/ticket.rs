//! One ticket under one clock: the drawing, what its signs mean, and the sum that a person can check by hand.

use crate::calendar::IntervalSet;
use crate::diagnostic::render::words::visible;
use crate::eval::Timeline;
use crate::eval::verdict::{BoundReading, Outcome};
use crate::model::Model;
use crate::quantity::{Elapsed, Instant};
use crate::report::findings::limit_of;
use crate::report::grid::{Grid, Side};
use crate::report::paint::{self, Ink, Paint};
use crate::report::{locale, text};

use super::timeline::{NOW, Sign, draw};

/// Signs of deadlines, in the order of the bounds.
const DEADLINES: [char; 9] = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/// Lines of the sum alike from this many on are put together.
const ALIKE: usize = 3;

/// The timeline of the ticket called `ticket`, ending in a newline.
pub fn timeline(model: &Model, ticket: &str, timeline: &Timeline, paint: Paint) -> String {
    let header = &model.header;
    let clock = model.clock(timeline.clock);
    let kind = &model.ticket_kind(clock.ticket).declared.name;
    let moment = |at| locale::moment(header.locale, header.zone, at);
    let mut out = String::new();
    let title = visible(&format!("{kind} {ticket} · {}", text::title(&clock.declared))).into_owned();
    out.push_str(&format!("{}\n", paint.on(Ink::Strong, &title)));
    let priority = timeline.priority.map(|id| {
        let level = model.priority(id);
        format!("priority {}, ", level.label.as_deref().unwrap_or(&level.name))
    });
    let standing = format!("{}as it stood {} ({})", priority.unwrap_or_default(), moment(timeline.at), header.zone);
    out.push_str(&format!("{}\n\n", paint.on(Ink::Faint, &standing)));
    let Some(started) = timeline.started else {
        out.push_str("  The clock has not started.\n");
        return out;
    };
    let signs = signs(timeline, started);
    out.push_str(&draw(timeline, &signs, header.locale, header.zone, paint));
    out.push_str(&paint.on(Ink::Faint, "  █ ran   ░ paused   ─ open, not running   blank: closed"));
    out.push_str("\n\n");
    out.push_str(&events(model, timeline, started, paint));
    out.push('\n');
    out.push_str(&sum(model, timeline, paint));
    out.push('\n');
    out.push_str(&bounds(model, timeline, paint));
    out
}

fn signs(timeline: &Timeline, started: Instant) -> Vec<Sign> {
    let mut signs = vec![Sign { at: started, sign: '▶' }];
    signs.extend(timeline.moved_from.map(|at| Sign { at, sign: '▷' }));
    let stop = timeline.stopped;
    signs.extend(stop.map(|at| Sign { at, sign: '■' }));
    signs.extend(timeline.stops.iter().filter(|at| Some(**at) != stop).map(|at| Sign { at: *at, sign: '□' }));
    signs.extend(timeline.reopenings.iter().map(|at| Sign { at: *at, sign: '↺' }));
    if stop.is_none() {
        signs.push(Sign { at: timeline.at, sign: NOW });
    }
    let deadlines = timeline.bounds.iter().zip(DEADLINES);
    signs.extend(deadlines.filter_map(|(bound, sign)| Some(Sign { at: bound.deadline?, sign })));
    signs.sort_by_key(|sign| sign.at);
    signs
}

fn events(model: &Model, timeline: &Timeline, started: Instant, paint: Paint) -> String {
    let header = &model.header;
    let moment = |at| locale::moment(header.locale, header.zone, at);
    let mut all: Vec<(Instant, String, String)> = Vec::new();
    let start = if timeline.moved_from.is_some() { "clock starts, moved to here" } else { "clock starts" };
    all.push((started, "▶".into(), start.into()));
    all.extend(timeline.moved_from.map(|at| (at, "▷".into(), "begins outside the window".into())));
    for at in &timeline.stops {
        let counts = timeline.stopped == Some(*at);
        let words = if counts { "clock stops" } else { "a stop that does not count" };
        all.push((*at, if counts { "■" } else { "□" }.into(), words.into()));
    }
    all.extend(timeline.reopenings.iter().map(|at| (*at, "↺".into(), "reopened".into())));
    if timeline.stopped.is_none() {
        all.push((timeline.at, NOW.to_string(), "still running".into()));
    }
    for (at, priority) in timeline.priorities.iter().skip(1) {
        let name = priority.map_or("missing", |id| model.priority(id).name.as_str());
        all.push((*at, String::new(), format!("priority becomes {name}")));
    }
    for (bound, sign) in timeline.bounds.iter().zip(DEADLINES) {
        if let Some(deadline) = bound.deadline {
            all.push((deadline, sign.to_string(), format!("used up: {}", bound_words(model, timeline, bound))));
        }
    }
    all.sort_by_key(|(at, ..)| *at);
    let mut grid = Grid::new(&[("", Side::Left), ("", Side::Left), ("", Side::Left)]);
    for (at, sign, words) in all {
        grid.row(vec![(sign, Ink::Strong).into(), moment(at).into(), words.into()]);
    }
    grid.draw(2, paint)
}

/// `< 4h of oplostijden`
fn bound_words(model: &Model, timeline: &Timeline, bound: &BoundReading) -> String {
    let norm = model.norm(bound.norm);
    let clock = model.clock(timeline.clock);
    let words = limit_of(model, clock, Some((bound.norm, bound.requirement)), (bound.strict, bound.limit));
    format!("{words}, {}", norm.declared.name)
}

/// A line of the sum.
struct Step {
    from: Instant,
    to: Instant,
    what: String,
    /// How many alike it stands for, and the length of each.
    times: usize,
    each: Elapsed,
    /// Time on the clock at its end; `None` for a pause.
    total: Option<Elapsed>,
}

/// When the clock ran and when it was paused, a line each, with the total so far.
fn sum(model: &Model, timeline: &Timeline, paint: Paint) -> String {
    let header = &model.header;
    let length = |elapsed| locale::duration(header.locale, elapsed);
    let columns = [("", Side::Left), ("", Side::Left), ("length", Side::Right), ("total", Side::Right)];
    let mut grid = Grid::new(&columns);
    for step in put_together(model, steps(model, timeline)) {
        let moment = |at| locale::moment(header.locale, header.zone, at);
        let (when, what, amount) = if step.times == 1 {
            let to = locale::moment_after(header.locale, header.zone, step.from, step.to);
            (format!("{} – {to}", moment(step.from)), step.what, length(step.each))
        } else {
            let (first, last) = (header.zone.local(step.from), header.zone.local(step.to));
            let day = |local: chrono::NaiveDateTime| locale::date(header.locale, local.date());
            (
                format!("{} – {}", day(first), day(last)),
                format!("{} {} – {}", step.what, locale::time(first), locale::time(last)),
                format!("{} × {}", step.times, length(step.each)),
            )
        };
        let ink = if step.total.is_some() { Ink::Plain } else { Ink::Unsure };
        let total = step.total.map(length).unwrap_or_default();
        grid.row(vec![when.into(), (what, ink).into(), (amount, ink).into(), total.into()]);
    }
    let mut out = grid.draw(2, paint);
    let paused = match timeline.paused {
        Elapsed::ZERO => String::new(),
        paused => format!(" ({} of open time taken out by pauses)", length(paused)),
    };
    let total = paint.on(Ink::Strong, &length(timeline.elapsed));
    let until = if timeline.stopped.is_some() { "at the stop" } else { "so far" };
    out.push_str(&format!("  On the clock {until}: {total}{paused}\n"));
    out
}

fn steps(model: &Model, timeline: &Timeline) -> Vec<Step> {
    let reasons = &model.ticket_kind(model.clock(timeline.clock).ticket).reasons;
    let mut before = Elapsed::ZERO;
    let mut steps: Vec<Step> = Vec::new();
    for (interval, total) in &timeline.running {
        let each = Elapsed::from_micros(total.micros() - before.micros());
        before = *total;
        steps.push(Step {
            from: interval.start(),
            to: interval.end(),
            what: "ran".into(),
            times: 1,
            each,
            total: Some(*total),
        });
    }
    let until = timeline.stopped.unwrap_or(timeline.at);
    let open = IntervalSet::from_unsorted(timeline.opening.iter().copied()).clip(Instant::FIRST, until);
    for (pause, reason) in &timeline.pauses {
        let name = reasons.get(reason.index()).map_or("", |reason| reason.name.as_str());
        for part in open.intersection(&IntervalSet::between(pause.start(), pause.end())).iter() {
            steps.push(Step {
                from: part.start(),
                to: part.end(),
                what: format!("paused: {name}"),
                times: 1,
                each: part.length(),
                total: None,
            });
        }
    }
    steps.sort_by_key(|step| (step.from, step.to));
    steps
}

/// Puts days with the same hours together: five days of 8u 30m are one line.
fn put_together(model: &Model, steps: Vec<Step>) -> Vec<Step> {
    let zone = model.header.zone;
    let hours = |step: &Step| {
        let (from, to) = (zone.local(step.from), zone.local(step.to));
        (from.time(), to.time(), (to.date() - from.date()).num_days(), step.each, step.what.clone())
    };
    let next_day = |a: &Step, b: &Step| (zone.local(b.from).date() - zone.local(a.from).date()).num_days() == 1;
    let mut out = Vec::new();
    for run in steps.chunk_by(|a, b| hours(a) == hours(b) && next_day(a, b)) {
        let again = |step: &Step| Step { what: step.what.clone(), ..*step };
        match run {
            [first, .., last] if run.len() >= ALIKE => {
                out.push(Step { from: first.from, times: run.len(), ..again(last) });
            }
            _ => out.extend(run.iter().map(again)),
        }
    }
    out
}

/// What each bound makes of it.
fn bounds(model: &Model, timeline: &Timeline, paint: Paint) -> String {
    let header = &model.header;
    let length = |elapsed| locale::duration(header.locale, elapsed);
    let mut grid = Grid::new(&[
        ("", Side::Left),
        ("bound", Side::Left),
        ("on the clock", Side::Left),
        ("outcome", Side::Left),
        ("settled", Side::Left),
    ]);
    for (bound, sign) in timeline.bounds.iter().zip(DEADLINES) {
        let op = match (bound.outcome, bound.strict) {
            (Outcome::Good | Outcome::Pending, true) => "<",
            (Outcome::Good | Outcome::Pending, false) => "<=",
            (Outcome::Missed, true) => ">=",
            (Outcome::Missed, false) => ">",
        };
        let settled = bound.settled.map(|at| locale::moment(header.locale, header.zone, at));
        let compared = match bound.outcome {
            // A miss may settle while the clock stands at the limit: the sum alone does not show it.
            Outcome::Missed
                if timeline.elapsed <= bound.limit && !(bound.strict && timeline.elapsed == bound.limit) =>
            {
                format!("limit {}", length(bound.limit))
            }
            Outcome::Missed | Outcome::Good | Outcome::Pending => {
                format!("{} {op} {}", length(timeline.elapsed), length(bound.limit))
            }
        };
        grid.row(vec![
            (sign.to_string(), Ink::Strong).into(),
            bound_words(model, timeline, bound).into(),
            compared.into(),
            paint::outcome(bound.outcome).into(),
            settled.unwrap_or_default().into(),
        ]);
    }
    grid.draw(2, paint)
}
