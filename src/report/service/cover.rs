//! Who, when and where; definitions, conventions, evidence and versions.

use crate::calendar::holidays::DATA_VERSION;
use crate::quantity::Instant;
use crate::quantity::zone::DATABASE_VERSION;
use crate::report::doc::scribe::Scribe;
use crate::report::locale;
use crate::report::page::{Block, Inline, Section, Side, Text, paragraph, plain};

use super::desk::{Desk, table};
use super::meaning;
use super::rows::table_key;

/// The facts on the cover; `first` is the first of several periods.
pub(super) fn facts(desk: &Desk<'_>, first: Option<&Desk<'_>>) -> Vec<(String, Text)> {
    let header = &desk.findings.model.header;
    let say = |key: &str| desk.say(key).to_owned();
    let first = first.unwrap_or(desk);
    let named = if first.period.label == desk.period.label {
        desk.named(desk.period)
    } else {
        format!("{} – {}", first.named(first.period), desk.named(desk.period))
    };
    let day = |at| locale::day(desk.scribe.locale, header.zone, at);
    let last = Instant::from_micros(desk.period.to.micros() - 1);
    let dates = desk.fill("date.range", &[("from", &day(first.period.from)), ("to", &day(last))]);
    let running = if desk.period.finished { String::new() } else { format!(", {}", desk.say("report.running")) };
    let as_of = desk.moment(desk.findings.verdicts.as_of);
    let version = header.version.as_ref().map(|version| format!("{version}, ")).unwrap_or_default();
    let digest = desk.findings.sha256.get(..12).unwrap_or_default();
    let contract =
        vec![Inline::Plain(format!("{version}{} ", desk.findings.contract)), Inline::Code(format!("sha256:{digest}…"))];
    let facts = [
        header.provider.clone().map(|provider| (say("cover.provider"), plain(provider))),
        header.customer.clone().map(|customer| (say("cover.customer"), plain(customer))),
        desk.findings
            .verdicts
            .plan
            .map(|plan| (say("report.plan"), plain(desk.findings.model.plan(plan).declared.title()))),
        Some((say("report.period"), plain(format!("{named} ({dates}{running})")))),
        Some((say("report.contract"), contract)),
        Some((say("report.as_of"), plain(as_of))),
        Some((say("cover.zone"), plain(zone(desk, first)))),
        header.currency.clone().map(|currency| (say("cover.currency"), plain(currency))),
    ];
    facts.into_iter().flatten().collect()
}

/// The zone of all times, its offset, and where that changes in what is reported: `Europe/Amsterdam (UTC+01:00; UTC+02:00
/// from zo 31-03-2019 03:00 on)`.
fn zone(desk: &Desk<'_>, first: &Desk<'_>) -> String {
    let zone = desk.calendar.zone();
    let offset = |at| format!("UTC{}", locale::offset(zone, at));
    let (from, to) = (first.period.from, desk.period.to);
    let mut said = offset(from);
    for at in locale::changes(zone, from, to) {
        let values = [("offset", offset(at)), ("at", desk.moment(at))];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        said.push_str(&format!("; {}", desk.fill("report.offset_from", &values)));
    }
    match zone {
        crate::model::Zone::Named(_) => format!("{zone} ({said})"),
        crate::model::Zone::Fixed(_) => said,
    }
}

/// What the figures mean and rest on.
pub(super) fn annexes(desk: &Desk<'_>) -> Vec<Section> {
    vec![meaning::section(desk), desk.section(desk.say("report.evidence"), 1, evidence(desk))]
}

fn evidence(desk: &Desk<'_>) -> Vec<Block> {
    let if_any = |n: u64| if n == 0 { Text::new() } else { plain(desk.count(n)) };
    let rows = desk.findings.evidence.files.iter().map(|file| {
        vec![
            plain(format!("{} ({})", desk.say(table_key(&file.table)), file.table)),
            plain(file.file.as_str()),
            plain(desk.count(file.rows)),
            if_any(file.rejected),
            if_any(file.dropped),
            if_any(file.out_of_scope),
            vec![Inline::Code(file.sha256.clone())],
        ]
    });
    let head = |key: &str, side| (desk.say(key).to_owned(), side);
    let columns = vec![
        head("report.table", Side::Left),
        head("report.file", Side::Left),
        head("report.rows", Side::Right),
        head("report.rejected", Side::Right),
        head("report.dropped", Side::Right),
        head("report.out_of_scope", Side::Right),
        ("SHA-256".to_owned(), Side::Left),
    ];
    let rows: Vec<Vec<Text>> = rows.collect();
    let mut blocks = Vec::new();
    if rows.is_empty() {
        blocks.push(paragraph(desk.say("report.no_evidence")));
    } else {
        blocks.push(table(None, columns, 2, rows));
    }
    let files = std::iter::once((desk.findings.contract, desk.findings.sha256))
        .chain(desk.findings.others.iter().map(|other| (other.file.as_str(), other.sha256.as_str())));
    let rows = files.map(|(file, digest)| vec![plain(file), vec![Inline::Code(digest.to_owned())]]).collect();
    let columns = vec![head("report.contract_file", Side::Left), ("SHA-256".to_owned(), Side::Left)];
    blocks.push(table(None, columns, 1, rows));
    blocks
}

/// What the report was made with.
pub(super) fn colophon(scribe: &Scribe<'_>) -> Text {
    let values = [("version", env!("CARGO_PKG_VERSION")), ("holidays", DATA_VERSION), ("zones", DATABASE_VERSION)];
    plain(scribe.fill("report.colophon", &values))
}
