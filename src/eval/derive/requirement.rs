//! A requirement taken apart.

use crate::eval::derive::room::{self, Target};
use crate::eval::derive::{Derivation, Keeps, Margin, Of, Things};
use crate::eval::judge::Judge;
use crate::eval::norm::micros;
use crate::eval::range::End;
use crate::eval::scene::Scene;
use crate::eval::verdict::Exact;
use crate::eval::worth::{Worth, exact};
use crate::model::{CountedBy, FormulaKind, Norm, NormId, Requirement, RowRule, Subject, Unit};
use crate::quantity::Ratio;

impl<'a> Judge<'a> {
    /// A requirement taken apart.
    pub(super) fn derived(&mut self, id: NormId, norm: &'a Norm, index: usize, written: &'a Requirement) -> Derivation {
        let bound = written.bound.as_ref().filter(|_| !norm.kpi);
        let target = bound.and_then(|bound| Target::new(bound.op, micros(&bound.value)));
        let target = target.or_else(|| bound.and_then(|bound| all_or_none(&written.subject, &micros(&bound.value))));
        let none = Derivation { index, ..Derivation::default() };
        match &written.subject {
            Subject::NoNorm | Subject::NotAgreed | Subject::EachMember(..) => none,
            Subject::Timed(_) => {
                let number = self.figures.of_requirement(id, index).expect("every limit of a norm is gathered");
                if self.needs_of(number).is_err() {
                    return none;
                }
                let margin = target.as_ref().and_then(|target| self.of_figure(number, Things::Tickets, target));
                let (tally, figure) = (self.ledger.tally(self.period, number), self.figures.get(number));
                let pending = if figure.by == CountedBy::Opened { tally.counts.pending } else { 0 };
                let maybe = tally.counts.maybe + pending + self.skipped("tickets");
                let certain = self.frame.finished && self.turning_of(number) == 0;
                let open = target.as_ref().filter(|_| certain);
                let open = open.and_then(|target| room::open(&tally.counts, maybe, target));
                let worth = self.share_of(number);
                Derivation { margin, open, could: could(&worth, Unit::Percent), ..none }
            }
            Subject::Cadence(owed) => {
                let number = self.figures.of_requirement(id, index).expect("every cadence is gathered");
                if self.needs_updates(owed).is_err() {
                    return none;
                }
                let (worth, ..) = self.share_given(number, owed);
                let counts = self.ledger.tally(self.period, number).counts;
                let margin = target.as_ref().and_then(|target| room::of_share(Things::Updates, &counts, target));
                Derivation { margin, could: could(&worth, Unit::Percent), ..none }
            }
            Subject::EachRow { rows, rule } => match self.each_row(rows, rule, None) {
                Err(_) => none,
                Ok((counts, _)) => {
                    let things = Things::Rows;
                    let margin = match rule.unit() {
                        Unit::Count => {
                            let broken = i64::try_from(counts.total.saturating_sub(counts.good)).map(Ratio::whole);
                            let target = target.as_ref();
                            broken.ok().and_then(|broken| room::of_count(things, &broken, target?))
                        }
                        Unit::Percent | Unit::Elapsed | Unit::Number => {
                            target.as_ref().and_then(|target| room::of_share(things, &counts, target))
                        }
                    };
                    let certain = self.frame.finished && rule.unit() == Unit::Percent;
                    let open = target.as_ref().filter(|_| certain);
                    let open = open.and_then(|target| room::open(&counts, counts.maybe, target));
                    Derivation { margin, open, ..none }
                }
            },
            Subject::Obliged(obliged) => match self.obliged(obliged) {
                Err(_) => none,
                Ok((counts, _)) => {
                    let margin = target.as_ref().and_then(|target| room::of_share(Things::Duties, &counts, target));
                    Derivation { margin, ..none }
                }
            },
            Subject::Formula { value, component } => {
                let (frame, life) = (self.frame.clone(), component.map(|id| self.model.component(id).life));
                let Some(frame) = frame.within(life.unwrap_or_default(), self.calendar.zone()) else { return none };
                let scene = Scene::of_formula(*component, norm.counted_by, frame, value);
                let (worth, placed) = self.placed(value, &scene);
                let could = could(&worth, value.unit);
                // Of every stretch of a length no one decides: what happens in one of them is in others too.
                let any = matches!(value.kind, FormulaKind::OverAny(..));
                let inner = if let FormulaKind::OverLast(_, inner) | FormulaKind::OverAny(_, _, inner) = &value.kind {
                    inner
                } else {
                    value
                };
                let scene = match placed {
                    Some(frame) => scene.elsewhere(*component, frame),
                    None => scene,
                };
                let worked = Some(self.worked(inner, &scene));
                let margin = target.and_then(|target| {
                    let solved = if any { None } else { self.solve(inner, &scene, &target) };
                    solved.or_else(|| of_value(&worth, value.unit, &target))
                });
                Derivation { index, worked, margin, open: None, could }
            }
        }
    }
}

/// What has a bound `=` of all or of none can only miss it on one side.
fn all_or_none(subject: &Subject, bound: &Ratio) -> Option<Target> {
    let side = match subject {
        Subject::Timed(_) | Subject::Cadence(_) | Subject::Obliged(_) => Keeps::AtLeast,
        Subject::EachRow { rule: RowRule::NotOverlapping(_), .. } => Keeps::AtMost,
        Subject::EachRow { .. } => Keeps::AtLeast,
        Subject::Formula { .. } | Subject::EachMember(..) | Subject::NotAgreed | Subject::NoNorm => return None,
    };
    let end = if side == Keeps::AtLeast { Ratio::ONE } else { Ratio::ZERO };
    (*bound == end).then(|| Target { side, reached: true, bound: bound.clone() })
}

/// Where no quantity decides alone.
fn of_value(worth: &Worth, unit: Unit, target: &Target) -> Option<Margin> {
    let Worth::Known(value) = worth else { return None };
    Some(Margin {
        of: Of::Value,
        component: None,
        things: Things::Nothing,
        side: target.side,
        value: exact(unit, &value.value),
        limit: Some(exact(unit, &target.bound)),
        reached: target.reached,
        whole: None,
        nearest: Vec::new(),
    })
}

/// The least and the most that a value could be, where that is not certain.
fn could(worth: &Worth, unit: Unit) -> Option<(Option<Exact>, Option<Exact>)> {
    let range = match worth {
        Worth::Known(known) => known.range(None).ok()?,
        Worth::Empty { could, .. } => could.clone()?,
        Worth::Absent(_) => return None,
    };
    if range.low == range.high && range.low.is_some() {
        return None;
    }
    let end = |end: &Option<End>| end.as_ref().map(|end| exact(unit, &end.value));
    Some((end(&range.low), end(&range.high)))
}
