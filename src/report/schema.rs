//! The evidence that a contract needs, for those who export it: as JSON Schema, or as lines of headings.

use serde_json::{Map, Value, json};

use crate::evidence::{ColumnShape, Holds, TableShape, Wanted};
use crate::model::Model;

/// A JSON Schema (2020-12) of all tables in one document: each as a list of rows. Ends in a newline.
pub fn as_json(model: &Model, tables: &[TableShape]) -> String {
    let mut properties = Map::new();
    for table in tables {
        let rows = json!({
            "description": described(table),
            "type": "array",
            "items": {
                "type": "object",
                "properties": Value::Object(table.columns.iter().map(|one| (one.name.clone(), cell(one))).collect()),
                "required": of(table, Wanted::Required),
            },
        });
        properties.insert(table.table.name().to_owned(), rows);
    }
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Evidence for {}", model.header.name),
        "description": "Further columns may stand in a row; they are not read. Times without an offset are in the time zone of the contract.",
        "type": "object",
        "properties": Value::Object(properties),
    });
    let mut out = serde_json::to_string_pretty(&schema).expect("texts always serialise");
    out.push('\n');
    out
}

/// `a ticket; needed`
fn described(table: &TableShape) -> String {
    format!("a row is {}; {}", table.row, if table.needed { "needed" } else { "may be left out" })
}

fn of(table: &TableShape, wanted: Wanted) -> Vec<&str> {
    table.columns.iter().filter(|one| one.wanted == wanted).map(|one| one.name.as_str()).collect()
}

fn cell(column: &ColumnShape) -> Value {
    let may_lack = column.wanted != Wanted::Required;
    let types = |types: &[&str]| {
        let all: Vec<&str> = types.iter().copied().chain(may_lack.then_some("null")).collect();
        match all.as_slice() {
            [one] => json!(one),
            several => json!(several),
        }
    };
    let mut shape = match &column.holds {
        Holds::Text => json!({ "type": types(&["string", "number"]) }),
        Holds::Instant => json!({ "type": types(&["string"]), "description": "ISO 8601" }),
        Holds::Number => json!({ "type": types(&["number", "string"]) }),
        Holds::Percent => json!({ "type": types(&["string"]), "pattern": "^-?[0-9]+([.,][0-9]+)?\\s*%$|^$" }),
        Holds::Duration => json!({ "type": types(&["string"]), "description": "such as 1h30m" }),
        Holds::YesNo => json!({ "type": types(&["boolean", "string"]) }),
        Holds::Period => json!({ "type": types(&["string"]), "description": "such as 2024-03, 2024-Q1" }),
        Holds::OneOf(values) => {
            let mut all: Vec<Value> = values.iter().map(|value| json!(value)).collect();
            if may_lack {
                all.extend([json!(""), Value::Null]);
            }
            json!({ "enum": all })
        }
    };
    if let Some(object) = shape.as_object_mut() {
        let own = object.get("description").and_then(Value::as_str).map(str::to_owned);
        let wanted = match column.wanted {
            Wanted::Required | Wanted::Optional => None,
            Wanted::Judged => Some("the contract judges by it: name it, and leave it empty where it is not known"),
        };
        let about = Some(column.about.clone()).filter(|about| !about.is_empty());
        let words: Vec<String> = about.into_iter().chain(own).chain(wanted.map(str::to_owned)).collect();
        if !words.is_empty() {
            object.insert("description".to_owned(), json!(words.join("; ")));
        }
        if !column.example.is_empty() {
            object.insert("examples".to_owned(), json!([column.example]));
        }
    }
    shape
}

/// Of each table what stands in its columns, the line of headings, and a row that fits, both to be pasted. Comments
/// begin with `#`. Ends in a newline.
pub fn as_csv(tables: &[TableShape]) -> String {
    let mut out = String::new();
    for table in tables {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("# {}.csv: {}\n", table.table.name(), described(table)));
        let width = table.columns.iter().map(|one| one.name.chars().count()).max().unwrap_or(0);
        for column in &table.columns {
            out.push_str(&format!("#   {:<width$}  {}\n", column.name, told(column)));
        }
        let names: Vec<&str> = table.columns.iter().map(|one| one.name.as_str()).collect();
        let examples: Vec<&str> = table.columns.iter().map(|one| one.example.as_str()).collect();
        out.push_str(&record(&names));
        out.push_str(&format!("# {}", record(&examples)));
    }
    out
}

/// `a moment; required`
fn told(column: &ColumnShape) -> String {
    let holds = match &column.holds {
        Holds::Text => "text".to_owned(),
        Holds::Instant => "a moment, such as 2024-03-04T09:00".to_owned(),
        Holds::Number => "a number, such as 12.5".to_owned(),
        Holds::Percent => "a percentage, such as 45%".to_owned(),
        Holds::Duration => "a length of time, such as 1h30m".to_owned(),
        Holds::YesNo => "yes or no".to_owned(),
        Holds::Period => "a period, such as 2024-03".to_owned(),
        Holds::OneOf(values) => values.join(" | "),
    };
    let wanted = match column.wanted {
        Wanted::Required => "required",
        Wanted::Judged => "the contract judges by it",
        Wanted::Optional => "may be left out",
    };
    let parts = [holds.as_str(), column.about.as_str(), wanted];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// A line of comma-separated values.
fn record(cells: &[&str]) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    // A writer into memory does not fail.
    out.write_record(cells).expect("memory is written");
    String::from_utf8(out.into_inner().expect("memory is written")).expect("texts are UTF-8")
}
