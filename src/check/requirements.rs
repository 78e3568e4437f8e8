//! Requirement lines: what is measured, and the bound.

use super::aggregates::MISSES;
use super::availability::Comparing;
use super::checker::Checker;
use super::error::{NormError, PlanError};
use super::formulas::Figure;
use super::limits::DaysOf;
use super::norms::{Frame, NormClock, Row};
use super::rows::both;
use super::typed::{
    Bound, Cadence, Comparison, IntervalTable, Limit, Per, Requirement, RowAggregate, RowOwner, RowRule, Subject,
    Timed, Unit, Value,
};
use super::typed::{Formula, FormulaKind};
use super::words;
use crate::quantity::{Elapsed, Ratio};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Frequency, Literal, RequirementKind, Rows, TimeBound};

/// What is wrong with anything else in a cadence, and what would be right.
pub(super) const NO_FREQUENCY: &str = "a cadence owes updates, so many in so much time";
pub(super) const A_FREQUENCY: &str = "write `2 per workday` or `1 per 4h`; where nothing is owed, write `none`";

/// 100 %, for rules that every row must keep.
fn all_of_them() -> Bound {
    Bound { op: Comparison::AtLeast, value: Value::Percent(Ratio::ONE), decimals: 0 }
}

fn none_at_all() -> Bound {
    Bound { op: Comparison::AtMost, value: Value::Count(0), decimals: 0 }
}

impl Checker<'_, '_> {
    /// One requirement; what it makes goes to the frame.
    pub(super) fn requirement(&mut self, frame: &mut Frame, row: &Row, requirement: &ast::Requirement) {
        let span = requirement.span;
        if let Some((attribute, by)) = &row.by {
            match &requirement.value {
                RequirementKind::Frequency(_) | RequirementKind::Share { .. } | RequirementKind::Limit(_) => {}
                RequirementKind::Count { .. }
                | RequirementKind::EachLasts { .. }
                | RequirementKind::Due { .. }
                | RequirementKind::PerPeriod { .. }
                | RequirementKind::Announced { .. }
                | RequirementKind::NoneOverlapping { .. }
                | RequirementKind::Slices(_)
                | RequirementKind::Formula(_)
                | RequirementKind::ForEach { .. }
                | RequirementKind::Together { .. } => {
                    self.report(span, NormError::NotByAttribute { attribute: attribute.clone(), span, by: *by });
                    frame.requirements.push(None);
                    return;
                }
            }
        }
        if frame.cadence && !matches!(requirement.value, RequirementKind::Frequency(_)) {
            self.report(span, PlanError::Owed { why: NO_FREQUENCY, span, help: A_FREQUENCY });
            frame.requirements.push(None);
            return;
        }
        match &requirement.value {
            RequirementKind::Frequency(frequency) => {
                let made = self.frequency(frame, row, frequency);
                frame.requirements.push(made);
            }
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
            RequirementKind::Slices(line) => {
                let made = self.slices_requirement(frame, row, span, line);
                frame.requirements.push(made);
            }
            RequirementKind::Formula(expr) => self.formula_requirement(frame, row, expr),
            RequirementKind::ForEach { group, requirement } => self.for_each(frame, row, group, requirement),
            RequirementKind::Together { group, requirement } => self.all_together(frame, row, group, requirement),
            RequirementKind::Count { at_most, count, rows, over } => {
                if frame.kpi {
                    self.report(count.span, NormError::BoundInKpi { span: count.span });
                }
                let made = self.count_requirement(row, span, *at_most, count, rows, over.as_ref());
                frame.requirements.push(made);
            }
            RequirementKind::Due { event, time, after } => {
                let made = self.due(span, event, time, after.as_ref());
                frame.requirements.push(made);
            }
            RequirementKind::PerPeriod { event, at_most, count } => {
                let made = self.per_period(span, event, *at_most, count);
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
        let clock = clock.clone();
        if limit.time.value == TimeBound::NotAgreed {
            let text = format!("{} with {} within a time", frame.population, words::name(&clock.name));
            return self.not_agreed(row, text, limit.time.span);
        }
        let days_of = clock.id.map_or(DaysOf::Unknown, DaysOf::Clock);
        let typed = self.for_each_plan(|checker| checker.limit(&limit.time, days_of));
        let text = format!("{} with {} {}", frame.population, words::name(&clock.name), words::limit(limit, strict));
        let filter = both(frame.filter.clone()?, row.filter.clone());
        Some(row.requirement(
            span,
            text,
            Subject::Timed(Timed { clock: clock.id?, filter, strict, limit: typed?, level }),
            (!frame.kpi).then_some(bound),
        ))
    }

    /// Updates that are owed while the clock of a cadence runs.
    pub(super) fn frequency(&mut self, frame: &Frame, row: &Row, written: &Spanned<Frequency>) -> Option<Requirement> {
        let span = written.span;
        if !frame.cadence {
            let why = "this is owed again and again, and a norm is kept once";
            let help =
                "make it a cadence: `cadence … of incident { from opened; to resolved; counting …; 2 per workday }`";
            self.report(span, PlanError::Owed { why, span, help });
            return None;
        }
        let Frequency { count, per } = written.value;
        let clock = frame.clock.clone()?;
        let (per, of) = match per {
            Some(each) => {
                self.some_time(each > Elapsed::ZERO, span).then_some(())?;
                (Per::Elapsed(each), format!("each {each}"))
            }
            None => {
                self.has_workdays(&clock, span)?;
                (Per::Workday, "workdays".to_owned())
            }
        };
        let updates = if count == 1 { "update" } else { "updates" };
        let whose = frame.population.strip_prefix("share of ").unwrap_or_default();
        let text = format!("share of {of} of {whose} with at least {count} {updates}");
        let filter = both(frame.filter.clone()?, row.filter.clone());
        Some(row.requirement(
            span,
            text,
            Subject::Cadence(Cadence { clock: clock.id?, filter, count, per }),
            Some(all_of_them()),
        ))
    }

    /// On a window that opens every day, no day is a workday.
    fn has_workdays(&mut self, clock: &NormClock, span: Span) -> Option<()> {
        let counting = self.facts.clock_facts.get(clock.id?.index())?.counting.clone()?;
        if counting.iter().all(|window| self.opens_every_day(window) != Some(true)) {
            return Some(());
        }
        let why = "this clock opens every day, so that no day is more of a workday than another";
        let help = "write `1 per 24h`, or count a window that is closed at weekends";
        self.report(span, PlanError::Owed { why, span, help });
        None
    }

    /// A requirement whose limit is not agreed yet.
    pub(super) fn not_agreed(&mut self, row: &Row, text: String, span: Span) -> Option<Requirement> {
        self.report(span, PlanError::NotAgreed { span });
        Some(Requirement { agreed: false, ..row.requirement(span, text, Subject::NotAgreed, None) })
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
        over: Option<&Spanned<ast::Stretch>>,
    ) -> Option<Requirement> {
        let rows = self.of_component(rows, row);
        let kind = match &rows.of {
            Some(norm) if rows.table.value == MISSES => self.misses_of(norm, &rows).map(FormulaKind::Tickets),
            Some(_) | None => {
                let typed = self.table_rows(&rows, RowOwner::All);
                typed.map(|rows| FormulaKind::Rows(RowAggregate::Count, rows))
            }
        };
        let op = if at_most { Comparison::AtMost } else { Comparison::AtLeast };
        let value = Value::Count(i64::try_from(count.value).unwrap_or(i64::MAX));
        let bound = Bound { op, value, decimals: 0 };
        self.bound_decides(&bound, true, false, &format!("{} {}", words::extent(at_most), count.value), count.span);
        let figure = Figure { formula: Formula { unit: Unit::Count, span, kind: kind? }, share: false };
        let compared = if at_most { Comparing::AtMost } else { Comparing::AtLeast };
        let (value, time) = match over {
            None => (figure.formula, String::new()),
            Some(over) => {
                let time = format!(" {}", words::over(&over.value));
                (self.over_time(figure, over, Some(compared))?.formula, time)
            }
        };
        Some(row.requirement(
            span,
            format!("count of {}{time}", words::rows(&rows)),
            Subject::Formula { value, component: row.component },
            Some(bound),
        ))
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
        let bound = match &rule {
            Some(RowRule::NotOverlapping(_)) => none_at_all(),
            Some(RowRule::Lasts(..) | RowRule::Announced(_)) | None => all_of_them(),
        };
        Some(row.requirement(span, text, Subject::EachRow { rows: rows?, rule: rule? }, (!frame.kpi).then_some(bound)))
    }

    fn notice(&mut self, rows: &Rows, notice: &Spanned<ast::TimeBound>) -> Option<Limit> {
        match super::formulas::interval_table(&rows.table.value) {
            Some(table) => self.notice_of(table, rows.table.span, notice),
            None => self.limit(notice, DaysOf::Calendar),
        }
    }

    /// How long before its start a row was announced.
    pub(super) fn notice_of(
        &mut self,
        table: IntervalTable,
        span: Span,
        notice: &Spanned<ast::TimeBound>,
    ) -> Option<Limit> {
        if table == IntervalTable::Outages {
            self.report(span, NormError::NotAnnounced { table: "outages".to_owned(), span });
            return None;
        }
        self.limit(notice, DaysOf::Calendar)
    }
}
