//! The calendar against counting cells: windows, clocks and calendar bounds of generated contracts, around changes of
//! clocks, in zones with and without them, at the first and the last instant that calendars know.
//!
//! Fifty times as many cases: `PROPTEST_CASES=12800 cargo test --test calendar_oracle`.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a step that fails is a test that fails")]

#[path = "../support/cases.rs"]
mod cases;
mod scenario;
#[path = "../support/mod.rs"]
mod support;
mod world;

use chrono::{Datelike, Days as Later, Months, NaiveDate};
use proptest::prelude::*;
use sla::calendar::{Calendar, ClockState, Interval, Run};
use sla::model::{CalendarUnit, Limit, Model, WindowExpr, WindowId, Zone};
use sla::quantity::{Elapsed, Instant};

use cases::cases;
use scenario::{Scenario, scenario};
use world::{Painted, World, local, unix};

/// A ticket under a clock; all numbers in cells.
#[derive(Debug, Clone)]
struct Ticket {
    /// Index into the scenario's forms, as the next.
    counting: usize,
    days_of: usize,
    start: usize,
    until: usize,
    pauses: Vec<(usize, usize)>,
    limit: usize,
    unit: usize,
    count: u32,
}

fn tickets(cells: usize, limits: usize) -> impl Strategy<Value = Vec<Ticket>> {
    let pauses = prop::collection::vec((0..cells, 0..cells / 6), 0..4);
    let ticket = ((0..4_usize, 0..2_usize), 0..cells * 2 / 5, 0..cells, pauses, 0..limits, (0..6_usize, 0..8_u32))
        .prop_map(|((counting, days_of), start, until, pauses, limit, (unit, count))| Ticket {
            counting,
            days_of,
            start,
            until,
            pauses,
            limit,
            unit,
            count,
        });
    prop::collection::vec(ticket, 20)
}

/// A contract and a world, painted once for each form that is asked about.
struct Bench<'a> {
    model: &'a Model,
    calendar: Calendar<'a>,
    world: World,
    forms: [WindowExpr; 4],
    painted: Vec<Painted>,
    /// The two windows with lines.
    lines: Vec<Painted>,
}

impl<'a> Bench<'a> {
    fn new(model: &'a Model, forms: [WindowExpr; 4], world: World) -> Self {
        let lines: Vec<Painted> = model.windows[..2].iter().map(|window| world.paint_lines(model, window)).collect();
        let painted = forms.iter().map(|form| world.paint(model, &lines, form)).collect();
        Self { model, calendar: Calendar::new(model), world, forms, painted, lines }
    }

    fn elapsed(&self, cells: usize) -> Elapsed {
        Elapsed::from_seconds(cells as i64 * self.world.cell).unwrap()
    }

    /// Runs of open cells are the intervals of the schedule; openings and closings lie where they do.
    fn check_windows(&self) {
        let World { cells, .. } = self.world;
        for (form, painted) in self.forms.iter().zip(&self.painted) {
            let schedule = self.calendar.schedule(form);
            let edges = |cell: &usize| painted[*cell] != 0 && (*cell == 0 || painted[*cell - 1] == 0);
            let run_to = |from: usize| (from..cells).find(|cell| painted[*cell] == 0).unwrap_or(cells);
            let want: Vec<Interval> = (0..cells)
                .filter(edges)
                .filter_map(|from| Interval::new(self.world.instant(from), self.world.instant(run_to(from))))
                .collect();
            let got: Vec<Interval> = schedule.open().clip(self.world.instant(0), self.world.end()).iter().collect();
            assert_eq!(got, want, "{form:?}");
        }
    }

    fn check_ticket(&self, ticket: &Ticket) {
        let Ticket { start, until, limit, .. } = *ticket;
        let world = self.world;
        let open = &self.painted[ticket.counting];
        let schedule = self.calendar.schedule(&self.forms[ticket.counting]);
        let paused: Vec<bool> = {
            let mut paused = vec![false; world.cells];
            for (from, length) in &ticket.pauses {
                paused[*from..(from + length).min(world.cells)].fill(true);
            }
            paused
        };
        let pauses = ticket.pauses.iter().filter_map(|(from, length)| {
            Interval::new(world.instant(*from), world.instant((from + length).min(world.cells)))
        });
        let run = Run::new(&schedule, world.instant(start), pauses);
        // What the clock shows at every cell from the start on.
        let mut shown = vec![0; world.cells + 1];
        for cell in start..world.cells {
            shown[cell + 1] = shown[cell] + usize::from(open[cell] != 0 && !paused[cell]);
        }

        let counted = (start..until).filter(|cell| open[*cell] != 0).count();
        assert_eq!(schedule.elapsed(world.instant(start), world.instant(until)), self.elapsed(counted));
        assert_eq!(run.elapsed(world.instant(until)), self.elapsed(if until < start { 0 } else { shown[until] }));
        let taken = (start..until).filter(|cell| open[*cell] != 0 && paused[*cell]).count();
        assert_eq!(run.paused(world.instant(until)), self.elapsed(taken));

        // The limit asked for, and those that are used up exactly at the stop and where pauses begin.
        let used_up_at = |cell: usize| shown[cell.max(start)];
        let exact = ticket.pauses.iter().map(|(from, _)| used_up_at(*from)).chain([used_up_at(until)]);
        for limit in exact.chain([limit]) {
            self.check_limit(&run, &shown, ticket, limit);
        }

        let mut states = vec![None; world.cells];
        for segment in run.segments(world.instant(0), world.end()) {
            let cell = |at: Instant| world.inside(at.micros() / 1_000_000).unwrap();
            states[cell(segment.interval.start())..cell(segment.interval.end())].fill(Some(segment.state));
        }
        for cell in 0..world.cells {
            let want = match (cell >= start, open[cell] != 0, paused[cell]) {
                (false, ..) => None,
                (true, false, _) => Some(ClockState::Closed),
                (true, true, true) => Some(ClockState::Paused),
                (true, true, false) => Some(ClockState::Running),
            };
            assert_eq!(states[cell], want);
        }
    }

    /// Deadline, lapse and verdict under a limit of so many cells; `shown` is what the clock shows where a cell begins.
    fn check_limit(&self, run: &Run<'_>, shown: &[usize], ticket: &Ticket, limit: usize) {
        let Ticket { start, until, .. } = *ticket;
        let (world, last) = (self.world, shown[self.world.cells]);
        let deadline = run.deadline(self.elapsed(limit));
        let (strict, lapse) = (run.lapse(self.elapsed(limit), true), run.lapse(self.elapsed(limit), false));
        let beyond = |got: Option<Instant>| got.is_none_or(|got| got >= world.end());
        if limit > 0 && limit <= last {
            // The first instant at which it is used up; the first from which no stop shows less.
            let used_up = (start..=world.cells).find(|cell| shown[*cell] == limit).map(|cell| world.instant(cell));
            let no_less = (start..=world.cells).rfind(|cell| shown[*cell] < limit).map(|cell| world.instant(cell + 1));
            assert_eq!((deadline, strict), (used_up, no_less));
        } else if limit > 0 {
            assert!(beyond(deadline) && beyond(strict), "{deadline:?} {strict:?}");
        }
        if limit < last {
            // The last stop that is in time, after which none is.
            let in_time = (start..=world.cells).rfind(|cell| shown[*cell] <= limit).map(|cell| world.instant(cell));
            assert_eq!(lapse, in_time);
        } else {
            assert!(beyond(lapse), "{lapse:?}");
        }
        // In time exactly when the last instant the clock ran before the stop is at or before the deadline.
        let ran = (start..until.max(start)).rfind(|cell| shown[cell + 1] > shown[*cell]);
        let in_time = shown[until.max(start)] <= limit;
        let by_instants = ran.is_none_or(|cell| deadline.is_none_or(|deadline| world.instant(cell + 1) <= deadline));
        assert_eq!(in_time, by_instants, "limit {limit}, stop {until}");
    }

    fn zone(&self, form: &WindowExpr) -> Zone {
        match form {
            WindowExpr::Window(WindowId(id)) if *id < 2 => self.model.windows[*id as usize].zone,
            WindowExpr::Window(_)
            | WindowExpr::Always
            | WindowExpr::Union(..)
            | WindowExpr::Intersection(..)
            | WindowExpr::Difference(..) => self.model.header.zone,
        }
    }

    /// Where a calendar duration ends (unix seconds): before being moved into the window, and after. `None`: the
    /// world ends before that is known.
    fn calendar_end(&self, ticket: &Ticket) -> Option<(i64, usize)> {
        let (world, days) = (self.world, &self.painted[ticket.days_of]);
        let zone = self.zone(&self.forms[ticket.days_of]);
        let next_open = |from: usize| (from..world.cells).find(|cell| days[*cell] != 0);
        let rolled = next_open(ticket.start)?;
        let date = |number: i32| NaiveDate::from_num_days_from_ce_opt(number).unwrap();
        let time = local(zone, world.unix(rolled));
        let workday = |count: u32| {
            let mut all: Vec<i32> = days.iter().copied().filter(|day| *day > days[rolled]).collect();
            all.sort_unstable();
            all.dedup();
            // What belongs to a day is known from the beginning of the world to a week before its end.
            let known = local(zone, world.origin).date()..local(zone, world.unix(world.cells)).date() - Later::new(8);
            let nth = if count == 0 { days[rolled] } else { *all.get(count as usize - 1)? };
            (known.contains(&date(days[rolled])) && known.contains(&date(nth))).then_some(nth)
        };
        let later = |days: u32| time.date().checked_add_days(Later::new(u64::from(days))).unwrap();
        let (day, end) = match ticket.unit {
            0 => {
                let day = workday(ticket.count)?;
                (day, date(day) + (time.date() - date(days[rolled])))
            }
            1 => {
                let day = workday(ticket.count)?;
                let closing = days.iter().rposition(|it| *it == day)? + 1;
                return Some((world.unix(closing), closing));
            }
            2 => (later(ticket.count * 3).num_days_from_ce(), later(ticket.count * 3)),
            3 => (later(ticket.count * 7).num_days_from_ce(), later(ticket.count * 7)),
            4 => {
                let clamped = time.date().checked_add_months(Months::new(ticket.count)).unwrap();
                (clamped.num_days_from_ce(), clamped)
            }
            _ => {
                let year = time.year() + ticket.count as i32;
                let day = time.date().with_year(year).or(NaiveDate::from_ymd_opt(year, 2, 28)).unwrap();
                (day.num_days_from_ce(), day)
            }
        };
        let end = unix(zone, end.and_time(time.time()));
        let cell = world.inside(end).filter(|cell| cell + 2 * DAY < world.cells)?;
        let moved = if days[cell] != 0 {
            cell
        } else if !days.contains(&day) || days[cell..].contains(&day) {
            next_open(cell)?
        } else {
            days[..cell].iter().rposition(|it| *it != 0)? + 1
        };
        Some((end, moved))
    }

    fn limit(&self, ticket: &Ticket) -> Limit {
        let (count, days_of) = (ticket.count, self.forms[ticket.days_of].clone());
        let unit = match ticket.unit {
            0 => CalendarUnit::Workday,
            1 => return Limit::EndOfWorkday { count, days_of },
            2 => return Limit::Calendar { count: count * 3, unit: CalendarUnit::Day, days_of },
            3 => CalendarUnit::Week,
            4 => CalendarUnit::Month,
            _ => CalendarUnit::Year,
        };
        Limit::Calendar { count, unit, days_of }
    }

    /// How many cells a calendar bound is worth, and when notice of it is enough. Whether the world was large enough.
    fn check_bound(&self, ticket: &Ticket) -> bool {
        let Some((end, moved)) = self.calendar_end(ticket) else { return false };
        let (world, open) = (self.world, &self.painted[ticket.counting]);
        let (start, limit) = (world.instant(ticket.start), self.limit(ticket));
        let got = self.calendar.limit_on_clock(&self.forms[ticket.counting], &limit, start);
        let worth = |end: usize| self.elapsed((ticket.start..end).filter(|cell| open[*cell] != 0).count());
        assert_eq!(got, Some(worth(moved)), "{limit:?}");
        if self.forms[ticket.counting] == self.forms[ticket.days_of] {
            // Moving into the window moves over closed time only.
            assert_eq!(got, world.inside(end).map(worth), "{limit:?}");
        }
        assert_eq!(self.calendar.after(start, &limit), Some(world.instant(moved)), "{limit:?}");
        true
    }

    /// `from opened, outside w : next workday`.
    fn check_start(&self, ticket: &Ticket) {
        let (world, days) = (self.world, &self.lines[ticket.days_of]);
        let window = WindowId(ticket.days_of as u32);
        let got = self.calendar.clock_start(Some(window), world.instant(ticket.start));
        let today = local(self.zone(&WindowExpr::Window(window)), world.unix(ticket.start)).date().num_days_from_ce();
        let want = if days[ticket.start] != 0 {
            Some(ticket.start)
        } else {
            let next = days.iter().copied().filter(|day| *day > today).min();
            next.and_then(|next| days.iter().position(|day| *day == next))
        };
        match want {
            Some(want) => assert_eq!(got, Some(world.instant(want))),
            None => assert!(got.is_none_or(|got| got >= world.end())),
        }
    }
}

const QUARTER: i64 = 900;
const DAY: usize = 96;

#[test]
fn by_quarters_of_an_hour_over_75_days() {
    let strategy = (scenario(900), tickets(75 * DAY, 12 * DAY));
    let mut runner = proptest::test_runner::TestRunner::new(cases(24));
    let judged = std::cell::Cell::new((0, 0));
    let outcome = runner.run(&strategy, |(scenario, tickets): (Scenario, Vec<Ticket>)| {
        let model = scenario.model();
        let bench = Bench::new(&model, scenario.forms(), scenario.world(QUARTER, 20 * DAY as i64, 75 * DAY));
        bench.check_windows();
        for ticket in &tickets {
            bench.check_ticket(ticket);
            bench.check_start(ticket);
            let (known, all) = judged.get();
            judged.set((known + u32::from(bench.check_bound(ticket)), all + 1));
        }
        Ok(())
    });
    outcome.unwrap();
    let (known, all) = judged.get();
    assert!(known * 3 > all, "only {known} of {all} bounds end inside their world");
}

#[test]
fn by_seconds_over_ten_hours() {
    let cells = 10 * 3600;
    let strategy = (scenario(1), tickets(cells, cells / 2));
    let mut runner = proptest::test_runner::TestRunner::new(cases(6));
    let outcome = runner.run(&strategy, |(scenario, tickets): (Scenario, Vec<Ticket>)| {
        let model = scenario.model();
        let bench = Bench::new(&model, scenario.forms(), scenario.world(1, 5 * 3600, cells));
        bench.check_windows();
        tickets.iter().for_each(|ticket| bench.check_ticket(ticket));
        Ok(())
    });
    outcome.unwrap();
}
