//! The calls of the persona service.

use serde_json::{Value, json};

use super::{Answer, exchange};

pub const WEB: &str = "/api/v1/chat";
pub const SDK: &str = "/api/v1/sdk/chat";
pub const PLAIN: &str = "content-type: application/json\r\nconnection: close\r\n";
pub const KEY: &str =
    "x-api-key: pk_live_1\r\ncontent-type: application/json\r\nconnection: close\r\n";

pub fn headers(form: &str) -> &'static str {
    if form == SDK { KEY } else { PLAIN }
}

pub fn post(base: &str, form: &str, call: &str, body: &Value) -> Answer {
    let path = format!("{form}/{call}");
    exchange(base, "POST", &path, headers(form), &body.to_string())
}

pub fn begin(base: &str, form: &str, persona: &str) -> Answer {
    let body =
        json!({"user_session_id": "s", "player_name": "Alex", "player_gender": "non-binary"});
    post(base, form, &format!("{persona}/init-session"), &body)
}

pub fn say(base: &str, form: &str, persona: &str, message: &str) -> Answer {
    let body = json!({"user_session_id": "s", "message": message});
    post(base, form, &format!("{persona}/message"), &body)
}

pub fn stream(base: &str, message: &str) -> Answer {
    let body = json!({"user_session_id": "s", "message": message});
    post(base, SDK, "mira/message/stream", &body)
}

pub fn history(base: &str, persona: &str) -> Answer {
    let path = format!("{WEB}/{persona}/history?user_session_id=s");
    exchange(base, "GET", &path, PLAIN, "")
}

/// The error's words, in the shape of that form.
pub fn refused(answer: &Answer, form: &str, status: u16) -> String {
    assert_eq!(answer.status, status, "{}", answer.text());
    let pointer = if form == SDK {
        "/error/message"
    } else {
        "/detail"
    };
    let words = answer.json().pointer(pointer).cloned();
    words
        .and_then(|words| Some(words.as_str()?.to_owned()))
        .expect("a sentence")
}

/// All pieces of a stream.
pub fn text(answer: &Answer) -> String {
    let frames = answer.frames();
    let pieces = frames.iter().filter(|(event, _)| event == "text_delta");
    let texts = pieces.map(|(_, data)| {
        let piece: Value = serde_json::from_str(data).expect("JSON");
        piece["text"].as_str().expect("a text").to_owned()
    });
    texts.collect()
}
