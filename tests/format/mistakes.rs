//! A file with one broken item: that one stays as it is, and the others are laid out.

use proptest::prelude::*;
use sla::diagnostic::Diagnostics;
use sla::source::SourceId;
use sla::syntax;

use crate::CANONICAL;
use crate::cases::cases;
use crate::slips::{disturb, mild};
use crate::texts::{assert_comments_keep_their_places, code};

/// What was done to an item so that it cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mistake {
    /// Its keyword is a word that none is.
    Keyword,
    /// A character that means nothing, in one of its lines.
    Character,
    /// Two commas in one of its lines; at its end they would join the next line.
    Commas,
    /// A quote without its partner behind one of its lines.
    Quote,
    /// Its last `}` is missing.
    NoCloser,
    /// Its first `{` is missing.
    NoOpener,
    /// A `}` too many behind it.
    StrayCloser,
}

const MISTAKES: [Mistake; 7] = [
    Mistake::Keyword,
    Mistake::Character,
    Mistake::Commas,
    Mistake::Quote,
    Mistake::NoCloser,
    Mistake::NoOpener,
    Mistake::StrayCloser,
];

/// The items of a canonical text: the numbers of their first lines and of the first lines behind them.
fn items(text: &str) -> Vec<(usize, usize)> {
    let (mut items, mut in_prose): (Vec<(usize, usize)>, _) = (Vec::new(), false);
    for (at, line) in text.lines().enumerate() {
        if in_prose {
            in_prose = line.trim() != "\"\"\"";
        } else if line.starts_with(|c: char| !c.is_whitespace() && c != '#' && c != '}') {
            items.push((at, at + 1));
            in_prose = code(line).trim_end().ends_with("\"\"\"");
            continue;
        } else if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(item) = items.last_mut() {
            item.1 = at + 1;
        }
    }
    items
}

/// The lines of an item with a mistake in one of them; `None`: it cannot be made there.
fn broken(item: &[&str], mistake: Mistake, line: usize) -> Option<String> {
    let mut lines: Vec<String> = item.iter().map(|line| (*line).to_owned()).collect();
    if item.iter().any(|line| line.contains("\"\"\"")) {
        return None;
    }
    let behind = |lines: &mut Vec<String>, what: &str| {
        let line = lines.get_mut(line)?;
        let end = code(line).trim_end().len();
        line.insert_str(end, what);
        Some(())
    };
    match mistake {
        Mistake::Keyword => lines.first_mut()?.insert_str(0, "zzz"),
        Mistake::Character => behind(&mut lines, " €")?,
        Mistake::Commas => behind(&mut lines, " ,, 0")?,
        Mistake::Quote => behind(&mut lines, " \"x")?,
        // With nothing but comments inside, a head without its `{` may be an item by itself, and without its `}` the last
        // comment ends the item: what goes between items may stand behind it.
        Mistake::NoCloser | Mistake::NoOpener
            if item.iter().skip(1).rev().skip(1).all(|line| code(line).trim().is_empty()) =>
        {
            return None;
        }
        Mistake::NoCloser => {
            lines.pop_if(|last| last.trim() == "}")?;
        }
        Mistake::NoOpener => {
            let first = lines.first_mut()?;
            let end = code(first).trim_end().len();
            let head = first.get(..end)?.strip_suffix('{')?.trim_end().to_owned();
            *first = format!("{head}{}", first.get(end..)?);
        }
        Mistake::StrayCloser => lines.push("}".to_owned()),
    }
    Some(lines.join("\n"))
}

fn messages(problems: &Diagnostics) -> Vec<String> {
    problems.iter().map(|found| format!("{} {}", found.code(), found.diagnostic)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: ProptestConfig::default().failure_persistence, ..cases(60) })]

    #[test]
    fn a_broken_item_stays_and_the_others_are_laid_out(
        (before, after) in (mild(), mild()),
        file in any::<prop::sample::Index>(),
        item in any::<prop::sample::Index>(),
        line in any::<prop::sample::Index>(),
        mistake in prop::sample::select(MISTAKES.to_vec()),
    ) {
        let (_, text, _) = file.get(&CANONICAL);
        let lines: Vec<&str> = text.lines().collect();
        let items = items(text);
        let (start, end) = *item.get(&items);
        prop_assume!(start > 0);
        let old = &lines[start..end];
        // Without this kind of tickets, its row in a test of the same file looks like a misspelt `expect`.
        prop_assume!(!old[0].starts_with("ticket expert"));
        let made = broken(old, mistake, line.index(old.len()));
        prop_assume!(made.is_some());
        let made = made.unwrap_or_default();
        let above = disturb(&lines[..start].join("\n"), &before, "\n");
        // Further in, they would be comments inside a block that nothing closes.
        let below = disturb(&lines[end..].join("\n"), &after, "\n").replace("   # slip", "# slip");
        let whole = format!("{above}\n{made}\n{below}\n");
        let found = syntax::format::format(SourceId(0), &whole);
        prop_assert!(found.problems.has_errors(), "nothing is wrong with\n{}", whole);

        assert_comments_keep_their_places(&whole, &found.text);
        let again = syntax::format::format(SourceId(0), &found.text);
        prop_assert_eq!(&again.text, &found.text, "a second time");
        prop_assert_eq!(messages(&again.problems), messages(&found.problems), "the same is wrong");

        if mistake == Mistake::StrayCloser {
            // The item is sound; what is kept is the line behind it.
            return Ok(());
        }
        let (made, text) = (format!("\n{made}\n"), format!("\n{}", found.text));
        prop_assert!(text.contains(&made), "{}\nis not whole in\n{}", made, text);
        // With a comment in its place, the rest is laid out as it would be.
        let rest = text.replacen(&made, "\n# here\n", 1);
        let written = |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let again = syntax::format::format(SourceId(0), &rest).text;
        prop_assert_eq!(written(&rest), written(&again), "the others of\n{}", whole);
    }
}

#[test]
fn what_cannot_be_read_at_all_stays() {
    let texts = [
        "edition 1\nwindow {\n",
        "edition 1\ncontract \"x\" { period fortnight }\n",
        "}\n",
        "\"\"\"\nx\n",
        "x \"\n",
        ")(\n",
    ];
    for text in texts {
        let found = syntax::format::format(SourceId(0), text);
        assert!(found.problems.has_errors(), "{text}");
        assert_eq!(found.text, text);
    }
}
