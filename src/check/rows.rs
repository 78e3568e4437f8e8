//! Rows of outages and maintenance, and what `of` ties to a component or group.

use super::checker::Checker;
use super::error::FormulaError;
use super::formulas::{Context, Figure, LocalValue, Typed, figure, interval_table};
use super::predicates::Table;
use super::typed::{
    ComponentId, Formula, FormulaKind, GroupId, Limit, MeasureId, MeasureSubject, Predicate, RowOwner, RowSet, SetExpr,
    Unit,
};
use super::{shape, words};
use crate::diagnostic::did_you_mean;
use crate::resolve::{Kind, Symbol};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Expr, ExprKind, Name};

/// Words that may be meant where a measure is unknown.
const MEASURE_WORDS: [&str; 8] = ["length", "count", "longest", "shortest", "share", "mean", "median", "sum"];

impl Checker<'_, '_> {
    /// Rows of one table: `outages`, `outages of HM1 where … lasting …`, or a step that is just that.
    pub(super) fn rows(&mut self, cx: &Context, expr: &Expr, word: &'static str) -> Option<RowSet> {
        match &expr.value {
            ExprKind::Name(name) => {
                if let Some(step) = cx.steps.get(name) {
                    return match &step.value {
                        LocalValue::Set(SetExpr::Rows(rows)) => Some(rows.clone()),
                        LocalValue::Set(_) | LocalValue::Figure { .. } => self.no_rows(expr.span, word),
                        LocalValue::Poisoned => None,
                    };
                }
                if let Some(table) = interval_table(name) {
                    return Some(all_rows(table, cx.owner()));
                }
                match self.names.find_any(name) {
                    Some(_) => self.no_rows(expr.span, word),
                    None => {
                        let name = Spanned::new(name.clone(), expr.span);
                        let known = cx.steps.keys().map(String::as_str).chain(["outages", "maintenance"]);
                        let help = did_you_mean(&name.value, known);
                        if !cx.damaged {
                            self.names.unknown("table or step", &[], &name, help);
                        }
                        None
                    }
                }
            }
            ExprKind::Of { what, of } => {
                let ExprKind::Name(table) = &what.value else { return self.no_rows(expr.span, word) };
                let Some(table) = interval_table(table) else { return self.no_rows(expr.span, word) };
                let of = self.owner(of)?;
                Some(all_rows(table, of))
            }
            ExprKind::Where { subject, predicate } => {
                let rows = self.rows(cx, subject, "where")?;
                let filter = self.predicate(Table::Interval(rows.table), predicate)?;
                Some(RowSet { filter: both(rows.filter, filter), ..rows })
            }
            ExprKind::Lasting { subject, at_most, length } => {
                let rows = self.rows(cx, subject, "lasting")?;
                Some(if *at_most {
                    let least = rows.at_most.map_or(length.value, |other| other.min(length.value));
                    RowSet { at_most: Some(least), ..rows }
                } else {
                    let most = rows.at_least.map_or(length.value, |other| other.max(length.value));
                    RowSet { at_least: Some(most), ..rows }
                })
            }
            ExprKind::Announced { subject, notice } => {
                let rows = self.rows(cx, subject, "announced")?;
                let limit = self.notice_of(rows.table, subject.span, notice)?;
                Some(RowSet { notices: rows.notices.into_iter().chain([limit]).collect(), ..rows })
            }
            ExprKind::Weighted { subject, column, of } => {
                let rows = self.rows(cx, subject, "weighted")?;
                self.weighted(expr.span, rows, column, of.as_ref())
            }
            ExprKind::Literal(_)
            | ExprKind::Quorum { .. }
            | ExprKind::First { .. }
            | ExprKind::Over { .. }
            | ExprKind::Binary { .. }
            | ExprKind::ShareOf { .. }
            | ExprKind::Compare { .. }
            | ExprKind::Between { .. }
            | ExprKind::Is { .. }
            | ExprKind::IsMissing { .. }
            | ExprKind::In { .. }
            | ExprKind::Not(_)
            | ExprKind::With { .. }
            | ExprKind::Aggregate { .. }
            | ExprKind::Qualified { .. }
            | ExprKind::Rounded { .. } => self.no_rows(expr.span, word),
        }
    }

    fn no_rows<T>(&mut self, span: Span, word: &'static str) -> Option<T> {
        let help = match word {
            "lasting" => "the length of merged rows is asked of one table: `outages lasting at least 5m`",
            "announced" => "notice is asked of one table: `maintenance announced at least 48h before`",
            "weighted" => "the rows of one table have a weight: `outages weighted by impact`",
            "count" => "rows can be counted: `count of outages`, `count of maintenance`, `count of opened incident`",
            _ => "filter the rows of one table: `outages where cause is ours`, joined by `or` afterwards",
        };
        self.report(span, FormulaError::NoRows { word, span, help });
        None
    }

    /// Rows as a requirement names them.
    pub(super) fn table_rows(&mut self, rows: &ast::Rows, owner: RowOwner) -> Option<RowSet> {
        let Some(table) = interval_table(&rows.table.value) else {
            let help = did_you_mean(&rows.table.value, ["outages", "maintenance"]);
            self.names.unknown("table", &[], &rows.table, help);
            return None;
        };
        let of = match &rows.of {
            None => Some(owner),
            Some(name) => self.owner(&Spanned::new(ExprKind::Name(name.value.clone()), name.span)),
        };
        let filter = match &rows.filter {
            None => Some(Predicate::True),
            Some(filter) => self.predicate(Table::Interval(table), filter),
        };
        let notices: Vec<Option<Limit>> =
            rows.announced.iter().map(|notice| self.notice_of(table, rows.table.span, notice)).collect();
        let ends = |at_most| rows.lasting.iter().filter(move |it| it.at_most == at_most).map(|it| it.length.value);
        let (at_least, at_most) = (ends(false).max(), ends(true).min());
        let notices = notices.into_iter().collect::<Option<_>>()?;
        Some(RowSet { table, of: of?, filter: filter?, at_least, at_most, notices, weight: None })
    }

    /// A component or group, after `of`.
    fn owner(&mut self, of: &Expr) -> Option<RowOwner> {
        let name = self.only_name(of)?;
        let symbol = self.names.look_up(&[Kind::Component, Kind::Group], &name, self.out)?;
        Some(if symbol.kind == Kind::Group {
            RowOwner::Group(GroupId(symbol.index))
        } else {
            RowOwner::Component(ComponentId(symbol.index))
        })
    }

    /// The name that `expr` is; anything else is reported.
    pub(super) fn only_name(&mut self, expr: &Expr) -> Option<Name> {
        if let ExprKind::Name(name) = &expr.value {
            return Some(Spanned::new(name.clone(), expr.span));
        }
        let problem = FormulaError::CannotAggregate {
            word: "of".to_owned(),
            found: format!("`{}`", words::expr(expr)),
            span: expr.span,
            help: "after `of` stands the name of a component, a group or a ticket kind".to_owned(),
        };
        self.report(expr.span, problem);
        None
    }

    /// `a of b`
    pub(super) fn of(&mut self, cx: &Context, expr: &Expr, what: &Expr, of: &Expr) -> Option<Typed> {
        let name = self.only_name(what)?;
        match (name.value.as_str(), &of.value) {
            ("days", ExprKind::Name(period)) if period == "period" => {
                let formula = Formula { unit: Unit::Count, span: expr.span, kind: FormulaKind::DaysOfPeriod };
                return Some(figure(formula, false));
            }
            ("days", _) => {
                let problem = FormulaError::CannotAggregate {
                    word: "days".to_owned(),
                    found: format!("`{}`", words::expr(of)),
                    span: of.span,
                    help: "`days of period` are the days of the judged period".to_owned(),
                };
                self.report(of.span, problem);
                return None;
            }
            _ => {}
        }
        if interval_table(&name.value).is_some() && !cx.steps.contains_key(&name.value) {
            return self.rows(cx, expr, "where").map(|rows| Typed::Set(SetExpr::Rows(rows)));
        }
        if let Some(step) = cx.steps.get(&name.value) {
            if !matches!(step.value, LocalValue::Poisoned) {
                self.report(expr.span, FormulaError::NotOfComponent { name: name.value.clone(), span: name.span });
            }
            return None;
        }
        if let Some(clock) = self.names.find(&[Kind::Clock], &name.value)
            && self.names.find(&[Kind::Measure], &name.value).is_none()
        {
            self.clock_of_each(expr, &name, clock);
            return None;
        }
        let Some(measure) = self.measure_before_of(&name) else {
            self.of_what(of);
            return None;
        };
        let of = self.only_name(of)?;
        let subject = self.names.look_up(&[Kind::Component, Kind::Group], &of, self.out)?;
        self.measure_of(expr, &name, MeasureId(measure.index), subject).map(Typed::Figure)
    }

    /// The measure in `measure of …`, where the words of measures may be meant too.
    fn measure_before_of(&mut self, name: &Name) -> Option<Symbol> {
        if self.names.find_any(&name.value).is_some() {
            return self.names.look_up(&[Kind::Measure], name, self.out);
        }
        let help = did_you_mean(&name.value, self.names.known(&[Kind::Measure]).chain(MEASURE_WORDS));
        self.names.unknown("measure", &[Kind::Measure], name, help);
        None
    }

    /// What stands after the `of` of an unknown measure: it may be anything that is declared or built in.
    fn of_what(&mut self, of: &Expr) {
        let Some(name) = shape::name(of) else { return };
        if interval_table(&name.value).is_some() || name.value == "period" {
            return;
        }
        match self.names.find_any(&name.value) {
            Some(symbol) => self.names.mark_used(symbol.kind, symbol.index),
            None => self.names.unknown("component or group", &[Kind::Component, Kind::Group], &name, None),
        }
    }

    fn clock_of_each(&mut self, expr: &Expr, name: &Name, clock: Symbol) {
        self.names.mark_used(Kind::Clock, clock.index);
        let text = words::expr(expr);
        let problem = FormulaError::ClockOfEach { name: name.value.clone(), text, span: expr.span };
        self.report(expr.span, problem);
    }

    fn measure_of(&mut self, expr: &Expr, name: &Name, id: MeasureId, subject: Symbol) -> Option<Figure> {
        let facts = *self.facts.measure_facts.get(id.index())?;
        if !facts.of_component {
            self.report(expr.span, FormulaError::NotOfComponent { name: name.value.clone(), span: name.span });
            return None;
        }
        if subject.kind == Kind::Group {
            let text = words::expr(expr);
            self.report(expr.span, FormulaError::ListOfFigures { text, span: expr.span });
            return None;
        }
        let subject = MeasureSubject::Component(ComponentId(subject.index));
        let formula = Formula { unit: facts.unit?, span: expr.span, kind: FormulaKind::Measure(id, subject) };
        Some(Figure { formula, share: facts.share })
    }
}

fn all_rows(table: super::typed::IntervalTable, of: RowOwner) -> RowSet {
    let (filter, notices) = (Predicate::True, Vec::new());
    RowSet { table, of, filter, at_least: None, at_most: None, notices, weight: None }
}

/// Both conditions; one that always holds is left out.
pub(super) fn both(a: Predicate, b: Predicate) -> Predicate {
    match (a, b) {
        (Predicate::True, other) | (other, Predicate::True) => other,
        (a, b) => Predicate::And(Box::new(a), Box::new(b)),
    }
}
