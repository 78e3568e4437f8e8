//! Values, limits and moments as the contract writes them.

use chrono::{Datelike, NaiveDateTime};

use crate::calendar::Calendar;
use crate::model::{CalendarUnit, Limit, Unit, Value, Worth};
use crate::quantity::{Elapsed, Instant, Ratio, downtime};
use crate::source::Span;

/// `99.9%`, in as few decimals as it takes.
pub(super) fn percent(share: &Ratio) -> String {
    downtime::percentage(share, |_| false)
}

/// A percentage as it is where six decimals suffice; otherwise with two, unless those would bring it to a bound.
pub(super) fn percent_apart(share: &Ratio, bound: &Ratio) -> String {
    const EXACT: u32 = 8;
    if Ratio::from_scaled(share.scaled_floor(EXACT), EXACT) == *share {
        return percent(share);
    }
    downtime::percentage(share, |shown| shown.cmp(bound) == share.cmp(bound))
}

/// A value of a unit, time in seconds.
pub(super) fn value_of(unit: Unit, value: &Ratio) -> String {
    match unit {
        Unit::Percent => percent(value),
        Unit::Elapsed => elapsed(value),
        Unit::Count | Unit::Number => number(value),
    }
}

/// `4h30m`
fn elapsed(seconds: &Ratio) -> String {
    Elapsed::from_micros(i64::try_from(seconds.scaled_floor(6)).unwrap_or(i64::MAX)).to_string()
}

fn number(value: &Ratio) -> String {
    let hundredth = value.div(&Ratio::whole(100)).unwrap_or_else(|_| value.clone());
    percent(&hundredth).trim_end_matches('%').to_owned()
}

/// A value as written.
pub(super) fn value(value: &Value) -> String {
    value_of(value.unit(), &value.ratio())
}

/// `10%`, `500 EUR`
pub(super) fn worth(worth: &Worth, currency: Option<&str>) -> String {
    match worth {
        Worth::Share(share) => percent(share),
        Worth::Money(money) => format!("{} {}", number(money), currency.unwrap_or_default()),
        Worth::NotAgreed => "an amount".to_owned(),
    }
}

/// `4h`, `2 workdays`, `until the end of workday 1`
pub(super) fn limit(limit: &Limit) -> String {
    match limit {
        Limit::Elapsed(elapsed) => elapsed.to_string(),
        Limit::Calendar { count, unit, days_of: _ } => {
            let unit = match unit {
                CalendarUnit::Workday => "workday",
                CalendarUnit::Day => "day",
                CalendarUnit::Week => "week",
                CalendarUnit::Month => "month",
                CalendarUnit::Year => "year",
            };
            format!("{count} {unit}{}", if *count == 1 { "" } else { "s" })
        }
        Limit::EndOfWorkday { count, days_of: _ } => format!("until the end of workday {count}"),
    }
}

/// `Monday 2024-01-08 09:00`, in the zone of the contract.
pub(super) fn moment(calendar: &Calendar<'_>, at: Instant) -> String {
    let local: NaiveDateTime = calendar.zone().local(at);
    let weekday = match local.weekday() {
        chrono::Weekday::Mon => "Monday",
        chrono::Weekday::Tue => "Tuesday",
        chrono::Weekday::Wed => "Wednesday",
        chrono::Weekday::Thu => "Thursday",
        chrono::Weekday::Fri => "Friday",
        chrono::Weekday::Sat => "Saturday",
        chrono::Weekday::Sun => "Sunday",
    };
    format!("{weekday} {}", local.format("%Y-%m-%d %H:%M"))
}

/// A second place, where it lies in the same text: labels of one message are in one file.
pub(super) fn beside(span: Span, other: Span) -> Option<Span> {
    (span.source == other.source && span != other).then_some(other)
}
