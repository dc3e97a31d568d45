//! RPGGO V2: what is asked. Paths, bodies and codes are those of the service's reference; what only
//! its own clients were seen to do is marked as observed.

mod chat;
mod session;
mod wire;

use reqwest::Method;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::write::{add_extra, bearer, required};
use super::{Call, Decoder, Facts, Failure, Plan, Refusal, Setup, Wire, excerpt};
use crate::json::{self, Object};
use crate::request::{ChatRequest, Operation, SessionCall, SessionRequest};
use crate::status::{Error, Status};

pub(super) const FACTS: Facts = Facts {
    name: "RPGGO",
    default_base_url: Some("https://api.rpggo.ai"),
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

pub(super) fn open(setup: &Setup<'_>) -> Box<dyn Wire> {
    Box::new(Rpggo {
        authorization: setup.api_key.map(|key| bearer(key).into()),
    })
}

struct Rpggo {
    authorization: Option<Zeroizing<String>>,
}

impl Wire for Rpggo {
    fn key_header(&self) -> Option<(&'static str, String)> {
        let value = self.authorization.as_ref()?.to_string();
        Some(("authorization", value))
    }

    fn call(&self, operation: Operation<'_>) -> Result<Plan, Error> {
        match operation {
            Operation::Chat(request) => chat_call(request),
            Operation::Session(call, request) => session_call(call, request),
        }
        .map(Plan::Send)
    }
}

fn chat_call(request: &ChatRequest) -> Result<Call, Error> {
    let message_id = request.message_id.clone().unwrap_or_default();
    let mut body = json!({
        "game_id": required(FACTS.name, "game_id", &request.game_id)?,
        "session_id": required(FACTS.name, "session_id", &request.session_id)?,
        "character_id": required(FACTS.name, "character_id", &request.character_id)?,
        "message_id": message_id,
        "message": required(FACTS.name, "message", &request.message)?,
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

fn session_call(call: SessionCall, request: &SessionRequest) -> Result<Call, Error> {
    let path = match call {
        SessionCall::Start => "startgame",
        SessionCall::Resume => "resumesession",
        SessionCall::ChapterChange => "changechapter",
        SessionCall::GameFetch => "gamemetadata",
        SessionCall::History | SessionCall::Reset => {
            return Err(Error::new(Status::Unsupported, "RPGGO has no such call"));
        }
    };
    let mut body = json!({ "game_id": required(FACTS.name, "game_id", &request.game_id)? });
    if call != SessionCall::GameFetch {
        body["session_id"] = json!(required(FACTS.name, "session_id", &request.session_id)?);
    }
    if call == SessionCall::ChapterChange {
        required(FACTS.name, "chapter_id", &request.chapter_id)?;
    }
    let takes_chapter = matches!(call, SessionCall::Start | SessionCall::ChapterChange);
    if takes_chapter && !request.chapter_id.is_empty() {
        body["chapter_id"] = json!(request.chapter_id);
    }
    let session_id = body["session_id"].as_str().unwrap_or_default();
    let decoder = session::SessionDecoder::new(session_id, &request.game_id);
    Ok(post(path, &body, Box::new(decoder)))
}

fn post(path: &str, body: &Value, decoder: Box<dyn Decoder>) -> Call {
    Call {
        method: Method::POST,
        path: format!("/v2/open/game/{path}"),
        query: String::new(),
        is_repeatable: true,
        body: body.to_string().into_bytes(),
        decoder,
    }
}

/// What a code of the service means (documented); `None` for success.
fn status_of(code: i64) -> Option<Status> {
    Some(match code {
        0 | 200 => return None,
        10_000_001 => Status::BadRequest,
        10_000_003..=10_000_005 => Status::Unauthorized,
        10_000_301 => Status::RateLimited,
        10_000_302 => Status::SessionMissing,
        10_000_303 => Status::SessionEnded,
        _ => Status::ServiceError,
    })
}

/// What the game's programmer can do about a code.
fn advice(code: i64) -> &'static str {
    match code {
        10_000_000 => "the service failed: ask again",
        10_000_001 => "check the ids of the request",
        10_000_003..=10_000_005 => "check rpggo_client_options.api_key",
        10_000_301 => "the limit of conversations is used up: raise it at the service, or wait",
        10_000_302 => "start the session first: rpggo_session_start",
        10_000_303 => "start a new session: rpggo_session_start with a new session_id",
        10_000_307 => "restart the game: rpggo_session_start",
        _ => "see the service's list of codes",
    }
}

/// Refuses every code but those of success.
fn check(code: i64, words: &str) -> Result<(), Failure> {
    match status_of(code) {
        None => Ok(()),
        Some(_) => Err(failure(code, words)),
    }
}

fn failure(code: i64, words: &str) -> Failure {
    let words = excerpt(words);
    let said = if words.is_empty() {
        Default::default()
    } else {
        format!(": \"{words}\"")
    };
    let status = status_of(code).unwrap_or(Status::ServiceError);
    let detail = match code {
        0 | 200 => format!("RPGGO answered with an error{said}"),
        _ => format!("RPGGO answered {code}{said}; {}", advice(code)),
    };
    Failure {
        service_code: code,
        ..Failure::new(status, detail)
    }
}

/// Reads the body of an HTTP error.
fn refusal(text: &str) -> Refusal {
    let Ok(Object(envelope)) = json::read_object::<Object<wire::Refused>>(text) else {
        return Refusal {
            words: text.to_owned(),
            ..Refusal::default()
        };
    };
    let code = envelope.code();
    let words = envelope.words();
    Refusal {
        status: (10_000_000..=10_000_999)
            .contains(&code)
            .then(|| status_of(code))
            .flatten(),
        service_code: code,
        words: if words.is_empty() { text } else { words }.to_owned(),
    }
}

#[cfg(test)]
mod tests;
