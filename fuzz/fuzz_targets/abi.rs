#![no_main]

#[path = "../game/mod.rs"]
mod game;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| game::run(bytes));
