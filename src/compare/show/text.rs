use super::super::change::{Change, Differences, Effect};
use super::{by_clause, counted, judged, title};
use crate::diagnostic::render::words::{visible, wrap};
use crate::report::{Ink, Paint};

/// Columns that the text fits in, on every machine.
const WIDTH: usize = 80;

/// Changes by clause, each with what it touches and for whose good it is, and how many they are.
pub fn text(differences: &Differences, paint: Paint) -> String {
    let mut out = String::new();
    for clause in by_clause(differences) {
        let number = clause.number.map(|number| format!("{number} ")).unwrap_or_default();
        for item in clause.items {
            let heading = visible(&format!("{number}{}", title(item.subject))).into_owned();
            out.push_str(&paint.on(Ink::Strong, &wrap(&heading, WIDTH).join("\n")));
            out.push('\n');
            item.changes.into_iter().for_each(|change| draw(&mut out, change, paint));
            out.push('\n');
        }
    }
    out.push_str(&wrap(&counted(differences), WIDTH).join("\n"));
    out.push('\n');
    out
}

fn draw(out: &mut String, change: &Change, paint: Paint) {
    let (sign, ink) = match change.effect {
        Effect::Better => ("▲", Ink::Good),
        Effect::Worse => ("▼", Ink::Bad),
        Effect::Neither => ("·", Ink::Plain),
        Effect::Unclear(_) => ("?", Ink::Unsure),
    };
    let mut lines = wrap(&visible(&change.sentence()), WIDTH - 4).into_iter();
    out.push_str(&format!("  {} {}\n", paint.on(ink, sign), lines.next().unwrap_or_default()));
    lines.for_each(|line| out.push_str(&format!("    {line}\n")));
    let mut say = |ink: Ink, text: &str| {
        for (n, line) in wrap(&visible(text), WIDTH - 6).iter().enumerate() {
            let indent = if n == 0 { "    " } else { "      " };
            out.push_str(&format!("{indent}{}\n", paint.on(ink, line)));
        }
    };
    say(ink, &judged(change));
    if let Effect::Unclear(why) = &change.effect {
        say(Ink::Plain, &format!("because {why}"));
    }
    change.witnesses.iter().for_each(|line| say(Ink::Plain, line));
    if !change.reaches.is_empty() {
        say(Ink::Faint, &format!("decides {}", change.reaches.join(", ")));
    }
}
