//! What follows from status logs.

use sla::evidence::BadRows;
use sla::quantity::Instant;

use super::loaded_from;

/// What follows from the log of one ticket: changes and waits in words, and what its own row then says.
fn story(row: &str, log: &str) -> String {
    let toml = r#"
        contract = "c"
        [evidence.tickets]
        files    = ["tickets.csv"]
        absent   = ["impact"]
        defaults = { kind = "incident" }
        [evidence.changes]
        files     = ["log.csv"]
        columns   = { value = "to" }
        defaults  = { ticket = "A" }
        responded = ["Active", "Pending"]
        resolved  = ["Resolved"]
        closed    = ["Closed"]
        reopened  = ["Reopened"]
        open      = ["New"]
        missing   = ["-100"]
        waits     = { "Pending" = "customer", "Vendor" = "third_party" }
    "#;
    let tickets = format!("ticket,opened,responded,resolved,closed,priority\nA,2024-03-01 09:00,{row}\n");
    let log: String = log.split(", ").map(|entry| format!("2024-03-01 {}\n", entry.replace(' ', ","))).collect();
    let log = format!("at,field,to\n{log}");
    let (loaded, shown) =
        loaded_from(toml, &[("tickets.csv", tickets.as_bytes()), ("log.csv", log.as_bytes())], BadRows::Fail);
    assert_eq!(shown, "", "{log}");
    let evidence = loaded.evidence;
    let clock = |at: Instant| at.to_utc().unwrap().format("%H:%M").to_string();
    let tickets = evidence.tickets.unwrap();
    let ticket = tickets.first().unwrap();
    let mut words = Vec::new();
    for change in evidence.changes.unwrap() {
        let what = format!("{:?}", change.kind).replace("Priority(Some(PriorityId(", "P").replace(")))", "");
        words.push(format!("{} {what}", clock(change.at)));
    }
    for wait in evidence.waits.unwrap() {
        let to = wait.to.map(clock).unwrap_or_default();
        words.push(format!("{}-{to} reason {}", clock(wait.from), wait.reason.0));
    }
    let moment = |name: &str, at: Option<Instant>| at.map(|at| format!("{name} {}", clock(at)));
    words.extend(moment("responded", ticket.responded));
    words.extend(moment("resolved", ticket.resolved));
    words.extend(moment("closed", ticket.closed));
    words.extend(ticket.priority.map(|priority| format!("priority {}", priority.0)));
    words.join("; ")
}

/// Times in the log are in Amsterdam, those of the stories in UTC.
#[test]
fn stories_that_logs_tell() {
    let cases = [
        ("without a word", ",,,", "09:00 status New", ""),
        (
            "the log counts where the row says nothing",
            ",,,",
            "09:00 status New, 09:30 status Active, 10:00 status Resolved, 11:00 status Closed",
            "08:30 Responded; 09:00 Resolved; 10:00 Closed; responded 08:30; resolved 09:00; closed 10:00",
        ),
        (
            "the row is exact where both speak of the same",
            "2024-03-01 09:20,2024-03-01 09:55,,",
            "09:30 status Active, 10:00 status Resolved",
            "08:30 Responded; 09:00 Resolved; responded 08:20; resolved 08:55",
        ),
        (
            "the row holds the first of two resolutions",
            ",2024-03-01 10:00,,",
            "10:00 status Resolved, 11:00 status New, 12:00 status Resolved",
            "09:00 Resolved; 10:00 Reopened; 11:00 Resolved; resolved 11:00",
        ),
        (
            "reopened and open since: the last resolution known",
            ",,,",
            "10:00 status Resolved, 11:00 status Reopened, 11:30 status New",
            "09:00 Resolved; 10:00 Reopened; resolved 09:00",
        ),
        (
            "waits, one after the other, the last one open",
            ",,,",
            "10:00 status Pending, 10:30 status Pending, 11:00 status Vendor, 12:00 status New, 13:00 status Pending",
            "09:00 Responded; 09:00-10:00 reason 0; 10:00-11:00 reason 1; 12:00- reason 0; responded 09:00",
        ),
        (
            "resolving ends a wait; a wait out of resolved is a reopening",
            ",,,",
            "10:00 status Vendor, 11:00 status Resolved, 12:00 status Vendor, 13:00 status Closed",
            "10:00 Resolved; 11:00 Reopened; 12:00 Closed; 09:00-10:00 reason 1; 11:00-12:00 reason 1; \
             resolved 10:00; closed 12:00",
        ),
        (
            "from closed back to resolved is no reopening",
            ",,,",
            "10:00 status Closed, 11:00 status Resolved, 12:00 status -100, 13:00 status New",
            "09:00 Closed; 12:00 Reopened; closed 09:00",
        ),
        (
            "rows of one moment count in their order, and waits of no length do not",
            ",,,",
            "10:00 status Vendor, 10:00 status Resolved, 10:00 status Closed",
            "09:00 Resolved; 09:00 Closed; resolved 09:00; closed 09:00",
        ),
        (
            "rows in any order are sorted",
            ",,,",
            "12:00 status New, 10:00 status Resolved",
            "09:00 Resolved; 11:00 Reopened; resolved 09:00",
        ),
        (
            "the row holds the last priority; the log tells the first",
            ",,,P1",
            "09:00 priority P3, 10:00 priority P3, 11:00 priority P1",
            "08:00 P2; 10:00 P0; priority 2",
        ),
    ];
    for (name, row, log, want) in cases {
        assert_eq!(story(row, log), want, "{name}");
    }
}
