//! The options of a client: whatever they are, it reaches nobody but a port where nobody listens.

use arbitrary::Arbitrary;
use rpggo::abi::client::{rpggo_client, rpggo_client_new};
use rpggo::abi::options::*;
use serde_json::json;

use super::memory::{Passed, Size, Strings};

const RECORDING: &str = include_str!("../../../../examples/recordings/last-lantern.jsonl");

#[derive(Arbitrary, Debug)]
pub struct Setup {
    size: Size,
    service: Number,
    played: Played,
    base_url: u8,
    proxy_url: u8,
    files: [u8; 3],
    api_key: u8,
    extra_headers: u8,
    flags: u8,
    speed: Speed,
    log_level: u8,
    timeouts: [u32; 4],
    retries: u8,
    queued: Small,
    event: Small,
    requests: Small,
    history: u32,
}

#[derive(Arbitrary, Debug)]
enum Number {
    Service(u8),
    Any(i32),
}

#[derive(Arbitrary, Debug)]
enum Small {
    Default,
    Few(u8),
    Any(u64),
}

impl Small {
    fn number(&self) -> u64 {
        match *self {
            Small::Default => 0,
            Small::Few(few) => few.into(),
            Small::Any(any) => any,
        }
    }
}

#[derive(Arbitrary, Debug)]
enum Speed {
    AsPolled,
    Fast,
    Any(f64),
}

#[derive(Arbitrary, Debug)]
enum Played {
    Example,
    Answers(Vec<Answer>),
    Any(Vec<u8>),
    None,
}

/// An answer in the recording.
#[derive(Arbitrary, Debug)]
struct Answer {
    operation: u8,
    http_status: u16,
    content_type: u8,
    chunks: Vec<String>,
    how: u8,
}

const SERVICES: [&str; 4] = ["rpggo", "persona", "aurora", "openai"];
const OPERATIONS: [&str; 8] = [
    "chat",
    "chat",
    "session_start",
    "session_resume",
    "session_history",
    "session_reset",
    "chapter_change",
    "game_fetch",
];
const TYPES: [&str; 4] = [
    "text/event-stream",
    "application/json",
    "",
    "text/html; charset=x",
];
/// Nobody listens there, or it is no address at all.
const ADDRESSES: [&str; 6] = [
    "http://127.0.0.1:1",
    "http://[::1]:1/v1/",
    "https://127.0.0.1:1",
    "ftp://127.0.0.1",
    "\u{1}",
    "http://127.0.0.1:1/?a",
];
const PROXIES: [&str; 4] = [
    "",
    "http://127.0.0.1:1",
    "socks5://a:b@127.0.0.1:1",
    "nonsense",
];
const QUERIES: [&str; 4] = ["", "a=b", "?a=%20", "a b"];
// Most of these are as a game has them: what is refused at once leads nowhere.
const FILES: [&str; 8] = ["", "", "", "", "", "/nonexistent/a/b", "/", "/dev/null"];
const KEYS: [&[u8]; 6] = [
    b"sk-0123456789abcdef",
    b"pk_live_01234567",
    b"k",
    b"",
    b" k",
    b"\xFF",
];
const HEADERS: [&[u8]; 6] = [
    b"",
    b"",
    b"X-A: b",
    b"Authorization: c\nX-B:",
    b"\xFF",
    b"nonsense",
];
const FLAGS: [u32; 8] = [0, 0, 0, 1, 2, 3, 4, u32::MAX];
const LEVELS: [i32; 8] = [0, 0, 0, 1, 2, 3, 4, -1];
const RETRIES: [i32; 8] = [-1, -1, -1, 0, 1, 2, i32::MAX, -2];

fn pick<T: Copy>(from: &[T], number: u8) -> T {
    from[usize::from(number) % from.len()]
}

impl Played {
    fn text(&self, service: i32) -> Option<Vec<u8>> {
        match self {
            Played::Example => Some(RECORDING.into()),
            Played::Answers(answers) => Some(recording(service, answers).into()),
            Played::Any(bytes) => Some(bytes.clone()),
            Played::None => None,
        }
    }
}

fn recording(service: i32, answers: &[Answer]) -> String {
    let service = SERVICES[service as usize % SERVICES.len()];
    let mut lines = vec![json!({"type": "recording", "version": 1, "library": "",
        "base_url": "", "service": service, "started_unix_ms": 0})];
    for (number, answer) in answers.iter().enumerate() {
        let mut line = |mut line: serde_json::Value| {
            line["at_us"] = (10 * number).into();
            line["request"] = number.into();
            lines.push(line);
        };
        line(
            json!({"type": "request", "asked": {}, "operation": pick(&OPERATIONS, answer.operation),
            "sent": {"method": "POST", "path": "/", "body": null}}),
        );
        let failed = json!({"type": "end", "how": "failed", "status": "RPGGO_NETWORK"});
        if answer.how & 4 != 0 {
            line(failed.clone());
            line(json!({"type": "retrying", "delay_ms": answer.how}));
        }
        line(
            json!({"type": "answer", "http_status": 100 + answer.http_status % 900,
            "headers": {"content-type": pick(&TYPES, answer.content_type), "retry-after": "1"}}),
        );
        for chunk in &answer.chunks {
            line(json!({"type": "chunk", "text": chunk}));
        }
        match answer.how & 3 {
            0 => line(json!({"type": "end", "how": "complete"})),
            1 => line(json!({"type": "end", "how": "closed", "status": "RPGGO_NETWORK"})),
            2 => line(failed),
            _ => {}
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

impl Setup {
    /// Makes a client, or does not: then it is NULL.
    pub fn make(&self) -> *mut rpggo_client {
        let mut strings = Strings::default();
        let service = match self.service {
            Number::Service(number) => i32::from(number % 4),
            Number::Any(number) => number,
        };
        let options = rpggo_client_options {
            struct_size: 0,
            service,
            base_url: strings.text(pick(&ADDRESSES, self.base_url).into()),
            api_key: strings.text(pick(&KEYS, self.api_key).into()),
            connect_timeout_ms: self.timeouts[0],
            first_byte_timeout_ms: self.timeouts[1],
            idle_timeout_ms: self.timeouts[2],
            total_timeout_ms: self.timeouts[3],
            max_retries: pick(&RETRIES, self.retries),
            max_queued_bytes: self.queued.number() as usize,
            flags: pick(&FLAGS, self.flags),
            max_requests: self.requests.number() as u32,
            max_event_bytes: self.event.number() as usize,
            ca_file: strings.text(pick(&FILES, self.files[0]).into()),
            proxy_url: strings.text(pick(&PROXIES, self.proxy_url).into()),
            extra_headers: strings.text(pick(&HEADERS, self.extra_headers).into()),
            max_history_characters: self.history,
            record_path: strings.text(pick(&FILES, self.files[1]).into()),
            max_recording_bytes: self.event.number(),
            replay_path: strings.text(pick(&FILES, self.files[2]).into()),
            replay_text: match self.played.text(service) {
                Some(text) => strings.text(text),
                None => std::ptr::null(),
            },
            replay_speed: match self.speed {
                Speed::AsPolled => RPGGO_REPLAY_AS_POLLED,
                Speed::Fast => 1000.0,
                Speed::Any(speed) => speed,
            },
            log_level: pick(&LEVELS, self.log_level),
            query: strings.text(pick(&QUERIES, self.proxy_url).into()),
        };
        let passed = Passed::new(&options, self.size);
        let mut client = std::ptr::dangling_mut();
        // SAFETY: the struct has its size, and its strings end in a NUL.
        let status = unsafe { rpggo_client_new(passed.pointer(), &mut client) };
        assert_eq!(status == 0, !client.is_null());
        client
    }
}
