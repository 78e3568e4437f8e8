//! What the statuses of a log mean for a ticket.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::diagnostic::{Diagnostics, did_you_mean, nearest};
use crate::model::{Model, ReasonId, TicketKindId};
use crate::source::{Span, Spanned};

use super::error::EvidenceWarning;
use super::hash::LookUp;
use super::place::in_project;
use super::project::{ProjectError, Statuses};

/// The state that a status puts a ticket in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Work goes on.
    Open,
    /// It waits on somebody.
    Waiting(ReasonId),
    /// Work goes on again.
    Reopened,
    /// It counts as resolved.
    Resolved,
    /// It counts as closed.
    Closed,
}

/// What a status means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    pub state: State,
    /// Entering it is the first response, if there was none.
    pub responds: bool,
}

/// The statuses of one `[evidence.changes]`.
#[derive(Debug)]
pub(super) struct StatusTable {
    by_name: LookUp<Box<str>, Listed>,
    /// Whether a status that is in no list is refused.
    strict: bool,
}

#[derive(Debug)]
struct Listed {
    kind: ListedKind,
    responds: bool,
    span: Span,
    occurs: AtomicBool,
}

#[derive(Debug)]
enum ListedKind {
    State(State),
    /// By ticket kind; a kind that does not wait for this reason goes on being worked on.
    Waits(Vec<Option<ReasonId>>),
}

impl StatusTable {
    /// As the project says; reasons that no ticket kind has are problems. Without any list, the statuses are called
    /// `open`, `responded`, `resolved`, `closed` and `reopened`.
    pub(super) fn new(model: &Model, statuses: &Statuses, at: Span, problems: &mut Diagnostics) -> Self {
        let mut table = Self { by_name: LookUp::default(), strict: statuses.open.is_some() };
        if *statuses == Statuses::default() {
            for (name, state) in [
                ("open", State::Open),
                ("responded", State::Open),
                ("resolved", State::Resolved),
                ("closed", State::Closed),
                ("reopened", State::Reopened),
            ] {
                table.list(name, ListedKind::State(state), name == "responded", at);
            }
            table.strict = true;
            return table;
        }
        let responds = |name: &str| statuses.responded.iter().any(|status| status.value == name);
        let lists: [(&[Spanned<String>], State); 5] = [
            (&statuses.responded, State::Open),
            (statuses.open.as_deref().unwrap_or_default(), State::Open),
            (&statuses.resolved, State::Resolved),
            (&statuses.closed, State::Closed),
            (&statuses.reopened, State::Reopened),
        ];
        for (names, state) in lists {
            for name in names {
                table.list(&name.value, ListedKind::State(state), responds(&name.value), name.span);
            }
        }
        for (name, (span, reason)) in &statuses.waits {
            let of_kind = |kind: &crate::model::TicketKind| {
                let found = (0..).zip(&kind.reasons).find(|(_, level)| level.name == reason.value);
                found.map(|(id, _)| ReasonId(id))
            };
            let by_kind: Vec<Option<ReasonId>> = model.tickets.iter().map(of_kind).collect();
            if by_kind.iter().all(Option::is_none) {
                let known = model.tickets.iter().flat_map(|kind| &kind.reasons).map(|level| level.name.as_str());
                let did_you_mean = did_you_mean(&reason.value, known);
                let (value, column, span) = (reason.value.clone(), "waiting on".to_owned(), reason.span);
                problems.push_in(in_project(span), ProjectError::UnknownValue { value, column, did_you_mean, span });
            }
            table.list(name, ListedKind::Waits(by_kind), responds(name), *span);
        }
        table
    }

    fn list(&mut self, name: &str, kind: ListedKind, responds: bool, span: Span) {
        let occurs = AtomicBool::new(false);
        self.by_name.insert(name.trim().into(), Listed { kind, responds, span, occurs });
    }

    /// What a status means for a ticket of this kind; `None` when nothing says so. Notes in `unlisted` what counts as work
    /// going on only because nothing else is said.
    pub(super) fn meaning(&self, status: &str, kind: TicketKindId, unlisted: &mut BTreeSet<String>) -> Option<Meaning> {
        let Some(listed) = self.by_name.get(status) else {
            if self.strict {
                return None;
            }
            if !unlisted.contains(status) {
                unlisted.insert(status.to_owned());
            }
            return Some(Meaning { state: State::Open, responds: false });
        };
        listed.occurs.store(true, Ordering::Relaxed);
        let state = match &listed.kind {
            ListedKind::State(state) => *state,
            ListedKind::Waits(by_kind) => {
                by_kind.get(kind.index()).copied().flatten().map_or(State::Open, State::Waiting)
            }
        };
        Some(Meaning { state, responds: listed.responds })
    }

    /// For a status without a meaning.
    pub(super) fn help(&self, status: &str) -> String {
        let known = self.by_name.keys().map(|name| &**name);
        let lists = "list it in `[evidence.changes]` under `waits`, `resolved`, `closed`, `reopened` or `open`, or as \
                     `missing` if it says nothing";
        match did_you_mean(status, known) {
            Some(help) if help.ends_with('?') => format!("{help} else {lists}"),
            Some(help) => format!("{help}; {lists}"),
            None => lists.to_owned(),
        }
    }

    /// Warns of statuses that never occur while one much like them does.
    pub(super) fn warn(&self, unlisted: &BTreeSet<String>, problems: &mut Diagnostics) {
        let mut absent: Vec<(&str, Span)> = self
            .by_name
            .iter()
            .filter(|(_, listed)| !listed.occurs.load(Ordering::Relaxed))
            .map(|(name, listed)| (&**name, listed.span))
            .collect();
        absent.sort_unstable_by_key(|(name, span)| (span.start, *name));
        for (listed, span) in absent {
            if let Some(found) = nearest(listed, unlisted.iter().map(String::as_str)) {
                let (listed, found) = (listed.to_owned(), found.to_owned());
                problems.push_in(in_project(span), EvidenceWarning::StatusNeverOccurs { listed, found, span });
            }
        }
    }
}
