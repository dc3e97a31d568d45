//! The persona service: its checks and faults.

mod common;

use std::time::{Duration, Instant};

use common::persona::{
    PLAIN, SDK, WEB, error_message, headers, init_session, post, say, stream, text,
};
use common::{line_text, request, start};
use rpggo_standin::{Config, Standin};
use serde_json::json;

#[test]
fn invalid_requests_get_errors() {
    let standin = start();
    let base = standin.base_url();
    for form in [WEB, SDK] {
        assert_eq!(
            error_message(&say(&base, form, "mira", "hi"), form, 404),
            "Session not found"
        );
        assert_eq!(
            error_message(&say(&base, form, "nobody", "hi"), form, 404),
            "Persona not found"
        );
        let get = request(
            &base,
            "GET",
            &format!("{form}/mira/message"),
            headers(form),
            "",
        );
        assert_eq!(error_message(&get, form, 405), "Method Not Allowed");
        let valid = json!({"user_session_id": "t", "player_name": "A", "player_gender": "male"});
        for name in ["user_session_id", "player_name", "player_gender"] {
            let mut body = valid.clone();
            body.as_object_mut().expect("an object").remove(name);
            let missing = post(&base, form, "mira/init-session", &body);
            assert_eq!(
                error_message(&missing, form, 422),
                format!("{name} is missing")
            );
        }
        let mut body = valid;
        body["player_gender"] = json!("other");
        let invalid = post(&base, form, "mira/init-session", &body);
        assert!(error_message(&invalid, form, 422).contains("non-binary"));
        let body = json!({"user_session_id": "t"});
        let missing = post(&base, form, "mira/message", &body);
        assert_eq!(error_message(&missing, form, 422), "message is missing");
        let path = format!("{form}/mira/history");
        let missing = request(&base, "GET", &path, headers(form), "");
        assert_eq!(
            error_message(&missing, form, 422),
            "user_session_id is missing"
        );
    }
    let lost = post(&base, WEB, "mira/nothing", &json!({}));
    assert_eq!(lost.status, 404);
    assert!(
        lost.text()
            .contains("/api/v1/chat/{persona_id}/init-session")
    );
}

#[test]
fn keys_are_checked_in_both_forms() {
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
        let response = request(
            &standin.base_url(),
            "POST",
            &path,
            &headers,
            &body.to_string(),
        );
        if response.status == 401 {
            error_message(&response, form, 401);
        }
        response.status
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
fn faults_use_the_services_format() {
    let standin = start();
    init_session(&standin.base_url(), SDK, "mira");
    let web = |spec: &str| say(&standin.fault(spec), WEB, "mira", "cat");
    let sdk = |spec: &str| stream(&standin.fault(spec), "cat");
    assert_eq!(
        error_message(&web("status=503"), WEB, 503),
        "Service Unavailable"
    );
    assert_eq!(
        error_message(&sdk("status=429"), SDK, 429),
        "Too Many Requests"
    );
    assert_eq!(
        error_message(&web("error=500"), WEB, 200),
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
    let complete = sdk("json");
    assert_eq!(complete.header("content-type"), Some("application/json"));
    assert_eq!(
        complete.json()["message"],
        line_text(&standin, "mira", "cat")
    );
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
    let comments = sdk("crlf,comments");
    assert!(
        comments
            .text()
            .contains("event: text_delta\r\n:a comment in between\r\ndata: {\"text\":\"A")
    );
    for (spec, message) in [
        ("listing", "does not exist for the persona service"),
        ("quota", "does not exist for the persona service"),
        ("shape=token", "list, messages, history, data"),
        ("speaker=who", "role, sender, speaker"),
        ("text=words", "message, content, text"),
    ] {
        assert_eq!(web(spec).status, 400);
        assert!(web(spec).text().contains(message));
    }
}

#[test]
fn a_rejected_message_does_not_advance_the_story() {
    let standin = start();
    init_session(&standin.base_url(), WEB, "mira");
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
fn each_word_is_delayed() {
    let standin = Standin::start(Config {
        pace: Duration::from_millis(10),
        ..Config::default()
    })
    .expect("it starts");
    init_session(&standin.base_url(), SDK, "mira");
    let count = line_text(&standin, "mira", "cat").split(' ').count() as u32;
    for response in [
        |standin: &Standin| say(&standin.base_url(), WEB, "mira", "cat"),
        |standin: &Standin| stream(&standin.base_url(), "cat"),
    ] {
        let before = Instant::now();
        assert!(response(&standin).complete);
        assert!(before.elapsed() >= Duration::from_millis(10) * count);
    }
}
