//! Each stage of the pipeline on its own: `cargo bench`. Whole runs against other programs: `benches/compare.sh`.
#![expect(clippy::unwrap_used, reason = "a bench stops at the first surprise")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{self, Read};

use sla::calendar::Calendar;
use sla::eval::{Request, evaluate};
use sla::evidence::{BadRows, Evidence, Files, Project, load};
use sla::model::{Model, WindowExpr, WindowId};
use sla::quantity::Instant;
use sla::source::SourceMap;

const CONTRACT: &str = include_str!("million/contract.sla");
const PROJECT: &str = include_str!("million/sla.toml");

fn main() {
    divan::main();
}

fn model() -> Model {
    let mut sources = SourceMap::default();
    let source = sources.add("contract.sla", CONTRACT);
    sla::compile(&sources, source).unwrap().0
}

/// Files in memory.
struct Memory(BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn list(&self, pattern: &str) -> io::Result<Vec<String>> {
        Ok(self.0.keys().filter(|name| *name == pattern).cloned().collect())
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(io::Cursor::new(self.0.get(name).cloned().ok_or(io::ErrorKind::NotFound)?)))
    }
}

/// `n` tickets over three years, every third with a pause; the same bytes at every run.
fn files(n: u32) -> Memory {
    let mut tickets = String::from("id,priority,opened_at,resolved_at\n");
    let mut pauses = String::from("incident_id,from,to\n");
    let mut random: u64 = 20_230_101;
    let mut below = |limit: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % limit
    };
    let stamp = |seconds: u64| {
        chrono::DateTime::from_timestamp(1_672_531_200 + i64::try_from(seconds).unwrap(), 0)
            .unwrap()
            .format("%Y-%m-%dT%H:%M:%SZ")
            .to_string()
    };
    for i in 0..n {
        let opened = u64::from(i) * (3 * 365 * 86_400) / u64::from(n);
        let length = 60 + below(14 * 86_400);
        writeln!(tickets, "INC{i:08},P{},{},{}", 1 + below(4), stamp(opened), stamp(opened + length)).unwrap();
        if i % 3 == 0 {
            writeln!(pauses, "INC{i:08},{},{}", stamp(opened + length / 4), stamp(opened + length / 2)).unwrap();
        }
    }
    Memory(
        [("data/incidents.csv".into(), tickets.into_bytes()), ("data/pauses.csv".into(), pauses.into_bytes())].into(),
    )
}

fn evidence(model: &Model, files: &Memory) -> Evidence {
    let mut sources = SourceMap::default();
    let source = sources.add("sla.toml", PROJECT);
    let project = Project::parse(&sources, source).unwrap();
    let loaded = load(model, &project, files, BadRows::Fail);
    assert!(!loaded.problems.has_errors());
    loaded.evidence
}

/// Text to typed contract.
#[divan::bench]
fn compile() -> Model {
    model()
}

/// The same contract with 2,000 more norms.
#[divan::bench]
fn compile_a_long_contract(bencher: divan::Bencher) {
    let mut text = CONTRACT.to_owned();
    for i in 0..2_000 {
        write!(text, "\nnorm n{i} {{\n  clock resolution\n  {}% within {}h\n}}\n", 1 + i % 99, 1 + i).unwrap();
    }
    let mut sources = SourceMap::default();
    let source = sources.add("contract.sla", &text);
    bencher.bench(|| sla::compile(&sources, source).unwrap());
}

/// A window over 1990 to 2100, holidays and all.
#[divan::bench]
fn expand_a_window(bencher: divan::Bencher) {
    let model = model();
    bencher.bench(|| Calendar::new(&model).schedule(&WindowExpr::Window(WindowId(0))));
}

/// CSV to typed rows.
#[divan::bench(args = [10_000, 100_000], sample_count = 10)]
fn read_tickets(bencher: divan::Bencher, n: u32) {
    let (model, files) = (model(), files(n));
    bencher.bench(|| evidence(&model, &files));
}

/// Rows to the verdicts of 36 months.
#[divan::bench(args = [10_000, 100_000], sample_count = 10)]
fn judge_36_months(bencher: divan::Bencher, n: u32) {
    let model = model();
    let evidence = evidence(&model, &files(n));
    let calendar = Calendar::new(&model);
    let periods = calendar.periods().parse("2023-01..2025-12").unwrap();
    let as_of = periods.last().map_or(Instant::END, |period| period.to);
    let request = Request { periods, as_of, plan: None, readings: false };
    bencher.bench(|| evaluate(&model, &calendar, &evidence, &request));
}
