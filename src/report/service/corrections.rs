//! Corrections to earlier months: figures of finished periods that are not what an earlier report said, each with both
//! values and why. A finished period is judged on what was known at its end (semantics 4.1); what differs comes from rows
//! that were entered, changed or removed later with a date before it.

use serde_json::{Value, json};

use crate::eval::compensation::Between;
use crate::eval::verdict::{Exact, PeriodVerdicts};
use crate::quantity::Ratio;
use crate::report::order::natural;
use crate::report::page::{Block, Inline, Section, Side, Text, paragraph, plain};
use crate::report::{json, rounding};

use super::Wanted;
use super::desk::{Desk, table};
use super::earlier::{Amount, Earlier, File, Requirement};
use super::rows::table_key;

/// Tickets or rows named in one reason; the others are counted.
const NAMED: usize = 5;

/// What differs from an earlier report.
pub(super) struct Corrections<'e> {
    earlier: &'e Earlier,
    now: Earlier,
    /// Names of the periods that both reports judge as over.
    compared: Vec<String>,
    lines: Vec<Line>,
}

/// A figure that differs.
struct Line {
    period: String,
    /// As in the contract.
    id: String,
    /// From 1; `None`: an amount.
    requirement: Option<usize>,
    title: String,
    row: String,
    was: Shown,
    is: Shown,
    why: String,
}

/// A figure as it was reported.
struct Shown {
    exact: Option<String>,
    verdict: Option<String>,
    words: String,
}

impl<'e> Corrections<'e> {
    /// Compares; the desk is that of the last period, for words. `None`: there is nothing to compare with.
    pub(super) fn of(wanted: &Wanted<'e>, desk: &Desk<'_>) -> Option<Self> {
        let earlier = wanted.earlier?;
        let now = Earlier::read(&json::render(&wanted.findings), &wanted.findings.model.header.name);
        let now = now.expect("what this program writes is what it reads");
        let mut all = Self { earlier, now: now.clone(), compared: Vec::new(), lines: Vec::new() };
        for (found, is) in wanted.findings.verdicts.periods.iter().zip(&now.periods) {
            let Some(was) = earlier.finished(&is.period).filter(|_| is.finished) else { continue };
            all.compared.push(desk.named(found));
            for (verdict, norm) in found.norms.iter().zip(&is.norms) {
                let Some(before) = was.norms.iter().find(|one| one.id == norm.id) else { continue };
                let model_norm = desk.norm(verdict.norm);
                for (n, (requirement, of)) in norm.requirements.iter().zip(&verdict.requirements).enumerate() {
                    let (Some(before), Some(written)) =
                        (before.same(n, requirement), model_norm.requirements.get(of.index))
                    else {
                        continue;
                    };
                    let [was, is] = [before, requirement].map(|one| shown(desk, one));
                    if was.exact == is.exact && was.verdict == is.verdict && before.counts == requirement.counts {
                        continue;
                    }
                    let why = all.why(desk, before, requirement);
                    all.lines.push(Line {
                        period: desk.named(found),
                        id: norm.id.clone(),
                        requirement: Some(of.index + 1),
                        title: model_norm.declared.title().to_owned(),
                        row: desk.name_of(model_norm, written),
                        was,
                        is,
                        why,
                    });
                }
            }
            all.amounts(desk, found, &was.compensation, &is.compensation);
        }
        Some(all)
    }

    fn amounts(&mut self, desk: &Desk<'_>, found: &PeriodVerdicts, was: &[Amount], is: &[Amount]) {
        for (verdict, amount) in found.compensation.iter().zip(is) {
            let Some(before) = was.iter().find(|one| one.id == amount.id).filter(|one| *one != amount) else {
                continue;
            };
            let said = |amount: &Amount| {
                let value = |text: &String| Ratio::from_decimal(text);
                let between = amount.high.as_ref().map_or(Some(None), |high| value(high).map(Some));
                let between = between.and_then(|high| Some(Between { low: value(&amount.low)?, high }));
                let words = between.map_or_else(|| amount.low.clone(), |between| desk.speech().amount(&between));
                let exact = (amount.high.as_ref() == Some(&amount.low)).then(|| amount.low.clone());
                Shown { exact, verdict: None, words }
            };
            self.lines.push(Line {
                period: desk.named(found),
                id: amount.id.clone(),
                requirement: None,
                title: desk.findings.model.compensation(verdict.compensation).declared.title().to_owned(),
                row: String::new(),
                was: said(before),
                is: said(amount),
                why: desk.say("corrections.follows").to_owned(),
            });
        }
    }

    /// Which tickets and rows came or went; else how many more or fewer counted; else what else changed.
    fn why(&self, desk: &Desk<'_>, was: &Requirement, is: &Requirement) -> String {
        let [before, after] =
            [was, is].map(|one| one.notes.iter().filter_map(|note| named(desk, note)).collect::<Vec<_>>());
        let only = |these: &[String], others: &[String]| {
            let mut all: Vec<String> = these.iter().filter(|one| !others.contains(one)).cloned().collect();
            all.sort_by(|a, b| natural(a, b));
            all.dedup();
            let more = all.len().saturating_sub(NAMED) as u64;
            all.truncate(NAMED);
            if more > 0 {
                all.push(desk.counted(more, "report.more_one", "report.more"));
            }
            all.join(", ")
        };
        let mut why = Vec::new();
        for (these, others, key) in [(&after, &before, "corrections.new"), (&before, &after, "corrections.gone")] {
            let names = only(these, others);
            if !names.is_empty() {
                why.push(desk.fill(key, &[("what", &names)]));
            }
        }
        if let (Some(was), Some(is)) = (was.counts, is.counts)
            && was.total != is.total
        {
            let key = if is.total > was.total { "corrections.more" } else { "corrections.fewer" };
            why.push(desk.fill(key, &[("count", &desk.count(is.total.abs_diff(was.total)))]));
        }
        if why.is_empty() {
            let key = match (self.other_contract(), self.other_program(), self.files().is_empty()) {
                (true, _, _) => "corrections.by_contract",
                (false, _, false) => "corrections.by_evidence",
                (false, true, true) => "corrections.by_program",
                (false, false, true) => "corrections.by_wait",
            };
            why.push(desk.say(key).to_owned());
        }
        why.join("; ")
    }

    fn other_contract(&self) -> bool {
        self.earlier.contract.sha256 != self.now.contract.sha256
    }

    fn other_program(&self) -> bool {
        self.earlier.versions.sla != self.now.versions.sla
    }

    /// Files whose bytes are others, or that were or are not there.
    fn files(&self) -> Vec<(Option<&File>, Option<&File>)> {
        let (was, is) = (&self.earlier.evidence, &self.now.evidence);
        let same = |a: &File, b: &File| a.table == b.table && a.file == b.file;
        let changed = was.iter().filter_map(|before| {
            let after = is.iter().find(|after| same(before, after));
            let differs = after.is_none_or(|after| after.sha256 != before.sha256);
            differs.then_some((Some(before), after))
        });
        let new = is.iter().filter(|after| !was.iter().any(|before| same(before, after)));
        changed.chain(new.map(|after| (None, Some(after)))).collect()
    }

    /// The section of the report.
    pub(super) fn section(&self, desk: &Desk<'_>) -> Section {
        let as_of = chrono::DateTime::parse_from_rfc3339(&self.earlier.as_of);
        let as_of = as_of.map_or_else(|_| self.earlier.as_of.clone(), |at| desk.moment(at.to_utc().into()));
        let periods = match self.compared.as_slice() {
            [] => desk.say("corrections.no_period").to_owned(),
            [one] => one.clone(),
            [first, .., last] => desk.fill("date.range", &[("from", first), ("to", last)]),
        };
        let mut blocks = vec![paragraph(desk.fill("corrections.compared", &[("at", &as_of), ("periods", &periods)]))];
        if self.lines.is_empty() {
            blocks.push(paragraph(desk.say("corrections.nothing")));
        } else {
            blocks.push(paragraph(desk.say("corrections.meaning")));
            blocks.push(self.table(desk));
        }
        let mut beside: Vec<String> = self.files().into_iter().map(|(was, is)| of_file(desk, was, is)).collect();
        if self.other_contract() {
            beside.push(desk.say("corrections.contract").to_owned());
        }
        if self.other_program() {
            let values = [("was", &*self.earlier.versions.sla), ("now", &*self.now.versions.sla)];
            beside.push(desk.fill("corrections.program", &values));
        }
        if !beside.is_empty() {
            blocks.push(Block::Heading(plain(desk.say("corrections.beside"))));
            let items = beside.into_iter().map(|one| vec![paragraph(one)]).collect();
            blocks.push(Block::List { first: None, items });
        }
        desk.section(desk.say("corrections.title"), 1, blocks)
    }

    fn table(&self, desk: &Desk<'_>) -> Block {
        let head = |key: &str| (desk.say(key).to_owned(), Side::Left);
        let columns = vec![
            head("report.period"),
            head("report.norm"),
            head("report.requirement"),
            head("corrections.was"),
            head("corrections.is"),
            head("report.why"),
        ];
        let row = |line: &Line| -> Vec<Text> {
            let requirement = if line.row == line.title { String::new() } else { line.row.clone() };
            vec![
                plain(line.period.as_str()),
                vec![Inline::Strong(plain(line.title.as_str()))],
                plain(requirement),
                plain(line.was.words.as_str()),
                plain(line.is.words.as_str()),
                plain(line.why.as_str()),
            ]
        };
        table(None, columns, 2, self.lines.iter().map(row).collect())
    }

    /// For other programs.
    pub(super) fn json(&self) -> Value {
        let of = |shown: &Shown| json!({ "exact": shown.exact, "display": shown.words, "verdict": shown.verdict });
        let figures = self.lines.iter().map(|line| {
            json!({
                "period": line.period, "id": line.id, "requirement": line.requirement,
                "was": of(&line.was), "is": of(&line.is), "why": line.why,
            })
        });
        let files = self.files().into_iter().filter_map(|(was, is)| {
            let of = |file: Option<&File>| file.map(|file| json!({ "sha256": file.sha256, "rows": file.rows }));
            let either = was.or(is)?;
            Some(json!({ "table": either.table, "file": either.file, "was": of(was), "is": of(is) }))
        });
        json!({
            "since": { "as_of": self.earlier.as_of, "sla": self.earlier.versions.sla },
            "contract_changed": self.other_contract(),
            "figures": figures.collect::<Vec<_>>(),
            "evidence": files.collect::<Vec<_>>(),
        })
    }
}

/// The value, counts and verdict of a requirement in the language of this report.
fn shown(desk: &Desk<'_>, one: &Requirement) -> Shown {
    let locale = desk.scribe.locale;
    let exact = one.actual.as_ref().map(|actual| actual.exact.clone());
    let value = one.actual.as_ref().map(|actual| match value(&actual.exact, one.unit.as_deref()) {
        Some(value) => rounding::exact(locale, &value, None),
        None => actual.display.clone(),
    });
    let mut words = value.unwrap_or_else(|| desk.say("report.no_value").to_owned());
    if let Some(counts) = one.counts {
        words.push_str(&format!(" ({}/{})", desk.count(counts.good), desk.count(counts.total)));
    }
    let verdict = one.verdict.clone();
    if let Some(key) = verdict.as_deref().and_then(verdict_key) {
        words.push_str(&format!(", {}", desk.say(key)));
    }
    Shown { exact, verdict, words }
}

fn verdict_key(word: &str) -> Option<&'static str> {
    Some(match word {
        "met" => "verdict.met",
        "breached" => "verdict.breached",
        "undecided" => "verdict.undecided",
        "empty" => "verdict.empty",
        "measured" => "verdict.measured",
        _ => return None,
    })
}

/// An exact value as it is written in JSON; `None` of an interval.
fn value(exact: &str, unit: Option<&str>) -> Option<Exact> {
    let fraction = |text: &str| match text.split_once('/') {
        None => Ratio::from_decimal(text),
        Some((a, b)) => Ratio::from_decimal(a)?.div(&Ratio::from_decimal(b)?).ok(),
    };
    match unit? {
        // 0/0 is shown as 100 %.
        "percent" if exact.ends_with("/0") => Some(Exact::Percent(Ratio::ONE)),
        "percent" => fraction(exact).map(Exact::Percent),
        "duration" => fraction(exact.strip_suffix('s')?).map(Exact::Seconds),
        "count" => exact.parse().ok().map(Exact::Count),
        "number" => fraction(exact).map(Exact::Number),
        _ => None,
    }
}

/// The ticket or row that a note is about, in words.
fn named(desk: &Desk<'_>, note: &Value) -> Option<String> {
    let text = |key: &str| note.get(key).and_then(Value::as_str);
    let at = |key: &str| {
        let at = chrono::DateTime::parse_from_rfc3339(text(key)?).ok()?;
        Some(crate::quantity::Instant::from(at.to_utc()))
    };
    match text("kind")? {
        "missed" | "owed" => text("ticket").map(str::to_owned),
        "row" | "lacking" => {
            let table = desk.say(table_key(text("table")?));
            Some(format!("{table} {}", desk.span(at("from")?, at("to"))))
        }
        _ => None,
    }
}

fn of_file(desk: &Desk<'_>, was: Option<&File>, is: Option<&File>) -> String {
    let rows = |file: Option<&File>| desk.count(file.map_or(0, |file| file.rows));
    let name = was.or(is).map_or("", |file| &file.file);
    let key = match (was, is) {
        (None, _) => "corrections.file_new",
        (Some(_), None) => "corrections.file_gone",
        (Some(was), Some(is)) if was.rows == is.rows => "corrections.file_other",
        (Some(_), Some(_)) => "corrections.file_rows",
    };
    let (was, is) = (rows(was), rows(is));
    match key {
        "corrections.file_gone" => desk.fill(key, &[("file", name), ("was", &was)]),
        "corrections.file_rows" => desk.fill(key, &[("file", name), ("was", &was), ("now", &is)]),
        _ => desk.fill(key, &[("file", name), ("now", &is)]),
    }
}
