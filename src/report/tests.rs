//! The reports of one small contract, made by hand.

mod clocked;
mod made;

use chrono_tz::Europe::Amsterdam;

use super::*;
use crate::calendar::Periods;
use crate::eval::verdict::*;
use crate::eval::{ExpectationOutcome, Found, TestOutcome};
use crate::evidence::Evidence;
use crate::model::*;
use crate::quantity::Ratio;
use crate::source::SourceMap;
use clocked::opened_to;
use made::{TEXT, at, minutes, model, span, value, verdicts, with_findings};

macro_rules! assert_shown {
    ($shown:expr) => {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../snapshots/report");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!($shown.replace(env!("CARGO_PKG_VERSION"), "<version>")));
    };
}

#[test]
fn text_report() {
    let shown = with_findings(|findings| text::render(findings, Paint::PLAIN));
    for line in shown.lines() {
        let columns = crate::diagnostic::render::words::width(line);
        assert!(columns <= 80, "{columns} columns: {line}");
    }
    assert_shown!(shown);
}

#[test]
fn colours_change_nothing_but_colour() {
    let coloured = with_findings(|findings| text::render(findings, Paint { colour: true }));
    assert!(coloured.contains('\u{1b}'));
    let plain = with_findings(|findings| text::render(findings, Paint::PLAIN));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}

#[test]
fn json_report() {
    assert_shown!(with_findings(json::render));
}

#[test]
fn ticket_lines() {
    assert_shown!(with_findings(tickets::render));
}

#[test]
fn timelines() {
    let now = "2024-04-01T00:00:00";
    let all = [
        opened_to("2024-03-01T18:00:00", Some("2024-03-04T12:59:00"), &[], now, &[4, 6]),
        opened_to(
            "2024-03-13T11:20:00",
            Some("2024-03-15T15:12:00"),
            &[("2024-03-13T16:00:00", "2024-03-14T10:30:00")],
            now,
            &[4, 8],
        ),
        opened_to("2024-02-20T08:00:00", None, &[("2024-03-11T12:00:00", "2024-03-12T12:00:00")], now, &[85, 300]),
    ];
    let model = model();
    let shown: Vec<String> =
        all.iter().map(|timeline| explain::timeline(&model, "INC0012", timeline, Paint::PLAIN)).collect();
    let shown = shown.join("\n");
    for line in shown.lines() {
        let columns = crate::diagnostic::render::words::width(line);
        assert!(columns <= 80, "{columns} columns: {line}");
    }
    assert_shown!(shown);
}

#[test]
fn norms_and_measures_taken_apart() {
    let shown = with_findings(|findings| {
        let calendar = crate::calendar::Calendar::new(findings.model);
        let norms =
            [NormId(0), NormId(1), NormId(2)].map(|norm| explain::norm(findings, &calendar, &[], norm, Paint::PLAIN));
        format!("{}\n{}", norms.join("\n"), explain::measure(findings, MeasureId(0), Paint::PLAIN))
    });
    for line in shown.lines() {
        let columns = crate::diagnostic::render::words::width(line);
        assert!(columns <= 80, "{columns} columns: {line}");
    }
    assert_shown!(shown);
}

#[test]
fn worked_examples_that_fail() {
    let mut sources = SourceMap::default();
    sources.add("contract.sla", TEXT);
    let expectation = |text: &str, kind| Expectation { span: span(), text: text.into(), kind };
    let test = Test {
        updates: Vec::new(),
        name: "precies vier uur is niet minder dan vier uur".into(),
        span: span(),
        tickets: Vec::new(),
        intervals: Vec::new(),
        waits: Vec::new(),
        changes: Vec::new(),
        events: Vec::new(),
        amounts: Vec::new(),
        judgements: Vec::new(),
        samples: Vec::new(),
        period: None,
        as_of: None,
        expectations: vec![
            expectation("oplostijden met", ExpectationKind::Verdict(NormId(0), ExpectedVerdict::Met)),
            expectation(
                "oplostijd of incident 1 is 3h58m",
                ExpectationKind::Elapsed(ClockId(0), "1".into(), minutes(238)),
            ),
            expectation(
                "beschikbaarheid of mextra is 99.73%",
                ExpectationKind::Shown(value(), Value::Percent(Ratio::new(9974, 10_000)), 2),
            ),
        ],
    };
    let all = verdicts();
    let norm = all.periods[0].norms[0].clone();
    let available = all.periods[0].measures[0].actual.clone();
    let timeline = opened_to("2024-03-01T18:00:00", Some("2024-03-04T12:59:00"), &[], "2024-04-01T00:00:00", &[4]);
    let found = |found, timeline| ExpectationOutcome { span: span(), passed: false, found, timeline };
    let outcome = TestOutcome {
        problems: vec![],
        evidence: Evidence::default(),
        verdicts: verdicts(),
        period: Periods::new(PeriodKind::Month, Zone::Named(Amsterdam)).containing(at("2024-03-04T00:00:00")),
        as_of: at("2024-04-01T00:00:00"),
        expectations: vec![
            found(Found::Verdict(Verdict::Breached, norm), None),
            found(Found::Elapsed(Some(minutes(239))), Some(timeline)),
            found(Found::Value(available), None),
        ],
    };
    let lines = [
        trial::line("vrijdagavond gemeld, maandag opgepakt", true, Paint::PLAIN),
        trial::line(&test.name, false, Paint::PLAIN),
    ];
    let failure = trial::failure(&model(), &sources, &test, &outcome, Paint::PLAIN);
    assert_shown!(format!("{}\n{failure}{}", lines.concat(), trial::summary(1, 1, 0, Paint::PLAIN)));
}
