//! The contract as written: every part that a message may underline carries its place. Nothing is resolved here,
//! and no literal has lost its spelling where the spelling shows (`85.0%` keeps its decimal).

use chrono::{NaiveDate, NaiveDateTime, Weekday};

use crate::quantity::{Elapsed, Ratio};
use crate::source::{Span, Spanned};

/// A name as written, NFC, without backticks.
pub type Name = Spanned<String>;

/// The text between quotes.
pub type Text = Spanned<String>;

/// One file: `edition 1` and its items, in source order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct File {
    /// `edition 1`.
    pub edition: Option<Spanned<u32>>,
    /// Everything after it.
    pub items: Vec<Item>,
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
    /// `clock name of ticket { … }`
    Clock(Clock),
    /// `component a "…", b "…"`
    Components(Vec<Component>),
    /// `group name { a, b }`
    Group(Group),
    /// `norm name { … }` or `kpi name { … }`
    Norm(Norm),
    /// `measure name of component -> percent { … }`
    Measure(Measure),
    /// `clause "4" "…" """ … """`
    Prose(Prose),
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

/// `holidays name { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holidays {
    /// Name, label, clause.
    pub head: Head,
    /// Its lines.
    pub lines: Vec<HolidayLine>,
}

/// One line of a holiday list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HolidayLine {
    /// `public NL with good_friday without liberation_day`
    Public {
        /// Region code as written: `NL`, `DE-BY`.
        region: Name,
        /// Disputed days switched on.
        with: Vec<Name>,
        /// Disputed days switched off.
        without: Vec<Name>,
    },
    /// `yearly 07-11 "…"`, `yearly 12-25 to 01-01 "…"`
    Yearly {
        /// First day.
        from: Spanned<MonthDay>,
        /// Last day, included; earlier in the year than `from`: over New Year.
        to: Option<Spanned<MonthDay>>,
        /// What it is called.
        label: Option<Text>,
    },
    /// `on 2024-05-10 "…"`, `on 2024-05-10 to 2024-05-12 "…"`
    On {
        /// The days.
        dates: DateRange,
        /// What it is called.
        label: Option<Text>,
    },
    /// `except 2024-05-05`
    Except {
        /// The days.
        dates: DateRange,
        /// Why.
        label: Option<Text>,
    },
}

/// A day of the year, `07-11`; 02-29 is allowed and holds in leap years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

/// `2024-05-10` or `2024-05-10 to 2024-05-12`, both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateRange {
    /// First day.
    pub from: Spanned<NaiveDate>,
    /// Last day; `None`: one day.
    pub to: Option<Spanned<NaiveDate>>,
}

/// `window name "Label" clause "8.4" zone +01:00 { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Name, label, clause.
    pub head: Head,
    /// Its own time zone, as written.
    pub zone: Option<Text>,
    /// Lines or algebra.
    pub body: WindowBody,
}

/// What a window is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WindowBody {
    /// `{ mon..fri 09:00-17:30 closed feestdagen }`
    Lines(Vec<WindowLine>),
    /// `= (sw1 within spits) outside onderhoud`
    Algebra(Expr),
}

/// One line of a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WindowLine {
    /// `mon..fri 09:00-12:00, 13:00-17:30 closed feestdagen`
    Regular {
        /// Which days.
        days: Vec<Spanned<DaySelector>>,
        /// The hours on those days.
        spans: Vec<Spanned<DaySpan>>,
        /// Holiday lists on which this line does not open.
        closed: Vec<Name>,
    },
    /// `third saturday of month 00:00 to sunday 24:00`, `third weekend of month`
    Monthly {
        /// Which one of the month.
        nth: Spanned<Nth>,
        /// A weekday, or the weekend: that Saturday 00:00 to Sunday 24:00, named by its Saturday.
        day: Spanned<MonthlyDay>,
        /// Hours; empty only for a weekend without hours, which is whole.
        spans: Vec<Spanned<DaySpan>>,
        /// `00:00 to sunday 24:00`: open from that time on the day until the weekday and time here.
        until: Option<MonthlyUntil>,
        /// Holiday lists on which this line does not open.
        closed: Vec<Name>,
    },
    /// `on 2024-12-24 09:00-12:00`, `on 2024-12-24 to 2024-12-26 closed`: replaces what the other lines say of those days
    Dated {
        /// The days.
        dates: DateRange,
        /// The hours; empty: closed.
        spans: Vec<Spanned<DaySpan>>,
    },
    /// `closed feestdagen`, for all regular lines of the window
    Closed(Vec<Name>),
}

/// `third saturday of month 00:00 to sunday 24:00`: the part from the first time on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthlyUntil {
    /// Opening time on the day itself, seconds after midnight.
    pub from: Spanned<u32>,
    /// The next such weekday after that day closes it.
    pub weekday: Spanned<Weekday>,
    /// Closing time on it, seconds after midnight, up to 86400.
    pub to: Spanned<u32>,
}

/// `first` to `fifth`, or `last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nth {
    /// 1 to 5.
    Nth(u8),
    /// The last one.
    Last,
}

/// What is counted within a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthlyDay {
    /// `saturday`
    Weekday(Weekday),
    /// `weekend`
    Weekend,
}

/// Which days a regular line is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DaySelector {
    /// `daily`
    Daily,
    /// `mon` or `mon..fri`; a range may run over Sunday (`sat..mon`)
    Weekdays {
        /// First weekday.
        from: Weekday,
        /// Last weekday, included.
        to: Weekday,
    },
    /// A holiday list: its days.
    Holidays(String),
}

/// `09:00-17:30` in seconds after local midnight; `to` up to 86400 (`24:00`); `to <= from` is over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaySpan {
    /// 0 to 86399.
    pub from: u32,
    /// 0 to 86400.
    pub to: u32,
}

/// `ensure a, b, c cover the week exactly once`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ensure {
    /// The whole line.
    pub span: Span,
    /// The windows.
    pub windows: Vec<Name>,
}

/// `priorities urgent "Urgent" > hoog > laag`, most urgent first
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priorities {
    /// The word `priorities`.
    pub keyword: Span,
    /// The levels, most urgent first.
    pub levels: Vec<Level>,
}

/// One priority, or one value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Its name; quoted or a whole number too.
    pub name: Name,
    /// What people call it.
    pub label: Option<Text>,
}

/// `ticket name "Label" { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Name, label, clause.
    pub head: Head,
    /// Columns beyond the built-in ones.
    pub columns: Vec<Column>,
    /// `waiting on klant, derde`: reasons that a wait may carry.
    pub waiting: Vec<Level>,
    /// `priority recorded, checked against matrix` (or `priority recorded`, `priority from matrix`), as written.
    pub priority: Option<Name>,
}

/// `outage { … }`, `maintenance { … }`: columns beyond the built-in ones
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// `outage` or `maintenance`.
    pub table: Name,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// `impact high | medium | low`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The column.
    pub name: Name,
    /// What people call it.
    pub label: Option<Text>,
    /// Its type.
    pub kind: Spanned<ColumnKind>,
}

/// The type of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnKind {
    /// `high | medium | low`, in this order
    Enumeration(Vec<Level>),
    /// `yes/no`
    YesNo,
    /// `percent`
    Percent,
    /// `number`
    Number,
    /// `text`
    Text,
    /// `duration`: elapsed time such as `1h30m`
    Duration,
    /// `instant`
    Instant,
}

/// `matrix priority of incident from impact, urgency { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// From the keyword to the `{`.
    pub span: Span,
    /// The ticket kind.
    pub ticket: Name,
    /// The column that the rows go by.
    pub rows: Name,
    /// The column that the columns go by.
    pub columns: Name,
    /// Clause number in the signed text.
    pub clause: Option<Text>,
    /// Header row and rows.
    pub table: Grid<Name>,
}

/// A table with a header row: the corner, the column heads, the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid<Cell> {
    /// `impact \ urgency`: the words in the corner, when any.
    pub corner: Vec<Name>,
    /// The header row's place.
    pub header: Span,
    /// The column heads.
    pub heads: Vec<Name>,
    /// The rows.
    pub rows: Vec<GridRow<Cell>>,
}

/// One row of a [`Grid`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow<Cell> {
    /// The row's place.
    pub span: Span,
    /// The value that it is about.
    pub name: Name,
    /// One cell a column head; the count is checked later.
    pub cells: Vec<Cell>,
}

/// `clock name "Label" of incident { from opened; to resolved; counting sw1; pausing while waiting on klant }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Name, label, clause.
    pub head: Head,
    /// The ticket kind.
    pub ticket: Name,
    /// `from opened`
    pub from: Option<Endpoint>,
    /// `to resolved`
    pub to: Option<Endpoint>,
    /// `counting sw1`: a window, an algebra, or `always`.
    pub counting: Option<Expr>,
    /// `pausing while waiting on klant, derde`
    pub pausing: Vec<Name>,
    /// `from opened, outside sw1 : next workday`: a start outside that window is moved to the opening of the window's
    /// next day
    pub outside: Option<Name>,
}

/// Where a clock starts or stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The clause.
    pub span: Span,
    /// How several moments make one.
    pub pick: Pick,
    /// `opened`, `responded`, `resolved`, `closed`, or a ticket column of type instant.
    pub moments: Vec<Name>,
}

/// How several moments make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// Just the one.
    Only,
    /// `first of a, b`: the earliest that is there.
    First,
    /// `later of a, b`: the latest, once all are there.
    Later,
}

/// One component: `HM1 "Leverancier 1"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Name, label, clause.
    pub head: Head,
}

/// `group HM "Herkenningsmakelaars" { HM1, HM2, HM3 }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Name, label, clause.
    pub head: Head,
    /// Components.
    pub members: Vec<Name>,
}

/// `norm name "Label" clause "6.1" { … }` or `kpi …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Norm {
    /// Whether it is a `kpi`.
    pub kpi: bool,
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
    /// `counted by opened`, for this norm alone
    CountedBy(Name),
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
    /// `none`: no norm here.
    None,
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
    /// `within 4h`, `in less than 4h`, `by end of workday 0`: 100 % of them
    Limit(Limit),
    /// `at most 2 maintenance of productie where …`, `at least 1 …`
    Count {
        /// `at most` (true) or `at least`.
        at_most: bool,
        /// How many.
        count: Spanned<u64>,
        /// Rows of a table.
        rows: Rows,
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
    /// `for each component of HM : rolbeschikbaarheid >= 99%`
    ForEach {
        /// A group.
        group: Name,
        /// What holds of each member; the measure is bound to it.
        requirement: Expr,
    },
}

/// `maintenance of productie where … lasting at least 5m`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// `maintenance` or `outages`.
    pub table: Name,
    /// A component or group; `None`: all rows.
    pub of: Option<Name>,
    /// Which rows: `where` and one condition, or parentheses.
    pub filter: Option<Expr>,
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

/// `measure name "Label" of component -> percent { a is …; result is … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Name, label, clause.
    pub head: Head,
    /// `of component`: where those words stand.
    pub of_component: Option<Span>,
    /// `percent`, `duration`, `count` or `number`, as written.
    pub result: Name,
    /// `name is expression`; the one called `result` is the value.
    pub steps: Vec<Step>,
}

/// `down is outages where cause is mextra`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Local name.
    pub name: Name,
    /// Its value.
    pub value: Expr,
}

/// An expression and its place.
pub type Expr = Spanned<ExprKind>;

/// What expressions are made of: measures, sets of intervals, populations, predicates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExprKind {
    /// A name: measure, local, window, table, column, enumeration value, `period`, `always`, `days`.
    Name(String),
    /// A literal.
    Literal(Literal),
    /// `a + b`, `a within b`, `a or b`, …
    Binary {
        /// Which.
        op: Spanned<BinaryOp>,
        /// Left operand.
        left: Box<Expr>,
        /// Right operand.
        right: Box<Expr>,
    },
    /// `a as share of b`
    ShareOf {
        /// The part.
        part: Box<Expr>,
        /// The whole.
        whole: Box<Expr>,
    },
    /// `a >= b`
    Compare {
        /// Which.
        op: Spanned<CompareOp>,
        /// Left operand.
        left: Box<Expr>,
        /// Right operand.
        right: Box<Expr>,
    },
    /// `a from 45% to 55%`, both included
    Between {
        /// What is compared.
        value: Box<Expr>,
        /// Least.
        low: Box<Expr>,
        /// Most.
        high: Box<Expr>,
    },
    /// `cause is mextra`, `cause is not mextra`
    Is {
        /// A column.
        value: Box<Expr>,
        /// Right-hand side.
        right: Box<Expr>,
        /// `is not`.
        negated: bool,
    },
    /// `cause is missing`, `cause is not missing`
    IsMissing {
        /// A column.
        value: Box<Expr>,
        /// `is not`.
        negated: bool,
    },
    /// `cause in (a, b)`, `cause not in (a, b)`
    In {
        /// A column.
        value: Box<Expr>,
        /// The list.
        list: Vec<Expr>,
        /// `not in`.
        negated: bool,
    },
    /// `not p`
    Not(Box<Expr>),
    /// `rows where predicate`
    Where {
        /// Rows.
        subject: Box<Expr>,
        /// Which.
        predicate: Box<Expr>,
    },
    /// `share of incident with oplostijd <= 6h`
    With {
        /// Rows.
        subject: Box<Expr>,
        /// Which are good.
        predicate: Box<Expr>,
    },
    /// `outages lasting at least 5m`
    Lasting {
        /// Rows.
        subject: Box<Expr>,
        /// `at least` (false) or `at most` (true).
        at_most: bool,
        /// How long.
        length: Spanned<Elapsed>,
    },
    /// `length of x`, `mean x of g`, `percentile 95 of x`
    Aggregate {
        /// Which.
        word: Spanned<Aggregate>,
        /// Over what.
        of: Box<Expr>,
    },
    /// `a of b`
    Of {
        /// Measure, clock, table, `days`.
        what: Box<Expr>,
        /// Component, group, ticket kind, `period`.
        of: Box<Expr>,
    },
    /// `opened incident`, `open incident`: the word before a ticket kind
    Qualified {
        /// `opened`, `responded`, `resolved`, `closed`, `open`.
        qualifier: Name,
        /// A ticket kind.
        kind: Name,
    },
    /// `x rounded to 2 decimals`
    Rounded {
        /// What.
        value: Box<Expr>,
        /// Decimals of the percentage or number, 0 to 12.
        decimals: Spanned<u32>,
    },
}

/// Operators with two operands that are not comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `within`: intersection
    Within,
    /// `outside`: difference
    Outside,
    /// `and`
    And,
    /// `or`: union or disjunction
    Or,
}

/// Comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompareOp {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
}

/// Words that make one value of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregate {
    /// Total length of an interval set.
    Length,
    /// How many rows, intervals or tickets.
    Count,
    /// The longest row.
    Longest,
    /// The shortest row.
    Shortest,
    /// Good ones among all.
    Share,
    /// Arithmetic mean.
    Mean,
    /// Middle value.
    Median,
    /// `percentile 95`: nearest rank, 1 to 100.
    Percentile(u32),
    /// Sum.
    Sum,
    /// Smallest of a group.
    Lowest,
    /// Largest of a group.
    Highest,
    /// Product of a group.
    Product,
    /// 1 − Π(1 − a) of a group.
    Redundant,
}

/// Literals in expressions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `99.5%`
    Percent(Percent),
    /// `4h`
    Elapsed(Elapsed),
    /// `2 workdays`
    Calendar(TimeBound),
    /// `3`, `2.5`
    Number(Number),
    /// `"…"`
    Text(String),
    /// `2024-03-01`
    Date(NaiveDate),
    /// `2024-03-01 18:00`, with an offset when written
    Instant(LocalInstant),
    /// `yes`, `no`
    YesNo(bool),
}

/// A moment as written: local time of the contract's zone unless it carries an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalInstant {
    /// Local date and time.
    pub local: NaiveDateTime,
    /// Seconds east of UTC, when written.
    pub offset: Option<i32>,
}

/// A percentage with the decimals it was written with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Percent {
    /// 99.5 % is 199/200.
    pub value: Ratio,
    /// Digits after the point, 0 to 12.
    pub decimals: u32,
}

/// A number with the decimals it was written with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Its value.
    pub value: Ratio,
    /// Digits after the point.
    pub decimals: u32,
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
}

/// `test "…" { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// What it shows.
    pub name: Text,
    /// Its lines.
    pub lines: Vec<TestLine>,
}

/// One line of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TestLine {
    /// `incident 1: priority urgent, opened 2024-03-01 18:00, resolved 2024-03-04 12:59`
    /// `outage: component mextra, from 2024-03-01 10:00, to 2024-03-01 11:00, cause mextra`
    /// `wait 1: from …, to …, reason klant`, `change 1: at …, field priority, value hoog`
    Given(Given),
    /// `period 2024-03`: what is judged; default: the period that holds the last moment given
    Period(Text),
    /// `as of 2024-04-01 00:00`: default: the end of that period
    AsOf(Spanned<LocalInstant>),
    /// `expect …`
    Expect(Spanned<Expectation>),
}

/// One row of evidence in a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Ticket kind, `outage`, `maintenance`, `wait` or `change`.
    pub table: Name,
    /// Ticket: the word or number after the kind.
    pub id: Option<Name>,
    /// `field value`.
    pub fields: Vec<GivenField>,
}

/// `opened 2024-03-01 18:00`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenField {
    /// Column.
    pub name: Name,
    /// A name (enumeration value) or a literal.
    pub value: Expr,
}

/// What a test expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// `oplostijden met`
    Verdict {
        /// A norm or kpi.
        norm: Name,
        /// `met`, `breached`, `undecided`, `empty`, `measured`.
        verdict: Name,
    },
    /// `oplostijd of incident 1 is 3h59m`
    Elapsed {
        /// A clock.
        clock: Name,
        /// Ticket kind.
        kind: Name,
        /// Ticket.
        id: Name,
        /// How much.
        elapsed: Spanned<Elapsed>,
    },
    /// `deadline of oplostijden of incident 1 is 2024-03-04 13:00`; with several bounds, the first one
    Deadline {
        /// A norm.
        norm: Name,
        /// Ticket kind.
        kind: Name,
        /// Ticket.
        id: Name,
        /// When.
        at: Spanned<LocalInstant>,
    },
    /// `beschikbaarheid of mextra is 99.73%`: compared exactly, or to the decimals written when `shown as` stands for `is`
    Value {
        /// A measure, or a measure of a component or group, or an aggregate of one.
        value: Expr,
        /// `is` (exact) or `shown as` (rounded for display to the decimals written).
        shown: bool,
        /// Percent, duration, count or number.
        want: Spanned<Literal>,
    },
}
