use super::super::change::{Change, Differences, Effect};
use super::{by_clause, counted, judged, title};

/// A list under a heading for each clause, to be put into a merge request or a letter.
pub fn markdown(differences: &Differences) -> String {
    let mut out = String::new();
    for clause in by_clause(differences) {
        let number = clause.number.map(|number| format!("{} ", escaped(number))).unwrap_or_default();
        for item in clause.items {
            out.push_str(&format!("### {number}{}\n\n", escaped(&title(item.subject))));
            item.changes.into_iter().for_each(|change| draw(&mut out, change));
            out.push('\n');
        }
    }
    out.push_str(&counted(differences));
    out.push('\n');
    out
}

fn draw(out: &mut String, change: &Change) {
    out.push_str(&format!("- {} — *{}*\n", escaped(&change.sentence()), judged(change)));
    if let Effect::Unclear(why) = &change.effect {
        out.push_str(&format!("  - because {}\n", escaped(why)));
    }
    for line in &change.witnesses {
        out.push_str(&format!("  - {}\n", escaped(line)));
    }
    if !change.reaches.is_empty() {
        out.push_str(&format!("  - decides {}\n", escaped(&change.reaches.join(", "))));
    }
}

/// Text that Markdown shows as it stands, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
