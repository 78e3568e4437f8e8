//! What changes of clocks do to the hours of a window.

use chrono::{DateTime, NaiveDateTime};

use super::window::{Lines, Spell};
use super::{Calendar, IntervalSet};
use crate::model::{WindowBody, WindowId, Zone};
use crate::quantity::Elapsed;

/// Hours of a window as the clock on the wall shows them, without a break, and how long they really last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// When the wall shows that it opens.
    pub from: NaiveDateTime,
    /// When the wall shows that it closes.
    pub to: NaiveDateTime,
    /// The time in between on the wall.
    pub written: Elapsed,
    /// The time in between, by what the wall shows read as RFC 5545 does.
    pub open: Elapsed,
}

impl Stretch {
    /// Whether a change of clocks leaves nothing of it.
    pub fn is_emptied(&self) -> bool {
        self.open == Elapsed::ZERO
    }

    /// Whether a change of clocks makes it twice as long, or more.
    pub fn is_doubled(&self) -> bool {
        self.written.checked_mul(2).is_some_and(|twice| twice <= self.open)
    }
}

impl Calendar<'_> {
    /// The stretches of a window, in order, that a change of clocks leaves longer or shorter than they are written: hours
    /// that touch or overlap are one stretch, whichever lines and days they are of. None of a window that is computed
    /// from others, whose own hours tell, nor of one with a fixed offset.
    pub fn stretches(&self, id: WindowId) -> Vec<Stretch> {
        let window = self.model().window(id);
        match (&window.body, window.zone) {
            (WindowBody::Lines { regular, dated }, Zone::Named(_)) => {
                let lines = Lines { zone: window.zone, regular, dated, holidays: |list| self.holidays(list) };
                changed(lines.spells())
            }
            (WindowBody::Lines { .. }, Zone::Fixed(_)) | (WindowBody::Algebra(_), _) => Vec::new(),
        }
    }
}

fn changed(mut spells: Vec<Spell>) -> Vec<Stretch> {
    spells.sort_unstable_by_key(|spell| (spell.from, spell.to));
    let mut found = Vec::new();
    let mut rest = spells.as_slice();
    while let Some(first) = rest.first() {
        let mut to = first.to;
        let count = rest
            .iter()
            .take_while(|next| {
                let touches = next.from <= to;
                to = if touches { to.max(next.to) } else { to };
                touches
            })
            .count();
        let (together, others) = rest.split_at(count);
        rest = others;
        found.extend(stretch(first.from, to, together));
    }
    found
}

/// The stretch that these make together, where its length is not what is written.
fn stretch(from: i64, to: i64, together: &[Spell]) -> Option<Stretch> {
    let written = Elapsed::from_seconds(to - from)?;
    let open = match together {
        [one] => one.interval.map_or(Elapsed::ZERO, super::Interval::length),
        several => IntervalSet::from_unsorted(several.iter().filter_map(|spell| spell.interval)).length(),
    };
    let wall = |seconds| DateTime::from_timestamp(seconds, 0).map(|time| time.naive_utc());
    (open != written).then_some(Stretch { from: wall(from)?, to: wall(to)?, written, open })
}
