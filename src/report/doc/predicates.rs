//! Conditions in words.

use crate::model::{AnyColumn, Column, ColumnKind, Comparison, Moment, Predicate, TicketKind, Value};
use crate::quantity::Ratio;

use super::chapters::lower;
use super::scribe::Scribe;
use super::tickets::label;

/// Whose columns a condition reads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<'m> {
    pub columns: &'m [Column],
    pub kind: Option<&'m TicketKind>,
}

impl<'m> Table<'m> {
    /// A kind of ticket.
    pub(super) fn of(kind: &'m TicketKind) -> Self {
        Self { columns: &kind.columns, kind: Some(kind) }
    }
}

impl Scribe<'_> {
    /// `oorzaak is MEXTRA of Leverancier en aangekondigd`
    pub(super) fn condition(&self, predicate: &Predicate, table: Table<'_>) -> String {
        let column = |n: usize| table.columns.get(n);
        let title = |n: usize| column(n).map_or_else(String::new, |column| lower(column.declared.title()));
        let is = |what: &str, values: &[String]| {
            self.fill("condition.is", &[("what", what), ("value", &self.words.or(values))])
        };
        let compared = |what: &str, op: Comparison, value: &str| format!("{what} {} {value}", symbol(op));
        match predicate {
            Predicate::True => self.say("condition.always").to_owned(),
            Predicate::And(a, b) => {
                let [a, b] = [a, b].map(|part| self.closed(part, table, |inner| matches!(inner, Predicate::Or(..))));
                format!("{a} {} {b}", self.say("list.and"))
            }
            Predicate::Or(a, b) => {
                let [a, b] = [a, b].map(|part| self.closed(part, table, |inner| matches!(inner, Predicate::And(..))));
                format!("{a} {} {b}", self.say("list.or"))
            }
            Predicate::Not(inner) => {
                if let Predicate::OneOf(id, values) = &**inner {
                    let values: Vec<String> =
                        values.iter().map(|value| enumerated(column(id.index()), value.index())).collect();
                    let values = [("what", &*title(id.index())), ("value", &*self.words.or(&values))];
                    return self.fill("condition.is_not", &values);
                }
                if let Predicate::Missing(of) = &**inner {
                    return self.fill("condition.there", &[("what", &self.any_column(*of, table))]);
                }
                if let Predicate::YesNo(_, true) | Predicate::Judged(_) = &**inner {
                    return self.fill("condition.no", &[("what", &self.condition(inner, table))]);
                }
                if let Predicate::YesNo(id, false) = &**inner {
                    return title(id.index());
                }
                let several = |inner: &Predicate| matches!(inner, Predicate::And(..) | Predicate::Or(..));
                self.fill("condition.not", &[("condition", &self.closed(inner, table, several))])
            }
            Predicate::OneOf(id, values) => {
                let values: Vec<String> =
                    values.iter().map(|value| enumerated(column(id.index()), value.index())).collect();
                is(&title(id.index()), &values)
            }
            Predicate::PriorityIn(levels) => {
                let levels: Vec<String> =
                    levels.iter().map(|level| label(self.model.priority(*level)).to_owned()).collect();
                is(self.say("condition.priority"), &levels)
            }
            Predicate::PriorityCompared(op, level) => {
                let level = label(self.model.priority(*level));
                let key = match op {
                    Comparison::AtLeast => "condition.priority_at_least",
                    Comparison::More => "condition.priority_above",
                    Comparison::AtMost => "condition.priority_at_most",
                    Comparison::Less => "condition.priority_below",
                    Comparison::Equal => "condition.priority_is",
                    Comparison::NotEqual => "condition.priority_is_not",
                };
                self.fill(key, &[("level", level)])
            }
            Predicate::ComponentIn(components) => {
                let names: Vec<String> =
                    components.iter().map(|id| self.model.component(*id).declared.title().to_owned()).collect();
                is(self.say("condition.component"), &names)
            }
            Predicate::PlanIn(plans) => {
                let names: Vec<String> =
                    plans.iter().map(|id| self.model.plan(*id).declared.title().to_owned()).collect();
                is(self.say("condition.plan"), &names)
            }
            Predicate::YesNo(id, true) => title(id.index()),
            Predicate::YesNo(id, false) => self.fill("condition.no", &[("what", &title(id.index()))]),
            Predicate::Compared(id, op, ratio) => {
                let value = self.column_value(column(id.index()), ratio);
                compared(&title(id.index()), *op, &value)
            }
            Predicate::ElapsedCompared(id, op, elapsed) => compared(&title(id.index()), *op, &self.elapsed(*elapsed)),
            Predicate::TextIs(id, text) => is(&title(id.index()), &[format!("“{text}”")]),
            Predicate::Missing(of) => self.fill("condition.missing", &[("what", &self.any_column(*of, table))]),
            Predicate::Judged(question) => {
                let question = self.model.judgement(*question).declared.title();
                self.fill("condition.judged", &[("what", question)])
            }
            Predicate::Within(moment, window) => {
                let moment = self.any_column(AnyColumn::Moment(*moment), table);
                self.fill("condition.within", &[("what", &moment), ("window", &self.window(window))])
            }
            Predicate::Clock(clock, op, elapsed) => {
                compared(&lower(self.model.clock(*clock).declared.title()), *op, &self.elapsed(*elapsed))
            }
        }
    }

    fn closed(&self, part: &Predicate, table: Table<'_>, needs: impl Fn(&Predicate) -> bool) -> String {
        let text = self.condition(part, table);
        if needs(part) { format!("({text})") } else { text }
    }

    fn column_value(&self, column: Option<&Column>, ratio: &Ratio) -> String {
        let is_percent = column.is_some_and(|column| column.kind == ColumnKind::Percent);
        self.value(&if is_percent { Value::Percent(ratio.clone()) } else { Value::Number(ratio.clone()) })
    }

    fn any_column(&self, of: AnyColumn, table: Table<'_>) -> String {
        match of {
            AnyColumn::Column(id) => {
                table.columns.get(id.index()).map_or_else(String::new, |column| lower(column.declared.title()))
            }
            AnyColumn::Priority => self.say("condition.priority").to_owned(),
            AnyColumn::Component => self.say("condition.component").to_owned(),
            AnyColumn::Moment(moment) => match (table.kind, moment) {
                (Some(kind), moment) => self.moment(kind, moment),
                (None, Moment::Opened | Moment::Responded | Moment::Resolved | Moment::Closed | Moment::Column(_)) => {
                    String::new()
                }
            },
        }
    }
}

fn enumerated(column: Option<&Column>, value: usize) -> String {
    let levels = match column.map(|column| &column.kind) {
        Some(ColumnKind::Enumeration(levels)) => levels.as_slice(),
        Some(
            ColumnKind::YesNo
            | ColumnKind::Percent
            | ColumnKind::Number
            | ColumnKind::Text
            | ColumnKind::Duration
            | ColumnKind::Instant,
        )
        | None => &[],
    };
    levels.get(value).map_or_else(String::new, |level| label(level).to_owned())
}

/// As in mathematics.
pub(super) fn symbol(op: Comparison) -> &'static str {
    match op {
        Comparison::Less => "<",
        Comparison::AtMost => "≤",
        Comparison::More => ">",
        Comparison::AtLeast => "≥",
        Comparison::Equal => "=",
        Comparison::NotEqual => "≠",
    }
}
