//! The protocol that is compatible with OpenAI's chat completions.

mod common;

use common::{HEADERS, Response, line_text, request, start};
use rpggo_standin::{Config, Standin, Story};
use serde_json::{Value, json};

const PATH: &str = "/v1/chat/completions";

fn post(base: &str, body: &Value) -> Response {
    common::post(base, PATH, body)
}

fn user(text: &str) -> Value {
    json!({"role": "user", "content": text})
}

fn chat(base: &str, model: &str, messages: &[Value], stream: bool) -> Response {
    let body = json!({"model": model, "messages": messages, "stream": stream});
    post(base, &body)
}

/// The text of all chunks.
fn content(response: &Response) -> String {
    let frames = response.frames();
    let deltas = frames.iter().filter_map(|(_, data)| {
        let chunk: Value = serde_json::from_str(data).ok()?;
        let delta = chunk.pointer("/choices/0/delta/content")?;
        Some(delta.as_str()?.to_owned())
    });
    deltas.collect()
}

fn message_content(response: &Response) -> String {
    let text = &response.json()["choices"][0]["message"]["content"];
    text.as_str().expect("a text").to_owned()
}

#[test]
fn words_stream_as_chunks() {
    let standin = start();
    let response = chat(&standin.base_url(), "mira", &[user("cat")], true);
    assert_eq!(response.header("content-type"), Some("text/event-stream"));
    assert!(response.complete);
    let frames = response.frames();
    let chunk = |choice: &str| {
        format!(
            r#"{{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1714020116,"model":"mira","choices":[{{"index":0,"delta":{choice}}}]}}"#
        )
    };
    assert_eq!(
        frames[0].1,
        chunk(r#"{"role":"assistant","content":""},"finish_reason":null"#)
    );
    assert_eq!(
        frames[1].1,
        chunk(r#"{"content":"Admiral "},"finish_reason":null"#)
    );
    let [.., stop, done] = &frames[..] else {
        panic!("{frames:?}")
    };
    assert_eq!(stop.1, chunk(r#"{},"finish_reason":"stop""#));
    assert_eq!(*done, (String::new(), "[DONE]".to_owned()));
    assert_eq!(content(&response), line_text(&standin, "mira", "cat"));
}

#[test]
fn without_a_stream_it_is_one_json() {
    let standin = start();
    let body = json!({"model": "mira", "messages": [user("who is on the ferry?")]});
    for path in [PATH, "/chat/completions"] {
        // No key is required.
        let headers = "content-type: application/json\r\nconnection: close\r\n";
        let base = standin.base_url();
        let response = request(&base, "POST", path, headers, &body.to_string());
        assert_eq!(response.json()["object"], "chat.completion");
        assert_eq!(response.json()["choices"][0]["finish_reason"], "stop");
        assert_eq!(
            message_content(&response),
            line_text(&standin, "mira", "ferry")
        );
    }
}

#[test]
fn the_whole_conversation_is_played_each_time() {
    let standin = start();
    let base = standin.base_url();
    let oil = user("oil, please");
    let first = message_content(&chat(&base, "bram", std::slice::from_ref(&oil), false));
    assert_eq!(first, line_text(&standin, "bram", "oil"));
    let again = message_content(&chat(&base, "bram", std::slice::from_ref(&oil), false));
    assert_eq!(again, first, "it has no sessions");
    let system = json!({"role": "system", "content": "You are Bram."});
    let reply = json!({"role": "assistant", "content": first});
    let parts = json!({"role": "user", "content": [{"type": "text", "text": "oil, please"}]});
    let second = message_content(&chat(&base, "bram", &[system, oil, reply, parts], false));
    assert!(second.starts_with("You have my last can"), "{second}");
    let lost = [user("I sell it"), user("hello")];
    let restarted = message_content(&chat(&base, "hush", &lost[1..], false));
    assert_eq!(
        message_content(&chat(&base, "hush", &lost, false)),
        restarted,
        "it restarts"
    );
}

#[test]
fn a_character_without_the_next_chapter_stays_available() {
    const STORY: &str = r#"
        [game]
        game_id = "tea"
        name = "Tea"
        [[characters]]
        character_id = "nan"
        name = "Nan"
        [[characters]]
        character_id = "cat"
        name = "The Cat"
        [[chapters]]
        chapter_id = "kitchen"
        name = "The Kitchen"
        characters = ["nan"]
        [[chapters.lines]]
        when = ["garden"]
        says = [{ text = "Off you go." }]
        next_chapter = "garden"
        [[chapters.lines]]
        says = [{ text = "Sugar?" }]
        [[chapters]]
        chapter_id = "garden"
        name = "The Garden"
        characters = ["cat"]
        [[chapters.lines]]
        says = [{ text = "Mew." }]
    "#;
    let story = Story::parse(STORY).expect("a story");
    let standin = Standin::start(Config {
        story,
        ..Config::default()
    })
    .expect("it starts");
    let messages = [user("garden"), user("and now?")];
    assert_eq!(
        message_content(&chat(&standin.base_url(), "nan", &messages, false)),
        "Sugar?"
    );
}

fn assert_error(response: &Response, status: u16, kind: &str, code: &Value) {
    assert_eq!(response.status, status, "{}", response.text());
    let error = &response.json()["error"];
    assert_eq!((&error["type"], &error["code"]), (&json!(kind), code));
    assert!(!error["message"].as_str().expect("a message").is_empty());
}

#[test]
fn invalid_requests_get_an_error_object() {
    let standin = start();
    let base = standin.base_url();
    let kind = "invalid_request_error";
    for body in [
        json!({"model": "mira"}),
        json!({"model": "mira", "messages": []}),
        json!({"model": "mira", "messages": "hello"}),
        json!({"model": "mira", "messages": [user("x"), {"role": "assistant", "content": "y"}]}),
        json!({"model": "mira", "messages": [{"role": "user"}]}),
        json!({"model": "mira", "messages": [{"role": "king", "content": "x"}]}),
        json!({"model": "mira", "messages": [user("x")], "stream": "yes"}),
        json!({"messages": [user("x")]}),
        json!([]),
    ] {
        assert_error(&post(&base, &body), 400, kind, &Value::Null);
    }
    let unknown = chat(&base, "gpt", &[user("x")], true);
    assert_error(&unknown, 404, kind, &json!("model_not_found"));
    assert_eq!(
        unknown.json()["error"]["message"],
        "The model `gpt` does not exist"
    );
    let get = request(&base, "GET", PATH, HEADERS, "");
    assert_error(&get, 405, kind, &json!("method_not_supported"));
    let long = vec![user("x"); 91];
    let long = chat(&base, "mira", &long, true);
    assert_error(&long, 400, kind, &json!("context_length_exceeded"));

    let strict = Standin::start(Config {
        api_key: Some("secret".to_owned()),
        ..Config::default()
    })
    .expect("it starts");
    let wrong = chat(&strict.base_url(), "mira", &[user("x")], true);
    assert_error(&wrong, 401, kind, &json!("invalid_api_key"));
    let body = json!({"model": "mira", "messages": [user("x")]}).to_string();
    let headers = HEADERS.replace("Bearer key", "Bearer secret");
    let accepted = request(&strict.base_url(), "POST", PATH, &headers, &body);
    assert_eq!(accepted.status, 200);
}

#[test]
fn faults_use_the_services_format() {
    let standin = start();
    let with = |spec: &str| chat(&standin.fault(spec), "mira", &[user("cat")], true);
    let kind = "invalid_request_error";
    assert_error(&with("status=401"), 401, kind, &json!("invalid_api_key"));
    assert_error(&with("status=503"), 503, "server_error", &Value::Null);
    let code = json!("rate_limit_exceeded");
    assert_error(&with("status=429"), 429, "rate_limit_error", &code);
    let after = with("error-after=500").frames();
    assert_eq!(after.len(), 3);
    assert!(
        after[2]
            .1
            .starts_with(r#"{"error":{"message":"Internal Server Error""#)
    );
    assert_eq!(with("error=401").frames().len(), 1);
    assert_eq!(
        message_content(&with("json")),
        line_text(&standin, "mira", "cat")
    );
    let open = with("no-fin");
    assert!(open.complete && !open.text().contains("DONE") && !open.text().contains("stop\""));
    let flood = with("flood=500");
    assert_eq!(flood.frames().len(), 503);
    assert!(content(&flood).ends_with("flood 498 flood 499 "));
    let large = with("oversize=70000").frames();
    assert_eq!(large[1].1.len(), 70000);
    assert!(serde_json::from_str::<Value>(&large[1].1).is_ok());
    assert!(
        with("deep=2").frames()[1]
            .1
            .starts_with("{\"deep\":[[]],\"id\"")
    );
    assert!(common::find(&with("invalid-utf8").body, b"\xff\xfeAdmiral").is_some());
    let not_json = with("not-json").frames();
    assert_eq!(not_json.last().expect("frames").1, "[DONE]");
    assert_eq!(not_json[0].1, "{this is: not JSON");
    let unknown = with("unknown");
    assert_eq!(
        unknown.frames()[1].1,
        r#"{"choices":[],"object":"chat.completion.chunk"}"#
    );
    assert_eq!(content(&unknown), line_text(&standin, "mira", "cat"));
    for spec in [
        "listing",
        "code",
        "shape=token",
        "done",
        "quota",
        "limit",
        "text=text",
    ] {
        let response = with(spec);
        assert_eq!(response.status, 400);
        assert!(
            response
                .text()
                .contains("does not exist for the OpenAI-compatible")
        );
    }
}
