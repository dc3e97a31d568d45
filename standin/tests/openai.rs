//! The wire that is compatible with OpenAI's chat completions.

mod common;

use common::{Answer, HEADERS, exchange, start, utterances};
use rpggo_standin::{Config, Standin, Story};
use serde_json::{Value, json};

const PATH: &str = "/v1/chat/completions";

fn post(base: &str, body: &Value) -> Answer {
    common::post(base, PATH, body)
}

fn user(text: &str) -> Value {
    json!({"role": "user", "content": text})
}

fn ask(base: &str, model: &str, messages: &[Value], stream: bool) -> Answer {
    let body = json!({"model": model, "messages": messages, "stream": stream});
    post(base, &body)
}

/// The text of all chunks.
fn content(answer: &Answer) -> String {
    let frames = answer.frames();
    let pieces = frames.iter().filter_map(|(_, data)| {
        let chunk: Value = serde_json::from_str(data).ok()?;
        let piece = chunk.pointer("/choices/0/delta/content")?;
        Some(piece.as_str()?.to_owned())
    });
    pieces.collect()
}

fn whole(answer: &Answer) -> String {
    let text = &answer.json()["choices"][0]["message"]["content"];
    text.as_str().expect("a text").to_owned()
}

#[test]
fn words_stream_as_chunks() {
    let standin = start();
    let answer = ask(&standin.base_url(), "mira", &[user("cat")], true);
    assert_eq!(answer.header("content-type"), Some("text/event-stream"));
    assert!(answer.complete);
    let frames = answer.frames();
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
    assert_eq!(content(&answer), utterances(&standin, "mira", "cat"));
}

#[test]
fn without_a_stream_it_is_one_json() {
    let standin = start();
    let body = json!({"model": "mira", "messages": [user("who is on the ferry?")]});
    for path in [PATH, "/chat/completions"] {
        // No key is needed.
        let headers = "content-type: application/json\r\nconnection: close\r\n";
        let base = standin.base_url();
        let answer = exchange(&base, "POST", path, headers, &body.to_string());
        assert_eq!(answer.json()["object"], "chat.completion");
        assert_eq!(answer.json()["choices"][0]["finish_reason"], "stop");
        assert_eq!(whole(&answer), utterances(&standin, "mira", "ferry"));
    }
}

#[test]
fn the_conversation_is_played_again_each_time() {
    let standin = start();
    let base = standin.base_url();
    let oil = user("oil, please");
    let first = whole(&ask(&base, "bram", std::slice::from_ref(&oil), false));
    assert_eq!(first, utterances(&standin, "bram", "oil"));
    let again = whole(&ask(&base, "bram", std::slice::from_ref(&oil), false));
    assert_eq!(again, first, "it has no sessions");
    let system = json!({"role": "system", "content": "You are Bram."});
    let answered = json!({"role": "assistant", "content": first});
    let parts = json!({"role": "user", "content": [{"type": "text", "text": "oil, please"}]});
    let second = whole(&ask(&base, "bram", &[system, oil, answered, parts], false));
    assert!(second.starts_with("You have my last can"), "{second}");
    let lost = [user("I sell it"), user("hello")];
    let fresh = whole(&ask(&base, "hush", &lost[1..], false));
    assert_eq!(
        whole(&ask(&base, "hush", &lost, false)),
        fresh,
        "it begins again"
    );
}

#[test]
fn a_character_stays_where_the_client_can_reach_them() {
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
        whole(&ask(&standin.base_url(), "nan", &messages, false)),
        "Sugar?"
    );
}

fn refused(answer: &Answer, status: u16, kind: &str, code: &Value) {
    assert_eq!(answer.status, status, "{}", answer.text());
    let error = &answer.json()["error"];
    assert_eq!((&error["type"], &error["code"]), (&json!(kind), code));
    assert!(!error["message"].as_str().expect("a sentence").is_empty());
}

#[test]
fn wrong_requests_get_an_error_object() {
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
        refused(&post(&base, &body), 400, kind, &Value::Null);
    }
    let unknown = ask(&base, "gpt", &[user("x")], true);
    refused(&unknown, 404, kind, &json!("model_not_found"));
    assert_eq!(
        unknown.json()["error"]["message"],
        "The model `gpt` does not exist"
    );
    let get = exchange(&base, "GET", PATH, HEADERS, "");
    refused(&get, 405, kind, &json!("method_not_supported"));
    let long = vec![user("x"); 91];
    let long = ask(&base, "mira", &long, true);
    refused(&long, 400, kind, &json!("context_length_exceeded"));

    let strict = Standin::start(Config {
        api_key: Some("secret".to_owned()),
        ..Config::default()
    })
    .expect("it starts");
    let wrong = ask(&strict.base_url(), "mira", &[user("x")], true);
    refused(&wrong, 401, kind, &json!("invalid_api_key"));
    let body = json!({"model": "mira", "messages": [user("x")]}).to_string();
    let headers = HEADERS.replace("Bearer key", "Bearer secret");
    let right = exchange(&strict.base_url(), "POST", PATH, &headers, &body);
    assert_eq!(right.status, 200);
}

#[test]
fn faults_speak_the_services_words() {
    let standin = start();
    let with = |spec: &str| ask(&standin.fault(spec), "mira", &[user("cat")], true);
    let kind = "invalid_request_error";
    refused(&with("status=401"), 401, kind, &json!("invalid_api_key"));
    refused(&with("status=503"), 503, "server_error", &Value::Null);
    let code = json!("rate_limit_exceeded");
    refused(&with("status=429"), 429, "rate_limit_error", &code);
    let after = with("error-after=500").frames();
    assert_eq!(after.len(), 3);
    assert!(
        after[2]
            .1
            .starts_with(r#"{"error":{"message":"Internal Server Error""#)
    );
    assert_eq!(with("error=401").frames().len(), 1);
    assert_eq!(whole(&with("json")), utterances(&standin, "mira", "cat"));
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
    let spoilt = with("not-json").frames();
    assert_eq!(spoilt.last().expect("frames").1, "[DONE]");
    assert_eq!(spoilt[0].1, "{this is: not JSON");
    let unknown = with("unknown");
    assert_eq!(
        unknown.frames()[1].1,
        r#"{"choices":[],"object":"chat.completion.chunk"}"#
    );
    assert_eq!(content(&unknown), utterances(&standin, "mira", "cat"));
    for spec in [
        "listing",
        "code",
        "shape=token",
        "done",
        "quota",
        "limit",
        "text=text",
    ] {
        let answer = with(spec);
        assert_eq!(answer.status, 400);
        assert!(
            answer
                .text()
                .contains("does not exist for the OpenAI-compatible")
        );
    }
}
