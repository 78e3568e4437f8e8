//! Requirement lines: what is measured, and the bound.

use super::arithmetic::whole;
use super::checker::Checker;
use super::error::{FormulaError, NormError};
use super::formulas::{Figure, value_formula};
use super::limits::DaysOf;
use super::norms::{Frame, NormClock, Row};
use super::predicates::comparison;
use super::rows::both;
use super::typed::{
    Bound, Comparison, GroupId, GroupValue, IntervalTable, Limit, Requirement, RowAggregate, RowOwner, RowRule,
    Subject, Timed, Unit, Value,
};
use super::typed::{Formula, FormulaKind};
use super::{units, words};
use crate::quantity::Ratio;
use crate::resolve::Kind;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, CompareOp, Expr, ExprKind, Literal, Name, RequirementKind, Rows};

/// 100 %, for rules that every row must keep.
fn all_of_them() -> Bound {
    Bound { op: Comparison::AtLeast, value: Value::Percent(Ratio::ONE), decimals: 0 }
}

impl Checker<'_, '_> {
    /// One requirement; what it makes goes to the frame.
    pub(super) fn requirement(&mut self, frame: &mut Frame, row: &Row, requirement: &ast::Requirement) {
        let span = requirement.span;
        if let Some((attribute, by)) = &row.by {
            match &requirement.value {
                RequirementKind::Share { .. } | RequirementKind::Limit(_) => {}
                RequirementKind::Count { .. }
                | RequirementKind::EachLasts { .. }
                | RequirementKind::Announced { .. }
                | RequirementKind::NoneOverlapping { .. }
                | RequirementKind::Formula(_)
                | RequirementKind::ForEach { .. } => {
                    self.report(span, NormError::NotByAttribute { attribute: attribute.clone(), span, by: *by });
                    frame.requirements.push(None);
                    return;
                }
            }
        }
        match &requirement.value {
            RequirementKind::Share { share, limit } => {
                if frame.kpi {
                    self.report(share.span, NormError::BoundInKpi { span: share.span });
                }
                let bound = self.share_bound(share);
                let level = frame.level;
                let made = self.timed(frame, row, limit, limit.strict.unwrap_or(false), level, bound, span);
                frame.requirements.push(made);
            }
            RequirementKind::Limit(limit) => {
                let level = frame.level;
                let made = self.timed(frame, row, limit, limit.strict.unwrap_or(false), level, all_of_them(), span);
                frame.requirements.push(made);
            }
            RequirementKind::Formula(expr) => self.formula_requirement(frame, row, expr),
            RequirementKind::ForEach { group, requirement } => self.for_each(frame, row, group, requirement),
            RequirementKind::Count { at_most, count, rows } => {
                if frame.kpi {
                    self.report(count.span, NormError::BoundInKpi { span: count.span });
                }
                let made = self.count_requirement(row, span, *at_most, count, rows);
                frame.requirements.push(made);
            }
            RequirementKind::EachLasts { rows, at_most, length } => {
                let rows = self.of_component(rows, row);
                let op = if *at_most { Comparison::AtMost } else { Comparison::AtLeast };
                let text = format!("each {} lasts {} {}", words::rows(&rows), words::extent(*at_most), length.value);
                let rule = Some(RowRule::Lasts(op, length.value));
                let made = self.each_row(frame, row, span, &rows, rule, text);
                frame.requirements.push(made);
            }
            RequirementKind::Announced { rows, notice } => {
                let rows = self.of_component(rows, row);
                let rule = self.notice(&rows, notice).map(RowRule::Announced);
                let text = format!(
                    "every {} is announced at least {} before",
                    words::rows(&rows),
                    words::time_bound(&notice.value)
                );
                let made = self.each_row(frame, row, span, &rows, rule, text);
                frame.requirements.push(made);
            }
            RequirementKind::NoneOverlapping { rows, window } => {
                let rows = self.of_component(rows, row);
                let rule = self.window_expr(window).map(RowRule::NotOverlapping);
                let text = format!("no {} overlapping {}", words::rows(&rows), words::expr(window));
                let made = self.each_row(frame, row, span, &rows, rule, text);
                frame.requirements.push(made);
            }
        }
    }

    /// The least share of a line or head; reports one that nothing or everything reaches.
    pub(super) fn share_bound(&mut self, share: &Spanned<ast::Percent>) -> Bound {
        let bound = Bound {
            op: Comparison::AtLeast,
            value: Value::Percent(share.value.value.clone()),
            decimals: share.value.decimals,
        };
        let text = words::literal(&Literal::Percent(share.value.clone()));
        self.bound_decides(&bound, true, true, &text, share.span);
        bound
    }

    /// A limit on time.
    #[expect(clippy::too_many_arguments, reason = "every part of a limit comes from another part of the norm")]
    pub(super) fn timed(
        &mut self,
        frame: &mut Frame,
        row: &Row,
        limit: &ast::Limit,
        strict: bool,
        level: usize,
        bound: Bound,
        span: Span,
    ) -> Option<Requirement> {
        let Some(clock) = &frame.clock else {
            let help = "add a line `clock …` to the norm: it says whose time this is".to_owned();
            self.report(span, NormError::NoClock { what: "a limit on time".to_owned(), span: limit.time.span, help });
            frame.clock = Some(NormClock::poisoned());
            return None;
        };
        let days_of = clock.id.map_or(DaysOf::Unknown, DaysOf::Clock);
        let typed = self.limit(&limit.time, days_of);
        let text = format!("{} with {} {}", frame.population, words::name(&clock.name), words::limit(limit, strict));
        let filter = both(frame.filter.clone()?, row.filter.clone());
        Some(Requirement {
            group: row.group.clone(),
            label: row.label.clone(),
            clause: row.clause.clone(),
            span,
            text,
            subject: Subject::Timed(Timed { clock: clock.id?, filter, strict, limit: typed?, level }),
            bound: (!frame.kpi).then_some(bound),
        })
    }

    /// Rows without an owner, in the row of a component, are that component's.
    fn of_component(&self, rows: &Rows, row: &Row) -> Rows {
        let name = row.component.and_then(|id| self.items.components.get(id.index())).map(|part| &part.item.head.name);
        match (&rows.of, name) {
            (None, Some(name)) => {
                let name = Spanned::new(name.value.clone(), rows.table.span);
                Rows { of: Some(name), ..rows.clone() }
            }
            (None | Some(_), _) => rows.clone(),
        }
    }

    fn count_requirement(
        &mut self,
        row: &Row,
        span: Span,
        at_most: bool,
        count: &Spanned<u64>,
        rows: &Rows,
    ) -> Option<Requirement> {
        let rows = self.of_component(rows, row);
        let typed = self.table_rows(&rows, RowOwner::All);
        let op = if at_most { Comparison::AtMost } else { Comparison::AtLeast };
        let value = Value::Count(i64::try_from(count.value).unwrap_or(i64::MAX));
        let bound = Bound { op, value, decimals: 0 };
        self.bound_decides(&bound, true, false, &format!("{} {}", words::extent(at_most), count.value), count.span);
        let kind = FormulaKind::Rows(RowAggregate::Count, typed?);
        let value = Formula { unit: Unit::Count, span, kind };
        Some(Requirement {
            group: row.group.clone(),
            label: row.label.clone(),
            clause: row.clause.clone(),
            span,
            text: format!("count of {}", words::rows(&rows)),
            subject: Subject::Formula { value, component: row.component },
            bound: Some(bound),
        })
    }

    fn each_row(
        &mut self,
        frame: &Frame,
        row: &Row,
        span: Span,
        rows: &Rows,
        rule: Option<RowRule>,
        text: String,
    ) -> Option<Requirement> {
        let rows = self.table_rows(rows, RowOwner::All);
        Some(Requirement {
            group: row.group.clone(),
            label: row.label.clone(),
            clause: row.clause.clone(),
            span,
            text,
            subject: Subject::EachRow { rows: rows?, rule: rule? },
            bound: (!frame.kpi).then(all_of_them),
        })
    }

    fn notice(&mut self, rows: &Rows, notice: &Spanned<ast::TimeBound>) -> Option<Limit> {
        if super::formulas::interval_table(&rows.table.value) == Some(IntervalTable::Outages) {
            let span = rows.table.span;
            self.report(span, NormError::NotAnnounced { table: rows.table.value.clone(), span });
            return None;
        }
        if let ast::TimeBound::EndOfWorkday(_) = &notice.value {
            let written = words::time_bound(&notice.value);
            self.report(notice.span, super::error::ClockError::NotALength { written, span: notice.span });
            return None;
        }
        self.limit(notice, DaysOf::Calendar)
    }

    fn for_each(&mut self, frame: &mut Frame, row: &Row, group: &Name, requirement: &Expr) {
        let id = self.names.look_up(&[Kind::Group], group, self.out).map(|symbol| GroupId(symbol.index));
        let members = id.and_then(|id| self.facts.groups.get(id.index())?.as_ref()).map(|group| group.members.clone());
        let Some(members) = members else {
            frame.requirements.push(None);
            return;
        };
        // Every member gives the same messages: one is enough.
        let found = self.out.len();
        for member in members {
            if self.out.len() > found {
                frame.requirements.push(None);
                return;
            }
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

    /// `measure >= bound`, `measure from low to high`, or in a kpi just the measure.
    fn formula_requirement(&mut self, frame: &mut Frame, row: &Row, expr: &Expr) {
        let (value, bounds): (&Expr, Vec<(CompareOp, Span, &Expr)>) = match &expr.value {
            ExprKind::Compare { op, left, right } => (left, vec![(op.value, op.span, right)]),
            ExprKind::Between { value, low, high } => {
                (value, vec![(CompareOp::AtLeast, low.span, low), (CompareOp::AtMost, high.span, high)])
            }
            _ => (expr, Vec::new()),
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
        let figure = self.outside_measures(row.bound, value);
        let text = self.figure_words(value, row);
        match (frame.kpi, bounds.as_slice()) {
            (true, []) => {
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
                for (op, op_span, right) in bounds {
                    let bound = self.bound(figure.as_ref(), value, (*op, *op_span), right);
                    let figure = figure.clone();
                    let made = figure
                        .zip(bound)
                        .map(|(figure, bound)| self.figured(row, expr.span, text.clone(), figure, Some(bound)));
                    frame.requirements.push(made);
                }
            }
        }
    }

    fn figured(&self, row: &Row, span: Span, text: String, figure: Figure, bound: Option<Bound>) -> Requirement {
        Requirement {
            group: row.group.clone(),
            label: row.label.clone(),
            clause: row.clause.clone(),
            span,
            text,
            subject: Subject::Formula { value: figure.formula, component: row.component },
            bound,
        }
    }

    /// A figure in words; a bare measure in the row of a component is that component's.
    fn figure_words(&self, value: &Expr, row: &Row) -> String {
        let text = words::expr(value);
        let component = row.component.and_then(|id| self.facts.components.get(id.index()));
        match (&value.value, component) {
            (ExprKind::Name(_), Some(component)) => format!("{text} of {}", words::name(&component.declared.name)),
            _ => text,
        }
    }

    /// The bound on the right, in the unit of the figure on the left.
    fn bound(&mut self, figure: Option<&Figure>, left: &Expr, op: (CompareOp, Span), right: &Expr) -> Option<Bound> {
        let (op, op_span) = op;
        let ExprKind::Literal(literal) = &right.value else {
            if self.outside_measures(false, right).is_some() || figure.is_some() {
                let help = "make the comparison part of a measure, and bound its result".to_owned();
                self.report(right.span, NormError::BoundNotFixed { span: right.span, help });
            }
            return None;
        };
        let value = self.literal(literal, right.span)?;
        let figure = figure?;
        let decimals = match literal {
            Literal::Percent(percent) => percent.decimals,
            Literal::Number(number) => number.decimals,
            _ => 0,
        };
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
        (FormulaKind::Length(_) | FormulaKind::Rows(..) | FormulaKind::Tickets(_) | FormulaKind::DaysOfPeriod, _) => {
            true
        }
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
            | FormulaKind::OverGroup(..),
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
