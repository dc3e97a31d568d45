//! Aurora: tokens as they become available. The request and the errors are documented, the tokens'
//! fields are not: the service's own client reads `content`, and every form that is likely is read.

mod tokens;

use http::Method;
use serde_json::json;
use zeroize::Zeroizing;

use super::encode::{add_extra, required};
use super::protocol::{HttpCall, Operation, Protocol, ServiceConfig, ServiceInfo};
use crate::reply::MessageBuilder;
use crate::request::{ChatRequest, Request, SessionCall};
use crate::status::{Error, Status};
use tokens::Tokens;

pub(super) const INFO: ServiceInfo = ServiceInfo {
    name: tokens::NAME,
    default_base_url: Some("https://chat-api.aurora-interactive.online:8443"),
    chat_path: None,
    needs_key: true,
    session_calls: &[],
    instead: |call| match call {
        SessionCall::Start | SessionCall::Resume => {
            ". A chat of Aurora begins with its first message, and goes on with the next"
        }
        _ => "",
    },
};

pub(super) fn open(config: &ServiceConfig<'_>) -> Box<dyn Protocol> {
    Box::new(Aurora {
        key: config.api_key.map(|key| key.to_owned().into()),
    })
}

struct Aurora {
    key: Option<Zeroizing<String>>,
}

impl Protocol for Aurora {
    fn key_header(&self) -> Option<(&'static str, String)> {
        Some(("x-access-token", self.key.as_ref()?.to_string()))
    }

    fn operation(&self, request: Request<'_>) -> Result<Operation, Error> {
        match request {
            Request::Chat(request) => chat_call(request).map(Operation::Send),
            Request::Session(..) => Err(Error::new(Status::Unsupported, "Aurora has only chats")),
        }
    }
}

fn chat_call(request: &ChatRequest) -> Result<HttpCall, Error> {
    let mut body = json!({
        "characterId": number("character_id", &request.character_id)?,
        "chatId": number("session_id", &request.session_id)?,
        "message": required(INFO.name, "message", &request.message)?,
    });
    add_extra(&mut body, request)?;
    Ok(HttpCall {
        method: Method::POST,
        path: "/api/v11/message".to_owned(),
        query: String::new(),
        is_idempotent: false,
        body: body.to_string().into_bytes(),
        decoder: Box::new(Tokens(MessageBuilder::new(request))),
    })
}

fn number(field: &str, value: &str) -> Result<i64, Error> {
    required(INFO.name, field, value)?.parse().map_err(|_| {
        Error::invalid(format!(
            "{field} is not a whole number: Aurora's ids are numbers such as \"42\""
        ))
    })
}

#[cfg(test)]
mod tests;
