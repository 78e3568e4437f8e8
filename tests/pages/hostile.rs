//! A contract and evidence whose every text is an attack on the page.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use tempfile::TempDir;

use super::dom::{Page, flat};
use super::{sla, sound};

const TITLE: &str = "A <script>alert(1)</script> & \"B\" | `c` *d* </title>";
const PRIORITY: &str = "Low | _x_ ~~y~~ <!-- z";
const CLOCK: &str = "Time | *x* <i> \u{5d0}\u{5d1} 12 \u{5d2}";
const NORM: &str = "Fast <img src=x onerror=alert(1)> & | \u{1f600} [link](javascript:1)";
const COMPONENT: &str = "# Web <svg/onload=1> \u{645}\u{631}\u{62d}\u{628}\u{627}";

/// Identifiers of tickets as an export may hold them, each too late.
const TICKETS: [&str; 9] = [
    "<script>1</script>",
    "a|b & c",
    "``x` y",
    "\u{202e}c\u{1f600}",
    "\u{5d0}\u{5d1}\u{5d2}-17",
    "two\nlines",
    "</td></tr></table><h1>x",
    "*_~[x](y)\\",
    "&lt;b&gt; &amp;",
];

fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    write(
        "contract.sla",
        &format!(
            "edition 1\n\ncontract {title} {{\n  provider {title}\n  customer {norm}\n  version  {priority}\n  \
             timezone Europe/Amsterdam\n}}\n\n\
             priorities high \"High <b>\" > low {priority}\n\nticket incident\n\n\
             clock resolution {clock} of incident {{\n  from     opened\n  to       resolved\n  counting always\n}}\n\n\
             norm fast {norm} {{\n  clock resolution\n  by priority {{\n         | 100% within\n    high | 1h\n    low  | 2h\n  }}\n}}\n\n\
             component web {component}\n\nmeasure up {clock} of component -> percent {{\n  service is period\n  \
             result is (service outside outages) as share of service\n}}\n\n\
             norm available {component} {{ up of web >= 99.9% }}\n",
            title = quoted(TITLE),
            norm = quoted(NORM),
            priority = quoted(PRIORITY),
            clock = quoted(CLOCK),
            component = quoted(COMPONENT),
        ),
    );
    write(
        "sla.toml",
        "contract = \"contract.sla\"\n\n[evidence.tickets]\nfiles = [\"t|<i> `x`.csv\"]\n\n[evidence.outages]\nfiles = [\"outages.csv\"]\n",
    );
    let mut tickets = csv::Writer::from_writer(Vec::new());
    tickets.write_record(["ticket", "kind", "opened", "resolved", "priority"]).unwrap();
    for (n, ticket) in TICKETS.iter().enumerate() {
        let (opened, resolved) = (format!("2026-01-{:02}T09:00", n + 1), format!("2026-01-{:02}T19:00", n + 1));
        let priority = if n % 2 == 0 { "high" } else { "low" };
        tickets.write_record([ticket, "incident", &opened, &resolved, priority]).unwrap();
    }
    tickets.write_record(["last", "incident", "2026-02-02T09:00", "2026-02-02T09:10", "low"]).unwrap();
    write("t|<i> `x`.csv", &String::from_utf8(tickets.into_inner().unwrap()).unwrap());
    write(
        "outages.csv",
        "component,from,to,cause\nweb,2026-01-05T09:00,2026-01-06T19:00,\"<script>fire</script> & | `water`\n\u{5d0} 3\"\n",
    );
    folder
}

fn written(form: &str) -> String {
    let folder = project();
    sla(&["report", folder.path().to_str().unwrap(), "--period", "2026-01", "--format", form])
}

/// Elements that the pages are made of.
const ELEMENTS: &str = "html head meta title style body a header h1 h2 h3 h4 h5 h6 dl div dt dd nav ol ul li span main \
    section p table caption thead tbody tr th td strong em code pre blockquote bdi br figure figcaption svg path text \
    circle rect details summary footer math mi mo mn mrow mfrac munder i";

#[test]
fn in_html_text_is_text() {
    let page = Page::read(&written("html"));
    sound("hostile", &page);
    let known: BTreeSet<&str> = ELEMENTS.split_whitespace().collect();
    for element in &page.elements {
        assert!(known.contains(element.name.as_str()), "an element <{}> arose", element.name);
        let whole: &[&str] = &["title", "h1"];
        if whole.contains(&element.name.as_str()) && !element.is_foreign {
            assert_eq!(flat(&element.text), flat(TITLE));
        }
    }
    let cells: BTreeSet<&str> = page.rows.iter().flatten().map(String::as_str).collect();
    for ticket in TICKETS {
        assert!(cells.contains(flat(ticket).as_str()), "{ticket:?} in {cells:#?}");
    }
    let all = flat(&page.elements[0].text);
    for text in [PRIORITY, CLOCK, NORM, COMPONENT, "t|<i> `x`.csv"] {
        assert!(all.contains(&flat(text)), "{text:?}");
    }
    // What runs from right to left stands alone: nothing beside it moves.
    let isolated: Vec<&str> =
        page.elements.iter().filter(|element| element.name == "bdi").map(|element| element.text.as_str()).collect();
    for text in ["\u{5d0}\u{5d1}\u{5d2}-17", "\u{645}\u{631}\u{62d}\u{628}\u{627}", "\u{202e}c\u{1f600}"] {
        assert!(isolated.contains(&text), "{text:?} in {isolated:?}");
    }
}

#[test]
fn in_markdown_text_is_text() {
    let markdown = written("markdown");
    for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => assert_eq!(&*html, "<br>", "{markdown}"),
            Event::Start(Tag::Link { dest_url, .. }) => assert!(dest_url.starts_with('#'), "{dest_url}"),
            Event::Start(Tag::Strikethrough | Tag::Image { .. }) => panic!("a mark arose: {markdown}"),
            _ => {}
        }
    }
    let rows = rows(&markdown);
    let cells: BTreeSet<&str> = rows.iter().flatten().map(String::as_str).collect();
    for ticket in TICKETS {
        assert!(cells.contains(flat(ticket).as_str()), "{ticket:?} in {cells:#?}");
    }
    same_rows("hostile", &Page::read(&written("html")), &markdown);
}

#[test]
fn in_csv_text_is_text() {
    let text = written("csv");
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    let head = lines.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|one| one == name).unwrap();
    let rows: Vec<csv::StringRecord> = lines.records().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), 3, "{text}");
    let of = |norm: &str| rows.iter().find(|row| &row[column("norm")] == norm).unwrap();
    assert_eq!((&of("fast")[column("label")], &of("available")[column("label")]), (NORM, COMPONENT));
}

#[test]
fn in_text_nothing_steers_the_terminal() {
    let text = written("text");
    assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}')), "{text}");
    let all = flat(&text);
    for ticket in ["a|b & c", "``x` y", "*_~[x](y)\\", "\u{5d0}\u{5d1}\u{5d2}-17"] {
        assert!(all.contains(ticket), "{ticket} in {text}");
    }
}

/// A document is as safe as a report.
#[test]
fn in_a_document_text_is_text() {
    let folder = project();
    let path = folder.path().to_str().unwrap();
    let page = Page::read(&sla(&["doc", path, "--format", "html"]));
    sound("hostile", &page);
    let known: BTreeSet<&str> = ELEMENTS.split_whitespace().collect();
    assert!(page.elements.iter().all(|element| known.contains(element.name.as_str())));
    let all = flat(&page.elements[0].text);
    for text in [TITLE, PRIORITY, CLOCK, NORM, COMPONENT] {
        assert!(all.contains(&flat(text)), "{text:?}");
    }
}

/// The rows of every table in Markdown but the first, which is the cover.
fn rows(markdown: &str) -> Vec<Vec<String>> {
    let mut tables = 0;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut in_cell = false;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => tables += 1,
            Event::Start(Tag::TableRow) if tables > 1 => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) if tables > 1 => {
                in_cell = !rows.is_empty();
                if let Some(row) = rows.last_mut() {
                    row.push(String::new());
                }
            }
            Event::End(TagEnd::TableCell) => in_cell = false,
            // Of the head of the table that follows.
            Event::Start(Tag::TableHead) if tables > 1 => rows.push(Vec::new()),
            Event::End(TagEnd::TableHead) if tables > 1 => {
                rows.pop();
            }
            Event::Text(text) | Event::Code(text) if in_cell => {
                let cell = rows.last_mut().and_then(|row| row.last_mut()).unwrap();
                cell.push_str(&text);
            }
            Event::InlineHtml(_) | Event::SoftBreak if in_cell => {
                let cell = rows.last_mut().and_then(|row| row.last_mut()).unwrap();
                cell.push(' ');
            }
            _ => {}
        }
    }
    rows.into_iter().map(|row| row.iter().map(|cell| flat(cell)).collect()).collect()
}

/// Both pages have the same rows.
pub fn same_rows(name: &str, html: &Page, markdown: &str) {
    let bare = |row: &Vec<String>| -> Vec<String> { row.iter().map(|cell| cell.replace(' ', "")).collect() };
    let of_html: Vec<Vec<String>> = html.rows.iter().map(bare).collect();
    let of_markdown: Vec<Vec<String>> = rows(markdown).iter().map(bare).collect();
    for (n, row) in of_html.iter().enumerate() {
        assert_eq!(of_markdown.get(n), Some(row), "{name}: row {n} of {}", of_html.len());
    }
    assert_eq!(of_markdown.len(), of_html.len(), "{name}");
    assert!(Path::new(name).is_absolute() || !of_html.is_empty(), "{name}: no rows");
}
