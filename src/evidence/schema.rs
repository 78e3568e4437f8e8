//! The evidence that a contract needs: its tables, their columns, and what stands in them. What `sla schema` prints, and
//! the same that the readers of the tables ask for.

use crate::model::{
    AnyColumn, Column, ColumnId, ColumnKind, Component, IntervalTable, Level, MetricUnit, Model, Moment, TicketKindId,
};

use super::needs::Needs;
use super::project::Table;

/// A table of evidence as a contract needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableShape {
    /// Which.
    pub table: Table,
    /// What a row is: `a ticket`.
    pub row: &'static str,
    /// Whether verdicts or amounts rest on it; otherwise it may be left out.
    pub needed: bool,
    /// In the order of the documentation, the contract's own behind the built-in ones.
    pub columns: Vec<ColumnShape>,
}

/// A column of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnShape {
    /// Its name.
    pub name: String,
    /// What it is called, and of which kinds of ticket or metrics it is, where it is not of all.
    pub about: String,
    /// What stands in it.
    pub holds: Holds,
    /// Whether it must be there.
    pub wanted: Wanted,
    /// A value that fits.
    pub example: String,
}

/// Whether a column must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// In every row.
    Required,
    /// In the file, for the contract judges by it; a row may lack it.
    Judged,
    /// Nothing depends on it.
    Optional,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// Any text.
    Text,
    /// A moment: ISO 8601.
    Instant,
    /// A decimal number.
    Number,
    /// A percentage: `45%`.
    Percent,
    /// A length of time: `1h30m`.
    Duration,
    /// `yes` or `no`.
    YesNo,
    /// A period of the contract: `2024-03`.
    Period,
    /// One of these.
    OneOf(Vec<String>),
}

const FIRST: &str = "2024-03-04T09:00";
const LATER: &str = "2024-03-04T10:30";
const LAST: &str = "2024-03-04T12:00";

/// Every table that the contract can take, in reading order.
pub fn schema(model: &Model) -> Vec<TableShape> {
    let needs = Needs::of(model);
    Table::ALL.into_iter().filter_map(|table| shape(model, &needs, table)).collect()
}

fn shape(model: &Model, needs: &Needs, table: Table) -> Option<TableShape> {
    let (row, needed, columns) = match table {
        Table::Components if model.has_open_groups() => ("a member of a group", true, components(model)),
        Table::Tickets if !model.tickets.is_empty() => ("a ticket", true, tickets(model, needs)),
        Table::Changes if !model.tickets.is_empty() => ("a line of a status log", false, changes(model)),
        Table::Waits if model.tickets.iter().any(|kind| !kind.reasons.is_empty()) => {
            let pauses = model.clocks.iter().any(|clock| !clock.pausing.is_empty());
            ("time in which a ticket waited on somebody", pauses, waits(model))
        }
        Table::Updates if !model.tickets.is_empty() => {
            ("that somebody was told how a ticket stands", owes_updates(model), updates())
        }
        Table::Outages if !model.components.is_empty() || needs.has_rows(IntervalTable::Outages) => {
            let needed = needs.has_rows(IntervalTable::Outages);
            ("time in which a component was down", needed, intervals(model, needs, IntervalTable::Outages))
        }
        Table::Maintenance if !model.components.is_empty() || needs.has_rows(IntervalTable::Maintenance) => {
            let needed = needs.has_rows(IntervalTable::Maintenance);
            ("planned work", needed, intervals(model, needs, IntervalTable::Maintenance))
        }
        Table::Events if !model.events.is_empty() => ("something that happened", true, events(model)),
        Table::Amounts if !model.amounts.is_empty() => ("a sum of money per period", true, amounts(model)),
        Table::Judgements if !model.judgements.is_empty() => ("an answer that people gave", true, judgements(model)),
        Table::Samples if !model.metrics.is_empty() => ("a measurement", true, samples(model)),
        Table::Components
        | Table::Tickets
        | Table::Changes
        | Table::Waits
        | Table::Updates
        | Table::Outages
        | Table::Maintenance
        | Table::Events
        | Table::Amounts
        | Table::Judgements
        | Table::Samples => return None,
    };
    Some(TableShape { table, row, needed, columns })
}

fn owes_updates(model: &Model) -> bool {
    let subjects = model.norms.iter().flat_map(|norm| &norm.requirements).map(|requirement| &requirement.subject);
    subjects.into_iter().any(|subject| matches!(subject, crate::model::Subject::Cadence(_)))
}

fn column(name: &str, about: &str, holds: Holds, wanted: Wanted, example: &str) -> ColumnShape {
    let example = match &holds {
        Holds::OneOf(values) => values.first().cloned().unwrap_or_default(),
        Holds::Text
        | Holds::Instant
        | Holds::Number
        | Holds::Percent
        | Holds::Duration
        | Holds::YesNo
        | Holds::Period => example.to_owned(),
    };
    ColumnShape { name: name.to_owned(), about: about.to_owned(), holds, wanted, example }
}

fn names<'a>(all: impl Iterator<Item = &'a str>) -> Holds {
    Holds::OneOf(all.map(str::to_owned).collect())
}

fn of_levels(levels: &[Level]) -> Holds {
    names(levels.iter().map(|level| level.name.as_str()))
}

fn of_components(components: &[Component]) -> Holds {
    names(components.iter().map(|component| component.declared.name.as_str()))
}

/// A column that the contract declares.
fn declared(own: &Column, about: String, wanted: Wanted) -> ColumnShape {
    let (holds, example) = match &own.kind {
        ColumnKind::Enumeration(levels) => (of_levels(levels), ""),
        ColumnKind::YesNo => (Holds::YesNo, "yes"),
        ColumnKind::Percent => (Holds::Percent, "45%"),
        ColumnKind::Number => (Holds::Number, "12.5"),
        ColumnKind::Text => (Holds::Text, "text"),
        ColumnKind::Duration => (Holds::Duration, "1h30m"),
        ColumnKind::Instant => (Holds::Instant, LATER),
    };
    column(&own.declared.name, &about, holds, wanted, example)
}

/// Its label, and whose it is, where it is not of `all`.
fn about(own: &Column, of: &[&str], all: usize) -> String {
    let label = own.declared.label.clone();
    let whose = (of.len() < all).then(|| format!("of {}", of.join(", ")));
    label.into_iter().chain(whose).collect::<Vec<_>>().join("; ")
}

/// Declared columns of several kinds of row, those of one name together.
fn together<'m>(
    kinds: impl Iterator<Item = (&'m str, &'m [Column])> + Clone,
    wanted: impl Fn(usize, usize) -> bool,
) -> Vec<ColumnShape> {
    let all = kinds.clone().count();
    let mut shapes: Vec<ColumnShape> = Vec::new();
    for (kind, (_, columns)) in kinds.clone().enumerate() {
        for (number, own) in columns.iter().enumerate() {
            let name = &own.declared.name;
            let need = if wanted(kind, number) { Wanted::Judged } else { Wanted::Optional };
            let has = |columns: &[Column]| columns.iter().any(|other| other.declared.name == *name);
            let of: Vec<&str> = kinds.clone().filter(|(_, columns)| has(columns)).map(|(name, _)| name).collect();
            let shape = declared(own, about(own, &of, all), need);
            match shapes.iter_mut().find(|known| known.name == *name) {
                None => shapes.push(shape),
                Some(known) => {
                    if need == Wanted::Judged {
                        known.wanted = need;
                    }
                    // Two kinds may give a name other values: any of them may stand there.
                    match (&mut known.holds, shape.holds) {
                        (Holds::OneOf(values), Holds::OneOf(more)) => {
                            let new = more.into_iter().filter(|value| !values.contains(value)).collect::<Vec<_>>();
                            values.extend(new);
                        }
                        (holds, other) if *holds != other => *holds = Holds::Text,
                        (_, _) => {}
                    }
                }
            }
        }
    }
    shapes
}

fn judged(is: bool) -> Wanted {
    if is { Wanted::Judged } else { Wanted::Optional }
}

fn id(n: usize) -> TicketKindId {
    TicketKindId(u32::try_from(n).expect("a model counts its items in 32 bits"))
}

fn tickets(model: &Model, needs: &Needs) -> Vec<ColumnShape> {
    let kinds = || model.tickets.iter().enumerate().map(|(n, _)| id(n));
    let needs_any = |wanted: AnyColumn| judged(kinds().any(|kind| needs.has(kind, wanted)));
    let several = model.tickets.len() > 1;
    let mut columns = vec![column("ticket", "its identifier, once in the table", Holds::Text, Wanted::Required, "T-1")];
    let kind = names(model.tickets.iter().map(|kind| kind.declared.name.as_str()));
    columns.push(column("kind", "", kind, if several { Wanted::Required } else { Wanted::Optional }, ""));
    columns.push(column("opened", "", Holds::Instant, Wanted::Required, FIRST));
    let moments = [("responded", Moment::Responded), ("resolved", Moment::Resolved), ("closed", Moment::Closed)];
    for ((name, moment), example) in moments.into_iter().zip([FIRST, LATER, LAST]) {
        let about = "empty: not yet";
        columns.push(column(name, about, Holds::Instant, needs_any(AnyColumn::Moment(moment)), example));
    }
    if !model.priorities.is_empty() {
        columns.push(column("priority", "", of_levels(&model.priorities), needs_any(AnyColumn::Priority), ""));
    }
    if !model.components.is_empty() {
        columns.push(column("component", "", of_components(&model.components), needs_any(AnyColumn::Component), ""));
    }
    if !model.plans.is_empty() {
        let plans = names(model.plans.iter().map(|plan| plan.declared.name.as_str()));
        columns.push(column("plan", "or `plan` in `sla.toml`, for all", plans, Wanted::Judged, ""));
    }
    let own = model.tickets.iter().map(|kind| (kind.declared.name.as_str(), kind.columns.as_slice()));
    columns.extend(together(own, |kind, number| {
        let number = ColumnId(u32::try_from(number).expect("a model counts its items in 32 bits"));
        needs.has(id(kind), AnyColumn::Column(number))
    }));
    columns
}

fn ticket() -> ColumnShape {
    column("ticket", "of the table `tickets`", Holds::Text, Wanted::Required, "T-1")
}

fn changes(model: &Model) -> Vec<ColumnShape> {
    let own = model.tickets.iter().flat_map(|kind| &kind.columns).map(|own| own.declared.name.clone());
    let mut fields = vec!["status".to_owned()];
    fields.extend((!model.priorities.is_empty()).then(|| "priority".to_owned()));
    fields.extend(own);
    fields.sort();
    fields.dedup();
    let example = model.priorities.first().map_or("New", |level| level.name.as_str());
    let field = if model.priorities.is_empty() { "status" } else { "priority" };
    let mut shape = column("field", "what changed", Holds::OneOf(fields), Wanted::Required, "");
    shape.example = field.to_owned();
    let value = "what it became; `sla.toml` says what statuses mean";
    vec![
        ticket(),
        column("at", "", Holds::Instant, Wanted::Required, FIRST),
        shape,
        column("value", value, Holds::Text, Wanted::Required, example),
    ]
}

fn waits(model: &Model) -> Vec<ColumnShape> {
    let mut reasons: Vec<String> = Vec::new();
    for reason in model.tickets.iter().flat_map(|kind| &kind.reasons) {
        if !reasons.contains(&reason.name) {
            reasons.push(reason.name.clone());
        }
    }
    vec![
        ticket(),
        column("from", "", Holds::Instant, Wanted::Required, FIRST),
        column("to", "empty: it still waits", Holds::Instant, Wanted::Judged, LATER),
        column("reason", "", Holds::OneOf(reasons), Wanted::Required, ""),
    ]
}

fn updates() -> Vec<ColumnShape> {
    vec![ticket(), column("at", "", Holds::Instant, Wanted::Required, LATER)]
}

fn intervals(model: &Model, needs: &Needs, table: IntervalTable) -> Vec<ColumnShape> {
    let mut columns = Vec::new();
    if needs.has_id(table) {
        columns.push(column("id", "by which people judge it", Holds::Text, Wanted::Judged, "R-1"));
    }
    let groups = model.groups.iter().map(|group| group.declared.name.as_str());
    let components = model.components.iter().map(|component| component.declared.name.as_str());
    match model.components.len() {
        _ if model.has_open_groups() => {
            let about = "of the table `components`, or a group";
            columns.push(column("component", about, Holds::Text, Wanted::Required, "member_1"));
        }
        0 => {}
        n => {
            let wanted = if n == 1 { Wanted::Optional } else { Wanted::Required };
            let about = if model.groups.is_empty() { "" } else { "or a group" };
            columns.push(column("component", about, names(components.chain(groups)), wanted, ""));
        }
    }
    columns.push(column("from", "", Holds::Instant, Wanted::Required, FIRST));
    columns.push(column("to", "empty: it still lasts", Holds::Instant, Wanted::Judged, LATER));
    if table == IntervalTable::Maintenance {
        let wanted = judged(needs.has_announced());
        columns.push(column("announced", "empty: it was not", Holds::Instant, wanted, "2024-02-26T09:00"));
    }
    for (number, own) in (0u32..).map(ColumnId).zip(model.interval_columns(table)) {
        let label = own.declared.label.clone().unwrap_or_default();
        columns.push(declared(own, label, judged(needs.has_of(table, number))));
    }
    columns
}

fn components(model: &Model) -> Vec<ColumnShape> {
    let open = model.groups.iter().filter(|group| group.from_evidence).map(|group| group.declared.name.as_str());
    vec![
        column("component", "its name", Holds::Text, Wanted::Required, "member_1"),
        column("group", "", names(open), Wanted::Required, ""),
        column("label", "", Holds::Text, Wanted::Optional, "First member"),
        column("from", "empty: since ever", Holds::Instant, Wanted::Judged, ""),
        column("to", "empty: it is still there", Holds::Instant, Wanted::Judged, ""),
    ]
}

fn events(model: &Model) -> Vec<ColumnShape> {
    let mut columns = vec![
        column("name", "", names(model.events.iter().map(|event| event.declared.name.as_str())), Wanted::Required, ""),
        column("at", "", Holds::Instant, Wanted::Required, FIRST),
    ];
    if !model.components.is_empty() {
        columns.push(column("component", "", of_components(&model.components), Wanted::Optional, ""));
    }
    columns
}

fn amounts(model: &Model) -> Vec<ColumnShape> {
    let amounts = names(model.amounts.iter().map(|amount| amount.declared.name.as_str()));
    vec![
        column("name", "", amounts, Wanted::Required, ""),
        column("period", "or `from` and `to`", Holds::Period, Wanted::Optional, ""),
        column("from", "the beginning of a period", Holds::Instant, Wanted::Optional, "2024-01-01T00:00"),
        column("to", "the beginning of a period; empty: until further notice", Holds::Instant, Wanted::Optional, ""),
        column("value", "in the currency of the contract", Holds::Number, Wanted::Required, "1250.00"),
    ]
}

fn judgements(model: &Model) -> Vec<ColumnShape> {
    let named = names(model.judgements.iter().map(|judgement| judgement.declared.name.as_str()));
    vec![
        column("judgement", "", named, Wanted::Required, ""),
        column("subject", "the `ticket` or `id` that it is about", Holds::Text, Wanted::Judged, ""),
        column("at", "", Holds::Instant, Wanted::Required, LAST),
        column("answer", "", Holds::YesNo, Wanted::Required, "yes"),
        column("by", "who gave it", Holds::Text, Wanted::Optional, ""),
        column("reason", "", Holds::Text, Wanted::Optional, ""),
    ]
}

fn samples(model: &Model) -> Vec<ColumnShape> {
    let first = model.metrics.first();
    let counts = |unit: MetricUnit| unit == MetricUnit::Requests;
    let of_first = first.is_some_and(|metric| counts(metric.unit));
    let (some_count, some_not) = (
        model.metrics.iter().any(|metric| counts(metric.unit)),
        model.metrics.iter().any(|metric| !counts(metric.unit)),
    );
    let mut columns = vec![
        column(
            "metric",
            "",
            names(model.metrics.iter().map(|metric| metric.declared.name.as_str())),
            Wanted::Required,
            "",
        ),
        column("at", "", Holds::Instant, Wanted::Required, FIRST),
    ];
    let of_component = model.metrics.iter().filter(|metric| metric.of_component).count();
    if of_component > 0 && !model.components.is_empty() {
        let wanted = if of_component == model.metrics.len() { Wanted::Required } else { Wanted::Judged };
        columns.push(column("component", "", of_components(&model.components), wanted, ""));
    }
    if some_not {
        let example = match first.map(|metric| metric.unit) {
            Some(MetricUnit::Percent) => "99.5%",
            Some(MetricUnit::Seconds | MetricUnit::Milliseconds | MetricUnit::Number) => "1.5",
            Some(MetricUnit::Requests) | None => "",
        };
        let about = "in the unit of its metric; empty: it measured nothing";
        columns.push(column("value", about, Holds::Text, Wanted::Judged, example));
    }
    if some_count {
        let of = |example: &'static str| if of_first { example } else { "" };
        columns.push(column("good", "good requests", Holds::Number, Wanted::Judged, of("998")));
        columns.push(column("total", "all requests", Holds::Number, Wanted::Judged, of("1000")));
    }
    let own = model.metrics.iter().map(|metric| (metric.declared.name.as_str(), metric.columns.as_slice()));
    columns.extend(together(own, |_, _| false));
    columns
}
