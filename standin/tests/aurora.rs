//! The Aurora service: the story word by word, its checks and its faults.

mod common;

use common::{Response, line_text, read_until, request, send, start};
use rpggo_standin::{Config, Standin, Story};
use serde_json::{Value, json};

const PATH: &str = "/api/v11/message";
const KEY: &str = "x-access-token: key\r\n";
const MIRA: u32 = 2;
const BRAM: u32 = 3;

fn post(base: &str, key: &str, body: &str) -> Response {
    let headers = format!("{key}content-type: application/json\r\nconnection: close\r\n");
    request(base, "POST", PATH, &headers, body)
}

fn say(base: &str, chat: i64, character: u32, message: &str) -> Response {
    let body = json!({"characterId": character, "chatId": chat, "message": message});
    post(base, KEY, &body.to_string())
}

/// The text of all frames that have a `content`.
fn content(response: &Response) -> String {
    let frames = response.frames();
    let contents = frames.iter().filter_map(|(_, data)| {
        let value: Value = serde_json::from_str(data).ok()?;
        Some(value.get("content")?.as_str()?.to_owned())
    });
    contents.collect()
}

#[test]
fn words_stream_one_by_one() {
    let standin = start();
    let response = say(&standin.base_url(), 1, MIRA, "who is on the ferry?");
    assert_eq!(
        (response.status, response.header("content-type")),
        (200, Some("text/event-stream"))
    );
    assert!(response.complete);
    assert!(
        response.text().starts_with(
            "data: {\"content\":\"The \"}\n\ndata: {\"content\":\"*Patience*. \"}\n\n"
        )
    );
    assert_eq!(content(&response), line_text(&standin, "mira", "ferry"));
    assert!(content(&response).contains("\n\n"), "several messages");
}

#[test]
fn the_story_advances_and_restarts_automatically() {
    let standin = start();
    let base = standin.base_url();
    let number = |id: &str| {
        let characters = &standin.story().characters;
        let position = characters.iter().position(|one| one.character_id == id);
        position.expect("a character") as u32 + 1
    };
    for prompt in &standin.story().walkthrough {
        let response = say(&base, 7, number(&prompt.to), &prompt.say);
        assert!(!content(&response).is_empty(), "{prompt:?}");
    }
    let again = say(&base, 7, BRAM, "oil, please");
    assert_eq!(content(&again), line_text(&standin, "bram", "oil"));
    let elsewhere = say(&base, -8, number("pip"), "hello");
    assert!(content(&elsewhere).contains("Pip"));
    assert_eq!(say(&base, -8, BRAM, "hello").status, 400);
}

#[test]
fn chats_are_independent() {
    let standin = start();
    let base = standin.base_url();
    let first = content(&say(&base, 1, BRAM, "oil, please"));
    let after = content(&say(&base, 1, BRAM, "oil, please"));
    assert_ne!(first, after);
    assert_eq!(content(&say(&base, 2, BRAM, "oil, please")), first);
}

#[test]
fn invalid_requests_get_the_documented_errors() {
    let standin = Standin::start(Config {
        api_key: Some("key".to_owned()),
        ..Config::default()
    })
    .expect("it starts");
    let base = standin.base_url();
    let valid = json!({"characterId": 2, "chatId": 1, "message": "hello"});
    for key in ["", "x-access-token: \r\n", "x-access-token: other\r\n"] {
        let response = post(&base, key, &valid.to_string());
        assert_eq!(response.status, 401);
        assert_eq!(
            response.text(),
            r#"{"success":false,"error":"Invalid username, password, or access token"}"#
        );
    }
    assert_eq!(post(&base, KEY, &valid.to_string()).status, 200);
    for (name, value) in [
        ("characterId", json!("2")),
        ("characterId", json!(2.5)),
        ("characterId", json!(0)),
        ("characterId", json!(99)),
        ("chatId", json!("1")),
        ("chatId", Value::Null),
        ("message", json!(1)),
    ] {
        let mut body = valid.clone();
        body[name] = value;
        let invalid = post(&base, KEY, &body.to_string());
        assert_eq!(invalid.status, 400, "{body}");
        assert_eq!(
            invalid.text(),
            r#"{"success":false,"error":"One or more API parameters are malformed. Please check your request and try again"}"#
        );
        body.as_object_mut().expect("an object").remove(name);
        assert_eq!(post(&base, KEY, &body.to_string()).status, 400);
    }
    assert_eq!(post(&base, KEY, "[").status, 400);
    let get = request(&base, "GET", PATH, "connection: close\r\n", "");
    assert_eq!((get.status, get.header("allow")), (405, Some("POST")));
}

#[test]
fn a_chat_has_its_quota() {
    let mut story = Story::bundled();
    story.game.max_chat_count = 1;
    let standin = Standin::start(Config {
        story,
        ..Config::default()
    })
    .expect("it starts");
    assert_eq!(say(&standin.base_url(), 1, MIRA, "hello").status, 200);
    assert_eq!(say(&standin.base_url(), 1, MIRA, "hello").status, 429);
}

#[test]
fn words_have_other_shapes_on_request() {
    let standin = start();
    for (shape, first) in [
        ("token", r#"{"token":"Admiral "}"#),
        ("text", r#"{"text":"Admiral "}"#),
        ("content", r#"{"content":"Admiral "}"#),
        ("delta", r#"{"delta":"Admiral "}"#),
        ("message", r#"{"message":"Admiral "}"#),
        ("data.text", r#"{"data":{"text":"Admiral "}}"#),
        (
            "choices",
            r#"{"choices":[{"delta":{"content":"Admiral "}}]}"#,
        ),
        ("string", r#""Admiral ""#),
        ("plain", "Admiral "),
    ] {
        let base = standin.fault(&format!("shape={shape},done"));
        let frames = say(&base, 1, MIRA, "cat").frames();
        assert_eq!(frames[0].1, first);
        assert_eq!(frames.last().expect("frames").1, "[DONE]");
        let with = |spec: &str| {
            let base = standin.fault(&format!("shape={shape},{spec}"));
            say(&base, 1, MIRA, "cat")
        };
        let flood = with("flood=2000,done").frames();
        assert_eq!(flood.len(), 2001);
        assert_eq!(flood[1999].1, first.replace("Admiral", "flood 1999"));
        assert_eq!(with("oversize=5000").frames()[0].1.len(), 5000);
        assert!(common::find(&with("invalid-utf8").body, b"\xff\xfeAdmiral ").is_some());
    }
    let plain = say(&standin.fault("shape=plain"), 2, MIRA, "ferry").frames();
    let plain: String = plain.into_iter().map(|(_, data)| data).collect();
    assert_eq!(plain, line_text(&standin, "mira", "ferry"));
    let split = say(&standin.fault("shape=plain,crlf"), 3, MIRA, "ferry").text();
    assert!(split.contains("data: keel.\r\ndata: \r\ndata: \r\n\r\n"));
}

#[test]
fn faults_use_the_services_format() {
    let standin = start();
    let with = |spec: &str| say(&standin.fault(spec), 1, MIRA, "cat");
    let quota = with("quota");
    assert_eq!(quota.status, 429);
    assert_eq!(
        quota.text(),
        r#"{"success":false,"error":"You have exceeded your Message/TTS quota. To send more messages, please upgrade your plan or wait until your subscription renews."}"#
    );
    let limit = with("limit,retry-after=3");
    assert_eq!(
        (limit.status, limit.header("retry-after")),
        (429, Some("3"))
    );
    assert_eq!(limit.json()["statusCode"], 429);
    assert!(limit.json()["message"].is_string());
    assert_eq!(
        with("status=503").text(),
        r#"{"success":false,"error":"Service Unavailable"}"#
    );
    let after = with("error-after=401").frames();
    assert_eq!(after.len(), 2);
    assert!(
        after[1]
            .1
            .starts_with(r#"{"success":false,"error":"Invalid"#)
    );
    assert_eq!(with("error=429").frames().len(), 1);
    assert_eq!(
        with("json").text(),
        r#"{"content":"Admiral Biscuit. He’s under the stove, considering his position."}"#
    );
    assert!(
        with("not-json")
            .frames()
            .iter()
            .all(|(_, data)| data == "{this is: not JSON")
    );
    assert!(
        with("deep=9")
            .text()
            .starts_with("data: {\"deep\":[[[[[[[[[]]]]]]]]],\"content\":")
    );
    let unknown = with("unknown");
    assert_eq!(unknown.frames()[0].0, "weather");
    assert_eq!(
        content(&unknown),
        "Admiral Biscuit. He’s under the stove, considering his position."
    );
    assert!(
        with("comments")
            .text()
            .starts_with(": heartbeat\n\n:a comment in between\ndata: {")
    );
    for (spec, message) in [
        ("no-fin", "no end marker"),
        ("listing", "does not exist for Aurora"),
        ("code", "does not exist for Aurora"),
        ("speaker=role", "does not exist for Aurora"),
        ("shape=list", "token, text, content"),
    ] {
        let response = with(spec);
        assert_eq!(response.status, 400);
        let text = response.text();
        assert!(text.contains(message), "{text}");
    }
}

#[test]
fn a_rejected_message_does_not_advance_the_story() {
    let standin = start();
    let oil = line_text(&standin, "bram", "oil");
    for spec in ["quota,times=1", "limit,times=1", "status=503,times=1"] {
        let base = standin.fault(spec);
        assert_ne!(say(&base, 1, BRAM, "oil, please").status, 200);
    }
    let response = say(&standin.base_url(), 1, BRAM, "oil, please");
    assert_eq!(content(&response), oil);
}

#[test]
fn connection_faults_apply() {
    let standin = start();
    let normal = say(&standin.base_url(), 1, MIRA, "cat");
    let with = |spec: &str| say(&standin.fault(spec), 1, MIRA, "cat");
    let cut = with("cut=50");
    assert!(cut.body == normal.body[..50] && !cut.complete && !cut.reset);
    assert!(with("reset=50").reset);
    assert_eq!(with("trickle").body, normal.body);
    let bom = with("bom,times=1");
    assert_eq!(bom.text(), format!("\u{feff}{}", normal.text()));
    assert_eq!(with("bom,times=1").body, normal.body);
    let other = with("content-type=text/html");
    assert_eq!(other.header("content-type"), Some("text/html"));
    let body = json!({"characterId": MIRA, "chatId": 1, "message": "cat"}).to_string();
    let headers = format!("{KEY}content-type: application/json\r\n");
    let mut held = send(&standin.fault("hold"), "POST", PATH, &headers, &body);
    assert!(!read_until(&mut held, &normal.body).complete);
}
