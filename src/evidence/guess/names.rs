//! What exports call the columns of the contract, in English, Dutch and German, and as ServiceNow, Jira, TOPdesk, Zendesk
//! and others write them. In lower case, with spaces for `_`, `-` and `.`; the likeliest first.

use crate::evidence::project::Table;

/// Names of a column in exports.
pub(super) fn of_column(table: Table, column: &str) -> &'static [&'static str] {
    match (table, column) {
        (Table::Changes | Table::Waits | Table::Updates, "ticket") => TICKET,
        (Table::Tickets, "ticket") => TICKET,
        (Table::Tickets, "opened") => OPENED,
        (Table::Tickets, "responded") => RESPONDED,
        (Table::Tickets, "resolved") => RESOLVED,
        (Table::Tickets, "closed") => CLOSED,
        (Table::Tickets, "priority") => PRIORITY,
        (Table::Tickets, "kind") => KIND,
        (Table::Changes | Table::Updates, "at") => UPDATED,
        (Table::Changes, "field") => &["fieldname", "field name", "veld", "feld", "attribute"],
        (Table::Changes, "value") => &["newvalue", "new value", "new", "tostring", "nieuwe waarde", "neuer wert"],
        (Table::Waits | Table::Outages | Table::Maintenance | Table::Components | Table::Amounts, "from") => FROM,
        (Table::Waits | Table::Outages | Table::Maintenance | Table::Components | Table::Amounts, "to") => TO,
        (Table::Waits, "reason") => &["hold reason", "reden", "wachtreden", "grund", "wartegrund"],
        (Table::Maintenance, "announced") => &["announced at", "scheduled at", "aangekondigd", "angekündigt"],
        (Table::Events | Table::Samples | Table::Judgements, "at") => AT,
        (Table::Samples, "value") => &["waarde", "wert", "measurement", "meting", "messwert"],
        (Table::Samples, "good") => &["goed", "ok", "success", "successes", "gut"],
        (Table::Samples, "total") => &["totaal", "count", "requests", "gesamt"],
        (Table::Amounts, "value") => &["amount", "bedrag", "betrag", "euro", "eur"],
        (Table::Judgements, "answer") => &["antwoord", "antwort", "verdict"],
        (Table::Judgements, "by") => &["door", "von", "author"],
        (Table::Judgements, "reason") => &["reden", "grund", "why"],
        (_, "component") => COMPONENT,
        (_, _) => &[],
    }
}

const TICKET: &[&str] = &[
    "ticket",
    "ticket id",
    "ticket number",
    "number",
    "issue key",
    "key",
    "incidentnummer",
    "nummer",
    "meldingnummer",
    "melding",
    "ticketnummer",
    "vorgangsnummer",
    "incident id",
    "incident number",
    "incident",
    "issue id",
    "id",
    "sys id",
];
const OPENED: &[&str] = &[
    "opened",
    "opened at",
    "created",
    "created at",
    "fields created",
    "aanmaakdatum",
    "datum aangemaakt",
    "aangemaakt",
    "aangemaakt op",
    "gemeld",
    "gemeld op",
    "geopend",
    "meldingsdatum",
    "erstellt",
    "erstellt am",
    "eröffnet",
    "gemeldet",
    "sys created on",
    "sys created at",
    "created on",
    "reported",
    "reported at",
    "open date",
    "creation date",
];
const RESPONDED: &[&str] = &[
    "responded",
    "responded at",
    "first response",
    "first response at",
    "first reply at",
    "metric set replied at",
    "replied at",
    "datum eerste reactie",
    "eerste reactie",
    "beantwoord",
    "opgepakt",
    "reactie",
    "erste antwort",
    "beantwortet",
    "reagiert",
    "acknowledged",
    "acknowledged at",
    "work start",
];
const RESOLVED: &[&str] = &[
    "resolved",
    "resolved at",
    "resolutiondate",
    "fields resolutiondate",
    "resolution date",
    "solved",
    "solved at",
    "metric set solved at",
    "datum gereed",
    "gereed",
    "opgelost",
    "opgelost op",
    "oplosdatum",
    "gelöst",
    "gelöst am",
    "behoben",
    "erledigt",
    "resolvedwhen",
    "fixed",
    "fixed at",
    "completed at",
];
const CLOSED: &[&str] = &[
    "closed",
    "closed at",
    "close at",
    "datum afgemeld",
    "afgemeld",
    "gesloten",
    "gesloten op",
    "afgesloten",
    "geschlossen",
    "geschlossen am",
    "abgeschlossen",
    "close date",
    "closed on",
];
const PRIORITY: &[&str] = &[
    "priority",
    "prioriteit",
    "priorität",
    "prio",
    "fields priority name",
    "priority name",
    "priority summary",
    "urgentie",
];
const KIND: &[&str] = &[
    "kind",
    "type",
    "ticket type",
    "issue type",
    "soort",
    "soort ticket",
    "soort melding",
    "art",
    "typ",
    "vorgangsart",
];
const COMPONENT: &[&str] = &[
    "component",
    "components",
    "affected",
    "cmdb ci",
    "configuration item",
    "service",
    "service summary",
    "object id",
    "onderdeel",
    "dienst",
    "komponente",
    "dienst name",
    "system",
    "systeem",
    "host",
];
const UPDATED: &[&str] = &[
    "at",
    "sys updated at",
    "sys updated on",
    "updated at",
    "updated",
    "last updated",
    "sys created on",
    "created at",
    "changed at",
    "timestamp",
    "wijzigingsdatum",
    "datum wijziging",
    "gewijzigd",
    "gewijzigd op",
    "geändert",
    "geändert am",
    "aktualisiert",
    "om",
];
const FROM: &[&str] = &[
    "from",
    "start",
    "started at",
    "start time",
    "begin",
    "van",
    "vanaf",
    "started",
    "date",
    "created at",
    "von",
    "ab",
    "beginn",
    "begin time",
    "down at",
];
const TO: &[&str] = &[
    "to",
    "end",
    "ended at",
    "end time",
    "eind",
    "einde",
    "tot",
    "ended",
    "resolvedwhen",
    "resolved at",
    "bis",
    "ende",
    "up at",
];
const AT: &[&str] = &["at", "time", "timestamp", "date", "moment", "datum", "tijdstip", "zeitpunkt", "om", "op"];

/// What the status of a ticket is called.
pub(super) const STATUS: &[&str] = &[
    "status",
    "state",
    "incident state",
    "fields status name",
    "toestand",
    "zustand",
    "stand",
    "ticket status",
    "issue status",
];

/// What the moment of a row is called, in exports with a row for every update.
pub(super) const UPDATE: &[&str] = UPDATED;

/// What a file of a table is called.
pub(super) fn of_table(table: Table) -> &'static [&'static str] {
    match table {
        Table::Components => &["components", "members", "leden"],
        Table::Tickets => {
            &["tickets", "incidents", "incidenten", "meldingen", "issues", "vorfälle", "störungsmeldungen"]
        }
        Table::Changes => &["changes", "audit", "history", "wijzigingen", "änderungen"],
        Table::Waits => &["waits", "wachttijden", "wartezeiten", "pauses"],
        Table::Updates => &["updates"],
        Table::Outages => &["outages", "storingen", "ausfälle", "störungen", "downtime"],
        Table::Maintenance => &["maintenance", "onderhoud", "wartung", "wartungen"],
        Table::Events => &["events", "gebeurtenissen", "ereignisse"],
        Table::Amounts => &["amounts", "kosten", "bedragen", "fees", "beträge"],
        Table::Judgements => &["judgements", "oordelen", "urteile"],
        Table::Samples => &["samples", "metingen", "messungen", "measurements"],
    }
}

/// What a status says of the work, where its name says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::evidence) enum Stage {
    /// Work goes on, or has not begun.
    Open,
    /// It waits on somebody.
    Waiting,
    /// It is solved.
    Resolved,
    /// It is over.
    Closed,
}

/// The stage that a status names.
pub(in crate::evidence) fn stage(status: &str) -> Option<Stage> {
    let status = plain(status);
    let is = |words: &[&str]| words.contains(&status.as_str());
    let begins = |words: &[&str]| words.iter().any(|word| status.starts_with(word));
    let open: &[&str] = &[
        "new",
        "open",
        "opened",
        "active",
        "assigned",
        "in progress",
        "work in progress",
        "to do",
        "reopened",
        "nieuw",
        "in behandeling",
        "toegewezen",
        "heropend",
        "neu",
        "offen",
        "in bearbeitung",
        "zugewiesen",
        "wieder geöffnet",
    ];
    if is(open) {
        Some(Stage::Open)
    } else if begins(&["awaiting", "waiting", "wacht", "warte", "on hold", "pending", "hold"]) {
        Some(Stage::Waiting)
    } else if is(&["resolved", "solved", "done", "fixed", "gereed", "opgelost", "gelöst", "behoben", "erledigt"]) {
        Some(Stage::Resolved)
    } else if is(&["closed", "afgemeld", "gesloten", "afgesloten", "geschlossen", "abgeschlossen"]) {
        Some(Stage::Closed)
    } else {
        None
    }
}

/// A name for comparing: in lower case, with single spaces for `_`, `-` and `.`.
pub(super) fn plain(name: &str) -> String {
    let spaced = name.to_lowercase().replace(['_', '-', '.'], " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
