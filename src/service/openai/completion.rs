//! Chat completions to events.

use std::ops::ControlFlow;

use serde_json::Value;

use super::conversation::{Shared, Turn};
use crate::event::sink::EventSink;
use crate::failure::Failure;
use crate::lock::lock;
use crate::reply::MessageBuilder;
use crate::service::decoder::{Decoder, ResponseKind};
use crate::service::error_body::{ErrorBody, http_status};
use crate::status::Status;
use crate::wire::excerpt;
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

impl Completion {
    /// Reads a piece of a reply, or a whole one.
    fn read(&mut self, data: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        let value: Value = serde_json::from_str(data).map_err(|error| {
            let text = excerpt(data);
            let what = format!("the server sent a frame that cannot be read ({error}): {text}");
            Failure::protocol(what)
        })?;
        if value.get("error").is_some_and(|error| !error.is_null()) {
            return Err(failure(&value["error"]));
        }
        // Of several replies, which `extra_json` can ask for, the first.
        let choices = value.get("choices").and_then(Value::as_array);
        let is_first = |choice: &&Value| choice.get("index").is_none_or(|index| index == 0);
        let Some(choice) = choices.and_then(|it| it.iter().find(is_first)) else {
            return Ok(());
        };
        let finish_reason = choice.get("finish_reason").unwrap_or(&Value::Null);
        self.is_finished |= !finish_reason.is_null();
        if let Some(whole) = choice.get("message") {
            let whole = text_of(whole);
            if !whole.is_empty() {
                self.reply.replace(whole, data);
            }
            return Ok(());
        }
        let delta = choice.get("delta").map(text_of).unwrap_or_default();
        if !delta.is_empty() {
            self.reply.push(&delta, data, sink);
        }
        Ok(())
    }
}

/// The text of a message or of a piece: a string, a list of parts, or words of refusal.
fn text_of(message: &Value) -> String {
    match message.get("content") {
        Some(Value::String(text)) if !text.is_empty() => text.clone(),
        Some(Value::Array(parts)) => parts
            .iter()
            .filter_map(|part| part.get("text")?.as_str())
            .collect(),
        _ => {
            let refusal = message.get("refusal").and_then(Value::as_str);
            refusal.unwrap_or_default().to_owned()
        }
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
