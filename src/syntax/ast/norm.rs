//! Norms, their tables and requirements.

use crate::quantity::Elapsed;
use crate::source::{Span, Spanned};

use super::{Expr, GridRow, Head, Name, Number, Percent, PeriodKind, SlicesShare, Text};

/// `norm name "Label" clause "6.1" { … }` or `kpi …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Norm {
    /// Whether it is a `kpi`.
    pub kpi: bool,
    /// `aim norm`: shown against its bounds, and never judged.
    pub aim: bool,
    /// The `objective` that it stands in.
    pub objective: Option<Text>,
    /// Name, label, clause.
    pub head: Head,
    /// Its clauses.
    pub clauses: Vec<NormClause>,
}

/// One clause of a norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NormClause {
    /// `clock oplostijd`
    Clock(Name),
    /// `where environment is productie`
    Where(Expr),
    /// `empty undecided`: the convention for this norm alone; words joined by single spaces
    Empty(Name),
    /// `source "Monitoring"`: where the figures come from
    Source(Text),
    /// `counted by opened`, for this norm alone
    CountedBy(Name),
    /// `every half-year`: the period of this norm
    Every(Spanned<PeriodKind>),
    /// `stale after 7 months`: how old the latest value may be
    Stale(Spanned<TimeBound>),
    /// `by priority { … }`
    By(By),
    /// A requirement on its own line.
    Requirement(Box<Requirement>),
}

/// `by priority { … }`, `by priority, environment { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// From `by` to the `{`.
    pub span: Span,
    /// One or two attributes: `priority`, `component`, or an enumeration column of the ticket.
    pub attributes: Vec<Name>,
    /// The rows.
    pub body: ByBody,
}

/// The rows of a `by`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ByBody {
    /// `urgent | 4h | 6h` under a header of bounds or of the second attribute's values.
    Table {
        /// The header row's place; `None` when there is no header row: one bare bound a row.
        header: Option<Span>,
        /// The column heads.
        heads: Vec<Head2>,
        /// The rows.
        rows: Vec<GridRow<Spanned<Cell>>>,
    },
    /// `productie "PI 2.1.1" clause "2.1.1" : beschikbaarheid >= 99.5%`
    Rows(Vec<ByRow>),
}

/// The head of a column of a `by` table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head2 {
    /// `90% in less than`, `85% within`
    Share {
        /// The least share.
        share: Spanned<Percent>,
        /// `in less than` (`<`) or `within` (`<=`).
        strict: bool,
    },
    /// A value of the second attribute.
    Value(Name),
}

/// One cell of a `by` table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// `4h`, `2 workdays`, `within 4h`, `< 4h`, `<= 4h`, `in less than 4h`, `by end of workday 0`; bare is `within`.
    Limit(Limit),
    /// `2 per workday`, in a cadence.
    Frequency(Spanned<Frequency>),
    /// `none`: no norm here.
    None,
}

/// `2 per workday`, `1 per 4h`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frequency {
    /// At least so many.
    pub count: u32,
    /// In so much time of the clock; `None`: on each of its workdays.
    pub per: Option<Elapsed>,
}

/// A bound on time, as written in a cell or a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// `<` or `in less than`; otherwise `<=`. `None`: a bare bound, the head decides.
    pub strict: Option<bool>,
    /// How long.
    pub time: Spanned<TimeBound>,
}

/// An elapsed or a calendar duration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeBound {
    /// `4h`, `1h30m`
    Elapsed(Elapsed),
    /// `2 workdays`, `3 workdays of sw1`, `2 weeks`, `1 month`, `5 days`
    Calendar {
        /// How many.
        count: u32,
        /// Of what.
        unit: CalendarUnit,
        /// `of sw1`.
        window: Option<Name>,
    },
    /// `by end of workday 0`, in a cell also `end of workday 0`: the closing time of the N-th workday after the start's
    EndOfWorkday(u32),
    /// `not agreed yet`
    NotAgreed,
}

/// Units that have no fixed length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CalendarUnit {
    /// Days on which the window opens.
    Workday,
    /// Calendar days.
    Day,
    /// Seven days.
    Week,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

/// `productie "PI 2.1.1" clause "2.1.1" : beschikbaarheid >= 99.5%`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByRow {
    /// The value, with its own label and clause. Several values may share a row: `a, b : …`.
    pub names: Vec<Name>,
    /// What people call it.
    pub label: Option<Text>,
    /// Clause number in the signed text.
    pub clause: Option<Text>,
    /// What holds there; `None` is `none`: no norm here.
    pub requirement: Option<Requirement>,
}

/// One requirement and its place.
pub type Requirement = Spanned<RequirementKind>;

/// What a requirement line can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequirementKind {
    /// `90% within 3 workdays`, `100% in less than 6h`: needs the norm's `clock`
    Share {
        /// The least share.
        share: Spanned<Percent>,
        /// Within how long.
        limit: Limit,
    },
    /// `99.5% of slices of 1m of latency with mean <= 4s`
    Slices(Box<SlicesShare>),
    /// `2 per workday`, in a cadence
    Frequency(Spanned<Frequency>),
    /// `within 4h`, `in less than 4h`, `by end of workday 0`: 100 % of them
    Limit(Limit),
    /// `at most 2 maintenance of productie where … over any 30 days`, `at least 1 …`
    Count {
        /// `at most` (true) or `at least`.
        at_most: bool,
        /// How many.
        count: Spanned<u64>,
        /// Rows of a table.
        rows: Rows,
        /// Over which time, instead of the period.
        over: Option<Spanned<Stretch>>,
    },
    /// `each maintenance of productie lasts at most 6h`
    EachLasts {
        /// Rows of a table.
        rows: Rows,
        /// `at most` (true) or `at least`.
        at_most: bool,
        /// How long.
        length: Spanned<Elapsed>,
    },
    /// `every maintenance of productie is announced at least 3 workdays of sw1 before`
    Announced {
        /// Rows of a table.
        rows: Rows,
        /// How long before.
        notice: Spanned<TimeBound>,
    },
    /// `no maintenance of preproductie overlapping venster`
    NoneOverlapping {
        /// Rows of a table.
        rows: Rows,
        /// A window or window algebra.
        window: Expr,
    },
    /// `beschikbaarheid of mextra >= 99.5%`, or in a kpi just `stelsel`
    Formula(Expr),
    /// `event report within 10 workdays of office after the period`; only in `oblige`
    Due {
        /// What must happen.
        event: Name,
        /// Within how long.
        time: Spanned<TimeBound>,
        /// After which event; `None`: after the period.
        after: Option<Name>,
    },
    /// `event review at least 2 per period`; only in `oblige`
    PerPeriod {
        /// What must happen.
        event: Name,
        /// `at most` (true) or `at least`.
        at_most: bool,
        /// How often.
        count: Spanned<u64>,
    },
    /// `for each component of HM : rolbeschikbaarheid >= 99%`
    ForEach {
        /// A group.
        group: Name,
        /// What holds of each member; the measure is bound to it.
        requirement: Expr,
    },
    /// `together HM : rolbeschikbaarheid >= 99.9%`
    Together {
        /// A group.
        group: Name,
        /// What holds of all members as one.
        requirement: Expr,
    },
}

/// `maintenance of productie where … announced at least 48h before lasting at least 5m`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// `maintenance` or `outages`.
    pub table: Name,
    /// A component or group; `None`: all rows.
    pub of: Option<Name>,
    /// Which rows: `where` and one condition, or parentheses.
    pub filter: Option<Expr>,
    /// How long before their start they were announced.
    pub announced: Vec<Spanned<TimeBound>>,
    /// How long each of them is: `lasting at least 5m`.
    pub lasting: Vec<Lasting>,
}

/// `lasting at least 5m`, `lasting at most 2h`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lasting {
    /// `at most` (true) or `at least`.
    pub at_most: bool,
    /// How long.
    pub length: Spanned<Elapsed>,
}

/// Over which time something is measured, instead of the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// `the last 12 months`: up to the end of the period
    Last(TimeBound),
    /// `any 30 days`: every stretch of that length that ends in the period
    Any(TimeBound),
}

/// Of how much a weight is a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeightTotal {
    /// `of 1200`
    Number(Spanned<Number>),
    /// `of users_in_total`
    Column(Name),
}
