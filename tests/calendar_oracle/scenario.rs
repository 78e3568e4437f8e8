//! Generated contracts, each with a stretch of time around a change of clocks or another edge.

use chrono::{DateTime, Datelike, Days as Later, NaiveDate, Weekday};
use proptest::prelude::*;
use sla::model::{
    DaySpan, Days, HolidaysId, LineSpan, Model, MonthDay, Nth, RegularLine, WindowBody, WindowExpr, WindowId, Zone,
};
use sla::quantity::zone;

use crate::support::{add_holidays, add_window, model};
use crate::world::World;

/// Zones, and moments (UTC) around which something happens there.
const PLACES: &[(&str, &str)] = &[
    ("Europe/Amsterdam", "2024-03-31T01:00:00Z"),
    ("Europe/Amsterdam", "2024-10-27T01:00:00Z"),
    ("Europe/Amsterdam", "1990-01-01T00:00:00Z"),
    ("America/New_York", "2024-03-10T07:00:00Z"),
    ("America/New_York", "2024-11-03T06:00:00Z"),
    ("America/New_York", "2101-01-01T00:00:00Z"),
    ("America/St_Johns", "2011-03-13T03:30:00Z"),
    ("Asia/Beirut", "2024-03-30T22:00:00Z"),
    ("Asia/Kathmandu", "2024-02-29T00:00:00Z"),
    ("Australia/Lord_Howe", "2024-04-06T15:00:00Z"),
    ("Australia/Lord_Howe", "2024-10-05T15:30:00Z"),
    ("Pacific/Apia", "2011-12-30T10:00:00Z"),
    ("UTC", "1999-12-31T12:00:00Z"),
    ("+01:00", "2024-03-31T01:00:00Z"),
    ("-09:30", "2023-12-25T00:00:00Z"),
];

/// A generated contract, its moments still relative.
#[derive(Debug, Clone)]
pub struct Scenario {
    place: usize,
    lists: [ListPlan; 2],
    windows: [WindowPlan; 2],
    algebra: usize,
    forms: [usize; 4],
}

#[derive(Debug, Clone)]
struct ListPlan {
    /// First day from the middle of the world, and how many more.
    on: Vec<(i64, u64)>,
    except: Vec<(i64, u64)>,
    yearly: Vec<(i64, u64)>,
}

#[derive(Debug, Clone)]
struct WindowPlan {
    zone: Option<usize>,
    lines: Vec<RegularLine>,
    dated: Vec<(i64, u64, Vec<DaySpan>)>,
}

/// What may be asked about: two windows with lines, one made of them, and expressions.
const FORMS: usize = 10;

fn form(index: usize) -> WindowExpr {
    let window = |index| WindowExpr::Window(WindowId(index));
    let two = |make: fn(Box<WindowExpr>, Box<WindowExpr>) -> WindowExpr, a, b| make(Box::new(a), Box::new(b));
    let (union, within, outside) = (WindowExpr::Union, WindowExpr::Intersection, WindowExpr::Difference);
    match index {
        0 => window(0),
        1 => window(1),
        2 => window(2),
        3 => WindowExpr::Always,
        4 => two(union, window(0), window(1)),
        5 => two(within, window(0), window(1)),
        6 => two(outside, window(0), window(1)),
        7 => two(outside, WindowExpr::Always, window(1)),
        8 => two(union, two(outside, window(1), window(0)), window(2)),
        _ => two(within, two(union, window(0), window(1)), two(outside, WindowExpr::Always, window(0))),
    }
}

/// Times are multiples of `cell` seconds.
pub fn scenario(cell: u32) -> impl Strategy<Value = Scenario> {
    let list = (ranges(), ranges(), ranges()).prop_map(|(on, except, yearly)| ListPlan { on, except, yearly });
    let windows = [window_plan(cell), window_plan(cell)];
    let forms = [0..FORMS, 0..FORMS, 0..FORMS, 0..FORMS];
    (0..PLACES.len(), [list.clone(), list], windows, 3..8_usize, forms)
        .prop_map(|(place, lists, windows, algebra, forms)| Scenario { place, lists, windows, algebra, forms })
}

fn ranges() -> impl Strategy<Value = Vec<(i64, u64)>> + Clone {
    prop::collection::vec((-12..14_i64, 0..4_u64), 0..3)
}

fn window_plan(cell: u32) -> impl Strategy<Value = WindowPlan> {
    let zone = prop::option::weighted(0.3, 0..PLACES.len());
    let dated_span = (0..86_400 / cell, 0..=86_400 / cell);
    let dated_span = dated_span.prop_map(move |(from, to)| DaySpan { from: from * cell, to: to * cell });
    let dated = (-12..14_i64, 0..3_u64, prop::collection::vec(dated_span, 0..3));
    (zone, prop::collection::vec(line(cell), 0..4), prop::collection::vec(dated, 0..3))
        .prop_map(|(zone, lines, dated)| WindowPlan { zone, lines, dated })
}

fn line(cell: u32) -> impl Strategy<Value = RegularLine> {
    let weekday = (0..7_u8).prop_map(|number| Weekday::try_from(number).unwrap());
    let nth = prop_oneof![(1..=5_u8).prop_map(Nth::Nth), Just(Nth::Last)];
    let days = prop_oneof![
        4 => (weekday.clone(), weekday.clone()).prop_map(|(from, to)| Days::Weekdays(from, to)),
        1 => (0..2_u32).prop_map(|list| Days::Holidays(HolidaysId(list))),
        1 => (nth.clone(), weekday.clone()).prop_map(|(nth, weekday)| Days::NthWeekday(nth, weekday)),
        1 => (nth, weekday).prop_map(|(nth, weekday)| Days::AfterNthWeekday(nth, weekday)),
    ];
    let later = prop_oneof![6 => Just(0), 2 => Just(1), 1 => 2..=6_u32];
    let span = (0..86_400 / cell, 0..86_400 / cell, later).prop_map(move |(one, other, days_later)| match days_later {
        0 => LineSpan { from: one.min(other) * cell, to: (one.max(other) + 1) * cell, days_later },
        _ => LineSpan { from: one * cell, to: other * cell, days_later },
    });
    let closed = prop::collection::vec((0..2_u32).prop_map(HolidaysId), 0..2);
    (prop::collection::vec(days, 1..3), prop::collection::vec(span, 1..3), closed)
        .prop_map(|(days, spans, closed)| RegularLine { days, spans, closed })
}

impl Scenario {
    fn zone(index: usize) -> Zone {
        zone::parse(PLACES[index].0).unwrap()
    }

    /// Unix seconds of the moment around which something happens.
    fn middle(&self) -> i64 {
        DateTime::parse_from_rfc3339(PLACES[self.place].1).unwrap().timestamp()
    }

    /// A world from so many cells before the middle.
    pub fn world(&self, cell: i64, before: i64, cells: usize) -> World {
        World { origin: self.middle() - before * cell, cell, cells }
    }

    /// What is asked about.
    pub fn forms(&self) -> [WindowExpr; 4] {
        self.forms.map(form)
    }

    /// The contract: window 0 and 1 with lines, window 2 made of them.
    pub fn model(&self) -> Model {
        let middle = DateTime::from_timestamp(self.middle(), 0).unwrap().date_naive();
        let day = |days: i64| middle + chrono::Duration::days(days);
        let range = |(first, more): &(i64, u64)| (day(*first), day(*first) + Later::new(*more));
        let month_day = |date: NaiveDate| MonthDay { month: date.month(), day: date.day() };
        let mut model = model(Self::zone(self.place));
        for plan in &self.lists {
            let on = plan.on.iter().map(range).map(|(first, last)| (first, last, None)).collect();
            let id = add_holidays(&mut model, on);
            let list = &mut model.holidays[id.0 as usize];
            list.except = plan.except.iter().map(range).collect();
            let yearly = plan.yearly.iter().map(range);
            list.yearly = yearly.map(|(first, last)| (month_day(first), month_day(last), None)).collect();
        }
        for plan in &self.windows {
            let zone = Self::zone(plan.zone.unwrap_or(self.place));
            let dated = plan.dated.iter().map(|(first, more, hours)| {
                let (first, last) = range(&(*first, *more));
                (first, last, hours.clone())
            });
            let body = WindowBody::Lines { regular: plan.lines.clone(), dated: dated.collect() };
            add_window(&mut model, zone, body);
        }
        let zone = model.header.zone;
        add_window(&mut model, zone, WindowBody::Algebra(form(self.algebra)));
        model
    }
}
