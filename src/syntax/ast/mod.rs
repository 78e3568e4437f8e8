//! The contract as written: every part that a message may underline carries its place. Nothing is resolved here,
//! and no literal has lost its spelling where the spelling shows (`85.0%` keeps its decimal).

mod calendar;
mod compensation;
mod evidence;
mod expression;
mod files;
mod item;
mod norm;
mod rules;
mod slices;
mod test;
mod ticket;

pub use calendar::{
    DateRange, DaySelector, DaySpan, Ensure, HolidayLine, Holidays, MonthDay, MonthlyDay, MonthlyUntil, Nth, Window,
    WindowBody, WindowLine,
};
pub use compensation::{
    CapPer, Compensation, CompensationLine, Condition, ConditionKind, Edge, Money, Opens, Over, Pay, Right, Status,
    StatusRow, StatusWhen, StepFrom, Then, Tier, Worth,
};
pub use evidence::Metric;
pub use expression::{
    Aggregate, BinaryOp, BudgetSpan, CompareOp, Expr, ExprKind, Literal, LocalInstant, Measure, Number, Percent, Step,
};
pub use files::{Above, Allow, Amends, Change, Removal, Use};
pub use item::{Contract, Convention, Conventions, File, Head, HeaderField, Item, Lost, Name, PeriodKind, Prose, Text};
pub use norm::{
    By, ByBody, ByRow, CalendarUnit, Cell, Frequency, Head2, Lasting, Limit, Norm, NormClause, Requirement,
    RequirementKind, Rows, Stretch, TimeBound, WeightTotal,
};
pub use rules::{Defect, Escalation, EscalationStep, RuleLine, Rules};
pub use slices::{SliceFate, SliceFigure, SliceTest, Slices, SlicesClause, SlicesShare};
pub use test::{Expectation, Given, GivenField, Test, TestLine};
pub use ticket::{
    Applies, Cadence, Clock, Column, ColumnKind, Component, Endpoint, Entitled, EntitlementRow, Entitlements, Grid,
    GridRow, Group, Level, Matrix, Objective, Pick, Plan, Priorities, Table, Ticket,
};
