//! The least that reading CSV can cost: every record of the given files through `csv::ByteRecord`, and nothing done with it.
//!
//! `cargo bench --bench floor -- FILE…` prints the seconds of five passes over all of them.

#![expect(clippy::print_stdout, clippy::unwrap_used, clippy::disallowed_methods, reason = "a measurement is printed")]

use std::time::Instant;

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if files.is_empty() {
        return;
    }
    for _ in 0..5 {
        let start = Instant::now();
        let (mut records, mut bytes) = (0_u64, 0);
        for file in &files {
            let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 20).from_path(file).unwrap();
            let mut record = csv::ByteRecord::new();
            while reader.read_byte_record(&mut record).unwrap() {
                records += 1;
                bytes += record.as_slice().len();
            }
        }
        println!("{:.3} s: {records} records, {bytes} bytes of fields", start.elapsed().as_secs_f64());
    }
}
