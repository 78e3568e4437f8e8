//! Words that make one figure of many: `length`, `count`, `share`, `mean`, …

use super::checker::Checker;
use super::error::FormulaError;
use super::formulas::{Context, Figure, Typed, interval_table};
use super::predicates::Table;
use super::rows::both;
use super::typed::{
    ClockId, EventId, Formula, FormulaKind, GroupAggregate, GroupId, MeasureId, Moment, Predicate, RowAggregate,
    Statistic, TicketFigure, TicketFormula, TicketKindId, Unit,
};
use super::{shape, units, words};
use crate::resolve::Kind;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Aggregate, Expr, ExprKind, Name, Rows};

/// Tickets as an expression names them, before anything is looked up.
struct Tickets<'e> {
    /// What they are at bottom: a kind, a qualified kind, or a clock of a kind.
    base: Base,
    /// After `where`.
    filters: Vec<&'e Expr>,
    /// After `with`.
    with: Vec<&'e Expr>,
}

enum Base {
    Kind(Name),
    Qualified(Name, Name),
    Of(Name, Name),
    /// `misses of reactie`
    Misses(Name),
}

/// Of a norm: what missed its limits.
pub(super) const MISSES: &str = "misses";

impl Checker<'_, '_> {
    /// `word of expr`
    pub(super) fn aggregate(
        &mut self,
        cx: &Context,
        span: Span,
        word: &Spanned<Aggregate>,
        of: &Expr,
    ) -> Option<Figure> {
        if word.value != Aggregate::Length
            && let Some(sampled) = self.about_samples(cx, of)
        {
            return self.sample_figure(cx, span, word, of, &sampled);
        }
        match word.value {
            Aggregate::Length => self.length(cx, span, of),
            Aggregate::Count => match self.about_tickets(cx, of) {
                Some(tickets) => match &tickets.base {
                    Base::Misses(norm) => self.misses(span, norm, &tickets),
                    Base::Kind(_) | Base::Qualified(..) | Base::Of(..) => self.count(span, word, of, tickets),
                },
                None => {
                    if let Some(event) = self.event_to_count(cx, of) {
                        return Some(plain(Unit::Count, span, FormulaKind::Events(event)));
                    }
                    let rows = self.rows(cx, of, "count")?;
                    let rows = self.as_whole(rows, "`count`", of.span)?;
                    Some(plain(Unit::Count, span, FormulaKind::Rows(RowAggregate::Count, rows)))
                }
            },
            Aggregate::Share => self.share(cx, span, of),
            Aggregate::Longest | Aggregate::Shortest => {
                let longest = word.value == Aggregate::Longest;
                if let Some(tickets) = self.about_tickets(cx, of) {
                    let statistic = if longest { Statistic::Longest } else { Statistic::Shortest };
                    return self.statistic(span, word, of, tickets, statistic);
                }
                let rows = self.rows(cx, of, "count")?;
                let rows = self.as_whole(rows, if longest { "`longest`" } else { "`shortest`" }, of.span)?;
                let row = if longest { RowAggregate::Longest } else { RowAggregate::Shortest };
                Some(plain(Unit::Elapsed, span, FormulaKind::Rows(row, rows)))
            }
            Aggregate::Mean => self.over(cx, span, word, of, Some(Statistic::Mean), Some(GroupAggregate::Mean)),
            Aggregate::Sum => self.over(cx, span, word, of, Some(Statistic::Sum), Some(GroupAggregate::Sum)),
            Aggregate::Median => self.over(cx, span, word, of, Some(Statistic::Median), None),
            Aggregate::Percentile(percent) => self.over(cx, span, word, of, Some(Statistic::Percentile(percent)), None),
            Aggregate::Lowest => self.over(cx, span, word, of, None, Some(GroupAggregate::Lowest)),
            Aggregate::Highest => self.over(cx, span, word, of, None, Some(GroupAggregate::Highest)),
            Aggregate::Product => self.over(cx, span, word, of, None, Some(GroupAggregate::Product)),
            Aggregate::Redundant => self.over(cx, span, word, of, None, Some(GroupAggregate::Redundant)),
            Aggregate::Pooled | Aggregate::Latest => {
                let word = words::aggregate_word(word.value);
                // An unknown name is reported as such.
                if let Some(name) = shape::name(bottom(of)) {
                    self.names.look_up(&[Kind::Metric, Kind::Slices], &name, self.out)?;
                }
                let help = "`latest` takes the samples of a metric, and `pooled ratio of` those or slices of them";
                self.cannot(&word, "this", of.span, help);
                None
            }
        }
    }

    /// The event that an expression names.
    fn event_to_count(&mut self, cx: &Context, of: &Expr) -> Option<EventId> {
        let name = shape::name(of).filter(|name| !cx.steps.contains_key(&name.value))?;
        let symbol = self.names.find(&[Kind::Event], &name.value)?;
        self.names.mark_used(Kind::Event, symbol.index);
        Some(EventId(symbol.index))
    }

    fn length(&mut self, cx: &Context, span: Span, of: &Expr) -> Option<Figure> {
        match self.typed(cx, of)? {
            Typed::Set(set) => Some(plain(Unit::Elapsed, span, FormulaKind::Length(set))),
            Typed::Figure(figure) => {
                let found = units::of_unit(figure.formula.unit);
                self.cannot(
                    "length",
                    found,
                    of.span,
                    "`length` measures windows, outages, maintenance and steps made of them",
                );
                None
            }
        }
    }

    fn cannot(&mut self, word: &str, found: &str, span: Span, help: &str) {
        let problem = FormulaError::CannotAggregate {
            word: word.to_owned(),
            found: found.to_owned(),
            span,
            help: help.to_owned(),
        };
        self.report(span, problem);
    }

    /// The tickets that `expr` names, when it is about tickets at all.
    fn about_tickets<'e>(&self, cx: &Context, expr: &'e Expr) -> Option<Tickets<'e>> {
        let (mut filters, mut with, mut at) = (Vec::new(), Vec::new(), expr);
        let base = loop {
            match &at.value {
                ExprKind::Where { subject, predicate } => {
                    filters.push(predicate.as_ref());
                    at = subject;
                }
                ExprKind::With { subject, predicate } => {
                    with.push(predicate.as_ref());
                    at = subject;
                }
                ExprKind::Name(name) if !cx.steps.contains_key(name) && self.is_ticket(name) => {
                    break Base::Kind(Spanned::new(name.clone(), at.span));
                }
                ExprKind::Qualified { qualifier, kind } => break Base::Qualified(qualifier.clone(), kind.clone()),
                ExprKind::Of { what, of } => {
                    let (what, kind) = (shape::name(what)?, shape::name(of)?);
                    if what.value == MISSES && self.names.find_any(MISSES).is_none() {
                        break Base::Misses(kind);
                    }
                    let clock = self.names.find(&[Kind::Clock], &what.value).is_some()
                        && self.names.find(&[Kind::Measure], &what.value).is_none();
                    (clock || self.is_ticket(&kind.value)).then_some(())?;
                    break Base::Of(what, kind);
                }
                ExprKind::Name(_)
                | ExprKind::Literal(_)
                | ExprKind::Binary { .. }
                | ExprKind::ShareOf { .. }
                | ExprKind::Compare { .. }
                | ExprKind::Between { .. }
                | ExprKind::Is { .. }
                | ExprKind::IsMissing { .. }
                | ExprKind::In { .. }
                | ExprKind::Not(_)
                | ExprKind::Lasting { .. }
                | ExprKind::Announced { .. }
                | ExprKind::Weighted { .. }
                | ExprKind::Quorum { .. }
                | ExprKind::First { .. }
                | ExprKind::Over { .. }
                | ExprKind::Aggregate { .. }
                | ExprKind::Rounded { .. } => return None,
            }
        };
        Some(Tickets { base, filters, with })
    }

    /// Whether a ticket kind has this name.
    pub(super) fn is_ticket(&self, name: &str) -> bool {
        self.names.find(&[Kind::Ticket], name).is_some()
    }

    fn ticket(&mut self, name: &Name) -> Option<TicketKindId> {
        self.names.look_up(&[Kind::Ticket], name, self.out).map(|symbol| TicketKindId(symbol.index))
    }

    fn filter(&mut self, kind: TicketKindId, filters: &[&Expr]) -> Option<Predicate> {
        let filters: Vec<Option<Predicate>> =
            filters.iter().rev().map(|filter| self.predicate(Table::Ticket(kind), filter)).collect();
        let scope = self.scope_of(kind)?;
        filters.into_iter().try_fold(scope, |all, filter| Some(both(all, filter?)))
    }

    fn count(&mut self, span: Span, word: &Spanned<Aggregate>, of: &Expr, tickets: Tickets<'_>) -> Option<Figure> {
        if let Some(with) = tickets.with.first() {
            let help = "count with `where`; `with` says which are good, after `share of …`";
            self.cannot("count", "a `with`", with.span, help);
            return None;
        }
        let (qualifier, kind) = match &tickets.base {
            Base::Qualified(qualifier, kind) => (qualifier, kind),
            Base::Kind(kind) => {
                self.ticket(kind)?;
                let help = format!(
                    "say by which moment: `count of opened {0}`, `count of resolved {0}`, or `count of open {0}` at the \
                     end of the period",
                    kind.value
                );
                self.cannot("count", "tickets in general", kind.span, &help);
                return None;
            }
            Base::Of(..) | Base::Misses(_) => {
                self.not_of_clocks(word, of);
                return None;
            }
        };
        let kind = self.ticket(kind);
        let figure = match qualifier.value.as_str() {
            "opened" => TicketFigure::Count(Moment::Opened),
            "responded" => TicketFigure::Count(Moment::Responded),
            "resolved" => TicketFigure::Count(Moment::Resolved),
            "closed" => TicketFigure::Count(Moment::Closed),
            _ => TicketFigure::CountOpen,
        };
        let filter = self.filter(kind?, &tickets.filters)?;
        let formula = TicketFormula { kind: kind?, filter, figure };
        Some(plain(Unit::Count, span, FormulaKind::Tickets(formula)))
    }

    /// `count of misses of reactie where opened within piek`
    fn misses(&mut self, span: Span, norm: &Name, tickets: &Tickets<'_>) -> Option<Figure> {
        if let Some(with) = tickets.with.first() {
            self.cannot("count", "a `with`", with.span, "pick misses with `where`");
            return None;
        }
        let formula = self.misses_where(norm, &tickets.filters)?;
        Some(plain(Unit::Count, span, FormulaKind::Tickets(formula)))
    }

    /// Misses as a requirement names them: `at most 3 misses of reactie where …`.
    pub(super) fn misses_of(&mut self, norm: &Name, rows: &Rows) -> Option<TicketFormula> {
        if let Some(lasting) = rows.lasting.first() {
            let span = lasting.length.span;
            self.report(
                span,
                FormulaError::NoRows { word: "lasting", span, help: "misses have no length of their own" },
            );
            return None;
        }
        if let Some(notice) = rows.announced.first() {
            let span = notice.span;
            let help = "misses are not announced: choose them with `where`";
            self.report(span, FormulaError::NoRows { word: "announced", span, help });
            return None;
        }
        self.misses_where(norm, rows.filter.as_ref().as_slice())
    }

    fn misses_where(&mut self, norm: &Name, filters: &[&Expr]) -> Option<TicketFormula> {
        let (id, clock) = self.norm_of_tickets(norm)?;
        let kind = self.facts.clock_facts.get(clock.index())?.ticket?;
        Some(TicketFormula { kind, filter: self.filter(kind, filters)?, figure: TicketFigure::Misses(id) })
    }

    fn share(&mut self, cx: &Context, span: Span, of: &Expr) -> Option<Figure> {
        let help =
            "say which tickets are good: `share of incident with resolution <= 6h`; of sets write `a as share of b`";
        let Some(tickets) = self.about_tickets(cx, of) else {
            match shape::name(bottom(of)) {
                Some(name) if interval_table(&name.value).is_none() && !cx.steps.contains_key(&name.value) => {
                    self.ticket(&name)?;
                }
                Some(_) | None => self.cannot("share", "this", of.span, help),
            }
            return None;
        };
        let Base::Kind(kind) = &tickets.base else {
            self.cannot("share", "this", of.span, help);
            return None;
        };
        let kind = self.ticket(kind)?;
        let filter = self.filter(kind, &tickets.filters);
        let [with] = tickets.with.as_slice() else {
            let found = if tickets.with.is_empty() { "tickets of which none are called good" } else { "two `with`" };
            self.cannot("share", found, of.span, help);
            return None;
        };
        let good = self.predicate(Table::TicketWithClocks(kind), with);
        let formula = TicketFormula { kind, filter: filter?, figure: TicketFigure::Share(good?) };
        let formula = Formula { unit: Unit::Percent, span, kind: FormulaKind::Tickets(formula) };
        Some(Figure { formula, share: true })
    }

    /// A figure over the members of a group, or over the clock readings of tickets.
    fn over(
        &mut self,
        cx: &Context,
        span: Span,
        word: &Spanned<Aggregate>,
        of: &Expr,
        statistic: Option<Statistic>,
        group: Option<GroupAggregate>,
    ) -> Option<Figure> {
        match (self.about_tickets(cx, of), statistic) {
            (Some(tickets), Some(statistic)) => self.statistic(span, word, of, tickets, statistic),
            (Some(_), None) => {
                self.not_of_clocks(word, of);
                None
            }
            (None, _) => match group {
                Some(group) => self.over_group(cx, span, word, of, group),
                None => {
                    let word = words::aggregate_word(word.value);
                    let help = format!(
                        "write `{word} resolution of incident`; a group takes `mean`, `lowest`, `highest`, `product`, \
                         `sum` or `redundant`"
                    );
                    self.cannot(&word, "anything but a clock", of.span, &help);
                    None
                }
            },
        }
    }

    fn not_of_clocks(&mut self, word: &Spanned<Aggregate>, of: &Expr) {
        let word = words::aggregate_word(word.value);
        let help = match word.as_str() {
            "lowest" => "of a clock take `shortest`",
            "highest" => "of a clock take `longest`",
            "count" => "count tickets, not clocks: `count of resolved incident`",
            _ => "of a clock take `mean`, `median`, `percentile 95`, `longest`, `shortest` or `sum`",
        };
        self.cannot(&word, "the times of tickets", of.span, help);
    }

    fn statistic(
        &mut self,
        span: Span,
        word: &Spanned<Aggregate>,
        of: &Expr,
        tickets: Tickets<'_>,
        statistic: Statistic,
    ) -> Option<Figure> {
        let text = words::aggregate_word(word.value);
        let Base::Of(clock, kind) = &tickets.base else {
            let help = format!("name the clock: `{text} resolution of incident`");
            self.cannot(&text, "tickets as such", of.span, &help);
            return None;
        };
        if let Some(with) = tickets.with.first() {
            self.cannot(&text, "a `with`", with.span, "pick tickets with `where`");
            return None;
        }
        let (clock, kind) = (self.clock_of(clock, kind), self.ticket(kind));
        let filter = kind.and_then(|kind| self.filter(kind, &tickets.filters));
        let formula = TicketFormula { kind: kind?, filter: filter?, figure: TicketFigure::Clock(clock?, statistic) };
        Some(plain(Unit::Elapsed, span, FormulaKind::Tickets(formula)))
    }

    /// A clock, which must run for tickets of `kind`.
    pub(super) fn clock_of(&mut self, clock: &Name, kind: &Name) -> Option<ClockId> {
        let symbol = self.names.look_up(&[Kind::Clock], clock, self.out)?;
        let its = self.items.clocks.get(symbol.index as usize)?;
        if its.item.ticket.value != kind.value {
            // An unknown kind is reported as such.
            if self.is_ticket(&kind.value) && self.is_ticket(&its.item.ticket.value) {
                let problem = FormulaError::OtherTicket {
                    clock: clock.value.clone(),
                    its: its.item.ticket.value.clone(),
                    asked: kind.value.clone(),
                    span: clock.span,
                    declared: its.item.ticket.span,
                    help: Some(format!("write `{} of {}`", clock.value, its.item.ticket.value)),
                };
                self.report(clock.span, problem);
            }
            return None;
        }
        Some(ClockId(symbol.index))
    }

    fn over_group(
        &mut self,
        cx: &Context,
        span: Span,
        word: &Spanned<Aggregate>,
        of: &Expr,
        aggregate: GroupAggregate,
    ) -> Option<Figure> {
        let text = words::aggregate_word(word.value);
        let help = format!("name a measure and a group: `{text} availability of services`");
        let ExprKind::Of { what, of: group } = &of.value else {
            if self.typed(cx, of).is_some() {
                self.cannot(&text, "one figure", of.span, &help);
            }
            return None;
        };
        let (measure, group) = (self.only_name(what)?, self.only_name(group)?);
        if let Some(one) = self.names.find(&[Kind::Component], &group.value) {
            self.names.mark_used(Kind::Component, one.index);
            let help = format!("of one component there is one figure: leave `{text}` out");
            self.cannot(&text, "a single component", group.span, &help);
            return None;
        }
        let measure_id = self.names.look_up(&[Kind::Measure], &measure, self.out);
        let group_id = self.names.look_up(&[Kind::Group], &group, self.out);
        let (measure_id, group_id) = (MeasureId(measure_id?.index), GroupId(group_id?.index));
        let facts = *self.facts.measure_facts.get(measure_id.index())?;
        if !facts.of_component {
            self.report(measure.span, FormulaError::NotOfComponent { name: measure.value, span: measure.span });
            return None;
        }
        let unit = self.group_unit(&text, span, aggregate, facts.unit?)?;
        let share = facts.share && aggregate != GroupAggregate::Sum;
        let kind = FormulaKind::OverGroup(aggregate, measure_id, group_id);
        Some(Figure { formula: Formula { unit, span, kind }, share })
    }

    /// The unit of a figure over a group.
    fn group_unit(&mut self, word: &str, span: Span, aggregate: GroupAggregate, unit: Unit) -> Option<Unit> {
        match (aggregate, unit) {
            (GroupAggregate::Mean, Unit::Count) => Some(Unit::Number),
            (GroupAggregate::Mean | GroupAggregate::Lowest | GroupAggregate::Highest, unit) => Some(unit),
            (GroupAggregate::Sum, unit @ (Unit::Elapsed | Unit::Count | Unit::Number)) => Some(unit),
            (GroupAggregate::Product | GroupAggregate::Redundant, Unit::Percent) => Some(Unit::Percent),
            (GroupAggregate::Sum, Unit::Percent) => {
                self.cannot(word, "percentages", span, "percentages do not add up: take `mean`, `lowest` or `product`");
                None
            }
            (GroupAggregate::Product | GroupAggregate::Redundant, Unit::Elapsed | Unit::Count | Unit::Number) => {
                let found = format!("{} of each component", units::of_unit(unit));
                self.cannot(
                    word,
                    &found,
                    span,
                    "only percentages are multiplied: parts that all must be up, or spare ones",
                );
                None
            }
        }
    }
}

/// What rows are picked from, below every `where` and `with`.
fn bottom(expr: &Expr) -> &Expr {
    if let ExprKind::Where { subject, .. } | ExprKind::With { subject, .. } = &expr.value {
        bottom(subject)
    } else {
        expr
    }
}

fn plain(unit: Unit, span: Span, kind: FormulaKind) -> Figure {
    Figure { formula: Formula { unit, span, kind }, share: false }
}
