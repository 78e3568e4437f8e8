//! What every part of a report is written with: the period, those before it, and the words.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Calendar;
use crate::eval::compensation::Colour;
use crate::eval::verdict::{
    Actual, BoundReading, Counts, Exact, NormVerdict, Note, PeriodVerdicts, Reading, RequirementVerdict, Terms, Verdict,
};
use crate::evidence::{IntervalRow, Owner};
use crate::model::{ComponentId, Norm, NormId, Requirement};
use crate::quantity::{Elapsed, Instant};
use crate::report::compensation::{self, Speech};
use crate::report::doc::Wishes;
use crate::report::doc::scribe::Scribe;
use crate::report::findings::Findings;
use crate::report::page::{Block, Inline, Mark, Section, Side, Table, Text, plain};
use crate::report::{dates, exact, locale, rounding};

use super::Wanted;

/// Periods that charts and trends look back on, the reported one among them; all that are reported, where they are more.
const LOOK_BACK: usize = 13;

/// One reported period.
pub(super) struct Desk<'a> {
    pub findings: Findings<'a>,
    pub calendar: &'a Calendar<'a>,
    pub scribe: Scribe<'a>,
    /// The last periods up to the reported one, in order of time.
    pub history: &'a [PeriodVerdicts],
    /// The reported one.
    pub period: &'a PeriodVerdicts,
    /// It is the only one: its norms are taken apart in an appendix.
    pub is_alone: bool,
    /// It is the last one: it carries the charts, which show those before it too.
    pub is_last: bool,
    /// Readings of the period by ticket.
    readings: BTreeMap<&'a str, Vec<&'a Reading>>,
    /// Bounds that settled in the period, with the time on their clocks.
    settled: BTreeMap<(NormId, usize), Vec<(Elapsed, &'a BoundReading)>>,
}

impl<'a> Desk<'a> {
    pub(super) fn scribe(wanted: &Wanted<'a>) -> Scribe<'a> {
        let wishes = Wishes { locale: wanted.locale, years: None };
        Scribe::new(wanted.findings.model, wanted.calendar, wishes, &[])
    }

    /// Of the period at this place.
    pub(super) fn new(wanted: &Wanted<'a>, at: usize) -> Option<Self> {
        let history = wanted.findings.verdicts.periods.get(..=at)?;
        let history = history.get(history.len().saturating_sub(LOOK_BACK.max(wanted.asked))..)?;
        let period = history.last()?;
        let tickets = wanted.findings.evidence.tickets.as_deref().unwrap_or_default();
        let mut readings: BTreeMap<&str, Vec<&Reading>> = BTreeMap::new();
        let mut settled: BTreeMap<(NormId, usize), Vec<(Elapsed, &BoundReading)>> = BTreeMap::new();
        for reading in &period.readings {
            for bound in reading.bounds.iter().filter(|bound| bound.settled.is_some()) {
                settled.entry((bound.norm, bound.requirement)).or_default().push((reading.elapsed, bound));
            }
            if let Some(ticket) = tickets.get(reading.ticket.0 as usize) {
                readings.entry(&ticket.id).or_default().push(reading);
            }
        }
        let scribe = Self::scribe(wanted);
        let (findings, calendar, is_alone) = (wanted.findings, wanted.calendar, wanted.asked == 1);
        let is_last = at + 1 == wanted.findings.verdicts.periods.len();
        Some(Self { findings, calendar, scribe, history, period, is_alone, is_last, readings, settled })
    }

    /// The period before the reported one.
    pub(super) fn before(&self) -> Option<&'a PeriodVerdicts> {
        self.history.len().checked_sub(2).and_then(|n| self.history.get(n))
    }

    pub(super) fn say(&self, key: &str) -> &str {
        self.scribe.say(key)
    }

    pub(super) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.scribe.fill(key, values)
    }

    /// Who speaks of amounts.
    pub(super) fn speech(&self) -> Speech<'_, 'a> {
        Speech::told(&self.scribe)
    }

    /// Bounds of a requirement that settled in the period, with the time on their clocks.
    pub(super) fn settled(&self, norm: NormId, index: usize) -> &[(Elapsed, &'a BoundReading)] {
        self.settled.get(&(norm, index)).map_or(&[], Vec::as_slice)
    }

    /// Rows of a table that touch the period, as far as known at its end.
    pub(super) fn happened<'r>(&self, rows: &'r Option<Vec<IntervalRow>>) -> impl Iterator<Item = &'r IntervalRow> {
        let (from, to) = (self.period.from, self.period.to);
        rows.iter().flatten().filter(move |row| row.from < to && row.to.is_none_or(|end| from < end))
    }

    /// Whether a row is about a component, on its own or as a member.
    pub(super) fn is_of(&self, row: &IntervalRow, component: ComponentId) -> bool {
        match row.of {
            Owner::Component(one) => one == component,
            Owner::Group(group) => self.findings.model.group(group).members.contains(&component),
            Owner::All => true,
        }
    }

    pub(super) fn norm(&self, id: NormId) -> &'a Norm {
        self.findings.model.norm(id)
    }

    /// `juni 2019`, or the label of a period that is no month.
    pub(super) fn named(&self, period: &PeriodVerdicts) -> String {
        let month = period.label.split_once('-').and_then(|(year, month)| Some((year, month.parse::<u32>().ok()?)));
        match month {
            Some((year, month)) => {
                self.fill("report.month", &[("month", dates::month(&self.scribe.words, month)), ("year", year)])
            }
            None => period.label.clone(),
        }
    }

    /// A name of the period that fits below an axis: `jun`.
    pub(super) fn short(&self, period: &PeriodVerdicts) -> String {
        let month = period.label.split_once('-').and_then(|(_, month)| month.parse::<u32>().ok());
        match month {
            Some(month) => self.short_month(month),
            None => period.label.clone(),
        }
    }

    /// `jun`
    pub(super) fn short_month(&self, month: u32) -> String {
        dates::month(&self.scribe.words, month).chars().take(3).collect()
    }

    /// The name of the reported period, as a title.
    pub(super) fn title(&self) -> String {
        crate::report::doc::chapters::capital(&self.named(self.period))
    }

    /// A section without a number; its anchor is made later.
    pub(super) fn section(&self, title: impl Into<String>, depth: usize, blocks: Vec<Block>) -> Section {
        Section { number: None, title: title.into(), anchor: String::new(), depth, blocks }
    }

    pub(super) fn duration(&self, elapsed: Elapsed) -> String {
        locale::duration(self.scribe.locale, elapsed)
    }

    pub(super) fn moment(&self, at: Instant) -> String {
        locale::moment(self.scribe.locale, self.calendar.zone(), at)
    }

    pub(super) fn span(&self, from: Instant, to: Option<Instant>) -> String {
        let end = match to {
            Some(to) => locale::moment_after(self.scribe.locale, self.calendar.zone(), from, to),
            None => self.say("report.still").to_owned(),
        };
        format!("{} – {end}", self.moment(from))
    }

    pub(super) fn count(&self, n: u64) -> String {
        locale::count(self.scribe.locale, n)
    }

    /// A count with its word, in the singular or the plural.
    pub(super) fn counted(&self, n: u64, one: &str, many: &str) -> String {
        self.fill(if n == 1 { one } else { many }, &[("count", &self.count(n))])
    }

    /// A measured value, rounded for the eye.
    pub(super) fn actual(&self, actual: &Actual, written: &Requirement) -> String {
        let star = if actual.floored { "*" } else { "" };
        format!("{}{star}", rounding::actual(self.scribe.locale, actual, written.bound.as_ref()))
    }

    pub(super) fn exact(&self, value: &Exact) -> String {
        rounding::exact(self.scribe.locale, value, None)
    }

    /// How many of how many, or how long of how long: `5/5`, `742/744 h`.
    pub(super) fn terms(&self, found: &RequirementVerdict) -> String {
        let counts =
            found.counts.map(|Counts { good, total, .. }| format!("{}/{}", self.count(good), self.count(total)));
        counts.unwrap_or_else(|| match found.actual.as_ref().and_then(|actual| actual.terms.as_ref()) {
            None => String::new(),
            Some(Terms::Counts(part, whole)) => format!("{}/{}", self.count(*part), self.count(*whole)),
            Some(Terms::Lengths(part, whole)) => {
                let unit = exact::length_unit(*part, *whole);
                let shown = |length: Elapsed| locale::grouped(self.scribe.locale, &exact::in_unit(length, unit));
                format!("{}/{}\u{a0}{}", shown(*part), shown(*whole), self.say(unit_key(unit)))
            }
        })
    }

    /// What a row of a norm is called.
    pub(super) fn row_name(&self, written: &Requirement) -> String {
        let values = written.group.iter().map(|group| group.label.as_deref().unwrap_or(&group.value));
        let name = written.label.clone().unwrap_or_else(|| values.collect::<Vec<_>>().join(", "));
        match &written.clause {
            Some(clause) if name.is_empty() => self.fill("norm.clause", &[("clause", clause)]),
            Some(clause) => format!("{name} ({})", self.fill("norm.clause", &[("clause", clause)])),
            None => name,
        }
    }

    /// The name of a requirement among others: its row, and what it asks where the norm asks several things of a row.
    pub(super) fn name_of(&self, norm: &Norm, written: &Requirement) -> String {
        let row = self.row_name(written);
        let alone = norm.requirements.iter().filter(|one| self.row_name(one) == row).count() == 1;
        let asks = || self.words_of(&self.scribe.sentence(written));
        match (row.is_empty(), alone) {
            (false, true) => row,
            (false, false) => format!("{row}: {}", asks()),
            (true, true) => norm.declared.title().to_owned(),
            (true, false) => asks(),
        }
    }

    /// Text without marks; formulas in a line.
    pub(super) fn words_of(&self, text: &Text) -> String {
        crate::report::page::in_words(text)
    }

    /// A colour in the contract's words: `Groen`, or where it is not known `Groen of Oranje`.
    pub(super) fn status(&self, colour: Option<&Colour>) -> String {
        let labels = compensation::listed(self.findings.model, colour);
        self.scribe.words.or(&labels.into_iter().map(str::to_owned).collect::<Vec<_>>())
    }

    /// Sign and word of a verdict.
    pub(super) fn verdict(&self, verdict: Verdict) -> Inline {
        let (mark, word) = self.verdict_word(verdict);
        Inline::Verdict(mark, word)
    }

    /// How a verdict is marked, and its word.
    pub(super) fn verdict_word(&self, verdict: Verdict) -> (Mark, String) {
        let (mark, key) = match verdict {
            Verdict::Breached => (Mark::Bad, "verdict.breached"),
            Verdict::Undecided => (Mark::Unsure, "verdict.undecided"),
            Verdict::Met => (Mark::Good, "verdict.met"),
            Verdict::Empty => (Mark::Plain, "verdict.empty"),
            Verdict::Measured => (Mark::Plain, "verdict.measured"),
        };
        (mark, self.say(key).to_owned())
    }

    /// How a requirement came out.
    pub(super) fn outcome(&self, found: &RequirementVerdict) -> Text {
        if found.notes.contains(&Note::NotThere) {
            return plain(self.say("report.not_there"));
        }
        match (found.aimed, found.verdict) {
            (Some(Verdict::Breached), _) => plain(self.say("verdict.aim_missed")),
            (Some(Verdict::Met), _) => plain(self.say("verdict.aim_reached")),
            (Some(aimed @ (Verdict::Undecided | Verdict::Empty | Verdict::Measured)), _) => vec![self.verdict(aimed)],
            (None, Some(verdict)) => vec![self.verdict(verdict)],
            (None, None) => plain(self.say("norm.none")),
        }
    }

    /// The same requirement in another period.
    pub(super) fn requirement_in<'p>(
        &self,
        period: &'p PeriodVerdicts,
        norm: NormId,
        index: usize,
    ) -> Option<&'p RequirementVerdict> {
        let verdict = self.norm_in(period, norm)?;
        verdict.requirements.iter().find(|one| one.index == index)
    }

    /// The same norm in another period.
    pub(super) fn norm_in<'p>(&self, period: &'p PeriodVerdicts, norm: NormId) -> Option<&'p NormVerdict> {
        period.norms.iter().find(|one| one.norm == norm)
    }

    /// What the clock of a norm read on a ticket.
    pub(super) fn reading(&self, ticket: &str, norm: NormId, index: usize) -> Option<&'a Reading> {
        let of_norm =
            |reading: &&&Reading| reading.bounds.iter().any(|bound| bound.norm == norm && bound.requirement == index);
        self.readings.get(ticket)?.iter().find(of_norm).copied()
    }
}

pub(super) fn unit_key(unit: i64) -> &'static str {
    match unit {
        3600 => "report.hours",
        60 => "report.minutes",
        _ => "report.seconds",
    }
}

/// A table whose columns without any text are left out.
pub(super) fn table(caption: Option<Text>, columns: Vec<(String, Side)>, names: usize, rows: Vec<Vec<Text>>) -> Block {
    let used: Vec<usize> = (0..columns.len())
        .filter(|n| {
            rows.iter().any(|row| row.get(*n).is_some_and(|cell| !crate::report::page::in_words(cell).is_empty()))
        })
        .collect();
    let kept = |row: Vec<Text>| used.iter().map(|n| row.get(*n).cloned().unwrap_or_default()).collect();
    let head = used.iter().filter_map(|n| columns.get(*n)).map(|(head, _)| (plain(head.as_str()), 1)).collect();
    let sides = used.iter().filter_map(|n| columns.get(*n)).map(|(_, side)| *side).collect();
    let names = used.iter().filter(|n| **n < names).count();
    Block::Table(Table { caption, head: vec![head], names, sides, rows: rows.into_iter().map(kept).collect() })
}

/// Gives every section an anchor that no other has.
pub(super) fn anchored(sections: &mut [Section]) {
    let mut taken = BTreeSet::<String>::new();
    for section in sections {
        let words = section.number.as_ref().unwrap_or(&section.title).to_lowercase();
        let safe: String = words.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let kind = if section.number.is_some() { "c" } else { "s" };
        let base = if section.anchor.is_empty() {
            format!("{kind}-{}", safe.trim_matches('-'))
        } else {
            section.anchor.clone()
        };
        // `c-1-2` is clause 1.2, so a second clause 1 cannot be called so.
        let others = (2_u32..).map(|n| format!("{base}-{n}"));
        let mut names = std::iter::once(base.clone()).chain(others);
        section.anchor = names.find(|name| taken.insert(name.clone())).unwrap_or(base);
    }
}
