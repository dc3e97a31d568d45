//! The events that a game was told: the library reads the recorded answers once more.

use std::borrow::Cow;
use std::collections::HashMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rpggo::recording::RecordedRequest;
use rpggo::request::SessionCall;
use rpggo::{Client, Event, EventKind, Options, Pace, Recording, RequestId};
use serde::Deserialize;

/// So many requests are read at once.
const AT_ONCE: usize = 8;
/// Answers that took no longer are played a thousand times faster, which is quicker than to poll
/// for each of their steps.
const LONGEST_TO_WAIT_FOR: Duration = Duration::from_secs(600);
const FRAME: Duration = Duration::from_micros(200);

/// What a request told.
#[derive(Default)]
pub struct Decoded {
    pub events: Vec<Event<'static>>,
    /// Why it cannot be read again.
    pub refused: Option<String>,
}

/// What all requests of the recording told, in its order.
pub fn decode(file: &Path, recording: &Recording) -> Result<Vec<Decoded>, Box<dyn Error>> {
    let mut decoded = Vec::new();
    if recording.sittings().len() == 1 {
        decode_sitting(recording, &mut decoded)?;
    } else {
        // What a client remembers of its sessions ends with it.
        for sitting in split(&std::fs::read(file)?) {
            decode_sitting(&Recording::parse(sitting)?, &mut decoded)?;
        }
    }
    if decoded.len() != recording.requests().len() {
        return Err(format!("{} was changed while it was read", file.display()).into());
    }
    Ok(decoded)
}

fn decode_sitting(recording: &Recording, decoded: &mut Vec<Decoded>) -> Result<(), rpggo::Error> {
    let requests = recording.requests();
    let is_long = requests.iter().any(|it| lasted(it) > LONGEST_TO_WAIT_FOR);
    let pace = if is_long {
        Pace::AsPolled
    } else {
        Pace::Times(1000.0)
    };
    let is_remembered = requests.iter().any(tells_what_was_remembered);
    let (client, mut events) = Client::new(Options {
        replay: Some(Arc::new(recording.clone())),
        pace,
        ..Options::new(recording.service())
    })?;
    let mut running: HashMap<RequestId, usize> = HashMap::new();
    let at_once = if is_remembered { 1 } else { AT_ONCE };
    let mut waiting = requests.iter();
    while waiting.len() > 0 || !running.is_empty() {
        // In the order of the file: each answer goes to the first who asks for one like it.
        while running.len() < at_once
            && let Some(request) = waiting.next()
        {
            let mut told = Decoded::default();
            match client.repeat(request) {
                Ok(id) => drop(running.insert(id, decoded.len())),
                Err(error) => told.refused = Some(error.to_string()),
            }
            decoded.push(told);
        }
        let mut is_idle = true;
        while let Some(event) = events.poll() {
            is_idle = false;
            let Some(&index) = running.get(&event.request) else {
                continue;
            };
            if matches!(event.kind, EventKind::Finished(_)) {
                running.remove(&event.request);
            }
            decoded[index].events.push(event);
        }
        if is_idle {
            std::thread::sleep(FRAME);
        }
    }
    Ok(())
}

/// True where the client answered by itself with what was said before: then it matters that one
/// request is over before the next.
fn tells_what_was_remembered(request: &RecordedRequest) -> bool {
    let call = request.session().map(|(call, _)| call);
    request.sent.is_none() && matches!(call, Some(SessionCall::History | SessionCall::Resume))
}

fn lasted(request: &RecordedRequest) -> Duration {
    request.steps.last().map_or(Duration::ZERO, |it| it.at)
}

/// What each client wrote, for itself.
fn split(text: &[u8]) -> Vec<&[u8]> {
    let mut sittings = Vec::new();
    let (mut begin, mut at) = (0, 0);
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        if at > begin && begins_sitting(line) {
            sittings.push(&text[begin..at]);
            begin = at;
        }
        at += line.len();
    }
    sittings.push(&text[begin..]);
    sittings
}

fn begins_sitting(line: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Head<'a> {
        #[serde(borrow)]
        r#type: Cow<'a, str>,
    }
    // Most lines need not be read for that.
    memchr::memmem::find(line, b"\"recording\"").is_some()
        && serde_json::from_slice::<Head>(line).is_ok_and(|head| head.r#type == "recording")
}
