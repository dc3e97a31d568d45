//! OpenAI's chat completions, which most model servers and clouds speak. The server keeps nothing:
//! the system prompt and the turns of each session are kept here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use reqwest::Method;
use serde_json::{Value, json};

use super::write::{add_extra, bearer, message_id, required};
use super::{
    Call, Decoder, Expected, Facts, Failure, Flow, Plan, Refusal, Setup, Wire, excerpt, words_in,
};
use crate::event::{Event, EventKind, Message, Raw, Role, Session};
use crate::outbox::Emit;
use crate::request::{ChatRequest, Operation, SessionCall, SessionRequest};
use crate::sse::Frame;
use crate::status::{Error, Status};

pub(super) const FACTS: Facts = Facts {
    name: "OpenAI",
    default_base_url: None,
    needs_key: false,
    session_calls: &[
        SessionCall::Start,
        SessionCall::Resume,
        SessionCall::History,
        SessionCall::Reset,
    ],
    instead: "",
};

pub(super) fn open(setup: &Setup<'_>) -> Box<dyn Wire> {
    Box::new(Openai {
        key: setup.api_key.map(str::to_owned),
        most_characters: setup.history_characters,
        talks: Arc::default(),
    })
}

struct Openai {
    key: Option<String>,
    most_characters: usize,
    talks: Arc<Mutex<Talks>>,
}

/// By session.
type Talks = HashMap<String, Talk>;

#[derive(Default)]
struct Talk {
    system_prompt: String,
    turns: Vec<Turn>,
}

#[derive(Clone)]
struct Turn {
    role: Role,
    character_id: String,
    text: String,
}

impl Turn {
    fn to_json(&self) -> Value {
        let role = match self.role {
            Role::Player => "user",
            _ => "assistant",
        };
        json!({ "role": role, "content": self.text })
    }
}

impl Talk {
    /// Adds turns, and leaves out the oldest that are over the budget.
    fn add(&mut self, turns: [Turn; 2], most_characters: usize) {
        self.turns.extend(turns);
        let mut characters = 0;
        let kept = self.turns.iter().rev().take_while(|turn| {
            characters += turn.text.chars().count();
            characters <= most_characters
        });
        let first = self.turns.len() - kept.count();
        self.turns.drain(..first);
    }
}

/// The map is whole after every statement, so a panic elsewhere does not spoil it.
fn lock(talks: &Mutex<Talks>) -> MutexGuard<'_, Talks> {
    talks.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Wire for Openai {
    fn key_header(&self) -> Option<(&'static str, String)> {
        Some(("authorization", bearer(self.key.as_ref()?)))
    }

    fn call(&self, operation: Operation<'_>) -> Result<Plan, Error> {
        match operation {
            Operation::Chat(request) => self.chat(request).map(Plan::Send),
            Operation::Session(call, request) => self.session(call, request),
        }
    }
}

impl Openai {
    fn chat(&self, request: &ChatRequest) -> Result<Call, Error> {
        let model = required(FACTS.name, "character_id", &request.character_id)?;
        let session_id = required(FACTS.name, "session_id", &request.session_id)?;
        let said = required(FACTS.name, "message", &request.message)?;
        let turn = |role, text: &str| Turn {
            role,
            character_id: model.to_owned(),
            text: text.to_owned(),
        };
        let mut messages = Vec::new();
        if let Some(talk) = lock(&self.talks).get(session_id) {
            if !talk.system_prompt.is_empty() {
                messages.push(json!({ "role": "system", "content": talk.system_prompt }));
            }
            messages.extend(talk.turns.iter().map(Turn::to_json));
        }
        messages.push(turn(Role::Player, said).to_json());
        let mut body = json!({ "model": model, "messages": messages, "stream": true });
        if !request.user_id.is_empty() {
            body["user"] = json!(request.user_id);
        }
        add_extra(&mut body, request)?;
        Ok(Call {
            method: Method::POST,
            path: "/chat/completions".to_owned(),
            query: String::new(),
            body: body.to_string().into_bytes(),
            decoder: Box::new(Completion {
                talks: Arc::clone(&self.talks),
                most_characters: self.most_characters,
                session_id: session_id.to_owned(),
                message_id: message_id(request),
                asked: turn(Role::Player, said),
                answer: turn(Role::Character, ""),
                is_finished: false,
                raw: Raw::default(),
            }),
        })
    }

    /// All of these are done here: the server knows no sessions.
    fn session(&self, call: SessionCall, request: &SessionRequest) -> Result<Plan, Error> {
        let session_id = required(FACTS.name, "session_id", &request.session_id)?.to_owned();
        let system_prompt = request.system_prompt.clone();
        let talks = Arc::clone(&self.talks);
        Ok(Plan::Local(Box::new(move |out| match call {
            SessionCall::Start => {
                let talk = Talk {
                    system_prompt,
                    turns: Vec::new(),
                };
                lock(&talks).insert(session_id.clone(), talk);
                let session = Session {
                    session_id: session_id.into(),
                    ..Session::default()
                };
                out.emit(Event::bare(EventKind::Session(session)));
            }
            SessionCall::Reset => {
                if let Some(talk) = lock(&talks).get_mut(&session_id) {
                    talk.turns.clear();
                }
            }
            _ => tell_history(&lock(&talks), &session_id, out),
        })))
    }
}

fn tell_history(talks: &Talks, session_id: &str, out: &mut dyn Emit) {
    for turn in talks.get(session_id).map_or(&[][..], |talk| &talk.turns) {
        let who = match turn.role {
            Role::Player => "",
            _ => turn.character_id.as_str(),
        };
        let message = Message {
            text: turn.text.as_str().into(),
            role: turn.role,
            history: true,
            ..Message::default()
        };
        let kind = EventKind::Message(message);
        out.emit(Event::new(kind, who, "", Raw::default()));
    }
}

/// Reads an answer, and keeps it as a turn when it is whole.
struct Completion {
    talks: Arc<Mutex<Talks>>,
    most_characters: usize,
    session_id: String,
    message_id: String,
    asked: Turn,
    answer: Turn,
    /// The model has said that it is done; some servers just close then.
    is_finished: bool,
    /// Of the last piece.
    raw: Raw,
}

impl Decoder for Completion {
    fn expected(&self) -> Expected {
        Expected::Stream
    }

    fn ends_by_closing(&self) -> bool {
        self.is_finished
    }

    fn frame(&mut self, frame: &Frame<'_>, out: &mut dyn Emit) -> Result<Flow, Failure> {
        let data = frame.data.as_ref();
        if data.trim() == "[DONE]" {
            return Ok(Flow::Done);
        }
        if data.trim().is_empty() {
            return Ok(Flow::More);
        }
        let value: Value = serde_json::from_str(data).map_err(|error| {
            let text = excerpt(data);
            Failure::protocol(format!(
                "the server sent a frame that cannot be read ({error}): {text}"
            ))
        })?;
        if value.get("error").is_some_and(|error| !error.is_null()) {
            return Err(failure(&value["error"]));
        }
        let choice = value.pointer("/choices/0").unwrap_or(&Value::Null);
        let finish_reason = choice.get("finish_reason").unwrap_or(&Value::Null);
        self.is_finished |= !finish_reason.is_null();
        let text = |path: &str| choice.pointer(path).and_then(Value::as_str);
        if let Some(delta) = text("/delta/content").filter(|delta| !delta.is_empty()) {
            self.answer.text.push_str(delta);
            self.raw = Raw::new(data);
            let delta = delta.into();
            let (who, id) = (self.answer.character_id.as_str(), self.message_id.as_str());
            let kind = EventKind::Text { delta };
            out.emit(Event::new(kind, who, id, self.raw.clone()));
        } else if let Some(whole) = text("/message/content") {
            self.answer.text.push_str(whole);
            self.raw = Raw::new(data);
        }
        Ok(Flow::More)
    }

    fn body(&mut self, text: &str, out: &mut dyn Emit) -> Result<(), Failure> {
        let frame = Frame {
            name: "".into(),
            data: text.into(),
        };
        self.frame(&frame, out).map(|_| ())
    }

    fn end(&mut self, is_whole: bool, out: &mut dyn Emit) {
        if self.answer.text.is_empty() {
            return;
        }
        let message = Message {
            text: self.answer.text.as_str().into(),
            partial: !is_whole,
            ..Message::default()
        };
        let (who, id) = (self.answer.character_id.as_str(), self.message_id.as_str());
        let kind = EventKind::Message(message);
        out.emit(Event::new(kind, who, id, self.raw.clone()));
        if is_whole {
            let turns = [self.asked.clone(), self.answer.clone()];
            let mut talks = lock(&self.talks);
            let talk = talks.entry(self.session_id.clone()).or_default();
            talk.add(turns, self.most_characters);
        }
    }

    fn refusal(&self, text: &str) -> Refusal {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        match value.get("error") {
            Some(error @ Value::Object(_)) => {
                let failure = failure(error);
                Refusal {
                    status: None,
                    service_code: failure.service_code,
                    words: words_in(error).unwrap_or_else(|| text.to_owned()),
                }
            }
            _ => Refusal::read(text),
        }
    }
}

/// `{"message":…,"type":…,"code":…}`; the code may be a number or a word.
fn failure(error: &Value) -> Failure {
    let code = error.get("code").unwrap_or(&Value::Null);
    let number = code.as_i64().unwrap_or(0);
    let http = u16::try_from(number)
        .ok()
        .filter(|code| (400..600).contains(code));
    let kind = error
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let word = format!("{} {kind}", code.as_str().unwrap_or_default());
    let says = |part: &str| word.contains(part);
    let status = match http {
        Some(http) => Status::from_http(http),
        None if says("rate_limit") || says("quota") => Status::RateLimited,
        None if says("api_key") || says("authentication") => Status::Unauthorized,
        None if says("invalid_request") || says("not_found") => Status::BadRequest,
        None => Status::ServiceError,
    };
    let words = error
        .as_str()
        .map(str::to_owned)
        .or_else(|| words_in(error));
    let words = words.unwrap_or_else(|| error.to_string());
    let words = excerpt(&words);
    Failure {
        service_code: number,
        ..Failure::new(
            status,
            format!("the server answered with an error: {words}"),
        )
    }
}

#[cfg(test)]
#[path = "openai_tests.rs"]
mod tests;
