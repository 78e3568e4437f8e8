//! Formulas, in exact arithmetic: the value with what is known, and beside it what the value could still be.

use crate::eval::error::EvalError;
use crate::eval::judge::Judge;
use crate::eval::partition::Partition;
use crate::eval::range::Range;
use crate::eval::scene::{Done, Scene};
use crate::eval::sets::whole as whole_of;
use crate::eval::verdict::Terms;
use crate::eval::worth::{Absent, Could, Known, Worth, whole};
use crate::model::{ComponentId, Formula, FormulaKind, MeasureId, MeasureSubject, SetExpr, Unit, Value};
use crate::quantity::{Elapsed, Ratio, RatioError};

impl Judge<'_> {
    /// The value of a formula.
    pub(super) fn formula(&mut self, formula: &Formula, scene: &Scene<'_>) -> Worth {
        match &formula.kind {
            FormulaKind::Literal(value) => Worth::Known(Known::just(literal(value))),
            FormulaKind::DaysOfPeriod => Worth::Known(Known::just(Ratio::whole(scene.frame.period.days()))),
            FormulaKind::Step(id) => match scene.done(*id) {
                Done::Worth(worth) => worth.clone(),
                Done::Set(_) => unreachable!("a formula takes the length of a set"),
            },
            FormulaKind::Length(set) => self.length(formula, set, scene),
            FormulaKind::Add(a, b) => self.binary(formula, a, b, scene, Known::add),
            FormulaKind::Sub(a, b) => self.binary(formula, a, b, scene, Known::sub),
            FormulaKind::Mul(a, b) => self.binary(formula, a, b, scene, Known::mul),
            FormulaKind::Div(a, b) => self.quotient(formula, a, b, scene),
            FormulaKind::ShareOfSets(part, of) => {
                match (self.length(formula, part, scene), self.length(formula, of, scene)) {
                    (Worth::Known(part), Worth::Known(of)) => {
                        self.share(formula, &part, &of, Unit::Elapsed, scene.partition())
                    }
                    (Worth::Known(_), other) | (other, _) => other,
                }
            }
            FormulaKind::Rounded(inner, decimals) => match self.formula(inner, scene) {
                Worth::Known(known) => self.rounded(formula, &known, *decimals, scene.partition()),
                other @ (Worth::Empty { .. } | Worth::Absent(_)) => other,
            },
            FormulaKind::Measure(id, subject) => self.of_measure(*id, *subject, scene),
            FormulaKind::OverGroup(aggregate, id, group) => self.over_group(formula, *aggregate, *id, *group, scene),
            FormulaKind::Rows(aggregate, rows) => {
                self.row_figure(*aggregate, rows, scene.component, &scene.frame).unwrap_or_else(Worth::from)
            }
            FormulaKind::Events(event) => self.events(*event).unwrap_or_else(Worth::from),
            FormulaKind::Tickets(tickets) => {
                let worth = self.tickets(tickets, scene.by);
                self.checked_worth(formula, worth)
            }
            FormulaKind::Samples(samples) => self.sample_figure(formula, samples, scene),
            FormulaKind::Slices(slices) => self.slice_figure(formula, slices, scene),
            FormulaKind::Together(group, of) => self.together(formula, *group, of, scene),
            FormulaKind::OverLast(..) | FormulaKind::OverAny(..) => self.placed(formula, scene).0,
        }
    }

    fn of_measure(&mut self, id: MeasureId, subject: MeasureSubject, scene: &Scene<'_>) -> Worth {
        let component = self.subject(subject, scene);
        self.measure(id, component, scene.by, &scene.frame).worth
    }

    /// The component that a measure is bound to.
    pub(super) fn subject(&self, subject: MeasureSubject, scene: &Scene<'_>) -> Option<ComponentId> {
        match subject {
            MeasureSubject::Whole => None,
            MeasureSubject::Component(component) => Some(component),
            MeasureSubject::Bound => scene.component,
        }
    }

    /// Decimals are those of the percentage: 99.73 % has two.
    pub(super) fn rounded(
        &mut self,
        formula: &Formula,
        known: &Known,
        decimals: u32,
        partition: Option<&Partition>,
    ) -> Worth {
        let places = if formula.unit == Unit::Percent { decimals + 2 } else { decimals };
        let round = |value: &Ratio| Ratio::from_scaled(value.scaled_half_up(places), places);
        self.checked(formula, known.map(partition, round))
    }

    /// The length of a set within the period.
    pub(super) fn length(&mut self, formula: &Formula, set: &SetExpr, scene: &Scene<'_>) -> Worth {
        let (time, open) = match (self.set(set, scene, None), self.is_open(set, scene)) {
            (Ok(time), Ok(open)) => (time, open),
            (Err(missing), _) | (_, Err(missing)) => return missing.into(),
        };
        let could = if open {
            let all = || Range::between(Ratio::ZERO, Ratio::whole(whole_of(&scene.frame).length().micros()));
            scene.linear(self, set).map_or_else(|| Could::Between(all()), Could::Linear)
        } else {
            Could::Just
        };
        let known = time.length().map(|value| Known { value, could, terms: None, floored: false });
        self.checked(formula, known)
    }

    fn binary(
        &mut self,
        formula: &Formula,
        a: &Formula,
        b: &Formula,
        scene: &Scene<'_>,
        f: impl Fn(&Known, &Known, Option<&Partition>) -> Result<Known, RatioError>,
    ) -> Worth {
        match self.operands(a, b, scene) {
            Ok((a, b)) => self.checked(formula, f(&a, &b, scene.partition())),
            Err(absent) => Worth::Absent(absent),
        }
    }

    /// Both values; an empty operand leaves the formula undecided (semantics 2.5).
    fn operands(&mut self, a: &Formula, b: &Formula, scene: &Scene<'_>) -> Result<(Known, Known), Absent> {
        let (left, right) = (self.formula(a, scene), self.formula(b, scene));
        Ok((self.operand(a, left)?, self.operand(b, right)?))
    }

    /// A value that goes on into a larger formula.
    pub(super) fn operand(&mut self, formula: &Formula, worth: Worth) -> Result<Known, Absent> {
        match worth {
            Worth::Known(known) => Ok(known),
            Worth::Empty { .. } => {
                let period = self.frame.period.label.clone();
                Err(self.problem(EvalError::EmptyOperand { period, span: formula.span }))
            }
            Worth::Absent(absent) => Err(absent),
        }
    }

    fn quotient(&mut self, formula: &Formula, a: &Formula, b: &Formula, scene: &Scene<'_>) -> Worth {
        match self.operands(a, b, scene) {
            Ok((part, of)) if a.unit == b.unit => self.share(formula, &part, &of, a.unit, scene.partition()),
            Ok((part, of)) => self.checked(formula, part.div(&of, scene.partition())),
            Err(absent) => Worth::Absent(absent),
        }
    }

    /// One value as a share of another: of nothing, it is empty when there is nothing of it either.
    pub(super) fn share(
        &mut self,
        formula: &Formula,
        part: &Known,
        of: &Known,
        unit: Unit,
        partition: Option<&Partition>,
    ) -> Worth {
        let terms = terms(unit, &part.value, &of.value);
        if part.value.is_zero() && of.value.is_zero() {
            let could = match (&part.could, &of.could) {
                (Could::Just, Could::Just) => None,
                _ => Some(Range::ANY),
            };
            return Worth::Empty { could, terms };
        }
        let quotient = part.div(of, partition);
        self.checked(formula, quotient.map(|known| Known { terms, ..known }))
    }

    /// A value, or the problem that it cannot be had.
    pub(super) fn checked(&mut self, formula: &Formula, known: Result<Known, RatioError>) -> Worth {
        self.checked_worth(formula, known.map(Worth::Known))
    }

    /// A worth, or the problem that it cannot be had.
    pub(super) fn checked_worth(&mut self, formula: &Formula, worth: Result<Worth, RatioError>) -> Worth {
        worth.unwrap_or_else(|error| {
            let error = EvalError::of_ratio(error, &self.frame.period.label, formula.span);
            Worth::Absent(self.problem(error))
        })
    }
}

/// In microseconds, where it is time.
fn literal(value: &Value) -> Ratio {
    match value {
        Value::Percent(ratio) | Value::Number(ratio) => ratio.clone(),
        Value::Elapsed(elapsed) => Ratio::whole(elapsed.micros()),
        Value::Count(count) => Ratio::whole(*count),
    }
}

/// Both terms of a share, of lengths or of counts.
fn terms(unit: Unit, part: &Ratio, of: &Ratio) -> Option<Terms> {
    let (part, of) = (whole(part)?, whole(of)?);
    match unit {
        Unit::Elapsed => Some(Terms::Lengths(Elapsed::from_micros(part), Elapsed::from_micros(of))),
        Unit::Count => Some(Terms::Counts(u64::try_from(part).ok()?, u64::try_from(of).ok()?)),
        Unit::Percent | Unit::Number => None,
    }
}
