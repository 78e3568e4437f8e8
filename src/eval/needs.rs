//! Which tables a requirement looks at.

use std::collections::BTreeSet;

use crate::eval::rowsets::name;
use crate::model::{
    ClockId, Formula, FormulaKind, MeasureId, Model, Predicate, RowSet, SetExpr, StepValue, Subject, TicketFigure,
};

/// The names of tables.
type Names = BTreeSet<&'static str>;

/// The tables that a requirement looks at.
pub(super) fn tables(model: &Model, subject: &Subject) -> Names {
    let mut tables = Names::new();
    match subject {
        Subject::Timed(timed) => {
            of_clock(model, timed.clock, &mut tables);
            of_predicate(model, &timed.filter, &mut tables);
        }
        Subject::Formula { value, .. } | Subject::EachMember(_, value) => of_formula(model, value, &mut tables),
        Subject::EachRow { rows, .. } => of_rows(model, rows, &mut tables),
        Subject::Obliged(_) => {
            tables.insert("events");
        }
        Subject::Cadence(owed) => {
            of_clock(model, owed.clock, &mut tables);
            tables.insert("updates");
        }
        Subject::NotAgreed | Subject::NoNorm => {}
    }
    tables
}

fn of_clock(model: &Model, clock: ClockId, tables: &mut Names) {
    tables.extend(["tickets", "changes"]);
    if !model.clock(clock).pausing.is_empty() {
        tables.insert("waits");
    }
}

fn of_formula(model: &Model, formula: &Formula, tables: &mut Names) {
    match &formula.kind {
        FormulaKind::Literal(_) | FormulaKind::DaysOfPeriod | FormulaKind::Step(_) => {}
        FormulaKind::Length(set) => of_set(model, set, tables),
        FormulaKind::ShareOfSets(a, b) => {
            of_set(model, a, tables);
            of_set(model, b, tables);
        }
        FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) | FormulaKind::Mul(a, b) | FormulaKind::Div(a, b) => {
            of_formula(model, a, tables);
            of_formula(model, b, tables);
        }
        FormulaKind::Rounded(inner, _)
        | FormulaKind::Together(_, inner)
        | FormulaKind::OverLast(_, inner)
        | FormulaKind::OverAny(_, _, inner) => of_formula(model, inner, tables),
        FormulaKind::Measure(id, _) | FormulaKind::OverGroup(_, id, _) => of_measure(model, *id, tables),
        FormulaKind::Rows(_, rows) => of_rows(model, rows, tables),
        FormulaKind::Samples(_) | FormulaKind::Slices(_) => {
            tables.insert("samples");
        }
        FormulaKind::Events(_) => {
            tables.insert("events");
        }
        FormulaKind::Tickets(tickets) => {
            tables.extend(["tickets", "changes"]);
            of_predicate(model, &tickets.filter, tables);
            match &tickets.figure {
                TicketFigure::Count(_) | TicketFigure::CountOpen => {}
                TicketFigure::Share(predicate) => of_predicate(model, predicate, tables),
                TicketFigure::Clock(clock, _) => of_clock(model, *clock, tables),
                TicketFigure::Misses(norm) => {
                    for requirement in &model.norm(*norm).requirements {
                        if let Subject::Timed(timed) = &requirement.subject {
                            of_clock(model, timed.clock, tables);
                        }
                    }
                }
            }
        }
    }
}

fn of_measure(model: &Model, id: MeasureId, tables: &mut Names) {
    for step in &model.measure(id).steps {
        match &step.value {
            StepValue::Set(set) => of_set(model, set, tables),
            StepValue::Formula(formula) => of_formula(model, formula, tables),
        }
    }
}

fn of_set(model: &Model, set: &SetExpr, tables: &mut Names) {
    match set {
        SetExpr::Period | SetExpr::Window(_) | SetExpr::Step(_) => {}
        SetExpr::Slices(..) => {
            tables.insert("samples");
        }
        SetExpr::Rows(rows) => of_rows(model, rows, tables),
        SetExpr::Union(a, b) | SetExpr::Intersection(a, b) | SetExpr::Difference(a, b) => {
            of_set(model, a, tables);
            of_set(model, b, tables);
        }
        SetExpr::Quorum(_, _, of) | SetExpr::First(_, _, of) => of_set(model, of, tables),
    }
}

fn of_rows(model: &Model, rows: &RowSet, tables: &mut Names) {
    tables.insert(name(rows.table));
    of_predicate(model, &rows.filter, tables);
}

fn of_predicate(model: &Model, predicate: &Predicate, tables: &mut Names) {
    match predicate {
        Predicate::And(a, b) | Predicate::Or(a, b) => {
            of_predicate(model, a, tables);
            of_predicate(model, b, tables);
        }
        Predicate::Not(inner) => of_predicate(model, inner, tables),
        Predicate::Clock(clock, ..) => of_clock(model, *clock, tables),
        Predicate::True
        | Predicate::OneOf(..)
        | Predicate::PriorityIn(_)
        | Predicate::PriorityCompared(..)
        | Predicate::ComponentIn(_)
        | Predicate::PlanIn(_)
        | Predicate::YesNo(..)
        | Predicate::Compared(..)
        | Predicate::ElapsedCompared(..)
        | Predicate::TextIs(..)
        | Predicate::Missing(_)
        | Predicate::Within(..) => {}
        Predicate::Judged(_) => {
            tables.insert("judgements");
        }
    }
}
