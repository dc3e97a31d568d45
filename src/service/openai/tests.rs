use super::completion::failure;
use super::*;
use serde_json::Value;

use crate::event::{EventKind, Role};
use crate::failure::Failure;
use crate::options::Service;
use crate::service::testing::*;
use crate::status::Status;

const SERVICE: Service = Service::Openai;

/// Says something, is answered with these frames, and gives what was sent and what came.
fn talk(
    protocol: &dyn Protocol,
    message: &str,
    frames: &[&str],
) -> (Value, Result<(), Failure>, Vec<EventKind<'static>>) {
    let mut request = chat_request("model", "s");
    request.message = message.into();
    let Ok(Operation::Send(mut call)) = protocol.operation(Request::Chat(&request)) else {
        panic!("it is sent");
    };
    let frames: Vec<_> = frames.iter().map(|&data| ("", data)).collect();
    let mut out = Emitted::default();
    let read = stream(&mut *call.decoder, &frames, &mut out);
    (body(&call), read, out.kinds())
}

/// What is sent for a chat.
fn chat_with(protocol: &dyn Protocol, request: &ChatRequest) -> HttpCall {
    let Ok(Operation::Send(call)) = protocol.operation(Request::Chat(request)) else {
        panic!("it is sent");
    };
    call
}

/// Does a call that is done locally.
fn local(
    protocol: &dyn Protocol,
    call: SessionCall,
    system_prompt: &str,
) -> Vec<EventKind<'static>> {
    let mut request = session_request("", "s");
    request.system_prompt = system_prompt.into();
    let Ok(Operation::Local(work)) = protocol.operation(Request::Session(call, &request)) else {
        panic!("it is local");
    };
    let mut out = Emitted::default();
    work(&mut out);
    out.kinds()
}

fn open_protocol() -> Box<dyn Protocol> {
    SERVICE.open(&setup(None))
}

const ANSWER: [&str; 4] = [
    r#"{"choices":[{"delta":{"role":"assistant","content":""},"finish_reason":null}]}"#,
    r#"{"choices":[{"delta":{"content":"Good "}}]}"#,
    r#"{"choices":[{"delta":{"content":"evening"},"finish_reason":"stop"}]}"#,
    "[DONE]",
];

#[test]
fn the_prompt_and_the_turns_are_sent_along() {
    let protocol = open_protocol();
    let kinds = local(&*protocol, SessionCall::Start, "You are Mira.");
    assert!(matches!(&kinds[..], [EventKind::Session(it)] if it.session_id == "s"));
    let (sent, read, kinds) = talk(&*protocol, "Hello", &ANSWER);
    read.unwrap();
    let message = |role: &str, content: &str| json!({ "role": role, "content": content });
    let first = [message("system", "You are Mira."), message("user", "Hello")];
    assert_eq!(sent["messages"], json!(first));
    assert_eq!(
        (&sent["model"], &sent["stream"]),
        (&json!("model"), &json!(true))
    );
    let EventKind::Message(whole) = kinds.last().unwrap() else {
        panic!("{kinds:?}");
    };
    assert_eq!((&*whole.text, whole.partial), ("Good evening", false));
    assert_eq!(kinds.len(), 3, "two pieces and the whole");

    let (sent, ..) = talk(&*protocol, "And?", &ANSWER);
    let second = [
        message("assistant", "Good evening"),
        message("user", "And?"),
    ];
    assert_eq!(sent["messages"], json!([&first[..], &second[..]].concat()));
}

#[test]
fn old_turns_are_left_out_whole_when_they_are_over_the_budget() {
    // The budget of these tests is 40 characters; a turn and its answer have 17: the third is cut.
    let protocol = open_protocol();
    local(
        &*protocol,
        SessionCall::Start,
        "A prompt that is longer than all of the budget is",
    );
    for _ in 0..5 {
        talk(&*protocol, "Hello", &ANSWER).1.unwrap();
    }
    let (sent, ..) = talk(&*protocol, "Hello", &ANSWER);
    // The prompt, two turns with their answers, and the new one.
    let sent = sent["messages"].as_array().unwrap();
    let roles: Vec<_> = sent.iter().map(|it| it["role"].as_str().unwrap()).collect();
    assert_eq!(
        roles,
        ["system", "user", "assistant", "user", "assistant", "user"]
    );
}

#[test]
fn history_and_reset_are_done_here() {
    let protocol = open_protocol();
    local(&*protocol, SessionCall::Start, "P");
    talk(&*protocol, "Hello", &ANSWER).1.unwrap();
    for call in [SessionCall::History, SessionCall::Resume] {
        let told: Vec<_> = local(&*protocol, call, "")
            .into_iter()
            .map(|kind| match kind {
                EventKind::Message(it) if it.history => (it.text, it.role),
                other => panic!("{other:?}"),
            })
            .collect();
        let turns = [
            ("Hello".into(), Role::Player),
            ("Good evening".into(), Role::Character),
        ];
        assert_eq!(told, turns);
    }
    assert!(local(&*protocol, SessionCall::Reset, "").is_empty());
    assert!(local(&*protocol, SessionCall::History, "").is_empty());
    let (sent, ..) = talk(&*protocol, "Hello", &ANSWER);
    assert_eq!(sent["messages"][0]["content"], "P", "the prompt stays");
}

#[test]
fn a_start_holds_for_the_very_next_message_and_for_no_answer_under_way() {
    let protocol = open_protocol();
    let mut request = chat_request("model", "s");
    request.message = "old".into();
    let Ok(Operation::Send(mut under_way)) = protocol.operation(Request::Chat(&request)) else {
        panic!("it is sent");
    };
    let mut start = session_request("", "s");
    start.system_prompt = "New".into();
    let Ok(Operation::Local(events)) =
        protocol.operation(Request::Session(SessionCall::Start, &start))
    else {
        panic!("it is local");
    };
    // The events of the start are not told yet, but it holds.
    let (sent, ..) = talk(&*protocol, "new", &[]);
    assert_eq!(sent["messages"][0]["content"], "New");
    events(&mut Emitted::default());
    let frames: Vec<_> = ANSWER.iter().map(|&data| ("", data)).collect();
    stream(&mut *under_way.decoder, &frames, &mut Emitted::default()).unwrap();
    assert!(
        local(&*protocol, SessionCall::History, "").is_empty(),
        "the old answer is not kept"
    );
}

/// Starts a session with that prompt.
fn begin(protocol: &dyn Protocol, session_id: &str, system_prompt: &str) -> Result<(), Status> {
    let mut request = session_request("", session_id);
    request.system_prompt = system_prompt.into();
    let start = Request::Session(SessionCall::Start, &request);
    let began = protocol.operation(start).map_err(|error| error.status());
    began.map(|it| assert!(matches!(it, Operation::Local(_))))
}

/// How many messages the next chat of a session sends.
fn sent(protocol: &dyn Protocol, session_id: &str) -> usize {
    let request = chat_request("model", session_id);
    let call = chat_with(protocol, &request);
    body(&call)["messages"].as_array().unwrap().len()
}

#[test]
fn who_a_character_is_is_not_forgotten() {
    let protocol = open_protocol();
    for number in 0..4096 {
        begin(&*protocol, &format!("session {number}"), "P").unwrap();
    }
    assert_eq!(begin(&*protocol, "one more", "P"), Err(Status::Busy));
    for number in [0, 43, 4095] {
        assert_eq!(sent(&*protocol, &format!("session {number}")), 2);
    }
    begin(&*protocol, "session 0", "again").unwrap();
}

#[test]
fn the_turns_of_the_sessions_used_last_are_kept() {
    let protocol = open_protocol();
    let talk_in = |session_id: &str| {
        let request = chat_request("model", session_id);
        let mut call = chat_with(&*protocol, &request);
        let frames: Vec<_> = ANSWER.iter().map(|&data| ("", data)).collect();
        stream(&mut *call.decoder, &frames, &mut Emitted::default()).unwrap();
    };
    for number in 0..300 {
        let session_id = format!("session {number}");
        begin(&*protocol, &session_id, "P").unwrap();
        talk_in(&session_id);
    }
    for (number, messages) in [(0, 2), (43, 2), (60, 4), (299, 4)] {
        assert_eq!(
            sent(&*protocol, &format!("session {number}")),
            messages,
            "{number}"
        );
    }
}

#[test]
fn turns_are_kept_in_the_order_in_which_they_were_asked() {
    let protocol = open_protocol();
    let frames: Vec<_> = ANSWER.iter().map(|&data| ("", data)).collect();
    let mut requests = ["first", "second"].map(|text| {
        let mut request = chat_request("model", "s");
        request.message = text.into();
        chat_with(&*protocol, &request)
    });
    for call in requests.iter_mut().rev() {
        stream(&mut *call.decoder, &frames, &mut Emitted::default()).unwrap();
    }
    let request = chat_request("model", "s");
    let messages = body(&chat_with(&*protocol, &request))["messages"].clone();
    assert_eq!(messages[0]["content"], "first");
    assert_eq!(messages[2]["content"], "second");
}

#[test]
fn a_long_turn_is_kept_cut_beside_the_others() {
    let protocol = open_protocol();
    for length in [5, 100_000] {
        let mut request = chat_request("model", "s");
        request.message = "ä".repeat(length);
        let mut call = chat_with(&*protocol, &request);
        let frames: Vec<_> = ANSWER.iter().map(|&data| ("", data)).collect();
        stream(&mut *call.decoder, &frames, &mut Emitted::default()).unwrap();
    }
    let request = chat_request("model", "s");
    let messages = body(&chat_with(&*protocol, &request))["messages"].clone();
    let text = |at: usize| messages[at]["content"].as_str().unwrap().to_owned();
    assert_eq!(text(0), "ä".repeat(5));
    assert!(
        text(2).ends_with('…') && text(2).chars().count() < 16_000,
        "{}",
        text(2).len()
    );
}

#[test]
fn null_takes_a_member_out() {
    let protocol = open_protocol();
    let mut request = chat_request("model", "s");
    request.extra_json = Some(r#"{"stream":null,"a":{"b":null,"c":1}}"#.into());
    let body = body(&chat_with(&*protocol, &request));
    assert_eq!(body.get("stream"), None);
    assert_eq!(body["a"], json!({ "c": 1 }));
}

#[test]
fn text_is_read_in_every_form() {
    for (frame, said) in [
        (
            r#"{"choices":[{"delta":{"content":[{"type":"text","text":"Hi"}]}}]}"#,
            "Hi",
        ),
        (
            r#"{"choices":[{"delta":{"content":null,"refusal":"No."}}]}"#,
            "No.",
        ),
        (
            r#"{"choices":[{"index":1,"delta":{"content":"B"}},{"index":0,"delta":{"content":"A"}}]}"#,
            "A",
        ),
        (r#"{"choices":[{"message":{"content":"Hi"}}]}"#, "Hi"),
    ] {
        let protocol = open_protocol();
        let (_, read, kinds) = talk(&*protocol, "Hello", &[frame, frame, "[DONE]"]);
        read.unwrap();
        let Some(EventKind::Message(whole)) = kinds.last() else {
            panic!("{frame}: {kinds:?}");
        };
        // A whole message replaces what came before; pieces are added.
        let times = if frame.contains("\"message\"") { 1 } else { 2 };
        assert_eq!(whole.text, said.repeat(times), "{frame}");
    }
    let request = chat_request("model", "s");
    let mut decoder = chat(SERVICE, None, &request).unwrap().decoder;
    let foreign = decoder.body(r#"{"status":"alive"}"#, &mut Emitted::default());
    assert!(foreign.unwrap_err().message.contains("/chat/completions"));
}

#[test]
fn an_answer_that_fails_is_no_turn() {
    let protocol = open_protocol();
    let error = r#"{"error":{"message":"out of memory","type":"server_error","code":500}}"#;
    let (_, read, kinds) = talk(&*protocol, "Hello", &[ANSWER[1], error]);
    let failure = read.unwrap_err();
    assert_eq!(
        (failure.status, failure.service_code),
        (Status::ServiceError, 500)
    );
    assert!(failure.message.contains("out of memory"));
    assert!(matches!(kinds.last(), Some(EventKind::Message(it)) if it.partial));
    assert!(local(&*protocol, SessionCall::History, "").is_empty());
}

#[test]
fn errors_have_the_status_that_their_code_or_type_says() {
    for (error, status) in [
        (
            json!({ "code": "rate_limit_exceeded" }),
            Status::RateLimited,
        ),
        (json!({ "type": "insufficient_quota" }), Status::NoCredit),
        (
            json!({ "code": "invalid_api_key", "type": "invalid_request_error" }),
            Status::Unauthorized,
        ),
        (
            json!({ "type": "invalid_request_error" }),
            Status::BadRequest,
        ),
        (json!({ "code": "model_not_found" }), Status::BadRequest),
        (json!({ "code": 503 }), Status::ServiceError),
        (json!({ "code": "429" }), Status::RateLimited),
        (json!({ "message": "x" }), Status::ServiceError),
        (json!("plain words"), Status::ServiceError),
        (json!("Insufficient Balance"), Status::NoCredit),
        (
            json!({ "code": "context_length_exceeded" }),
            Status::ContextFull,
        ),
        (
            json!({ "code": 500, "message": "the context size is too small" }),
            Status::ContextFull,
        ),
        (json!({ "type": "content_filter" }), Status::Filtered),
        (
            // Where to pay for more is advice, not the reason.
            json!({ "code": "rate_limit_exceeded", "message": "see billing details" }),
            Status::RateLimited,
        ),
    ] {
        assert_eq!(failure(&error).status, status, "{error}");
    }
}

#[test]
fn a_whole_answer_in_one_body_is_read_too() {
    let request = chat_request("model", "s");
    let mut decoder = chat(SERVICE, None, &request).unwrap().decoder;
    let mut out = Emitted::default();
    let text = r#"{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}"#;
    decoder.body(text, &mut out).unwrap();
    decoder.end(true, &mut out);
    let kinds = out.kinds();
    assert!(matches!(&kinds[..], [EventKind::Message(it)] if it.text == "Hi" && !it.partial));
}

#[test]
fn a_key_is_a_bearer_token_and_may_be_absent() {
    assert_eq!(open_protocol().key_header(), None);
    let protocol = SERVICE.open(&setup(Some("k")));
    assert_eq!(
        protocol.key_header(),
        Some(("authorization", "Bearer k".into()))
    );
}
