use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Compensation, rights and status.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum CompensationError {
    /// A compensation without a rule.
    #[error("the compensation `{name}` pays nothing")]
    #[diagnostic(
        code("SLA0700"),
        help("add a line that pays, such as `5% when oplostijden breached` or `by availability of portal {{ … }}`")
    )]
    NothingPaid {
        /// The compensation.
        name: String,
        /// Its name.
        #[label("no line of it pays")]
        span: Span,
    },
    /// A percentage of nothing.
    #[error("a percentage of what?")]
    #[diagnostic(
        code("SLA0701"),
        help("say what percentages are of: `of monthly_fee`, where `amount monthly_fee` is declared")
    )]
    NoFee {
        /// The percentage.
        #[label("a share of something")]
        span: Span,
    },
    /// Two rules, and no word on how they make one amount.
    #[error("two rules pay, and nothing says how they make one amount")]
    #[diagnostic(code("SLA0702"), help("add a line `added together` or a line `the highest`"))]
    HowTogether {
        /// The second rule.
        #[label(primary, "a second rule")]
        span: Span,
        /// The first one.
        #[label("the first rule")]
        first: Span,
    },
    /// A value that no row holds.
    #[error("{witness}: no row")]
    #[diagnostic(code("SLA0703"), help("{help}"))]
    Hole {
        /// `44 minutes of downtime in a 30-day month is 99.898%`
        witness: String,
        /// Such a value.
        value: String,
        /// What the rows go by.
        #[label("these rows leave values out, such as {value}")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// A value that two rows hold.
    #[error("{witness}: two rows")]
    #[diagnostic(code("SLA0704"), help("`from` and `to` hold the value that they name; `above` and `below` do not"))]
    Overlap {
        /// `44 minutes of downtime in a 30-day month is 99.898%`
        witness: String,
        /// Such a value.
        value: String,
        /// The second row.
        #[label(primary, "{value} falls here")]
        span: Span,
        /// The first row.
        #[label("and here")]
        first: Span,
    },
    /// A row that holds no value.
    #[error("no value falls in this row")]
    #[diagnostic(code("SLA0706"), help("{help}"))]
    EmptyRow {
        /// The row.
        #[label("from and to the wrong way round, or outside of what can be")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// Amounts that go up and down.
    #[error("these amounts go up and down: {turns}")]
    #[diagnostic(
        code("SLA0705"),
        severity(Warning),
        help("a worse value usually costs more: are two amounts exchanged?")
    )]
    NotMonotone {
        /// Three rows in a row, the first and the last of which pay less, or more, than the one between them.
        turns: String,
        /// The row at which they turn.
        #[label(primary, "here they turn")]
        span: Span,
        /// The row before it.
        #[label("after this one")]
        before: Span,
    },
    /// A unit that is not that of what is measured, or an amount where another kind is needed.
    #[error("{why}")]
    #[diagnostic(code("SLA0707"), help("{help}"))]
    Unit {
        /// What is wrong.
        why: String,
        /// Where.
        #[label("{label}")]
        span: Span,
        /// At the place.
        label: String,
        /// What would be right.
        help: String,
    },
    /// Something counted that never comes.
    #[error("{why}")]
    #[diagnostic(code("SLA0708"), help("{help}"))]
    NeverComes {
        /// What is wrong.
        why: String,
        /// Where.
        #[label("{label}")]
        span: Span,
        /// At the place.
        label: &'static str,
        /// What would be right.
        help: &'static str,
    },
    /// `3 of any 2 periods`
    #[error("{why}")]
    #[diagnostic(code("SLA0709"), help("{help}"))]
    HowOften {
        /// What is wrong.
        why: String,
        /// Where.
        #[label("cannot be")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// A cap below everything that could be paid.
    #[error("{amount} is never paid: the cap is {most}")]
    #[diagnostic(
        code("SLA0710"),
        severity(Warning),
        help(
            "{amount} is the smallest amount, and every amount is cut down to the cap: then it might be said at once"
        )
    )]
    CapBelow {
        /// `10%`, the smallest amount.
        amount: String,
        /// `5%`
        most: String,
        /// The cap.
        #[label(primary, "never more than this")]
        span: Span,
        /// The smallest amount.
        #[label("and this is the smallest amount")]
        smallest: Span,
    },
    /// Periods that have no colour.
    #[error("{history}: no colour")]
    #[diagnostic(code("SLA0711"), help("add a line for it, or a last one with `otherwise`"))]
    NoColour {
        /// Such a row of periods.
        history: String,
        /// The status.
        #[label("not every course has a line")]
        span: Span,
    },
    /// A colour that never comes.
    #[error("`{colour}` never comes")]
    #[diagnostic(code("SLA0712"), help("the first line that holds decides: move this one up, or leave it out"))]
    NeverShown {
        /// The colour.
        colour: String,
        /// Its line.
        #[label("the lines above hold whenever this one does")]
        span: Span,
    },
    /// `3 workdays` where no window says which days those are.
    #[error("workdays of which window?")]
    #[diagnostic(code("SLA0713"), help("write `days`, `weeks`, `months` or `years` here"))]
    Workdays {
        /// Where.
        #[label("no window decides which days are meant")]
        span: Span,
    },
    /// Two fees in one compensation.
    #[error("this compensation is of `{first_name}` and of `{name}`")]
    #[diagnostic(code("SLA0714"), help("name one amount, or make two compensations of it"))]
    TwoFees {
        /// The second.
        name: String,
        /// Where.
        #[label(primary, "another amount")]
        span: Span,
        /// The first.
        first_name: String,
        /// Where.
        #[label("the amount of this compensation")]
        first: Span,
    },
    /// `for each` something that has no rows, or by something that they do not have.
    #[error("{why}")]
    #[diagnostic(code("SLA0715"), help("{help}"))]
    Each {
        /// What is wrong.
        why: String,
        /// Where.
        #[label("{label}")]
        span: Span,
        /// At the place.
        label: &'static str,
        /// What would be right.
        help: String,
    },
    /// A step of no length, or one from nowhere.
    #[error("{why}")]
    #[diagnostic(code("SLA0716"), help("{help}"))]
    NoStep {
        /// What is wrong.
        why: &'static str,
        /// Where.
        #[label("no steps can be counted")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
}
