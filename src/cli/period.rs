//! Which periods are judged, and as of when. Never by the clock: by what is asked for, or by the evidence.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

use crate::calendar::{Calendar, Period};
use crate::evidence::{Cell, Evidence, Opened, Ticket, Visitor, Whole};
use crate::model::Zone;
use crate::quantity::Instant;

use super::error::UsageError;
use super::exit::Stop;

/// Arguments that choose periods.
#[derive(Debug, clap::Args)]
pub(super) struct PeriodArgs {
    /// Period to judge: `2019-06`, `2019-Q2`, `2019-H1`, `2019`, or several: `2019-06..2019-08`
    ///
    /// Default: the last whole period in the evidence in which the contract holds. Whole is one that ends before the last
    /// moment in the evidence; where all of it lies in one period, that one.
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// Judge every whole period in the evidence
    #[arg(long, conflicts_with = "period")]
    all_periods: bool,
    /// Moment of evaluation, for periods that are not over by then
    ///
    /// Local times are in the contract's time zone. Default: the end of the last period judged.
    #[arg(long, value_name = "INSTANT")]
    as_of: Option<String>,
}

impl PeriodArgs {
    /// Whether a period was asked for.
    pub(super) fn is_given(&self) -> bool {
        self.period.is_some() || self.all_periods
    }

    /// The periods in order of time, and the moment of evaluation.
    pub(super) fn choose(&self, calendar: &Calendar<'_>, evidence: &Evidence) -> Result<(Vec<Period>, Instant), Stop> {
        self.choose_within(calendar, extent(evidence))
    }

    /// The same, of evidence with this extent; where the periods are named, it only makes better examples.
    fn choose_within(
        &self,
        calendar: &Calendar<'_>,
        extent: Option<(Instant, Instant)>,
    ) -> Result<(Vec<Period>, Instant), Stop> {
        let all = calendar.periods();
        let example = extent.map_or(Instant::from_micros(1_704_067_200_000_000), |(_, last)| last);
        let example = all.containing(example).label;
        let effective = Effective::of(calendar);
        let periods = match &self.period {
            Some(text) => {
                let periods = all.parse(text).map_err(|reason| UsageError::Period { reason, example })?;
                match periods.iter().find(|period| !effective.holds_in(period)) {
                    Some(period) => return Err(effective.refused(calendar, period)),
                    None => periods,
                }
            }
            None => {
                let Some((first, last)) = extent else { return Err(UsageError::NoPeriod { example }.into()) };
                let mut whole = vec![all.containing(first)];
                while let Some(period) = whole.last()
                    && all.next(period).to <= last
                {
                    whole.push(all.next(period));
                }
                let last = whole.last().cloned();
                whole.retain(|period| effective.holds_in(period));
                if let (true, Some(period)) = (whole.is_empty(), last) {
                    return Err(effective.refused(calendar, &period));
                }
                let skipped = if self.all_periods { 0 } else { whole.len() - 1 };
                whole.split_off(skipped)
            }
        };
        let as_of = match (&self.as_of, periods.last()) {
            (Some(text), _) => moment(text, calendar.zone())?,
            (None, Some(last)) => last.to,
            (None, None) => return Err(UsageError::NoPeriod { example: all.containing(Instant::FIRST).label }.into()),
        };
        Ok((periods, as_of))
    }

    /// The same, of evidence whose tickets are still to be read. `None`: it cannot be chosen so.
    pub(super) fn choose_streaming(
        &self,
        calendar: &Calendar<'_>,
        opened: &Opened<'_>,
    ) -> Option<(Vec<Period>, Instant)> {
        let extent = if self.period.is_some() { None } else { extent_of(opened)? };
        self.choose_within(calendar, extent).ok()
    }

    /// `asked` with the periods before it that charts and comparisons look back on: those in which there is evidence and
    /// the contract holds, a year of months at most.
    pub(super) fn with_those_before(calendar: &Calendar<'_>, evidence: &Evidence, asked: Vec<Period>) -> Vec<Period> {
        const MOST: usize = 12;
        let (all, effective) = (calendar.periods(), Effective::of(calendar));
        let since = extent(evidence).map(|(first, _)| first);
        let mut before = Vec::new();
        while let Some(next) = before.last().or(asked.first()).map(|period| all.previous(period)) {
            let is_known = since.is_some_and(|since| since < next.to) && Instant::FIRST < next.to;
            if before.len() == MOST || !is_known || !effective.holds_in(&next) {
                break;
            }
            before.push(next);
        }
        before.reverse();
        before.into_iter().chain(asked).collect()
    }

    /// The moment of evaluation asked for.
    pub(super) fn as_of(&self, calendar: &Calendar<'_>) -> Result<Option<Instant>, Stop> {
        self.as_of.as_ref().map(|text| moment(text, calendar.zone())).transpose()
    }
}

/// When the contract holds: `effective from` its first day `to` the end of its last one.
struct Effective {
    from: Option<Instant>,
    to: Option<Instant>,
}

impl Effective {
    fn of(calendar: &Calendar<'_>) -> Self {
        let (header, zone) = (&calendar.model().header, calendar.zone());
        let after = |last: NaiveDate| last.succ_opt().unwrap_or(last);
        Self {
            from: header.effective_from.map(|day| zone.midnight(day)),
            to: header.effective_to.map(|day| zone.midnight(after(day))),
        }
    }

    fn holds_in(&self, period: &Period) -> bool {
        self.from.is_none_or(|from| from < period.to) && self.to.is_none_or(|to| period.from < to)
    }

    fn refused(&self, calendar: &Calendar<'_>, period: &Period) -> Stop {
        let header = &calendar.model().header;
        let from = header.effective_from.map(|day| format!(" from {day}"));
        let to = header.effective_to.map(|day| format!(" to {day}"));
        let effective = format!("it is effective{}{}", from.unwrap_or_default(), to.unwrap_or_default());
        UsageError::NotEffective { period: period.label.clone(), effective }.into()
    }
}

/// First and last moment in the evidence. Maintenance is planned ahead and tells only where there is nothing else; amounts
/// are known ahead too, and tell nothing.
fn extent(evidence: &Evidence) -> Option<(Instant, Instant)> {
    happened(evidence).or_else(|| planned(evidence))
}

fn happened(evidence: &Evidence) -> Option<(Instant, Instant)> {
    let tickets = evidence.tickets.iter().flatten().flat_map(of_ticket);
    let waits = evidence.waits.iter().flatten().flat_map(|wait| [Some(wait.from), wait.to]);
    let changes = evidence.changes.iter().flatten().map(|change| Some(change.at));
    let outages = evidence.outages.iter().flatten().flat_map(|row| [Some(row.from), row.to]);
    let samples = evidence.samples.iter().flatten().map(|sample| Some(sample.at));
    let events = evidence.events.iter().flatten().map(|event| Some(event.at));
    let judgements = evidence.judgements.iter().flatten().map(|judgement| Some(judgement.at));
    let updates = evidence.updates.iter().flatten().map(|update| Some(update.at));
    let of_people = events.chain(judgements).chain(updates);
    ends(tickets.chain(waits.chain(changes).chain(outages).chain(samples).chain(of_people).flatten()))
}

fn planned(evidence: &Evidence) -> Option<(Instant, Instant)> {
    ends(evidence.maintenance.iter().flatten().flat_map(|row| [Some(row.from), row.to]).flatten())
}

/// The same, of evidence whose tickets are still to be read; `None`: they cannot be read so.
fn extent_of(opened: &Opened<'_>) -> Option<Option<(Instant, Instant)>> {
    let (of_tickets, _) = opened.visit(&Extents)?;
    let all = of_tickets.into_iter().chain([happened(opened.others())]).flatten();
    Some(ends(all.flat_map(|(first, last)| [first, last])).or_else(|| planned(opened.others())))
}

/// Looks for the first and the last moment of tickets.
struct Extents;

impl Visitor for Extents {
    type Gathered = Option<(Instant, Instant)>;

    fn start(&self) -> Self::Gathered {
        None
    }

    fn visit(&self, whole: &mut Whole, gathered: &mut Self::Gathered) {
        let waits = whole.waits.iter().flat_map(|wait| [Some(wait.from), wait.to]).flatten();
        let changes = whole.changes.iter().map(|change| change.at);
        let updates = whole.updates.iter().map(|update| update.at);
        let known = gathered.iter().flat_map(|(first, last)| [*first, *last]);
        *gathered = ends(of_ticket(&whole.ticket).chain(waits).chain(changes).chain(updates).chain(known));
    }
}

/// Every moment of a ticket.
pub(super) fn of_ticket(ticket: &Ticket) -> impl Iterator<Item = Instant> {
    let own = ticket.cells.iter().filter_map(|cell| match cell {
        Cell::Instant(at) => Some(*at),
        Cell::Missing | Cell::Value(_) | Cell::YesNo(_) | Cell::Number(_) | Cell::Text(_) | Cell::Elapsed(_) => None,
    });
    [Some(ticket.opened), ticket.responded, ticket.resolved, ticket.closed].into_iter().flatten().chain(own)
}

pub(super) fn ends(moments: impl Iterator<Item = Instant>) -> Option<(Instant, Instant)> {
    moments.fold(None, |ends, at| {
        let (first, last) = ends.unwrap_or((at, at));
        Some((first.min(at), last.max(at)))
    })
}

/// A moment as written on the command line.
pub(super) fn moment(text: &str, zone: Zone) -> Result<Instant, Stop> {
    let refused = |reason| UsageError::AsOf { written: text.to_owned(), reason, zone: zone.to_string() };
    let local = |text: &str| {
        let formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S%.f"];
        let midnight = || Some(text.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN));
        formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok()).or_else(midnight)
    };
    let with_offset = ["%Y-%m-%dT%H:%M:%S%.f%:z", "%Y-%m-%dT%H:%M%:z"];
    let utc = text.strip_suffix(['Z', 'z']).map(|text| format!("{text}+00:00"));
    let offset =
        with_offset.iter().find_map(|format| DateTime::parse_from_str(utc.as_deref().unwrap_or(text), format).ok());
    let at = match (offset, local(text)) {
        (Some(moment), _) => Instant::from(moment.to_utc()),
        (None, Some(local)) => zone
            .exactly(local)
            .map_err(|_| refused("this local time does not exist, or exists twice; add an offset"))?,
        (None, None) => return Err(refused("not a date, or a date and a time").into()),
    };
    if at < Instant::FIRST || at > Instant::END {
        return Err(refused("calendars hold the years 1990 to 2100").into());
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_as_written() {
        let zone = Zone::Named(chrono_tz::Europe::Amsterdam);
        let shown = |text| moment(text, zone).map(|at| zone.rfc3339(at)).ok();
        let cases = [
            ("2024-04-01", Some("2024-04-01T00:00:00+02:00")),
            ("2024-04-01T09:00", Some("2024-04-01T09:00:00+02:00")),
            ("2024-04-01 09:00:30", Some("2024-04-01T09:00:30+02:00")),
            ("2024-04-01T09:00+00:00", Some("2024-04-01T11:00:00+02:00")),
            ("2024-04-01T09:00:00.5Z", Some("2024-04-01T11:00:00.500+02:00")),
            ("2024-03-31T02:30", None),
            ("2024-10-27T02:30", None),
            ("2024-10-27T02:30+01:00", Some("2024-10-27T02:30:00+01:00")),
            ("01-04-2024", None),
            ("now", None),
            ("1989-01-01", None),
        ];
        for (text, want) in cases {
            assert_eq!(shown(text).as_deref(), want, "{text}");
        }
    }
}
