//! The contract, resolved, typed and frozen: what every room below reads.

mod from_checked;
mod members;

pub use crate::assemble::{Amendment, HeaderChange, ItemChange};
pub use crate::check::typed::*;
pub use from_checked::from_checked;
pub use members::Member;

/// A whole contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// What it changes of another contract, for an amendment.
    pub amendment: Option<Amendment>,
    /// Who, when, where.
    pub header: Header,
    /// What the contract leaves open.
    pub conventions: Conventions,
    /// Indexed by [`HolidaysId`].
    pub holidays: Vec<Holidays>,
    /// Indexed by [`WindowId`]; algebra refers to any other, never in a cycle.
    pub windows: Vec<Window>,
    /// Promises about windows.
    pub ensures: Vec<Ensure>,
    /// Indexed by [`PriorityId`], most urgent first.
    pub priorities: Vec<Level>,
    /// Indexed by [`TicketKindId`].
    pub tickets: Vec<TicketKind>,
    /// Columns of the table `outages` beyond the built-in ones.
    pub outage_columns: Vec<Column>,
    /// Columns of the table `maintenance` beyond the built-in ones.
    pub maintenance_columns: Vec<Column>,
    /// Indexed by [`ClockId`].
    pub clocks: Vec<Clock>,
    /// Indexed by [`PlanId`].
    pub plans: Vec<Plan>,
    /// Which tickets it is about; `None`: all of them.
    pub applies: Option<Applies>,
    /// Objectives, in source order.
    pub objectives: Vec<Objective>,
    /// Tables of entitlements, in source order.
    pub entitlements: Vec<Entitlements>,
    /// Indexed by [`ComponentId`].
    pub components: Vec<Component>,
    /// Indexed by [`GroupId`].
    pub groups: Vec<Group>,
    /// Indexed by [`MeasureId`].
    pub measures: Vec<Measure>,
    /// Indexed by [`NormId`].
    pub norms: Vec<Norm>,
    /// Indexed by [`EventId`].
    pub events: Vec<Event>,
    /// Indexed by [`AmountId`].
    pub amounts: Vec<Amount>,
    /// Indexed by [`JudgementId`].
    pub judgements: Vec<Judgement>,
    /// Indexed by [`MetricId`].
    pub metrics: Vec<Metric>,
    /// Indexed by [`SlicesId`].
    pub slices: Vec<Slices>,
    /// Indexed by [`CompensationId`].
    pub compensations: Vec<Compensation>,
    /// Consequences that are not money, in source order.
    pub rights: Vec<Right>,
    /// Status lights, in source order.
    pub statuses: Vec<Status>,
    /// Ladders of escalation, in source order.
    pub escalations: Vec<Escalation>,
    /// Prose, in source order.
    pub prose: Vec<Prose>,
    /// Notes on the signed text, in source order.
    pub defects: Vec<Defect>,
    /// Worked examples, in source order.
    pub tests: Vec<Test>,
}

/// Declares look-ups by id. An id is made together with what it names and never travels between models, so a look-up
/// that fails is a defect of this program.
macro_rules! look_ups {
    ($($name:ident: $id:ty => $field:ident as $what:ty;)*) => {
        impl Model {$(
            #[doc = concat!("What the id stands for in `", stringify!($field), "`.")]
            pub fn $name(&self, id: $id) -> &$what {
                self.$field.get(id.index()).expect("an id of this model")
            }
        )*}
    };
}

look_ups! {
    holiday_list: HolidaysId => holidays as Holidays;
    window: WindowId => windows as Window;
    priority: PriorityId => priorities as Level;
    ticket_kind: TicketKindId => tickets as TicketKind;
    clock: ClockId => clocks as Clock;
    plan: PlanId => plans as Plan;
    component: ComponentId => components as Component;
    group: GroupId => groups as Group;
    measure: MeasureId => measures as Measure;
    norm: NormId => norms as Norm;
    event: EventId => events as Event;
    amount: AmountId => amounts as Amount;
    judgement: JudgementId => judgements as Judgement;
    metric: MetricId => metrics as Metric;
    slices_of: SlicesId => slices as Slices;
    compensation: CompensationId => compensations as Compensation;
}

impl Model {
    /// A contract of which nothing but this is known.
    pub fn of(header: Header, conventions: Conventions) -> Self {
        Self {
            amendment: None,
            header,
            conventions,
            holidays: Vec::new(),
            windows: Vec::new(),
            ensures: Vec::new(),
            priorities: Vec::new(),
            tickets: Vec::new(),
            outage_columns: Vec::new(),
            maintenance_columns: Vec::new(),
            clocks: Vec::new(),
            plans: Vec::new(),
            applies: None,
            objectives: Vec::new(),
            entitlements: Vec::new(),
            components: Vec::new(),
            groups: Vec::new(),
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

    /// What conditions on tickets of a kind can ask for.
    pub fn universe(&self, kind: TicketKindId) -> Universe<'_> {
        Universe {
            columns: &self.ticket_kind(kind).columns,
            priorities: &self.priorities,
            plans: &self.plans,
            components: &self.components,
        }
    }

    /// The columns of an interval table beyond the built-in ones.
    pub fn interval_columns(&self, table: IntervalTable) -> &[Column] {
        match table {
            IntervalTable::Outages => &self.outage_columns,
            IntervalTable::Maintenance => &self.maintenance_columns,
        }
    }
}
