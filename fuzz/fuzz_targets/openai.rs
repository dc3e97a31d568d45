#![no_main]

use rpggo::{Service, fuzzing::answer};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| answer::run(Service::Openai, bytes));
