//! For whose good it is when a window is open longer: what each thing that depends on it makes of the hours.
//!
//! A clock that counts it shows more time, so limits are used up sooner. A measure may rise or fall with it: each set and
//! formula either grows with the window, or shrinks, or does both, and then it cannot be told.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::bounds::more_is_better;
use super::change::Effect;
use super::part::{Kind, Node, Part, Terms, View};
use super::places::{Place, Uses};
use crate::model::{
    Clock, ClockId, Comparison, Formula, FormulaKind, Limit, MeasureId, Model, Norm, Pay, Predicate, Requirement,
    RowRule, RowSet, SetExpr, Statistic, Step, StepValue, Subject, TicketFigure, WindowBody, WindowExpr, WindowId,
};

/// Which way something goes when the window grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trend {
    /// It stays as it is.
    Flat,
    Up,
    Down,
    /// Up or down, as it happens.
    Either,
}

impl Trend {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Flat, trend) | (trend, Self::Flat) => trend,
            (a, b) if a == b => a,
            (_, _) => Self::Either,
        }
    }

    fn turned(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            Self::Flat | Self::Either => self,
        }
    }
}

/// How deep measures and windows refer to each other before nothing is said of them any more.
const DEEPEST: u32 = 40;

pub(super) const TWO_WAYS: &str = "some of what depends on it becomes stricter, and some less strict";

/// What a window's growth does to a contract.
pub(super) struct Growth<'a> {
    model: &'a Model,
    /// The window that is open longer.
    window: WindowId,
    /// It opens on further days, and not longer on those on which it opened anyway.
    whole_days: bool,
    /// All that depends on it.
    family: BTreeSet<Node>,
}

/// An item and all that depends on it.
fn family(uses: &Uses, node: Node) -> BTreeSet<Node> {
    uses.reach(node).into_iter().filter_map(Place::node).chain([node]).collect()
}

impl<'a> Growth<'a> {
    pub(super) fn of(model: &'a Model, uses: &Uses, window: WindowId, whole_days: bool) -> Self {
        Self { model, window, whole_days, family: family(uses, (Kind::Window, window.0)) }
    }

    /// For whose good it is, over all that is judged or paid by it.
    pub(super) fn effect(&self) -> Effect {
        let judged = self.model.norms.iter().filter(|norm| !norm.kpi && !norm.aim);
        let norms = judged.flat_map(|norm| norm.requirements.iter().map(move |it| self.requirement(norm, it)));
        let rules = self.model.compensations.iter().flat_map(|it| &it.rules).map(|rule| self.pay(&rule.pay));
        let mut effect = norms.chain(rules).fold(Effect::Neither, |all, one| all.and(one, TWO_WAYS));
        if let Some(applies) = &self.model.applies
            && applies.filters.iter().any(|filter| self.mentions(filter))
        {
            effect = effect.and(Effect::unclear("it decides which tickets the contract is about"), TWO_WAYS);
        }
        effect
    }

    /// What a clock that shows more time does.
    pub(super) fn of_clock(model: &'a Model, uses: &Uses, clock: ClockId, whole_days: bool) -> Effect {
        // As if the clock counted a window of its own.
        let window = WindowId(u32::MAX);
        Self { model, window, whole_days, family: family(uses, (Kind::Clock, clock.0)) }.effect()
    }

    fn requirement(&self, norm: &Norm, requirement: &Requirement) -> Effect {
        match &requirement.subject {
            Subject::Timed(timed) => {
                if self.mentions(&timed.filter) {
                    return Effect::unclear(&format!("it decides which tickets count in {}", norm.declared.name));
                }
                let clock = self.clock(timed.clock);
                let limits = timed.limit.iter().map(|limit| self.limit(norm, clock, limit));
                limits.fold(Effect::Neither, |all, one| all.and(one, TWO_WAYS))
            }
            Subject::Cadence(cadence) => {
                if self.mentions(&cadence.filter) {
                    return Effect::unclear(&format!("it decides which tickets count in {}", norm.declared.name));
                }
                match self.clock(cadence.clock) {
                    Trend::Flat => Effect::Neither,
                    Trend::Up | Trend::Down | Trend::Either => {
                        let why = format!("{} owes updates at other times", norm.declared.name);
                        Effect::unclear(&why)
                    }
                }
            }
            Subject::Formula { value, .. } | Subject::EachMember(_, value) => {
                let rises = self.formula(value, &[], 0);
                match (rises, requirement.bound.as_ref().and_then(more_is_better)) {
                    (Trend::Flat, _) => Effect::Neither,
                    (_, None) if requirement.bound.is_none() => Effect::Neither,
                    // A figure that rises keeps `at least` more easily.
                    (Trend::Up, Some(more)) => Effect::better_if(!more),
                    (Trend::Down, Some(more)) => Effect::better_if(more),
                    (_, _) => {
                        let name = &norm.declared.name;
                        Effect::unclear(&format!("what is measured in {name} may rise or fall with these hours"))
                    }
                }
            }
            Subject::EachRow { rows, rule } => {
                let touched = self.rows(rows) != Trend::Flat;
                match rule {
                    RowRule::NotOverlapping(window) if !touched => match self.window(window, 0) {
                        Trend::Flat => Effect::Neither,
                        Trend::Up => Effect::Better,
                        Trend::Down => Effect::Worse,
                        Trend::Either => Effect::unclear(TWO_WAYS),
                    },
                    RowRule::Announced(limit) if self.mentions(limit) => {
                        Effect::unclear(&format!("{} counts notice in its days", norm.declared.name))
                    }
                    RowRule::Lasts(..) | RowRule::Announced(_) | RowRule::NotOverlapping(_) if touched => {
                        Effect::unclear(&format!("it decides which rows count in {}", norm.declared.name))
                    }
                    RowRule::Lasts(..) | RowRule::Announced(_) | RowRule::NotOverlapping(_) => Effect::Neither,
                }
            }
            Subject::Obliged(obliged) if self.mentions(&obliged.limit) => {
                if self.whole_days {
                    Effect::Better
                } else {
                    Effect::unclear(&format!("{} is due at the end of its days", norm.declared.name))
                }
            }
            Subject::Obliged(_) | Subject::NotAgreed | Subject::NoNorm => Effect::Neither,
        }
    }

    /// A limit on a clock that runs more, and in days that may be more.
    fn limit(&self, norm: &Norm, clock: Trend, limit: &Limit) -> Effect {
        let days = self.mentions(limit);
        if clock == Trend::Flat && !days {
            return Effect::Neither;
        }
        let name = &norm.declared.name;
        match (limit, clock) {
            (Limit::Elapsed(_), Trend::Up) => Effect::Better,
            (Limit::Elapsed(_), Trend::Down) => Effect::Worse,
            (Limit::Calendar { .. } | Limit::EndOfWorkday { .. }, Trend::Up) if self.whole_days => Effect::Better,
            (Limit::Calendar { .. } | Limit::EndOfWorkday { .. }, Trend::Down) if self.whole_days => Effect::Worse,
            (Limit::Elapsed(_) | Limit::Calendar { .. } | Limit::EndOfWorkday { .. }, _) => {
                Effect::unclear(&format!("limits of {name} follow the opening days: some end sooner, others later"))
            }
        }
    }

    fn clock(&self, id: ClockId) -> Trend {
        if self.window.0 == u32::MAX {
            return if self.family.contains(&(Kind::Clock, id.0)) { Trend::Up } else { Trend::Flat };
        }
        let Clock { declared: _, ticket: _, from: _, to: _, counting, pausing: _, outside } = self.model.clock(id);
        let runs = counting.iter().fold(Trend::Flat, |all, window| all.and(self.window(window, 0)));
        let starts = outside.iter().flat_map(|by_plan| by_plan.iter());
        starts.fold(runs, |all, window| all.and(self.window(&WindowExpr::Window(*window), 0)))
    }

    fn window(&self, expr: &WindowExpr, depth: u32) -> Trend {
        if depth > DEEPEST {
            return Trend::Either;
        }
        match expr {
            WindowExpr::Always => Trend::Flat,
            WindowExpr::Window(id) if *id == self.window => Trend::Up,
            WindowExpr::Window(id) => match &self.model.window(*id).body {
                WindowBody::Lines { .. } => Trend::Flat,
                WindowBody::Algebra(inner) => self.window(inner, depth + 1),
            },
            WindowExpr::Union(a, b) | WindowExpr::Intersection(a, b) => {
                self.window(a, depth + 1).and(self.window(b, depth + 1))
            }
            WindowExpr::Difference(a, b) => self.window(a, depth + 1).and(self.window(b, depth + 1).turned()),
        }
    }

    fn set(&self, set: &SetExpr, steps: &[Step], depth: u32) -> Trend {
        if depth > DEEPEST {
            return Trend::Either;
        }
        let of = |set: &SetExpr| self.set(set, steps, depth + 1);
        match set {
            SetExpr::Period => Trend::Flat,
            SetExpr::Window(expr) => self.window(expr, 0),
            SetExpr::Rows(rows) => self.rows(rows),
            SetExpr::Slices(id, ..) => self.unless_mentioned(Trend::Flat, (Kind::Slices, id.0)),
            SetExpr::Step(id) => match steps.get(id.index()).map(|step| &step.value) {
                Some(StepValue::Set(set)) => of(set),
                Some(StepValue::Formula(_)) | None => Trend::Either,
            },
            SetExpr::Union(a, b) | SetExpr::Intersection(a, b) => of(a).and(of(b)),
            SetExpr::Difference(a, b) => of(a).and(of(b).turned()),
            SetExpr::Quorum(_, _, inner) => of(inner),
            SetExpr::First(_, _, inner) => match of(inner) {
                Trend::Flat => Trend::Flat,
                Trend::Up | Trend::Down | Trend::Either => Trend::Either,
            },
        }
    }

    fn rows(&self, rows: &RowSet) -> Trend {
        if self.mentions(rows) { Trend::Either } else { Trend::Flat }
    }

    fn measure(&self, id: MeasureId, depth: u32) -> Trend {
        let measure = self.model.measure(id);
        match measure.steps.last().map(|step| &step.value) {
            Some(StepValue::Formula(result)) => self.formula(result, &measure.steps, depth + 1),
            Some(StepValue::Set(_)) | None => Trend::Either,
        }
    }

    fn formula(&self, formula: &Formula, steps: &[Step], depth: u32) -> Trend {
        if depth > DEEPEST {
            return Trend::Either;
        }
        let of = |formula: &Formula| self.formula(formula, steps, depth + 1);
        let set = |set: &SetExpr| self.set(set, steps, depth + 1);
        match &formula.kind {
            FormulaKind::Literal(_) | FormulaKind::DaysOfPeriod | FormulaKind::Events(_) => Trend::Flat,
            FormulaKind::Step(id) => match steps.get(id.index()).map(|step| &step.value) {
                Some(StepValue::Formula(formula)) => of(formula),
                Some(StepValue::Set(_)) | None => Trend::Either,
            },
            FormulaKind::Length(inner) => set(inner),
            FormulaKind::Add(a, b) | FormulaKind::Mul(a, b) => of(a).and(of(b)),
            FormulaKind::Sub(a, b) | FormulaKind::Div(a, b) => of(a).and(of(b).turned()),
            FormulaKind::ShareOfSets(a, b) => set(a).and(set(b).turned()),
            FormulaKind::Rounded(inner, _)
            | FormulaKind::Together(_, inner)
            | FormulaKind::OverLast(_, inner)
            | FormulaKind::OverAny(_, _, inner) => of(inner),
            FormulaKind::Measure(id, _) | FormulaKind::OverGroup(_, id, _) => self.measure(*id, depth),
            FormulaKind::Rows(_, rows) => self.rows(rows),
            FormulaKind::Tickets(tickets) if self.mentions(&tickets.filter) => Trend::Either,
            FormulaKind::Tickets(tickets) => match &tickets.figure {
                TicketFigure::Share(Predicate::Clock(clock, op, _)) => match (op, self.clock(*clock)) {
                    (Comparison::Less | Comparison::AtMost, trend) => trend.turned(),
                    (Comparison::More | Comparison::AtLeast, trend) => trend,
                    (Comparison::Equal | Comparison::NotEqual, Trend::Flat) => Trend::Flat,
                    (Comparison::Equal | Comparison::NotEqual, _) => Trend::Either,
                },
                TicketFigure::Clock(
                    clock,
                    Statistic::Mean
                    | Statistic::Median
                    | Statistic::Percentile(_)
                    | Statistic::Longest
                    | Statistic::Shortest
                    | Statistic::Sum,
                ) => self.clock(*clock),
                TicketFigure::Count(_) | TicketFigure::CountOpen => Trend::Flat,
                TicketFigure::Share(_) | TicketFigure::Misses(_) => {
                    if self.mentions(tickets) {
                        Trend::Either
                    } else {
                        Trend::Flat
                    }
                }
            },
            FormulaKind::Samples(samples) => {
                if self.mentions(samples) {
                    Trend::Either
                } else {
                    Trend::Flat
                }
            }
            FormulaKind::Slices(slices) => self.unless_mentioned(Trend::Flat, (Kind::Slices, slices.slices.0)),
        }
    }

    fn unless_mentioned(&self, trend: Trend, node: Node) -> Trend {
        if self.family.contains(&node) { Trend::Either } else { trend }
    }

    /// Payment by what depends on the window: what is paid is not followed any further.
    fn pay(&self, pay: &Pay) -> Effect {
        let flat = match pay {
            Pay::Tiers { value, .. } | Pay::PerStep { value, .. } | Pay::TimeLost { value, .. } => {
                self.formula(value, &[], 0) == Trend::Flat
            }
            Pay::EachTicket { clock, filter, tiers: _ } => self.clock(*clock) == Trend::Flat && !self.mentions(filter),
            Pay::EachRow { rows, tiers: _ } => self.rows(rows) == Trend::Flat,
            // These follow from verdicts, which are told above.
            Pay::Flat { .. } | Pay::Ladder { .. } | Pay::PerMiss { .. } => true,
        };
        if flat { Effect::Neither } else { Effect::unclear("what is paid may rise or fall with these hours") }
    }

    /// Whether something names the window, or what depends on it.
    fn mentions<T: Part>(&self, part: &T) -> bool {
        let terms = Terms::default();
        let seen = RefCell::new(BTreeSet::new());
        let _ = part.part(View::new(self.model, &terms).gathering(&seen));
        !seen.into_inner().is_disjoint(&self.family)
    }
}
