//! Worked examples as JUnit XML, which every CI system reads. No times: the same run is the same bytes.

use crate::eval::TestOutcome;
use crate::model::Test;

use super::{Ran, failure, told};
use crate::report::Paint;

/// A document with a suite for each contract and a case for each example.
pub fn junit(ran: &[Ran<'_>]) -> String {
    let failures = |ran: &Ran<'_>| ran.examples.iter().filter(|(_, outcome)| !outcome.passed()).count();
    let tests: usize = ran.iter().map(|ran| ran.examples.len()).sum();
    let failed: usize = ran.iter().map(failures).sum();
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    out.push_str(&format!("<testsuites name=\"sla\" tests=\"{tests}\" failures=\"{failed}\" errors=\"0\">\n"));
    for contract in ran {
        let name = escaped(contract.file);
        let (tests, failed) = (contract.examples.len(), failures(contract));
        out.push_str(&format!(
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">\n"
        ));
        for (test, outcome) in &contract.examples {
            out.push_str(&case(contract, test, outcome));
        }
        out.push_str("  </testsuite>\n");
    }
    out + "</testsuites>\n"
}

fn case(contract: &Ran<'_>, test: &Test, outcome: &TestOutcome) -> String {
    let (file, line) = contract.place(test.span);
    let (name, class) = (escaped(&test.name), escaped(contract.file));
    let head =
        format!("    <testcase name=\"{name}\" classname=\"{class}\" file=\"{}\" line=\"{line}\"", escaped(file));
    if outcome.passed() {
        return head + " />\n";
    }
    let told = told(contract.model, test, outcome).into_iter().filter(|told| !told.passed);
    let message: Vec<String> =
        told.map(|told| format!("expect {}: expected {}, found {}", told.text, told.expected, told.found)).collect();
    let whole = failure(contract.model, contract.sources, test, outcome, Paint::PLAIN);
    format!(
        "{head}>\n      <failure message=\"{}\" type=\"expectation\">{}</failure>\n    </testcase>\n",
        escaped(&message.join("; ")),
        escaped(&whole)
    )
}

/// A text as XML holds it, in attributes too; characters that XML cannot hold become `�`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(if c == '\r' { '\n' } else { c }),
            '\0'..=' ' if c != ' ' => out.push('\u{fffd}'),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[test]
fn what_xml_cannot_hold_is_replaced() {
    assert_eq!(escaped("a<b> & \"c\"\u{1b}[0m\té"), "a&lt;b&gt; &amp; &quot;c&quot;\u{fffd}[0m\té");
}
