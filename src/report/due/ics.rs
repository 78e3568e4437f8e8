//! Deadlines as events of a calendar (RFC 5545), for programs that show calendars.

use icalendar::{Calendar, Component, Event, EventLike, Property};
use sha2::{Digest, Sha256};

use crate::model::Declared;
use crate::quantity::Instant;
use crate::report::locale;

use super::{Ahead, Line, What};

/// One calendar, each deadline an event without length. An event keeps its identity from run to run, so that a calendar
/// that is read again moves it instead of doubling it; its stamp is the moment of evaluation, never the clock.
pub fn render(ahead: &Ahead<'_>) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//sla//sla due//EN"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    // Of the two names the library knows one as text, and escapes that one itself.
    calendar.append_property(Property::new("NAME", escaped(&ahead.model().header.name)));
    calendar.append_property(Property::new("X-WR-CALNAME", &ahead.model().header.name));
    for line in ahead.lines() {
        if let Some(event) = line.at().and_then(|at| event(ahead, &line, at)) {
            calendar.push(event);
        }
    }
    calendar.to_string()
}

/// An event; `None` at an instant that no calendar has.
fn event(ahead: &Ahead<'_>, line: &Line<'_>, at: Instant) -> Option<Event> {
    let header = &ahead.model().header;
    let late = if line.is_overdue(ahead.at()) { "✗ " } else { "" };
    let summary = format!("{late}{}: {}", line.row.id, ahead.bound(line));
    let mut event = Event::new();
    event.uid(&identity(ahead, line)).summary(&summary).description(&description(ahead, line));
    event.timestamp(ahead.at().to_utc()?).starts(at.to_utc()?);
    // It takes up nobody's time.
    event.add_property("TRANSP", "TRANSPARENT");
    event.add_property("CATEGORIES", escaped(&header.name));
    Some(event.done())
}

/// What the event is of, in few and stable characters: the contract, the ticket, the clock and the limit.
fn identity(ahead: &Ahead<'_>, line: &Line<'_>) -> String {
    let norms: Vec<&str> = ahead.norms(line).into_iter().map(|declared| declared.name.as_str()).collect();
    let clock = &ahead.model().clock(line.clock.clock).declared.name;
    let parts = [&ahead.model().header.name, &*line.row.id, clock, &norms.join(" "), &ahead.bound(line)];
    let digest = Sha256::digest(parts.join("\u{1f}"));
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}@sla")
}

fn description(ahead: &Ahead<'_>, line: &Line<'_>) -> String {
    let header = &ahead.model().header;
    let moment = |at| locale::moment(header.locale, header.zone, at);
    let length = |elapsed| locale::duration(header.locale, elapsed);
    let norms: Vec<String> = ahead.norms(line).into_iter().map(named).collect();
    let mut lines = vec![norms.join(", ")];
    lines.extend(ahead.priority(line.ticket).map(|priority| format!("priority {priority}")));
    lines.push(match line.what {
        What::Stop(_) => {
            format!("{} on the clock, {} left", length(line.clock.elapsed), length(line.left(ahead.at())))
        }
        What::Update(owed) => {
            let given = owed.given.map_or("not known how many".to_owned(), |given| given.to_string());
            format!("{given} given since {}", moment(owed.from))
        }
    });
    let standing = ahead.standing(line.row, line.clock);
    if line.moves() {
        lines.push(format!("{standing}; the deadline moves along"));
    } else if !standing.is_empty() {
        lines.push(standing);
    }
    lines.push(format!("as of {} ({})", moment(ahead.at()), header.zone));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// `Oplostijden incidenten (6.1)`
fn named(declared: &Declared) -> String {
    match &declared.clause {
        Some(clause) => format!("{} ({clause})", declared.title()),
        None => declared.title().to_owned(),
    }
}

/// A text as a value of RFC 5545, 3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        if matches!(letter, '\\' | ',' | ';') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
