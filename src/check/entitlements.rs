//! What a contract is about as a whole: which tickets, and what each plan gives a right to.

use super::checker::{Checker, text};
use super::error::PlanError;
use super::grid::{Absent, Axis, NO_HEAD};
use super::norms::NormClock;
use super::predicates::Table;
use super::rows::both;
use super::typed::{Applies, Entitled, Entitlement, Entitlements, NormId, PlanId, Predicate, Subject, TicketKindId};
use super::words;
use crate::resolve::{Kind, Part};
use crate::source::Spanned;
use crate::syntax::ast;

/// A table of entitlements has a column for every plan.
const HEADS: Absent = NO_HEAD;

impl<'a> Checker<'a, '_> {
    /// `applies to tickets where …`, for each kind of ticket.
    pub(super) fn applies(&mut self) {
        let Some(part) = self.items.applies else { return };
        let ast::Applies { span, filter } = part.item;
        if self.facts.tickets.is_empty() && !self.names.lost().may_hold("ticket") {
            self.report(*span, PlanError::NoTickets { span: *span });
        }
        let kinds = (0..self.facts.tickets.len()).filter_map(|index| u32::try_from(index).ok()).map(TicketKindId);
        let filters: Vec<Option<Predicate>> =
            kinds.collect::<Vec<_>>().into_iter().map(|kind| self.predicate(Table::Ticket(kind), filter)).collect();
        let filters: Option<Vec<Predicate>> = filters.into_iter().collect();
        let made = |filters| Applies { span: *span, text: words::condition(filter), filters };
        self.facts.applies = Some(filters.map(made));
    }

    /// The tickets of a kind that the contract applies to.
    pub(super) fn scope_of(&self, kind: TicketKindId) -> Option<Predicate> {
        match &self.facts.applies {
            None => Some(Predicate::True),
            Some(applies) => applies.as_ref()?.filters.get(kind.index()).cloned(),
        }
    }

    /// A condition on the tickets of a clock, with that on which the contract applies to them.
    pub(super) fn in_scope(&self, clock: &Option<NormClock>, filter: Option<Predicate>) -> Option<Predicate> {
        match clock.as_ref().and_then(|clock| clock.ticket) {
            None => filter,
            Some(kind) => Some(both(self.scope_of(kind)?, filter?)),
        }
    }

    /// All tables of entitlements.
    pub(super) fn entitlements(&mut self) {
        for part in &self.items.entitlements {
            let table = self.entitlement_table(*part);
            self.facts.entitlements.push(table);
        }
    }

    fn entitlement_table(&mut self, part: Part<'a, ast::Entitlements>) -> Option<Entitlements> {
        let item = part.item;
        if self.facts.plans.is_empty() {
            self.no_plans(item.keyword);
            return None;
        }
        let axis = Axis {
            attribute: "plan".to_owned(),
            of: "a plan".to_owned(),
            values: self.facts.plans.iter().map(|plan| plan.declared.name.clone()).collect(),
        };
        let places = self.places(&axis, item.plans.iter(), "a column");
        let header = item.header.unwrap_or(item.keyword);
        let whole = part.damaged || self.complete(&axis, &places, &HEADS, header);
        for plan in places.iter().flatten().filter_map(|place| u32::try_from(*place).ok()) {
            self.names.mark_used(Kind::Plan, plan);
        }
        let rows: Vec<Option<Entitlement>> =
            item.rows.iter().map(|row| self.entitlement(row, &places, header)).collect();
        let rows: Option<Vec<Entitlement>> = rows.into_iter().collect();
        Some(Entitlements {
            label: text(item.label.as_ref()),
            clause: text(item.clause.as_ref()),
            span: item.keyword,
            rows: rows.filter(|_| whole)?,
        })
    }

    fn entitlement(
        &mut self,
        row: &ast::EntitlementRow,
        places: &[Option<usize>],
        header: crate::source::Span,
    ) -> Option<Entitlement> {
        let norm = row.norm.as_ref().map(|name| self.norm_id(name));
        if !self.full(&Spanned::new(row.cells.len(), row.span), places.len(), header) {
            return None;
        }
        let mut cells: Vec<Option<Entitled>> = self.facts.plans.iter().map(|_| None).collect();
        for (cell, place) in row.cells.iter().zip(places) {
            let Some(place) = *place else { continue };
            if let (Some(Some(norm)), ast::Entitled::YesNo(said)) = (norm, cell.value.clone()) {
                let plan = u32::try_from(place).ok().map(PlanId)?;
                self.agree(norm, plan, &Spanned::new(said, cell.span));
            }
            if cell.value == ast::Entitled::NotAgreed {
                self.report(cell.span, PlanError::NotAgreed { span: cell.span });
            }
            if let Some(slot) = cells.get_mut(place) {
                *slot = Some(entitled(&cell.value));
            }
        }
        let norm = match norm {
            Some(norm) => Some(norm?),
            None => None,
        };
        Some(Entitlement { what: row.what.value.clone(), norm, cells: cells.into_iter().collect::<Option<_>>()? })
    }

    /// A plan has what the norm sets a bound for, and nothing else.
    fn agree(&mut self, id: NormId, plan: PlanId, said: &Spanned<bool>) {
        let Some(norm) = self.facts.norms.get(id.index()).and_then(Option::as_ref) else { return };
        let mut of_plan = norm.requirements.iter().filter(|it| it.plan.is_none_or(|of| of == plan));
        let bound = of_plan.any(|requirement| requirement.subject != Subject::NoNorm);
        if bound == said.value {
            return;
        }
        let problem = PlanError::Disagree {
            said: if said.value { "yes" } else { "no" },
            plan: self.facts.plans.get(plan.index()).map_or_else(String::new, |plan| plan.declared.name.clone()),
            norm: norm.declared.name.clone(),
            has: if bound { "sets a bound for it" } else { "sets no bound for it" },
            span: said.span,
            declared: norm.declared.span,
        };
        self.report(said.span, problem);
    }
}

fn entitled(cell: &ast::Entitled) -> Entitled {
    match cell {
        ast::Entitled::YesNo(true) => Entitled::Yes,
        ast::Entitled::YesNo(false) => Entitled::No,
        ast::Entitled::Text(text) => Entitled::Text(text.clone()),
        ast::Entitled::NotAgreed => Entitled::NotAgreed,
    }
}
