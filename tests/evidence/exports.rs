//! Real exports, as they are.

use sla::evidence::{BadRows, ChangeKind};
use sla::model::PriorityId;

use super::{loaded, root};

#[test]
fn a_real_export_is_read_whole() {
    let (loaded, shown) = loaded(&root().join("examples/servicenow"), BadRows::Fail);
    assert_eq!(shown, "");
    let evidence = loaded.evidence;
    let tickets = evidence.tickets.unwrap();
    assert_eq!(tickets.len(), 5812);
    assert_eq!(tickets.iter().filter(|ticket| ticket.resolved.is_none()).count(), 268);
    let by_priority = |n: u32| tickets.iter().filter(|ticket| ticket.priority.unwrap().0 == n).count();
    assert_eq!([0, 1, 2, 3].map(by_priority), [57, 105, 5352, 298]);
    assert!(tickets.is_sorted_by_key(|ticket| (ticket.opened, ticket.id.clone())));
    assert_eq!(evidence.files[0].rows, 5812);
    assert_eq!(evidence.waits, None);
}

/// Waits, resolutions, reopenings and priorities follow from a log with a row for every update.
#[test]
fn a_real_log_becomes_waits_and_reopenings() {
    let (loaded, shown) = loaded(&root().join("tests/cases/evidence/good/uci_events"), BadRows::Fail);
    assert_eq!(shown, "");
    let evidence = loaded.evidence;
    let (tickets, changes, waits) = (evidence.tickets.unwrap(), evidence.changes.unwrap(), evidence.waits.unwrap());
    assert_eq!(tickets.len(), 321);
    assert_eq!(evidence.files[0].out_of_scope, 2360 - 321, "earlier rows of each incident");
    let reopened = changes.iter().filter(|change| change.kind == ChangeKind::Reopened).count();
    let resolved = changes.iter().filter(|change| change.kind == ChangeKind::Resolved).count();
    assert_eq!((reopened, resolved, waits.len()), (34, 355, 129), "as counted by another program");
    assert!(tickets.iter().all(|ticket| ticket.resolved.is_some()), "where the row has none, the log tells");
    assert!(waits.is_sorted_by_key(|wait| (wait.ticket, wait.from)));
    assert!(changes.is_sorted_by_key(|change| (change.ticket, change.at)));
    let of = |id: &str| (0..).zip(&tickets).find(|(_, ticket)| *ticket.id == *id).unwrap();
    let (ix, ticket) = of("INC0000062");
    assert_eq!(ticket.priority.unwrap().0, 2, "the first priority that the log holds");
    let kinds: Vec<&ChangeKind> = changes.iter().filter(|it| it.ticket.0 == ix).map(|it| &it.kind).collect();
    let priority = |n| ChangeKind::Priority(Some(PriorityId(n)));
    assert_eq!(kinds, [&priority(2), &priority(1), &ChangeKind::Resolved, &ChangeKind::Closed]);
}

/// Eight notices end before they start: day and month swapped.
#[test]
fn a_real_status_page_has_eight_notices_that_run_backwards() {
    let folder = root().join("tests/cases/evidence/good/jenkins");
    let (strict, _) = loaded(&folder, BadRows::Fail);
    let codes: Vec<String> = strict.problems.iter().map(|problem| problem.code()).collect();
    assert_eq!(codes, ["SLA0551"; 8]);
    let (lenient, shown) = loaded(&folder, BadRows::Skip);
    assert_eq!(shown, "");
    let lines: Vec<(&str, u32)> = lenient.rejects.iter().map(|reject| (reject.table, reject.line)).collect();
    let of = |table: &'static str, lines: &[u32]| lines.iter().map(|line| (table, *line)).collect::<Vec<_>>();
    assert_eq!(lines, [of("outages", &[31, 39, 78, 127, 203, 287]), of("maintenance", &[107, 176])].concat());
    assert!(lenient.rejects[0].text.starts_with(b"2021-09-23-puppet-outage.md,"), "whole rows");
    let (outages, maintenance) = (lenient.evidence.outages.unwrap(), lenient.evidence.maintenance.unwrap());
    assert_eq!(outages.len() + maintenance.len() + 8, 297);
    let counts: Vec<[u64; 4]> =
        lenient.evidence.files.iter().map(|file| [file.rows, file.rejected, file.out_of_scope, file.dropped]).collect();
    assert_eq!(counts, [[297, 6, 55, 0], [297, 2, 242, 0]]);
}
