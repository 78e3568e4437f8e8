//! `sla check --fix`: slips with one sure reading become what was meant, and nothing else changes.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a step that fails is a test that fails")]

#[path = "support/cases.rs"]
mod cases;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use assert_cmd::Command;
use cases::cases;
use proptest::prelude::*;
use sla::diagnostic::Diagnostics;
use sla::diagnostic::suggestion::follow;
use sla::source::{SourceId, SourceMap};
use tempfile::TempDir;

// ---- In memory -----------------------------------------------------------------------------------

/// The text with what its own syntax says mended, until nothing is left to mend.
fn mended(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..16 {
        let mut problems = Diagnostics::default();
        sla::syntax::parse(SourceId(0), &text, &mut problems);
        let certain = problems.certain();
        let Some(suggestions) = certain.get(&SourceId(0)) else { return text };
        let (next, followed) = follow(&text, suggestions);
        assert!(followed > 0, "{suggestions:?}");
        text = next;
    }
    text
}

/// How somebody else may write what a token says; with `which`, one of several ways.
fn slip(token: &str, which: usize) -> Option<String> {
    let one = |ways: &[String]| ways.get(which % ways.len()).cloned();
    if token == " " {
        return Some("\u{a0}".to_owned());
    }
    if let Some(inside) = token.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        let ways = [format!("“{inside}”"), format!("„{inside}“"), format!("«{inside}»")];
        return one(&ways).filter(|_| !inside.contains(['"', '\\', '”', '“', '«', '»']) && !inside.is_empty());
    }
    let sign = match token {
        ">=" => Some("≥"),
        "<=" => Some("≤"),
        "!=" => Some("≠"),
        "->" => Some("→"),
        _ => None,
    };
    if let Some(sign) = sign {
        return Some(sign.to_owned());
    }
    if let Some((from, to)) = token.split_once('-').filter(|(from, to)| is_time(from) && is_time(to)) {
        let (h, m) = from.split_at(2);
        let bare = h.trim_start_matches('0');
        let short = format!("{}{m}", if bare.is_empty() { "0" } else { bare });
        let (dot, u) = (from.replace(':', "."), from.replace(':', "u"));
        return one(&[
            format!("{from}–{to}"),
            format!("{short}-{to}"),
            format!("{dot}-{}", to.replace(':', ".")),
            format!("{u}-{to}"),
            format!("{dot}—{to}"),
        ]);
    }
    if let Some((from, to)) = token.split_once("..") {
        let (Some(first), Some(last)) = (day(from), day(to)) else { return None };
        // `ma` and `di` are days of two languages: only beside another day it is sure which.
        let dutch = (!(["ma", "di"].contains(&first.0) && ["ma", "di"].contains(&last.0)))
            .then(|| format!("{}..{}", first.0, last.0));
        let german = format!("{} bis {}", first.1, last.1);
        return one(&[format!("{from}-{to}"), dutch.unwrap_or_else(|| german.clone()), german]);
    }
    if let Some(number) = token.strip_suffix('%').filter(|number| number.contains('.')) {
        return Some(format!("{}%", number.replace('.', ",")));
    }
    let digits = token.len() - token.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = token.split_at(digits);
    let words: &[&str] = match unit {
        _ if number.is_empty() => return None,
        "h" => &["hours", "uur", "hrs", "h"],
        "m" => &["minutes", "min", "minuten", "m"],
        "s" => &["seconds", "sec", "seconden", "s"],
        _ => return None,
    };
    let word = words.get(which % words.len())?;
    Some(format!("{number} {word}"))
}

fn is_time(text: &str) -> bool {
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once(':').is_some_and(|(hours, minutes)| digits(hours) && digits(minutes))
}

/// A day in Dutch and in German.
fn day(english: &str) -> Option<(&'static str, &'static str)> {
    Some(match english {
        "mon" => ("ma", "Montag"),
        "tue" => ("di", "Dienstag"),
        "wed" => ("woensdag", "Mi"),
        "thu" => ("do", "Donnerstag"),
        "fri" => ("vr", "Freitag"),
        "sat" => ("za", "Samstag"),
        "sun" => ("zondag", "So"),
        _ => return None,
    })
}

/// A text in tokens, which together are the text. Comments and prose are tokens of their own.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let until = |from: usize, end: &str| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
        let run = |belongs: fn(char) -> bool| rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        let length = match c {
            '#' => run(|c| c != '\n'),
            '"' if rest.starts_with("\"\"\"") => until(until(3, "\n"), "\"\"\"\n"),
            '"' => until(1, "\""),
            '<' | '>' | '=' | '!' => run(|c| "<>=!".contains(c)),
            '-' if rest.starts_with("->") => 2,
            _ if c.is_alphanumeric() => run(|c| c.is_alphanumeric() || "_.:%-".contains(c)),
            _ => c.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after;
    }
    tokens
}

/// Contracts that are right, by the files of this repository.
static GOOD: LazyLock<Vec<String>> = LazyLock::new(|| {
    let paths = ["tests/cases/**/good/*.sla", "examples/**/*.sla"].map(|pattern| glob::glob(pattern).unwrap());
    let texts = paths.into_iter().flatten().map(|path| fs::read_to_string(path.unwrap()).unwrap());
    texts.filter(|text| mended(text) == *text && !text.contains('\\') && !text.contains('`')).collect()
});

#[test]
fn there_are_contracts_to_write_slips_into() {
    assert!(GOOD.len() > 25, "{}", GOOD.len());
    let slips: usize =
        GOOD.iter().map(|text| tokens(text).iter().filter(|token| slip(token, 0).is_some()).count()).sum();
    assert!(slips > 2000, "{slips}");
    assert!(GOOD.iter().all(|text| tokens(text).concat() == *text));
}

proptest! {
    #![proptest_config(cases(100))]

    /// Whatever was written in another way is written back, byte for byte, and all else stays.
    #[test]
    fn slips_are_mended(
        file in any::<prop::sample::Index>(),
        places in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..20), 1..12),
    ) {
        let good = file.get(&GOOD);
        let tokens = tokens(good);
        let able: Vec<usize> = (0..tokens.len()).filter(|n| slip(tokens[*n], 0).is_some()).collect();
        prop_assume!(!able.is_empty());
        let mut written: Vec<String> = tokens.iter().map(|token| (*token).to_owned()).collect();
        for (place, which) in places {
            let at = *place.get(&able);
            if let Some(slip) = slip(tokens[at], which) {
                written[at] = slip;
            }
        }
        let written = written.concat();
        let back = mended(&written);
        prop_assert_eq!(&back, good, "written:\n{}", written);
        prop_assert_eq!(mended(&back), back);
    }

    /// A text that is wrong in other ways: mending it again changes nothing.
    #[test]
    fn mending_twice_is_mending_once(
        file in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        length in 0_usize..12,
        put in "[ \u{a0}“”\"≥–…{}0-9a-z:.%€\u{200b}\n]{0,6}",
    ) {
        let good = file.get(&GOOD);
        let at = |n: usize| (0..=n.min(good.len())).rev().find(|n| good.is_char_boundary(*n)).unwrap_or(0);
        let from = at(from.index(good.len()));
        let broken = format!("{}{put}{}", &good[..from], &good[at(from + length).max(from)..]);
        let once = mended(&broken);
        prop_assert_eq!(mended(&once), once);
    }
}

#[test]
fn what_has_one_reading_is_mended_and_what_has_several_is_not() {
    let window = |line: &str| format!("edition 1\n\nwindow w {{ {line} }}\n");
    let days = [
        ("mon..fri 17u30-18u", "mon..fri 17:30-18:00"),
        ("mon..fri 9-17", "mon..fri 09:00-17:00"),
        ("mon..fri 9am-5:30pm", "mon..fri 09:00-17:30"),
        ("ma t/m vr 09:00-17:00", "mon..fri 09:00-17:00"),
        ("Mo-Fr 9.00–17.00", "mon..fri 09:00-17:00"),
        ("mon…fri 09:00-17:00", "mon..fri 09:00-17:00"),
        // `ma` and `di` are Monday and Tuesday, or Tuesday and Sunday; `9.5` may be half past nine; 13pm is none.
        ("ma..di 09:00-17:00", ""),
        ("mon..fri 9.5-17.5", ""),
        ("mon..fri 13pm-17pm", ""),
        ("mon..fri 25.00-26.00", ""),
        ("on 01-03-2024 closed", ""),
        ("on 31-03-2024 closed", "on 2024-03-31 closed"),
        ("on 2024/3/1 closed", "on 2024-03-01 closed"),
    ];
    for (written, right) in days {
        let right = if right.is_empty() { written } else { right };
        assert_eq!(mended(&window(written)), window(right));
    }
    let norm = |line: &str| format!("edition 1\n\nnorm n {{\n  clock c\n  {line}\n}}\n");
    let lines = [
        ("99,5% within 4h 30min", "99.5% within 4h30m"),
        ("90% within 1,5 uur", "90% within 1h30m"),
        ("90% within 1h30", "90% within 1h30m"),
        ("90% within 30m1h", "90% within 1h30m"),
        ("90% within 3 werkdagen", "90% within 3 workdays"),
        ("90% within 2 weken", "90% within 2 weeks"),
        ("90% within 10 working days", "90% within 10 workdays"),
        ("90%\u{200b} within 4h", "90% within 4h"),
        // Working days, days, or so many hours; many hours or one and a half; months or minutes.
        ("90% within 5d", ""),
        ("90% within 5 dagen", ""),
        ("90% within 1,500 hours", ""),
        ("90% within 3M", ""),
        ("90% within 1h1h", ""),
        ("90% wihtin 4h", ""),
    ];
    for (written, right) in lines {
        let right = if right.is_empty() { written } else { right };
        assert_eq!(mended(&norm(written)), norm(right));
    }
    let pay = |line: &str| format!("edition 1\n\ncompensation c {{\n  of fee\n  {line}\n}}\n");
    let lines = [
        ("€500 when n is breached", "500 EUR when n breached"),
        ("12,50 EUR when n breached", "12.50 EUR when n breached"),
        ("500EUR when n breached 2 consecutive periods", "500 EUR when n breached 2 periods in a row"),
        ("maximum 30%", "at most 30%"),
        ("capped at 30%", "at most 30%"),
        ("$500 when n breached", ""),
        ("€1.500 when n breached", ""),
    ];
    for (written, right) in lines {
        let right = if right.is_empty() { written } else { right };
        assert_eq!(mended(&pay(written)), pay(right));
    }
}

#[test]
fn a_text_with_a_quote_in_it_is_left_to_its_writer() {
    let half = "edition 1\n\nwindow w \"Desk” { mon..fri 09:00-17:00 }\n";
    assert_eq!(mended(half), half.replace('”', "\""));
    for text in ["‘say \"yes\"’", "“a\\b”"] {
        let written = format!("edition 1\n\nwindow w {text} {{ mon..fri 09:00-17:00 }}\n");
        assert_eq!(mended(&written), written);
    }
}

// ---- From outside --------------------------------------------------------------------------------

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn sla(folder: &Path, args: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sla"));
    let output = command.current_dir(folder).env_remove("NO_COLOR").args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Windows line ends, a byte-order mark, tabs, and mistakes that a check finds only behind others.
const DESK: &str = "\u{feff}edition 1\r\n\r\nuse \"calendar.sla\"\r\n\r\ncontract “Desk” {\r\n\ttimezone\u{a0}Europe/Amsterdam\r\n}\r\n\r\n\
    allow doubled \"not any more\"\r\nwindow office { za 9.00–17.00 closed days }\r\n\r\n\
    allow unused \"opens in May\"\r\nwindow evenings { zo 18u-22u }\r\n\r\n\
    ticket incident\r\n\r\nclock answer of incident { from opened; to responded; counting ofice }\r\n\r\n\
    norm answers {\r\n  clock answer\r\n  99,5% within 4 uur\r\n}\r\n";

#[test]
fn files_are_mended_and_what_is_left_is_shown() {
    let here = folder(&[("desk.sla", DESK), ("calendar.sla", "edition 1\n\nholidays days { on 2024/5/1 }\n")]);
    let read = |name: &str| fs::read_to_string(here.path().join(name)).unwrap();

    let shown = sla(here.path(), &["check", "--fix", "--diff", "desk.sla"]);
    assert_eq!((shown.code, read("desk.sla").as_str()), (1, DESK), "{}", shown.err);
    assert!(shown.out.contains("--- desk.sla\n+++ desk.sla\n@@"), "{}", shown.out);
    assert!(shown.out.contains("+window office { sat 09:00-17:00 closed days }"), "{}", shown.out);

    // The misspelt name may be meant otherwise; the used file was not asked for.
    let ran = sla(here.path(), &["check", "--fix", "desk.sla"]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{}", ran.err);
    assert!(ran.err.contains("did you mean `office`?") && ran.err.contains("SLA0122"), "{}", ran.err);
    let half = read("desk.sla");
    assert!(read("calendar.sla").contains("2024/5/1"));
    assert_eq!(sla(here.path(), &["check", "--fix", "desk.sla"]).err.matches("fixed nothing").count(), 1);
    assert_eq!(read("desk.sla"), half);

    // Once its own mistakes are gone, an `allow` that is of no use is seen.
    fs::write(here.path().join("desk.sla"), half.replace("ofice", "office")).unwrap();
    let ran = sla(here.path(), &["check", "--fix", "."]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(ran.err.contains("fixed 2 mistakes in 2 files"), "{}", ran.err);
    let right = "\u{feff}edition 1\r\n\r\nuse \"calendar.sla\"\r\n\r\ncontract \"Desk\" {\r\n\ttimezone Europe/Amsterdam\r\n}\r\n\r\n\
        window office { sat 09:00-17:00 closed days }\r\n\r\n\
        allow unused \"opens in May\"\r\nwindow evenings { sun 18:00-22:00 }\r\n\r\n\
        ticket incident\r\n\r\nclock answer of incident { from opened; to responded; counting office }\r\n\r\n\
        norm answers {\r\n  clock answer\r\n  99.5% within 4h\r\n}\r\n";
    assert_eq!(read("desk.sla"), right);
    assert_eq!(read("calendar.sla"), "edition 1\n\nholidays days { on 2024-05-01 }\n");
    let again = sla(here.path(), &["check", "--fix", "--diff", "."]);
    assert_eq!((again.code, again.out.as_str()), (0, ""), "{}", again.err);
}

/// The contract means what it meant: only the `allow` is gone.
#[test]
fn an_allow_that_goes_changes_no_meaning() {
    let text = fs::read_to_string("tests/cases/check/bad/unused_allow.sla").unwrap();
    let here = folder(&[("a.sla", &text)]);
    let ran = sla(here.path(), &["check", "--fix", "a.sla"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let after = fs::read_to_string(here.path().join("a.sla")).unwrap();
    assert!(!ran.err.contains("SLA0800") && after.len() < text.len(), "{}", ran.err);
    let model = |text: &str| {
        let mut sources = SourceMap::default();
        let id = sources.add("a.sla", text);
        let (model, _) = sla::compile(&sources, id).unwrap_or_else(|problems| panic!("{problems:?}"));
        let mut words = format!("{model:?}");
        while let Some(start) = words.find("Span { source:") {
            let end = start + words[start..].find('}').unwrap() + 1;
            words.replace_range(start..end, "_");
        }
        words
    };
    assert_eq!(model(&text), model(&after));
    // Comments stay, also one behind the line that goes.
    let comments = |text: &str| text.lines().filter(|line| line.starts_with('#')).count();
    assert_eq!(comments(&text), comments(&after));
}
