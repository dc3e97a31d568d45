//! What services say in the body of an error.

use serde_json::Value;

use crate::failure::Failure;
use crate::status::Status;
use crate::wire::excerpt;

/// What a service says in the body of an HTTP error.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ErrorBody {
    /// What the service's own code means, where it is a known one.
    pub(crate) status: Option<Status>,
    /// 0 where it gave none.
    pub(crate) service_code: i64,
    /// Its message, or the body as it is.
    pub(crate) message: String,
}

impl ErrorBody {
    /// A body in JSON of any of the usual forms, or of plain text.
    pub(crate) fn read(text: &str) -> ErrorBody {
        let value = serde_json::from_str::<Value>(text).unwrap_or_default();
        let body = ErrorBody::in_json(&value);
        ErrorBody {
            message: match body.message.as_str() {
                "" => text.to_owned(),
                _ => body.message,
            },
            ..body
        }
    }

    /// The same where the JSON was read already; no message where it has none.
    pub(crate) fn in_json(value: &Value) -> ErrorBody {
        ErrorBody {
            status: None,
            service_code: code_in(value),
            message: message_in(value).unwrap_or_default(),
        }
    }

    /// What ends a request whose response holds this instead of what was requested.
    pub(crate) fn into_failure(self, who: &str) -> Failure {
        let status = self.status.or_else(|| http_status(self.service_code));
        let message = excerpt(&self.message);
        Failure {
            service_code: self.service_code,
            ..Failure::new(
                status.unwrap_or(Status::ServiceError),
                format!("{who} responded with an error: {message}"),
            )
        }
    }
}

/// The message in an error's JSON: `{"detail":…}`, `{"error":…}`, `{"error":{"message":…}}`, …. Where
/// there are several, all of them.
pub(crate) fn message_in(value: &Value) -> Option<String> {
    let mut all: Vec<String> = Vec::new();
    for name in ["detail", "error", "message", "msg"] {
        let words = match value.get(name) {
            Some(Value::String(words)) => words.clone(),
            Some(inner @ Value::Object(_)) => message_in(inner).unwrap_or_default(),
            Some(list @ Value::Array(_)) => list.to_string(),
            _ => continue,
        };
        if !words.is_empty() && !all.contains(&words) {
            all.push(words);
        }
    }
    (!all.is_empty()).then(|| all.join(": "))
}

/// The number that an error's JSON has; 0 where it has none.
fn code_in(value: &Value) -> i64 {
    let number = |name: &str| match value.get(name)? {
        Value::String(text) => text.parse().ok(),
        number => number.as_i64(),
    };
    match (
        number("statusCode").or_else(|| number("code")),
        value.get("error"),
    ) {
        (Some(code), _) => code,
        (None, Some(inner @ Value::Object(_))) => code_in(inner),
        _ => 0,
    }
}

/// What a code means, where it is one of HTTP's.
pub(crate) fn http_status(code: i64) -> Option<Status> {
    let code = u16::try_from(code).ok()?;
    (400..600).contains(&code).then(|| Status::from_http(code))
}
