//! A project from its text to its report.

use assert_cmd::Command;

fn sla(arguments: &[&str]) -> String {
    let output = Command::cargo_bin("sla").unwrap().args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

/// The part of a report about money, rights and colours.
fn settled(report: &str) -> String {
    let lines = report.lines().skip_while(|line| !line.starts_with("──"));
    let lines = lines.filter(|line| !line.starts_with("sla "));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn each_form_from_its_text_to_its_report() {
    let project = "tests/cases/settlement/good";
    let months = settled(&sla(&["eval", project, "--period", "2024-01..2024-04", "--as-of", "2024-05-10"]));
    let alone = settled(&sla(&["eval", project, "--period", "2024-02"]));
    let explained: Vec<String> = ["patience", "credits", "late"]
        .iter()
        .map(|name| sla(&["explain", name, project, "--period", "2024-03", "--as-of", "2024-05-10"]))
        .collect();
    insta::with_settings!({snapshot_path => "../../snapshots/compensation", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("project", months);
        insta::assert_snapshot!("project_february_alone", alone);
        insta::assert_snapshot!("project_explained", explained.join("\n----\n"));
    });
}
