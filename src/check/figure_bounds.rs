//! Requirements on figures: a formula and its bound.

use super::arithmetic::whole;
use super::availability::Comparing;
use super::checker::Checker;
use super::comparisons::comparison;
use super::error::{AvailabilityError, FormulaError, NormError, PlanError};
use super::formulas::{Figure, value_formula};
use super::norms::{Frame, Row};
use super::typed::{Bound, Formula, FormulaKind, GroupId, GroupValue, Requirement, Subject, Unit, Value};
use super::{shape, units, words};
use crate::resolve::Kind;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{CompareOp, Expr, ExprKind, Literal, Name, Stretch};

impl Checker<'_, '_> {
    /// `for each component of services : availability >= 99%`
    pub(super) fn for_each(&mut self, frame: &mut Frame, row: &Row, group: &Name, requirement: &Expr) {
        let id = self.names.look_up(&[Kind::Group], group, self.out).map(|symbol| GroupId(symbol.index));
        let members = id.and_then(|id| self.facts.groups.get(id.index())?.as_ref()).map(|group| group.members.clone());
        let open = id.and_then(|id| self.facts.groups.get(id.index())?.as_ref()).is_some_and(|group| !group.known);
        if open {
            let row = Row { each: id, bound: true, ..row.clone() };
            self.formula_requirement(frame, &row, requirement);
            return;
        }
        let Some(members) = members else {
            frame.requirements.push(None);
            return;
        };
        for member in members {
            let Some(component) = self.facts.components.get(member.index()) else { continue };
            let value = GroupValue {
                attribute: "component".to_owned(),
                value: component.declared.name.clone(),
                label: component.declared.label.clone(),
            };
            let group = row.group.iter().cloned().chain([value]).collect();
            let row = Row { group, component: Some(member), bound: true, ..row.clone() };
            self.formula_requirement(frame, &row, requirement);
        }
    }

    /// `together services : availability >= 99.9%`
    pub(super) fn all_together(&mut self, frame: &mut Frame, row: &Row, group: &Name, requirement: &Expr) {
        let id = self.names.look_up(&[Kind::Group], group, self.out).map(|symbol| GroupId(symbol.index));
        let Some(id) = id else {
            frame.requirements.push(None);
            return;
        };
        let row = Row { together: Some(id), component: None, bound: true, ..row.clone() };
        self.formula_requirement(frame, &row, requirement);
    }

    /// `measure >= bound`, `measure from low to high`, or in a kpi just the measure.
    pub(super) fn formula_requirement(&mut self, frame: &mut Frame, row: &Row, expr: &Expr) {
        let (value, bounds): (&Expr, Vec<(CompareOp, Span, &Expr)>) = match &expr.value {
            ExprKind::Compare { op, left, right } => (left, vec![(op.value, op.span, right)]),
            ExprKind::Between { value, low, high } => {
                (value, vec![(CompareOp::AtLeast, low.span, low), (CompareOp::AtMost, high.span, high)])
            }
            ExprKind::Name(_)
            | ExprKind::Literal(_)
            | ExprKind::Binary { .. }
            | ExprKind::ShareOf { .. }
            | ExprKind::Is { .. }
            | ExprKind::IsMissing { .. }
            | ExprKind::In { .. }
            | ExprKind::Not(_)
            | ExprKind::Where { .. }
            | ExprKind::With { .. }
            | ExprKind::Lasting { .. }
            | ExprKind::Announced { .. }
            | ExprKind::Weighted { .. }
            | ExprKind::Quorum { .. }
            | ExprKind::First { .. }
            | ExprKind::Over { .. }
            | ExprKind::Aggregate { .. }
            | ExprKind::Of { .. }
            | ExprKind::Qualified { .. }
            | ExprKind::Rounded { .. } => (expr, Vec::new()),
        };
        if let (ExprKind::Literal(literal), [(op, _, right)]) = (&value.value, bounds.as_slice())
            && !matches!(right.value, ExprKind::Literal(_))
        {
            let turned = format!("{} {} {}", words::expr(right), flipped(*op), words::literal(literal));
            let problem = NormError::BoundNotFixed { span: right.span, help: format!("turn it round: `{turned}`") };
            self.report(value.span, problem);
            frame.requirements.push(None);
            return;
        }
        let (value, over) = if let ExprKind::Over { value, over } = &value.value {
            (value.as_ref(), Some(over))
        } else {
            (value, None)
        };
        let figure = self.outside_measures(row.bound, value);
        let figure = match (row.together, figure) {
            (Some(group), Some(figure)) => self.together(group, figure, value.span),
            (_, figure) => figure,
        };
        let text = self.figure_words(value, row);
        let text = over.map_or_else(|| text.clone(), |over| format!("{text} {}", words::over(&over.value)));
        match (frame.kpi, bounds.as_slice()) {
            (true, []) => {
                let figure = self.over_bound(figure, over, None);
                let made = figure.map(|figure| self.figured(row, expr.span, text, figure, None));
                frame.requirements.push(made);
            }
            (true, [(_, op_span, last), ..]) => {
                let span = op_span.to(last.span);
                self.report(span, NormError::BoundInKpi { span });
                frame.requirements.push(None);
            }
            // A norm's line without a bound is refused by the parser, since a misspelt keyword would pass for one.
            (false, []) => frame.requirements.push(None),
            (false, bounds) => {
                let before = frame.requirements.len();
                for (op, op_span, right) in bounds {
                    if let ExprKind::Literal(Literal::NotAgreed) = &right.value {
                        self.report(right.span, PlanError::NotAgreed { span: right.span });
                        let made = figure.clone().map(|figure| Requirement {
                            agreed: false,
                            ..self.figured(row, expr.span, text.clone(), figure, None)
                        });
                        frame.requirements.push(made);
                        continue;
                    }
                    let bound = self.bound(figure.as_ref(), value, (*op, *op_span), right);
                    let figure = self.over_bound(figure.clone(), over, Some((*op).into()));
                    let made = figure
                        .zip(bound)
                        .map(|(figure, bound)| self.figured(row, expr.span, text.clone(), figure, Some(bound)));
                    frame.requirements.push(made);
                }
                let made = frame.requirements.get(before..).unwrap_or_default();
                if let [Some(low), Some(high)] = made {
                    self.in_order(low, high, expr.span);
                }
            }
        }
    }

    /// The figure over another time than the period, where the line says so.
    fn over_bound(
        &mut self,
        figure: Option<Figure>,
        over: Option<&Spanned<Stretch>>,
        compared: Option<Comparing>,
    ) -> Option<Figure> {
        match over {
            None => figure,
            Some(over) => self.over_time(figure?, over, compared),
        }
    }

    /// `m from low to high` with the bounds exchanged leaves no value.
    fn in_order(&mut self, low: &Requirement, high: &Requirement, span: Span) {
        let exchanged =
            match (low.bound.as_ref().map(|bound| &bound.value), high.bound.as_ref().map(|bound| &bound.value)) {
                (Some(Value::Percent(low)), Some(Value::Percent(high))) => low > high,
                (Some(Value::Number(low)), Some(Value::Number(high))) => low > high,
                (Some(Value::Elapsed(low)), Some(Value::Elapsed(high))) => low > high,
                (Some(Value::Count(low)), Some(Value::Count(high))) => low > high,
                (_, _) => false,
            };
        if exchanged {
            let bound = "from … to …".to_owned();
            let why = "the first bound is above the second: exchange them";
            self.report(span, NormError::NeverHolds { bound, why, span });
        }
    }

    fn figured(&self, row: &Row, span: Span, text: String, figure: Figure, bound: Option<Bound>) -> Requirement {
        row.requirement(
            span,
            text,
            match row.each {
                Some(group) => Subject::EachMember(group, figure.formula),
                None => Subject::Formula { value: figure.formula, component: row.component },
            },
            bound,
        )
    }

    /// A figure in words; a bare measure in the row of a component is that component's.
    fn figure_words(&self, value: &Expr, row: &Row) -> String {
        let text = words::expr(value);
        if let Some(group) = row.together.and_then(|id| self.facts.groups.get(id.index())?.as_ref()) {
            return format!("{text} of {} together", words::name(&group.declared.name));
        }
        let component = row.component.and_then(|id| self.facts.components.get(id.index()));
        match (&value.value, component) {
            (ExprKind::Name(_), Some(component)) => format!("{text} of {}", words::name(&component.declared.name)),
            _ => text,
        }
    }

    /// The bound on the right, in the unit of the figure on the left.
    fn bound(&mut self, figure: Option<&Figure>, left: &Expr, op: (CompareOp, Span), right: &Expr) -> Option<Bound> {
        let (op, op_span) = op;
        if let ExprKind::Over { value, over } = &right.value {
            let (why, span) = ("the time stands behind the bound".to_owned(), over.span);
            let bound = words::expr(value);
            let help = format!(
                "turn it round: `{} {} {} {bound}`",
                words::expr(left),
                words::over(&over.value),
                words::symbol(op)
            );
            self.report(span, AvailabilityError::OverHere { why, span, help });
            return None;
        }
        let ExprKind::Literal(literal) = &right.value else {
            if self.outside_measures(false, right).is_some() || figure.is_some() {
                let help = "make the comparison part of a measure, and bound its result".to_owned();
                self.report(right.span, NormError::BoundNotFixed { span: right.span, help });
            }
            return None;
        };
        let value = self.literal(literal, right.span)?;
        let figure = figure?;
        let decimals = shape::decimals(literal);
        let value = match (figure.formula.unit, whole(&value)) {
            (Unit::Count, Some(count)) => Value::Count(count),
            _ => value,
        };
        let unit = value_formula(value.clone(), right.span).unit;
        if unit != figure.formula.unit {
            let help = match (figure.formula.unit, unit) {
                (Unit::Count, Unit::Number) => Some("a count is compared with a whole number"),
                (Unit::Percent, Unit::Number) => Some("write the `%`: a share of one half is `50%`"),
                (Unit::Elapsed, Unit::Number) => Some("write the unit: `4h`, `30m`, `90s`"),
                _ => None,
            };
            let problem = FormulaError::UnitsDiffer {
                what: "these cannot be compared",
                left: units::of_unit(figure.formula.unit).to_owned(),
                right: units::of_unit(unit).to_owned(),
                left_span: left.span,
                right_span: right.span,
                help: help.map(str::to_owned),
            };
            self.report(left.span, problem);
            return None;
        }
        let bound = Bound { op: comparison(op), value, decimals };
        let text = format!("{} {}", words::symbol(op), words::literal(literal));
        let never_negative = never_negative(&figure.formula);
        self.bound_decides(&bound, never_negative, figure.share, &text, op_span.to(right.span));
        Some(bound)
    }
}

/// Whether a value cannot be below zero, as far as its outermost part tells. Percentages are floored (semantics 5.5).
fn never_negative(formula: &Formula) -> bool {
    match (&formula.kind, formula.unit) {
        (_, Unit::Percent) => true,
        (
            FormulaKind::Length(_)
            | FormulaKind::Rows(..)
            | FormulaKind::Tickets(_)
            | FormulaKind::Events(_)
            | FormulaKind::DaysOfPeriod,
            _,
        ) => true,
        (FormulaKind::Together(_, of) | FormulaKind::OverLast(_, of) | FormulaKind::OverAny(_, _, of), _) => {
            never_negative(of)
        }
        (FormulaKind::Slices(_), _) | (FormulaKind::Samples(_), Unit::Count) => true,
        (
            FormulaKind::Literal(_)
            | FormulaKind::Step(_)
            | FormulaKind::Add(..)
            | FormulaKind::Sub(..)
            | FormulaKind::Mul(..)
            | FormulaKind::Div(..)
            | FormulaKind::ShareOfSets(..)
            | FormulaKind::Rounded(..)
            | FormulaKind::Measure(..)
            | FormulaKind::OverGroup(..)
            | FormulaKind::Samples(_),
            Unit::Elapsed | Unit::Count | Unit::Number,
        ) => false,
    }
}

/// The comparison with its sides exchanged.
fn flipped(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Less => ">",
        CompareOp::AtMost => ">=",
        CompareOp::More => "<",
        CompareOp::AtLeast => "<=",
        CompareOp::Equal => "=",
        CompareOp::NotEqual => "!=",
    }
}
