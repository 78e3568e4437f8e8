//! A line per requirement and period, for spreadsheets. Values are exact and in no locale.

use crate::eval::verdict::Exact;
use crate::eval::verdict::Verdict;
use crate::report::exact::exact_value;
use crate::report::exact::exactly;
use crate::report::findings::unit;
use crate::report::{compensation, rounding, text};

use super::Wanted;

/// Comma-separated, with a line of headings, in UTF-8; a line ends in CR LF (RFC 4180).
pub fn render(wanted: &Wanted<'_>) -> String {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // A writer into memory does not fail.
    let mut line = |cells: &[&str]| out.write_record(cells).expect("memory is written");
    line(&[
        "period",
        "from",
        "to",
        "norm",
        "label",
        "clause",
        "plan",
        "requirement",
        "group",
        "measure",
        "unit",
        "op",
        "bound",
        "actual",
        "actual_exact",
        "good",
        "total",
        "pending",
        "maybe",
        "verdict",
        "aim",
        "status",
    ]);
    let findings = &wanted.findings;
    let model = findings.model;
    let locale = wanted.locale.unwrap_or(model.header.locale);
    let all = &findings.verdicts.periods;
    for period in all.iter().skip(all.len().saturating_sub(wanted.asked)) {
        for verdict in text::as_written(model, &period.norms) {
            let norm = model.norm(verdict.norm);
            for found in &verdict.requirements {
                let Some(written) = norm.requirements.get(found.index) else { continue };
                let group: Vec<String> =
                    written.group.iter().map(|one| format!("{}={}", one.attribute, one.value)).collect();
                let plan = written.plan.map(|plan| model.plan(plan).declared.name.clone()).unwrap_or_default();
                let bound = written.bound.as_ref();
                let count = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
                let counts = found.counts;
                let actual = found.actual.as_ref();
                line(&[
                    &period.label,
                    &model.header.zone.rfc3339(period.from),
                    &model.header.zone.rfc3339(period.to),
                    &norm.declared.name,
                    norm.declared.label.as_deref().unwrap_or_default(),
                    written.clause.as_ref().or(norm.declared.clause.as_ref()).map_or("", String::as_str),
                    &plan,
                    &(found.index + 1).to_string(),
                    &group.join(";"),
                    &written.text,
                    unit(written).map_or("", |unit| unit.name()),
                    bound.map_or("", |bound| bound.op.symbol()),
                    &bound.map(|bound| exact_value(&Exact::from(&bound.value))).unwrap_or_default(),
                    &actual.map(|actual| rounding::actual(locale, actual, bound)).unwrap_or_default(),
                    &actual.map(exactly).unwrap_or_default(),
                    &count(counts.map(|counts| counts.good)),
                    &count(counts.map(|counts| counts.total)),
                    &count(counts.map(|counts| counts.pending)),
                    &count(counts.map(|counts| counts.maybe)),
                    found.verdict.map_or("no norm", Verdict::word),
                    found.aimed.map_or("", text::aim_word),
                    &compensation::status(model, found.status.as_ref()),
                ]);
            }
        }
    }
    let bytes = out.into_inner().expect("memory is written");
    String::from_utf8(bytes).expect("texts are UTF-8")
}
