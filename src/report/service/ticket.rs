//! One ticket under its clocks, as a document: drawn as a strip of time, with what happened, the sum to check by hand, and
//! what each bound makes of it.

use chrono::{NaiveTime, TimeDelta};

use crate::calendar::{Calendar, Interval, IntervalSet};
use crate::eval::Timeline;
use crate::eval::verdict::{BoundReading, Outcome};
use crate::model::{Locale, Subject};
use crate::quantity::{Elapsed, Instant};
use crate::report::doc::Wishes;
use crate::report::doc::scribe::Scribe;
use crate::report::findings::Findings;
use crate::report::locale;
use crate::report::page::{
    Block, Chart, Document, Drawing, Inline, Lane, Mark, Panel, Section, Side, Strip, Table, Text, plain,
};

use super::cover;
use super::desk::{anchored, table};

/// Signs of an axis at most.
const TICKS: i64 = 12;

/// A ticket under its clocks.
#[derive(Debug, Clone, Copy)]
pub struct Clocked<'a> {
    /// Contract and evidence.
    pub findings: Findings<'a>,
    /// Of the contract.
    pub calendar: &'a Calendar<'a>,
    /// Its id.
    pub ticket: &'a str,
    /// One a clock; at least one.
    pub timelines: &'a [Timeline],
    /// Language of words and numbers; `None`: the contract's.
    pub locale: Option<Locale>,
}

/// The page about a ticket, a section a clock.
pub fn ticket(clocked: &Clocked<'_>) -> Document {
    let model = clocked.findings.model;
    let scribe = Scribe::new(model, clocked.calendar, Wishes { locale: clocked.locale, years: None }, &[]);
    let mut sections: Vec<Section> = clocked
        .timelines
        .iter()
        .map(|timeline| Section {
            number: None,
            title: model.clock(timeline.clock).declared.title().to_owned(),
            anchor: String::new(),
            depth: 1,
            blocks: blocks(&scribe, timeline),
        })
        .collect();
    anchored(&mut sections);
    let moment = |at| locale::moment(scribe.locale, clocked.calendar.zone(), at);
    let mut facts = vec![(scribe.say("derivation.agreement").to_owned(), plain(model.header.name.as_str()))];
    let all = clocked.findings.evidence.tickets.as_deref().unwrap_or_default();
    if let Some(row) = all.iter().find(|row| *row.id == *clocked.ticket) {
        let (file, line) = clocked.findings.row(row.row);
        facts.push((scribe.say("report.read").to_owned(), vec![Inline::Code(format!("{file}:{line}"))]));
    }
    if let Some(first) = clocked.timelines.first() {
        if let Some(level) = first.priority.map(|id| model.priority(id)) {
            let name = level.label.as_deref().unwrap_or(&level.name);
            facts.push((scribe.say("timeline.priority").to_owned(), plain(name)));
        }
        let as_of = format!("{} ({})", moment(first.at), model.header.zone);
        facts.push((scribe.say("report.as_of").to_owned(), plain(as_of)));
    }
    Document {
        language: scribe.words.language(),
        title: scribe.fill("timeline.title", &[("ticket", clocked.ticket)]),
        cover: facts,
        contents: scribe.say("cover.contents").to_owned(),
        skip: scribe.say("cover.skip").to_owned(),
        sections,
        colophon: cover::colophon(&scribe),
    }
}

fn blocks(scribe: &Scribe<'_>, timeline: &Timeline) -> Vec<Block> {
    let Some(started) = timeline.started else {
        return vec![Block::Paragraph(plain(scribe.say("timeline.not_started")))];
    };
    let length = |elapsed| locale::duration(scribe.locale, elapsed);
    let key = if timeline.stopped.is_some() { "timeline.total" } else { "timeline.total_so_far" };
    let mut total = scribe.fill(key, &[("elapsed", &length(timeline.elapsed))]);
    if timeline.paused > Elapsed::ZERO {
        total.push_str(&scribe.fill("timeline.paused_total", &[("paused", &length(timeline.paused))]));
    }
    let mut blocks = Vec::new();
    if !timeline.bounds.is_empty() {
        blocks.push(bounds(scribe, timeline));
    }
    blocks.push(Block::Paragraph(plain(total)));
    blocks.push(events(scribe, timeline, started));
    blocks.push(Block::Chart(chart(scribe, timeline, started)));
    blocks
}

/// What a bound asks: `< 4u, Oplostijden`.
fn bound_words(scribe: &Scribe<'_>, bound: &BoundReading) -> String {
    let norm = scribe.model.norm(bound.norm);
    let limit = match norm.requirements.get(bound.requirement).map(|one| &one.subject) {
        Some(Subject::Timed(timed)) => crate::report::page::in_words(&scribe.within(timed)),
        Some(
            Subject::EachMember(..)
            | Subject::Cadence(_)
            | Subject::Formula { .. }
            | Subject::EachRow { .. }
            | Subject::Obliged(_)
            | Subject::NotAgreed
            | Subject::NoNorm,
        )
        | None => locale::duration(scribe.locale, bound.limit),
    };
    format!("{}: {limit}", norm.declared.title())
}

/// What each bound makes of it.
fn bounds(scribe: &Scribe<'_>, timeline: &Timeline) -> Block {
    let zone = scribe.model.header.zone;
    let moment = |at: Option<Instant>| plain(at.map(|at| locale::moment(scribe.locale, zone, at)).unwrap_or_default());
    let rows = timeline.bounds.iter().map(|bound| {
        let (mark, key) = match bound.outcome {
            Outcome::Good => (Mark::Good, "timeline.good"),
            Outcome::Missed => (Mark::Bad, "timeline.missed"),
            Outcome::Pending => (Mark::Unsure, "timeline.pending"),
        };
        vec![
            plain(bound_words(scribe, bound)),
            plain(locale::duration(scribe.locale, bound.limit)),
            moment(bound.deadline),
            vec![Inline::Verdict(mark, scribe.say(key).to_owned())],
            moment(bound.settled),
        ]
    });
    let head = |key: &str, side| (scribe.say(key).to_owned(), side);
    let columns = vec![
        head("report.norm", Side::Left),
        head("report.limit", Side::Right),
        head("timeline.deadline", Side::Left),
        head("report.verdict", Side::Left),
        head("timeline.settled", Side::Left),
    ];
    table(None, columns, 1, rows.collect())
}

/// What happened, in order of time.
fn events(scribe: &Scribe<'_>, timeline: &Timeline, started: Instant) -> Block {
    let mut all: Vec<(Instant, String)> = Vec::new();
    let say = |key: &str| scribe.say(key).to_owned();
    let start = if timeline.moved_from.is_some() { "timeline.starts_moved" } else { "timeline.starts" };
    all.push((started, say(start)));
    all.extend(timeline.moved_from.map(|at| (at, say("timeline.begins"))));
    for at in &timeline.stops {
        let key = if timeline.stopped == Some(*at) { "timeline.stops" } else { "timeline.stops_not" };
        all.push((*at, say(key)));
    }
    all.extend(timeline.reopenings.iter().map(|at| (*at, say("timeline.reopened"))));
    if timeline.stopped.is_none() {
        all.push((timeline.at, say("timeline.runs")));
    }
    for (at, priority) in timeline.priorities.iter().skip(1) {
        let name = priority
            .map(|id| scribe.model.priority(id))
            .map_or_else(|| say("timeline.missing"), |level| level.label.clone().unwrap_or_else(|| level.name.clone()));
        all.push((*at, scribe.fill("timeline.becomes", &[("priority", &name)])));
    }
    for bound in &timeline.bounds {
        let used = |at| (at, scribe.fill("timeline.used_up", &[("bound", &bound_words(scribe, bound))]));
        all.extend(bound.deadline.map(used));
    }
    all.sort_by_key(|(at, _)| *at);
    let zone = scribe.model.header.zone;
    let rows =
        all.into_iter().map(|(at, words)| vec![plain(locale::moment(scribe.locale, zone, at)), plain(words)]).collect();
    let columns = ["report.when", "report.what"].map(|key| (scribe.say(key).to_owned(), Side::Left));
    table(Some(plain(scribe.say("timeline.events"))), columns.to_vec(), 1, rows)
}

/// When it ran, when it was paused, when it was open and not running, and where each bound was used up; the data are the sum.
fn chart(scribe: &Scribe<'_>, timeline: &Timeline, started: Instant) -> Chart {
    let (from, to) = ends(timeline, started);
    let since = |at: Instant| at.max(from).min(to).micros() - from.micros();
    let until = timeline.stopped.unwrap_or(timeline.at);
    let open = IntervalSet::from_unsorted(timeline.opening.iter().copied());
    let ran = IntervalSet::from_unsorted(timeline.running.iter().map(|(piece, _)| *piece));
    let paused = IntervalSet::from_unsorted(timeline.pauses.iter().map(|(piece, _)| *piece));
    let paused = paused.intersection(&open).difference(&ran).clip(Instant::FIRST, until);
    let idle = open.difference(&ran).difference(&paused);
    let lane = |key: &str, pattern: usize, set: &IntervalSet| Lane {
        name: scribe.say(key).to_owned(),
        pattern,
        stretches: set.iter().map(|piece| (since(piece.start()), since(piece.end()))).collect(),
    };
    let mut lanes = vec![lane("timeline.ran", 2, &ran)];
    lanes.extend((!paused.is_empty()).then(|| lane("timeline.paused", 0, &paused)));
    lanes.extend((!idle.is_empty()).then(|| lane("timeline.idle", 1, &idle)));
    let whole = to.micros() - from.micros();
    for bound in &timeline.bounds {
        let Some(deadline) = bound.deadline else { continue };
        let at = since(deadline);
        let name = scribe.fill("timeline.used_up", &[("bound", &bound_words(scribe, bound))]);
        lanes.push(Lane { name, pattern: 2, stretches: vec![((at - whole / 200).max(0), at)] });
    }
    let title = scribe.say("timeline.chart").to_owned();
    let panel = Panel::Strip(Strip { length: whole, ticks: ticks(scribe, from, to), lanes });
    let moment = |at| locale::moment(scribe.locale, scribe.model.header.zone, at);
    let alt = match timeline.stopped {
        Some(at) => scribe.fill("timeline.alt", &[("from", &moment(started)), ("to", &moment(at))]),
        None => scribe.fill("timeline.alt_running", &[("from", &moment(started))]),
    };
    Chart {
        legend: scribe.say("timeline.chart_alt").to_owned(),
        data_title: scribe.say("chart.data").to_owned(),
        data: sum(scribe, timeline, &paused),
        panels: vec![Drawing { name: String::new(), alt, panel }],
        title,
    }
}

/// From the midnight before the first moment shown to the one after the last, in the contract's zone.
fn ends(timeline: &Timeline, started: Instant) -> (Instant, Instant) {
    let first = timeline.moved_from.map_or(started, |at| at.min(started));
    let last = timeline.shown_until.unwrap_or(timeline.at).max(started);
    let hour = |at: Instant| Elapsed::from_micros(at.micros().rem_euclid(3_600_000_000));
    let from = first.checked_sub(hour(first)).unwrap_or(first);
    let over = Elapsed::from_micros(3_600_000_000 - hour(last).micros());
    (from, last.checked_add(over).unwrap_or(last))
}

/// Midnights, or hours of a single day; as many as there is room for. Local time: an hour that is twice, or not at all, is
/// where it is in real time.
fn ticks(scribe: &Scribe<'_>, from: Instant, to: Instant) -> Vec<(i64, String)> {
    let zone = scribe.model.header.zone;
    let (first, last) = (zone.local(from), zone.local(to));
    let hours = (to.micros() - from.micros()) / 3_600_000_000;
    let mut ticks = Vec::new();
    let mut add = |local: chrono::NaiveDateTime, name: String| {
        let at = zone.instant(local);
        if from <= at && at < to {
            ticks.push((at.micros() - from.micros(), name));
        }
    };
    if hours <= 36 {
        let step = (hours / TICKS + 1).max(1);
        let mut at = first.date().and_time(NaiveTime::MIN);
        while at <= last {
            add(at, locale::time(at));
            at += TimeDelta::hours(step);
        }
    } else {
        let days = (last.date() - first.date()).num_days();
        let step = days / (TICKS / 2) + 1;
        let mut day = first.date();
        while day <= last.date() {
            let name = locale::date(scribe.locale, day);
            add(day.and_time(NaiveTime::MIN), name.split_once(' ').map_or(name.as_str(), |(_, date)| date).to_owned());
            day += TimeDelta::days(step);
        }
    }
    ticks
}

/// When the clock ran and when it was paused, a line each, with the total so far.
fn sum(scribe: &Scribe<'_>, timeline: &Timeline, paused: &IntervalSet) -> Table {
    let zone = scribe.model.header.zone;
    let length = |elapsed| locale::duration(scribe.locale, elapsed);
    let span = |piece: &Interval| {
        let end = locale::moment_after(scribe.locale, zone, piece.start(), piece.end());
        format!("{} – {end}", locale::moment(scribe.locale, zone, piece.start()))
    };
    let mut lines: Vec<(Interval, &str, Option<Elapsed>)> = Vec::new();
    lines.extend(timeline.running.iter().map(|(piece, total)| (*piece, "timeline.ran", Some(*total))));
    lines.extend(paused.iter().map(|piece| (piece, "timeline.paused", None)));
    lines.sort_by_key(|(piece, ..)| piece.start());
    let rows: Vec<Vec<Text>> = lines
        .into_iter()
        .map(|(piece, key, total)| {
            vec![
                plain(span(&piece)),
                plain(scribe.say(key)),
                plain(length(piece.length())),
                plain(total.map(length).unwrap_or_default()),
            ]
        })
        .collect();
    let head =
        ["report.when", "report.what", "timeline.length", "timeline.so_far"].map(|key| (plain(scribe.say(key)), 1));
    let sides = vec![Side::Left, Side::Left, Side::Right, Side::Right];
    Table { caption: None, head: vec![head.to_vec()], names: 1, sides, rows }
}
