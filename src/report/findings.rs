//! What a report is about: a contract, its evidence and the verdicts.

use serde::Serialize;

use crate::eval::verdict::Verdicts;
use crate::evidence::{Evidence, RowRef};
use crate::model::{
    CalendarUnit, Clock, Comparison, Conventions, CountedBy, Empty, Limit, Model, NormId, PriorityAt, Reopened,
    Requirement, Subject, Timed, Unit, WindowExpr,
};
use crate::quantity::Elapsed;
use crate::source::{SourceMap, Span};

/// A file that a contract uses or amends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ContractFile {
    /// As reports name it: from the folder of the project.
    pub file: String,
    /// As messages name it: from where the user stands.
    #[serde(skip)]
    pub seen_as: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
}

/// Everything that a report reads.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// The contract.
    pub model: &'a Model,
    /// Its text, for line numbers.
    pub sources: &'a SourceMap,
    /// The file of the contract as reports name it.
    pub contract: &'a str,
    /// SHA-256 of that file, lower-case hexadecimal.
    pub sha256: &'a str,
    /// The other files that it is made of.
    pub others: &'a [ContractFile],
    /// The evidence.
    pub evidence: &'a Evidence,
    /// What came out.
    pub verdicts: &'a Verdicts,
}

impl<'a> Findings<'a> {
    /// The line of the contract on which something is written.
    pub(super) fn line(&self, span: Span) -> usize {
        self.sources.line_column(span.source, span.start).0
    }

    /// The file in which something is written, where it is not that of the contract itself.
    pub(super) fn elsewhere(&self, span: Span) -> Option<&'a str> {
        let name = self.sources.get(span.source).map(|source| &*source.name)?;
        self.named(name).map(|other| other.file.as_str())
    }

    /// The contract that this one amends.
    pub(super) fn amended(&self) -> Option<&'a ContractFile> {
        self.named(&self.model.amendment.as_ref()?.base_file)
    }

    /// The other file that messages call `name`.
    pub(super) fn named(&self, name: &str) -> Option<&'a ContractFile> {
        self.others.iter().find(|other| other.seen_as == name)
    }

    /// `contract.sla:12`
    pub(super) fn place(&self, span: Span) -> String {
        format!("{}:{}", self.elsewhere(span).unwrap_or(self.contract), self.line(span))
    }

    /// File and line of a row of evidence.
    pub(super) fn row(&self, row: RowRef) -> (&'a str, u32) {
        (self.evidence.files.get(row.file as usize).map_or("", |file| &file.file), row.line)
    }

    /// The table that a row of evidence stands in.
    pub(super) fn table(&self, row: RowRef) -> &'a str {
        self.evidence.files.get(row.file as usize).map_or("", |file| &file.table)
    }
}

/// What a requirement measures is of this unit; `None` where it measures nothing.
pub(super) fn unit(requirement: &Requirement) -> Option<Unit> {
    match &requirement.subject {
        Subject::Cadence(_) | Subject::Timed(_) | Subject::Obliged(_) => Some(Unit::Percent),
        Subject::EachRow { rule, .. } => Some(rule.unit()),
        Subject::Formula { value, .. } | Subject::EachMember(_, value) => Some(value.unit),
        Subject::NotAgreed | Subject::NoNorm => None,
    }
}

/// `oplostijd < 4h`: the clock, and the limit on it.
pub(super) fn timed(model: &Model, timed: &Timed) -> String {
    let clock = model.clock(timed.clock);
    format!("{} {}", clock.declared.name, limit(model, clock, timed))
}

/// `< 4h`, `<= 2 workdays of sw1`.
pub(super) fn limit(model: &Model, clock: &Clock, timed: &Timed) -> String {
    let op = if timed.strict { Comparison::Less } else { Comparison::AtMost };
    let of = |days_of: &WindowExpr| match days_of {
        WindowExpr::Window(id) if clock.counting.iter().all(|counting| counting != days_of) => {
            format!(" of {}", model.window(*id).declared.name)
        }
        WindowExpr::Window(_)
        | WindowExpr::Always
        | WindowExpr::Union(..)
        | WindowExpr::Intersection(..)
        | WindowExpr::Difference(..) => String::new(),
    };
    match timed.limit.of(None) {
        Limit::Elapsed(elapsed) => format!("{} {elapsed}", op.symbol()),
        Limit::Calendar { count, unit, days_of } => {
            format!("{} {count} {}{}", op.symbol(), unit_word(*unit, *count), of(days_of))
        }
        Limit::EndOfWorkday { count, days_of } => format!("by end of workday {count}{}", of(days_of)),
    }
}

/// The limit on a clock as the requirement of a norm writes it; as time on the clock where there is none, or where it
/// is written otherwise.
pub(super) fn limit_of(
    model: &Model,
    clock: &Clock,
    requirement: Option<(NormId, usize)>,
    (strict, elapsed): (bool, Elapsed),
) -> String {
    let written = requirement.and_then(|(norm, number)| model.norm(norm).requirements.get(number));
    if let Some(Requirement { subject: Subject::Timed(timed), .. }) = written {
        return limit(model, clock, timed);
    }
    let op = if strict { Comparison::Less } else { Comparison::AtMost };
    format!("{} {elapsed}", op.symbol())
}

fn unit_word(unit: CalendarUnit, count: u32) -> &'static str {
    let (one, many) = match unit {
        CalendarUnit::Workday => ("workday", "workdays"),
        CalendarUnit::Day => ("day", "days"),
        CalendarUnit::Week => ("week", "weeks"),
        CalendarUnit::Month => ("month", "months"),
        CalendarUnit::Year => ("year", "years"),
    };
    if count == 1 { one } else { many }
}

/// As in the contract: `not judged`.
pub(super) fn empty_word(empty: Empty) -> &'static str {
    match empty {
        Empty::Met => "met",
        Empty::Breached => "breached",
        Empty::NotJudged => "not judged",
        Empty::Undecided => "undecided",
    }
}

/// As in the contract: `settled`.
pub(super) fn counted_word(counted_by: CountedBy) -> &'static str {
    match counted_by {
        CountedBy::Settled => "settled",
        CountedBy::Opened => "opened",
        CountedBy::Resolved => "resolved",
        CountedBy::Closed => "closed",
    }
}

/// The conventions in force, as name and words.
pub(super) fn conventions(conventions: &Conventions) -> Vec<(&'static str, String)> {
    let priority = match conventions.priority {
        PriorityAt::Start => "at start",
        PriorityAt::Stop => "at stop",
        PriorityAt::Highest => "highest",
    };
    let reopened = match conventions.reopened {
        Reopened::FirstStop => "first stop",
        Reopened::LastStop => "last stop",
    };
    let mut all = vec![
        ("empty", empty_word(conventions.empty).to_owned()),
        ("counted_by", counted_word(conventions.counted_by).to_owned()),
        ("priority", priority.to_owned()),
        ("reopened", reopened.to_owned()),
        ("overlap", "merged".to_owned()),
    ];
    all.extend(conventions.workday.map(|workday| ("workday", workday.to_string())));
    all
}
