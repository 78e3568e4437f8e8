//! Settlement (semantics 4.2 to 4.4): tick by tick, is it certain now that this ticket is good, or that it missed?

use proptest::prelude::*;
use sla::calendar::Calendar;
use sla::eval::verdict::{Counts, Outcome};
use sla::eval::{Request, evaluate};
use sla::evidence::{Change, ChangeKind, Evidence, Ticket, TicketIx, Wait};
use sla::model::{PriorityId, ReasonId, TicketKindId};

use crate::cases::cases;
use crate::world::{HOURS, MONTHS, at, compile, hour, nothing, periods, row, tick, weekday};

/// Limits in ticks: `LIMITS[priority][level]`; the first level is `<=`, the second `<`.
const LIMITS: [[i64; 2]; 3] = [[1, 3], [3, 6], [6, 14]];

/// What a contract leaves open, and where its clock starts and stops.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    pub counted_by: &'static str,
    pub priority: &'static str,
    pub reopened: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub window: &'static str,
}

/// Something that happens to a ticket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Event {
    Priority(Option<u32>),
    Responded,
    Resolved,
    Closed,
    Reopened,
}

/// A ticket as a test makes it: moments in ticks.
#[derive(Debug, Clone)]
pub struct Given {
    pub opened: i64,
    pub responded: Option<i64>,
    pub resolved: Option<i64>,
    pub closed: Option<i64>,
    pub priority: Option<u32>,
    pub log: Vec<(i64, Event)>,
    /// From, to, and whether its reason pauses the clock.
    pub waits: Vec<(i64, Option<i64>, bool)>,
}

pub fn terms() -> impl Strategy<Value = Terms> {
    let one = |all: &'static [&'static str]| proptest::sample::select(all);
    (
        one(&["settled", "settled", "settled", "opened", "resolved", "closed"]),
        one(&["at start", "at stop", "highest"]),
        one(&["first stop", "last stop"]),
        one(&["opened", "opened", "responded", "later of opened, responded"]),
        one(&["resolved", "resolved", "closed", "first of resolved, closed", "later of resolved, closed"]),
        one(&["mon..fri 08:00-16:00", "daily 00:00-24:00", "sat, sun 00:00-12:00"]),
    )
        .prop_map(|(counted_by, priority, reopened, from, to, window)| Terms {
            counted_by,
            priority,
            reopened,
            from,
            to,
            window,
        })
}

/// A moment; often near the end of a month.
fn moment() -> impl Strategy<Value = i64> {
    prop_oneof![0..MONTHS[3], (1..4usize, -12..6i64).prop_map(|(month, off)| MONTHS[month] + off)]
}

pub fn given() -> impl Strategy<Value = Given> {
    let later = || proptest::option::weighted(0.6, 0..40i64);
    let priority = || proptest::option::weighted(0.85, 0..3u32);
    let event = prop_oneof![
        3 => priority().prop_map(Event::Priority),
        1 => Just(Event::Responded),
        3 => Just(Event::Resolved),
        1 => Just(Event::Closed),
        3 => Just(Event::Reopened),
    ];
    let log = proptest::collection::vec((0..60i64, event), 0..6);
    let wait = (0..40i64, proptest::option::weighted(0.8, 1..20i64), proptest::bool::weighted(0.8));
    let waits = proptest::collection::vec(wait, 0..3);
    (moment(), later(), later(), later(), priority(), log, waits).prop_map(
        |(opened, responded, resolved, closed, priority, mut log, mut waits)| {
            log.sort_by_key(|(tick, _)| *tick);
            waits.sort_by_key(|(from, ..)| *from);
            let from = |later: i64| opened + later;
            Given {
                opened,
                responded: responded.map(from),
                resolved: resolved.map(from),
                closed: closed.map(from),
                priority,
                log: log.into_iter().map(|(tick, event)| (from(tick), event)).collect(),
                waits: waits
                    .into_iter()
                    .map(|(start, length, pauses)| (from(start), length.map(|length| from(start + length)), pauses))
                    .collect(),
            }
        },
    )
}

/// The contract of the terms.
pub fn contract(terms: Terms) -> String {
    let Terms { counted_by, priority, reopened, from, to, window } = terms;
    let hours = |priority: usize, level: usize| LIMITS[priority][level] * HOURS;
    let rows: String = (0..3)
        .map(|priority| format!("    P{} | {}h | {}h\n", priority + 1, hours(priority, 0), hours(priority, 1)))
        .collect();
    format!(
        "conventions {{\n  counted by {counted_by}\n  priority {priority}\n  reopened {reopened}\n}}\n\
         window w {{ {window} }}\n\
         priorities P1 > P2 > P3\n\
         ticket incident {{\n  priority recorded\n  waiting on customer, vendor\n}}\n\
         clock c of incident {{\n  from {from}\n  to {to}\n  counting w\n  pausing while waiting on customer\n}}\n\
         norm n {{\n  clock c\n  by priority {{\n       | 50% within | 90% in less than\n{rows}  }}\n}}\n"
    )
}

/// The tickets as evidence. They are in order of opening; names tell the order.
pub fn evidence(tickets: &[Given]) -> Evidence {
    let mut evidence = nothing();
    let (mut rows, mut waits, mut changes) = (vec![], vec![], vec![]);
    for (number, given) in tickets.iter().enumerate() {
        let ticket = TicketIx(u32::try_from(number).unwrap());
        rows.push(Ticket {
            plan: None,
            id: format!("T{number}").into(),
            kind: TicketKindId(0),
            opened: at(given.opened),
            responded: given.responded.map(at),
            resolved: given.resolved.map(at),
            closed: given.closed.map(at),
            priority: given.priority.map(PriorityId),
            component: None,
            cells: Box::new([]),
            row: row(number + 1),
        });
        for (line, (from, to, pauses)) in given.waits.iter().enumerate() {
            let reason = ReasonId(u32::from(!pauses));
            waits.push(Wait { ticket, from: at(*from), to: to.map(at), reason, row: row(line + 1) });
        }
        for (line, (tick, event)) in given.log.iter().enumerate() {
            let kind = match event {
                Event::Priority(priority) => ChangeKind::Priority(priority.map(PriorityId)),
                Event::Responded => ChangeKind::Responded,
                Event::Resolved => ChangeKind::Resolved,
                Event::Closed => ChangeKind::Closed,
                Event::Reopened => ChangeKind::Reopened,
            };
            changes.push(Change { ticket, at: at(*tick), kind, row: row(line + 1) });
        }
    }
    evidence.tickets = Some(rows);
    evidence.waits = Some(waits);
    evidence.changes = Some(changes);
    evidence
}

/// Whether the window of the terms is open in a tick.
fn is_open(terms: Terms, tick: i64) -> bool {
    match terms.window {
        "mon..fri 08:00-16:00" => weekday(tick) < 5 && (8..16).contains(&hour(tick)),
        "sat, sun 00:00-12:00" => weekday(tick) >= 5 && hour(tick) < 12,
        _ => true,
    }
}

/// What is certain of a ticket just after a tick.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Now {
    Out,
    Pending,
    Good,
    Missed,
}

/// What has happened up to and including a tick, played from the start each time.
struct Replay {
    /// The priority after each thing that happened, with its tick.
    priorities: Vec<(i64, Option<u32>)>,
    responded: Option<i64>,
    resolved: Option<i64>,
    closed: Option<i64>,
}

fn replay(terms: Terms, given: &Given, now: i64) -> Replay {
    let mut all: Vec<(i64, Event)> = vec![];
    all.extend(given.responded.map(|tick| (tick, Event::Responded)));
    all.extend(given.resolved.map(|tick| (tick, Event::Resolved)));
    all.extend(given.closed.map(|tick| (tick, Event::Closed)));
    all.extend(given.log.iter().copied());
    all.sort_by_key(|(tick, _)| *tick);
    let mut replay =
        Replay { priorities: vec![(given.opened, given.priority)], responded: None, resolved: None, closed: None };
    for (tick, event) in all.into_iter().filter(|(tick, _)| *tick <= now) {
        match event {
            Event::Priority(priority) => replay.priorities.push((tick, priority)),
            Event::Responded => replay.responded = replay.responded.or(Some(tick)),
            Event::Resolved => replay.resolved = replay.resolved.or(Some(tick)),
            Event::Closed => replay.closed = replay.closed.or(Some(tick)),
            Event::Reopened if terms.reopened == "last stop" => (replay.resolved, replay.closed) = (None, None),
            Event::Reopened => {}
        }
    }
    replay
}

impl Replay {
    fn start(&self, terms: Terms, given: &Given) -> Option<i64> {
        match terms.from {
            "opened" => Some(given.opened),
            "responded" => self.responded,
            _ => self.responded.map(|responded| responded.max(given.opened)),
        }
    }

    fn stop(&self, terms: Terms) -> Option<i64> {
        match terms.to {
            "resolved" => self.resolved,
            "closed" => self.closed,
            "first of resolved, closed" => self.resolved.into_iter().chain(self.closed).min(),
            _ => self.resolved.zip(self.closed).map(|(a, b)| a.max(b)),
        }
    }

    fn priority_at(&self, tick: i64) -> Option<u32> {
        self.priorities.iter().rev().find(|(from, _)| *from <= tick).unwrap_or(&self.priorities[0]).1
    }

    /// The priority that decides; `None`: unknown.
    fn deciding(&self, terms: Terms, start: i64, stop: i64) -> Option<u32> {
        match terms.priority {
            "at start" => self.priority_at(start),
            "at stop" => self.priority_at(stop),
            _ => {
                let had: Vec<Option<u32>> = (start.min(stop)..=stop).map(|tick| self.priority_at(tick)).collect();
                let most = had.iter().flatten().min().copied();
                if had.contains(&None) && most != Some(0) { None } else { most }
            }
        }
    }
}

/// What is known of one ticket at the end of a tick, under each row: whether it belongs there, and how it stands.
#[derive(Debug, Clone, PartialEq)]
struct Standing {
    rows: [[(bool, bool, Now); 2]; 3],
    resolved: Option<i64>,
    closed: Option<i64>,
    started: Option<i64>,
    stopped: Option<i64>,
    elapsed: i64,
}

fn standing(terms: Terms, given: &Given, now: i64) -> Standing {
    let replay = replay(terms, given, now);
    let start = replay.start(terms, given);
    let stop = replay.stop(terms);
    let paused = |tick: i64| {
        given.waits.iter().any(|(from, to, pauses)| *pauses && *from <= tick && to.is_none_or(|to| tick < to))
    };
    let runs = |tick: i64| is_open(terms, tick) && !paused(tick);
    let elapsed = |until: i64| (start.unwrap_or(until)..until).filter(|tick| runs(*tick)).count() as i64;
    let so_far = elapsed(stop.unwrap_or(now));
    let mut rows = [[(false, false, Now::Out); 2]; 3];
    if let Some(start) = start {
        let priority = replay.deciding(terms, start, stop.unwrap_or(now));
        for (number, row) in rows.iter_mut().enumerate() {
            for (level, cell) in row.iter_mut().enumerate() {
                let limit = LIMITS[number][level];
                let strict = level == 1;
                let keeps = |elapsed: i64| if strict { elapsed < limit } else { elapsed <= limit };
                let outcome = match stop {
                    Some(_) if keeps(so_far) => Now::Good,
                    Some(_) => Now::Missed,
                    // Just after this tick began, so much is on the clock, and a little more while it runs.
                    None => {
                        let on_clock = so_far;
                        let late = if strict {
                            on_clock >= limit
                        } else {
                            on_clock > limit || (on_clock == limit && runs(now))
                        };
                        // A stop at the start itself is always in time.
                        if late && now >= start { Now::Missed } else { Now::Pending }
                    }
                };
                let certain = priority.is_some_and(|priority| priority as usize == number);
                *cell = (certain || priority.is_none(), certain, outcome);
            }
        }
    }
    let until = stop.unwrap_or(now + 1);
    Standing {
        rows,
        resolved: replay.resolved,
        closed: replay.closed,
        started: start,
        stopped: stop,
        elapsed: elapsed(until),
    }
}

/// What the oracle says a cell is at the end of a period: belongs, for certain, how, and since when it has been so.
type Settled = (bool, bool, Now, i64);

fn at_end(course: &[Standing], opened: i64, end: i64, row: usize, level: usize) -> Option<Settled> {
    let index = end - 1 - opened;
    let (belongs, certain, now) = course.get(usize::try_from(index).ok()?)?.rows[row][level];
    let same = |tick: &i64| course[(*tick - opened) as usize].rows[row][level] == (belongs, certain, now);
    let since = (opened..end).rev().take_while(same).last()?;
    (now != Now::Out).then_some((belongs, certain, now, since))
}

fn expected(terms: Terms, tickets: &[Given]) -> (Vec<[[Counts; 2]; 3]>, Vec<Vec<Standing>>) {
    let mut counts = vec![[[Counts::default(); 2]; 3]; 4];
    let mut courses = vec![];
    for given in tickets {
        let course: Vec<Standing> = (given.opened..MONTHS[4]).map(|now| standing(terms, given, now)).collect();
        for level in 0..2 {
            // What was counted before: a miss is final.
            let mut counted = Now::Out;
            for month in 0..4 {
                let (from, end) = (MONTHS[month], MONTHS[month + 1]);
                if end <= given.opened {
                    continue;
                }
                let now = &course[(end - 1 - given.opened) as usize];
                let mut report = Now::Out;
                for row in 0..3 {
                    let Some((belongs, certain, state, since)) = at_end(&course, given.opened, end, row, level) else {
                        continue;
                    };
                    let puts = match terms.counted_by {
                        "settled" => (state != Now::Pending).then_some(since),
                        "opened" => Some(given.opened),
                        "resolved" => now.resolved,
                        _ => now.closed,
                    };
                    let here = puts.is_some_and(|tick| (from..end).contains(&tick));
                    let cell = &mut counts[month][row][level];
                    if !belongs {
                        continue;
                    }
                    if state == Now::Pending {
                        let counts_here = terms.counted_by != "opened" || here;
                        cell.pending += u64::from(counts_here && certain);
                        cell.maybe += u64::from(terms.counted_by == "opened" && here && !certain);
                        continue;
                    }
                    if !here || counted == Now::Missed || (counted == Now::Good && state == Now::Good) {
                        continue;
                    }
                    if certain {
                        cell.total += 1;
                        cell.good += u64::from(state == Now::Good);
                        report = state;
                    } else {
                        cell.maybe += 1;
                    }
                }
                if report == Now::Missed || (report == Now::Good && counted == Now::Out) {
                    counted = report;
                }
            }
        }
        courses.push(course);
    }
    (counts, courses)
}

fn check(terms: Terms, mut tickets: Vec<Given>) {
    tickets.sort_by_key(|given| given.opened);
    let text = contract(terms);
    let model = compile(&text);
    let calendar = Calendar::new(&model);
    let evidence = evidence(&tickets);
    let request = Request { periods: periods(&model), as_of: at(MONTHS[4]), plan: None, readings: true };
    let verdicts = evaluate(&model, &calendar, &evidence, &request);
    let (want, courses) = expected(terms, &tickets);
    for (month, period) in verdicts.periods.iter().enumerate() {
        for (index, requirement) in period.norms[0].requirements.iter().enumerate() {
            let got = requirement.counts.unwrap();
            assert_eq!(got, want[month][index / 2][index % 2], "{} row {index} of\n{text}\n{tickets:#?}", period.label);
        }
        let mut listed = vec![];
        for reading in &period.readings {
            let number = reading.ticket.0 as usize;
            let (given, end) = (&tickets[number], MONTHS[month + 1]);
            let now = &courses[number][(end - 1 - given.opened) as usize];
            listed.push(number);
            assert_eq!(Some(tick(reading.started)), now.started);
            assert_eq!(reading.stopped.map(tick), now.stopped);
            assert_eq!(reading.elapsed.micros(), now.elapsed * HOURS * 3_600_000_000, "{period:?}\n{tickets:#?}");
            for bound in &reading.bounds {
                let (row, level) = (bound.requirement / 2, bound.requirement % 2);
                let (belongs, certain, state, since) = at_end(&courses[number], given.opened, end, row, level).unwrap();
                assert!(belongs && certain);
                let outcome = match bound.outcome {
                    Outcome::Good => Now::Good,
                    Outcome::Missed => Now::Missed,
                    Outcome::Pending => Now::Pending,
                };
                let settled = (state != Now::Pending).then_some(since);
                assert_eq!(
                    (outcome, bound.settled.map(tick)),
                    (state, settled),
                    "{}\n{text}\n{tickets:#?}",
                    period.label
                );
            }
        }
        for (number, given) in tickets.iter().enumerate() {
            let end = MONTHS[month + 1];
            let due = (0..6).any(|cell| {
                at_end(&courses[number], given.opened, end, cell / 2, cell % 2).is_some_and(
                    |(_, certain, state, since)| certain && (state == Now::Pending || since >= MONTHS[month]),
                )
            });
            assert!(!due || listed.contains(&number), "{} is not listed in {}\n{text}", number, period.label);
        }
    }
}

proptest! {
    #![proptest_config(cases(25))]

    #[test]
    fn tickets_count_when_their_outcome_is_certain(
        terms in terms(),
        tickets in proptest::collection::vec(given(), 1..20),
    ) {
        check(terms, tickets);
    }
}
