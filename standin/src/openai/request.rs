//! Parses a request's body like the service does.

use serde_json::{Map, Value};

use super::ApiError;
use crate::request::Request;

/// The body of a request.
pub(super) struct CompletionRequest {
    pub(super) model: String,
    /// All messages of the player, the latest last.
    pub(super) user_messages: Vec<String>,
    pub(super) stream: bool,
}

impl CompletionRequest {
    pub(super) fn parse(request: &Request) -> Result<CompletionRequest, ApiError> {
        let fields = request
            .json_object()
            .map_err(|error| ApiError::bad_request(format!("This is not a request: {error}.")))?;
        let stream = match fields.get("stream") {
            None | Some(Value::Null) => false,
            Some(Value::Bool(stream)) => *stream,
            Some(_) => return Err(ApiError::bad_request("stream must be a boolean.")),
        };
        let model = fields.get("model").and_then(Value::as_str);
        Ok(CompletionRequest {
            model: model
                .ok_or_else(|| ApiError::bad_request("You must provide a model parameter."))?
                .to_owned(),
            user_messages: user_messages(&fields)?,
            stream,
        })
    }
}

/// The messages of the user, one of which must be the last.
fn user_messages(fields: &Map<String, Value>) -> Result<Vec<String>, ApiError> {
    let messages = fields
        .get("messages")
        .and_then(Value::as_array)
        .ok_or_else(|| ApiError::bad_request("messages is missing or not a list."))?;
    let mut user_messages = Vec::new();
    let mut user_is_last = false;
    for (index, message) in messages.iter().enumerate() {
        let role = message.get("role").and_then(Value::as_str);
        let text = message.get("content").and_then(text);
        user_is_last = role == Some("user");
        match (role, text) {
            (Some("user"), Some(text)) => user_messages.push(text),
            (Some("system" | "developer" | "assistant"), Some(_)) => {}
            (Some("system" | "developer" | "assistant" | "user"), None) => {
                let message = format!("messages[{index}].content is missing or not a text.");
                return Err(ApiError::bad_request(message));
            }
            _ => {
                let message = format!("messages[{index}].role is missing or unknown.");
                return Err(ApiError::bad_request(message));
            }
        }
    }
    match user_is_last {
        true => Ok(user_messages),
        false => Err(ApiError::bad_request(
            "The last message must have the role user.",
        )),
    }
}

/// A text, or a list of its parts.
fn text(content: &Value) -> Option<String> {
    match content {
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) => parts
            .iter()
            .map(|part| part.get("text").and_then(Value::as_str))
            .collect(),
        _ => None,
    }
}
