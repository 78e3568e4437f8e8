//! Slices of time and figures over samples: recomputed slice by slice, and completed in every possible way.

use proptest::prelude::*;
use sla::calendar::Calendar;
use sla::eval::verdict::{Exact, RequirementVerdict, Verdict};
use sla::eval::{Request, evaluate};
use sla::evidence::{Cell, Evidence, Sample, SampleReading};
use sla::model::{MetricId, Model};
use sla::quantity::Ratio;

use crate::cases::cases;
use crate::world::{HOURS, MONTHS, at, compile, nothing, periods, row};

/// What lies at a tick: good requests, all requests, and a column of its own.
type Told = Option<(u64, u64, Option<bool>)>;

fn evidence(told: &[Told]) -> Evidence {
    let sample = |(tick, told): (usize, &Told)| {
        let (good, total, flag) = (*told)?;
        Some(Sample {
            metric: MetricId(0),
            component: None,
            at: at(tick as i64),
            reading: SampleReading::Counts { good, total },
            cells: vec![flag.map_or(Cell::Missing, Cell::YesNo)].into(),
            row: row(tick + 1),
        })
    };
    Evidence { samples: Some(told.iter().enumerate().filter_map(sample).collect()), ..nothing() }
}

/// The requirements of the first norm in January 2024.
fn judged(model: &Model, evidence: &Evidence, as_of: i64) -> (Verdict, Vec<RequirementVerdict>) {
    let calendar = Calendar::new(model);
    let request = Request { periods: periods(model)[..1].to_vec(), as_of: at(as_of), plan: None, readings: false };
    let mut verdicts = evaluate(model, &calendar, evidence, &request);
    let norm = verdicts.periods.remove(0).norms.remove(0);
    (norm.verdict, norm.requirements)
}

/// How many ticks, what it is, and its good requests of all.
type Slice = (i64, Is, Option<(u64, u64)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    Good,
    Bad,
    Out,
    Open,
}

const FATES: [(&str, Is); 4] = [("good", Is::Good), ("bad", Is::Bad), ("left out", Is::Out), ("undecided", Is::Open)];

/// What a line of rules says.
#[derive(Debug, Clone)]
struct Rules {
    /// In ticks.
    length: i64,
    /// Bad where more of a hundred fail than this.
    most_failed: u64,
    needs: Option<(u64, usize)>,
    empty: usize,
    /// In ticks.
    run: Option<i64>,
    filtered: bool,
}

fn rules() -> impl Strategy<Value = Rules> {
    (
        1..30i64,
        prop_oneof![Just(0), Just(5), Just(50)],
        proptest::option::of((1..12u64, 0..4usize)),
        0..4usize,
        proptest::option::of(2..90i64),
        any::<bool>(),
    )
        .prop_map(|(length, most_failed, needs, empty, run, filtered)| Rules {
            length,
            most_failed,
            needs,
            empty,
            run: run.filter(|run| *run > length),
            filtered,
        })
}

impl Rules {
    fn text(&self) -> String {
        let mut lines = vec![format!("bad when failed / total > {}%", self.most_failed)];
        if self.filtered {
            lines.push("where flag".to_owned());
        }
        if let Some((count, fate)) = self.needs {
            lines.push(format!("needs {count} requests, else {}", FATES[fate].0));
        }
        lines.push(format!("empty {}", FATES[self.empty].0));
        if let Some(run) = self.run {
            lines.push(format!("run of at least {}h", run * HOURS));
        }
        format!(
            "metric m {{ unit requests; flag yes/no }}\nslices s of {}h of m {{\n{}\n}}",
            self.length * HOURS,
            lines.join("\n")
        )
    }

    /// Each slice: its ticks, what it is before runs, and its good requests of all.
    fn slices(&self, told: &[Told]) -> Vec<Slice> {
        let mut slices = Vec::new();
        let mut start = 0;
        while start < MONTHS[1] {
            let end = (start + self.length).min(MONTHS[1]);
            let here: Vec<(u64, u64, Option<bool>)> = (start..end).filter_map(|tick| told[tick as usize]).collect();
            let open = self.filtered && here.iter().any(|(.., flag)| flag.is_none());
            let kept: Vec<_> = here.iter().filter(|(.., flag)| !self.filtered || *flag == Some(true)).collect();
            let good: u64 = kept.iter().map(|it| it.0).sum();
            let total: u64 = kept.iter().map(|it| it.1).sum();
            let fate = |fate: usize| {
                let taken = match FATES[fate].1 {
                    Is::Good => Some((1, 1)),
                    Is::Bad => Some((0, 1)),
                    Is::Out | Is::Open => None,
                };
                (FATES[fate].1, taken)
            };
            let (is, ratio) = if here.is_empty() {
                fate(self.empty)
            } else if open {
                (Is::Open, None)
            } else if kept.is_empty() {
                (Is::Out, None)
            } else if let Some((count, otherwise)) = self.needs
                && total < count
            {
                fate(otherwise)
            } else if total == 0 {
                fate(self.empty)
            } else {
                let bad = (total - good) * 100 > self.most_failed * total;
                (if bad { Is::Bad } else { Is::Good }, Some((good, total)))
            };
            slices.push((end - start, is, ratio));
            start = end;
        }
        slices
    }

    /// What each slice is, once short runs are good.
    fn after_runs(&self, slices: &[Slice]) -> Vec<Is> {
        let Some(run) = self.run else { return slices.iter().map(|slice| slice.1).collect() };
        let around = |index: usize, such: &dyn Fn(Is) -> bool| {
            let (mut first, mut last) = (index, index);
            while first > 0 && such(slices[first - 1].1) {
                first -= 1;
            }
            while last + 1 < slices.len() && such(slices[last + 1].1) {
                last += 1;
            }
            slices[first..=last].iter().map(|slice| slice.0).sum::<i64>() >= run
        };
        let is = |index: usize| match slices[index].1 {
            Is::Bad if around(index, &|is| is == Is::Bad) => Is::Bad,
            Is::Bad if around(index, &|is| matches!(is, Is::Bad | Is::Open)) => Is::Open,
            Is::Bad => Is::Good,
            other @ (Is::Good | Is::Out | Is::Open) => other,
        };
        (0..slices.len()).map(is).collect()
    }
}

fn told() -> impl Strategy<Value = Vec<Told>> {
    let one = prop_oneof![
        3 => (0..8u64, 0..8u64, prop_oneof![6 => Just(Some(true)), 3 => Just(Some(false)), 1 => Just(None)])
            .prop_map(|(good, failed, flag)| Some((good, good + failed, flag))),
        2 => (0..8u64).prop_map(|good| Some((good, good, Some(true)))),
        1 => Just(None),
    ];
    proptest::collection::vec(one, MONTHS[1] as usize)
}

proptest! {
    #![proptest_config(cases(96))]

    /// Every reading of slices is that of the slices one by one.
    #[test]
    fn slice_by_slice(rules in rules(), told in told()) {
        let text = format!(
            "{}\nkpi k {{ share of good s; count of bad s; mean ratio of s; pooled ratio of s; length of bad s; mean failed \
             ratio of s; lowest ratio of s }}",
            rules.text()
        );
        let model = compile(&text);
        let (_, found) = judged(&model, &evidence(&told), MONTHS[1]);
        let slices = rules.slices(&told);
        let states = rules.after_runs(&slices);
        let count = |is: Is| states.iter().filter(|state| **state == is).count() as i64;
        let (good, bad) = (count(Is::Good), count(Is::Bad));
        let counts = found[0].counts.unwrap();
        prop_assert_eq!((counts.good as i64, counts.total as i64, counts.pending), (good, good + bad, 0));
        prop_assert_eq!(counts.maybe as i64, count(Is::Open));
        prop_assert_eq!(&found[1].actual.as_ref().unwrap().value, &Exact::Count(bad));
        let ratios: Vec<(u64, u64)> = slices.iter().filter_map(|slice| slice.2).collect();
        let ratio = |good: u64, total: u64| Ratio::new(good.into(), total.into());
        let mean = |side: &dyn Fn(u64, u64) -> u64| {
            let sum = ratios.iter().fold(Ratio::ZERO, |sum, (good, total)| {
                sum.add(&ratio(side(*good, *total), *total)).unwrap()
            });
            (!ratios.is_empty()).then(|| Exact::Percent(sum.div(&Ratio::new(ratios.len() as i128, 1)).unwrap()))
        };
        let value = |index: usize| {
            found[index].actual.as_ref().filter(|actual| !actual.vacuous).map(|actual| actual.value.clone())
        };
        prop_assert_eq!(value(2), mean(&|good, _| good));
        prop_assert_eq!(value(5), mean(&|good, total| total - good));
        prop_assert_eq!(value(6), ratios.iter().map(|(good, total)| ratio(*good, *total)).min().map(Exact::Percent));
        let hours: i64 = slices.iter().zip(&states).filter(|(_, is)| **is == Is::Bad).map(|(slice, _)| slice.0).sum();
        prop_assert_eq!(value(4), Some(Exact::Seconds(Ratio::whole(hours * HOURS * 3600))));
    }

    /// What is decided with slices that nobody knows of is so however they are filled in, and nothing else is decided.
    #[test]
    fn open_slices_decide_what_all_completions_do(
        known in proptest::collection::vec(prop_oneof![Just(None), (0..4u64, 0..2u64).prop_map(Some)], 5),
        figure in 0..4usize,
        percent in prop_oneof![Just(0), Just(40), Just(60), Just(75), Just(100)],
        run in any::<bool>(),
        running in 0..6i64,
    ) {
        // January in five slices of 40 ticks, the last one cut.
        let bound = match figure {
            0 => format!("share of good s >= {percent}%"),
            1 => format!("count of bad s <= {}", percent / 20),
            2 => format!("mean ratio of s >= {percent}%"),
            _ => format!("(period outside bad s) as share of period >= {percent}%"),
        };
        let runs = if run { "run of at least 200h\n" } else { "" };
        let model = compile(&format!(
            "metric m {{ unit requests; flag yes/no }}\nslices s of 160h of m {{\nbad when failed / total > 50%\nwhere flag\n\
             {runs}}}\nnorm n {{\n{bound}\n}}"
        ));
        let ticks = |slices: &[Option<(u64, u64, Option<bool>)>]| {
            let mut told: Vec<Told> = vec![None; MONTHS[1] as usize];
            for (index, slice) in slices.iter().enumerate() {
                told[index * 40] = *slice;
            }
            told
        };
        let over = 5 - running.min(5);
        let mut slices: Vec<Option<(u64, u64, Option<bool>)>> = known
            .iter()
            .map(|one: &Option<(u64, u64)>| one.map(|(good, failed)| (good + 1, good + 1 + failed * 3, Some(true))))
            .collect();
        for index in over as usize..5 {
            slices[index] = None;
        }
        let as_of = (over * 40).min(MONTHS[1]);
        let (found, _) = judged(&model, &evidence(&ticks(&slices)), as_of);
        let open: Vec<usize> = (0..5).filter(|index| slices[*index].is_none()).collect();
        let mut verdicts = Vec::new();
        for choice in 0..3usize.pow(open.len() as u32) {
            let mut filled = slices.clone();
            let mut rest = choice;
            for index in &open {
                filled[*index] = Some([(1, 1, Some(true)), (0, 1, Some(true)), (1, 1, Some(false))][rest % 3]);
                rest /= 3;
            }
            let verdict = judged(&model, &evidence(&ticks(&filled)), MONTHS[1]).0;
            // A completion that leaves nothing to judge is met by convention, and tells nothing of the figure.
            let none = filled.iter().all(|slice| slice.is_none_or(|(.., flag)| flag == Some(false)));
            if !none {
                verdicts.push(verdict);
            }
        }
        let all = |verdict| verdicts.iter().all(|one| *one == verdict) && !verdicts.is_empty();
        match found {
            Verdict::Met => prop_assert!(all(Verdict::Met) && as_of == MONTHS[1]),
            Verdict::Breached => prop_assert!(all(Verdict::Breached)),
            // Where runs matter, and where nothing may be left to judge, less may be decided than could be.
            Verdict::Undecided | Verdict::Empty | Verdict::Measured if run || open.len() == 5 => {}
            Verdict::Undecided | Verdict::Empty | Verdict::Measured => prop_assert!(
                !all(Verdict::Breached) && (!all(Verdict::Met) || as_of < MONTHS[1]),
                "undecided, and all of {verdicts:?}"
            ),
        }
    }
}

/// Samples of a value: mean, percentile and the like of each slice, and over the whole period.
#[test]
fn values_slice_by_slice() {
    let model = compile(
        "metric v { unit seconds }\nslices s of 20h of v { good when mean <= 3.9s; good when percentile 80 <= 6.5s }\nkpi k { \
         share of good s; mean v; median v; percentile 90 v; highest v; sum v; count of v; share of v with value <= 4s; latest \
         v }",
    );
    let values: Vec<i128> = (0..186_i128).map(|n| (n * n * 37 + n * 11) % 8000).collect();
    let sample = |(tick, value): (usize, &i128)| Sample {
        metric: MetricId(0),
        component: None,
        at: at(tick as i64),
        reading: SampleReading::Value(Ratio::new(*value, 1000)),
        cells: vec![].into(),
        row: row(tick + 1),
    };
    let evidence = Evidence { samples: Some(values.iter().enumerate().map(sample).collect()), ..nothing() };
    let (_, found) = judged(&model, &evidence, MONTHS[1]);
    let good = values.chunks(5).filter(|slice| {
        let mut sorted = slice.to_vec();
        sorted.sort_unstable();
        let rank = (80 * sorted.len()).div_ceil(100);
        slice.iter().sum::<i128>() <= 3900 * slice.len() as i128 && sorted[rank - 1] <= 6500
    });
    let counts = found[0].counts.unwrap();
    assert_eq!((counts.good, counts.total), (good.count() as u64, 38));
    let mut sorted = values.clone();
    sorted.sort_unstable();
    let seconds = |n: i128, d: i128| Exact::Seconds(Ratio::new(n, d * 1000));
    let want = [
        seconds(values.iter().sum(), 186),
        seconds(sorted[92] + sorted[93], 2),
        seconds(sorted[(90 * 186_usize).div_ceil(100) - 1], 1),
        seconds(sorted[185], 1),
        seconds(values.iter().sum(), 1),
        Exact::Count(186),
        Exact::Percent(Ratio::new(values.iter().filter(|value| **value <= 4000).count() as i128, 186)),
        seconds(values[185], 1),
    ];
    let got: Vec<Exact> = found[1..].iter().map(|one| one.actual.clone().unwrap().value).collect();
    assert_eq!(got, want);
}

/// A year of minutes of ten metrics stays within reach: nothing here is quadratic.
#[test]
fn a_month_of_minutes_is_quick() {
    let model = compile(
        "metric m { unit requests }\nslices s of 1m of m { bad when failed / total > 5%; empty good; run of at least 5m }\nnorm n { \
         share of good s >= 10%; mean ratio of s >= 10%; (period outside bad s) as share of period >= 10% }",
    );
    let sample = |minute: i64| {
        let total = 1000 + (minute * 7919 % 3001).cast_unsigned();
        Sample {
            metric: MetricId(0),
            component: None,
            at: at(0).checked_add(sla::quantity::Elapsed::from_micros(minute * 60_000_000)).unwrap(),
            reading: SampleReading::Counts { good: total - (minute % 97).cast_unsigned(), total },
            cells: vec![].into(),
            row: row(1),
        }
    };
    let evidence = Evidence { samples: Some((0..44_640).map(sample).collect()), ..nothing() };
    let (verdict, found) = judged(&model, &evidence, MONTHS[1]);
    assert_eq!(verdict, Verdict::Met);
    assert_eq!(found[0].counts.unwrap().total, 44_640);
}

/// A table that is not there leaves everything open; one that is there and empty is judged by the `empty` line.
#[test]
fn no_table_and_no_rows() {
    let contract = |empty: &str| {
        compile(&format!(
            "metric m {{ unit requests }}\nslices s of 24h of m {{ bad when failed / total > 5%\n{empty} }}\nnorm n {{ share of \
             good s >= 99%; mean ratio of s >= 99% }}"
        ))
    };
    let none = Evidence { samples: None, ..nothing() };
    let no_rows = Evidence { samples: Some(vec![]), ..nothing() };
    assert_eq!(judged(&contract("empty good"), &none, MONTHS[1]).0, Verdict::Undecided);
    for (empty, want) in [
        ("empty good", Verdict::Met),
        ("empty bad", Verdict::Breached),
        ("empty left out", Verdict::Met),
        ("empty undecided", Verdict::Undecided),
        ("", Verdict::Undecided),
    ] {
        assert_eq!(judged(&contract(empty), &no_rows, MONTHS[1]).0, want, "{empty}");
    }
}

/// A norm with a period of its own is judged where that ends, over all of it; and a value grows stale.
#[test]
fn own_periods_and_stale_values() {
    let model = compile(
        "metric grade { unit number }\nnorm quarterly {\nevery quarter\nmean grade >= 7\n}\nnorm latest_one {\nstale after 2 months\n\
         latest grade >= 7\n}",
    );
    let grade = |tick: i64, value: i64| Sample {
        metric: MetricId(0),
        component: None,
        at: at(tick),
        reading: SampleReading::Value(Ratio::whole(value)),
        cells: vec![].into(),
        row: row(1),
    };
    // 6 in January, 8 in March: 7 in the quarter.
    let evidence = Evidence { samples: Some(vec![grade(60, 6), grade(MONTHS[2] + 6, 8)]), ..nothing() };
    let calendar = Calendar::new(&model);
    let request = Request { periods: periods(&model), as_of: at(MONTHS[4]), plan: None, readings: false };
    let found = evaluate(&model, &calendar, &evidence, &request);
    let norm = |period: usize, norm: usize| &found.periods[period].norms[norm];
    let due: Vec<bool> = (0..4).map(|period| norm(period, 0).own.as_ref().unwrap().due).collect();
    assert_eq!(due, [false, false, true, false]);
    assert_eq!(norm(2, 0).own.as_ref().unwrap().label, "2024-Q1");
    let verdicts: Vec<Verdict> = (0..4).map(|period| norm(period, 0).verdict).collect();
    assert_eq!(verdicts, [Verdict::Empty, Verdict::Empty, Verdict::Met, Verdict::Empty]);
    // The grade of 11 January is fresh until 11 March, and a new one comes on 2 March.
    let latest: Vec<Verdict> = (0..4).map(|period| norm(period, 1).verdict).collect();
    assert_eq!(latest, [Verdict::Breached, Verdict::Breached, Verdict::Met, Verdict::Met]);
    let early = Evidence { samples: Some(vec![grade(60, 8)]), ..nothing() };
    let found = evaluate(&model, &calendar, &early, &request);
    let latest: Vec<Verdict> = (0..4).map(|period| found.periods[period].norms[1].verdict).collect();
    assert_eq!(latest, [Verdict::Met, Verdict::Met, Verdict::Undecided, Verdict::Undecided]);
    let problem = &found.problems[0];
    assert_eq!(miette::Diagnostic::code(problem).unwrap().to_string(), "SLA0604");
    assert!(problem.to_string().contains("stale in 2024-03: it is of 2024-01-11"), "{problem}");
}
