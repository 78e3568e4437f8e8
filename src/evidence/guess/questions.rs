//! What a file does not tell: columns that are not there, values that the contract does not know, units.

use super::Looked;
use super::facts::{Facts, LISTED};
use super::mapping::{Mapped, Mapping};
use super::page::{Page, key, list, many, text};
use super::settings::same;
use crate::evidence::schema::{Holds, Wanted};
use crate::evidence::value::read_yes_no;

pub(super) fn write(page: &mut Page, looked: &Looked, mapping: &Mapping<'_>) {
    for mapped in &mapping.columns {
        match mapped.found {
            Some(found) => {
                values(page, mapped, found);
                units(page, mapped, found);
            }
            None => lacking(page, looked, mapping, mapped),
        }
    }
}

/// Values that are none of the contract's.
fn values(page: &mut Page, mapped: &Mapped<'_>, found: &Facts) {
    let yes_no = ["yes".to_owned(), "no".to_owned()];
    let accepted = match &mapped.shape.holds {
        Holds::OneOf(accepted) => accepted.as_slice(),
        Holds::YesNo => &yes_no,
        Holds::Text | Holds::Instant | Holds::Number | Holds::Percent | Holds::Duration | Holds::Period => return,
    };
    let column = &mapped.shape.name;
    let Some(values) = &found.values else {
        let (name, known) = (text(&found.name), accepted.join(", "));
        page.question(&format!("{name} has more than {LISTED} different values. Is it {column} ({known})?"));
        return;
    };
    let is_known = |value: &str| match mapped.shape.holds {
        Holds::YesNo => read_yes_no(value).is_some(),
        Holds::OneOf(_) | Holds::Text | Holds::Instant | Holds::Number => same(accepted, value).is_some(),
        Holds::Percent | Holds::Duration | Holds::Period => false,
    };
    let unknown: Vec<_> = values.iter().filter(|(value, _)| !is_known(value)).collect();
    if unknown.is_empty() {
        return;
    }
    page.question(&format!("Which {column} is each of these? The contract knows {}.", accepted.join(", ")));
    for (value, count) in unknown {
        let rows = many(*count, "row");
        page.line(&format!("# values.{}.{} = \"?\"  # {rows}", key(column), key(value)));
    }
}

/// What bare numbers count.
fn units(page: &mut Page, mapped: &Mapped<'_>, found: &Facts) {
    let name = text(&found.name);
    match mapped.shape.holds {
        Holds::Percent if found.percents < found.filled => {
            page.question(&format!("Are the numbers in {name} percents (45 is 45 %), or parts of one (0.45)?"));
            page.offer("percent", "\"points\"");
            page.offer("percent", "\"fraction\"");
        }
        Holds::Duration if found.numbers.0 > 0 => {
            page.question(&format!("What do the numbers in {name} count?"));
            ["seconds", "minutes", "hours"].into_iter().for_each(|unit| page.offer("duration", &text(unit)));
        }
        Holds::Percent | Holds::Duration | Holds::Text | Holds::Instant | Holds::Number | Holds::YesNo => {}
        Holds::Period | Holds::OneOf(_) => {}
    }
}

/// A column that the file does not have under a name that is known.
fn lacking(page: &mut Page, looked: &Looked, mapping: &Mapping<'_>, mapped: &Mapped<'_>) {
    let (column, wanted) = (&mapped.shape.name, mapped.shape.wanted);
    let is_free = |facts: &&Facts| {
        let is = |mapped: &Mapped<'_>| mapped.found.is_some_and(|found| found.name == facts.name);
        !facts.is_double && !mapping.columns.iter().any(is)
    };
    let perhaps: Vec<&Facts> = match mapped.shape.holds {
        Holds::Instant => looked.of_moments().filter(is_free).collect(),
        Holds::Text if column == "ticket" => {
            looked.facts.iter().filter(|facts| facts.is_key(looked.rows)).filter(is_free).collect()
        }
        Holds::Text | Holds::Number | Holds::Percent | Holds::Duration | Holds::YesNo => Vec::new(),
        Holds::Period | Holds::OneOf(_) => Vec::new(),
    };
    match wanted {
        Wanted::Optional => return,
        Wanted::Required => page.question(&format!("Which column is `{column}`? Every row must have it.")),
        Wanted::Judged => page.question(&format!("Which column is `{column}`? The contract judges by it.")),
    }
    if perhaps.is_empty() {
        page.offer(&format!("columns.{}", key(column)), "\"?\"");
    }
    for facts in perhaps {
        page.offer(&format!("columns.{}", key(column)), &text(&facts.name));
    }
    if column == "plan" {
        page.remark("`plan = \"…\"` at the top of this file says it of all tickets.");
    } else if wanted == Wanted::Judged {
        page.remark("If the export has none, say so:");
        page.offer("absent", &list(std::slice::from_ref(column), false));
    }
    if let Holds::OneOf(accepted) = &mapped.shape.holds {
        page.remark("If it is the same in every row:");
        for value in accepted {
            page.offer(&format!("defaults.{}", key(column)), &text(value));
        }
    }
}
