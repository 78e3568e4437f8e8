//! Availability (semantics 5): the algebra of sets and whole rows, counted tick by tick.

use proptest::prelude::*;
use sla::calendar::Calendar;
use sla::eval::verdict::{Actual, Exact, MeasureValue};
use sla::eval::{Request, evaluate};
use sla::quantity::Ratio;

use crate::cases::cases;
use crate::finished::{Row, table};
use crate::world::{HOURS, MONTHS, at, compile, hour, nothing, periods, weekday};

/// Rows of a table.
#[derive(Debug, Clone)]
pub struct Rows {
    maintenance: bool,
    /// The component of the measure, everybody's, or component A.
    of: &'static str,
    filter: &'static str,
    at_least: Option<i64>,
    at_most: Option<i64>,
}

/// An expression over sets.
#[derive(Debug, Clone)]
pub enum Set {
    Period,
    Window,
    Rows(Rows),
    /// Both components at once, each with its own rows.
    Both(Box<Set>),
    /// The first so many ticks of each month.
    First(i64, Box<Set>),
    Or(Box<Set>, Box<Set>),
    Within(Box<Set>, Box<Set>),
    Outside(Box<Set>, Box<Set>),
}

pub fn row_set() -> impl Strategy<Value = Rows> {
    let filters = &["", "", "cause is ours", "cause is missing", "cause is not ours and cause is not missing"];
    (
        any::<bool>(),
        proptest::sample::select(&["", "", "A", "G"][..]),
        proptest::sample::select(&filters[..]),
        proptest::option::weighted(0.3, 1..6i64),
        proptest::option::weighted(0.2, 3..12i64),
    )
        .prop_map(|(maintenance, of, filter, at_least, at_most)| Rows {
            maintenance,
            of,
            filter,
            at_least,
            at_most,
        })
}

pub fn set() -> impl Strategy<Value = Set> {
    let leaf = prop_oneof![1 => Just(Set::Period), 1 => Just(Set::Window), 5 => row_set().prop_map(Set::Rows)];
    leaf.prop_recursive(3, 8, 2, |inner| {
        let two = || (inner.clone().prop_map(Box::new), inner.clone().prop_map(Box::new));
        prop_oneof![
            two().prop_map(|(a, b)| Set::Or(a, b)),
            two().prop_map(|(a, b)| Set::Within(a, b)),
            two().prop_map(|(a, b)| Set::Outside(a, b)),
            inner.clone().prop_map(|of| Set::Both(Box::new(of))),
            (1..12i64, inner.clone()).prop_map(|(budget, of)| Set::First(budget, Box::new(of.without_budget()))),
        ]
    })
}

impl Rows {
    /// The same without a filter that asks what is missing: filling it in would change the answer.
    pub fn without_missing(self) -> Self {
        let filter = if self.filter.contains("missing") { "cause is theirs" } else { self.filter };
        Self { filter, ..self }
    }

    pub fn text(&self) -> String {
        let table = if self.maintenance { "maintenance" } else { "outages" };
        let mut text = table.to_owned();
        if !self.of.is_empty() {
            text = format!("{text} of {}", self.of);
        }
        if !self.filter.is_empty() {
            text = format!("({text} where ({}))", self.filter);
        }
        if let Some(least) = self.at_least {
            text = format!("({text} lasting at least {}h)", least * HOURS);
        }
        if let Some(most) = self.at_most {
            text = format!("({text} lasting at most {}h)", most * HOURS);
        }
        format!("({text})")
    }

    fn takes(&self, row: &Row) -> bool {
        match self.filter {
            "" => true,
            "cause is ours" => row.4 == Some(0),
            "cause is missing" => row.4.is_none(),
            _ => row.4 == Some(1),
        }
    }

    /// The merged rows of each component as runs of ticks, as known before `end`.
    fn runs(&self, world: &World, component: Option<u32>, end: i64) -> Vec<(i64, i64)> {
        let rows = if self.maintenance { &world.maintenance } else { &world.outages };
        let whose: Vec<u32> = match (self.of, component) {
            ("A", _) => vec![0],
            ("", Some(component)) => vec![component],
            _ => vec![0, 1],
        };
        let mut runs = vec![];
        for component in whose {
            let down = |tick: i64| {
                rows.iter().any(|row| {
                    (row.0 == 2 || row.0 == component)
                        && self.takes(row)
                        && row.1 <= tick
                        && row.2.is_none_or(|length| tick < row.1 + length)
                })
            };
            let mut tick = 0;
            while tick < end {
                let from = tick;
                while tick < end && down(tick) {
                    tick += 1;
                }
                if tick > from {
                    runs.push((from, tick));
                }
                tick += 1;
            }
        }
        let keeps = |(from, to): &(i64, i64)| {
            self.at_least.is_none_or(|least| to - from >= least) && self.at_most.is_none_or(|most| to - from <= most)
        };
        runs.retain(keeps);
        runs
    }
}

impl Set {
    /// A budget of a budget is refused.
    fn without_budget(self) -> Self {
        let inner = |set: Box<Set>| Box::new(set.without_budget());
        match self {
            Set::First(_, of) => of.without_budget(),
            Set::Both(of) => Set::Both(inner(of)),
            Set::Or(a, b) => Set::Or(inner(a), inner(b)),
            Set::Within(a, b) => Set::Within(inner(a), inner(b)),
            Set::Outside(a, b) => Set::Outside(inner(a), inner(b)),
            Set::Period | Set::Window | Set::Rows(_) => self,
        }
    }

    /// See [`Rows::without_missing`].
    pub fn without_missing(self) -> Self {
        let inner = |set: Box<Set>| Box::new(set.without_missing());
        match self {
            Set::Rows(rows) => Set::Rows(rows.without_missing()),
            Set::Both(of) => Set::Both(inner(of)),
            Set::First(budget, of) => Set::First(budget, inner(of)),
            Set::Or(a, b) => Set::Or(inner(a), inner(b)),
            Set::Within(a, b) => Set::Within(inner(a), inner(b)),
            Set::Outside(a, b) => Set::Outside(inner(a), inner(b)),
            Set::Period | Set::Window => self,
        }
    }

    pub fn text(&self) -> String {
        match self {
            Set::Period => "period".to_owned(),
            Set::Window => "w".to_owned(),
            Set::Rows(rows) => rows.text(),
            Set::Both(of) => format!("(at least 2 of G in {})", of.text()),
            Set::First(budget, of) => format!("(first {}h per month of {})", budget * HOURS, of.text()),
            Set::Or(a, b) => format!("({} or {})", a.text(), b.text()),
            Set::Within(a, b) => format!("({} within {})", a.text(), b.text()),
            Set::Outside(a, b) => format!("({} outside {})", a.text(), b.text()),
        }
    }

    /// Whether each tick of `[0, until)` is in it.
    fn ticks(&self, world: &World, component: Option<u32>, end: i64, until: i64) -> Vec<bool> {
        let both = |a: &Set, b: &Set, f: fn(bool, bool) -> bool| {
            let (a, b) = (a.ticks(world, component, end, until), b.ticks(world, component, end, until));
            a.into_iter().zip(b).map(|(a, b)| f(a, b)).collect()
        };
        match self {
            Set::Period => vec![true; until as usize],
            Set::Window => (0..until).map(|tick| weekday(tick) < 5 && (8..16).contains(&hour(tick))).collect(),
            Set::Rows(rows) => {
                let runs = rows.runs(world, component, end);
                (0..until).map(|tick| runs.iter().any(|(from, to)| (*from..*to).contains(&tick))).collect()
            }
            Set::Both(of) => {
                let (a, b) = (of.ticks(world, Some(0), end, until), of.ticks(world, Some(1), end, until));
                a.into_iter().zip(b).map(|(a, b)| a && b).collect()
            }
            Set::First(budget, of) => {
                let mut used = 0;
                let of = of.ticks(world, component, end, until);
                let within = |(tick, is): (usize, bool)| {
                    used = if MONTHS.contains(&(tick as i64)) { 0 } else { used };
                    used += i64::from(is);
                    is && used <= *budget
                };
                of.into_iter().enumerate().map(within).collect()
            }
            Set::Or(a, b) => both(a, b, |a, b| a || b),
            Set::Within(a, b) => both(a, b, |a, b| a && b),
            Set::Outside(a, b) => both(a, b, |a, b| a && !b),
        }
    }
}

/// What happened.
#[derive(Debug, Clone)]
pub struct World {
    pub outages: Vec<Row>,
    pub maintenance: Vec<Row>,
}

/// Rows of at least one tick.
pub fn world() -> impl Strategy<Value = World> {
    let rows = || {
        let from = prop_oneof![0..MONTHS[4], (1..4usize, -8..4i64).prop_map(|(month, off)| MONTHS[month] + off)];
        let length = proptest::option::weighted(0.95, 1..10i64);
        let cause = proptest::option::weighted(0.8, 0..2u32);
        proptest::collection::vec((0..3u32, from, length, Just(None), cause), 0..14)
    };
    (rows(), rows()).prop_map(|(outages, maintenance)| World { outages, maintenance })
}

pub const ITEMS: &str = "component A, B\ngroup G { A, B }\noutage { cause ours | theirs }\n\
    maintenance { cause ours | theirs }\nwindow w { mon..fri 08:00-16:00 }\n";

/// A length, counted.
fn seconds(ticks: i64) -> Ratio {
    Ratio::whole(ticks * HOURS * 3600)
}

fn value(measure: &MeasureValue) -> Option<&Exact> {
    measure.actual.as_ref().filter(|actual| !actual.vacuous).map(|actual| &actual.value)
}

fn check(world: &World, part: &Set, of: &Set, rows: &Rows, as_of: i64) {
    let (part_text, of_text, rows_text) = (part.text(), of.text(), rows.text());
    let text = format!(
        "{ITEMS}\
         measure time of component -> duration {{\n  a is {part_text}\n  result is length of a\n}}\n\
         measure part of component -> percent {{\n  a is {part_text}\n  result is a as share of {of_text}\n}}\n\
         measure number of component -> count {{ result is count of {rows_text} }}\n\
         measure most of component -> duration {{ result is longest of {rows_text} }}\n\
         measure least of component -> duration {{ result is shortest of {rows_text} }}\n"
    );
    let model = compile(&text);
    let calendar = Calendar::new(&model);
    let mut evidence = nothing();
    evidence.outages = Some(table(&world.outages));
    evidence.maintenance = Some(table(&world.maintenance));
    let request = Request { periods: periods(&model), as_of: at(as_of), plan: None, readings: false };
    let verdicts = evaluate(&model, &calendar, &evidence, &request);
    for (month, period) in verdicts.periods.iter().enumerate() {
        let (from, to) = (MONTHS[month], MONTHS[month + 1]);
        let end = to.min(as_of);
        for (component, values) in [0, 1].map(|component| (component, &period.measures[..])) {
            let told = |measure: usize| &values[measure * 2 + component as usize];
            let count = |set: &Set| {
                let ticks = set.ticks(world, Some(component), end, to);
                (from..to).filter(|tick| ticks[*tick as usize]).count() as i64
            };
            let what = || format!("{} of {component}\n{text}\n{world:?} as of {as_of}", period.label);
            let length = count(part);
            assert_eq!(value(told(0)), Some(&Exact::Seconds(seconds(length))), "{}", what());
            let share = told(1);
            match (length, count(of)) {
                (0, 0) => assert!(matches!(share.actual, Some(Actual { vacuous: true, .. })), "{}", what()),
                (_, 0) => assert_eq!(share.actual, None, "{}", what()),
                (part, of) => {
                    let want = Exact::Percent(Ratio::new(i128::from(part), i128::from(of)));
                    assert_eq!(value(share), Some(&want), "{}", what());
                }
            }
            let runs = rows.runs(world, Some(component), end);
            let starting = runs.iter().filter(|(start, _)| *start >= from && *start < end).count();
            assert_eq!(value(told(2)), Some(&Exact::Count(starting as i64)), "{}", what());
            // Those that end in the period, and those that go on at its evaluation; none of a period that has not begun.
            let here = |stop: i64| from < end && (from..=end).contains(&stop);
            let ending = || runs.iter().filter(|(_, stop)| here(*stop)).map(|(start, stop)| stop - start);
            let most = seconds(ending().max().unwrap_or(0));
            assert_eq!(value(told(3)), Some(&Exact::Seconds(most)), "{}", what());
            let least = ending().min().map(|ticks| Exact::Seconds(seconds(ticks)));
            assert_eq!(value(told(4)), least.as_ref(), "{}", what());
        }
    }
}

proptest! {
    #![proptest_config(cases(50))]

    #[test]
    fn sets_and_rows_agree_with_counting_ticks(
        world in world(),
        part in set(),
        of in set(),
        rows in row_set(),
        as_of in prop_oneof![Just(MONTHS[4]), MONTHS[1]..MONTHS[4]],
    ) {
        check(&world, &part, &of, &rows, as_of);
    }
}

/// Outages with a weight in quarters, or none: `None` is a row that does not say.
type Weighed = (u32, i64, i64, i64);

/// Lengths of sets with weights, counted in quarters of ticks.
fn check_weights(outages: &[Weighed], maintenance: &[Weighed]) {
    let text = "component A, B\ngroup G { A, B }\noutage { impact percent }\nmaintenance { impact percent }\n\
        measure one of component -> duration { result is length of (outages weighted by impact) }\n\
        measure either of component -> duration {\n  a is outages weighted by impact\n  b is maintenance weighted by impact\n  \
          result is length of (a or b)\n}\n\
        measure common of component -> duration {\n  c is outages weighted by impact\n  d is maintenance weighted by impact\n  \
          result is length of (c within d)\n}\n\
        measure rest of component -> duration {\n  e is outages weighted by impact\n  f is maintenance weighted by impact\n  \
          result is length of (e outside f)\n}\n\
        measure up of component -> duration { result is length of (period outside outages weighted by impact) }\n";
    let model = compile(text);
    let calendar = Calendar::new(&model);
    let table = |rows: &[Weighed]| {
        let plain: Vec<Row> =
            rows.iter().map(|(of, from, length, _)| (*of, *from, Some(*length), None, None)).collect();
        let mut table = table(&plain);
        for row in &mut table {
            let (.., quarters) = rows[row.row.line as usize - 1];
            row.cells = Box::new([sla::evidence::Cell::Number(Box::new(Ratio::new(i128::from(quarters), 4)))]);
        }
        table
    };
    let mut evidence = nothing();
    (evidence.outages, evidence.maintenance) = (Some(table(outages)), Some(table(maintenance)));
    let request = Request { periods: periods(&model), as_of: at(MONTHS[4]), plan: None, readings: false };
    let verdicts = evaluate(&model, &calendar, &evidence, &request);
    for (month, period) in verdicts.periods.iter().enumerate() {
        for component in 0..2u32 {
            let weight = |rows: &[Weighed], tick: i64| {
                let here = rows.iter().filter(|(of, from, length, _)| {
                    (*of == 2 || *of == component) && (*from..from + length).contains(&tick)
                });
                here.map(|(.., quarters)| *quarters).max().unwrap_or(0)
            };
            let sum = |f: &dyn Fn(i64, i64) -> i64| {
                let ticks = MONTHS[month]..MONTHS[month + 1];
                let quarters: i64 = ticks.map(|tick| f(weight(outages, tick), weight(maintenance, tick))).sum();
                Ratio::new(i128::from(quarters * HOURS * 3600), 4)
            };
            let wants: [(&str, Ratio); 5] = [
                ("one", sum(&|a, _| a)),
                ("either", sum(&|a, b| a.max(b))),
                ("common", sum(&|a, b| a.min(b))),
                ("rest", sum(&|a, b| a.min(4 - b))),
                ("up", sum(&|a, _| 4 - a)),
            ];
            for (place, (name, want)) in wants.into_iter().enumerate() {
                let told = value(&period.measures[place * 2 + component as usize]);
                assert_eq!(
                    told,
                    Some(&Exact::Seconds(want)),
                    "{name} of {component} in {}\n{outages:?}\n{maintenance:?}",
                    period.label
                );
            }
        }
    }
}

/// Counts and lengths over every stretch of so many ticks that ends in a month.
fn check_stretches(world: &World, rows: &Rows, part: &Set, length: i64, most: i64) {
    let (rows_text, part_text) = (rows.text(), part.text());
    let hours = length * HOURS;
    let text = format!(
        "{ITEMS}\
         measure number of component -> count {{ result is count of {rows_text} }}\n\
         measure time of component -> duration {{ result is length of {part_text} }}\n\
         norm n {{\n  number of A over any {hours}h <= {most}\n  time of A over any {hours}h <= {}h\n  \
           time of A over any {hours}h >= {}h\n}}\n",
        most * HOURS,
        most * HOURS,
    );
    let model = compile(&text);
    let calendar = Calendar::new(&model);
    let mut evidence = nothing();
    (evidence.outages, evidence.maintenance) = (Some(table(&world.outages)), Some(table(&world.maintenance)));
    let request = Request { periods: periods(&model), as_of: at(MONTHS[4]), plan: None, readings: false };
    let verdicts = evaluate(&model, &calendar, &evidence, &request);
    // A stretch that ends in January would begin before the world does.
    for (month, period) in verdicts.periods.iter().enumerate().skip(1) {
        let (from, to) = (MONTHS[month], MONTHS[month + 1]);
        let runs = rows.runs(world, Some(0), to);
        let ticks = part.ticks(world, Some(0), to, to);
        let count = |end: i64| runs.iter().filter(|(start, _)| (end - length..end).contains(start)).count() as i64;
        let time = |end: i64| (end - length..end).filter(|tick| *tick >= 0 && ticks[*tick as usize]).count() as i64;
        let counts = (from + 1..=to).all(|end| count(end) <= most);
        // Between ticks a length is between its values there; just behind the beginning it comes near to that of it.
        let at_most = (from..=to).all(|end| time(end) <= most);
        let at_least = (from..=to).all(|end| time(end) >= most);
        let norm = &period.norms[0].requirements;
        for (found, holds) in norm.iter().zip([counts, at_most, at_least]) {
            use sla::eval::verdict::Verdict;
            let want = if holds { Verdict::Met } else { Verdict::Breached };
            let what = || format!("{} of {}\n{text}\n{world:?}", found.index, period.label);
            assert_eq!(found.verdict, Some(want), "{} {found:?}", what());
        }
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn weights_agree_with_counting_quarters_of_ticks(
        outages in proptest::collection::vec((0..3u32, 0..MONTHS[4], 1..10i64, 0..=4i64), 0..14),
        maintenance in proptest::collection::vec((0..3u32, 0..MONTHS[4], 1..10i64, 0..=4i64), 0..14),
    ) {
        check_weights(&outages, &maintenance);
    }

    #[test]
    fn stretches_agree_with_trying_every_tick(
        world in world(),
        rows in row_set(),
        part in set(),
        length in 1..40i64,
        most in 1..6i64,
    ) {
        // What has no cause may or may not belong.
        let filled = |rows: Vec<Row>| rows.into_iter().map(|row| (row.0, row.1, row.2, row.3, row.4.or(Some(0)))).collect();
        let world = World { outages: filled(world.outages), maintenance: filled(world.maintenance) };
        check_stretches(&world, &rows, &part.without_budget(), length, most);
    }
}
