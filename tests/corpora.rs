//! What the fuzzers keep in `fuzz/corpus` and found in `fuzz/found`, and the fixtures, played without
//! a fuzzer.

use rpggo::Service;
use rpggo_testkit::decoding::{recording, response, sse};
use rpggo_testkit::known::{files, play};

/// Each fixture in every way that a response can come.
fn play_responses(service: Service) {
    play(&service.word(), |bytes| response::run(service, bytes));
    for fixture in files("tests/fixtures") {
        for how in 0..=u8::MAX {
            response::run(service, &[&[how], &fixture[..]].concat());
        }
    }
}

#[test]
fn rpggo() {
    play_responses(Service::Rpggo);
}

#[test]
fn persona() {
    play_responses(Service::Persona);
}

#[test]
fn aurora() {
    play_responses(Service::Aurora);
}

#[test]
fn openai() {
    play_responses(Service::Openai);
}

#[test]
fn event_streams() {
    play("sse", sse::run);
    for fixture in files("tests/fixtures") {
        sse::run(&fixture);
    }
}

#[test]
fn recordings() {
    play("recording", recording::run);
    let example = files("examples/recordings").remove(0);
    recording::run(&example);
    for (end, _) in example
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'\n')
    {
        recording::run(&example[..=end]);
        recording::run(&example[..end]);
    }
}

#[test]
fn calls_of_the_abi() {
    play("abi", rpggo_testkit::fuzzed::run);
}
