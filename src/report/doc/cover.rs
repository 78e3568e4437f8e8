//! Who, when, where; and what the document was made from.

use chrono::NaiveDate;

use crate::calendar::holidays::DATA_VERSION;
use crate::model::PeriodKind;
use crate::quantity::zone::DATABASE_VERSION;

use super::amendments;
use super::scribe::Scribe;
use crate::report::dates;
use crate::report::page::{Text, plain};

pub(super) fn facts(scribe: &Scribe<'_>) -> Vec<(String, Text)> {
    let header = &scribe.model.header;
    let say = |key| scribe.say(key).to_owned();
    let facts = [
        amendments::cover(scribe).map(|base| (say("cover.amends"), base)),
        header.provider.clone().map(|provider| (say("cover.provider"), provider)),
        header.customer.clone().map(|customer| (say("cover.customer"), customer)),
        header.version.clone().map(|version| (say("cover.version"), version)),
        effective(scribe, header.effective_from, header.effective_to).map(|dates| (say("cover.effective"), dates)),
        Some((say("cover.period"), period(scribe, header.period))),
        Some((say("cover.zone"), header.zone.to_string())),
        header.currency.clone().map(|currency| (say("cover.currency"), currency)),
    ];
    facts.into_iter().flatten().map(|(name, value)| (name, plain(value))).collect()
}

fn effective(scribe: &Scribe<'_>, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<String> {
    let date = |date| dates::date(&scribe.words, date);
    match (from, to) {
        (Some(from), Some(to)) => Some(scribe.fill("cover.from_to", &[("from", &date(from)), ("to", &date(to))])),
        (Some(from), None) => Some(scribe.fill("cover.from", &[("from", &date(from))])),
        (None, Some(to)) => Some(scribe.fill("cover.until", &[("to", &date(to))])),
        (None, None) => None,
    }
}

pub(super) fn colophon(scribe: &Scribe<'_>) -> Text {
    let version = env!("CARGO_PKG_VERSION");
    let values = [("version", version), ("holidays", DATA_VERSION), ("zones", DATABASE_VERSION)];
    plain(scribe.fill("cover.colophon", &values))
}

fn period(scribe: &Scribe<'_>, period: PeriodKind) -> String {
    let starting = |key, first: u32| scribe.fill(key, &[("month", dates::month(&scribe.words, first))]);
    match period {
        PeriodKind::Month => scribe.say("period.month").to_owned(),
        PeriodKind::Quarter { first_month: 1 | 4 | 7 | 10 } => scribe.say("period.quarter").to_owned(),
        PeriodKind::Quarter { first_month } => starting("period.quarter_from", first_month),
        PeriodKind::HalfYear => scribe.say("period.half_year").to_owned(),
        PeriodKind::Year { first_month: 1 } => scribe.say("period.year").to_owned(),
        PeriodKind::Year { first_month } => starting("period.year_from", first_month),
    }
}
