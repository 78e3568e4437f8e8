//! What the reader sees: text, JSON, and an amount taken apart.

use sla::eval::compensation::{Hypothesis, example};
use sla::eval::verdict::Verdict;
use sla::model::{
    CalendarUnit, Cap, CapPer, Claim, Compensation, CompensationId, Declared, Model, Most, Over, Pay, Right, Status,
    StatusRow, StatusWhen, Value,
};
use sla::quantity::Elapsed;
use sla::report::{Findings, Paint, explain, json, text};
use sla::source::SourceMap;

use crate::world::{
    DAY, DEMANDED, HOUR, KEPT, LEVELS, World, breached, compensation, contract, formula, judged, month, ratio, span,
    worth,
};

fn declared(name: &str, label: &str) -> Declared {
    Declared { name: name.into(), label: Some(label.into()), clause: Some("6.2".into()), span: span() }
}

/// A ladder with a cap and a claim, steps, a right and colours.
fn whole() -> Model {
    let mut model = contract();
    let mut credits =
        compensation(vec![Pay::Ladder { first: worth("5%"), more: worth("5%"), when: breached(KEPT, Over::This) }]);
    credits.declared = declared("credits", "Credits");
    credits.rules[0].text = "ladder 5%, then 5% more for each further period with kept breached".into();
    let cap = |text: &str, most, per| Cap { span: span(), text: text.into(), most: Most::Worth(worth(most)), per };
    credits.caps = vec![cap("at most 8%", "8%", CapPer::Period), cap("at most 150 EUR per year", "150", CapPer::Year)];
    credits.claim = Some(Claim { event: Some(DEMANDED), within: Some((30, CalendarUnit::Day)) });
    let (value, component) = formula(&model, 1);
    let mut steps = compensation(vec![Pay::PerStep {
        worth: worth("2.5%"),
        step: Value::Elapsed(Elapsed::from_seconds(2 * HOUR).unwrap()),
        from: Value::Elapsed(Elapsed::from_seconds(4 * HOUR).unwrap()),
        side: sla::model::Side::Above,
        started: true,
        value,
        component,
    }]);
    steps.declared = declared("outage", "Long outages");
    steps.rules[0].text = "2.5% per started 2h beyond 4h of longest outages of A".into();
    model.compensations = vec![credits, steps];
    model.rights = vec![Right {
        declared: declared("leave", "Notice without a term"),
        text: "kept breached 2 of any 3 periods".into(),
        when: breached(KEPT, Over::OfAny(2, 3)),
    }];
    let row = |(colour, when): (&str, StatusWhen)| StatusRow {
        colour: colour.into(),
        label: None,
        text: String::new(),
        when,
    };
    let rows =
        [("green", StatusWhen::MetOfTwo(2)), ("orange", StatusWhen::MetOfTwo(1)), ("red", StatusWhen::MetOfTwo(0))];
    model.statuses = vec![Status { span: span(), objective: None, rows: rows.map(row).into() }];
    model
}

fn world() -> World {
    World {
        verdicts: "BBU".into(),
        outages: vec![(1, DAY, 6 * HOUR + 1)],
        events: vec![(DEMANDED, 2, DAY)],
        ..World::with_fee("1233.33")
    }
}

/// Colours, amounts and rights of the first period.
fn settled(json: &str) -> String {
    let document: serde_json::Value = serde_json::from_str(json).unwrap();
    let period = &document["periods"][0];
    let mut out = String::new();
    for norm in period["norms"].as_array().unwrap() {
        let of = |it: &serde_json::Value| format!("{} {}", it["status"], it["status_could_be"]);
        let requirements: Vec<String> = norm["requirements"].as_array().unwrap().iter().map(of).collect();
        out.push_str(&format!("{}: {}; {}\n", norm["id"], of(norm), requirements.join(", ")));
    }
    for key in ["compensation", "rights"] {
        out.push_str(&serde_json::to_string_pretty(&period[key]).unwrap());
        out.push('\n');
    }
    out
}

#[test]
fn a_report_with_amounts_rights_and_colours() {
    let model = whole();
    let evidence = world().evidence();
    let mut sources = SourceMap::default();
    sources.add("contract.sla", "");
    let of = |months: std::ops::Range<i64>| {
        let verdicts = judged(&model, &evidence, months.clone(), month(months.end));
        let findings = Findings {
            model: &model,
            sources: &sources,
            contract: "contract.sla",
            sha256: "",
            evidence: &evidence,
            verdicts: &verdicts,
            others: &[],
        };
        let parts = [
            text::render(&findings, Paint::PLAIN),
            explain::compensation(&findings, CompensationId(0), Paint::PLAIN),
            explain::right(&findings, 0, Paint::PLAIN),
            settled(&json::render(&findings)),
        ];
        parts.join("\n----\n")
    };
    insta::with_settings!({snapshot_path => "../../snapshots/compensation", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("february", of(1..2));
        insta::assert_snapshot!("march_undecided", of(2..3));
    });
}

#[test]
fn worked_examples_for_the_document() {
    let model = whole();
    let calendar = sla::calendar::Calendar::new(&model);
    let case = |value: Option<i64>, history: Vec<Verdict>| Hypothesis {
        fee: ratio("1000"),
        value: value.map(|seconds| Value::Elapsed(Elapsed::from_seconds(seconds).unwrap())),
        history,
        misses: 0,
        judged: false,
    };
    let shown = |number, case: &Hypothesis| {
        let found = example(&calendar, CompensationId(number), case);
        sla::report::compensation::Speech::english(&model).because(&found)
    };
    use Verdict::{Breached, Met};
    let found = shown(0, &case(None, vec![Met, Breached, Breached]));
    let want = [
        "fee of 2024-03: 1,000.00 EUR",
        "ladder 5%, then 5% more for each further period with kept breached",
        "holds",
        "period 2 in a row",
        "pays 10%",
        "at most 8%: 8%",
        "8% of 1,000.00 EUR = 80.00 EUR",
        "at most 150 EUR per year: takes nothing off",
        "claimable by demanded until Wed 2024-05-01 00:00",
    ];
    assert_eq!(found, want);
    let found = shown(1, &case(Some(6 * HOUR + 1), vec![Met]));
    let want = [
        "fee of 2024-01: 1,000.00 EUR",
        "2.5% per started 2h beyond 4h of longest outages of A",
        "measured 6h 1s",
        "2 steps",
        "pays 5%",
        "5% of 1,000.00 EUR = 50.00 EUR",
    ];
    assert_eq!(found, want);
    let nothing = example(&calendar, CompensationId(0), &case(None, vec![Breached, Met]));
    assert!(nothing.amount.is_nothing());
    let opens = Compensation {
        opens: Some(sla::model::Opening {
            span: span(),
            after: (3, CalendarUnit::Month),
            event: DEMANDED,
            with: vec![],
            unless: None,
        }),
        ..compensation(vec![Pay::PerMiss { worth: worth("50"), norm: LEVELS, beyond: 1 }])
    };
    let mut model = model.clone();
    model.compensations.push(opens);
    let calendar = sla::calendar::Calendar::new(&model);
    let misses = Hypothesis { misses: 3, ..case(None, vec![]) };
    let found = example(&calendar, CompensationId(2), &misses);
    assert_eq!(
        sla::report::compensation::Speech::english(&model).because(&found)[1..],
        ["3 misses, of which 2 pay", "pays 100.00 EUR"]
    );
}
