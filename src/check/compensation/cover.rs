//! Rows that must hold every value exactly once: a proof by trying every value that could be left out or held twice.

use crate::quantity::{Elapsed, Ratio};

use crate::check::typed::{Picture, Pictured, Unit};
use crate::check::words::decimal;

/// Which values there can be.
#[derive(Debug, Clone)]
pub(super) struct Domain {
    pub unit: Unit,
    /// Least value; `None`: none.
    pub low: Option<Ratio>,
    /// Most value; `None`: none.
    pub high: Option<Ratio>,
    /// What a share of time is pictured in.
    pub picture: Option<Picture>,
}

impl Domain {
    fn holds(&self, value: &Ratio) -> bool {
        self.low.as_ref().is_none_or(|low| low <= value) && self.high.as_ref().is_none_or(|high| value <= high)
    }

    /// A value as people write it.
    pub fn show(&self, value: &Ratio) -> String {
        match self.unit {
            Unit::Percent => format!("{}%", short(value, 2)),
            Unit::Elapsed => {
                let micros = i64::try_from(value.scaled_half_up(6)).unwrap_or(i64::MAX);
                Elapsed::from_micros(micros).to_string()
            }
            Unit::Count | Unit::Number => short(value, 0),
        }
    }

    /// A value, or one that lies between the same ends of rows and is easier to picture.
    pub fn witness(&self, value: &Ratio, ranges: &[Range]) -> Pictured {
        let Some(picture) = &self.picture else {
            return Pictured { share: self.show(value), witness: self.show(value) };
        };
        let mut edges: Vec<&Ratio> = ends(ranges).chain(&self.low).chain(&self.high).collect();
        edges.sort();
        let below = edges.iter().rev().find(|edge| **edge <= value).copied().unwrap_or(value);
        let above = edges.iter().find(|edge| value <= **edge).copied().unwrap_or(value);
        picture.of((below, above), value, |share| share == value || below < share && share < above)
    }
}

fn ends(ranges: &[Range]) -> impl Iterator<Item = &Ratio> {
    ranges.iter().flat_map(|range| [&range.low, &range.high]).flatten().map(|(edge, _)| edge)
}

/// A decimal number without zeros at its end.
fn short(value: &Ratio, shift: u32) -> String {
    let long = decimal(value, shift, 15);
    long.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// One row: its ends, and whether they belong to it.
#[derive(Debug, Clone)]
pub(super) struct Range {
    pub low: Option<(Ratio, bool)>,
    pub high: Option<(Ratio, bool)>,
}

impl Range {
    pub fn holds(&self, value: &Ratio) -> bool {
        let above = self.low.as_ref().is_none_or(|(low, included)| low < value || *included && low == value);
        let below = self.high.as_ref().is_none_or(|(high, included)| value < high || *included && value == high);
        above && below
    }
}

/// Every value at which something could change, with one between each two neighbours, in order.
pub(super) fn trials(domain: &Domain, ranges: &[Range]) -> Vec<Ratio> {
    let mut edges: Vec<Ratio> = ends(ranges).cloned().chain(domain.low.clone()).chain(domain.high.clone()).collect();
    edges.sort();
    edges.dedup();
    let step = Ratio::ONE;
    let mut trials = Vec::new();
    for (index, edge) in edges.iter().enumerate() {
        let below = index.checked_sub(1).and_then(|before| edges.get(before));
        trials.extend(match below {
            Some(below) => between(domain.unit, below, edge),
            None => edge.sub(&step).ok(),
        });
        trials.push(edge.clone());
    }
    trials.extend(edges.last().and_then(|last| last.add(&step).ok()));
    trials.retain(|trial| domain.holds(trial));
    trials
}

/// A value between two others, when there is one: counts are whole.
fn between(unit: Unit, low: &Ratio, high: &Ratio) -> Option<Ratio> {
    let between = match unit {
        Unit::Count => low.add(&Ratio::ONE).ok()?,
        Unit::Percent | Unit::Elapsed | Unit::Number => low.add(high).ok()?.div(&Ratio::whole(2)).ok()?,
    };
    (low < &between && &between < high).then_some(between)
}

/// One value of each stretch of values that no row holds; one from inside it where it has an inside.
pub(super) fn holes(trials: &[Ratio], ranges: &[Range]) -> Vec<Ratio> {
    let held = |value: &Ratio| ranges.iter().any(|range| range.holds(value));
    let is_edge = |value: &Ratio| ends(ranges).any(|edge| edge == value);
    let mut found: Vec<Ratio> = Vec::new();
    let mut open = false;
    for value in trials {
        if held(value) {
            open = false;
            continue;
        }
        match found.last_mut().filter(|_| open) {
            Some(last) if is_edge(last) && !is_edge(value) => *last = value.clone(),
            Some(_) => {}
            None => found.push(value.clone()),
        }
        open = true;
    }
    found
}

#[test]
fn holes_are_shown_by_a_value_inside_them() {
    let percent =
        |text: &str| Ratio::from_decimal(text).and_then(|n| n.div(&Ratio::whole(100)).ok()).expect("a number");
    let share = Domain { unit: Unit::Percent, low: Some(Ratio::ZERO), high: Some(Ratio::ONE), picture: None };
    let from = |low: &str, included| Some((percent(low), included));
    let ranges = [
        Range { low: from("99.9", true), high: None },
        Range { low: from("95", true), high: from("99.89", true) },
        Range { low: None, high: from("95", false) },
    ];
    let found = |ranges: &[Range]| -> Vec<String> {
        holes(&trials(&share, ranges), ranges).iter().map(|hole| share.show(hole)).collect()
    };
    assert_eq!(found(&ranges), ["99.895%"]);
    assert_eq!(found(&ranges[1..2]), ["0%", "99.945%"]);
    let whole = [Range { low: None, high: from("95", false) }, Range { low: from("95", false), high: None }];
    assert_eq!(found(&whole), ["95%"]);

    let count = Domain { unit: Unit::Count, low: Some(Ratio::ZERO), high: None, picture: None };
    let to =
        |low: i64, high: i64| Range { low: Some((Ratio::whole(low), true)), high: Some((Ratio::whole(high), true)) };
    let found = |ranges: &[Range]| -> Vec<String> {
        holes(&trials(&count, ranges), ranges).iter().map(|hole| count.show(hole)).collect()
    };
    assert_eq!(found(&[to(0, 2), to(3, 5)]), ["6"]);
    assert_eq!(found(&[to(1, 2), to(4, 5)]), ["0", "3", "6"]);
}
