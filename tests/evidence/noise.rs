//! Nothing that a file holds breaks anything.

use proptest::prelude::*;
use sla::diagnostic::render::{Format, render};
use sla::evidence::{BadRows, Project};
use sla::source::SourceMap;

use super::how_many::cases;
use super::loaded_from;

/// Brackets a hundred thousand deep are refused, not followed.
#[test]
fn depth_is_no_danger() {
    let deep = |open: &str, close: &str| open.repeat(100_000) + &close.repeat(100_000);
    let cases = [
        ("json", deep("[", "]")),
        ("json", deep("{\"tickets\":", "}")),
        ("json", format!("{{\"tickets\":[{{\"ticket\":{}}}]}}", deep("[", "]"))),
        ("jsonl", deep("[", "]")),
        ("toml", format!("tickets = {}", deep("[", "]"))),
        ("toml", format!("x{} = 1", ".x".repeat(100_000))),
    ];
    for (ending, text) in cases {
        let toml = format!("contract = 'c'\n[evidence.tickets]\nfiles = ['t.{ending}']\n");
        let (loaded, _) = loaded_from(&toml, &[(&format!("t.{ending}"), text.as_bytes())], BadRows::Fail);
        assert!(loaded.problems.has_errors(), "{ending}");
    }
    let (_, shown) = loaded_from(&format!("contract = {}", deep("[", "]")), &[], BadRows::Fail);
    assert!(shown.contains("SLA04"), "{shown}");
}

/// Bytes that are nearly a table.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let parts: Vec<&[u8]> = vec![
        b"ticket,kind,opened,resolved,priority,impact\n",
        b"ticket,from,to,reason\n",
        b"ticket,at,field,value\n",
        b"A,incident,2024-03-01 09:00,2024-03-01 10:00,P1,high\n",
        b"A,2024-03-01 10:00,status,Resolved\n",
        b"A,2024-03-31 02:30,,customer\n",
        b"\"",
        b",",
        b"\n",
        b"\r",
        b"\xff",
        b"\xef\xbb\xbf",
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"\"ticket\"",
        b"\"\\ud800\"",
        b"[[tickets]]\nticket = 1\n",
        b"99999999999999999999-12-31 24:00:00.99999999999",
        b"-0",
        b"null",
        "\u{a0}é".as_bytes(),
    ];
    proptest::collection::vec(proptest::sample::select(parts), 0..30).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(cases(150))]

    /// Whatever the files hold, something is said or read, and nothing breaks.
    #[test]
    fn noise_never_panics(tickets in noise(), other in noise()) {
        for ending in ["csv", "json", "jsonl", "toml"] {
            let toml = format!(
                "contract = 'c'\n[evidence.tickets]\nfiles = ['t.{ending}']\n[evidence.waits]\nfiles = ['o.{ending}']\n\
                 [evidence.changes]\nfiles = ['o.{ending}']\n[evidence.outages]\nfiles = ['o.{ending}']\n"
            );
            let (t, o) = (format!("t.{ending}"), format!("o.{ending}"));
            let files: [(&str, &[u8]); 2] = [(&t, &tickets), (&o, &other)];
            for bad_rows in [BadRows::Fail, BadRows::Skip] {
                let (loaded, _) = loaded_from(&toml, &files, bad_rows);
                let read: u64 = loaded.evidence.files.iter().map(|file| file.rejected).sum();
                prop_assert_eq!(read, loaded.rejects.len() as u64);
            }
        }
    }

    /// A project file with anything in it is read or refused.
    #[test]
    fn a_mangled_project_never_panics(at in 0_usize..900, mut with in ".{0,5}", cut in 0_usize..30) {
        let text = include_str!("../cases/evidence/good/uci_events/sla.toml");
        let boundary = |n: usize| (0..=n.min(text.len())).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0);
        let (start, end) = (boundary(at), boundary(at + cut));
        with.insert_str(0, &text[..start]);
        with.push_str(&text[end..]);
        let mut sources = SourceMap::default();
        let id = sources.add("sla.toml", &with);
        let shown = Project::parse(&sources, id).map_err(|problems| render(&problems, &sources, Format::Plain));
        prop_assert!(shown.is_ok() || shown.is_err_and(|words| words.contains("SLA04")));
    }
}
