//! Measures, expressions, literals.

use chrono::{NaiveDate, NaiveDateTime};

use crate::quantity::{Elapsed, Ratio};
use crate::source::{Span, Spanned};

use super::{Head, Money, Name, Stretch, TimeBound, WeightTotal};

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
    /// `maintenance announced at least 48h before`
    Announced {
        /// Rows.
        subject: Box<Expr>,
        /// How long before their start.
        notice: Spanned<TimeBound>,
    },
    /// `outages weighted by impact`, `outages weighted by users of 1200`
    Weighted {
        /// Rows.
        subject: Box<Expr>,
        /// A column that says how much of the service was down.
        column: Name,
        /// Of how much, where the column is a number.
        of: Option<WeightTotal>,
    },
    /// `at least 2 of HM in (outages where cause is ours)`
    Quorum {
        /// How many members.
        least: Spanned<u32>,
        /// A group.
        group: Name,
        /// What each of them is in.
        of: Box<Expr>,
    },
    /// `first 10h per year of (maintenance announced at least 48h before)`
    First {
        /// How long.
        budget: Spanned<Elapsed>,
        /// In each of these.
        per: BudgetSpan,
        /// Of what.
        of: Box<Expr>,
    },
    /// `availability of portal over the last 12 months`
    Over {
        /// What is measured.
        value: Box<Expr>,
        /// Over which time, instead of the period.
        over: Spanned<Stretch>,
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
    /// `opened incident`, `open incident`, `bad minutes`, `failed ratio`: the word before a name; `judged toerekenbaar`
    Qualified {
        /// `opened`, `responded`, `resolved`, `closed`, `open`; `good`, `bad`; `failed`; `judged`.
        qualifier: Name,
        /// A ticket kind; slices; `ratio`; after `judged`, a judgement.
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

/// How often a budget begins anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BudgetSpan {
    /// `per period`: of the contract
    Period,
    /// `per month`
    Month,
    /// `per quarter`
    Quarter,
    /// `per half-year`
    HalfYear,
    /// `per year`
    Year,
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
    /// All parts together as a share of all wholes.
    Pooled,
    /// The last one at or before the end of the period.
    Latest,
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
    /// `500 EUR`
    Money(Money),
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
    /// `2024-03`, `2024-Q1`
    Period(String),
    /// `not agreed yet`
    NotAgreed,
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
