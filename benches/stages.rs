//! Each stage of the pipeline on its own: `cargo bench`. Whole runs against other programs: `benches/compare/run`.
#![expect(clippy::unwrap_used, reason = "a bench stops at the first surprise")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{self, Read};

use sla::calendar::Calendar;
use sla::eval::{Request, evaluate};
use sla::evidence::{BadRows, Evidence, Files, Project, load};
use sla::model::{Model, WindowExpr, WindowId};
use sla::quantity::Instant;
use sla::report::page::{html, markdown, text};
use sla::report::service::{Wanted, csv, report};
use sla::report::{Findings, Paint, json};
use sla::source::SourceMap;

const CONTRACT: &str = include_str!("compare/million/contract.sla");
const PROJECT: &str = include_str!("compare/million/sla.toml");

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

/// A contract with 100 norms: the tickets of 60 teams, and the availability of 40 components.
fn hundred_norms() -> Model {
    let mut text = String::from(
        "edition 1\n\ncontract \"Hundred norms\" { timezone Europe/Amsterdam }\n\n\
         window office { mon..fri 09:00-17:00 }\n\npriorities high > normal\n\n",
    );
    let names =
        |letter: char, n: u32, between: &str| (0..n).map(|i| format!("{letter}{i}")).collect::<Vec<_>>().join(between);
    writeln!(text, "component {}\n\nticket incident {{ team {} }}", names('c', 40, ", "), names('t', 60, " | "))
        .unwrap();
    text.push_str("clock resolution of incident {\n  from opened\n  to resolved\n  counting office\n}\n");
    text.push_str("measure up of component -> percent {\n  result is (period outside outages) as share of period\n}\n");
    for i in 0..60 {
        let limits = (4 + i % 5, 16 + i % 9);
        writeln!(text, "norm team_{i} {{\n  clock resolution\n  where team is t{i}\n  by priority {{").unwrap();
        writeln!(text, "    | 90% within\n    high | {}h\n    normal | {}h\n  }}\n}}", limits.0, limits.1).unwrap();
    }
    for i in 0..40 {
        writeln!(text, "norm up_{i} {{ up of c{i} >= 99.{}% }}", 5 + i % 5).unwrap();
    }
    let mut sources = SourceMap::default();
    let source = sources.add("contract.sla", &text);
    sla::compile(&sources, source).unwrap().0
}

/// 20,000 tickets and 1,500 outages over three years; the same bytes at every run.
fn of_hundred_norms(model: &Model) -> Evidence {
    let mut random: u64 = 20_230_101;
    let mut below = |limit: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % limit
    };
    let stamp = |minutes: u64| {
        let at = chrono::DateTime::from_timestamp(1_672_531_200 + i64::try_from(minutes * 60).unwrap(), 0).unwrap();
        at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
    };
    let mut tickets = String::from("ticket,team,priority,opened,resolved\n");
    for i in 0..20_000 {
        let (opened, priority) = (i * 78, if below(3) == 0 { "high" } else { "normal" });
        let resolved = stamp(opened + 5 + below(1_800));
        writeln!(tickets, "INC{i:05},t{},{priority},{},{resolved}", below(60), stamp(opened)).unwrap();
    }
    let mut outages = String::from("component,from,to\n");
    for _ in 0..1_500 {
        let from = below(36 * 30 * 1440);
        writeln!(outages, "c{},{},{}", below(40), stamp(from), stamp(from + 1 + below(90))).unwrap();
    }
    let names = ["tickets.csv".to_owned(), "outages.csv".to_owned()];
    let project = Project::of_folder("contract.sla", &names);
    let files = Memory(names.into_iter().zip([tickets.into_bytes(), outages.into_bytes()]).collect());
    let loaded = load(model, &project, &files, BadRows::Fail);
    assert!(!loaded.problems.has_errors());
    loaded.evidence
}

/// Rows to the verdicts of 36 months of 100 norms, with a reading for each ticket and clock.
#[divan::bench(sample_count = 10)]
fn judge_100_norms(bencher: divan::Bencher) {
    let model = hundred_norms();
    let evidence = of_hundred_norms(&model);
    let calendar = Calendar::new(&model);
    bencher.bench(|| evaluate(&model, &calendar, &evidence, &three_years(&calendar)));
}

fn three_years(calendar: &Calendar<'_>) -> Request {
    let periods = calendar.periods().parse("2023-01..2025-12").unwrap();
    let as_of = periods.last().map_or(Instant::END, |period| period.to);
    Request { periods, as_of, plan: None, readings: true }
}

/// Those verdicts to a report of all 36 months.
#[divan::bench(args = ["html", "markdown", "text", "json", "csv"], sample_count = 10)]
fn report_100_norms(bencher: divan::Bencher, form: &str) {
    let model = hundred_norms();
    let evidence = of_hundred_norms(&model);
    let calendar = Calendar::new(&model);
    let verdicts = evaluate(&model, &calendar, &evidence, &three_years(&calendar));
    let sources = SourceMap::default();
    let findings = Findings {
        model: &model,
        sources: &sources,
        contract: "contract.sla",
        sha256: "",
        others: &[],
        evidence: &evidence,
        verdicts: &verdicts,
    };
    let wanted = Wanted { findings, calendar: &calendar, asked: 36, locale: None, earlier: None };
    bencher.bench(|| match form {
        "html" => html(&report(&wanted)),
        "markdown" => markdown(&report(&wanted)),
        "text" => text(&report(&wanted), Paint::PLAIN),
        "json" => json::render(&findings),
        _ => csv(&wanted),
    });
}
