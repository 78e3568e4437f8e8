//! The same rows in several shapes, and what becomes of bad ones.

use std::io;

use sla::evidence::{BadRows, Loaded};

use super::{loaded_from, root};

const FOUR_FORMS: [(&str, &str); 5] = [
    (
        "tickets.csv",
        "ticket,kind,opened,resolved,priority,impact,cost,users,motivated\n\
         1,incident,2024-03-01 09:00,2024-03-01 10:00,P1,high,12.50,45%,true\n\
         2,question,2024-03-02T09:00:00Z,,,,,,\n\
         \"3 \"\"a\"\"\",incident,2024-03-03 09:00,,P2,low,-1,,no\n",
    ),
    (
        "tickets.tsv",
        "ticket\tkind\topened\tresolved\tpriority\timpact\tcost\tusers\tmotivated\r\n\
         1\tincident\t2024-03-01 09:00\t2024-03-01 10:00\tP1\thigh\t12.50\t45%\tTrue\r\n\
         2\tquestion\t2024-03-02T09:00:00Z\t\t\t\t\t\t\r\n\
         \"3 \"\"a\"\"\"\tincident\t2024-03-03 09:00\t\tP2\tlow\t-1\t\tno\r\n",
    ),
    (
        "tickets.json",
        r#"{ "made": 1, "tickets": [
            { "ticket": 1, "kind": "incident", "opened": "2024-03-01 09:00", "resolved": "2024-03-01 10:00",
              "priority": "P1", "impact": "high", "cost": 12.50, "users": "45%", "motivated": true, "x": [1] },
            { "ticket": 2, "kind": "question", "opened": "2024-03-02T09:00:00Z", "resolved": null },
            { "ticket": "3 \"a\"", "kind": "incid\u0065nt", "opened": "2024-03-03 09:00", "priority": "P2",
              "impact": "low", "cost": -1, "motivated": "no" } ] }"#,
    ),
    (
        "tickets.jsonl",
        r#"{ "ticket": 1, "kind": "incident", "opened": "2024-03-01 09:00", "resolved": "2024-03-01 10:00", "priority": "P1", "impact": "high", "cost": 12.50, "users": "45%", "motivated": true }

           { "ticket": 2, "kind": "question", "opened": "2024-03-02T09:00:00Z" }
           { "ticket": "3 \"a\"", "kind": "incident", "opened": "2024-03-03 09:00", "priority": "P2", "impact": "low", "cost": -1, "motivated": "no" }"#,
    ),
    (
        "tickets.toml",
        r#"
            [[tickets]]
            ticket = 1
            kind = "incident"
            opened = 2024-03-01T09:00:00
            resolved = 2024-03-01T10:00:00
            priority = "P1"
            impact = "high"
            cost = 12.50
            users = "45%"
            motivated = true

            [[tickets]]
            ticket = 2
            kind = "question"
            opened = 2024-03-02T09:00:00Z

            [[tickets]]
            ticket = '3 "a"'
            kind = "incident"
            opened = "2024-03-03 09:00"
            priority = "P2"
            impact = "low"
            cost = -1
            motivated = "no"
        "#,
    ),
];

/// The same rows in every format are the same evidence.
#[test]
fn formats_agree() {
    let mut all = Vec::new();
    for (name, text) in FOUR_FORMS {
        let toml =
            format!("contract = \"c\"\n[evidence.tickets]\nfiles = [\"{name}\"]\ntimezone = \"Europe/Amsterdam\"\n");
        let (loaded, shown) = loaded_from(&toml, &[(name, text.as_bytes())], BadRows::Fail);
        assert_eq!(shown, "", "{name}");
        let mut tickets = loaded.evidence.tickets.unwrap();
        assert_eq!(tickets.len(), 3, "{name}");
        tickets.iter_mut().for_each(|ticket| ticket.row.line = 0);
        all.push(format!("{tickets:?}"));
    }
    all.dedup();
    assert_eq!(all.len(), 1, "{all:#?}");
    assert!(all[0].contains("Percent") || all[0].contains("9, 20"), "45% is 9/20: {}", all[0]);
}

/// A ticket that is left out takes its waits and changes with it, without another word.
#[test]
fn what_belongs_to_a_refused_ticket_is_dropped_with_it() {
    let toml = r#"
        contract = "c"
        [evidence.tickets]
        files = ["tickets.csv"]
        absent = ["resolved", "priority", "impact"]
        only.kind = ["incident"]
        [evidence.waits]
        files = ["waits.csv"]
    "#;
    let tickets = "ticket,kind,opened\nA,incident,2024-03-01 09:00\nB,incident,soon\nC,change,2024-03-01 09:00\n\
                   D,incident\nA,incident,2024-03-01 09:00\n";
    let waits = "ticket,from,to,reason\nA,2024-03-01 10:00,,customer\nB,2024-03-01 10:00,,customer\n\
                 C,2024-03-01 10:00,,x\nD,2024-03-01 10:00,,customer\nE,2024-03-01 10:00,,customer\n";
    let files: [(&str, &[u8]); 2] = [("tickets.csv", tickets.as_bytes()), ("waits.csv", waits.as_bytes())];
    let (strict, shown) = loaded_from(toml, &files, BadRows::Fail);
    let codes: Vec<String> = strict.problems.iter().map(|problem| problem.code()).collect();
    assert_eq!(codes, ["SLA0540", "SLA0520", "SLA0550", "SLA0553"], "{shown}");
    let (lenient, shown) = loaded_from(toml, &files, BadRows::Skip);
    assert_eq!(shown, "");
    let rejects: Vec<(&str, u32, &str, &[u8])> =
        lenient.rejects.iter().map(|it| (it.table, it.line, it.code.as_str(), &*it.text)).collect();
    let want: [(&str, u32, &str, &[u8]); 4] = [
        ("tickets", 3, "SLA0540", b"B,incident,soon"),
        ("tickets", 5, "SLA0520", b"D,incident"),
        ("tickets", 6, "SLA0550", b"A,incident,2024-03-01 09:00"),
        ("waits", 6, "SLA0553", b"E,2024-03-01 10:00,,customer"),
    ];
    assert_eq!(rejects, want);
    let counts: Vec<[u64; 4]> =
        lenient.evidence.files.iter().map(|file| [file.rows, file.rejected, file.out_of_scope, file.dropped]).collect();
    assert_eq!(counts, [[5, 3, 1, 0], [5, 1, 1, 2]]);
    assert_eq!(lenient.evidence.waits.unwrap().len(), 1);
}

/// A file of several megabytes is read in pieces on all cores; nothing of that shows.
#[test]
fn large_files_are_read_as_small_ones() {
    const ROWS: usize = 60_000;
    let toml = r#"
        contract = "c"
        [evidence.tickets]
        files = ["tickets.csv*"]
        format = "csv"
        absent = ["priority", "impact"]
        defaults = { kind = "incident" }
    "#;
    let mut text = String::from("ticket,note,opened,resolved\n");
    for n in 0..ROWS {
        // Lines break inside quotes, one row in a thousand is bad, and two tickets come twice.
        let id = if n % 30_000 == 29_999 { n - 20_000 } else { n };
        let note = if n % 7 == 0 { "\"two\nlines, \"\"quoted\"\"\"" } else { "one line" };
        let opened = if n % 1_000 == 500 { "soon" } else { "2024-03-01 09:00" };
        text += &format!("INC{id:06},{note},{opened},2024-03-01 10:00\n");
    }
    assert!(text.len() > 3 << 20);
    let (large, shown) = loaded_from(toml, &[("tickets.csv", text.as_bytes())], BadRows::Skip);
    assert_eq!(shown, "");
    // The same in files of 1,000 rows, and packed.
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut rest = text.split_once('\n').unwrap().1;
    while !rest.is_empty() {
        let end = rest.match_indices("\nINC").nth(999).map_or(rest.len(), |(at, _)| at + 1);
        let part = format!("ticket,note,opened,resolved\n{}", &rest[..end]);
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut packer, part.as_bytes()).unwrap();
        parts.push((format!("tickets.csv{:03}.gz", parts.len()), packer.finish().unwrap()));
        rest = &rest[end..];
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let (small, shown) = loaded_from(toml, &parts, BadRows::Skip);
    assert_eq!(shown, "");
    let shown = |loaded: &Loaded| {
        let tickets = loaded.evidence.tickets.as_ref().unwrap().iter();
        let rows = tickets.map(|it| (it.id.clone(), it.opened, it.resolved)).collect::<Vec<_>>();
        let rejects = loaded.rejects.iter().map(|it| (it.code.clone(), it.text.clone())).collect::<Vec<_>>();
        (rows, rejects)
    };
    assert_eq!(shown(&large), shown(&small));
    assert_eq!(large.rejects.len(), 62);
    let line = |n: usize| 2 + n as u32 + n.div_ceil(7) as u32;
    assert_eq!(large.rejects[0].line, line(500));
    assert_eq!(large.rejects[30].line, line(29_999));
    assert_eq!(large.rejects[61].line, line(59_999));
}

/// A packed file says what the same file says that is not packed; its hash is of what is stored.
#[test]
fn packed_files_hold_what_was_packed() {
    let project = |name: &str| {
        format!("contract = \"c\"\n[evidence.tickets]\nfiles = [\"{name}\"]\nabsent = [\"priority\", \"impact\"]\n")
    };
    let packed = std::fs::read(root().join("tests/fixtures/packed/tickets.csv.zst")).unwrap();
    let plain: String = (0..140)
        .map(|n| (n, 1 + n % 28, 8 + n % 9, n * 7 % 60, 17 + n % 6))
        .map(|(n, day, hour, minute, to)| {
            format!("INC{n:04},incident,2024-03-{day:02} {hour:02}:{minute:02},2024-03-{day:02} {to:02}:00\n")
        })
        .collect();
    let plain = format!("ticket,kind,opened,resolved\n{plain}");
    let of = |name: &str, bytes: &[u8]| {
        let (loaded, shown) = loaded_from(&project(name), &[(name, bytes)], BadRows::Fail);
        assert_eq!(shown, "", "{name}");
        let file = loaded.evidence.files[0].clone();
        (format!("{:?}", loaded.evidence.tickets), file.rows, file.sha256)
    };
    let (from_packed, rows, sha256) = of("tickets.csv.zst", &packed);
    assert_eq!((rows, sha256.as_str()), (140, "52129b3016870d72710c4dcb8562825e40334ac9d33d31bea86a5bf4b4169593"));
    assert_eq!(from_packed, of("tickets.csv", plain.as_bytes()).0);
}

/// Beyond the first thousand, bad rows are counted; all are kept as rejects.
#[test]
fn every_bad_row_counts() {
    let toml = "contract = \"c\"\n[evidence.outages]\nfiles = [\"-\"]\nformat = \"csv\"\n";
    let rows = "HM1,soon,,\n".repeat(2_500);
    let text = format!("component,from,to,cause\n{rows}HM9,2024-03-01 09:00,,\n");
    let (loaded, _) = loaded_from(toml, &[("-", text.as_bytes())], BadRows::Fail);
    assert_eq!(loaded.problems.len(), 1_000);
    let more: Vec<(&str, u64)> = loaded.more.iter().map(|(code, count)| (code.as_str(), *count)).collect();
    assert_eq!(more, [("SLA0528", 1), ("SLA0540", 1_500)]);
    assert_eq!(loaded.rejects.len(), 2_501);
}
