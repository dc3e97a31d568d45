//! OpenAI's chat completions, which most model servers and clouds speak. The server keeps nothing:
//! the system prompt and the turns of each session are kept here.

mod chunk;
mod completion;
mod conversation;

use std::sync::Mutex;

use http::Method;
use serde_json::json;
use zeroize::Zeroizing;

use super::encode::{bearer, extra, merge, required};
use super::protocol::{HttpCall, Local, Operation, Protocol, ServiceConfig, ServiceInfo};
use crate::event::{Event, EventKind, Session};
use crate::lock::lock;
use crate::reply::MessageBuilder;
use crate::request::{ChatRequest, Request, SessionCall, SessionRequest};
use crate::status::Error;
use completion::Completion;
use conversation::{Conversations, message};

pub(super) const INFO: ServiceInfo = ServiceInfo {
    name: "OpenAI",
    default_base_url: None,
    chat_path: Some("/chat/completions"),
    needs_key: false,
    session_calls: &[
        SessionCall::Start,
        SessionCall::Resume,
        SessionCall::History,
        SessionCall::Reset,
    ],
    instead: |_| "",
};

pub(super) fn open(config: &ServiceConfig<'_>) -> Box<dyn Protocol> {
    Box::new(Openai {
        key: config.api_key.map(|key| key.to_owned().into()),
        max_characters: config.max_history_characters,
        conversations: Mutex::default(),
    })
}

struct Openai {
    key: Option<Zeroizing<String>>,
    max_characters: usize,
    conversations: Mutex<Conversations>,
}

impl Protocol for Openai {
    fn key_header(&self) -> Option<(&'static str, String)> {
        Some(("authorization", bearer(self.key.as_ref()?)))
    }

    fn operation(&self, request: Request<'_>) -> Result<Operation, Error> {
        match request {
            Request::Chat(request) => self.chat(request).map(Operation::Send),
            Request::Session(call, request) => self.session(call, request),
        }
    }
}

impl Openai {
    fn chat(&self, request: &ChatRequest) -> Result<HttpCall, Error> {
        let model = required(INFO.name, "character_id", &request.character_id)?;
        let session_id = required(INFO.name, "session_id", &request.session_id)?;
        let text = required(INFO.name, "message", &request.message)?;
        // A call that is refused changes nothing: what may be wrong comes first.
        let mut body = json!({ "model": model, "messages": [], "stream": true });
        if !request.user_id.is_empty() {
            body["user"] = json!(request.user_id);
        }
        let extra = extra(request)?;
        let conversation = lock(&self.conversations).get(session_id)?;
        let (mut messages, asked) = {
            let mut conversation = lock(&conversation);
            (conversation.messages(), conversation.ask())
        };
        messages.push(message("user", text));
        body["messages"] = json!(messages);
        merge(&mut body, extra);
        Ok(HttpCall {
            method: Method::POST,
            path: "/chat/completions".to_owned(),
            query: String::new(),
            body: body.to_string().into_bytes(),
            // The server keeps nothing.
            is_idempotent: true,
            decoder: Box::new(Completion::new(
                conversation,
                asked,
                self.max_characters,
                text,
                MessageBuilder::new(request),
            )),
        })
    }

    /// All of these are done here and at once, as the server knows no sessions; only their events
    /// come later.
    fn session(&self, call: SessionCall, request: &SessionRequest) -> Result<Operation, Error> {
        let session_id = required(INFO.name, "session_id", &request.session_id)?;
        let mut conversations = lock(&self.conversations);
        let local: Local = match call {
            SessionCall::Start => {
                conversations.restart(session_id, request.system_prompt.clone())?;
                let session = Session {
                    session_id: session_id.to_owned().into(),
                    ..Session::default()
                };
                Box::new(move |sink| sink.emit(Event::bare(EventKind::Session(session))))
            }
            SessionCall::Reset => {
                let system_prompt = lock(&*conversations.get(session_id)?).system_prompt.clone();
                conversations.restart(session_id, system_prompt)?;
                Box::new(|_| {})
            }
            _ => {
                let conversation = conversations.get(session_id)?;
                Box::new(move |sink| {
                    let turns = lock(&conversation).turns.clone();
                    turns.iter().for_each(|turn| turn.emit(sink));
                })
            }
        };
        Ok(Operation::Local(local))
    }
}

#[cfg(test)]
mod tests;
