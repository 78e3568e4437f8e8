//! `docs/coverage.md` says where each sentence of the source documents went: to a line that is there, shown by a test
//! that exists.

use std::fmt::Write;

/// The cells of a table row; `\|` is a bar inside one.
fn cells(row: &str) -> Vec<String> {
    let row = row.replace("\\|", "\u{1}");
    row.trim_matches('|').split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect()
}

#[test]
fn every_line_and_every_test_exists() {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let page = read("docs/coverage.md");
    let tests: String = glob::glob("tests/examples/*.rs")
        .expect("a pattern")
        .map(|path| read(path.expect("a file").to_str().expect("UTF-8")))
        .collect();
    let (mut wrong, mut rows, mut contract, mut path) = (String::new(), 0, String::new(), String::new());
    for (number, line) in page.lines().enumerate() {
        if let Some(heading) = line.strip_prefix("## ") {
            path = heading.split('`').nth(1).expect("the contract of the section").to_owned();
            contract = read(&path);
        }
        if !line.starts_with('|') || line.starts_with("| clause") || line.starts_with("| ---") {
            continue;
        }
        rows += 1;
        let cells = cells(line);
        let [_, _, construct, written, shown] = &cells[..] else { panic!("line {}: five columns", number + 1) };
        let written = written.trim_matches('`');
        if !contract.contains(written) {
            writeln!(wrong, "line {}: {path} has no `{written}`", number + 1).expect("a string");
        }
        let exists = match shown.as_str() {
            "–" => ["prose", "`defect`", "`entitlements`", "`escalation`"].iter().any(|it| construct.starts_with(it)),
            "every verdict" => true,
            quoted if quoted.starts_with('"') => contract.contains(&format!("test {quoted} {{")),
            name => tests.contains(&format!("fn {}(", name.trim_matches('`'))),
        };
        if !exists {
            writeln!(wrong, "line {}: no test {shown}", number + 1).expect("a string");
        }
    }
    assert!(wrong.is_empty(), "docs/coverage.md\n{wrong}");
    assert!(rows > 100, "five documents have more sentences than {rows}");
}
