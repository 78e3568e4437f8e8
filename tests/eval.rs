//! The rules that decide a verdict, each as a worked example in the language itself, and what is said where there is none.

#[path = "support/shown.rs"]
#[expect(dead_code, reason = "shared with rooms that show more")]
mod shown;

use std::path::Path;

use sla::calendar::Calendar;
use sla::diagnostic::Diagnostics;
use sla::eval::run_test;
use sla::report::{Paint, trial};

/// What became of every test of a contract, and the problems on the way.
fn results(path: &Path) -> (String, String) {
    let (text, sources, compiled) = shown::compiled(path);
    let (model, _) = compiled.unwrap_or_else(|problems| panic!("{}", shown::drawn(&problems, &sources)));
    let calendar = Calendar::new(&model);
    let (mut results, mut problems) = (String::new(), Diagnostics::default());
    for test in &model.tests {
        match run_test(&model, &calendar, &sources, test) {
            Ok(outcome) => {
                for (expected, found) in test.expectations.iter().zip(&outcome.expectations) {
                    if !found.passed {
                        results.push_str(&format!("{}: expect {}\n{:#?}\n", test.name, expected.text, found.found));
                    }
                }
                for problem in outcome.problems {
                    problems.push(problem.span(), problem);
                }
            }
            Err(error) => problems.push(error.span(), error),
        }
    }
    (results, format!("{text}\n----\n{}", shown::drawn(&problems.sorted(), &sources)))
}

#[test]
fn worked_examples() {
    shown::settings("eval").bind(|| {
        insta::glob!("cases/eval/good/*.sla", |path| {
            let (failed, _) = results(path);
            assert!(failed.is_empty(), "{}\n{failed}", path.display());
        });
    });
}

/// What `sla test` draws of tests that fail.
#[test]
fn failures_show_what_decides() {
    shown::settings("eval").bind(|| {
        insta::glob!("cases/eval/failing/*.sla", |path| {
            let (text, sources, compiled) = shown::compiled(path);
            let (model, _) = compiled.unwrap_or_else(|problems| panic!("{}", shown::drawn(&problems, &sources)));
            let calendar = Calendar::new(&model);
            let failures = model.tests.iter().map(|test| {
                let outcome = run_test(&model, &calendar, &sources, test).expect("a test that can be run");
                assert!(!outcome.passed(), "{}", test.name);
                trial::failure(&model, &sources, test, &outcome, Paint::PLAIN)
            });
            let seen = failures.collect::<Vec<_>>().join("\n");
            insta::assert_snapshot!(format!("{text}\n----\n{seen}"));
        });
    });
}

#[test]
fn values_that_cannot_be_had() {
    shown::settings("eval").bind(|| {
        insta::glob!("cases/eval/bad/*.sla", |path| {
            let (_, seen) = results(path);
            insta::assert_snapshot!(seen);
        });
    });
}
