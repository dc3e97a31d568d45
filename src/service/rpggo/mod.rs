//! RPGGO V2: requests. Paths, bodies and codes are those of the service's reference; what only
//! its own clients were seen to do is marked as observed.

mod chat;
mod code;
mod schema;
mod session;

use http::Method;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::decoder::Decoder;
use super::encode::{add_extra, bearer, required};
use super::protocol::{HttpCall, Operation, Protocol, ServiceConfig, ServiceInfo};
use crate::request::{ChatRequest, Request, SessionCall, SessionRequest};
use crate::status::{Error, Status};

pub(super) const INFO: ServiceInfo = ServiceInfo {
    name: "RPGGO",
    default_base_url: Some("https://api.rpggo.ai"),
    chat_path: None,
    needs_key: true,
    session_calls: &[
        SessionCall::Start,
        SessionCall::Resume,
        SessionCall::ChapterChange,
        SessionCall::GameFetch,
    ],
    instead: |_| {
        ". Use rpggo_session_resume to go on with a session, or rpggo_session_start with a new \
         session_id to begin again"
    },
};

pub(super) fn open(config: &ServiceConfig<'_>) -> Box<dyn Protocol> {
    Box::new(Rpggo {
        authorization: config.api_key.map(|key| bearer(key).into()),
    })
}

struct Rpggo {
    authorization: Option<Zeroizing<String>>,
}

impl Protocol for Rpggo {
    fn key_header(&self) -> Option<(&'static str, String)> {
        let value = self.authorization.as_ref()?.to_string();
        Some(("authorization", value))
    }

    fn operation(&self, request: Request<'_>) -> Result<Operation, Error> {
        match request {
            Request::Chat(request) => chat_call(request),
            Request::Session(call, request) => session_call(call, request),
        }
        .map(Operation::Send)
    }
}

fn chat_call(request: &ChatRequest) -> Result<HttpCall, Error> {
    let message_id = request.message_id.clone().unwrap_or_default();
    let mut body = json!({
        "game_id": required(INFO.name, "game_id", &request.game_id)?,
        "session_id": required(INFO.name, "session_id", &request.session_id)?,
        "character_id": required(INFO.name, "character_id", &request.character_id)?,
        "message_id": message_id,
        "message": required(INFO.name, "message", &request.message)?,
    });
    if !request.user_id.is_empty() {
        body["user_id"] = json!(request.user_id);
    }
    if request.images {
        body["advance_config"] = json!({ "enable_image_streaming": true });
    }
    add_extra(&mut body, request)?;
    Ok(post(
        "chatsse",
        &body,
        Box::new(chat::ChatDecoder::new(message_id)),
    ))
}

fn session_call(call: SessionCall, request: &SessionRequest) -> Result<HttpCall, Error> {
    let path = match call {
        SessionCall::Start => "startgame",
        SessionCall::Resume => "resumesession",
        SessionCall::ChapterChange => "changechapter",
        SessionCall::GameFetch => "gamemetadata",
        _ => return Err(Error::new(Status::Unsupported, "RPGGO has no such call")),
    };
    let mut body = json!({ "game_id": required(INFO.name, "game_id", &request.game_id)? });
    if call != SessionCall::GameFetch {
        body["session_id"] = json!(required(INFO.name, "session_id", &request.session_id)?);
    }
    if call == SessionCall::ChapterChange {
        required(INFO.name, "chapter_id", &request.chapter_id)?;
    }
    let takes_chapter = matches!(call, SessionCall::Start | SessionCall::ChapterChange);
    if takes_chapter && !request.chapter_id.is_empty() {
        body["chapter_id"] = json!(request.chapter_id);
    }
    let session_id = body["session_id"].as_str().unwrap_or_default();
    let decoder = session::SessionDecoder::new(session_id, &request.game_id);
    Ok(post(path, &body, Box::new(decoder)))
}

fn post(path: &str, body: &Value, decoder: Box<dyn Decoder>) -> HttpCall {
    HttpCall {
        method: Method::POST,
        path: format!("/v2/open/game/{path}"),
        query: String::new(),
        is_idempotent: true,
        body: body.to_string().into_bytes(),
        decoder,
    }
}

#[cfg(test)]
mod tests;
