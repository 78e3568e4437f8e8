//! Conditions on verdicts: which of two holds more often.

use super::Comparing;
use super::change::Effect;
use super::part::Part;
use crate::model::{Condition, Over};

/// How often one of two conditions holds beside the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Often {
    Same,
    More,
    Less,
    Depends,
}

impl Often {
    fn turned(self) -> Self {
        match self {
            Self::More => Self::Less,
            Self::Less => Self::More,
            Self::Same | Self::Depends => self,
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Same, often) | (often, Self::Same) => often,
            (a, b) if a == b => a,
            (_, _) => Self::Depends,
        }
    }

    /// For whose good it is, where what holds more often is better.
    pub(super) fn effect(self) -> Effect {
        match self {
            Self::Same => Effect::Neither,
            Self::More => Effect::Better,
            Self::Less => Effect::Worse,
            Self::Depends => Effect::unclear("each of the two can hold where the other does not"),
        }
    }
}

impl Comparing<'_> {
    /// How often the second holds beside the first.
    pub(super) fn often(&self, old: &Condition, new: &Condition) -> Often {
        often(&old.part(self.was), &new.part(self.now))
    }
}

/// Both in the terms of the comparison.
fn often(old: &Condition, new: &Condition) -> Often {
    if old == new {
        return Often::Same;
    }
    match (old, new) {
        (Condition::Norm { norm, breached, over }, Condition::Norm { norm: other, breached: also, over: now })
            if norm == other && breached == also =>
        {
            repeated(*over, *now)
        }
        (Condition::Not(a), Condition::Not(b)) => often(a, b).turned(),
        (Condition::And(a, b), Condition::And(c, d)) | (Condition::Or(a, b), Condition::Or(c, d)) => {
            let straight = often(a, c).and(often(b, d));
            let crossed = often(a, d).and(often(b, c));
            if straight == Often::Depends { crossed } else { straight }
        }
        // One more that must hold, or one that need not any more.
        (old, Condition::And(a, b)) if **a == *old || **b == *old => Often::Less,
        (Condition::And(a, b), new) if **a == *new || **b == *new => Often::More,
        (old, Condition::Or(a, b)) if **a == *old || **b == *old => Often::More,
        (Condition::Or(a, b), new) if **a == *new || **b == *new => Often::Less,
        (
            Condition::Norm { .. } | Condition::Judged(_) | Condition::And(..) | Condition::Or(..) | Condition::Not(_),
            _,
        ) => Often::Depends,
    }
}

/// How often one repetition holds beside another. Each asks that it came out so in this period too.
fn repeated(old: Over, new: Over) -> Often {
    match (implies(old, new), implies(new, old)) {
        (true, true) => Often::Same,
        (true, false) => Often::More,
        (false, true) => Often::Less,
        (false, false) => Often::Depends,
    }
}

/// Whether the second holds wherever the first does.
fn implies(first: Over, second: Over) -> bool {
    match (first, second) {
        (_, Over::This) => true,
        (Over::InARow(count), Over::InARow(other)) => count >= other,
        (Over::OfAny(count, of), Over::OfAny(other, span)) => {
            // Of fewer periods, those that fall away may be any of them.
            other <= 1 || other <= count.saturating_sub(of.saturating_sub(span))
        }
        (Over::This, Over::InARow(count) | Over::OfAny(count, _)) => count <= 1,
        // A row skips the periods that were not judged.
        (Over::InARow(_), Over::OfAny(count, _)) | (Over::OfAny(..), Over::InARow(count)) => count <= 1,
    }
}

#[test]
fn repetitions_agree_with_counting() {
    // Every course of six periods, the last one first.
    let holds = |over: Over, course: u32| {
        let hit = |n: u32| course & (1 << n) != 0;
        match over {
            Over::This => hit(0),
            Over::InARow(count) => (0..count).all(hit),
            Over::OfAny(count, of) => hit(0) && (0..of).filter(|n| hit(*n)).count() >= count as usize,
        }
    };
    let all = [Over::This].into_iter().chain((2..5).map(Over::InARow));
    let all: Vec<Over> = all.chain((2..5).flat_map(|of| (1..of).map(move |count| Over::OfAny(count, of)))).collect();
    for first in &all {
        for second in &all {
            let counted = (0..64).all(|course| !holds(*first, course) || holds(*second, course));
            let claimed = implies(*first, *second);
            assert!(counted || !claimed, "{first:?} does not imply {second:?}");
        }
    }
}
