//! When an event takes place: once, or as often as its rule, its added and its excepted times say.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::Event;
use super::lines::Line;
use super::moments::{Kind, Length, Moment, Unread};
use super::rule::{End, Rule};
use crate::evidence::error::{EvidenceError, MomentError};
use crate::evidence::place::span;
use crate::quantity::Instant;

/// No event repeats more often.
const MOST: usize = 10_000;

/// A moment for comparing: those of which it is not known whose local time they are, by that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    At(Instant),
    Local(NaiveDateTime),
}

/// One time of an event, in ISO 8601.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Instance {
    pub start: Option<String>,
    pub end: Option<String>,
    /// Which one, of an event that has several.
    pub which: Option<String>,
}

/// Every time of an event, but for those that stand `elsewhere`. A moment that cannot be read is given as it is written,
/// for the table to refuse.
pub(super) fn of(
    event: &Event<'_>,
    until: Option<NaiveDate>,
    elsewhere: &BTreeSet<Key>,
) -> Result<Vec<Instance>, EvidenceError> {
    let Some(line) = event.first("DTSTART") else { return Ok(vec![Instance::default()]) };
    let in_event = InEvent { start: event.at.0 };
    let start = match in_event.moment(line)? {
        Ok(start) => start,
        Err(written) => return Ok(vec![Instance { start: Some(written), ..Instance::default() }]),
    };
    let lasts = match in_event.lasts(event, start)? {
        Ok(lasts) => lasts,
        Err(end) => return Ok(vec![Instance { start: Some(start.written()), end: Some(end), which: None }]),
    };
    let rules: Vec<&Line<'_>> = event.all("RRULE").collect();
    let added: Vec<&Line<'_>> = event.all("RDATE").collect();
    let replaces = event.first("RECURRENCE-ID").map(|line| in_event.moment(line)).transpose()?;
    if replaces.is_some() || (rules.is_empty() && added.is_empty()) {
        let which = replaces.map(|at| at.map_or_else(|written| written, shown));
        let end = lasts.end(start).map(|end| end.written());
        return Ok(vec![Instance { start: Some(start.written()), end, which }]);
    }
    let mut times = BTreeSet::from([start.local]);
    for line in &rules {
        times.extend(in_event.repeated(line, start, until)?);
    }
    for line in added {
        if line.parameter("VALUE").is_some_and(|value| value.eq_ignore_ascii_case("PERIOD")) {
            return Err(in_event.refuse(line, "a `RDATE` of periods is not read"));
        }
        times.extend(in_event.list(line)?.into_iter().filter_map(|moment| same_kind(moment, start)));
    }
    let mut left_out = elsewhere.clone();
    for line in event.all("EXDATE") {
        left_out.extend(in_event.list(line)?.iter().map(Moment::key));
    }
    // A day that is left out takes every time of that day.
    let is_left_out = |moment: &Moment| {
        let day = moment.local.date().and_time(NaiveTime::MIN);
        [moment.key(), Key::Local(moment.local), Key::Local(day)].iter().any(|key| left_out.contains(key))
    };
    let all = times.into_iter().map(|local| start.at(local)).filter(|moment| !is_left_out(moment));
    let instance = |moment: Moment| Instance {
        start: Some(moment.written()),
        end: lasts.end(moment).map(|end| end.written()),
        which: Some(shown(moment)),
    };
    Ok(all.map(instance).collect())
}

/// As it stands in identifiers.
fn shown(moment: Moment) -> String {
    moment.local.format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// The local time of a moment, as that of `like`.
fn same_kind(moment: Moment, like: Moment) -> Option<NaiveDateTime> {
    match (like.kind, moment.instant()) {
        (Kind::Utc, Some(at)) => at.to_utc().map(|at| at.naive_utc()),
        (Kind::In(zone), Some(at)) => Some(zone.local(at)),
        (Kind::Utc | Kind::In(_), None) | (Kind::Floating | Kind::Day, _) => Some(moment.local),
    }
}

/// How long an event lasts, each time.
#[derive(Debug, Clone, Copy)]
enum Lasts {
    /// `DURATION`
    Length(Length),
    /// From its start to its `DTEND`, of the same kind.
    Exactly(i64),
    /// One end, of an event that takes place once.
    Until(Moment),
}

impl Lasts {
    fn end(self, start: Moment) -> Option<Moment> {
        match self {
            Self::Length(length) => start.after(length),
            Self::Exactly(seconds) => start.after(Length { days: 0, seconds }),
            Self::Until(end) => Some(end),
        }
    }
}

/// Problems of an event, by their place in it.
struct InEvent {
    start: usize,
}

impl InEvent {
    fn at(&self, line: &Line<'_>) -> crate::source::Span {
        span(line.at.0.saturating_sub(self.start), line.at.1.saturating_sub(self.start))
    }

    fn refuse(&self, line: &Line<'_>, why: impl Into<String>) -> EvidenceError {
        let help = "export each time as an event of its own";
        MomentError::Repeats { why: why.into(), help, span: self.at(line) }.into()
    }

    fn unknown_zone(&self, line: &Line<'_>, zone: String) -> EvidenceError {
        MomentError::UnknownZone { zone, span: self.at(line) }.into()
    }

    /// A moment, or its text where it is none.
    fn moment(&self, line: &Line<'_>) -> Result<Result<Moment, String>, EvidenceError> {
        match Moment::read(line) {
            Ok(moment) => Ok(Ok(moment)),
            Err(Unread::Form) => Ok(Err(line.value.trim().to_owned())),
            Err(Unread::Zone(zone)) => Err(self.unknown_zone(line, zone)),
        }
    }

    fn list(&self, line: &Line<'_>) -> Result<Vec<Moment>, EvidenceError> {
        Moment::list(line).map_err(|why| match why {
            Unread::Form => self.refuse(line, format!("`{}` is no list of moments", line.value.trim())),
            Unread::Zone(zone) => self.unknown_zone(line, zone),
        })
    }

    /// How long it lasts, or the text of an end that is none.
    fn lasts(&self, event: &Event<'_>, start: Moment) -> Result<Result<Lasts, String>, EvidenceError> {
        if let Some(line) = event.first("DTEND") {
            let end = match self.moment(line)? {
                Ok(end) => end,
                Err(written) => return Ok(Err(written)),
            };
            let repeats = event.first("RRULE").or_else(|| event.first("RDATE"));
            let Some(rule) = repeats else { return Ok(Ok(Lasts::Until(end))) };
            let seconds = match (start.instant(), end.instant()) {
                (Some(start), Some(end)) => Some((end.micros() - start.micros()) / 1_000_000),
                (None, None) => Some((end.local - start.local).num_seconds()),
                (Some(_), None) | (None, Some(_)) => None,
            };
            return match seconds {
                Some(seconds) => Ok(Ok(Lasts::Exactly(seconds))),
                None => Err(self.refuse(rule, "one of its start and its end names a time zone, the other does not")),
            };
        }
        if let Some(line) = event.first("DURATION") {
            let written = line.value.trim();
            return Ok(Length::read(written).map(Lasts::Length).ok_or_else(|| written.to_owned()));
        }
        let days = i64::from(start.kind == Kind::Day);
        Ok(Ok(Lasts::Length(Length { days, seconds: 0 })))
    }

    /// The local times of a rule.
    fn repeated(
        &self,
        line: &Line<'_>,
        start: Moment,
        until: Option<NaiveDate>,
    ) -> Result<Vec<NaiveDateTime>, EvidenceError> {
        let mut rule = Rule::read(line.value.trim()).map_err(|why| self.refuse(line, why))?;
        // A last moment in UTC, as local time of the event.
        if let End::Until { local, is_utc: true } = rule.end {
            let utc = Moment { local, kind: Kind::Utc };
            rule.end = End::Until { local: same_kind(utc, start).unwrap_or(local), is_utc: false };
        }
        if rule.end == End::Never {
            let Some(day) = until else {
                let help = "say up to which day it is read, with `repeat_until = \"2024-12-31\"` in `sla.toml`";
                let (why, span) = ("it repeats without end".to_owned(), self.at(line));
                return Err(MomentError::Repeats { why, help, span }.into());
            };
            let last = day.and_time(NaiveTime::MIN) + TimeDelta::seconds(86_399);
            rule.end = End::Until { local: last, is_utc: false };
        }
        let Some(times) = rule.times(start.local, MOST) else {
            return Err(self.refuse(line, "it repeats more than 10,000 times"));
        };
        if !times.contains(&start.local) {
            return Err(self.refuse(line, "it begins at a time that its rule does not have"));
        }
        Ok(times)
    }
}
