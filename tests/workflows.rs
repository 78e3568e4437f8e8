//! The files by which other systems run `sla`, and the pages that show how: each command in them is run.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "a step that fails is a test that fails"
)]

#[path = "support/ran.rs"]
mod ran;

use std::fs;
use std::path::Path;
use std::process::Command;

use ran::{folder, sla};
use tempfile::TempDir;
use yaml_rust::{Yaml, YamlLoader};

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn yaml(text: &str) -> Yaml {
    YamlLoader::load_from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}")).remove(0)
}

/// A repository that holds a project.
fn repository() -> TempDir {
    let place = folder(&[]);
    assert_eq!(sla(place.path(), &["new", "-q", "."]).code, 0);
    for command in ["init -q -b main", "add .", "-c user.name=x -c user.email=x@example.org commit -qm x"] {
        git(place.path(), command);
    }
    place
}

/// Runs git, which `sla diff --against` needs too.
fn git(place: &Path, command: &str) {
    let status = Command::new("git").args(command.split(' ')).current_dir(place).status().unwrap();
    assert!(status.success(), "git {command}");
}

/// The arguments of every command of `sla` in a script: what stands behind the word, up to a sign of the shell.
fn commands(script: &str) -> Vec<Vec<String>> {
    let ends = |word: &&str| !["||", "|", "&&", ";"].contains(word) && !word.starts_with(['>', '#']);
    let of_line = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let at = words.iter().position(|word| *word == "sla")?;
        // Behind `--name` or in a sentence it is no command.
        let begins = at == 0 || ["-", "||", "&&", "if", "!", "run:"].contains(&words[at - 1]);
        let rest = words[at + 1..].iter().take_while(|word| ends(word));
        // Of the branch that a change is for, the state that is there.
        let plain = |word: &str| if word.starts_with("\"origin/") { "HEAD" } else { word.trim_matches('"') }.to_owned();
        begins.then(|| rest.map(|word| plain(word).replace("${paths[@]}", ".")).collect())
    };
    script.lines().filter_map(of_line).collect()
}

/// Runs a command in a repository; it must be content.
fn is_content(arguments: &[String], from: &str) {
    let place = repository();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ran = sla(place.path(), &arguments);
    assert_eq!(ran.code, 0, "{from}: sla {}\n{}{}", arguments.join(" "), ran.out, ran.err);
}

#[test]
fn commands_are_found() {
    let script = "sla check . >x\n- sla fmt --check .\nenter sla\nx || sla test \"${paths[@]}\" || true\nname: sla doc";
    let found: Vec<String> = commands(script).iter().map(|words| words.join(" ")).collect();
    assert_eq!(found, ["check .", "fmt --check .", "test ."]);
}

#[test]
fn every_command_on_the_pages_works() {
    for (page, least) in [("docs/ci.md", 12), ("src/cli/new/en/README.md", 8), ("src/cli/new/nl/README.md", 8)] {
        let text = read(page);
        let mut inside = false;
        let fenced = text.lines().filter(|line| {
            let edge = line.starts_with("```");
            inside ^= edge;
            inside && !edge
        });
        let mut found = commands(&fenced.collect::<Vec<_>>().join("\n"));
        let spans = text.split('`').skip(1).step_by(2).filter(|span| span.starts_with("sla ") && !span.contains('\n'));
        found.extend(spans.flat_map(commands));
        assert!(found.len() >= least, "{page}: {found:?}");
        for command in found {
            is_content(&command, page);
        }
    }
}

#[test]
fn every_example_of_a_file_in_yaml_is_one() {
    let page = read("docs/ci.md");
    let blocks: Vec<&str> = page.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 4);
    let hooks = yaml(&read(".pre-commit-hooks.yaml"));
    let known: Vec<&str> = hooks.as_vec().unwrap().iter().filter_map(|hook| hook["id"].as_str()).collect();
    let action = yaml(&read("action.yml"));
    for block in blocks {
        let shown = yaml(block);
        for hook in shown["repos"][0]["hooks"].as_vec().into_iter().flatten() {
            assert!(known.contains(&hook["id"].as_str().unwrap()), "{hook:?}");
        }
        for (input, _) in shown["jobs"]["sla"]["steps"][1]["with"].as_hash().into_iter().flatten() {
            assert!(action["inputs"].as_hash().unwrap().contains_key(input), "{input:?}");
        }
    }
}

#[test]
fn hooks_run_what_there_is() {
    let hooks = yaml(&read(".pre-commit-hooks.yaml"));
    let hooks = hooks.as_vec().unwrap();
    assert_eq!(hooks.len(), 3);
    for hook in hooks {
        let text = |key: &str| hook[key].as_str().unwrap_or_else(|| panic!("`{key}` of {hook:?}"));
        assert!(text("id").starts_with("sla-") && !text("name").is_empty() && !text("description").is_empty());
        assert_eq!((text("language"), text("files")), ("rust", r"\.sla$"));
        let mut words: Vec<String> = text("entry").split(' ').map(str::to_owned).collect();
        assert_eq!(words.remove(0), "sla");
        words.extend(hook["args"].as_vec().into_iter().flatten().map(|word| word.as_str().unwrap().to_owned()));
        if hook["pass_filenames"].as_bool().unwrap_or(true) {
            words.push("contract.sla".to_owned());
        }
        is_content(&words, text("id"));
    }
}

#[test]
fn the_action_is_whole() {
    let text = read("action.yml");
    let action = yaml(&text);
    assert_eq!(action["runs"]["using"].as_str(), Some("composite"));
    let steps = action["runs"]["steps"].as_vec().unwrap();
    let ids: Vec<&str> = steps.iter().filter_map(|step| step["id"].as_str()).collect();
    for step in steps {
        let (run, uses) = (step["run"].as_str(), step["uses"].as_str());
        assert!(run.is_some() != uses.is_some(), "{step:?}");
        assert_eq!(step["shell"].as_str(), run.map(|_| "bash"), "{step:?}");
        assert!(uses.is_none_or(|uses| uses.split_once("@v").is_some()), "{step:?}");
        // What a stranger may write goes into a script by way of the environment only.
        assert!(run.is_none_or(|run| !run.contains("${{")), "{step:?}");
    }
    for (before, known) in [("steps.", ids), ("inputs.", inputs(&action))] {
        let mentioned = text.split(before).skip(1).filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
        let mentioned: Vec<&str> = mentioned.collect();
        assert!(mentioned.iter().all(|name| known.contains(name)), "{mentioned:?} {known:?}");
        if before == "inputs." {
            assert!(known.iter().all(|name| mentioned.contains(name)), "an input that nothing reads: {known:?}");
        }
    }
}

fn inputs(action: &Yaml) -> Vec<&str> {
    action["inputs"].as_hash().unwrap().keys().filter_map(Yaml::as_str).collect()
}

/// Runs a script of the action as a runner does; `None` where there is no bash.
fn run_step(script: &str, place: &Path, variables: &[(&str, &Path)]) -> Option<(bool, String)> {
    let program = Path::new(env!("CARGO_BIN_EXE_sla")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var_os("PATH")?.to_string_lossy());
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]).current_dir(place).env("PATH", path);
    bash.env("PATHS", ". contract.sla").env("ROOT", "unused").envs(variables.iter().copied());
    let output = bash.output().ok()?;
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    Some((output.status.success(), said))
}

#[test]
fn the_steps_of_the_action_do_what_they_say() {
    let action = yaml(&read("action.yml"));
    let script = |name: &str| {
        let step = action["runs"]["steps"].as_vec().unwrap().iter().find(|step| step["name"].as_str() == Some(name));
        step.unwrap_or_else(|| panic!("{name}"))["run"].as_str().unwrap().to_owned()
    };
    let (right, wrong) = (repository(), repository());
    let contract = wrong.path().join("contract.sla");
    let text = fs::read_to_string(&contract).unwrap();
    fs::write(&contract, text.replace("of incident 1 is 4h\n", "of  incident 1 is 5h\n")).unwrap();
    for (name, tells) in [("sla fmt", "would change"), ("sla test", "four hours are within four hours")] {
        let Some((is_content, said)) = run_step(&script(name), right.path(), &[]) else { return };
        assert!(is_content, "{name}: {said}");
        let (is_content, said) = run_step(&script(name), wrong.path(), &[]).unwrap();
        assert!(!is_content && said.contains(tells), "{name}: {said}");
    }
    let (is_content, said) = run_step(&script("sla check"), right.path(), &[]).unwrap();
    assert!(is_content, "{said}");
    fs::write(&contract, text.replace("closed public_days", "closed public_day")).unwrap();
    let (is_content, said) = run_step(&script("sla check"), wrong.path(), &[]).unwrap();
    assert!(!is_content && said.contains("::error file=contract.sla,line="), "{said}");
    let (is_content, said) = run_step(&script("sla check, for code scanning"), wrong.path(), &[]).unwrap();
    assert!(is_content, "{said}");
    let findings = fs::read_to_string(wrong.path().join("sla.sarif")).unwrap();
    assert!(findings.contains("\"2.1.0\"") && findings.contains("contract.sla"), "{findings}");
}

#[test]
fn a_pull_request_shows_what_changes_in_meaning() {
    let action = yaml(&read("action.yml"));
    let steps = action["runs"]["steps"].as_vec().unwrap();
    let script = steps.iter().find(|step| step["name"].as_str() == Some("sla diff")).unwrap()["run"].as_str().unwrap();
    let (origin, branch) = (repository(), folder(&[]));
    git(branch.path(), &format!("clone -q {} work", origin.path().display()));
    let work = branch.path().join("work");
    let summary = work.join("summary.md");
    let run = |deny: &str| {
        let variables = [
            ("GITHUB_BASE_REF", Path::new("main")),
            ("GITHUB_STEP_SUMMARY", &summary),
            ("CONTRACT", Path::new(".")),
            ("DENY", Path::new(deny)),
        ];
        let (is_content, said) = run_step(script, &work, &variables)?;
        Some((is_content, said + &fs::read_to_string(&summary).unwrap()))
    };
    let Some((is_content, said)) = run("worse") else { return };
    assert!(is_content && !said.contains("worse"), "{said}");
    let contract = work.join("contract.sla");
    let text = fs::read_to_string(&contract).unwrap();
    fs::write(&contract, text.replace("high   | 4h         |", "high   | 6h         |")).unwrap();
    let (is_content, said) = run("").unwrap();
    assert!(is_content && said.contains("worse for the customer") && said.contains("6h"), "{said}");
    let (is_content, said) = run("worse").unwrap();
    assert!(!is_content, "{said}");
    fs::write(&contract, text.replace("closed public_days", "closed public_day")).unwrap();
    let (is_content, said) = run("").unwrap();
    assert!(!is_content && said.contains("public_day"), "{said}");
}

/// The key under which a build is kept follows from what it is built of.
#[test]
fn the_action_knows_what_it_is_built_of() {
    let action = yaml(&read("action.yml"));
    let script = action["runs"]["steps"][0]["run"].as_str().unwrap().to_owned();
    let files = [
        ("Cargo.toml", "a"),
        ("Cargo.lock", "b"),
        ("src/main.rs", "c"),
        ("grammar/sla.pest", "d"),
        ("docs/errors/SLA0101.md", "e"),
        ("README.md", "f"),
    ];
    let key = |files: &[(&str, &str)]| {
        let place = folder(files);
        let output = place.path().join("output");
        let variables = [
            ("GITHUB_ACTION_PATH", place.path()),
            ("GITHUB_OUTPUT", &output),
            ("RUNNER_TOOL_CACHE", Path::new("/tools")),
        ];
        let (is_content, said) = run_step(&script, place.path(), &variables)?;
        assert!(is_content, "{said}");
        let text = fs::read_to_string(output).unwrap();
        let hash = text.lines().find_map(|line| line.strip_prefix("hash=")).unwrap().to_owned();
        assert!(hash.len() == 40 && text.contains(&format!("root=/tools/sla/{hash}\n")), "{text}");
        Some(hash)
    };
    let Some(first) = key(&files) else { return };
    for at in 0..files.len() {
        let mut other = files;
        other[at].1 = "other";
        assert_eq!(key(&other).unwrap() == first, files[at].0 == "README.md", "{}", files[at].0);
    }
}
