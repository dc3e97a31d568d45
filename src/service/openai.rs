//! OpenAI's chat completions, which most model servers and clouds speak. The server keeps nothing:
//! the system prompt and the turns of each session are kept here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use reqwest::Method;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::utterance::Utterance;
use super::write::{add_extra, bearer, required};
use super::{
    Call, Decoder, Expected, Facts, Failure, Flow, Local, Plan, Refusal, Setup, Wire, excerpt,
    http_status,
};
use crate::event::{Event, EventKind, Message, Raw, Role, Session};
use crate::lock::lock;
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
    instead: |_| "",
};

/// Sessions beyond these are forgotten, those that were used longest ago first.
const MOST_TALKS: usize = 256;

pub(super) fn open(setup: &Setup<'_>) -> Box<dyn Wire> {
    Box::new(Openai {
        key: setup.api_key.map(|key| key.to_owned().into()),
        most_characters: setup.history_characters,
        talks: Mutex::default(),
    })
}

struct Openai {
    key: Option<Zeroizing<String>>,
    most_characters: usize,
    talks: Mutex<Talks>,
}

/// The talks by session.
#[derive(Default)]
struct Talks {
    by_session: HashMap<String, (u64, Shared)>,
    uses: u64,
}

/// An answer under way keeps the talk that it belongs to, also when the session begins anew.
type Shared = Arc<Mutex<Talk>>;

#[derive(Default)]
struct Talk {
    system_prompt: String,
    turns: Vec<Turn>,
}

/// What the player said, and what was answered.
#[derive(Clone)]
struct Turn {
    asked: String,
    answered: String,
    character_id: String,
}

impl Talks {
    fn get(&mut self, session_id: &str) -> Shared {
        self.uses += 1;
        let known = self.by_session.entry(session_id.to_owned());
        let (used, talk) = known.or_default();
        *used = self.uses;
        let talk = Arc::clone(talk);
        if self.by_session.len() > MOST_TALKS {
            let oldest = self.by_session.iter().min_by_key(|(_, (used, _))| *used);
            if let Some(oldest) = oldest.map(|(id, _)| id.clone()) {
                self.by_session.remove(&oldest);
            }
        }
        talk
    }

    fn begin_anew(&mut self, session_id: &str, system_prompt: String) {
        self.by_session.remove(session_id);
        lock(&self.get(session_id)).system_prompt = system_prompt;
    }
}

impl Talk {
    /// Adds a turn, and leaves out the oldest that are over the budget.
    fn add(&mut self, turn: Turn, most_characters: usize) {
        self.turns.push(turn);
        let mut characters = 0;
        let kept = self.turns.iter().rev().take_while(|turn| {
            characters += turn.asked.chars().count() + turn.answered.chars().count();
            characters <= most_characters
        });
        let first = self.turns.len() - kept.count();
        self.turns.drain(..first);
    }

    /// All that was said, as the server wants it.
    fn messages(&self) -> Vec<Value> {
        let mut messages = Vec::new();
        if !self.system_prompt.is_empty() {
            messages.push(message("system", &self.system_prompt));
        }
        for turn in &self.turns {
            messages.push(message("user", &turn.asked));
            messages.push(message("assistant", &turn.answered));
        }
        messages
    }
}

fn message(role: &str, content: &str) -> Value {
    json!({ "role": role, "content": content })
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
        let talk = lock(&self.talks).get(session_id);
        let mut messages = lock(&talk).messages();
        messages.push(message("user", said));
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
            // The server keeps nothing.
            is_repeatable: true,
            decoder: Box::new(Completion {
                talk,
                most_characters: self.most_characters,
                asked: said.to_owned(),
                answer: Utterance::new(request),
                is_finished: false,
            }),
        })
    }

    /// All of these are done here and at once, for the server knows no sessions; only their events
    /// come later.
    fn session(&self, call: SessionCall, request: &SessionRequest) -> Result<Plan, Error> {
        let session_id = required(FACTS.name, "session_id", &request.session_id)?;
        let mut talks = lock(&self.talks);
        let told: Local = match call {
            SessionCall::Start => {
                talks.begin_anew(session_id, request.system_prompt.clone());
                let session = Session {
                    session_id: session_id.to_owned().into(),
                    ..Session::default()
                };
                Box::new(move |out| out.emit(Event::bare(EventKind::Session(session))))
            }
            SessionCall::Reset => {
                let system_prompt = lock(&talks.get(session_id)).system_prompt.clone();
                talks.begin_anew(session_id, system_prompt);
                Box::new(|_| {})
            }
            _ => {
                let talk = talks.get(session_id);
                Box::new(move |out| {
                    let turns = lock(&talk).turns.clone();
                    tell(&turns, out);
                })
            }
        };
        Ok(Plan::Local(told))
    }
}

fn tell(turns: &[Turn], out: &mut dyn Emit) {
    for turn in turns {
        for (role, who, text) in [
            (Role::Player, "", &turn.asked),
            (Role::Character, turn.character_id.as_str(), &turn.answered),
        ] {
            let message = Message {
                text: text.as_str().into(),
                role,
                history: true,
                ..Message::default()
            };
            let kind = EventKind::Message(message);
            out.emit(Event::new(kind, who, "", Raw::default()));
        }
    }
}

/// Reads an answer, and keeps it as a turn when it is whole.
struct Completion {
    talk: Shared,
    most_characters: usize,
    asked: String,
    answer: Utterance,
    /// The model has said that it is done; some servers just close then.
    is_finished: bool,
}

impl Completion {
    /// Reads a piece of an answer, or a whole one.
    fn read(&mut self, data: &str, out: &mut dyn Emit) -> Result<(), Failure> {
        let value: Value = serde_json::from_str(data).map_err(|error| {
            let text = excerpt(data);
            let what = format!("the server sent a frame that cannot be read ({error}): {text}");
            Failure::protocol(what)
        })?;
        if value.get("error").is_some_and(|error| !error.is_null()) {
            return Err(failure(&value["error"]));
        }
        // Of several answers, which `extra_json` can ask for, the first.
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
                self.answer.replace(whole, data);
            }
            return Ok(());
        }
        let delta = choice.get("delta").map(text_of).unwrap_or_default();
        if !delta.is_empty() {
            self.answer.add(&delta, data, out);
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
    fn expected(&self) -> Expected {
        Expected::Stream
    }

    fn may_end(&self, _: bool) -> bool {
        self.is_finished
    }

    fn has_said_all(&self) -> bool {
        self.is_finished
    }

    fn frame(&mut self, frame: &Frame<'_>, out: &mut dyn Emit) -> Result<Flow, Failure> {
        match frame.data.trim() {
            "[DONE]" => return Ok(Flow::Done),
            "" => {}
            data => self.read(data, out)?,
        }
        Ok(Flow::More)
    }

    fn body(&mut self, text: &str, out: &mut dyn Emit) -> Result<(), Failure> {
        self.read(text, out)?;
        if self.answer.text.is_empty() {
            let text = excerpt(text);
            return Err(Failure::protocol(format!(
                "the server did not answer with a completion: check base_url, which ends before \
                 /chat/completions (it says: {text})"
            )));
        }
        Ok(())
    }

    fn end(&mut self, is_whole: bool, out: &mut dyn Emit) {
        self.answer.end(is_whole, out);
        if is_whole && !self.answer.text.is_empty() {
            let turn = Turn {
                asked: self.asked.clone(),
                answered: self.answer.text.clone(),
                character_id: self.answer.character_id.clone(),
            };
            lock(&self.talk).add(turn, self.most_characters);
        }
    }

    fn refusal(&self, text: &str) -> Refusal {
        Refusal::read(text)
    }
}

/// `{"message":…,"type":…,"code":…}`; the code may be a number or a word.
fn failure(error: &Value) -> Failure {
    let refusal = Refusal::in_json(error);
    let word = |name: &str| error.get(name).and_then(Value::as_str).unwrap_or_default();
    let says = |part: &str| word("code").contains(part) || word("type").contains(part);
    let status = match http_status(refusal.service_code) {
        Some(status) => status,
        None if says("rate_limit") || says("quota") => Status::RateLimited,
        None if says("api_key") || says("authentication") => Status::Unauthorized,
        None if says("invalid_request") || says("not_found") => Status::BadRequest,
        None => Status::ServiceError,
    };
    let words = match (refusal.words.as_str(), error.as_str()) {
        ("", Some(words)) => words.to_owned(),
        ("", None) => error.to_string(),
        _ => refusal.words,
    };
    Refusal {
        status: Some(status),
        words,
        ..refusal
    }
    .into_failure("the server")
}

#[cfg(test)]
#[path = "openai_tests.rs"]
mod tests;
