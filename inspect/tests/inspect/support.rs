//! Recordings to inspect, and helpers to check their pages.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use rpggo::{ChatRequest, Client, EventKind, Events, Options, RequestId, Service, SessionRequest};
use serde_json::{Value, json};

const TIMEOUT: Duration = Duration::from_secs(60);

pub fn inspect(arguments: &[&Path]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rpggo-inspect"));
    command.args(arguments).output().unwrap()
}

/// An empty folder for the test of that name.
pub fn folder(name: &str) -> PathBuf {
    rpggo_testkit::clean(&format!("inspect/{name}"))
}

/// The page of a recording.
pub fn page(recording: &Path) -> String {
    let run = inspect(&[recording]);
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{errors}");
    std::fs::read_to_string(recording.with_extension("html")).unwrap()
}

/// The row of one request in the page.
pub fn row(page: &str, number: usize) -> &str {
    let begin = page.find(&format!("id=\"request-{number}\"")).unwrap();
    let next = format!("id=\"request-{}\"", number + 1);
    let end = page[begin..].find(&next).unwrap_or(page.len() - begin);
    &page[begin..begin + end]
}

/// Asserts that `text` contains these parts, separated by ` … `, in this order.
pub fn assert_in_order(text: &str, parts: &str) {
    let mut rest = text;
    for part in parts.split(" … ") {
        let Some(at) = rest.find(part) else {
            panic!("{part:?} is missing, or too early, in:\n{text}");
        };
        rest = &rest[at + part.len()..];
    }
}

/// A time in the format of the page's columns.
pub fn milliseconds(time: Duration) -> String {
    let tenths = (time.as_micros() + 50) / 100;
    let (whole, tenth) = (tenths / 10, tenths % 10);
    match whole / 1000 {
        0 => format!("{whole}.{tenth}"),
        thousands => format!("{thousands},{:03}.{tenth}", whole % 1000),
    }
}

/// A game that records its conversation.
pub struct Game {
    pub client: Client,
    events: Events,
    running: HashSet<RequestId>,
}

impl Game {
    pub fn new(service: Service, base_url: &str, recording: &Path) -> Game {
        let (client, events) = Client::new(Options {
            base_url: Some(base_url.to_owned()),
            api_key: Some("any".to_owned()),
            record_path: Some(recording.to_owned()),
            idle_timeout: Duration::from_secs(1),
            ..Options::new(service)
        })
        .unwrap();
        Game {
            client,
            events,
            running: HashSet::new(),
        }
    }

    pub fn say(&mut self, character_id: &str, message: &str) -> RequestId {
        let request = ChatRequest {
            game_id: "last-lantern".to_owned(),
            session_id: "evening".to_owned(),
            character_id: character_id.to_owned(),
            message: message.to_owned(),
            images: true,
            ..ChatRequest::default()
        };
        let id = self.client.chat(&request).unwrap();
        self.running.insert(id);
        id
    }

    pub fn start(&mut self) {
        let request = SessionRequest {
            game_id: "last-lantern".to_owned(),
            session_id: "evening".to_owned(),
            ..SessionRequest::default()
        };
        let id = self.client.session_start(&request).unwrap();
        self.running.insert(id);
        self.finish();
    }

    /// Plays until an event matches.
    pub fn wait(&mut self, mut matches: impl FnMut(RequestId, &EventKind<'_>) -> bool) {
        let until = Instant::now() + TIMEOUT;
        loop {
            while let Some(event) = self.events.poll() {
                if matches!(event.kind, EventKind::Finished(_)) {
                    self.running.remove(&event.request);
                }
                if matches(event.request, &event.kind) {
                    return;
                }
            }
            assert!(Instant::now() < until, "timeout");
            // A frame of the game.
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    pub fn finish(&mut self) {
        let mut left = self.running.len();
        if left > 0 {
            self.wait(|_, kind| {
                left -= usize::from(matches!(kind, EventKind::Finished(_)));
                left == 0
            });
        }
    }
}

/// A recording, line by line.
pub struct Lines(pub String);

impl Lines {
    pub fn new() -> Lines {
        let mut lines = Lines(String::new());
        lines.begin();
        lines
    }

    pub fn begin(&mut self) {
        self.add(
            json!({ "type": "recording", "version": 1, "library": "rpggo <0.1.0>",
            "service": "openai", "base_url": "http://127.0.0.1:1/v1",
            "started_unix_ms": 1_700_000_000_000_u64 }),
        );
    }

    pub fn add(&mut self, line: Value) {
        self.0 += &format!("{line}\n");
    }

    /// A chat whose reply has one delta, a tenth of a second after the last one.
    pub fn chat(&mut self, number: u64, character_id: &str, message: &str, reply: &str) {
        let at = number * 100_000;
        self.request(number, character_id, message);
        self.add(
            json!({ "type": "answer", "at_us": at + 20_000, "request": number,
            "http_status": 200, "headers": { "content-type": "text/event-stream" } }),
        );
        let frame = json!({ "choices": [{ "index": 0, "delta": { "content": reply } }] });
        let text = format!("data: {frame}\n\ndata: [DONE]\n\n");
        self.add(json!({ "type": "chunk", "at_us": at + 30_000, "request": number, "text": text }));
        self.add(
            json!({ "type": "end", "at_us": at + 40_000, "request": number,
            "how": "stopped" }),
        );
        self.add(
            json!({ "type": "finished", "at_us": at + 50_000, "request": number,
            "status": "RPGGO_OK" }),
        );
    }

    pub fn request(&mut self, number: u64, character_id: &str, message: &str) {
        self.add(
            json!({ "type": "request", "at_us": number * 100_000, "request": number,
            "operation": "chat", "asked": { "character_id": character_id, "session_id": "evening",
            "message": message }, "sent": { "method": "POST", "path": "/chat/completions",
            "body": { "model": character_id } } }),
        );
    }

    pub fn write(&self, file: &Path) {
        std::fs::write(file, &self.0).unwrap();
    }
}
