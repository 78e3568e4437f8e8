//! The header and the conventions.

use super::Comparing;
use super::change::{Change, Class, Effect, Subject};
use crate::model::{Conventions, CountedBy, Empty, Header, PeriodKind, PriorityAt, Reopened};

pub(super) fn compare(comparing: &Comparing<'_>) {
    header(comparing);
    conventions(comparing);
}

fn whole(keyword: &'static str, place: u32) -> Subject {
    Subject { keyword, name: String::new(), label: None, clause: None, order: (0, place) }
}

fn header(comparing: &Comparing<'_>) {
    let Header {
        name,
        provider,
        customer,
        version,
        effective_from,
        effective_to,
        effective_span: _,
        zone,
        locale,
        currency,
        period: every,
    } = &comparing.old.header;
    let new = &comparing.new.header;
    let subject = whole("contract", 0);
    let texts = [
        ("name", Some(name), Some(&new.name)),
        ("provider", provider.as_ref(), new.provider.as_ref()),
        ("customer", customer.as_ref(), new.customer.as_ref()),
        ("version", version.as_ref(), new.version.as_ref()),
    ];
    for (what, was, now) in texts.into_iter().filter(|(_, was, now)| was != now) {
        comparing.push(Change::text(&subject, what).between(was.cloned(), now.cloned()));
    }
    if *locale != new.locale {
        comparing.push(Change::text(&subject, "locale: numbers are shown in another way"));
    }
    let dates = [
        ("effective from", effective_from, &new.effective_from, "the beginning of time"),
        ("effective to", effective_to, &new.effective_to, "no last day"),
    ];
    for (what, was, now, without) in dates.into_iter().filter(|(_, was, now, _)| was != now) {
        let shown = |day: &Option<chrono::NaiveDate>| day.map_or_else(|| without.to_owned(), |day| day.to_string());
        let change = Change::new(&subject, what, Class::Verdict, Effect::Neither);
        comparing.push(change.changed(shown(was), shown(now)));
    }
    if *zone != new.zone {
        let why = "the same hours are other moments, some sooner and some later";
        let change = Change::new(&subject, "timezone", Class::Verdict, Effect::unclear(why));
        comparing.push(change.changed(zone.to_string(), new.zone.to_string()));
    }
    if *currency != new.currency {
        let why = "it depends on the rate of exchange";
        let change = Change::new(&subject, "currency", Class::Money, Effect::unclear(why)).of_evidence();
        comparing.push(change.between(currency.clone(), new.currency.clone()));
    }
    if *every != new.period {
        let why = "longer periods even out what shorter ones show, and end less often";
        let change = Change::new(&subject, "period", Class::Verdict, Effect::unclear(why));
        comparing.push(change.changed(period(*every), period(new.period)));
    }
}

/// As written.
pub(super) fn period(kind: PeriodKind) -> String {
    let month = |first: u32| match first {
        2 => " starting february",
        3 => " starting march",
        4 => " starting april",
        5 => " starting may",
        6 => " starting june",
        7 => " starting july",
        8 => " starting august",
        9 => " starting september",
        10 => " starting october",
        11 => " starting november",
        12 => " starting december",
        _january => "",
    };
    match kind {
        PeriodKind::Month => "month".to_owned(),
        PeriodKind::Quarter { first_month } => format!("quarter{}", month(first_month)),
        PeriodKind::HalfYear => "half-year".to_owned(),
        PeriodKind::Year { first_month } => format!("year{}", month(first_month)),
    }
}

fn conventions(comparing: &Comparing<'_>) {
    let Conventions { empty: was_empty, counted_by: was_counted, priority, reopened, workday } =
        comparing.old.conventions;
    let new = comparing.new.conventions;
    let subject = whole("conventions", 1);
    if was_empty != new.empty {
        comparing.push(empty(&subject, was_empty, new.empty));
    }
    if was_counted != new.counted_by {
        comparing.push(counted_by(&subject, was_counted, new.counted_by));
    }
    let change = |what: &str, effect: Effect| Change::new(&subject, what, Class::Verdict, effect);
    if priority != new.priority {
        let shown = |at: PriorityAt| match at {
            PriorityAt::Start => "at start",
            PriorityAt::Stop => "at stop",
            PriorityAt::Highest => "highest",
        };
        let why = "a ticket whose priority changes has another limit, which may be shorter or longer";
        comparing.push(change("priority", Effect::unclear(why)).changed(shown(priority), shown(new.priority)));
    }
    if reopened != new.reopened {
        let shown = |stop: Reopened| match stop {
            Reopened::FirstStop => "first stop",
            Reopened::LastStop => "last stop",
        };
        let effect = Effect::better_if(new.reopened == Reopened::LastStop);
        comparing.push(change("reopened", effect).changed(shown(reopened), shown(new.reopened)));
    }
    if workday != new.workday {
        let effect = match (workday, new.workday) {
            (Some(was), Some(now)) => Effect::less_is_better(&was, &now),
            (_, _) => Effect::unclear("how long a workday is without it depends on when the clock starts"),
        };
        let shown = |day: Option<crate::quantity::Elapsed>| day.map(|day| day.to_string());
        comparing.push(change("1 workday", effect).between(shown(workday), shown(new.workday)));
    }
}

/// What nothing to judge is: the less of it is met, the stricter.
pub(super) fn empty(subject: &Subject, old: Empty, new: Empty) -> Change {
    let shown = |empty: Empty| match empty {
        Empty::Met => "met",
        Empty::Breached => "breached",
        Empty::NotJudged => "not judged",
        Empty::Undecided => "undecided",
    };
    let rank = |empty: Empty| match empty {
        Empty::Met => 0,
        Empty::NotJudged | Empty::Undecided => 1,
        Empty::Breached => 2,
    };
    Change::new(subject, "empty", Class::Verdict, Effect::more_is_better(&rank(old), &rank(new)))
        .changed(shown(old), shown(new))
}

/// By which of its moments a ticket counts.
pub(super) fn counted_by(subject: &Subject, old: CountedBy, new: CountedBy) -> Change {
    let shown = |by: CountedBy| match by {
        CountedBy::Settled => "settled",
        CountedBy::Opened => "opened",
        CountedBy::Resolved => "resolved",
        CountedBy::Closed => "closed",
    };
    let why = "a ticket counts in another period, where it may matter more or less";
    Change::new(subject, "counted by", Class::Verdict, Effect::unclear(why)).changed(shown(old), shown(new))
}
