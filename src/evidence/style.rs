//! How the values of one table are written, and its moments: the values that go wrong most.

use crate::calendar::Unclear;
use crate::model::Zone;
use crate::quantity::Instant;

use super::error::MomentError;
use super::format::{Row, Said};
use super::found::{Found, Refused, span_of};
use super::project::{DurationUnit, Format as SourceFormat, PercentStyle, TableSource, WhichOfTwo};
use super::value::datetime::{Misread, Written};
use super::value::{Format, LocalTimes, NoInstant, stand_in, suggested_formats};

/// How calendars write moments.
const OF_CALENDARS: &str = "a calendar writes `20240301T170000Z`, `20240301T180000` with or without \
                            `TZID=Europe/Amsterdam`, or a day: `20240301`";

/// How the values of one `[evidence.<table>]` are written.
#[derive(Debug)]
pub(super) struct Style {
    missing: Vec<String>,
    formats: Vec<Format>,
    format_texts: Vec<String>,
    times: LocalTimes,
    /// Which moment a local time means that exists twice; `None`: nobody knows.
    ambiguous: Option<WhichOfTwo>,
    /// Whether moments without an offset are as they should be, beside others.
    is_calendar: bool,
    /// Decimal marks are commas.
    pub decimal_comma: bool,
    /// How percentages are written.
    pub percent: PercentStyle,
    /// What a bare number in a duration column counts.
    pub duration: Option<DurationUnit>,
}

impl Style {
    /// Of `source`, in `contract_zone` unless it says otherwise.
    pub(super) fn new(source: &TableSource, contract_zone: Zone) -> Self {
        // A calendar has one way of writing moments, whatever the other files have.
        let is_calendar = source.format == Some(SourceFormat::Ics);
        let compiled = source
            .datetime
            .iter()
            .filter(|_| !is_calendar)
            .map(|text| (text.value.clone(), Format::compile(&text.value)));
        // A format that is none was refused with the project file.
        let (format_texts, formats): (Vec<_>, Vec<_>) =
            compiled.filter_map(|(text, format)| Some((text, format.ok()?))).unzip();
        let is_default = formats.is_empty();
        Self {
            missing: source.missing.iter().filter(|missing| !missing.is_empty()).cloned().collect(),
            formats: if is_default { vec![Format::Iso] } else { formats },
            format_texts,
            times: LocalTimes::new(source.timezone.unwrap_or(contract_zone)),
            ambiguous: source.ambiguous,
            is_calendar,
            decimal_comma: source.decimal_comma,
            percent: source.percent,
            duration: source.duration,
        }
    }

    /// Whether a text stands for no value.
    pub(super) fn is_missing(&self, text: &str) -> bool {
        text.is_empty() || self.missing.iter().any(|missing| missing == text)
    }

    /// The moment that a text writes.
    pub(super) fn instant(
        &self,
        column: &str,
        said: &Said<'_>,
        row: &Row<'_>,
        found: &mut Found,
    ) -> Result<Instant, Refused> {
        let mut nearest = Misread::Form;
        for format in &self.formats {
            match format.read(said.text.as_bytes()) {
                Ok(written) => {
                    if !self.is_calendar {
                        found.offsets.see(written.offset.is_some(), row.number);
                    }
                    return self.placed(written).map_err(|why| found.push(row, self.no_instant(why, said, row)));
                }
                Err(why) => nearest = nearest.max(why),
            }
        }
        Err(found.push(row, self.misread(nearest, column, said, row)))
    }

    /// The instant of a timestamp; of two, the one that the project means.
    fn placed(&self, written: Written) -> Result<Instant, NoInstant> {
        match (self.times.instant(written), self.ambiguous) {
            (Err(NoInstant::Unclear(Unclear::Fold { earlier, later })), Some(meant)) => Ok(match meant {
                WhichOfTwo::Earlier => earlier,
                WhichOfTwo::Later => later,
            }),
            (placed, _) => placed,
        }
    }

    fn misread(&self, why: Misread, column: &str, said: &Said<'_>, row: &Row<'_>) -> MomentError {
        let (text, span) = (said.text.to_string(), span_of(Some(said), row));
        let expected = if self.is_calendar {
            "`20240301T170000Z`".to_owned()
        } else if self.format_texts.is_empty() {
            "`2024-03-01T18:00:00+01:00` or `2024-03-01 18:00`".to_owned()
        } else {
            let formats: Vec<String> = self.format_texts.iter().map(|format| format!("`{format}`")).collect();
            formats.join(" or ")
        };
        let help = match (suggestion(&text).or_else(|| stand_in(&text)), why) {
            _ if self.is_calendar => OF_CALENDARS.to_owned(),
            (Some(help), _) => help,
            (None, Misread::NoSuchMoment) => {
                "months run to their last day, hours from 00 to 23 (24:00 is 00:00 of the next day), seconds to 59"
                    .into()
            }
            (None, Misread::Form | Misread::TooFine) => {
                "for another form say `datetime = \"…\"`, such as `\"%d/%m/%Y %H:%M\"`".into()
            }
        };
        match why {
            Misread::TooFine => MomentError::TooFine { text, span },
            Misread::NoSuchMoment => {
                let is_default = self.format_texts.is_empty();
                let read_as = if is_default { String::new() } else { format!(", read as {expected}") };
                MomentError::NoSuchMoment { text, read_as, help, span }
            }
            Misread::Form => MomentError::NotAMoment { text, column: column.to_owned(), expected, help, span },
        }
    }

    fn no_instant(&self, why: NoInstant, said: &Said<'_>, row: &Row<'_>) -> MomentError {
        let (text, span) = (said.text.to_string(), span_of(Some(said), row));
        let zone = self.times.zone();
        match why {
            NoInstant::OutOfRange => MomentError::OutOfRange { text, span },
            NoInstant::Unclear(Unclear::Gap) => MomentError::Gap { text, zone: zone.to_string(), span },
            NoInstant::Unclear(Unclear::Fold { earlier, later }) => MomentError::Fold {
                text,
                zone: zone.to_string(),
                earlier: zone.rfc3339(earlier),
                later: zone.rfc3339(later),
                span,
            },
        }
    }

    /// As a person in the zone of the export would write it.
    pub(super) fn shown(&self, instant: Instant) -> String {
        self.times.zone().rfc3339(instant)
    }
}

/// Which formats of the project would read `text`.
fn suggestion(text: &str) -> Option<String> {
    let formats = |text: &str| -> Vec<String> {
        suggested_formats(text).iter().map(|format| format!("`datetime = \"{format}\"`")).collect()
    };
    match formats(text).as_slice() {
        [] if formats(&format!("{text} 00:00")).is_empty() => None,
        [] => Some("a date alone is no moment: export the time of day as well".to_owned()),
        [one] => Some(format!("this one is read with {one}")),
        several => {
            Some(format!("which comes first, the day or the month? say {}: it is never guessed", several.join(" or ")))
        }
    }
}
