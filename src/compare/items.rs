//! Components, groups, metrics, slices and measures.

use super::Comparing;
use super::bounds::bounds;
use super::change::{Change, Class, Effect, Subject};
use super::part::{Kind, Table};
use super::words::{decimal, percent};
use crate::model::{
    Bound, Component, FormulaKind, Group, Measure, Metric, MetricUnit, Norm, SampleField, SliceFate, SliceTest, Slices,
    Step, Subject as What, Value,
};

const FORMULA: &str = "which of the two figures is higher depends on what happens";

pub(super) fn compare(comparing: &Comparing<'_>) {
    for (old, new) in comparing.pairs(Kind::Component) {
        let (Some(was), Some(now)) =
            (comparing.old.components.get(old as usize), comparing.new.components.get(new as usize))
        else {
            continue;
        };
        let Component { declared: _, life } = was;
        if *life != now.life {
            let change = Change::new(
                &comparing.subject((Kind::Component, new)),
                "when it is there",
                Class::Verdict,
                Effect::Neither,
            );
            comparing.push(change);
        }
    }
    for (old, new) in comparing.pairs(Kind::Group) {
        if let (Some(was), Some(now)) = (comparing.old.groups.get(old as usize), comparing.new.groups.get(new as usize))
        {
            group(comparing, was, now, (old, new));
        }
    }
    for (old, new) in comparing.pairs(Kind::Metric) {
        if let (Some(was), Some(now)) =
            (comparing.old.metrics.get(old as usize), comparing.new.metrics.get(new as usize))
        {
            metric(comparing, was, now, (old, new));
        }
    }
    for (old, new) in comparing.pairs(Kind::Slices) {
        if let (Some(was), Some(now)) = (comparing.old.slices.get(old as usize), comparing.new.slices.get(new as usize))
        {
            slices(comparing, was, now, (old, new));
        }
    }
    for (old, new) in comparing.pairs(Kind::Measure) {
        if let (Some(was), Some(now)) =
            (comparing.old.measures.get(old as usize), comparing.new.measures.get(new as usize))
        {
            measure(comparing, was, now, (old, new));
        }
    }
}

fn group(comparing: &Comparing<'_>, was: &Group, now: &Group, (old, new): (u32, u32)) {
    let Group { declared: _, members, from_evidence, lives: _, known: _ } = was;
    let subject = comparing.subject((Kind::Group, new));
    let class = comparing.class_of(Some((Kind::Group, old)), Some((Kind::Group, new)));
    let effect = Effect::unclear("what is made of all members depends on each of them");
    let reaches = comparing.reaches((Kind::Group, new));
    if *from_evidence != now.from_evidence {
        let shown = |told: bool| if told { "from evidence" } else { "listed" };
        let change =
            Change::new(&subject, "members", class, effect).changed(shown(*from_evidence), shown(now.from_evidence));
        comparing.push(Change { reaches, evidence: true, ..change });
        return;
    }
    let meant = |id: &crate::model::ComponentId| comparing.matching.new_of((Kind::Component, id.0));
    let lost: Vec<&str> = members
        .iter()
        .filter(|id| !now.members.iter().any(|other| meant(id) == Some(other.0)))
        .map(|id| comparing.old_words().name((Kind::Component, id.0)))
        .collect();
    let gained: Vec<&str> = now
        .members
        .iter()
        .filter(|id| !members.iter().any(|other| meant(other) == Some(id.0)))
        .map(|id| comparing.new_words().name((Kind::Component, id.0)))
        .collect();
    if !lost.is_empty() || !gained.is_empty() {
        let shown = |names: Vec<&str>| (!names.is_empty()).then(|| names.join(", "));
        let change = Change::new(&subject, "members", class, effect).between(shown(lost), shown(gained));
        comparing.push(Change { reaches, ..change });
    }
}

fn metric(comparing: &Comparing<'_>, was: &Metric, now: &Metric, (old, new): (u32, u32)) {
    let Metric { declared: _, of_component, unit, columns: _ } = was;
    let subject = comparing.subject((Kind::Metric, new));
    let class = comparing.class_of(Some((Kind::Metric, old)), Some((Kind::Metric, new))).max(Class::Vocabulary);
    let change = |what: &str| Change::new(&subject, what, class, Effect::Neither).of_evidence();
    if *of_component != now.of_component {
        let shown = |of: bool| if of { "of component" } else { "of the whole" };
        comparing.push(change("samples").changed(shown(*of_component), shown(now.of_component)));
    }
    if *unit != now.unit {
        let shown = |unit: MetricUnit| match unit {
            MetricUnit::Seconds => "seconds",
            MetricUnit::Milliseconds => "milliseconds",
            MetricUnit::Percent => "percent",
            MetricUnit::Number => "number",
            MetricUnit::Requests => "requests",
        };
        comparing.push(change("unit").changed(shown(*unit), shown(now.unit)));
    }
}

/// Slices of a norm's own line have no name: what changes in them is told of that norm.
fn slices_subject(comparing: &Comparing<'_>, slices: &Slices, new: u32) -> Subject {
    let uses = |norm: &Norm| {
        norm.requirements.iter().any(|requirement| match &requirement.subject {
            What::Formula { value, .. } => {
                matches!(&value.kind, FormulaKind::Slices(formula) if formula.slices.0 == new)
            }
            What::Timed(_)
            | What::EachMember(..)
            | What::EachRow { .. }
            | What::Obliged(_)
            | What::Cadence(_)
            | What::NotAgreed
            | What::NoNorm => false,
        })
    };
    let norm = comparing.new.norms.iter().position(uses).and_then(|place| u32::try_from(place).ok());
    match (&slices.declared, norm) {
        (None, Some(norm)) => comparing.subject((Kind::Norm, norm)),
        (_, _) => comparing.subject((Kind::Slices, new)),
    }
}

fn slices(comparing: &Comparing<'_>, was: &Slices, now: &Slices, (old, new): (u32, u32)) {
    if comparing.same(was, now) {
        return;
    }
    let Slices { declared: _, span: _, length, metric, filter, tests, good, needs, empty, run } = was;
    let subject = slices_subject(comparing, now, new);
    let class = comparing.class_of(Some((Kind::Slices, old)), Some((Kind::Slices, new)));
    let reaches = if now.declared.is_some() { comparing.reaches((Kind::Slices, new)) } else { Vec::new() };
    let change =
        |what: &str, effect: Effect| Change { reaches: reaches.clone(), ..Change::new(&subject, what, class, effect) };
    let unclear = |why: &str| Effect::unclear(why);
    if *length != now.length {
        let why = "shorter slices hold fewer samples each, and there are more of them";
        comparing.push(change("length of slices", unclear(why)).changed(length.to_string(), now.length.to_string()));
    }
    if !comparing.same(metric, &now.metric) {
        let names = (comparing.old_words(), comparing.new_words());
        let change = change("metric", unclear(FORMULA));
        comparing
            .push(change.changed(names.0.name((Kind::Metric, metric.0)), names.1.name((Kind::Metric, now.metric.0))));
    }
    let asked = comparing.filters((filter, Table::metric(*metric)), (&now.filter, Table::metric(now.metric)));
    if !asked.is_same() {
        let every = || Some("every one".to_owned());
        let effect = unclear("the samples that are left out may be good ones or bad ones");
        comparing
            .push(change("which samples count", effect).between(asked.old.or_else(every), asked.new.or_else(every)));
    }
    if tests != &now.tests || *good != now.good {
        let shown = |tests: &[SliceTest], good: bool, unit: MetricUnit| {
            let word = if good { "good" } else { "bad" };
            tests.iter().map(|it| format!("{word} when {}", test(it, unit))).collect::<Vec<_>>().join(", ")
        };
        let effect = slice_tests(was, now);
        comparing.push(change("", effect).changed(
            shown(tests, *good, comparing.old.metrics.get(metric.index()).map_or(MetricUnit::Number, |it| it.unit)),
            shown(
                &now.tests,
                now.good,
                comparing.new.metrics.get(now.metric.index()).map_or(MetricUnit::Number, |it| it.unit),
            ),
        ));
    }
    if *needs != now.needs {
        let shown = |needs: &Option<crate::model::Needs>| {
            needs.map(|needs| {
                let what = if needs.requests { "requests" } else { "samples" };
                format!("{} {what}, else {}", needs.count, fate(needs.otherwise))
            })
        };
        let why = "slices with few samples are judged by them, or not";
        comparing.push(change("needs", unclear(why)).between(shown(needs), shown(&now.needs)));
    }
    if *empty != now.empty {
        let rank = |fate: SliceFate| match fate {
            SliceFate::Good => 0,
            SliceFate::LeftOut | SliceFate::Undecided => 1,
            SliceFate::Bad => 2,
        };
        let effect = match (rank(*empty), rank(now.empty)) {
            (a, b) if a == b => {
                unclear("what is left out counts neither way, and what is undecided may count either way")
            }
            (a, b) => Effect::more_is_better(&a, &b),
        };
        comparing.push(change("slices without samples", effect).changed(fate(*empty), fate(now.empty)));
    }
    if *run != now.run {
        let length = |run: &Option<crate::quantity::Elapsed>| run.map_or(0, crate::quantity::Elapsed::micros);
        let shown = |run: &Option<crate::quantity::Elapsed>| run.map(|run| run.to_string());
        let effect = Effect::less_is_better(&length(run), &length(&now.run));
        comparing.push(change("run of at least", effect).between(shown(run), shown(&now.run)));
    }
}

/// Tests that differ in their bounds only: fewer good slices are a stricter promise.
fn slice_tests(was: &Slices, now: &Slices) -> Effect {
    let bare = |test: &SliceTest| SliceTest {
        bound: crate::quantity::Ratio::ZERO,
        op: crate::model::Comparison::Equal,
        ..test.clone()
    };
    let alike = was.good == now.good
        && was.tests.len() == now.tests.len()
        && was.tests.iter().zip(&now.tests).all(|(a, b)| bare(a) == bare(b));
    if !alike {
        return Effect::unclear(FORMULA);
    }
    let bound = |test: &SliceTest| Bound { op: test.op, value: Value::Number(test.bound.clone()), decimals: 0 };
    let all = was.tests.iter().zip(&now.tests).map(|(a, b)| bounds(&bound(a), &bound(b)));
    let stricter = all.fold(Effect::Neither, |all, one| all.and(one, "one test is stricter, and another is not"));
    // What makes a slice bad is looser when it holds more often.
    if was.good { stricter } else { stricter.mirrored() }
}

fn test(test: &SliceTest, unit: MetricUnit) -> String {
    use crate::model::SampleStatistic;
    let SliceTest { statistic, field, op, bound } = test;
    let statistic = match statistic {
        SampleStatistic::Count => "count".to_owned(),
        SampleStatistic::Mean => "mean".to_owned(),
        SampleStatistic::Median => "median".to_owned(),
        SampleStatistic::Percentile(p) => format!("percentile {p}"),
        SampleStatistic::Highest => "highest".to_owned(),
        SampleStatistic::Lowest => "lowest".to_owned(),
        SampleStatistic::Sum => "sum".to_owned(),
        SampleStatistic::Pooled => String::new(),
    };
    let (field, share) = match field {
        SampleField::Value => ("", false),
        SampleField::Good => ("good", false),
        SampleField::Failed => ("failed", false),
        SampleField::Total => ("total", false),
        SampleField::GoodRatio => ("good / total", true),
        SampleField::FailedRatio => ("failed / total", true),
    };
    let is_value = test.field == SampleField::Value && test.statistic != SampleStatistic::Count;
    let bound = match unit {
        MetricUnit::Requests if share => percent(bound),
        MetricUnit::Seconds | MetricUnit::Milliseconds if is_value => format!("{}s", decimal(bound)),
        MetricUnit::Percent if is_value => percent(bound),
        MetricUnit::Seconds
        | MetricUnit::Milliseconds
        | MetricUnit::Percent
        | MetricUnit::Number
        | MetricUnit::Requests => decimal(bound),
    };
    let parts = [statistic.as_str(), field, op.symbol(), &bound];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn fate(fate: SliceFate) -> &'static str {
    match fate {
        SliceFate::Good => "good",
        SliceFate::Bad => "bad",
        SliceFate::LeftOut => "left out",
        SliceFate::Undecided => "undecided",
    }
}

fn measure(comparing: &Comparing<'_>, was: &Measure, now: &Measure, (old, new): (u32, u32)) {
    if comparing.same(was, now) {
        return;
    }
    let Measure { declared: _, of_component, unit, steps } = was;
    let subject = comparing.subject((Kind::Measure, new));
    let class = comparing.class_of(Some((Kind::Measure, old)), Some((Kind::Measure, new)));
    let reaches = comparing.reaches((Kind::Measure, new));
    let change = |what: &str| Change {
        reaches: reaches.clone(),
        ..Change::new(&subject, what, class, Effect::unclear(FORMULA))
    };
    if *of_component != now.of_component {
        let shown = |of: bool| if of { "a component" } else { "the whole contract" };
        comparing.push(change("of").changed(shown(*of_component), shown(now.of_component)));
    }
    if unit != &now.unit {
        comparing.push(change("unit").changed(unit.name(), now.unit.name()));
    }
    let mut told = false;
    for step in steps {
        let Step { name, span: _, text, value: _ } = step;
        match now.steps.iter().find(|other| other.name == *name) {
            Some(other) if other.text == *text => {}
            Some(other) => {
                told = true;
                comparing.push(change(name).changed(text, &other.text));
            }
            // The same step by another name is none of the meaning.
            None if now.steps.iter().any(|other| other.text == *text) => {}
            None => {
                told = true;
                comparing.push(change(name).between(Some(text.clone()), None));
            }
        }
    }
    for step in &now.steps {
        if !steps.iter().any(|other| other.name == step.name || other.text == step.text) {
            told = true;
            comparing.push(change(&step.name).between(None, Some(step.text.clone())));
        }
    }
    if !told && *of_component == now.of_component && *unit == now.unit {
        comparing.push(change("its steps refer to something else"));
    }
}
