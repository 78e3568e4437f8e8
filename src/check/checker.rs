use std::collections::BTreeSet;

use super::Checked;
use super::conventions::DEFAULTS;
use super::typed::{
    Amount, Applies, ByPlan, Clock, Column, ColumnKind, Compensation, Component, Conventions, Declared, Defect, Ensure,
    Entitlements, Escalation, Event, Group, Header, Holidays, IntervalTable, Judgement, Level, Measure, Metric,
    MetricId, Norm, Objective, Plan, PlanId, Prose, Right, Slices, Status, Test, TicketKind, TicketKindId, Unit,
    Window, WindowExpr, WindowId, Zone,
};
use crate::diagnostic::{Diagnostics, Problem, Suggestion};
use crate::resolve::{Items, Names};
use crate::source::Span;
use crate::syntax::ast::{Head, PeriodKind, Text};

/// The state of one run of `check`. Each file of this room adds what it knows as methods.
pub(super) struct Checker<'a, 'o> {
    /// What is checked.
    pub items: &'a Items<'a>,
    /// What names stand for.
    pub names: Names,
    /// What was found.
    pub out: &'o mut Diagnostics,
    /// What was said where.
    pub told: BTreeSet<(Span, String)>,
    /// The plan that is spoken of: in a row about one, and where something is worked out for each of them.
    pub plan: Option<PlanId>,
    /// What is known so far.
    pub facts: Facts,
}

/// What is known so far: whole items where everything about them is right, and as much as other items need to know of
/// the rest. Every vector of [`Facts`] is indexed by the id of its kind; `None` is poisoned.
pub(super) struct Facts {
    pub header: Option<Header>,
    pub zone: Option<Zone>,
    pub period: Option<PeriodKind>,
    pub conventions: Conventions,
    pub priorities: Vec<Level>,
    /// Where priorities are first spoken of although none are declared.
    pub priorities_wanted: Option<Span>,
    /// A matrix, or rules, name a ticket kind that nothing declares: any kind may be meant.
    pub stray_derivation: bool,
    pub tickets: Vec<TicketFacts>,
    /// Names of columns whose type the parser has refused.
    pub unclear_columns: BTreeSet<Span>,
    /// Tickets of the test at hand that it gives, but not rightly.
    pub unclear_tickets: BTreeSet<String>,
    /// Identifiers of outages and maintenance of the test at hand, right or not.
    pub given_ids: BTreeSet<String>,
    /// It may give any ticket: a row has no number, or is lost.
    pub any_ticket: bool,
    pub outage_columns: Vec<Column>,
    pub maintenance_columns: Vec<Column>,
    pub ticket_kinds: Vec<Option<TicketKind>>,
    pub plans: Vec<Plan>,
    /// By ticket kind, where the contract says `applies to`; `None` is poisoned.
    pub applies: Option<Option<Applies>>,
    pub objectives: Vec<Objective>,
    pub entitlements: Vec<Option<Entitlements>>,
    pub components: Vec<Component>,
    pub groups: Vec<Option<Group>>,
    pub holidays: Vec<Option<Holidays>>,
    pub windows: Vec<Option<Window>>,
    /// For each `window` item that is by plan, the windows that it makes, by plan; empty for any other.
    pub by_plan: Vec<Vec<WindowId>>,
    /// Whether each window opens every day, as far as its lines tell.
    pub every_day: Vec<Option<bool>>,
    pub ensures: Vec<Option<Ensure>>,
    pub clock_facts: Vec<ClockFacts>,
    pub clocks: Vec<Option<Clock>>,
    pub measure_facts: Vec<MeasureFacts>,
    pub measures: Vec<Option<Measure>>,
    pub norms: Vec<Option<Norm>>,
    pub events: Vec<Event>,
    pub amounts: Vec<Amount>,
    pub judgements: Vec<Judgement>,
    pub metrics: Vec<Option<Metric>>,
    pub slices: Vec<Option<Slices>>,
    pub compensations: Vec<Option<Compensation>>,
    pub rights: Vec<Option<Right>>,
    pub statuses: Vec<Option<Status>>,
    pub escalations: Vec<Option<Escalation>>,
    pub prose: Vec<Prose>,
    pub defects: Vec<Defect>,
    pub tests: Vec<Option<Test>>,
}

/// What is known of a ticket kind before its matrix is.
pub(super) struct TicketFacts {
    /// `ticket `incident``, for messages.
    pub title: String,
    pub columns: Vec<Column>,
    pub reasons: Vec<Level>,
}

/// What is known of a clock even where its endpoints are wrong.
#[derive(Clone, Default)]
pub(super) struct ClockFacts {
    pub ticket: Option<TicketKindId>,
    pub counting: Option<ByPlan<WindowExpr>>,
}

/// What is known of a measure before its steps are.
#[derive(Clone, Copy)]
pub(super) struct MeasureFacts {
    pub of_component: bool,
    pub unit: Option<Unit>,
    /// Its value is a share of a whole by construction: never above 100 %.
    pub share: bool,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            header: None,
            zone: None,
            period: None,
            conventions: DEFAULTS,
            priorities: Vec::new(),
            priorities_wanted: None,
            stray_derivation: false,
            tickets: Vec::new(),
            unclear_columns: BTreeSet::new(),
            unclear_tickets: BTreeSet::new(),
            given_ids: BTreeSet::new(),
            any_ticket: false,
            outage_columns: Vec::new(),
            maintenance_columns: Vec::new(),
            ticket_kinds: Vec::new(),
            plans: Vec::new(),
            applies: None,
            objectives: Vec::new(),
            entitlements: Vec::new(),
            components: Vec::new(),
            groups: Vec::new(),
            holidays: Vec::new(),
            windows: Vec::new(),
            by_plan: Vec::new(),
            every_day: Vec::new(),
            ensures: Vec::new(),
            clock_facts: Vec::new(),
            clocks: Vec::new(),
            measure_facts: Vec::new(),
            measures: Vec::new(),
            norms: Vec::new(),
            events: Vec::new(),
            amounts: Vec::new(),
            judgements: Vec::new(),
            metrics: Vec::new(),
            slices: Vec::new(),
            compensations: Vec::new(),
            rights: Vec::new(),
            statuses: Vec::new(),
            escalations: Vec::new(),
            prose: Vec::new(),
            defects: Vec::new(),
            tests: Vec::new(),
        }
    }
}

impl Facts {
    /// The columns of an interval table beyond the built-in ones.
    pub fn interval_columns(&self, table: IntervalTable) -> &[Column] {
        match table {
            IntervalTable::Outages => &self.outage_columns,
            IntervalTable::Maintenance => &self.maintenance_columns,
        }
    }

    /// What is known of a metric; `None` is poisoned.
    pub fn metric(&self, id: MetricId) -> Option<&Metric> {
        self.metrics.get(id.index())?.as_ref()
    }

    /// The contract, when nothing of it is poisoned.
    pub fn into_checked(self) -> Option<Checked> {
        fn all<T>(items: Vec<Option<T>>) -> Option<Vec<T>> {
            items.into_iter().collect()
        }
        Some(Checked {
            header: self.header?,
            conventions: self.conventions,
            holidays: all(self.holidays)?,
            windows: all(self.windows)?,
            ensures: all(self.ensures)?,
            priorities: self.priorities,
            tickets: all(self.ticket_kinds)?,
            outage_columns: self.outage_columns,
            maintenance_columns: self.maintenance_columns,
            clocks: all(self.clocks)?,
            plans: self.plans,
            applies: match self.applies {
                Some(applies) => Some(applies?),
                None => None,
            },
            objectives: self.objectives,
            entitlements: all(self.entitlements)?,
            components: self.components,
            groups: all(self.groups)?,
            measures: all(self.measures)?,
            norms: all(self.norms)?,
            events: self.events,
            amounts: self.amounts,
            judgements: self.judgements,
            metrics: all(self.metrics)?,
            slices: all(self.slices)?,
            compensations: all(self.compensations)?,
            rights: all(self.rights)?,
            statuses: all(self.statuses)?,
            escalations: all(self.escalations)?,
            prose: self.prose,
            defects: self.defects,
            tests: all(self.tests)?,
        })
    }
}

impl Checker<'_, '_> {
    /// Reports a problem at `span`, unless the parser has reported something there: then nobody knows what was meant.
    pub fn report(&mut self, span: Span, problem: impl Problem) {
        self.report_with(span, problem, None);
    }

    /// The same, with what to write instead.
    pub fn report_with(&mut self, span: Span, problem: impl Problem, suggestion: Option<Suggestion>) {
        // A row for several values says the same of each of them.
        if !self.is_slip(span) && self.told.insert((span, problem.to_string())) {
            self.out.push_with(span, problem, suggestion);
        }
    }

    /// Whether the parser has reported something within `span`: what stands there is poisoned.
    pub fn is_slip(&self, span: Span) -> bool {
        self.names.lost().touches(span)
    }
}

/// Name, label, clause and place of a head.
pub(super) fn declared(head: &Head) -> Declared {
    Declared {
        name: head.name.value.clone(),
        label: text(head.label.as_ref()),
        clause: text(head.clause.as_ref()),
        span: head.name.span,
    }
}

/// The words of an optional text.
pub(super) fn text(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.value.clone())
}

/// The values of an enumeration column.
pub(super) fn values(column: &Column) -> Option<&[Level]> {
    match &column.kind {
        ColumnKind::Enumeration(levels) => Some(levels),
        ColumnKind::YesNo
        | ColumnKind::Percent
        | ColumnKind::Number
        | ColumnKind::Text
        | ColumnKind::Duration
        | ColumnKind::Instant => None,
    }
}
