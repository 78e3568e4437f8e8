//! Norms and kpis: their clauses, and which tickets they are about.

use super::checker::{Checker, declared};
use super::error::NormError;
use super::predicates::Table;
use super::typed::{
    Bound, ClockId, ComponentId, CountedBy, Empty, GroupId, GroupValue, Norm, Objective, PlanId, Predicate,
    Requirement, Subject, TicketKindId,
};
use super::words;
use crate::resolve::{Kind, Part};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, ByBody, Expr, Name, NormClause, PeriodKind, RequirementKind, Text, TimeBound};

/// What every requirement of a norm shares.
pub(super) struct Frame {
    /// A kpi is measured and never judged.
    pub kpi: bool,
    /// A cadence owes updates, and limits no time.
    pub cadence: bool,
    /// The clock: `None` where the norm has none. Once that has been held against it, a poisoned one.
    pub clock: Option<NormClock>,
    /// Which tickets; `None` is poisoned.
    pub filter: Option<Predicate>,
    /// Which samples, in a norm about slices that has no clock.
    pub samples: Option<Expr>,
    /// `share of incident where …`, for the words of limits on time.
    pub population: String,
    /// The next free level.
    pub level: usize,
    /// Requirements found so far; `None` is poisoned.
    pub requirements: Vec<Option<Requirement>>,
}

/// The clock of a norm.
#[derive(Debug, Clone)]
pub(super) struct NormClock {
    /// `None` is poisoned.
    pub id: Option<ClockId>,
    pub ticket: Option<TicketKindId>,
    pub name: String,
}

impl NormClock {
    /// A clock that cannot be known.
    pub fn poisoned() -> Self {
        Self { id: None, ticket: None, name: String::new() }
    }
}

/// The row of a `by` that a requirement stands in.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub group: Vec<GroupValue>,
    pub label: Option<String>,
    pub clause: Option<String>,
    /// The component of the row.
    pub component: Option<ComponentId>,
    /// The plan of the row.
    pub plan: Option<PlanId>,
    /// The group whose members count as one.
    pub together: Option<GroupId>,
    /// The group of which the evidence tells the members: the requirement is about each of them.
    pub each: Option<GroupId>,
    /// Whether the row is about a component, known or not.
    pub bound: bool,
    /// The attributes of the row as a condition on tickets.
    pub filter: Predicate,
    /// The attribute of tickets that the rows go by, and the `by`.
    pub by: Option<(String, Span)>,
}

impl Row {
    /// A requirement of this row.
    pub fn requirement(&self, span: Span, text: String, subject: Subject, bound: Option<Bound>) -> Requirement {
        Requirement {
            group: self.group.clone(),
            plan: self.plan,
            label: self.label.clone(),
            clause: self.clause.clone(),
            span,
            text,
            subject,
            bound,
            agreed: true,
        }
    }
}

impl Row {
    /// A requirement on a line of its own.
    pub fn none() -> Self {
        Self {
            group: Vec::new(),
            label: None,
            clause: None,
            component: None,
            plan: None,
            together: None,
            each: None,
            bound: false,
            filter: Predicate::True,
            by: None,
        }
    }
}

/// Clauses that may stand once.
#[derive(Default)]
struct Clauses<'a> {
    clock: Option<&'a Name>,
    filter: Option<&'a Expr>,
    empty: Option<&'a Name>,
    counted_by: Option<&'a Name>,
    every: Option<&'a Spanned<PeriodKind>>,
    stale: Option<&'a Spanned<TimeBound>>,
    source: Option<&'a Text>,
}

fn objective(item: &ast::Objective) -> Objective {
    let clause = item.clause.as_ref().map(|clause| clause.value.clone());
    Objective { name: item.name.value.clone(), clause, span: item.name.span }
}

impl<'a> Checker<'a, '_> {
    /// All norms and kpis, then all cadences.
    pub(super) fn norms(&mut self) {
        for part in &self.items.norms {
            let norm = self.norm(*part, None);
            self.facts.norms.push(norm);
        }
        for (index, part) in self.items.cadences.iter().enumerate() {
            let item = &part.item.norm;
            let clock = self.clock_of_cadence(index, part.item);
            let norm = self.norm(Part { item, damaged: part.damaged }, Some(clock));
            self.facts.norms.push(norm);
        }
        self.facts.objectives = self.items.objectives.iter().map(|part| objective(part.item)).collect();
    }

    /// The clock that the lines of a cadence make.
    fn clock_of_cadence(&self, index: usize, item: &ast::Cadence) -> NormClock {
        let place = self.items.clocks.len() + index;
        let id = u32::try_from(place).ok().map(ClockId);
        let ticket = self.facts.clock_facts.get(place).and_then(|facts| facts.ticket);
        NormClock { id, ticket, name: item.norm.head.name.value.clone() }
    }

    /// A norm or kpi; or a cadence, with the clock that it makes.
    fn norm(&mut self, part: Part<'a, ast::Norm>, cadence: Option<NormClock>) -> Option<Norm> {
        let item = part.item;
        let mut clauses = Clauses::default();
        for clause in &item.clauses {
            match clause {
                NormClause::Clock(name) => self.once(&mut clauses.clock, name, "clock", |name| name.span),
                NormClause::Where(expr) => self.once(&mut clauses.filter, expr, "where", |expr| expr.span),
                NormClause::Empty(value) => self.once(&mut clauses.empty, value, "empty", |value| value.span),
                NormClause::CountedBy(value) => {
                    self.once(&mut clauses.counted_by, value, "counted by", |value| value.span);
                }
                NormClause::Every(every) => self.once(&mut clauses.every, every, "every", |every| every.span),
                NormClause::Stale(stale) => self.once(&mut clauses.stale, stale, "stale after", |stale| stale.span),
                NormClause::Source(text) => self.once(&mut clauses.source, text, "source", |text| text.span),
                NormClause::By(_) | NormClause::Requirement(_) => {}
            }
        }
        let empty = clauses.empty.map_or(Some(self.facts.conventions.empty), |value| self.empty(value));
        let counted_by =
            clauses.counted_by.map_or(Some(self.facts.conventions.counted_by), |value| self.counted_by(value));
        let mut frame = self.frame(part, &clauses, cadence);
        let mut stands = false;
        for clause in &item.clauses {
            match clause {
                NormClause::By(by) => {
                    stands = true;
                    self.by(&mut frame, by, part.damaged);
                }
                NormClause::Requirement(requirement) => {
                    stands = true;
                    self.requirement(&mut frame, &Row::none(), requirement);
                    frame.level += 1;
                }
                NormClause::Clock(_)
                | NormClause::Where(_)
                | NormClause::Empty(_)
                | NormClause::Source(_)
                | NormClause::CountedBy(_)
                | NormClause::Every(_)
                | NormClause::Stale(_) => {}
            }
        }
        if !stands && !part.damaged {
            self.no_requirement(item);
            return None;
        }
        if !frame.requirements.is_empty()
            && frame.requirements.iter().flatten().all(|requirement| requirement.subject == Subject::NoNorm)
            && frame.requirements.iter().all(Option::is_some)
            && !part.damaged
        {
            self.no_requirement(item);
            return None;
        }
        self.clauses_decide(&clauses, &frame.requirements, part.damaged);
        self.follows(&frame.requirements);
        let every = clauses.every.map_or(Some(None), |every| self.own_period(every).map(Some));
        if let Some(stale) = clauses.stale {
            self.stale_after(stale, &mut frame.requirements, part.damaged)?;
        }
        let source = clauses.source.map(|source| source.value.clone());
        self.frozen(item, empty, counted_by, every?, frame.requirements).map(|norm| Norm { source, ..norm })
    }

    /// Reports a clock that no requirement reads, and requirements that the `where` of the norm does not reach.
    fn clauses_decide(&mut self, clauses: &Clauses<'a>, requirements: &[Option<Requirement>], damaged: bool) {
        let timed = |requirement: &Requirement| {
            matches!(requirement.subject, Subject::Timed(_) | Subject::Cadence(_) | Subject::NotAgreed)
        };
        let Some(clock) = clauses.clock else {
            self.samples_picked(clauses.filter, requirements);
            return;
        };
        // A poisoned requirement may be one that reads it.
        let read = damaged || requirements.iter().any(|requirement| requirement.as_ref().is_none_or(timed));
        if !read {
            let problem = NormError::ClockNotRead { name: clock.value.clone(), span: clock.span };
            self.report(clock.span, problem);
            return;
        }
        let Some(filter) = clauses.filter else { return };
        let others = requirements.iter().flatten();
        let others = others.filter(|requirement| !timed(requirement) && requirement.subject != Subject::NoNorm);
        for requirement in others {
            let span = requirement.span;
            self.report(span, NormError::WhereNotApplied { span, filter: filter.span });
        }
    }

    fn frozen(
        &self,
        item: &ast::Norm,
        empty: Option<Empty>,
        counted_by: Option<CountedBy>,
        every: Option<PeriodKind>,
        requirements: Vec<Option<Requirement>>,
    ) -> Option<Norm> {
        Some(Norm {
            declared: declared(&item.head),
            kpi: item.kpi,
            aim: item.aim,
            objective: item.objective.as_ref().map(|objective| objective.value.clone()),
            source: None,
            empty: empty?,
            counted_by: counted_by?,
            every,
            requirements: requirements.into_iter().collect::<Option<_>>()?,
        })
    }

    fn no_requirement(&mut self, item: &ast::Norm) {
        let name = &item.head.name;
        let (what, lacks, help) = if item.kpi {
            ("kpi", "measures nothing", "add what it measures, such as `mean resolution of incident`")
        } else {
            ("norm", "requires nothing", "add a requirement, such as `90% within 4h` or `availability >= 99.5%`")
        };
        let problem = NormError::NoRequirement { what, name: name.value.clone(), lacks, span: name.span, help };
        self.report(name.span, problem);
    }

    fn frame(&mut self, part: Part<'a, ast::Norm>, clauses: &Clauses<'a>, made: Option<NormClock>) -> Frame {
        let cadence = made.is_some();
        let clock = clauses.clock.map(|name| {
            let id = self.names.look_up(&[Kind::Clock], name, self.out).map(|symbol| ClockId(symbol.index));
            let ticket = id.and_then(|id| self.facts.clock_facts.get(id.index())).and_then(|facts| facts.ticket);
            NormClock { id, ticket, name: name.value.clone() }
        });
        let clock = clock.or(made);
        // A clause that was lost may be the clock.
        let clock = clock.or_else(|| part.damaged.then(NormClock::poisoned));
        let samples = clauses.filter.filter(|_| clock.is_none() && about_slices(part.item)).cloned();
        let filter = match (clauses.filter, &clock) {
            (None, _) => Some(Predicate::True),
            (Some(_), None) if samples.is_some() => Some(Predicate::True),
            (Some(expr), Some(clock)) => clock.ticket.and_then(|kind| self.predicate(Table::Ticket(kind), expr)),
            (Some(expr), None) => {
                self.report(expr.span, NormError::WhereWithoutClock { span: expr.span });
                None
            }
        };
        let kind = clock.as_ref().and_then(|clock| self.items.tickets.get(clock.ticket?.index()));
        let kind = kind.map_or_else(String::new, |kind| words::name(&kind.item.head.name.value));
        let filtered = clauses.filter.map_or_else(String::new, |expr| format!(" where {}", words::condition(expr)));
        Frame {
            kpi: part.item.kpi,
            cadence,
            filter: self.in_scope(&clock, filter),
            clock,
            samples,
            population: format!("share of {kind}{filtered}"),
            level: 0,
            requirements: Vec::new(),
        }
    }
}

/// Whether a line of the norm is about slices.
fn about_slices(norm: &ast::Norm) -> bool {
    let slices = |requirement: &ast::Requirement| matches!(requirement.value, RequirementKind::Slices(_));
    norm.clauses.iter().any(|clause| match clause {
        NormClause::Requirement(requirement) => slices(requirement),
        NormClause::By(by) => match &by.body {
            ByBody::Rows(rows) => rows.iter().filter_map(|row| row.requirement.as_ref()).any(slices),
            ByBody::Table { .. } => false,
        },
        NormClause::Clock(_)
        | NormClause::Where(_)
        | NormClause::Empty(_)
        | NormClause::Source(_)
        | NormClause::CountedBy(_)
        | NormClause::Every(_)
        | NormClause::Stale(_) => false,
    })
}
