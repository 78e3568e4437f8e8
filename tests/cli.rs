//! The program from outside: what it prints where, and how it exits.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a step that fails is a test that fails")]

#[path = "support/ran.rs"]
mod ran;

use std::fs;

use ran::{Ran, command, finish, folder, sla};
use tempfile::TempDir;

#[test]
fn wrong_usage_is_exit_2_and_says_so_on_standard_error() {
    let empty = folder(&[("data/notes.txt", ""), ("latin.txt", "")]);
    fs::write(empty.path().join("latin.sla"), b"edition 1\ncontract \"caf\xe9\" {}\n").unwrap();
    let cases: &[(&[&str], &str)] = &[
        (&[], "Usage: sla"),
        (&["frobnicate"], "unrecognized subcommand"),
        (&["eval", "--format", "xml"], "invalid value 'xml'"),
        (&["eval", "--period", "2024", "--all-periods"], "cannot be used with"),
        (&["check", "missing.sla"], "SLA0450"),
        (&["eval"], "SLA0452"),
        (&["eval", "data"], "SLA0452"),
        (&["check", "data"], "SLA0453"),
        (&["eval", "latin.sla"], "SLA0455"),
        (&["explain", "SLA9999"], "SLA0461"),
        (&["explain", "SLA0450", "--format", "html"], "SLA0488"),
        (&["explain", "SLA0450", "-o", "page.md"], "SLA0488"),
        (&["doc"], "SLA0452"),
        (&["doc", "data"], "sla doc"),
        (&["doc", "data", "--years", "2027-2026"], "after the last"),
    ];
    for (args, want) in cases {
        let ran = sla(empty.path(), args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}\n{}", ran.err);
        assert!(ran.err.contains(want), "{args:?}\n{}", ran.err);
    }
    let ran = sla(empty.path(), &["check", "latin.sla"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains("SLA0451") && ran.err.contains("line 2"), "{}", ran.err);
}

#[test]
fn help_versions_pages_and_scripts_are_results() {
    let empty = folder(&[]);
    let cases: &[(&[&str], &str)] = &[
        (&["--help"], "Exit codes:"),
        (&["eval", "--help"], "--all-periods"),
        (&["--version"], "sla 0."),
        (&["explain", "SLA0450"], "# SLA0450: a file or folder cannot be read\n\n## What\n"),
        (&["explain", "sla0450"], "## Instead"),
        (&["completions", "bash"], "_sla()"),
        (&["completions", "fish"], "complete -c sla"),
        (&["man"], ".TH sla 1"),
        (&["man", "eval"], ".TH sla-eval 1"),
    ];
    for (args, want) in cases {
        let ran = sla(empty.path(), args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        assert!(ran.out.contains(want), "{args:?}\n{}", ran.out);
    }
}

#[test]
fn help_does_not_depend_on_the_terminal() {
    let empty = folder(&[]);
    let wide = finish(command(empty.path()).args(["eval", "--help"]).env("COLUMNS", "200"));
    let narrow = finish(command(empty.path()).args(["eval", "--help"]).env("COLUMNS", "40"));
    assert_eq!(wide.out, narrow.out);
    assert!(wide.out.lines().all(|line| line.chars().count() <= 80));
}

// ---- A small project -----------------------------------------------------------------------------

const CONTRACT: &str = r#"edition 1

contract "Service desk" {
  version  "1"
  timezone Europe/Amsterdam
  locale   en
  period   month
}

window office { mon..fri 09:00-17:30 }

priorities high "High" > low "Low"

ticket incident { waiting on customer }

clock resolution "Time to resolve" of incident {
  from     opened
  to       resolved
  counting office
  pausing  while waiting on customer
}

norm resolved "Resolved in time" clause "6.1" {
  clock resolution
  by priority {
         | 90% in less than
    high | 4h
    low  | 8h
  }
}

component desk "Desk"

measure availability of component -> percent {
  down   is outages
  result is (period outside down) as share of period
}

norm available "Available" clause "7" { availability of desk >= 99.5% }

test "friday evening, monday noon" {
  incident 1: priority high, opened 2024-03-01 18:00, resolved 2024-03-04 12:59
  expect resolution of incident 1 is 3h59m
}
"#;

const PROJECT: &str = r#"contract = "contract.sla"

[evidence.tickets]
files = ["data/tickets.csv"]

[evidence.waits]
files = ["data/waits.csv"]

[evidence.outages]
files = ["data/outages.csv"]
"#;

const TICKETS: &str = "ticket,opened,resolved,priority\n\
    INC1,2024-03-01T18:00:00,2024-03-04T12:59:00,high\n\
    INC2,2024-03-13T11:20:00,2024-03-15T13:12:00,low\n\
    INC3,2024-04-02T09:00:00,,low\n";
const WAITS: &str = "ticket,from,to,reason\nINC2,2024-03-13T16:00:00,2024-03-15T10:30:00,customer\n";
const OUTAGES: &str = "component,from,to\ndesk,2024-03-06T10:00:00,2024-03-06T12:00:00\n";

/// The project, with other texts for some of its files.
fn project(changed: &[(&str, &str)]) -> TempDir {
    let files = [
        ("contract.sla", CONTRACT),
        ("sla.toml", PROJECT),
        ("data/tickets.csv", TICKETS),
        ("data/waits.csv", WAITS),
        ("data/outages.csv", OUTAGES),
    ];
    let folder = folder(&files);
    for (name, text) in changed {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn contract_with(old: &str, new: &str) -> String {
    assert!(CONTRACT.contains(old));
    CONTRACT.replace(old, new)
}

macro_rules! assert_shown {
    ($shown:expr) => {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/cli");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!($shown.replace(env!("CARGO_PKG_VERSION"), "<version>")));
    };
}

/// Exit code, then both streams.
fn shown(ran: &Ran) -> String {
    format!("exit {}\n---- standard output\n{}---- standard error\n{}", ran.code, ran.out, ran.err)
}

#[test]
fn a_project_whose_norms_are_met() {
    let project = project(&[]);
    assert_shown!(shown(&sla(project.path(), &["eval"])));
}

#[test]
fn the_same_as_json_and_by_ticket() {
    let project = project(&[]);
    let json = sla(project.path(), &["eval", "--format", "json"]);
    let tickets = sla(project.path(), &["eval", "--tickets", "--period", "2024-03..2024-04"]);
    assert_shown!(format!("{}\n{}", shown(&json), shown(&tickets)));
}

#[test]
fn norms_measures_and_tickets_explained() {
    let project = project(&[]);
    let all = [
        &["explain", "resolved"][..],
        &["explain", "availability"],
        &["explain", "available"],
        &["explain", "resolved", "--ticket", "INC2"],
        &["explain", "resolved", "--ticket", "INC3", "--as-of", "2024-04-02 12:00"],
    ];
    let all: Vec<String> =
        all.iter().map(|args| format!("$ sla {}\n{}", args.join(" "), shown(&sla(project.path(), args)))).collect();
    for line in all.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('$')) {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert_shown!(all.join("\n"));
}

#[test]
fn exit_codes_of_eval() {
    let breached = contract_with("| 4h", "| 3h");
    let unknown = PROJECT.replace("[evidence.outages]\nfiles = [\"data/outages.csv\"]\n", "");
    let invalid = contract_with("counting office", "counting ofice");
    let bad_row = TICKETS.replace("2024-03-04T12:59:00", "2024-03-34T12:59:00");
    let both = [("contract.sla", breached.as_str()), ("sla.toml", unknown.as_str())];
    type Changed<'t> = &'t [(&'t str, &'t str)];
    let cases: &[(Changed<'_>, i32, &str)] = &[
        (&[], 0, ""),
        (&[("contract.sla", &breached)], 1, ""),
        (&[("contract.sla", &invalid)], 3, "SLA02"),
        (&[("data/tickets.csv", &bad_row)], 4, "SLA05"),
        (&[("sla.toml", &unknown)], 5, ""),
        (&both, 1, ""),
        (&[("sla.toml", "contract = \"other.sla\"\n")], 2, "SLA0454"),
        (&[("sla.toml", "contrakt = \"contract.sla\"\n")], 2, "SLA04"),
    ];
    for (changed, code, want) in cases {
        let ran = sla(project(changed).path(), &["eval"]);
        assert_eq!(ran.code, *code, "{changed:?}\n{}{}", ran.out, ran.err);
        assert!(ran.err.contains(want), "{changed:?}\n{}", ran.err);
        assert_eq!(ran.out.is_empty(), (2..=4).contains(code), "{changed:?}\n{}", ran.out);
    }
}

#[test]
fn usage_of_a_project() {
    let project = project(&[]);
    let cases: &[(&[&str], i32, &str)] = &[
        (&["eval", "."], 0, ""),
        (&["eval", "sla.toml"], 0, ""),
        (&["eval", "contract.sla", "--evidence", "data"], 0, ""),
        (&["eval", "--evidence", "data"], 2, "SLA0456"),
        (&["eval", "--period", "march"], 2, "SLA0457"),
        (&["eval", "--period", "2024-H3"], 2, "SLA0457"),
        (&["eval", "--as-of", "yesterday"], 2, "SLA0459"),
        (&["eval", "--as-of", "2024-03-31 02:30"], 2, "SLA0459"),
        (&["explain", "resolvd"], 2, "SLA0460"),
        (&["explain", "resolved", "--ticket", "INC4"], 2, "SLA0462"),
        (&["explain", "available", "--ticket", "INC1"], 2, "SLA0463"),
        (&["eval", "--rejects", "nowhere/rejects.csv"], 2, "SLA0464"),
        (&["eval", "--plan", "gold"], 2, "SLA0466"),
        (&["doc", "-o", "contract.pdf"], 2, "SLA0467"),
        (&["report", "-o", "june.pdf"], 2, "SLA0468"),
        (&["report", "--since", "sla.toml"], 2, "SLA0476"),
        (&["doc", "--format", "html", "-o", "contract.txt"], 2, "SLA0467"),
        (&["test", "--coverage", "--format", "junit"], 2, "SLA0880"),
    ];
    for (args, code, want) in cases {
        let ran = sla(project.path(), args);
        assert_eq!(ran.code, *code, "{args:?}\n{}{}", ran.out, ran.err);
        assert!(ran.err.contains(want), "{args:?}\n{}", ran.err);
    }
    fs::create_dir(project.path().join("deeper")).unwrap();
    assert_eq!(sla(&project.path().join("deeper"), &["eval"]).code, 0);
    let empty = "ticket,opened,resolved,priority\n";
    for (file, text) in [("tickets", empty), ("waits", "ticket,from,to,reason\n"), ("outages", "component,from,to\n")] {
        fs::write(project.path().join(format!("data/{file}.csv")), text).unwrap();
    }
    let ran = sla(project.path(), &["eval"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("SLA0458"), "{}", ran.err);
    assert_eq!(sla(project.path(), &["eval", "--period", "2024-03"]).code, 0);
}

#[test]
fn a_contract_is_judged_only_where_it_holds() {
    let holds = |line| contract_with("timezone Europe/Amsterdam", &format!("timezone Europe/Amsterdam\n  {line}"));
    let until_february = holds("effective from 2024-01-01 to 2024-02-29");
    let from_march = holds("effective from 2024-03-01");
    let cases: &[(&str, &[&str], i32)] = &[
        (&until_february, &["eval"], 2),
        (&until_february, &["eval", "--period", "2024-03"], 2),
        (&until_february, &["eval", "--period", "2024-02"], 0),
        (&from_march, &["eval"], 0),
        (&from_march, &["eval", "--period", "2024-02..2024-03"], 2),
    ];
    for (contract, args, code) in cases {
        let ran = sla(project(&[("contract.sla", contract)]).path(), args);
        assert_eq!(ran.code, *code, "{args:?}\n{}{}", ran.out, ran.err);
        assert_eq!(ran.err.contains("SLA0465"), *code == 2, "{args:?}\n{}", ran.err);
    }
}

#[test]
fn bad_rows_fail_or_are_skipped_and_kept() {
    let bad: String = (0..30).map(|n| format!("BAD{n},2024-03-34T12:59:00,,high\n")).collect();
    let project = project(&[("data/tickets.csv", &format!("{TICKETS}{bad}"))]);
    let failed = sla(project.path(), &["eval"]);
    assert_eq!((failed.code, failed.out.as_str()), (4, ""));
    assert_eq!(failed.err.matches("error[SLA05").count(), 20, "{}", failed.err);
    assert!(failed.err.contains("and 10 more that are not shown: 10 × SLA05"), "{}", failed.err);
    let args = ["eval", "--bad-rows", "skip", "--rejects", "rejects.csv"];
    let skipped = sla(project.path(), &args);
    assert_eq!(skipped.code, 5, "{}{}", skipped.out, skipped.err);
    assert!(skipped.err.contains("30 bad rows skipped"), "{}", skipped.err);
    let rejects = fs::read_to_string(project.path().join("rejects.csv")).unwrap();
    assert_eq!(rejects.lines().count(), 31, "{rejects}");
    assert!(rejects.starts_with("table,file,line,code,reason,row\ntickets,data/tickets.csv,5,SLA05"), "{rejects}");
    assert!(rejects.contains("\"BAD29,2024-03-34T12:59:00,,high\""), "{rejects}");
}

#[test]
fn bad_rows_are_named_as_seen_from_where_one_stands() {
    let project = project(&[("data/tickets.csv", &TICKETS.replace(",high\n", ",hgih\n"))]);
    let name = project.path().file_name().unwrap().to_str().unwrap();
    let ran = sla(project.path().parent().unwrap(), &["eval", name, "--error-format", "plain"]);
    assert!(ran.err.starts_with(&format!("{name}/data/tickets.csv:2:")), "{}", ran.err);
}

#[test]
fn output_does_not_depend_on_the_machine() {
    let project = project(&[]);
    let all = [
        &["eval"][..],
        &["eval", "--format", "json"],
        &["eval", "--tickets"],
        &["explain", "resolved"],
        &["explain", "resolved", "--ticket", "INC2"],
        &["test"],
        &["check", "--error-format", "sarif"],
    ];
    for args in all {
        let plain = sla(project.path(), args);
        for (zone, language, columns) in [("Asia/Tokyo", "nl_NL.UTF-8", "40"), ("America/New_York", "C", "200")] {
            let mut command = command(project.path());
            command.args(args).env("TZ", zone).env("LANG", language).env("LC_ALL", language).env("COLUMNS", columns);
            let other = finish(command.env("TERM", "dumb").env("NO_COLOR", "1"));
            assert_eq!((plain.out.as_str(), plain.err.as_str()), (other.out.as_str(), other.err.as_str()), "{args:?}");
        }
    }
}

#[test]
fn colour_when_asked_for_and_never_otherwise() {
    let project = project(&[("contract.sla", &contract_with("| 4h", "| 3h"))]);
    let plain = sla(project.path(), &["eval"]);
    assert!(!plain.out.contains('\u{1b}') && !plain.err.contains('\u{1b}'));
    let coloured = sla(project.path(), &["eval", "--color", "always"]);
    assert!(coloured.out.contains('\u{1b}'));
    let problems = sla(project.path(), &["check", "missing.sla", "--color", "always"]);
    assert!(problems.err.contains('\u{1b}'));
    let asked = finish(command(project.path()).args(["eval", "--color", "always"]).env("NO_COLOR", "1"));
    assert_eq!(asked.out, coloured.out);
}

#[test]
fn quiet_and_verbose() {
    let project = project(&[]);
    let quiet = sla(project.path(), &["check", "-q"]);
    assert_eq!((quiet.code, quiet.out.as_str(), quiet.err.as_str()), (0, "", ""));
    let normal = sla(project.path(), &["check"]);
    assert_eq!((normal.out.as_str(), normal.err.as_str()), ("", "1 contract checked: no problems\n"));
    let verbose = sla(project.path(), &["eval", "-v"]);
    for want in ["project sla.toml", "contract contract.sla", "tickets data/tickets.csv: 3 rows, 0 rejected"] {
        assert!(verbose.err.contains(want), "{}", verbose.err);
    }
    let missing = sla(project.path(), &["check", "-q", "missing.sla"]);
    assert!(missing.err.contains("SLA0450"));
}

#[test]
fn warnings_can_be_denied() {
    let project = project(&[("contract.sla", &format!("{CONTRACT}\nwindow spare {{ sat 09:00-12:00 }}\n"))]);
    let ran = sla(project.path(), &["check"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("warning[SLA03"), "{}", ran.err);
    let denied = sla(project.path(), &["check", "--deny", "warnings"]);
    assert_eq!(denied.code, 3, "{}", denied.err);
    assert_eq!(sla(project.path(), &["check", "-q"]).err, "");
}

#[test]
fn problems_for_other_programs_are_the_result_of_check() {
    let project = project(&[("contract.sla", &contract_with("counting office", "counting ofice"))]);
    for (format, want) in
        [("json", "\"code\": \"SLA02"), ("sarif", "\"ruleId\": \"SLA02"), ("github", "::error file=contract.sla,line=")]
    {
        let ran = sla(project.path(), &["check", "--error-format", format]);
        assert_eq!((ran.code, ran.err.as_str()), (3, ""), "{format}");
        assert!(ran.out.contains(want), "{}", ran.out);
    }
    let ran = sla(project.path(), &["eval", "--error-format", "json"]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(serde_json::from_str::<serde_json::Value>(&ran.err).is_ok(), "{}", ran.err);
}

#[test]
fn the_formatter_from_outside() {
    let project = project(&[]);
    assert_eq!(sla(project.path(), &["fmt", "--check"]).code, 0);
    let wide = CONTRACT.replace("  version  \"1\"", "     version \"1\"");
    let messy = project.path().join("contract.sla");
    fs::write(&messy, &wide).unwrap();
    let listed = sla(project.path(), &["fmt", "--list"]);
    assert_eq!((listed.code, listed.out.as_str()), (1, "contract.sla\n"));
    assert_eq!(sla(project.path(), &["fmt", "--check", "-l"]), listed);
    let differs = sla(project.path(), &["fmt", "--check"]);
    assert_eq!(differs.code, 1);
    assert!(differs.out.contains("\n-     version \"1\"\n+  version  \"1\"\n"), "{}", differs.out);
    assert_eq!(sla(project.path(), &["fmt", "--diff"]), differs);
    let coloured = sla(project.path(), &["fmt", "--check", "--color", "always"]);
    assert!(coloured.out.contains("\u{1b}[32m+  version  \"1\""), "{}", coloured.out);
    assert_eq!(fs::read_to_string(&messy).unwrap(), wide);
    let through = finish(command(project.path()).args(["fmt", "-"]).write_stdin(wide.as_str()));
    assert_eq!((through.code, through.out.as_str()), (0, CONTRACT));
    assert_eq!(sla(project.path(), &["fmt"]).code, 0);
    assert_eq!(fs::read_to_string(&messy).unwrap(), CONTRACT);
}

#[test]
fn the_formatter_leaves_a_broken_item_and_lays_out_the_others() {
    let project = project(&[]);
    let file = project.path().join("contract.sla");
    let broken = "windou   x  {\n   daily 00:00-24:00 }\n";
    let wide = CONTRACT.replace("  version  \"1\"", "     version \"1\"");
    fs::write(&file, format!("{wide}\n{broken}")).unwrap();
    let checked = sla(project.path(), &["fmt", "--check"]);
    assert_eq!(checked.code, 3);
    assert!(checked.out.contains("\n+  version  \"1\"\n") && checked.err.contains("`windou`"), "{checked:?}");
    let ran = sla(project.path(), &["fmt"]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.starts_with("formatted contract.sla\n"), "{}", ran.err);
    assert_eq!(fs::read_to_string(&file).unwrap(), format!("{CONTRACT}\n{broken}"));
    let again = finish(command(project.path()).args(["fmt", "-"]).write_stdin(format!("{CONTRACT}\n{broken}")));
    assert_eq!((again.code, again.out), (3, format!("{CONTRACT}\n{broken}")));
}

#[cfg(unix)]
#[test]
fn a_formatted_file_keeps_its_permissions_and_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let project = project(&[]);
    let wide = CONTRACT.replace("  version  \"1\"", "     version \"1\"");
    let (file, link) = (project.path().join("contract.sla"), project.path().join("link.sla"));
    fs::write(&file, &wide).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("contract.sla", &link).unwrap();
    assert_eq!(sla(project.path(), &["fmt", "link.sla"]).code, 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), CONTRACT);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    fs::write(&file, &wide).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).unwrap();
    assert_eq!(sla(project.path(), &["fmt"]).code, 2);
    assert_eq!(fs::read_to_string(&file).unwrap(), wide);
}

#[test]
fn worked_examples_pass_or_fail() {
    let passing = project(&[]);
    let ran = sla(passing.path(), &["test"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("test friday evening, monday noon ... ok\n"), "{}", ran.out);
    assert!(ran.out.ends_with("\ntest result: ok. 1 passed; 0 failed\n"), "{}", ran.out);
    let failing = project(&[("contract.sla", &contract_with("is 3h59m", "is 3h58m\n  expect resolved breached"))]);
    let ran = sla(failing.path(), &["test"]);
    assert_eq!(ran.code, 1);
    assert_shown!(shown(&ran));
}

#[test]
fn explain_fails_only_when_asked_to() {
    let breached = project(&[("contract.sla", &contract_with("| 4h", "| 3h"))]);
    assert_eq!(sla(breached.path(), &["explain", "resolved"]).code, 0);
    assert_eq!(sla(breached.path(), &["explain", "resolved", "--fail-on", "breached"]).code, 1);
    assert_eq!(sla(breached.path(), &["explain", "available", "--fail-on", "undecided"]).code, 0);
    let unknown =
        project(&[("sla.toml", &PROJECT.replace("[evidence.outages]\nfiles = [\"data/outages.csv\"]\n", ""))]);
    assert_eq!(sla(unknown.path(), &["explain", "available", "--fail-on", "breached"]).code, 0);
    assert_eq!(sla(unknown.path(), &["explain", "available", "--fail-on", "undecided"]).code, 5);
}

#[test]
fn periods_asked_for() {
    let project = project(&[]);
    let judged = |args: &[&str]| {
        let ran = sla(project.path(), &[&["eval", "--format", "json"], args].concat());
        let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let periods = value["periods"].as_array().unwrap();
        let labels: Vec<&str> = periods.iter().map(|period| period["period"].as_str().unwrap()).collect();
        format!("{} as of {}", labels.join(" "), value["as_of"].as_str().unwrap())
    };
    assert_eq!(judged(&[]), "2024-03 as of 2024-04-01T00:00:00+02:00");
    assert_eq!(judged(&["--all-periods"]), "2024-03 as of 2024-04-01T00:00:00+02:00");
    assert_eq!(judged(&["--period", "2024-04"]), "2024-04 as of 2024-05-01T00:00:00+02:00");
    assert_eq!(judged(&["--period", "2024-Q1"]), "2024-01 2024-02 2024-03 as of 2024-04-01T00:00:00+02:00");
    let running = judged(&["--period", "2024-03..2024-04", "--as-of", "2024-04-10T12:00+00:00"]);
    assert_eq!(running, "2024-03 2024-04 as of 2024-04-10T14:00:00+02:00");
}

#[test]
fn what_people_did_and_said_is_a_moment_of_the_evidence() {
    let declared =
        "event meeting \"Meeting\"\njudgement ours \"Ours\"\namount fee \"Fee\"\nkpi meetings { count of meeting }\n";
    let contract = contract_with("locale   en", "locale   en\n  currency EUR") + declared;
    let table = |name: &str| format!("{PROJECT}\n[evidence.{name}]\nfiles = [\"data/{name}.csv\"]\n");
    let cases = [
        ("events", "name,at\nmeeting,2024-05-02T10:00:00\n", "2024-04"),
        ("judgements", "judgement,subject,at,answer\nours,,2024-05-02T10:00:00,yes\n", "2024-04"),
        ("updates", "ticket,at\nINC1,2024-05-02T10:00:00\n", "2024-04"),
        ("amounts", "name,period,value\nfee,2024-05,100\n", "2024-03"),
    ];
    for (name, rows, want) in cases {
        let file = format!("data/{name}.csv");
        let project = project(&[("contract.sla", &contract), ("sla.toml", &table(name)), (&file, rows)]);
        let ran = sla(project.path(), &["eval", "--format", "json"]);
        let value: serde_json::Value = serde_json::from_str(&ran.out).expect(&ran.err);
        assert_eq!(value["periods"][0]["period"], want, "{name}");
    }
}

#[test]
fn evidence_from_standard_input() {
    let project = project(&[("sla.toml", &PROJECT.replace("data/tickets.csv\"]", "-\"]\nformat = \"csv\""))]);
    let ran = finish(command(project.path()).arg("eval").write_stdin(TICKETS));
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_reason_to_complain() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let project = project(&[]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_sla"))
        .args(["completions", "zsh"])
        .current_dir(project.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut complaints = String::new();
    child.stderr.take().unwrap().read_to_string(&mut complaints).unwrap();
    assert_eq!((child.wait().unwrap().code(), complaints.as_str()), (Some(0), ""));
}

const PLANS: &str = r#"edition 1

contract "Two plans" {
  timezone Europe/Amsterdam
  locale   en
  period   month
}

plan standard "Standard", dedicated "Dedicated"

window desk by plan {
  standard  : mon..fri 09:00-17:00
  dedicated : mon..fri 08:00-17:00
}

priorities P1 > P2

ticket incident { channel portal | telephone }

applies to tickets where channel is portal

clock resolution of incident { from opened; to resolved; counting desk }

objective "Nobody waits" clause "2" {
  norm resolved "Resolved in time" {
    source "Service desk"
    clock  resolution
    by priority, plan {
         | standard | dedicated
      P1 | 8h       | 5h
      P2 | 40h      | not agreed yet
    }
  }

  cadence progress "Updates on progress" of incident {
    from     opened
    to       resolved
    counting desk
    by priority, plan {
         | standard | dedicated
      P1 | none     | 2 per workday
      P2 | none     | none
    }
  }
}

aim norm faster "Faster yet" { clock resolution; 100% within 1h }
"#;

fn two_plans() -> TempDir {
    folder(&[
        ("contract.sla", PLANS),
        (
            "sla.toml",
            "contract = \"contract.sla\"\n\n[evidence.tickets]\nfiles = [\"data/tickets.csv\"]\n\n[evidence.updates]\nfiles = [\"data/updates.csv\"]\n",
        ),
        (
            "data/tickets.csv",
            "ticket,opened,resolved,priority,plan,channel\n\
             INC1,2024-03-04T09:00,2024-03-04T16:00,P1,standard,portal\n\
             INC2,2024-03-04T08:00,2024-03-05T09:00,P1,dedicated,portal\n\
             INC3,2024-03-04T08:00,2024-03-05T09:00,P1,dedicated,telephone\n\
             INC4,2024-03-04T08:00,2024-03-05T09:00,P1,dedicated,\n",
        ),
        ("data/updates.csv", "ticket,at\nINC2,2024-03-04T11:00\nINC2,2024-03-05T08:30\n"),
    ])
}

#[test]
fn all_plans_or_one_of_them() {
    let project = two_plans();
    assert_shown!(shown(&sla(project.path(), &["eval"])));
    assert_shown!(shown(&sla(project.path(), &["eval", "--plan", "dedicated"])));
    assert_shown!(shown(&sla(project.path(), &["eval", "--plan", "dedicated", "--format", "json", "-q"])));
    assert_shown!(shown(&sla(project.path(), &["explain", "progress"])));
    assert_shown!(shown(&sla(project.path(), &["explain", "progress", "--ticket", "INC2"])));
}

#[test]
fn the_plan_of_tickets_that_name_none() {
    let project = two_plans();
    let tickets = "ticket,opened,resolved,priority,channel\nINC1,2024-03-04T08:00,2024-03-04T13:30,P1,portal\n";
    fs::write(project.path().join("data/tickets.csv"), tickets).unwrap();
    fs::write(project.path().join("data/updates.csv"), "ticket,at\n").unwrap();
    let ran = sla(project.path(), &["eval"]);
    assert_eq!(ran.code, 4, "{}", ran.err);
    assert!(ran.err.contains("--plan"), "{}", ran.err);
    let elapsed = |ran: &Ran| ran.out.contains("\"elapsed_s\":16200");
    let of = |plan| sla(project.path(), &["eval", "--tickets", "--period", "2024-03", "--plan", plan]);
    let (dedicated, standard) = (of("dedicated"), of("standard"));
    assert!(!elapsed(&dedicated) && elapsed(&standard), "{}\n{}", dedicated.out, standard.out);
    let file = project.path().join("sla.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("plan = \"standard\"\n{text}")).unwrap();
    assert!(elapsed(&sla(project.path(), &["eval", "--tickets", "--period", "2024-03"])));
}

#[test]
fn a_document_is_written_whole_in_the_form_of_its_name() {
    let text =
        "edition 1\ncontract \"Helpdesk\" { timezone Europe/Amsterdam }\nwindow office { mon..fri 09:00-17:00 }\n";
    let project = folder(&[("contract.sla", text), ("sla.toml", "contract = \"contract.sla\"\n")]);
    let read = |name: &str| fs::read_to_string(project.path().join(name)).unwrap();
    for args in
        [&["doc", "-o", "out.html"][..], &["doc", ".", "-o", "out.md"], &["doc", "contract.sla", "-o", "out.md"]]
    {
        let ran = sla(project.path(), args);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{args:?}\n{}", ran.err);
    }
    assert!(read("out.html").starts_with("<!doctype html>"));
    assert!(read("out.md").starts_with("# Helpdesk\n"));
    let ran = sla(project.path(), &["doc", "--format", "html", "--locale", "nl"]);
    assert!(ran.out.contains("<html lang=\"nl\">") && ran.out.contains("Maandag"), "{}", ran.out);
    let ran = sla(project.path(), &["doc", "-o", "missing/out.md"]);
    assert_eq!((ran.code, ran.err.contains("SLA0464")), (2, true), "{}", ran.err);
    let names: Vec<_> = fs::read_dir(project.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 4, "nothing half-written is left: {names:?}");
}

// ---- Lints ---------------------------------------------------------------------------------------

/// A window that nothing uses, and one of which that is allowed.
const WINDOWS: &str = "edition 1\n\ncontract \"Desk\" {\n  timezone Europe/Amsterdam\n}\n\n\
    window mornings { mon..fri 07:00-09:00 }\n\n\
    allow unused \"the evening desk opens in May\"\nwindow evenings { mon..fri 18:00-22:00 }\n";

#[test]
fn lints_are_denied_and_allowed_and_the_last_word_holds() {
    let here = folder(&[("desk.sla", WINDOWS)]);
    let cases: &[(&[&str], i32, &str)] = &[
        (&[], 0, "warning[SLA0355] unused"),
        (&["--deny", "warnings"], 3, "error[SLA0355] unused"),
        (&["--deny", "unused"], 3, "1 contract checked: 1 error, by lints that are denied"),
        (&["--deny", "doubled"], 0, "warning[SLA0355] unused"),
        (&["--allow", "unused"], 0, "no problems"),
        (&["--allow", "warnings"], 0, "no problems"),
        (&["--deny", "unused", "--allow", "unused"], 0, "no problems"),
        (&["--allow", "unused", "--deny", "unused"], 3, "error[SLA0355]"),
        (&["--deny", "unused", "--warn", "unused"], 0, "warning[SLA0355]"),
        // As in rustc, `warnings` is what would be a warning when all names are heard.
        (&["--deny", "warnings", "--allow", "unused"], 0, "no problems"),
        (&["--allow", "unused", "--deny", "warnings"], 0, "no problems"),
        (&["--deny", "warnings", "--warn", "unused"], 3, "error[SLA0355]"),
        (&["--deny", "warnings", "--warn", "warnings"], 0, "warning[SLA0355]"),
        (&["--deny", "unusd"], 2, "did you mean `unused`?"),
        (&["--allow", "sla0355"], 2, "it is called `unused`"),
        (&["--warn", "tidiness"], 2, "sla explain --list"),
        (&["--deny", "warning"], 2, "did you mean `warnings`?"),
    ];
    for (args, code, want) in cases {
        let ran = sla(here.path(), &[&["check", "desk.sla"], *args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (*code, ""), "{args:?}\n{}", ran.err);
        assert!(ran.err.contains(want) && !ran.err.contains("evenings"), "{args:?}\n{}", ran.err);
    }
}

#[test]
fn other_programs_are_told_the_lint_and_its_level() {
    let here = folder(&[("desk.sla", WINDOWS)]);
    let shown = |format: &str, more: &[&str]| {
        sla(here.path(), &[&["check", "desk.sla", "--error-format", format], more].concat()).out
    };
    let json: serde_json::Value = serde_json::from_str(&shown("json", &["--deny", "unused"])).unwrap();
    assert_eq!((&json[0]["lint"], &json[0]["severity"]), (&"unused".into(), &"error".into()));
    let sarif: serde_json::Value = serde_json::from_str(&shown("sarif", &[])).unwrap();
    let run = &sarif["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"][0]["name"], "unused");
    assert_eq!(run["results"][0]["level"], "warning");
    assert!(shown("github", &["--deny", "unused"]).starts_with("::error file=desk.sla,"));
    assert!(shown("github", &[]).contains("title=SLA0355 unused::"));
    let plain = sla(here.path(), &["check", "desk.sla", "--error-format", "plain"]).err;
    assert!(
        plain.starts_with("desk.sla:7:8: warning[SLA0355]: the window `mornings` is never used [unused]\n"),
        "{plain}"
    );
}

#[test]
fn all_codes_are_listed_and_a_page_fits_a_terminal() {
    let empty = folder(&[]);
    let list = sla(empty.path(), &["explain", "--list"]);
    assert_eq!((list.code, list.err.as_str()), (0, ""));
    assert_eq!(list.out.lines().count(), sla::diagnostic::code::pages().count());
    assert!(list.out.lines().is_sorted(), "{}", list.out);
    assert!(list.out.contains("SLA0355  warning  something that is never used [unused]\n"), "{}", list.out);
    assert!(list.out.contains("SLA0450  error    a file or folder cannot be read\n"), "{}", list.out);
    assert_eq!(sla(empty.path(), &["explain", "--list", "SLA0355"]).code, 2);
    assert_eq!(sla(empty.path(), &["explain"]).code, 2);

    for page in sla::diagnostic::code::pages() {
        let shown = sla::diagnostic::render::page(page.text, false, 80);
        let running = |line: &&str| !line.starts_with('|');
        let mut in_example = false;
        for line in shown.lines().filter(running) {
            in_example ^= line.starts_with("```");
            assert!(in_example || line.chars().count() <= 80, "{}: {line}", page.code);
        }
        // Nothing is lost: the same words in the same order.
        assert!(shown.split_whitespace().eq(page.text.split_whitespace()), "{}", page.code);
    }
    let plain = sla(empty.path(), &["explain", "sla0355"]).out;
    let coloured = sla(empty.path(), &["explain", "sla0355", "--color", "always"]).out;
    assert!(!plain.contains('\u{1b}') && coloured.starts_with("\u{1b}[1m# SLA0355"), "{coloured}");
}

const BEFORE: &str = "edition 1\n\ncontract \"C\" {\n  timezone Europe/Amsterdam\n}\n\nticket incident\n\nclock fix of incident {\n  from     opened\n  to       resolved\n  counting always\n}\n";

fn norm(limit: &str) -> String {
    format!("edition 1\n\nnorm solved {{\n  clock fix\n  100% within {limit}\n}}\n")
}

#[test]
fn differences_of_two_files_exit_by_what_they_mean() {
    let file = |limit: &str| format!("{BEFORE}\n{}", norm(limit).trim_start_matches("edition 1\n"));
    let folder = folder(&[
        ("old.sla", &file("4h")),
        ("same.sla", &format!("# words\n{}", file("4h"))),
        ("worse.sla", &file("6h")),
        ("better.sla", &file("2h")),
        ("bad.sla", "edition 1\n"),
    ]);
    let cases: &[(&[&str], i32)] = &[
        (&["diff", "old.sla", "same.sla"], 0),
        (&["diff", "old.sla", "worse.sla"], 1),
        (&["diff", "old.sla", "better.sla"], 1),
        (&["diff", "old.sla", "worse.sla", "--deny", "worse"], 1),
        (&["diff", "old.sla", "better.sla", "--deny", "worse"], 0),
        (&["diff", "old.sla", "better.sla", "--deny", "unclear"], 0),
        (&["diff", "old.sla", "bad.sla"], 3),
        (&["diff", "bad.sla", "old.sla"], 3),
        (&["diff", "old.sla"], 2),
        (&["diff"], 2),
        (&["diff", "old.sla", "worse.sla", "--against", "main"], 2),
        (&["diff", "old.sla", "missing.sla"], 2),
    ];
    for (args, code) in cases {
        let ran = sla(folder.path(), args);
        assert_eq!(ran.code, *code, "{args:?}\n{}{}", ran.out, ran.err);
    }
    let ran = sla(folder.path(), &["diff", "old.sla", "worse.sla"]);
    assert!(ran.out.contains("100% within 4h → 100% within 6h") && ran.err.is_empty(), "{}{}", ran.out, ran.err);
    let ran = sla(folder.path(), &["diff", "old.sla", "same.sla"]);
    assert_eq!(ran.out, "no differences\n");
    let ran = sla(folder.path(), &["diff", "old.sla", "worse.sla", "--format", "json"]);
    assert!(ran.out.contains("\"effect\": \"worse\"") && ran.out.contains("\"old\": \"old.sla\""), "{}", ran.out);
    let ran = sla(folder.path(), &["diff", "old.sla", "worse.sla", "--color", "always"]);
    assert!(ran.out.contains('\u{1b}'), "{}", ran.out);
}

/// A repository: the contract uses a file, and both change after the first commit.
#[test]
fn differences_against_a_revision() {
    let used = |limit: &str| norm(limit);
    let contract = BEFORE.replacen("edition 1\n", "edition 1\n\nuse \"parts/norms.sla\"\n", 1);
    let folder =
        folder(&[("desk/contract.sla", &contract), ("desk/parts/norms.sla", &used("4h")), ("other.sla", BEFORE)]);
    let git = |args: &[&str]| {
        let names = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let ran = std::process::Command::new("git").current_dir(folder.path()).args(names).args(args).output().unwrap();
        assert!(ran.status.success(), "{args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    };
    let none = sla(folder.path(), &["diff", "--against", "HEAD", "desk/contract.sla"]);
    assert_eq!((none.code, none.err.contains("SLA0871")), (2, true), "{}", none.err);
    git(&["init", "-q", "-b", "main"]);
    git(&["add", "desk"]);
    git(&["commit", "-q", "-m", "first"]);
    fs::write(folder.path().join("desk/parts/norms.sla"), used("8h")).unwrap();
    for (from, args) in [
        (folder.path().to_owned(), ["diff", "--against", "main", "desk/contract.sla"]),
        (folder.path().join("desk"), ["diff", "--against", "HEAD", "contract.sla"]),
        (folder.path().join("desk/parts"), ["diff", "--against", "HEAD", "../contract.sla"]),
    ] {
        let ran = sla(&from, &args);
        assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
        assert!(ran.out.contains("100% within 4h → 100% within 8h"), "{}{}", ran.out, ran.err);
    }
    let json = sla(folder.path(), &["diff", "--against", "main", "desk/contract.sla", "--format", "json"]);
    assert!(json.out.contains("\"old\": \"main:desk/contract.sla\""), "{}", json.out);
    for (args, code) in [
        (["diff", "--against", "v9", "desk/contract.sla"], "SLA0872"),
        (["diff", "--against", "--help", "desk/contract.sla"], ""),
        (["diff", "--against=--output=x", "--color=never", "desk/contract.sla"], "SLA0872"),
        (["diff", "--against", "main", "other.sla"], "SLA0873"),
    ] {
        let ran = sla(folder.path(), &args);
        assert_eq!(ran.code, 2, "{args:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(code), "{args:?}: {}", ran.err);
    }
    assert!(!folder.path().join("x").exists());
    let without =
        finish(command(folder.path()).env("PATH", "").args(["diff", "--against", "main", "desk/contract.sla"]));
    assert_eq!((without.code, without.err.contains("SLA0870")), (2, true), "{}", without.err);
}
