//! Rows that belong to tickets, kept by the identifiers of their tickets until those are read.

use std::cmp::Ordering;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

use super::hash::{LookUp, of_text};

/// The rows of one table, and the tickets that they name.
#[derive(Debug)]
pub(super) struct Belongings<T> {
    /// All identifiers, one after the other: those of neighbouring rows that are the same, once.
    ids: String,
    groups: Vec<Group>,
    /// In reading order.
    rows: Vec<T>,
    order: Order,
    /// What became of each group.
    claims: Vec<AtomicU8>,
}

/// Neighbouring rows of one ticket.
#[derive(Debug, Clone, Copy)]
struct Group {
    /// Where its identifier ends.
    id_end: usize,
    /// Where its rows end.
    rows_end: u32,
}

/// How a group is found.
#[derive(Debug)]
enum Order {
    /// The identifiers of the groups rise: an export in the order of its tickets.
    Rising,
    /// By the hash of the identifier the first group, and for each group the next one of the same ticket.
    Hashed { first: LookUp<u64, u32>, next: Vec<Option<u32>> },
}

const UNCLAIMED: u8 = 0;
const TAKEN: u8 = 1;
const LEFT_OUT: u8 = 2;

/// There is more than this program can count, or two identifiers have one hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMuch;

impl<T> Default for Belongings<T> {
    fn default() -> Self {
        Self { ids: String::new(), groups: Vec::new(), rows: Vec::new(), order: Order::Rising, claims: Vec::new() }
    }
}

impl<T: Clone> Belongings<T> {
    /// Adds the next row.
    pub(super) fn add(&mut self, id: &str, row: T) -> Result<(), TooMuch> {
        self.rows.push(row);
        let rows_end = u32::try_from(self.rows.len()).map_err(|_| TooMuch)?;
        let last = self.groups.len().checked_sub(1);
        if last.is_some_and(|last| self.id(last) == id)
            && let Some(group) = self.groups.last_mut()
        {
            group.rows_end = rows_end;
            return Ok(());
        }
        self.ids.push_str(id);
        self.groups.push(Group { id_end: self.ids.len(), rows_end });
        Ok(())
    }

    /// All rows are there: they can be looked for.
    pub(super) fn close(&mut self) -> Result<(), TooMuch> {
        self.claims = self.groups.iter().map(|_| AtomicU8::new(UNCLAIMED)).collect();
        let rises = (1..self.groups.len()).all(|group| self.id(group - 1) < self.id(group));
        if !rises {
            self.order = self.hashed()?;
        }
        Ok(())
    }

    /// Nothing is claimed.
    pub(super) fn reset(&self) {
        self.claims.iter().for_each(|claim| claim.store(UNCLAIMED, Relaxed));
    }

    fn hashed(&self) -> Result<Order, TooMuch> {
        let mut first: LookUp<u64, u32> = LookUp::default();
        let mut last: LookUp<u32, u32> = LookUp::default();
        let mut next = vec![None; self.groups.len()];
        for group in (0u32..).take(self.groups.len()) {
            let id = self.id(group as usize);
            let head = *first.entry(of_text(id)).or_insert(group);
            if head == group {
                continue;
            }
            if self.id(head as usize) != id {
                return Err(TooMuch);
            }
            let before = last.insert(head, group).unwrap_or(head);
            if let Some(next) = next.get_mut(before as usize) {
                *next = Some(group);
            }
        }
        Ok(Order::Hashed { first, next })
    }

    fn id(&self, group: usize) -> &str {
        let end = |group: usize| self.groups.get(group).map_or(0, |group| group.id_end);
        self.ids.get(group.checked_sub(1).map_or(0, end)..end(group)).unwrap_or_default()
    }

    fn rows(&self, group: usize) -> &[T] {
        let end = |group: usize| self.groups.get(group).map_or(0, |group| group.rows_end as usize);
        self.rows.get(group.checked_sub(1).map_or(0, end)..end(group)).unwrap_or_default()
    }

    /// The rows of a ticket in reading order, added to `into`. `hint`: where the last one was found, for files in the order
    /// of their tickets.
    pub(super) fn take(&self, id: &str, hint: &mut usize, into: &mut Vec<T>) {
        self.each(id, hint, |rows, claim| {
            claim.store(TAKEN, Relaxed);
            into.extend_from_slice(rows);
        });
    }

    /// Notes that a ticket is left out: so are its rows.
    pub(super) fn leave_out(&self, id: &str, hint: &mut usize) {
        self.each(id, hint, |_, claim| claim.store(LEFT_OUT, Relaxed));
    }

    fn each(&self, id: &str, hint: &mut usize, mut of: impl FnMut(&[T], &AtomicU8)) {
        let mut at = match &self.order {
            Order::Rising => self.rising(id, hint),
            Order::Hashed { first, .. } => {
                let found = first.get(&of_text(id)).map(|group| *group as usize);
                found.filter(|group| self.id(*group) == id)
            }
        };
        while let Some(group) = at {
            if let Some(claim) = self.claims.get(group) {
                of(self.rows(group), claim);
            }
            at = match &self.order {
                Order::Rising => None,
                Order::Hashed { next, .. } => next.get(group).copied().flatten().map(|group| group as usize),
            };
        }
    }

    /// Looks at the hint first, then further and further after it; before it, everywhere. `hint` becomes where the identifier
    /// is, or would be.
    fn rising(&self, id: &str, hint: &mut usize) -> Option<usize> {
        let end = self.groups.len();
        let at = (*hint).min(end);
        let (mut from, mut to) = (0, at);
        if at < end {
            match self.id(at).cmp(id) {
                Ordering::Equal => return Some(at),
                // Between two neighbours there is nothing to look for.
                Ordering::Greater if at == 0 || self.id(at - 1) < id => return None,
                Ordering::Greater => {}
                Ordering::Less => {
                    (from, to) = (at + 1, at + 1);
                    let mut step = 1;
                    while to < end && self.id(to) < id {
                        from = to + 1;
                        to += step;
                        step *= 2;
                    }
                    to = end.min(to + 1);
                }
            }
        }
        while from < to {
            let middle = from + (to - from) / 2;
            match self.id(middle).cmp(id) {
                Ordering::Less => from = middle + 1,
                Ordering::Equal => {
                    *hint = middle;
                    return Some(middle);
                }
                Ordering::Greater => to = middle,
            }
        }
        *hint = from;
        None
    }

    /// Whether some rows name a ticket that never came.
    pub(super) fn has_strangers(&self) -> bool {
        self.claims.iter().any(|claim| claim.load(Relaxed) == UNCLAIMED)
    }

    /// The rows of tickets that are left out.
    pub(super) fn left_out(&self) -> impl Iterator<Item = &T> {
        let groups = self.claims.iter().enumerate();
        let left_out = groups.filter(|(_, claim)| claim.load(Relaxed) == LEFT_OUT);
        left_out.flat_map(|(group, _)| self.rows(group))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever the order of the rows and of the questions, each ticket gets its rows, in reading order.
        #[test]
        fn each_ticket_gets_its_rows(
            ids in proptest::collection::vec(0_u8..12, 0..40),
            asked in proptest::collection::vec(0_u8..14, 0..30),
            rises in any::<bool>(),
        ) {
            let mut ids: Vec<String> = ids.iter().map(|id| format!("T{id}")).collect();
            if rises {
                ids.sort();
            }
            let mut rows = Belongings::default();
            for (number, id) in ids.iter().enumerate() {
                rows.add(id, number).unwrap();
            }
            rows.close().unwrap();
            let mut hint = 0;
            for asked in &asked {
                let (id, mut got) = (format!("T{asked}"), Vec::new());
                rows.take(&id, &mut hint, &mut got);
                let want: Vec<usize> = (0..ids.len()).filter(|number| ids[*number] == id).collect();
                prop_assert_eq!(got, want, "{}", id);
            }
            let strangers = ids.iter().any(|id| asked.iter().all(|asked| format!("T{asked}") != *id));
            prop_assert_eq!(rows.has_strangers(), strangers);
            rows.leave_out("T3", &mut hint);
            prop_assert_eq!(rows.left_out().count(), ids.iter().filter(|id| *id == "T3").count());
        }
    }
}
