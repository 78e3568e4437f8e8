//! Units, tables, bounds: a resolved contract becomes a typed one.
//!
//! [`check`] is one gathering phase with `resolve`: names in expressions are looked up here, since only the type of
//! what stands beside a name says what it may stand for. Whatever is wrong is reported once and then *poisoned*: it
//! becomes `None`, and what is built on it is skipped in silence. So one run shows independent mistakes, and no
//! knock-on ones.

mod aggregates;
mod arithmetic;
mod attributes;
mod availability;
mod bounds;
mod by_table;
mod checker;
mod clocks;
mod comparisons;
mod compensation;
mod components;
mod conventions;
mod currency;
mod declarations;
mod entitlements;
mod error;
mod expected;
mod figure_bounds;
mod formulas;
mod given;
mod given_evidence;
mod given_rows;
mod grid;
mod header;
mod heads;
mod holidays;
mod ladders;
mod limits;
mod lints;
mod matrix;
mod measures;
mod norms;
mod own_period;
mod plans;
mod predicates;
mod requirements;
mod rows;
mod rules;
mod sample_figures;
mod shape;
mod slices;
mod tables;
pub mod typed;
mod units;
mod window_algebra;
mod windows;
mod words;
mod worked;

pub use error::{
    AvailabilityError, ClockError, EvidenceError, FormulaError, HeaderError, Lint, NormError, PlanError, RulesError,
    SampleError, TableError, TestError, WindowError,
};

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::resolve::Resolved;

use checker::{Checker, Facts};

/// Types a resolved contract. `None` when it, or anything before it, has an error: `out` then holds all of them.
/// Warnings of a right contract go there too.
pub fn check(resolved: Resolved<'_>, out: &mut Diagnostics) -> Option<Checked> {
    let Resolved { items, names, orders, allows: _ } = resolved;
    let mut checker = Checker { items: &items, names, out, told: BTreeSet::new(), plan: None, facts: Facts::default() };
    checker.header();
    checker.conventions();
    checker.components();
    checker.plans();
    checker.tables();
    checker.declarations();
    checker.slices();
    checker.holidays();
    checker.windows(&orders);
    checker.ensures();
    checker.ticket_kinds();
    checker.clocks();
    checker.applies();
    checker.measures(&orders);
    checker.norms();
    checker.compensations();
    checker.escalations();
    checker.entitlements();
    checker.prose();
    checker.defects();
    checker.tests();
    if let Some(span) = checker.facts.priorities_wanted {
        checker.report(span, TableError::NoPriorities { span });
    }
    checker.names.report(checker.out);
    if checker.out.has_errors() {
        return None;
    }
    checker.unused();
    checker.facts.into_checked()
}

/// The result of `check`: every item typed. `model` freezes it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// See [`crate::model::Model`] for each field.
    pub header: typed::Header,
    /// What the contract leaves open.
    pub conventions: typed::Conventions,
    /// Holiday lists.
    pub holidays: Vec<typed::Holidays>,
    /// Windows.
    pub windows: Vec<typed::Window>,
    /// Promises about windows.
    pub ensures: Vec<typed::Ensure>,
    /// Priorities, most urgent first.
    pub priorities: Vec<typed::Level>,
    /// Ticket kinds.
    pub tickets: Vec<typed::TicketKind>,
    /// Columns of `outages`.
    pub outage_columns: Vec<typed::Column>,
    /// Columns of `maintenance`.
    pub maintenance_columns: Vec<typed::Column>,
    /// Clocks.
    pub clocks: Vec<typed::Clock>,
    /// Plans.
    pub plans: Vec<typed::Plan>,
    /// Which tickets it is about.
    pub applies: Option<typed::Applies>,
    /// Objectives.
    pub objectives: Vec<typed::Objective>,
    /// Tables of entitlements.
    pub entitlements: Vec<typed::Entitlements>,
    /// Components.
    pub components: Vec<typed::Component>,
    /// Groups.
    pub groups: Vec<typed::Group>,
    /// Measures.
    pub measures: Vec<typed::Measure>,
    /// Norms and kpis.
    pub norms: Vec<typed::Norm>,
    /// Events.
    pub events: Vec<typed::Event>,
    /// Amounts of money.
    pub amounts: Vec<typed::Amount>,
    /// Questions that people answer.
    pub judgements: Vec<typed::Judgement>,
    /// Metrics.
    pub metrics: Vec<typed::Metric>,
    /// Slices: those declared, then those written in lines of norms.
    pub slices: Vec<typed::Slices>,
    /// Compensations.
    pub compensations: Vec<typed::Compensation>,
    /// Consequences that are not money.
    pub rights: Vec<typed::Right>,
    /// Status lights.
    pub statuses: Vec<typed::Status>,
    /// Ladders of escalation.
    pub escalations: Vec<typed::Escalation>,
    /// Prose.
    pub prose: Vec<typed::Prose>,
    /// Notes on the signed text.
    pub defects: Vec<typed::Defect>,
    /// Worked examples.
    pub tests: Vec<typed::Test>,
}
