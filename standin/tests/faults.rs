//! All faults, checked in the bytes that are sent.

mod common;

use std::io::{ErrorKind, Read};
use std::time::{Duration, Instant};

use common::{
    CHAT, GAME, HEADERS, Response, START, TIMEOUT, chat, chat_body, find, post, read_to_end,
    read_until, send, start, start_game,
};
use rpggo_standin::Standin;
use serde_json::{Value, json};

/// A stand-in with a started game, and a response without faults.
fn started() -> (Standin, Response) {
    let standin = start();
    start_game(&standin);
    let normal = chat(&standin.base_url(), "mira", "1", "who is on the ferry?");
    assert!(normal.complete && normal.frames().len() == 5);
    (standin, normal)
}

/// The same chat with a fault; the story does not advance, as the message has the same id.
fn with(standin: &Standin, spec: &str) -> Response {
    chat(&standin.fault(spec), "mira", "1", "who is on the ferry?")
}

/// Sends the same chat; the caller reads the response.
fn open(standin: &Standin, spec: &str) -> std::net::TcpStream {
    let body = chat_body("mira", "1", "who is on the ferry?").to_string();
    send(&standin.fault(spec), "POST", CHAT, HEADERS, &body)
}

#[test]
fn cut_and_reset_stop_after_n_bytes() {
    let (standin, normal) = started();
    for count in [0, 1, 120, 2000] {
        let cut = with(&standin, &format!("cut={count}"));
        assert_eq!(cut.body, normal.body[..count]);
        assert!(!cut.complete && !cut.reset, "{cut:?}");
        let reset = with(&standin, &format!("reset={count}"));
        assert_eq!(reset.body, normal.body[..count]);
        assert!(!reset.complete && reset.reset, "{reset:?}");
    }
    let all = with(&standin, "cut=1000000");
    assert_eq!(all.body, normal.body);
    assert!(all.complete);
    let body = json!({"game_id": GAME, "session_id": "t"});
    let cut = post(&standin.fault("cut=10"), START, &body);
    assert_eq!(cut.body, b"{\"code\":0,");
    assert!(!cut.complete && cut.header("content-length").is_some());
}

#[test]
fn reset_before_and_garbage_send_no_response() {
    let (standin, _) = started();
    assert_eq!(
        read_to_end(open(&standin, "reset-before")),
        (Vec::new(), true)
    );
    let (bytes, reset) = read_to_end(open(&standin, "garbage"));
    assert!(!reset && !bytes.is_empty() && find(&bytes, b"HTTP/1").is_none());
}

#[test]
fn stalls_send_no_data_and_stay_open() {
    let (standin, normal) = started();
    let mut stream = open(&standin, "stall=100");
    read_until(&mut stream, &normal.body[..100]);
    for mut stalled in [
        stream,
        open(&standin, "stall-before"),
        open(&standin, "hold,no-fin,json,stall=0"),
    ] {
        stalled
            .set_read_timeout(Some(Duration::from_millis(100)))
            .expect("it can be set");
        let mut rest = Vec::new();
        let error = stalled
            .read_to_end(&mut rest)
            .expect_err("it neither ends nor closes");
        assert!(matches!(
            error.kind(),
            ErrorKind::WouldBlock | ErrorKind::TimedOut
        ));
        let rest = String::from_utf8_lossy(&rest).into_owned();
        assert!(!rest.contains('{'), "{rest}");
    }
    assert!(
        standin.wait_for_open_connections(0, TIMEOUT),
        "it notices that the client has disconnected"
    );
}

#[test]
fn hold_sends_all_and_stays_open() {
    let (standin, normal) = started();
    let mut stream = open(&standin, "hold");
    let response = read_until(&mut stream, &normal.body);
    assert!(!response.complete);
}

#[test]
fn slow_headers_delay_the_response() {
    let (standin, normal) = started();
    let before = Instant::now();
    assert_eq!(with(&standin, "slow-headers=80").body, normal.body);
    assert!(before.elapsed() >= Duration::from_millis(80));
}

#[test]
fn trickle_and_chunk_do_not_change_the_body() {
    let (standin, normal) = started();
    assert_eq!(with(&standin, "trickle").body, normal.body);
    assert_eq!(with(&standin, "chunk=7").body, normal.body);
}

#[test]
fn a_status_has_a_body_of_every_kind() {
    let (standin, _) = started();
    let json = with(&standin, "status=503,retry-after=7");
    assert_eq!((json.status, json.header("retry-after")), (503, Some("7")));
    assert_eq!(json.json()["code"], 10000000);
    assert_eq!(with(&standin, "status=429").json()["code"], 10000301);
    assert_eq!(with(&standin, "status=401").json()["code"], 10000004);
    let text = with(&standin, "status=500,body=text");
    assert_eq!(
        text.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
    assert_eq!(text.text(), "The server says 500.\n");
    let html = with(&standin, "status=502,body=html");
    assert_eq!(html.header("content-type"), Some("text/html"));
    assert!(html.text().starts_with("<!DOCTYPE html>"));
    let empty = with(&standin, "status=500,body=empty");
    assert_eq!((empty.body.len(), empty.complete), (0, true));
    let date = with(
        &standin,
        "status=503,retry-after=Wed%2C 21 Oct 2065 07:28:00 GMT",
    );
    assert_eq!(
        date.header("retry-after"),
        Some("Wed, 21 Oct 2065 07:28:00 GMT")
    );
}

#[test]
fn a_redirect_has_a_location() {
    let (standin, _) = started();
    let response = with(&standin, "redirect");
    assert_eq!(response.status, 302);
    assert_eq!(
        response.header("location"),
        Some("/elsewhere/v2/open/game/chatsse")
    );
}

#[test]
fn bodies_that_are_not_frames() {
    let (standin, _) = started();
    let garbage = with(&standin, "garbage-body");
    assert_eq!(garbage.header("content-type"), Some("text/event-stream"));
    assert!(garbage.body.len() == 4096 && std::str::from_utf8(&garbage.body).is_err());
    assert_eq!(garbage.body, with(&standin, "garbage-body").body);
    let long = with(&standin, "long-line=300000");
    assert_eq!(long.body.len(), 300000);
    assert!(long.body.starts_with(b"data: aaa") && !long.body.contains(&b'\n'));
    assert!(!long.complete && !long.reset);
    let frames = with(&standin, "not-json").frames();
    assert_eq!(frames.len(), 5);
    assert!(
        frames[..4]
            .iter()
            .all(|(_, data)| serde_json::from_str::<Value>(data).is_err())
    );
}

#[test]
fn frames_that_are_too_large_or_too_many() {
    let (standin, _) = started();
    let large = with(&standin, "oversize=1000000").frames();
    assert_eq!(large[0].1.len(), 1_000_000);
    let message: Value = serde_json::from_str(&large[0].1).expect("valid JSON");
    assert!(
        message["data"]["result"]["text"]
            .as_str()
            .expect("a text")
            .starts_with("aaaa")
    );
    let deep = with(&standin, "deep=5000").frames();
    let nested = format!(
        "{{\"deep\":{}{},\"ret\":200",
        "[".repeat(5000),
        "]".repeat(5000)
    );
    assert!(deep[0].1.starts_with(&nested));
    let shallow = with(&standin, "deep=50").messages();
    assert_eq!(shallow[0]["ret"], 200);
    let flood = with(&standin, "flood=3000").messages();
    assert_eq!(flood.len(), 3000);
    assert_eq!(flood[0]["data"]["result"]["text"], "flood 0");
    assert_eq!(flood[2999]["data"]["result"]["text"], "flood 2999");
    assert_eq!(flood[0]["data"]["result"]["character_id"], "mira");
    let body = json!({"game_id": GAME, "session_id": "t"});
    let envelope = post(&standin.fault("oversize=50000"), START, &body);
    assert_eq!(
        (envelope.body.len(), &envelope.json()["code"]),
        (50000, &json!(0))
    );
}

#[test]
fn endless_headers_end_when_the_client_disconnects() {
    let (standin, _) = started();
    let mut stream = open(&standin, "endless-headers");
    let mut bytes = vec![0; 500_000];
    stream
        .read_exact(&mut bytes)
        .expect("more headers than a client accepts");
    assert!(bytes.starts_with(b"HTTP/1.1 200 OK\r\n"));
    assert!(find(&bytes, b"\r\n\r\n").is_none());
    drop(stream);
    assert!(standin.wait_for_open_connections(0, TIMEOUT));
}

#[test]
fn other_content_types() {
    let (standin, normal) = started();
    let html = with(&standin, "content-type=text/html; charset=utf-8");
    assert_eq!(
        html.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(html.body, normal.body);
    let json = with(&standin, "json");
    assert_eq!(json.header("content-type"), Some("application/json"));
    assert_eq!(json.text(), normal.frames()[0].1);
}

#[test]
fn the_listing_is_that_of_the_reference() {
    let (standin, normal) = started();
    let listing = with(&standin, "listing").text();
    let mut expected = "fin\n".to_owned();
    for (_, data) in normal.frames().iter().rev().skip(1) {
        expected.push_str(&format!("data\n{data}\n"));
    }
    assert_eq!(listing, expected);
    let ended = with(&standin, "listing,error=10000303").text();
    assert_eq!(
        ended,
        "err\n{\"ret\":10000303,\"message\":\"The game session has ended\",\"data\":null}\n"
    );
    let flood = with(&standin, "listing,flood=12").text();
    assert!(find(flood.as_bytes(), b"flood 11\"") < find(flood.as_bytes(), b"flood 0\""));
}

#[test]
fn line_ends_comments_and_field_names() {
    let (standin, normal) = started();
    let normal = normal.text();
    assert_eq!(with(&standin, "crlf").text(), normal.replace('\n', "\r\n"));
    assert_eq!(with(&standin, "cr").text(), normal.replace('\n', "\r"));
    assert_eq!(with(&standin, "bom").text(), format!("\u{feff}{normal}"));
    let comments = with(&standin, "comments").text();
    assert!(comments.starts_with(": heartbeat\n\nevent: data\n:a comment in between\ndata: {"));
    let plain: String = comments
        .split_inclusive('\n')
        .filter(|line| !line.starts_with(':'))
        .collect();
    assert_eq!(plain.replace("\n\n\n", "\n\n").trim_start(), normal);
    let code = with(&standin, "code");
    let expected = normal.replace("\"ret\":200,\"message\":", "\"code\":200,\"msg\":");
    assert_eq!(code.text(), expected);
}

#[test]
fn frames_that_are_missing_or_invalid() {
    let (standin, normal) = started();
    let no_fin = with(&standin, "no-fin");
    assert!(no_fin.complete);
    assert_eq!(no_fin.frames(), normal.frames()[..4]);
    let invalid = with(&standin, "invalid-utf8");
    let at = find(&invalid.body, b"\xff\xfe").expect("the two bytes");
    assert_eq!(
        [&invalid.body[..at], &invalid.body[at + 2..]].concat(),
        normal.body
    );
    assert_eq!(with(&standin, "error=10000000").error_code(), 10000000);
    let after = with(&standin, "error-after=10000307").frames();
    assert_eq!(after[0], normal.frames()[0]);
    assert_eq!((after.len(), after[1].0.as_str()), (2, "err"));
    assert!(
        after[1]
            .1
            .starts_with("{\"ret\":10000307,\"message\":\"Data error.")
    );
    let body = json!({"game_id": GAME, "session_id": "t"});
    let envelope = post(&standin.fault("error=10000307"), START, &body).json();
    assert_eq!(
        (&envelope["code"], &envelope["data"]),
        (&json!(10000307), &Value::Null)
    );
}

#[test]
fn unknown_frames_and_fields_are_added() {
    let (standin, normal) = started();
    let response = with(&standin, "unknown");
    assert_eq!(response.frames()[0].0, "weather");
    let messages = response.messages();
    let kinds: Vec<&Value> = messages
        .iter()
        .map(|message| &message["data"]["result"]["character_type"])
        .collect();
    assert_eq!(kinds[..3], ["weather_dm", "singing_npc", "common_npc"]);
    assert_eq!(messages[0]["data"]["game_status"]["action"], 42);
    let first = &messages[2];
    assert_eq!(first["ret"], "200");
    assert_eq!(first["data"]["result"]["image"], Value::Null);
    assert_eq!(first["data"]["result"]["epoch"]["current_count"], "1");
    assert_eq!(
        first["data"]["result"]["text"],
        normal.messages()[0]["data"]["result"]["text"]
    );
}

#[test]
fn times_counts_requests_of_the_same_specification() {
    let (standin, normal) = started();
    for _ in 0..2 {
        assert_eq!(with(&standin, "status=503,times=2").status, 503);
    }
    assert_eq!(with(&standin, "status=503,times=2").body, normal.body);
    assert_eq!(with(&standin, "status=500,times=1").status, 500);
}

#[test]
fn faults_can_be_combined() {
    let (standin, _) = started();
    let response = with(&standin, "crlf,comments,chunk=3,cut=700");
    assert_eq!(response.body.len(), 700);
    assert!(!response.complete && response.text().contains("\r\n:a comment"));
    let code = with(&standin, "code,unknown,trickle").messages();
    assert_eq!(code[2]["code"], "200");
}
