//! A norm's verdict taken apart: each requirement with its clause, its population and its numbers.

use crate::calendar::Calendar;
use crate::eval::derive::{Derivation, NormDerivation};
use crate::eval::verdict::{BoundReading, Counts, NormVerdict, Outcome, PeriodVerdicts, Reading, RequirementVerdict};
use crate::evidence::RowRef;
use crate::model::{Norm, NormId, Requirement, Subject};
use crate::quantity::Ratio;
use crate::report::doc::scribe::Scribe;
use crate::report::findings::{Findings, counted_word, empty_word};
use crate::report::grid::{Cell, Grid, Side};
use crate::report::page::{Inline, in_words};
use crate::report::paint::{self, Ink, Paint};
use crate::report::{locale, notes, rounding, text};

use super::numbers::{self, inner};
use super::{margin, measure};

/// Tickets of one outcome that are listed; the others are counted.
const LISTED: u64 = 100;

/// The norm in every period judged, ending in a newline; `derivations` are those of the same periods.
pub fn norm(
    findings: &Findings<'_>,
    calendar: &Calendar<'_>,
    derivations: &[Vec<NormDerivation>],
    norm: NormId,
    paint: Paint,
) -> String {
    let mut out = String::new();
    let english = Scribe::english(findings.model, calendar);
    for (n, period) in findings.verdicts.periods.iter().enumerate() {
        let derived = derivations.get(n).and_then(|all| all.iter().find(|one| one.norm == norm));
        let derived = Derived { scribe: &english, all: derived.map_or(&[], |one| &one.requirements) };
        for verdict in period.norms.iter().filter(|verdict| verdict.norm == norm) {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&in_period(findings, period, verdict, derived, paint));
        }
    }
    out
}

/// How each requirement came about, and who says so.
#[derive(Clone, Copy)]
struct Derived<'a> {
    scribe: &'a Scribe<'a>,
    all: &'a [Derivation],
}

fn in_period(
    findings: &Findings<'_>,
    period: &PeriodVerdicts,
    verdict: &NormVerdict,
    derived: Derived<'_>,
    paint: Paint,
) -> String {
    let model = findings.model;
    let norm = model.norm(verdict.norm);
    let mut out = text::rule(&text::period_title(model, period), paint);
    out.push('\n');
    out.push_str(&text::norm_title(model, verdict, paint));
    let as_of = locale::moment(model.header.locale, model.header.zone, findings.verdicts.as_of);
    let mut facts = Grid::new(&[("", Side::Left), ("", Side::Left)]);
    let mut fact = |name: &str, words: String| facts.row(vec![text::faint(name), words.into()]);
    fact("written", findings.place(norm.declared.span));
    if let Some(objective) = &norm.objective {
        fact("shows", objective.clone());
    }
    if let Some(source) = &norm.source {
        fact("source", source.clone());
    }
    if norm.requirements.iter().any(|written| matches!(written.subject, Subject::Timed(_))) {
        fact("counted by", counted_word(norm.counted_by).to_owned());
    }
    if !norm.kpi {
        fact("nothing to judge", format!("is {}", empty_word(norm.empty)));
    }
    fact("as of", format!("{as_of} ({})", model.header.zone));
    out.push_str(&facts.draw(2, paint));
    for found in &verdict.requirements {
        if let Some(written) = norm.requirements.get(found.index) {
            out.push('\n');
            out.push_str(&requirement(findings, period, verdict.norm, (written, found), derived, paint));
        }
    }
    if let Some(why) = why(norm, verdict) {
        out.push_str(&format!("\n{why}\n"));
    }
    out
}

/// Which requirement decided.
fn why(norm: &Norm, verdict: &NormVerdict) -> Option<String> {
    let count = |wanted| verdict.requirements.iter().filter(|found| found.verdict == wanted).count();
    let judged = verdict.requirements.iter().filter(|found| found.verdict.is_some()).count();
    let same = count(Some(verdict.verdict));
    let word = verdict.verdict.word();
    let line = format!(
        "{} is {word}: {same} of {judged} requirements {}",
        norm.declared.name,
        if same == 1 { "is" } else { "are" }
    );
    (judged > 1).then(|| format!("{line} {word}."))
}

fn requirement(
    findings: &Findings<'_>,
    period: &PeriodVerdicts,
    norm: NormId,
    (written, found): (&Requirement, &RequirementVerdict),
    derived: Derived<'_>,
    paint: Paint,
) -> String {
    let locale = findings.model.header.locale;
    let (words, ink) = paint::verdict(found.verdict);
    let name = text::row_name(written);
    let number = found.index + 1;
    let head = if name.is_empty() { written.text.clone() } else { format!("{name}: {}", written.text) };
    let mut grid = Grid::new(&[("", Side::Right), ("", Side::Left), ("", Side::Left)]);
    let line = findings.place(written.span);
    grid.row(vec![(number.to_string(), Ink::Strong).into(), (head, Ink::Strong).into(), text::faint(&line)]);
    let mut out = grid.draw(0, paint);
    let shown = found.actual.as_ref().map(|actual| {
        let counted = text::counted_terms(actual);
        let counted = if counted.is_empty() { counted } else { format!(" ({counted})") };
        format!("{}{counted}", rounding::actual(locale, actual, written.bound.as_ref()))
    });
    let against =
        written.bound.as_ref().map(|bound| format!("{} {}", bound.op.symbol(), rounding::bound(locale, bound)));
    let sentence = match (shown, against) {
        (Some(shown), Some(against)) => format!("{shown} against {against}: "),
        (Some(shown), None) => format!("{shown}: "),
        (None, Some(against)) => format!("no value against {against}: "),
        (None, None) => String::new(),
    };
    out.push_str(&format!("   {sentence}{}\n", paint.on(ink, &words)));
    if let Some(actual) = &found.actual {
        if actual.vacuous {
            out.push_str("   nothing to judge: 0/0 is shown as 100 %\n");
        }
        if actual.floored {
            out.push_str("   the formula gives less than zero, which counts as 0 %\n");
        }
    }
    let derivation = derived.all.iter().find(|one| one.index == found.index);
    out.push_str(&derivation.map(|one| near(derived.scribe, written, found, one, paint)).unwrap_or_default());
    out.push_str(&between(findings, written, found));
    match &written.subject {
        Subject::Timed(_) => out.push_str(&population(findings, period, norm, found.index, paint)),
        Subject::Formula { value, component } => {
            out.push_str(&measure::of_formula(findings, period, value, *component, paint))
        }
        Subject::EachMember(..)
        | Subject::Cadence(_)
        | Subject::EachRow { .. }
        | Subject::Obliged(_)
        | Subject::NotAgreed
        | Subject::NoNorm => {}
    }
    out.push_str(&remarks(findings, written, found, paint));
    out
}

/// The formula in numbers, and how far the value is from the bound.
fn near(
    scribe: &Scribe<'_>,
    written: &Requirement,
    found: &RequirementVerdict,
    derivation: &Derivation,
    paint: Paint,
) -> String {
    let mut grid = Grid::new(&[("", Side::Left)]);
    if let (Subject::Formula { value, .. }, Some(worked)) = (&written.subject, &derivation.worked)
        && let Some(math) = numbers::numbers(scribe, inner(value), worked)
    {
        grid.row(vec![(format!("= {}", in_words(&vec![Inline::Math(math)])), Ink::Faint).into()]);
    }
    for sentence in margin::sentences(scribe, derivation, found.aimed.or(found.verdict)) {
        grid.row(vec![sentence.into()]);
    }
    grid.draw(3, paint)
}

/// Best and worst case, where they differ.
fn between(findings: &Findings<'_>, written: &Requirement, found: &RequirementVerdict) -> String {
    let Some(Counts { good, total, maybe, .. }) = found.counts else { return String::new() };
    let locale = findings.model.header.locale;
    let share = |part: u64, whole: u64| {
        let value = crate::eval::verdict::Exact::Percent(Ratio::new(i128::from(part), i128::from(whole)));
        format!("{part}/{whole} = {}", rounding::exact(locale, &value, written.bound.as_ref()))
    };
    match maybe {
        0 => String::new(),
        maybe => format!(
            "   {maybe} may belong here: at worst {}, at best {}\n",
            share(good, total + maybe),
            share(good + maybe, total + maybe)
        ),
    }
}

/// The tickets of a requirement by outcome.
fn population(findings: &Findings<'_>, period: &PeriodVerdicts, norm: NormId, index: usize, paint: Paint) -> String {
    let model = findings.model;
    let header = &model.header;
    let duration = |elapsed| locale::duration(header.locale, elapsed);
    let moment = |at| locale::moment(header.locale, header.zone, at);
    let of_this = |reading: &Reading| {
        let is_it = |bound: &&BoundReading| bound.norm == norm && bound.requirement == index;
        reading.bounds.iter().find(is_it).cloned()
    };
    let mut out = String::new();
    for outcome in [Outcome::Missed, Outcome::Pending, Outcome::Good] {
        let when = if outcome == Outcome::Pending { "used up" } else { "settled" };
        let mut grid = Grid::new(&[
            ("ticket", Side::Left),
            ("elapsed", Side::Right),
            ("limit", Side::Right),
            (when, Side::Left),
            ("read from", Side::End),
        ]);
        let mut count = 0;
        for reading in &period.readings {
            let Some(bound) = of_this(reading).filter(|bound| bound.outcome == outcome) else { continue };
            let ticket = findings.evidence.tickets.as_ref().and_then(|all| all.get(reading.ticket.0 as usize));
            let (id, row) = ticket.map_or(("", RowRef { file: 0, line: 0 }), |ticket| (&*ticket.id, ticket.row));
            let when = if outcome == Outcome::Pending { bound.deadline } else { bound.settled };
            count += 1;
            if count > LISTED {
                continue;
            }
            grid.row(vec![
                id.into(),
                duration(reading.elapsed).into(),
                duration(bound.limit).into(),
                when.map(moment).unwrap_or_default().into(),
                Cell::from((notes::place(findings, row), Ink::Faint)),
            ]);
        }
        if count > 0 {
            let (words, ink) = paint::outcome(outcome);
            out.push_str(&format!("   {} ({})\n", paint.on(ink, &words), locale::count(header.locale, count)));
            out.push_str(&grid.draw(5, paint));
        }
        if count > LISTED {
            let more = locale::count(header.locale, count - LISTED);
            out.push_str(&format!("     and {more} more: `sla eval --tickets` lists all\n"));
        }
    }
    out
}

/// Notes, save for the misses that the population already shows.
fn remarks(findings: &Findings<'_>, written: &Requirement, found: &RequirementVerdict, paint: Paint) -> String {
    let is_timed = match &written.subject {
        Subject::Timed(_) => true,
        Subject::Cadence(_)
        | Subject::Formula { .. }
        | Subject::EachMember(..)
        | Subject::EachRow { .. }
        | Subject::Obliged(_)
        | Subject::NotAgreed
        | Subject::NoNorm => false,
    };
    notes::all(findings, &found.notes, !is_timed, paint)
}
