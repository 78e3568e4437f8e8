//! Every figure over tickets that a contract asks for, so that one walk over the tickets gathers them all.

use std::borrow::Cow;

use crate::eval::population::asks_people;
use crate::eval::settlement::Bar;
use crate::model::{
    AnyColumn, ByPlan, Cadence, ClockId, Comparison, CompensationId, CountedBy, Formula, FormulaKind, Limit, Model,
    Moment, Norm, NormId, Pay, Predicate, PriorityId, StepValue, Subject, TicketFigure, TicketFormula, TicketKindId,
};
use crate::quantity::Elapsed;

/// A clock compared with a limit, as `share of … with` asks for it.
pub(super) type Question = (ClockId, Comparison, Elapsed);

/// What is gathered over tickets.
#[derive(Debug)]
pub(super) enum What<'m> {
    /// Which kept a limit.
    Kept(ClockId, Bar<'m>),
    /// Which satisfy a condition that is more than one limit; with the clocks it asks for.
    With(&'m Predicate, Vec<Question>),
    /// Updates that are owed while a clock runs.
    Owed(&'m Cadence),
    /// Those whose moment lies in the period.
    Count(Moment),
    /// Those open at the end of the period.
    CountOpen,
    /// Readings of a clock that stopped in the period.
    Readings(ClockId),
    /// The same, each with its ticket.
    Each(ClockId),
}

impl<'m> What<'m> {
    /// The limit, where it is one.
    pub(super) fn bar(&self) -> Option<&Bar<'m>> {
        match self {
            Self::Kept(_, bar) => Some(bar),
            Self::With(..) | Self::Owed(_) | Self::Count(_) | Self::CountOpen | Self::Readings(_) | Self::Each(_) => {
                None
            }
        }
    }

    /// Whether it needs a clock.
    pub(super) fn asks_for(&self, clock: ClockId) -> bool {
        match self {
            Self::Kept(id, _) | Self::Readings(id) | Self::Each(id) => *id == clock,
            Self::Owed(owed) => owed.clock == clock,
            Self::With(_, questions) => questions.iter().any(|(id, ..)| *id == clock),
            Self::Count(_) | Self::CountOpen => false,
        }
    }
}

/// A figure over tickets.
#[derive(Debug)]
pub(super) struct Figure<'m> {
    /// Tickets of which kind.
    pub(super) kind: TicketKindId,
    /// Which of them.
    pub(super) filter: Cow<'m, Predicate>,
    /// What of them.
    pub(super) what: What<'m>,
    /// Which instant puts them into a period.
    pub(super) by: CountedBy,
    /// Whether the filter asks which moments are known.
    pub(super) watches: bool,
    /// The requirement that it is, when it is one.
    pub(super) requirement: Option<(NormId, usize)>,
    /// Figures of one level count a ticket once between them (semantics 4.3).
    level: Level,
    /// The formula that it was asked for in, when it was one, and what counts where that stands.
    formula: Option<(&'m TicketFormula, CountedBy)>,
    /// The rule of a compensation that it is, when it is one.
    rule: Option<(CompensationId, usize)>,
    /// The norm that asks for it, first of all.
    pub(super) norm: Option<NormId>,
}

impl Figure<'_> {
    /// Whether its filter takes no ticket of this priority, whatever else is true of it: a quick answer for the rows of a
    /// table by priority.
    pub(super) fn never_takes(&self, priority: Option<PriorityId>) -> bool {
        priority.is_some_and(|priority| refuses(&self.filter, priority))
    }

    /// Whether it counts again what is missed under the limits of a norm.
    pub(super) fn is_of_misses(&self) -> bool {
        matches!(self.level, Level::Misses(..))
    }
}

fn refuses(filter: &Predicate, priority: PriorityId) -> bool {
    if let Predicate::And(a, b) = filter {
        refuses(a, priority) || refuses(b, priority)
    } else if let Predicate::PriorityIn(list) = filter {
        !list.contains(&priority)
    } else {
        false
    }
}

/// What tickets count once for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// Column of the table of a norm.
    Norm(NormId, usize),
    /// The same, of the misses that a formula counts: the number of its first figure, and the column.
    Misses(usize, usize),
    /// A figure of its own.
    Own,
}

/// All figures of a contract.
#[derive(Debug, Default)]
pub(super) struct Figures<'m>(Vec<Figure<'m>>);

impl<'m> Figures<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let mut figures = Self::default();
        for (id, norm) in (0u32..).map(NormId).zip(&model.norms) {
            let known = figures.0.len();
            figures.of_norm(model, id, norm);
            for figure in figures.0.iter_mut().skip(known) {
                figure.norm = Some(id);
            }
        }
        for measure in &model.measures {
            for step in &measure.steps {
                match &step.value {
                    StepValue::Formula(formula) => figures.of_formula(model, formula, model.conventions.counted_by),
                    StepValue::Set(_) => {}
                }
            }
        }
        for (id, compensation) in (0u32..).map(CompensationId).zip(&model.compensations) {
            for (number, rule) in compensation.rules.iter().enumerate() {
                figures.of_rule_of(model, (id, number), &rule.pay);
            }
        }
        figures
    }

    fn of_rule_of(&mut self, model: &'m Model, rule: (CompensationId, usize), pay: &'m Pay) {
        let by = model.conventions.counted_by;
        match pay {
            Pay::Tiers { value, .. } | Pay::PerStep { value, .. } | Pay::TimeLost { value, .. } => {
                self.of_formula(model, value, by);
            }
            Pay::EachTicket { clock, filter, .. } => self.0.push(Figure {
                kind: model.clock(*clock).ticket,
                filter: Cow::Borrowed(filter),
                what: What::Each(*clock),
                by,
                watches: watches(filter),
                requirement: None,
                level: Level::Own,
                formula: None,
                rule: Some(rule),
                norm: None,
            }),
            Pay::Flat { .. } | Pay::Ladder { .. } | Pay::PerMiss { .. } | Pay::EachRow { .. } => {}
        }
    }

    /// A single figure, beside those of the contract.
    pub(super) fn ask(&mut self, model: &'m Model, formula: &'m Formula, by: CountedBy) {
        self.of_formula(model, formula, by);
    }

    fn of_norm(&mut self, model: &'m Model, id: NormId, norm: &'m Norm) {
        for (index, requirement) in norm.requirements.iter().enumerate() {
            match &requirement.subject {
                Subject::Timed(timed) => self.0.push(Figure {
                    kind: model.clock(timed.clock).ticket,
                    filter: Cow::Borrowed(&timed.filter),
                    what: What::Kept(timed.clock, Bar { strict: timed.strict, limit: Cow::Borrowed(&timed.limit) }),
                    by: norm.counted_by,
                    watches: watches(&timed.filter),
                    requirement: Some((id, index)),
                    level: Level::Norm(id, timed.level),
                    formula: None,
                    rule: None,
                    norm: None,
                }),
                Subject::Formula { value, .. } | Subject::EachMember(_, value) => {
                    self.of_formula(model, value, norm.counted_by)
                }
                Subject::Cadence(owed) => self.0.push(Figure {
                    kind: model.clock(owed.clock).ticket,
                    filter: Cow::Borrowed(&owed.filter),
                    rule: None,
                    norm: None,
                    what: What::Owed(owed),
                    by: norm.counted_by,
                    watches: watches(&owed.filter),
                    requirement: Some((id, index)),
                    level: Level::Own,
                    formula: None,
                }),
                Subject::EachRow { .. } | Subject::Obliged(_) | Subject::NotAgreed | Subject::NoNorm => {}
            }
        }
    }

    fn of_formula(&mut self, model: &'m Model, formula: &'m Formula, by: CountedBy) {
        match &formula.kind {
            FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) | FormulaKind::Mul(a, b) | FormulaKind::Div(a, b) => {
                self.of_formula(model, a, by);
                self.of_formula(model, b, by);
            }
            FormulaKind::Rounded(inner, _)
            | FormulaKind::Together(_, inner)
            | FormulaKind::OverLast(_, inner)
            | FormulaKind::OverAny(_, _, inner) => self.of_formula(model, inner, by),
            // A measure that a norm uses follows the norm's `counted by`.
            FormulaKind::Measure(id, _) | FormulaKind::OverGroup(_, id, _) => {
                for step in &model.measure(*id).steps {
                    match &step.value {
                        StepValue::Formula(formula) => self.of_formula(model, formula, by),
                        StepValue::Set(_) => {}
                    }
                }
            }
            FormulaKind::Tickets(figure) => self.of_tickets(model, figure, by),
            FormulaKind::Literal(_)
            | FormulaKind::DaysOfPeriod
            | FormulaKind::Step(_)
            | FormulaKind::Length(_)
            | FormulaKind::ShareOfSets(..)
            | FormulaKind::Events(_)
            | FormulaKind::Rows(..)
            | FormulaKind::Samples(_)
            | FormulaKind::Slices(_) => {}
        }
    }

    fn of_tickets(&mut self, model: &'m Model, formula: &'m TicketFormula, by: CountedBy) {
        if self.find(formula, by).is_some() {
            return;
        }
        let what = match &formula.figure {
            TicketFigure::Misses(norm) => return self.of_misses(model, formula, *norm, by),
            TicketFigure::Count(moment) => What::Count(*moment),
            TicketFigure::CountOpen => What::CountOpen,
            TicketFigure::Clock(clock, _) => What::Readings(*clock),
            TicketFigure::Share(Predicate::Clock(clock, op @ (Comparison::Less | Comparison::AtMost), limit)) => {
                What::Kept(*clock, Bar::elapsed(*op == Comparison::Less, *limit))
            }
            TicketFigure::Share(predicate) => {
                let mut asked = Vec::new();
                questions(predicate, &mut asked);
                What::With(predicate, asked)
            }
        };
        let watches = watches(&formula.filter)
            || match &formula.figure {
                TicketFigure::Share(predicate) => watches(predicate),
                TicketFigure::Count(_)
                | TicketFigure::CountOpen
                | TicketFigure::Clock(..)
                | TicketFigure::Misses(_) => false,
            };
        let (kind, filter) = (formula.kind, Cow::Borrowed(&formula.filter));
        let formula = Some((formula, by));
        self.0.push(Figure {
            kind,
            filter,
            what,
            by,
            watches,
            requirement: None,
            level: Level::Own,
            formula,
            rule: None,
            norm: None,
        });
    }

    /// Each limit of the norm, over the tickets that the formula takes; they count as the norm counts.
    fn of_misses(&mut self, model: &'m Model, formula: &'m TicketFormula, id: NormId, by: CountedBy) {
        let (norm, first) = (model.norm(id), self.0.len());
        for requirement in &norm.requirements {
            let Subject::Timed(timed) = &requirement.subject else { continue };
            let filter = Predicate::And(Box::new(timed.filter.clone()), Box::new(formula.filter.clone()));
            self.0.push(Figure {
                kind: formula.kind,
                watches: watches(&filter),
                filter: Cow::Owned(filter),
                what: What::Kept(timed.clock, Bar { strict: timed.strict, limit: Cow::Borrowed(&timed.limit) }),
                by: norm.counted_by,
                requirement: None,
                level: Level::Misses(first, timed.level),
                formula: Some((formula, by)),
                rule: None,
                norm: None,
            });
        }
    }

    /// Whether a figure asks what people judged of tickets.
    pub(super) fn asks_people(&self, number: usize) -> bool {
        let figure = self.get(number);
        let good = match &figure.what {
            What::With(predicate, _) => asks_people(predicate),
            What::Kept(..) | What::Owed(_) | What::Count(_) | What::CountOpen | What::Readings(_) | What::Each(_) => {
                false
            }
        };
        good || asks_people(&figure.filter)
    }

    /// The figures of a formula that counts misses.
    pub(super) fn all_of(&self, formula: &TicketFormula, by: CountedBy) -> impl Iterator<Item = usize> {
        let asked = Some((formula, by));
        self.iter().filter(move |(_, figure)| figure.formula == asked).map(|(number, _)| number)
    }

    /// The figure of a formula.
    pub(super) fn find(&self, formula: &TicketFormula, by: CountedBy) -> Option<usize> {
        self.0.iter().position(|figure| figure.formula == Some((formula, by)))
    }

    /// The figure of a requirement.
    pub(super) fn of_requirement(&self, norm: NormId, requirement: usize) -> Option<usize> {
        self.0.iter().position(|figure| figure.requirement == Some((norm, requirement)))
    }

    /// The figure of a rule of a compensation.
    pub(super) fn of_rule(&self, compensation: CompensationId, rule: usize) -> Option<usize> {
        self.0.iter().position(|figure| figure.rule == Some((compensation, rule)))
    }

    /// With their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Figure<'m>)> {
        self.0.iter().enumerate()
    }

    /// The figure with this number.
    pub(super) fn get(&self, index: usize) -> &Figure<'m> {
        self.0.get(index).expect("a number that these figures gave")
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Numbers of the limits over a clock, by level.
    pub(super) fn levels(&self, clock: ClockId) -> Vec<Vec<usize>> {
        let mut levels: Vec<(Level, Vec<usize>)> = Vec::new();
        for (index, figure) in self.iter() {
            let What::Kept(of, _) = &figure.what else { continue };
            if *of != clock {
                continue;
            }
            let known = levels.iter_mut().find(|(level, _)| *level != Level::Own && *level == figure.level);
            match known {
                Some((_, members)) => members.push(index),
                None => levels.push((figure.level, vec![index])),
            }
        }
        levels.into_iter().map(|(_, members)| members).collect()
    }
}

impl Bar<'_> {
    /// A limit in time on the clock.
    fn elapsed(strict: bool, limit: Elapsed) -> Self {
        Self { strict, limit: Cow::Owned(ByPlan::same(Limit::Elapsed(limit))) }
    }
}

/// The clocks that a condition asks for, each question once.
fn questions(predicate: &Predicate, asked: &mut Vec<Question>) {
    predicate.leaves(&mut |leaf| {
        if let Predicate::Clock(clock, op, limit) = leaf
            && !asked.contains(&(*clock, *op, *limit))
        {
            asked.push((*clock, *op, *limit));
        }
    });
}

/// Whether a condition asks which moments are known, so that it may change without any change of a column.
fn watches(predicate: &Predicate) -> bool {
    let asks = |leaf: &Predicate| match leaf {
        Predicate::Missing(AnyColumn::Moment(_) | AnyColumn::Column(_)) | Predicate::Judged(_) => true,
        Predicate::Within(moment, _) => *moment != Moment::Opened,
        Predicate::Missing(AnyColumn::Priority | AnyColumn::Component)
        | Predicate::And(..)
        | Predicate::Or(..)
        | Predicate::Not(_)
        | Predicate::True
        | Predicate::OneOf(..)
        | Predicate::PriorityIn(_)
        | Predicate::PriorityCompared(..)
        | Predicate::ComponentIn(_)
        | Predicate::PlanIn(_)
        | Predicate::YesNo(..)
        | Predicate::Compared(..)
        | Predicate::ElapsedCompared(..)
        | Predicate::TextIs(..)
        | Predicate::Clock(..) => false,
    };
    let mut watches = false;
    predicate.leaves(&mut |leaf| watches |= asks(leaf));
    watches
}
