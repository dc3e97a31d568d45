#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rpggo::fuzzing::sse::run(bytes));
