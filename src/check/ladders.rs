//! Obligations over events, ladders of escalation, and notes on the signed text.

use super::checker::{Checker, declared};
use super::error::RulesError;
use super::limits::DaysOf;
use super::predicates::Table;
use super::typed::{
    Bound, ClockId, Comparison, Defect, Escalation, EscalationStep, Formula, FormulaKind, NormId, Obliged, Predicate,
    Requirement, Subject, TicketKindId, Unit, Value,
};
use super::words;
use crate::quantity::Ratio;
use crate::resolve::Kind;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Name, NormClause, TimeBound};

impl Checker<'_, '_> {
    /// All ladders.
    pub(super) fn escalations(&mut self) {
        for part in &self.items.escalations {
            let escalation = self.escalation(part.item);
            self.facts.escalations.push(escalation);
        }
    }

    fn escalation(&mut self, item: &ast::Escalation) -> Option<Escalation> {
        let ticket = self.names.look_up(&[Kind::Ticket], &item.ticket, self.out).map(|it| TicketKindId(it.index));
        let steps: Vec<Option<EscalationStep>> = item.steps.iter().map(|step| self.step_of(ticket, step)).collect();
        Some(Escalation {
            declared: declared(&item.head),
            ticket: ticket?,
            steps: steps.into_iter().collect::<Option<_>>()?,
        })
    }

    fn step_of(&mut self, ticket: Option<TicketKindId>, step: &ast::EscalationStep) -> Option<EscalationStep> {
        let at = match &step.at {
            None => Some(None),
            Some((share, norm)) => {
                let used = Ratio::ZERO < share.value.value;
                if !used {
                    let why = "a limit of which nothing is used up is reached at the start".to_owned();
                    let help = Some("leave the `at …` out".to_owned());
                    self.report(share.span, RulesError::NeverDecides { why, span: share.span, first: None, help });
                }
                let norm = self.limiting_norm(norm, ticket);
                norm.filter(|_| used).map(|norm| Some((share.value.value.clone(), norm)))
            }
        };
        let when = match (&step.when, ticket) {
            (None, _) => Some(Predicate::True),
            (Some(when), Some(kind)) => self.predicate(Table::Ticket(kind), when),
            (Some(_), None) => None,
        };
        Some(EscalationStep {
            span: step.span,
            label: step.label.value.clone(),
            contact: step.contact.as_ref().map(|contact| contact.value.clone()),
            at: at?,
            when: when?,
        })
    }

    /// A norm with limits on the time of tickets of `ticket`.
    fn limiting_norm(&mut self, name: &Name, ticket: Option<TicketKindId>) -> Option<NormId> {
        let (id, clock) = self.norm_of_tickets(name)?;
        let its = self.facts.clock_facts.get(clock.index())?.ticket?;
        if its != ticket? {
            let kind = self.items.tickets.get(its.index()).map_or("", |part| &part.item.head.name.value);
            let why = format!("`{}` is about `{kind}`", name.value);
            let help = "take the norm that limits the time of these tickets".to_owned();
            self.no_limit(why, name.span, id, help);
            return None;
        }
        Some(id)
    }

    /// A norm with a clock, and that clock; `None` is poisoned.
    pub(super) fn norm_of_tickets(&mut self, name: &Name) -> Option<(NormId, ClockId)> {
        let id = NormId(self.names.look_up(&[Kind::Norm], name, self.out)?.index);
        let part = *self.items.norms.get(id.index())?;
        let clock = part.item.clauses.iter().find_map(|clause| {
            let NormClause::Clock(clock) = clause else { return None };
            Some(clock)
        });
        let Some(clock) = clock else {
            if !part.damaged {
                let why = format!("`{}` has no clock", name.value);
                let help = "name a norm with a line `clock …` and limits such as `90% within 4h`".to_owned();
                self.no_limit(why, name.span, id, help);
            }
            return None;
        };
        let clock = self.names.find(&[Kind::Clock], &clock.value)?;
        Some((id, ClockId(clock.index)))
    }

    fn no_limit(&mut self, why: String, span: Span, norm: NormId, help: String) {
        let declared = self.items.norms.get(norm.index()).map_or(span, |part| part.item.head.name.span);
        self.report(span, RulesError::NoLimit { why, span, declared, help });
    }

    /// `event report within 10 workdays of office after the period`
    pub(super) fn due(
        &mut self,
        span: Span,
        event: &Name,
        time: &Spanned<TimeBound>,
        after: Option<&Name>,
    ) -> Option<Requirement> {
        let id = self.event(event);
        let start = after.map(|after| self.event(after));
        let limit = self.limit(time, DaysOf::Calendar);
        if let (Some(after), Some(Some(start))) = (after, start)
            && id == Some(start)
        {
            let why = format!("`{}` would have to follow itself", event.value);
            let help = Some("name the event that asks for it".to_owned());
            self.report(after.span, RulesError::NeverDecides { why, span: after.span, first: None, help });
            return None;
        }
        let since =
            after.map_or_else(|| "the period".to_owned(), |after| format!("event {}", words::name(&after.value)));
        let text =
            format!("event {} within {} after {since}", words::name(&event.value), words::time_bound(&time.value));
        let after = match start {
            None => None,
            Some(start) => Some(start?),
        };
        let subject = Subject::Obliged(Obliged { event: id?, after, limit: limit? });
        let bound = Bound { op: Comparison::AtLeast, value: Value::Percent(Ratio::ONE), decimals: 0 };
        Some(obligation(span, text, subject, bound))
    }

    /// `event review at least 2 per period`
    pub(super) fn per_period(
        &mut self,
        span: Span,
        event: &Name,
        at_most: bool,
        count: &Spanned<u64>,
    ) -> Option<Requirement> {
        let id = self.event(event);
        let op = if at_most { Comparison::AtMost } else { Comparison::AtLeast };
        let bound = Bound { op, value: Value::Count(i64::try_from(count.value).unwrap_or(i64::MAX)), decimals: 0 };
        let words = format!("{} {}", words::extent(at_most), count.value);
        self.bound_decides(&bound, true, false, &words, count.span);
        let value = Formula { unit: Unit::Count, span, kind: FormulaKind::Events(id?) };
        let text = format!("count of {}", words::name(&event.value));
        Some(obligation(span, text, Subject::Formula { value, component: None }, bound))
    }

    /// All notes on the signed text.
    pub(super) fn defects(&mut self) {
        for part in &self.items.defects {
            let ast::Defect { number, text } = part.item;
            let defect = Defect { number: number.value.clone(), text: text.value.clone(), span: number.span };
            self.facts.defects.push(defect);
        }
    }
}

fn obligation(span: Span, text: String, subject: Subject, bound: Bound) -> Requirement {
    let (group, plan, label, clause) = (Vec::new(), None, None, None);
    Requirement { group, plan, label, clause, span, text, subject, bound: Some(bound), agreed: true }
}
