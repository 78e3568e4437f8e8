//! The contract resolved and typed: ids instead of names, units decided, every table complete. Plain data, made by
//! `check`, frozen by `model`, read by all rooms after it (through `crate::model`).

use chrono::{NaiveDate, Weekday};

pub use crate::quantity::Zone;
use crate::quantity::{Elapsed, Ratio};
use crate::source::{Span, Spanned};
pub use crate::syntax::ast::{CalendarUnit, DaySpan, LocalInstant, MonthDay, MonthlyDay, Nth, PeriodKind, Pick};

/// Declares an index newtype into one of the model's vectors.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// As an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A `holidays` list.
    HolidaysId;
    /// A `window`.
    WindowId;
    /// A priority; 0 is the most urgent.
    PriorityId;
    /// A ticket kind.
    TicketKindId;
    /// A clock.
    ClockId;
    /// A component.
    ComponentId;
    /// A group of components.
    GroupId;
    /// A measure.
    MeasureId;
    /// A norm or kpi.
    NormId;
    /// A column of one table, in order of declaration.
    ColumnId;
    /// A value of one enumeration, in order of declaration.
    ValueId;
    /// A reason for waiting of one ticket kind, in order of declaration.
    ReasonId;
    /// A step of one measure.
    StepId;
}

/// Name, label and place of a declared thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// As the contract names it.
    pub name: String,
    /// What people call it.
    pub label: Option<String>,
    /// Clause number in the signed text.
    pub clause: Option<String>,
    /// Where its name stands.
    pub span: Span,
}

impl Declared {
    /// The label, or else the name.
    pub fn title(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.name)
    }
}

/// The `contract` header with the defaults of the edition filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Name of the contract.
    pub name: String,
    /// Who provides the service.
    pub provider: Option<String>,
    /// Who receives it.
    pub customer: Option<String>,
    /// Version as written.
    pub version: Option<String>,
    /// First day on which it holds.
    pub effective_from: Option<NaiveDate>,
    /// Last day on which it holds.
    pub effective_to: Option<NaiveDate>,
    /// Zone of local times.
    pub zone: Zone,
    /// Language of numbers and words.
    pub locale: Locale,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// Length of the judged periods.
    pub period: PeriodKind,
}

/// Language of numbers and words in output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locale {
    /// `nl`: 99,73%
    Dutch,
    /// `en`: 99.73%
    English,
    /// `fr`: 99,73 %
    French,
    /// `de`: 99,73 %
    German,
}

/// What contracts leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conventions {
    /// What 0/0 is.
    pub empty: Empty,
    /// Which instant puts a ticket into a period.
    pub counted_by: CountedBy,
    /// Which priority decides the bound.
    pub priority: PriorityAt,
    /// Which stop counts after a reopening.
    pub reopened: Reopened,
    /// `1 workday = 8h30m`, when the contract declares it: calendar workdays then are elapsed time.
    pub workday: Option<Elapsed>,
}

/// What nothing-to-judge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Empty {
    /// `met` (default)
    Met,
    /// `breached`
    Breached,
    /// `not judged`: verdict `empty`
    NotJudged,
    /// `undecided`
    Undecided,
}

/// Which instant puts a ticket into a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedBy {
    /// `settled` (default; semantics 4.2)
    Settled,
    /// `opened`
    Opened,
    /// `resolved`
    Resolved,
    /// `closed`
    Closed,
}

/// Which priority decides the bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriorityAt {
    /// `at start`
    Start,
    /// `at stop` (default): the priority at the stop, or now while it runs.
    Stop,
    /// `highest` that it had while the clock ran.
    Highest,
}

/// Which stop counts after a reopening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reopened {
    /// `first stop`
    FirstStop,
    /// `last stop` (default)
    LastStop,
}

/// A `holidays` list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holidays {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// Public holidays.
    pub public: Vec<PublicHolidays>,
    /// `yearly`: from, to (included, may run over New Year), label.
    pub yearly: Vec<(MonthDay, MonthDay, Option<String>)>,
    /// `on`: first, last (included), label.
    pub on: Vec<(NaiveDate, NaiveDate, Option<String>)>,
    /// `except`: first, last (included).
    pub except: Vec<(NaiveDate, NaiveDate)>,
}

/// `public NL with good_friday`. The calendar knows the regions and their options, and refuses others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicHolidays {
    /// Region code as written: `NL`, `DE-BY`.
    pub region: Spanned<String>,
    /// Options switched on.
    pub with: Vec<Spanned<String>>,
    /// Options switched off.
    pub without: Vec<Spanned<String>>,
}

/// A window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// Zone of its local times.
    pub zone: Zone,
    /// What it is.
    pub body: WindowBody,
}

/// What a window is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WindowBody {
    /// Weekly, monthly and dated lines. Their union; a dated line replaces all others on its days.
    Lines {
        /// Lines that recur.
        regular: Vec<RegularLine>,
        /// First day, last day (included), hours (none: closed).
        dated: Vec<(NaiveDate, NaiveDate, Vec<DaySpan>)>,
    },
    /// `= a within b`
    Algebra(WindowExpr),
}

/// A line that recurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegularLine {
    /// On which days it opens.
    pub days: Vec<Days>,
    /// Hours on each.
    pub spans: Vec<LineSpan>,
    /// Holiday lists on whose dates it does not open (those of the line and of the whole window).
    pub closed: Vec<HolidaysId>,
}

/// Hours of a line: opens `from` seconds after midnight of the day, closes `to` seconds after midnight of the day
/// `days_later` days on. Belongs to the day on which it opens (semantics 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineSpan {
    /// 0 to 86399.
    pub from: u32,
    /// 0 to 86400.
    pub to: u32,
    /// 0 on the same day, 1 over midnight, up to 6.
    pub days_later: u32,
}

/// Which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// From a weekday to a weekday, both included; may run over Sunday.
    Weekdays(Weekday, Weekday),
    /// The dates of a holiday list.
    Holidays(HolidaysId),
    /// `third saturday of month`
    NthWeekday(Nth, Weekday),
    /// The day after it: Sunday of `third weekend of month`, which goes by its Saturday.
    AfterNthWeekday(Nth, Weekday),
}

/// Window algebra.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WindowExpr {
    /// A window.
    Window(WindowId),
    /// All time.
    Always,
    /// `or`
    Union(Box<WindowExpr>, Box<WindowExpr>),
    /// `within`
    Intersection(Box<WindowExpr>, Box<WindowExpr>),
    /// `outside`
    Difference(Box<WindowExpr>, Box<WindowExpr>),
}

/// `ensure … cover the week exactly once`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ensure {
    /// The line.
    pub span: Span,
    /// The windows.
    pub windows: Vec<WindowId>,
}

/// A priority, or a value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// As written and as in evidence.
    pub name: String,
    /// What people call it.
    pub label: Option<String>,
}

/// A column beyond the built-in ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name, label, place.
    pub declared: Declared,
    /// Its type.
    pub kind: ColumnKind,
}

/// The type of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnKind {
    /// One of these.
    Enumeration(Vec<Level>),
    /// `yes/no`
    YesNo,
    /// `percent`
    Percent,
    /// `number`
    Number,
    /// `text`
    Text,
    /// `duration`
    Duration,
    /// `instant`
    Instant,
}

/// A kind of ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketKind {
    /// Name, label, place.
    pub declared: Declared,
    /// Columns beyond the built-in ones.
    pub columns: Vec<Column>,
    /// Reasons that a wait may carry.
    pub reasons: Vec<Level>,
    /// Where the priority comes from.
    pub priority: PrioritySource,
}

/// Where a ticket's priority comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrioritySource {
    /// The `priority` column.
    Recorded,
    /// The matrix.
    Matrix(Matrix),
    /// The `priority` column; where the matrix differs is counted.
    Checked(Matrix),
}

/// A total table from two enumeration columns to a priority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// Clause number in the signed text.
    pub clause: Option<String>,
    /// The `matrix` line.
    pub span: Span,
    /// Column of the ticket that the rows go by.
    pub rows: ColumnId,
    /// Column of the ticket that the columns go by.
    pub columns: ColumnId,
    /// `cells[row value][column value]`; `None`: that combination has no priority (cell `none`).
    pub cells: Vec<Vec<Option<PriorityId>>>,
}

/// A clock over one ticket kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// The ticket kind.
    pub ticket: TicketKindId,
    /// Start.
    pub from: Endpoint,
    /// Stop.
    pub to: Endpoint,
    /// When it runs.
    pub counting: WindowExpr,
    /// Reasons for waiting that pause it.
    pub pausing: Vec<ReasonId>,
    /// A start outside this window is moved to the opening of the window's next day.
    pub outside: Option<WindowId>,
}

/// Where a clock starts or stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// How several moments make one.
    pub pick: Pick,
    /// The moments.
    pub moments: Vec<Moment>,
}

/// A moment of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// `opened`
    Opened,
    /// `responded`
    Responded,
    /// `resolved`
    Resolved,
    /// `closed`
    Closed,
    /// A column of type instant.
    Column(ColumnId),
}

/// A component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Name, label, clause, place.
    pub declared: Declared,
}

/// A group of components.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// In the order written; none twice.
    pub members: Vec<ComponentId>,
}

/// A norm or kpi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Norm {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// A kpi is measured and never judged.
    pub kpi: bool,
    /// What nothing-to-judge is, here.
    pub empty: Empty,
    /// Which instant puts a ticket into a period, here.
    pub counted_by: CountedBy,
    /// In the order written: rows, and within a row its bounds.
    pub requirements: Vec<Requirement>,
}

/// One line of a norm: what is measured, and the bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// `by` attributes and the values of this row.
    pub group: Vec<GroupValue>,
    /// The row's own label.
    pub label: Option<String>,
    /// The row's own clause.
    pub clause: Option<String>,
    /// Where it is written.
    pub span: Span,
    /// In words: `share of incident with oplostijd <= 6h`.
    pub text: String,
    /// What is measured.
    pub subject: Subject,
    /// What it is compared with; `None` in a kpi, and for `none` cells (see [`Subject::NoNorm`]).
    pub bound: Option<Bound>,
}

/// `priority` = `hoog`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupValue {
    /// The attribute as written: `priority`, `component`, a column.
    pub attribute: String,
    /// The value's name.
    pub value: String,
    /// What people call the value.
    pub label: Option<String>,
}

/// What a requirement measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The share of tickets whose clock kept within a limit.
    Timed(Timed),
    /// A formula.
    Formula {
        /// The value.
        value: Formula,
        /// The component that an unbound measure is bound to (`by component`, `for each`).
        component: Option<ComponentId>,
    },
    /// Every row must satisfy something: the value is the number of rows that do, of all; the bound is 100 %.
    EachRow {
        /// Which rows.
        rows: RowSet,
        /// What each must satisfy.
        rule: RowRule,
    },
    /// The cell says `none`: listed, never judged.
    NoNorm,
}

/// Tickets under one time limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timed {
    /// The clock (and through it the ticket kind).
    pub clock: ClockId,
    /// Which tickets: the norm's `where` and the row's attributes.
    pub filter: Predicate,
    /// `<`, otherwise `<=`.
    pub strict: bool,
    /// The limit.
    pub limit: Limit,
    /// Column of the table, from 0: tickets count once per norm and level (semantics 4.3).
    pub level: usize,
}

/// A limit on time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// Time on the clock.
    Elapsed(Elapsed),
    /// A calendar duration (semantics 3.4). `days_of`: whose opening days are workdays (the clock's own window unless `of w`).
    Calendar {
        /// How many.
        count: u32,
        /// Of what.
        unit: CalendarUnit,
        /// Whose days on which it opens are workdays.
        days_of: WindowExpr,
    },
    /// The closing time of the N-th workday after the start's.
    EndOfWorkday {
        /// 0 is the start's own.
        count: u32,
        /// Whose days.
        days_of: WindowExpr,
    },
}

/// A bound on a measured value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Which side is good.
    pub op: Comparison,
    /// The value.
    pub value: Value,
    /// Digits after the point as written, for display.
    pub decimals: u32,
}

/// Comparisons of a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
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

impl Comparison {
    /// As written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::Equal => "=",
            Self::NotEqual => "!=",
        }
    }

    /// Whether `left op right`.
    pub fn holds<T: Ord>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::More => left > right,
            Self::AtLeast => left >= right,
            Self::Equal => left == right,
            Self::NotEqual => left != right,
        }
    }
}

/// A value with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A share: 1 is 100 %.
    Percent(Ratio),
    /// Time.
    Elapsed(Elapsed),
    /// How many.
    Count(i64),
    /// A bare number.
    Number(Ratio),
}

/// The unit of a [`Value`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// `percent`
    Percent,
    /// `duration`
    Elapsed,
    /// `count`
    Count,
    /// `number`
    Number,
}

impl Unit {
    /// As in JSON and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Elapsed => "duration",
            Self::Count => "count",
            Self::Number => "number",
        }
    }
}

/// A typed formula: `unit` is what it yields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// What it yields.
    pub unit: Unit,
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub kind: FormulaKind,
}

/// What a formula is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormulaKind {
    /// A literal.
    Literal(Value),
    /// `days of period`: calendar days of the period in the contract's zone, a count.
    DaysOfPeriod,
    /// A step of the measure.
    Step(StepId),
    /// `length of set`
    Length(SetExpr),
    /// `+`; operands of one unit.
    Add(Box<Formula>, Box<Formula>),
    /// `-`; operands of one unit.
    Sub(Box<Formula>, Box<Formula>),
    /// `*`; count × elapsed, percent × percent, number × anything.
    Mul(Box<Formula>, Box<Formula>),
    /// `/` or `as share of` on two values of one unit: percent; or a value / number.
    Div(Box<Formula>, Box<Formula>),
    /// `set as share of set`: length by length, percent.
    ShareOfSets(SetExpr, SetExpr),
    /// `rounded to n decimals` of a percentage or number, half up: part of the measure.
    Rounded(Box<Formula>, u32),
    /// A measure, bound to `subject`.
    Measure(MeasureId, MeasureSubject),
    /// `mean m of HM`: over the members of a group.
    OverGroup(GroupAggregate, MeasureId, GroupId),
    /// `count of outages …`, `longest outages …`: whole rows (semantics 5.2).
    Rows(RowAggregate, RowSet),
    /// A figure over tickets.
    Tickets(TicketFormula),
}

/// What a measure is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureSubject {
    /// The measure is about the whole contract.
    Whole,
    /// `m of HM1`
    Component(ComponentId),
    /// The component that the surrounding measure, row or `for each` is bound to.
    Bound,
}

/// Aggregates over the members of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupAggregate {
    /// Arithmetic mean.
    Mean,
    /// Smallest.
    Lowest,
    /// Largest.
    Highest,
    /// Product (percent only).
    Product,
    /// Sum.
    Sum,
    /// 1 − Π(1 − a) (percent only).
    Redundant,
}

/// Aggregates over whole rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowAggregate {
    /// How many began in the period.
    Count,
    /// The longest that ended in the period (open ones so far).
    Longest,
    /// The shortest that ended in the period.
    Shortest,
}

/// A set of intervals, clipped to the period when measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetExpr {
    /// The period.
    Period,
    /// Window algebra.
    Window(WindowExpr),
    /// Rows of a table as intervals.
    Rows(RowSet),
    /// A step of the measure.
    Step(StepId),
    /// `or`
    Union(Box<SetExpr>, Box<SetExpr>),
    /// `within`
    Intersection(Box<SetExpr>, Box<SetExpr>),
    /// `outside`
    Difference(Box<SetExpr>, Box<SetExpr>),
}

/// Tables whose rows are intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IntervalTable {
    /// `outages`
    Outages,
    /// `maintenance`
    Maintenance,
}

/// Rows of an interval table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowSet {
    /// Which table.
    pub table: IntervalTable,
    /// Whose rows.
    pub of: RowOwner,
    /// Which rows.
    pub filter: Predicate,
    /// Least length of the merged row, then most length.
    pub at_least: Option<Elapsed>,
    /// Most length of the merged row.
    pub at_most: Option<Elapsed>,
}

/// Whose rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowOwner {
    /// Everybody's.
    All,
    /// Of one component (rows on a group that holds it count too).
    Component(ComponentId),
    /// Of any member of a group.
    Group(GroupId),
    /// Of the component that the surrounding measure or row is bound to.
    Bound,
}

/// What each row must satisfy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowRule {
    /// `lasts at most 6h` (`at least`: the other comparison), judged where the row ends.
    Lasts(Comparison, Elapsed),
    /// Announced so long before its start, judged where the row starts… and ends, see semantics 5.2.
    Announced(Limit),
    /// Not overlapping the window.
    NotOverlapping(WindowExpr),
}

/// A condition on one row; three-valued (Kleene) where the row lacks the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Predicate {
    /// Always true.
    True,
    /// Both.
    And(Box<Predicate>, Box<Predicate>),
    /// Either.
    Or(Box<Predicate>, Box<Predicate>),
    /// Not.
    Not(Box<Predicate>),
    /// One of these enumeration values.
    OneOf(ColumnId, Vec<ValueId>),
    /// One of these priorities.
    PriorityIn(Vec<PriorityId>),
    /// A priority compared: `priority >= hoog` is "at least as urgent".
    PriorityCompared(Comparison, PriorityId),
    /// One of these components.
    ComponentIn(Vec<ComponentId>),
    /// A yes/no column.
    YesNo(ColumnId, bool),
    /// A percent or number column compared.
    Compared(ColumnId, Comparison, Ratio),
    /// A duration column compared.
    ElapsedCompared(ColumnId, Comparison, Elapsed),
    /// A text column equal to.
    TextIs(ColumnId, String),
    /// A column (or built-in column) has no value.
    Missing(AnyColumn),
    /// A clock of the ticket compared with an elapsed limit: `oplostijd <= 6h`. Never in `where`, only after `with`.
    Clock(ClockId, Comparison, Elapsed),
}

/// Built-in and declared columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnyColumn {
    /// A declared one.
    Column(ColumnId),
    /// `priority`
    Priority,
    /// `component`
    Component,
    /// A moment of a ticket.
    Moment(Moment),
}

/// A figure over tickets of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketFormula {
    /// The kind.
    pub kind: TicketKindId,
    /// Which tickets.
    pub filter: Predicate,
    /// What figure.
    pub figure: TicketFigure,
}

/// Figures over tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketFigure {
    /// `count of opened incident`: whose moment lies in the period.
    Count(Moment),
    /// `count of open incident`: opened and not resolved (nor closed) at the end of the period.
    CountOpen,
    /// `share of incident with …`: settled in the period; the clock, when the predicate is one bound on a clock.
    Share(Predicate),
    /// `mean oplostijd of incident`, …: over tickets whose clock stopped in the period.
    Clock(ClockId, Statistic),
}

/// Statistics over clock readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// Arithmetic mean (exact, may be a fraction of a microsecond; kept as such in `exact`).
    Mean,
    /// Middle value; of an even number the mean of the two in the middle.
    Median,
    /// Nearest rank: the smallest reading that at least p % do not exceed.
    Percentile(u32),
    /// Largest.
    Longest,
    /// Smallest.
    Shortest,
    /// Sum.
    Sum,
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// Whether it is `of component`.
    pub of_component: bool,
    /// What it yields.
    pub unit: Unit,
    /// Local definitions in an order in which each uses only earlier ones; the last is `result`.
    pub steps: Vec<Step>,
}

/// A local definition of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Where.
    pub span: Span,
    /// The source text of the value, one line.
    pub text: String,
    /// Its value.
    pub value: StepValue,
}

/// A step is a set or a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepValue {
    /// Intervals.
    Set(SetExpr),
    /// A value.
    Formula(Formula),
}

/// Prose of one clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// Clause number.
    pub number: String,
    /// Heading.
    pub title: Option<String>,
    /// Markdown.
    pub text: Option<String>,
    /// Where.
    pub span: Span,
}

/// A worked example in the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// What it shows.
    pub name: String,
    /// Where.
    pub span: Span,
    /// Tickets, in order of first mention.
    pub tickets: Vec<GivenTicket>,
    /// Outages and maintenance.
    pub intervals: Vec<GivenInterval>,
    /// Waits.
    pub waits: Vec<GivenWait>,
    /// Changes.
    pub changes: Vec<GivenChange>,
    /// The period judged as written (`2024-03`, `2024-Q1`, `2024`); `None`: the one that holds the last moment given.
    pub period: Option<(String, Span)>,
    /// `as of`, in the contract's zone.
    pub as_of: Option<(LocalInstant, Span)>,
    /// What must come out.
    pub expectations: Vec<Expectation>,
}

/// A ticket of a test. Moments are local times of the contract's zone; the calendar turns them into instants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenTicket {
    /// Kind.
    pub kind: TicketKindId,
    /// Its word or number.
    pub id: String,
    /// Where.
    pub span: Span,
    /// Built-in and declared moments.
    pub moments: Vec<(Moment, LocalInstant, Span)>,
    /// Recorded priority.
    pub priority: Option<PriorityId>,
    /// Component.
    pub component: Option<ComponentId>,
    /// Other columns.
    pub cells: Vec<(ColumnId, GivenCell)>,
}

/// A value in a test's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenCell {
    /// Of an enumeration.
    Value(ValueId),
    /// Of a yes/no column.
    YesNo(bool),
    /// Percent or number.
    Number(Ratio),
    /// Text.
    Text(String),
    /// Duration.
    Elapsed(Elapsed),
}

/// An outage or maintenance row of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenInterval {
    /// Table.
    pub table: IntervalTable,
    /// Where.
    pub span: Span,
    /// A component, or a group (each member).
    pub of: Vec<ComponentId>,
    /// Start.
    pub from: (LocalInstant, Span),
    /// End; `None`: open.
    pub to: Option<(LocalInstant, Span)>,
    /// Maintenance only.
    pub announced: Option<(LocalInstant, Span)>,
    /// Other columns.
    pub cells: Vec<(ColumnId, GivenCell)>,
}

/// A wait of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenWait {
    /// Ticket.
    pub ticket: String,
    /// Kind of that ticket.
    pub kind: TicketKindId,
    /// Start.
    pub from: (LocalInstant, Span),
    /// End; `None`: open.
    pub to: Option<(LocalInstant, Span)>,
    /// Reason.
    pub reason: ReasonId,
}

/// A change of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenChange {
    /// Ticket.
    pub ticket: String,
    /// Kind of that ticket.
    pub kind: TicketKindId,
    /// When.
    pub at: (LocalInstant, Span),
    /// What becomes of it.
    pub change: GivenChangeKind,
}

/// What a change of a test does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenChangeKind {
    /// `field priority, value hoog`
    Priority(PriorityId),
    /// `field status, value reopened`
    Reopened,
    /// `field status, value resolved`
    Resolved,
    /// `field status, value closed`
    Closed,
}

/// What must come out of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// Where.
    pub span: Span,
    /// The line's text after `expect`.
    pub text: String,
    /// What.
    pub kind: ExpectationKind,
}

/// What must come out of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectationKind {
    /// A norm's verdict.
    Verdict(NormId, ExpectedVerdict),
    /// A clock's reading.
    Elapsed(ClockId, String, Elapsed),
    /// The deadline of a ticket under the first bound of a norm that applies to it.
    Deadline(NormId, String, LocalInstant),
    /// A formula's value, exactly.
    Exactly(Formula, Value),
    /// A formula's value as displayed with this many decimals.
    Shown(Formula, Value, u32),
}

/// Verdict words in a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpectedVerdict {
    /// `met`
    Met,
    /// `breached`
    Breached,
    /// `undecided`
    Undecided,
    /// `empty`
    Empty,
    /// `measured`
    Measured,
}
