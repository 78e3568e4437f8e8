//! Parts of a contract in its own notation, by the names that it gives.

use super::matching::declared;
use super::part::{Kind, Node, Table};
use crate::model::{
    AnyColumn, Bound, CalendarUnit, Column, Comparison, Condition, Limit, Model, Moment, Over, Predicate, Subject,
    Timed, Value, WindowExpr, Worth,
};
use crate::quantity::{Elapsed, Ratio};

/// Writes what one contract says.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub model: &'a Model,
}

impl<'a> Words<'a> {
    /// As the contract names it.
    pub(super) fn name(self, node: Node) -> &'a str {
        if node.0 == Kind::Priority {
            return self.model.priorities.get(node.1 as usize).map_or("", |level| level.name.as_str());
        }
        declared(self.model, node).map_or("", |declared| declared.name.as_str())
    }

    pub(super) fn window(self, expr: &WindowExpr) -> String {
        let inner = |part: &WindowExpr| match part {
            WindowExpr::Window(_) | WindowExpr::Always => self.window(part),
            WindowExpr::Union(..) | WindowExpr::Intersection(..) | WindowExpr::Difference(..) => {
                format!("({})", self.window(part))
            }
        };
        match expr {
            WindowExpr::Window(id) => self.name((Kind::Window, id.0)).to_owned(),
            WindowExpr::Always => "always".to_owned(),
            WindowExpr::Union(a, b) => format!("{} or {}", inner(a), inner(b)),
            WindowExpr::Intersection(a, b) => format!("{} within {}", inner(a), inner(b)),
            WindowExpr::Difference(a, b) => format!("{} outside {}", inner(a), inner(b)),
        }
    }

    /// `4h`, `2 workdays of office`, `end of workday 1`; `own`: whose days need not be said.
    pub(super) fn limit(self, limit: &Limit, own: Option<&WindowExpr>) -> String {
        let whose = |days_of: &WindowExpr| match own {
            Some(own) if own == days_of => String::new(),
            Some(_) | None => format!(" of {}", self.window(days_of)),
        };
        match limit {
            Limit::Elapsed(elapsed) => elapsed.to_string(),
            Limit::Calendar { count, unit: CalendarUnit::Workday, days_of } => {
                format!("{}{}", calendar(*count, CalendarUnit::Workday), whose(days_of))
            }
            Limit::Calendar { count, unit, days_of: _ } => calendar(*count, *unit),
            Limit::EndOfWorkday { count, days_of } => format!("end of workday {count}{}", whose(days_of)),
        }
    }

    /// `within 4h`, `in less than 4h`, `by end of workday 1`
    pub(super) fn timed(self, timed: &Timed, plan: Option<crate::model::PlanId>) -> String {
        let counting = &self.model.clock(timed.clock).counting;
        let each = |limit: &Limit, own: &WindowExpr| {
            let shown = self.limit(limit, Some(own));
            match (limit, timed.strict) {
                (Limit::EndOfWorkday { .. }, _) => format!("by {shown}"),
                (Limit::Elapsed(_) | Limit::Calendar { .. }, true) => format!("in less than {shown}"),
                (Limit::Elapsed(_) | Limit::Calendar { .. }, false) => format!("within {shown}"),
            }
        };
        let mut all: Vec<String> = match (plan, timed.limit.shared(), counting.shared()) {
            (Some(plan), _, _) => vec![each(timed.limit.of(Some(plan)), counting.of(Some(plan)))],
            (None, Some(limit), Some(own)) => vec![each(limit, own)],
            (None, _, _) => {
                let plans = (0..).map(crate::model::PlanId).take(self.model.plans.len());
                plans.map(|plan| each(timed.limit.of(Some(plan)), counting.of(Some(plan)))).collect()
            }
        };
        all.dedup();
        all.join(" or by plan ")
    }

    /// `>= 99.5%`, `<= 4`
    pub(super) fn bound(self, bound: &Bound) -> String {
        format!("{} {}", bound.op.symbol(), value(&bound.value))
    }

    /// `5%`, `500 EUR`, `not agreed yet`
    pub(super) fn worth(self, worth: &Worth) -> String {
        match worth {
            Worth::Share(share) => percent(share),
            Worth::Money(amount) => self.money(amount),
            Worth::NotAgreed => "not agreed yet".to_owned(),
        }
    }

    pub(super) fn money(self, amount: &Ratio) -> String {
        format!("{} {}", decimal(amount), self.model.header.currency.as_deref().unwrap_or_default())
            .trim_end()
            .to_owned()
    }

    /// `high · dedicated`, or the label that the row has of its own.
    pub(super) fn row(self, requirement: &crate::model::Requirement) -> String {
        let values: Vec<&str> = requirement.group.iter().map(|group| group.value.as_str()).collect();
        match (&requirement.label, values.is_empty()) {
            (Some(label), true) => label.clone(),
            (_, _) => values.join(" · "),
        }
    }

    /// `90% within 4h`, `availability of portal >= 99.5%`
    pub(super) fn promise(self, requirement: &crate::model::Requirement) -> String {
        let text = &requirement.text;
        match (&requirement.subject, &requirement.bound) {
            (Subject::NoNorm, _) => "none".to_owned(),
            (Subject::NotAgreed, _) => "not agreed yet".to_owned(),
            (Subject::Timed(timed), Some(bound)) => {
                let op = if bound.op == Comparison::AtLeast { "" } else { bound.op.symbol() };
                format!("{op}{} {}", value(&bound.value), self.timed(timed, requirement.plan))
            }
            (Subject::Timed(timed), None) if requirement.agreed => {
                format!("share {}", self.timed(timed, requirement.plan))
            }
            (Subject::Timed(timed), None) => format!("not agreed yet {}", self.timed(timed, requirement.plan)),
            (Subject::Formula { .. } | Subject::EachMember(..), Some(bound)) => {
                format!("{text} {}", self.bound(bound))
            }
            (Subject::Formula { .. } | Subject::EachMember(..), None) if !requirement.agreed => {
                format!("{text}, not agreed yet")
            }
            (Subject::Formula { .. } | Subject::EachMember(..), None) => text.clone(),
            (Subject::EachRow { .. } | Subject::Obliged(_) | Subject::Cadence(_), _) => text.clone(),
        }
    }

    /// `recovery breached 3 periods in a row and judged progress`
    pub(super) fn condition(self, condition: &Condition) -> String {
        let inner = |part: &Condition| match part {
            Condition::And(..) | Condition::Or(..) => format!("({})", self.condition(part)),
            Condition::Norm { .. } | Condition::Judged(_) | Condition::Not(_) => self.condition(part),
        };
        match condition {
            Condition::Norm { norm, breached, over } => {
                let verdict = if *breached { "breached" } else { "met" };
                let often = match over {
                    Over::This => String::new(),
                    Over::InARow(count) => format!(" {count} periods in a row"),
                    Over::OfAny(count, of) => format!(" {count} of any {of} periods"),
                };
                format!("{} {verdict}{often}", self.name((Kind::Norm, norm.0)))
            }
            Condition::Judged(question) => format!("judged {}", self.name((Kind::Judgement, question.0))),
            Condition::And(a, b) => format!("{} and {}", inner(a), inner(b)),
            Condition::Or(a, b) => format!("{} or {}", inner(a), inner(b)),
            Condition::Not(of) => format!("not {}", inner(of)),
        }
    }

    /// The columns of a table.
    pub(super) fn columns(self, table: Table) -> &'a [Column] {
        match table {
            Table::Ticket(kind) => self.model.tickets.get(kind as usize).map_or(&[], |kind| &kind.columns),
            Table::Interval(table) => self.model.interval_columns(table),
            Table::Metric(metric) => self.model.metrics.get(metric as usize).map_or(&[], |metric| &metric.columns),
        }
    }

    /// `impact is wide and users > 50%`
    pub(super) fn predicate(self, predicate: &Predicate, table: Table) -> String {
        let columns = self.columns(table);
        let column = |n: usize| columns.get(n).map_or("", |column| column.declared.name.as_str());
        let one_of = |what: &str, names: Vec<&str>| match names.as_slice() {
            [one] => format!("{what} is {one}"),
            several => format!("{what} in ({})", several.join(", ")),
        };
        let inner = |part: &Predicate| match part {
            Predicate::And(..) | Predicate::Or(..) => format!("({})", self.predicate(part, table)),
            Predicate::True
            | Predicate::Not(_)
            | Predicate::OneOf(..)
            | Predicate::PriorityIn(_)
            | Predicate::PriorityCompared(..)
            | Predicate::ComponentIn(_)
            | Predicate::PlanIn(_)
            | Predicate::YesNo(..)
            | Predicate::Compared(..)
            | Predicate::ElapsedCompared(..)
            | Predicate::TextIs(..)
            | Predicate::Missing(_)
            | Predicate::Judged(_)
            | Predicate::Within(..)
            | Predicate::Clock(..) => self.predicate(part, table),
        };
        match predicate {
            Predicate::True => "always".to_owned(),
            Predicate::And(a, b) => format!("{} and {}", inner(a), inner(b)),
            Predicate::Or(a, b) => format!("{} or {}", inner(a), inner(b)),
            Predicate::Not(of) => format!("not {}", inner(of)),
            Predicate::OneOf(id, values) => {
                let levels = columns.get(id.index()).map(super::matching::levels).unwrap_or_default();
                let names = values.iter().filter_map(|value| levels.get(value.index()));
                one_of(column(id.index()), names.map(|level| level.name.as_str()).collect())
            }
            Predicate::PriorityIn(levels) => {
                one_of("priority", levels.iter().map(|id| self.name((Kind::Priority, id.0))).collect())
            }
            Predicate::PriorityCompared(op, level) => {
                format!("priority {} {}", op.symbol(), self.name((Kind::Priority, level.0)))
            }
            Predicate::ComponentIn(all) => {
                one_of("component", all.iter().map(|id| self.name((Kind::Component, id.0))).collect())
            }
            Predicate::PlanIn(plans) => one_of("plan", plans.iter().map(|id| self.name((Kind::Plan, id.0))).collect()),
            Predicate::YesNo(id, yes) => format!("{} is {}", column(id.index()), if *yes { "yes" } else { "no" }),
            Predicate::Compared(id, op, figure) => {
                let is_percent = columns.get(id.index()).is_some_and(|it| it.kind == crate::model::ColumnKind::Percent);
                let figure = if is_percent { percent(figure) } else { decimal(figure) };
                format!("{} {} {figure}", column(id.index()), op.symbol())
            }
            Predicate::ElapsedCompared(id, op, figure) => {
                format!("{} {} {figure}", column(id.index()), op.symbol())
            }
            Predicate::TextIs(id, text) => format!("{} is \"{text}\"", column(id.index())),
            Predicate::Missing(AnyColumn::Column(id)) => format!("{} is missing", column(id.index())),
            Predicate::Missing(AnyColumn::Priority) => "priority is missing".to_owned(),
            Predicate::Missing(AnyColumn::Component) => "component is missing".to_owned(),
            Predicate::Missing(AnyColumn::Moment(moment)) => format!("{} is missing", self.moment(*moment, table)),
            Predicate::Judged(question) => format!("judged {}", self.name((Kind::Judgement, question.0))),
            Predicate::Within(moment, window) => {
                let window = match window {
                    WindowExpr::Window(_) | WindowExpr::Always => self.window(window),
                    WindowExpr::Union(..) | WindowExpr::Intersection(..) | WindowExpr::Difference(..) => {
                        format!("({})", self.window(window))
                    }
                };
                format!("{} within {window}", self.moment(*moment, table))
            }
            Predicate::Clock(clock, op, limit) => {
                format!("{} {} {limit}", self.name((Kind::Clock, clock.0)), op.symbol())
            }
        }
    }

    pub(super) fn moment(self, moment: Moment, table: Table) -> String {
        match moment {
            Moment::Opened => "opened".to_owned(),
            Moment::Responded => "responded".to_owned(),
            Moment::Resolved => "resolved".to_owned(),
            Moment::Closed => "closed".to_owned(),
            Moment::Column(id) => {
                self.columns(table).get(id.index()).map_or_else(String::new, |it| it.declared.name.clone())
            }
        }
    }
}

/// `3 workdays`, `1 month`
pub(super) fn calendar(count: u32, unit: CalendarUnit) -> String {
    let unit = match unit {
        CalendarUnit::Workday => "workday",
        CalendarUnit::Day => "day",
        CalendarUnit::Week => "week",
        CalendarUnit::Month => "month",
        CalendarUnit::Year => "year",
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// `99.5%`, `4h`, `3`, `2.5`
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Percent(share) => percent(share),
        Value::Elapsed(elapsed) => elapsed.to_string(),
        Value::Count(count) => count.to_string(),
        Value::Number(number) => decimal(number),
    }
}

/// `99.5%`
pub(super) fn percent(share: &Ratio) -> String {
    match share.mul(&Ratio::whole(100)) {
        Ok(share) => format!("{}%", decimal(&share)),
        Err(_) => share.to_string(),
    }
}

/// As a decimal where it is one of up to 12 digits after the point, otherwise as a fraction.
pub(super) fn decimal(number: &Ratio) -> String {
    let exact = |digits: &u32| Ratio::from_scaled(number.scaled_half_up(*digits), *digits) == *number;
    match (0..=12).find(exact) {
        Some(0) => number.scaled_half_up(0).to_string(),
        Some(digits) => {
            let units = number.scaled_half_up(digits).to_string();
            let (sign, units) = units.strip_prefix('-').map_or(("", units.as_str()), |rest| ("-", rest));
            let padded = format!("{units:0>width$}", width = digits as usize + 1);
            let (whole, rest) = padded.split_at_checked(padded.len() - digits as usize).unwrap_or((&padded, ""));
            format!("{sign}{whole}.{rest}")
        }
        None => number.to_string(),
    }
}

/// `4h30m`, without a sign.
pub(super) fn length(elapsed: Elapsed) -> String {
    Elapsed::from_micros(elapsed.micros().saturating_abs()).to_string()
}
