#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rpggo_testkit::decoding::sse::run(bytes));
