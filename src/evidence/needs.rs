//! Which columns the contract judges by. One that is missing from a file without a word about it would turn verdicts:
//! without `resolved`, every ticket would count as open.

use crate::model::{
    AnyColumn, ClockId, ColumnId, CountedBy, Derivation, Formula, FormulaKind, IntervalTable, Model, Moment, Predicate,
    PrioritySource, RowRule, RowSet, SetExpr, StepValue, Subject, TicketFigure, TicketFormula, TicketKindId, Weight,
};

/// Which columns the contract judges by.
#[derive(Debug, Default)]
pub(super) struct Needs {
    tickets: Vec<(TicketKindId, AnyColumn)>,
    intervals: Vec<(IntervalTable, ColumnId)>,
    announced: bool,
    ids: Vec<IntervalTable>,
    rows: Vec<IntervalTable>,
}

impl Needs {
    pub(super) fn of(model: &Model) -> Self {
        let mut needs = Self::default();
        for (kind, ticket) in (0..).map(TicketKindId).zip(&model.tickets) {
            match &ticket.priority {
                PrioritySource::Recorded => {}
                PrioritySource::Derived(derivation) | PrioritySource::Checked(derivation) => {
                    needs.derivation(kind, derivation);
                }
            }
        }
        if let Some(applies) = &model.applies {
            for (kind, filter) in (0..).map(TicketKindId).zip(&applies.filters) {
                needs.predicate(kind, filter);
            }
        }
        for clock in &model.clocks {
            for moment in clock.from.moments.iter().chain(&clock.to.moments) {
                needs.ticket(clock.ticket, AnyColumn::Moment(*moment));
            }
        }
        for measure in &model.measures {
            for step in &measure.steps {
                match &step.value {
                    StepValue::Set(set) => needs.set(set),
                    StepValue::Formula(formula) => needs.formula(model, formula),
                }
            }
        }
        for norm in &model.norms {
            for requirement in &norm.requirements {
                match &requirement.subject {
                    Subject::Timed(timed) => {
                        needs.counted(model, timed.clock, norm.counted_by);
                        needs.predicate(model.clock(timed.clock).ticket, &timed.filter);
                    }
                    Subject::Cadence(owed) => needs.predicate(model.clock(owed.clock).ticket, &owed.filter),
                    Subject::Formula { value, .. } | Subject::EachMember(_, value) => needs.formula(model, value),
                    Subject::EachRow { rows, rule } => {
                        needs.rows(rows);
                        needs.announced |= matches!(rule, RowRule::Announced(_));
                    }
                    Subject::Obliged(_) | Subject::NotAgreed | Subject::NoNorm => {}
                }
            }
        }
        for escalation in &model.escalations {
            for step in &escalation.steps {
                needs.predicate(escalation.ticket, &step.when);
            }
        }
        // A priority that follows from other columns is not read.
        let recorded = |kind: TicketKindId| !matches!(model.ticket_kind(kind).priority, PrioritySource::Derived(_));
        needs.tickets.retain(|(kind, column)| *column != AnyColumn::Priority || recorded(*kind));
        needs
    }

    /// Whether the contract judges tickets of this kind by this column.
    pub(super) fn has(&self, kind: TicketKindId, column: AnyColumn) -> bool {
        let same = |moment: AnyColumn| match moment {
            AnyColumn::Moment(Moment::Column(id)) => AnyColumn::Column(id),
            AnyColumn::Column(_) | AnyColumn::Priority | AnyColumn::Component | AnyColumn::Moment(_) => moment,
        };
        self.tickets.iter().any(|(of, needed)| *of == kind && same(*needed) == column)
    }

    /// Whether the contract judges by this column of an interval table.
    pub(super) fn has_of(&self, table: IntervalTable, column: ColumnId) -> bool {
        self.intervals.contains(&(table, column))
    }

    /// Whether the contract judges by when maintenance was announced.
    pub(super) fn has_announced(&self) -> bool {
        self.announced
    }

    /// Whether the contract asks what people judged of rows of an interval table.
    pub(super) fn has_id(&self, table: IntervalTable) -> bool {
        self.ids.contains(&table)
    }

    /// Whether the contract looks at rows of an interval table.
    pub(super) fn has_rows(&self, table: IntervalTable) -> bool {
        self.rows.contains(&table)
    }

    fn ticket(&mut self, kind: TicketKindId, column: AnyColumn) {
        if !self.tickets.contains(&(kind, column)) {
            self.tickets.push((kind, column));
        }
    }

    fn derivation(&mut self, kind: TicketKindId, derivation: &Derivation) {
        match derivation {
            Derivation::Matrix(matrix) => {
                self.ticket(kind, AnyColumn::Column(matrix.rows));
                self.ticket(kind, AnyColumn::Column(matrix.columns));
            }
            Derivation::Rules(rules) => {
                rules.cases.iter().for_each(|case| self.predicate(kind, &case.when));
                rules.caps.iter().for_each(|cap| self.predicate(kind, &cap.when));
            }
        }
    }

    fn counted(&mut self, model: &Model, clock: ClockId, by: CountedBy) {
        let kind = model.clock(clock).ticket;
        match by {
            CountedBy::Settled | CountedBy::Opened => {}
            CountedBy::Resolved => self.ticket(kind, AnyColumn::Moment(Moment::Resolved)),
            CountedBy::Closed => self.ticket(kind, AnyColumn::Moment(Moment::Closed)),
        }
    }

    fn predicate(&mut self, kind: TicketKindId, predicate: &Predicate) {
        match predicate {
            // Every ticket says its plan.
            Predicate::True | Predicate::PlanIn(_) | Predicate::Clock(..) | Predicate::Judged(_) => {}
            Predicate::And(a, b) | Predicate::Or(a, b) => {
                self.predicate(kind, a);
                self.predicate(kind, b);
            }
            Predicate::Not(a) => self.predicate(kind, a),
            Predicate::PriorityIn(_) | Predicate::PriorityCompared(..) => self.ticket(kind, AnyColumn::Priority),
            Predicate::ComponentIn(_) => self.ticket(kind, AnyColumn::Component),
            Predicate::Missing(column) => self.ticket(kind, *column),
            Predicate::Within(moment, _) => self.ticket(kind, AnyColumn::Moment(*moment)),
            Predicate::OneOf(id, _)
            | Predicate::YesNo(id, _)
            | Predicate::Compared(id, ..)
            | Predicate::ElapsedCompared(id, ..)
            | Predicate::TextIs(id, _) => self.ticket(kind, AnyColumn::Column(*id)),
        }
    }

    fn rows(&mut self, rows: &RowSet) {
        self.rows.push(rows.table);
        self.interval_predicate(rows.table, &rows.filter);
        self.announced |= !rows.notices.is_empty();
        match rows.weight.as_deref() {
            None => {}
            Some(Weight::Share(column) | Weight::Of(column, _)) => self.intervals.push((rows.table, *column)),
            Some(Weight::OfColumn(column, total)) => {
                self.intervals.extend([(rows.table, *column), (rows.table, *total)]);
            }
        }
    }

    fn interval_predicate(&mut self, table: IntervalTable, predicate: &Predicate) {
        match predicate {
            Predicate::And(a, b) | Predicate::Or(a, b) => {
                self.interval_predicate(table, a);
                self.interval_predicate(table, b);
            }
            Predicate::Not(a) => self.interval_predicate(table, a),
            Predicate::OneOf(id, _)
            | Predicate::YesNo(id, _)
            | Predicate::Compared(id, ..)
            | Predicate::ElapsedCompared(id, ..)
            | Predicate::TextIs(id, _)
            | Predicate::Missing(AnyColumn::Column(id) | AnyColumn::Moment(Moment::Column(id))) => {
                self.intervals.push((table, *id));
            }
            Predicate::True
            | Predicate::PriorityIn(_)
            | Predicate::PriorityCompared(..)
            | Predicate::ComponentIn(_)
            | Predicate::PlanIn(_)
            | Predicate::Missing(_)
            | Predicate::Within(..)
            | Predicate::Clock(..) => {}
            Predicate::Judged(_) => self.ids.push(table),
        }
    }

    fn set(&mut self, set: &SetExpr) {
        match set {
            SetExpr::Period | SetExpr::Window(_) | SetExpr::Step(_) | SetExpr::Slices(..) => {}
            SetExpr::Rows(rows) => self.rows(rows),
            SetExpr::Union(a, b) | SetExpr::Intersection(a, b) | SetExpr::Difference(a, b) => {
                self.set(a);
                self.set(b);
            }
            SetExpr::Quorum(_, _, of) | SetExpr::First(_, _, of) => self.set(of),
        }
    }

    fn formula(&mut self, model: &Model, formula: &Formula) {
        match &formula.kind {
            FormulaKind::Literal(_)
            | FormulaKind::DaysOfPeriod
            | FormulaKind::Step(_)
            | FormulaKind::Events(_)
            | FormulaKind::Measure(..)
            | FormulaKind::OverGroup(..)
            | FormulaKind::Samples(_)
            | FormulaKind::Slices(_) => {}
            FormulaKind::Length(set) => self.set(set),
            FormulaKind::ShareOfSets(a, b) => {
                self.set(a);
                self.set(b);
            }
            FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) | FormulaKind::Mul(a, b) | FormulaKind::Div(a, b) => {
                self.formula(model, a);
                self.formula(model, b);
            }
            FormulaKind::Rounded(a, _)
            | FormulaKind::Together(_, a)
            | FormulaKind::OverLast(_, a)
            | FormulaKind::OverAny(_, _, a) => self.formula(model, a),
            FormulaKind::Rows(_, rows) => self.rows(rows),
            FormulaKind::Tickets(tickets) => self.tickets(model, tickets),
        }
    }

    fn tickets(&mut self, model: &Model, formula: &TicketFormula) {
        self.predicate(formula.kind, &formula.filter);
        match &formula.figure {
            TicketFigure::Count(moment) => self.ticket(formula.kind, AnyColumn::Moment(*moment)),
            // What the norm needs it asks for itself.
            TicketFigure::Misses(_) => {}
            TicketFigure::CountOpen => self.ticket(formula.kind, AnyColumn::Moment(Moment::Resolved)),
            TicketFigure::Share(good) => self.predicate(formula.kind, good),
            TicketFigure::Clock(clock, _) => {
                for moment in &model.clock(*clock).to.moments {
                    self.ticket(formula.kind, AnyColumn::Moment(*moment));
                }
            }
        }
    }
}
