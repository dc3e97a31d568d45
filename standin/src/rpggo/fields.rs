//! Parses a request's body like the service does.

use serde_json::{Map, Value};

use super::error::ApiError;
use crate::request::Request;

/// The members of a request's body.
pub(super) type Fields = Map<String, Value>;

/// The body of a request, which must be a JSON object.
pub(super) fn fields(request: &Request) -> Result<Fields, ApiError> {
    request.json_object().map_err(ApiError::bad_parameter)
}

/// A field that must be a string.
pub(super) fn text<'a>(fields: &'a Fields, name: &str) -> Result<&'a str, ApiError> {
    match fields.get(name) {
        Some(Value::String(text)) => Ok(text),
        None => Err(ApiError::bad_parameter(format!("{name} is missing"))),
        Some(_) => Err(ApiError::bad_parameter(format!("{name} is not a string"))),
    }
}

/// A string that must not be empty.
pub(super) fn required<'a>(fields: &'a Fields, name: &str) -> Result<&'a str, ApiError> {
    match text(fields, name)? {
        "" => Err(ApiError::bad_parameter(format!("{name} is empty"))),
        text => Ok(text),
    }
}

/// Whether the client requests images.
pub(super) fn wants_images(fields: &Fields) -> Result<bool, ApiError> {
    let config = match fields.get("advance_config") {
        None | Some(Value::Null) => return Ok(false),
        Some(Value::Object(config)) => config,
        Some(_) => return Err(ApiError::bad_parameter("advance_config is not an object")),
    };
    match config.get("enable_image_streaming") {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(value)) => Ok(*value),
        Some(_) => Err(ApiError::bad_parameter(
            "enable_image_streaming is not a boolean",
        )),
    }
}
