//! Reading a request's body as the service does.

use serde_json::{Map, Value};

use super::Refusal;
use crate::request::Request;

/// What a request asks for.
pub(super) struct Question {
    pub(super) model: String,
    /// All that the player has said so far, the newest last.
    pub(super) said: Vec<String>,
    pub(super) stream: bool,
}

impl Question {
    pub(super) fn read(request: &Request) -> Result<Question, Refusal> {
        let fields = request
            .object()
            .map_err(|problem| Refusal::bad(format!("This is not a request: {problem}.")))?;
        let stream = match fields.get("stream") {
            None | Some(Value::Null) => false,
            Some(Value::Bool(stream)) => *stream,
            Some(_) => return Err(Refusal::bad("stream has to be a boolean.")),
        };
        let model = fields.get("model").and_then(Value::as_str);
        Ok(Question {
            model: model
                .ok_or_else(|| Refusal::bad("You must provide a model parameter."))?
                .to_owned(),
            said: said(&fields)?,
            stream,
        })
    }
}

/// The user's turns, of which one has to be the last.
fn said(fields: &Map<String, Value>) -> Result<Vec<String>, Refusal> {
    let messages = fields
        .get("messages")
        .and_then(Value::as_array)
        .ok_or_else(|| Refusal::bad("messages is missing or no list."))?;
    let mut said = Vec::new();
    let mut user_is_last = false;
    for (index, message) in messages.iter().enumerate() {
        let role = message.get("role").and_then(Value::as_str);
        let text = message.get("content").and_then(text);
        user_is_last = role == Some("user");
        match (role, text) {
            (Some("user"), Some(text)) => said.push(text),
            (Some("system" | "developer" | "assistant"), Some(_)) => {}
            (Some("system" | "developer" | "assistant" | "user"), None) => {
                let sentence = format!("messages[{index}].content is missing or no text.");
                return Err(Refusal::bad(sentence));
            }
            _ => {
                let sentence = format!("messages[{index}].role is missing or unknown.");
                return Err(Refusal::bad(sentence));
            }
        }
    }
    match user_is_last {
        true => Ok(said),
        false => Err(Refusal::bad("The last message has to be of the role user.")),
    }
}

/// A text, or a list of parts of one.
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
