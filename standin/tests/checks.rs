//! What the stand-in says to requests that are wrong.

mod common;

use common::{
    CHAT, GAME, HEADERS, START, chat, chat_body, exchange, find, post, read_to_end, send, start,
    start_game,
};
use rpggo_standin::{Config, Standin, Story};
use serde_json::{Value, json};

#[test]
fn unknown_paths_and_wrong_methods() {
    let standin = start();
    let base = standin.base_url();
    let missing = exchange(&base, "POST", "/v2/open/game/nothing", HEADERS, "{}");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("/v2/open/game/chatsse"));
    let wrong = exchange(&base, "GET", CHAT, HEADERS, "");
    assert_eq!(wrong.status, 405);
    assert_eq!(wrong.header("allow"), Some("POST"));
}

#[test]
fn a_key_has_to_be_there_and_right() {
    let config = Config {
        api_key: Some("secret".to_owned()),
        ..Config::default()
    };
    let strict = Standin::start(config).expect("it starts");
    let lenient = start();
    let body = json!({"game_id": GAME, "session_id": "s"}).to_string();
    let status = |standin: &Standin, authorization: &str| {
        let headers =
            format!("{authorization}content-type: application/json\r\nconnection: close\r\n");
        let answer = exchange(&standin.base_url(), "POST", START, &headers, &body);
        if answer.status == 401 {
            assert_eq!(answer.json(), json!({"code": 10000004, "msg": "Bad token"}));
            assert_eq!(answer.header("content-type"), Some("application/json"));
        }
        answer.status
    };
    for standin in [&strict, &lenient] {
        assert_eq!(status(standin, ""), 401);
        assert_eq!(status(standin, "authorization: \r\n"), 401);
        assert_eq!(status(standin, "authorization: Bearer \r\n"), 401);
        assert_eq!(status(standin, "authorization: Bearer secret\r\n"), 200);
        assert_eq!(status(standin, "authorization: secret\r\n"), 200);
    }
    assert_eq!(status(&strict, "authorization: Bearer other\r\n"), 401);
    assert_eq!(status(&lenient, "authorization: Bearer other\r\n"), 200);
}

fn refused(base: &str, body: &Value, words: &str) {
    let answer = post(base, CHAT, body);
    assert_eq!((answer.status, answer.error_code()), (200, 10000001));
    assert!(answer.text().contains(words), "{}", answer.text());
}

#[test]
fn fields_have_to_be_there_and_of_their_type() {
    let standin = start();
    start_game(&standin);
    let base = standin.base_url();
    let right = chat_body("mira", "1", "hello");
    for name in [
        "game_id",
        "session_id",
        "character_id",
        "message_id",
        "message",
    ] {
        let mut body = right.clone();
        body[name] = json!(7);
        refused(&base, &body, &format!("{name} is not a string"));
        body.as_object_mut().expect("an object").remove(name);
        refused(&base, &body, &format!("{name} is missing"));
        if name != "message" {
            body[name] = json!("");
            refused(&base, &body, &format!("{name} is empty"));
        }
    }
    let mut body = right.clone();
    body["advance_config"] = json!("yes");
    refused(&base, &body, "advance_config");
    body["advance_config"] = json!({"enable_image_streaming": 1});
    refused(&base, &body, "enable_image_streaming");
    let mut body = right.clone();
    body["game_id"] = json!("other");
    refused(&base, &body, "last-lantern");
    let mut body = right;
    body["character_id"] = json!("pip");
    refused(&base, &body, "mira");

    let no_json = exchange(&base, "POST", CHAT, HEADERS, "{\"game_id\":");
    assert_eq!(no_json.error_code(), 10000001);
    let headers = "authorization: key\r\ncontent-type: text/plain\r\nconnection: close\r\n";
    let wrong_type = exchange(&base, "POST", CHAT, headers, "{}");
    assert_eq!(wrong_type.error_code(), 10000001);
    assert!(wrong_type.text().contains("Content-Type"));
    let envelope = post(&base, START, &json!({"game_id": GAME})).json();
    assert_eq!(envelope["code"], 10000001);
    assert_eq!(envelope["msg"], "Bad parameter: session_id is missing");
    let body = json!({"game_id": GAME, "session_id": "s", "chapter_id": "attic"});
    let unknown = post(&base, "/v2/open/game/changechapter", &body).json();
    assert_eq!(unknown["code"], 10000001);
    assert_eq!(unknown["data"], Value::Null);
}

#[test]
fn a_chat_needs_a_started_session() {
    let standin = start();
    assert_eq!(
        chat(&standin.base_url(), "mira", "1", "hello").error_code(),
        10000302
    );
    start_game(&standin);
    assert_eq!(
        chat(&standin.base_url(), "mira", "1", "hello")
            .frames()
            .len(),
        3
    );
}

#[test]
fn conversations_have_a_limit() {
    let mut story = Story::bundled();
    story.game.max_chat_count = 2;
    let standin = Standin::start(Config {
        story,
        ..Config::default()
    })
    .expect("it starts");
    start_game(&standin);
    let say = |id: &str| chat(&standin.base_url(), "mira", id, "hello");
    assert_eq!(say("1").frames().len(), 3);
    assert_eq!(say("2").frames().len(), 3);
    assert_eq!(say("3").error_code(), 10000301);
    assert_eq!(
        say("2").frames().len(),
        3,
        "what was answered can be asked for again"
    );
}

#[test]
fn a_wrong_fault_is_explained() {
    let standin = start();
    for (spec, words) in [
        (
            "explode",
            "There is no fault \"explode\". The names are: cut=N",
        ),
        ("cut", "needs a number, such as cut=200"),
        ("cut=x", "needs a number"),
        ("trickle=1", "takes no value"),
        ("body=html", "needs a \"status\""),
        ("status=99", "200 to 599"),
        ("status=500,body=xml", "json, text, html or empty"),
        ("chunk=0", "at least 1"),
        ("times=1", "asks for no fault"),
        ("retry-after", "needs a value"),
    ] {
        let answer = chat(&standin.fault(spec), "mira", "1", "hello");
        assert_eq!(answer.status, 400);
        assert!(answer.text().contains(words), "{spec}: {}", answer.text());
    }
}

#[test]
fn what_is_no_http_harms_nobody() {
    use std::io::Write;
    let standin = start();
    let address = format!("127.0.0.1:{}", standin.port());
    for bytes in [
        &b"\x16\x03\x01 hello"[..],
        b"GET",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnonsense",
    ] {
        let mut stream = std::net::TcpStream::connect(&address).expect("it listens");
        stream.write_all(bytes).expect("written");
    }
    // A request whose body is cut, and one whose answer nobody reads.
    drop(send(
        &standin.base_url(),
        "POST",
        CHAT,
        "content-length: 99\r\n",
        "",
    ));
    drop(send(
        &standin.fault("flood=1000000"),
        "POST",
        CHAT,
        HEADERS,
        "{}",
    ));
    assert!(standin.wait_for_open_connections(0, common::PATIENCE));
    start_game(&standin);
    let (bytes, _) = read_to_end(send(&standin.base_url(), "POST", START, HEADERS, "[]"));
    assert!(find(&bytes, b"10000001").is_some());
}

#[test]
fn the_readme_has_every_fault_and_a_story_that_works() {
    const README: &str = include_str!("../README.md");
    let standin = start();
    let sentence = chat(&standin.fault("explode"), "mira", "1", "hello").text();
    let (_, names) = sentence.split_once("The names are: ").expect("the names");
    assert_eq!(names.split(", ").count(), 41);
    for name in names.trim_end().trim_end_matches('.').split(", ") {
        let name = name.split('=').next().expect("a name");
        let quoted = [format!("`{name}`"), format!("`{name}=")];
        assert!(
            quoted.iter().any(|quoted| README.contains(quoted)),
            "{name}"
        );
    }
    let (_, story) = README.split_once("```toml\n").expect("a story");
    let (story, _) = story.split_once("```").expect("its end");
    Story::parse(story).expect("the smallest story works");
}
