//! Aurora: tokens as they become available. The request and the errors are documented, the tokens'
//! fields are not: the service's own client reads `content`, and every form that is likely is read.

use std::ops::ControlFlow;

use http::Method;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::decoder::{Decoder, ResponseKind};
use super::encode::{add_extra, required};
use super::error_body::ErrorBody;
use super::protocol::{HttpCall, Operation, Protocol, ServiceConfig, ServiceInfo};
use crate::event::sink::EventSink;
use crate::failure::Failure;
use crate::reply::MessageBuilder;
use crate::request::{ChatRequest, Request, SessionCall};
use crate::status::{Error, Status};
use crate::wire::excerpt;
use crate::wire::sse::Frame;

pub(super) const INFO: ServiceInfo = ServiceInfo {
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

pub(super) fn open(config: &ServiceConfig<'_>) -> Box<dyn Protocol> {
    Box::new(Aurora {
        key: config.api_key.map(|key| key.to_owned().into()),
    })
}

struct Aurora {
    key: Option<Zeroizing<String>>,
}

impl Protocol for Aurora {
    fn key_header(&self) -> Option<(&'static str, String)> {
        Some(("x-access-token", self.key.as_ref()?.to_string()))
    }

    fn operation(&self, request: Request<'_>) -> Result<Operation, Error> {
        match request {
            Request::Chat(request) => chat_call(request).map(Operation::Send),
            Request::Session(..) => Err(Error::new(Status::Unsupported, "Aurora has only chats")),
        }
    }
}

fn chat_call(request: &ChatRequest) -> Result<HttpCall, Error> {
    let mut body = json!({
        "characterId": number("character_id", &request.character_id)?,
        "chatId": number("session_id", &request.session_id)?,
        "message": required(INFO.name, "message", &request.message)?,
    });
    add_extra(&mut body, request)?;
    Ok(HttpCall {
        method: Method::POST,
        path: "/api/v11/message".to_owned(),
        query: String::new(),
        is_idempotent: false,
        body: body.to_string().into_bytes(),
        decoder: Box::new(Tokens(MessageBuilder::new(request))),
    })
}

fn number(field: &str, value: &str) -> Result<i64, Error> {
    required(INFO.name, field, value)?.parse().map_err(|_| {
        Error::invalid(format!(
            "{field} is not a whole number: Aurora's ids are numbers such as \"42\""
        ))
    })
}

/// Reads tokens, and puts them together.
struct Tokens(MessageBuilder);

impl Decoder for Tokens {
    fn kind(&self) -> ResponseKind {
        ResponseKind::Stream
    }

    fn frame(
        &mut self,
        frame: &Frame<'_>,
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        let data = frame.data.as_ref();
        if data.trim() == "[DONE]" {
            return Ok(ControlFlow::Break(()));
        }
        let Ok(value) = serde_json::from_str::<Value>(data) else {
            if data.trim_start().starts_with(['{', '[', '"']) {
                return Err(unreadable(data));
            }
            // A frame that is not JSON is its own text.
            self.0.push(data, "", sink);
            return Ok(ControlFlow::Continue(()));
        };
        if let Some(failure) = failure_in(&value) {
            return Err(failure);
        }
        if let Some(delta) = token(&value) {
            self.0.push(delta, data, sink);
        }
        Ok(ControlFlow::Continue(()))
    }

    fn body(&mut self, text: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        if serde_json::from_str::<IgnoredAny>(text).is_err() {
            return Err(unreadable(text));
        }
        let frame = Frame {
            name: "".into(),
            data: text.into(),
        };
        self.frame(&frame, sink).map(|_| ())
    }

    fn end(&mut self, is_whole: bool, sink: &mut dyn EventSink) {
        self.0.finish(is_whole, sink);
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
    Some(ErrorBody::in_json(value).into_failure(INFO.name))
}

#[cfg(test)]
mod tests;
