//! A line per deadline, for spreadsheets. Values are exact and in no locale.

use crate::report::exact;

use super::{Ahead, What};

/// Comma-separated, with a line of headings, in UTF-8; a line ends in CR LF (RFC 4180).
pub fn render(ahead: &Ahead<'_>) -> String {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // A writer into memory does not fail.
    let mut write = |cells: &[&str]| out.write_record(cells).expect("memory is written");
    write(&[
        "deadline",
        "left_s",
        "overdue",
        "ticket",
        "kind",
        "priority",
        "what",
        "bound",
        "norms",
        "clock",
        "started",
        "elapsed_s",
        "paused_s",
        "standing",
        "given",
        "file",
        "line",
    ]);
    let (model, zone) = (ahead.model(), ahead.model().header.zone);
    for line in ahead.lines() {
        let (what, given) = match line.what {
            What::Stop(_) => ("stop", None),
            What::Update(owed) => ("update", owed.given),
        };
        let (file, number) = ahead.findings.row(line.row.row);
        let norms: Vec<&str> = ahead.norms(&line).into_iter().map(|declared| declared.name.as_str()).collect();
        write(&[
            &line.at().map(|at| zone.rfc3339(at)).unwrap_or_default(),
            &exact::seconds(line.left(ahead.at())),
            if line.is_overdue(ahead.at()) { "yes" } else { "no" },
            &line.row.id,
            &model.ticket_kind(line.row.kind).declared.name,
            ahead.priority(line.ticket).unwrap_or_default(),
            what,
            &ahead.bound(&line),
            &norms.join(";"),
            &model.clock(line.clock.clock).declared.name,
            &zone.rfc3339(line.clock.started),
            &exact::seconds(line.clock.elapsed),
            &exact::seconds(line.clock.paused),
            &ahead.standing(line.row, line.clock),
            &given.map(|given| given.to_string()).unwrap_or_default(),
            file,
            &number.to_string(),
        ]);
    }
    let bytes = out.into_inner().expect("memory is written");
    String::from_utf8(bytes).expect("texts are UTF-8")
}
