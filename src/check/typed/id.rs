//! Indices into the model.

/// Declares an index newtype into one of the model's vectors.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// As an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A `holidays` list.
    HolidaysId;
    /// A `window`.
    WindowId;
    /// A priority; 0 is the most urgent.
    PriorityId;
    /// A ticket kind.
    TicketKindId;
    /// A clock.
    ClockId;
    /// A component.
    ComponentId;
    /// A group of components.
    GroupId;
    /// A plan.
    PlanId;
    /// A measure.
    MeasureId;
    /// A norm or kpi.
    NormId;
    /// A column of one table, in order of declaration.
    ColumnId;
    /// A value of one enumeration, in order of declaration.
    ValueId;
    /// A reason for waiting of one ticket kind, in order of declaration.
    ReasonId;
    /// A step of one measure.
    StepId;
    /// An event.
    EventId;
    /// An amount of money per period.
    AmountId;
    /// A question that people answer.
    JudgementId;
    /// A metric.
    MetricId;
    /// Slices.
    SlicesId;
    /// A compensation.
    CompensationId;
}
