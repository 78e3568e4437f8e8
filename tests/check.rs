//! Units, tables, bounds: what becomes of right contracts, and what is said of wrong ones.

#[path = "support/shown.rs"]
mod shown;

use sla::model::Model;

#[test]
fn bad_contracts() {
    shown::settings("check").bind(|| {
        insta::glob!("cases/check/bad/*.sla", |path| insta::assert_snapshot!(shown::shown(path)));
    });
}

#[test]
fn good_contracts() {
    shown::settings("check").bind(|| {
        insta::glob!("cases/check/good/*.sla", |path| {
            let (_, sources, result) = shown::compiled(path);
            match result {
                Ok((model, warnings)) => {
                    assert!(warnings.is_empty(), "{}", shown::drawn(&warnings, &sources));
                    insta::assert_snapshot!(facts(&model));
                }
                Err(problems) => panic!("{}", shown::drawn(&problems, &sources)),
            }
        });
    });
}

/// A model in lines short enough to read: what was decided, without places.
fn facts(model: &Model) -> String {
    let mut lines = vec![format!("{:?} {:?} {:?}", model.header.zone, model.header.period, model.conventions)];
    for window in &model.windows {
        lines.push(format!("window {} {:?}: {}", window.declared.name, window.zone, plain(&window.body)));
    }
    for ticket in &model.tickets {
        lines.push(format!("ticket {}: {}", ticket.declared.name, plain(&ticket.priority)));
    }
    for clock in &model.clocks {
        lines.push(format!("clock {}: {} to {}", clock.declared.name, plain(&clock.from), plain(&clock.to)));
        lines.push(format!("  {} {:?} {:?}", plain(&clock.counting), clock.pausing, clock.outside));
    }
    for measure in &model.measures {
        lines.push(format!("measure {} {:?} {:?}", measure.declared.name, measure.unit, measure.of_component));
        lines.extend(measure.steps.iter().map(|step| format!("  {} is {}", step.name, step.text)));
        lines.extend(measure.steps.last().map(|step| format!("  = {}", plain(&step.value))));
    }
    for norm in &model.norms {
        lines.push(format!("norm {} {:?} {:?}", norm.declared.name, norm.empty, norm.counted_by));
        for requirement in &norm.requirements {
            let group: Vec<&str> = requirement.group.iter().map(|value| value.value.as_str()).collect();
            let bound = requirement
                .bound
                .as_ref()
                .map(|bound| format!(" {} {} ({} decimals)", bound.op.symbol(), plain(&bound.value), bound.decimals));
            lines.push(format!("  {group:?} {}{}", requirement.text, bound.unwrap_or_default()));
            lines.push(format!("    {}", plain(&requirement.subject)));
        }
    }
    for test in &model.tests {
        lines.push(format!("test {:?} {:?}", test.name, test.period.as_ref().map(|(text, _)| text)));
        lines.extend(test.tickets.iter().map(|row| format!("  {}", plain(row))));
        lines.extend(test.intervals.iter().map(|row| format!("  {}", plain(row))));
        lines.extend(test.waits.iter().map(|row| format!("  {}", plain(row))));
        lines.extend(test.changes.iter().map(|row| format!("  {}", plain(row))));
        lines.extend(test.expectations.iter().map(|line| format!("  expect {}", line.text)));
    }
    lines.join("\n")
}

/// `value` for a reader, without the places that it was written at.
fn plain(value: &impl std::fmt::Debug) -> String {
    let mut text = format!("{value:?}");
    while let Some(start) = text.find("Span { source:") {
        let end = text[start..].find('}').map_or(text.len(), |end| start + end + 1);
        text.replace_range(start..end, "_");
    }
    text.replace("span: _, ", "")
}
