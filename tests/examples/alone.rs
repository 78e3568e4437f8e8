//! A period judged alone is that period of all of them.

use super::cases::cases;
use super::{eval, items, projects, text};

/// Of each example some four periods; more with `PROPTEST_CASES`, and all of them with 5120.
#[test]
fn a_period_alone_is_that_period_of_all() {
    for project in projects() {
        let project = project.to_str().expect("UTF-8");
        let all = eval(&[project, "--all-periods"]);
        let as_of = text(&all["as_of"]);
        let periods = items(&all["periods"]);
        let most = cases(4).cases as usize;
        for period in periods.iter().rev().step_by(periods.len().div_ceil(most)) {
            let name = text(&period["period"]);
            let alone = eval(&[project, "--period", name, "--as-of", as_of]);
            assert_eq!(&alone["periods"][0], period, "{project}, {name}");
            let at_end = eval(&[project, "--period", name]);
            for (now, then) in items(&period["norms"]).iter().zip(items(&at_end["periods"][0]["norms"])) {
                assert_eq!(now, then, "{project}, {name} at its end");
            }
            // What is due is fixed at the end of the period; what was not known then may be known now.
            let due = |period: &serde_json::Value| -> Vec<serde_json::Value> {
                items(&period["compensation"]).iter().map(|one| one["amount"].clone()).collect()
            };
            for (now, then) in due(period).iter().zip(due(&at_end["periods"][0])) {
                assert!(then.is_null() || *now == then, "{project}, {name}: {then} at its end, {now} later");
            }
        }
    }
}
