//! Errors, in the format of each form of the API.

use serde_json::{Map, Value, json};

use super::route::Form;
use crate::response::Response;

/// An error response.
pub(super) struct ApiError {
    status: u16,
    message: String,
}

impl ApiError {
    pub(super) fn new(status: u16, message: impl Into<String>) -> ApiError {
        ApiError {
            status,
            message: message.into(),
        }
    }

    pub(super) fn response(&self, form: Form) -> Response {
        Response::json_bytes(self.status, body(form, &self.message))
    }
}

pub(super) fn body(form: Form, message: &str) -> Vec<u8> {
    let value = match form {
        Form::Web => json!({"detail": message}),
        Form::Sdk => json!({"error": {"message": message}}),
    };
    value.to_string().into_bytes()
}

/// A field that must be a string.
pub(super) fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<&'a str, ApiError> {
    match fields.get(name) {
        Some(Value::String(text)) => Ok(text),
        None => Err(ApiError::new(422, format!("{name} is missing"))),
        Some(_) => Err(ApiError::new(422, format!("{name} is not a string"))),
    }
}

/// A string that must not be empty.
pub(super) fn required<'a>(
    fields: &'a Map<String, Value>,
    name: &str,
) -> Result<&'a str, ApiError> {
    match text(fields, name)? {
        "" => Err(ApiError::new(422, format!("{name} is empty"))),
        text => Ok(text),
    }
}
