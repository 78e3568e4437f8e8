//! Calendars: maintenance as it is, and whole days as the lines of a holiday list, to be pasted into the contract.

use chrono::{Days, NaiveDate};

use super::Looked;
use super::page::{Page, key, list, many};
use crate::evidence::project::Table;
use crate::evidence::schema::TableShape;

/// The properties that are looked at.
pub(super) const PROPERTIES: [&str; 6] = ["UID", "SUMMARY", "DTSTART", "DTEND", "LOCATION", "CREATED"];

/// What midnight is, where nobody says whose.
const MIDNIGHT: &str = "T00:00:00";

/// A day or several, with what they are called.
struct Holiday {
    first: NaiveDate,
    last: NaiveDate,
    label: String,
}

pub(super) fn write(page: &mut Page, looked: &Looked, tables: &[TableShape]) {
    let days = whole_days(looked);
    let are_all = days.len() as u64 == looked.rows;
    if !days.is_empty() {
        let which = if are_all { "All of them take".to_owned() } else { format!("{} of them take", days.len()) };
        page.remark(&format!(
            "{which} whole days. If those are holidays, they belong in the contract, since what it says holds:"
        ));
        page.line("#");
        page.remark("holidays closed_days {");
        for Holiday { first, last, label } in &days {
            let to = if first == last { String::new() } else { format!(" to {last}") };
            let label = if label.is_empty() { String::new() } else { format!(" \"{label}\"") };
            page.remark(&format!("  on {first}{to}{label}"));
        }
        page.remark("}");
        page.line("#");
    }
    let shape = tables.iter().find(|shape| shape.table == Table::Maintenance);
    if are_all || shape.is_none() {
        page.question("Is it maintenance? Then take away the `#` of these lines:");
        maintenance(page, looked, shape, &mut |page, key, value| match value {
            "" => page.remark(key),
            value => page.offer(key, value),
        });
    } else {
        maintenance(page, looked, shape, &mut |page, key, value| match value {
            "" => page.line(key),
            value => page.setting(key, value),
        });
    }
}

/// The table, each line by `line`: a key and its value, or a line without one.
fn maintenance(
    page: &mut Page,
    looked: &Looked,
    shape: Option<&TableShape>,
    line: &mut dyn FnMut(&mut Page, &str, &str),
) {
    let has = |name: &str| looked.facts.iter().find(|facts| facts.name == name && facts.filled > 0);
    line(page, "[evidence.maintenance]", "");
    line(page, "files", &list(std::slice::from_ref(&looked.name), false));
    if has("CREATED").is_some() {
        page.question("Was it announced when it was entered? Otherwise say `absent = [\"announced\"]`.");
        page.offer("columns.announced", "\"CREATED\"");
    }
    let wants_component = shape.is_some_and(|shape| shape.columns.iter().any(|column| column.name == "component"));
    let places = has("LOCATION").filter(|_| wants_component).and_then(|facts| facts.values.as_ref());
    if let Some(places) = places {
        page.question("Which component is each of these?");
        for (place, count) in places {
            page.line(&format!("# values.component.{} = \"?\"  # {}", key(place), many(*count, "event")));
        }
    }
}

/// The events that begin and end at midnight of whoever reads them, in order.
fn whole_days(looked: &Looked) -> Vec<Holiday> {
    let mut days = Vec::new();
    looked.grid.each(&mut |row| {
        let said = |name: &str| {
            let slot = PROPERTIES.iter().position(|known| *known == name)?;
            row.cell(slot as u32).map(|said| said.text.into_owned())
        };
        let day = |name: &str| said(name)?.strip_suffix(MIDNIGHT)?.parse::<NaiveDate>().ok();
        let (Some(first), Some(end)) = (day("DTSTART"), day("DTEND")) else { return };
        let Some(last) = end.checked_sub_days(Days::new(1)).filter(|last| first <= *last) else { return };
        let label = said("SUMMARY").unwrap_or_default();
        let label = label.replace(['"', '\\'], "'");
        let label = label.split(char::is_control).map(str::trim).collect::<Vec<_>>().join(" ");
        days.push(Holiday { first, last, label: label.trim().to_owned() });
    });
    days.sort_by(|a, b| (a.first, a.last, &a.label).cmp(&(b.first, b.last, &b.label)));
    days.dedup_by(|a, b| (a.first, a.last, &a.label) == (b.first, b.last, &b.label));
    days
}
