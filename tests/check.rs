//! Units, tables, bounds: what becomes of right contracts, and what is said of wrong ones.

#[path = "support/pages.rs"]
mod pages;
#[path = "support/shown.rs"]
mod shown;

use std::collections::BTreeSet;
use std::path::Path;

use pages::completed;
use sla::diagnostic::code::{self, Page};
use sla::diagnostic::{Diagnostics, Reported};
use sla::model::Model;
use sla::source::SourceMap;

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
    for compensation in &model.compensations {
        lines.push(format!("compensation {} of {:?}", compensation.declared.name, compensation.fee));
        lines.extend(compensation.opens.iter().map(|opens| format!("  opens {}", plain(opens))));
        for rule in &compensation.rules {
            lines.push(format!("  {}", rule.text));
            lines.push(format!("    {}", plain(&rule.pay)));
        }
        lines.push(format!("  {:?}", compensation.combine));
        lines.extend(compensation.caps.iter().map(|cap| format!("  {}: {:?} {:?}", cap.text, cap.most, cap.per)));
        lines.push(format!("  {:?} {:?} {:?}", compensation.least, compensation.ends, compensation.claim));
    }
    for right in &model.rights {
        lines.push(format!("right {} when {}: {:?}", right.declared.name, right.text, right.when));
    }
    for status in &model.statuses {
        lines.push(format!("status of {:?}", status.objective));
        lines.extend(status.rows.iter().map(|row| format!("  {} : {} {:?}", row.colour, row.text, row.when)));
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

/// Codes of this room and of names, which have pages with a wrong and a right contract.
fn codes() -> impl Iterator<Item = &'static Page> {
    // SLA0214 to SLA0222 take several files: tests/files.rs.
    code::pages().filter(|page| {
        let among = |codes: std::ops::Range<&str>| codes.contains(&page.code);
        (among("SLA0200".."SLA0380") || among("SLA0700".."SLA0800")) && !among("SLA0214".."SLA0223")
    })
}

#[test]
fn pages_show_what_they_say() {
    #[expect(clippy::disallowed_methods, reason = "a test reads its cases")]
    let language = std::fs::read_to_string("docs/language.md").unwrap();
    let whole = blocks(&language)[0];
    let mut wrong = Vec::new();
    for page in codes() {
        let [bad, good] = blocks(page.text)[..] else { panic!("{}: a wrong and a right contract", page.code) };
        let (bad, good) = (found(&completed(bad, whole)), found(&completed(good, whole)));
        // A page cannot show 129 definitions.
        if !bad.contains(page.code) && page.code != "SLA0213" {
            wrong.push(format!("{}: its example gives {bad:?}", page.code));
        }
        // What a part of a contract leans on and does not use is beside its point.
        if good.iter().any(|code| code != "SLA0355") {
            wrong.push(format!("{}: what is right gives {good:?}", page.code));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_code_has_a_case() {
    let cases = ["resolve", "check"].map(|room| glob::glob(&format!("tests/cases/{room}/bad/*.sla")).unwrap());
    let mut found = BTreeSet::new();
    for path in cases.into_iter().flatten() {
        let (_, _, result) = shown::compiled(&path.unwrap());
        let problems = result.map_or_else(|problems| problems, |(_, warnings)| warnings);
        found.extend(problems.iter().map(|problem| problem.code()));
    }
    let missing: Vec<&str> = codes().map(|page| page.code).filter(|code| !found.contains(*code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn ten_mistakes_are_ten_messages_in_the_order_of_the_text() {
    let (text, sources, result) = shown::compiled(Path::new("tests/cases/check/bad/ten_mistakes.sla"));
    let problems = result.expect_err("ten mistakes");
    let drawn = shown::drawn(&problems, &sources);
    assert_eq!(problems.len(), 10, "{drawn}");
    let codes: Vec<String> = problems.iter().map(|problem| problem.code()).collect();
    for room in ["SLA01", "SLA02", "SLA03"] {
        assert!(codes.iter().any(|code| code.starts_with(room)), "{drawn}");
    }
    let line = |problem: &Reported| {
        let label = problem.diagnostic.labels().and_then(|mut labels| labels.next()).expect("a place");
        text[..label.offset()].matches('\n').count()
    };
    assert!(problems.iter().map(line).is_sorted(), "{drawn}");
}

/// The codes that a contract gives, without the proofs about windows.
fn found(text: &str) -> BTreeSet<String> {
    let (mut sources, mut problems) = (SourceMap::default(), Diagnostics::default());
    let source = sources.add("contract.sla", text);
    if let Some(contract) = sla::assemble::assemble(&mut sources, source, &sla::assemble::Nowhere, &mut problems) {
        let resolved = sla::resolve::resolve(&contract, &mut problems);
        sla::check::check(resolved, &mut problems);
    }
    problems.iter().map(|problem| problem.code()).collect()
}

/// The fenced contracts of a page.
fn blocks(page: &str) -> Vec<&str> {
    page.split("```sla\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}
