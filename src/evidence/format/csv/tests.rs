use proptest::prelude::*;

use super::*;

/// Everything in `text`: the cells of each record that is not empty, and whether a quote is wrong.
fn records(text: &[u8]) -> (Vec<Vec<String>>, bool) {
    let (mut all, mut cells, mut faulty) = (Vec::new(), Vec::new(), false);
    let mut at = 0;
    while at < text.len() {
        let record = split(text, at, b',', &mut cells);
        faulty |= record.fault.is_some();
        if record.end > at {
            let line = &text[at..];
            let shown = |cell: &RawCell| {
                let text = String::from_utf8_lossy(&line[cell.start as usize..cell.end as usize]).into_owned();
                if cell.form == Form::DoubledQuotes { text.replace("\"\"", "\"") } else { text }
            };
            all.push(cells.iter().map(shown).collect());
        }
        assert!(record.next > at);
        at = record.next;
    }
    (all, faulty)
}

#[test]
fn records_and_fields() {
    let of = |text: &str| records(text.as_bytes());
    let want = |rows: &[&[&str]]| rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    let cases: [(&str, Vec<Vec<String>>, bool); 11] = [
        ("a,b\n1,2\n", want(&[&["a", "b"], &["1", "2"]]), false),
        ("a,b\r\n1,2", want(&[&["a", "b"], &["1", "2"]]), false),
        ("a,b\r1,2", want(&[&["a", "b"], &["1", "2"]]), false),
        ("\n\na,b\n\n\n", want(&[&["a", "b"]]), false),
        (",\n", want(&[&["", ""]]), false),
        ("\"a,\n\"\"b\"\"\",c\n", want(&[&["a,\n\"b\"", "c"]]), false),
        ("\"\",x\n", want(&[&["", "x"]]), false),
        ("a\"b,c\n", want(&[&["a\"b", "c"]]), false),
        (" \"a\",b\n", want(&[&[" \"a\"", "b"]]), false),
        ("\"a\"b,c\nd,e\n", want(&[&["a", "c"], &["d", "e"]]), true),
        ("a,\"b\nc,d\n", want(&[&["a", "b\nc,d\n"]]), true),
    ];
    for (text, rows, faulty) in cases {
        assert_eq!(of(text), (rows, faulty), "{text:?}");
    }
}

proptest! {
    /// Without quotes, the quick way cuts the same.
    #[test]
    fn plain_text_is_cut_the_same(text in "[ab,\n ]{0,40}") {
        let bytes = text.as_bytes();
        let mut marks = memchr::memchr2_iter(b',', b'\n', bytes);
        let (mut quick, mut cells, mut at) = (Vec::new(), Vec::new(), 0);
        while at < bytes.len() {
            let record = split_plain(bytes, at, b',', &mut marks, &mut quick);
            prop_assert_eq!(record, split(bytes, at, b',', &mut cells));
            prop_assert_eq!(&quick, &cells);
            at = record.next;
        }
    }
}

fn csv_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop::sample::select(vec!["a", "é", ",", ",", "\"", "\"\"", "\n", "\r\n", "\r", " "]),
        0..40,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    /// Where the quotes are well-formed, the `csv` crate reads the same.
    #[test]
    fn agrees_with_the_csv_crate(text in csv_text()) {
        let (ours, faulty) = records(text.as_bytes());
        if !faulty {
            let mut reader =
                ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            prop_assert_eq!(ours, theirs);
        }
    }

    /// Cut into blocks anywhere, the same records come out.
    #[test]
    fn blocks_do_not_matter(text in csv_text(), sizes in proptest::collection::vec(1_usize..7, 1..40)) {
        let mut ends = RecordEnds::new(b',');
        let (mut carried, mut cut) = (Vec::new(), Vec::new());
        let mut rest = text.as_bytes();
        for size in sizes.iter().cycle() {
            let (block, after) = rest.split_at((*size).min(rest.len()));
            carried.extend_from_slice(block);
            rest = after;
            if rest.is_empty() {
                break;
            }
            let end = ends.last(&carried);
            cut.push(carried.drain(..end).collect::<Vec<u8>>());
        }
        cut.push(carried);
        let lines: u32 = cut.iter().map(|piece| count_lines(piece)).sum();
        let pieces: Vec<Vec<String>> = cut.iter().flat_map(|piece| records(piece).0).collect();
        prop_assert_eq!(pieces, records(text.as_bytes()).0);
        prop_assert_eq!(lines, count_lines(text.as_bytes()));
    }
}
