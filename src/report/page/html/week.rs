//! The week as a table: a row a day, with the hours drawn to scale and written out.

use super::super::tree::{Week, WeekDay};
use super::{flowing, text};
use crate::report::dates::hours;

pub(super) fn drawn(week: &Week) -> String {
    let mut out = format!(
        "<div class=\"week\">\n<table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\"><span class=\"scale\">",
        text(&week.caption),
        flowing(&week.day)
    );
    for hour in [0, 6, 12, 18, 24] {
        out.push_str(&format!("<span>{hour:02}</span>"));
    }
    out.push_str("</span></th></tr></thead>\n<tbody>\n");
    for day in &week.days {
        out.push_str(&format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", flowing(&day.name), row(week, day)));
    }
    out.push_str("</tbody>\n</table>\n");
    if week.windows.len() == 1 {
        // The heading says whose hours these are.
        out.push_str("</div>\n");
        return out;
    }
    out.push_str("<ul class=\"key\">\n");
    for (n, name) in week.windows.iter().enumerate() {
        out.push_str(&format!(
            "<li><span class=\"w{}\" aria-hidden=\"true\">{}</span> {}</li>\n",
            n % 4,
            letter(n),
            flowing(name)
        ));
    }
    out.push_str("</ul>\n</div>\n");
    out
}

fn row(week: &Week, day: &WeekDay) -> String {
    let mut out = String::from("<span class=\"track\" aria-hidden=\"true\">");
    for (n, from, to) in &day.spans {
        out.push_str(&format!(
            "<i class=\"w{}\" style=\"left:{}%;width:{}%\">{}</i>",
            n % 4,
            share(*from),
            share(to - from),
            if week.windows.len() == 1 { String::new() } else { letter(*n).to_string() }
        ));
    }
    out.push_str("</span><span class=\"hid\">");
    let said = day.spans.iter().map(|(n, from, to)| {
        let name = week.windows.get(*n).map_or("", String::as_str);
        format!("{} {}", flowing(name), hours(*from, *to))
    });
    let said = said.collect::<Vec<_>>().join(", ");
    out.push_str(&if said.is_empty() { flowing(&week.closed) } else { said });
    out.push_str("</span>");
    out
}

fn letter(n: usize) -> char {
    char::from_u32(u32::from('A') + u32::try_from(n).unwrap_or(25)).unwrap_or('?')
}

/// Seconds of a day as a percentage with two decimals.
fn share(seconds: u32) -> String {
    let units = u64::from(seconds) * 10_000 / 86_400;
    format!("{}.{:02}", units / 100, units % 100)
}
