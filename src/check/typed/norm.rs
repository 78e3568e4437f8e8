//! Norms, their requirements and bounds.

use crate::quantity::Elapsed;
use crate::source::Span;
use crate::syntax::ast::{CalendarUnit, PeriodKind};

use super::{
    ByPlan, ClockId, ComponentId, CountedBy, Declared, Empty, EventId, Formula, GroupId, PlanId, Predicate, RowRule,
    RowSet, Value, WindowExpr,
};

/// A norm or kpi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Norm {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// A kpi is measured and never judged.
    pub kpi: bool,
    /// `aim norm`: held against its bounds and shown, and never judged.
    pub aim: bool,
    /// The objective that it stands in.
    pub objective: Option<String>,
    /// Where its figures come from.
    pub source: Option<String>,
    /// What nothing-to-judge is, here.
    pub empty: Empty,
    /// Which instant puts a ticket into a period, here.
    pub counted_by: CountedBy,
    /// A period of its own: judged in the period of the contract in which that ends, not due in the others.
    pub every: Option<PeriodKind>,
    /// In the order written: rows, and within a row its bounds.
    pub requirements: Vec<Requirement>,
}

/// One line of a norm: what is measured, and the bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// `by` attributes and the values of this row.
    pub group: Vec<GroupValue>,
    /// The plan that the row is about.
    pub plan: Option<PlanId>,
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
    /// What it is compared with; `None` in a kpi, for `none` cells (see [`Subject::NoNorm`]), and where it is not agreed.
    pub bound: Option<Bound>,
    /// Whether the bound is agreed: `not agreed yet` leaves it undecided.
    pub agreed: bool,
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
    /// A formula of each member of a group, which the evidence has yet to tell.
    EachMember(GroupId, Formula),
    /// Every row must satisfy something: the value is the share of rows that do, and the bound 100 %. For
    /// [`RowRule::NotOverlapping`] it is the number of rows that do not, and the bound 0.
    EachRow {
        /// Which rows.
        rows: RowSet,
        /// What each must satisfy.
        rule: RowRule,
    },
    /// Each time something must happen within a time: the value is how often it did, of all; the bound is 100 %.
    Obliged(Obliged),
    /// What is owed while a clock runs.
    Cadence(Cadence),
    /// The limit says `not agreed yet`: there is nothing to measure against.
    NotAgreed,
    /// The cell says `none`: listed, never judged.
    NoNorm,
}

/// Updates that are owed while a clock runs: on each workday through all of which it ran, or in each stretch of its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cadence {
    /// The clock, made of the lines of the cadence.
    pub clock: ClockId,
    /// Which tickets.
    pub filter: Predicate,
    /// At least so many updates.
    pub count: u32,
    /// How often.
    pub per: Per,
}

/// How often something is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// On each day on which the clock's window opens.
    Workday,
    /// In each stretch of so much time on the clock.
    Elapsed(Elapsed),
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
    /// The limit; by the plan of the ticket where the workdays of its plan count.
    pub limit: ByPlan<Limit>,
    /// Column of the table, from 0: tickets count once per norm and level (semantics 4.3).
    pub level: usize,
}

/// `event report within 10 workdays of office after the period`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obliged {
    /// What must happen.
    pub event: EventId,
    /// After which event each time; `None`: after each period of the contract.
    pub after: Option<EventId>,
    /// Within how long.
    pub limit: Limit,
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
