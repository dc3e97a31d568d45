//! The calls of the persona service.

use serde_json::{Value, json};

use super::{Response, request};

pub const WEB: &str = "/api/v1/chat";
pub const SDK: &str = "/api/v1/sdk/chat";
pub const PLAIN: &str = "content-type: application/json\r\nconnection: close\r\n";
pub const KEY: &str =
    "x-api-key: pk_live_1\r\ncontent-type: application/json\r\nconnection: close\r\n";

pub fn headers(form: &str) -> &'static str {
    if form == SDK { KEY } else { PLAIN }
}

pub fn post(base: &str, form: &str, call: &str, body: &Value) -> Response {
    let path = format!("{form}/{call}");
    request(base, "POST", &path, headers(form), &body.to_string())
}

pub fn init_session(base: &str, form: &str, persona: &str) -> Response {
    let body =
        json!({"user_session_id": "s", "player_name": "Alex", "player_gender": "non-binary"});
    post(base, form, &format!("{persona}/init-session"), &body)
}

pub fn say(base: &str, form: &str, persona: &str, message: &str) -> Response {
    let body = json!({"user_session_id": "s", "message": message});
    post(base, form, &format!("{persona}/message"), &body)
}

pub fn stream(base: &str, message: &str) -> Response {
    let body = json!({"user_session_id": "s", "message": message});
    post(base, SDK, "mira/message/stream", &body)
}

pub fn history(base: &str, persona: &str) -> Response {
    let path = format!("{WEB}/{persona}/history?user_session_id=s");
    request(base, "GET", &path, PLAIN, "")
}

/// The error's message, in the format of that form.
pub fn error_message(response: &Response, form: &str, status: u16) -> String {
    assert_eq!(response.status, status, "{}", response.text());
    let pointer = if form == SDK {
        "/error/message"
    } else {
        "/detail"
    };
    let message = response.json().pointer(pointer).cloned();
    message
        .and_then(|message| Some(message.as_str()?.to_owned()))
        .expect("a message")
}

/// The text of all deltas of a stream.
pub fn text(response: &Response) -> String {
    let frames = response.frames();
    let deltas = frames.iter().filter(|(event, _)| event == "text_delta");
    let texts = deltas.map(|(_, data)| {
        let delta: Value = serde_json::from_str(data).expect("JSON");
        delta["text"].as_str().expect("a text").to_owned()
    });
    texts.collect()
}
