//! Judging tickets as they are read: only those that something is told of are kept.

use std::collections::BTreeMap;

use crate::calendar::Calendar;
use crate::eval::compensation::Book;
use crate::eval::figures::Figures;
use crate::eval::frame::Frames;
use crate::eval::judgements::Judgements;
use crate::eval::ledger::Ledger;
use crate::eval::tickets::{OfIt, Walk};
use crate::eval::verdict::Verdicts;
use crate::eval::{Request, World, since};
use crate::evidence::{Loaded, Opened, Ticket, TicketIx, Visitor, Whole};

/// As [`super::evaluate`], of evidence whose tickets are still to be read. What is given back of the evidence has only the
/// tickets that a verdict names. `None`: something is amiss, or the contract looks at all tickets more than once.
pub fn evaluate_streaming(
    calendar: &Calendar<'_>,
    opened: Opened<'_>,
    request: &Request,
) -> Option<(Loaded, Verdicts)> {
    let model = calendar.model();
    let book = Book::new(calendar, opened.others(), request);
    // Norms with periods of their own walk over the tickets again; where history begins with a ticket, that is known too late.
    if book.begins_with_evidence() || model.norms.iter().any(|norm| norm.every.is_some()) {
        return None;
    }
    let all = book.since_the_beginning(request);
    let figures = Figures::new(model);
    let frames = Frames::new(&all, since(calendar));
    let watch = Watch {
        walk: &Walk::new(model, calendar, &frames, &figures, &all),
        judgements: &Judgements::new(opened.others()),
    };
    let (gathered, read) = opened.visit(&watch)?;
    let (ledger, told_of) = together(gathered, watch.walk.ledger());
    let loaded = opened.close(read, told_of);
    let mut book = Book::new(calendar, &loaded.evidence, request);
    let world = World { calendar, evidence: &loaded.evidence, figures: &figures, plan: request.plan };
    let (periods, problems) =
        world.each_period(&frames, ledger, |judge, readings, checks| book.period(judge, readings, checks));
    let periods = periods.into_iter().flatten().collect();
    let verdicts = Verdicts { as_of: request.as_of, plan: request.plan, periods, problems };
    Some((loaded, verdicts))
}

/// Judges each ticket that it sees.
#[derive(Debug)]
struct Watch<'a> {
    walk: &'a Walk<'a>,
    judgements: &'a Judgements<'a>,
}

/// What one thread gathered.
#[derive(Debug)]
struct Gathered {
    ledger: Ledger,
    /// The tickets that the ledger names, by the numbers that it has for them.
    told_of: Vec<Ticket>,
}

impl Visitor for Watch<'_> {
    type Gathered = Gathered;

    fn start(&self) -> Gathered {
        Gathered { ledger: self.walk.ledger(), told_of: Vec::new() }
    }

    fn visit(&self, whole: &mut Whole, gathered: &mut Gathered) {
        let Gathered { ledger, told_of } = gathered;
        let ix = TicketIx(u32::try_from(told_of.len()).expect("evidence numbers its tickets in 32 bits"));
        let of_it = OfIt { changes: &whole.changes, waits: &whole.waits, updates: &whole.updates };
        if self.walk.ticket(ix, &whole.ticket, of_it, self.judgements, ledger) {
            told_of.push(whole.ticket.clone());
        }
    }
}

/// What all threads gathered, with tickets in order of opening, then identifier.
fn together(gathered: Vec<Gathered>, mut all: Ledger) -> (Ledger, Vec<Ticket>) {
    let mut told_of: Vec<(usize, usize, Ticket)> = Vec::new();
    let mut ledgers = Vec::new();
    for (hand, Gathered { ledger, told_of: own }) in gathered.into_iter().enumerate() {
        ledgers.push((ledger, vec![TicketIx(0); own.len()]));
        told_of.extend(own.into_iter().enumerate().map(|(number, ticket)| (hand, number, ticket)));
    }
    told_of.sort_by(|(.., a), (.., b)| (a.opened, &a.id).cmp(&(b.opened, &b.id)));
    for (ix, (hand, number, _)) in (0..).map(TicketIx).zip(&told_of) {
        if let Some(slot) = ledgers.get_mut(*hand).and_then(|(_, numbers)| numbers.get_mut(*number)) {
            *slot = ix;
        }
    }
    for (mut ledger, numbers) in ledgers {
        ledger.renumber(&numbers);
        all.append(ledger);
    }
    let told_of: Vec<Ticket> = told_of.into_iter().map(|(.., ticket)| ticket).collect();
    let by_id: BTreeMap<&str, TicketIx> = if all.has_differences() {
        told_of.iter().map(|ticket| &*ticket.id).zip((0..).map(TicketIx)).collect()
    } else {
        BTreeMap::new()
    };
    all.sort(|id| by_id.get(id).copied());
    (all, told_of)
}
