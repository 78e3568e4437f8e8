//! What a row can have in each place that conditions ask for, in words, and what they answer.

use std::collections::BTreeMap;

use crate::quantity::{Elapsed, Ratio, downtime};

use super::{
    Answers, AnyColumn, ClockId, Column, ColumnId, ColumnKind, Comparison, Component, ComponentId, JudgementId, Level,
    Moment, Plan, PlanId, Predicate, PriorityId, ValueId,
};

/// What a contract says of the rows that conditions are about.
#[derive(Debug, Clone, Copy)]
pub struct Universe<'m> {
    /// The columns of the table.
    pub columns: &'m [Column],
    /// The priorities.
    pub priorities: &'m [Level],
    /// The plans.
    pub plans: &'m [Plan],
    /// The components.
    pub components: &'m [Component],
}

/// What a condition asks a row for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A column that is no moment.
    Column(ColumnId),
    /// Its priority.
    Priority,
    /// Its component.
    Component,
    /// Its plan.
    Plan,
    /// A moment, and the windows in which it lies.
    Moment(Moment),
    /// What people judged of it.
    Judged(JudgementId),
    /// The reading of a clock.
    Clock(ClockId),
}

/// What a row has there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// Nothing.
    Missing,
    /// A value of an enumeration.
    Value(ValueId),
    /// Yes or no; an answer of people.
    YesNo(bool),
    /// A percentage or a number.
    Number(Ratio),
    /// Time.
    Elapsed(Elapsed),
    /// A text; `None`: any that no condition names.
    Text(Option<String>),
    /// A priority.
    Priority(PriorityId),
    /// A component; `None`: any that no condition names.
    Component(Option<ComponentId>),
    /// A plan.
    Plan(PlanId),
    /// A moment, and whether it lies in each of the windows that conditions name.
    Moment(Vec<bool>),
}

/// A value that a row can have, and its answers to the conditions that ask for it.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub held: Held,
    pub answers: Vec<Answers>,
}

/// One thing asked for.
#[derive(Debug, Clone)]
pub(super) struct Place<'p> {
    pub asked: Asked,
    pub leaves: Vec<&'p Predicate>,
    pub choices: Vec<Choice>,
}

impl Universe<'_> {
    pub(super) fn words(&self, asked: Asked, held: &Held) -> String {
        let column = |id: ColumnId| self.columns.get(id.index());
        let name = |id: ColumnId| column(id).map_or("", |it| it.declared.name.as_str()).to_owned();
        let asked_for = match asked {
            Asked::Column(id) | Asked::Moment(Moment::Column(id)) => name(id),
            Asked::Priority => "priority".to_owned(),
            Asked::Component => "component".to_owned(),
            Asked::Plan => "plan".to_owned(),
            Asked::Moment(Moment::Opened) => "opened".to_owned(),
            Asked::Moment(Moment::Responded) => "responded".to_owned(),
            Asked::Moment(Moment::Resolved) => "resolved".to_owned(),
            Asked::Moment(Moment::Closed) => "closed".to_owned(),
            Asked::Judged(_) => "the judgement".to_owned(),
            Asked::Clock(_) => "the clock".to_owned(),
        };
        let quoted = |name: &str| format!("`{name}`");
        let level = |levels: &[Level], index: usize| levels.get(index).map_or("", |it| it.name.as_str()).to_owned();
        let value = match held {
            Held::Missing => "missing".to_owned(),
            Held::Value(id) => match (asked, column_of(asked).and_then(column).map(|it| &it.kind)) {
                (_, Some(ColumnKind::Enumeration(levels))) => quoted(&level(levels, id.index())),
                (_, _) => String::new(),
            },
            Held::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Held::Number(number) => {
                let percent = column_of(asked).and_then(column).is_some_and(|it| it.kind == ColumnKind::Percent);
                let hundredth = number.div(&Ratio::whole(100)).unwrap_or_else(|_| number.clone());
                let shown = downtime::percentage(if percent { number } else { &hundredth }, |_| false);
                if percent { shown } else { shown.trim_end_matches('%').to_owned() }
            }
            Held::Elapsed(elapsed) => elapsed.to_string(),
            Held::Text(Some(text)) => format!("\"{text}\""),
            Held::Text(None) => "another text".to_owned(),
            Held::Priority(id) => quoted(&level(self.priorities, id.index())),
            Held::Component(Some(id)) => {
                quoted(self.components.get(id.index()).map_or("", |it| it.declared.name.as_str()))
            }
            Held::Component(None) => "another one".to_owned(),
            Held::Plan(id) => quoted(self.plans.get(id.index()).map_or("", |it| it.declared.name.as_str())),
            Held::Moment(inside) if inside.is_empty() => "there".to_owned(),
            Held::Moment(inside) if inside.iter().all(|inside| *inside) => "in the window asked for".to_owned(),
            Held::Moment(inside) if inside.iter().any(|inside| *inside) => {
                "in some of the windows asked for".to_owned()
            }
            Held::Moment(_) => "outside the window asked for".to_owned(),
        };
        format!("{} is {value}", quoted(&asked_for))
    }
}

fn column_of(asked: Asked) -> Option<ColumnId> {
    match asked {
        Asked::Column(id) => Some(id),
        Asked::Priority | Asked::Component | Asked::Plan | Asked::Moment(_) | Asked::Judged(_) | Asked::Clock(_) => {
            None
        }
    }
}

/// What a condition asks for, unless it is made of others.
pub(super) fn asked(universe: Universe<'_>, leaf: &Predicate) -> Option<Asked> {
    let column = |id: ColumnId| match universe.columns.get(id.index()).map(|it| &it.kind) {
        Some(ColumnKind::Instant) => Asked::Moment(Moment::Column(id)),
        Some(_) | None => Asked::Column(id),
    };
    Some(match leaf {
        Predicate::True | Predicate::And(..) | Predicate::Or(..) | Predicate::Not(_) => return None,
        Predicate::OneOf(id, _)
        | Predicate::YesNo(id, _)
        | Predicate::Compared(id, ..)
        | Predicate::ElapsedCompared(id, ..)
        | Predicate::TextIs(id, _)
        | Predicate::Missing(AnyColumn::Column(id)) => column(*id),
        Predicate::PriorityIn(_) | Predicate::PriorityCompared(..) | Predicate::Missing(AnyColumn::Priority) => {
            Asked::Priority
        }
        Predicate::ComponentIn(_) | Predicate::Missing(AnyColumn::Component) => Asked::Component,
        Predicate::PlanIn(_) => Asked::Plan,
        Predicate::Missing(AnyColumn::Moment(moment)) | Predicate::Within(moment, _) => Asked::Moment(*moment),
        Predicate::Judged(id) => Asked::Judged(*id),
        Predicate::Clock(id, ..) => Asked::Clock(*id),
    })
}

/// The values that the conditions on one place tell apart: one for all that answer alike, what is missing last.
pub(super) fn choices(universe: Universe<'_>, place: &Place<'_>) -> Vec<Choice> {
    let mut held = values(universe, place);
    // A plan and the opening are always there.
    if !matches!(place.asked, Asked::Plan | Asked::Moment(Moment::Opened)) {
        held.push(Held::Missing);
    }
    let mut kept: Vec<Choice> = Vec::new();
    for held in held {
        let answers: Vec<Answers> =
            place.leaves.iter().map(|leaf| Answers::of(answer(leaf, &held, &place.leaves))).collect();
        if !kept.iter().any(|choice| choice.answers == answers) {
            kept.push(Choice { held, answers });
        }
    }
    kept
}

/// Every value that could answer differently from all others.
fn values(universe: Universe<'_>, place: &Place<'_>) -> Vec<Held> {
    let kind = column_of(place.asked).and_then(|id| universe.columns.get(id.index())).map(|column| &column.kind);
    let ids = |count: usize| (0u32..).take(count);
    match (place.asked, kind) {
        (Asked::Column(_), Some(ColumnKind::Enumeration(levels))) => {
            ids(levels.len()).map(|id| Held::Value(ValueId(id))).collect()
        }
        (Asked::Column(_), Some(ColumnKind::YesNo)) | (Asked::Judged(_), _) => {
            vec![Held::YesNo(true), Held::YesNo(false)]
        }
        (Asked::Column(_), Some(ColumnKind::Percent)) => numbers(&place.leaves, &Ratio::new(1, 100)),
        (Asked::Column(_), Some(ColumnKind::Number)) => numbers(&place.leaves, &Ratio::ONE),
        (Asked::Column(_), Some(ColumnKind::Duration)) | (Asked::Clock(_), _) => lengths(&place.leaves),
        (Asked::Column(_), Some(ColumnKind::Text)) => {
            let named = place.leaves.iter().filter_map(|leaf| {
                if let Predicate::TextIs(_, text) = leaf { Some(Held::Text(Some(text.clone()))) } else { None }
            });
            named.chain([Held::Text(None)]).collect()
        }
        (Asked::Column(_), Some(ColumnKind::Instant) | None) => Vec::new(),
        (Asked::Priority, _) => ids(universe.priorities.len()).map(|id| Held::Priority(PriorityId(id))).collect(),
        (Asked::Component, _) => {
            let named = ids(universe.components.len()).map(|id| Held::Component(Some(ComponentId(id))));
            named.chain([Held::Component(None)]).collect()
        }
        (Asked::Plan, _) => ids(universe.plans.len()).map(|id| Held::Plan(PlanId(id))).collect(),
        (Asked::Moment(_), _) => {
            let windows = place.leaves.iter().filter(|leaf| matches!(leaf, Predicate::Within(..))).count();
            // Windows are taken as having nothing to do with each other: more rows than there are, never fewer.
            let windows = u32::try_from(windows).unwrap_or(u32::MAX).min(8);
            (0..1_u32 << windows)
                .map(|bits| Held::Moment((0..windows).map(|window| bits >> window & 1 == 1).collect()))
                .collect()
        }
    }
}

/// Every threshold, a value below all, between each two, and above all.
fn around(thresholds: BTreeMap<Ratio, ()>, step: &Ratio) -> Vec<Ratio> {
    let thresholds: Vec<Ratio> = thresholds.into_keys().collect();
    let mut all = Vec::new();
    if let Some(first) = thresholds.first() {
        // Nothing at all is the plainest value below what is above nothing.
        all.push(if *first > Ratio::ZERO { Ratio::ZERO } else { first.sub(step).unwrap_or(Ratio::ZERO) });
    }
    for (index, threshold) in thresholds.iter().enumerate() {
        all.push(threshold.clone());
        let between = match thresholds.get(index + 1) {
            Some(next) => threshold.add(next).and_then(|sum| sum.div(&Ratio::whole(2))),
            None => threshold.add(step),
        };
        all.extend(between.ok());
    }
    all
}

fn numbers(leaves: &[&Predicate], step: &Ratio) -> Vec<Held> {
    let mut thresholds = BTreeMap::new();
    for leaf in leaves {
        if let Predicate::Compared(_, _, limit) = leaf {
            thresholds.insert(limit.clone(), ());
        }
    }
    let mut values = around(thresholds, step);
    if values.is_empty() {
        values.push(Ratio::ONE);
    }
    values.into_iter().map(Held::Number).collect()
}

fn lengths(leaves: &[&Predicate]) -> Vec<Held> {
    let mut thresholds = BTreeMap::new();
    for leaf in leaves {
        if let Predicate::ElapsedCompared(_, _, limit) | Predicate::Clock(_, _, limit) = leaf {
            thresholds.insert(Ratio::whole(limit.micros()), ());
        }
    }
    let mut values = around(thresholds, &Ratio::whole(60 * Elapsed::SECOND.micros()));
    if values.is_empty() {
        values.push(Ratio::whole(60 * Elapsed::SECOND.micros()));
    }
    let micros = values.iter().filter_map(|value| i64::try_from(value.scaled_floor(0)).ok());
    micros.map(|micros| Held::Elapsed(Elapsed::from_micros(micros))).collect()
}

/// What a condition says of a value; `None`: unknown. `leaves` are all that ask for it.
fn answer(leaf: &Predicate, held: &Held, leaves: &[&Predicate]) -> Option<bool> {
    if let Predicate::Missing(_) = leaf {
        return Some(*held == Held::Missing);
    }
    match (leaf, held) {
        (Predicate::OneOf(_, values), Held::Value(value)) => Some(values.contains(value)),
        (Predicate::PriorityIn(list), Held::Priority(priority)) => Some(list.contains(priority)),
        // The most urgent priority is number 0: "at least as urgent" is "at most that number".
        (Predicate::PriorityCompared(op, limit), Held::Priority(priority)) => {
            Some(op.holds(&std::cmp::Reverse(*priority), &std::cmp::Reverse(*limit)))
        }
        (Predicate::ComponentIn(list), Held::Component(component)) => {
            Some(component.is_some_and(|component| list.contains(&component)))
        }
        (Predicate::PlanIn(list), Held::Plan(plan)) => Some(list.contains(plan)),
        (Predicate::YesNo(_, wanted), Held::YesNo(yes)) => Some(wanted == yes),
        (Predicate::Judged(_), Held::YesNo(yes)) => Some(*yes),
        (Predicate::Compared(_, op, limit), Held::Number(number)) => Some(Comparison::holds(*op, number, limit)),
        (Predicate::ElapsedCompared(_, op, limit) | Predicate::Clock(_, op, limit), Held::Elapsed(elapsed)) => {
            Some(op.holds(elapsed, limit))
        }
        (Predicate::TextIs(_, wanted), Held::Text(text)) => Some(text.as_ref() == Some(wanted)),
        (Predicate::Within(..), Held::Moment(inside)) => {
            let windows = leaves.iter().filter(|it| matches!(it, Predicate::Within(..)));
            let place = windows.into_iter().position(|it| *it == leaf)?;
            inside.get(place).copied()
        }
        (_, _) => None,
    }
}
