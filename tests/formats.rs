//! Problems for other programs: SARIF by its official schema, GitHub's annotations at the right column.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a step that fails is a test that fails")]

use std::fs;

use assert_cmd::Command;
use serde_json::Value;
use sla::diagnostic::render::{Format, render};
use sla::source::SourceMap;

// ---- SARIF ---------------------------------------------------------------------------------------

/// What of `value` is not as `schema` says. Every keyword of the SARIF schema is known here; another one is a failure,
/// so that nothing is left unlooked at.
fn breaks(root: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let mut must = |holds: bool, what: &str| {
        if !holds {
            found.push(format!("{at}: {what}: {value}"));
        }
    };
    let schema = schema.as_object().unwrap();
    for (keyword, rule) in schema {
        match keyword.as_str() {
            "type" => must(is_of_type(value, rule.as_str().unwrap()), "type"),
            "enum" => must(rule.as_array().unwrap().contains(value), "enum"),
            "minimum" => must(value.as_f64().is_none_or(|n| n >= rule.as_f64().unwrap()), "minimum"),
            "maximum" => must(value.as_f64().is_none_or(|n| n <= rule.as_f64().unwrap()), "maximum"),
            "minItems" => {
                must(value.as_array().is_none_or(|all| all.len() as u64 >= rule.as_u64().unwrap()), "minItems")
            }
            "uniqueItems" => must(
                value.as_array().is_none_or(|all| {
                    all.iter().enumerate().all(|(n, one)| !all.iter().take(n).any(|other| other == one))
                }),
                "uniqueItems",
            ),
            "required" => {
                for key in rule.as_array().unwrap() {
                    must(value.as_object().is_none_or(|map| map.contains_key(key.as_str().unwrap())), "required");
                }
            }
            "format" => match rule.as_str().unwrap() {
                "uri" => must(value.as_str().is_none_or(|text| text.contains("://")), "uri"),
                "uri-reference" => must(value.as_str().is_none_or(is_uri_reference), "uri-reference"),
                "date-time" => must(!value.is_string(), "the program writes no times here"),
                other => panic!("format {other}"),
            },
            "pattern" => must(!value.is_string(), "the program writes nothing of which a pattern is asked"),
            _ => {}
        }
    }
    for (keyword, rule) in schema {
        let mut alternatives = |least: usize, most: usize| {
            let right = rule.as_array().unwrap().iter().filter(|one| {
                let mut inner = Vec::new();
                breaks(root, one, value, at, &mut inner);
                inner.is_empty()
            });
            let count = right.count();
            if count < least || count > most {
                found.push(format!("{at}: {keyword}: {count} hold: {value}"));
            }
        };
        match keyword.as_str() {
            "$ref" => {
                let path = rule.as_str().unwrap().strip_prefix('#').unwrap();
                breaks(root, root.pointer(path).unwrap(), value, at, found);
            }
            "anyOf" => alternatives(1, usize::MAX),
            "oneOf" => alternatives(1, 1),
            "items" => {
                for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                    breaks(root, rule, item, &format!("{at}/{n}"), found);
                }
            }
            "properties" => {
                for (key, rule) in rule.as_object().unwrap() {
                    if let Some(inner) = value.get(key) {
                        breaks(root, rule, inner, &format!("{at}/{key}"), found);
                    }
                }
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                for (key, inner) in value.as_object().into_iter().flatten() {
                    match rule.as_bool() {
                        _ if known.is_some_and(|known| known.contains_key(key)) => {}
                        Some(true) => {}
                        Some(false) => found.push(format!("{at}/{key}: not known")),
                        None => breaks(root, rule, inner, &format!("{at}/{key}"), found),
                    }
                }
            }
            "type" | "enum" | "minimum" | "maximum" | "minItems" | "uniqueItems" | "required" | "format"
            | "pattern" => {}
            "description" | "default" | "$schema" | "$id" | "title" | "definitions" => {}
            other => panic!("{at}: the keyword `{other}` of the schema is not known to this test"),
        }
    }
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => panic!("type {other}"),
    }
}

fn is_uri_reference(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    text.chars().all(plain)
}

fn schema() -> Value {
    serde_json::from_str(&fs::read_to_string("tests/fixtures/sarif/sarif-schema-2.1.0.json").unwrap()).unwrap()
}

fn broken(schema: &Value, document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    breaks(schema, schema, document, "", &mut found);
    found
}

/// Every bad contract of the cases, as SARIF.
fn documents() -> impl Iterator<Item = (String, Value)> {
    let cases = ["syntax", "resolve", "check", "calendar", "prove"];
    let paths = cases.into_iter().flat_map(|room| glob::glob(&format!("tests/cases/{room}/bad/*.sla")).unwrap());
    paths.map(|path| {
        let path = path.unwrap();
        let mut sources = SourceMap::default();
        let id = sources.add("contracten/één contract.sla", &fs::read_to_string(&path).unwrap());
        let (Ok((_, found)) | Err(found)) = sla::compile(&sources, id);
        (path.display().to_string(), serde_json::from_str(&render(&found, &sources, Format::Sarif)).unwrap())
    })
}

#[test]
fn sarif_is_as_its_schema_says() {
    let schema = schema();
    let (mut results, mut fixes) = (0, 0);
    for (path, document) in documents() {
        assert_eq!(broken(&schema, &document), Vec::<String>::new(), "{path}");
        let all = document["runs"][0]["results"].as_array().unwrap();
        results += all.len();
        fixes += all.iter().filter(|result| result["fixes"].is_array()).count();
        for result in all {
            // Each result names a rule of the tool, by its place too.
            let rules = document["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
            assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]), "{path}");
        }
    }
    assert!(results > 200 && fixes > 40, "{results} results, {fixes} with fixes");
}

/// The schema is read in earnest: what it forbids is found.
#[test]
fn what_sarif_does_not_allow_is_found() {
    let schema = schema();
    let (_, right) = documents().find(|(path, _)| path.ends_with("ten_mistakes.sla")).unwrap();
    let changes: &[(&str, Value)] = &[
        ("/version", "2.0.0".into()),
        ("/runs/0/tool", serde_json::json!({})),
        ("/runs/0/columnKind", "bytes".into()),
        ("/runs/0/results/0/level", "fatal".into()),
        ("/runs/0/results/0/message", serde_json::json!({})),
        ("/runs/0/results/0/locations/0/physicalLocation/region/startLine", 0.into()),
        ("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri", "een contract.sla".into()),
        ("/runs/0/results/0/locations/0/physicalLocation/region", serde_json::json!({ "line": 1 })),
        ("/runs/0/tool/driver/rules/0", serde_json::json!({ "name": "without an id" })),
    ];
    for (path, wrong) in changes {
        let mut document = right.clone();
        *document.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = wrong.clone();
        assert!(!broken(&schema, &document).is_empty(), "{path}: {wrong}");
    }
}

// ---- Columns -------------------------------------------------------------------------------------

/// One wrong time, behind letters of two bytes, a sign of four bytes and two code units, and a tab.
const LINE: &str = "window kantoor \"Één 😀\tdag\" { mon..fri 9.00-17.00 }";

fn check(format: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let head = "edition 1\n\ncontract \"Desk\" {\n  timezone Europe/Amsterdam\n}\n\n";
    fs::write(folder.path().join("a, 100%: b.sla"), format!("{head}{LINE}\n")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_sla"));
    let args = ["check", "a, 100%: b.sla", "--error-format", format];
    let output = command.current_dir(folder.path()).args(args).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    String::from_utf8(if format == "plain" { output.stderr } else { output.stdout }).unwrap()
}

#[test]
fn columns_are_those_that_each_reader_counts() {
    // Counted by hand: `9.00` is character 39, UTF-16 code unit 40 and byte 44 of its line.
    let characters = LINE.chars().take_while(|c| *c != '9').count() + 1;
    let units = LINE.chars().take_while(|c| *c != '9').map(char::len_utf16).sum::<usize>() + 1;
    assert_eq!((characters, units, LINE.find('9').unwrap() + 1), (39, 40, 44));

    let github = check("github");
    let place = "::error file=a%2C 100%25%3A b.sla,line=7,endLine=7,col=40,endColumn=50,title=SLA0119::";
    assert!(github.starts_with(place), "{github}");
    assert_eq!(github.lines().count(), 1, "{github}");
    assert!(github.contains("%0Ahelp: write `09:00-17:00`"), "{github}");

    let sarif: Value = serde_json::from_str(&check("sarif")).unwrap();
    let run = &sarif["runs"][0];
    let location = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    assert_eq!(location["artifactLocation"]["uri"], "a%2C%20100%25%3A%20b.sla");
    let region = serde_json::json!({
        "startLine": 7, "startColumn": 40, "endLine": 7, "endColumn": 50, "message": { "text": "not a time of day" },
    });
    assert_eq!(location["region"], region);
    let change = &run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(
        (&change["deletedRegion"]["startColumn"], &change["insertedContent"]["text"]),
        (&40.into(), &"09:00-17:00".into())
    );

    let json: Value = serde_json::from_str(&check("json")).unwrap();
    assert_eq!((&json[0]["line"], &json[0]["column"], &json[0]["end"]["column"]), (&7.into(), &39.into(), &49.into()));
    let fix = serde_json::json!({ "applicability": "certain", "edits": [
        { "line": 7, "column": 39, "end": { "line": 7, "column": 49 }, "text": "09:00-17:00" },
    ] });
    assert_eq!(json[0]["fix"], fix);
    assert!(check("plain").starts_with("a, 100%: b.sla:7:39: error[SLA0119]: "));
}
