//! What differs between two texts, line by line, in the form that `git diff` and `patch` know.

use crate::diagnostic::render::words::visible;
use crate::report::{Ink, Paint};

/// Unchanged lines shown around a change.
const CONTEXT: usize = 3;

/// Beyond this many pairs of lines, the differing part is shown as replaced whole.
const LARGEST: usize = 4_000_000;

/// A line of the difference: its sign, and where it stands (0-based) in the old and in the new text.
struct Edit<'t> {
    sign: char,
    line: &'t str,
    old: usize,
    new: usize,
}

/// The difference of `name` from `old` to `new`; empty where there is none. Without colour it can be given to `patch`;
/// with colour, characters that do not show are made visible.
pub(super) fn unified(name: &str, old: &str, new: &str, paint: Paint) -> String {
    let edits = edits(&lines(old), &lines(new));
    let near = |n: usize| {
        let around = edits.get(n.saturating_sub(CONTEXT)..(n + CONTEXT + 1).min(edits.len())).unwrap_or_default();
        around.iter().any(|edit| edit.sign != ' ')
    };
    let kept: Vec<(usize, &Edit<'_>)> = edits.iter().enumerate().filter(|(n, _)| near(*n)).collect();
    if kept.is_empty() {
        return String::new();
    }
    let mut out = format!(
        "{}\n{}\n",
        paint.on(Ink::Strong, &format!("--- {name}")),
        paint.on(Ink::Strong, &format!("+++ {name}"))
    );
    for hunk in kept.chunk_by(|(a, _), (b, _)| a + 1 == *b) {
        let count = |sign| hunk.iter().filter(|(_, edit)| edit.sign != sign).count();
        if let Some((_, first)) = hunk.first() {
            let (old, new) = (count('+'), count('-'));
            // Of no line at all, the place is the line before.
            let (from, to) = (first.old + usize::from(old > 0), first.new + usize::from(new > 0));
            let place = format!("@@ -{from},{old} +{to},{new} @@");
            out.push_str(&format!("{}\n", paint.on(Ink::Faint, &place)));
        }
        for (_, edit) in hunk {
            out.push_str(&edit.shown(paint));
        }
    }
    out
}

/// The lines of a text with their line breaks.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

impl Edit<'_> {
    fn shown(&self, paint: Paint) -> String {
        let bare = self.line.strip_suffix('\n');
        let line = format!("{}{}", self.sign, bare.unwrap_or(self.line));
        let ink = match self.sign {
            '-' => Ink::Bad,
            '+' => Ink::Good,
            _ => Ink::Plain,
        };
        let line = if paint.colour { paint.on(ink, &invisible_shown(&line)) } else { line };
        let ending = if bare.is_none() { "\n\\ No newline at end of file\n" } else { "\n" };
        line + ending
    }
}

/// A line for the eye: what the terminal would obey or hide is shown by a sign, and so are blanks at its end.
fn invisible_shown(line: &str) -> String {
    let line = line.replace('\u{feff}', "<U+FEFF>");
    let line = visible(&line);
    let bare = line.trim_end_matches([' ', '\t']);
    let blanks = line.get(bare.len().max(1)..).unwrap_or_default();
    let signs = blanks.chars().map(|blank| if blank == '\t' { '→' } else { '·' });
    line.get(..line.len() - blanks.len()).unwrap_or_default().chars().chain(signs).collect()
}

/// All lines of both texts: kept, taken away, added.
fn edits<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<Edit<'t>> {
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let head = old.iter().zip(new).take_while(same).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(same).count();
    let middle_old = old.get(head..old.len() - tail).unwrap_or_default();
    let middle_new = new.get(head..new.len() - tail).unwrap_or_default();
    let common =
        if middle_old.len() * middle_new.len() > LARGEST { Vec::new() } else { common(middle_old, middle_new) };
    let common = (0..head).map(|n| (n, n)).chain(common.into_iter().map(|(a, b)| (a + head, b + head)));
    let common = common.chain((0..tail).map(|n| (old.len() - tail + n, new.len() - tail + n)));
    let mut out = Vec::new();
    let (mut a, mut b) = (0, 0);
    for (next_a, next_b) in common.chain([(old.len(), new.len())]) {
        out.extend((a..next_a).zip(old.iter().skip(a)).map(|(n, line)| Edit { sign: '-', line, old: n, new: b }));
        out.extend((b..next_b).zip(new.iter().skip(b)).map(|(n, line)| Edit { sign: '+', line, old: next_a, new: n }));
        out.extend(old.get(next_a).map(|line| Edit { sign: ' ', line, old: next_a, new: next_b }));
        (a, b) = (next_a + 1, next_b + 1);
    }
    out
}

/// The longest common subsequence, as pairs of places.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    // lengths[a][b]: of the longest one in old[a..] and new[b..].
    let mut lengths = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    let at = |lengths: &[Vec<u32>], a: usize, b: usize| lengths.get(a).and_then(|row| row.get(b)).copied().unwrap_or(0);
    for (a, line) in old.iter().enumerate().rev() {
        for (b, other) in new.iter().enumerate().rev() {
            let best = if line == other {
                at(&lengths, a + 1, b + 1) + 1
            } else {
                at(&lengths, a + 1, b).max(at(&lengths, a, b + 1))
            };
            if let Some(cell) = lengths.get_mut(a).and_then(|row| row.get_mut(b)) {
                *cell = best;
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut a, mut b) = (0, 0);
    while let (Some(line), Some(other)) = (old.get(a), new.get(b)) {
        if line == other {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if at(&lengths, a + 1, b) >= at(&lengths, a, b + 1) {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(old: &str, new: &str) -> String {
        unified("x", old, new, Paint::PLAIN)
    }

    #[test]
    fn changes_with_three_lines_around() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n";
        let new = "a\nb\nc\nd\nE\nf\ng\nh\ni\nj\nk\nl\n";
        let want = "--- x\n+++ x\n@@ -2,10 +2,11 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n i\n j\n k\n+l\n";
        assert_eq!(plain(old, new), want);
        assert_eq!(plain(old, old), "");
        assert_eq!(plain("", "a\n"), "--- x\n+++ x\n@@ -0,0 +1,1 @@\n+a\n");
    }

    #[test]
    fn line_ends_count() {
        let want = "--- x\n+++ x\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n";
        assert_eq!(plain("a", "a\n"), want);
        let coloured = unified("x", "a \r\n", "a\n", Paint { colour: true });
        assert!(coloured.contains("-a ␍") && coloured.contains("+a"), "{coloured:?}");
        let coloured = unified("x", "a \t\n\n", "a\n\n", Paint { colour: true });
        assert!(coloured.contains("-a·→") && coloured.ends_with("\n \n"), "{coloured:?}");
    }

    #[test]
    fn taking_the_edits_back_gives_the_old_text() {
        let texts = ["", "a\n", "a\nb\n", "b\na\n", "a\nb\na\nb\n", "c\na\nc\n", "a", "b\na"];
        for (old, new) in texts.iter().flat_map(|old| texts.iter().map(move |new| (*old, *new))) {
            let edits = edits(&lines(old), &lines(new));
            let without = |sign: char| -> String {
                edits.iter().filter(|edit| edit.sign != sign).map(|edit| edit.line.to_owned()).collect()
            };
            assert_eq!((without('+').as_str(), without('-').as_str()), (old, new));
        }
    }
}
