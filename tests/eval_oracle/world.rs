//! What the oracles share: a time line in coarse ticks, contracts from text, evidence by hand.

use sla::calendar::Period;
use sla::evidence::{Evidence, RowRef};
use sla::model::Model;
use sla::quantity::Instant;
use sla::source::SourceMap;

/// Hours in a tick. Everything in a generated world happens on a tick.
pub const HOURS: i64 = 4;

/// 2024-01-01T00:00:00Z, a Monday.
const EPOCH: i64 = 1_704_067_200;

/// First ticks of January to May 2024, in UTC.
pub const MONTHS: [i64; 5] = [0, 31 * 6, 60 * 6, 91 * 6, 121 * 6];

/// The instant of a tick.
pub fn at(tick: i64) -> Instant {
    Instant::from_unix(EPOCH + tick * HOURS * 3600).unwrap()
}

/// The tick of an instant.
pub fn tick(at: Instant) -> i64 {
    let seconds = at.micros() / 1_000_000 - EPOCH;
    assert_eq!(seconds % (HOURS * 3600), 0, "nothing happens between ticks");
    seconds / (HOURS * 3600)
}

/// Hour of the day at which a tick begins.
pub fn hour(tick: i64) -> i64 {
    tick * HOURS % 24
}

/// Day of the week of a tick; 0 is Monday.
pub fn weekday(tick: i64) -> i64 {
    tick * HOURS / 24 % 7
}

/// A contract in UTC, judged by the month.
pub fn compile(items: &str) -> Model {
    let text =
        format!("edition 1\n\ncontract \"Test\" {{\n  timezone UTC\n  locale en\n  period month\n}}\n\n{items}\n");
    let mut sources = SourceMap::default();
    let source = sources.add("test.sla", &text);
    match sla::compile(&sources, source) {
        Ok((model, _)) => model,
        Err(problems) => {
            let all: Vec<String> = problems.iter().map(|it| format!("{}: {}", it.code(), it.diagnostic)).collect();
            panic!("{text}\n{}", all.join("\n"));
        }
    }
}

/// January to April 2024.
pub fn periods(model: &Model) -> Vec<Period> {
    let calendar = sla::calendar::Calendar::new(model);
    MONTHS[..4].iter().map(|month| calendar.periods().containing(at(*month))).collect()
}

/// All tables there, and empty.
pub fn nothing() -> Evidence {
    Evidence {
        tickets: Some(vec![]),
        waits: Some(vec![]),
        changes: Some(vec![]),
        outages: Some(vec![]),
        maintenance: Some(vec![]),
        files: vec![],
        ..Evidence::default()
    }
}

/// A row on a line.
pub fn row(line: usize) -> RowRef {
    RowRef { file: 0, line: u32::try_from(line).unwrap() }
}
