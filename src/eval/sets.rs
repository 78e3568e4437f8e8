//! Sets of time: what is in them as known, and between which two sets they lie whatever is missing or still to come.

use std::collections::BTreeSet;

use crate::calendar::{Interval, IntervalSet};
use crate::eval::extent::Extent;
use crate::eval::frame::Frame;
use crate::eval::judge::Judge;
use crate::eval::rowsets::NotGiven;
use crate::eval::scene::{Done, Scene};
use crate::model::{BudgetSpan, ComponentId, GroupId, RowSet, SetExpr, SliceSide, SlicesId, StepValue, WindowExpr};
use crate::quantity::{Elapsed, Instant};

/// What a set is made of, with one row set as something else (see [`super::weight`]).
#[derive(Debug, Clone, Copy)]
pub(super) struct Instead<'a> {
    /// Which rows.
    pub(super) rows: &'a RowSet,
    /// Of which component.
    pub(super) component: Option<ComponentId>,
    /// What stands for them.
    pub(super) by: &'a Extent,
}

/// The least and the most that may be in a set.
pub(super) type Bounds = (Extent, Extent);

impl Judge<'_> {
    /// When a window is open, within a stretch of time.
    pub(super) fn window(&self, window: &WindowExpr, frame: &Frame) -> IntervalSet {
        self.calendar.schedule(window).open().clip(frame.period.from, frame.period.to)
    }

    /// The time of a set within the scene, as known.
    pub(super) fn set(
        &self,
        set: &SetExpr,
        scene: &Scene<'_>,
        instead: Option<Instead<'_>>,
    ) -> Result<Extent, NotGiven> {
        match set {
            SetExpr::Period => Ok(whole(&scene.frame).into()),
            SetExpr::Window(window) => Ok(self.window(window, &scene.frame).into()),
            SetExpr::Rows(rows) => match instead {
                Some(other) if other.rows == rows && other.component == scene.component => Ok(other.by.clone()),
                Some(_) | None => self.tables.known(rows, scene.component, &scene.frame),
            },
            SetExpr::Slices(id, subject, side) => {
                let time = self.slice_time(*id, Self::sampled_component(*subject, scene), *side)?;
                Ok(time.clip(scene.frame.period.from, scene.frame.period.to).into())
            }
            SetExpr::Step(id) => {
                let StepValue::Set(set) = scene.step(*id) else {
                    unreachable!("a set is made of steps that are sets");
                };
                match (instead, scene.done.get(id.index())) {
                    (None, Some(Done::Set(known))) => known.clone(),
                    (None, _) => scene.remember(*id, || self.set(set, scene, None)),
                    (Some(_), _) => self.set(set, scene, instead),
                }
            }
            SetExpr::Union(a, b) => Ok(self.set(a, scene, instead)?.union(&self.set(b, scene, instead)?)),
            SetExpr::Intersection(a, b) => Ok(self.set(a, scene, instead)?.intersection(&self.set(b, scene, instead)?)),
            SetExpr::Difference(a, b) => Ok(self.set(a, scene, instead)?.difference(&self.set(b, scene, instead)?)),
            SetExpr::Quorum(least, group, of) => {
                let each = |scene: &Scene<'_>| Ok(self.set(of, scene, instead)?.support());
                let sets = self.of_members(*group, scene, each)?;
                Ok(at_least(*least, &sets).into())
            }
            SetExpr::First(budget, per, of) => match instead {
                // What is within the budget stays so.
                Some(_) => Ok(self.set(of, scene, instead)?.intersection(&self.set(set, scene, None)?)),
                None => {
                    let mut all = IntervalSet::EMPTY;
                    for scene in self.budgets(*per, scene) {
                        let set = self.set(of, &scene, None)?.support();
                        let until = used_up(&set, *budget).unwrap_or(Instant::END);
                        all = all.union(&set.clip(Instant::FIRST, until));
                    }
                    Ok(all.clip(scene.frame.period.from, scene.frame.period.to).into())
                }
            },
        }
    }

    /// What is in a set whatever is missing or still to come, and what may be in it.
    pub(super) fn bounds(&self, set: &SetExpr, scene: &Scene<'_>) -> Result<Bounds, NotGiven> {
        match set {
            SetExpr::Period | SetExpr::Window(_) => {
                let known = self.set(set, scene, None)?;
                Ok((known.clone(), known))
            }
            SetExpr::Rows(rows) => self.tables.could(rows, scene.component, &scene.frame),
            SetExpr::Slices(id, subject, side) => {
                self.slices_could(*id, Self::sampled_component(*subject, scene), *side, &scene.frame)
            }
            SetExpr::Step(id) => match scene.step(*id) {
                StepValue::Set(set) => self.bounds(set, scene),
                StepValue::Formula(_) => unreachable!("a set is made of steps that are sets"),
            },
            SetExpr::Union(a, b) => {
                let (a, b) = (self.bounds(a, scene)?, self.bounds(b, scene)?);
                Ok((a.0.union(&b.0), a.1.union(&b.1)))
            }
            SetExpr::Intersection(a, b) => {
                let (a, b) = (self.bounds(a, scene)?, self.bounds(b, scene)?);
                Ok((a.0.intersection(&b.0), a.1.intersection(&b.1)))
            }
            SetExpr::Difference(a, b) => {
                let (a, b) = (self.bounds(a, scene)?, self.bounds(b, scene)?);
                Ok((a.0.difference(&b.1), a.1.difference(&b.0)))
            }
            SetExpr::Quorum(least, group, of) => {
                let both = self.of_members(*group, scene, |scene| self.bounds(of, scene))?;
                let (must, may): (Vec<_>, Vec<_>) =
                    both.into_iter().map(|(must, may)| (must.support(), may.support())).unzip();
                Ok((at_least(*least, &must).into(), at_least(*least, &may).into()))
            }
            SetExpr::First(budget, per, of) => {
                let (mut must, mut may) = (IntervalSet::EMPTY, IntervalSet::EMPTY);
                for scene in self.budgets(*per, scene) {
                    let (least, most) = self.bounds(of, &scene)?;
                    let (least, most) = (least.support(), most.support());
                    // In it for certain is what comes before even the most has used it up.
                    let until = |set: &IntervalSet| used_up(set, *budget).unwrap_or(Instant::END);
                    must = must.union(&least.clip(Instant::FIRST, until(&most)));
                    may = may.union(&most.clip(Instant::FIRST, until(&least)));
                }
                let clip = |set: IntervalSet| set.clip(scene.frame.period.from, scene.frame.period.to).into();
                Ok((clip(must), clip(may)))
            }
        }
    }

    /// What is in slices for certain, and what may be.
    pub(super) fn slices_could(
        &self,
        id: SlicesId,
        component: Option<ComponentId>,
        side: SliceSide,
        frame: &Frame,
    ) -> Result<Bounds, NotGiven> {
        let (must, may) = self.slice_time_could(id, component, side)?;
        let clip = |time: IntervalSet| time.clip(frame.period.from, frame.period.to).into();
        Ok((clip(must), clip(may)))
    }

    /// Whether some time may or may not be in a set.
    pub(super) fn is_open(&self, set: &SetExpr, scene: &Scene<'_>) -> Result<bool, NotGiven> {
        match set {
            SetExpr::Period | SetExpr::Window(_) => Ok(false),
            SetExpr::Rows(_) | SetExpr::Slices(..) | SetExpr::Quorum(..) | SetExpr::First(..) => {
                let (must, may) = self.bounds(set, scene)?;
                Ok(must != may)
            }
            SetExpr::Step(id) => match scene.step(*id) {
                StepValue::Set(set) => self.is_open(set, scene),
                StepValue::Formula(_) => Ok(false),
            },
            SetExpr::Union(a, b) | SetExpr::Intersection(a, b) | SetExpr::Difference(a, b) => {
                Ok(self.is_open(a, scene)? || self.is_open(b, scene)?)
            }
        }
    }

    /// The scene of each member of a group that is there at all.
    pub(super) fn members<'m>(&self, group: GroupId, scene: &Scene<'m>) -> Result<Vec<Scene<'m>>, NotGiven> {
        let group = self.model.group(group);
        if !group.known {
            return Err(NotGiven("components"));
        }
        let there = |member: &ComponentId| {
            let frame = scene.frame.within(group.life(*member), self.calendar.zone())?;
            Some(scene.elsewhere(Some(*member), frame))
        };
        Ok(group.members.iter().filter_map(there).collect())
    }

    fn of_members<T>(
        &self,
        group: GroupId,
        scene: &Scene<'_>,
        each: impl Fn(&Scene<'_>) -> Result<T, NotGiven>,
    ) -> Result<Vec<T>, NotGiven> {
        self.members(group, scene)?.iter().map(each).collect()
    }

    /// The scene of each stretch with a budget of its own, up to the end of the period.
    fn budgets<'m>(&self, per: BudgetSpan, scene: &Scene<'m>) -> Vec<Scene<'m>> {
        let periods = self.calendar.periods();
        let (mut at, end) = (scene.frame.period.from, scene.frame.period.to);
        let mut scenes = Vec::new();
        while at < end {
            let (from, to) = periods.budget_around(per, at);
            let frame = scene.frame.stretched(from, to.min(end), self.calendar.zone());
            scenes.push(scene.elsewhere(scene.component, frame));
            if to <= at {
                break;
            }
            at = to;
        }
        scenes
    }
}

/// All of a stretch of time.
pub(super) fn whole(frame: &Frame) -> IntervalSet {
    IntervalSet::between(frame.period.from, frame.period.to)
}

/// The instant at which so much of a set is over; `None`: there is less of it.
fn used_up(set: &IntervalSet, budget: Elapsed) -> Option<Instant> {
    let mut left = budget;
    for piece in set.iter() {
        if piece.length() >= left {
            return piece.start().checked_add(left);
        }
        left = left.checked_sub(piece.length())?;
    }
    None
}

/// The time that lies in at least so many of the sets.
fn at_least(least: u32, sets: &[IntervalSet]) -> IntervalSet {
    let cuts: BTreeSet<Instant> =
        sets.iter().flat_map(IntervalSet::iter).flat_map(|piece| [piece.start(), piece.end()]).collect();
    let enough = |at: Instant| sets.iter().filter(|set| set.contains(at)).count() >= least as usize;
    let pieces = cuts.iter().zip(cuts.iter().skip(1)).filter(|(from, _)| enough(**from));
    IntervalSet::from_unsorted(pieces.filter_map(|(from, to)| Interval::new(*from, *to)))
}
