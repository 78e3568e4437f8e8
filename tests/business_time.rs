//! Cases from other people's test suites, through the public API: see `fixtures/business_time/README.md`.

#![expect(clippy::unwrap_used, reason = "a case that does not read is a test that fails")]

mod support;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Weekday};
use serde::Deserialize;
use sla::calendar::{Calendar, Interval, Run};
use sla::model::{CalendarUnit, DaySpan, Days, Limit, LineSpan, Model, RegularLine, WindowBody, WindowExpr};
use sla::quantity::{Elapsed, Instant, zone};
use support::{add_holidays, add_window, model};

const CASES: &str = include_str!("fixtures/business_time/business_time.jsonl");

/// `09:00`, `17:00`.
type Hours = Vec<(String, String)>;

#[derive(Deserialize)]
struct Case {
    id: String,
    calendar: Given,
    start: String,
    #[serde(flatten)]
    question: Question,
}

#[derive(Deserialize)]
struct Given {
    tz: String,
    hours: BTreeMap<String, Hours>,
    holidays: Vec<String>,
    #[serde(default)]
    overrides: BTreeMap<String, Hours>,
    #[serde(default)]
    breaks: BTreeMap<String, Hours>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Question {
    Elapsed { end: String, expect_seconds: i64 },
    Deadline { work_seconds: i64, expect_deadline: String },
    AddDays { days: u32, expect_instant: String },
    NextOpen { expect_instant: String },
    Windows { end: String, expect_windows: Vec<[String; 2]> },
}

fn seconds(text: &str) -> u32 {
    let (hours, minutes) = text.split_once(':').unwrap();
    hours.parse::<u32>().unwrap() * 3600 + minutes.parse::<u32>().unwrap() * 60
}

fn dated(days: &BTreeMap<String, Hours>) -> Vec<(NaiveDate, NaiveDate, Vec<DaySpan>)> {
    let spans =
        |hours: &Hours| hours.iter().map(|(from, to)| DaySpan { from: seconds(from), to: seconds(to) }).collect();
    days.iter().map(|(day, hours)| (date(day), date(day), spans(hours))).collect()
}

/// The calendar of a case as a window, with its breaks taken out.
fn contract(given: &Given) -> (Model, WindowExpr) {
    let zone = zone::parse(&given.tz).unwrap();
    let mut model = model(zone);
    let closed = add_holidays(&mut model, given.holidays.iter().map(|day| (date(day), date(day), None)).collect());
    let line = |(day, hours): (&String, &Hours)| {
        let day: Weekday = day.parse().unwrap();
        let span = |(from, to): &(String, String)| LineSpan { from: seconds(from), to: seconds(to), days_later: 0 };
        let spans = hours.iter().map(span).collect();
        RegularLine { days: vec![Days::Weekdays(day, day)], spans, closed: vec![closed] }
    };
    let regular = given.hours.iter().map(line).collect();
    let hours = add_window(&mut model, zone, WindowBody::Lines { regular, dated: dated(&given.overrides) });
    let breaks = add_window(&mut model, zone, WindowBody::Lines { regular: vec![], dated: dated(&given.breaks) });
    (model, WindowExpr::Difference(Box::new(hours), Box::new(breaks)))
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn instant(text: &str) -> Instant {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc().into()
}

fn wrong(case: &Case) -> Option<String> {
    let (model, window) = contract(&case.calendar);
    let calendar = Calendar::new(&model);
    let schedule = calendar.schedule(&window);
    let start = instant(&case.start);
    let run = Run::new(&schedule, start, []);
    let (got, want) = match &case.question {
        Question::Elapsed { end, expect_seconds } => {
            let got = [schedule.elapsed(start, instant(end)), run.elapsed(instant(end))];
            (format!("{got:?}"), format!("{:?}", [Elapsed::from_seconds(*expect_seconds).unwrap(); 2]))
        }
        Question::Deadline { work_seconds, expect_deadline } => {
            let amount = Elapsed::from_seconds(*work_seconds).unwrap();
            let got = [schedule.advance(start, amount), run.deadline(amount)];
            (format!("{got:?}"), format!("{:?}", [Some(instant(expect_deadline)); 2]))
        }
        Question::AddDays { days, expect_instant } => {
            let limit = Limit::Calendar { count: *days, unit: CalendarUnit::Workday, days_of: window.clone() };
            (format!("{:?}", calendar.after(start, &limit)), format!("{:?}", Some(instant(expect_instant))))
        }
        Question::NextOpen { expect_instant } => {
            (format!("{:?}", schedule.first_opening(start)), format!("{:?}", Some(instant(expect_instant))))
        }
        Question::Windows { end, expect_windows } => {
            let got: Vec<Interval> = schedule.open().clip(start, instant(end)).iter().collect();
            let want: Vec<Interval> =
                expect_windows.iter().filter_map(|[from, to]| Interval::new(instant(from), instant(to))).collect();
            (format!("{got:?}"), format!("{want:?}"))
        }
    };
    (got != want).then(|| format!("{}: got {got}, want {want}", case.id))
}

#[test]
fn every_case_comes_out_as_computed() {
    let cases: Vec<Case> = CASES.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(cases.len(), 83);
    let wrong: Vec<String> = cases.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
