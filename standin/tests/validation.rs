//! The responses to invalid requests.

mod common;

use common::{
    CHAT, GAME, HEADERS, START, chat, chat_body, find, post, read_to_end, request, send, start,
    start_game,
};
use rpggo_standin::{Config, Standin, Story};
use serde_json::{Value, json};

#[test]
fn unknown_paths_and_wrong_methods() {
    let standin = start();
    let base = standin.base_url();
    let missing = request(&base, "POST", "/v2/open/game/nothing", HEADERS, "{}");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("/v2/open/game/chatsse"));
    let wrong = request(&base, "GET", CHAT, HEADERS, "");
    assert_eq!(wrong.status, 405);
    assert_eq!(wrong.header("allow"), Some("POST"));
}

#[test]
fn the_key_is_checked() {
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
        let response = request(&standin.base_url(), "POST", START, &headers, &body);
        if response.status == 401 {
            assert_eq!(
                response.json(),
                json!({"code": 10000004, "msg": "Bad token"})
            );
            assert_eq!(response.header("content-type"), Some("application/json"));
        }
        response.status
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

fn assert_rejected(base: &str, body: &Value, message: &str) {
    let response = post(base, CHAT, body);
    assert_eq!((response.status, response.error_code()), (200, 10000001));
    assert!(response.text().contains(message), "{}", response.text());
}

#[test]
fn fields_are_checked() {
    let standin = start();
    start_game(&standin);
    let base = standin.base_url();
    let valid = chat_body("mira", "1", "hello");
    for name in [
        "game_id",
        "session_id",
        "character_id",
        "message_id",
        "message",
    ] {
        let mut body = valid.clone();
        body[name] = json!(7);
        assert_rejected(&base, &body, &format!("{name} is not a string"));
        body.as_object_mut().expect("an object").remove(name);
        assert_rejected(&base, &body, &format!("{name} is missing"));
        if name != "message" {
            body[name] = json!("");
            assert_rejected(&base, &body, &format!("{name} is empty"));
        }
    }
    let mut body = valid.clone();
    body["advance_config"] = json!("yes");
    assert_rejected(&base, &body, "advance_config");
    body["advance_config"] = json!({"enable_image_streaming": 1});
    assert_rejected(&base, &body, "enable_image_streaming");
    let mut body = valid.clone();
    body["game_id"] = json!("other");
    assert_rejected(&base, &body, "last-lantern");
    let mut body = valid;
    body["character_id"] = json!("pip");
    assert_rejected(&base, &body, "mira");

    let not_json = request(&base, "POST", CHAT, HEADERS, "{\"game_id\":");
    assert_eq!(not_json.error_code(), 10000001);
    let headers = "authorization: key\r\ncontent-type: text/plain\r\nconnection: close\r\n";
    let wrong_type = request(&base, "POST", CHAT, headers, "{}");
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
    assert_eq!(say("2").frames().len(), 3, "a retry gets the same response");
}

#[test]
fn an_invalid_fault_is_explained() {
    let standin = start();
    for (spec, message) in [
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
        ("times=1", "requests no fault"),
        ("retry-after", "needs a value"),
    ] {
        let response = chat(&standin.fault(spec), "mira", "1", "hello");
        assert_eq!(response.status, 400);
        assert!(
            response.text().contains(message),
            "{spec}: {}",
            response.text()
        );
    }
}

#[test]
fn bytes_that_are_not_http_do_no_harm() {
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
    // A request whose body is cut, and one whose response is not read.
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
    assert!(standin.wait_for_open_connections(0, common::TIMEOUT));
    start_game(&standin);
    let (bytes, _) = read_to_end(send(&standin.base_url(), "POST", START, HEADERS, "[]"));
    assert!(find(&bytes, b"10000001").is_some());
}

#[test]
fn the_readme_has_every_fault_and_a_story_that_works() {
    const README: &str = include_str!("../README.md");
    let standin = start();
    let message = chat(&standin.fault("explode"), "mira", "1", "hello").text();
    let (_, names) = message.split_once("The names are: ").expect("the names");
    assert_eq!(names.split(", ").count(), 46);
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
