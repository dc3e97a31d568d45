//! Refusals, which each form of the wire writes in its own way.

use serde_json::{Map, Value, json};

use super::address::Form;
use crate::answer::Answer;

/// Why the service does not do what it was asked.
pub(super) struct Refusal {
    status: u16,
    message: String,
}

impl Refusal {
    pub(super) fn new(status: u16, message: impl Into<String>) -> Refusal {
        Refusal {
            status,
            message: message.into(),
        }
    }

    pub(super) fn answer(&self, form: Form) -> Answer {
        Answer::json_bytes(self.status, body(form, &self.message))
    }
}

pub(super) fn body(form: Form, message: &str) -> Vec<u8> {
    let value = match form {
        Form::Web => json!({"detail": message}),
        Form::Sdk => json!({"error": {"message": message}}),
    };
    value.to_string().into_bytes()
}

/// A field that has to be a string.
pub(super) fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<&'a str, Refusal> {
    match fields.get(name) {
        Some(Value::String(text)) => Ok(text),
        None => Err(Refusal::new(422, format!("{name} is missing"))),
        Some(_) => Err(Refusal::new(422, format!("{name} is not a string"))),
    }
}

/// A string that says something.
pub(super) fn required<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<&'a str, Refusal> {
    match text(fields, name)? {
        "" => Err(Refusal::new(422, format!("{name} is empty"))),
        text => Ok(text),
    }
}
