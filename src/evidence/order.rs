use crate::quantity::Instant;

use super::table::Ticket;

/// Puts tickets in order of opening, then identifier. Returns where each went, by its position before.
pub(super) fn in_order_of_opening(tickets: &mut [Ticket]) -> Vec<u32> {
    let mut order: Vec<(Instant, u32)> = tickets.iter().map(|ticket| ticket.opened).zip(0..).collect();
    let id = |position: u32| tickets.get(position as usize).map(|ticket| &ticket.id);
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| id(a.1).cmp(&id(b.1))));
    let mut rank = vec![0; tickets.len()];
    for (place, (_, position)) in (0..).zip(order) {
        if let Some(rank) = rank.get_mut(position as usize) {
            *rank = place;
        }
    }
    // Every swap brings at least one ticket to its place.
    let mut target = rank.clone();
    for position in 0..tickets.len() {
        while let Some(to) = target.get(position).map(|to| *to as usize).filter(|to| *to != position) {
            tickets.swap(position, to);
            target.swap(position, to);
        }
    }
    rank
}
