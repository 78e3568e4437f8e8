//! What a worked example expects.

use super::arithmetic::whole;
use super::checker::Checker;
use super::error::{FormulaError, TestError};
use super::formulas::value_formula;
use super::typed::{
    ClockId, CompensationId, Expectation, ExpectationKind, ExpectedRight, ExpectedVerdict, NormId, Subject, Test, Unit,
    Value,
};
use super::{shape, units, words};
use crate::diagnostic::did_you_mean;
use crate::resolve::{Kind, Symbol};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Expr, Literal, Money, Name, Text};

impl Checker<'_, '_> {
    /// One `expect` line.
    pub(super) fn expectation(&mut self, test: &Test, line: &Spanned<ast::Expectation>) -> Option<Expectation> {
        let (kind, text) = match &line.value {
            ast::Expectation::Verdict { norm, verdict } => {
                (self.expected_verdict(norm, verdict), format!("{} {}", words::name(&norm.value), verdict.value))
            }
            ast::Expectation::Elapsed { clock, kind, id, elapsed } => {
                let clock_id = self.expected_clock(clock, kind);
                let ticket = match clock_id {
                    Some(_) => self.expected_ticket(test, kind, id),
                    // Which kind is meant is not clear then; that the ticket is there still is.
                    None => self.known_ticket(test, id).map(|(ticket, _)| ticket),
                };
                let text = format!("{} of {} {} is {}", clock.value, kind.value, id.value, elapsed.value);
                (clock_id.zip(ticket).map(|(clock, id)| ExpectationKind::Elapsed(clock, id, elapsed.value)), text)
            }
            ast::Expectation::Deadline { norm, kind, id, at } => {
                let norm_id = self.timed_norm(norm);
                let ticket = self.expected_ticket(test, kind, id);
                let text = format!(
                    "deadline of {} of {} {} is {}",
                    norm.value,
                    kind.value,
                    id.value,
                    words::instant(at.value)
                );
                (norm_id.zip(ticket).map(|(norm, id)| ExpectationKind::Deadline(norm, id, at.value)), text)
            }
            ast::Expectation::Amount { compensation, period, money } => {
                let of = period.as_ref().map(|period| format!(" of {}", period.value)).unwrap_or_default();
                let amount = words::literal(&Literal::Money(money.value.clone()));
                let text = format!("{}{of} is {amount}", words::name(&compensation.value));
                (self.expected_amount(compensation, period.as_ref(), money), text)
            }
            ast::Expectation::Right { right, arises } => {
                let (want, said) = match arises {
                    true => (ExpectedRight::Arises, "arises"),
                    false => (ExpectedRight::DoesNotArise, "does not arise"),
                };
                let id = self.names.look_up(&[Kind::Right], right, self.out);
                let kind = id.map(|symbol| ExpectationKind::Right(symbol.index as usize, want));
                (kind, format!("{} {said}", words::name(&right.value)))
            }
            ast::Expectation::Colour { norm, colour } => {
                let text = format!("{} is {}", words::name(&norm.value), colour.value);
                (self.expected_colour(norm, colour), text)
            }
            ast::Expectation::Value { value, shown, want } => {
                let is = if *shown { "shown as" } else { "is" };
                let text = format!("{} {is} {}", words::expr(value), words::literal(&want.value));
                (self.expected_value(value, *shown, want), text)
            }
        };
        Some(Expectation { span: line.span, text, kind: kind? })
    }

    pub(super) fn norm_id(&mut self, name: &Name) -> Option<NormId> {
        self.names.look_up(&[Kind::Norm], name, self.out).map(|symbol| NormId(symbol.index))
    }

    fn impossible(&mut self, span: Span, why: String, help: Option<String>) {
        self.report(span, TestError::Impossible { why, span, help });
    }

    fn expected_verdict(&mut self, norm: &Name, verdict: &Name) -> Option<ExpectationKind> {
        let words = [
            ("met", ExpectedVerdict::Met),
            ("breached", ExpectedVerdict::Breached),
            ("undecided", ExpectedVerdict::Undecided),
            ("empty", ExpectedVerdict::Empty),
            ("measured", ExpectedVerdict::Measured),
        ];
        if let Some(other) = self.names.find(&[Kind::Compensation, Kind::Right], &norm.value)
            && self.names.find(&[Kind::Norm], &norm.value).is_none()
        {
            return self.expected_undecided(norm, other, verdict);
        }
        let id = self.norm_id(norm);
        let word = self.choice("a verdict", verdict, &words);
        let (id, word) = (id?, word?);
        // Ids after those of the norms are those of cadences, which are judged.
        let item = self.items.norms.get(id.index()).map(|part| part.item);
        let (kpi, aim) = item.map_or((false, false), |item| (item.kpi, item.aim));
        if (kpi || aim) != (word == ExpectedVerdict::Measured) {
            let (why, help) = if kpi || aim {
                let what = if kpi { "a kpi" } else { "an aim" };
                let why = format!("`{}` is {what}, and is never judged", norm.value);
                (why, format!("expect `{} measured`", norm.value))
            } else {
                let help = "only a kpi or an aim comes out as `measured`".to_owned();
                (format!("`{}` is a norm, and is judged", norm.value), help)
            };
            self.impossible(verdict.span, why, Some(help));
            return None;
        }
        Some(ExpectationKind::Verdict(id, word))
    }

    /// Of what follows from verdicts, only `undecided` is said as of a norm.
    fn expected_undecided(&mut self, name: &Name, found: Symbol, verdict: &Name) -> Option<ExpectationKind> {
        self.names.mark_used(found.kind, found.index);
        let is_right = found.kind == Kind::Right;
        if verdict.value == "undecided" {
            return Some(match is_right {
                true => ExpectationKind::Right(found.index as usize, ExpectedRight::Undecided),
                false => ExpectationKind::Amount(CompensationId(found.index), None, None),
            });
        }
        let written = words::name(&name.value);
        let (what, help) = match is_right {
            true => {
                ("a right", format!("expect `{written} arises`, `{written} does not arise` or `{written} undecided`"))
            }
            false => ("a compensation", format!("expect `{written} is 62.50 EUR` or `{written} undecided`")),
        };
        let why = format!("`{}` is {what}, and never `{}`", name.value, verdict.value);
        self.impossible(verdict.span, why, Some(help));
        None
    }

    fn expected_amount(
        &mut self,
        compensation: &Name,
        period: Option<&Text>,
        money: &Spanned<Money>,
    ) -> Option<ExpectationKind> {
        let id = self.names.look_up(&[Kind::Compensation], compensation, self.out);
        let amount = self.money(&money.value, money.span);
        let judged = period.is_none_or(|period| self.test_period(period));
        let period = period.map(|period| (period.value.clone(), period.span));
        let (id, amount) = (id?, amount?);
        judged.then_some(ExpectationKind::Amount(CompensationId(id.index), period, Some(amount)))
    }

    fn expected_colour(&mut self, norm: &Name, colour: &Name) -> Option<ExpectationKind> {
        let id = self.norm_id(norm);
        let rows = self.items.statuses.iter().flat_map(|part| &part.item.rows);
        let known: Vec<&str> = rows.map(|row| row.colour.value.as_str()).collect();
        if known.contains(&colour.value.as_str()) {
            return id.map(|id| ExpectationKind::Colour(id, colour.value.clone()));
        }
        let damaged = self.items.statuses.iter().any(|part| part.damaged) || self.names.lost().may_hold("status");
        if id.is_some() && !damaged {
            let help = match did_you_mean(&colour.value, known.iter().copied()) {
                Some(help) => help,
                None if known.is_empty() => {
                    "colours are rows of `status`: `green : this and last period met`".to_owned()
                }
                None => {
                    let shown: Vec<String> = known.iter().map(|colour| format!("`{colour}`")).collect();
                    format!("colours of this contract: {}", shown.join(", "))
                }
            };
            let why = format!("`{}` is not a colour of this contract", colour.value);
            self.impossible(colour.span, why, Some(help));
        }
        None
    }

    fn expected_clock(&mut self, clock: &Name, kind: &Name) -> Option<ClockId> {
        let known = self.names.look_up(&[Kind::Ticket], kind, self.out);
        let clock = self.clock_of(clock, kind);
        known.and(clock)
    }

    /// A ticket that the test gives, of this kind.
    fn expected_ticket(&mut self, test: &Test, kind: &Name, id: &Name) -> Option<String> {
        let symbol = self.names.look_up(&[Kind::Ticket], kind, self.out)?;
        let (ticket, its) = self.known_ticket(test, id)?;
        if its.0 != symbol.index {
            let given = self.items.tickets.get(its.index()).map_or("", |part| part.item.head.name.value.as_str());
            let why = format!("ticket `{}` is given as `{given}`, not as `{}`", id.value, kind.value);
            self.impossible(kind.span, why, None);
            return None;
        }
        Some(ticket)
    }

    /// A norm with a limit on time, and so with deadlines.
    fn timed_norm(&mut self, norm: &Name) -> Option<NormId> {
        let id = self.norm_id(norm)?;
        let typed = self.facts.norms.get(id.index())?.as_ref()?;
        if !typed.requirements.iter().any(|requirement| matches!(requirement.subject, Subject::Timed(_))) {
            let why = format!("`{}` has no limit on time, and so no deadline", norm.value);
            self.impossible(norm.span, why, None);
            return None;
        }
        Some(id)
    }

    fn expected_value(&mut self, value: &Expr, shown: bool, want: &Spanned<Literal>) -> Option<ExpectationKind> {
        let figure = self.outside_measures(false, value)?;
        let wanted = self.literal(&want.value, want.span)?;
        let wanted = match (figure.formula.unit, whole(&wanted)) {
            (Unit::Count, Some(count)) => Value::Count(count),
            _ => wanted,
        };
        let unit = value_formula(wanted.clone(), want.span).unit;
        if unit != figure.formula.unit {
            let problem = FormulaError::UnitsDiffer {
                what: "this can never be so",
                left: units::of_unit(figure.formula.unit).to_owned(),
                right: units::of_unit(unit).to_owned(),
                left_span: value.span,
                right_span: want.span,
                help: None,
            };
            self.report(value.span, problem);
            return None;
        }
        Some(if shown {
            ExpectationKind::Shown(figure.formula, wanted, shape::decimals(&want.value))
        } else {
            ExpectationKind::Exactly(figure.formula, wanted)
        })
    }
}
