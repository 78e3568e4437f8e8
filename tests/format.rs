//! The formatter: one layout, reached at once, with all comments and the same meaning.
#![expect(clippy::disallowed_methods, reason = "a test reads the files that it is about")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use sla::diagnostic::Diagnostics;
use sla::source::SourceId;
use sla::syntax;

fn format(text: &str) -> String {
    match syntax::format::format(SourceId(0), text) {
        Ok(formatted) => formatted,
        Err(problems) => panic!("{:?}\n{text}", problems.iter().collect::<Vec<_>>()),
    }
}

/// The tree of a text, in words, without the places.
fn meaning(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut problems = Diagnostics::default();
    let tree = syntax::parse(SourceId(0), text, &mut problems);
    assert!(problems.is_empty(), "{problems:?}\n{text}");
    let tree = format!("{:?}", tree.expect("a file without problems is read"));
    let mut pieces = tree.split("Span { source: SourceId(0), start: ");
    let mut bare = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        bare.push_str(piece.split_once(" }").expect("a span ends in a brace").1);
    }
    bare
}

/// What a file says besides its meaning: the comments, in order.
fn comments(text: &str) -> Vec<String> {
    let (mut found, mut in_prose) = (Vec::new(), false);
    for line in text.replace("\r\n", "\n").split(['\n', '\r']) {
        if in_prose {
            in_prose = line.trim() != "\"\"\"";
            continue;
        }
        let code = code(line);
        in_prose = code.trim_end().ends_with("\"\"\"");
        if !in_prose && code.len() < line.len() {
            found.push(line[code.len()..].trim_end().to_owned());
        }
    }
    found
}

/// The part of a line before its comment.
fn code(line: &str) -> &str {
    let (mut in_text, mut escaped) = (false, false);
    for (at, c) in line.char_indices() {
        match c {
            '#' if !in_text => return &line[..at],
            '"' if !escaped => in_text = !in_text,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    line
}

/// Every contract in the repository that must parse.
fn good_files() -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::from("tests/cases"), PathBuf::from("examples")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "bad" && name != "writers") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "sla") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn assert_same(before: &str, after: &str) {
    assert_eq!(comments(before), comments(after), "comments of\n{before}");
    let (was, is) = (meaning(before), meaning(after));
    assert!(was == is, "meaning of\n{before}\nbecame that of\n{after}");
    assert_eq!(after, format(after), "a second time");
}

#[test]
fn ugly_files_become_canonical() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/format");
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("cases/format/ugly/*.sla", |path| {
            let text = read(path);
            let formatted = format(&text);
            insta::assert_snapshot!(formatted);
            assert_same(&text, &formatted);
        });
    });
}

#[test]
fn every_good_file_keeps_its_comments_and_its_meaning() {
    for path in good_files() {
        let text = read(&path);
        assert_same(&text, &format(&text));
    }
}

#[test]
fn examples_are_canonical() {
    for path in good_files().iter().filter(|path| path.starts_with("examples")) {
        let text = read(path);
        assert_eq!(text, format(&text), "{}: run `sla fmt`", path.display());
    }
}

#[test]
fn what_does_not_parse_is_refused() {
    for text in ["edition 1\nwindow {", "edition 1\ncontract \"x\" { period fortnight }", "}"] {
        assert!(syntax::format::format(SourceId(0), text).is_err(), "{text}");
    }
}

/// Something done to one line, or to the break before it.
#[derive(Debug, Clone, Copy)]
enum Slip {
    None,
    Indent(u8),
    TrailingSpace,
    TrailingComment,
    CommentAbove,
    BlankAbove,
    WiderGaps,
    JoinedToLast,
    Broken,
}

fn slips() -> impl Strategy<Value = Vec<Slip>> {
    let slip = prop_oneof![
        4 => Just(Slip::None),
        2 => (0..12u8).prop_map(Slip::Indent),
        1 => Just(Slip::TrailingSpace),
        2 => Just(Slip::TrailingComment),
        1 => Just(Slip::CommentAbove),
        1 => Just(Slip::BlankAbove),
        2 => Just(Slip::WiderGaps),
        2 => Just(Slip::JoinedToLast),
        2 => Just(Slip::Broken),
    ];
    prop::collection::vec(slip, 1..40)
}

/// `text` (canonical) with the slips done to it, over and over to its end.
fn disturb(text: &str, slips: &[Slip], line_break: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut in_prose = false;
    for (at, (line, slip)) in text.lines().zip(slips.iter().cycle()).enumerate() {
        let bare = code(line);
        let opens_prose = !in_prose && bare.trim_end().ends_with("\"\"\"");
        let has_comment = !in_prose && bare.len() < line.len();
        if in_prose {
            in_prose = line.trim() != "\"\"\"";
            lines.push(line.to_owned());
            continue;
        }
        in_prose = opens_prose;
        match slip {
            Slip::Indent(width) => lines.push(format!("{}{}", " ".repeat(usize::from(*width)), line.trim_start())),
            Slip::TrailingSpace => lines.push(format!("{line} \t ")),
            Slip::TrailingComment if !has_comment && !opens_prose => lines.push(format!("{line}# slip {at}")),
            Slip::CommentAbove => lines.extend([format!("   # slip {at}"), line.to_owned()]),
            Slip::BlankAbove => lines.extend([String::new(), " ".to_owned(), line.to_owned()]),
            Slip::WiderGaps => lines.push(widened(line)),
            Slip::Broken => lines.push(broken(line, at, line_break)),
            Slip::JoinedToLast => match lines.last_mut() {
                Some(last) if joinable(last, line) => {
                    let glue = if last.trim_end().ends_with('{') || line.trim() == "}" { "" } else { ";" };
                    *last = format!("{}{glue}{}", last.trim_end(), line.trim_start());
                }
                Some(_) | None => lines.push(line.to_owned()),
            },
            Slip::None | Slip::TrailingComment => lines.push(line.to_owned()),
        }
    }
    lines.join(line_break)
}

/// Each space outside quotes and comments becomes two and a tab.
fn widened(line: &str) -> String {
    let bare = code(line);
    let pieces = bare.split('"').enumerate();
    let wide = pieces.map(|(at, piece)| if at % 2 == 0 { piece.replace(' ', " \t ") } else { piece.to_owned() });
    let quoted_quote = bare.contains('\\');
    if quoted_quote { line.to_owned() } else { wide.collect::<Vec<_>>().join("\"") + &line[bare.len()..] }
}

/// Broken behind the first comma or operator at which a clause may go on, with a comment at the break.
fn broken(line: &str, at: usize, line_break: &str) -> String {
    let before_quotes = code(line).split('"').next().unwrap_or_default();
    let breaks = [", ", " + ", " * ", " >= ", " outside ", " and ", " or "];
    let first = breaks.iter().filter_map(|sign| Some(before_quotes.find(sign)? + sign.len())).min();
    match first {
        Some(first) => format!("{}# slip {at}{line_break}{}", &line[..first], &line[first..]),
        None => line.to_owned(),
    }
}

/// Whether two lines of a block may share one.
fn joinable(last: &str, line: &str) -> bool {
    let whole = |line: &str| {
        let line = line.trim();
        let first = line.split(' ').next().unwrap_or_default();
        let goes_on = line.starts_with(['+', '-', '*', '/', '=', '<', '>', '|', ')'])
            || matches!(first, "and" | "or" | "within" | "outside" | "with" | "unless");
        code(line).len() == line.len() && !line.is_empty() && !line.contains("\"\"\"") && !goes_on
    };
    let ended = |line: &str| {
        let line = line.trim_end();
        let word = line.rsplit(' ').next().unwrap_or_default();
        let open = matches!(word, "and" | "or" | "not" | "is" | "of" | "where" | "with" | "within" | "outside" | "to");
        !open && !line.ends_with(['(', ',', ':', '='])
    };
    let inside = line.starts_with(' ') || line == "}";
    inside && whole(last) && whole(line) && ended(last)
}

/// Every good file in the canonical layout, with its meaning.
static CANONICAL: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let texts = good_files().into_iter().map(|path| format(&read(&path)));
    texts.map(|text| (meaning(&text), text)).map(|(meaning, text)| (text, meaning)).collect()
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn layout_survives_slips(slips in slips(), file in any::<prop::sample::Index>(), crlf in any::<bool>()) {
        let (text, means) = file.get(&CANONICAL);
        let disturbed = disturb(text, &slips, if crlf { "\r\n" } else { "\n" });
        let formatted = format(&disturbed);
        prop_assert_eq!(comments(&disturbed), comments(&formatted));
        prop_assert!(*means == meaning(&formatted), "from\n{}\nto\n{}", disturbed, formatted);
        prop_assert_eq!(&formatted, &format(&formatted), "a second time");
    }
}
