#![no_main]

use rpggo::Service;
use rpggo_testkit::decoding::response;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| response::run(Service::Persona, bytes));
