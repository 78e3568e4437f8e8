//! Rows of amounts against norms: what meets a norm costs nothing.

use super::error::Unmeant;
use super::figures::figure;
use super::words;
use crate::diagnostic::Diagnostics;
use crate::model::{
    Answers, Found, IntervalTable, Limit, MeasureId, Model, Norm, Pay, Pictured, Requirement, RowRule, Side, Subject,
    Tier, Unit, Value, Worlds, Worth,
};
use crate::quantity::Ratio;
use crate::source::Span;

/// Compares every rule that pays by a value with every norm that bounds the same value.
pub(super) fn prove(model: &Model, found: &mut Diagnostics) {
    for compensation in &model.compensations {
        for rule in &compensation.rules {
            let paying = Paying { model, span: rule.span };
            let problem = match &rule.pay {
                Pay::Tiers { value, component, tiers } => paying.by_norms(|requirement| {
                    let Subject::Formula { value: bound_of, component: of } = &requirement.subject else { return None };
                    let bound = requirement.bound.as_ref()?;
                    let same = figure(value, *component) == figure(bound_of, *of);
                    let rows: Vec<Row<'_>> = tiers.iter().map(Row::of).collect();
                    let measure = |id: MeasureId| Some(model.measure(id));
                    let picture = value.share_of_time(&measure).map(|of| of.picture(model.header.period));
                    let held = |at: &Ratio| bound.op.holds(at, &bound.value.ratio());
                    same.then(|| credited(&rows, &bound.value, held)).flatten().map(|credited| {
                        let witness = match picture {
                            Some(picture) => {
                                picture.of((&credited.low, &credited.high), &credited.at, |at| credited.is_in(at))
                            }
                            None => plain(value.unit, &credited.at),
                        };
                        Met { witness: witness.witness, worth: credited.worth.clone(), span: credited.span }
                    })
                }),
                Pay::PerStep { value, component, from, side, step, started, worth } => paying.by_norms(|requirement| {
                    let Subject::Formula { value: bound_of, component: of } = &requirement.subject else { return None };
                    let bound = requirement.bound.as_ref()?;
                    let same = figure(value, *component) == figure(bound_of, *of);
                    let first = if *started { from.ratio() } else { beyond(&from.ratio(), *side, &step.ratio())? };
                    let row = Row::beyond(&first, *side, *started, worth, rule.span);
                    let held = |at: &Ratio| bound.op.holds(at, &bound.value.ratio());
                    same.then(|| credited(&[row], &bound.value, held)).flatten().map(|credited| Met {
                        witness: plain(value.unit, &credited.at).witness,
                        worth: credited.worth.clone(),
                        span: credited.span,
                    })
                }),
                Pay::EachTicket { clock, filter, tiers } => paying.by_norms(|requirement| {
                    let Subject::Timed(timed) = &requirement.subject else { return None };
                    let Some(Limit::Elapsed(limit)) = timed.limit.shared() else { return None };
                    let all = requirement.bound.as_ref().is_some_and(|bound| bound.value == Value::Percent(Ratio::ONE));
                    if timed.clock != *clock || !all {
                        return None;
                    }
                    let held = |at: &Ratio| if timed.strict { *at < limit.seconds() } else { *at <= limit.seconds() };
                    let rows: Vec<Row<'_>> = tiers.iter().map(Row::of).collect();
                    let credited = credited(&rows, &Value::Elapsed(*limit), held)?;
                    let kind = model.clock(*clock).ticket;
                    let worlds = Worlds::new(model.universe(kind), &[filter, &timed.filter]);
                    let Found::Row(row) = worlds.find(&[Answers::YES, Answers::YES]) else { return None };
                    let whose = if row.is_empty() { String::new() } else { format!(" where {}", worlds.words(&row)) };
                    let witness = format!(
                        "{} of `{}`{whose}",
                        plain(Unit::Elapsed, &credited.at).share,
                        model.clock(*clock).declared.name
                    );
                    Some(Met { witness, worth: credited.worth.clone(), span: credited.span })
                }),
                Pay::EachRow { rows, tiers } => paying.by_norms(|requirement| {
                    let Subject::EachRow { rows: of, rule: RowRule::Lasts(op, limit) } = &requirement.subject else {
                        return None;
                    };
                    let row: Vec<Row<'_>> = tiers.iter().map(Row::of).collect();
                    let held = |at: &Ratio| op.holds(at, &limit.seconds());
                    let credited = (rows == of).then(|| credited(&row, &Value::Elapsed(*limit), held)).flatten()?;
                    let what = match rows.table {
                        IntervalTable::Outages => "an outage",
                        IntervalTable::Maintenance => "maintenance",
                    };
                    let witness = format!("{what} of {}", plain(Unit::Elapsed, &credited.at).share);
                    Some(Met { witness, worth: credited.worth.clone(), span: credited.span })
                }),
                Pay::Flat { .. } | Pay::Ladder { .. } | Pay::PerMiss { .. } | Pay::TimeLost { .. } => None,
            };
            if let Some((span, problem)) = problem {
                found.push(span, problem);
            }
        }
    }
}

/// A rule that pays.
struct Paying<'m> {
    model: &'m Model,
    span: Span,
}

/// A value that is met and paid for.
struct Met {
    witness: String,
    worth: Worth,
    span: Span,
}

impl Paying<'_> {
    /// The first requirement that the rule contradicts.
    fn by_norms(&self, met: impl Fn(&Requirement) -> Option<Met>) -> Option<(Span, Unmeant)> {
        let judged = self.model.norms.iter().filter(|norm| !norm.kpi && !norm.aim && norm.every.is_none());
        let mut each = judged.flat_map(|norm| norm.requirements.iter().map(move |requirement| (norm, requirement)));
        each.find_map(|(norm, requirement)| Some(self.problem(norm, requirement, met(requirement)?)))
    }

    fn problem(&self, norm: &Norm, requirement: &Requirement, met: Met) -> (Span, Unmeant) {
        let currency = self.model.header.currency.as_deref();
        let span = if met.span.source == self.span.source { met.span } else { self.span };
        let problem = Unmeant::MetAndCredited {
            witness: met.witness,
            norm: norm.declared.name.clone(),
            amount: words::worth(&met.worth, currency),
            span,
            met: words::beside(span, requirement.span),
        };
        (span, problem)
    }
}

/// One row: its ends, and whether they belong to it.
struct Row<'m> {
    low: Option<(Ratio, bool)>,
    high: Option<(Ratio, bool)>,
    worth: Option<&'m Worth>,
    span: Span,
}

impl<'m> Row<'m> {
    fn of(tier: &'m Tier) -> Self {
        let end = |edge: &Option<crate::model::Edge>| edge.as_ref().map(|edge| (edge.at.ratio(), edge.included));
        Self { low: end(&tier.low), high: end(&tier.high), worth: tier.worth.as_ref(), span: tier.span }
    }

    /// What lies on one side of a value: all beyond it, or from it on.
    fn beyond(first: &Ratio, side: Side, open: bool, worth: &'m Worth, span: Span) -> Self {
        let end = Some((first.clone(), !open));
        match side {
            Side::Above => Self { low: end, high: None, worth: Some(worth), span },
            Side::Below => Self { low: None, high: end, worth: Some(worth), span },
        }
    }

    fn holds(&self, value: &Ratio) -> bool {
        let above = self.low.as_ref().is_none_or(|(low, included)| low < value || *included && low == value);
        let below = self.high.as_ref().is_none_or(|(high, included)| value < high || *included && value == high);
        above && below
    }

    fn pays(&self) -> Option<&'m Worth> {
        self.worth.filter(|worth| match worth {
            Worth::Share(amount) | Worth::Money(amount) => !amount.is_zero(),
            Worth::NotAgreed => false,
        })
    }
}

/// A stretch of values that are met and paid for, and one of them.
struct Credited<'m> {
    low: Ratio,
    high: Ratio,
    at: Ratio,
    worth: &'m Worth,
    span: Span,
}

impl Credited<'_> {
    fn is_in(&self, value: &Ratio) -> bool {
        *value == self.at || self.low < *value && *value < self.high
    }
}

/// A value that `met` takes and a row pays for; one inside of a stretch rather than at its end.
fn credited<'m>(rows: &[Row<'m>], bound: &Value, met: impl Fn(&Ratio) -> bool) -> Option<Credited<'m>> {
    let unit = bound.unit();
    let ends = rows.iter().flat_map(|row| [&row.low, &row.high]).flatten().map(|(end, _)| end.clone());
    let mut ends: Vec<Ratio> = ends.chain([bound.ratio(), Ratio::ZERO]).collect();
    if unit == Unit::Percent {
        ends.push(Ratio::ONE);
    }
    ends.sort();
    ends.dedup();
    let paid = |at: &Ratio| {
        let row = rows.iter().find(|row| row.holds(at))?;
        met(at).then_some(())?;
        Some((row.pays()?, row.span))
    };
    let inside = ends.iter().zip(ends.iter().skip(1)).rev().find_map(|(low, high)| {
        let at = match unit {
            Unit::Count => low.add(&Ratio::ONE).ok().filter(|at| at < high)?,
            Unit::Percent | Unit::Elapsed | Unit::Number => low.add(high).ok()?.div(&Ratio::whole(2)).ok()?,
        };
        let (worth, span) = paid(&at)?;
        Some(Credited { low: low.clone(), high: high.clone(), at, worth, span })
    });
    inside.or_else(|| {
        ends.iter().rev().find_map(|end| {
            let (worth, span) = paid(end)?;
            Some(Credited { low: end.clone(), high: end.clone(), at: end.clone(), worth, span })
        })
    })
}

fn beyond(from: &Ratio, side: Side, step: &Ratio) -> Option<Ratio> {
    match side {
        Side::Above => from.add(step).ok(),
        Side::Below => from.sub(step).ok(),
    }
}

fn plain(unit: Unit, at: &Ratio) -> Pictured {
    let shown = words::value_of(unit, at);
    Pictured { share: shown.clone(), witness: shown }
}

#[test]
fn what_is_met_and_paid_for_is_found_at_an_end_and_inside() {
    use crate::model::Comparison;
    let percent = |n: i128| Ratio::new(n, 1000);
    let (ten, source) = (Worth::Share(Ratio::new(1, 10)), crate::source::SourceId(0));
    let span = Span { source, start: 0, end: 1 };
    let row = |low: Option<(i128, bool)>, high: Option<(i128, bool)>| Row {
        low: low.map(|(at, included)| (percent(at), included)),
        high: high.map(|(at, included)| (percent(at), included)),
        worth: Some(&ten),
        span,
    };
    let bound = Value::Percent(percent(999));
    let met = |at: &Ratio| Comparison::AtLeast.holds(at, &percent(999));
    let at = |row: Row<'_>| credited(&[row], &bound, met).map(|credited| credited.at);
    assert_eq!(at(row(Some((990, false)), Some((999, true)))), Some(percent(999)));
    assert_eq!(at(row(Some((990, true)), Some((999, false)))), None);
    assert_eq!(at(row(None, Some((1000, false)))), Some(Ratio::new(9995, 10_000)));
}
