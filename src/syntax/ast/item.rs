//! Files, items, the contract header, conventions, prose.

use std::fmt;

use chrono::NaiveDate;

use crate::quantity::Elapsed;
use crate::source::{Span, Spanned};

use super::{
    Allow, Amends, Applies, Cadence, Change, Clock, Compensation, Component, Defect, Ensure, Entitlements, Escalation,
    Group, Holidays, Matrix, Measure, Metric, Norm, Objective, Plan, Priorities, Removal, Right, Rules, Slices, Status,
    Table, Test, Ticket, Use, Window,
};

/// A name as written, NFC, without backticks.
pub type Name = Spanned<String>;

/// The text between quotes.
pub type Text = Spanned<String>;

/// One file: `edition 1` and its items, in source order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct File {
    /// `edition 1`.
    pub edition: Option<Spanned<u32>>,
    /// `use "…"`, in source order.
    pub uses: Vec<Use>,
    /// `amends "…"`, which makes the items changes of another contract.
    pub amends: Option<Amends>,
    /// The other items.
    pub items: Vec<Item>,
    /// Which of them `replace` or `add` stands before, in order.
    pub changes: Vec<Change>,
    /// `remove …`, in source order.
    pub removals: Vec<Removal>,
    /// `allow …`, in source order.
    pub allows: Vec<Allow>,
    /// What could not be read, in source order: every syntax error reported has its skipped text here.
    pub lost: Vec<Lost>,
}

/// Text that was reported as a syntax error and skipped. Later passes blame nobody for what stood in it: a name written
/// there may be a declaration, a clause missing next to it may be that clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// What was skipped.
    pub span: Span,
    /// A whole item; otherwise a clause, row or line of the item in which it stands, which is kept.
    pub item: bool,
}

/// One item at the top level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// `contract "…" { … }`
    Contract(Contract),
    /// `conventions { … }`
    Conventions(Conventions),
    /// `holidays name { … }`
    Holidays(Holidays),
    /// `window name { … }` or `window name = …`
    Window(Window),
    /// `ensure a, b cover the week exactly once`
    Ensure(Ensure),
    /// `priorities a > b > c`
    Priorities(Priorities),
    /// `ticket name { … }`
    Ticket(Ticket),
    /// `outage { … }` or `maintenance { … }`
    Table(Table),
    /// `matrix priority of ticket from a, b { … }`
    Matrix(Matrix),
    /// `rules priority of ticket { … }`
    Rules(Rules),
    /// `clock name of ticket { … }`
    Clock(Clock),
    /// `component a "…", b "…"`
    Components(Vec<Component>),
    /// `group name { a, b }`
    Group(Group),
    /// `event a "…", b "…"`
    Events(Vec<Head>),
    /// `amount a "…", b "…"`
    Amounts(Vec<Head>),
    /// `judgement a "…", b "…"`
    Judgements(Vec<Head>),
    /// `metric name of component { … }`
    Metric(Metric),
    /// `plan a "…", b "…"`
    Plans(Vec<Plan>),
    /// `slices name of 1m of metric { … }`
    Slices(Slices),
    /// `applies to tickets where …`
    Applies(Applies),
    /// `cadence name of ticket { … }`
    Cadence(Box<Cadence>),
    /// `objective "…" { … }`
    Objective(Objective),
    /// `entitlements "…" { … }`
    Entitlements(Entitlements),
    /// `norm name { … }` or `kpi name { … }`
    Norm(Norm),
    /// `measure name of component -> percent { … }`
    Measure(Measure),
    /// `compensation name { … }`
    Compensation(Compensation),
    /// `right name when …`
    Right(Right),
    /// `status { … }`
    Status(Status),
    /// `escalation name of ticket { … }`
    Escalation(Escalation),
    /// `clause "4" "…" """ … """`
    Prose(Prose),
    /// `defect "8.4" "…"`
    Defect(Defect),
    /// `test "…" { … }`
    Test(Test),
}

/// What may stand after an item's keyword: `name "Label" clause "6.1"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The name that the contract uses.
    pub name: Name,
    /// What people call it.
    pub label: Option<Text>,
    /// Clause number in the signed text.
    pub clause: Option<Text>,
}

/// `contract "Name" { provider "…"; … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// The quoted name.
    pub name: Text,
    /// Its lines.
    pub fields: Vec<HeaderField>,
}

/// One line of the contract header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderField {
    /// `provider "…"`
    Provider(Text),
    /// `customer "…"`
    Customer(Text),
    /// `version "…"`
    Version(Text),
    /// `effective from 2024-01-01` with or without `to 2024-12-31` (inclusive)
    Effective {
        /// First day.
        from: Spanned<NaiveDate>,
        /// Last day.
        to: Option<Spanned<NaiveDate>>,
    },
    /// `timezone Europe/Amsterdam` or `timezone +01:00`, as written
    Timezone(Text),
    /// `locale nl`
    Locale(Text),
    /// `currency EUR`
    Currency(Text),
    /// `period month`
    Period(Spanned<PeriodKind>),
}

/// The length of the periods that norms are judged over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodKind {
    /// `month`
    Month,
    /// `quarter`, or `quarter starting february`: `first_month` 1 to 12
    Quarter {
        /// The month in which a first quarter begins.
        first_month: u32,
    },
    /// `half-year`
    HalfYear,
    /// `year`, or `year starting april`
    Year {
        /// The month in which the year begins, 1 to 12.
        first_month: u32,
    },
}

impl fmt::Display for PeriodKind {
    /// As written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MONTHS: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let (word, first_month) = match self {
            Self::Month => ("month", 1),
            Self::Quarter { first_month } => ("quarter", *first_month),
            Self::HalfYear => ("half-year", 1),
            Self::Year { first_month } => ("year", *first_month),
        };
        f.write_str(word)?;
        match MONTHS.get(first_month as usize - 1).filter(|_| first_month != 1) {
            Some(month) => write!(f, " starting {month}"),
            None => Ok(()),
        }
    }
}

/// `conventions { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conventions {
    /// The word `conventions`.
    pub keyword: Span,
    /// Its lines.
    pub lines: Vec<Convention>,
}

/// One line of `conventions`. Word values stay as written: `check` knows which words each takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Convention {
    /// `empty met`, `counted by settled`, `priority at stop`, `reopened last stop`, `overlap merged`
    Choice {
        /// The convention: `empty`, `counted by`, `priority`, `reopened`, `overlap`.
        key: Name,
        /// The words after it, joined by single spaces.
        value: Name,
    },
    /// `1 workday = 8h30m`
    Workday {
        /// The line.
        span: Span,
        /// How much window time one workday is.
        length: Spanned<Elapsed>,
    },
}

/// `clause "4" "Functioneel beheer klant" """ … """`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// Clause number.
    pub number: Text,
    /// Heading.
    pub title: Option<Text>,
    /// Markdown, indentation of the block removed.
    pub text: Option<Text>,
    /// Where each line of the text stands.
    pub lines: Vec<Span>,
}
