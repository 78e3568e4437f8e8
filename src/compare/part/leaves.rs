//! What means itself, what means nothing, and what refers.

use chrono::{NaiveDate, Weekday};

use super::{Kind, Part, View};
use crate::model::{
    AmountId, BudgetSpan, CalendarUnit, CapPer, ClockId, ColumnId, Combine, Comparison, CompensationId, ComponentId,
    CountedBy, DaySpan, Empty, Entitled, EventId, ExpectedRight, ExpectedVerdict, Extreme, GroupAggregate, GroupId,
    HolidaysId, IntervalTable, JudgementId, Life, LineSpan, LocalInstant, Locale, MeasureId, MetricId, MetricUnit,
    MonthDay, NormId, Nth, Over, Past, Per, PeriodKind, Pick, PlanId, PriorityAt, PriorityId, ReasonId, Reopened,
    RowAggregate, SampleField, SampleStatistic, Side, SliceFate, SliceFigure, SliceSide, SlicesId, Statistic,
    StatusWhen, StepId, TicketKindId, Unit, Value, WindowId, Worth,
};
use crate::quantity::{Elapsed, Ratio};
use crate::source::{SourceId, Span, Spanned};

/// Values without a reference or a place in them.
macro_rules! values {
    ($($ty:ty),* $(,)?) => {$(
        impl Part for $ty {
            fn part(&self, _: View<'_>) -> Self {
                self.clone()
            }
        }
    )*};
}

values! {
    bool, u32, u64, i64, usize, String, NaiveDate, Weekday, Elapsed, Ratio, Value, Unit, Worth,
    BudgetSpan, CalendarUnit, CapPer, Combine, Comparison, CountedBy, DaySpan, Empty, Entitled, ExpectedRight,
    ExpectedVerdict, Extreme, GroupAggregate, IntervalTable, Life, LineSpan, Locale, LocalInstant, MetricUnit, MonthDay,
    Nth, Over, Past, Per, PeriodKind, Pick, PriorityAt, Reopened, RowAggregate, SampleField, SampleStatistic, Side,
    SliceFate, SliceFigure, SliceSide, Statistic, StatusWhen,
}

/// References to items.
macro_rules! references {
    ($($ty:ident => $kind:ident),* $(,)?) => {$(
        impl Part for $ty {
            fn part(&self, view: View<'_>) -> Self {
                Self(view.node(Kind::$kind, self.0))
            }
        }
    )*};
}

references! {
    PlanId => Plan, PriorityId => Priority, HolidaysId => Holidays, WindowId => Window, ComponentId => Component,
    GroupId => Group, TicketKindId => Ticket, ClockId => Clock, EventId => Event, AmountId => Amount,
    JudgementId => Judgement, MetricId => Metric, SlicesId => Slices, MeasureId => Measure, NormId => Norm,
    CompensationId => Compensation,
}

impl Part for ColumnId {
    fn part(&self, view: View<'_>) -> Self {
        Self(view.column(self.0))
    }
}

impl Part for ReasonId {
    fn part(&self, view: View<'_>) -> Self {
        view.reason(*self)
    }
}

/// Where the steps of a measure stand for their values, this is one that could not: there are too many.
impl Part for StepId {
    fn part(&self, _: View<'_>) -> Self {
        *self
    }
}

/// A place means nothing.
impl Part for Span {
    fn part(&self, _: View<'_>) -> Self {
        Span::new(SourceId(0), 0, 0)
    }
}

impl<T: Part> Part for Spanned<T> {
    fn part(&self, view: View<'_>) -> Self {
        let Self { value, span } = self;
        Self { value: value.part(view), span: span.part(view) }
    }
}

impl<T: Part> Part for Option<T> {
    fn part(&self, view: View<'_>) -> Self {
        self.as_ref().map(|part| part.part(view))
    }
}

impl<T: Part> Part for Vec<T> {
    fn part(&self, view: View<'_>) -> Self {
        self.iter().map(|part| part.part(view)).collect()
    }
}

impl<T: Part> Part for Box<T> {
    fn part(&self, view: View<'_>) -> Self {
        Box::new((**self).part(view))
    }
}

impl<A: Part, B: Part> Part for (A, B) {
    fn part(&self, view: View<'_>) -> Self {
        (self.0.part(view), self.1.part(view))
    }
}

impl<A: Part, B: Part, C: Part> Part for (A, B, C) {
    fn part(&self, view: View<'_>) -> Self {
        (self.0.part(view), self.1.part(view), self.2.part(view))
    }
}
