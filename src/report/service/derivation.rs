//! How each figure came about: the formula with names, then with numbers, then against its bound; the margin; and the steps
//! of the measures that it is made of.

use crate::eval::Request;
use crate::eval::derive::{Derivation, NormDerivation, derive};
use crate::eval::verdict::{MeasureValue, NormVerdict, RequirementVerdict};
use crate::model::{Comparison, Formula, FormulaKind, NormId, Requirement, StepValue, Subject};
use crate::report::doc::formula::Around;
use crate::report::explain::{margin, measure, numbers};
use crate::report::page::{Block, Inline, Math, Section, Side, Text, plain};
use crate::report::{exact, rounding};

use super::Wanted;
use super::desk::{Desk, table};

/// Norms taken apart in the periods asked for, in order of time.
pub(super) fn of_periods(wanted: &Wanted<'_>, norms: &[NormId]) -> Vec<Vec<NormDerivation>> {
    let findings = &wanted.findings;
    let all = &findings.verdicts.periods;
    let asked = all.iter().skip(all.len().saturating_sub(wanted.asked));
    let request = Request {
        periods: asked.map(|period| wanted.calendar.periods().containing(period.from)).collect(),
        as_of: findings.verdicts.as_of,
        plan: findings.verdicts.plan,
        readings: false,
    };
    derive(findings.model, wanted.calendar, findings.evidence, &request, norms)
}

/// An appendix with a part for every norm of the period.
pub(super) fn appendix(desk: &Desk<'_>, derivations: &[NormDerivation]) -> Vec<Section> {
    let mut sections = vec![desk.section(desk.say("derivation.title"), 1, Vec::new())];
    for verdict in &desk.period.norms {
        let Some(derived) = derivations.iter().find(|one| one.norm == verdict.norm) else { continue };
        let declared = &desk.norm(verdict.norm).declared;
        let mut blocks = of_norm(desk, verdict, derived);
        blocks.push(Block::Paragraph(command(desk, &declared.name)));
        let section = desk.section(declared.title(), 2, blocks);
        sections.push(Section { anchor: anchor(&declared.name), ..section });
    }
    sections
}

/// Where the part about a norm stands.
pub(super) fn anchor(norm: &str) -> String {
    let safe = norm.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    format!("d-{}", safe.collect::<String>())
}

/// What to type to see more.
pub(super) fn command(desk: &Desk<'_>, name: &str) -> Text {
    let typed = format!("sla explain {name} --period {}", desk.period.label);
    desk.scribe.text("derivation.command", &[("command", vec![Inline::Code(typed)])])
}

/// Every requirement of a norm.
pub(super) fn of_norm(desk: &Desk<'_>, verdict: &NormVerdict, derived: &NormDerivation) -> Vec<Block> {
    let norm = desk.norm(verdict.norm);
    let mut blocks = Vec::new();
    for found in &verdict.requirements {
        let Some(written) = norm.requirements.get(found.index) else { continue };
        if norm.requirements.len() > 1 {
            blocks.push(Block::Heading(plain(desk.name_of(norm, written))));
        }
        let derivation = derived.requirements.iter().find(|one| one.index == found.index);
        blocks.extend(requirement(desk, written, found, derivation));
    }
    blocks
}

fn requirement(
    desk: &Desk<'_>,
    written: &Requirement,
    found: &RequirementVerdict,
    derivation: Option<&Derivation>,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let equations = equations(desk, written, found, derivation);
    if !equations.is_empty() {
        blocks.push(Block::Equations(equations));
    }
    let mut words = desk.outcome(found);
    let judged = found.aimed.or(found.verdict);
    let said = derivation.map(|one| margin::sentences(&desk.scribe, one, judged)).unwrap_or_default();
    if !said.is_empty() {
        words.push(Inline::Plain(format!(" · {}", said.join(" · "))));
    }
    blocks.push(Block::Paragraph(words));
    if let Subject::Formula { value, component } = &written.subject {
        for (id, of) in measure::used(desk.findings.model, value, *component) {
            let is_it = |one: &&MeasureValue| one.measure == id && (of.is_none() || one.of == of);
            blocks.extend(desk.period.measures.iter().filter(is_it).map(|value| steps(desk, value)));
        }
    }
    blocks
}

/// The formula with its names; then with numbers, what comes of it, and the bound.
fn equations(
    desk: &Desk<'_>,
    written: &Requirement,
    found: &RequirementVerdict,
    derivation: Option<&Derivation>,
) -> Vec<Math> {
    let Some(actual) = found.actual.as_ref().filter(|actual| !actual.vacuous) else { return Vec::new() };
    let scribe = &desk.scribe;
    let equal = |left: Math, right: Math| Math::Row(vec![left, Math::Symbol("="), right]);
    let mut result = vec![Math::Number(desk.actual(actual, written))];
    if let Some(bound) = &written.bound {
        let kept = bound.op.holds(&micros(actual), &bound.value.ratio());
        result.push(Math::Symbol(symbol(bound.op, kept)));
        result.push(Math::Number(rounding::bound(scribe.locale, bound)));
    }
    let mut lines = Vec::new();
    let mut numbers = None;
    match &written.subject {
        Subject::Formula { value, component } => {
            let inner = numbers::inner(value);
            let named = scribe.formula(value, Around { measure: None, component: *component });
            lines.push(match made_of(desk, inner, *component) {
                Some(of) => equal(named, of),
                None => named,
            });
            let worked = derivation.and_then(|one| one.worked.as_ref());
            numbers = worked.and_then(|worked| numbers::numbers(scribe, inner, worked));
        }
        Subject::Timed(_) | Subject::Cadence(_) | Subject::Obliged(_) | Subject::EachRow { .. } => {
            if let Some(counts) = found.counts.filter(|counts| counts.total > 0) {
                let words = |key: &str| Box::new(Math::Words(desk.say(key).to_owned()));
                let number = |n: u64| Box::new(Math::Number(desk.count(n)));
                lines.push(Math::Fraction(words("derivation.kept"), words("derivation.all")));
                numbers = Some(Math::Fraction(number(counts.good), number(counts.total)));
            }
        }
        Subject::EachMember(..) | Subject::NotAgreed | Subject::NoNorm => {}
    }
    let result = Math::Row(result);
    lines.push(match numbers {
        Some(numbers) => equal(numbers, result),
        None => result,
    });
    lines
}

/// What a measure's value is made of, by the names of its steps.
fn made_of(desk: &Desk<'_>, formula: &Formula, component: Option<crate::model::ComponentId>) -> Option<Math> {
    let FormulaKind::Measure(id, subject) = &formula.kind else { return None };
    let measure = desk.findings.model.measure(*id);
    let component = match subject {
        crate::model::MeasureSubject::Component(one) => Some(*one),
        crate::model::MeasureSubject::Bound => component,
        crate::model::MeasureSubject::Whole => None,
    };
    match &measure.steps.last()?.value {
        StepValue::Formula(result) => Some(desk.scribe.formula(result, Around { measure: Some(measure), component })),
        StepValue::Set(_) => None,
    }
}

/// In the unit of bounds: time in seconds.
fn micros(actual: &crate::eval::verdict::Actual) -> crate::quantity::Ratio {
    use crate::eval::verdict::Exact;
    match &actual.value {
        Exact::Percent(ratio) | Exact::Seconds(ratio) | Exact::Number(ratio) => ratio.clone(),
        Exact::Count(count) => crate::quantity::Ratio::whole(*count),
    }
}

/// The sign that stands between a value and its bound: what holds of them, whether the bound is kept or not.
fn symbol(op: Comparison, kept: bool) -> &'static str {
    match (op, kept) {
        (Comparison::Less, true) | (Comparison::AtLeast, false) => "<",
        (Comparison::AtMost, true) | (Comparison::More, false) => "≤",
        (Comparison::More, true) | (Comparison::AtMost, false) => ">",
        (Comparison::AtLeast, true) | (Comparison::Less, false) => "≥",
        (Comparison::Equal, true) | (Comparison::NotEqual, false) => "=",
        (Comparison::NotEqual, true) | (Comparison::Equal, false) => "≠",
    }
}

/// The steps of a measure, each with its value.
pub(super) fn steps(desk: &Desk<'_>, value: &MeasureValue) -> Block {
    let model = desk.findings.model;
    let measure = model.measure(value.measure);
    let of = value.of.map(|id| format!(" ({})", model.component(id).declared.title())).unwrap_or_default();
    let rows = measure.steps.iter().zip(&value.steps).map(|(step, reading)| {
        let actual = reading.actual.as_ref();
        let star = |floored: bool| if floored { "*" } else { "" };
        let shown = actual
            .map(|actual| format!("{}{}", rounding::actual(desk.scribe.locale, actual, None), star(actual.floored)));
        let terms = actual.filter(|actual| actual.terms.is_some()).map(exact::exactly);
        let pieces = reading.pieces.as_ref().map(|pieces| {
            let count = pieces.len() as u64;
            desk.counted(count, "derivation.piece", "derivation.pieces")
        });
        vec![
            plain(step.name.replace('_', " ")),
            vec![Inline::Code(step.text.clone())],
            plain(shown.unwrap_or_default()),
            plain(pieces.or(terms).unwrap_or_default()),
        ]
    });
    let head = |key: &str, side| (desk.say(key).to_owned(), side);
    let columns = vec![
        head("derivation.step", Side::Left),
        head("derivation.written", Side::Left),
        head("report.actual", Side::Right),
        head("report.counts", Side::Right),
    ];
    table(Some(plain(format!("{}{of}", measure.declared.title()))), columns, 1, rows.collect())
}
