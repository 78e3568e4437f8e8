//! The page of a code for a terminal: Markdown with its paragraphs broken anew, headings and examples set off.

use owo_colors::{OwoColorize, Style};

use super::words::wrap;

/// The page `text` in lines of at most `width` columns; examples and tables stay as they are.
pub fn page(text: &str, colour: bool, width: usize) -> String {
    let on = |style: Style, line: &str| if colour { line.style(style).to_string() } else { line.to_owned() };
    let mut out: Vec<String> = Vec::new();
    let mut paragraph = Paragraph::default();
    let mut in_example = false;
    for line in text.lines() {
        let fence = line.starts_with("```");
        if !in_example && !fence && is_running(line) {
            if paragraph.ends_before(line) {
                paragraph.finish(width, &mut out);
            }
            paragraph.add(line);
            continue;
        }
        paragraph.finish(width, &mut out);
        let style = match line {
            _ if fence => Style::new().dimmed(),
            _ if in_example => Style::new().cyan(),
            line if line.starts_with('#') => Style::new().bold(),
            _ => Style::new(),
        };
        out.push(if line.is_empty() { String::new() } else { on(style, line) });
        in_example ^= fence;
    }
    paragraph.finish(width, &mut out);
    out.push(String::new());
    out.join("\n")
}

/// Whether a line is a part of a paragraph or a list.
fn is_running(line: &str) -> bool {
    !line.is_empty() && !line.starts_with(['#', '|'])
}

/// A paragraph, or an item of a list.
#[derive(Default)]
struct Paragraph {
    text: String,
}

impl Paragraph {
    fn ends_before(&self, line: &str) -> bool {
        line.starts_with("- ") && !self.text.is_empty()
    }

    fn add(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(line.trim());
    }

    fn finish(&mut self, width: usize, out: &mut Vec<String>) {
        let text = std::mem::take(&mut self.text);
        let (head, body) = match text.strip_prefix("- ") {
            _ if text.is_empty() => return,
            Some(body) => ("- ", body),
            None => ("", text.as_str()),
        };
        for (n, line) in wrap(body, width.saturating_sub(head.len())).into_iter().enumerate() {
            let indent = if n == 0 { head } else { "  ".get(..head.len()).unwrap_or_default() };
            out.push(format!("{indent}{line}"));
        }
    }
}

#[test]
fn paragraphs_are_broken_and_examples_are_not() {
    let text = "# SLA0001: a\n\n- one two three\n  four\n- five\n\n```sla\na very long line of code\n```\nafter it\n";
    let want = "# SLA0001: a\n\n- one two\n  three four\n- five\n\n```sla\na very long line of code\n```\nafter it\n";
    assert_eq!(page(text, false, 12), want);
    let coloured = page(text, true, 12);
    assert!(coloured.starts_with("\u{1b}[1m# SLA0001: a\u{1b}[0m\n"), "{coloured:?}");
}
