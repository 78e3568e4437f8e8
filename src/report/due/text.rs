//! For a terminal: 80 columns.

use crate::diagnostic::render::words::{visible, wrap};
use crate::eval::{Now, OpenTicket, RunningClock};
use crate::quantity::Elapsed;
use crate::report::explain::rung_words;
use crate::report::grid::{Grid, Side, WIDTH};
use crate::report::locale;
use crate::report::paint::{Ink, Paint};

use super::{Ahead, Line, What};

/// All deadlines, ending in a newline.
pub fn render(ahead: &Ahead<'_>, paint: Paint) -> String {
    let header = &ahead.model().header;
    let moment = |at| locale::moment(header.locale, header.zone, at);
    let lines = ahead.lines();
    let mut out = String::new();
    for line in wrap(&visible(&header.name), WIDTH) {
        out.push_str(&format!("{}\n", paint.on(Ink::Strong, &line)));
    }
    let mut facts = Grid::new(&[("", Side::Left), ("", Side::Left)]);
    facts.row(vec![("contract".to_owned(), Ink::Faint).into(), ahead.findings.contract.into()]);
    let as_of = format!("{} ({})", moment(ahead.at()), header.zone);
    facts.row(vec![("as of".to_owned(), Ink::Faint).into(), as_of.into()]);
    out.push_str(&facts.draw(0, paint));
    out.push_str(&format!("\n{}\n", paint.on(Ink::Strong, &summary(ahead, &lines))));
    if !lines.is_empty() {
        out.push('\n');
        out.push_str(&table(ahead, &lines, paint));
    }
    if lines.iter().any(Line::moves) {
        let note = "Where a clock waits, its deadline moves along: what stands here is for a wait that ends now.";
        out.push('\n');
        wrap(note, WIDTH - 2).iter().for_each(|line| out.push_str(&format!("  {}\n", paint.on(Ink::Faint, line))));
    }
    section(&mut out, "Clocks that run", &clocks(ahead, paint), paint);
    section(&mut out, "Escalation", &escalation(ahead, paint), paint);
    section(&mut out, "What cannot be told", &unknown(ahead, paint), paint);
    out
}

/// `3 deadlines on 2 open tickets, 1 of them overdue`
fn summary(ahead: &Ahead<'_>, lines: &[Line<'_>]) -> String {
    if ahead.findings.evidence.tickets.is_none() {
        return "the evidence has no table `tickets`".to_owned();
    }
    let counted = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    let count = ahead.tickets.iter().filter(|ticket| !ticket.clocks.is_empty()).count();
    if lines.is_empty() {
        return "no deadlines: no clock with a limit runs on an open ticket".to_owned();
    }
    let tickets = counted(count, "open ticket");
    let overdue = match ahead.overdue(lines) {
        0 => "none of them overdue".to_owned(),
        n => format!("{n} of them overdue"),
    };
    format!("{} on {tickets}, {overdue}", counted(lines.len(), "deadline"))
}

fn table(ahead: &Ahead<'_>, lines: &[Line<'_>], paint: Paint) -> String {
    let header = &ahead.model().header;
    let mut grid = Grid::new(&[
        ("", Side::Left),
        ("deadline", Side::Whole),
        ("left", Side::Right),
        ("ticket", Side::Left),
        ("priority", Side::Left),
        ("what", Side::Left),
    ]);
    for line in lines {
        let (sign, ink) = match (line.is_overdue(ahead.at()), line.clock.now) {
            (true, _) => ("✗", Ink::Bad),
            (false, Now::Waits(_)) => ("░", Ink::Unsure),
            (false, Now::Runs | Now::Closed(_)) => ("", Ink::Plain),
        };
        let at = line.at().map_or("after 2100".to_owned(), |at| locale::moment(header.locale, header.zone, at));
        let given = match line.what {
            What::Update(owed) => owed.given.filter(|given| *given > 0).map(|given| format!(", {given} given")),
            What::Stop(_) => None,
        };
        grid.row(vec![
            (sign.to_owned(), ink).into(),
            (at, ink).into(),
            (locale::duration(header.locale, line.left(ahead.at())), ink).into(),
            (&*line.row.id).into(),
            ahead.priority(line.ticket).unwrap_or_default().into(),
            format!("{}{}", ahead.bound(line), given.unwrap_or_default()).into(),
        ]);
    }
    grid.draw(0, paint)
}

/// A line a clock that runs, that with the nearest deadline first.
fn clocks(ahead: &Ahead<'_>, paint: Paint) -> String {
    let header = &ahead.model().header;
    let length = |elapsed| locale::duration(header.locale, elapsed);
    let mut grid = Grid::new(&[
        ("ticket", Side::Left),
        ("clock", Side::Left),
        ("since", Side::Whole),
        ("on it", Side::Right),
        ("paused", Side::Right),
        ("now", Side::Left),
    ]);
    for ticket in ahead.nearest_first() {
        let Some(row) = ahead.row(ticket) else { continue };
        for (n, clock) in ticket.clocks.iter().enumerate() {
            // The clocks of updates mostly run as one with limits does.
            let alike = |other: &RunningClock| {
                (other.started, other.elapsed, other.now) == (clock.started, clock.elapsed, clock.now)
            };
            if clock.deadlines.is_empty() && ticket.clocks.iter().take(n).any(alike) {
                continue;
            }
            let paused = if clock.paused == Elapsed::ZERO { String::new() } else { length(clock.paused) };
            grid.row(vec![
                (&*row.id).into(),
                ahead.model().clock(clock.clock).declared.name.as_str().into(),
                locale::moment(header.locale, header.zone, clock.started).into(),
                length(clock.elapsed).into(),
                paused.into(),
                (ahead.standing(row, clock), Ink::Unsure).into(),
            ]);
        }
    }
    grid.draw(2, paint)
}

fn escalation(ahead: &Ahead<'_>, paint: Paint) -> String {
    let mut grid = Grid::new(&[("", Side::Left), ("", Side::Left), ("", Side::Left), ("", Side::Left)]);
    for ticket in ahead.nearest_first() {
        let Some(row) = ahead.row(ticket) else { continue };
        for rung in &ticket.rungs {
            let (words, ink) = rung_words(ahead.model(), rung.standing);
            grid.row(vec![
                (&*row.id).into(),
                rung.step.label.as_str().into(),
                rung.step.contact.as_deref().unwrap_or_default().into(),
                (words, ink).into(),
            ]);
        }
    }
    grid.draw(2, paint)
}

fn unknown(ahead: &Ahead<'_>, paint: Paint) -> String {
    let mut grid = Grid::new(&[("", Side::Left), ("", Side::Left)]);
    for ticket in ahead.tickets.iter().filter(|ticket| !ticket.unknown.is_empty()) {
        let Some(row) = ahead.row(ticket) else { continue };
        grid.row(vec![(&*row.id).into(), (why(ahead, ticket), Ink::Unsure).into()]);
    }
    let mut out = grid.draw(2, paint);
    let owes = |line: &Line<'_>| matches!(line.what, What::Update(owed) if owed.given.is_none());
    if ahead.lines().iter().any(owes) {
        let words = "whether updates were given: the evidence has no table `updates`";
        out.push_str(&format!("  {}\n", paint.on(Ink::Unsure, words)));
    }
    out
}

/// `a value is missing that decides whether these are about it: oplostijden`
fn why(ahead: &Ahead<'_>, ticket: &OpenTicket<'_>) -> String {
    let norms: Vec<&str> = ticket.unknown.iter().map(|norm| ahead.model().norm(*norm).declared.name.as_str()).collect();
    let missing = if ticket.priority.is_none() { "its priority, or another value," } else { "a value" };
    format!("{missing} is missing that decides whether it falls under {}", norms.join(", "))
}

fn section(out: &mut String, title: &str, body: &str, paint: Paint) {
    if !body.is_empty() {
        out.push_str(&format!("\n{}\n{body}", paint.on(Ink::Strong, title)));
    }
}
