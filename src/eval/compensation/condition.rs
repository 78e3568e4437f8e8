//! What verdicts of this and earlier periods say (semantics 6.3): only `breached` extends a streak, `not judged` is
//! skipped, anything else ends it. What is undecided, and what came before the evidence, may have been either.

use crate::eval::compensation::history::{History, Past};
use crate::eval::compensation::testimony::Testimony;
use crate::eval::compensation::verdict::Holds;
use crate::eval::verdict::Verdict;
use crate::model::{Condition, Empty, Model, NormId, Over};

/// The outcomes that are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Could {
    /// It holds.
    pub(super) yes: bool,
    /// It does not.
    pub(super) no: bool,
    /// A norm that it asks for was not judged.
    pub(super) skip: bool,
}

impl Could {
    pub(super) const YES: Self = Self { yes: true, no: false, skip: false };
    pub(super) const NO: Self = Self { yes: false, no: true, skip: false };
    pub(super) const SKIP: Self = Self { yes: false, no: false, skip: true };
    pub(super) const EITHER: Self = Self { yes: true, no: true, skip: false };

    /// Of something known.
    pub(super) fn of(holds: Option<bool>) -> Self {
        match holds {
            Some(true) => Self::YES,
            Some(false) => Self::NO,
            None => Self::EITHER,
        }
    }

    /// Whether it holds for certain.
    pub(super) fn is_certain(self) -> bool {
        self == Self::YES
    }

    /// In words.
    pub(super) fn holds(self) -> Holds {
        match (self.yes, self.no, self.skip) {
            (true, false, false) => Holds::Yes,
            (false, _, false) => Holds::No,
            (false, false, true) => Holds::NotJudged,
            (true | false, ..) => Holds::Unknown,
        }
    }

    fn not(self) -> Self {
        Self { yes: self.no, no: self.yes, skip: self.skip }
    }

    /// Not judged makes both together not judged, unless the other one does not hold.
    fn and(self, other: Self) -> Self {
        let any = |one: Self| one.yes || one.no || one.skip;
        Self {
            yes: self.yes && other.yes,
            no: (self.no && any(other)) || (other.no && any(self)),
            skip: (self.skip && (other.yes || other.skip)) || (other.skip && self.yes),
        }
    }
}

/// What a verdict says of `breached`, or else of `met`.
pub(super) fn said(verdict: Verdict, breached: bool, empty: Empty) -> Could {
    match verdict {
        Verdict::Breached => Could::of(Some(breached)),
        Verdict::Met => Could::of(Some(!breached)),
        Verdict::Undecided => Could { skip: empty == Empty::NotJudged, ..Could::EITHER },
        Verdict::Empty => Could::SKIP,
        Verdict::Measured => Could::NO,
    }
}

/// What conditions are asked of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chronicle<'a> {
    pub(super) model: &'a Model,
    pub(super) history: &'a History,
    pub(super) testimony: &'a Testimony<'a>,
}

impl Chronicle<'_> {
    /// Whether a condition holds in a period.
    pub(super) fn condition(&self, when: &Condition, at: usize) -> Could {
        match when {
            Condition::Norm { norm, breached, over } => {
                let empty = self.model.norm(*norm).empty;
                let says =
                    |past: &Past| past.norms.get(norm).map_or(Could::EITHER, |it| said(it.verdict, *breached, empty));
                self.norm(*over, at, says)
            }
            Condition::Judged(judgement) => {
                let past = self.history.at(at);
                let answer = self.testimony.answer(*judgement, None, past.end);
                // While a period runs people may still answer otherwise.
                if past.finished { Could::of(answer) } else { Could::EITHER }
            }
            Condition::And(a, b) => self.condition(a, at).and(self.condition(b, at)),
            Condition::Or(a, b) => self.condition(a, at).not().and(self.condition(b, at).not()).not(),
            Condition::Not(inner) => self.condition(inner, at).not(),
        }
    }

    fn norm(&self, over: Over, at: usize, says: impl Fn(&Past) -> Could) -> Could {
        let this = says(self.history.at(at));
        let (certain, possible) = match over {
            Over::This => return this,
            Over::InARow(count) => {
                let (certain, possible) = self.streak(at, &says);
                (certain >= count, possible.is_none_or(|possible| possible >= count))
            }
            Over::OfAny(count, of) => {
                let (certain, possible) = self.among(at, of, &says);
                (certain >= count, possible >= count)
            }
        };
        Could { yes: this.yes && possible, no: this.no || (this.yes && !certain), skip: this.skip }
    }

    /// How many periods there are in a row up to this one, which is taken as one of them: for certain, and at most.
    fn streak(&self, at: usize, says: &impl Fn(&Past) -> Could) -> (u32, Option<u32>) {
        let (mut certain, mut possible, mut sure) = (1u32, 1u32, true);
        for past in self.history.before(at) {
            let could = says(past);
            if could == Could::SKIP {
                continue;
            }
            if !could.yes && !could.skip {
                return (certain, Some(possible));
            }
            sure &= could == Could::YES;
            possible = possible.saturating_add(u32::from(could.yes));
            certain = certain.saturating_add(u32::from(sure));
        }
        (certain, (!self.history.begins.is_unknown()).then_some(possible))
    }

    /// How many of the last so many periods there are, this one taken as one of them: for certain, and at most.
    fn among(&self, at: usize, of: u32, says: &impl Fn(&Past) -> Could) -> (u32, u32) {
        let before = of.saturating_sub(1);
        let (mut seen, mut certain, mut possible) = (0u32, 1u32, 1u32);
        for past in self.history.before(at).take(before as usize) {
            let could = says(past);
            seen += 1;
            certain += u32::from(could == Could::YES);
            possible += u32::from(could.yes);
        }
        let unknown = if self.history.begins.is_unknown() { before - seen } else { 0 };
        (certain, possible.saturating_add(unknown))
    }

    /// The verdict of a norm, or of one of its requirements, in this period and those before it; `None`: nobody knows.
    pub(super) fn verdicts(&self, at: usize, norm: NormId, requirement: Option<usize>) -> Vec<Verdict> {
        let of = |past: &Past| {
            let judged = past.norms.get(&norm)?;
            match requirement {
                None => Some(judged.verdict),
                Some(index) => judged.requirements.get(&index).copied(),
            }
        };
        let this = self.history.past.get(at..=at).unwrap_or_default();
        this.iter().chain(self.history.before(at)).filter_map(of).collect()
    }
}
