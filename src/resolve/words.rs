//! Words that no contract may declare as a name.

use super::Kind;

/// Words with which a measure begins.
const MEASURE_WORDS: &[&str] = &[
    "length",
    "count",
    "longest",
    "shortest",
    "share",
    "mean",
    "median",
    "percentile",
    "sum",
    "lowest",
    "highest",
    "product",
    "redundant",
    "pooled",
    "latest",
];

/// Days of the week, as a window writes them.
const WEEKDAYS: &[&str] = &[
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "daily",
    "weekend",
];

/// Words that a norm can come out with.
const VERDICTS: &[&str] = &["met", "breached", "undecided", "empty", "measured"];

/// Sets and tables that every contract has.
const BUILT_IN: &[&str] = &["period", "always", "days", "outages", "maintenance", "outage"];

/// Columns that every table of tickets has.
const TICKET_COLUMNS: &[&str] =
    &["ticket", "kind", "opened", "responded", "resolved", "closed", "priority", "component", "plan"];

/// Columns that every table of outages or maintenance has.
const INTERVAL_COLUMNS: &[&str] = &["id", "component", "from", "to", "announced"];

/// Columns that every table of samples has, and the word that says what they are in.
const SAMPLE_COLUMNS: &[&str] = &["metric", "component", "at", "value", "good", "total", "unit"];

/// Which table a declared column is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnsOf {
    /// Tickets.
    Tickets,
    /// Outages or maintenance.
    Intervals,
    /// Samples.
    Samples,
}

/// What is in the way of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// A word of the language, and what sort.
    Word(&'static str),
    /// Something that is there without being declared, and what sort.
    BuiltIn(&'static str),
}

/// Whether `name` may be declared as a thing of `kind`; `None` is a step of a measure.
pub(super) fn taken(kind: Option<Kind>, name: &str) -> Option<Taken> {
    if let Some(taken) = taken_anywhere(name) {
        return Some(taken);
    }
    let in_expressions = match kind {
        None
        | Some(
            Kind::Window | Kind::Measure | Kind::Component | Kind::Group | Kind::Metric | Kind::Slices | Kind::Amount,
        ) => true,
        Some(Kind::Ticket) => true,
        Some(
            Kind::Clock
            | Kind::Compensation
            | Kind::Event
            | Kind::Holidays
            | Kind::Judgement
            | Kind::Norm
            | Kind::Plan
            | Kind::Right
            | Kind::Escalation,
        ) => false,
    };
    (in_expressions && BUILT_IN.contains(&name)).then_some(Taken::BuiltIn("part of every contract"))
}

/// Whether `name` may be declared as a column of such a table.
pub(super) fn taken_as_column(of: ColumnsOf, name: &str) -> Option<Taken> {
    let columns = match of {
        ColumnsOf::Tickets => TICKET_COLUMNS,
        ColumnsOf::Intervals => INTERVAL_COLUMNS,
        ColumnsOf::Samples => SAMPLE_COLUMNS,
    };
    if columns.contains(&name) {
        return Some(Taken::BuiltIn("a column that the table always has"));
    }
    taken_anywhere(name)
}

fn taken_anywhere(name: &str) -> Option<Taken> {
    [(MEASURE_WORDS, "a measure"), (WEEKDAYS, "a day of the week"), (VERDICTS, "a verdict")]
        .into_iter()
        .find(|(words, _)| words.contains(&name))
        .map(|(_, what)| Taken::Word(what))
}
