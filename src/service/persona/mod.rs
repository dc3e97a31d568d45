//! Persona chat (Foil Engine): a state machine with a score, by JSON. Calls and answers of the web
//! form are documented; the SDK's form, its stream, errors and history are those that its own
//! clients were seen to read.

mod answer;

use reqwest::Method;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::write::{add_extra, bearer, path_segment, query, required};
use super::{Call, Facts, Plan, Setup, Wire, excerpt};
use crate::request::{ChatRequest, Operation, SessionCall, SessionRequest};
use crate::status::Error;
use answer::{ChatDecoder, SessionDecoder};

pub(super) const FACTS: Facts = Facts {
    name: "persona",
    default_base_url: Some("https://api.foilengine.io"),
    needs_key: false,
    session_calls: &[
        SessionCall::Start,
        SessionCall::Resume,
        SessionCall::History,
        SessionCall::Reset,
    ],
    instead: |_| "",
};

const GENDERS: [&str; 3] = ["female", "male", "non-binary"];

pub(super) fn open(setup: &Setup<'_>) -> Box<dyn Wire> {
    Box::new(Persona {
        key: setup.api_key.map(|key| key.to_owned().into()),
    })
}

struct Persona {
    key: Option<Zeroizing<String>>,
}

impl Persona {
    /// Keys of the SDK begin so; they select its form.
    fn is_sdk(&self) -> bool {
        self.key
            .as_deref()
            .is_some_and(|key| key.starts_with("pk_"))
    }

    fn path(&self, persona: &str, call: &str) -> Result<String, Error> {
        let form = if self.is_sdk() { "/sdk" } else { "" };
        let persona = required(FACTS.name, "character_id", persona)?;
        let persona = path_segment("character_id", persona)?;
        Ok(format!("/api/v1{form}/chat/{persona}/{call}"))
    }

    fn chat(&self, request: &ChatRequest) -> Result<Call, Error> {
        let session_id = required(FACTS.name, "session_id", &request.session_id)?;
        let message = required(FACTS.name, "message", &request.message)?;
        let mut body = json!({ "message": message, "user_session_id": session_id });
        add_extra(&mut body, request)?;
        let call = if self.is_sdk() {
            "message/stream"
        } else {
            "message"
        };
        Ok(Call {
            method: Method::POST,
            path: self.path(&request.character_id, call)?,
            query: query(&[("machine_id", &request.machine_id)]),
            is_repeatable: false,
            body: body.to_string().into_bytes(),
            decoder: Box::new(ChatDecoder::new(request, self.is_sdk())),
        })
    }

    fn session(&self, call: SessionCall, request: &SessionRequest) -> Result<Call, Error> {
        let session_id = required(FACTS.name, "session_id", &request.session_id)?;
        let machine = ("machine_id", request.machine_id.as_str());
        let (method, path, in_query) = match call {
            SessionCall::Start => (Method::POST, "init-session", query(&[machine])),
            SessionCall::Reset => {
                let both = query(&[("user_session_id", session_id), machine]);
                (Method::POST, "reset", both)
            }
            _ => {
                let both = query(&[("user_session_id", session_id), machine]);
                (Method::GET, "history", both)
            }
        };
        let mut body = json!({});
        if call == SessionCall::Start {
            body = init_body(request)?;
        }
        Ok(Call {
            method,
            path: self.path(&request.character_id, path)?,
            query: in_query,
            is_repeatable: true,
            body: body.to_string().into_bytes(),
            decoder: Box::new(SessionDecoder {
                call,
                character_id: request.character_id.clone(),
                session_id: session_id.to_owned(),
            }),
        })
    }
}

impl Wire for Persona {
    fn key_header(&self) -> Option<(&'static str, String)> {
        let key = self.key.as_ref()?;
        Some(if self.is_sdk() {
            ("x-api-key", key.to_string())
        } else {
            ("authorization", bearer(key))
        })
    }

    fn call(&self, operation: Operation<'_>) -> Result<Plan, Error> {
        match operation {
            Operation::Chat(request) => self.chat(request),
            Operation::Session(call, request) => self.session(call, request),
        }
        .map(Plan::Send)
    }
}

fn init_body(request: &SessionRequest) -> Result<Value, Error> {
    let gender = request.player_gender.as_str();
    if !gender.is_empty() && !GENDERS.contains(&gender) {
        return Err(Error::invalid(format!(
            "player_gender is \"{}\": use one of {}",
            excerpt(gender),
            GENDERS.join(", ")
        )));
    }
    let mut body = json!({ "user_session_id": request.session_id });
    for (name, value) in [
        ("player_name", &request.player_name),
        ("player_gender", &request.player_gender),
    ] {
        if !value.is_empty() {
            body[name] = json!(value);
        }
    }
    Ok(body)
}

#[cfg(test)]
mod tests;
