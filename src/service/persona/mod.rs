//! Persona chat (Foil Engine): a state machine with a score, by JSON. Calls and responses of the web
//! form are documented; the SDK's form, its stream, errors and history are those that its own
//! clients were seen to read.

mod response;

use http::Method;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::encode::{add_extra, bearer, path_segment, query, required};
use super::protocol::{HttpCall, Operation, Protocol, ServiceConfig, ServiceInfo};
use crate::request::{ChatRequest, Request, SessionCall, SessionRequest};
use crate::status::Error;
use crate::wire::excerpt;
use response::{ChatDecoder, SessionDecoder};

pub(super) const INFO: ServiceInfo = ServiceInfo {
    name: "persona",
    default_base_url: Some("https://api.foilengine.io"),
    chat_path: None,
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

pub(super) fn open(config: &ServiceConfig<'_>) -> Box<dyn Protocol> {
    Box::new(Persona {
        key: config.api_key.map(|key| key.to_owned().into()),
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
        let persona = required(INFO.name, "character_id", persona)?;
        let persona = path_segment("character_id", persona)?;
        Ok(format!("/api/v1{form}/chat/{persona}/{call}"))
    }

    fn chat(&self, request: &ChatRequest) -> Result<HttpCall, Error> {
        let session_id = required(INFO.name, "session_id", &request.session_id)?;
        let message = required(INFO.name, "message", &request.message)?;
        let mut body = json!({ "message": message, "user_session_id": session_id });
        add_extra(&mut body, request)?;
        let call = if self.is_sdk() {
            "message/stream"
        } else {
            "message"
        };
        Ok(HttpCall {
            method: Method::POST,
            path: self.path(&request.character_id, call)?,
            query: query(&[("machine_id", &request.machine_id)]),
            is_idempotent: false,
            body: body.to_string().into_bytes(),
            decoder: Box::new(ChatDecoder::new(request, self.is_sdk())),
        })
    }

    fn session(&self, call: SessionCall, request: &SessionRequest) -> Result<HttpCall, Error> {
        let session_id = required(INFO.name, "session_id", &request.session_id)?;
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
        Ok(HttpCall {
            method,
            path: self.path(&request.character_id, path)?,
            query: in_query,
            is_idempotent: true,
            body: body.to_string().into_bytes(),
            decoder: Box::new(SessionDecoder {
                call,
                character_id: request.character_id.clone(),
                session_id: session_id.to_owned(),
            }),
        })
    }
}

impl Protocol for Persona {
    fn key_header(&self) -> Option<(&'static str, String)> {
        let key = self.key.as_ref()?;
        Some(if self.is_sdk() {
            ("x-api-key", key.to_string())
        } else {
            ("authorization", bearer(key))
        })
    }

    fn operation(&self, request: Request<'_>) -> Result<Operation, Error> {
        match request {
            Request::Chat(request) => self.chat(request),
            Request::Session(call, request) => self.session(call, request),
        }
        .map(Operation::Send)
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
