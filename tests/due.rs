//! `sla due`: deadlines of open tickets, beside an oracle that walks from minute to minute.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a step that fails is a test that fails")]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/ran.rs"]
mod ran;

use cases::cases;
use chrono::{Datelike, Duration, NaiveDateTime, NaiveTime, Weekday};
use proptest::prelude::*;
use ran::{folder, sla};
use serde_json::Value;

const CONTRACT: &str = r#"edition 1

contract "Desk & Co, <b>Rotterdam</b>" { timezone Europe/Amsterdam }

window office { mon..fri 09:00-12:00, 13:00-17:00 }

priorities urgent > normal

ticket incident { waiting on customer, supplier }

clock resolution of incident {
  from     opened
  to       resolved
  counting office
  pausing  while waiting on customer
}

norm in_time "Resolved in time" clause "6.1" {
  clock resolution
  by priority {
           | 90% in less than | 100% within
    urgent | 2h               | 6h
    normal | 2 workdays       | 1 week
  }
}

norm also_in_time { share of incident with resolution <= 6h >= 50% }

cadence talk of incident {
  from     opened
  to       resolved
  counting office
  pausing  while waiting on customer
  1 per 4h
}

cadence every_day of incident {
  from     opened
  to       resolved
  counting office
  pausing  while waiting on customer
  where    priority is urgent
  2 per workday
}

escalation ladder "Ladder" of incident {
  step "Team lead" contact "team@example.org" at 50% of in_time
  step "Director" at 100% of in_time when priority is urgent
}
"#;

/// The project with these tickets, waits and updates.
fn project(tickets: &str, waits: &str, updates: &str) -> tempfile::TempDir {
    let tickets = format!("ticket,kind,opened,resolved,priority\n{tickets}");
    let waits = format!("ticket,from,to,reason\n{waits}");
    let updates = format!("ticket,at\n{updates}");
    folder(&[
        ("contract.sla", CONTRACT),
        ("data/tickets.csv", &tickets),
        ("data/waits.csv", &waits),
        ("data/updates.csv", &updates),
    ])
}

const TICKETS: &str = "\
A-1,incident,2026-10-05 09:00,2026-10-05 10:00,urgent
A-2,incident,2026-10-05 15:00,,urgent
A-3,incident,2026-10-06 10:30,,normal
A-4,incident,2026-10-06 11:00,,
\"<script>|; & \\ 5\",incident,2026-10-06 11:15,,urgent
A-6,incident,2026-10-06 16:00,,urgent
";
const WAITS: &str = "A-3,2026-10-06 11:00,,customer\nA-2,2026-10-06 09:00,2026-10-06 09:30,supplier\n";
const UPDATES: &str = "A-2,2026-10-06 09:10\nA-2,2026-10-06 10:10\n";

fn due(folder: &tempfile::TempDir, arguments: &[&str]) -> String {
    let ran = sla(folder.path(), &[&["due", "contract.sla", "--evidence", "data"], arguments].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}\n{}", ran.out);
    ran.out
}

#[test]
fn in_every_form() {
    let project = project(TICKETS, WAITS, UPDATES);
    let noon = &["--as-of", "2026-10-06 11:30"];
    for form in ["text", "json", "csv", "ics"] {
        let text = due(&project, &[noon.as_slice(), &["--format", form]].concat());
        assert_eq!(text, due(&project, &[noon.as_slice(), &["--format", form]].concat()), "the same bytes");
        insta::with_settings!({ snapshot_path => "../snapshots/due", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(form, text.replace('\r', ""));
        });
    }
}

#[test]
fn text_fits_80_columns() {
    let text = due(&project(TICKETS, WAITS, UPDATES), &["--as-of", "2026-10-06 11:30"]);
    let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn the_moment_is_the_minute_after_the_last_thing_that_happened() {
    let text = due(&project(TICKETS, WAITS, UPDATES), &["--format", "json"]);
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["as_of"], "2026-10-06T16:01:00+02:00");
}

#[test]
fn the_clock_on_the_wall_is_read_when_asked_for() {
    let year = |text: &str| text[..4].parse::<i32>().unwrap();
    let text = due(&project(TICKETS, WAITS, UPDATES), &["--format", "json", "--as-of", "now"]);
    let found: Value = serde_json::from_str(&text).unwrap();
    assert!(year(found["as_of"].as_str().unwrap()) >= 2026, "{}", found["as_of"]);
}

#[test]
fn a_calendar_can_be_read_again() {
    let text = due(&project(TICKETS, WAITS, UPDATES), &["--as-of", "2026-10-06 11:30", "--format", "ics"]);
    assert!(text.lines().all(|line| line.len() <= 75), "RFC 5545, 3.1");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "RFC 5545, 3.1");
    // Unfolded, as programs read it.
    let unfolded = text.replace("\r\n ", "");
    let of = |name: &str| -> Vec<&str> { unfolded.lines().filter_map(|line| line.strip_prefix(name)).collect() };
    let identities = of("UID:");
    let mut unique = identities.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(identities.len(), unique.len(), "{identities:?}");
    assert_eq!(of("BEGIN:VEVENT").len(), identities.len());
    assert!(of("DTSTAMP:").iter().all(|at| *at == "20261006T093000Z"), "{text}");
    assert!(of("SUMMARY:").contains(&r"<script>|\; & \\ 5: resolution < 2h"), "{text}");
    // Later the same deadlines are the same events.
    let later = due(&project(TICKETS, WAITS, UPDATES), &["--as-of", "2026-10-06 11:45", "--format", "ics"]);
    let again: Vec<String> = later.replace("\r\n ", "").lines().map(str::to_owned).collect();
    let known = identities.iter().filter(|one| again.contains(&format!("UID:{one}"))).count();
    assert_eq!(known, identities.len(), "{later}");
}

#[test]
fn the_form_goes_by_the_name_and_a_file_is_written_whole() {
    let project = project(TICKETS, WAITS, UPDATES);
    let base = ["due", "contract.sla", "--evidence", "data", "--as-of", "2026-10-06 11:30"];
    let ran = sla(project.path(), &[base.as_slice(), &["-o", "list.ics"]].concat());
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", "wrote list.ics\n"));
    let ran = sla(project.path(), &[base.as_slice(), &["-o", "list.xlsx"]].concat());
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("SLA0478"), "{}", ran.err);
    assert!(!project.path().join("list.xlsx").exists());
}

#[test]
fn without_tickets_somebody_must_say_the_moment() {
    let project = project("", "", "");
    let ran = sla(project.path(), &["due", "contract.sla", "--evidence", "data"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("SLA0479"), "{}", ran.err);
    assert!(due(&project, &["--as-of", "2026-10-06"]).contains("no deadlines"));
}

/// Minutes after Monday 2026-10-05 00:00, in a stretch without a change of the clock.
fn at(minute: i64) -> NaiveDateTime {
    let monday = chrono::NaiveDate::from_ymd_opt(2026, 10, 5).unwrap().and_time(NaiveTime::MIN);
    monday + Duration::minutes(minute)
}

fn written(minute: i64) -> String {
    at(minute).format("%Y-%m-%d %H:%M").to_string()
}

fn shown(minute: i64) -> String {
    at(minute).format("%Y-%m-%dT%H:%M:%S+02:00").to_string()
}

fn is_workday(minute: i64) -> bool {
    !matches!(at(minute).weekday(), Weekday::Sat | Weekday::Sun)
}

fn is_open(minute: i64) -> bool {
    let of_day = minute.rem_euclid(1440);
    is_workday(minute) && ((540..720).contains(&of_day) || (780..1020).contains(&of_day))
}

/// A ticket of the oracle, all in minutes.
#[derive(Debug, Clone)]
struct Made {
    opened: i64,
    resolved: Option<i64>,
    urgent: bool,
    /// From, to, and whether on the customer.
    waits: Vec<(i64, Option<i64>, bool)>,
    updates: Vec<i64>,
}

impl Made {
    fn is_paused(&self, minute: i64, now: i64) -> bool {
        let pauses = |(from, to, customer): &(i64, Option<i64>, bool)| {
            *customer && *from <= minute && minute < to.unwrap_or(now).min(now)
        };
        self.waits.iter().any(pauses)
    }

    /// Whether the clock runs during a minute, as known before `now`.
    fn runs(&self, minute: i64, now: i64) -> bool {
        minute >= self.opened && is_open(minute) && !self.is_paused(minute, now)
    }

    fn elapsed(&self, until: i64, now: i64) -> i64 {
        (self.opened..until).filter(|minute| self.runs(*minute, now)).count() as i64
    }

    /// The first instant at which so much is on the clock.
    fn used_up(&self, limit: i64, now: i64) -> i64 {
        let mut total = 0;
        (self.opened..)
            .find_map(|minute| {
                total += i64::from(self.runs(minute, now));
                (total == limit).then_some(minute + 1)
            })
            .unwrap()
    }

    /// Limits in minutes, and whether each is strict: the days of a limit are counted without pauses.
    fn limits(&self) -> Vec<(i64, bool)> {
        let start = (self.opened..).find(|minute| is_open(*minute)).unwrap();
        let window = |to: i64| (start..to).filter(|minute| is_open(*minute)).count() as i64;
        if self.urgent {
            return vec![(120, true), (360, false)];
        }
        let mut day = start;
        for _ in 0..2 {
            day = (1..).map(|days| day + days * 1440).find(|minute| is_workday(*minute)).unwrap();
        }
        // An hour at noon is in no window: the time moves to the next opening, and no window time lies between.
        vec![(window(day), true), (window(start + 7 * 1440), false), (360, false)]
    }

    /// The next update, from when on it counts and before when it is owed.
    fn talk(&self, now: i64) -> (i64, i64) {
        let given = |from: i64, to: i64| self.updates.iter().any(|at| from <= *at && *at < to && *at < now);
        let over = self.elapsed(now, now) / 240;
        (over..)
            .map(|times| {
                let first = if times == 0 { 1 } else { times * 240 };
                let from = self.used_up(first, now) - i64::from(times == 0);
                (from, self.used_up((times + 1) * 240, now))
            })
            .find(|(from, to)| !given(*from, *to))
            .unwrap()
    }

    /// The next workday for which fewer than two updates were given.
    fn daily(&self, now: i64) -> (i64, i64, usize) {
        let opening = |day: i64| day * 1440 + 540;
        let days: Vec<i64> = (0..60).filter(|day| is_workday(day * 1440)).collect();
        days.windows(2)
            .map(|pair| (opening(pair[0]), opening(pair[1])))
            .filter(|(from, to)| now < *to && self.opened <= *from)
            .filter(|(from, _)| (*from..from + 480).all(|minute| !is_open(minute) || !self.is_paused(minute, now)))
            .map(|(from, to)| {
                (from, to, self.updates.iter().filter(|at| from <= **at && **at < to && **at < now).count())
            })
            .find(|(.., given)| *given < 2)
            .unwrap()
    }
}

fn made() -> impl Strategy<Value = Made> {
    let wait = (0i64..6000, 0i64..1500, any::<bool>(), any::<bool>());
    (0i64..8000, 0i64..9000, any::<bool>(), prop::collection::vec(wait, 0..3), prop::collection::vec(0i64..9000, 0..6))
        .prop_map(|(opened, resolved, urgent, waits, updates)| {
            // The weeks that are walked over hold all of it.
            let waits = waits.into_iter().map(|(after, length, ends, customer)| {
                let from = opened + after;
                (from, ends.then_some(from + length + 1), customer)
            });
            let resolved = (resolved < 4000).then_some(opened + resolved + 1);
            let updates = updates.into_iter().map(|after| opened + after).collect();
            Made { opened, resolved, urgent, waits: waits.collect(), updates }
        })
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn deadlines_are_those_of_a_walk_from_minute_to_minute(tickets in prop::collection::vec(made(), 1..40), now in 0i64..10_000) {
        let (mut rows, mut waits, mut updates) = (String::new(), String::new(), String::new());
        for (n, ticket) in tickets.iter().enumerate() {
            let priority = if ticket.urgent { "urgent" } else { "normal" };
            let resolved = ticket.resolved.map(written).unwrap_or_default();
            rows.push_str(&format!("T{n},incident,{},{resolved},{priority}\n", written(ticket.opened)));
            for (from, to, customer) in &ticket.waits {
                let reason = if *customer { "customer" } else { "supplier" };
                waits.push_str(&format!("T{n},{},{},{reason}\n", written(*from), to.map(written).unwrap_or_default()));
            }
            for update in &ticket.updates {
                updates.push_str(&format!("T{n},{}\n", written(*update)));
            }
        }
        let project = project(&rows, &waits, &updates);
        let text = due(&project, &["--as-of", &written(now), "--format", "json"]);
        let found: Value = serde_json::from_str(&text).unwrap();
        let found = found["tickets"].as_array().unwrap();
        let by_id = |n: usize| found.iter().find(|ticket| ticket["ticket"] == format!("T{n}"));
        for (n, ticket) in tickets.iter().enumerate() {
            let is_open = ticket.opened < now && ticket.resolved.is_none_or(|resolved| resolved >= now);
            prop_assert_eq!(by_id(n).is_some(), is_open, "T{} {:?}", n, ticket);
            let Some(one) = by_id(n) else { continue };
            let clock = |name: &str| one["clocks"].as_array().unwrap().iter().find(|clock| clock["clock"] == name).unwrap();
            let elapsed = ticket.elapsed(now, now);
            prop_assert_eq!(&clock("resolution")["elapsed_s"], elapsed * 60, "T{} {:?}", n, ticket);
            let deadlines = clock("resolution")["deadlines"].as_array().unwrap();
            for (limit, strict) in ticket.limits() {
                let at = ticket.used_up(limit, now);
                let overdue = if strict { at < now } else { elapsed > limit };
                let same = |deadline: &&Value| {
                    deadline["limit_s"] == limit * 60 && deadline["bound"].as_str().unwrap().contains("< ") == strict
                };
                let shown_one = deadlines.iter().find(same);
                prop_assert!(shown_one.is_some(), "T{} {:?}: {} minutes in {:#?}", n, ticket, limit, deadlines);
                let shown_one = shown_one.unwrap();
                prop_assert_eq!(&shown_one["deadline"], &shown(at), "T{} {:?}", n, ticket);
                prop_assert_eq!(&shown_one["left_s"], (limit - elapsed) * 60);
                prop_assert_eq!(&shown_one["overdue"], overdue, "T{} {:?}", n, ticket);
            }
            let update = |name: &str| {
                let clocks = one["clocks"].as_array().unwrap().iter();
                let all = clocks.flat_map(|clock| clock["deadlines"].as_array().unwrap());
                all.into_iter().find(|deadline| deadline["norms"][0] == name).cloned()
            };
            let (from, to) = ticket.talk(now);
            let talk = update("talk").unwrap();
            prop_assert_eq!((&talk["since"], &talk["deadline"]), (&Value::from(shown(from)), &Value::from(shown(to))), "T{} {:?}", n, ticket);
            prop_assert_eq!(update("every_day").is_some(), ticket.urgent);
            if let Some(daily) = update("every_day") {
                let (from, to, given) = ticket.daily(now);
                let want = (&Value::from(shown(from)), &Value::from(shown(to)), &Value::from(given));
                prop_assert_eq!((&daily["since"], &daily["deadline"], &daily["given"]), want, "T{} {:?}", n, ticket);
            }
        }
        let deadlines: Vec<&str> = found.iter().filter_map(|ticket| {
            ticket["clocks"].as_array().unwrap().iter().flat_map(|clock| clock["deadlines"].as_array().unwrap()).filter_map(|one| one["deadline"].as_str()).min()
        }).collect();
        prop_assert!(deadlines.is_sorted(), "nearest first: {:?}", deadlines);
    }
}
