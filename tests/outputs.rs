//! Where results cannot be written: a full disk, a reader that went away. Half a result is none, and nothing breaks.

#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "a step that fails is a test that fails")]

#[path = "support/ran.rs"]
mod ran;

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use ran::{folder, sla};
use tempfile::TempDir;

const CONTRACT: &str = r#"edition 1

contract "Service desk" { timezone Europe/Amsterdam }

priorities high > low

ticket incident { }

clock resolution of incident { from opened; to resolved; counting always }

norm resolved {
  clock resolution
  by priority {
         | 90% within
    high | 4h
    low  | 8h
  }
}
"#;

const PROJECT: &str = "contract = \"contract.sla\"\n[evidence.tickets]\nfiles = [\"tickets.csv\"]\n";

/// A project with a hundred tickets in time and `bad` rows that are none.
fn project(bad: usize) -> TempDir {
    let mut tickets = String::from("ticket,opened,resolved,priority\n");
    for n in 0..100 {
        let (day, priority) = (n % 28 + 1, if n % 2 == 0 { "high" } else { "low" });
        tickets += &format!("INC{n},2024-03-{day:02} 09:00,2024-03-{day:02} 10:00,{priority}\n");
    }
    for n in 0..bad {
        tickets += &format!("BAD{n},2024-02-30 09:00,,high\n");
    }
    folder(&[("contract.sla", CONTRACT), ("sla.toml", PROJECT), ("tickets.csv", &tickets)])
}

const VERBS: [&[&str]; 7] = [
    &["eval"],
    &["eval", "--format", "json"],
    &["eval", "--tickets"],
    &["report", "--format", "html"],
    &["explain", "resolved"],
    &["due"],
    &["schema"],
];

#[test]
fn a_full_disk_is_exit_2_and_says_so() {
    let project = project(0);
    for args in VERBS {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let run = command(project.path(), args).stdout(full).output().unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{args:?}\n{said}");
        assert!(said.contains("SLA0464") && said.contains("standard output"), "{args:?}\n{said}");
    }
    // Where not even complaints can be written, the exit code is what is left.
    let full = || File::options().write(true).open("/dev/full").unwrap();
    let run = command(project.path(), &["eval"]).stdout(full()).stderr(full()).status().unwrap();
    assert_eq!(run.code(), Some(2));
    for args in [&["report", "-o", "/dev/full", "--format", "html"][..], &["eval", "--rejects", "/dev/full"]] {
        let rejects = crate::project(1);
        let ran = sla(rejects.path(), &[args, &["--bad-rows", "skip"]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}\n{}", ran.err);
        assert!(ran.err.contains("cannot write `/dev/full`"), "{args:?}\n{}", ran.err);
    }
}

/// `sla eval | head -1` is no failure, and the verdict stays the exit code.
#[test]
fn a_reader_that_went_away_is_no_failure() {
    let project = project(0);
    for args in VERBS {
        let mut run = command(project.path(), args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(run.stdout.take());
        let run = run.wait_with_output().unwrap();
        assert_eq!((run.status.code(), String::from_utf8(run.stderr).unwrap().as_str()), (Some(0), ""), "{args:?}");
    }
    let contract = fs::read_to_string(project.path().join("contract.sla")).unwrap().replace("4h", "59m");
    fs::write(project.path().join("contract.sla"), contract).unwrap();
    let mut run = command(project.path(), &["eval"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(run.stdout.take());
    assert_eq!(run.wait().unwrap().code(), Some(1), "breached all the same");
}

/// A disk that is full half-way leaves what was there before, and nothing beside it.
#[test]
fn no_half_report() {
    let project = project(400);
    let names = || {
        let mut names: Vec<_> = fs::read_dir(project.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = names();
    let cases =
        [("report -o out.html --bad-rows skip", "out.html"), ("eval --bad-rows skip --rejects out.csv", "out.csv")];
    for (line, output) in cases {
        for old in [None, Some("the one before")] {
            let path = project.path().join(output);
            if let Some(text) = old {
                fs::write(&path, text).unwrap();
            }
            // No file may grow beyond 1 KiB, as on a disk with no more room.
            let script = format!("trap '' XFSZ; ulimit -f 1; exec {} {line}", env!("CARGO_BIN_EXE_sla"));
            let run = Command::new("bash").args(["-c", &script]).current_dir(project.path()).output().unwrap();
            let said = String::from_utf8(run.stderr).unwrap();
            assert_eq!(run.status.code(), Some(2), "{line}\n{said}");
            assert!(said.contains("SLA0464"), "{line}\n{said}");
            assert_eq!(fs::read_to_string(&path).ok().as_deref(), old, "{line}");
            fs::remove_file(&path).ok();
            assert_eq!(names(), before, "{line}");
        }
    }
}

/// The first are shown, all are counted, and all are kept, whole.
#[test]
fn ten_thousand_bad_rows() {
    let project = project(10_000);
    let failed = sla(project.path(), &["eval", "--rejects", "rejects.csv"]);
    assert_eq!((failed.code, failed.out.as_str()), (4, ""));
    assert_eq!(failed.err.matches("error[SLA0541]").count(), 20, "{}", failed.err);
    assert!(failed.err.contains("and 9980 more that are not shown: 9980 × SLA0541"), "{}", failed.err);
    let kept = || fs::read_to_string(project.path().join("rejects.csv")).unwrap();
    let strict = kept();
    assert_eq!(strict.lines().count(), 10_001);
    assert!(strict.ends_with("\"BAD9999,2024-02-30 09:00,,high\"\n"), "{}", &strict[strict.len() - 200..]);
    let skipped = sla(project.path(), &["eval", "--bad-rows", "skip", "--rejects", "rejects.csv"]);
    assert_eq!(skipped.code, 5, "{}{}", skipped.out, skipped.err);
    assert!(skipped.err.contains("10000 bad rows skipped"), "{}", skipped.err);
    assert_eq!(kept(), strict, "the same rows either way");
}

/// Each verdict says how many rows it lacks, and whether they could turn it.
#[test]
fn what_is_skipped_is_said_of_every_verdict() {
    let cases = [(1, 0, "could not turn the verdict", false), (40, 5, "could turn the verdict", true)];
    for (bad, code, words, could_turn) in cases {
        let project = project(bad);
        let rows = if bad == 1 { "1 bad row of `tickets` was" } else { "40 bad rows of `tickets` were" };
        let said = format!("{rows} skipped and {words}");
        let ran = |args: &[&str]| sla(project.path(), &[args, &["--bad-rows", "skip"]].concat());
        let text = ran(&["eval"]);
        assert_eq!(text.code, code, "{}{}", text.out, text.err);
        assert!(text.out.contains(&said), "{}", text.out);
        for args in [&["report"][..], &["report", "--format", "markdown"], &["explain", "resolved"]] {
            let shown = ran(args).out.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(shown.replace(['*', '\\'], "").contains(&said), "{args:?}\n{shown}");
        }
        let json: serde_json::Value = serde_json::from_str(&ran(&["eval", "--format", "json"]).out).unwrap();
        let note = serde_json::json!({ "kind": "skipped", "table": "tickets", "rows": bad, "could_turn": could_turn });
        for requirement in json["periods"][0]["norms"][0]["requirements"].as_array().unwrap() {
            assert!(requirement["notes"].as_array().unwrap().contains(&note), "{requirement}");
        }
    }
}

/// One core or all of them: a file of several pieces is read the same.
#[test]
fn one_core_or_many() {
    let project = project(0);
    let mut tickets = String::from("ticket,opened,resolved,priority,note\n");
    for n in 0..40_000 {
        let (day, priority, end) = (n % 28 + 1, ["high", "low"][n % 2], 10 + n % 9);
        tickets += &format!("INC{n},2024-03-{day:02} 09:00,2024-03-{day:02} {end}:00,{priority},\"a\nb {n}\"\n");
    }
    assert!(tickets.len() > 2 << 20, "one piece");
    fs::write(project.path().join("tickets.csv"), tickets).unwrap();
    let sla = env!("CARGO_BIN_EXE_sla");
    for args in [&["eval", "--format", "json"][..], &["eval", "--tickets"]] {
        let many = command(project.path(), args).output().unwrap();
        let Ok(one) = Command::new("taskset").args(["-c", "0", sla]).args(args).current_dir(project.path()).output()
        else {
            continue; // Not on every machine.
        };
        assert_eq!(one.status.code(), many.status.code());
        assert!(many.stdout.len() > 1000);
        assert!(one.stdout == many.stdout, "{args:?} differs");
    }
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sla"));
    command.args(args).current_dir(folder);
    command
}
