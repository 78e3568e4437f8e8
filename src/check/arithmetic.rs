//! Arithmetic with units (semantics 2.2).

use super::checker::Checker;
use super::error::FormulaError;
use super::formulas::{Context, Figure, Typed};
use super::typed::{Formula, FormulaKind, Unit, Value};
use super::units;
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, Expr};

/// Makes a formula of two operands.
type Make = fn(Box<Formula>, Box<Formula>) -> FormulaKind;

impl Checker<'_, '_> {
    /// `a + b`, `a - b`, `a * b`, `a / b`
    pub(super) fn arithmetic(
        &mut self,
        cx: &Context,
        span: Span,
        op: BinaryOp,
        left: &Expr,
        right: &Expr,
    ) -> Option<Figure> {
        let (a, b) = (self.figure(cx, left), self.figure(cx, right));
        let (a, b) = (a?, b?);
        let share = a.share && b.share && op == BinaryOp::Mul;
        let (a, b) = match op {
            // A bare `2` beside a count is a count; divided by, it stays a number.
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul => as_count_beside(a.formula, b.formula),
            BinaryOp::Div | BinaryOp::Within | BinaryOp::Outside | BinaryOp::And | BinaryOp::Or => {
                (a.formula, b.formula)
            }
        };
        let (unit, make): (Option<Unit>, Make) = match op {
            BinaryOp::Add => return self.sum(span, left, right, a, b, true),
            BinaryOp::Sub => return self.sum(span, left, right, a, b, false),
            BinaryOp::Mul => {
                let literal = |formula: &Formula| matches!(formula.kind, FormulaKind::Literal(_));
                let counts = a.unit == Unit::Count && b.unit == Unit::Count && !literal(&a) && !literal(&b);
                (product(a.unit, b.unit).filter(|_| !counts), FormulaKind::Mul)
            }
            BinaryOp::Div => (quotient(a.unit, b.unit), FormulaKind::Div),
            BinaryOp::Within | BinaryOp::Outside | BinaryOp::And | BinaryOp::Or => return None,
        };
        let Some(unit) = unit else {
            let times = op == BinaryOp::Mul;
            let problem = FormulaError::NoSuchArithmetic {
                left: units::of_unit(a.unit).to_owned(),
                op: if times { "times" } else { "divided by" },
                right: units::of_unit(b.unit).to_owned(),
                span,
                help: if times { product_help(a.unit, b.unit) } else { quotient_help(a.unit, b.unit) }.to_owned(),
            };
            self.report(span, problem);
            return None;
        };
        Some(Figure { formula: Formula { unit, span, kind: make(Box::new(a), Box::new(b)) }, share })
    }

    fn sum(&mut self, span: Span, left: &Expr, right: &Expr, a: Formula, b: Formula, plus: bool) -> Option<Figure> {
        if a.unit != b.unit {
            let problem = FormulaError::UnitsDiffer {
                what: if plus { "these cannot be added" } else { "these cannot be subtracted" },
                left: units::of_unit(a.unit).to_owned(),
                right: units::of_unit(b.unit).to_owned(),
                left_span: left.span,
                right_span: right.span,
                help: None,
            };
            self.report(span, problem);
            return None;
        }
        if plus && a.unit == Unit::Percent {
            let problem = FormulaError::NoSuchArithmetic {
                left: "a percentage".to_owned(),
                op: "plus",
                right: "a percentage".to_owned(),
                span,
                help: "shares of different wholes do not add up: take `mean … of` a group, or add the times themselves"
                    .to_owned(),
            };
            self.report(span, problem);
            return None;
        }
        let unit = a.unit;
        let make = if plus { FormulaKind::Add } else { FormulaKind::Sub };
        Some(Figure { formula: Formula { unit, span, kind: make(Box::new(a), Box::new(b)) }, share: false })
    }

    /// `a as share of b`: of two sets their lengths, of two figures of one unit their quotient.
    pub(super) fn share_of(&mut self, cx: &Context, span: Span, part: &Expr, whole: &Expr) -> Option<Figure> {
        let (a, b) = (self.typed(cx, part), self.typed(cx, whole));
        let kind = match (a?, b?) {
            (Typed::Set(a), Typed::Set(b)) => FormulaKind::ShareOfSets(a, b),
            (Typed::Figure(a), Typed::Figure(b)) => {
                let (a, b) = as_count_beside(a.formula, b.formula);
                if a.unit != b.unit {
                    self.units_differ("a share is of one kind", (part.span, a.unit), (whole.span, b.unit));
                    return None;
                }
                FormulaKind::Div(Box::new(a), Box::new(b))
            }
            (Typed::Set(_), Typed::Figure(b)) => {
                self.set_and_figure((part.span, "a set of intervals"), (whole.span, units::of_unit(b.formula.unit)));
                return None;
            }
            (Typed::Figure(a), Typed::Set(_)) => {
                self.set_and_figure((part.span, units::of_unit(a.formula.unit)), (whole.span, "a set of intervals"));
                return None;
            }
        };
        Some(Figure { formula: Formula { unit: Unit::Percent, span, kind }, share: true })
    }

    fn set_and_figure(&mut self, left: (Span, &str), right: (Span, &str)) {
        let problem = FormulaError::UnitsDiffer {
            what: "a share is of one kind",
            left: left.1.to_owned(),
            right: right.1.to_owned(),
            left_span: left.0,
            right_span: right.0,
            help: Some("compare two sets, or two durations: `length of …` makes a duration of a set".to_owned()),
        };
        self.report(left.0, problem);
    }

    /// Reports two sides of different units.
    pub(super) fn units_differ(&mut self, what: &'static str, left: (Span, Unit), right: (Span, Unit)) {
        let problem = FormulaError::UnitsDiffer {
            what,
            left: units::of_unit(left.1).to_owned(),
            right: units::of_unit(right.1).to_owned(),
            left_span: left.0,
            right_span: right.0,
            help: None,
        };
        self.report(left.0, problem);
    }

    /// `x rounded to 2 decimals`
    pub(super) fn rounded(&mut self, span: Span, value: Figure, decimals: u32) -> Option<Figure> {
        match value.formula.unit {
            unit @ (Unit::Percent | Unit::Number) => {
                let kind = FormulaKind::Rounded(Box::new(value.formula), decimals);
                Some(Figure { formula: Formula { unit, span, kind }, share: value.share })
            }
            unit @ (Unit::Elapsed | Unit::Count) => {
                let problem = FormulaError::NoSuchArithmetic {
                    left: units::of_unit(unit).to_owned(),
                    op: "rounded to",
                    right: "decimals".to_owned(),
                    span,
                    help: "percentages and numbers can be rounded; durations and counts are exact".to_owned(),
                };
                self.report(span, problem);
                None
            }
        }
    }
}

/// A whole number as written beside a count is a count.
fn as_count_beside(a: Formula, b: Formula) -> (Formula, Formula) {
    match (a.unit, b.unit) {
        (Unit::Count, Unit::Number) => (a, as_count(b)),
        (Unit::Number, Unit::Count) => (as_count(a), b),
        _ => (a, b),
    }
}

/// A whole number as written as a count; anything else as it is.
fn as_count(formula: Formula) -> Formula {
    let count = if let FormulaKind::Literal(value) = &formula.kind { whole(value) } else { None };
    match count {
        Some(count) => Formula { unit: Unit::Count, kind: FormulaKind::Literal(Value::Count(count)), ..formula },
        None => formula,
    }
}

/// A number without a fraction as a count.
pub(super) fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) if number.is_whole() => number.terms().0.parse().ok(),
        Value::Count(count) => Some(*count),
        Value::Number(_) | Value::Percent(_) | Value::Elapsed(_) => None,
    }
}

/// The unit of a product.
fn product(a: Unit, b: Unit) -> Option<Unit> {
    match (a, b) {
        (Unit::Elapsed, Unit::Count | Unit::Number) | (Unit::Count | Unit::Number, Unit::Elapsed) => {
            Some(Unit::Elapsed)
        }
        (Unit::Percent, Unit::Percent | Unit::Number) | (Unit::Number, Unit::Percent) => Some(Unit::Percent),
        (Unit::Number, Unit::Number | Unit::Count) | (Unit::Count, Unit::Number) => Some(Unit::Number),
        (Unit::Count, Unit::Count) => Some(Unit::Count),
        (Unit::Elapsed, Unit::Elapsed | Unit::Percent)
        | (Unit::Percent, Unit::Elapsed | Unit::Count)
        | (Unit::Count, Unit::Percent) => None,
    }
}

fn product_help(a: Unit, b: Unit) -> &'static str {
    match (a, b) {
        (Unit::Elapsed, Unit::Elapsed) => "a duration is multiplied by a count or a number: `days of period * 24h`",
        (Unit::Count, Unit::Count) => "a count is multiplied by a duration or a plain number",
        _ => "a percentage is multiplied by a percentage or a number",
    }
}

/// The unit of a quotient.
fn quotient(a: Unit, b: Unit) -> Option<Unit> {
    match (a, b) {
        (Unit::Elapsed, Unit::Elapsed) | (Unit::Count, Unit::Count) => Some(Unit::Percent),
        (Unit::Elapsed, Unit::Number) => Some(Unit::Elapsed),
        (Unit::Percent, Unit::Number) => Some(Unit::Percent),
        (Unit::Number | Unit::Count, Unit::Number) => Some(Unit::Number),
        (Unit::Percent, Unit::Percent | Unit::Elapsed | Unit::Count)
        | (Unit::Elapsed, Unit::Percent | Unit::Count)
        | (Unit::Count | Unit::Number, Unit::Percent | Unit::Elapsed)
        | (Unit::Number, Unit::Count) => None,
    }
}

fn quotient_help(a: Unit, b: Unit) -> &'static str {
    match (a, b) {
        (Unit::Percent, Unit::Percent) => "two percentages can be subtracted, which gives points, or multiplied",
        (Unit::Elapsed, Unit::Count) => "the mean time of tickets is `mean resolution of incident`",
        _ => "two durations or two counts give a percentage; anything can be divided by a number",
    }
}
