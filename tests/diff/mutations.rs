//! One thing changed at a time: exactly that is found, for the right party's good, and mirrored on the way back.

use std::collections::BTreeMap;

use sla::compare::{Class, compare, text};
use sla::model::Model;
use sla::report::Paint;

use super::{case, model};

/// What a text of a case becomes, and how that is judged: the class and the effect.
const MUTATIONS: &[(&str, &str, &str, Class, &str)] = &[
    // Bounds and limits.
    ("desk", "P1 | 4h         | 8h", "P1 | 6h         | 8h", Class::Verdict, "worse"),
    ("desk", "P1 | 4h         | 8h", "P1 | 4h         | 7h", Class::Verdict, "better"),
    ("desk", "P1 | 4h         | 8h", "P1 | none       | 8h", Class::Verdict, "worse"),
    ("desk", "P2 | 8h         | 2 workdays", "P2 | 8h         | 3 workdays", Class::Verdict, "worse"),
    ("desk", "P2 | 8h         | 2 workdays", "P2 | 8h         | end of workday 1", Class::Verdict, "better"),
    ("desk", "P2 | 8h         | 2 workdays", "P2 | 8h         | 16h", Class::Verdict, "unclear"),
    ("desk", "P3 | 2 workdays | not agreed yet", "P3 | 2 workdays | 2 weeks", Class::Verdict, "better"),
    ("desk", "| 90% within | 100% within", "| 95% within | 100% within", Class::Verdict, "better"),
    ("desk", "100% within 3 workdays", "99% within 3 workdays", Class::Verdict, "worse"),
    ("desk", "  where impact is wide\n", "", Class::Verdict, "better"),
    ("desk", "where impact is wide", "where (impact is wide and urgency is soon)", Class::Verdict, "worse"),
    ("desk", "where impact is wide", "where impact is narrow", Class::Verdict, "unclear"),
    ("desk", "\nnorm wide_ones", "\naim norm wide_ones", Class::Verdict, "worse"),
    // Matrices, clocks, conventions, header.
    ("desk", "wide             | P1   | P2", "wide             | P1   | P1", Class::Verdict, "better"),
    ("desk", "narrow           | P2   | P3", "narrow           | P3   | P3", Class::Verdict, "worse"),
    ("desk", "waiting on customer\n}", "waiting on customer, supplier\n}", Class::Verdict, "worse"),
    ("desk", "  pausing  while waiting on customer\n", "", Class::Verdict, "better"),
    ("calendar", "counting office }", "counting summer }", Class::Verdict, "unclear"),
    ("desk", "effective from 2026-01-01", "effective from 2026-02-01", Class::Verdict, "neither"),
    ("desk", "timezone  Europe/Amsterdam", "timezone  Europe/London", Class::Verdict, "unclear"),
    ("desk", "currency  EUR", "currency  USD", Class::Money, "unclear"),
    ("rules", "empty not judged", "empty met", Class::Verdict, "worse"),
    ("rules", "empty not judged", "empty breached", Class::Verdict, "better"),
    ("rules", "reopened last stop", "reopened first stop", Class::Verdict, "worse"),
    ("rules", "  empty not judged", "  empty not judged\n  counted by opened", Class::Verdict, "unclear"),
    ("rules", "  empty not judged", "  empty not judged\n  priority highest", Class::Verdict, "unclear"),
    ("rules", "to first of resolved, closed", "to resolved", Class::Verdict, "better"),
    ("rules", "high   when impact is wide or", "normal when impact is wide or", Class::Verdict, "worse"),
    ("rules", "  at most normal when users < 1%\n", "", Class::Verdict, "better"),
    ("rules", "users > 10%", "users > 20%", Class::Verdict, "unclear"),
    ("rules", "applies to tickets where impact is not missing\n", "", Class::Verdict, "unclear"),
    ("rules", "at 50% of solved", "at 75% of solved", Class::Verdict, "worse"),
    ("rules", "contact \"Desk\"", "contact \"Service desk\"", Class::Text, "neither"),
    ("rules", "Low has no norm.", "Nothing is said of low.", Class::Text, "neither"),
    // Windows and holidays.
    (
        "calendar",
        "window office clause \"1\" { mon..fri 09:00",
        "window office clause \"1\" { mon..fri 08:00",
        Class::Verdict,
        "better",
    ),
    (
        "calendar",
        "window office clause \"1\" { mon..fri 09:00-17:30",
        "window office clause \"1\" { mon..fri 09:00-16:00",
        Class::Verdict,
        "worse",
    ),
    (
        "calendar",
        "window office clause \"1\" { mon..fri 09:00-17:30",
        "window office clause \"1\" { mon..fri 10:00-18:30",
        Class::Verdict,
        "unclear",
    ),
    ("calendar", "  yearly 12-24 \"Christmas Eve\"\n", "", Class::Verdict, "better"),
    ("calendar", "public NL", "public NL with good_friday", Class::Verdict, "worse"),
    ("calendar", "on 2026-08-03 to 2026-08-07 closed", "on 2026-08-03 to 2026-08-06 closed", Class::Verdict, "better"),
    ("calendar", "\"Christmas Eve\"", "\"The day before Christmas\"", Class::Text, "neither"),
    ("calendar", "on 2031-05-01", "on 2031-05-02", Class::Text, "neither"),
    ("calendar", "mon..fri 10:00-12:00, 12:00-14:00", "mon..fri 10:00-15:00", Class::Text, "neither"),
    // Figures.
    ("availability", "uptime >= 99.5%", "uptime > 99.5%", Class::Verdict, "better"),
    ("availability", "of services >= 99.7%", "of services >= 99.6%", Class::Verdict, "worse"),
    (
        "availability",
        "at most 3 outages of portal where cause is ours",
        "at most 4 outages of portal where cause is ours",
        Class::Verdict,
        "worse",
    ),
    (
        "availability",
        "at most 3 outages of portal where cause is ours",
        "at most 3 outages of portal",
        Class::Verdict,
        "better",
    ),
    ("availability", "lasts at most 6h", "lasts at most 8h", Class::Verdict, "worse"),
    ("availability", "office_down of portal <= 4h", "office_down of portal <= 2h", Class::Verdict, "better"),
    (
        "availability",
        "at least 3 workdays of office before",
        "at least 5 workdays of office before",
        Class::Verdict,
        "better",
    ),
    (
        "availability",
        "within 10 workdays of office after",
        "within 5 workdays of office after",
        Class::Verdict,
        "better",
    ),
    (
        "availability",
        "nights clause \"2.1\" { daily 01:00",
        "nights clause \"2.1\" { daily 00:00",
        Class::Verdict,
        "unclear",
    ),
    ("availability", "outages where cause is ours\n  result", "outages\n  result", Class::Verdict, "unclear"),
    (
        "availability",
        "kpi volume { count of outages of portal }",
        "kpi volume { count of outages of search }",
        Class::Verdict,
        "neither",
    ),
    ("samples", "> 5%", "> 2%", Class::Verdict, "better"),
    ("samples", "empty good", "empty bad", Class::Verdict, "better"),
    ("samples", "needs 100 requests", "needs 10 requests", Class::Verdict, "unclear"),
    ("samples", "mean <= 4s", "mean <= 5s", Class::Verdict, "worse"),
    ("samples", "99.5% of slices", "99% of slices", Class::Verdict, "worse"),
    ("samples", "latency <= 2s", "latency <= 3s", Class::Verdict, "worse"),
    // Money.
    ("credits", "below 99%               : 25%", "below 99%               : 30%", Class::Money, "better"),
    ("credits", "below 99%               : 25%", "below 99%               : 20%", Class::Money, "worse"),
    ("credits", "breached 3 periods in a row", "breached 2 periods in a row", Class::Money, "better"),
    ("credits", "5% when recovery", "7.5% when recovery", Class::Money, "better"),
    ("credits", "  at most 30%\n", "", Class::Money, "better"),
    ("credits", "at most 30%", "at most 25%", Class::Money, "worse"),
    ("credits", "within 30 days after", "within 14 days after", Class::Money, "worse"),
    ("credits", "within 30 days after", "within 1 month after", Class::Money, "unclear"),
    ("credits", "within 30 days after", "within 2 months after", Class::Money, "better"),
    ("credits", "  claimed within 30 days after the period\n", "", Class::Money, "better"),
    ("credits", "beyond 3\n", "beyond 5\n", Class::Money, "worse"),
    ("credits", "50 EUR per miss", "60 EUR per miss", Class::Money, "better"),
    ("credits", "then 2% more per started 4h", "then 2% more per started 2h", Class::Money, "better"),
    ("credits", "at most 500 EUR per year", "at most 500 EUR", Class::Money, "unclear"),
    ("credits", "  of monthly_fee\n  by", "  of monthly_fee of the next period\n  by", Class::Money, "unclear"),
    ("credits", "breached 3 of any 6", "breached 2 of any 6", Class::Verdict, "better"),
    ("credits", "red   : otherwise", "orange : otherwise", Class::Verdict, "neither"),
    // Plans and entitlements.
    ("plans", "standard  | 4h", "standard  | 8h", Class::Verdict, "worse"),
    ("plans", "\"Service review\" | no ", "\"Service review\" | yes", Class::Verdict, "better"),
    ("plans", "  dedicated : mon..fri 08:00-17:00\n", "  dedicated : mon..sat 08:00-17:00\n", Class::Verdict, "better"),
    ("plans", "dedicated \"Dedicated\"", "dedicated \"Dedicated team\"", Class::Text, "neither"),
];

#[test]
fn every_change_is_found_alone_and_mirrored() {
    let mut wrong = Vec::new();
    let mut olds: BTreeMap<&str, Model> = BTreeMap::new();
    for (name, from, to, class, effect) in MUTATIONS {
        let old = case(name, "old");
        assert_eq!(old.matches(from).count(), 1, "{name}: {from}");
        let new = old.replace(from, to);
        let (old, new) = (olds.entry(name).or_insert_with(|| model(&old)), model(&new));
        let (there, back) = (compare(old, &new), compare(&new, old));
        let mirrored = match *effect {
            "better" => "worse",
            "worse" => "better",
            other => other,
        };
        // A head of a column is a change of each of its rows: all in one item, and all alike.
        let is = |found: &sla::compare::Differences, effect: &str| {
            let first = found.changes.first().map(|change| &change.subject);
            first.is_some()
                && found.changes.iter().all(|change| {
                    change.class == *class && change.effect.word() == effect && Some(&change.subject) == first
                })
        };
        if !is(&there, effect) || !is(&back, mirrored) {
            let (there, back) = (text(&there, Paint::PLAIN), text(&back, Paint::PLAIN));
            wrong.push(format!("{name}: {from} → {to}: {class:?}, {effect}\n{there}back:\n{back}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n----\n"));
}
