//! Exports as well-known tools write them, read by their presets.

use sla::evidence::{BadRows, ChangeKind, Loaded, Project};
use sla::source::SourceMap;

use super::{Memory, compiled, loaded, root};

const CONTRACT: &str = r#"edition 1

contract "Service desk" { timezone Europe/Amsterdam }

window office { mon..fri 09:00-17:00 }

priorities high > normal

component api, site

ticket incident { waiting on customer }

outage { impact minor | major | critical }

clock resolution of incident {
  from     opened
  to       resolved
  counting office
  pausing  while waiting on customer
}

norm resolved {
  clock resolution
  by priority {
           | 90% within
    high   | 4h
    normal | 16h
  }
}

norm answered { share of incident with response <= 2h >= 90% }

clock response of incident {
  from     opened
  to       responded
  counting office
}

measure down of component -> count {
  result is count of outages where impact is major
}

norm few_outages { down of api <= 2 }

norm told { every maintenance is announced at least 2 workdays of office before }

cadence talk of incident {
  from     opened
  to       resolved
  counting office
  1 per 4h
}
"#;

pub(super) fn read(sla_toml: &str, files: &[(&str, &str)]) -> Loaded {
    let mut sources = SourceMap::default();
    let model = compiled(&mut sources, CONTRACT);
    let id = sources.add("sla.toml", &format!("contract = \"contract.sla\"\n{sla_toml}"));
    let show = |problems: &sla::diagnostic::Diagnostics| {
        sla::diagnostic::render::render(problems, &sources, sla::diagnostic::render::Format::Plain)
    };
    let project = Project::parse(&sources, id).unwrap_or_else(|problems| panic!("{}", show(&problems)));
    let files = Memory(files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect());
    let loaded = sla::evidence::load(&model, &project, &files, BadRows::Fail);
    assert!(!loaded.problems.has_errors(), "{}", show(&loaded.problems));
    loaded
}

pub(super) fn utc(text: &str) -> sla::quantity::Instant {
    sla::quantity::Instant::from(chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc())
}

/// `(ticket, kind of change)`, in order.
fn told(loaded: &Loaded) -> Vec<(String, ChangeKind)> {
    let tickets = loaded.evidence.tickets.as_ref().unwrap();
    let changes = loaded.evidence.changes.iter().flatten();
    changes.map(|change| (tickets.get(change.ticket.0 as usize).unwrap().id.to_string(), change.kind.clone())).collect()
}

#[test]
fn jira() {
    let answer = r#"{ "startAt": 0, "total": 2, "issues": [
      { "id": "10001", "key": "DESK-1",
        "fields": { "created": "2024-03-04T09:00:00.000+0100", "resolutiondate": "2024-03-05T11:00:00.000+0100",
                    "priority": { "name": "High", "id": "2" }, "status": { "name": "Done" }, "issuetype": { "name": "Bug" } },
        "changelog": { "histories": [
          { "created": "2024-03-04T10:00:00.000+0100", "items": [
            { "field": "status", "fromString": "Open", "toString": "Waiting for customer" },
            { "field": "assignee", "toString": "Jan" } ] },
          { "created": "2024-03-04T12:00:00.000+0100", "items": [
            { "field": "status", "fromString": "Waiting for customer", "toString": "In Progress" },
            { "field": "priority", "fromString": "Medium", "toString": "High" } ] },
          { "created": "2024-03-05T11:00:00.000+0100", "items": [ { "field": "status", "toString": "Done" } ] } ] } },
      { "id": "10002", "key": "DESK-2",
        "fields": { "created": "2024-03-04T09:30:00.000+0100", "resolutiondate": null, "priority": { "name": "Medium" } },
        "changelog": { "histories": [] } } ] }"#;
    let loaded = read(
        r#"
        [evidence]
        preset = "jira"
        [evidence.tickets]
        files  = ["search.json"]
        absent = ["responded"]
        values.priority = { High = "high", Medium = "normal" }
        [evidence.changes]
        files = ["search.json"]
        waits = { "Waiting for customer" = "customer" }
        values.priority = { High = "high", Medium = "normal" }
        "#,
        &[("search.json", answer)],
    );
    let tickets = loaded.evidence.tickets.as_ref().unwrap();
    assert_eq!(tickets.len(), 2);
    assert_eq!((&*tickets[0].id, tickets[0].opened), ("DESK-1", utc("2024-03-04T08:00:00Z")));
    assert_eq!(tickets[0].resolved, Some(utc("2024-03-05T10:00:00Z")));
    assert_eq!(tickets[1].resolved, None);
    let waits = loaded.evidence.waits.as_ref().unwrap();
    assert_eq!(
        (waits.len(), waits[0].from, waits[0].to),
        (1, utc("2024-03-04T09:00:00Z"), Some(utc("2024-03-04T11:00:00Z")))
    );
    assert_eq!(told(&loaded).len(), 2, "a priority and a resolution");
    assert_eq!(tickets[0].row.line, 1, "a ticket is called by its place in the list");
}

#[test]
fn zendesk() {
    let tickets = r#"{ "tickets": [
      { "id": 35436, "created_at": "2024-03-04T08:00:00Z", "priority": "high", "status": "solved", "type": "incident",
        "metric_set": { "solved_at": "2024-03-04T12:00:00Z", "replied_at": null } } ], "next_page": null }"#;
    let audits = r#"{ "audits": [
      { "id": 1, "ticket_id": 35436, "created_at": "2024-03-04T08:00:00Z", "events": [
        { "id": 11, "type": "Create", "field_name": "status", "value": "new" },
        { "id": 12, "type": "Comment", "public": true, "body": "Help" } ] },
      { "id": 2, "ticket_id": 35436, "created_at": "2024-03-04T09:00:00Z", "events": [
        { "id": 21, "type": "Change", "field_name": "status", "value": "pending", "previous_value": "open" },
        { "id": 22, "type": "Comment", "public": false, "body": "note" } ] },
      { "id": 3, "ticket_id": 35436, "created_at": "2024-03-04T10:00:00Z", "events": [
        { "id": 31, "type": "Change", "field_name": "status", "value": "open" },
        { "id": 32, "type": "Change", "field_name": "tags", "value": ["a", "b"] } ] },
      { "id": 4, "ticket_id": 35436, "created_at": "2024-03-04T12:00:00Z", "events": [
        { "id": 41, "type": "Change", "field_name": "status", "value": "solved" } ] } ] }"#;
    let loaded = read(
        r#"
        [evidence.tickets]
        preset = "zendesk"
        files  = ["tickets.json"]
        [evidence.changes]
        preset = "zendesk"
        files  = ["audits.json"]
        waits  = { pending = "customer" }
        [evidence.updates]
        preset = "zendesk"
        files  = ["audits.json"]
        "#,
        &[("tickets.json", tickets), ("audits.json", audits)],
    );
    let ticket = &loaded.evidence.tickets.as_ref().unwrap()[0];
    assert_eq!((&*ticket.id, ticket.resolved), ("35436", Some(utc("2024-03-04T12:00:00Z"))));
    let waits = loaded.evidence.waits.as_ref().unwrap();
    assert_eq!((waits[0].from, waits[0].to), (utc("2024-03-04T09:00:00Z"), Some(utc("2024-03-04T10:00:00Z"))));
    assert_eq!(loaded.evidence.updates.as_ref().unwrap().len(), 1, "what the requester saw");
}

/// Two updates of one incident change what is wrong with a component, and a third one says that it works again.
#[test]
fn statuspage() {
    let incidents = r#"{ "page": { "id": "4lzycl8t1x0c", "time_zone": "Etc/UTC" }, "incidents": [
      { "id": "x0ljvc9m1wxj", "name": "API errors", "status": "resolved", "impact": "major", "impact_override": null,
        "created_at": "2024-03-04T08:02:00.000Z", "started_at": "2024-03-04T08:02:00.000Z",
        "monitoring_at": "2024-03-04T09:00:00.000Z", "resolved_at": "2024-03-04T09:30:00.000Z", "shortlink": "https://stspg.io/7a0d",
        "components": [ { "id": "c1", "name": "API", "status": "operational" }, { "id": "c2", "name": "Website", "status": "operational" } ],
        "incident_updates": [
          { "id": "u4", "status": "resolved", "body": "Resolved.", "created_at": "2024-03-04T09:30:00.000Z", "display_at": "2024-03-04T09:30:00.000Z",
            "affected_components": [
              { "code": "c1", "name": "API", "old_status": "degraded_performance", "new_status": "operational" },
              { "code": "c2", "name": "Website", "old_status": "operational", "new_status": "operational" } ] },
          { "id": "u3", "status": "monitoring", "body": "A fix is in place.", "created_at": "2024-03-04T09:00:00.000Z", "display_at": "2024-03-04T09:00:00.000Z",
            "affected_components": [
              { "code": "c1", "name": "API", "old_status": "major_outage", "new_status": "degraded_performance" },
              { "code": "c2", "name": "Website", "old_status": "partial_outage", "new_status": "operational" } ] },
          { "id": "u2", "status": "identified", "body": "We know.", "created_at": "2024-03-04T08:20:00.000Z", "display_at": "2024-03-04T08:20:00.000Z",
            "affected_components": [
              { "code": "c1", "name": "API", "old_status": "major_outage", "new_status": "major_outage" },
              { "code": "c2", "name": "Website", "old_status": "operational", "new_status": "partial_outage" } ] },
          { "id": "u1", "status": "investigating", "body": "Errors.", "created_at": "2024-03-04T08:02:00.000Z", "display_at": "2024-03-04T08:00:00.000Z",
            "affected_components": [ { "code": "c1", "name": "API", "old_status": "operational", "new_status": "major_outage" } ] } ] },
      { "id": "old", "name": "Slow", "status": "resolved", "impact": "minor", "created_at": "2024-02-01T08:00:00.000Z",
        "resolved_at": "2024-02-01T08:10:00.000Z", "components": [],
        "incident_updates": [ { "id": "u0", "status": "resolved", "display_at": "2024-02-01T08:10:00.000Z", "affected_components": null } ] } ] }"#;
    let planned = r#"{ "scheduled_maintenances": [
      { "id": "m1", "name": "Database", "status": "completed", "impact": "maintenance", "created_at": "2024-02-26T09:00:00.000Z",
        "scheduled_for": "2024-03-05T22:00:00.000Z", "scheduled_until": "2024-03-05T23:30:00.000Z", "started_at": "2024-02-26T09:00:00.000Z",
        "resolved_at": "2024-03-05T23:00:00.000Z", "components": [ { "id": "c1", "name": "API" } ],
        "incident_updates": [
          { "id": "v4", "status": "completed", "display_at": "2024-03-05T23:00:00.000Z",
            "affected_components": [ { "code": "c1", "name": "API", "old_status": "under_maintenance", "new_status": "operational" } ] },
          { "id": "v3", "status": "verifying", "display_at": "2024-03-05T22:50:00.000Z",
            "affected_components": [ { "code": "c1", "name": "API", "old_status": "under_maintenance", "new_status": "under_maintenance" } ] },
          { "id": "v2", "status": "in_progress", "display_at": "2024-03-05T22:10:00.000Z",
            "affected_components": [ { "code": "c1", "name": "API", "old_status": "operational", "new_status": "under_maintenance" } ] },
          { "id": "v1", "status": "scheduled", "display_at": "2024-02-26T09:00:00.000Z",
            "affected_components": [ { "code": "c1", "name": "API", "old_status": "operational", "new_status": "operational" } ] } ] },
      { "id": "m2", "name": "Network", "status": "scheduled", "impact": "maintenance", "created_at": "2024-03-05T22:30:00.000Z",
        "scheduled_for": "2024-04-05T22:00:00.000Z", "scheduled_until": "2024-04-05T23:30:00.000Z", "started_at": null, "resolved_at": null,
        "incident_updates": [ { "id": "w1", "status": "scheduled", "display_at": "2024-03-05T22:30:00.000Z",
            "affected_components": [ { "code": "c1", "name": "API", "old_status": "under_maintenance", "new_status": "under_maintenance" } ] } ] } ] }"#;
    let loaded = read(
        r#"
        [evidence]
        preset = "statuspage"
        [evidence.outages]
        files = ["incidents.json"]
        values.component = { API = "api", Website = "site" }
        values.impact    = { major_outage = "critical", partial_outage = "major", degraded_performance = "minor" }
        [evidence.maintenance]
        files = ["scheduled-maintenances.json"]
        values.component = { API = "api", Website = "site" }
        "#,
        &[("incidents.json", incidents), ("scheduled-maintenances.json", planned)],
    );
    let all = loaded.evidence.outages.as_ref().unwrap();
    assert_eq!(
        all.iter().map(outage).collect::<Vec<_>>(),
        [
            (0, utc("2024-03-04T08:00:00Z"), Some(utc("2024-03-04T09:00:00Z")), 2),
            (1, utc("2024-03-04T08:20:00Z"), Some(utc("2024-03-04T09:00:00Z")), 1),
            (0, utc("2024-03-04T09:00:00Z"), Some(utc("2024-03-04T09:30:00Z")), 0),
        ]
    );
    let [work] = loaded.evidence.maintenance.as_deref().unwrap() else { panic!("what is only planned is no work") };
    assert_eq!((work.from, work.to), (utc("2024-03-05T22:10:00Z"), Some(utc("2024-03-05T23:00:00Z"))));
    assert_eq!(work.announced, Some(utc("2024-02-26T09:00:00Z")));
}

/// Component, start, end and impact of an outage, as numbers.
fn outage(row: &sla::evidence::IntervalRow) -> (u32, sla::quantity::Instant, Option<sla::quantity::Instant>, u32) {
    let sla::evidence::Owner::Component(component) = row.of else { panic!("of a component") };
    let Some(sla::evidence::Cell::Value(impact)) = row.cells.first() else { panic!("an impact") };
    (component.0, row.from, row.to, impact.0)
}

/// Pages of which the updates name no components: whole incidents.
#[test]
fn statuspage_incidents() {
    let incidents = r#"{ "page": { "id": "x" }, "incidents": [
      { "id": "p1", "name": "API errors", "status": "resolved", "impact": "major",
        "created_at": "2024-03-04T08:00:00.000Z", "resolved_at": "2024-03-04T09:30:00.000Z",
        "components": [ { "id": "c1", "name": "API" }, { "id": "c2", "name": "Website" } ],
        "incident_updates": [ { "id": "u1", "status": "resolved", "affected_components": null } ] } ] }"#;
    let planned = r#"{ "scheduled_maintenances": [
      { "id": "m1", "name": "Database", "impact": "maintenance", "created_at": "2024-02-26T09:00:00.000Z",
        "scheduled_for": "2024-03-05T22:00:00.000Z", "scheduled_until": "2024-03-05T23:00:00.000Z",
        "components": [ { "name": "API" } ] } ] }"#;
    let loaded = read(
        r#"
        [evidence]
        preset = "statuspage-incidents"
        [evidence.outages]
        files = ["incidents.json"]
        values.component = { API = "api", Website = "site" }
        [evidence.maintenance]
        files = ["scheduled-maintenances.json"]
        values.component = { API = "api", Website = "site" }
        "#,
        &[("incidents.json", incidents), ("scheduled-maintenances.json", planned)],
    );
    let outages = loaded.evidence.outages.as_ref().unwrap();
    assert_eq!(outages.len(), 2, "one for each component");
    assert_eq!((outages[0].from, outages[0].to), (utc("2024-03-04T08:00:00Z"), Some(utc("2024-03-04T09:30:00Z"))));
    let work = &loaded.evidence.maintenance.as_ref().unwrap()[0];
    assert_eq!((work.from, work.announced), (utc("2024-03-05T22:00:00Z"), Some(utc("2024-02-26T09:00:00Z"))));
}

/// Rows of the table `heartbeat`, as SQLite writes them: only those at which a status changed.
#[test]
fn uptime_kuma() {
    let beats = r#"[
      {"id":90,"important":1,"monitor_id":1,"status":1,"msg":"200 - OK","time":"2024-03-04 07:00:00.120","ping":84,"duration":0,"down_count":0,"end_time":"2024-03-04 07:00:00.204","retries":0},
      {"id":101,"important":1,"monitor_id":1,"status":0,"msg":"timeout of 48000ms exceeded","time":"2024-03-04 08:00:00.318","ping":null,"duration":60,"down_count":0,"end_time":"2024-03-04 08:00:48.318","retries":1},
      {"id":120,"important":1,"monitor_id":2,"status":0,"msg":"connect ECONNREFUSED 10.0.0.7:443","time":"2024-03-04 08:05:00","ping":null,"duration":60,"down_count":0,"end_time":null,"retries":0},
      {"id":131,"important":1,"monitor_id":1,"status":1,"msg":"200 - OK","time":"2024-03-04 08:12:00.500","ping":91,"duration":60,"down_count":0,"end_time":null,"retries":0},
      {"id":140,"important":1,"monitor_id":1,"status":3,"msg":"Monitor under maintenance","time":"2024-03-05 22:00:01","ping":null,"duration":60,"down_count":0,"end_time":null,"retries":0},
      {"id":150,"important":1,"monitor_id":1,"status":1,"msg":"200 - OK","time":"2024-03-05 22:30:01","ping":80,"duration":60,"down_count":0,"end_time":null,"retries":0}
    ]"#;
    let loaded = read(
        r#"
        [evidence]
        preset = "uptime-kuma"
        [evidence.outages]
        files    = ["heartbeat.json"]
        values.component = { 1 = "api", 2 = "site" }
        defaults = { impact = "major" }
        [evidence.maintenance]
        files  = ["heartbeat.json"]
        values.component = { 1 = "api", 2 = "site" }
        absent = ["announced"]
        "#,
        &[("heartbeat.json", beats)],
    );
    let outages: Vec<_> = loaded.evidence.outages.iter().flatten().map(outage).collect();
    assert_eq!(
        outages,
        [
            (0, utc("2024-03-04T08:00:00.318Z"), Some(utc("2024-03-04T08:12:00.500Z")), 1),
            (1, utc("2024-03-04T08:05:00Z"), None, 1),
        ]
    );
    let work: Vec<_> = loaded.evidence.maintenance.iter().flatten().map(|row| (row.from, row.to)).collect();
    assert_eq!(work, [(utc("2024-03-05T22:00:01Z"), Some(utc("2024-03-05T22:30:01Z")))]);
}

/// Issues that Upptime opened and closed, as GitHub gives them, the newest first.
#[test]
fn upptime() {
    let issues = r#"[
      { "url": "https://api.github.com/repos/acme/status/issues/12", "number": 12, "title": "⚠️ API has degraded performance", "state": "open",
        "user": { "login": "status-bot" }, "labels": [ { "name": "status" }, { "name": "api" } ], "locked": true, "comments": 0,
        "created_at": "2024-03-06T10:00:00Z", "updated_at": "2024-03-06T10:00:00Z", "closed_at": null,
        "body": "In [`0a1b2c3`](https://github.com/acme/status/commit/0a1b2c3), API (https://api.example.org) experienced **degraded performance**" },
      { "url": "https://api.github.com/repos/acme/status/issues/11", "number": 11, "title": "🛑 Website is down", "state": "closed",
        "user": { "login": "status-bot" }, "labels": [ { "name": "status" }, { "name": "website" } ], "locked": true, "comments": 1,
        "created_at": "2024-03-04T08:05:12Z", "updated_at": "2024-03-04T08:21:40Z", "closed_at": "2024-03-04T08:21:39Z",
        "body": "In [`c3d4e5f`](https://github.com/acme/status/commit/c3d4e5f), Website (https://example.org) was **down**:\n- HTTP code: 0\n- Response time: 0 ms\n" } ]"#;
    let loaded = read(
        r#"
        [evidence.outages]
        preset = "upptime"
        files  = ["issues-*.json"]
        values.component = { "🛑 Website is down" = "site", "⚠️ API has degraded performance" = "api" }
        values.impact    = { "🛑 Website is down" = "critical", "⚠️ API has degraded performance" = "minor" }
        "#,
        &[("issues-1.json", issues)],
    );
    let outages: Vec<_> = loaded.evidence.outages.iter().flatten().map(outage).collect();
    assert_eq!(
        outages,
        [
            (1, utc("2024-03-04T08:05:12Z"), Some(utc("2024-03-04T08:21:39Z")), 2),
            (0, utc("2024-03-06T10:00:00Z"), None, 0),
        ]
    );
}

#[test]
fn pagerduty() {
    let incidents = r#"{ "incidents": [ { "id": "PT4KHLK", "title": "The server is on fire.", "created_at": "2024-03-04T08:00:00Z",
      "resolved_at": "2024-03-04T08:40:00Z", "urgency": "high", "priority": { "summary": "P1" }, "service": { "summary": "API" } } ] }"#;
    let entries = r#"{ "log_entries": [
      { "id": "R1", "type": "trigger_log_entry", "created_at": "2024-03-04T08:00:00Z", "incident": { "id": "PT4KHLK" } },
      { "id": "R2", "type": "notify_log_entry", "created_at": "2024-03-04T08:01:00Z", "incident": { "id": "PT4KHLK" } },
      { "id": "R3", "type": "acknowledge_log_entry", "created_at": "2024-03-04T08:05:00Z", "incident": { "id": "PT4KHLK" } },
      { "id": "R4", "type": "resolve_log_entry", "created_at": "2024-03-04T08:40:00Z", "incident": { "id": "PT4KHLK" } } ] }"#;
    let loaded = read(
        r#"
        [evidence.tickets]
        preset = "pagerduty"
        files  = ["incidents.json"]
        values.priority = { P1 = "high" }
        [evidence.changes]
        preset = "pagerduty"
        files  = ["log_entries.json"]
        "#,
        &[("incidents.json", incidents), ("log_entries.json", entries)],
    );
    let kinds: Vec<ChangeKind> = told(&loaded).into_iter().map(|(_, kind)| kind).collect();
    assert_eq!(kinds, [ChangeKind::Responded, ChangeKind::Resolved]);
}

#[test]
fn zammad() {
    let tickets = r#"[ { "id": 3, "number": "67001", "title": "No mail", "state": "closed", "priority": "2 normal", "type": null,
      "created_at": "2024-03-04T08:00:00.000Z", "first_response_at": "2024-03-04T08:30:00.000Z", "close_at": "2024-03-04T12:00:00.000Z" } ]"#;
    let loaded = read(
        r#"
        [evidence.tickets]
        preset = "zammad"
        files  = ["tickets.json"]
        values.priority = { "2 normal" = "normal" }
        "#,
        &[("tickets.json", tickets)],
    );
    let ticket = &loaded.evidence.tickets.as_ref().unwrap()[0];
    assert_eq!((&*ticket.id, ticket.responded), ("67001", Some(utc("2024-03-04T08:30:00Z"))));
    assert_eq!(ticket.resolved, Some(utc("2024-03-04T12:00:00Z")));
}

#[test]
fn topdesk() {
    let tickets = "Incidentnummer;Aanmaakdatum;Datum eerste reactie;Datum gereed;Datum afgemeld;Prioriteit;Korte omschrijving\r\n\
      I 2403 001;04-03-2024 09:00;04-03-2024 09:10;04-03-2024 12:30;05-03-2024 08:00;P1;\"Mail; traag\"\r\n\
      I 2403 002;04-03-2024 10:00;;;;P2;Printer\r\n";
    let loaded = read(
        r#"
        [evidence.tickets]
        preset = "topdesk"
        files  = ["incidenten.csv"]
        values.priority = { P1 = "high", P2 = "normal" }
        "#,
        &[("incidenten.csv", tickets)],
    );
    let tickets = loaded.evidence.tickets.as_ref().unwrap();
    assert_eq!((&*tickets[0].id, tickets[0].resolved), ("I 2403 001", Some(utc("2024-03-04T11:30:00Z"))));
    assert_eq!(tickets[1].resolved, None);
}

/// A table export of ServiceNow, in UTC, and its audit log.
#[test]
fn servicenow() {
    let (loaded, shown) = loaded(&root().join("tests/cases/evidence/good/servicenow_rest"), BadRows::Fail);
    assert_eq!(shown, "");
    let tickets = loaded.evidence.tickets.as_ref().unwrap();
    assert_eq!(tickets.len(), 67);
    let first = tickets.iter().find(|ticket| &*ticket.id == "INC0000060").unwrap();
    assert_eq!((first.opened, first.resolved), (utc("2016-12-12T15:19:57Z"), Some(utc("2016-12-13T21:43:14Z"))));
    let incident = r#"{ "result": [ { "sys_id": "9c57", "number": "INC1", "opened_at": "2024-03-04 08:00:00",
      "resolved_at": "", "closed_at": "", "priority": "1" } ] }"#;
    let audit = r#"{ "result": [
      { "documentkey": "9c57", "fieldname": "state", "oldvalue": "1", "newvalue": "3", "sys_created_on": "2024-03-04 09:00:00" },
      { "documentkey": "9c57", "fieldname": "assigned_to", "oldvalue": "", "newvalue": "x", "sys_created_on": "2024-03-04 09:00:01" },
      { "documentkey": "9c57", "fieldname": "state", "oldvalue": "3", "newvalue": "6", "sys_created_on": "2024-03-04 11:00:00" } ] }"#;
    let loaded = read(
        r#"
        [evidence]
        preset = "servicenow"
        [evidence.tickets]
        files  = ["incident.json"]
        absent = ["responded"]
        columns.ticket  = "sys_id"
        values.priority = { 1 = "high" }
        [evidence.changes]
        files = ["sys_audit.json"]
        waits = { 3 = "customer" }
        "#,
        &[("incident.json", incident), ("sys_audit.json", audit)],
    );
    assert_eq!(told(&loaded), [("9c57".to_owned(), ChangeKind::Resolved)]);
    assert_eq!(loaded.evidence.waits.as_ref().unwrap().len(), 1);
}

/// What `sla.toml` says itself goes before what the preset says.
#[test]
fn a_preset_lies_under_what_the_project_says() {
    let csv = "Issue key,Created,Resolved,Urgency\nD-1,04/Mar/24 9:00 AM,04/Mar/24 1:00 PM,1\n";
    let loaded = read(
        r#"
        [evidence.tickets]
        preset   = "jira-csv"
        files    = ["jira.csv"]
        datetime = "%d/%b/%y %I:%M %p"
        absent   = ["responded"]
        columns.priority = "Urgency"
        values.priority  = { 1 = "high" }
        "#,
        &[("jira.csv", csv)],
    );
    let ticket = &loaded.evidence.tickets.as_ref().unwrap()[0];
    assert_eq!((ticket.priority.map(|one| one.0), ticket.resolved), (Some(0), Some(utc("2024-03-04T12:00:00Z"))));
}
