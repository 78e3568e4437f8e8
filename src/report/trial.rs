//! The worked examples of a contract: names, and what came out instead.

mod json;
mod junit;

pub use json::json;
pub use junit::junit;

use crate::diagnostic::render::words::{visible, wrap};
use crate::eval::compensation::Holds;
use crate::eval::verdict::{Actual, PeriodVerdicts};
use crate::eval::{ExpectationOutcome, Found, TestOutcome};
use crate::model::{
    Bound, Comparison, Expectation, ExpectationKind, ExpectedRight, ExpectedVerdict, Model, Test, Value,
};
use crate::source::{SourceMap, Span};

use super::findings::Findings;
use super::grid::WIDTH;
use super::paint::{Ink, Paint};
use super::{compensation as words, exact, explain, locale, notes, rounding, text};

/// The examples of one contract that were run.
#[derive(Debug)]
pub struct Ran<'a> {
    /// The file of the contract, as messages name it.
    pub file: &'a str,
    /// The contract.
    pub model: &'a Model,
    /// Its text, for line numbers.
    pub sources: &'a SourceMap,
    /// Each with what came of it.
    pub examples: Vec<(&'a Test, TestOutcome)>,
}

impl<'a> Ran<'a> {
    /// File and line of something in it.
    fn place(&self, span: Span) -> (&'a str, usize) {
        let file = self.sources.get(span.source).map_or(self.file, |source| &source.name);
        (file, self.sources.line_column(span.source, span.start).0)
    }
}

/// An expectation in words, with what came out.
struct Told {
    span: Span,
    text: String,
    passed: bool,
    expected: String,
    found: String,
}

fn told(model: &Model, test: &Test, outcome: &TestOutcome) -> Vec<Told> {
    let each = test.expectations.iter().zip(&outcome.expectations);
    each.map(|(expected, found)| Told {
        span: expected.span,
        text: expected.text.clone(),
        passed: found.passed,
        expected: wanted(model, &expected.kind),
        found: got(model, &expected.kind, &found.found),
    })
    .collect()
}

/// `running 2 examples of contract.sla`
pub fn heading(file: &str, count: usize, paint: Paint) -> String {
    let examples = if count == 1 { "example" } else { "examples" };
    format!("{}\n", paint.on(Ink::Strong, &format!("running {count} {examples} of {file}")))
}

/// `test vrijdagavond gemeld ... ok`
pub fn line(name: &str, passed: bool, paint: Paint) -> String {
    let end = if passed { paint.on(Ink::Good, "ok") } else { paint.on(Ink::Bad, "FAILED") };
    let mut lines = wrap(&format!("test {} ...", visible(name)), WIDTH - " FAILED".len());
    let last = lines.pop().unwrap_or_default();
    lines.into_iter().map(|line| line + "\n").chain([format!("{last} {end}\n")]).collect()
}

/// `contract.sla:12: test vrijdagavond gemeld`
pub fn listed(sources: &SourceMap, test: &Test) -> String {
    let file = sources.get(test.span.source).map_or("", |source| &source.name);
    format!("{file}:{}: test {}\n", sources.line_column(test.span.source, test.span.start).0, visible(&test.name))
}

/// `test result: FAILED. 2 passed; 1 failed; 4 filtered out`
pub fn summary(passed: usize, failed: usize, filtered_out: usize, paint: Paint) -> String {
    let result = if failed == 0 { paint.on(Ink::Good, "ok") } else { paint.on(Ink::Bad, "FAILED") };
    let left = if filtered_out > 0 { format!("; {filtered_out} filtered out") } else { String::new() };
    format!("\ntest result: {result}. {passed} passed; {failed} failed{left}\n")
}

/// A test that failed: every expectation that did not come out, with what did, and with what decides it.
pub fn failure(model: &Model, sources: &SourceMap, test: &Test, outcome: &TestOutcome, paint: Paint) -> String {
    let header = &model.header;
    let mut out = format!("{}\n", paint.on(Ink::Strong, &format!("---- {} ----", visible(&test.name))));
    let as_of = locale::moment(header.locale, header.zone, outcome.as_of);
    let judged = format!("judged {}, as of {as_of} ({})", outcome.period.label, header.zone);
    out.push_str(&format!("{}\n", paint.on(Ink::Faint, &judged)));
    let contract = sources.get(test.span.source).map_or("", |source| &source.name);
    let (evidence, verdicts) = (&outcome.evidence, &outcome.verdicts);
    let findings = Findings { model, sources, contract, sha256: "", others: &[], evidence, verdicts };
    let judged = verdicts.periods.iter().find(|period| period.label == outcome.period.label);
    for (expected, found) in test.expectations.iter().zip(&outcome.expectations) {
        if !found.passed {
            out.push_str(&expectation(&findings, judged, expected, found, paint));
        }
    }
    out
}

fn expectation(
    findings: &Findings<'_>,
    judged: Option<&PeriodVerdicts>,
    expected: &Expectation,
    found: &ExpectationOutcome,
    paint: Paint,
) -> String {
    let model = findings.model;
    let name = findings.sources.get(expected.span.source).map_or("", |source| &source.name);
    let line = findings.line(expected.span);
    let mut out = format!("\n{name}:{line}: expect {}\n", visible(&expected.text));
    let (wanted, got) = (wanted(model, &expected.kind), got(model, &expected.kind, &found.found));
    out.push_str(&format!("  {}\n", paint.on(Ink::Bad, &format!("- expected {wanted}"))));
    out.push_str(&format!("  {}\n", paint.on(Ink::Good, &format!("+ found    {got}"))));
    match &found.found {
        Found::Verdict(_, verdict) | Found::Colour(_, verdict) => {
            let norm = model.norm(verdict.norm);
            out.push_str(&text::requirements(model, norm, &verdict.requirements, paint));
            for requirement in &verdict.requirements {
                out.push_str(&notes::all(findings, &requirement.notes, true, paint));
            }
        }
        Found::Amount(verdict) => {
            out.push('\n');
            out.push_str(&explain::steps(findings, verdict, paint));
        }
        Found::Right(_) => {
            if let ExpectationKind::Right(right, _) = &expected.kind
                && let Some(right) = model.rights.get(*right)
            {
                out.push_str(&format!(
                    "  {}\n",
                    paint.on(Ink::Faint, &format!("arises when {}", visible(&right.text)))
                ));
            }
        }
        Found::Value(_) => {
            let formula = match &expected.kind {
                ExpectationKind::Exactly(formula, _) | ExpectationKind::Shown(formula, ..) => Some(formula),
                ExpectationKind::Verdict(..)
                | ExpectationKind::Elapsed(..)
                | ExpectationKind::Deadline(..)
                | ExpectationKind::Amount(..)
                | ExpectationKind::Right(..)
                | ExpectationKind::Colour(..) => None,
            };
            if let Some((formula, period)) = formula.zip(judged) {
                let steps = explain::of_formula(findings, period, formula, None, paint);
                out.push_str(&if steps.is_empty() { steps } else { format!("\n{steps}") });
            }
        }
        Found::Elapsed(_) | Found::Deadline(_) => {}
    }
    if let Some(timeline) = &found.timeline {
        let tickets = findings.evidence.tickets.as_deref().unwrap_or_default();
        let ticket = match &expected.kind {
            ExpectationKind::Elapsed(_, ticket, _) | ExpectationKind::Deadline(_, ticket, _) => ticket,
            ExpectationKind::Verdict(..)
            | ExpectationKind::Exactly(..)
            | ExpectationKind::Shown(..)
            | ExpectationKind::Amount(..)
            | ExpectationKind::Right(..)
            | ExpectationKind::Colour(..) => tickets.get(timeline.ticket.0 as usize).map_or("", |ticket| &*ticket.id),
        };
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
        ExpectationKind::Amount(_, _, None) => "an amount that is not known".to_owned(),
        ExpectationKind::Amount(_, _, Some(amount)) => words::Speech::english(model).money(amount),
        ExpectationKind::Right(_, right) => match right {
            ExpectedRight::Arises => "arises",
            ExpectedRight::DoesNotArise => "does not arise",
            ExpectedRight::Undecided => "undecided",
        }
        .to_owned(),
        ExpectationKind::Colour(_, colour) => colour.clone(),
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
        Found::Amount(verdict) => words::Speech::english(model).headline(verdict),
        Found::Right(Holds::Yes) => "arises".to_owned(),
        Found::Right(Holds::No | Holds::NotJudged) => "does not arise".to_owned(),
        Found::Right(Holds::Unknown) => "undecided".to_owned(),
        Found::Colour(None, _) => "no colour: the norm was not judged".to_owned(),
        Found::Colour(colour, _) => words::status(model, colour.as_ref()),
        Found::Value(None) => "nothing: the value cannot be had".to_owned(),
        Found::Value(Some(actual)) => value(model, kind, actual),
    }
}

/// The value as shown, and exactly: two values may look alike.
fn value(model: &Model, kind: &ExpectationKind, actual: &Actual) -> String {
    let against = match kind {
        ExpectationKind::Exactly(_, value) => Some(equal(value, 0)),
        ExpectationKind::Shown(_, value, decimals) => Some(equal(value, *decimals)),
        ExpectationKind::Verdict(..)
        | ExpectationKind::Elapsed(..)
        | ExpectationKind::Deadline(..)
        | ExpectationKind::Amount(..)
        | ExpectationKind::Right(..)
        | ExpectationKind::Colour(..) => None,
    };
    let shown = rounding::actual(model.header.locale, actual, against.as_ref());
    format!("{shown} ({} exactly)", exact::exactly(actual))
}

fn equal(value: &Value, decimals: u32) -> Bound {
    Bound { op: Comparison::Equal, value: value.clone(), decimals }
}
