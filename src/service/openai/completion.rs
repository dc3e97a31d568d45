//! Chat completions to events.

use std::borrow::Cow;
use std::ops::ControlFlow;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::conversation::{Shared, Turn};
use crate::event::sink::EventSink;
use crate::failure::Failure;
use crate::lock::lock;
use crate::reply::MessageBuilder;
use crate::service::decoder::{Decoder, ResponseKind};
use crate::service::error_body::{ErrorBody, http_status};
use crate::status::Status;
use crate::wire::excerpt;
use crate::wire::json::{self, Integer, List, Object};
use crate::wire::sse::Frame;

/// Reads a reply, and keeps it as a turn when it is whole.
pub(super) struct Completion {
    pub(super) conversation: Shared,
    pub(super) max_characters: usize,
    pub(super) user: String,
    pub(super) reply: MessageBuilder,
    /// The model has said that it is done; some servers just close then.
    pub(super) is_finished: bool,
}

/// A piece of a reply, or a whole one.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Chunk<'a> {
    #[serde(borrow)]
    error: Option<&'a RawValue>,
    #[serde(borrow)]
    choices: List<Object<Choice<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Choice<'a> {
    index: Option<Integer>,
    #[serde(borrow)]
    finish_reason: Option<&'a RawValue>,
    #[serde(borrow)]
    message: Option<Object<Said<'a>>>,
    #[serde(borrow)]
    delta: Object<Said<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Said<'a> {
    #[serde(borrow)]
    content: Option<&'a RawValue>,
    #[serde(borrow)]
    refusal: Option<&'a RawValue>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Part<'a> {
    #[serde(borrow)]
    text: Option<&'a RawValue>,
}

impl<'a> Said<'a> {
    /// A string, a list of parts, or a refusal in words.
    fn text(&self) -> Result<Cow<'a, str>, serde_json::Error> {
        let text = match self.content.map(RawValue::get) {
            Some(parts) if parts.starts_with('[') => {
                let parts: List<Object<Part<'_>>> = serde_json::from_str(parts)?;
                let texts = parts.0.iter().map(|part| json::string(part.0.text));
                texts.collect::<Result<String, _>>()?.into()
            }
            _ => json::string(self.content)?,
        };
        if text.is_empty() {
            return json::string(self.refusal);
        }
        Ok(text)
    }
}

impl Completion {
    fn read(&mut self, data: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        let unreadable = |error: serde_json::Error| {
            let text = excerpt(data);
            let what = format!("the server sent a frame that cannot be read ({error}): {text}");
            Failure::protocol(what)
        };
        let Object(chunk): Object<Chunk<'_>> = serde_json::from_str(data).map_err(unreadable)?;
        if let Some(error) = chunk.error {
            let error = serde_json::from_str(error.get()).map_err(unreadable)?;
            return Err(failure(&error));
        }
        // Of several replies, which `extra_json` can ask for, the first.
        let is_first = |choice: &&Object<Choice<'_>>| choice.0.index.is_none_or(|it| it.0 == 0);
        let Some(Object(choice)) = chunk.choices.0.iter().find(is_first) else {
            return Ok(());
        };
        self.is_finished |= choice.finish_reason.is_some();
        if let Some(Object(whole)) = &choice.message {
            let whole = whole.text().map_err(unreadable)?;
            if !whole.is_empty() {
                self.reply.replace(whole.into_owned(), data);
            }
            return Ok(());
        }
        let delta = choice.delta.0.text().map_err(unreadable)?;
        if !delta.is_empty() {
            self.reply.push(&delta, data, sink);
        }
        Ok(())
    }
}

impl Decoder for Completion {
    fn kind(&self) -> ResponseKind {
        ResponseKind::Stream
    }

    fn accepts_eof(&self, _: bool) -> bool {
        self.is_finished
    }

    fn is_complete(&self) -> bool {
        self.is_finished
    }

    fn frame(
        &mut self,
        frame: &Frame<'_>,
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        match frame.data.trim() {
            "[DONE]" => return Ok(ControlFlow::Break(())),
            "" => {}
            data => self.read(data, sink)?,
        }
        Ok(ControlFlow::Continue(()))
    }

    fn body(&mut self, text: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        self.read(text, sink)?;
        if self.reply.text.is_empty() {
            let text = excerpt(text);
            return Err(Failure::protocol(format!(
                "the server did not respond with a completion: check base_url, which ends before \
                 /chat/completions (it begins: {text})"
            )));
        }
        Ok(())
    }

    fn end(&mut self, is_whole: bool, sink: &mut dyn EventSink) {
        self.reply.finish(is_whole, sink);
        if is_whole && !self.reply.text.is_empty() {
            let turn = Turn {
                user: self.user.clone(),
                assistant: self.reply.text.clone(),
                character_id: self.reply.character_id.clone(),
            };
            lock(&self.conversation).add(turn, self.max_characters);
        }
    }
}

/// `{"message":…,"type":…,"code":…}`; the code may be a number or a word.
pub(super) fn failure(error: &Value) -> Failure {
    let body = ErrorBody::in_json(error);
    let word = |name: &str| error.get(name).and_then(Value::as_str).unwrap_or_default();
    let says = |part: &str| word("code").contains(part) || word("type").contains(part);
    let status = match http_status(body.service_code) {
        Some(status) => status,
        None if says("rate_limit") || says("quota") => Status::RateLimited,
        None if says("api_key") || says("authentication") => Status::Unauthorized,
        None if says("invalid_request") || says("not_found") => Status::BadRequest,
        None => Status::ServiceError,
    };
    let message = match (body.message.as_str(), error.as_str()) {
        ("", Some(words)) => words.to_owned(),
        ("", None) => error.to_string(),
        _ => body.message,
    };
    ErrorBody {
        status: Some(status),
        message,
        ..body
    }
    .into_failure("the server")
}
