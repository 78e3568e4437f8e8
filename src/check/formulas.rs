//! Expressions in measures and requirements: each is a set of intervals or a figure with a unit.

use std::collections::BTreeMap;

use super::checker::Checker;
use super::error::FormulaError;
use super::typed::{
    Formula, FormulaKind, IntervalTable, MeasureId, MeasureSubject, RowOwner, SetExpr, StepId, Unit, Value, WindowExpr,
};
use super::{units, words};
use crate::diagnostic::did_you_mean;
use crate::resolve::{Kind, Symbol};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, Literal};

/// A figure: a value with a unit.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    /// The typed formula.
    pub formula: Formula,
    /// It is a share of a whole by construction: never above 100 %.
    pub share: bool,
}

/// What an expression stands for.
#[derive(Debug, Clone)]
pub(super) enum Typed {
    /// Time.
    Set(SetExpr),
    /// A value.
    Figure(Figure),
}

/// A step of the surrounding measure.
#[derive(Debug, Clone)]
pub(super) struct Local {
    pub id: StepId,
    pub value: LocalValue,
}

/// What a step is.
#[derive(Debug, Clone)]
pub(super) enum LocalValue {
    Set(SetExpr),
    Figure { unit: Unit, share: bool },
    Poisoned,
}

/// Where an expression stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    /// Steps that may be named.
    pub steps: BTreeMap<String, Local>,
    /// A component is bound here: tables are its own, and a measure of a component needs no `of`.
    pub bound: bool,
    /// A step of the measure may be gone: an unknown name may be its.
    pub damaged: bool,
}

impl Context {
    /// Whose rows a table stands for.
    pub fn owner(&self) -> RowOwner {
        if self.bound { RowOwner::Bound } else { RowOwner::All }
    }
}

impl Checker<'_, '_> {
    /// What `expr` stands for; `None` is poisoned.
    pub(super) fn typed(&mut self, cx: &Context, expr: &Expr) -> Option<Typed> {
        match &expr.value {
            ExprKind::Name(name) => self.name(cx, &Spanned::new(name.clone(), expr.span)),
            ExprKind::Literal(literal) => {
                self.literal(literal, expr.span).map(|value| figure(value_formula(value, expr.span), false))
            }
            ExprKind::Binary { op, left, right } => match op.value {
                BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div => {
                    self.arithmetic(cx, expr.span, op.value, left, right).map(Typed::Figure)
                }
                BinaryOp::Within | BinaryOp::Outside | BinaryOp::Or => {
                    let (left, right) = (self.set(cx, left), self.set(cx, right));
                    let combine = match op.value {
                        BinaryOp::Within => SetExpr::Intersection,
                        BinaryOp::Outside => SetExpr::Difference,
                        BinaryOp::Or
                        | BinaryOp::And
                        | BinaryOp::Add
                        | BinaryOp::Sub
                        | BinaryOp::Mul
                        | BinaryOp::Div => SetExpr::Union,
                    };
                    Some(Typed::Set(combine(Box::new(left?), Box::new(right?))))
                }
                BinaryOp::And => self.condition_here(expr),
            },
            ExprKind::ShareOf { part, whole } => self.share_of(cx, expr.span, part, whole).map(Typed::Figure),
            ExprKind::Quorum { least, group, of } => self.quorum(cx, least, group, of).map(Typed::Set),
            ExprKind::First { budget, per, of } => self.first(cx, budget, *per, of).map(Typed::Set),
            ExprKind::Over { over, .. } => self.over_here(expr, over),
            ExprKind::Where { .. }
            | ExprKind::Lasting { .. }
            | ExprKind::Announced { .. }
            | ExprKind::Weighted { .. } => self.rows(cx, expr, "where").map(|rows| Typed::Set(SetExpr::Rows(rows))),
            ExprKind::With { subject, .. } => {
                let problem = FormulaError::NoRows {
                    word: "with",
                    span: subject.span,
                    help: "`with` says which tickets are good: `share of incident with resolution <= 6h`",
                };
                self.report(subject.span, problem);
                None
            }
            ExprKind::Aggregate { word, of } => self.aggregate(cx, expr.span, word, of).map(Typed::Figure),
            ExprKind::Of { what, of } => match self.slices_as_set(cx, expr) {
                Some(set) => set.map(Typed::Set),
                None => self.of(cx, expr, what, of),
            },
            ExprKind::Qualified { kind, .. } => {
                if let Some(set) = self.slices_as_set(cx, expr) {
                    return set.map(Typed::Set);
                }
                if self.names.find_any(&kind.value).is_none_or(|symbol| symbol.kind != Kind::Ticket) {
                    self.names.look_up(&[Kind::Ticket, Kind::Slices], kind, self.out)?;
                }
                let text = words::expr(expr);
                let help = format!("these are tickets: `count of {text}`");
                self.report(expr.span, FormulaError::NotAFigure { span: expr.span, help });
                None
            }
            ExprKind::Rounded { value, decimals } => {
                let value = self.figure(cx, value)?;
                self.rounded(expr.span, value, decimals.value).map(Typed::Figure)
            }
            ExprKind::Compare { .. }
            | ExprKind::Between { .. }
            | ExprKind::Is { .. }
            | ExprKind::IsMissing { .. }
            | ExprKind::In { .. }
            | ExprKind::Not(_) => self.condition_here(expr),
        }
    }

    fn condition_here(&mut self, expr: &Expr) -> Option<Typed> {
        self.report(expr.span, FormulaError::ConditionHere { text: words::expr(expr), span: expr.span });
        None
    }

    /// A set of intervals; a figure is reported.
    pub(super) fn set(&mut self, cx: &Context, expr: &Expr) -> Option<SetExpr> {
        match self.typed(cx, expr)? {
            Typed::Set(set) => Some(set),
            Typed::Figure(figure) => {
                let found = units::of_unit(figure.formula.unit).to_owned();
                self.report(expr.span, FormulaError::NotASet { found, span: expr.span });
                None
            }
        }
    }

    /// A value with a unit; a set is reported.
    pub(super) fn figure(&mut self, cx: &Context, expr: &Expr) -> Option<Figure> {
        match self.typed(cx, expr)? {
            Typed::Figure(figure) => Some(figure),
            Typed::Set(set) => {
                let text = words::expr(expr);
                let help = if matches!(set, SetExpr::Rows(_)) {
                    format!("measure it: `length of {text}`, or `count of {text}`")
                } else if matches!(expr.value, ExprKind::Binary { .. }) {
                    format!("measure it: `length of ({text})`")
                } else {
                    format!("measure it: `length of {text}`")
                };
                self.report(expr.span, FormulaError::NotAFigure { span: expr.span, help });
                None
            }
        }
    }

    fn name(&mut self, cx: &Context, name: &Spanned<String>) -> Option<Typed> {
        if let Some(step) = cx.steps.get(&name.value) {
            return match &step.value {
                LocalValue::Set(_) => Some(Typed::Set(SetExpr::Step(step.id))),
                LocalValue::Figure { unit, share } => {
                    let formula = Formula { unit: *unit, span: name.span, kind: FormulaKind::Step(step.id) };
                    Some(figure(formula, *share))
                }
                LocalValue::Poisoned => None,
            };
        }
        match name.value.as_str() {
            "period" => return Some(Typed::Set(SetExpr::Period)),
            "always" => return Some(Typed::Set(SetExpr::Window(WindowExpr::Always))),
            _ => {}
        }
        if interval_table(&name.value).is_some() {
            let expr = Spanned::new(ExprKind::Name(name.value.clone()), name.span);
            return self.rows(cx, &expr, "where").map(|rows| Typed::Set(SetExpr::Rows(rows)));
        }
        match self.names.find(&[Kind::Window, Kind::Measure], &name.value) {
            Some(Symbol { kind: Kind::Measure, index, .. }) => self.measure(cx, name, MeasureId(index)),
            Some(_) => self.window_id(name).map(|id| Typed::Set(SetExpr::Window(WindowExpr::Window(id)))),
            None => {
                self.not_a_value(cx, name);
                None
            }
        }
    }

    /// A name that stands for nothing that has a value here: says what it does stand for.
    fn not_a_value(&mut self, cx: &Context, name: &Spanned<String>) {
        let Some(other) = self.names.find_any(&name.value) else {
            let steps = cx.steps.keys().map(String::as_str);
            let known = self.names.known(&[Kind::Window, Kind::Measure]).chain(steps);
            let built_in = ["period", "always", "outages", "maintenance"];
            let help = did_you_mean(&name.value, known.chain(built_in));
            if !cx.damaged {
                self.names.unknown("measure, window or step", &[Kind::Window, Kind::Measure], name, help);
            }
            return;
        };
        let expr = Spanned::new(ExprKind::Name(name.value.clone()), name.span);
        if let Some(sampled) = self.about_samples(cx, &expr) {
            self.bare_samples(&sampled, &expr);
            return;
        }
        self.names.mark_used(other.kind, other.index);
        if other.kind == Kind::Holidays {
            self.holidays_are_no_window(name, other);
            return;
        }
        let text = words::name(&name.value);
        let help = match other.kind {
            Kind::Clock => {
                Some(format!("a clock gives a time for each ticket: `mean {text} of …`, `longest {text} of …`"))
            }
            Kind::Ticket => Some(format!("count its tickets: `count of opened {text}`")),
            Kind::Component => Some(format!("name the measure: `… of {text}`")),
            Kind::Group => Some(format!("name the measure, and how its components make one: `mean … of {text}`")),
            Kind::Holidays
            | Kind::Window
            | Kind::Measure
            | Kind::Escalation
            | Kind::Event
            | Kind::Amount
            | Kind::Judgement
            | Kind::Metric
            | Kind::Slices
            | Kind::Plan
            | Kind::Compensation
            | Kind::Right => None,
            Kind::Norm => Some(format!("a norm has a verdict; count what missed it: `count of misses of {text}`")),
        };
        self.names.other_kind(name, other, "a measure, window or step", help, self.out);
    }

    /// A measure without `of`.
    fn measure(&mut self, cx: &Context, name: &Spanned<String>, id: MeasureId) -> Option<Typed> {
        self.names.mark_used(Kind::Measure, id.0);
        let facts = *self.facts.measure_facts.get(id.index())?;
        if facts.of_component && !cx.bound {
            let text = words::name(&name.value);
            let example = self.names.known(&[Kind::Component]).next().unwrap_or("…");
            let help = format!("write `{text} of {example}`, or for a group `mean {text} of …`");
            self.report(name.span, FormulaError::NeedsComponent { name: name.value.clone(), span: name.span, help });
            return None;
        }
        let subject = if facts.of_component { MeasureSubject::Bound } else { MeasureSubject::Whole };
        let formula = Formula { unit: facts.unit?, span: name.span, kind: FormulaKind::Measure(id, subject) };
        Some(figure(formula, facts.share))
    }

    /// The value of a literal that can be reckoned with.
    pub(super) fn literal(&mut self, literal: &Literal, span: Span) -> Option<Value> {
        if self.is_slip(span) {
            return None;
        }
        let help = match literal {
            Literal::Percent(percent) => return Some(Value::Percent(percent.value.clone())),
            Literal::Elapsed(elapsed) => return Some(Value::Elapsed(*elapsed)),
            Literal::Number(number) => return Some(Value::Number(number.value.clone())),
            Literal::Calendar(_) => {
                "workdays, weeks and months have no fixed length: they are limits of a clock, as in `90% within 2 workdays`"
            }
            Literal::NotAgreed => {
                "`not agreed yet` stands for the bound of a norm, the limit of a clock or an entitlement"
            }
            Literal::Money(_)
            | Literal::Text(_)
            | Literal::Date(_)
            | Literal::Instant(_)
            | Literal::YesNo(_)
            | Literal::Period(_) => "formulas reckon with percentages, durations, counts and numbers",
        };
        self.report(span, FormulaError::NotReckonable { found: units::of_literal(literal), span, help });
        None
    }
}

/// A figure as what an expression stands for.
pub(super) fn figure(formula: Formula, share: bool) -> Typed {
    Typed::Figure(Figure { formula, share })
}

/// A literal as a formula.
pub(super) fn value_formula(value: Value, span: Span) -> Formula {
    let unit = match value {
        Value::Percent(_) => Unit::Percent,
        Value::Elapsed(_) => Unit::Elapsed,
        Value::Count(_) => Unit::Count,
        Value::Number(_) => Unit::Number,
    };
    Formula { unit, span, kind: FormulaKind::Literal(value) }
}

/// The table that a word stands for.
pub(super) fn interval_table(word: &str) -> Option<IntervalTable> {
    match word {
        "outages" => Some(IntervalTable::Outages),
        "maintenance" => Some(IntervalTable::Maintenance),
        _ => None,
    }
}
