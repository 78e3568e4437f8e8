#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| sla_fuzz::differences(text));
