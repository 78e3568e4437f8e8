//! Plans, and what depends on the plan of a ticket.

use super::checker::{Checker, declared};
use super::error::PlanError;
use super::typed::{ByPlan, Plan, PlanId};
use crate::diagnostic::did_you_mean;
use crate::resolve::Kind;
use crate::source::Span;
use crate::syntax::ast::{Expr, Name};

impl Checker<'_, '_> {
    /// All plans.
    pub(super) fn plans(&mut self) {
        self.facts.plans = self.items.plans.iter().map(|part| Plan { declared: declared(&part.item.head) }).collect();
    }

    /// Every plan of the contract, in order.
    pub(super) fn plan_ids(&self) -> impl Iterator<Item = PlanId> + use<> {
        (0..self.facts.plans.len()).filter_map(|index| u32::try_from(index).ok()).map(PlanId)
    }

    /// What `of` makes where the plan of a ticket decides: worked out for each plan, unless one is spoken of already.
    pub(super) fn for_each_plan<T: PartialEq>(
        &mut self,
        mut of: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<ByPlan<T>> {
        if self.plan.is_some() || self.facts.plans.is_empty() {
            return of(self).map(ByPlan::same);
        }
        let values: Vec<Option<T>> = self.plan_ids().map(|plan| self.of_plan(Some(plan), &mut of)).collect();
        ByPlan::each(values.into_iter().collect::<Option<Vec<T>>>()?)
    }

    /// Works something out for one plan.
    pub(super) fn of_plan<T>(&mut self, plan: Option<PlanId>, of: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.plan, plan);
        let value = of(self);
        self.plan = before;
        value
    }

    /// The plan of this name.
    pub(super) fn plan(&mut self, name: &Name) -> Option<PlanId> {
        if self.facts.plans.is_empty() {
            self.no_plans(name.span);
            return None;
        }
        let known = self.facts.plans.iter().position(|plan| plan.declared.name == name.value);
        let Some(place) = known else {
            let help = did_you_mean(&name.value, self.facts.plans.iter().map(|plan| plan.declared.name.as_str()));
            self.names.unknown("plan", &[Kind::Plan], name, help);
            return None;
        };
        let index = u32::try_from(place).ok()?;
        self.names.mark_used(Kind::Plan, index);
        Some(PlanId(index))
    }

    /// The plan that a value in a condition stands for.
    pub(super) fn plan_value(&mut self, expr: &Expr) -> Option<PlanId> {
        let name = self.only_name(expr)?;
        self.plan(&name)
    }

    /// Reports a mention of plans where none are declared.
    pub(super) fn no_plans(&mut self, span: Span) {
        if !self.names.lost().may_hold("plan") {
            self.report(span, PlanError::NoPlans { span });
        }
    }
}
