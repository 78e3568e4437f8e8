//! The program from outside: what it prints where, and how it exits.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// What a run gave.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn sla(folder: &Path, args: &[&str]) -> Ran {
    finish(command(folder).args(args))
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sla"));
    command.current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

fn finish(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

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
