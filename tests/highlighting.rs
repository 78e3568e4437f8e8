//! The grammars in `editors/`, held against the language: a real tokenizer reads every contract that there is.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a step that fails is a test that fails"
)]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::{Map, Value};
use sla::diagnostic::Diagnostics;
use sla::source::SourceId;
use sla::syntax::format::{Kind, format, tokens};
use syntect::parsing::{ParseState, ScopeStack, SyntaxDefinition, SyntaxSet};

const TEXTMATE: &str = "editors/vscode/syntaxes/sla.tmLanguage.json";
const SUBLIME: &str = "editors/bat/sla.sublime-syntax";

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path.as_ref()).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

// ---- One grammar, two forms ----------------------------------------------------------------------

/// The grammar of VS Code in the form of Sublime Text, which `bat` reads.
fn as_sublime(grammar: &Value) -> String {
    let mut out = format!(
        "%YAML 1.2\n---\n# Made from {TEXTMATE}: change that, then `UPDATE=1 cargo test --test highlighting`.\n\
         name: sla\nfile_extensions: [sla]\nfirst_line_match: '^edition [0-9]+'\nscope: {}\ncontexts:\n  main:\n",
        grammar["scopeName"].as_str().unwrap()
    );
    rules(&grammar["patterns"], 4, &mut out);
    for (name, context) in grammar["repository"].as_object().unwrap() {
        writeln!(out, "  {name}:").unwrap();
        rules(&context["patterns"], 4, &mut out);
    }
    out
}

fn rules(patterns: &Value, indent: usize, out: &mut String) {
    for pattern in patterns.as_array().into_iter().flatten() {
        let rule = pattern.as_object().unwrap();
        let text = |key: &str| rule.get(key).and_then(Value::as_str);
        let pad = " ".repeat(indent);
        match (text("include"), text("match"), text("begin")) {
            (Some(include), None, None) => {
                writeln!(out, "{pad}- include: {}", include.trim_start_matches('#')).unwrap()
            }
            (None, Some(found), None) => {
                writeln!(out, "{pad}- match: {}", quoted(found)).unwrap();
                scopes_of(text("name"), rule.get("captures"), &pad, out);
            }
            (None, None, Some(begin)) => {
                writeln!(out, "{pad}- match: {}", quoted(begin)).unwrap();
                scopes_of(None, rule.get("beginCaptures"), &pad, out);
                match (text("end"), text("while")) {
                    (Some(end), None) => {
                        writeln!(out, "{pad}  push:\n{pad}    - meta_scope: {}", text("name").unwrap()).unwrap();
                        writeln!(out, "{pad}    - match: {}", quoted(end)).unwrap();
                        scopes_of(None, rule.get("endCaptures"), &format!("{pad}    "), out);
                        writeln!(out, "{pad}      pop: true").unwrap();
                        rules(&rule["patterns"], indent + 4, out);
                    }
                    (None, Some(lines)) => embedded(rule, lines, &pad, out),
                    other => panic!("neither `end` nor `while`: {other:?}"),
                }
            }
            other => panic!("an unknown kind of rule: {other:?}"),
        }
    }
}

/// Lines of another language: here the end is named, there the lines that go on.
fn embedded(rule: &Map<String, Value>, lines: &str, pad: &str, out: &mut String) {
    let end =
        lines.strip_prefix("^(?!").and_then(|rest| rest.strip_suffix(')')).expect("the lines that are not the end");
    let scope = |key: &str| rule[key].as_str().unwrap();
    writeln!(out, "{pad}  embed: scope:{}", rule["patterns"][0]["include"].as_str().unwrap()).unwrap();
    writeln!(out, "{pad}  embed_scope: {} {}", scope("name"), scope("contentName")).unwrap();
    writeln!(out, "{pad}  escape: {}", quoted(&format!("^{}", end.replacen("\"\"\"", "(\"\"\")", 1)))).unwrap();
    writeln!(out, "{pad}  escape_captures:\n{pad}    1: punctuation.definition.prose.end.sla").unwrap();
}

fn scopes_of(name: Option<&str>, captures: Option<&Value>, pad: &str, out: &mut String) {
    let captures = captures.and_then(Value::as_object).into_iter().flatten();
    let captures: Vec<_> = captures.map(|(group, scope)| (group.as_str(), scope["name"].as_str().unwrap())).collect();
    let whole = captures.iter().find(|(group, _)| *group == "0").map(|(_, scope)| *scope);
    if let Some(scope) = name.or(whole) {
        writeln!(out, "{pad}  scope: {scope}").unwrap();
    }
    if captures.iter().any(|(group, _)| *group != "0") {
        writeln!(out, "{pad}  captures:").unwrap();
    }
    for (group, scope) in captures.iter().filter(|(group, _)| *group != "0") {
        writeln!(out, "{pad}    {group}: {scope}").unwrap();
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[test]
fn both_grammars_are_one() {
    let made = as_sublime(&json(TEXTMATE));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(SUBLIME, &made).unwrap();
    }
    assert_eq!(made, read(SUBLIME), "run `UPDATE=1 cargo test --test highlighting`");
}

// ---- Read by a real tokenizer --------------------------------------------------------------------

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(|| {
    let mut builder = SyntaxSet::load_defaults_newlines().into_builder();
    builder.add(SyntaxDefinition::load_from_str(&read(SUBLIME), true, None).expect("a grammar"));
    builder.build()
});

/// Every piece of a text with its scopes, outermost first, joined by spaces.
fn pieces(text: &str) -> Vec<(Range<usize>, String)> {
    let syntax = SYNTAXES.find_syntax_by_extension("sla").expect("ours");
    let (mut state, mut stack) = (ParseState::new(syntax), ScopeStack::new());
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut at = start;
        let mut push = |range: Range<usize>, stack: &ScopeStack| {
            if !range.is_empty() {
                let scopes: Vec<String> = stack.scopes.iter().map(|scope| scope.build_string()).collect();
                found.push((range, scopes.join(" ")));
            }
        };
        for (place, change) in state.parse_line(line, &SYNTAXES).expect("a line is read") {
            push(at..start + place, &stack);
            at = start + place;
            stack.apply(&change).expect("scopes that open and close");
        }
        start += line.len();
        push(at..start, &stack);
    }
    found
}

/// The scopes of the first piece that is `part`, or that holds it.
fn scopes(text: &str, part: &str) -> String {
    let at = text.find(part).expect("a part of the text");
    let pieces = pieces(text);
    let piece = pieces.iter().find(|(range, _)| range.contains(&at)).expect("a piece at every place");
    piece.1.clone()
}

/// Every contract of the examples, and of the cases that are right.
fn contracts() -> Vec<(PathBuf, String)> {
    let mut folders = vec![PathBuf::from("tests/cases"), PathBuf::from("examples")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() && !path.ends_with("bad") {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "sla") {
                let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
                let mut problems = Diagnostics::default();
                let file = sla::syntax::parse(SourceId(0), &text, &mut problems);
                if file.is_some() && problems.is_empty() {
                    found.push((path, text));
                }
            }
        }
    }
    found.sort();
    assert!(found.len() > 50, "{}", found.len());
    found
}

#[test]
fn comments_and_texts_are_where_the_language_sees_them() {
    for (path, text) in contracts() {
        let mut wanted: Vec<(Kind, Range<usize>)> = Vec::new();
        for token in tokens(&text) {
            if matches!(token.kind, Kind::Comment | Kind::Text | Kind::Prose) {
                let start = token.text.as_ptr() as usize - text.as_ptr() as usize;
                wanted.push((token.kind, start..start + token.text.len()));
            }
        }
        let mut seen: Vec<(Kind, Range<usize>)> = Vec::new();
        for (range, scopes) in pieces(&text) {
            assert!(!scopes.contains("invalid"), "{}: {:?} is {scopes}", path.display(), &text[range]);
            let begins = [
                ("punctuation.definition.comment.sla", Kind::Comment),
                ("punctuation.definition.string.begin.sla", Kind::Text),
                ("punctuation.definition.prose.begin.sla", Kind::Prose),
            ];
            if let Some((_, kind)) = begins.iter().find(|(scope, _)| scopes.contains(scope)) {
                seen.push((*kind, range.clone()));
            }
            let Some((kind, last)) = seen.last_mut() else { continue };
            let goes_on = match kind {
                Kind::Comment => scopes.contains("comment.line"),
                Kind::Text => scopes.contains("string.quoted.double.sla"),
                Kind::Prose => scopes.contains("meta.prose.sla") || scopes.contains("punctuation.definition.prose"),
                _ => false,
            };
            if goes_on {
                last.end = last.start + text[last.start..range.end].trim_end().len();
            }
        }
        assert_eq!(seen.len(), wanted.len(), "{}", path.display());
        for (seen, wanted) in seen.iter().zip(&wanted) {
            assert_eq!((seen, &text[seen.1.clone()]), (wanted, &text[wanted.1.clone()]), "{}", path.display());
        }
    }
}

/// The words in quotes of the rules whose name `takes` likes.
fn grammar_words(takes: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let grammar = read("grammar/sla.pest");
    let code: Vec<&str> = grammar.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let mut words = BTreeSet::new();
    let mut taken = false;
    for line in code {
        if line.starts_with(|first: char| first.is_ascii_lowercase()) {
            taken = takes(line.split([' ', '=']).next().unwrap_or_default());
        }
        if taken {
            words.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    words
}

#[test]
fn every_word_of_the_language_is_coloured() {
    let days_and_months = |rule: &str| {
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let months = ["january", "february", "march", "april", "may", "june", "july", "august", "september"];
        days.contains(&rule) || months.contains(&rule) || ["october", "november", "december"].contains(&rule)
    };
    let words = grammar_words(|rule| {
        rule.starts_with("kw_")
            || rule.starts_with("unit_")
            || ["reserved", "aggregate_word", "qualifier"].contains(&rule)
            || days_and_months(rule)
    });
    assert!(words.len() > 220 && words.contains("compensation") && words.contains("half-year"), "{}", words.len());
    for word in &words {
        for text in [format!("  {word}\n"), format!("  (x, {word})\n"), format!("x {word} 1\n")] {
            let scopes = scopes(&text, word);
            let innermost = scopes.rsplit(' ').next().unwrap_or_default();
            let is_coloured =
                ["keyword.", "storage.", "constant.language."].iter().any(|kind| innermost.starts_with(kind));
            assert!(is_coloured, "`{word}` in {text:?} is {scopes}: add it to {TEXTMATE}");
        }
        // `yes/no_x` is three words.
        if word.contains(['/', '-']) {
            continue;
        }
        for text in [format!("  `{word}`\n"), format!("  x{word}\n"), format!("  {word}_x\n"), format!("  é{word}é\n")]
        {
            assert!(scopes(&text, word).contains(" variable.other"), "{text:?} is {}", scopes(&text, word));
        }
    }
}

#[test]
fn pieces_have_their_scopes() {
    let cases = [
        ("window office { mon..fri 09:00-17:30 }", "window", "keyword.declaration"),
        ("window office { mon..fri 09:00-17:30 }", "office", "entity.name"),
        ("window office { mon..fri 09:00-17:30 }", "mon", "constant.language"),
        ("window office { mon..fri 09:00-17:30 }", "..", "keyword.operator.range"),
        ("window office { mon..fri 09:00-17:30 }", "09:00", "constant.other.time"),
        ("window office { mon..fri 09:00-17:30 }", "17:30", "constant.other.time"),
        ("replace norm rfc {", "replace", "keyword.declaration"),
        ("replace norm rfc {", "rfc", "entity.name"),
        ("aim kpi snel {", "snel", "entity.name"),
        ("  timezone  Europe/Amsterdam", "Europe/Amsterdam", "constant.other.timezone"),
        ("window w zone +01:00 {", "+01:00", "constant.other.timezone"),
        ("  public DE-BY with epiphany", "DE-BY", "constant.other.code"),
        ("  currency EUR", "EUR", "constant.other.code"),
        ("  hoog | 1 workday | 4h30m", "|", "punctuation.separator.table"),
        ("  hoog | 1 workday | 4h30m", "1", "constant.numeric.duration"),
        ("  hoog | 1 workday | 4h30m", "workday", "keyword.other.unit"),
        ("  hoog | 1 workday | 4h30m", "4h30m", "constant.numeric.duration"),
        ("  hoog | 1 workday | 4h30m", "hoog", "variable.other"),
        ("  x >= 99.95%", "99.95%", "constant.numeric.percentage"),
        ("  x >= 99.95 %", "99.95 %", "constant.numeric.percentage"),
        ("  x >= 99.95%", ">=", "keyword.operator.comparison"),
        ("  at most 12.50 EUR", "12.50", "constant.numeric.money"),
        ("  at most 12.50 EUR", "EUR", "keyword.other.unit.currency"),
        ("  at most 3 outages", "3", "constant.numeric.sla"),
        ("  on 2024-12-24 closed", "2024-12-24", "constant.other.date"),
        ("  yearly 12-25 to 01-01", "12-25", "constant.other.date"),
        ("  period 2024-Q1", "2024-Q1", "constant.other.date"),
        ("  period 2024-03", "2024-03", "constant.other.date"),
        ("  incident 1: opened 2024-03-01 18:00 +01:00,", "2024-03-01 18:00 +01:00", "constant.other.date-time"),
        ("measure m of component -> percent {", "->", "keyword.operator.arrow"),
        ("measure m of component -> percent {", "percent", "storage.type"),
        ("  down is outages where cause is P1", "where", "keyword.operator.word"),
        ("  down is outages where cause is P1", "P1", "variable.other"),
        ("  mean x of y", "mean", "keyword.operator.aggregate"),
        ("ticket t { a \"B \\\" c\" yes/no }", "\\\"", "constant.character.escape"),
        ("ticket t { a \"B # c\" yes/no }", "# c", "string.quoted.double"),
        ("ticket t { a \"B # c\" yes/no }", "yes/no", "storage.type"),
        ("  4h # \"no text\"", "\"no text\"", "comment.line.number-sign"),
    ];
    for (line, part, want) in cases {
        let text = format!("{line}\n");
        let scopes = scopes(&text, part);
        assert!(scopes.rsplit(' ').next().unwrap_or_default().starts_with(want), "`{part}` in `{line}` is {scopes}");
        let (range, _) = pieces(&text).into_iter().find(|(range, _)| text[range.clone()].contains(part)).unwrap();
        let whole = want.starts_with("string") || want.starts_with("comment") || &text[range.clone()] == part;
        assert!(whole, "`{part}` in `{line}` is cut: `{}`", &text[range]);
    }
}

#[test]
fn prose_is_markdown_whatever_stands_in_it() {
    let text = "clause \"1\" \"\"\"\nSome **bold** words, window { and \"quotes\"\n```\nfence\n- [ ] x\n  \"\"\"\nnorm n { }\n";
    assert!(
        scopes(text, "bold").contains("meta.embedded.block.markdown.sla text.html.markdown"),
        "{}",
        scopes(text, "bold")
    );
    assert!(scopes(text, "bold").contains("markup.bold"), "{}", scopes(text, "bold"));
    assert!(!scopes(text, "window").contains("keyword"), "{}", scopes(text, "window"));
    assert!(scopes(text, "  \"\"\"\nnorm").starts_with("source.sla"));
    assert_eq!(scopes(text, "norm"), "source.sla keyword.declaration.sla");
    let other = "defect \"1\" \"\"\"\nOne \"\"\" inside.\n\"\"\"\n# after\n";
    assert!(scopes(other, "inside").contains("meta.prose"), "{}", scopes(other, "inside"));
    assert!(scopes(other, "# after").contains("comment.line.number-sign"));
}

// ---- The rest of the extension -------------------------------------------------------------------

#[test]
fn the_extension_names_files_that_are_there() {
    let package = json("editors/vscode/package.json");
    let contributes = &package["contributes"];
    let paths = [
        &contributes["languages"][0]["configuration"],
        &contributes["grammars"][0]["path"],
        &contributes["snippets"][0]["path"],
    ];
    for path in paths {
        json(&format!("editors/vscode/{}", path.as_str().unwrap()));
    }
    let grammar = json(TEXTMATE);
    assert_eq!(contributes["grammars"][0]["scopeName"], grammar["scopeName"]);
    let embedded = contributes["grammars"][0]["embeddedLanguages"].as_object().unwrap();
    let rules = grammar["repository"]["prose"]["patterns"].as_array().unwrap();
    let contents: Vec<&str> = rules.iter().filter_map(|rule| rule["contentName"].as_str()).collect();
    assert!(contents.len() == 1 && embedded.contains_key(contents[0]), "{contents:?}");
    assert_eq!(contributes["languages"][0]["extensions"][0], ".sla");
}

/// A snippet as it stands before anything is typed: `${1:x}` is `x`, `${1|x,y|}` is `x`, `$1` what the first was.
fn filled(body: &str) -> String {
    let mut values: Vec<(String, String)> = Vec::new();
    let mut out = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        if let Some(braced) = after.strip_prefix('{') {
            let (inside, behind) = braced.split_once('}').expect("a placeholder ends");
            let (number, default) = inside.split_once([':', '|']).expect("a placeholder has a text");
            let default = default.trim_end_matches('|').split(',').next().unwrap_or_default().to_owned();
            values.push((number.to_owned(), default.clone()));
            out.push_str(&default);
            rest = behind;
        } else {
            let (number, behind) = after.split_at(1);
            out.push_str(values.iter().find(|(known, _)| known == number).map_or("", |(_, value)| value));
            rest = behind;
        }
    }
    out + rest
}

#[test]
fn snippets_are_right_and_in_the_canonical_layout() {
    let snippets = json("editors/vscode/snippets/sla.json");
    for (name, snippet) in snippets.as_object().unwrap() {
        let lines: Vec<&str> = snippet["body"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        assert_eq!(lines.last(), Some(&"$0"), "{name}");
        let body = filled(&lines.join("\n"));
        assert!(body.starts_with(snippet["prefix"].as_str().unwrap()) || body.starts_with("edition"), "{name}\n{body}");
        let text = if body.starts_with("edition") { body } else { format!("edition 1\n\n{body}") };
        let formatted = format(SourceId(0), &text);
        assert!(formatted.problems.is_empty(), "{name}: {:?}", formatted.problems);
        assert_eq!(formatted.text, text, "{name}");
    }
}
