//! Worked examples.

use crate::quantity::Elapsed;
use crate::source::Spanned;

use super::{Expr, Literal, LocalInstant, Money, Name, Text};

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
    /// `event review: at 2024-03-05 10:00`, `amount monthly_fee: period 2024-03, value 1000 EUR`
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
    /// Ticket kind, `outage`, `maintenance`, `wait`, `change`, `event`, `amount`, `judgement` or `sample`.
    pub table: Name,
    /// The word or number after it: which ticket, event, amount, judgement or metric.
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
    /// `oplostijden met`; of a compensation or a right only `undecided`
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
    /// `credits is 62.50 EUR`, `credits of 2024-03 is 62.50 EUR`
    Amount {
        /// A compensation.
        compensation: Name,
        /// Of which period; `None`: the one that the test judges.
        period: Option<Text>,
        /// How much.
        money: Spanned<Money>,
    },
    /// `termination arises`, `termination does not arise`
    Right {
        /// A right.
        right: Name,
        /// `arises`
        arises: bool,
    },
    /// `fast is green`
    Colour {
        /// A norm.
        norm: Name,
        /// A colour of `status`.
        colour: Name,
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
