//! Reading a request's body as the service does.

use serde_json::{Map, Value};

use super::refusal::Refusal;
use crate::request::Request;

/// The members of a request's body.
pub(super) type Fields = Map<String, Value>;

/// The body of a request, which has to be a JSON object.
pub(super) fn fields(request: &Request) -> Result<Fields, Refusal> {
    request.object().map_err(Refusal::bad_parameter)
}

/// A field that has to be a string.
pub(super) fn text<'a>(fields: &'a Fields, name: &str) -> Result<&'a str, Refusal> {
    match fields.get(name) {
        Some(Value::String(text)) => Ok(text),
        None => Err(Refusal::bad_parameter(format!("{name} is missing"))),
        Some(_) => Err(Refusal::bad_parameter(format!("{name} is not a string"))),
    }
}

/// A string that says something.
pub(super) fn required<'a>(fields: &'a Fields, name: &str) -> Result<&'a str, Refusal> {
    match text(fields, name)? {
        "" => Err(Refusal::bad_parameter(format!("{name} is empty"))),
        text => Ok(text),
    }
}

/// Does the client want pictures with the answer?
pub(super) fn wants_pictures(fields: &Fields) -> Result<bool, Refusal> {
    let config = match fields.get("advance_config") {
        None | Some(Value::Null) => return Ok(false),
        Some(Value::Object(config)) => config,
        Some(_) => return Err(Refusal::bad_parameter("advance_config is not an object")),
    };
    match config.get("enable_image_streaming") {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(wanted)) => Ok(*wanted),
        Some(_) => Err(Refusal::bad_parameter(
            "enable_image_streaming is not a boolean",
        )),
    }
}
