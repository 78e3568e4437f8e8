//! What differs between two texts, line by line, in the form that `git diff` and `patch` know.

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

/// The difference of `name` from `old` to `new`; empty where there is none.
pub(super) fn unified(name: &str, old: &str, new: &str) -> String {
    let edits = edits(&old.lines().collect::<Vec<_>>(), &new.lines().collect::<Vec<_>>());
    let near = |n: usize| {
        let around = edits.get(n.saturating_sub(CONTEXT)..(n + CONTEXT + 1).min(edits.len())).unwrap_or_default();
        around.iter().any(|edit| edit.sign != ' ')
    };
    let kept: Vec<(usize, &Edit<'_>)> = edits.iter().enumerate().filter(|(n, _)| near(*n)).collect();
    if kept.is_empty() {
        return String::new();
    }
    let mut out = format!("--- {name}\n+++ {name}\n");
    for hunk in kept.chunk_by(|(a, _), (b, _)| a + 1 == *b) {
        let count = |sign| hunk.iter().filter(|(_, edit)| edit.sign != sign).count();
        if let Some((_, first)) = hunk.first() {
            let (old, new) = (first.old + 1, first.new + 1);
            out.push_str(&format!("@@ -{old},{} +{new},{} @@\n", count('+'), count('-')));
        }
        for (_, edit) in hunk {
            out.push_str(&format!("{}{}\n", edit.sign, edit.line));
        }
    }
    out
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

    #[test]
    fn changes_with_three_lines_around() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n";
        let new = "a\nb\nc\nd\nE\nf\ng\nh\ni\nj\nk\nl\n";
        let want = "--- x\n+++ x\n@@ -2,10 +2,11 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n i\n j\n k\n+l\n";
        assert_eq!(unified("x", old, new), want);
        assert_eq!(unified("x", old, old), "");
        assert_eq!(unified("x", "", "a\n"), "--- x\n+++ x\n@@ -1,0 +1,1 @@\n+a\n");
    }

    #[test]
    fn taking_the_edits_back_gives_the_old_text() {
        let texts = ["", "a\n", "a\nb\n", "b\na\n", "a\nb\na\nb\n", "c\na\nc\n"];
        for (old, new) in texts.iter().flat_map(|old| texts.iter().map(move |new| (*old, *new))) {
            let edits = edits(&old.lines().collect::<Vec<_>>(), &new.lines().collect::<Vec<_>>());
            let without = |sign: char| -> String {
                edits.iter().filter(|edit| edit.sign != sign).map(|edit| format!("{}\n", edit.line)).collect()
            };
            assert_eq!((without('+').as_str(), without('-').as_str()), (old, new));
        }
    }
}
