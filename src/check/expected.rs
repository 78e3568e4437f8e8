//! What a worked example expects.

use super::arithmetic::whole;
use super::checker::Checker;
use super::error::{FormulaError, TestError};
use super::formulas::value_formula;
use super::typed::{ClockId, Expectation, ExpectationKind, ExpectedVerdict, NormId, Subject, Test, Unit, Value};
use super::{shape, units, words};
use crate::resolve::Kind;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Expr, Literal, Name};

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
            ast::Expectation::Value { value, shown, want } => {
                let is = if *shown { "shown as" } else { "is" };
                let text = format!("{} {is} {}", words::expr(value), words::literal(&want.value));
                (self.expected_value(value, *shown, want), text)
            }
        };
        Some(Expectation { span: line.span, text, kind: kind? })
    }

    fn norm_id(&mut self, name: &Name) -> Option<NormId> {
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
        let id = self.norm_id(norm);
        let word = self.choice("a verdict", verdict, &words);
        let (id, word) = (id?, word?);
        let kpi = self.items.norms.get(id.index())?.item.kpi;
        if kpi != (word == ExpectedVerdict::Measured) {
            let (why, help) = if kpi {
                (format!("`{}` is a kpi, and is never judged", norm.value), format!("expect `{} measured`", norm.value))
            } else {
                (format!("`{}` is a norm, and is judged", norm.value), "only a kpi comes out as `measured`".to_owned())
            };
            self.impossible(verdict.span, why, Some(help));
            return None;
        }
        Some(ExpectationKind::Verdict(id, word))
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
