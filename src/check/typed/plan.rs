//! Plans: variants of one contract, of which each ticket has one.

use std::fmt;

use super::{Declared, NormId, PlanId, Predicate};
use crate::source::Span;

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Name, label, clause, place.
    pub declared: Declared,
}

/// `applies to tickets where …`: all others are out of scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applies {
    /// Where.
    pub span: Span,
    /// The condition as written.
    pub text: String,
    /// The condition, by kind of ticket.
    pub filters: Vec<Predicate>,
}

/// `objective "…" { … }`: what its norms and kpis show to be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objective {
    /// In the words of the contract.
    pub name: String,
    /// Clause number in the signed text.
    pub clause: Option<String>,
    /// Where.
    pub span: Span,
}

/// `entitlements "…" { … }`: what each plan gives a right to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitlements {
    /// What people call it.
    pub label: Option<String>,
    /// Clause number in the signed text.
    pub clause: Option<String>,
    /// Where.
    pub span: Span,
    /// In the order written.
    pub rows: Vec<Entitlement>,
}

/// One row of [`Entitlements`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitlement {
    /// What one is entitled to.
    pub what: String,
    /// The norm that says the same; `check` has seen to it that they agree.
    pub norm: Option<NormId>,
    /// By plan.
    pub cells: Vec<Entitled>,
}

/// Whether a plan has something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entitled {
    /// It has.
    Yes,
    /// It has not.
    No,
    /// As described.
    Text(String),
    /// `not agreed yet`
    NotAgreed,
}

/// Something that the plan of a ticket decides: one for each plan, or the same one whatever the plan.
#[derive(Clone, PartialEq, Eq)]
pub struct ByPlan<T> {
    /// What holds for the first plan, or for all of them.
    first: T,
    /// What holds for the others, in order; empty where all share the first.
    others: Vec<T>,
}

impl<T: fmt::Debug> fmt::Debug for ByPlan<T> {
    /// What is the same for all plans is shown as that.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.shared() {
            Some(value) => value.fmt(f),
            None => f.debug_list().entries(self.iter()).finish(),
        }
    }
}

impl<T> ByPlan<T> {
    /// The same whatever the plan.
    pub fn same(value: T) -> Self {
        Self { first: value, others: Vec::new() }
    }

    /// One for each plan, in order; `None` of none. Where all are alike, they are one.
    pub fn each(values: impl IntoIterator<Item = T>) -> Option<Self>
    where
        T: PartialEq,
    {
        let mut values = values.into_iter();
        let first = values.next()?;
        let others: Vec<T> = values.collect();
        let others = if others.iter().all(|other| *other == first) { Vec::new() } else { others };
        Some(Self { first, others })
    }

    /// What holds for a plan. A contract without plans has none of which anything depends.
    pub fn of(&self, plan: Option<PlanId>) -> &T {
        let place = plan.and_then(|plan| plan.index().checked_sub(1));
        place.and_then(|place| self.others.get(place)).unwrap_or(&self.first)
    }

    /// What holds for all plans; `None` where that depends.
    pub fn shared(&self) -> Option<&T> {
        self.others.is_empty().then_some(&self.first)
    }

    /// Each value once for every plan that differs, the first plan's first.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// The same of something that follows from each.
    pub fn map<U>(&self, what: impl FnMut(&T) -> U) -> ByPlan<U> {
        let mut what = what;
        ByPlan { first: what(&self.first), others: self.others.iter().map(what).collect() }
    }
}

#[test]
fn what_is_the_same_for_all_is_one() {
    let plan = |n| Some(PlanId(n));
    let differs = ByPlan::each([8, 9, 9]).unwrap();
    assert_eq!([None, plan(0), plan(1), plan(2)].map(|plan| *differs.of(plan)), [8, 8, 9, 9]);
    assert_eq!(differs.shared(), None);
    let same = ByPlan::each([8, 8]).unwrap();
    assert_eq!((same.shared(), *same.of(plan(1))), (Some(&8), 8));
    assert_eq!(ByPlan::<u8>::each([]), None);
}
