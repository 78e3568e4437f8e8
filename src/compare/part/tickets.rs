use super::{Part, Table, View, structures, unordered};
use crate::model::{
    Column, ColumnKind, Component, Derivation, Endpoint, Escalation, EscalationStep, Group, Level, Matrix, Metric,
    PriorityCap, PriorityCase, PriorityRules, PrioritySource, TicketKind,
};

structures! {
    Component { declared, life }
    PriorityRules { span, cases, caps; wording clause }
    PriorityCase { span, priority, when }
    PriorityCap { span, priority, when }
    EscalationStep { span, label, contact, at, when }
    Endpoint { pick; unordered moments }
}

/// Seen at its own table. The names of its columns are vocabulary and compared apart.
impl Part for TicketKind {
    fn part(&self, view: View<'_>) -> Self {
        let Self { declared, columns, reasons, priority } = self;
        Self {
            declared: declared.part(view),
            columns: unordered(columns.part(view)),
            reasons: reasons.part(view),
            priority: priority.part(view),
        }
    }
}

impl Part for Column {
    fn part(&self, view: View<'_>) -> Self {
        let Self { declared, kind } = self;
        Self { declared: declared.part(view), kind: kind.part(view) }
    }
}

impl Part for ColumnKind {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Enumeration(levels) => Self::Enumeration(levels.part(view)),
            Self::YesNo => Self::YesNo,
            Self::Percent => Self::Percent,
            Self::Number => Self::Number,
            Self::Text => Self::Text,
            Self::Duration => Self::Duration,
            Self::Instant => Self::Instant,
        }
    }
}

/// A value is told by its place; its name is vocabulary and compared apart.
impl Part for Level {
    fn part(&self, _: View<'_>) -> Self {
        let Self { name: _, label: _ } = self;
        Self { name: String::new(), label: None }
    }
}

impl Part for PrioritySource {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Recorded => Self::Recorded,
            Self::Derived(derivation) => Self::Derived(derivation.part(view)),
            Self::Checked(derivation) => Self::Checked(derivation.part(view)),
        }
    }
}

impl Part for Derivation {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Matrix(matrix) => Self::Matrix(matrix.part(view)),
            Self::Rules(rules) => Self::Rules(rules.part(view)),
        }
    }
}

impl Part for Matrix {
    /// Cells by the numbers of their values in the comparison.
    fn part(&self, view: View<'_>) -> Self {
        let Self { clause: _, span, rows, columns, cells } = self;
        let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut named = Vec::new();
        for (r, line) in cells.iter().enumerate() {
            for (c, cell) in line.iter().enumerate() {
                named.push((view.value(rows.0, at(r)), view.value(columns.0, at(c)), cell.part(view)));
            }
        }
        named.sort();
        let mut sorted: Vec<(u32, Vec<Option<crate::model::PriorityId>>)> = Vec::new();
        for (row, _, cell) in named {
            match sorted.last_mut() {
                Some((last, line)) if *last == row => line.push(cell),
                Some(_) | None => sorted.push((row, vec![cell])),
            }
        }
        Self {
            clause: None,
            span: span.part(view),
            rows: rows.part(view),
            columns: columns.part(view),
            cells: sorted.into_iter().map(|(_, line)| line).collect(),
        }
    }
}

impl Part for Group {
    fn part(&self, view: View<'_>) -> Self {
        let Self { declared, members, from_evidence, lives, known } = self;
        Self {
            declared: declared.part(view),
            members: unordered(members.part(view)),
            from_evidence: *from_evidence,
            // Nothing but evidence tells lives.
            lives: lives.clone(),
            known: *known,
        }
    }
}

impl Part for Metric {
    fn part(&self, view: View<'_>) -> Self {
        let Self { declared, of_component, unit, columns } = self;
        Self {
            declared: declared.part(view),
            of_component: *of_component,
            unit: *unit,
            columns: unordered(columns.part(view)),
        }
    }
}

impl Part for Escalation {
    fn part(&self, view: View<'_>) -> Self {
        let Self { declared, ticket, steps } = self;
        Self {
            declared: declared.part(view),
            ticket: ticket.part(view),
            steps: steps.part(view.at(Table::ticket(*ticket))),
        }
    }
}
