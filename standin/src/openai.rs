//! The wire of services that are compatible with OpenAI's chat completions. It has no sessions: the
//! client sends the whole conversation each time.

mod question;
mod wire;

use serde_json::{Value, json};

use crate::answer::{Answer, json};
use crate::frame::Frame;
use crate::play::{Progress, words};
use crate::request::Request;
use crate::service::{Service, Setup, status_words};
use question::Question;
use wire::{Choice, Completion, Delta, ErrorBody, ErrorData, Usage};

const PATHS: [&str; 2] = ["/v1/chat/completions", "/chat/completions"];

pub(crate) struct OpenAi {
    setup: Setup,
    /// How many answers were given.
    answered: u64,
}

/// Why a request is refused.
struct Refusal {
    status: u16,
    message: String,
    code: Option<&'static str>,
}

impl Refusal {
    fn bad(message: impl Into<String>) -> Refusal {
        Refusal {
            status: 400,
            message: message.into(),
            code: None,
        }
    }
}

impl Service for OpenAi {
    fn name(&self) -> &'static str {
        "the OpenAI-compatible service"
    }

    fn paths(&self) -> &'static [&'static str] {
        &PATHS
    }

    fn answer(&mut self, request: &Request) -> Answer {
        if request.seen.method != "POST" {
            let message = format!("Not allowed to {} on this path.", request.seen.method);
            let refusal = Refusal {
                status: 405,
                message,
                code: Some("method_not_supported"),
            };
            return refuse(&refusal).header("allow", "POST");
        }
        let answered = self.check_key(request).and_then(|()| {
            let question = Question::read(request)?;
            let text = self.say(&question)?;
            Ok(self.completion(&question, &text))
        });
        answered.unwrap_or_else(|refusal| refuse(&refusal))
    }

    fn status_body(&self, _path: &str, status: u16) -> Vec<u8> {
        let code = match status {
            401 => Some("invalid_api_key"),
            404 => Some("model_not_found"),
            429 => Some("rate_limit_exceeded"),
            _ => None,
        };
        json(&error(status, status_words(status), code))
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
    pub(crate) fn new(setup: Setup) -> OpenAi {
        OpenAi { setup, answered: 0 }
    }

    fn check_key(&self, request: &Request) -> Result<(), Refusal> {
        let right = self.setup.api_key.as_deref();
        if right.is_none_or(|right| right == request.bearer()) {
            return Ok(());
        }
        Err(Refusal {
            status: 401,
            message: "Incorrect API key provided.".to_owned(),
            code: Some("invalid_api_key"),
        })
    }

    /// Plays the whole conversation again, and gives the last answer.
    fn say(&self, question: &Question) -> Result<String, Refusal> {
        let story = &self.setup.story;
        let model = question.model.as_str();
        let unknown = || Refusal {
            status: 404,
            message: format!("The model `{model}` does not exist"),
            code: Some("model_not_found"),
        };
        if question.said.len() > story.game.max_chat_count as usize {
            return Err(Refusal {
                code: Some("context_length_exceeded"),
                ..Refusal::bad("The conversation is too long for this model.")
            });
        }
        let mut progress = Progress::with(story, model).ok_or_else(unknown)?;
        let mut text = String::new();
        for message in &question.said {
            if progress.ended {
                progress = Progress::with(story, model).ok_or_else(unknown)?;
            }
            let turn = progress.say(story, model, message);
            text = turn.text();
            // The client cannot talk with anybody else, so the story stays where this one is.
            let here = progress.chapter;
            progress.follow(story, turn.line);
            if !progress.meets(story, model) {
                progress.chapter = here;
            }
        }
        Ok(text)
    }

    fn completion(&mut self, question: &Question, text: &str) -> Answer {
        self.answered += 1;
        let pieces = words(text);
        let completion = Completion {
            id: format!("chatcmpl-{}", self.answered),
            object: "chat.completion",
            created: 1_714_020_116,
            model: &question.model,
            choices: [Choice::message(text)],
            usage: Some(Usage::new(&question.said, pieces.len())),
        };
        if !question.stream {
            let pause = self.setup.pace * pieces.len() as u32;
            return Answer::json(200, &completion).after(pause);
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
        for piece in &pieces {
            let chunk = chunk(Delta::content(piece), None);
            frames.push(Frame::piece("", chunk, self.setup.pace));
        }
        frames.push(Frame::new("", chunk(Delta::default(), Some("stop"))).last());
        frames.push(Frame::new("", "[DONE]").last());
        Answer::stream(frames).whole(&completion)
    }
}

fn refuse(refusal: &Refusal) -> Answer {
    let body = error(refusal.status, &refusal.message, refusal.code);
    Answer::json(refusal.status, &body)
}

fn error<'a>(status: u16, message: &'a str, code: Option<&'static str>) -> ErrorBody<'a> {
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
