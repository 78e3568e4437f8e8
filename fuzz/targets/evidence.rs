#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sla_fuzz::evidence(bytes));
