//! From the bound on a value down to what people count: through sums, shares and measures to the one quantity that decides.

use crate::eval::derive::room::{self, Target};
use crate::eval::derive::{Keeps, Margin, Of, Things};
use crate::eval::judge::Judge;
use crate::eval::scene::Scene;
use crate::eval::verdict::{Counts, Exact, Terms};
use crate::eval::worth::{Worth, exact};
use crate::model::{
    ComponentId, Formula, FormulaKind, GroupAggregate, IntervalTable, MeasureId, RowAggregate, SampleStatistic,
    SliceFigure, Unit,
};
use crate::quantity::Ratio;

impl<'a> Judge<'a> {
    /// Down to the quantity that decides; `None` where several do.
    pub(super) fn solve<'m>(&mut self, formula: &'m Formula, scene: &Scene<'m>, target: &Target) -> Option<Margin>
    where
        'a: 'm,
    {
        let with = |bound: Ratio| Target { bound, ..target.clone() };
        match &formula.kind {
            FormulaKind::Literal(_) | FormulaKind::DaysOfPeriod => None,
            FormulaKind::OverLast(..) | FormulaKind::OverAny(..) => None,
            FormulaKind::Step(id) => {
                let (inner, _) = Self::of_step(scene, *id)?;
                self.solve(inner, scene, target)
            }
            FormulaKind::Length(set) => {
                let value = known(self.length(formula, set, scene))?;
                let of = if scene.mentions(IntervalTable::Outages) { Of::Downtime } else { Of::Time };
                Some(of_time(if target.side == Keeps::AtMost { of } else { Of::Time }, &value, target))
            }
            FormulaKind::Add(a, b) => match (self.constant(a, scene), self.constant(b, scene)) {
                (_, Some(b)) => self.solve(a, scene, &with(target.bound.sub(&b).ok()?)),
                (Some(a), None) => self.solve(b, scene, &with(target.bound.sub(&a).ok()?)),
                (None, None) => self.of_sum_or_difference(formula, scene, target),
            },
            FormulaKind::Sub(a, b) => match (self.constant(a, scene), self.constant(b, scene)) {
                (_, Some(b)) => self.solve(a, scene, &with(target.bound.add(&b).ok()?)),
                (Some(a), None) => {
                    let bound = a.sub(&target.bound).ok()?;
                    self.solve(b, scene, &target.clone().turned(bound))
                }
                (None, None) => self.of_sum_or_difference(formula, scene, target),
            },
            FormulaKind::Mul(a, b) => match (self.constant(a, scene), self.constant(b, scene)) {
                (_, Some(by)) if is_positive(&by) => self.solve(a, scene, &with(target.bound.div(&by).ok()?)),
                (Some(by), None) if is_positive(&by) => self.solve(b, scene, &with(target.bound.div(&by).ok()?)),
                (_, _) => None,
            },
            FormulaKind::Div(a, b) => match self.constant(b, scene) {
                Some(by) if is_positive(&by) => self.solve(a, scene, &with(target.bound.mul(&by).ok()?)),
                Some(_) => None,
                None if a.unit == b.unit => {
                    let (part, whole) = (known(self.formula(a, scene))?, known(self.formula(b, scene))?);
                    of_ratio(a.unit, &part, &whole, target, scene.mentions(IntervalTable::Outages))
                }
                None => None,
            },
            FormulaKind::ShareOfSets(a, b) => {
                let (part, whole) = (known(self.length(formula, a, scene))?, known(self.length(formula, b, scene))?);
                of_ratio(Unit::Elapsed, &part, &whole, target, scene.mentions(IntervalTable::Outages))
            }
            FormulaKind::Rounded(inner, decimals) => {
                let places = if formula.unit == Unit::Percent { decimals + 2 } else { *decimals };
                let target = before_rounding(target, places)?;
                self.solve(inner, scene, &target)
            }
            FormulaKind::Measure(id, subject) => {
                let component = self.subject(*subject, scene);
                self.solve_measure(*id, component, scene, target)
            }
            FormulaKind::OverGroup(aggregate, id, group) => {
                let worst = match (aggregate, target.side) {
                    (GroupAggregate::Lowest, Keeps::AtLeast) | (GroupAggregate::Highest, Keeps::AtMost) => true,
                    (
                        GroupAggregate::Lowest
                        | GroupAggregate::Highest
                        | GroupAggregate::Mean
                        | GroupAggregate::Product
                        | GroupAggregate::Sum
                        | GroupAggregate::Redundant,
                        _,
                    ) => false,
                };
                if !worst {
                    return None;
                }
                let mut margins = Vec::new();
                for member in self.members(*group, scene).ok()? {
                    let margin = self.solve_measure(*id, member.component, &member, target)?;
                    margins.push(Margin { component: member.component, ..margin });
                }
                narrowest(margins)
            }
            FormulaKind::Together(..) => {
                let Worth::Known(value) = self.formula(formula, scene) else { return None };
                match value.terms? {
                    Terms::Lengths(part, whole) => {
                        let [part, whole] = [part, whole].map(|length| Ratio::whole(length.micros()));
                        of_ratio(Unit::Elapsed, &part, &whole, target, scene.mentions(IntervalTable::Outages))
                    }
                    Terms::Counts(..) => self.of_terms(Things::Nothing, formula, scene, target),
                }
            }
            FormulaKind::Rows(RowAggregate::Count, _) => {
                room::of_count(Things::Rows, &known(self.formula(formula, scene))?, target)
            }
            FormulaKind::Rows(RowAggregate::Longest | RowAggregate::Shortest, _) => None,
            FormulaKind::Events(_) => room::of_count(Things::Events, &known(self.formula(formula, scene))?, target),
            FormulaKind::Tickets(tickets) => self.solve_tickets(formula, tickets, scene, target),
            FormulaKind::Samples(samples) => self.solve_samples(formula, samples, scene, target),
            FormulaKind::Slices(slices) => match slices.figure {
                SliceFigure::Share(side) => {
                    let component = Self::sampled_component(slices.subject, scene);
                    let sliced = self.sliced(slices.slices, component).ok()?;
                    room::of_share(Things::Slices, &self.slice_counts(&sliced, side), target)
                }
                SliceFigure::Count(_) => room::of_count(Things::Slices, &known(self.formula(formula, scene))?, target),
                SliceFigure::Ratios(SampleStatistic::Pooled, _) => {
                    self.of_terms(Things::Requests, formula, scene, target)
                }
                SliceFigure::Ratios(..) => None,
            },
        }
    }

    fn solve_measure(
        &mut self,
        id: MeasureId,
        component: Option<ComponentId>,
        scene: &Scene<'_>,
        target: &Target,
    ) -> Option<Margin> {
        // A percentage is not below zero (semantics 5.5): then every value keeps the bound, or none does.
        let unbounded = self.model.measure(id).unit == Unit::Percent && {
            let floor = &Ratio::ZERO;
            target.takes(floor) == (target.side == Keeps::AtLeast)
        };
        if unbounded {
            return None;
        }
        let (formula, inner) = self.inside(id, component, scene)?;
        self.solve(formula, &inner, target)
    }

    /// Things counted, good ones of all.
    pub(super) fn of_terms(
        &mut self,
        things: Things,
        formula: &Formula,
        scene: &Scene<'_>,
        target: &Target,
    ) -> Option<Margin> {
        let Worth::Known(value) = self.formula(formula, scene) else { return None };
        match value.terms? {
            Terms::Counts(good, total) => room::of_share(things, &Counts { good, total, ..Counts::default() }, target),
            Terms::Lengths(..) => None,
        }
    }

    /// A value that nothing but the contract decides.
    fn constant(&mut self, formula: &Formula, scene: &Scene<'_>) -> Option<Ratio> {
        fn is_constant(formula: &Formula) -> bool {
            if let FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) | FormulaKind::Mul(a, b) | FormulaKind::Div(a, b) =
                &formula.kind
            {
                return is_constant(a) && is_constant(b);
            }
            if let FormulaKind::Rounded(inner, _) = &formula.kind {
                return is_constant(inner);
            }
            matches!(formula.kind, FormulaKind::Literal(_) | FormulaKind::DaysOfPeriod)
        }
        if is_constant(formula) { known(self.formula(formula, scene)) } else { None }
    }

    /// Several times or counts added up are one.
    fn of_sum_or_difference(&mut self, formula: &Formula, scene: &Scene<'_>, target: &Target) -> Option<Margin> {
        let value = known(self.formula(formula, scene))?;
        match formula.unit {
            Unit::Elapsed => Some(of_time(Of::Time, &value, target)),
            Unit::Count => room::of_count(Things::Nothing, &value, target),
            Unit::Percent | Unit::Number => None,
        }
    }
}

pub(super) fn known(worth: Worth) -> Option<Ratio> {
    match worth {
        Worth::Known(known) => Some(known.value),
        Worth::Empty { .. } | Worth::Absent(_) => None,
    }
}

fn is_positive(ratio: &Ratio) -> bool {
    !ratio.is_zero() && !ratio.is_negative()
}

/// Time, or the value of a formula, against the bound itself.
fn of_time(of: Of, value: &Ratio, target: &Target) -> Margin {
    let limit = exact(Unit::Elapsed, &target.bound);
    let possible =
        target.side == Keeps::AtLeast || is_positive(&target.bound) || (target.bound.is_zero() && target.reached);
    Margin {
        of,
        component: None,
        things: Things::Nothing,
        side: target.side,
        value: exact(Unit::Elapsed, value),
        limit: Some(limit).filter(|_| possible),
        reached: target.reached,
        whole: None,
        nearest: Vec::new(),
    }
}

/// One length or count as a share of another, which stays as it is.
fn of_ratio(unit: Unit, part: &Ratio, whole: &Ratio, target: &Target, outages: bool) -> Option<Margin> {
    if !is_positive(whole) || part.is_negative() {
        return None;
    }
    let bound = target.bound.mul(whole).ok()?;
    match unit {
        Unit::Count => {
            let (good, total) = (crate::eval::worth::whole(part)?, crate::eval::worth::whole(whole)?);
            let counts =
                Counts { good: u64::try_from(good).ok()?, total: u64::try_from(total).ok()?, ..Counts::default() };
            room::of_share(Things::Nothing, &counts, target)
                .or_else(|| room::of_count(Things::Nothing, part, &Target { bound, ..target.clone() }))
        }
        Unit::Elapsed => {
            let lost = target.side == Keeps::AtLeast && *part <= *whole && bound <= *whole;
            let mut margin = if lost {
                let missing = whole.sub(part).ok()?;
                of_time(Of::Downtime, &missing, &target.clone().turned(whole.sub(&bound).ok()?))
            } else {
                let of = if outages && target.side == Keeps::AtMost { Of::Downtime } else { Of::Time };
                of_time(of, part, &Target { bound, ..target.clone() })
            };
            margin.whole = Some(exact(Unit::Elapsed, whole));
            Some(margin)
        }
        Unit::Percent | Unit::Number => None,
    }
}

/// What a value has to be before it is rounded half up to so many places.
fn before_rounding(target: &Target, places: u32) -> Option<Target> {
    let unit = Ratio::from_scaled(1.into(), places);
    let half = unit.div(&Ratio::whole(2)).ok()?;
    let scaled = Target { bound: target.bound.div(&unit).ok()?, ..target.clone() };
    let last = Ratio::whole(scaled.last_whole()?).mul(&unit).ok()?;
    Some(match target.side {
        Keeps::AtLeast => Target { side: Keeps::AtLeast, reached: true, bound: last.sub(&half).ok()? },
        Keeps::AtMost => Target { side: Keeps::AtMost, reached: false, bound: last.add(&half).ok()? },
    })
}

/// Of members that each have to keep the bound, the one with the least room; none where several break it.
fn narrowest(margins: Vec<Margin>) -> Option<Margin> {
    if margins.iter().filter(|margin| !margin.holds()).count() > 1 {
        return None;
    }
    let alike = margins.windows(2).all(|pair| match pair {
        [a, b] => a.of == b.of && a.things == b.things && a.side == b.side,
        _ => true,
    });
    let room = |margin: &Margin| match margin.left() {
        Some(Exact::Count(count)) => Ratio::whole(count),
        Some(Exact::Percent(ratio) | Exact::Seconds(ratio) | Exact::Number(ratio)) => ratio,
        None => Ratio::whole(i64::MIN),
    };
    let less = |a: &Margin, b: &Margin| a.holds().cmp(&b.holds()).then_with(|| room(a).cmp(&room(b)));
    if alike { margins.into_iter().min_by(less) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Comparison::{AtLeast, AtMost, Less, More};

    /// A rounded value keeps a bound just when the value before does: every value of a twelfth against every bound.
    #[test]
    fn rounding_is_undone() {
        for (op, bound) in
            [AtLeast, AtMost, Less, More].into_iter().flat_map(|op| (0..40).map(move |n| (op, Ratio::new(n, 40))))
        {
            let target = Target::new(op, bound.clone()).expect("a side");
            let before = before_rounding(&target, 1).expect("small");
            for value in (0..=60).map(|n| Ratio::new(n, 60)) {
                let rounded = Ratio::from_scaled(value.scaled_half_up(1), 1);
                assert_eq!(before.takes(&value), op.holds(&rounded, &bound), "{value} {op:?} {bound}");
            }
        }
    }
}
