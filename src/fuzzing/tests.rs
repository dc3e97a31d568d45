//! All that is known, played without a fuzzer: the fixtures, what the fuzzers keep in `fuzz/corpus`,
//! and what they found in `fuzz/found`.

#[path = "../../fuzz/known.rs"]
mod known;

use known::{files, play};

use super::{answer, recording, sse};
use crate::service::Service;

/// Each fixture in every way that an answer can come.
fn play_answers(service: Service) {
    play(&service.word(), |bytes| answer::run(service, bytes));
    for fixture in files("tests/fixtures") {
        for how in 0..=u8::MAX {
            answer::run(service, &[&[how], &fixture[..]].concat());
        }
    }
}

#[test]
fn rpggo() {
    play_answers(Service::Rpggo);
}

#[test]
fn persona() {
    play_answers(Service::Persona);
}

#[test]
fn aurora() {
    play_answers(Service::Aurora);
}

#[test]
fn openai() {
    play_answers(Service::Openai);
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
    for end in example
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'\n')
    {
        recording::run(&example[..=end.0]);
        recording::run(&example[..end.0]);
    }
}
