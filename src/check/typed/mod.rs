//! The contract resolved and typed: ids instead of names, units decided, every table complete. Plain data, made by
//! `check`, frozen by `model`, read by all rooms after it (through `crate::model`).

mod calendar;
mod compensation;
mod contract;
mod declarations;
mod formula;
mod held;
mod id;
mod locale;
mod nature;
mod norm;
mod plan;
mod rules;
mod samples;
mod table;
mod test;
mod worlds;

pub use crate::quantity::Zone;
pub use crate::syntax::ast::SliceFate;
pub use crate::syntax::ast::{
    BudgetSpan, CalendarUnit, DaySpan, LocalInstant, MonthDay, MonthlyDay, Nth, PeriodKind, Pick,
};
pub use calendar::{Days, Ensure, Holidays, LineSpan, PublicHolidays, RegularLine, Window, WindowBody, WindowExpr};
pub use compensation::{
    Cap, CapPer, Claim, Combine, Compensation, Condition, Edge, Fee, Further, Most, Opening, Over, Pay, PayRule, Right,
    Side, Status, StatusRow, StatusWhen, Tier, Worth,
};
pub use contract::{Conventions, CountedBy, Declared, Empty, Header, PriorityAt, Prose, Reopened};
pub use declarations::{Amount, Event, Judgement, Metric, MetricUnit};
pub use formula::{
    Extreme, Formula, FormulaKind, GroupAggregate, Measure, MeasureSubject, Past, Predicate, RowAggregate, RowOwner,
    RowRule, RowSet, SetExpr, Statistic, Step, StepValue, TicketFigure, TicketFormula, Unit, Value, Weight,
};
pub use held::{Asked, Held, Universe};
pub use id::{
    AmountId, ClockId, ColumnId, CompensationId, ComponentId, EventId, GroupId, HolidaysId, JudgementId, MeasureId,
    MetricId, NormId, PlanId, PriorityId, ReasonId, SlicesId, StepId, TicketKindId, ValueId, WindowId,
};
pub use locale::Locale;
pub use nature::{Picture, Pictured, ShareOfTime};
pub use norm::{Bound, Cadence, Comparison, GroupValue, Limit, Norm, Obliged, Per, Requirement, Subject, Timed};
pub use plan::{Applies, ByPlan, Entitled, Entitlement, Entitlements, Objective, Plan};
pub use rules::{Defect, Escalation, EscalationStep, PriorityCap, PriorityCase, PriorityRules};
pub use samples::{
    Needs, SampleField, SampleFigure, SampleFormula, SampleStatistic, SliceFigure, SliceFormula, SliceSide, SliceTest,
    Slices,
};
pub use table::{
    AnyColumn, Clock, Column, ColumnKind, Component, Derivation, Endpoint, Group, IntervalTable, Level, Life, Matrix,
    Moment, PrioritySource, TicketKind,
};
pub use test::{
    Expectation, ExpectationKind, ExpectedRight, ExpectedVerdict, GivenAmount, GivenCell, GivenChange, GivenChangeKind,
    GivenEvent, GivenInterval, GivenJudgement, GivenReading, GivenSample, GivenSpan, GivenTicket, GivenUpdate,
    GivenWait, GivenWhen, Test,
};
pub use worlds::{Answers, Found, Worlds};
