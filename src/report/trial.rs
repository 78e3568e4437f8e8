//! The worked examples of a contract: names, and what came out instead.

use crate::diagnostic::render::words::{visible, wrap};
use crate::eval::verdict::Actual;
use crate::eval::{ExpectationOutcome, Found, TestOutcome};
use crate::model::{Bound, Comparison, Expectation, ExpectationKind, ExpectedVerdict, Model, Test, Value};
use crate::source::SourceMap;

use super::grid::WIDTH;
use super::paint::{Ink, Paint};
use super::{exact, explain, locale, rounding, text};

/// `test vrijdagavond gemeld ... ok`
pub fn line(name: &str, passed: bool, paint: Paint) -> String {
    let end = if passed { paint.on(Ink::Good, "ok") } else { paint.on(Ink::Bad, "FAILED") };
    let mut lines = wrap(&format!("test {} ...", visible(name)), WIDTH - " FAILED".len());
    let last = lines.pop().unwrap_or_default();
    lines.into_iter().map(|line| line + "\n").chain([format!("{last} {end}\n")]).collect()
}

/// `test result: FAILED. 2 passed; 1 failed`
pub fn summary(passed: usize, failed: usize, paint: Paint) -> String {
    let result = if failed == 0 { paint.on(Ink::Good, "ok") } else { paint.on(Ink::Bad, "FAILED") };
    format!("\ntest result: {result}. {passed} passed; {failed} failed\n")
}

/// A test that failed: every expectation that did not come out, with what did.
pub fn failure(model: &Model, sources: &SourceMap, test: &Test, outcome: &TestOutcome, paint: Paint) -> String {
    let header = &model.header;
    let mut out = format!("{}\n", paint.on(Ink::Strong, &format!("---- {} ----", visible(&test.name))));
    let as_of = locale::moment(header.locale, header.zone, outcome.as_of);
    let judged = format!("judged {}, as of {as_of} ({})", outcome.period.label, header.zone);
    out.push_str(&format!("{}\n", paint.on(Ink::Faint, &judged)));
    for (expected, found) in test.expectations.iter().zip(&outcome.expectations) {
        if !found.passed {
            out.push_str(&expectation(model, sources, expected, found, paint));
        }
    }
    out
}

fn expectation(
    model: &Model,
    sources: &SourceMap,
    expected: &Expectation,
    found: &ExpectationOutcome,
    paint: Paint,
) -> String {
    let name = sources.get(expected.span.source).map_or("", |source| &source.name);
    let (line, _) = sources.line_column(expected.span.source, expected.span.start);
    let mut out = format!("\n{name}:{line}: expect {}\n", visible(&expected.text));
    let (wanted, got) = (wanted(model, &expected.kind), got(model, &expected.kind, &found.found));
    out.push_str(&format!("  {}\n", paint.on(Ink::Bad, &format!("- expected {wanted}"))));
    out.push_str(&format!("  {}\n", paint.on(Ink::Good, &format!("+ found    {got}"))));
    match &found.found {
        Found::Verdict(_, verdict) => {
            let norm = model.norm(verdict.norm);
            out.push_str(&text::requirements(model, norm, &verdict.requirements, paint));
        }
        Found::Elapsed(_) | Found::Deadline(_) | Found::Value(_) => {}
    }
    let ticket = match &expected.kind {
        ExpectationKind::Elapsed(_, ticket, _) | ExpectationKind::Deadline(_, ticket, _) => ticket.as_str(),
        ExpectationKind::Verdict(..) | ExpectationKind::Exactly(..) | ExpectationKind::Shown(..) => "",
    };
    if let Some(timeline) = &found.timeline {
        out.push('\n');
        out.push_str(&explain::timeline(model, ticket, timeline, paint));
    }
    out
}

fn wanted(model: &Model, kind: &ExpectationKind) -> String {
    let header = &model.header;
    match kind {
        ExpectationKind::Verdict(_, verdict) => match verdict {
            ExpectedVerdict::Met => "met",
            ExpectedVerdict::Breached => "breached",
            ExpectedVerdict::Undecided => "undecided",
            ExpectedVerdict::Empty => "empty",
            ExpectedVerdict::Measured => "measured",
        }
        .to_owned(),
        ExpectationKind::Elapsed(_, _, elapsed) => locale::duration(header.locale, *elapsed),
        ExpectationKind::Deadline(_, _, at) => locale::moment(header.locale, header.zone, header.zone.of_written(*at)),
        ExpectationKind::Exactly(_, value) => rounding::bound(header.locale, &equal(value, 0)),
        ExpectationKind::Shown(_, value, decimals) => rounding::bound(header.locale, &equal(value, *decimals)),
    }
}

fn got(model: &Model, kind: &ExpectationKind, found: &Found) -> String {
    let header = &model.header;
    match found {
        Found::Verdict(verdict, _) => verdict.word().to_owned(),
        Found::Elapsed(None) => "nothing: the clock never started".to_owned(),
        Found::Elapsed(Some(elapsed)) => locale::duration(header.locale, *elapsed),
        Found::Deadline(None) => "nothing: no bound of the norm applies to the ticket".to_owned(),
        Found::Deadline(Some(at)) => locale::moment(header.locale, header.zone, *at),
        Found::Value(None) => "nothing: the value cannot be had".to_owned(),
        Found::Value(Some(actual)) => value(model, kind, actual),
    }
}

/// The value as shown, and exactly: two values may look alike.
fn value(model: &Model, kind: &ExpectationKind, actual: &Actual) -> String {
    let against = match kind {
        ExpectationKind::Exactly(_, value) => Some(equal(value, 0)),
        ExpectationKind::Shown(_, value, decimals) => Some(equal(value, *decimals)),
        ExpectationKind::Verdict(..) | ExpectationKind::Elapsed(..) | ExpectationKind::Deadline(..) => None,
    };
    let shown = rounding::actual(model.header.locale, actual, against.as_ref());
    format!("{shown} ({} exactly)", exact::exactly(actual))
}

fn equal(value: &Value, decimals: u32) -> Bound {
    Bound { op: Comparison::Equal, value: value.clone(), decimals }
}
