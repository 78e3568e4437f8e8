//! Tickets that are judged as they are read give the same as tickets that are all kept: every verdict, count, miss, reading
//! and file. (What is kept is held against walks from tick to tick in `tests/eval_oracle`.)

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::select;
use sla::calendar::Calendar;
use sla::eval::verdict::Verdicts;
use sla::eval::{Request, evaluate, evaluate_streaming};
use sla::evidence::{BadRows, Evidence, Loaded, Project, load, open};
use sla::model::Model;
use sla::quantity::Instant;
use sla::report::{Findings, json as as_json, tickets as as_tickets};
use sla::source::SourceMap;

use super::how_many::cases;
use super::{Memory, compiled};

const CONTRACT: &str = r#"edition 1
contract "Desk" {
  version "1"
  timezone Europe/Amsterdam
  locale en
  currency EUR
  period month
  effective from 2024-01-01
}
conventions { priority at stop }
window office { mon..fri 09:00-17:00 }
priorities P1 > P2 > P3
ticket incident {
  site  north | south
  users number
  asked yes/no
  waiting on customer, supplier
}
applies to tickets where site is not south or users is missing
clock response of incident { from opened; to responded; counting office }
clock resolution of incident { from opened; to resolved; counting office; pausing while waiting on customer }
norm resolved {
  clock resolution
  by priority {
       | 80% within | 100% within
    P1 | 4h         | 16h
    P2 | 8h         | 40h
    P3 | 5 workdays | 60h
  }
}
norm answered { clock response; counted by opened; 90% within 2h }
norm few { count of opened incident where asked is yes <= 3 }
norm backlog { count of open incident <= 4 }
norm middle { percentile 90 resolution of incident where priority is P1 <= 30h }
cadence progress of incident { from opened; to resolved; counting office; where priority is P1; 1 per 4h }
compensation late { 10 EUR per miss of resolved }
compensation each { for each incident by resolution { below 2h: none; from 2h: 5 EUR } }
"#;

const PROJECT: &str = r#"
contract = "contract.sla"
[evidence.tickets]
files = ["tickets*.csv"]
only = { queue = ["desk"] }
[evidence.waits]
files = ["waits.csv"]
[evidence.updates]
files = ["updates.csv"]
[evidence.changes]
files = ["changes.csv"]
open = ["New", "Work"]
waits = { "Vendor" = "supplier" }
resolved = ["Done"]
reopened = ["Again"]
"#;

static MODEL: LazyLock<Model> = LazyLock::new(|| compiled(&mut SourceMap::default(), CONTRACT));

/// The same, but history begins with the first ticket.
static SINCE_ANY_TIME: LazyLock<Model> =
    LazyLock::new(|| compiled(&mut SourceMap::default(), &CONTRACT.replace("  effective from 2024-01-01\n", "")));

/// A ticket with what belongs to it, each row as its fields after the identifier.
#[derive(Debug, Clone)]
struct Made {
    row: String,
    waits: Vec<String>,
    updates: Vec<String>,
    changes: Vec<String>,
}

fn written(minute: i64) -> String {
    // From 2024-01-25 on; no clock changes before April.
    let at = chrono::DateTime::from_timestamp(1_706_140_800 + minute * 60, 0).unwrap();
    at.format("%Y-%m-%d %H:%M").to_string()
}

fn made() -> impl Strategy<Value = Made> {
    let word = |words: &'static [&'static str]| select(words);
    let moments = (0..70_000_i64, prop::option::of(1..900_i64), prop::option::of(1..9_000_i64));
    let columns = (
        word(&["P1", "P2", "P3", "P1", ""]),
        word(&["north", "south", ""]),
        word(&["12", "3", ""]),
        word(&["yes", "no", ""]),
        word(&["desk", "desk", "desk", "desk", "field"]),
    );
    let waits =
        prop::collection::vec((0..3_000_i64, prop::option::of(0..2_000_i64), word(&["customer", "supplier"])), 0..4);
    let updates = prop::collection::vec(0..3_000_i64, 0..4);
    let changes = prop::collection::vec(
        (
            0..6_000_i64,
            select(
                &[
                    ("status", "Work"),
                    ("status", "Vendor"),
                    ("status", "Done"),
                    ("status", "Again"),
                    ("priority", "P1"),
                    ("priority", "P3"),
                    ("site", "north"),
                ][..],
            ),
        ),
        0..5,
    );
    (moments, columns, waits, updates, changes).prop_map(|(moments, columns, waits, updates, changes)| {
        let (opened, responded, resolved) = moments;
        let after = |minutes: Option<i64>| minutes.map_or_else(String::new, |minutes| written(opened + minutes));
        let (priority, site, users, asked, queue) = columns;
        let (responded, resolved, start) = (after(responded), after(resolved), written(opened));
        Made {
            row: format!("{start},{responded},{resolved},{priority},{site},{users},{asked},{queue}"),
            waits: waits
                .iter()
                .map(|(from, length, why)| {
                    format!("{},{},{why}", written(opened + from), after(length.map(|length| from + length)))
                })
                .collect(),
            updates: updates.iter().map(|at| written(opened + at)).collect(),
            changes: changes
                .iter()
                .map(|(at, (field, value))| format!("{},{field},{value}", written(opened + at)))
                .collect(),
        }
    })
}

/// What is wrong with the files, if anything.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wrong {
    Nothing,
    /// A ticket stands there twice.
    Twice,
    /// A wait belongs to no ticket.
    Stranger,
    /// A moment that is none.
    BadRow,
    /// A resolution in the log before the ticket was opened.
    TooEarly,
}

/// The files, with rows of tickets and of what belongs to them in these orders.
fn files(all: &[Made], order: &[usize], rotate: usize, cut: usize, wrong: Wrong) -> Memory {
    let name = |number: &usize| format!("INC{number:03}");
    let mut tickets: Vec<String> =
        order.iter().filter_map(|number| Some(format!("{},{}", name(number), all.get(*number)?.row))).collect();
    let of = |rows: fn(&Made) -> &Vec<String>| -> Vec<String> {
        let numbered = all.iter().enumerate();
        let mut rows: Vec<String> = numbered
            .flat_map(|(number, made)| rows(made).iter().map(move |row| format!("{},{row}", name(&number))))
            .collect();
        let by = rotate.min(rows.len());
        rows.rotate_left(by);
        rows
    };
    let (mut waits, updates, mut changes) = (of(|it| &it.waits), of(|it| &it.updates), of(|it| &it.changes));
    match (wrong, tickets.first().cloned()) {
        (Wrong::Nothing, _) => {}
        (Wrong::Twice, Some(first)) => tickets.push(first),
        (Wrong::Twice, None) => {}
        (Wrong::Stranger, _) => waits.push("INC999,2024-02-01 09:00,,customer".to_owned()),
        (Wrong::BadRow, _) => tickets.push("INC998,soon,,,P1,north,1,yes,desk".to_owned()),
        (Wrong::TooEarly, _) => {
            tickets.push("INC997,2024-02-05 09:00,,,P1,north,1,yes,desk".to_owned());
            changes.push("INC997,2024-02-01 09:00,status,Done".to_owned());
        }
    }
    let file = |header: &str, rows: &[String]| format!("{header}\n{}\n", rows.join("\n")).into_bytes();
    let header = "ticket,opened,responded,resolved,priority,site,users,asked,queue";
    let (one, two) = tickets.split_at(cut.min(tickets.len()));
    Memory(
        [
            ("tickets-1.csv", file(header, one)),
            ("tickets-2.csv", file(header, two)),
            ("waits.csv", file("ticket,from,to,reason", &waits)),
            ("updates.csv", file("ticket,at", &updates)),
            ("changes.csv", file("ticket,at,field,value", &changes)),
        ]
        .into_iter()
        .map(|(name, bytes)| (name.to_owned(), bytes))
        .collect(),
    )
}

/// All that can be told of verdicts, as text.
fn told(model: &Model, evidence: &Evidence, verdicts: &Verdicts) -> String {
    let sources = SourceMap::default();
    let findings = Findings { model, sources: &sources, contract: "c", sha256: "", others: &[], evidence, verdicts };
    format!("{}\n{}", as_json::render(&findings), as_tickets::render(&findings))
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn as_if_all_were_kept(
        all in prop::collection::vec(made(), 0..14),
        shuffled in any::<bool>(),
        seed in any::<u64>(),
        rotate in 0_usize..30,
        cut in 0_usize..14,
        finished in any::<bool>(),
        readings in any::<bool>(),
        wrong in prop_oneof![6 => Just(Wrong::Nothing), 1 => select(&[Wrong::Twice, Wrong::Stranger, Wrong::BadRow, Wrong::TooEarly][..])],
    ) {
        let mut order: Vec<usize> = (0..all.len()).collect();
        if shuffled {
            order.sort_by_key(|number| (*number as u64 + 1).wrapping_mul(seed | 1).rotate_left(17));
        }
        let rotate = if shuffled { rotate } else { 0 };
        let files = files(&all, &order, rotate, cut, wrong);
        let mut sources = SourceMap::default();
        let id = sources.add("sla.toml", PROJECT);
        let project = Project::parse(&sources, id).unwrap();
        let calendar = Calendar::new(&MODEL);
        let first = calendar.periods().containing(Instant::from_micros(1_706_140_800_000_000));
        let periods = vec![first.clone(), calendar.periods().next(&first)];
        let as_of = if finished { periods[1].to } else { Instant::from_micros(periods[1].to.micros() - 864_000_000_000) };
        let request = Request { periods, as_of, plan: None, readings };

        // Where compensation looks back to the first ticket, that must be known before any is judged.
        let late = Calendar::new(&SINCE_ANY_TIME);
        let opened = open(&SINCE_ANY_TIME, &project, &files);
        prop_assert!(opened.and_then(|opened| evaluate_streaming(&late, opened, &request)).is_none());

        let Loaded { evidence, problems, .. } = load(&MODEL, &project, &files, BadRows::Fail);
        let streamed = open(&MODEL, &project, &files).and_then(|opened| evaluate_streaming(&calendar, opened, &request));
        let is_wrong = problems.has_errors();
        // A ticket that is left out may stand there twice.
        if wrong != Wrong::Twice {
            prop_assert_eq!(is_wrong, wrong != Wrong::Nothing);
        }
        prop_assert_eq!(streamed.is_none(), is_wrong);
        if let Some((loaded, verdicts)) = streamed {
            let kept = evaluate(&MODEL, &calendar, &evidence, &request);
            prop_assert_eq!(told(&MODEL, &loaded.evidence, &verdicts), told(&MODEL, &evidence, &kept));
        }
    }
}
