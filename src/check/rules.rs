//! Rules that give a priority: the first case that holds decides, then the caps.

use super::checker::{Checker, text};
use super::comparisons::negate;
use super::error::RulesError;
use super::predicates::Table;
use super::rows::both;
use super::tables::{Found, Ways};
use super::typed::{
    Answers, AnyColumn, Derivation, Found as Row, Predicate, PriorityCap, PriorityCase, PriorityId, PriorityRules,
    TicketKindId, Universe, Worlds,
};
use crate::resolve::{Kind, Part};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, RuleLine};

impl<'a> Checker<'a, '_> {
    /// Gives each ticket kind its rules, if it has any.
    pub(super) fn rules(&mut self, ways: &mut [Ways]) {
        for part in &self.items.rules {
            let span = part.item.span;
            let Some(symbol) = self.names.look_up(&[Kind::Ticket], &part.item.ticket, self.out) else {
                self.facts.stray_derivation = true;
                continue;
            };
            let rules = self.priority_rules(*part, TicketKindId(symbol.index));
            if let Some(way) = ways.get_mut(symbol.index as usize)
                && way.rules.is_none()
            {
                way.rules = Some(Found { span, derivation: rules.map(Derivation::Rules) });
            }
        }
    }

    fn priority_rules(&mut self, part: Part<'a, ast::Rules>, kind: TicketKindId) -> Option<PriorityRules> {
        let rules = part.item;
        if self.facts.priorities.is_empty() {
            self.no_priorities(rules.span);
        }
        let (mut cases, mut caps) = (Vec::new(), Vec::new());
        let mut last: Option<Span> = None;
        let mut first_cap: Option<Span> = None;
        for line in &rules.lines {
            match line {
                RuleLine::Case { span, priority, when } => {
                    self.reached(*span, last, first_cap.take());
                    let priority = self.priority(priority).map(|id| id.value);
                    let when = self.rule_condition(kind, when.as_ref(), *span, &mut last);
                    cases.push(self.rule_case(*span, priority, when));
                }
                RuleLine::Cap { span, priority: name, when, unless } => {
                    first_cap = Some(*span);
                    let priority = self.priority(name).map(|id| id.value);
                    if priority == Some(PriorityId(0)) {
                        let why = format!("nothing is more urgent than `{}`", name.value);
                        let help = Some("name the most urgent priority that is left to these tickets".to_owned());
                        self.report(*span, RulesError::NeverDecides { why, span: *span, first: None, help });
                    }
                    let when = when.as_ref().map_or(Some(Predicate::True), |when| self.asked(kind, when));
                    let unless = match unless {
                        None => Some(Predicate::True),
                        Some(unless) => self.asked(kind, unless).map(|unless| negate(unless, true)),
                    };
                    caps.push(self.rule_cap(*span, priority, when, unless));
                }
            }
        }
        if last.is_none() && !part.damaged && !rules.lines.is_empty() {
            let least = self.facts.priorities.last().map_or("P4", |level| level.name.as_str()).to_owned();
            let (ticket, witness) = (rules.ticket.value.clone(), self.uncaught(kind, &cases));
            let problem = RulesError::NoOtherwise { ticket, witness, last: least, span: rules.span };
            self.report(rules.span, problem);
        }
        last?;
        Some(PriorityRules {
            clause: text(rules.clause.as_ref()),
            span: rules.span,
            cases: cases.into_iter().collect::<Option<_>>()?,
            caps: caps.into_iter().collect::<Option<_>>()?,
        })
    }

    /// A ticket to which no case applies.
    fn uncaught(&self, kind: TicketKindId, cases: &[Option<PriorityCase>]) -> String {
        let universe = Universe {
            columns: self.facts.tickets.get(kind.index()).map_or(&[], |facts| facts.columns.as_slice()),
            priorities: &self.facts.priorities,
            plans: &self.facts.plans,
            components: &self.facts.components,
        };
        let conditions: Vec<&Predicate> = cases.iter().flatten().map(|case| &case.when).collect();
        let worlds = Worlds::new(universe, &conditions);
        match worlds.find(&vec![Answers::NO; conditions.len()]) {
            Row::Row(row) if cases.iter().all(Option::is_some) => format!(": {}", worlds.words(&row)),
            Row::Row(_) | Row::Nothing | Row::TooMany => String::new(),
        }
    }

    /// Reports a case behind the line that decides for all tickets, or behind a cap.
    fn reached(&mut self, span: Span, last: Option<Span>, first_cap: Option<Span>) {
        let (why, span, first, help) = match (last, first_cap) {
            (Some(last), _) => {
                let why = "the line with `otherwise` decides before this one";
                (why, span, Some(last), "put this line above the `otherwise`")
            }
            (None, Some(cap)) => {
                ("a cap limits what all cases give, and here a case follows", cap, None, "put it below all cases")
            }
            (None, None) => return,
        };
        let (why, help) = (why.to_owned(), Some(help.to_owned()));
        self.report(span, RulesError::NeverDecides { why, span, first, help });
    }

    fn rule_condition(
        &mut self,
        kind: TicketKindId,
        when: Option<&Expr>,
        span: Span,
        last: &mut Option<Span>,
    ) -> Option<Predicate> {
        match when {
            Some(when) => self.asked(kind, when),
            None => {
                last.get_or_insert(span);
                Some(Predicate::True)
            }
        }
    }

    fn rule_case(&self, span: Span, priority: Option<PriorityId>, when: Option<Predicate>) -> Option<PriorityCase> {
        Some(PriorityCase { span, priority: priority?, when: when? })
    }

    fn rule_cap(
        &self,
        span: Span,
        priority: Option<PriorityId>,
        when: Option<Predicate>,
        unless: Option<Predicate>,
    ) -> Option<PriorityCap> {
        Some(PriorityCap { span, priority: priority?, when: both(when?, unless?) })
    }

    /// The condition of a rule, which may ask for anything but the priority.
    fn asked(&mut self, kind: TicketKindId, condition: &Expr) -> Option<Predicate> {
        let predicate = self.predicate(Table::Ticket(kind), condition)?;
        let (what, help) = match stranger(&predicate) {
            None => return Some(predicate),
            Some(Stranger::Priority) => (
                "the priority that it gives",
                "ask for other columns of the ticket; the order of the rules says which of them comes first",
            ),
            Some(Stranger::Judgement) => (
                "what people judge of the ticket later",
                "ask for a column of the ticket, such as one of type `yes/no`",
            ),
        };
        self.report(condition.span, RulesError::CannotAsk { what, span: condition.span, help });
        None
    }
}

/// What a rule may not ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stranger {
    Priority,
    Judgement,
}

fn stranger(predicate: &Predicate) -> Option<Stranger> {
    match predicate {
        Predicate::And(a, b) | Predicate::Or(a, b) => stranger(a).or_else(|| stranger(b)),
        Predicate::Not(inner) => stranger(inner),
        Predicate::PriorityIn(_) | Predicate::PriorityCompared(..) | Predicate::Missing(AnyColumn::Priority) => {
            Some(Stranger::Priority)
        }
        Predicate::Judged(_) => Some(Stranger::Judgement),
        Predicate::True
        | Predicate::OneOf(..)
        | Predicate::ComponentIn(_)
        | Predicate::PlanIn(_)
        | Predicate::YesNo(..)
        | Predicate::Compared(..)
        | Predicate::ElapsedCompared(..)
        | Predicate::TextIs(..)
        | Predicate::Missing(AnyColumn::Column(_) | AnyColumn::Component | AnyColumn::Moment(_))
        | Predicate::Within(..)
        | Predicate::Clock(..) => None,
    }
}
