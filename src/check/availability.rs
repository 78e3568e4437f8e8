//! Rows that count in part, quorums, budgets, and other times than the period.

use super::checker::Checker;
use super::error::AvailabilityError;
use super::formulas::{Context, Figure, LocalValue};
use super::typed::{
    BudgetSpan, CalendarUnit, ColumnId, ColumnKind, Extreme, Formula, FormulaKind, GroupId, MeasureId, MeasureSubject,
    Past, RowAggregate, RowSet, SetExpr, Step, StepValue, Unit, Weight,
};
use super::{units, words};
use crate::diagnostic::did_you_mean;
use crate::quantity::{Elapsed, Ratio};
use crate::resolve::Kind;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{CompareOp, Expr, ExprKind, Name, Stretch, TimeBound, WeightTotal};

/// Which side of a bound is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparing {
    AtLeast,
    AtMost,
    Exactly,
}

impl From<CompareOp> for Comparing {
    fn from(op: CompareOp) -> Self {
        match op {
            CompareOp::More | CompareOp::AtLeast => Self::AtLeast,
            CompareOp::Less | CompareOp::AtMost => Self::AtMost,
            CompareOp::Equal | CompareOp::NotEqual => Self::Exactly,
        }
    }
}

impl Checker<'_, '_> {
    /// `rows weighted by column`
    pub(super) fn weighted(
        &mut self,
        span: Span,
        rows: RowSet,
        column: &Name,
        of: Option<&WeightTotal>,
    ) -> Option<RowSet> {
        if rows.weight.is_some() {
            self.report(span, whole_rows("`weighted by`", span, "a row has one weight: keep one `weighted by`"));
            return None;
        }
        let (id, kind) = self.weight_column(&rows, column)?;
        let weight = match (of, kind) {
            (None, ColumnKind::Percent) => Weight::Share(id),
            (None, ColumnKind::Number) => {
                let help = format!("say of how much: `weighted by {} of 1200`", words::name(&column.value));
                return self.no_weight(column, "it is a number".to_owned(), help);
            }
            (Some(WeightTotal::Number(total)), ColumnKind::Number) => {
                if total.value.value <= Ratio::ZERO {
                    let why = "a part of nothing".to_owned();
                    return self.no_weight(column, why, "write how many there are in all".to_owned());
                }
                Weight::Of(id, total.value.value.clone())
            }
            (Some(WeightTotal::Column(total)), ColumnKind::Number) => match self.weight_column(&rows, total)? {
                (total, ColumnKind::Number) => Weight::OfColumn(id, total),
                (_, other) => return self.no_number(total, &other),
            },
            (Some(_), ColumnKind::Percent) => {
                let help = "a percentage is a part already: leave the `of …` out".to_owned();
                return self.no_weight(column, "it is a percentage of something else".to_owned(), help);
            }
            (
                _,
                other @ (ColumnKind::Enumeration(_)
                | ColumnKind::YesNo
                | ColumnKind::Text
                | ColumnKind::Duration
                | ColumnKind::Instant),
            ) => return self.no_number(column, &other),
        };
        Some(RowSet { weight: Some(Box::new(weight)), ..rows })
    }

    fn weight_column(&mut self, rows: &RowSet, name: &Name) -> Option<(ColumnId, ColumnKind)> {
        let columns = self.facts.interval_columns(rows.table);
        if let Some(place) = columns.iter().position(|column| column.declared.name == name.value) {
            let column = columns.get(place)?;
            let id = ColumnId(u32::try_from(place).ok()?);
            let (declared, found) = (column.declared.span, (id, column.kind.clone()));
            let is_clear = !self.is_unclear(column);
            self.names.mark_column(declared);
            return is_clear.then_some(found);
        }
        let help = did_you_mean(&name.value, columns.iter().map(|column| column.declared.name.as_str()));
        self.unknown_interval_column(rows.table, name, help);
        None
    }

    fn no_number<T>(&mut self, column: &Name, kind: &ColumnKind) -> Option<T> {
        let what = match kind {
            ColumnKind::Enumeration(_) => "a value of a list",
            ColumnKind::YesNo => "a yes or no",
            ColumnKind::Text => "a text",
            ColumnKind::Duration => "a duration",
            ColumnKind::Instant => "a moment",
            ColumnKind::Percent => "a percentage",
            ColumnKind::Number => "a number",
        };
        let help = "a weight is a percent column, or a number column with its total: `weighted by users of 1200`";
        self.no_weight(column, format!("it is {what}"), help.to_owned())
    }

    fn no_weight<T>(&mut self, column: &Name, why: String, help: String) -> Option<T> {
        let (name, span) = (column.value.clone(), column.span);
        self.report(span, AvailabilityError::NotAWeight { name, why, span, help });
        None
    }

    /// Refuses rows with a weight where rows count as a whole.
    pub(super) fn as_whole(&mut self, rows: RowSet, what: &'static str, span: Span) -> Option<RowSet> {
        if rows.weight.is_none() {
            return Some(rows);
        }
        let help =
            "a weight says how much of the time counts: measure `length of …` or `… as share of …`, or leave it out";
        self.report(span, whole_rows(what, span, help));
        None
    }

    /// `at least 2 of HM in set`
    pub(super) fn quorum(&mut self, cx: &Context, least: &Spanned<u32>, group: &Name, of: &Expr) -> Option<SetExpr> {
        let id = self.names.look_up(&[Kind::Group], group, self.out).map(|symbol| GroupId(symbol.index));
        if let Some(step) = step_in(cx, of) {
            let poisoned = matches!(cx.steps.get(&step.value).map(|step| &step.value), Some(LocalValue::Poisoned));
            let (name, group, span) = (step.value, group.value.clone(), step.span);
            if !poisoned {
                self.report(span, AvailabilityError::StepOfAll { name, group, span });
            }
            return None;
        }
        let each = Context { bound: true, damaged: cx.damaged, ..Context::default() };
        let set = self.set(&each, of);
        let id = id?;
        let known = self.facts.groups.get(id.index())?.as_ref()?;
        let members = known.members.len();
        if known.known && u32::try_from(members).is_ok_and(|members| members < least.value) {
            let members = if members == 1 { "1 component".to_owned() } else { format!("{members} components") };
            let (group, span) = (group.value.clone(), least.span);
            self.report(span, AvailabilityError::TooFewMembers { group, members, least: least.value, span });
            return None;
        }
        let set = set?;
        if is_weighted(&set, cx) {
            let help = "a member is in the set or not: leave the weight out";
            self.report(of.span, whole_rows("a quorum", of.span, help));
            return None;
        }
        Some(SetExpr::Quorum(least.value, id, Box::new(set)))
    }

    /// `first 10h per year of set`
    pub(super) fn first(
        &mut self,
        cx: &Context,
        budget: &Spanned<Elapsed>,
        per: BudgetSpan,
        of: &Expr,
    ) -> Option<SetExpr> {
        let set = self.set(cx, of);
        let some = self.some_time(budget.value > Elapsed::ZERO, budget.span);
        let set = set?;
        if is_weighted(&set, cx) {
            let help = "a budget is a length of time: leave the weight out";
            self.report(of.span, whole_rows("a budget", of.span, help));
            return None;
        }
        if any_set(&set, cx, &|set| matches!(set, SetExpr::Slices(..))) {
            let why =
                "slices are judged in the period of the contract, and a budget is of a time of its own".to_owned();
            let help = "make a budget of outages or maintenance".to_owned();
            self.report(of.span, AvailabilityError::OverHere { why, span: of.span, help });
            return None;
        }
        if any_set(&set, cx, &|set| matches!(set, SetExpr::First(..))) {
            self.report(of.span, AvailabilityError::BudgetOfBudget { span: of.span });
            return None;
        }
        (some && !self.is_slip(budget.span)).then(|| SetExpr::First(budget.value, per, Box::new(set)))
    }

    /// `over …` where it cannot stand.
    pub(super) fn over_here<T>(&mut self, expr: &Expr, over: &Spanned<Stretch>) -> Option<T> {
        let why = "only a line of a norm or kpi is measured over another time".to_owned();
        let what = if let ExprKind::Over { value, .. } = &expr.value { words::expr(value) } else { "…".to_owned() };
        let help = format!(
            "put it behind the whole of what is measured, before the bound: `{what} {} >= …`",
            words::over(&over.value)
        );
        self.report(over.span, AvailabilityError::OverHere { why, span: over.span, help });
        None
    }

    /// A figure measured over another time than the period; `compared`: which side of its bound is good.
    pub(super) fn over_time(
        &mut self,
        figure: Figure,
        over: &Spanned<Stretch>,
        compared: Option<Comparing>,
    ) -> Option<Figure> {
        if self.is_of_the_period(&figure.formula) {
            let why = "tickets, events, samples and slices are judged in the period of the contract".to_owned();
            let help =
                "outages and maintenance can be measured over another time; for the rest choose a longer `period`";
            let help = help.to_owned();
            self.report(over.span, AvailabilityError::OverHere { why, span: over.span, help });
            return None;
        }
        let Figure { formula, share } = figure;
        let (unit, span) = (formula.unit, formula.span);
        let kind = match &over.value {
            Stretch::Last(time) => FormulaKind::OverLast(self.past(time, over.span)?, Box::new(formula)),
            Stretch::Any(time) => {
                let length = self.stretch(time, over.span)?;
                let extreme = match compared {
                    Some(Comparing::AtLeast) => Extreme::Least,
                    Some(Comparing::AtMost) => Extreme::Most,
                    Some(Comparing::Exactly) | None => {
                        let why = "of many stretches of time it is not clear which one is meant".to_owned();
                        let help = "a bound such as `>= 99.9%` or `<= 4` says whether the least or the most counts";
                        let problem = AvailabilityError::OverHere { why, span: over.span, help: help.to_owned() };
                        self.report(over.span, problem);
                        return None;
                    }
                };
                FormulaKind::OverAny(length, extreme, Box::new(formula))
            }
        };
        Some(Figure { formula: Formula { unit, span, kind }, share })
    }

    fn past(&mut self, time: &TimeBound, span: Span) -> Option<Past> {
        match time {
            TimeBound::Calendar { count, unit, window: None } if *count > 0 && *unit != CalendarUnit::Workday => {
                Some(Past { count: *count, unit: *unit })
            }
            TimeBound::Calendar { .. } | TimeBound::Elapsed(_) | TimeBound::EndOfWorkday(_) | TimeBound::NotAgreed => {
                let help = "write days, weeks, months or years: `over the last 12 months`";
                self.no_such_past(time, span, help)
            }
        }
    }

    /// A length that every stretch has.
    fn stretch(&mut self, time: &TimeBound, span: Span) -> Option<Elapsed> {
        const DAY: i64 = 24 * 3600;
        let days = |count: u32, of: i64| Elapsed::SECOND.checked_mul(DAY * of)?.checked_mul(i64::from(count));
        let length = match time {
            TimeBound::Elapsed(length) => Some(*length),
            TimeBound::Calendar { count, unit: CalendarUnit::Day, window: None } => days(*count, 1),
            TimeBound::Calendar { count, unit: CalendarUnit::Week, window: None } => days(*count, 7),
            TimeBound::Calendar { .. } | TimeBound::EndOfWorkday(_) | TimeBound::NotAgreed => None,
        };
        let most = Elapsed::SECOND.checked_mul(DAY * 3660)?;
        match length.filter(|length| *length > Elapsed::ZERO && *length <= most) {
            Some(length) => Some(length),
            None => {
                let help = "a stretch that slides has one length, of at most ten years: write hours, days or weeks";
                self.no_such_past(time, span, help)
            }
        }
    }

    fn no_such_past<T>(&mut self, time: &TimeBound, span: Span, help: &'static str) -> Option<T> {
        let written = words::time_bound(time);
        self.report(span, AvailabilityError::NoSuchPast { written, span, help });
        None
    }

    /// Whether a value is only to be had of a whole period.
    fn is_of_the_period(&self, formula: &Formula) -> bool {
        match &formula.kind {
            FormulaKind::Tickets(_) | FormulaKind::Samples(_) | FormulaKind::Slices(_) | FormulaKind::Events(_) => true,
            FormulaKind::Length(set) => has_slices(set),
            FormulaKind::ShareOfSets(a, b) => has_slices(a) || has_slices(b),
            FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) | FormulaKind::Mul(a, b) | FormulaKind::Div(a, b) => {
                self.is_of_the_period(a) || self.is_of_the_period(b)
            }
            FormulaKind::Rounded(of, _)
            | FormulaKind::Together(_, of)
            | FormulaKind::OverLast(_, of)
            | FormulaKind::OverAny(_, _, of) => self.is_of_the_period(of),
            FormulaKind::Measure(id, _) | FormulaKind::OverGroup(_, id, _) => {
                self.steps_of(*id).iter().any(|step| match &step.value {
                    StepValue::Formula(formula) => self.is_of_the_period(formula),
                    StepValue::Set(set) => has_slices(set),
                })
            }
            FormulaKind::Literal(_) | FormulaKind::DaysOfPeriod | FormulaKind::Step(_) | FormulaKind::Rows(..) => false,
        }
    }

    fn steps_of(&self, id: MeasureId) -> &[Step] {
        let measure = self.facts.measures.get(id.index()).and_then(Option::as_ref);
        measure.map_or(&[], |measure| measure.steps.as_slice())
    }

    /// All members of a group as one.
    pub(super) fn together(&mut self, group: GroupId, figure: Figure, span: Span) -> Option<Figure> {
        if let Err((why, help)) = self.adds_up(&figure.formula, &[]) {
            self.report(span, AvailabilityError::NotTogether { why, span, help });
            return None;
        }
        let Figure { formula, share } = figure;
        let (unit, place) = (formula.unit, formula.span);
        let kind = FormulaKind::Together(group, Box::new(formula));
        Some(Figure { formula: Formula { unit, span: place, kind }, share })
    }

    /// Whether the values of several components make one: of a share both sides are added up.
    fn adds_up(&self, formula: &Formula, steps: &[Step]) -> Result<(), (&'static str, &'static str)> {
        let share = "make it a share, `a as share of b`: both sides are added up; or take `mean … of` the group";
        match &formula.kind {
            FormulaKind::Measure(id, MeasureSubject::Bound) => {
                let steps = self.steps_of(*id);
                match steps.last().map(|step| &step.value) {
                    Some(StepValue::Formula(formula)) => self.adds_up(formula, steps),
                    // A poisoned measure has been reported.
                    Some(StepValue::Set(_)) | None => Ok(()),
                }
            }
            FormulaKind::Step(id) => match steps.get(id.index()).map(|step| &step.value) {
                Some(StepValue::Formula(formula)) => self.adds_up(formula, steps),
                Some(StepValue::Set(_)) | None => Ok(()),
            },
            FormulaKind::Rounded(of, _) => self.adds_up(of, steps),
            FormulaKind::ShareOfSets(..) | FormulaKind::Length(_) | FormulaKind::Rows(RowAggregate::Count, _) => Ok(()),
            FormulaKind::Div(a, b) if a.unit == b.unit && matches!(a.unit, Unit::Elapsed | Unit::Count) => Ok(()),
            FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) if matches!(a.unit, Unit::Elapsed | Unit::Count) => {
                self.adds_up(a, steps).and(self.adds_up(b, steps))
            }
            FormulaKind::Mul(..) | FormulaKind::Div(..) if formula.unit == Unit::Elapsed => Ok(()),
            FormulaKind::DaysOfPeriod => Ok(()),
            FormulaKind::Literal(_) if matches!(formula.unit, Unit::Elapsed | Unit::Count) => Ok(()),
            FormulaKind::Rows(RowAggregate::Longest | RowAggregate::Shortest, _) => {
                Err(("the longest of several is one of them", "ask the group: `longest outages of …`"))
            }
            FormulaKind::Tickets(_) => Err(("tickets are not of one member each", "leave `together` out")),
            FormulaKind::Events(_) => Err(("events are not of one member each", "leave `together` out")),
            FormulaKind::Samples(_) | FormulaKind::Slices(_) => {
                Err(("samples are not of one member each", "take `mean … of` the group, of a measure of a component"))
            }
            FormulaKind::Measure(_, MeasureSubject::Whole | MeasureSubject::Component(_)) => {
                Err(("this is no value of each member", "name a measure of a component, without its `of`"))
            }
            FormulaKind::Literal(_)
            | FormulaKind::Add(..)
            | FormulaKind::Sub(..)
            | FormulaKind::Mul(..)
            | FormulaKind::Div(..)
            | FormulaKind::OverGroup(..)
            | FormulaKind::Together(..)
            | FormulaKind::OverLast(..)
            | FormulaKind::OverAny(..) => Err((not_a_share(formula.unit), share)),
        }
    }
}

fn not_a_share(unit: Unit) -> &'static str {
    if unit == Unit::Percent { "this percentage has no two sides" } else { units::of_unit(unit) }
}

fn whole_rows(what: &'static str, span: Span, help: &'static str) -> AvailabilityError {
    AvailabilityError::WeightedHere { what, span, help }
}

/// A step that a set is made of.
fn step_in(cx: &Context, expr: &Expr) -> Option<Name> {
    match &expr.value {
        ExprKind::Name(name) => cx.steps.contains_key(name).then(|| Spanned::new(name.clone(), expr.span)),
        ExprKind::Binary { left, right, .. } => step_in(cx, left).or_else(|| step_in(cx, right)),
        ExprKind::Where { subject, .. }
        | ExprKind::Lasting { subject, .. }
        | ExprKind::Announced { subject, .. }
        | ExprKind::Weighted { subject, .. } => step_in(cx, subject),
        ExprKind::Quorum { of, .. } | ExprKind::First { of, .. } => step_in(cx, of),
        ExprKind::Literal(_)
        | ExprKind::ShareOf { .. }
        | ExprKind::Compare { .. }
        | ExprKind::Between { .. }
        | ExprKind::Is { .. }
        | ExprKind::IsMissing { .. }
        | ExprKind::In { .. }
        | ExprKind::Not(_)
        | ExprKind::With { .. }
        | ExprKind::Over { .. }
        | ExprKind::Aggregate { .. }
        | ExprKind::Of { .. }
        | ExprKind::Qualified { .. }
        | ExprKind::Rounded { .. } => None,
    }
}

/// Whether slices are part of a set, its steps aside.
fn has_slices(set: &SetExpr) -> bool {
    any_set(set, &Context::default(), &|set| matches!(set, SetExpr::Slices(..)))
}

/// Whether some time in a set counts in part.
fn is_weighted(set: &SetExpr, cx: &Context) -> bool {
    any_set(set, cx, &|set| matches!(set, SetExpr::Rows(rows) if rows.weight.is_some()))
}

/// Whether `found` holds of a set that `set` is made of, steps included.
fn any_set(set: &SetExpr, cx: &Context, found: &impl Fn(&SetExpr) -> bool) -> bool {
    if found(set) {
        return true;
    }
    match set {
        SetExpr::Period | SetExpr::Window(_) | SetExpr::Rows(_) | SetExpr::Slices(..) => false,
        SetExpr::Step(id) => cx.steps.values().filter(|step| step.id == *id).any(|step| match &step.value {
            LocalValue::Set(set) => any_set(set, cx, found),
            LocalValue::Figure { .. } | LocalValue::Poisoned => false,
        }),
        SetExpr::Union(a, b) | SetExpr::Intersection(a, b) | SetExpr::Difference(a, b) => {
            any_set(a, cx, found) || any_set(b, cx, found)
        }
        SetExpr::Quorum(_, _, of) | SetExpr::First(_, _, of) => any_set(of, cx, found),
    }
}
