//! A ticket's history: what was true of it when, as its row and its changes tell.
//!
//! Every version says what was known just after an instant, and nothing in it depends on anything that happened later:
//! so a verdict on a finished period never changes (semantics 4.1).

use smallvec::{SmallVec, smallvec};

use crate::calendar::Calendar;
use crate::eval::population::{Facts, Standing};
use crate::eval::truth::Truth;
use crate::eval::{matrix, rules};
use crate::evidence::{Cell, Change, ChangeKind, JudgementRow, Ticket};
use crate::model::{
    AnyColumn, ClockId, ColumnId, Comparison, ComponentId, Derivation, Endpoint, JudgementId, Moment, Pick, PlanId,
    PriorityId, PriorityRules, PrioritySource, Reopened, WindowExpr,
};
use crate::quantity::{Elapsed, Instant};

/// What is known of a ticket from an instant on, until the next version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Version {
    /// Known at every instant after this one.
    pub(super) from: Instant,
    /// Its priority.
    pub(super) priority: Standing,
    /// Counts the changes of columns so far; 0: as in the row.
    pub(super) edition: usize,
    /// First response.
    responded: Option<Instant>,
    /// The resolution that counts: of several, see [`Reopened`].
    resolved: Option<Instant>,
    /// The closure that counts.
    closed: Option<Instant>,
    /// Neither resolved nor closed, or reopened since.
    pub(super) open: bool,
}

/// The versions of one ticket.
#[derive(Debug)]
pub(super) struct History<'a> {
    /// The ticket.
    pub(super) ticket: &'a Ticket,
    /// In order of time; never empty. The first begins when the ticket was opened.
    pub(super) versions: SmallVec<[Version; 4]>,
    /// The columns after each change of one.
    editions: Vec<Box<[Cell]>>,
    /// When it was reopened.
    pub(super) reopenings: Vec<Instant>,
    calendar: &'a Calendar<'a>,
    /// What people judged of it, in order of time.
    judgements: &'a [&'a JudgementRow],
}

/// What becomes known at an instant.
enum Event<'a> {
    Responded,
    Resolved,
    Closed,
    Reopened,
    Priority(Option<PriorityId>),
    Column(ColumnId, &'a Cell),
    /// A column of the row holds this instant, or people judged the ticket.
    Moment,
}

impl<'a> History<'a> {
    /// From a ticket and its changes, which are in order of time.
    pub(super) fn new(
        calendar: &'a Calendar<'a>,
        ticket: &'a Ticket,
        changes: &'a [Change],
        judgements: &'a [&'a JudgementRow],
    ) -> Self {
        let model = calendar.model();
        let source = &model.ticket_kind(ticket.kind).priority;
        let mut recorded = ticket.priority;
        let mut now = Version {
            from: ticket.opened,
            priority: priority(source, recorded, &ticket.cells),
            edition: 0,
            responded: None,
            resolved: None,
            closed: None,
            open: true,
        };
        let mut history = Self {
            ticket,
            versions: smallvec![now],
            editions: Vec::new(),
            reopenings: Vec::new(),
            calendar,
            judgements,
        };
        for (at, event) in events(ticket, changes, judgements) {
            match event {
                Event::Responded => now.responded = now.responded.or(Some(at)),
                Event::Resolved => (now.resolved, now.open) = (now.resolved.or(Some(at)), false),
                Event::Closed => (now.closed, now.open) = (now.closed.or(Some(at)), false),
                Event::Reopened => {
                    history.reopenings.push(at);
                    now.open = true;
                    if model.conventions.reopened == Reopened::LastStop {
                        (now.resolved, now.closed) = (None, None);
                    }
                }
                Event::Priority(changed) => recorded = changed,
                Event::Column(column, cell) => {
                    let mut cells: Box<[Cell]> = history.cells(now.edition).into();
                    if let Some(slot) = cells.get_mut(column.index()) {
                        *slot = cell.clone();
                    }
                    history.editions.push(cells);
                    now.edition = history.editions.len();
                }
                Event::Moment => {}
            }
            now.from = at.max(ticket.opened);
            now.priority = priority(source, recorded, history.cells(now.edition));
            match history.versions.last_mut() {
                Some(last) if last.from == now.from => *last = now,
                Some(_) | None => history.versions.push(now),
            }
        }
        if let PrioritySource::Derived(Derivation::Rules(rules)) = source {
            history.follow(rules);
        }
        history
    }

    /// Gives every version the priority that follows from its columns and moments.
    fn follow(&mut self, rules: &PriorityRules) {
        let given: Vec<Standing> = (0..self.versions.len()).map(|now| self.by_rules(rules, now)).collect();
        for (version, priority) in self.versions.iter_mut().zip(given) {
            version.priority = priority;
        }
    }

    /// The priority that rules give, as known in a version.
    pub(super) fn by_rules(&self, rules: &PriorityRules, now: usize) -> Standing {
        rules::priority(rules, &self.before_rules(now))
    }

    /// The ticket as rules look at it: all but its priority, as known in a version.
    pub(super) fn before_rules(&self, now: usize) -> TicketFacts<'_> {
        TicketFacts { history: self, decides: now, now, priority: Standing::Missing, clocks: &[] }
    }

    fn cells(&self, edition: usize) -> &[Cell] {
        match edition.checked_sub(1) {
            None => &self.ticket.cells,
            Some(index) => self.editions.get(index).map_or(&self.ticket.cells, |cells| cells),
        }
    }

    /// The value of a column after so many changes of columns.
    pub(super) fn cell(&self, edition: usize, column: ColumnId) -> &Cell {
        self.cells(edition).get(column.index()).unwrap_or(&Cell::Missing)
    }

    /// Index of the version in force at an instant, its own changes included; the first one before that.
    pub(super) fn index_at(&self, at: Instant) -> usize {
        self.versions.partition_point(|version| version.from <= at).saturating_sub(1)
    }

    /// The version that was known before `end`; `None` while the ticket did not exist.
    pub(super) fn before(&self, end: Instant) -> Option<usize> {
        self.versions.partition_point(|version| version.from < end).checked_sub(1)
    }

    /// The version with this index.
    pub(super) fn version(&self, index: usize) -> &Version {
        self.versions.get(index).expect("an index that this history gave")
    }

    /// A moment, as far as it was known in a version.
    pub(super) fn moment(&self, version: &Version, moment: Moment) -> Option<Instant> {
        match moment {
            Moment::Opened => Some(self.ticket.opened),
            Moment::Responded => version.responded,
            Moment::Resolved => version.resolved,
            Moment::Closed => version.closed,
            Moment::Column(column) => instant(self.cell(version.edition, column)).filter(|at| *at <= version.from),
        }
    }

    /// Where a clock starts or stops, as far as that was known in a version.
    pub(super) fn endpoint(&self, version: &Version, endpoint: &Endpoint) -> Option<Instant> {
        let mut moments = endpoint.moments.iter().map(|moment| self.moment(version, *moment));
        match endpoint.pick {
            Pick::Only | Pick::First => moments.flatten().min(),
            Pick::Later => moments.try_fold(None, |latest, moment| Some(latest.max(Some(moment?)))).flatten(),
        }
    }
}

fn priority(source: &PrioritySource, recorded: Option<PriorityId>, cells: &[Cell]) -> Standing {
    let cell = |column: ColumnId| cells.get(column.index()).unwrap_or(&Cell::Missing);
    match source {
        PrioritySource::Recorded | PrioritySource::Checked(_) => recorded.map_or(Standing::Missing, Standing::Known),
        PrioritySource::Derived(Derivation::Matrix(matrix)) => {
            matrix::priority(matrix, cell(matrix.rows), cell(matrix.columns))
        }
        // They look at a whole version; see `follow`.
        PrioritySource::Derived(Derivation::Rules(_)) => Standing::Missing,
    }
}

/// Mostly the three moments of a row.
type Events<'a> = SmallVec<[(Instant, Event<'a>); 4]>;

/// What becomes known, in order of time; at one instant the row goes first, then the changes in their order.
fn events<'a>(ticket: &'a Ticket, changes: &'a [Change], judgements: &[&JudgementRow]) -> Events<'a> {
    let row =
        [(ticket.responded, Event::Responded), (ticket.resolved, Event::Resolved), (ticket.closed, Event::Closed)];
    let mut events: Events<'a> = row.into_iter().filter_map(|(at, event)| Some((at?, event))).collect();
    events.extend(ticket.cells.iter().filter_map(|cell| Some((instant(cell)?, Event::Moment))));
    for change in changes {
        let event = match &change.kind {
            ChangeKind::Priority(priority) => Event::Priority(*priority),
            ChangeKind::Column(column, cell) => {
                events.extend(instant(cell).map(|at| (at.max(change.at), Event::Moment)));
                Event::Column(*column, cell)
            }
            ChangeKind::Responded => Event::Responded,
            ChangeKind::Resolved => Event::Resolved,
            ChangeKind::Closed => Event::Closed,
            ChangeKind::Reopened => Event::Reopened,
        };
        events.push((change.at, event));
    }
    events.extend(judgements.iter().map(|row| (row.at, Event::Moment)));
    events.sort_by_key(|(at, _)| (*at).max(ticket.opened));
    events
}

fn instant(cell: &Cell) -> Option<Instant> {
    match cell {
        Cell::Instant(at) => Some(*at),
        Cell::Missing | Cell::Value(_) | Cell::YesNo(_) | Cell::Number(_) | Cell::Text(_) | Cell::Elapsed(_) => None,
    }
}

/// How a clock of a ticket compares with a limit, as far as it is settled.
pub(super) type ClockAnswer = (ClockId, Comparison, Elapsed, Truth);

/// A ticket as facts: columns and component as in one version, moments as known in another.
pub(super) struct TicketFacts<'a> {
    /// The ticket's history.
    pub(super) history: &'a History<'a>,
    /// The version whose columns decide.
    pub(super) decides: usize,
    /// The version that says which moments are known.
    pub(super) now: usize,
    /// The priority that decides.
    pub(super) priority: Standing,
    /// What is known of its clocks; asked for only by `share of … with`.
    pub(super) clocks: &'a [ClockAnswer],
}

impl Facts for TicketFacts<'_> {
    fn cell(&self, column: ColumnId) -> &Cell {
        self.history.cell(self.history.version(self.decides).edition, column)
    }

    fn priority(&self) -> Standing {
        self.priority
    }

    fn component_in(&self, components: &[ComponentId]) -> Truth {
        Truth::known(self.history.ticket.component.map(|component| components.contains(&component)))
    }

    fn plan_in(&self, plans: &[PlanId]) -> Truth {
        Truth::known(self.history.ticket.plan.map(|plan| plans.contains(&plan)))
    }

    fn lacks(&self, column: AnyColumn) -> bool {
        let now = self.history.version(self.now);
        match column {
            AnyColumn::Priority => self.priority == Standing::Missing,
            AnyColumn::Component => self.history.ticket.component.is_none(),
            AnyColumn::Moment(moment) => self.history.moment(now, moment).is_none(),
            AnyColumn::Column(column) => {
                let cell = self.cell(column);
                *cell == Cell::Missing
                    || (instant(cell).is_some() && self.history.moment(now, Moment::Column(column)).is_none())
            }
        }
    }

    fn judged(&self, question: JudgementId) -> Truth {
        let known = self.history.version(self.now).from;
        let mut answers = self.history.judgements.iter().filter(|row| row.judgement == question && row.at <= known);
        Truth::known(answers.next_back().map(|row| row.answer))
    }

    fn within(&self, moment: Moment, window: &WindowExpr) -> Truth {
        let at = self.history.moment(self.history.version(self.now), moment);
        Truth::known(at.map(|at| self.history.calendar.schedule(window).is_open(at)))
    }

    fn clock(&self, clock: ClockId, op: Comparison, limit: Elapsed) -> Truth {
        let asked = |(of, by, to, _): &&ClockAnswer| (*of, *by, *to) == (clock, op, limit);
        self.clocks.iter().find(asked).map_or(Truth::Maybe, |(.., answer)| *answer)
    }
}
