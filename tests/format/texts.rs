//! Contracts as texts: which there are, what they mean, and where their comments stand.

use std::path::{Path, PathBuf};

use sla::assemble::{Library, Unavailable};
use sla::diagnostic::Diagnostics;
use sla::source::{SourceId, SourceMap};
use sla::syntax;

/// Every contract in the repository that must parse.
pub fn good_files() -> Vec<PathBuf> {
    files().into_iter().filter(|path| !is_broken(path)).collect()
}

/// Every contract in the repository with a mistake in it.
pub fn bad_files() -> Vec<PathBuf> {
    files().into_iter().filter(|path| is_broken(path)).collect()
}

fn is_broken(path: &Path) -> bool {
    path.iter().any(|folder| folder == "bad" || folder == "writers")
}

fn files() -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::from("tests/cases"), PathBuf::from("examples")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "sla") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The tree of a text, in words, without the places.
pub fn tree(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut problems = Diagnostics::default();
    let tree = syntax::parse(SourceId(0), text, &mut problems);
    assert!(problems.is_empty(), "{problems:?}\n{text}");
    without_places(&format!("{:?}", tree.expect("a file without problems is read")))
}

/// The model that a text at `path` compiles to, with the words of its warnings, or those of what is wrong; without the
/// places.
pub fn model(path: &Path, text: &str) -> String {
    let mut sources = SourceMap::default();
    let source = sources.add(&path.to_string_lossy(), text);
    let words = |found: &Diagnostics| {
        let mut words: Vec<String> =
            found.iter().map(|found| format!("{} {}", found.code(), found.diagnostic)).collect();
        words.sort();
        words
    };
    match sla::compile_with(&mut sources, source, &Disk) {
        Ok((model, warnings)) => without_places(&format!("{model:?}\n{:?}", words(&warnings))),
        Err(problems) => format!("{:?}", words(&problems)),
    }
}

fn without_places(shown: &str) -> String {
    let mut pieces = shown.split("Span { source: SourceId(");
    let mut bare = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        bare.push_str(piece.split_once(" }").expect("a span ends in a brace").1);
    }
    bare
}

/// The files beside a contract.
struct Disk;

impl Library for Disk {
    fn find(&self, _: Option<&str>, from: &str, path: &str) -> Result<(String, String), Unavailable> {
        let file = Path::new(from).parent().unwrap_or(Path::new("")).join(path);
        let text = std::fs::read_to_string(&file).map_err(|error| Unavailable::Unreadable(error.to_string()))?;
        Ok((file.to_string_lossy().into_owned(), text))
    }
}

/// A comment, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// With its `#`, without blanks at its end.
    pub text: String,
    /// How much code stands before it: letters and signs without blanks and `;`.
    pub before: usize,
    /// Whether it has a line of its own.
    pub alone: bool,
    /// Whether a blank line stands between it and the code behind it.
    pub apart: bool,
}

/// What a file says besides its meaning: the comments in order, and all of its code without blanks and `;`.
pub fn comments(text: &str) -> (Vec<Comment>, String) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let (mut found, mut in_prose, mut bare): (Vec<Comment>, _, _) = (Vec::new(), false, String::new());
    // Comments behind which no code was seen yet.
    let mut waiting = 0;
    for line in text.trim_end().split(['\n', '\r']) {
        let code = if in_prose { line } else { code(line) };
        let letters = code.chars().filter(|c| !c.is_whitespace() && *c != ';');
        let length = bare.len();
        bare.extend(letters);
        if in_prose {
            in_prose = line.trim() != "\"\"\"";
            continue;
        }
        in_prose = code.trim_end().ends_with("\"\"\"");
        if line.trim().is_empty() {
            found.iter_mut().skip(waiting).for_each(|comment| comment.apart = true);
        }
        if !code.trim().is_empty() {
            waiting = found.len();
        }
        if !in_prose && code.len() < line.len() {
            let text = line[code.len()..].trim_end().to_owned();
            found.push(Comment { text, before: bare.len(), alone: bare.len() == length, apart: false });
        }
    }
    (found, bare)
}

/// The part of a line before its comment.
pub fn code(line: &str) -> &str {
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

/// That every comment is where it was, or as near to it as the layout allows: behind a `{` that it stood before, and on
/// the line on which a clause breaks at an operator or a comma.
pub fn assert_comments_stay(before: &str, after: &str) {
    assert_comments_keep_their_places(before, after);
    // Blank lines go where they separate nothing, and come nowhere between a comment and its code.
    for (was, is) in comments(before).0.iter().zip(&comments(after).0) {
        assert!(!was.alone || was.apart || !is.apart, "{was:?} became {is:?} in\n{before}\nwhich became\n{after}");
    }
}

/// The same, wherever blank lines go: beside an item that is left as it is, nobody knows to which a comment belongs.
pub fn assert_comments_keep_their_places(before: &str, after: &str) {
    let ((was, code), (is, code_after)) = (comments(before), comments(after));
    assert_eq!(code, code_after, "code of\n{before}\nin\n{after}");
    let texts = |comments: &[Comment]| comments.iter().map(|comment| comment.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&was), texts(&is), "comments of\n{before}\nin\n{after}");
    for (was, is) in was.iter().zip(&is) {
        let (least, most) = (was.before.min(is.before), was.before.max(is.before));
        let passed = &code[least..most];
        let may_pass =
            ["", "{", ",", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "|", "and", "or", "within", "outside"];
        assert!(may_pass.contains(&passed), "{was:?} passed {passed:?} in\n{before}\nwhich became\n{after}");
        // Of several comments around a `{`, the first has its line.
        if passed.is_empty() && !code[..is.before].ends_with('{') {
            assert_eq!(was.alone, is.alone, "{was:?} became {is:?} in\n{before}\nwhich became\n{after}");
        }
    }
}
