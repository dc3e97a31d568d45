//! The protocol of services that are compatible with OpenAI's chat completions. It has no sessions:
//! the client sends the whole conversation each time.

mod habits;
mod request;
mod wire;

use serde_json::{Value, json};

use crate::fault::Fault;
use crate::frame::Frame;
use crate::progress::{Progress, words};
use crate::request::Request;
use crate::response::{Response, json};
use crate::service::{Service, ServiceConfig, reason_phrase};
use request::CompletionRequest;
use wire::{Choice, Completion, Delta, ErrorBody, ErrorData, Usage};

const PATHS: [&str; 2] = ["/v1/chat/completions", "/chat/completions"];

pub(crate) struct OpenAi {
    config: ServiceConfig,
    /// The number of responses so far.
    responses: u64,
}

/// An error response.
struct ApiError {
    status: u16,
    message: String,
    code: Option<&'static str>,
}

impl ApiError {
    fn bad_request(message: impl Into<String>) -> ApiError {
        ApiError {
            status: 400,
            message: message.into(),
            code: None,
        }
    }

    fn response(&self) -> Response {
        let body = error_body(self.status, &self.message, self.code);
        Response::json(self.status, &body)
    }
}

impl Service for OpenAi {
    fn name(&self) -> &'static str {
        "the OpenAI-compatible service"
    }

    fn paths(&self) -> &'static [&'static str] {
        &PATHS
    }

    fn check(&self, fault: &Fault) -> Result<(), String> {
        match habits::check(fault) {
            Some(checked) => checked,
            None if fault.is_common() => Ok(()),
            None => Err(self.unsupported(fault)),
        }
    }

    fn respond(&mut self, request: &Request) -> Response {
        if request.seen.method != "POST" {
            let message = format!("Not allowed to {} on this path.", request.seen.method);
            let error = ApiError {
                status: 405,
                message,
                code: Some("method_not_supported"),
            };
            return error.response().header("allow", "POST");
        }
        let result = self.check_key(request).and_then(|()| {
            let completion = CompletionRequest::parse(request)?;
            let text = self.reply(&completion)?;
            let mut response = self.completion(&completion, &text);
            if completion.stream {
                let faults = request.faults.iter();
                faults.for_each(|fault| habits::apply(&mut response.frames, fault));
            }
            Ok(response)
        });
        result.unwrap_or_else(|error| error.response())
    }

    fn status_body(&self, _path: &str, status: u16) -> Vec<u8> {
        let code = match status {
            401 => Some("invalid_api_key"),
            404 => Some("model_not_found"),
            429 => Some("rate_limit_exceeded"),
            _ => None,
        };
        json(&error_body(status, reason_phrase(status), code))
    }

    fn add_unknown(&self, frames: &mut Vec<Frame>, streams: bool) {
        for frame in frames.iter_mut() {
            frame.edit(add_unknown_fields);
        }
        if streams {
            let chunk = |choices: Value| {
                let chunk = json!({"object": "chat.completion.chunk", "choices": choices});
                Frame::new("", chunk.to_string())
            };
            let thought = json!({"content": null, "reasoning_content": "Hm."});
            frames.insert(0, Frame::new("weather", r#"{"sky":"clear"}"#));
            frames.insert(1, chunk(json!([])));
            frames.insert(2, chunk(json!([{"index": 0, "delta": thought}])));
        }
    }
}

fn add_unknown_fields(value: &mut Value) {
    if let Some(fields) = value.as_object_mut() {
        fields.insert("weather".to_owned(), json!({"wind": ["north", 7, null]}));
        fields.insert("system_fingerprint".to_owned(), Value::Null);
    }
    if let Some(created) = value.get_mut("created") {
        *created = Value::String(created.to_string());
    }
    let choice = value.pointer_mut("/choices/0");
    if let Some(choice) = choice.and_then(Value::as_object_mut) {
        choice.insert("logprobs".to_owned(), Value::Null);
        choice.insert("mood".to_owned(), json!({"name": "calm"}));
    }
}

impl OpenAi {
    pub(crate) fn new(config: ServiceConfig) -> OpenAi {
        OpenAi {
            config,
            responses: 0,
        }
    }

    fn check_key(&self, request: &Request) -> Result<(), ApiError> {
        let expected = self.config.api_key.as_deref();
        if expected.is_none_or(|expected| expected == request.bearer_token()) {
            return Ok(());
        }
        Err(ApiError {
            status: 401,
            message: "Incorrect API key provided.".to_owned(),
            code: Some("invalid_api_key"),
        })
    }

    /// Plays the whole conversation, and returns the last reply.
    fn reply(&self, request: &CompletionRequest) -> Result<String, ApiError> {
        let story = &self.config.story;
        let model = request.model.as_str();
        let unknown = || ApiError {
            status: 404,
            message: format!("The model `{model}` does not exist"),
            code: Some("model_not_found"),
        };
        if request.user_messages.len() > story.game.max_chat_count as usize {
            return Err(ApiError {
                code: Some("context_length_exceeded"),
                ..ApiError::bad_request("The conversation is too long for this model.")
            });
        }
        let mut progress = Progress::at_character(story, model).ok_or_else(unknown)?;
        let mut text = String::new();
        for message in &request.user_messages {
            if progress.ended {
                progress = Progress::at_character(story, model).ok_or_else(unknown)?;
            }
            let turn = progress.respond(story, model, message);
            text = turn.text();
            // The client can only talk with this character, so the story stays in its chapter.
            let chapter = progress.chapter;
            progress.advance(story, turn.line);
            if !progress.has_character(story, model) {
                progress.chapter = chapter;
            }
        }
        Ok(text)
    }

    fn completion(&mut self, request: &CompletionRequest, text: &str) -> Response {
        self.responses += 1;
        let words = words(text);
        let completion = Completion {
            id: format!("chatcmpl-{}", self.responses),
            object: "chat.completion",
            created: 1_714_020_116,
            model: &request.model,
            choices: [Choice::message(text)],
            usage: Some(Usage::new(&request.user_messages, words.len())),
        };
        if !request.stream {
            let delay = self.config.pace * words.len() as u32;
            return Response::json(200, &completion).delayed(delay);
        }
        let chunk = |delta: Delta<'_>, finish_reason: Option<&'static str>| {
            json(&Completion {
                id: completion.id.clone(),
                object: "chat.completion.chunk",
                choices: [Choice::delta(delta, finish_reason)],
                usage: None,
                ..completion
            })
        };
        let mut frames = vec![Frame::new("", chunk(Delta::role(), None))];
        for word in &words {
            let chunk = chunk(Delta::content(word), None);
            frames.push(Frame::delta("", chunk, self.config.pace));
        }
        frames.push(Frame::new("", chunk(Delta::default(), Some("stop"))).end_marker());
        frames.push(Frame::new("", "[DONE]").end_marker());
        Response::stream(frames).unstreamed(&completion)
    }
}

fn error_body<'a>(status: u16, message: &'a str, code: Option<&'static str>) -> ErrorBody<'a> {
    let kind = match status {
        429 => "rate_limit_error",
        400..=499 => "invalid_request_error",
        _ => "server_error",
    };
    ErrorBody {
        error: ErrorData {
            message,
            r#type: kind,
            code,
        },
    }
}
