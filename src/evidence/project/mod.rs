//! The project file `sla.toml`: which contract, which evidence, and how its columns and values map to the contract's.

mod error;
mod folder;
mod look;
mod preset;
mod read;
mod statuses;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::diagnostic::Diagnostics;
use crate::evidence::encoding::Encoding;
use crate::model::Zone;
use crate::source::{SourceId, SourceMap, Span, Spanned};

pub(super) use error::ProjectError;
pub use look::{Look, Rgb};
pub(super) use preset::like as preset_like;

/// A project as its `sla.toml` says. Names of columns and values are checked against the contract when evidence is
/// loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// `contract`: path of the contract, relative to the project file.
    pub contract: Spanned<String>,
    /// `plan`: that of tickets that name none.
    pub plan: Option<Spanned<String>>,
    /// `[report]`: how its pages look.
    pub look: Look,
    /// Every `[evidence.<table>]` and every entry of `[[evidence.<table>]]`, by table, then as written.
    pub tables: Vec<TableSource>,
}

/// A table of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// `components`
    Components,
    /// `tickets`
    Tickets,
    /// `changes`
    Changes,
    /// `waits`
    Waits,
    /// `updates`
    Updates,
    /// `outages`
    Outages,
    /// `maintenance`
    Maintenance,
    /// `events`
    Events,
    /// `amounts`
    Amounts,
    /// `judgements`
    Judgements,
    /// `samples`
    Samples,
}

impl Table {
    /// All of them, in reading order.
    pub const ALL: [Self; 11] = [
        Self::Components,
        Self::Tickets,
        Self::Changes,
        Self::Waits,
        Self::Updates,
        Self::Outages,
        Self::Maintenance,
        Self::Events,
        Self::Amounts,
        Self::Judgements,
        Self::Samples,
    ];

    /// As in `sla.toml` and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Components => "components",
            Self::Tickets => "tickets",
            Self::Changes => "changes",
            Self::Waits => "waits",
            Self::Updates => "updates",
            Self::Outages => "outages",
            Self::Maintenance => "maintenance",
            Self::Events => "events",
            Self::Amounts => "amounts",
            Self::Judgements => "judgements",
            Self::Samples => "samples",
        }
    }
}

/// One `[evidence.<table>]`: files of one shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSource {
    /// Which table.
    pub table: Table,
    /// Its name in `sla.toml`.
    pub span: Span,
    /// `files`: paths, globs, or `-`.
    pub files: Vec<Spanned<String>>,
    /// `format`: overrides the file's ending.
    pub format: Option<Format>,
    /// `encoding`: how text is written in bytes; `None`: UTF-8, or UTF-16 by the mark at its start.
    pub encoding: Option<Encoding>,
    /// `delimiter`: one byte; default a comma, in TSV a tab.
    pub delimiter: Option<u8>,
    /// `rows`: in JSON and TOML the key that holds the rows; default the table's name.
    pub rows: Option<String>,
    /// `timezone` of timestamps without an offset; default that of `[evidence]`, then the contract's.
    pub timezone: Option<Zone>,
    /// `ambiguous`: which moment is meant by a local time that exists twice; `None`: such a row is bad.
    pub ambiguous: Option<WhichOfTwo>,
    /// `datetime`: accepted formats, tried in this order; none: ISO 8601.
    pub datetime: Vec<Spanned<String>>,
    /// `missing`: texts that stand for no value; the empty text always does.
    pub missing: Vec<String>,
    /// `decimal`: a comma instead of a point.
    pub decimal_comma: bool,
    /// `percent`: how percentages are written.
    pub percent: PercentStyle,
    /// `duration`: what a bare number in a duration column counts.
    pub duration: Option<DurationUnit>,
    /// `columns`: the contract's column → header in the file.
    pub columns: BTreeMap<String, (Span, Spanned<String>)>,
    /// `values.<column>`: text in the file → value of the contract (empty: missing).
    pub values: BTreeMap<String, (Span, BTreeMap<String, Spanned<String>>)>,
    /// `defaults`: columns that have one value in every row.
    pub defaults: BTreeMap<String, (Span, Spanned<String>)>,
    /// `only.<column>`: rows with another text are out of scope.
    pub only: BTreeMap<String, (Span, Vec<String>)>,
    /// `keep = "last"`: of several rows of a ticket the last one counts (table `tickets`).
    pub keep_last: bool,
    /// `absent`: columns that the files are known not to have.
    pub absent: Vec<Spanned<String>>,
    /// What the statuses of a status log mean (table `changes`).
    pub statuses: Statuses,
    /// `ends`: the rows are a log of statuses, and in these nothing is down and no work goes on (tables `outages` and
    /// `maintenance`).
    pub ends: Option<Vec<Spanned<String>>>,
    /// `repeat_until`: in calendars, events that repeat without end are read up to and including this day.
    pub repeat_until: Option<NaiveDate>,
    /// Columns that a preset names: they are read where the contract needs them, and may be others than it has.
    pub of_preset: BTreeSet<String>,
}

impl TableSource {
    /// Without files or settings.
    pub fn new(table: Table, span: Span) -> Self {
        Self {
            table,
            span,
            files: Vec::new(),
            format: None,
            encoding: None,
            delimiter: None,
            rows: None,
            timezone: None,
            ambiguous: None,
            datetime: Vec::new(),
            missing: vec![String::new()],
            decimal_comma: false,
            percent: PercentStyle::default(),
            duration: None,
            columns: BTreeMap::new(),
            values: BTreeMap::new(),
            defaults: BTreeMap::new(),
            only: BTreeMap::new(),
            keep_last: false,
            absent: Vec::new(),
            statuses: Statuses::default(),
            ends: None,
            repeat_until: None,
            of_preset: BTreeSet::new(),
        }
    }
}

impl TableSource {
    /// What a preset says of a column no longer counts: `sla.toml` says it itself.
    fn is_named(&mut self, column: &str) {
        if self.of_preset.remove(column) {
            self.columns.remove(column);
            self.defaults.remove(column);
        }
    }
}

/// What the statuses of a status log mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statuses {
    /// `waits`: status → reason for waiting.
    pub waits: BTreeMap<String, (Span, Spanned<String>)>,
    /// `responded`: entering one of these is the first response.
    pub responded: Vec<Spanned<String>>,
    /// `resolved`
    pub resolved: Vec<Spanned<String>>,
    /// `closed`
    pub closed: Vec<Spanned<String>>,
    /// `reopened`: entering one of these is a reopening, whatever came before.
    pub reopened: Vec<Spanned<String>>,
    /// `open`: statuses in which work goes on. When given, any status that is in no list is refused.
    pub open: Option<Vec<Spanned<String>>>,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Separated by commas or another delimiter.
    Csv,
    /// Separated by tabs.
    Tsv,
    /// An array of objects, or an object that holds one.
    Json,
    /// An object a line.
    Jsonl,
    /// `[[tickets]]`
    Toml,
    /// Events of a calendar.
    Ics,
}

/// Which of the two moments of a local time that clocks show twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhichOfTwo {
    /// `earlier`: in summer time.
    Earlier,
    /// `later`: after clocks went back.
    Later,
}

/// How percentages are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PercentStyle {
    /// `sign` (default): `45%`.
    #[default]
    Sign,
    /// `points`: `45` is 45 %.
    Points,
    /// `fraction`: `0.45` is 45 %.
    Fraction,
}

/// What a bare number in a duration column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DurationUnit {
    /// `seconds`
    Seconds,
    /// `minutes`
    Minutes,
    /// `hours`
    Hours,
}

impl Project {
    /// Reads the `sla.toml` in `source`.
    ///
    /// # Errors
    ///
    /// Everything in it that is not known, each with its place.
    pub fn parse(sources: &SourceMap, source: SourceId) -> Result<Self, Diagnostics> {
        read::project(sources, source)
    }

    /// The plan of tickets that name none.
    pub(super) fn plan(&self) -> Option<&str> {
        self.plan.as_ref().map(|plan| plan.value.as_str())
    }

    /// A project without an `sla.toml`: each of `names` that is called after a table (`tickets.csv`, `waits.json.gz`)
    /// is that table, with columns named as in the contract.
    pub fn of_folder(contract: &str, names: &[String]) -> Self {
        folder::project(contract, names)
    }
}
