//! What pages without layout of their own write on one line: formulas, and the headings of tables.

use super::tree::{Math, Table, Text};

/// How a page writes characters.
pub(super) struct Marks {
    /// Characters as they are read.
    pub escaped: fn(&str) -> String,
    /// The name of a quantity.
    pub name: fn(&str) -> String,
}

/// One line of headings: each says what stands above it too.
pub(super) fn heads(table: &Table, words: impl Fn(&Text) -> String) -> Vec<String> {
    let width = table.rows.iter().map(Vec::len).chain([table.sides.len()]).max().unwrap_or(0);
    let mut heads = vec![String::new(); width];
    for line in &table.head {
        let mut at = 0;
        for (said, columns) in line {
            let said = words(said);
            for head in heads.iter_mut().skip(at).take(*columns) {
                let between = if head.is_empty() || said.is_empty() { "" } else { ": " };
                *head = format!("{head}{between}{said}");
            }
            at += columns;
        }
    }
    heads
}

/// A formula in one line, with characters only.
pub(super) fn formula(math: &Math, marks: &Marks) -> String {
    match math {
        Math::Name(name) => (marks.name)(name),
        Math::Number(words) | Math::Words(words) => (marks.escaped)(words),
        Math::Symbol(symbol) => format!(" {} ", (marks.escaped)(symbol)),
        Math::Row(parts) => parts.iter().map(|part| formula(part, marks)).collect(),
        Math::Fraction(over, under) => format!("{} / {}", closed(over, marks), closed(under, marks)),
        Math::Of(name, of) => format!("{}({})", formula(name, marks), formula(of, marks)),
        Math::Fenced(inner) => format!("({})", formula(inner, marks)),
        Math::Size(inner) => format!("{bar}{}{bar}", formula(inner, marks), bar = (marks.escaped)("|")),
        Math::Over { symbol, index, through, of } => {
            let (open, close) = ((marks.escaped)("["), (marks.escaped)("]"));
            format!(
                "{symbol}{open}{} ∈ {}{close} {}",
                (marks.name)(index),
                (marks.escaped)(through),
                formula(of, marks)
            )
        }
    }
}

/// In parentheses where it is more than one thing.
fn closed(math: &Math, marks: &Marks) -> String {
    match math {
        Math::Row(parts) if parts.len() > 1 => format!("({})", formula(math, marks)),
        Math::Fraction(..) | Math::Over { .. } => format!("({})", formula(math, marks)),
        Math::Name(_)
        | Math::Number(_)
        | Math::Words(_)
        | Math::Symbol(_)
        | Math::Row(_)
        | Math::Of(..)
        | Math::Fenced(_)
        | Math::Size(_) => formula(math, marks),
    }
}
