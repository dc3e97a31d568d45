//! A minimal HTTP client, so that tests see the bytes as they are sent.

// Each test binary uses only a part of this.
#![allow(dead_code)]

pub mod persona;

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use rpggo_standin::{Config, Standin};
use serde_json::{Value, json};

pub const GAME: &str = "last-lantern";
pub const CHAT: &str = "/v2/open/game/chatsse";
pub const START: &str = "/v2/open/game/startgame";
/// Long enough for a loaded machine; only a test that fails waits for it.
pub const TIMEOUT: Duration = Duration::from_secs(20);

pub fn start() -> Standin {
    Standin::start(Config::default()).expect("the stand-in starts")
}

/// A response, and how its connection ended.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub head: String,
    /// The body without chunk sizes.
    pub body: Vec<u8>,
    /// The body is complete according to HTTP.
    pub complete: bool,
    pub reset: bool,
}

impl Response {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// The frames of a stream: event, if they have one, and data.
    pub fn frames(&self) -> Vec<(String, String)> {
        let text = self.text();
        let frames = text.split("\n\n").filter(|frame| !frame.is_empty());
        frames
            .map(|frame| {
                let named = frame.strip_prefix("event: ");
                let (event, data) = named.map_or(("", frame), |named| {
                    named.split_once('\n').expect("two lines")
                });
                let data = data.strip_prefix("data: ").expect("a data line");
                (event.to_owned(), data.replace("\ndata: ", "\n"))
            })
            .collect()
    }

    /// The JSON of all `data` frames.
    pub fn messages(&self) -> Vec<Value> {
        let frames = self.frames();
        let data = frames.iter().filter(|(event, _)| event == "data");
        data.map(|(_, data)| serde_json::from_str(data).expect("JSON"))
            .collect()
    }

    /// The code of the only frame, an `err`.
    pub fn error_code(&self) -> i64 {
        let frames = self.frames();
        assert_eq!(frames.len(), 1, "{frames:?}");
        assert_eq!(frames[0].0, "err");
        let frame: Value = serde_json::from_str(&frames[0].1).expect("JSON");
        frame["ret"].as_i64().expect("a code")
    }
}

/// Sends a request; the caller reads the response.
pub fn send(base: &str, method: &str, path: &str, headers: &str, body: &str) -> TcpStream {
    let rest = base.strip_prefix("http://").expect("plain HTTP");
    let (host, prefix) = match rest.find('/') {
        Some(slash) => rest.split_at(slash),
        None => (rest, ""),
    };
    let mut stream = TcpStream::connect(host).expect("the stand-in listens");
    stream
        .set_read_timeout(Some(TIMEOUT))
        .expect("a timeout can be set");
    let request = format!(
        "{method} {prefix}{path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {}\r\n{headers}\r\n{body}",
        body.len()
    );
    stream
        .write_all(request.as_bytes())
        .expect("the request is sent");
    stream
}

pub const HEADERS: &str =
    "authorization: Bearer key\r\ncontent-type: application/json\r\nconnection: close\r\n";

/// All bytes until the connection ends, and whether it was reset.
pub fn read_to_end(mut stream: TcpStream) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return (bytes, false),
            Ok(length) => bytes.extend_from_slice(&buffer[..length]),
            Err(error) if error.kind() == io::ErrorKind::ConnectionReset => return (bytes, true),
            Err(error) => panic!("{error} after {} bytes", bytes.len()),
        }
    }
}

/// Sends a request and parses its response.
pub fn request(base: &str, method: &str, path: &str, headers: &str, body: &str) -> Response {
    let (bytes, reset) = read_to_end(send(base, method, path, headers, body));
    parse(&bytes, reset)
}

/// Reads until the body is this, and returns the response so far.
pub fn read_until(stream: &mut TcpStream, body: &[u8]) -> Response {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let length = stream.read(&mut buffer).expect("more of the response");
        assert!(length > 0, "the response ended early");
        bytes.extend_from_slice(&buffer[..length]);
        if find(&bytes, b"\r\n\r\n").is_some() {
            let response = parse(&bytes, false);
            if response.body == body {
                return response;
            }
        }
    }
}

pub fn parse(bytes: &[u8], reset: bool) -> Response {
    let end = find(bytes, b"\r\n\r\n").unwrap_or_else(|| panic!("no head in {bytes:?}"));
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .expect("a status");
    let mut response = Response {
        status,
        head,
        body: bytes[end + 4..].to_vec(),
        complete: false,
        reset,
    };
    if response.header("transfer-encoding") == Some("chunked") {
        (response.body, response.complete) = dechunk(&response.body);
    } else {
        let length = response
            .header("content-length")
            .and_then(|length| length.parse().ok());
        response.complete = length == Some(response.body.len());
    }
    response
}

fn dechunk(mut bytes: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    while let Some(end) = find(bytes, b"\r\n") {
        let size = std::str::from_utf8(&bytes[..end]).expect("a chunk's size");
        let size = usize::from_str_radix(size, 16).expect("a chunk's size");
        bytes = &bytes[end + 2..];
        if size == 0 {
            return (body, true);
        }
        let length = size.min(bytes.len());
        body.extend_from_slice(&bytes[..length]);
        bytes = &bytes[(size + 2).min(bytes.len())..];
    }
    (body, false)
}

pub fn find(bytes: &[u8], pattern: &[u8]) -> Option<usize> {
    bytes
        .windows(pattern.len())
        .position(|window| window == pattern)
}

pub fn post(base: &str, path: &str, body: &Value) -> Response {
    request(base, "POST", path, HEADERS, &body.to_string())
}

/// Starts the game in the session "s".
pub fn start_game(standin: &Standin) {
    let response = post(
        &standin.base_url(),
        START,
        &json!({"game_id": GAME, "session_id": "s"}),
    );
    assert_eq!(response.json()["code"], 0, "{}", response.text());
}

pub fn chat_body(to: &str, message_id: &str, message: &str) -> Value {
    json!({
        "game_id": GAME, "session_id": "s", "character_id": to, "message_id": message_id,
        "message": message, "advance_config": {"enable_image_streaming": true},
    })
}

/// One chat in the session "s".
pub fn chat(base: &str, to: &str, message_id: &str, message: &str) -> Response {
    post(base, CHAT, &chat_body(to, message_id, message))
}

/// The messages of the first line of this character with this word.
pub fn line_text(standin: &Standin, to: &str, when: &str) -> String {
    let story = standin.story();
    let lines = story.chapters.iter().flat_map(|chapter| &chapter.lines);
    let line = lines
        .filter(|line| line.to.as_deref() == Some(to))
        .find(|line| line.when.iter().any(|word| word == when))
        .expect("a line for this word");
    let texts: Vec<&str> = line
        .says
        .iter()
        .map(|speech| speech.text.as_str())
        .collect();
    texts.join("\n\n")
}
