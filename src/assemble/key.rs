//! What an item is called by those who change it.

use crate::source::Span;
use crate::syntax::ast::{Head, Item};

/// What tells an item from all others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The word that it begins with; `kpi` is a `norm`.
    pub(super) kind: &'static str,
    /// Its name, number or text; none where such an item stands once.
    pub(super) name: Option<String>,
}

impl Key {
    /// ``norm `rfc` ``, `clause "8.5"`, `conventions`
    pub(super) fn words(&self) -> String {
        match (&self.name, self.kind) {
            (None, kind) => format!("`{kind}`"),
            (Some(name), kind @ ("clause" | "defect" | "test" | "status")) => format!("{kind} \"{name}\""),
            (Some(name), kind) => format!("{kind} `{name}`"),
        }
    }

    /// `norm rfc`, `objective "Reach"`, as it is written behind `replace` and `remove`.
    pub(super) fn bare(&self) -> String {
        match (&self.name, self.kind) {
            (None, kind) => kind.to_owned(),
            (Some(name), kind @ ("objective" | "entitlements")) => format!("{kind} \"{name}\""),
            (Some(name), kind) => format!("{kind} {name}"),
        }
    }
}

/// The clause number behind the name of an item.
pub(super) fn carried(item: &Item) -> Option<&str> {
    let clause = match item {
        Item::Holidays(item) => &item.head.clause,
        Item::Window(item) => &item.head.clause,
        Item::Ticket(item) => &item.head.clause,
        Item::Clock(item) => &item.head.clause,
        Item::Group(item) => &item.head.clause,
        Item::Metric(item) => &item.head.clause,
        Item::Slices(item) => &item.head.clause,
        Item::Measure(item) => &item.head.clause,
        Item::Norm(item) => &item.head.clause,
        Item::Cadence(item) => &item.norm.head.clause,
        Item::Compensation(item) => &item.head.clause,
        Item::Right(item) => &item.head.clause,
        Item::Escalation(item) => &item.head.clause,
        Item::Components(all) => &all.first()?.head.clause,
        Item::Plans(all) => &all.first()?.head.clause,
        Item::Events(all) | Item::Amounts(all) | Item::Judgements(all) => &all.first()?.clause,
        Item::Matrix(item) => &item.clause,
        Item::Rules(item) => &item.clause,
        Item::Objective(item) => &item.clause,
        Item::Entitlements(item) => &item.clause,
        Item::Contract(_)
        | Item::Conventions(_)
        | Item::Ensure(_)
        | Item::Priorities(_)
        | Item::Table(_)
        | Item::Applies(_)
        | Item::Status(_)
        | Item::Prose(_)
        | Item::Defect(_)
        | Item::Test(_) => return None,
    };
    clause.as_ref().map(|clause| clause.value.as_str())
}

/// What an item is called, and where that is written.
pub(super) fn key(item: &Item) -> (Key, Span) {
    let key = |kind, name: &str, span| (Key { kind, name: Some(name.to_owned()) }, span);
    let head = |kind, head: &Head| key(kind, &head.name.value, head.name.span);
    let once = |kind, span| (Key { kind, name: None }, span);
    let first = |kind, heads: &[Head]| {
        heads.first().map_or_else(|| once(kind, NOWHERE), |first| key(kind, &first.name.value, first.name.span))
    };
    match item {
        Item::Contract(item) => once("contract", item.name.span),
        Item::Conventions(item) => once("conventions", item.keyword),
        Item::Priorities(item) => once("priorities", item.keyword),
        Item::Table(item) if item.table.value == "maintenance" => once("maintenance", item.table.span),
        Item::Table(item) => once("outage", item.table.span),
        Item::Holidays(item) => head("holidays", &item.head),
        Item::Window(item) => head("window", &item.head),
        Item::Ticket(item) => head("ticket", &item.head),
        Item::Clock(item) => head("clock", &item.head),
        Item::Group(item) => head("group", &item.head),
        Item::Metric(item) => head("metric", &item.head),
        Item::Slices(item) => head("slices", &item.head),
        Item::Measure(item) => head("measure", &item.head),
        Item::Norm(item) => head("norm", &item.head),
        Item::Cadence(item) => head("norm", &item.norm.head),
        Item::Objective(item) => key("objective", &item.name.value, item.name.span),
        Item::Applies(item) => once("applies", item.span),
        Item::Entitlements(item) => match &item.label {
            Some(label) => key("entitlements", &label.value, item.keyword),
            None => once("entitlements", item.keyword),
        },
        Item::Components(all) => {
            all.first().map_or_else(|| once("component", NOWHERE), |it| head("component", &it.head))
        }
        Item::Events(all) => first("event", all),
        Item::Amounts(all) => first("amount", all),
        Item::Judgements(all) => first("judgement", all),
        Item::Ensure(item) => {
            let names: Vec<&str> = item.windows.iter().map(|name| name.value.as_str()).collect();
            key("ensure", &names.join(", "), item.span)
        }
        Item::Plans(all) => all.first().map_or_else(|| once("plan", NOWHERE), |it| head("plan", &it.head)),
        Item::Compensation(item) => head("compensation", &item.head),
        Item::Right(item) => head("right", &item.head),
        Item::Escalation(item) => head("escalation", &item.head),
        Item::Status(item) => match &item.objective {
            Some(objective) => key("status", &objective.value, item.span),
            None => once("status", item.span),
        },
        Item::Rules(item) => key("rules", &item.ticket.value, item.span),
        Item::Defect(item) => key("defect", &item.number.value, item.number.span),
        Item::Matrix(item) => key("matrix", &item.ticket.value, item.span),
        Item::Prose(item) => key("clause", &item.number.value, item.number.span),
        Item::Test(item) => key("test", &item.name.value, item.name.span),
    }
}

const NOWHERE: Span = Span { source: crate::source::SourceId(0), start: 0, end: 0 };

/// An item that only a contract holds: its first word, and where it stands.
pub(super) fn header(item: &Item) -> Option<(&'static str, Span)> {
    let (key, span) = key(item);
    ["contract", "conventions"].contains(&key.kind).then_some((key.kind, span))
}

/// Each declaration an item of its own: `component a, b` is two.
#[expect(clippy::wildcard_enum_match_arm, reason = "of all kinds of items a few declare several things")]
pub(super) fn apart(items: Vec<Item>) -> Vec<Item> {
    let mut apart = Vec::new();
    for item in items {
        match item {
            Item::Components(all) => apart.extend(all.into_iter().map(|one| Item::Components(vec![one]))),
            Item::Events(all) => apart.extend(all.into_iter().map(|one| Item::Events(vec![one]))),
            Item::Amounts(all) => apart.extend(all.into_iter().map(|one| Item::Amounts(vec![one]))),
            Item::Plans(all) => apart.extend(all.into_iter().map(|one| Item::Plans(vec![one]))),
            Item::Judgements(all) => apart.extend(all.into_iter().map(|one| Item::Judgements(vec![one]))),
            one => apart.push(one),
        }
    }
    apart
}
