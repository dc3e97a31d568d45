//! The persona service: what it checks, and its faults.

mod common;

use std::time::{Duration, Instant};

use common::persona::{PLAIN, SDK, WEB, begin, headers, post, refused, say, stream, text};
use common::{exchange, start, utterances};
use rpggo_standin::{Config, Standin};
use serde_json::json;

#[test]
fn wrong_requests_are_refused() {
    let standin = start();
    let base = standin.base_url();
    for form in [WEB, SDK] {
        assert_eq!(
            refused(&say(&base, form, "mira", "hi"), form, 404),
            "Session not found"
        );
        assert_eq!(
            refused(&say(&base, form, "nobody", "hi"), form, 404),
            "Persona not found"
        );
        let get = exchange(
            &base,
            "GET",
            &format!("{form}/mira/message"),
            headers(form),
            "",
        );
        assert_eq!(refused(&get, form, 405), "Method Not Allowed");
        let right = json!({"user_session_id": "t", "player_name": "A", "player_gender": "male"});
        for name in ["user_session_id", "player_name", "player_gender"] {
            let mut body = right.clone();
            body.as_object_mut().expect("an object").remove(name);
            let missing = post(&base, form, "mira/init-session", &body);
            assert_eq!(refused(&missing, form, 422), format!("{name} is missing"));
        }
        let mut body = right;
        body["player_gender"] = json!("other");
        let wrong = post(&base, form, "mira/init-session", &body);
        assert!(refused(&wrong, form, 422).contains("non-binary"));
        let body = json!({"user_session_id": "t"});
        let missing = post(&base, form, "mira/message", &body);
        assert_eq!(refused(&missing, form, 422), "message is missing");
        let path = format!("{form}/mira/history");
        let missing = exchange(&base, "GET", &path, headers(form), "");
        assert_eq!(refused(&missing, form, 422), "user_session_id is missing");
    }
    let lost = post(&base, WEB, "mira/nothing", &json!({}));
    assert_eq!(lost.status, 404);
    assert!(
        lost.text()
            .contains("/api/v1/chat/{persona_id}/init-session")
    );
}

#[test]
fn keys_are_checked_in_their_form() {
    let lenient = start();
    let strict = Standin::start(Config {
        api_key: Some("pk_right".to_owned()),
        ..Config::default()
    })
    .expect("it starts");
    let status = |standin: &Standin, form: &str, key: &str| {
        let body = json!({"user_session_id": "s", "player_name": "A", "player_gender": "male"});
        let headers = format!("{key}{PLAIN}");
        let path = format!("{form}/mira/init-session");
        let answer = exchange(
            &standin.base_url(),
            "POST",
            &path,
            &headers,
            &body.to_string(),
        );
        if answer.status == 401 {
            refused(&answer, form, 401);
        }
        answer.status
    };
    assert_eq!(status(&lenient, WEB, ""), 200);
    assert_eq!(status(&lenient, WEB, "authorization: Bearer any\r\n"), 200);
    assert_eq!(
        status(&strict, WEB, "authorization: Bearer pk_right\r\n"),
        200
    );
    assert_eq!(status(&strict, WEB, "authorization: Bearer other\r\n"), 401);
    assert_eq!(status(&lenient, SDK, ""), 401);
    assert_eq!(status(&lenient, SDK, "x-api-key: sk_1\r\n"), 401);
    assert_eq!(status(&lenient, SDK, "x-api-key: pk_1\r\n"), 200);
    assert_eq!(status(&strict, SDK, "x-api-key: pk_1\r\n"), 401);
    assert_eq!(status(&strict, SDK, "x-api-key: pk_right\r\n"), 200);
}

#[test]
fn faults_speak_the_services_words() {
    let standin = start();
    begin(&standin.base_url(), SDK, "mira");
    let web = |spec: &str| say(&standin.fault(spec), WEB, "mira", "cat");
    let sdk = |spec: &str| stream(&standin.fault(spec), "cat");
    assert_eq!(refused(&web("status=503"), WEB, 503), "Service Unavailable");
    assert_eq!(refused(&sdk("status=429"), SDK, 429), "Too Many Requests");
    assert_eq!(
        refused(&web("error=500"), WEB, 200),
        "Internal Server Error"
    );
    let after = sdk("error-after=500").frames();
    assert_eq!(after.len(), 3);
    assert_eq!(
        after[2],
        (
            "error".to_owned(),
            r#"{"error":{"message":"Internal Server Error"}}"#.to_owned()
        )
    );
    let whole = sdk("json");
    assert_eq!(whole.header("content-type"), Some("application/json"));
    assert_eq!(whole.json()["message"], utterances(&standin, "mira", "cat"));
    assert!(
        sdk("no-fin")
            .frames()
            .iter()
            .all(|(event, _)| event != "done")
    );
    assert!(text(&sdk("flood=300")).ends_with("flood 298 flood 299 "));
    assert_eq!(sdk("oversize=9000").frames()[1].1.len(), 9000);
    assert_eq!(web("oversize=9000").body.len(), 9000);
    assert!(
        web("oversize=9000").json()["message"]
            .as_str()
            .expect("a text")
            .starts_with("aaa")
    );
    assert!(
        web("deep=3")
            .text()
            .starts_with("{\"deep\":[[[]]],\"message\":")
    );
    assert!(common::find(&web("invalid-utf8").body, b"\"\xff\xfeAdmiral").is_some());
    assert_eq!(web("not-json").text(), "{this is: not JSON");
    let unknown = web("unknown").json();
    assert!(unknown["score"].is_string() && unknown["unlocked_machines"].is_null());
    assert_eq!(sdk("unknown").frames()[0].0, "weather");
    let calm = sdk("crlf,comments");
    assert!(
        calm.text()
            .contains("event: text_delta\r\n:a comment in between\r\ndata: {\"text\":\"A")
    );
    for (spec, words) in [
        ("listing", "does not exist for the persona service"),
        ("quota", "does not exist for the persona service"),
        ("shape=token", "list, messages, history, data"),
        ("speaker=who", "role, sender, speaker"),
        ("text=words", "message, content, text"),
    ] {
        assert_eq!(web(spec).status, 400);
        assert!(web(spec).text().contains(words));
    }
}

#[test]
fn a_refused_message_does_not_move_the_story() {
    let standin = start();
    begin(&standin.base_url(), WEB, "mira");
    assert_eq!(
        say(&standin.fault("status=503"), WEB, "mira", "cat").status,
        503
    );
    assert_eq!(
        say(&standin.base_url(), WEB, "mira", "cat").json()["score"],
        0.5
    );
}

#[test]
fn each_word_takes_its_time() {
    let standin = Standin::start(Config {
        pace: Duration::from_millis(10),
        ..Config::default()
    })
    .expect("it starts");
    begin(&standin.base_url(), SDK, "mira");
    let words = utterances(&standin, "mira", "cat").split(' ').count() as u32;
    for answer in [
        |standin: &Standin| say(&standin.base_url(), WEB, "mira", "cat"),
        |standin: &Standin| stream(&standin.base_url(), "cat"),
    ] {
        let before = Instant::now();
        assert!(answer(&standin).complete);
        assert!(before.elapsed() >= Duration::from_millis(10) * words);
    }
}
