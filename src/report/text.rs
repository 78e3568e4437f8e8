//! Verdicts as text: what was judged, how it came out, and what to look at. Fits 80 columns everywhere.

use crate::calendar::holidays;
use crate::diagnostic::render::words::{visible, width, wrap};
use crate::eval::compensation::CompensationVerdict;
use crate::eval::verdict::{Actual, NormVerdict, PeriodVerdicts, RequirementVerdict, Terms, Verdict};
use crate::model::{Cadence, Declared, Model, Norm, Per, Requirement, Subject};
use crate::quantity::zone;

use super::findings::{Findings, conventions, timed};
use super::grid::{Cell, Grid, Side, WIDTH};
use super::paint::{self, Ink, Paint};
use super::{compensation as words, exact, locale, notes, rounding};

/// The whole report, ending in a newline.
pub fn render(findings: &Findings<'_>, paint: Paint) -> String {
    let mut out = header(findings, paint);
    for period in &findings.verdicts.periods {
        out.push('\n');
        out.push_str(&rule(&period_title(findings.model, period), paint));
        let mut objective = None;
        for norm in as_written(findings.model, &period.norms) {
            out.push('\n');
            let of = findings.model.norm(norm.norm).objective.as_ref();
            if of != objective {
                objective = of;
                out.push_str(&objective_heading(findings.model, of, paint));
            }
            out.push_str(&norm_block(findings, norm, paint));
        }
        section(&mut out, "Compensation", &compensations(findings, period, paint), paint);
        section(&mut out, "Rights", &rights(findings.model, period, paint), paint);
        section(&mut out, "Measures", &measures(findings.model, period, paint), paint);
        section(&mut out, "What to look at", &notes::render(findings, period, paint), paint);
    }
    out.push('\n');
    for period in &findings.verdicts.periods {
        let (words, ink) = summary(period);
        out.push_str(&format!("{}: {}\n", paint.on(Ink::Strong, &period.label), paint.on(ink, &words)));
    }
    out.push_str(&footer(findings, paint));
    out
}

fn header(findings: &Findings<'_>, paint: Paint) -> String {
    let header = &findings.model.header;
    let mut out = String::new();
    let version = header.version.as_ref().map(|version| format!(", version {version}")).unwrap_or_default();
    for line in wrap(&visible(&format!("{}{version}", header.name)), WIDTH) {
        out.push_str(&paint.on(Ink::Strong, &line));
        out.push('\n');
    }
    let mut facts = Grid::new(&[("", Side::Left), ("", Side::Left)]);
    facts.row(vec![faint("contract"), findings.contract.into()]);
    for other in findings.others {
        let amended = findings.amended() == Some(other);
        facts.row(vec![faint(if amended { "amends" } else { "uses" }), other.file.as_str().into()]);
    }
    let parties = match (&header.provider, &header.customer) {
        (Some(provider), Some(customer)) => Some(format!("{provider} for {customer}")),
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    };
    if let Some(parties) = parties {
        facts.row(vec![faint("parties"), parties.into()]);
    }
    if let Some(plan) = findings.verdicts.plan {
        facts.row(vec![faint("plan"), findings.model.plan(plan).declared.title().into()]);
    }
    if let Some(currency) = &header.currency {
        facts.row(vec![faint("currency"), currency.as_str().into()]);
    }
    let as_of = locale::moment(header.locale, header.zone, findings.verdicts.as_of);
    facts.row(vec![faint("as of"), format!("{as_of} ({})", header.zone).into()]);
    out.push_str(&facts.draw(0, paint));
    out.push_str(&files(findings, paint));
    out
}

fn files(findings: &Findings<'_>, paint: Paint) -> String {
    let count = |n| locale::count(findings.model.header.locale, n);
    let if_any = |n, ink| if n == 0 { Cell::default() } else { (count(n), ink).into() };
    let mut grid = Grid::new(&[
        ("evidence", Side::Left),
        ("file", Side::Left),
        ("rows", Side::Right),
        ("rejected", Side::Right),
        ("dropped with them", Side::Right),
        ("out of scope", Side::Right),
    ]);
    for file in &findings.evidence.files {
        grid.row(vec![
            file.table.as_str().into(),
            file.file.as_str().into(),
            count(file.rows).into(),
            if_any(file.rejected, Ink::Bad),
            if_any(file.dropped, Ink::Plain),
            if_any(file.out_of_scope, Ink::Plain),
        ]);
    }
    if findings.evidence.files.is_empty() { "no evidence\n".to_owned() } else { grid.draw(0, paint) }
}

pub(super) fn period_title(model: &Model, period: &PeriodVerdicts) -> String {
    let day = |at| locale::day(model.header.locale, model.header.zone, at);
    let last = crate::quantity::Instant::from_micros(period.to.micros() - 1);
    let running = if period.finished { "" } else { ", still running" };
    format!("{} · {} to {}{running}", period.label, day(period.from), day(last))
}

pub(super) fn rule(title: &str, paint: Paint) -> String {
    let rest = WIDTH.saturating_sub(width(title) + 4);
    format!("── {} {}\n", paint.on(Ink::Strong, title), "─".repeat(rest))
}

fn section(out: &mut String, title: &str, body: &str, paint: Paint) {
    if !body.is_empty() {
        out.push_str(&format!("\n{}\n{body}", paint.on(Ink::Strong, title)));
    }
}

pub(super) fn faint(text: &str) -> Cell {
    (text.to_owned(), Ink::Faint).into()
}

/// `Oplostijden incidenten (oplostijden, clause 6.1)`
pub(super) fn title(declared: &Declared) -> String {
    let clause = declared.clause.as_ref().map(|clause| format!("clause {clause}"));
    let name = declared.label.as_ref().map(|_| declared.name.clone());
    let aside: Vec<String> = name.into_iter().chain(clause).collect();
    let aside = if aside.is_empty() { String::new() } else { format!(" ({})", aside.join(", ")) };
    format!("{}{aside}", declared.title())
}

/// The title of a norm with its verdict at the right edge.
pub(super) fn norm_title(model: &Model, verdict: &NormVerdict, paint: Paint) -> String {
    let (words, ink) = paint::verdict(Some(verdict.verdict));
    let colour = words::status(model, verdict.status.as_ref());
    let words = if colour.is_empty() { words } else { format!("{words}, {}", visible(&colour)) };
    titled(&model.norm(verdict.norm).declared, &words, ink, paint)
}

/// The title of a compensation with its amount at the right edge.
pub(super) fn compensation_title(model: &Model, verdict: &CompensationVerdict, paint: Paint) -> String {
    let ink = if verdict.amount.exact().is_some() { Ink::Strong } else { Ink::Unsure };
    let declared = &model.compensation(verdict.compensation).declared;
    titled(declared, &words::Speech::english(model).headline(verdict), ink, paint)
}

/// A title with words at the right edge.
pub(super) fn titled(declared: &Declared, words: &str, ink: Ink, paint: Paint) -> String {
    let mut out = String::new();
    let room = (WIDTH - 2).saturating_sub(width(words)).max(WIDTH / 4);
    for (n, line) in wrap(&visible(&title(declared)), room).iter().enumerate() {
        out.push_str(&paint.on(Ink::Strong, line));
        if n == 0 {
            out.push_str(&" ".repeat(room + 2 - width(line)));
            out.push_str(&paint.on(ink, words));
        }
        out.push('\n');
    }
    out
}

/// The objective that the norms after this one show; nothing behind the last of them.
fn objective_heading(model: &Model, name: Option<&String>, paint: Paint) -> String {
    let Some(objective) = model.objectives.iter().find(|one| Some(&one.name) == name) else { return String::new() };
    let clause = objective.clause.as_ref().map(|clause| format!(" (clause {clause})")).unwrap_or_default();
    let lines = wrap(&visible(&format!("{}{clause}", objective.name)), WIDTH - 2);
    let lines = lines.iter().map(|line| format!("▸ {}\n", paint.on(Ink::Strong, line)));
    lines.collect::<String>() + "\n"
}

fn norm_block(findings: &Findings<'_>, verdict: &NormVerdict, paint: Paint) -> String {
    let norm = findings.model.norm(verdict.norm);
    let mut out = norm_title(findings.model, verdict, paint);
    if let Some(own) = &verdict.own {
        let last = crate::quantity::Instant::from_micros(own.to.micros() - 1);
        let day = locale::day(findings.model.header.locale, findings.model.header.zone, last);
        let said =
            if own.due { format!("over {}", own.label) } else { format!("not due: over {}, to {day}", own.label) };
        out.push_str(&format!("  {}\n", paint.on(Ink::Faint, &said)));
    }
    out.push_str(&requirements(findings.model, norm, &verdict.requirements, paint));
    out
}

/// A table with a line for each requirement of a norm.
pub(super) fn requirements(model: &Model, norm: &Norm, found: &[RequirementVerdict], paint: Paint) -> String {
    let mut grid = Grid::new(&[
        ("", Side::Left),
        ("measured", Side::Left),
        ("bound", Side::Right),
        ("actual", Side::Right),
        ("counted", Side::Right),
        ("pending", Side::Right),
        ("maybe", Side::Right),
        ("verdict", Side::Left),
        ("status", Side::Left),
    ]);
    for found in found {
        if let Some(written) = norm.requirements.get(found.index) {
            grid.row(requirement(model, norm, written, found));
        }
    }
    grid.draw(2, paint)
}

fn requirement(model: &Model, norm: &Norm, written: &Requirement, found: &RequirementVerdict) -> Vec<Cell> {
    let count = |n: u64| if n == 0 { Cell::default() } else { locale::count(model.header.locale, n).into() };
    let counts = found.counts.unwrap_or_default();
    let counted = match (&found.actual, found.counts) {
        (Some(actual), None) => counted_terms(actual),
        (Some(actual), Some(counts)) if actual.vacuous => format!("{}/{} vacuous", counts.good, counts.total),
        (_, Some(counts)) => format!("{}/{}", counts.good, counts.total),
        (None, None) => String::new(),
    };
    let bound = written.bound.as_ref();
    vec![
        row_name(written).into(),
        measured(model, norm, written).into(),
        bound.map_or_else(
            || open_bound(written),
            |bound| format!("{} {}", bound.op.symbol(), rounding::bound(model.header.locale, bound)).into(),
        ),
        match (&found.actual, &written.subject) {
            (Some(actual), _) => shown(model, actual, written).into(),
            (None, Subject::NotAgreed | Subject::NoNorm) => Cell::default(),
            (
                None,
                Subject::Timed(_)
                | Subject::Cadence(_)
                | Subject::Formula { .. }
                | Subject::EachMember(..)
                | Subject::EachRow { .. }
                | Subject::Obliged(_),
            ) => faint("none"),
        },
        counted.into(),
        count(counts.pending),
        count(counts.maybe),
        verdict_cell(found),
        words::status(model, found.status.as_ref()).into(),
    ]
}

/// How an aim came out: nothing breaches one.
pub(super) fn aim_word(aimed: Verdict) -> &'static str {
    match aimed {
        Verdict::Breached => "missed",
        Verdict::Undecided | Verdict::Met | Verdict::Empty | Verdict::Measured => aimed.word(),
    }
}

/// In the order of the contract: cadences, whose ids come last, stand where they are written.
pub(super) fn as_written<'v>(model: &Model, verdicts: &'v [NormVerdict]) -> Vec<&'v NormVerdict> {
    let is_cadence = |one: &&NormVerdict| {
        model.norm(one.norm).requirements.iter().any(|written| matches!(written.subject, Subject::Cadence(_)))
    };
    let (cadences, mut all): (Vec<&NormVerdict>, Vec<&NormVerdict>) = verdicts.iter().partition(is_cadence);
    for cadence in cadences {
        let span = |one: &NormVerdict| model.norm(one.norm).declared.span;
        let own = span(cadence);
        let before = |one: &&NormVerdict| span(one).source == own.source && own.start < span(one).start;
        let place = all.iter().position(before).unwrap_or(all.len());
        all.insert(place, cadence);
    }
    all
}

/// What stands where a bound would: that it is not agreed yet.
fn open_bound(written: &Requirement) -> Cell {
    let measured = matches!(written.subject, Subject::Formula { .. });
    if measured && !written.agreed { faint("not agreed yet") } else { Cell::default() }
}

/// The verdict; of an aim, whether it was reached.
fn verdict_cell(found: &RequirementVerdict) -> Cell {
    if found.notes.contains(&crate::eval::verdict::Note::NotThere) {
        return faint("not there");
    }
    let Some(aimed) = found.aimed else { return paint::verdict(found.verdict).into() };
    (format!("aim {}", aim_word(aimed)), Ink::Plain).into()
}

fn shown(model: &Model, actual: &Actual, written: &Requirement) -> String {
    let star = if actual.floored { "*" } else { "" };
    format!("{}{star}", rounding::actual(model.header.locale, actual, written.bound.as_ref()))
}

/// `742/744 h`
pub(super) fn counted_terms(actual: &Actual) -> String {
    match &actual.terms {
        None => String::new(),
        Some(counts @ Terms::Counts(..)) => exact::terms(counts),
        Some(lengths @ Terms::Lengths(part, whole)) => {
            format!("{} {}", exact::terms(lengths), exact::unit_name(exact::length_unit(*part, *whole)))
        }
    }
}

/// `Urgent`, `productie, P1`: the row's own label, or else the values of its attributes.
pub(super) fn row_name(written: &Requirement) -> String {
    let values = written.group.iter().map(|group| group.label.as_deref().unwrap_or(&group.value));
    let name = written.label.clone().unwrap_or_else(|| values.collect::<Vec<_>>().join(", "));
    match &written.clause {
        Some(clause) if name.is_empty() => format!("clause {clause}"),
        Some(clause) => format!("{name} (clause {clause})"),
        None => name,
    }
}

/// `2 per workday`, `1 per 4h`
fn often(owed: &Cadence) -> String {
    match owed.per {
        Per::Workday => format!("{} per workday", owed.count),
        Per::Elapsed(each) => format!("{} per {each}", owed.count),
    }
}

/// What is measured, in as few words as will do.
pub(super) fn measured(model: &Model, norm: &Norm, written: &Requirement) -> String {
    match &written.subject {
        Subject::Timed(limit) => timed(model, limit),
        Subject::Cadence(owed) => often(owed),
        Subject::NotAgreed => "not agreed yet".to_owned(),
        Subject::NoNorm => String::new(),
        Subject::Formula { .. } | Subject::EachMember(..) | Subject::EachRow { .. } | Subject::Obliged(_) => {
            let said = norm.requirements.len() == 1 && written.text == norm.declared.name;
            if said { String::new() } else { written.text.clone() }
        }
    }
}

/// Every compensation; of those that pay something every step to the amount.
fn compensations(findings: &Findings<'_>, period: &PeriodVerdicts, paint: Paint) -> String {
    let mut out = String::new();
    for (n, verdict) in period.compensation.iter().enumerate() {
        if n > 0 {
            out.push('\n');
        }
        let title = compensation_title(findings.model, verdict, paint);
        out.push_str(&title);
        if !verdict.amount.is_nothing() {
            out.push_str(&super::explain::steps(findings, verdict, paint));
        }
    }
    out
}

/// Every right, and whether it arises.
fn rights(model: &Model, period: &PeriodVerdicts, paint: Paint) -> String {
    let mut grid = Grid::new(&[("", Side::Left), ("", Side::Left), ("", Side::Left)]);
    for (declared, when, arises) in period.rights.iter().filter_map(|right| words::right(model, right)) {
        grid.row(vec![title(declared).into(), faint(when), arises.into()]);
    }
    grid.draw(2, paint)
}

fn measures(model: &Model, period: &PeriodVerdicts, paint: Paint) -> String {
    let mut grid = Grid::new(&[("", Side::Left), ("", Side::Left), ("", Side::Right), ("", Side::Right)]);
    for value in &period.measures {
        let of = value.of.map(|component| {
            let declared = &model.component(component).declared;
            let label = declared.label.as_ref().map(|label| format!(" ({label})")).unwrap_or_default();
            format!("{}{label}", declared.name)
        });
        let actual = value.actual.as_ref();
        grid.row(vec![
            model.measure(value.measure).declared.title().into(),
            of.unwrap_or_default().into(),
            actual.map_or_else(|| faint("none"), |actual| rounding::actual(model.header.locale, actual, None).into()),
            actual.map(counted_terms).unwrap_or_default().into(),
        ]);
    }
    grid.draw(2, paint)
}

/// `1 breached, 5 met`
fn summary(period: &PeriodVerdicts) -> (String, Ink) {
    let all = [Verdict::Breached, Verdict::Undecided, Verdict::Met, Verdict::Empty, Verdict::Measured];
    let counted = all.into_iter().filter_map(|verdict| {
        let count = period.norms.iter().filter(|norm| norm.verdict == verdict).count();
        (count > 0).then(|| format!("{count} {}", verdict.word()))
    });
    let words = counted.collect::<Vec<_>>().join(", ");
    let worst = period.norms.iter().map(|norm| norm.verdict).min();
    let ink = worst.map_or(Ink::Plain, |worst| paint::verdict(Some(worst)).1);
    (if words.is_empty() { "no norms".to_owned() } else { words }, ink)
}

fn footer(findings: &Findings<'_>, paint: Paint) -> String {
    let in_force: Vec<String> = conventions(&findings.model.conventions)
        .into_iter()
        .map(|(name, word)| format!("{} {word}", name.replace('_', " ")))
        .collect();
    let versions = format!(
        "sla {}, holidays {}, time zones {}",
        env!("CARGO_PKG_VERSION"),
        holidays::DATA_VERSION,
        zone::DATABASE_VERSION
    );
    let floored = findings
        .verdicts
        .periods
        .iter()
        .flat_map(|period| &period.norms)
        .any(|norm| norm.requirements.iter().any(|one| one.actual.as_ref().is_some_and(|actual| actual.floored)));
    let star = floored.then(|| "* below zero, shown and judged as 0 %".to_owned());
    let mut out = String::new();
    for text in star.into_iter().chain([format!("Conventions: {}", in_force.join(", ")), versions]) {
        for line in wrap(&text, WIDTH) {
            out.push_str(&paint.on(Ink::Faint, &line));
            out.push('\n');
        }
    }
    out
}
