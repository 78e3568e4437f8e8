//! `sla.tests/1`: worked examples for other programs. The keys are a promise; see `docs/cli.md`.

use serde::Serialize;

use super::{Ran, told};

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    passed: usize,
    failed: usize,
    filtered_out: usize,
    tests: Vec<Example<'a>>,
}

#[derive(Serialize)]
struct Example<'a> {
    contract: &'a str,
    name: &'a str,
    file: &'a str,
    line: usize,
    period: &'a str,
    passed: bool,
    expectations: Vec<Expectation>,
}

#[derive(Serialize)]
struct Expectation {
    file: String,
    line: usize,
    text: String,
    passed: bool,
    expected: String,
    found: String,
}

/// What came of every example; `filtered_out` were not run.
pub fn json(ran: &[Ran<'_>], filtered_out: usize) -> String {
    let mut tests = Vec::new();
    for contract in ran {
        for (test, outcome) in &contract.examples {
            let (file, line) = contract.place(test.span);
            let expectations = told(contract.model, test, outcome).into_iter().map(|told| {
                let (file, line) = contract.place(told.span);
                Expectation {
                    file: file.to_owned(),
                    line,
                    text: told.text,
                    passed: told.passed,
                    expected: told.expected,
                    found: told.found,
                }
            });
            tests.push(Example {
                contract: contract.file,
                name: &test.name,
                file,
                line,
                period: &outcome.period.label,
                passed: outcome.passed(),
                expectations: expectations.collect(),
            });
        }
    }
    let passed = tests.iter().filter(|test| test.passed).count();
    let failed = tests.len() - passed;
    let document = Document { schema: "sla.tests/1", passed, failed, filtered_out, tests };
    serde_json::to_string_pretty(&document).expect("plain data has a JSON form") + "\n"
}
