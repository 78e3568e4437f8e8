//! Completion scripts and manual pages, held against the shells that are there.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "a step that fails is a test that fails"
)]

#[path = "support/ran.rs"]
mod ran;

use std::fs;
use std::process::Command;

use ran::{folder, sla};

/// What a shell prints for a script; `None` where it is not installed.
fn shell(name: &str, arguments: &[&str], script: &str) -> Option<String> {
    let place = folder(&[("script", script)]);
    let output = Command::new(name).args(arguments).arg("script").current_dir(place.path()).output().ok()?;
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

fn script(shell: &str) -> String {
    let place = folder(&[]);
    let ran = sla(place.path(), &["completions", shell]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.out
}

/// What bash offers for the words typed so far, the last of which is not finished.
fn offered_by_bash(words: &[&str]) -> Option<Vec<String>> {
    let typed: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let last = words.len() - 1;
    let before = words[last - 1];
    let ask = format!(
        "COMP_WORDS=({})\nCOMP_CWORD={last}\n_sla sla '{}' '{before}'\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
        typed.join(" "),
        words[last],
    );
    let bash = format!("compopt() {{ :; }}\n{}{ask}", script("bash"));
    Some(shell("bash", &["--norc"], &bash)?.lines().map(str::to_owned).collect())
}

#[test]
fn every_script_is_one_of_its_shell() {
    for (name, arguments) in [("bash", &["-n"][..]), ("zsh", &["-n"]), ("fish", &["--no-execute"])] {
        shell(name, arguments, &script(name));
    }
    for name in ["powershell", "elvish"] {
        assert!(script(name).contains("'sla;check'") || script(name).contains("&'sla;check'"), "{name}");
    }
}

/// What fish offers for a line that is not finished, without its explanations.
fn offered_by_fish(words: &[&str]) -> Option<Vec<String>> {
    let ask = format!("{}\ncomplete -C '{}'\n", script("fish"), words.join(" "));
    let offered = shell("fish", &["--no-config"], &ask)?;
    Some(offered.lines().filter_map(|line| line.split('\t').next().map(str::to_owned)).collect())
}

#[test]
fn shells_complete_verbs_options_and_values() {
    let cases: [(&[&str], &str); 7] = [
        (&["sla", "che"], "check"),
        (&["sla", "ne"], "new"),
        (&["sla", "check", "--den"], "--deny"),
        (&["sla", "eval", "--format", "js"], "json"),
        (&["sla", "eval", "--error-format", "sar"], "sarif"),
        (&["sla", "man", "exp"], "explain"),
        (&["sla", "new", "--locale", "n"], "nl"),
    ];
    for (words, want) in cases {
        let offered = [offered_by_bash(words), offered_by_fish(words)];
        for offered in offered.iter().flatten() {
            // The script for fish knows no values of what stands without an option.
            let unknown = offered.is_empty() && words[1] == "man";
            assert!(unknown || offered == &[want], "{words:?}: {offered:?}");
        }
        assert!(offered[0].as_ref().is_none_or(|offered| offered == &[want]), "{words:?}");
    }
}

#[test]
fn every_verb_has_its_page_and_is_completed() {
    let place = folder(&[]);
    let ran = sla(place.path(), &["man", "-o", "share/man1"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    let help = sla(place.path(), &["--help"]).out;
    let verbs: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Verbs:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next().filter(|verb| !verb.is_empty()))
        .collect();
    assert!(verbs.len() >= 9 && verbs.contains(&"check"), "{verbs:?}");
    assert_eq!(ran.err, format!("wrote {} pages to share/man1\n", verbs.len() + 1));
    let mut pages: Vec<String> = fs::read_dir(place.path().join("share/man1"))
        .unwrap()
        .map(|page| page.unwrap().file_name().into_string().unwrap())
        .collect();
    pages.sort();
    let mut wanted: Vec<String> = verbs.iter().map(|verb| format!("sla-{verb}.1")).chain(["sla.1".into()]).collect();
    wanted.sort();
    assert_eq!(pages, wanted);
    for verb in verbs {
        let page = fs::read_to_string(place.path().join(format!("share/man1/sla-{verb}.1"))).unwrap();
        assert!(page.contains(&format!(".TH sla-{verb} 1")) && page.contains(".SH OPTIONS"), "{page}");
        assert_eq!(page, sla(place.path(), &["man", verb]).out, "{verb}");
        for name in ["bash", "zsh", "fish", "powershell", "elvish"] {
            assert!(script(name).contains(verb), "{name}: {verb}");
        }
    }
}
