//! Which ticket an identifier is. While the files hold them in ascending order, as exports do, nothing needs to be kept;
//! otherwise a hash of each.

use super::hash::{LookUp, of_text};
use super::table::Ticket;

/// Finds tickets, by their position in reading order.
#[derive(Debug, Default)]
pub(super) struct TicketIndex {
    disorder: Option<Hashes>,
    left_out: LookUp<Box<str>, LeftOut>,
    incomplete: bool,
}

#[derive(Debug, Default)]
struct Hashes {
    first: LookUp<u64, u32>,
    /// Those whose hash another one has.
    clashing: Vec<u32>,
}

/// Why a ticket that a file holds is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeftOut {
    /// `only` leaves it out.
    OutOfScope,
    /// Its row is bad.
    Refused,
}

/// What is known of an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// A ticket, by its position in reading order.
    Ticket(u32),
    /// One that is left out.
    LeftOut(LeftOut),
    /// Not all tickets could be read: it may be one of those.
    Perhaps,
    /// No file holds it.
    No,
}

impl TicketIndex {
    /// Takes in the ticket that is about to be pushed to `tickets`; the position of the one that has its identifier
    /// already, if any.
    pub(super) fn add(&mut self, tickets: &[Ticket], id: &str) -> Result<(), u32> {
        let is_next = tickets.last().is_none_or(|last| *last.id < *id);
        if is_next && self.disorder.is_none() {
            return Ok(());
        }
        let hashes = self.disorder.get_or_insert_with(|| {
            let mut hashes = Hashes::default();
            hashes.first.reserve(tickets.len().saturating_mul(2));
            for (position, ticket) in (0..).zip(tickets) {
                hashes.add(position, &ticket.id);
            }
            hashes
        });
        if let Some(first) = hashes.find(tickets, id) {
            return Err(first);
        }
        hashes.add(tickets.len() as u32, id);
        Ok(())
    }

    /// Notes a ticket that is left out.
    pub(super) fn leave_out(&mut self, id: Box<str>, why: LeftOut) {
        self.left_out.insert(id, why);
    }

    /// Notes that some tickets could not be read.
    pub(super) fn set_incomplete(&mut self) {
        self.incomplete = true;
    }

    /// What is known of `id`. `hint`: where the last one was found, for files in the order of the tickets.
    pub(super) fn find(&self, tickets: &[Ticket], id: &str, hint: &mut u32) -> Known {
        let position = match &self.disorder {
            Some(hashes) => hashes.find(tickets, id),
            None => ascending(tickets, id, *hint),
        };
        if let Some(position) = position {
            *hint = position;
            return Known::Ticket(position);
        }
        match self.left_out.get(id) {
            Some(why) => Known::LeftOut(*why),
            None if self.incomplete => Known::Perhaps,
            None => Known::No,
        }
    }
}

/// Looks near the hint first, then further and further after it, then everywhere.
fn ascending(tickets: &[Ticket], id: &str, hint: u32) -> Option<u32> {
    let mut from = hint as usize;
    if tickets.get(from).is_none_or(|ticket| *ticket.id > *id) {
        from = 0;
    }
    let mut step = 1;
    let mut to = from;
    while tickets.get(to).is_some_and(|ticket| *ticket.id < *id) {
        from = to;
        to += step;
        step *= 2;
    }
    let range = tickets.get(from..tickets.len().min(to + 1))?;
    let found = range.binary_search_by(|ticket| (*ticket.id).cmp(id)).ok()?;
    u32::try_from(from + found).ok()
}

impl Hashes {
    fn add(&mut self, position: u32, id: &str) {
        if *self.first.entry(of_text(id)).or_insert(position) != position {
            self.clashing.push(position);
        }
    }

    fn find(&self, tickets: &[Ticket], id: &str) -> Option<u32> {
        let is = |position: &u32| tickets.get(*position as usize).is_some_and(|ticket| *ticket.id == *id);
        let first = self.first.get(&of_text(id))?;
        if is(first) { Some(*first) } else { self.clashing.iter().copied().find(is) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::RowRef;
    use crate::model::TicketKindId;
    use crate::quantity::Instant;

    fn ticket(id: &str) -> Ticket {
        Ticket {
            id: id.into(),
            kind: TicketKindId(0),
            opened: Instant::FIRST,
            responded: None,
            resolved: None,
            closed: None,
            priority: None,
            component: None,
            plan: None,
            cells: Box::default(),
            row: RowRef { file: 0, line: 1 },
        }
    }

    /// Adds each; the positions of those that were there already.
    fn index(ids: &[&str]) -> (TicketIndex, Vec<Ticket>, Vec<u32>) {
        let (mut index, mut tickets, mut twice) = (TicketIndex::default(), Vec::new(), Vec::new());
        for id in ids {
            match index.add(&tickets, id) {
                Ok(()) => tickets.push(ticket(id)),
                Err(first) => twice.push(first),
            }
        }
        (index, tickets, twice)
    }

    #[test]
    fn found_in_any_order() {
        for ids in [["A", "B", "C", "D", "E"], ["D", "A", "E", "C", "B"]] {
            let (index, tickets, twice) = index(&ids);
            assert!(twice.is_empty());
            for hint in 0..7 {
                for (position, id) in (0..).zip(ids) {
                    assert_eq!(index.find(&tickets, id, &mut { hint }), Known::Ticket(position), "{id} after {hint}");
                }
                for stranger in ["", "AA", "F"] {
                    assert_eq!(index.find(&tickets, stranger, &mut { hint }), Known::No, "{stranger}");
                }
            }
        }
    }

    #[test]
    fn twice_is_noticed() {
        assert_eq!(index(&["A", "B", "B", "C", "A"]).2, [1, 0]);
    }

    #[test]
    fn those_left_out_are_no_strangers() {
        let (mut index, tickets, _) = index(&["A"]);
        index.leave_out("B".into(), LeftOut::Refused);
        assert_eq!(index.find(&tickets, "B", &mut 0), Known::LeftOut(LeftOut::Refused));
        assert_eq!(index.find(&tickets, "C", &mut 0), Known::No);
        index.set_incomplete();
        assert_eq!(index.find(&tickets, "C", &mut 0), Known::Perhaps);
    }
}
