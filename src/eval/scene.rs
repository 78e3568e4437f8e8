//! Where a formula stands: the component that it is bound to, the steps before it, and the sets that they are made of.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use crate::eval::extent::Extent;
use crate::eval::frame::Frame;
use crate::eval::judge::Judge;
use crate::eval::partition::{Gate, Leaf, Linear, Partition};
use crate::eval::rowsets::NotGiven;
use crate::eval::worth::Worth;
use crate::model::{ComponentId, CountedBy, Formula, FormulaKind, IntervalTable, SetExpr, Step, StepId, StepValue};

/// Where a formula stands.
#[derive(Debug)]
pub(super) struct Scene<'m> {
    /// The component that a measure or row is bound to.
    pub(super) component: Option<ComponentId>,
    /// Which instant puts tickets into a period.
    pub(super) by: CountedBy,
    /// The stretch of time that is looked at: the period, as far as the component is there.
    pub(super) frame: Frame,
    /// All steps of the measure; none, outside one.
    steps: &'m [Step],
    /// What came of the steps so far.
    pub(super) done: Vec<Done>,
    /// The sets that all of this is made of.
    leaves: Vec<Leaf<'m>>,
    partition: OnceCell<Option<Partition>>,
    /// Steps that are sets, where they were asked for in another stretch of time.
    known: RefCell<BTreeMap<u32, Result<Extent, NotGiven>>>,
}

/// What came of a step.
#[derive(Debug, Clone)]
pub(super) enum Done {
    /// A set, within the period.
    Set(Result<Extent, NotGiven>),
    /// A value.
    Worth(Worth),
}

impl<'m> Scene<'m> {
    /// A measure with its steps.
    pub(super) fn of_measure(component: Option<ComponentId>, by: CountedBy, frame: Frame, steps: &'m [Step]) -> Self {
        let mut leaves = Vec::new();
        for step in steps {
            match &step.value {
                StepValue::Set(set) => leaves_of_set(set, &mut leaves),
                StepValue::Formula(formula) => leaves_of_formula(formula, &mut leaves),
            }
        }
        Self::new(component, by, frame, steps, leaves)
    }

    fn new(
        component: Option<ComponentId>,
        by: CountedBy,
        frame: Frame,
        steps: &'m [Step],
        leaves: Vec<Leaf<'m>>,
    ) -> Self {
        let (done, partition, known) = (Vec::new(), OnceCell::new(), RefCell::default());
        Self { component, by, frame, steps, done, leaves, partition, known }
    }

    /// The same of another component, or in another stretch of time.
    pub(super) fn elsewhere(&self, component: Option<ComponentId>, frame: Frame) -> Self {
        Self::new(component, self.by, frame, self.steps, self.leaves.clone())
    }

    /// A step that is a set, found once.
    pub(super) fn remember(
        &self,
        id: StepId,
        find: impl FnOnce() -> Result<Extent, NotGiven>,
    ) -> Result<Extent, NotGiven> {
        if let Some(known) = self.known.borrow().get(&id.0) {
            return known.clone();
        }
        let found = find();
        self.known.borrow_mut().insert(id.0, found.clone());
        found
    }

    /// A formula outside a measure.
    pub(super) fn of_formula(
        component: Option<ComponentId>,
        by: CountedBy,
        frame: Frame,
        formula: &'m Formula,
    ) -> Self {
        let mut leaves = Vec::new();
        leaves_of_formula(formula, &mut leaves);
        Self::new(component, by, frame, &[], leaves)
    }

    /// Whether rows of a table go into it.
    pub(super) fn mentions(&self, table: IntervalTable) -> bool {
        self.leaves.iter().any(|leaf| match leaf {
            Leaf::Rows(rows) => rows.table == table,
            Leaf::Made(set) => is_of(set, table),
            Leaf::Window(_) | Leaf::Slices(..) => false,
        })
    }

    /// What a step is.
    pub(super) fn step(&self, id: StepId) -> &'m StepValue {
        &self.steps.get(id.index()).expect("a step of this measure").value
    }

    /// The steps of the measure.
    pub(super) fn steps(&self) -> &'m [Step] {
        self.steps
    }

    /// What came of a step before.
    pub(super) fn done(&self, id: StepId) -> &Done {
        self.done.get(id.index()).expect("a step uses only earlier ones")
    }

    /// The partition of the period, once something is open in it.
    pub(super) fn partition(&self) -> Option<&Partition> {
        self.partition.get().and_then(Option::as_ref)
    }

    /// The length of a set as a sum over the partition; `None` where too much is open at one time, or a table is not given.
    pub(super) fn linear(&self, judge: &Judge<'_>, set: &SetExpr) -> Option<Linear> {
        let partition = self.partition.get_or_init(|| {
            let mut standings = Vec::new();
            for leaf in &self.leaves {
                standings.push(match leaf {
                    Leaf::Window(window) => {
                        let open = Extent::from(judge.window(window, &self.frame));
                        (open.clone(), open, false)
                    }
                    Leaf::Rows(rows) => {
                        let (must, may) = judge.tables.could(rows, self.component, &self.frame).ok()?;
                        (must, may, rows.weight.is_some())
                    }
                    Leaf::Made(set) => {
                        let (must, may) = judge.bounds(set, self).ok()?;
                        (must, may, false)
                    }
                    Leaf::Slices(id, subject, side) => {
                        let component = Judge::sampled_component(*subject, self);
                        let (must, may) = judge.slices_could(*id, component, *side, &self.frame).ok()?;
                        (must, may, false)
                    }
                });
            }
            Partition::new(self.frame.period.from, self.frame.period.to, &standings)
        });
        Some(partition.as_ref()?.length(&self.gate(set)))
    }

    fn gate(&self, set: &SetExpr) -> Gate {
        let leaf = |leaf: Leaf<'_>| {
            Gate::Leaf(self.leaves.iter().position(|known| *known == leaf).expect("every leaf was gathered"))
        };
        let both = |a: &SetExpr, b: &SetExpr| (Box::new(self.gate(a)), Box::new(self.gate(b)));
        match set {
            SetExpr::Period => Gate::Period,
            SetExpr::Window(window) => leaf(Leaf::Window(window)),
            SetExpr::Rows(rows) => leaf(Leaf::Rows(rows)),
            SetExpr::Slices(id, subject, side) => leaf(Leaf::Slices(*id, *subject, *side)),
            SetExpr::Quorum(..) | SetExpr::First(..) => leaf(Leaf::Made(set)),
            SetExpr::Step(id) => match self.step(*id) {
                StepValue::Set(set) => self.gate(set),
                StepValue::Formula(_) => unreachable!("a set is made of steps that are sets"),
            },
            SetExpr::Union(a, b) => {
                let (a, b) = both(a, b);
                Gate::Union(a, b)
            }
            SetExpr::Intersection(a, b) => {
                let (a, b) = both(a, b);
                Gate::Intersection(a, b)
            }
            SetExpr::Difference(a, b) => {
                let (a, b) = both(a, b);
                Gate::Difference(a, b)
            }
        }
    }

    /// The sets that all of this is made of.
    pub(super) fn leaves(&self) -> &[Leaf<'m>] {
        &self.leaves
    }
}

/// Whether rows of a table are in a set, steps aside.
fn is_of(set: &SetExpr, table: IntervalTable) -> bool {
    match set {
        SetExpr::Rows(rows) => rows.table == table,
        SetExpr::Union(a, b) | SetExpr::Intersection(a, b) | SetExpr::Difference(a, b) => {
            is_of(a, table) || is_of(b, table)
        }
        SetExpr::Quorum(_, _, inner) | SetExpr::First(_, _, inner) => is_of(inner, table),
        SetExpr::Period | SetExpr::Window(_) | SetExpr::Slices(..) | SetExpr::Step(_) => false,
    }
}

fn leaves_of_set<'m>(set: &'m SetExpr, leaves: &mut Vec<Leaf<'m>>) {
    let mut gather = |leaf| {
        if !leaves.contains(&leaf) {
            leaves.push(leaf);
        }
    };
    match set {
        SetExpr::Period | SetExpr::Step(_) => {}
        SetExpr::Window(window) => gather(Leaf::Window(window)),
        SetExpr::Rows(rows) => gather(Leaf::Rows(rows)),
        SetExpr::Slices(id, subject, side) => gather(Leaf::Slices(*id, *subject, *side)),
        SetExpr::Quorum(..) | SetExpr::First(..) => gather(Leaf::Made(set)),
        SetExpr::Union(a, b) | SetExpr::Intersection(a, b) | SetExpr::Difference(a, b) => {
            leaves_of_set(a, leaves);
            leaves_of_set(b, leaves);
        }
    }
}

fn leaves_of_formula<'m>(formula: &'m Formula, leaves: &mut Vec<Leaf<'m>>) {
    match &formula.kind {
        FormulaKind::Length(set) => leaves_of_set(set, leaves),
        FormulaKind::ShareOfSets(a, b) => {
            leaves_of_set(a, leaves);
            leaves_of_set(b, leaves);
        }
        FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) | FormulaKind::Mul(a, b) | FormulaKind::Div(a, b) => {
            leaves_of_formula(a, leaves);
            leaves_of_formula(b, leaves);
        }
        FormulaKind::Rounded(inner, _)
        | FormulaKind::Together(_, inner)
        | FormulaKind::OverLast(_, inner)
        | FormulaKind::OverAny(_, _, inner) => leaves_of_formula(inner, leaves),
        FormulaKind::Literal(_)
        | FormulaKind::DaysOfPeriod
        | FormulaKind::Step(_)
        | FormulaKind::Measure(..)
        | FormulaKind::OverGroup(..)
        | FormulaKind::Rows(..)
        | FormulaKind::Tickets(_)
        | FormulaKind::Samples(_)
        | FormulaKind::Slices(_)
        | FormulaKind::Events(_) => {}
    }
}
