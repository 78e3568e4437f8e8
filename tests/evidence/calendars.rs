//! Maintenance, outages and events from calendars, as Outlook and Google write them.

use sla::evidence::{IntervalRow, Owner};

use super::presets::{read, utc};

/// Exported by Outlook: its own names of zones, folded lines, a series with one time moved and one called off.
const OUTLOOK: &str = "BEGIN:VCALENDAR\r\n\
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN\r\n\
VERSION:2.0\r\n\
METHOD:PUBLISH\r\n\
X-MS-OLK-FORCEINSPECTOROPEN:TRUE\r\n\
BEGIN:VTIMEZONE\r\n\
TZID:W. Europe Standard Time\r\n\
BEGIN:STANDARD\r\n\
DTSTART:16011028T030000\r\n\
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n\
TZOFFSETFROM:+0200\r\n\
TZOFFSETTO:+0100\r\n\
END:STANDARD\r\n\
BEGIN:DAYLIGHT\r\n\
DTSTART:16010325T020000\r\n\
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n\
TZOFFSETFROM:+0100\r\n\
TZOFFSETTO:+0200\r\n\
END:DAYLIGHT\r\n\
END:VTIMEZONE\r\n\
BEGIN:VEVENT\r\n\
CLASS:PUBLIC\r\n\
CREATED:20240226T090000Z\r\n\
DESCRIPTION:Elke derde dinsdag\\, van 22 tot 24 uur. Vragen? Bel de servicede\r\n\tsk.\\n\r\n\
DTEND;TZID=\"W. Europe Standard Time\":20240320T000000\r\n\
DTSTAMP:20240401T080000Z\r\n\
DTSTART;TZID=\"W. Europe Standard Time\":20240319T220000\r\n\
LAST-MODIFIED:20240301T090000Z\r\n\
LOCATION:API cluster\r\n\
PRIORITY:5\r\n\
RRULE:FREQ=MONTHLY;COUNT=4;BYDAY=3TU\r\n\
SEQUENCE:0\r\n\
SUMMARY;LANGUAGE=nl:Patches\r\n\
TRANSP:OPAQUE\r\n\
UID:040000008200E00074C5B7101A82E008\r\n\
BEGIN:VALARM\r\n\
TRIGGER:-PT15M\r\n\
ACTION:DISPLAY\r\n\
DESCRIPTION:Reminder\r\n\
END:VALARM\r\n\
END:VEVENT\r\n\
BEGIN:VEVENT\r\n\
CREATED:20240410T090000Z\r\n\
DTSTAMP:20240401T080000Z\r\n\
DTSTART;TZID=\"W. Europe Standard Time\":20240417T220000\r\n\
DTEND;TZID=\"W. Europe Standard Time\":20240417T233000\r\n\
LOCATION:API cluster\r\n\
RECURRENCE-ID;TZID=\"W. Europe Standard Time\":20240416T220000\r\n\
SUMMARY;LANGUAGE=nl:Patches\r\n\
UID:040000008200E00074C5B7101A82E008\r\n\
END:VEVENT\r\n\
BEGIN:VEVENT\r\n\
DTSTART;TZID=\"W. Europe Standard Time\":20240521T220000\r\n\
DTEND;TZID=\"W. Europe Standard Time\":20240522T000000\r\n\
LOCATION:API cluster\r\n\
RECURRENCE-ID;TZID=\"W. Europe Standard Time\":20240521T220000\r\n\
STATUS:CANCELLED\r\n\
UID:040000008200E00074C5B7101A82E008\r\n\
END:VEVENT\r\n\
END:VCALENDAR\r\n";

/// Exported by Google: UTC, whole days, and an event that was called off.
const GOOGLE: &str = "BEGIN:VCALENDAR\r\n\
PRODID:-//Google Inc//Google Calendar 70.9054//EN\r\n\
VERSION:2.0\r\n\
CALSCALE:GREGORIAN\r\n\
METHOD:PUBLISH\r\n\
X-WR-CALNAME:Onderhoud\r\n\
X-WR-TIMEZONE:Europe/Amsterdam\r\n\
BEGIN:VEVENT\r\n\
DTSTART;VALUE=DATE:20240330\r\n\
DTEND;VALUE=DATE:20240401\r\n\
DTSTAMP:20240501T101112Z\r\n\
UID:7kukuqrfedlm2f9t0vnl6mk7nk@google.com\r\n\
CREATED:20240301T120000Z\r\n\
LAST-MODIFIED:20240301T120000Z\r\n\
LOCATION:Web farm\r\n\
SEQUENCE:0\r\n\
STATUS:CONFIRMED\r\n\
SUMMARY:Move to the other hall\r\n\
TRANSP:TRANSPARENT\r\n\
END:VEVENT\r\n\
BEGIN:VEVENT\r\n\
DTSTART:20240402T180000Z\r\n\
DTEND:20240402T190000Z\r\n\
DTSTAMP:20240501T101112Z\r\n\
UID:0h5u@google.com\r\n\
CREATED:20240301T120000Z\r\n\
LOCATION:Web farm\r\n\
STATUS:CANCELLED\r\n\
SUMMARY:Not needed after all\r\n\
END:VEVENT\r\n\
BEGIN:VEVENT\r\n\
DTSTART:20240403T210000\r\n\
DURATION:PT45M\r\n\
DTSTAMP:20240501T101112Z\r\n\
UID:floating@google.com\r\n\
CREATED:20240401T120000Z\r\n\
LOCATION:Web farm\r\n\
SUMMARY:By the clock on the wall\r\n\
END:VEVENT\r\n\
END:VCALENDAR\r\n";

type Told<'r> = (u32, &'r str, sla::quantity::Instant, Option<sla::quantity::Instant>, Option<sla::quantity::Instant>);

fn told(row: &IntervalRow) -> Told<'_> {
    let Owner::Component(component) = row.of else { panic!("of a component") };
    (component.0, row.id.as_deref().unwrap_or_default(), row.from, row.to, row.announced)
}

#[test]
fn maintenance_of_outlook_and_google() {
    let loaded = read(
        r#"
        [evidence]
        datetime = "%d/%m/%Y %H:%M"
        [evidence.maintenance]
        files             = ["*.ics"]
        columns.announced = "CREATED"
        values.component  = { "API cluster" = "api", "Web farm" = "site" }
        "#,
        &[("google.ics", GOOGLE), ("outlook.ics", OUTLOOK)],
    );
    let at = |text| Some(utc(text));
    let series = "040000008200E00074C5B7101A82E008";
    let which = |time: &str| format!("{series}/{time}");
    let (first, moved, last) =
        (which("2024-03-19T22:00:00"), which("2024-04-16T22:00:00"), which("2024-06-18T22:00:00"));
    assert_eq!(
        loaded.evidence.maintenance.iter().flatten().map(told).collect::<Vec<_>>(),
        [
            (0, first.as_str(), utc("2024-03-19T21:00:00Z"), at("2024-03-19T23:00:00Z"), at("2024-02-26T09:00:00Z")),
            // Two local days, of which one has 23 hours.
            (
                1,
                "7kukuqrfedlm2f9t0vnl6mk7nk@google.com",
                utc("2024-03-29T23:00:00Z"),
                at("2024-03-31T22:00:00Z"),
                at("2024-03-01T12:00:00Z"),
            ),
            (
                1,
                "floating@google.com",
                utc("2024-04-03T19:00:00Z"),
                at("2024-04-03T19:45:00Z"),
                at("2024-04-01T12:00:00Z")
            ),
            (0, moved.as_str(), utc("2024-04-17T20:00:00Z"), at("2024-04-17T21:30:00Z"), at("2024-04-10T09:00:00Z")),
            (0, last.as_str(), utc("2024-06-18T20:00:00Z"), at("2024-06-18T22:00:00Z"), at("2024-02-26T09:00:00Z")),
        ]
    );
    assert_eq!(loaded.problems.len(), 0);
}

/// A series without end, up to a day; from a category rather than a place; in another zone than the contract's.
#[test]
fn outages_of_a_series_and_a_category() {
    let calendar = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20240305T220000\nDURATION:PT10M\nCATEGORIES:API\n\
        RRULE:FREQ=DAILY;INTERVAL=2\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nDTSTART:20240305T220000Z\nCATEGORIES:Holiday\nEND:VEVENT\nEND:VCALENDAR\n";
    let loaded = read(
        r#"
        [evidence.outages]
        files    = ["calendar"]
        format   = "ics"
        timezone = "America/New_York"
        repeat_until      = "2024-03-10"
        columns.component = "CATEGORIES"
        only.CATEGORIES   = ["API"]
        values.component  = { API = "api" }
        defaults          = { impact = "minor" }
        "#,
        &[("calendar", calendar)],
    );
    let from: Vec<_> = loaded.evidence.outages.iter().flatten().map(|row| row.from).collect();
    assert_eq!(from, [utc("2024-03-06T03:00:00Z"), utc("2024-03-08T03:00:00Z"), utc("2024-03-10T03:00:00Z")]);
    assert_eq!(loaded.evidence.files[0].out_of_scope, 1);
}
