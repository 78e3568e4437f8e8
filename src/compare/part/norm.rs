use super::{Part, Table, View, structures};
use crate::model::{
    Bound, ByPlan, Cadence, Clock, ClockId, GroupValue, Limit, Norm, Obliged, PlanId, Requirement, Subject, Timed,
    WindowExpr, WindowId,
};

structures! {
    Obliged { event, after, limit }
}

impl Part for Norm {
    fn part(&self, view: View<'_>) -> Self {
        let Self { declared, kpi, aim, objective, source: _, empty, counted_by, every, requirements } = self;
        let view = of_norm(self, view);
        Self {
            declared: declared.part(view),
            kpi: *kpi,
            aim: *aim,
            objective: objective.clone(),
            source: None,
            empty: *empty,
            counted_by: *counted_by,
            every: *every,
            requirements: super::unordered(requirements.part(view)),
        }
    }
}

/// Where the columns that a norm's rows go by are those of the tickets of its clock.
pub(in crate::compare) fn of_norm<'a>(norm: &Norm, view: View<'a>) -> View<'a> {
    match norm.requirements.iter().find_map(clock_of) {
        Some(clock) => view.at_clock(clock),
        None => view,
    }
}

/// The clock that a requirement reads.
pub(in crate::compare) fn clock_of(requirement: &Requirement) -> Option<ClockId> {
    match &requirement.subject {
        Subject::Timed(timed) => Some(timed.clock),
        Subject::Cadence(cadence) => Some(cadence.clock),
        Subject::Formula { .. }
        | Subject::EachMember(..)
        | Subject::EachRow { .. }
        | Subject::Obliged(_)
        | Subject::NotAgreed
        | Subject::NoNorm => None,
    }
}

impl Part for Requirement {
    fn part(&self, view: View<'_>) -> Self {
        let Self { group, plan, label: _, clause: _, span, text: _, subject, bound, agreed } = self;
        Self {
            group: super::unordered(group.part(view)),
            plan: plan.part(view),
            label: None,
            clause: None,
            span: span.part(view),
            text: String::new(),
            subject: subject.part(view.for_plan(*plan)),
            bound: bound.part(view),
            agreed: *agreed,
        }
    }
}

impl Part for GroupValue {
    fn part(&self, view: View<'_>) -> Self {
        let Self { attribute, value, label: _ } = self;
        let (attribute, value) = view.attribute(attribute, value);
        Self { attribute, value, label: None }
    }
}

impl Part for Subject {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Timed(timed) => Self::Timed(timed.part(view)),
            Self::Formula { value, component } => {
                Self::Formula { value: value.part(view), component: component.part(view) }
            }
            Self::EachMember(group, value) => Self::EachMember(group.part(view), value.part(view)),
            Self::EachRow { rows, rule } => Self::EachRow { rows: rows.part(view), rule: rule.part(view) },
            Self::Obliged(obliged) => Self::Obliged(obliged.part(view)),
            Self::Cadence(cadence) => Self::Cadence(cadence.part(view)),
            Self::NotAgreed => Self::NotAgreed,
            Self::NoNorm => Self::NoNorm,
        }
    }
}

/// Stands for the window of the clock itself, whichever that is.
const OWN_WINDOW: WindowExpr = WindowExpr::Window(WindowId(u32::MAX));

impl Part for Timed {
    /// Which column of its table a limit stands in means nothing. Days that are those of the clock stay so, whatever it
    /// counts.
    fn part(&self, view: View<'_>) -> Self {
        let Self { clock, filter, strict, limit, level: _ } = self;
        let counting = &view.model.clock(*clock).counting;
        let limit = match (view.plan, limit.shared(), counting.shared()) {
            (Some(plan), _, _) => ByPlan::same(own_days(limit.of(Some(plan)), counting.of(Some(plan)), view)),
            (None, Some(limit), Some(counting)) => ByPlan::same(own_days(limit, counting, view)),
            (None, _, _) => by_plan(view, |plan| own_days(limit.of(plan), counting.of(plan), view)),
        };
        let filter = filter.part(view.at_clock(*clock));
        Self { clock: clock.part(view), filter, strict: *strict, limit, level: 0 }
    }
}

fn own_days(limit: &Limit, counting: &WindowExpr, view: View<'_>) -> Limit {
    match limit {
        Limit::Calendar { count, unit, days_of } if days_of == counting => {
            Limit::Calendar { count: *count, unit: *unit, days_of: OWN_WINDOW }
        }
        Limit::EndOfWorkday { count, days_of } if days_of == counting => {
            Limit::EndOfWorkday { count: *count, days_of: OWN_WINDOW }
        }
        Limit::Elapsed(_) | Limit::Calendar { .. } | Limit::EndOfWorkday { .. } => limit.part(view),
    }
}

/// What holds for each plan, in the order of the comparison.
pub(super) fn by_plan<T: PartialEq>(view: View<'_>, of: impl Fn(Option<PlanId>) -> T) -> ByPlan<T> {
    let plans = (0..).map(PlanId).take(view.model.plans.len());
    let mut numbered: Vec<(PlanId, T)> = plans.map(|plan| (plan.part(view), of(Some(plan)))).collect();
    numbered.sort_by_key(|(plan, _)| *plan);
    ByPlan::each(numbered.into_iter().map(|(_, it)| it)).unwrap_or_else(|| ByPlan::same(of(None)))
}

impl Part for Cadence {
    fn part(&self, view: View<'_>) -> Self {
        let Self { clock, filter, count, per } = self;
        Self { clock: clock.part(view), filter: filter.part(view.at_clock(*clock)), count: *count, per: *per }
    }
}

impl Part for Bound {
    /// `99.5%` and `99.50%` are the same.
    fn part(&self, view: View<'_>) -> Self {
        let Self { op, value, decimals: _ } = self;
        Self { op: *op, value: value.part(view), decimals: 0 }
    }
}

impl<T: Part + PartialEq> Part for ByPlan<T> {
    fn part(&self, view: View<'_>) -> Self {
        match self.shared() {
            Some(shared) => Self::same(shared.part(view)),
            None => by_plan(view, |plan| self.of(plan).part(view)),
        }
    }
}

impl Part for Clock {
    fn part(&self, view: View<'_>) -> Self {
        let Self { declared, ticket, from, to, counting, pausing, outside } = self;
        let inside = view.at(Table::ticket(*ticket));
        Self {
            declared: declared.part(view),
            ticket: ticket.part(view),
            from: from.part(inside),
            to: to.part(inside),
            counting: counting.part(view),
            pausing: super::unordered(pausing.part(inside)),
            outside: outside.part(view),
        }
    }
}
