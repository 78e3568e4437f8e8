//! The document as Markdown (CommonMark with tables), for a repository or a wiki.

use super::bidi;
use super::frame::{Pieces, SectionPieces, charts};
use super::line::{self, Marks};
use super::tree::{Block, Chart, Document, Inline, Section, Side, Table, Text, Week};

/// How names and characters of a formula are written here.
const MARKS: Marks = Marks { escaped, name: |name| format!("*{}*", escaped(name)) };

/// The document in pieces, for a template.
pub(super) fn pieces(document: &Document) -> Pieces {
    let line = |(name, value): &(String, Text)| format!("| {} | {} |", cell(name), in_cell(value));
    let lines: Vec<String> = document.cover.iter().map(line).collect();
    let section = |section: &Section| SectionPieces {
        heading: heading(section),
        name: name(section),
        body: blocks(&section.blocks, section.depth + 2),
        charts: charts(&section.blocks).into_iter().map(chart).collect(),
    };
    Pieces {
        heading: format!("# {}", escaped(&document.title)),
        cover: if lines.is_empty() { String::new() } else { format!("| | |\n| --- | --- |\n{}", lines.join("\n")) },
        facts: document.cover.iter().map(|(_, value)| text(value)).collect(),
        sections: document.sections.iter().map(section).collect(),
        colophon: text(&document.colophon),
    }
}

fn heading(section: &Section) -> String {
    format!("{} {}", "#".repeat((section.depth + 1).min(6)), name(section))
}

fn name(section: &Section) -> String {
    let number = section.number.as_ref().map(|number| format!("{} ", escaped(number))).unwrap_or_default();
    format!("{number}{}", escaped(&section.title))
}

fn block(block: &Block, level: usize) -> String {
    match block {
        Block::Paragraph(words) => held(text(words)),
        Block::Heading(words) => format!("{} {}", "#".repeat(level.min(6)), text(words)),
        Block::List { first, items } => list(*first, items, level),
        Block::Quote(inner) => {
            blocks(inner, level).lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
        }
        Block::Code(typed) => fenced(typed),
        Block::Terms(terms) => {
            let one = |(term, meaning): &(Text, Vec<Block>)| {
                let body = blocks(meaning, level);
                let body =
                    if body.contains('\n') { format!("\n\n{}", indented(&body, 2)) } else { format!(": {body}") };
                format!("- **{}**{body}", text(term))
            };
            terms.iter().map(one).collect::<Vec<_>>().join("\n")
        }
        Block::Table(table) => self::table(table),
        Block::Equations(equations) => {
            equations.iter().map(|math| format!("> {}", line::formula(math, &MARKS))).collect::<Vec<_>>().join("\\\n")
        }
        Block::Week(week) => self::week(week),
        Block::Chart(chart) => self::chart(chart),
    }
}

fn blocks(inner: &[Block], level: usize) -> String {
    inner.iter().map(|one| block(one, level)).collect::<Vec<_>>().join("\n\n")
}

fn list(first: Option<u64>, items: &[Vec<Block>], level: usize) -> String {
    let is_short = |item: &Vec<Block>| matches!(item.as_slice(), [Block::Paragraph(_)] | []);
    let tight = items.iter().all(is_short);
    let mut number = first;
    let mut lines = Vec::new();
    for item in items {
        let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
        number = number.map(|number| number.saturating_add(1));
        let body = indented(&blocks(item, level), mark.len());
        lines.push(format!("{mark}{}", body.trim_start()));
    }
    lines.join(if tight { "\n" } else { "\n\n" })
}

fn indented(text: &str, by: usize) -> String {
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{}{line}", " ".repeat(by)) };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Between fences longer than any run of backticks within.
fn fenced(typed: &str) -> String {
    let longest = typed.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{typed}\n{fence}")
}

fn table(table: &Table) -> String {
    let head = line::heads(table, in_cell);
    let width = head.len();
    let rule = |n: usize| match table.sides.get(n) {
        Some(Side::Right) => "---:",
        Some(Side::Centre) => ":---:",
        Some(Side::Left) | None => "---",
    };
    let mut lines = Vec::new();
    lines.push(row(head));
    lines.push(row((0..width).map(|n| rule(n).to_owned()).collect()));
    lines.extend(table.rows.iter().map(|cells| row(cells.iter().map(in_cell).collect())));
    let caption = table.caption.as_ref().map(|caption| format!("*{}*\n\n", text(caption))).unwrap_or_default();
    format!("{caption}{}", lines.join("\n"))
}

fn row(cells: Vec<String>) -> String {
    format!("| {} |", cells.join(" | "))
}

/// A character for each half hour, `·` where nothing is open; then what the characters stand for.
fn week(week: &Week) -> String {
    let letter = |n: usize| char::from_u32(u32::from('A') + u32::try_from(n).unwrap_or(25)).unwrap_or('?');
    let width = week.days.iter().map(|day| day.name.chars().count()).max().unwrap_or(0);
    let scale: String = (0..8).map(|n| format!("{:<6}", format!("{:02}", n * 3))).collect();
    let mut lines = vec![format!("{}  {}24", " ".repeat(width), scale)];
    for day in &week.days {
        let at = |half: u32| {
            let (from, to) = (half * 1800, (half + 1) * 1800);
            day.spans
                .iter()
                .find(|(_, opens, closes)| *opens < to && *closes > from)
                .map_or('·', |(n, _, _)| letter(*n))
        };
        let bar: String = (0..48).map(at).collect();
        let room = width - day.name.chars().count();
        lines.push(format!("{}{}  {bar}", day.name, " ".repeat(room)));
    }
    let names = week.windows.iter().enumerate().map(|(n, name)| format!("{} = {name}", letter(n)));
    lines.push(String::new());
    lines.extend(names);
    format!("{}\n\n{}", text(&week.caption), fenced(&lines.join("\n")))
}

/// A picture that Markdown cannot draw: what there is to see, and the data.
fn chart(chart: &Chart) -> String {
    format!("**{}**\n\n{}", escaped(&chart.title), table(&chart.data))
}

fn in_cell(words: &Text) -> String {
    text(words).replace("\\\n", "<br>").replace('\n', " ")
}

fn cell(words: &str) -> String {
    escaped(words).replace('\n', " ")
}

fn text(words: &Text) -> String {
    words.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Plain(words) => escaped(words),
        Inline::Strong(inner) => marked(inner, "**"),
        Inline::Emphasis(inner) => marked(inner, "*"),
        Inline::Code(typed) => {
            let longest = typed.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest + 1);
            let room = if longest > 0 { " " } else { "" };
            format!("{fence}{room}{}{room}{fence}", typed.replace('\n', " ").replace('|', "\\|"))
        }
        // What a place within the page is called, each forge decides for itself.
        Inline::Link { to, text: inner } if to.starts_with('#') => text(inner),
        Inline::Link { to, text: inner } => {
            format!("[{}](<{}>)", text(inner), to.replace(['<', '>', '\n'], ""))
        }
        Inline::Math(math) => line::formula(math, &MARKS),
        Inline::Verdict(mark, words) => format!("{} {}", mark.sign(), escaped(words)),
        Inline::Break => "\\\n".to_owned(),
    }
}

/// Between marks, with the blanks at its ends outside them: `**so **` is no mark in Markdown.
fn marked(inner: &Text, mark: &str) -> String {
    let text = text(inner);
    let words = text.trim();
    if words.is_empty() {
        return text;
    }
    let (before, after) = text.split_once(words).unwrap_or_default();
    format!("{before}{mark}{words}{mark}{after}")
}

/// With a backslash before whatever Markdown would read as more than a character.
pub(super) fn escaped(text: &str) -> String {
    let text = bidi::isolated(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// A paragraph whose first characters would begin a heading, a list or a rule, if nobody held them.
fn held(text: String) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let at = match text.chars().nth(digits) {
        Some('.' | ')') if digits > 0 && text.chars().nth(digits + 1).is_none_or(char::is_whitespace) => digits,
        Some('#' | '+' | '-' | '=' | '>') if digits == 0 => 0,
        Some(_) | None => return text,
    };
    let (before, after) = text.split_at(at);
    format!("{before}\\{after}")
}
