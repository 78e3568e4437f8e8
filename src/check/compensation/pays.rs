//! Rules that pay.

use super::cover::Domain;
use super::tiers::Head;
use super::words;
use crate::check::checker::Checker;
use crate::check::error::CompensationError;
use crate::check::formulas::{Context, Figure, interval_table};
use crate::check::predicates::Table;
use crate::check::typed::{
    ClockId, FormulaKind, GroupAggregate, MeasureId, NormId, Pay, PayRule, Picture, Predicate, Side, Subject,
    TicketFigure, TicketFormula, TicketKindId, Unit, Value,
};
use crate::check::{shape, units};
use crate::quantity::{Elapsed, Ratio};
use crate::resolve::Kind;
use crate::source::Spanned;
use crate::syntax::ast::{self, Expr, ExprKind, Name, StepFrom, Tier};

impl Checker<'_, '_> {
    /// One rule.
    pub(super) fn pay_rule(&mut self, rule: &Spanned<ast::Pay>, damaged: bool) -> Option<PayRule> {
        let head = Head { span: rule.span, damaged };
        let pay = match &rule.value {
            ast::Pay::Flat { worth, when } => {
                let (worth, when) = (self.worth(worth), self.verdict_condition(when));
                Some(Pay::Flat { worth: worth?, when: when? })
            }
            ast::Pay::Ladder { first, more, when } => {
                let when = self.verdict_condition(when);
                self.one_kind(first, more);
                let (first, more) = (self.worth(first), self.worth(more));
                Some(Pay::Ladder { first: first?, more: more?, when: when? })
            }
            ast::Pay::Tiers { value, tiers } => self.by_tiers(head, value, tiers),
            ast::Pay::Each { of, clock: Some(clock), tiers } => self.each_ticket(head, of, clock, tiers),
            ast::Pay::Each { of, clock: None, tiers } => self.each_paid_row(head, of, tiers),
            ast::Pay::PerStep { .. } => self.per_step(&rule.value),
            ast::Pay::PerMiss { worth, norm, beyond } => {
                let (worth, norm) = (self.worth(worth), self.missed_norm(norm));
                let beyond = beyond.as_ref().map_or(0, |beyond| beyond.value);
                Some(Pay::PerMiss { worth: worth?, norm: norm?, beyond })
            }
            ast::Pay::TimeLost { times, amount: _, value, beyond } => {
                let figure = self.outside_measures(false, value);
                let figure = figure.filter(|figure| self.is_time(figure, value));
                let beyond = beyond.as_ref().map_or(Elapsed::ZERO, |beyond| beyond.value);
                let times = times.value.value.clone();
                Some(Pay::TimeLost { times, value: figure?.formula, component: None, beyond })
            }
        };
        Some(PayRule { span: rule.span, text: words::pay(&rule.value), pay: pay? })
    }

    /// `ladder 5%, then 50 EUR more`: a ladder goes up in one kind of amount.
    fn one_kind(&mut self, first: &Spanned<ast::Worth>, more: &Spanned<ast::Worth>) {
        let mixed = matches!(
            (&first.value, &more.value),
            (ast::Worth::Share(_), ast::Worth::Money(_)) | (ast::Worth::Money(_), ast::Worth::Share(_))
        );
        if mixed {
            let problem = CompensationError::Unit {
                why: "a ladder goes up in steps of one kind".to_owned(),
                span: more.span,
                label: format!("and it begins with `{}`", words::worth(&first.value)),
                help: "write both as percentages, or both as money".to_owned(),
            };
            self.report(more.span, problem);
        }
    }

    /// `10 times monthly_fee for …`: a time.
    fn is_time(&mut self, figure: &Figure, value: &Expr) -> bool {
        let time = figure.formula.unit == Unit::Elapsed;
        if !time {
            let problem = CompensationError::Unit {
                why: "a multiple of the fee is paid for a time".to_owned(),
                span: value.span,
                label: format!("{}, not a duration", units::of_unit(figure.formula.unit)),
                help: "write how long it lasted, such as `length of outages`; points short of a bound are paid with \
                       `5% per 0.1% below 99.5% of …`"
                    .to_owned(),
            };
            self.report(value.span, problem);
        }
        time
    }

    /// A norm under which single tickets or rows are missed.
    fn missed_norm(&mut self, name: &Name) -> Option<NormId> {
        let id = self.judged_norm(name)?;
        let norm = self.facts.norms.get(id.index())?.as_ref()?;
        let counts = |subject: &Subject| match subject {
            Subject::Timed(_)
            | Subject::Cadence(_)
            | Subject::NotAgreed
            | Subject::EachRow { .. }
            | Subject::Obliged(_) => true,
            // `share of incident with recovery <= 4h`: those outside of the share.
            Subject::Formula { value, component: _ } => matches!(
                &value.kind,
                FormulaKind::Tickets(TicketFormula { figure: TicketFigure::Share(_), kind: _, filter: _ })
            ),
            Subject::EachMember(..) | Subject::NoNorm => false,
        };
        if !norm.requirements.iter().any(|requirement| counts(&requirement.subject)) {
            let problem = CompensationError::NeverComes {
                why: format!("`{}` bounds a figure: no ticket and no row is missed under it", name.value),
                span: name.span,
                label: "nothing to count",
                help: "count the misses of a norm with a limit on time, or write `5% when … breached`",
            };
            self.report(name.span, problem);
            return None;
        }
        Some(id)
    }

    /// Which values a figure can have, and in what a share of time is pictured.
    fn domain(&self, figure: &Figure) -> Domain {
        let measure = |id: MeasureId| self.facts.measures.get(id.index()).and_then(Option::as_ref);
        let of_time = figure.formula.share_of_time(&measure);
        let picture = of_time.zip(self.facts.period).map(|(of, period)| of.picture(period));
        domain(figure, picture)
    }

    fn by_tiers(&mut self, head: Head, value: &Expr, tiers: &[Tier]) -> Option<Pay> {
        let figure = self.outside_measures(false, value);
        let domain = figure.as_ref().map(|figure| self.domain(figure));
        let tiers = self.tiers(head, domain, tiers);
        Some(Pay::Tiers { value: figure?.formula, component: None, tiers: tiers? })
    }

    fn each_ticket(&mut self, head: Head, of: &Expr, clock: &Name, tiers: &[Tier]) -> Option<Pay> {
        let (tickets, filter) = if let ExprKind::Where { subject, predicate } = &of.value {
            (&**subject, Some(&**predicate))
        } else {
            (of, None)
        };
        let kind = shape::name(tickets).filter(|name| interval_table(&name.value).is_none());
        let Some(kind) = kind else {
            let problem = CompensationError::Each {
                why: "a clock runs for tickets".to_owned(),
                span: of.span,
                label: "not a ticket kind",
                help: format!("write `for each incident by {}`; outages go by their `length`", clock.value),
            };
            self.report(of.span, problem);
            return None;
        };
        let symbol = self.names.look_up(&[Kind::Ticket], &kind, self.out);
        let clock: Option<ClockId> = self.clock_of(clock, &kind);
        let filter = match (filter, symbol) {
            (None, _) => Some(Predicate::True),
            (Some(filter), Some(symbol)) => self.predicate(Table::Ticket(TicketKindId(symbol.index)), filter),
            (Some(_), None) => None,
        };
        let tiers = self.tiers(head, Some(times()), tiers);
        Some(Pay::EachTicket { clock: clock?, filter: filter?, tiers: tiers? })
    }

    fn each_paid_row(&mut self, head: Head, of: &Expr, tiers: &[Tier]) -> Option<Pay> {
        let tiers = self.tiers(head, Some(times()), tiers);
        if let Some(name) = shape::name(of)
            && self.is_ticket(&name.value)
        {
            let problem = CompensationError::Each {
                why: format!("`{}` are tickets, which have no length", name.value),
                span: of.span,
                label: "tickets go by a clock",
                help: format!("name the clock: `for each {} by …`", name.value),
            };
            self.report(of.span, problem);
            return None;
        }
        let rows = self.rows(&Context::default(), of, "where");
        Some(Pay::EachRow { rows: rows?, tiers: tiers? })
    }

    fn per_step(&mut self, pay: &ast::Pay) -> Option<Pay> {
        let ast::Pay::PerStep { worth, started, step, from, value } = pay else { return None };
        let worth = self.worth(worth);
        let figure = self.outside_measures(false, value);
        let domain = figure.as_ref().map(|figure| self.domain(figure));
        let step = self.step(domain.as_ref(), step);
        let (side, from) = match from {
            Some(StepFrom { beyond, value }) => {
                let side = if *beyond { Side::Above } else { Side::Below };
                (side, self.edge_value(domain.as_ref(), value))
            }
            None => (Side::Above, domain.as_ref().map(|domain| zero(domain.unit))),
        };
        Some(Pay::PerStep {
            worth: worth?,
            step: step?,
            from: from?,
            side,
            started: *started,
            value: figure?.formula,
            component: None,
        })
    }
}

/// Which values a figure can have.
fn domain(figure: &Figure, picture: Option<Picture>) -> Domain {
    let unit = figure.formula.unit;
    let low = match (unit, &figure.formula.kind) {
        (Unit::Percent | Unit::Elapsed | Unit::Count, _) => Some(Ratio::ZERO),
        (Unit::Number, FormulaKind::OverGroup(GroupAggregate::Product, ..)) => Some(Ratio::ZERO),
        (Unit::Number, _) => None,
    };
    Domain { unit, low, high: figure.share.then_some(Ratio::ONE), picture }
}

/// What a clock can read, and how long a row can be.
fn times() -> Domain {
    Domain { unit: Unit::Elapsed, low: Some(Ratio::ZERO), high: None, picture: None }
}

fn zero(unit: Unit) -> Value {
    match unit {
        Unit::Percent => Value::Percent(Ratio::ZERO),
        Unit::Elapsed => Value::Elapsed(Elapsed::ZERO),
        Unit::Count => Value::Count(0),
        Unit::Number => Value::Number(Ratio::ZERO),
    }
}
