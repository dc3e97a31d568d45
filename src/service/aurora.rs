//! Aurora: tokens as they become available. The request and the errors are documented, the tokens'
//! fields are not: the service's own client reads `content`, and every form that is likely is read.

use reqwest::Method;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::write::{add_extra, message_id, required};
use super::{
    Call, Decoder, Expected, Facts, Failure, Flow, Plan, Refusal, Setup, Wire, code_in, excerpt,
    status_in_stream, words_in,
};
use crate::event::{Event, EventKind, Message, Raw};
use crate::outbox::Emit;
use crate::request::{ChatRequest, Operation, SessionCall};
use crate::sse::Frame;
use crate::status::{Error, Status};

pub(super) const FACTS: Facts = Facts {
    name: "Aurora",
    default_base_url: Some("https://chat-api.aurora-interactive.online:8443"),
    needs_key: true,
    session_calls: &[],
    instead: |call| match call {
        SessionCall::Start | SessionCall::Resume => {
            ". A chat of Aurora begins with its first message, and goes on with the next"
        }
        _ => "",
    },
};

pub(super) fn open(setup: &Setup<'_>) -> Box<dyn Wire> {
    Box::new(Aurora {
        key: setup.api_key.map(str::to_owned),
    })
}

struct Aurora {
    key: Option<String>,
}

impl Wire for Aurora {
    fn key_header(&self) -> Option<(&'static str, String)> {
        Some(("x-access-token", self.key.clone()?))
    }

    fn call(&self, operation: Operation<'_>) -> Result<Plan, Error> {
        match operation {
            Operation::Chat(request) => chat_call(request).map(Plan::Send),
            Operation::Session(..) => Err(Error::new(Status::Unsupported, "Aurora has only chats")),
        }
    }
}

fn chat_call(request: &ChatRequest) -> Result<Call, Error> {
    let mut body = json!({
        "characterId": number("character_id", &request.character_id)?,
        "chatId": number("session_id", &request.session_id)?,
        "message": required(FACTS.name, "message", &request.message)?,
    });
    add_extra(&mut body, request)?;
    Ok(Call {
        method: Method::POST,
        path: "/api/v11/message".to_owned(),
        query: String::new(),
        is_repeatable: false,
        body: body.to_string().into_bytes(),
        decoder: Box::new(Tokens {
            character_id: request.character_id.clone(),
            message_id: message_id(request),
            text: String::new(),
            raw: Raw::default(),
        }),
    })
}

fn number(field: &str, value: &str) -> Result<i64, Error> {
    required(FACTS.name, field, value)?.parse().map_err(|_| {
        Error::invalid(format!(
            "{field} is not a whole number: Aurora's ids are numbers such as \"42\""
        ))
    })
}

/// Reads tokens, and puts them together.
struct Tokens {
    character_id: String,
    message_id: String,
    text: String,
    /// Of the last token.
    raw: Raw,
}

impl Tokens {
    fn say(&mut self, delta: &str, raw: Raw, out: &mut dyn Emit) {
        self.text.push_str(delta);
        self.raw = raw.clone();
        let delta = delta.into();
        let (who, id) = (self.character_id.as_str(), self.message_id.as_str());
        out.emit(Event::new(EventKind::Text { delta }, who, id, raw));
    }
}

impl Decoder for Tokens {
    fn expected(&self) -> Expected {
        Expected::Stream
    }

    fn frame(&mut self, frame: &Frame<'_>, out: &mut dyn Emit) -> Result<Flow, Failure> {
        let data = frame.data.as_ref();
        if data.trim() == "[DONE]" {
            return Ok(Flow::Done);
        }
        let Ok(value) = serde_json::from_str::<Value>(data) else {
            if data.trim_start().starts_with(['{', '[', '"']) {
                return Err(unreadable(data));
            }
            // A frame that is not JSON is its own text.
            self.say(data, Raw::default(), out);
            return Ok(Flow::More);
        };
        if let Some(failure) = failure_in(&value) {
            return Err(failure);
        }
        if let Some(delta) = token(&value) {
            self.say(delta, Raw::new(data), out);
        }
        Ok(Flow::More)
    }

    fn body(&mut self, text: &str, out: &mut dyn Emit) -> Result<(), Failure> {
        if serde_json::from_str::<IgnoredAny>(text).is_err() {
            return Err(unreadable(text));
        }
        let frame = Frame {
            name: "".into(),
            data: text.into(),
        };
        self.frame(&frame, out).map(|_| ())
    }

    fn end(&mut self, is_whole: bool, out: &mut dyn Emit) {
        if self.text.is_empty() {
            return;
        }
        let message = Message {
            text: self.text.as_str().into(),
            partial: !is_whole,
            ..Message::default()
        };
        let (who, id) = (self.character_id.as_str(), self.message_id.as_str());
        let kind = EventKind::Message(message);
        out.emit(Event::new(kind, who, id, self.raw.clone()));
    }

    fn refusal(&self, text: &str) -> Refusal {
        Refusal::read(text)
    }
}

/// The text of a token, wherever it stands.
fn token(value: &Value) -> Option<&str> {
    if let Some(text) = value.as_str() {
        return Some(text);
    }
    named(value)
        .or_else(|| named(value.get("data")?))
        .or_else(|| value.pointer("/choices/0/delta/content")?.as_str())
}

fn unreadable(text: &str) -> Failure {
    let text = excerpt(text);
    Failure::protocol(format!("Aurora sent JSON that cannot be read: {text}"))
}

/// The first member that may be a text.
fn named(object: &Value) -> Option<&str> {
    ["token", "text", "content", "delta", "message"]
        .iter()
        .find_map(|name| object.get(name)?.as_str())
}

/// An error object inside the stream: `{"success":false,…}` or one with `error`.
fn failure_in(value: &Value) -> Option<Failure> {
    let error = value.get("error").unwrap_or(&Value::Null);
    let says_error = !matches!(error, Value::Null | Value::Bool(false)) && error != "";
    if !says_error && value.get("success") != Some(&Value::Bool(false)) {
        return None;
    }
    let code = code_in(value);
    let status = status_in_stream(code).unwrap_or(Status::ServiceError);
    let words = words_in(value).unwrap_or_default();
    let words = excerpt(&words);
    Some(Failure {
        service_code: code,
        ..Failure::new(status, format!("Aurora answered with an error: {words}"))
    })
}

#[cfg(test)]
#[path = "aurora_tests.rs"]
mod tests;
