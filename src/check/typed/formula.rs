//! Measures, formulas, sets of intervals, predicates.

use crate::quantity::{Elapsed, Ratio};
use crate::source::Span;

use super::{
    AnyColumn, BudgetSpan, CalendarUnit, ClockId, ColumnId, Comparison, ComponentId, Declared, EventId, GroupId,
    IntervalTable, JudgementId, Limit, MeasureId, Moment, NormId, PlanId, PriorityId, SampleFormula, SliceFormula,
    SliceSide, SlicesId, StepId, TicketKindId, ValueId, WindowExpr,
};

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

impl Value {
    /// As a fraction, to compare values of one unit: time in seconds.
    pub fn ratio(&self) -> Ratio {
        match self {
            Self::Percent(ratio) | Self::Number(ratio) => ratio.clone(),
            Self::Elapsed(elapsed) => elapsed.seconds(),
            Self::Count(count) => Ratio::whole(*count),
        }
    }

    /// Its unit.
    pub fn unit(&self) -> Unit {
        match self {
            Self::Percent(_) => Unit::Percent,
            Self::Elapsed(_) => Unit::Elapsed,
            Self::Count(_) => Unit::Count,
            Self::Number(_) => Unit::Number,
        }
    }
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
    /// A figure over samples.
    Samples(SampleFormula),
    /// A figure over slices.
    Slices(SliceFormula),
    /// `count of report`: how often an event happened in the period.
    Events(EventId),
    /// `together HM : m`: all members as one. Counts and times are added up; of a share both sides are.
    Together(GroupId, Box<Formula>),
    /// `m over the last 12 months`: over that time, up to the end of the period. Only at the top.
    OverLast(Past, Box<Formula>),
    /// `m over any 30 days`: of every stretch of that length that ends in the period the least or the most. Only at the top.
    OverAny(Elapsed, Extreme, Box<Formula>),
}

/// A calendar time that ends with the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past {
    /// How many.
    pub count: u32,
    /// Days, weeks, months or years.
    pub unit: CalendarUnit,
}

/// Which of many values a bound is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extreme {
    /// The least, of a bound such as `>= 99.9%`.
    Least,
    /// The most, of a bound such as `<= 4`.
    Most,
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
    /// Good or bad slices.
    Slices(SlicesId, MeasureSubject, SliceSide),
    /// A step of the measure.
    Step(StepId),
    /// `or`
    Union(Box<SetExpr>, Box<SetExpr>),
    /// `within`
    Intersection(Box<SetExpr>, Box<SetExpr>),
    /// `outside`
    Difference(Box<SetExpr>, Box<SetExpr>),
    /// `at least 2 of HM in set`: when so many members are in it, each with its own rows.
    Quorum(u32, GroupId, Box<SetExpr>),
    /// `first 10h per year of set`
    First(Elapsed, BudgetSpan, Box<SetExpr>),
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
    /// How long before its start each row was announced.
    pub notices: Vec<Limit>,
    /// How much of the service each row was about; `None`: all of it.
    pub weight: Option<Box<Weight>>,
}

/// How much of the service a row was about, from 0 to 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weight {
    /// A percent column.
    Share(ColumnId),
    /// A number column, of this many.
    Of(ColumnId, Ratio),
    /// A number column, of another one.
    OfColumn(ColumnId, ColumnId),
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

impl RowRule {
    /// What a requirement with this rule measures: the share of the rows that keep it, or the number of those that do
    /// not.
    pub fn unit(&self) -> Unit {
        match self {
            Self::Lasts(..) | Self::Announced(_) => Unit::Percent,
            Self::NotOverlapping(_) => Unit::Count,
        }
    }
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
    /// One of these plans.
    PlanIn(Vec<PlanId>),
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
    /// What people judged of the ticket or outage: the latest answer.
    Judged(JudgementId),
    /// A moment of the ticket lies in a window.
    Within(Moment, WindowExpr),
    /// A clock of the ticket compared with an elapsed limit: `oplostijd <= 6h`. Never in `where`, only after `with`.
    Clock(ClockId, Comparison, Elapsed),
}

impl Predicate {
    /// Hands each condition that is not made of others to `each`, from left to right.
    pub fn leaves<'p>(&'p self, each: &mut dyn FnMut(&'p Predicate)) {
        if let Self::And(a, b) | Self::Or(a, b) = self {
            a.leaves(each);
            b.leaves(each);
        } else if let Self::Not(inner) = self {
            inner.leaves(each);
        } else {
            each(self);
        }
    }
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
    /// `count of misses of reactie where …`: what the norm would count as missed with this condition added to its own.
    /// A ticket that misses both limits of a row is one miss.
    Misses(NormId),
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
