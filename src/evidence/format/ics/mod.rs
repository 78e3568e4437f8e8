//! Calendars (RFC 5545): each event is a row, its properties are the cells. Moments come out as ISO 8601, an event that
//! repeats as one row for each time.

mod lines;
mod moments;
mod rule;
mod times;
mod windows_zones;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::row::{DocumentRow, Form, RawCell};
use crate::evidence::error::EvidenceError;
use crate::evidence::place::span;
use lines::{Line, Reader};
use moments::Moment;
use times::{Instance, Key};

/// Properties that hold a moment, besides the start and the end.
const MOMENTS: [&str; 3] = ["DTSTAMP", "CREATED", "LAST-MODIFIED"];

/// An event of the document.
struct Event<'t> {
    /// From its `BEGIN` to its `END`.
    at: (usize, usize),
    lines: Vec<Line<'t>>,
}

impl<'t> Event<'t> {
    fn first(&self, name: &str) -> Option<&Line<'t>> {
        self.lines.iter().find(|line| line.name == name)
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &Line<'t>> {
        self.lines.iter().filter(move |line| line.name == name)
    }

    fn uid(&self) -> Cow<'_, str> {
        self.first("UID").map_or(Cow::Borrowed(""), Line::text)
    }

    fn is_cancelled(&self) -> bool {
        self.first("STATUS").is_some_and(|status| status.value.trim().eq_ignore_ascii_case("CANCELLED"))
    }
}

/// Every row of a calendar, in the order of the file; `names` are the slots' headers. Events without an end of their
/// repetitions are taken up to and including the day `until`. Cancelled ones are none.
pub(super) fn rows<'a>(
    text: &'a str,
    names: &[&str],
    until: Option<NaiveDate>,
    each: &mut dyn FnMut(DocumentRow<'a>),
) -> Result<bool, EvidenceError> {
    let events = events(text)?;
    // What stands instead of one time of an event that repeats.
    let mut replaced: BTreeMap<Cow<'_, str>, BTreeSet<Key>> = BTreeMap::new();
    for event in &events {
        let moment = event.first("RECURRENCE-ID").and_then(|line| Moment::read(line).ok());
        if let Some(moment) = moment {
            replaced.entry(event.uid()).or_default().insert(moment.key());
        }
    }
    for event in &events {
        if event.is_cancelled() {
            continue;
        }
        let none = BTreeSet::new();
        let elsewhere = replaced.get(&event.uid()).filter(|_| event.first("RECURRENCE-ID").is_none()).unwrap_or(&none);
        match times::of(event, until, elsewhere) {
            Ok(instances) => instances.iter().for_each(|instance| each(row(text, event, instance, names))),
            Err(problem) => {
                each(DocumentRow { problem: Some(problem), ..row(text, event, &Instance::default(), names) })
            }
        }
    }
    Ok(true)
}

/// The events of a document, without what is nested in them.
fn events(text: &str) -> Result<Vec<Event<'_>>, EvidenceError> {
    let syntax = |why: &str, at: (usize, usize)| EvidenceError::Syntax {
        format: "iCalendar",
        why: why.to_owned(),
        help: "nothing of a file that breaks off or is damaged is used; export it again",
        span: span(at.0, at.1),
    };
    let (mut events, mut open) = (Vec::new(), Vec::<String>::new());
    let mut reader = Reader::new(text);
    let mut is_first = true;
    while let Some(line) = reader.next() {
        let line = line.map_err(|at| syntax("a line is `NAME:value`", at))?;
        let begins = line.name == "BEGIN";
        if std::mem::take(&mut is_first) && !(begins && line.value.trim().eq_ignore_ascii_case("VCALENDAR")) {
            return Err(syntax("a calendar begins with `BEGIN:VCALENDAR`", line.at));
        }
        if begins {
            open.push(line.value.trim().to_ascii_uppercase());
            if let [_, kind] = open.as_slice()
                && kind == "VEVENT"
            {
                events.push(Event { at: (line.start, line.at.1), lines: Vec::new() });
            }
            continue;
        }
        if line.name == "END" {
            if open.pop().is_none_or(|kind| !kind.eq_ignore_ascii_case(line.value.trim())) {
                return Err(syntax("this ends what did not begin", line.at));
            }
            if let ([_], Some(event)) = (open.as_slice(), events.last_mut())
                && line.value.trim().eq_ignore_ascii_case("VEVENT")
            {
                event.at.1 = line.at.1;
            }
            continue;
        }
        if let ([_, kind], Some(event)) = (open.as_slice(), events.last_mut())
            && kind == "VEVENT"
        {
            event.lines.push(line);
        }
    }
    match open.last() {
        Some(kind) => Err(syntax(&format!("`{kind}` is never ended"), (text.len(), text.len()))),
        None if is_first => Err(syntax("it is empty", (0, 0))),
        None => Ok(events),
    }
}

/// The cells of one time of an event.
fn row<'t>(text: &'t str, event: &Event<'t>, instance: &Instance, names: &[&str]) -> DocumentRow<'t> {
    let (start, end) = event.at;
    let mut cells = vec![RawCell { start: 0, end: 0, form: Form::Null }; names.len()];
    let mut decoded = Vec::new();
    for (cell, name) in cells.iter_mut().zip(names) {
        let name = name.to_ascii_uppercase();
        let Some((said, at)) = said(event, instance, &name) else { continue };
        decoded.push(said);
        let form = Form::Decoded { index: decoded.len() as u32 - 1, is_number: false };
        let place = |offset: usize| offset.saturating_sub(start) as u32;
        *cell = RawCell { start: place(at.0), end: place(at.1), form };
    }
    DocumentRow { text: text.get(start..end).unwrap_or_default(), offset: start, cells, decoded, problem: None }
}

/// What an event says under a name, and where that stands.
fn said(event: &Event<'_>, instance: &Instance, name: &str) -> Option<(String, (usize, usize))> {
    let place = |name: &str| event.first(name).map(|line| line.at);
    match name {
        "DTSTART" => Some((instance.start.clone()?, place("DTSTART")?)),
        "DTEND" => {
            let at = place("DTEND").or_else(|| place("DURATION")).or_else(|| place("DTSTART"))?;
            Some((instance.end.clone()?, at))
        }
        "UID" => {
            let line = event.first("UID")?;
            let which = instance.which.as_ref().map(|which| format!("/{which}")).unwrap_or_default();
            Some((format!("{}{which}", line.text()), line.at))
        }
        _ => {
            let first = event.first(name)?;
            if MOMENTS.contains(&name) {
                let said = Moment::read(first).map_or_else(|_| first.text().into_owned(), |moment| moment.written());
                return Some((said, first.at));
            }
            let all: Vec<Cow<'_, str>> = event.all(name).map(Line::text).collect();
            Some((all.join(","), first.at))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of each row, or what is wrong with it.
    fn read(events: &str, names: &[&str], until: Option<&str>) -> Vec<Result<Vec<String>, String>> {
        let text = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", events.replace('\n', "\r\n"));
        let until = until.map(|day| day.parse().unwrap());
        let mut found = Vec::new();
        rows(&text, names, until, &mut |row| {
            let said = |cell: &RawCell| match cell.form {
                Form::Decoded { index, .. } => row.decoded[index as usize].clone(),
                Form::Plain | Form::DoubledQuotes | Form::Number | Form::Null => "-".to_owned(),
            };
            found.push(match &row.problem {
                None => Ok(row.cells.iter().map(said).collect()),
                Some(problem) => Err(problem.to_string()),
            });
        })
        .unwrap();
        found
    }

    fn one(event: &str, names: &[&str]) -> Vec<String> {
        read(&format!("BEGIN:VEVENT\n{event}\nEND:VEVENT\n"), names, None).remove(0).unwrap()
    }

    #[test]
    fn moments_of_every_kind() {
        let names = ["DTSTART", "DTEND"];
        let cases = [
            ("DTSTART:20240305T220000Z\nDTEND:20240305T233000Z", ["2024-03-05T22:00:00Z", "2024-03-05T23:30:00Z"]),
            ("DTSTART:20240305T220000Z\nDURATION:PT1H30M", ["2024-03-05T22:00:00Z", "2024-03-05T23:30:00Z"]),
            (
                "DTSTART;TZID=Europe/Amsterdam:20240330T220000\nDURATION:P1DT1H",
                ["2024-03-30T22:00:00+01:00", "2024-03-31T23:00:00+02:00"],
            ),
            (
                "DTSTART;TZID=\"W. Europe Standard Time\":20240705T220000\nDTEND;TZID=America/New_York:20240705T170000",
                ["2024-07-05T22:00:00+02:00", "2024-07-05T17:00:00-04:00"],
            ),
            ("DTSTART:20240305T220000\nDTEND:20240305T230000", ["2024-03-05T22:00:00", "2024-03-05T23:00:00"]),
            ("DTSTART;VALUE=DATE:20240305\nDTEND;VALUE=DATE:20240307", ["2024-03-05T00:00:00", "2024-03-07T00:00:00"]),
            ("DTSTART;VALUE=DATE:20240305", ["2024-03-05T00:00:00", "2024-03-06T00:00:00"]),
            ("DTSTART;VALUE=DATE:20240305\nDURATION:P1W", ["2024-03-05T00:00:00", "2024-03-12T00:00:00"]),
            ("DTSTART:20240305T220000Z", ["2024-03-05T22:00:00Z", "2024-03-05T22:00:00Z"]),
        ];
        for (event, want) in cases {
            assert_eq!(one(event, &names), want, "{event}");
        }
    }

    #[test]
    fn texts_are_unfolded_and_unescaped() {
        let event = "UID:a-1\nSUMMARY;LANGUAGE=nl:Onderhoud\\, deel 2\\; en\n  meer\nCATEGORIES:A,B\nCATEGORIES:C\nCREATED:20240226T090000Z\n\
                     BEGIN:VALARM\nSUMMARY:not this\nEND:VALARM\nDTSTART:20240305T220000Z";
        let names = ["UID", "summary", "CATEGORIES", "CREATED", "LOCATION"];
        assert_eq!(one(event, &names), ["a-1", "Onderhoud, deel 2; en meer", "A,B,C", "2024-02-26T09:00:00Z", "-"]);
    }

    #[test]
    fn times_are_left_out_added_and_replaced() {
        let calendar = "BEGIN:VEVENT\nUID:w\nDTSTART;TZID=Europe/Amsterdam:20240320T220000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4\n\
             EXDATE;TZID=Europe/Amsterdam:20240327T220000\nRDATE;TZID=Europe/Amsterdam:20240321T220000\nEND:VEVENT\n\
             BEGIN:VEVENT\nUID:w\nRECURRENCE-ID:20240403T200000Z\nDTSTART;TZID=Europe/Amsterdam:20240404T210000\nDURATION:PT2H\nEND:VEVENT\n\
             BEGIN:VEVENT\nUID:w\nRECURRENCE-ID;TZID=Europe/Amsterdam:20240410T220000\nDTSTART:20240410T200000Z\nSTATUS:CANCELLED\nEND:VEVENT\n";
        let found = read(calendar, &["UID", "DTSTART", "DTEND"], None);
        let found: Vec<String> = found.into_iter().map(|row| row.unwrap().join(" ")).collect();
        assert_eq!(
            found,
            [
                "w/2024-03-20T22:00:00 2024-03-20T22:00:00+01:00 2024-03-20T23:00:00+01:00",
                "w/2024-03-21T22:00:00 2024-03-21T22:00:00+01:00 2024-03-21T23:00:00+01:00",
                "w/2024-04-03T20:00:00 2024-04-04T21:00:00+02:00 2024-04-04T23:00:00+02:00",
            ]
        );
    }

    #[test]
    fn what_cannot_be_taken_is_said() {
        let cases = [
            ("DTSTART;TZID=Mars/Olympus:20240305T220000", None, "no time zone"),
            ("DTSTART:20240305T220000Z\nRRULE:FREQ=WEEKLY", None, "without end"),
            ("DTSTART:20240305T220000Z\nRRULE:FREQ=HOURLY;COUNT=3", None, "FREQ=HOURLY"),
            ("DTSTART:20240305T220000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3", None, "does not have"),
            ("DTSTART:20240305T220000Z\nRRULE:FREQ=DAILY", Some("2090-01-01"), "more than 10,000"),
        ];
        for (event, until, want) in cases {
            let found = read(&format!("BEGIN:VEVENT\nUID:x\n{event}\nEND:VEVENT\n"), &["UID"], until);
            let problem = found[0].as_ref().unwrap_err();
            assert!(problem.contains(want), "{event}: {problem}");
        }
    }

    #[test]
    fn without_end_up_to_a_day() {
        let calendar = "BEGIN:VEVENT\nUID:x\nDTSTART;VALUE=DATE:20240305\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n";
        assert_eq!(read(calendar, &["DTSTART"], Some("2024-03-19")).len(), 3);
    }

    #[test]
    fn a_damaged_calendar_is_none() {
        let fails = |text: &str| rows(text, &[], None, &mut |_| {}).is_err();
        assert!(fails("") && fails("BEGIN:VEVENT\nEND:VEVENT\n") && fails("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n"));
        assert!(fails("BEGIN:VCALENDAR\nthis is none\nEND:VCALENDAR") && fails("BEGIN:VCALENDAR\nEND:VEVENT\n"));
        assert!(!fails("BEGIN:VCALENDAR\nEND:VCALENDAR"));
    }
}
