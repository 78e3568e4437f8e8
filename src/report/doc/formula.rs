//! Formulas in mathematical notation.

use crate::model::{
    CalendarUnit, ComponentId, Formula, FormulaKind, GroupAggregate, Measure, MeasureSubject, Moment, Predicate,
    RowAggregate, Statistic, TicketFigure, TicketFormula,
};
use crate::quantity::Elapsed;

use super::chapters::lower;
use super::predicates::Table;
use super::scribe::Scribe;
use super::sets::step_name;
use crate::report::page::Math;

/// How tightly a formula holds together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tight {
    Sum,
    Product,
    One,
}

/// What names in a formula stand for.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Around<'m> {
    /// Whose steps.
    pub measure: Option<&'m Measure>,
    /// The component that an unbound measure is bound to; `None`: any, which is called c.
    pub component: Option<ComponentId>,
}

impl Scribe<'_> {
    /// A formula.
    pub(in crate::report) fn formula(&self, formula: &Formula, around: Around<'_>) -> Math {
        let of = |part: &Formula| self.formula(part, around);
        let inside = |part: &Formula, least: Tight| {
            let math = of(part);
            if tight(&part.kind) < least { Math::Fenced(Box::new(math)) } else { math }
        };
        let set = |set| self.set(set, around.measure);
        let size = |one| Math::Size(Box::new(set(one)));
        match &formula.kind {
            FormulaKind::Literal(value) => Math::Number(self.value(value)),
            FormulaKind::DaysOfPeriod => Math::Words(self.say("formula.days").to_owned()),
            FormulaKind::Step(id) => step_name(around.measure, id.index()),
            FormulaKind::Length(one) => size(one),
            FormulaKind::Add(a, b) => Math::joined("+", [inside(a, Tight::Sum), inside(b, Tight::Sum)]),
            FormulaKind::Sub(a, b) => Math::joined("−", [inside(a, Tight::Sum), inside(b, Tight::Product)]),
            FormulaKind::Mul(a, b) => Math::joined("×", [inside(a, Tight::Product), inside(b, Tight::One)]),
            FormulaKind::Div(a, b) => Math::Fraction(Box::new(of(a)), Box::new(of(b))),
            FormulaKind::ShareOfSets(a, b) => Math::Fraction(Box::new(size(a)), Box::new(size(b))),
            FormulaKind::Rounded(inner, decimals) => {
                let name = self.fill("formula.rounded", &[("decimals", &decimals.to_string())]);
                Math::of(name, of(inner))
            }
            FormulaKind::Measure(id, subject) => {
                let measure = self.model.measure(*id);
                let name = measure.declared.title();
                match (*subject, around.component) {
                    (MeasureSubject::Whole, _) => Math::Name(name.to_owned()),
                    (MeasureSubject::Component(id), _) | (MeasureSubject::Bound, Some(id)) => {
                        Math::of(name, Math::Words(self.model.component(id).declared.title().to_owned()))
                    }
                    (MeasureSubject::Bound, None) => Math::of(name, Math::Name("c".to_owned())),
                }
            }
            FormulaKind::OverGroup(aggregate, measure, group) => {
                let each = Math::of(self.model.measure(*measure).declared.title(), Math::Name("c".to_owned()));
                self.over(*aggregate, self.model.group(*group).declared.title(), each)
            }
            FormulaKind::Rows(aggregate, rows) => {
                let name = self.say(match aggregate {
                    RowAggregate::Count => "formula.count",
                    RowAggregate::Longest => "formula.longest",
                    RowAggregate::Shortest => "formula.shortest",
                });
                Math::of(name, Math::Words(self.rows(rows)))
            }
            FormulaKind::Tickets(figure) => Math::Words(self.figure(figure)),
            FormulaKind::Events(event) => {
                Math::of(self.say("formula.count"), Math::Words(self.model.event(*event).declared.title().to_owned()))
            }
            FormulaKind::Samples(figure) => Math::Words(self.sample_figure(figure)),
            FormulaKind::Slices(figure) => Math::Words(self.slice_figure(figure)),
            FormulaKind::Together(group, each) => {
                let group = self.model.group(*group).declared.title();
                Math::of(self.fill("formula.together", &[("group", group)]), of(each))
            }
            FormulaKind::OverLast(past, inner) => {
                let length = self.calendar(past.count, past.unit);
                Math::of(self.fill("formula.last", &[("length", &length)]), of(inner))
            }
            FormulaKind::OverAny(length, _, inner) => {
                Math::of(self.fill("formula.any", &[("length", &self.stretch(*length))]), of(inner))
            }
        }
    }

    /// How long a stretch is: days of 24 hours where they are whole.
    fn stretch(&self, length: Elapsed) -> String {
        const DAY: i64 = 86_400;
        match length.whole_seconds().map(|seconds| (seconds / DAY, seconds % DAY)) {
            Some((days, 0)) if days > 0 => {
                let days = u32::try_from(days).expect("an elapsed time is less than 2^32 days");
                self.calendar(days, CalendarUnit::Day)
            }
            _ => self.elapsed(length),
        }
    }

    fn over(&self, aggregate: GroupAggregate, group: &str, each: Math) -> Math {
        let over = |symbol, of: Math| Math::Over {
            symbol,
            index: "c".to_owned(),
            through: group.to_owned(),
            of: Box::new(of),
        };
        match aggregate {
            GroupAggregate::Mean => {
                let one = Math::Fraction(
                    Box::new(Math::Number("1".to_owned())),
                    Box::new(Math::Size(Box::new(Math::Words(group.to_owned())))),
                );
                Math::joined("×", [one, over("∑", each)])
            }
            GroupAggregate::Sum => over("∑", each),
            GroupAggregate::Lowest => over("min", each),
            GroupAggregate::Highest => over("max", each),
            GroupAggregate::Product => over("∏", each),
            GroupAggregate::Redundant => {
                let one = || Math::Number("1".to_owned());
                let down = Math::Fenced(Box::new(Math::joined("−", [one(), each])));
                Math::joined("−", [one(), over("∏", down)])
            }
        }
    }

    /// A figure over tickets in words.
    fn figure(&self, figure: &TicketFormula) -> String {
        let kind = self.model.ticket_kind(figure.kind);
        let table = Table::of(kind);
        let name = lower(kind.declared.title());
        let of = if figure.filter == Predicate::True {
            self.fill("figure.all", &[("kind", &name)])
        } else {
            let condition = self.condition(&figure.filter, table);
            self.fill("figure.where", &[("kind", &name), ("condition", &condition)])
        };
        match &figure.figure {
            TicketFigure::Count(moment) => {
                let key = match moment {
                    Moment::Opened => "figure.count_opened",
                    Moment::Responded => "figure.count_responded",
                    Moment::Resolved => "figure.count_resolved",
                    Moment::Closed => "figure.count_closed",
                    Moment::Column(_) => {
                        let moment = self.moment(kind, *moment);
                        return self.fill("figure.count_column", &[("of", &of), ("moment", &moment)]);
                    }
                };
                self.fill(key, &[("of", &of)])
            }
            TicketFigure::CountOpen => self.fill("figure.count_open", &[("of", &of)]),
            TicketFigure::Share(good) => {
                self.fill("figure.share", &[("of", &of), ("condition", &self.condition(good, table))])
            }
            TicketFigure::Misses(norm) => {
                let norm = self.model.norm(*norm).declared.title();
                self.fill("figure.misses", &[("of", &of), ("norm", norm)])
            }
            TicketFigure::Clock(clock, statistic) => {
                let clock = lower(self.model.clock(*clock).declared.title());
                let values: [(&str, &str); 2] = [("of", &of), ("clock", &clock)];
                match statistic {
                    Statistic::Mean => self.fill("figure.mean", &values),
                    Statistic::Median => self.fill("figure.median", &values),
                    Statistic::Percentile(rank) => {
                        self.fill("figure.percentile", &[("of", &of), ("clock", &clock), ("rank", &rank.to_string())])
                    }
                    Statistic::Longest => self.fill("figure.longest", &values),
                    Statistic::Shortest => self.fill("figure.shortest", &values),
                    Statistic::Sum => self.fill("figure.sum", &values),
                }
            }
        }
    }
}

fn tight(kind: &FormulaKind) -> Tight {
    match kind {
        FormulaKind::Add(..) | FormulaKind::Sub(..) => Tight::Sum,
        FormulaKind::Mul(..) => Tight::Product,
        // `1 − ∏ …` and `(1/n) ∑ …` are more than one thing.
        FormulaKind::OverGroup(GroupAggregate::Redundant, ..) => Tight::Sum,
        FormulaKind::OverGroup(
            GroupAggregate::Mean
            | GroupAggregate::Lowest
            | GroupAggregate::Highest
            | GroupAggregate::Product
            | GroupAggregate::Sum,
            ..,
        ) => Tight::Product,
        FormulaKind::Literal(_)
        | FormulaKind::DaysOfPeriod
        | FormulaKind::Step(_)
        | FormulaKind::Length(_)
        | FormulaKind::Div(..)
        | FormulaKind::ShareOfSets(..)
        | FormulaKind::Rounded(..)
        | FormulaKind::Measure(..)
        | FormulaKind::Rows(..)
        | FormulaKind::Together(..)
        | FormulaKind::OverLast(..)
        | FormulaKind::OverAny(..)
        | FormulaKind::Tickets(_)
        | FormulaKind::Events(_)
        | FormulaKind::Samples(_)
        | FormulaKind::Slices(_) => Tight::One,
    }
}
